"""What the rules build: numbers, units, quantities; each with its tokens and the names of the rules that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from monitor.model.figure import Interval, Kind, Qualifier
from workers.figures import intervals

#: digits: "1,234" · words: "twenty-six" · vague: "dozens" · fraction: "half", "a third" · odds: "one in five",
#: "ten-to-one" · multiple: "three times as many", "doubled" · zero: "no"
Form = Literal["digits", "words", "vague", "fraction", "odds", "multiple", "zero"]


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens [first, last) read as a number."""

    first: int
    last: int
    value: float
    #: The place of the last significant digit as written: 1,000 for "59,000", 0.1 for "7.5"; 0 where it has none.
    step: float
    form: Form
    rules: tuple[str, ...]
    #: What a vague word claims ("dozens": 24 to 100).
    low: float | None = None
    high: float | None = None
    #: How much of the value is a magnitude word or letter ("million" in "12.8 million"); 1 without.
    magnitude: float = 1.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A pint-readable name, its dimension, and how to convert to the dimension's base unit."""

    name: str
    dimension: str
    factor: float = 1.0
    offset: float = 0.0
    #: What a written number is multiplied by to be in `name` ("50 cents" is 0.5 USD).
    scale: float = 1.0

    def base(self, value: float) -> float:
        """`value` of this unit in the dimension's base unit."""
        return value * self.factor + self.offset


COUNT = Unit("1", "count")
SHARE = Unit("1", "share")
MAGNITUDE = Unit("1", "magnitude")
RATIO = Unit("1", "ratio")


@dataclass(frozen=True, slots=True)
class Said:
    """The same quantity said again in another unit: tokens [first, last), `value` in `unit`."""

    first: int
    last: int
    value: float
    unit: Unit


@dataclass(slots=True)
class Quantity:
    """A number or range with its unit, growing as layer after layer reads it. Indexes are tokens of the line.

    The figure's quote is tokens [first, last): qualifier, number and unit ("just under 60,000").
    """

    first: int
    last: int
    number: Number
    unit: Unit
    rules: list[str]
    #: The upper end of a range; None for a single number.
    upper: Number | None = None
    qualifier: Qualifier = Qualifier.EXACT
    #: "just", "well": how wide the bound reaches; for a range, "about" where its ends are rough.
    shade: str = ""
    #: Tokens of the figure's own words: number and unit, without the qualifier before or after it.
    core_first: int = -1
    core_last: int = -1
    #: A unit was written (not merely counted).
    has_unit: bool = False
    #: Part of a compound before a noun ("five-mile-long", "12-member", "20,000-strong").
    is_modifier: bool = False
    #: What the wording alone says about the kind: SHARE, RATIO, RATE; None where the sentence decides.
    kind: Kind | None = None
    #: The period or thing it is per ("day", "barrel"); it is part of `unit` already ("meter / day", "1 / day").
    rate: str = ""
    #: Conversions in brackets.
    also: list[Said] = field(default_factory=list)
    #: What only the rules behind this layer need: "compound" ("old" of "25-year-old"), "also_last" (token after the
    #: last conversion in brackets).
    extra: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.core_first < 0:
            self.core_first, self.core_last = self.first, self.last

    @property
    def is_range(self) -> bool:
        """Two ends were stated."""
        return self.upper is not None

    @property
    def value(self) -> float:
        """In the unit; for a range its middle."""
        if self.upper is None:
            return tidy(self.number.value * self.unit.scale)
        return tidy((self.number.value + self.upper.value) / 2 * self.unit.scale)

    @property
    def low(self) -> float | None:
        """In the unit: the lower end of a stated range, else of what the words claim; None where open."""
        return self._claimed[0]

    @property
    def high(self) -> float | None:
        """In the unit: the upper end of a stated range, else of what the words claim; None where open."""
        return self._claimed[1]

    @property
    def interval(self) -> Interval:
        """What the words claim, in the dimension's base unit.

        Rounded ends stop just short of their neighbours', so that 7.4 and 7.5 do not touch.
        """
        low, high = self._claimed
        if self.qualifier is Qualifier.EXACT and low is not None and high is not None:
            short = (high - low) * 0.001
            low, high = low + short, high - short
        if self.upper is not None:  # the ends of a range are rounded as any other number
            low = self._ends(self.number)[0]
            high = self._ends(self.upper)[1]
        return Interval(
            low=None if low is None else self.unit.base(low),
            high=None if high is None else self.unit.base(high),
        )

    @property
    def _claimed(self) -> intervals.Ends:
        scale = self.unit.scale
        if self.upper is not None:
            return tidy(self.number.value * scale), tidy(self.upper.value * scale)
        return self._ends(self.number)

    def _ends(self, number: Number) -> intervals.Ends:
        """What `number` with this quantity's qualifier claims, in the unit."""
        if number.low is not None and self.qualifier in {Qualifier.EXACT, Qualifier.ABOUT}:
            low: float | None = number.low
            high = number.high
        else:
            qualifier = self.qualifier
            if self.upper is not None:
                qualifier = Qualifier.ABOUT if self.shade == "about" else Qualifier.EXACT
            counted = self.unit.dimension == "count"
            low, high = intervals.claimed(number.value, number.step, qualifier, self.shade, counted=counted)
            if low == 0.0 and qualifier is Qualifier.AT_MOST and self.unit.dimension == "temperature":
                low = None
        scale = self.unit.scale
        return (None if low is None else tidy(low * scale)), (None if high is None else tidy(high * scale))


def tidy(value: float) -> float:
    """Without the dust of binary fractions: 1.1 million is 1100000."""
    return float(f"{value:.12g}")
