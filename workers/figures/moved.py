"""What moved means: a move of one figure, and which quantities can be a level, its value before, and its step."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model.figure import Kind, Trend
from workers.figures.lexicon import words
from workers.figures.line import Line, befallen
from workers.figures.nodes import Quantity
from workers.figures.ranges import moves

FOLLOW = 9  # tokens from one quantity of a move to the next


@dataclass(frozen=True)
class Move:
    """How one figure moved; `previous` and `delta` in the figure's unit. Quantities are named by their places."""

    trend: Trend | None = None
    previous: float | None = None
    delta: float | None = None
    kind: Kind | None = None
    rules: tuple[str, ...] = ()
    #: The quantities that gave `previous` and `delta`: figures too, of what this one measures.
    before: int | None = None
    step: int | None = None
    #: Of a step in a unit of its own: the level that it led to.
    led_to: int | None = None
    #: A multiple that only words the move ("doubled to 19 percent"): no figure.
    multiple: int | None = None


def direction(word: str) -> Trend | None:
    way = moves().get(word)
    return None if way is None else Trend(way)


def moved_itself(line: Line, last: int) -> int:
    """The verb that moved what ends before token `last`; -1 for none.

    An initial count of 72 dead *was cut* to 58 · the 12-year term *was* later *extended* to 14
    """
    passive = False
    for at in range(last, min(line.size, last + FOLLOW)):
        word = line.at(at)
        if passive and direction(word) is not None:
            return at
        told = line.tag(at) == "VERB" and word not in _BEEN and (passive or word not in befallen())
        if word in _PARTING or line.kind(at) == "number" or told:
            return -1
        passive = passive or word in _BEEN
    return -1


_BEEN = words("was were been")
_PARTING = words(", ; : — and but who which that after when")


def is_added_to(line: Line, last: int) -> bool:
    """Adding 10 days *and 3,500 miles to* a voyage"""
    for at in range(last, min(line.size, last + FOLLOW)):
        if line.at(at) == "to":
            return True
        if line.at(at) in _ENDS or line.tag(at) == "VERB":
            return False
    return False


_ENDS = words(", ; : . — but while after before because who which when that")


def alike(one: Quantity, other: Quantity) -> bool:
    """Both can be values of one thing in one unit; "from $310 to $295 a tonne" says what it is per only once."""
    if _is_nothing(one) or _is_nothing(other):
        return True  # "up from nil", "to zero from 2.50 crowns"
    if one.unit.dimension.partition("/")[0] != other.unit.dimension.partition("/")[0]:
        return False  # a quarter, a count of 161 and a multiple of seven all have the unit "1"
    first, second = one.unit.name, other.unit.name
    return first == second or first.startswith(f"{second} / ") or second.startswith(f"{first} / ")


def _is_nothing(quantity: Quantity) -> bool:
    """A nought without a unit, which is nought of anything."""
    return quantity.number.form == "zero" and not quantity.has_unit


def is_step_of(step: Quantity, level: Quantity) -> bool:
    """The step is in the level's unit; points are steps of percents, a percent of a percent is read as relative."""
    if level.unit.name == "percent":
        return step.unit.dimension == "points"
    return alike(level, step)


def step_in(step: Quantity, level: Quantity) -> float:
    """The step in the level's unit."""
    return step.value / 100 if step.unit.name == "basis_point" and level.unit.name == "percent" else step.value
