"""Laws of the quantity layer: spans slice back, writing does not change values, hostile text costs linear work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.quantities import quantities

PIECES = st.sampled_from(
    [
        "1",
        "12",
        "1,234",
        "5.5",
        "0",
        "2019",
        "1.234,56",
        "½",
        "a",
        "an",
        "half",
        "third",
        "two",
        "twenty",
        "hundred",
        "million",
        "dozen",
        "dozens",
        "of",
        "in",
        "to",
        "and",
        "or",
        "-",
        "–",
        "—",
        "between",
        "from",
        "about",
        "nearly",
        "more",
        "than",
        "at",
        "least",
        "up",
        "percent",
        "%",
        "$",
        "€",
        "km",
        "miles",
        "per",
        "day",
        "(",
        ")",
        ".",
        ",",
        ";",
        ":",
        "/",
        "'",
        '"',
        "one",
        "five",
        "times",
        "as",
        "many",
        "fold",
        "doubled",
        "no",
        "casualties",
        "year",
        "-old",
        "kg",
        "F",
        "C",
        "m",
        "bn",
        "k",
        "x",
        "+",
        "~",
        "#",
        "=",
        "_",
        "@",
        "Rs",
        "USD",
        "\xa0",
        "\u2009",
        "é",
        "ß",
    ]
)
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80)


def read(text: str) -> list[tuple[Line, Quantity]]:
    """Every quantity of a text with its line."""
    doc = document(text, published=date(2025, 3, 1))
    lines = [Line(doc, sentence) for sentence in doc.sentences]
    return [(line, quantity) for line in lines for quantity in quantities(line)]


def values(text: str) -> list[tuple[float, str, str]]:
    """Value, unit and qualifier of every quantity."""
    return [(each.value, each.unit.name, each.qualifier.value) for _, each in read(text)]


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_in_order_and_slice_back(text: str) -> None:
    """Quantities do not overlap, hold their core, and their tokens slice the original text."""
    last: dict[int, int] = {}
    for line, quantity in read(text):
        assert last.get(id(line), 0) <= quantity.first <= quantity.core_first < quantity.core_last <= quantity.last
        assert quantity.last <= line.size
        start, end = line.span(quantity.first, quantity.last)
        assert line.words(quantity.first, quantity.last) == text[start:end]
        assert quantity.rules
        last[id(line)] = max([quantity.last, *(said.last for said in quantity.also)])


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_intervals_are_intervals(text: str) -> None:
    """Whatever is read, its ends are in order."""
    for _, quantity in read(text):
        interval = quantity.interval
        assert interval.low is None or interval.high is None or interval.low <= interval.high


@given(
    st.integers(min_value=1_000, max_value=999_999_999), st.sampled_from([",", " ", "\u00a0", "\u2009", "\u202f", "'"])
)
def test_thousand_separators_do_not_change_values(number: int, separator: str) -> None:
    """1,234,567 is 1 234 567 with any space, and 1'234'567."""
    written = f"{number:,}".replace(",", separator)

    assert values(f"They counted {written} birds.") == [(float(number), "1", "exact")]


@given(
    st.integers(min_value=10, max_value=500),
    st.integers(min_value=1, max_value=400),
    st.sampled_from(["-", "\u2010", "\u2011", "\u2012", "\u2013", " to "]),
)
def test_dash_kinds_do_not_change_ranges(low: int, more: int, dash: str) -> None:
    """A range is a range with every dash, and with "to"."""
    (found,) = read(f"They need {low}{dash}{low + more} kilograms of salt.")

    assert (found[1].low, found[1].high, found[1].unit.name) == (low, low + more, "kilogram")


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u202f", "\u2003", "\t"])
def test_space_kinds_do_not_change_values(space: str) -> None:
    """Non-breaking and thin spaces are spaces."""
    text = "They lost more than 1.5 million tonnes and $3 billion, or 5 percent.".replace(" ", space)

    assert values(text) == [(1.5e6, "metric_ton", "more_than"), (3e9, "USD", "exact"), (5.0, "percent", "exact")]


@given(TEXTS)
def test_a_sentence_before_changes_nothing(text: str) -> None:
    """Another paragraph's figures are its own."""
    assert values(f"He left 14 boxes.\n\n{text}")[1:] == values(text)


HUNDREDS = ["", "one hundred", "two hundred", "nine hundred"]
TENS = ["", "ten", "seventeen", "twenty", "forty-two", "ninety-nine"]


@pytest.mark.parametrize("hundreds", range(4))
@pytest.mark.parametrize("tens", range(6))
@pytest.mark.parametrize(("word", "size"), [("thousand", 1e3), ("million", 1e6)])
def test_words_say_the_number(hundreds: int, tens: int, word: str, size: float) -> None:
    """Number → words → number."""
    said = " and ".join(part for part in (HUNDREDS[hundreds], TENS[tens]) if part)
    if not said:
        return
    value = [0, 100, 200, 900][hundreds] + [0, 10, 17, 20, 42, 99][tens]

    assert values(f"They counted {said} birds.") == [(float(value), "1", "exact")]
    assert values(f"They counted {said} {word} birds.") == [(value * size, "1", "exact")]


HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": lambda n: "1" * n,
    "spaced digits": lambda n: "1 " * (n // 2),
    "brackets": lambda n: "(" * n,
    "and a half": lambda n: "five and a half " * (n // 16),
    "commas": lambda n: "1," * (n // 2),
    "dashes": lambda n: "1-" * (n // 2),
    "millions": lambda n: "million " * (n // 8),
    "letters and digits": lambda n: "F-1" * (n // 3),
    "odds": lambda n: "one in " * (n // 7),
    "open brackets": lambda n: "5 km (" * (n // 6),
    "hundreds of": lambda n: "hundreds of " * (n // 12),
    "lists": lambda n: "five, " * (n // 6),
    "grouped by spaces": lambda n: "1 000 000 " * (n // 10),
    "hundred and": lambda n: "a hundred and " * (n // 14),
    "hyphens": lambda n: "-" * n,
    "quotes": lambda n: "\u201c5\u201d " * (n // 4),
    "full-width digits": lambda n: "\uff15" * n,
    "other digits": lambda n: "\u0663" * n,
    "combining marks": lambda n: "5\u0301 " * (n // 3),
    "moves": lambda n: "up from 5 to " * (n // 13),
    "moneys": lambda n: "Norway 5 million kroner to the euro " * (n // 36),
    "exchange rates": lambda n: "the currency 5 to the dollar " * (n // 29),
    "hours and minutes": lambda n: "two hours and three minutes and " * (n // 32),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_costs_linear_work(kind: str) -> None:
    """Twice the text takes about twice the calls, counted rather than timed."""
    small, large = (calls(lambda n=n: read(HOSTILE[kind](n))) for n in (20_000, 40_000))

    assert large < 2.6 * small + 2_000


def test_a_row_of_terminators_is_looked_at_once() -> None:
    """A megabyte of dots, or of dots and quotes, takes no time: each run is tried from its beginning only."""
    began = time.process_time()
    for row in ("." * 1_000_000, ".'" * 500_000, "..)" * 333_333):
        assert read(row) == []

    assert time.process_time() - began < 4.0  # a second try from every dot would take minutes


def calls(work: Callable[[], object]) -> int:
    """How many Python function calls `work` makes."""
    count = 0

    def on_event(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(on_event)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
