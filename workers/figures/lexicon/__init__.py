"""Word lists as data: tab-separated files with a version line, read once, when first asked for."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


def words(text: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(text.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `lexicon/<name>.tsv`: lines split at tabs; empty lines and lines beginning with # left out."""
    content = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in content.splitlines() if line.strip() and not line.startswith("#"))
