"""Word classes: the one place that knows whether "fell" is a verb. A better source of them can replace this module.

An averaged perceptron (Collins 2002) over a word's spelling, its neighbours and the two classes before it, trained by
`data/train_classes.py` on the UD English Web Treebank; what news settles is listed in `lexicon/classes.tsv`. Weights:
`data/classes.json.gz`, licence beside it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from functools import cache
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
            scores = [0.0] * len(CLASSES)
            for template, seen in features(at, word, padded, before, before_that):
                for place, weight in weights[template].get(seen, ()):
                    scores[place] += weight
            guess = CLASSES[scores.index(max(scores))]
        before, before_that = guess, before
        found.append(guess)
    return found


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


def features(at: int, word: str, padded: Sequence[str], before: str, before_that: str) -> tuple[tuple[int, str], ...]:
    """What the perceptron sees of word `at`, as (place in the templates, value); `padded` has two edges a side."""
    here, left, right = padded[at + 2], padded[at + 1], padded[at + 3]
    capital = word[:1].isupper()
    return (
        (0, ""),
        (1, here),
        (2, here[-3:]),
        (3, here[-2:]),
        (4, here[:1]),
        (5, before),
        (6, before_that),
        (7, f"{before_that} {before}"),
        (8, f"{before} {here}"),
        (9, left),
        (10, left[-3:]),
        (11, padded[at]),
        (12, right),
        (13, right[-3:]),
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
