"""Word lists and weights as data: tab-separated files beside the package that uses them, each with a version line."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows_of(package: str, name: str) -> Iterator[list[str]]:
    """The rows of `<name>.tsv` in a package: lines split at tabs; empty lines and lines beginning with # left out."""
    content = files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in content.splitlines() if line.strip() and not line.startswith("#"))
