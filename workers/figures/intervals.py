"""What a quantity's words claim, as (low, high): rounding, qualifier and vagueness taken together.

Two statements agree when their intervals overlap, so every width here decides whether a wording is news:

- *An exact count below 1,000 is taken at its word*: 27 dead and 28 dead are different statements.
- *Rounding claims half a step* of the last significant place ("59,000" is 58,500 to 59,500, "7.5" is 7.45 to
  7.55), but never more than 5 %: somebody who says 60,000 does not mean 55,000. (`Quantity.interval` stops just short
  of these ends, so that 7.4 and 7.5 do not touch.)
- *"About" reaches 5 %* to both sides: "approximately 59,000" meets "just under 60,000", "around 50,000" does not
  meet "roughly 45,000".
- *"Nearly"* reaches 8 % below, "just under" 5 %; "just over" 5 % above.
- *"More than" reaches to the next round number a speaker would have used*: 45 after 40, 60,000 after 59,000, 50
  after 45, three fifths after half. So "nearly half" lies outside "more than 40 %".
- *"Less than" reaches down to half*: who has less than 2,500 and says "less than 5,000" misleads.
- *"At least" is open above, "at most" reaches down to zero*: these say nothing about the other side.

Values are in the quantity's own unit; `nodes.Quantity.interval` converts. Pure arithmetic, no lookups.
"""

from __future__ import annotations

from monitor.model.figure import Qualifier

ROUGH = 0.05  # how far "about", "nearly", "just over" reach; also the most that rounding may claim
NEARLY = 0.08  # 47 % is nearly half, 45 % is not
TAKEN_AT_WORD = 1_000.0  # counts below it claim exactly themselves
#: Shares a speaker would name next.
_LADDER = (0.05, 0.1, 0.125, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.6, 2 / 3, 0.75, 0.8, 0.9, 1.0)

Ends = tuple[float | None, float | None]


def claimed(value: float, step: float, qualifier: Qualifier, shade: str = "", *, counted: bool = False) -> Ends:
    """The ends of what `qualifier` and `value` claim; None where open.

    `step` is the place of the last significant digit (0 for a fraction word), `shade` is "just", "well" or "",
    `counted` says that the value counts things, so that it has no decimals.
    """
    match qualifier:
        case Qualifier.ABOUT:
            width = max(abs(value) * ROUGH, _half_step(value, step, counted))
            return value - width, value + width
        case Qualifier.NEARLY:
            return value - abs(value) * (ROUGH if shade == "just" else NEARLY), value
        case Qualifier.MORE_THAN:
            return _above(value, step, shade, counted)
        case Qualifier.LESS_THAN:
            return _below(value, shade)
        case Qualifier.AT_LEAST:
            return value, None
        case Qualifier.AT_MOST:
            return min(0.0, value) if value >= 0 else None, value
        case _:
            width = _half_step(value, step, counted)
            return value - width, value + width


def _half_step(value: float, step: float, counted: bool) -> float:
    """How far rounding reaches to each side."""
    size = abs(value)
    if counted and (size < TAKEN_AT_WORD or step <= 1.0):
        return 0.0
    if step == 0.0:
        return size * ROUGH
    if step < 10.0:
        return step * 0.5
    return max(0.0 if counted else 0.5, min(step * 0.5, size * ROUGH))


def _above(value: float, step: float, shade: str, counted: bool) -> Ends:
    size = abs(value)
    if shade == "just":
        return value, value + max(size * ROUGH, 1.0 if counted else 0.0)
    if shade == "well":
        return value + size * ROUGH, value + max(size * 0.5, 1.0 if counted else 0.0)
    return value, value + _to_next_round(size, step, counted)


def _to_next_round(size: float, step: float, counted: bool) -> float:
    """From `size` to the next round number a speaker would have used instead."""
    if step == 0.0:
        return next((rung for rung in _LADDER if rung > size * 1.001), size * 1.25) - size
    leading = round(size / step) if step else 0
    if size == 12.0:  # "more than a dozen": the next word is "two dozen"
        return 12.0
    if leading < 10:
        if counted and size < 10.0:
            return max(1.0, size * 0.5)
        return step * 0.5 if leading != 5 or step < 1.0 else step
    if leading % 10 == 5:
        return step * 5.0
    if leading < 100:
        return step * (10 - leading % 10) if step >= 10.0 else max(step, size * ROUGH)
    return max(step, size * 0.02)


def _below(value: float, shade: str) -> Ends:
    size = abs(value)
    if shade == "just":
        return value - size * ROUGH, value
    if shade == "well":
        return value - size * 0.5, value - size * ROUGH
    return value - size * 0.5, value
