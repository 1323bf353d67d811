"""The weights of evidence by which figures are told to be of one series, learnt from timelines marked by hand.

`python tests/corpus/weighed.py` learns them from each of the tuned files but one and prints how well the one left out is
linked; `--write` learns them from all and writes them into `workers/series/lexicon/weights.tsv`. The same files give
the same weights: nothing here is left to chance.

A logistic regression over pairs of one timeline's figures that may be one: it stands below 30 lines here, needs no
library, and its weights can be read. Links are made as `place` makes them.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations
from pathlib import Path
from unittest.mock import patch

import workers.series.lexicon
from monitor.cli.batch import Line
from monitor.model.change import Observation, Series
from tests.corpus.marked import Score
from tests.corpus.tracked import FOLDER, Mark, Timeline, timelines
from workers.figures import claimant, read
from workers.series import Shelf, likeness, place, unplaced
from workers.series.place import measured

#: Files that may be learnt from; those held out never are.
TUNED = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
WEIGHTS = Path(workers.series.lexicon.__file__).parent / "weights.tsv"
#: How much a weight must earn: larger ones are held back, so that a thing seen twice says little.
HELD_BACK = 8.0
ROUNDS = 300
STEP = 0.05

Told = list[list[tuple[Observation, Mark | None]]]
Pair = tuple[dict[str, float], bool]


def told(timeline: Timeline) -> Told:
    """A timeline's observations by report, each with its mark."""
    found: Told = []
    for place_, report in enumerate(timeline.reports):
        article = Line.model_validate(report).article(place_)
        figures = read(article.text, published=article.published_at.date(), outlet=article.outlet)
        marks = [(article.text.index(mark.quote), mark) for mark in timeline.marks if mark.report == report["id"]]
        rows = []
        for figure in figures:
            of = (mark for start, mark in marks if start < figure.end and figure.start < start + len(mark.quote))
            seen = unplaced(
                figure,
                article,
                story=f"story-{article.id}",
                origin="",
                claimant=claimant(figure.attribution),
                grammar_version="",
                beside=figures,
            )
            rows.append((seen, next(of, None)))
        found.append(rows)
    return found


def pairs(reports: Told) -> Iterator[Pair]:
    """The evidence on each two figures that may be one, and whether they are."""
    marked = [each for rows in reports for each in rows]
    made = {seen.id: likeness.wording(seen, measured(seen)) for seen, _ in marked}
    for (earlier, one), (later, other) in combinations(marked, 2):
        mine, theirs = made[later.id], made[earlier.id]
        if (one or other) and likeness.may_be_one(mine, theirs):
            same = one is not None and other is not None and one.series == other.series
            found = dict(likeness.evidence(mine, theirs))
            if likeness.OF_ONE_THING & found.keys() or not (mine.key.measure and theirs.key.measure):
                yield found, same


def strangers(one: Told, other: Told) -> Iterator[Pair]:
    """The evidence on figures of two timelines that measure one kind of thing: never one, and so names come to count."""
    for theirs in (likeness.wording(seen, measured(seen)) for rows in one for seen, mark in rows if mark):
        for mine in (likeness.wording(seen, measured(seen)) for rows in other for seen, mark in rows if mark):
            if likeness.comparable(mine, theirs):
                found = dict(likeness.evidence(mine, theirs))
                if likeness.OF_ONE_THING & found.keys():
                    yield found, False


def learnt(found: Sequence[Pair], held_back: float = HELD_BACK, step: float = STEP) -> dict[str, float]:
    """The weight of each piece of evidence: logistic regression, by Adam over all pairs at once."""
    names = sorted({name for sizes, _ in found for name in sizes})
    weight = dict.fromkeys(names, 0.0)
    first, second = dict(weight), dict(weight)
    for turn in range(1, ROUNDS + 1):
        slope = {name: 0.0 if name == "any two" else held_back * weight[name] for name in names}
        for sizes, same in found:
            wrong = 1 / (1 + math.exp(-sum(weight[name] * size for name, size in sizes.items()))) - same
            for name, size in sizes.items():
                slope[name] += wrong * size
        for name in names:
            first[name] = 0.9 * first[name] + 0.1 * slope[name]
            second[name] = 0.999 * second[name] + 0.001 * slope[name] ** 2
            steady = first[name] / (1 - 0.9**turn), second[name] / (1 - 0.999**turn)
            weight[name] -= step * steady[0] / (math.sqrt(steady[1]) + 1e-9)
    return weight


def linked(reports: Told, timeline: Timeline) -> Score:
    """How well `place` links a timeline's figures; all that stand in earlier reports are held."""
    held: dict[str, Series] = {}
    by_series: dict[str, list[Observation]] = {}
    series_of: dict[Mark, str] = {}
    for rows in reports:
        shelf = Shelf(held=list(held.values()), told={id: list(of) for id, of in by_series.items()})
        for (series, seen), (_, mark) in zip(place([seen for seen, _ in rows], shelf), rows, strict=True):
            held[series.id] = series
            by_series.setdefault(series.id, []).append(seen)
            if mark is not None:
                series_of.setdefault(mark, series.id)
    score = Score()
    for one, other in combinations(timeline.marks, 2):
        wanted = one.series == other.series
        given = one in series_of and series_of[one] == series_of.get(other)
        score.wanted, score.given, score.right = (
            score.wanted + wanted,
            score.given + given,
            score.right + (wanted and given),
        )
    return score


def total(scores: Sequence[Score]) -> Score:
    """Several scores as one."""
    whole = Score()
    for each in scores:
        whole.wanted, whole.given, whole.right = (
            whole.wanted + each.wanted,
            whole.given + each.given,
            whole.right + each.right,
        )
    return whole


def write(weight: Mapping[str, float], path: Path = WEIGHTS) -> None:
    """Put the weights into their file; what is never seen says nothing."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        words = rest.partition("\t")[2]
        lines.append(line if line.startswith("#") else f"{name}\t{weight.get(name, 0.0):.2f}\t{words}")
    missing = sorted(weight.keys() - {line.partition("\t")[0] for line in lines})
    path.write_text("\n".join([*lines, *(f"{name}\t{weight[name]:.2f}\t" for name in missing)]) + "\n", "utf-8")


def main() -> None:
    """Print how well each file is linked by what the others teach; write what all of them teach."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write the weights that all files teach")
    given = asked.parse_args()
    known = {name: [(each, told(each)) for each in timelines(FOLDER / f"{name}.txt")] for name in TUNED}
    taught = {name: [*chain.from_iterable(pairs(reports) for _, reports in of)] for name, of in known.items()}
    for name, of in known.items():
        taught[name] += chain.from_iterable(strangers(one, other) for (_, one), (_, other) in combinations(of, 2))
    scores = []
    for name in () if given.write else TUNED:
        weight = learnt([pair for other in TUNED if other != name for pair in taught[other]])
        with patch.object(likeness, "weights", lambda weight=weight: weight):
            score = total([linked(reports, timeline) for timeline, reports in known[name]])
        scores.append(score)
        sys.stdout.write(f"{name:20} {score}\n")
    if given.write:
        write(learnt([pair for name in TUNED for pair in taught[name]]))
    else:
        sys.stdout.write(f"{'left out one by one':20} {total(scores)}\n")


if __name__ == "__main__":
    main()
