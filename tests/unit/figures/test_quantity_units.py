"""The unit tables: every name and factor against pint, every surface read behind a number."""

from __future__ import annotations

from datetime import date

import pint
import pytest

from workers.figures.document import document
from workers.figures.lexicon import rows
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.quantities import quantities

BASE = {
    "length": "m", "area": "m**2", "volume": "m**3", "mass": "kg", "time": "s", "energy": "J", "power": "W",
    "data": "byte", "pressure": "Pa", "force": "N", "length/time": "m/s", "volume/time": "m**3/s", "angle": "rad",
    "data/time": "byte/s", "voltage": "V", "current": "A", "charge": "C", "resistance": "ohm", "temperature": "K",
}  # fmt: skip
#: pint's barrel holds 31.5 gallons; the one in the news is of oil, 42.
OF_OIL = {"barrel", "barrel / day"}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    """pint's own tables."""
    return pint.UnitRegistry()


def read(text: str) -> list[Quantity]:
    """The quantities of one sentence."""
    doc = document(text, published=date(2025, 3, 1))
    return quantities(Line(doc, doc.sentences[0]))


def test_names_and_factors_are_pints(registry: pint.UnitRegistry) -> None:
    """Every unit of a physical dimension converts to the base unit as pint converts it."""
    checked = 0
    for row in rows("units"):
        name, dimension, factor = row[1], row[2], float(row[3])
        offset = float(row[4]) if len(row) > 4 else 0.0
        if dimension in BASE and name not in OF_OIL:
            base = registry.Quantity(1, name).to(BASE[dimension]).magnitude
            assert base == pytest.approx(factor + offset, rel=1e-5), name
            checked += 1

    assert checked > 80


def test_units_without_a_dimension_in_pint_are_dimensionless_there(registry: pint.UnitRegistry) -> None:
    """Percent is pint's percent; a barrel of oil is pint's oil_bbl."""
    assert registry.Quantity(40, "percent").to("").magnitude == pytest.approx(0.4)
    oil = next(row for row in rows("units") if row[1] == "barrel")
    assert registry.Quantity(1, "oil_bbl").to("m**3").magnitude == pytest.approx(float(oil[3]), rel=1e-6)


#: Surfaces whose letters mean something else unless something near says so.
BY_CONTEXT = {"ton", "boe", "mb", "kt", "kts", "degree", "degrees", "deg"}


def test_every_surface_is_read() -> None:
    """ "7 <surface>" is 7 of that unit."""
    wrong = []
    for row in rows("units"):
        for surface in row[0].split("|"):
            written = surface.removeprefix("=")
            if len(written) < 2 or written in BY_CONTEXT or written.startswith(("second", "sec")):
                continue
            found = read(f"It was 7 {written} then.")
            scale = float(row[5]) if len(row) > 5 else 1.0
            if [(each.value, each.unit.name) for each in found] != [(7.0 * scale, row[1])]:
                wrong.append((written, row[1], [(each.value, each.unit.name) for each in found]))

    assert not wrong


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("It cost £1.5bn.", 1.5e9, "GBP"),
        ("It cost 5 pence.", 0.05, "GBP"),
        ("It cost 50 cents.", 0.5, "USD"),
        ("It cost Rs 500 crore.", 5e9, "INR"),
        ("It cost C$5.", 5, "CAD"),
        ("It cost HK$5 million.", 5e6, "HKD"),
        ("It cost 5 million Swiss francs.", 5e6, "CHF"),
        ("It cost EUR5 million.", 5e6, "EUR"),
        ("It cost 5 million pounds.", 5e6, "GBP"),
        ("It weighed 500 pounds.", 500, "pound"),
        ("It cost 300 Russian rubles.", 300, "RUB"),
        ("It cost ¥300.", 300, "JPY"),
        ("It cost ₹2 lakh.", 2e5, "INR"),
        ("It cost R$5.", 5, "BRL"),
        ("It cost 2 billion UAH.", 2e9, "UAH"),
    ],
)
def test_money(text: str, value: float, unit: str) -> None:
    """Signs before, words and codes behind, minor units in the main one."""
    (found,) = read(text)

    assert (found.value, found.unit.name, found.unit.dimension) == (
        value,
        unit,
        f"money:{unit}" if unit.isupper() else "mass",
    )


@pytest.mark.parametrize(
    ("text", "unit", "rate"),
    [
        ("It moves 200 meters per day.", "meter / day", "day"),
        ("It moves 200 meters a day.", "meter / day", "day"),
        ("They lose 1,200 men a day.", "1 / day", "day"),
        ("They lose 1,200 people daily.", "1 / day", "day"),
        ("They pump 90,000 barrels per day.", "barrel / day", "day"),
        ("They pump 90,000 bpd.", "barrel / day", "day"),
        ("It pays $15 an hour.", "USD / hour", "hour"),
        ("It fetched $84 a barrel.", "USD / barrel", "barrel"),
        ("It costs $3-4 per kg.", "USD / kilogram", "kilogram"),
        ("It flows at 300 km/h.", "kilometer / hour", "hour"),
        ("It eats 200 grams of bread a day.", "gram / day", "day"),
        ("It hit 40 cases per 100,000 people.", "1 / 100000", "100000"),
    ],
)
def test_rates(text: str, unit: str, rate: str) -> None:
    """What it is per is part of the unit."""
    (found,) = read(text)

    assert (found.unit.name, found.rate, found.kind) == (unit, rate, "rate")


@pytest.mark.parametrize(
    ("text", "also"),
    [
        ("They hold 531 square miles (1,376 sq km) of land.", [("1,376 sq km", "kilometer ** 2")]),
        ("They paid $8bn (£5.2bn; €6bn).", [("£5.2bn", "GBP"), ("€6bn", "EUR")]),
        ("It lost 42,000 gallons of oil (159,000 litres).", [("159,000 litres", "liter")]),
        ("It is 26 miles, or 42 km, long.", [("42 km", "kilometer")]),
        ("It was 90F (32C).", [("32C", "degree_Celsius")]),
        ("It blew at 120 mph (195 kph).", [("195 kph", "kilometer / hour")]),
    ],
)
def test_conversions_fold(text: str, also: list[tuple[str, str]]) -> None:
    """A conversion is the same quantity."""
    doc = document(text, published=date(2025, 3, 1))
    line = Line(doc, doc.sentences[0])
    (found,) = quantities(line)

    assert [(line.words(said.first, said.last), said.unit.name) for said in found.also] == also


def test_another_figure_in_brackets_is_no_conversion() -> None:
    """5 miles is not 20 km, and a share in brackets is a figure of its own."""
    assert len(read("It is 5 miles (20 km) away.")) == 2
    assert len(read("He got 1,200 votes (54 percent).")) == 2
