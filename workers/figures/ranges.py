"""Two amounts that are one range: "10,000-12,000", "$10–15bn", "between 5 and 6 kg", "two or three".

A change is never a range: "fell from $36,040 to $34,935" stays two amounts, which the trend rules join.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from monitor.model.figure import Kind
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Number, Unit, tidy


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, before ranges and qualifiers; tokens [first, last)."""

    first: int
    last: int
    number: Number
    #: None where nothing was written: a count, or to be taken from the other end of a range.
    unit: Unit | None
    kind: Kind | None
    rules: tuple[str, ...]
    #: The unit stands before the number ("$10").
    prefixed: bool = False


@cache
def moves() -> dict[str, str]:
    """Forms of verbs of movement → "up", "down", or "to" (a level, whichever way)."""
    return {form: way for forms, way in rows("moves") for form in forms.split("|")}


class Join(NamedTuple):
    """What stands between two amounts: where the second begins, and the connecting word ("-", "to", "and", "or")."""

    second: int
    word: str


def join_after(line: Line, amount: Amount) -> Join | None:
    """The connector behind `amount`, where a second end may stand."""
    at = amount.last
    word = line.at(at)
    if word == "-" and line.glued(at):
        if line.follows(at + 1, "to", "-"):
            return Join(at + 3, "-")
        if line.at(at + 1) in {"to", "or"} and not line.glued(at + 1):  # "five- to six-mile"
            return Join(at + 2, "-")
        return Join(at + 1, "-") if line.glued(at + 1) else None
    if word == "\u2014" and line.glued(at) and line.glued(at + 1):
        return Join(at + 1, "-")
    if word == "-" and line.kind(at + 1) in {"number", "symbol"}:
        return Join(at + 1, " - ")
    if word == "," and amount.number.form == "words" and amount.unit is None:
        return Join(at + 1, ",")
    if word in {"to", "and", "or"}:
        return Join(at + 1 + (word == "or" and line.at(at + 1) == "even"), word)  # "30 or even 40 percent"
    return None


def joined(line: Line, low: Amount, high: Amount, word: str) -> tuple[Amount, Amount] | None:
    """Both ends of a range with one unit and magnitude, or None where these are two amounts."""
    if not _may_join(line, low, high, word):
        return None
    low, high = share(low, high, word)
    ends = _in_one_unit(low, high)
    if ends is None:
        return None
    low, high = ends
    if low.number.value < high.number.value:
        return low, high
    if word == "and" or (low.number.value < 0 and high.number.value < low.number.value):
        return high, low
    return None


_ENDS = words("on in after since at as from and last this over during when while") | {"", ".", ",", ";", ")", "\u2014"}
_LOOK_BACK = 5


def _may_join(line: Line, low: Amount, high: Amount, word: str) -> bool:
    before = _word_before(line, low)
    if word == "and":
        return before == "between" or line.at(low.first - 2) == "between"
    if word == "or":
        first, last = low.number.value, high.number.value
        if low.number.magnitude == 1.0 < high.number.magnitude:  # "three or four hundred"
            last /= high.number.magnitude
        return low.unit is None and (last <= 3 * first or last - first <= 2) and last > first
    if word == ",":  # "sixty, seventy percent"
        alone = line.at(low.first - 1) != "," and line.at(high.last) != "," and high.number.form == "words"
        return alone and high.unit is not None and low.number.value < high.number.value <= 2 * low.number.value
    if word == " - ":
        return high.unit is not None or high.number.magnitude > 1
    if word == "to":
        return not _is_change(line, low, high, before)
    return low.kind not in {Kind.RATIO}


def _word_before(line: Line, amount: Amount) -> str:
    return line.at(amount.first - 1)


def _is_change(line: Line, low: Amount, high: Amount, before: str) -> bool:
    """ "Fell from 10 to 5", "rose 5 % to 164p": a level or a step and another level."""
    back = set(line.low[max(0, low.first - _LOOK_BACK) : low.first])
    if before == "from" or line.at(low.first - 2) == "from":
        return not back.isdisjoint(moves())
    if before in moves() or line.at(low.first - 2) in moves() or before in {"by", "another"}:
        both = low.unit is not None and (not low.prefixed or (high.prefixed and _is_step(low, high)))
        if before == "by" and high.prefixed and low.unit is None:
            return True  # "swelled by 40 million to CHF 5.2 billion"
        if before == "by" and low.unit is None and high.unit is None and line.at(high.last) in _ENDS:
            return True  # "rose by nine to 27": nothing is counted behind it, as in "by 200 to 300 people"
        return both or (high.unit is None and high.number.magnitude == low.number.magnitude and before != "by")
    return low.unit is not None and high.unit is None and not low.prefixed


def _is_step(low: Amount, high: Amount) -> bool:
    """ "Rose $1.05 to $74.38": the first is too small to be the lower end of a range to the second."""
    return low.number.magnitude == high.number.magnitude and low.number.value < 0.2 * high.number.value


def share(low: Amount, high: Amount, word: str) -> tuple[Amount, Amount]:
    """Give each end the unit and magnitude that only the other one carries."""
    if low.unit is None and high.unit is not None:
        low = replace(low, unit=high.unit, kind=low.kind or high.kind)
    elif high.unit is None and low.unit is not None and (low.prefixed or word in {"-", " - ", "and"}):
        high = replace(high, unit=low.unit, kind=high.kind or low.kind)
    magnitude = high.number.magnitude
    mantissa = high.number.value / magnitude
    if (
        magnitude > 1
        and low.number.magnitude == 1
        and 0 < low.number.value < 1000
        and (low.number.value < mantissa or word == "to-")
        and low.number.form in {"digits", "words"}
    ):
        number = replace(
            low.number,
            value=tidy(low.number.value * magnitude),
            step=low.number.step * magnitude,
            magnitude=magnitude,
            rules=(*low.number.rules, "range: shared magnitude"),
        )
        low = replace(low, number=number)
    return low, high


def _in_one_unit(low: Amount, high: Amount) -> tuple[Amount, Amount] | None:
    """Both ends in the upper end's unit; None where the units do not agree."""
    if low.unit is None or high.unit is None:
        return (low, high) if low.unit is high.unit else None
    if low.unit == high.unit:
        return low, high
    if low.unit.name == "degree" and high.unit.dimension == "temperature":  # "4 degrees to 7 degrees Fahrenheit"
        return replace(low, unit=high.unit), high
    same = low.unit.dimension == high.unit.dimension and not (low.unit.offset or high.unit.offset)
    if not same or low.unit.dimension in {"share", "points", "count"}:
        return None
    factor = low.unit.factor * low.unit.scale / (high.unit.factor * high.unit.scale)
    number = replace(low.number, value=tidy(low.number.value * factor), step=low.number.step * factor)
    return replace(low, number=number, unit=high.unit), high
