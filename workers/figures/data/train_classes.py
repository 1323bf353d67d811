"""Learn word classes: `python -m workers.figures.data.train_classes FOLDER` with the UD English EWT files in it.

Writes classes.json.gz beside this file and prints the share of words of the development part that it gets right.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from workers.figures.classes import CLASSES, features, named, shape_of, tag

ROUNDS = 7
#: Words seen at least this often and in one class this surely need no weighing.
OFTEN, SURELY = 30, 0.995
#: Weights below this change next to no decision.
LEAST = 0.35
_COARSE = {"AUX": "VERB", "CCONJ": "CONJ", "SCONJ": "CONJ", "SYM": "PUNCT", "INTJ": "X"}

Sentence = list[tuple[str, str]]


def read(file: Path) -> list[Sentence]:
    """(word, class) of each sentence of a gzipped CoNLL-U file."""
    sentences: list[Sentence] = [[]]
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 4:
                if sentences[-1]:
                    sentences.append([])
            elif columns[0].isdigit():
                sentences[-1].append((columns[1], _COARSE.get(columns[3], columns[3])))
    return [sentence for sentence in sentences if sentence]


def learn(sentences: list[Sentence]) -> tuple[dict[str, str], dict[str, dict[str, float]]]:
    """Sure words, and the averaged weights."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, name in sentence:
            seen[shape_of(word)][name] += 1
    sure = {
        word: names.most_common(1)[0][0]
        for word, names in seen.items()
        if names.total() >= OFTEN and names.most_common(1)[0][1] / names.total() >= SURELY
    }
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    totals: dict[tuple[str, str], float] = defaultdict(float)
    stamps: dict[tuple[str, str], int] = defaultdict(int)
    step = 0

    def change(feature: str, name: str, by: float) -> None:
        key = (feature, name)
        totals[key] += (step - stamps[key]) * weights[feature][name]
        stamps[key] = step
        weights[feature][name] += by

    for number in range(ROUNDS):
        for sentence in sorted(sentences, key=lambda each: _order(each, number)):
            padded = ["-edge-", "-edge2-", *(shape_of(word) for word, _ in sentence), "-edge-", "-edge2-"]
            before, before_that = "-edge-", "-edge2-"
            for at, (word, name) in enumerate(sentence):
                guess = sure.get(padded[at + 2])
                if guess is None:
                    step += 1
                    told = [named(*each) for each in features(at, word, padded, before, before_that)]
                    scores = dict.fromkeys(CLASSES, 0.0)
                    for feature in told:
                        for each, weight in weights[feature].items():
                            scores[each] += weight
                    guess = max(scores, key=lambda each: scores[each])
                    if guess != name:
                        for feature in told:
                            change(feature, name, 1.0)
                            change(feature, guess, -1.0)
                before, before_that = guess, before
    averaged: dict[str, dict[str, float]] = {}
    for feature, row in weights.items():
        kept = {}
        for name, weight in row.items():
            total = totals[feature, name] + (step - stamps[feature, name]) * weight
            mean = round(total / step, 2)
            if abs(mean) >= LEAST:
                kept[name] = mean
        if kept:
            averaged[feature] = kept
    return sure, averaged


def _order(sentence: Sentence, number: int) -> bytes:
    """Another order every round, the same whenever it is run."""
    text = " ".join(word for word, _ in sentence)
    return hashlib.blake2b(f"{number} {text}".encode(), digest_size=8).digest()


def main() -> None:
    """Learn, write, measure."""
    folder = Path(sys.argv[1])
    sure, weights = learn(read(folder / "en_ewt-train.conllu.gz"))
    index = {name: at for at, name in enumerate(CLASSES)}
    told = {
        "classes": CLASSES,
        "sure": {word: index[name] for word, name in sorted(sure.items())},
        "weights": {f: {index[name]: w for name, w in row.items()} for f, row in sorted(weights.items())},
    }
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    Path(__file__).with_name("classes.json.gz").write_bytes(gzip.compress(written, mtime=0))
    right = total = 0
    for sentence in read(folder / "en_ewt-dev.conllu.gz"):
        for (_, name), guess in zip(sentence, tag([word for word, _ in sentence]), strict=True):
            right += {name, guess} <= {"NOUN", "PROPN"} or name == guess
            total += 1
    sys.stdout.write(f"{len(weights)} features, {right / total:.4f} of {total} words of the development part right\n")


if __name__ == "__main__":
    main()
