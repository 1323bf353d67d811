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
    hedged = _past_hedge(line, at + 1)
    if word == "," and amount.unit is None:
        if hedged > at + 1:
            return Join(hedged, "or")  # "twenty, maybe twenty-five"
        return Join(at + 1, ",") if amount.number.form == "words" else None
    if word in {"to", "or"}:
        return Join(hedged, word)
    if word == "and":
        return Join(at + 1, word)
    if line.follows(at, "up", "to") and "from" in (line.at(amount.first - 1), line.at(amount.first - 2)):
        return Join(at + 2, "to")  # "from 40,000 up to 100,000"
    return None


_HEDGES = (("as", "many", "as"), ("as", "much", "as"), ("even",), ("maybe",), ("perhaps",), ("possibly",))


def _past_hedge(line: Line, at: int) -> int:
    """30 or *even* 40 percent · from 12 to *as many as* 15: the token behind what weakens the upper end"""
    return next((at + len(hedge) for hedge in _HEDGES if line.follows(at, *hedge)), at)


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


_LOSES = words("lose loses losing lost shed sheds shedding add adds adding added gain gains gaining gained")
_ENDS = words("on in after since at as from and last this over during when while") | {"", ".", ",", ";", ")", "\u2014"}
_LOOK_BACK, _CLAUSE = 5, 14  # tokens
_RANGES = words(
    "swings fluctuates oscillates fluctuating ranging ranged ranges range varying varied varies anywhere anything "
    "between"
)


def _may_join(line: Line, low: Amount, high: Amount, word: str) -> bool:
    before = line.at(low.first - 1)
    if word == "and":
        return before == "between" or line.at(low.first - 2) == "between"
    if word == "or":
        first, last = low.number.value, high.number.value
        if low.number.magnitude == 1.0 < high.number.magnitude:  # "three or four hundred"
            last /= high.number.magnitude
        plain = low.unit is None or low.number.form == "odds"
        return plain and (last <= 3 * first or last - first <= 2) and last > first
    if word == ",":
        alone = line.at(low.first - 1) != "," and line.at(high.last) != "," and high.number.form == "words"
        first, last = low.number.value, high.number.value
        if low.number.magnitude == 1.0 < high.number.magnitude:
            return alone and last / high.number.magnitude - first == 1  # "two, three thousand"
        return alone and high.unit is not None and first < last <= 2 * first  # "sixty, seventy percent"
    if word == " - ":
        return high.unit is not None or high.number.magnitude > 1
    if word == "to":
        return not _is_change(line, low, high, before)
    return low.kind not in {Kind.RATIO}


def in_millions(line: Line, low: Amount, high: Amount) -> tuple[Amount, Amount]:
    """$3m-4m · between 1.2m and 1.4m tonnes: what was read as metres is millions where the other end says so."""
    if low.prefixed and low.number.magnitude == _MILLION and _in_metres(line, high):
        high = _as_millions(high)
    elif high.number.magnitude == _MILLION and _in_metres(line, low):
        low = _as_millions(low)
    return low, high


_MILLION = 1e6


def _in_metres(line: Line, amount: Amount) -> bool:
    return amount.unit is not None and amount.unit.name == "meter" and line.at(amount.last - 1) == "m"


def _as_millions(amount: Amount) -> Amount:
    value, step = tidy(amount.number.value * _MILLION), amount.number.step * _MILLION
    rules = (*amount.number.rules, "range: m for million")
    number = replace(amount.number, value=value, step=step, magnitude=_MILLION, rules=rules)
    return replace(amount, number=number, unit=None)


def _is_change(line: Line, low: Amount, high: Amount, before: str) -> bool:
    """ "Fell from 10 to 5", "rose 5 % to 164p": a level or a step and another level."""
    back = set(line.low[max(0, low.first - _LOOK_BACK) : low.first])
    if before in _LOSES and low.unit is None and high.number.value <= 2 * low.number.value:
        return False  # "losing eight to ten a week"
    if before == "by" and _may_be_steps(low, high):
        return False
    if before == "from" or line.at(low.first - 2) == "from":
        if not back.isdisjoint(_RANGES):
            return False
        clause = line.low[max(0, low.first - _CLAUSE) : low.first]
        return not back.isdisjoint(moves()) or (high.number.value >= 2 * low.number.value and _moves_over(clause))
    if before in moves() or line.at(low.first - 2) in moves() or before in {"by", "another"}:
        both = low.unit is not None and (not low.prefixed or (high.prefixed and _is_step(low, high)))
        if before == "by" and high.prefixed and low.unit is None:
            return True  # "swelled by 40 million to CHF 5.2 billion"
        if before == "by" and low.unit is None and high.unit is None and line.at(high.last) in _ENDS:
            return True  # "rose by nine to 27": nothing is counted behind it, as in "by 200 to 300 people"
        return both or (high.unit is None and high.number.magnitude == low.number.magnitude and before != "by")
    return low.unit is not None and high.unit is None and not low.prefixed


def _moves_over(clause: list[str]) -> bool:
    """Lift *output at its plant in the south* from 6 million to 40 million"""
    return not moves().keys().isdisjoint(clause) and _RANGES.isdisjoint(clause) and {",", ";"}.isdisjoint(clause)


def _may_be_steps(low: Amount, high: Amount) -> bool:
    """By a quarter to a third · by 5p to 10p: both are steps, for as a level the second would be hardly more."""
    first, last = low.number, high.number
    if first.form == last.form == "fraction":
        return first.value < last.value
    money = low.unit is not None and low.unit == high.unit and low.unit.dimension.startswith("money")
    return money and first.magnitude == last.magnitude and first.value < last.value <= 2 * first.value


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
