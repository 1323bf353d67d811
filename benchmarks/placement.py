"""Articles per second through fingerprint, candidates and place, against datasketch's MinHash-LSH and a floor.

Peer: MinHash-LSH in memory (Jaccard ≥ 0.5), on the same articles. Floor: one blake2b of every word, which any index of
words must do. All run in this process, one after the other, at each size; growth is the factor by which the time of an
article grew from the first size to the last. Half of the articles are copies of an earlier one: verbatim, trimmed, or
with every tenth word changed.
`python benchmarks/placement.py [SIZE …]`, by default 1000 10000; 100000 takes ten minutes and 6 GB, nearly all of it
the peer's.
"""

from __future__ import annotations

import random
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from datasketch import MinHashLSH
from reprints import PERMUTATIONS, minhash

from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Story, Verdict
from monitor.stories.fingerprint import fingerprint, words_of
from monitor.stories.match import candidates, place

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "in", "ol", "us")]


def material(count: int) -> list[tuple[Article, str]]:
    """(article, id of the text it carries): news-sized texts in an invented tongue, half of them copies."""
    chance = random.Random(7)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(20_000)]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]
    originals: list[list[str]] = []
    made = []
    for number in range(count):
        if originals and number % 2:
            source = chance.randrange(len(originals))
            words = _copied(originals[source], chance)
        else:
            source = len(originals)
            words = chance.choices(vocabulary, weights, k=chance.randint(120, 900))
            originals.append(words)
        made.append((_article(words, number), f"text-{source}"))
    return made


def _copied(words: list[str], chance: random.Random) -> list[str]:
    match chance.randrange(3):
        case 0:
            return words
        case 1:
            return words[: max(60, int(len(words) * chance.uniform(0.3, 0.9)))]
        case _:
            return [word if place % 10 else "edited" for place, word in enumerate(words)]


def _article(words: list[str], number: int) -> Article:
    """Sentences of fifteen words, paragraphs of three sentences."""
    lines = [" ".join(words[at : at + 15]).capitalize() + "." for at in range(0, len(words), 15)]
    paragraphs = [" ".join(lines[at : at + 3]) for at in range(0, len(lines), 3)]
    url = f"https://outlet{number % 40}.example/{number}"
    at = BEGIN + timedelta(minutes=number)
    text = "\n\n".join(paragraphs)
    return Article(
        id=derive_id("article", url, text),
        outlet=f"Outlet {number % 40}",
        url=url,
        title="",
        text=text,
        published_at=at,
        seen_at=at,
        cleaner_version="given",
    )


def floor(articles: list[tuple[Article, str]]) -> float:
    """Seconds to split the texts into words and hash each once."""
    began = time.perf_counter()
    for article, _ in articles:
        for word in words_of(article.text):
            blake2b(word.encode(), digest_size=8).digest()
    return time.perf_counter() - began


def placed(articles: list[tuple[Article, str]]) -> tuple[float, float, int, int]:
    """Seconds, seconds of them for fingerprints, articles placed right, index entries."""
    held: defaultdict[int, list[str]] = defaultdict(list)
    stories: dict[str, tuple[Story, Article]] = {}
    text_of: dict[str, str] = {}
    opened: set[str] = set()
    right = entries = 0
    marking = 0.0
    began = time.perf_counter()
    for article, text in articles:
        start = time.perf_counter()
        mark = fingerprint(article.text)
        marking += time.perf_counter() - start
        holding = [(value, story) for value in mark.sample for story in held.get(value, ())]
        verdict = place(article, mark, [stories[id] for id in candidates(mark, holding)])
        if verdict.verdict is Verdict.NEW:
            right += text not in opened
            opened.add(text)
            text_of[verdict.story] = text
        else:
            right += text_of.get(verdict.story) == text
        if verdict.verdict is not Verdict.COPY:
            story = Story(id=verdict.story, lead=article.id, title=article.title, opened_at=article.published_at)
            stories[story.id] = (story, article)
            for value in mark.sample:
                held[value].append(story.id)
            entries += len(mark.sample)
    return time.perf_counter() - began, marking, right, entries


def by_minhash(articles: list[tuple[Article, str]]) -> tuple[float, int, int]:
    """Seconds of MinHash-LSH, articles placed right, bytes of its hash values."""
    index = MinHashLSH(threshold=0.5, num_perm=PERMUTATIONS)
    text_of: dict[str, str] = {}
    opened: set[str] = set()
    right = size = 0
    began = time.perf_counter()
    for article, text in articles:
        mark = minhash(article.text)
        alike = index.query(mark)
        if alike:
            right += text_of[alike[0]] == text
        else:
            right += text not in opened
            opened.add(text)
        text_of[article.id] = text
        index.insert(article.id, mark)
        size += mark.hashvalues.nbytes
    return time.perf_counter() - began, right, size


def main() -> None:
    sizes = [int(each) for each in sys.argv[1:]] or [1_000, 10_000]
    articles = material(max(sizes))
    floor(articles[:50])
    placed(articles[:50])  # tables and caches are not what is measured
    first: dict[str, float] = {}
    for size in sizes:
        some = articles[:size]
        least = floor(some)
        seconds, marking, right, entries = placed(some)
        theirs, theirs_right, theirs_bytes = by_minhash(some)
        print(f"{size} articles; floor (words, each hashed once) {size / least:.0f} articles/s")
        for name, took in (("fingerprint", marking), ("containment", seconds), ("MinHash-LSH", theirs)):
            growth = took / size / first.setdefault(name, took / size)
            print(
                f"  {name:12}{size / took:8.0f} articles/s, {took / least:.2f} × the floor's time, growth {growth:.2f}"
            )
        print(f"  placed right: containment {right / size:.4f}, MinHash-LSH {theirs_right / size:.4f}")
        print(f"  bytes an article: containment {8 * entries / size:.0f}, MinHash-LSH {theirs_bytes / size:.0f}")


if __name__ == "__main__":
    main()
