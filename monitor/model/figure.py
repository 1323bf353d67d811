"""A figure: a quantity plus what it measures, whose, where, as of when, according to whom, in which mood."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from monitor.model.noun import Noun


class Qualifier(StrEnum):
    """The words that bound a quantity."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    RANGE = "range"


class Mood(StrEnum):
    """Whether the figure is said to be so, to be meant, expected, untrue, imagined, or no longer so."""

    REPORTED = "reported"
    PLANNED = "planned"
    FORECAST = "forecast"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"


class Kind(StrEnum):
    """What sort of number it is; two kinds are never compared with each other."""

    LEVEL = "level"
    DELTA = "delta"
    RATE = "rate"
    TOTAL = "total"
    SHARE = "share"
    RATIO = "ratio"
    PLAN = "plan"


class Trend(StrEnum):
    """Which way the figure is said to have moved."""

    UP = "up"
    DOWN = "down"
    TO = "to"


#: How far an open claim reaches when two are compared. "At least 27" is consistent with 400, but whoever knew of 400
#: would not have said it; a tenth is what speakers leave open.
OPEN_REACH = 0.1
_DUST = 1e-9  # of unit conversions in floating point
_SLIP = 1e-6


class Interval(Noun):
    """What a quantity's words claim: [low, high] in base units; None where open."""

    low: float | None
    high: float | None

    @property
    def middle(self) -> float:
        """Its middle; of an open interval the end that is there; 0 for one without ends."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends) if ends else 0.0

    @property
    def width(self) -> float:
        """From end to end; infinite where open."""
        return float("inf") if self.low is None or self.high is None else abs(self.high - self.low)

    def overlaps(self, other: Interval) -> bool:
        """Whether both can be true of one thing. Ends that only touch do not overlap, unless one is a single point."""
        mine, theirs = self._ends(), other._ends()
        dust = _DUST * max(1.0, *(abs(end) for end in (*mine, *theirs) if abs(end) != float("inf")))
        point = min(mine[1] - mine[0], theirs[1] - theirs[0]) <= dust
        slack = dust if point else -dust
        return mine[0] <= theirs[1] + slack and theirs[0] <= mine[1] + slack

    def _ends(self) -> tuple[float, float]:
        low = float("-inf") if self.low is None else self.low
        high = float("inf") if self.high is None else self.high
        return min(low, high), max(low, high)


class Also(Noun):
    """The same figure said again: a conversion in brackets, a repeat in the title."""

    quote: str
    start: int
    end: int
    value: float
    unit: str


class Figure(Noun):
    """One figure as it stands in one text. `text[start:end] == quote`, always."""

    quote: str
    start: int
    end: int
    #: The sentence it stands in, and where that sentence begins in the text.
    sentence: str
    sentence_start: int
    #: In `unit`; for a range its middle.
    value: float
    #: In `unit`: the ends of a stated range, else of the interval the words claim; None where open.
    low: float | None
    high: float | None
    #: pint-readable ("mile ** 2", "percent", "meter / day"); counts "1"; money its ISO 4217 code.
    unit: str
    #: "count", "area", "length", "mass", "money:USD", "share", "ratio", "time", … ; only equal dimensions compare.
    dimension: str
    #: What the words claim in the dimension's base unit (m², m, kg, 1, USD; shares as 0-1).
    interval: Interval
    qualifier: Qualifier
    #: What is counted, as a noun phrase ("North Korean soldiers").
    counted: str | None = None
    subject: str | None = None
    scope: str | None = None
    #: Who is said to say so, outermost last; empty where nobody is.
    attribution: tuple[str, ...] = ()
    as_of: date | None = None
    mood: Mood = Mood.REPORTED
    trend: Trend | None = None
    #: The value before and the size of the step, in `unit`, where the sentence gives them.
    previous: float | None = None
    delta: float | None = None
    kind: Kind = Kind.LEVEL
    #: Of a step ("by nine, to 27"): where in the text the level begins that it led to.
    step_of: int | None = None
    #: The kind of thing measured, as a normalised lower-case phrase ("troops", "territory controlled", "death toll").
    measure: str | None = None
    #: Names of the rules that made it, in the order they fired.
    rules: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()

    @property
    def claim(self) -> Interval:
        """What the words claim when compared: open ends closed where a speaker would have chosen other words."""
        low, high = self.interval.low, self.interval.high
        if low is not None and high is None:
            return Interval(low=low, high=low + abs(low) * OPEN_REACH)
        if high is not None and (low is None or (low == 0 and self.qualifier is Qualifier.AT_MOST)):
            return Interval(low=high - abs(high) * OPEN_REACH, high=high)
        return self.interval

    def agrees(self, other: Figure) -> bool:
        """Whether both may be true of one thing at one time.

        Their claims overlap; but two bare numbers in one unit that are one last digit apart (299 and 300) are a step,
        though the rounder one might stand for the other: who rounds a bare number rounds more off, or says "about".
        """
        return self.claim.overlaps(other.claim) and not self._is_step(other)

    def _is_step(self, other: Figure) -> bool:
        bare = self.qualifier is Qualifier.EXACT and other.qualifier is Qualifier.EXACT
        if not bare or self.unit != other.unit or self.value == other.value:
            return False
        digit = min(_last_digit(self.value), _last_digit(other.value))
        return abs(abs(self.value - other.value) / digit - 1) < _SLIP


def _last_digit(value: float) -> float:
    """The size of the last digit that is not a nought: 10 of 450, 0.1 of 7.1; infinite of 0."""
    digits = f"{abs(value):.12e}"
    mantissa, _, power = digits.partition("e")
    return 10.0 ** (int(power) - len(mantissa.rstrip("0").partition(".")[2])) if value else float("inf")
