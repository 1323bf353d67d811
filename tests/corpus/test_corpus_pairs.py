"""Made pairs of reports: the same said again is no news, a step of one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.cli.batch import Line
from monitor.model.change import ChangeKind
from tests.pairs import Pair, moved, restated
from workers.alerts.decide import NEWS
from workers.figures import claimant, read
from workers.series import Shelf, detect, place, unplaced

SEEDS = (1, 2)


def news(pair: Pair) -> list[tuple[str, ChangeKind]]:
    """What the two reports of a pair, of two outlets, tell that is new: the report and the kind of change."""
    series, seen = {}, []
    for number, text in enumerate((pair.first, pair.second)):
        published = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(hours=8 * number)
        article = Line(id=str(number), text=text, published=published, outlet=f"outlet-{number}").article()
        unheard = [
            unplaced(
                figure,
                article,
                story=f"story-{number}",
                origin=f"origin-{number}",
                claimant=claimant(figure.attribution),
                grammar_version="t",
            )
            for figure in read(text, published=published.date())
        ]
        told = {id: [each for _, each in seen if each.series == id] for id in series}
        for found, observation in place(unheard, Shelf(held=list(series.values()), told=told)):
            series[found.id] = found
            seen.append((number, observation))
    report = {each.id: ("first", "second")[number] for number, each in seen}
    found = [c for id, of in series.items() for c in detect(of, [each for _, each in seen if each.series == id])]
    return [(report[change.observation], change.kind) for change in found if change.kind in NEWS]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_in_other_units_roundings_and_copies_is_no_news(seed: int) -> None:
    """Of 2,000 pairs none tells anything twice."""
    wrong = [pair for pair in restated(2_000, seed) if news(pair) != [("first", ChangeKind.FIRST)]]

    assert wrong == []


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_of_the_last_digit_is_news(seed: int) -> None:
    """Of 500 pairs that differ by one unit of the last digit written, each is seen to change."""
    missed = [pair for pair in moved(500, seed) if [report for report, _ in news(pair)] != ["first", "second"]]

    assert missed == []
