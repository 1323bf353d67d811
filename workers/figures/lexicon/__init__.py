"""Word lists as data: tab-separated files with a version line, read once, when first asked for."""

from __future__ import annotations

from functools import cache

from workers.tables import rows_of


def words(text: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(text.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `lexicon/<name>.tsv`: lines split at tabs; empty lines and lines beginning with # left out."""
    return tuple(tuple(row) for row in rows_of(__package__, name))
