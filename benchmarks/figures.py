"""Sentences per second on one core: our reader against quantulum3 on the same sentences, in this process.

The sentences are our own corpus's; each library reads them all, one call a sentence, after one pass to warm up.
`python benchmarks/figures.py`
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from workers.figures import read

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
DAY = date(2026, 3, 2)


def sentences() -> list[str]:
    """The first column of every table of the corpus."""
    found: dict[str, None] = {}
    for file in sorted(CORPUS.rglob("*.tsv")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                found[line.split("\t")[0]] = None
    return list(found)


def rate(reader: Callable[[str], object], texts: Sequence[str], passes: int) -> float:
    """Sentences per second."""
    for text in texts:
        reader(text)
    began = time.perf_counter()
    for _ in range(passes):
        for text in texts:
            reader(text)
    return passes * len(texts) / (time.perf_counter() - began)


def main() -> None:
    """Print both rates and their ratio."""
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    texts = sentences()
    ours = rate(lambda text: read(text, published=DAY), texts, 3)
    theirs = rate(parser.parse, texts, 1)
    print(f"{len(texts)} sentences of our corpus, nearly all with a number")
    print(f"figurewatch, every slot      {ours:8.0f} sentences/s")
    print(f"quantulum3, value and unit   {theirs:8.0f} sentences/s")
    print(f"ratio                        {ours / theirs:8.1f} × as fast")


if __name__ == "__main__":
    main()
