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


class Interval(Noun):
    """What a quantity's words claim: [low, high] in base units; None where open."""

    low: float | None
    high: float | None


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
    #: The kind of thing measured, as a normalised lower-case phrase ("troops", "territory controlled", "death toll").
    measure: str | None = None
    #: Names of the rules that made it, in the order they fired.
    rules: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
