"""Word classes: the one place that knows whether "fell" is a verb. A better source of them can replace this module.

An averaged perceptron (Collins 2002) over a word's spelling, its neighbours and the two classes before it, trained by
`data/train_classes.py` on the UD English Web Treebank; what news settles is listed in `lexicon/classes.tsv`. Weights:
`data/classes.json.gz`, licence beside it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from workers.figures.lexicon import rows

#: Coarse classes; auxiliaries are verbs.
CLASSES = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "DET", "ADP", "PRON", "NUM", "CONJ", "PART", "PUNCT", "X")
_EDGE = ("-edge-", "-edge2-")


def tag(sentence: Sequence[str]) -> list[str]:
    """The class of each word of one sentence, in its context. Words are as written: capitals tell names."""
    sure, weights = _model()
    padded = [*_EDGE, *(shape_of(word) for word in sentence), *_EDGE]
    before, before_that = _EDGE
    found = []
    for at, word in enumerate(sentence):
        guess = sure.get(padded[at + 2])
        if guess is None:
            scores = list(_by_spelling(padded[at + 2]))
            for told in (_by_left(padded[at + 1]), _by_right(padded[at + 3])):
                for place, weight in told:
                    scores[place] += weight
            for template, seen in in_context(at, word, padded, before, before_that):
                for place, weight in weights[template].get(seen, ()):
                    scores[place] += weight
            guess = CLASSES[scores.index(max(scores))]
        before, before_that = guess, before
        found.append(guess)
    return found


def knows(word: str) -> bool:
    """The word, in lower case, stood in what the classes were learnt from: an unknown one is likely a name."""
    sure, weights = _model()
    return word in sure or word in weights[1]


@lru_cache(maxsize=4096)
def _by_spelling(here: str) -> tuple[float, ...]:
    """Class by class, what a word's spelling weighs."""
    return _sum(of_spelling(here))


@lru_cache(maxsize=4096)
def _by_left(left: str) -> tuple[tuple[int, float], ...]:
    """What a word weighs for the one behind it, as (place in `CLASSES`, weight)."""
    return tuple(each for each in enumerate(_sum(of_left(left))) if each[1])


@lru_cache(maxsize=4096)
def _by_right(right: str) -> tuple[tuple[int, float], ...]:
    """What a word weighs for the one before it, as (place in `CLASSES`, weight)."""
    return tuple(each for each in enumerate(_sum(of_right(right))) if each[1])


def _sum(seen: Iterable[Feature]) -> tuple[float, ...]:
    weights = _model()[1]
    scores = [0.0] * len(CLASSES)
    for template, value in seen:
        for place, weight in weights[template].get(value, ()):
            scores[place] += weight
    return tuple(scores)


def shape_of(word: str) -> str:
    """The word as features see it: lower case, digits and signs by kind."""
    if word[:1].isdigit():
        return "-digits-"
    if not any(char.isalnum() for char in word):
        return f"-{word[:1]}-"
    return word.lower()


#: Names of the features, as the weights' file knows them.
_TEMPLATES = (
    "bias",
    "w",
    "s3",
    "s2",
    "p1",
    "t-1",
    "t-2",
    "tt",
    "tw",
    "w-1",
    "s-1",
    "w-2",
    "w+1",
    "s+1",
    "w+2",
    "c",
    "c s",
)


Feature = tuple[int, str]  # (place in the templates, value)


def features(at: int, word: str, padded: Sequence[str], before: str, before_that: str) -> Iterator[Feature]:
    """What the perceptron sees of word `at`; `padded` holds the words' shapes with two edges a side."""
    yield from of_spelling(padded[at + 2])
    yield from of_left(padded[at + 1])
    yield from of_right(padded[at + 3])
    yield from in_context(at, word, padded, before, before_that)


def of_spelling(here: str) -> tuple[Feature, ...]:
    """Features of a word alone."""
    return (0, ""), (1, here), (2, here[-3:]), (3, here[-2:]), (4, here[:1])


def of_left(left: str) -> tuple[Feature, ...]:
    """Features that the word on the left gives."""
    return (9, left), (10, left[-3:])


def of_right(right: str) -> tuple[Feature, ...]:
    """Features that the word on the right gives."""
    return (12, right), (13, right[-3:])


def in_context(at: int, word: str, padded: Sequence[str], before: str, before_that: str) -> tuple[Feature, ...]:
    """Features of the classes before, of words further off, and of capitals."""
    here = padded[at + 2]
    capital = word[:1].isupper()
    return (
        (5, before),
        (6, before_that),
        (7, f"{before_that} {before}"),
        (8, f"{before} {here}"),
        (11, padded[at]),
        (14, padded[at + 4]),
        (15, f"{capital} {at == 0} {word.isupper() and len(word) > 1} {'-' in word}"),
        (16, f"{capital and at > 0} {here[-2:]}"),
    )


def named(template: int, seen: str) -> str:
    """A feature as the weights' file writes it."""
    return f"{_TEMPLATES[template]} {seen}" if template else _TEMPLATES[0]


_Weights = tuple[dict[str, tuple[tuple[int, float], ...]], ...]


@cache
def _model() -> tuple[dict[str, str], _Weights]:
    packed = files("workers.figures.data").joinpath("classes.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    names = told["classes"]
    sure = {word: names[index] for word, index in told["sure"].items()}
    sure |= {word: name for listed, name in rows("classes") for word in listed.split("|")}
    weights: _Weights = tuple({} for _ in _TEMPLATES)
    places = {name: place for place, name in enumerate(_TEMPLATES)}
    for feature, row in told["weights"].items():
        template, _, seen = feature.partition(" ")
        if template == "c" and seen.startswith("s "):
            template, seen = "c s", seen.removeprefix("s ")
        weights[places[template]][seen] = tuple(
            (CLASSES.index(names[int(index)]), weight) for index, weight in row.items()
        )
    return sure, weights
