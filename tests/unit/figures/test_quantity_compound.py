"""Amounts told in two parts are one amount; what only stands side by side stays two."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read

ONE = [
    ("Divers spent 9 hours and 40 minutes under the ice.", 580, "minute"),
    ("He got a cheque for forty-three pounds and eleven pence.", 43.11, "GBP"),
    ("The ice is an inch and a quarter thick.", 1.25, "inch"),
    ("Eggs cost four dollars eighty.", 4.8, "USD"),
    ("Oil is at nine euros fifty a litre.", 9.5, "EUR / liter"),
    ("She sold it at a dollar ten.", 1.1, "USD"),
    ("He stands six foot five.", 6.41666666667, "foot"),
    ("She lost four stone and two pounds.", 58, "pound"),
    ("A throw of 66 metres and 12 centimetres won.", 66.12, "meter"),
    ("A pint will be four pounds sixty by spring.", 4.6, "GBP"),
    ("He walked a mile and three-quarters.", 1.75, "mile"),
    ("Rub in a pound and a half of flour.", 1.5, "pound"),
]
TWO = [
    ("He bought it for two dollars five years ago.", [2]),
    ("Each got ten pounds and eleven eggs.", [10, 11]),
    ("The river stood at four metres and 20 centimetres above the bank.", [4, 20]),
    ("They paid six dollars and five refused.", [6, 5]),
    ("A man of thirty-one drowned.", [31]),
]


@pytest.mark.parametrize(("text", "value", "unit"), ONE)
def test_two_parts_are_one_amount(text: str, value: float, unit: str) -> None:
    """The whole amount, in the larger unit or in the smaller one of time and weight."""
    (figure,) = read(text, published=date(2026, 3, 2))

    assert (figure.value, figure.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(("text", "values"), TWO)
def test_neighbours_are_not_joined(text: str, values: list[float]) -> None:
    """A second number that counts something of its own is a second figure."""
    assert [figure.value for figure in read(text, published=date(2026, 3, 2))] == values
