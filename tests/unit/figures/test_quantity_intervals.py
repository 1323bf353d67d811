"""What wordings claim: which statements agree, and which do not."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model.figure import Interval
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.quantities import quantities


def quantity(text: str) -> Quantity:
    """The one quantity of a text."""
    doc = document(f"It was {text}.", published=date(2025, 3, 1))
    (found,) = quantities(Line(doc, doc.sentences[0]))
    return found


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a value."""
    return (one.low is None or other.high is None or one.low <= other.high) and (
        other.low is None or one.high is None or other.low <= one.high
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("approximately 59,000 men", "just under 60,000 men"),
        ("531 square miles of land", "1,376 square kilometers of land"),
        ("some 1,400 sq km of land", "531 square miles of land"),
        ("531 square miles of land", "roughly 1,376 km2 of land"),
        ("nearly half of it", "47 percent of it"),
        ("more than 40 percent of it", "43 percent of it"),
        ("at least 220 people", "347 people"),
        ("up to 15 years", "12 years"),
        ("dozens of people", "45 people"),
        ("hundreds of people", "640 people"),
        ("about 60,000 men", "58,400 men"),
        ("12 to 15 percent", "14 percent"),
        ("$1.5bn in debt", "1,520 million dollars in debt"),
        ("one in five of them", "20 percent of them"),
        ("a dozen people", "12 people"),
        ("300 miles away", "483 kilometers away"),
        ("90 degrees Fahrenheit", "32 degrees Celsius"),
    ],
)
def test_wordings_that_agree(one: str, other: str) -> None:
    """Rounding, qualifier and unit are no change."""
    assert overlap(quantity(one).interval, quantity(other).interval)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("more than 40 percent of it", "nearly half of it"),
        ("just under 60,000 men", "50,000 men"),
        ("approximately 59,000 men", "roughly 45,000 men"),
        ("around 50,000 men", "roughly 45,000 men"),
        ("27 people", "28 people"),
        ("7.4 percent", "7.5 percent"),
        ("at least 220 people", "190 people"),
        ("up to 15 years", "18 years"),
        ("dozens of people", "640 people"),
        ("40 percent of it", "half of it"),
        ("1,376 km2 of land", "800 km2 of land"),
        ("$64.73 a barrel", "$64.74 a barrel"),
        ("nearly 60,000 men", "61,000 men"),
        ("well over 200 people", "203 people"),
    ],
)
def test_wordings_that_disagree(one: str, other: str) -> None:
    """A speaker who means the other would have said so."""
    assert not overlap(quantity(one).interval, quantity(other).interval)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("59,000 men", 58_500, 59_500),
        ("60,000 men", 57_000, 63_000),
        ("27 people", 27, 27),
        ("1,376 sq km", 1375.5, 1376.5),
        ("more than 40 percent", 40, 45),
        ("more than 45 percent", 45, 50),
        ("more than 59,000 men", 59_000, 60_000),
        ("more than 10,000 men", 10_000, 15_000),
        ("at least 220 people", 220, None),
        ("up to 40 people", 0, 40),
        ("just under 60,000 men", 57_000, 60_000),
        ("10 to 15 people", 10, 15),
        ("dozens of people", 24, 120),
        ("no casualties", 0, 0),
    ],
)
def test_ends_in_the_unit(text: str, low: float | None, high: float | None) -> None:
    """`low` and `high` are what was written, or what the words claim, in the unit as written."""
    found = quantity(text)

    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize(
    "word", ["about", "nearly", "more than", "less than", "at least", "up to", "just over", "well over"]
)
@pytest.mark.parametrize("number", ["7", "40", "125", "59,000", "1.5 million", "2.5"])
def test_the_interval_holds_or_touches_the_value(word: str, number: str) -> None:
    """No wording claims values that leave the stated number on the wrong side."""
    found = quantity(f"{word} {number} people")
    low, high = found.interval.low, found.interval.high

    assert low is None or high is None or low <= high
    if word.startswith(("more", "at least", "just over", "well")):
        assert low is not None and low >= found.value
    elif word != "about":
        assert high is not None and high <= found.value
