"""Amounts told in two parts: "a mile and a half", "three hours and eight minutes", "six foot five", "a dollar ten"."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Number, Unit, tidy
from workers.figures.numbers import number_at
from workers.figures.numerals import QUARTERS


class Compound(NamedTuple):
    """The token after the last part, the whole number, and its unit."""

    last: int
    number: Number
    unit: Unit


class _Smaller(NamedTuple):
    surfaces: frozenset[str]
    #: The unit that the whole is told in; None where it stays the larger one.
    unit: Unit | None
    #: How many of the smaller unit make one of the larger.
    many: float


_CENTS = _Smaller(words("cents cent"), None, 100.0)
#: By a unit's name, its smaller one.
_SMALLER = {
    "hour": _Smaller(words("minute minutes min mins"), Unit("minute", "time", 60.0), 60.0),
    "minute": _Smaller(words("second seconds sec secs"), Unit("second", "time", 1.0), 60.0),
    "year": _Smaller(words("month months"), Unit("month", "time", 2629800.0), 12.0),
    "day": _Smaller(words("hour hours"), Unit("hour", "time", 3600.0), 24.0),
    "foot": _Smaller(words("inch inches in"), None, 12.0),
    "stone": _Smaller(words("pound pounds lb lbs"), Unit("pound", "mass", 0.45359237), 14.0),
    "pound": _Smaller(words("ounce ounces oz"), Unit("ounce", "mass", 0.028349523125), 16.0),
    "meter": _Smaller(words("centimetre centimetres centimeter centimeters cm"), None, 100.0),
    "kilometer": _Smaller(words("metre metres meter meters"), None, 1000.0),
    "kilogram": _Smaller(words("gram grams g"), None, 1000.0),
    "GBP": _Smaller(words("pence penny p"), None, 100.0),
    "INR": _Smaller(words("paise paisa"), None, 100.0),
    "RUB": _Smaller(words("kopecks kopeks"), None, 100.0),
    **dict.fromkeys(("USD", "EUR", "AUD", "CAD", "NZD", "ZAR", "SGD", "HKD"), _CENTS),
}
_LATER = words("later earlier ago after before")
_COMPARES = _LATER | words("more less higher lower above below deeper longer shorter taller over under")
#: What may stand behind "four dollars eighty" and "six foot five".
_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))


def compound(line: Line, number: Number, last: int, unit: Unit) -> Compound:
    """`number` of `unit`, which end before token `last`, with the parts that follow."""
    last, number = _and_a_part(line, number, last)
    if unit.name == "foot":
        last, number = _inches_joined(line, number, last)
    found = Compound(last, number, unit)
    while (further := _and_smaller(line, found) or _bare_smaller(line, found)) is not None:
        found = further
    return found


def _and_a_part(line: Line, number: Number, last: int) -> tuple[int, Number]:
    """A year and a half · two miles and a half · an inch and a quarter"""
    part = line.at(line.phrase(last, "and", "a")) if line.at(last) in {"and", "-"} else ""
    end = line.phrase(last, "and", "a", part) if part in {"half", "quarter", "third"} else 0
    if quarters := line.phrase(last, "and", "three", "quarters"):
        end, part = quarters, "three-quarters"
    if not end or number.value > 20 or (part != "half" and line.at(end) == "of" and line.at(end + 1) in {"the", "all"}):
        return last, number
    value = tidy(number.value + (0.75 if part == "three-quarters" else QUARTERS[part]))
    return end, replace(number, value=value, step=0.1, rules=(*number.rules, "number: and a half"))


def _inches_joined(line: Line, number: Number, last: int) -> tuple[int, Number]:
    """5-foot-11: a height in feet"""
    at = line.skip_hyphen(last)
    if at == last or not line.glued(at) or not line.at(at).isdigit() or int(line.at(at)[:3]) > 11:
        return last, number
    value = tidy(number.value + int(line.at(at)) / 12)
    return at + 1, replace(number, value=value, step=0.1, rules=(*number.rules, "number: feet and inches"))


def _and_smaller(line: Line, found: Compound) -> Compound | None:
    """Three hours and eight minutes · 21 feet 4 inches · 243 pounds and eleven pence: one amount"""
    last, _, unit = found
    smaller = _SMALLER.get(unit.name)
    if smaller is None or unit.scale != 1.0:
        return None
    at = last
    while at < last + 2 and line.at(at) in ({",", "and"} if unit.dimension == "time" else {"and"}):
        at += 1
    part = number_at(line, at) if line.kind(at) in {"number", "word"} else None
    if part is None or part.form not in {"digits", "words"} or line.at(part.last) not in smaller.surfaces:
        return None
    if not 0 < part.value < smaller.many or line.at(part.last + 1) in (
        _LATER if unit.dimension == "time" else _COMPARES
    ):
        return None
    return _added(found, part, part.last + 1, smaller)


def _bare_smaller(line: Line, found: Compound) -> Compound | None:
    """Four dollars eighty · one pound ninety a litre · six foot five: the smaller unit is left out"""
    last, number, unit = found
    smaller = _SMALLER.get(unit.name) if unit.dimension.startswith("money") or unit.name == "foot" else None
    if smaller is None or unit.scale != 1.0 or number.form != "words" or number.step < 1 or line.at(last - 1) == "and":
        return None
    part = number_at(line, last) if line.kind(last) == "word" else None
    if part is None or part.form != "words" or not 0 < part.value < smaller.many or part.step < 1:
        return None
    if line.at(line.skip_hyphen(part.last)) in _COMPARES or line.tag(line.skip_hyphen(part.last)) in _NOMINAL:
        return None
    return _added(found, part, part.last, smaller)


def _added(found: Compound, part: Number, last: int, smaller: _Smaller) -> Compound:
    number = found.number
    rules = (*number.rules, "number: and a smaller unit")
    if smaller.unit is None:  # a height stays in feet, a sum in dollars
        value, step = tidy(number.value + part.value / smaller.many), 0.01 if smaller.many == 100.0 else 0.1
        return Compound(last, replace(number, value=value, step=step, rules=rules), found.unit)
    value = tidy(number.value * smaller.many + part.value)
    return Compound(last, replace(number, value=value, step=1.0, rules=rules), smaller.unit)
