"""Word classes: the one place that knows whether "fell" is a verb. A better source of them can replace this module.

An averaged perceptron (Collins 2002) over a word's spelling, its neighbours and the two classes before it, trained by
`data/train_classes.py` on the UD English Web Treebank. Weights: `data/classes.json.gz`, licence beside it.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from workers.figures.lexicon import words

#: Coarse classes; auxiliaries are verbs.
CLASSES = ("NOUN", "PROPN", "VERB", "ADJ", "ADV", "DET", "ADP", "PRON", "NUM", "CONJ", "PART", "PUNCT", "X")
_AUXILIARIES = words("is are was were be have has had do does did will would can could may might shall should")
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
            scores = dict.fromkeys(CLASSES, 0.0)
            for feature in features(at, word, padded, before, before_that):
                for name, weight in weights.get(feature, {}).items():
                    scores[name] += weight
            guess = max(scores, key=lambda name: scores[name])
        before, before_that = guess, before
        found.append(guess)
    if found[:2] == ["VERB", "VERB"] and _may_be_a_noun(sentence[0]):
        found[0] = "NOUN"  # "Gold touched a record": a sentence begins with its subject
    return found


def _may_be_a_noun(word: str) -> bool:
    return word.isalpha() and not word.endswith(("ing", "ed", "en")) and word.lower() not in _AUXILIARIES


def shape_of(word: str) -> str:
    """The word as features see it: lower case, digits and signs by kind."""
    if word[:1].isdigit():
        return "-digits-"
    if not any(char.isalnum() for char in word):
        return f"-{word[:1]}-"
    return word.lower()


def features(at: int, word: str, padded: Sequence[str], before: str, before_that: str) -> Iterator[str]:
    """What the perceptron sees of word `at`; `padded` holds shapes with two edges on each side."""
    here = padded[at + 2]
    yield "bias"
    yield f"w {here}"
    yield f"s3 {here[-3:]}"
    yield f"s2 {here[-2:]}"
    yield f"p1 {here[:1]}"
    yield f"t-1 {before}"
    yield f"t-2 {before_that}"
    yield f"tt {before_that} {before}"
    yield f"tw {before} {here}"
    yield f"w-1 {padded[at + 1]}"
    yield f"s-1 {padded[at + 1][-3:]}"
    yield f"w-2 {padded[at]}"
    yield f"w+1 {padded[at + 3]}"
    yield f"s+1 {padded[at + 3][-3:]}"
    yield f"w+2 {padded[at + 4]}"
    capital = word[:1].isupper()
    yield f"c {capital} {at == 0} {word.isupper() and len(word) > 1} {'-' in word}"
    yield f"c s {capital and at > 0} {here[-2:]}"


@cache
def _model() -> tuple[dict[str, str], dict[str, dict[str, float]]]:
    packed = files("workers.figures.data").joinpath("classes.json.gz").read_bytes()
    told = json.loads(gzip.decompress(packed))
    names = told["classes"]
    sure = {word: names[index] for word, index in told["sure"].items()}
    weights = {
        feature: {names[int(index)]: weight for index, weight in row.items()}
        for feature, row in told["weights"].items()
    }
    return sure, weights
