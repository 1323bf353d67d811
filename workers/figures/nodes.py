"""What the rules build: numbers, units, quantities; each with its tokens and the names of the rules that made it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from monitor.model.figure import Qualifier

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
RATIO = Unit("1", "ratio")


@dataclass(slots=True)
class Quantity:
    """A number or range with its unit, growing as layer after layer reads it. Indexes are tokens of the line."""

    first: int
    last: int
    number: Number
    unit: Unit
    rules: list[str]
    #: The upper end of a range; None for a single number.
    upper: Number | None = None
    qualifier: Qualifier = Qualifier.EXACT
    #: "just", "well": how wide the bound reaches.
    shade: str = ""
    #: Tokens of the figure's own words: number and unit, without the qualifier before it.
    core_first: int = -1
    core_last: int = -1
    #: A unit was written (not merely counted).
    has_unit: bool = False
    is_modifier: bool = False
    extra: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.core_first < 0:
            self.core_first, self.core_last = self.first, self.last

    @property
    def value(self) -> float:
        """In the unit; for a range its middle."""
        if self.upper is None:
            return tidy(self.number.value * self.unit.scale)
        return tidy((self.number.value + self.upper.value) / 2 * self.unit.scale)


def tidy(value: float) -> float:
    """Without the dust of binary fractions: 1.1 million is 1100000."""
    return float(f"{value:.12g}")


def with_rule(number: Number, *rules: str, **changes: object) -> Number:
    """The number with changes and the rules that made them."""
    return replace(number, rules=number.rules + rules, **changes)  # type: ignore[arg-type]
