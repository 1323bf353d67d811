"""Ranges: two ends that share a unit, a magnitude or a whole are one figure; a step and a level stay two."""

from datetime import date

import pytest

from workers.figures import read

ONE = [
    # text, low, high, unit
    ("The bill came to $3m-4m.", 3e6, 4e6, "USD"),
    ("Prices have risen for tickets ranging from 5 to 10 euros.", 5, 10, "EUR"),
    ("It struck children aged between one and four.", 1, 4, "year"),
    ("Exports of between 1.2m and 1.4m tonnes are expected.", 1.2e6, 1.4e6, "metric_ton"),
    ("The wall is 50m to 60m long.", 50, 60, "meter"),
    ("Half to three quarters of the stock was lost.", 0.5, 0.75, "1"),
    ("Output fell by a quarter to a third.", 1 / 4, 1 / 3, "1"),
    ("One to two in ten patients relapse.", 0.1, 0.2, "1"),
    ("Between one in ten and one in five pupils stayed at home.", 0.1, 0.2, "1"),
    ("Two, three thousand people were there.", 2000, 3000, "1"),
    ("From 12 to as many as 15 soldiers died.", 12, 15, "1"),
    ("They lost 20, perhaps 30 percent of their men.", 20, 30, "percent"),
    ("Fares will rise by 5p to 10p.", 0.05, 0.1, "GBP"),
    ("Temperatures will stay in the low 30s.", 30, 33, "degree_Celsius"),
    ("The wind chill will be in the minus 40s.", -49, -40, "degree_Celsius"),
    ("More than 20 but fewer than 30 ships were seen.", 20, 30, "1"),
    ("Polls give the Reform List 26 to 28 percent.", 26, 28, "percent"),
    ("The glacier is retreating at five to seven metres a day.", 5, 7, "meter / day"),
    ("The temperature swings from minus 60 to plus 85 degrees Celsius.", -60, 85, "degree_Celsius"),
    ("They asked for from 40,000 up to 100,000 naira.", 40_000, 100_000, "NGN"),
    ("We are losing eight to ten a week.", 8, 10, "1 / week"),
    ("Between one and one and a half tonnes of butter melted.", 1, 1.5, "metric_ton"),
    ("Highs in the mid-90s Fahrenheit are forecast.", 94, 96, "degree_Fahrenheit"),
]
TWO = [
    # text, the values read
    ("The price rose by 5p to 164p.", [0.05, 1.64]),
    ("The wall rose from 3m to 5m.", [3, 5]),
    ("Sales fell by a fifth to 2.3m.", [0.2, 2.3e6]),
    ("Two, eight thousand miles apart, were found.", [2, 8000]),
    ("Exports rose from 1.2m to 1.4m tonnes.", [1.2e6, 1.4e6]),
    ("More than 20 ships sank and fewer than 30 survived.", [20, 30]),
    ("It plans to lift output at its plant in the south from 6 million to 40 million doses.", [6e6, 40e6]),
    ("The party lost 8 seats to 27 rivals.", [8, 27]),
]
NONE = [
    "The volcano woke at 4.20 this morning.",
    "Radio Baltic 98.6 went off the air.",
    "We left at ten to eight.",
    "See also note 3.",
    "It was rare in the nineteen-sixties.",
    "Update no. 6: the flu is back.",
    "He took the opener 6-4, lost the next 3-6 and retired.",
    "They moved to 14b Cranmer Road.",
    "The A 9 was closed near exit 23.",
    "It lifted off from pad 31.",
    "The ATR 72 aircraft lost power.",
    "He is in his mid-30s.",
    "Back in the mid-80s the plant closed.",
    "He scored in the second half to seal the win.",
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), ONE)
def test_two_ends_are_one_range(text, low, high, unit):
    """Both ends, in one unit."""
    (figure,) = read(text, published=date(2026, 3, 2))
    assert (figure.low, figure.high) == (pytest.approx(low), pytest.approx(high))
    assert (figure.unit, figure.qualifier) == (unit, "range")


@pytest.mark.parametrize(("text", "values"), TWO)
def test_two_amounts_stay_two(text, values):
    """A step beside a level, two levels, or two things."""
    assert [figure.value for figure in read(text, published=date(2026, 3, 2))] == pytest.approx(values)


@pytest.mark.parametrize("text", NONE)
def test_what_looks_like_a_range_is_no_figure(text):
    """Decades, and halves of a match."""
    assert not read(text, published=date(2026, 3, 2))
