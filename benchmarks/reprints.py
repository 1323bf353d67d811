"""Which reprints are folded, against datasketch's MinHash-LSH (Jaccard ≥ 0.5, the usual choice) on the same texts.

Texts, reprints and hard negatives are our own (tests/newsroom.py). Recall by the way a reprint was made: the share that
lands in the story its text opened. `python benchmarks/reprints.py [SEEDS]`
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable

from datasketch import MinHash, MinHashLSH

from monitor.placing import place_in_story
from monitor.store.engine import open_store
from monitor.stories.fingerprint import SHINGLE, words_of
from tests.newsroom import MAKES, Score, Text, agreement, reprints

PERMUTATIONS = 128


def by_containment(texts: list[Text]) -> dict[str, str]:
    """text id → story id, as the monitor places them."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/store.db")
        with store.begin() as uow:
            placed = ((text.id, place_in_story(text.article(), uow, text.published)[0]) for text in texts)
            found = {id: placement.story for id, placement in placed if placement}
        store.close()
    return found


def by_minhash(texts: list[Text]) -> dict[str, str]:
    """text id → id of the first text it is like."""
    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    found: dict[str, str] = {}
    for text in texts:
        mark = minhash("\n".join(text.paragraphs))
        alike = index.query(mark)
        found[text.id] = min((found[each] for each in alike), default=text.id)
        index.insert(text.id, mark)
    return found


def minhash(text: str) -> MinHash:
    """The MinHash of a text's shingles."""
    words = words_of(text)
    mark = MinHash(num_perm=PERMUTATIONS)
    mark.update_batch({" ".join(words[at : at + SHINGLE]).encode() for at in range(max(1, len(words) - SHINGLE + 1))})
    return mark


def folded(texts: list[Text], found: dict[str, str]) -> Counter[str]:
    """Reprints in the story of the text they carry, by the way they were made."""
    return Counter(text.made for text in texts if text.made != "base" and found.get(text.story) == found[text.id])


def measure(name: str, place: Callable[[list[Text]], dict[str, str]], sets: Iterable[list[Text]]) -> Counter[str]:
    """Print the scores; returns what was folded, by make."""
    kept: Counter[str] = Counter()
    scores: list[Score] = []
    began = time.perf_counter()
    for texts in sets:
        found = place(texts)
        kept += folded(texts, found)
        scores.append(agreement({text.id: text.story for text in texts}, found))
    seconds = time.perf_counter() - began
    mean = [sum(values) / len(scores) for values in zip(*((s.precision, s.recall, s.f1) for s in scores), strict=True)]
    print(f"{name:12} precision {mean[0]:.3f}  recall {mean[1]:.3f}  F1 {mean[2]:.3f}  ({seconds:.1f} s)")
    return kept


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    sets = [reprints(seed) for seed in range(1, seeds + 1)]
    made = Counter(text.made for texts in sets for text in texts)
    print(f"{sum(map(len, sets))} articles, {made['base']} of them base texts, pairs of articles that carry one text:")
    ours = measure("containment", by_containment, sets)
    theirs = measure("MinHash-LSH", by_minhash, sets)
    print(f"\n{'reprint':32} containment  MinHash-LSH")
    for make in MAKES:
        if made[make.name]:
            print(
                f"{make.name:32} {ours[make.name] / made[make.name]:11.2f}  {theirs[make.name] / made[make.name]:11.2f}"
            )


if __name__ == "__main__":
    main()
