"""Conditions on where a figure is rather than on how far it moved: above, below, and the highest or lowest yet."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.alert import Condition
from monitor.model.change import Observation, Series
from monitor.model.figure import Figure, Mood


def has_levels(condition: Condition) -> bool:
    """Whether the watch asks for levels; these then stand in place of `change` and `direction`."""
    return condition.above is not None or condition.below is not None or condition.record is not None


def not_reached(
    condition: Condition,
    observation: Observation,
    before: Observation | None,
    observations: Sequence[Observation],
    series: Series,
) -> str | None:
    """Why none of the levels asked for was crossed on the way from `before` to an observation; None if one was.

    Numbers of the condition are in the series' unit. A first figure has no way behind it: it counts where `first` does.
    """
    if before is None and not condition.first:
        return "the first figure of a series was not asked for"
    value = observation.figure.claim.middle
    was = before.figure.claim.middle if before else None
    size = _size_of(series.unit, [observation, *observations])
    missed = []
    if condition.above is not None:
        if value > condition.above * size and (was is None or was <= condition.above * size):
            return None
        missed.append(f"above {condition.above:g}")
    if condition.below is not None:
        if value < condition.below * size and (was is None or was >= condition.below * size):
            return None
        missed.append(f"below {condition.below:g}")
    if condition.record is not None:
        if _is_record(condition.record, observation, observations):
            return None
        missed.append("a record" if condition.record == "any" else f"the {condition.record} yet")
    return (
        f"only {' or '.join(missed)} was asked for; it was {before.figure.quote!r} before"
        if before
        else (f"only {' or '.join(missed)} was asked for")
    )


def unit_size(figure: Figure) -> float:
    """One of the figure's unit in base units, as the figure itself gives it."""
    base = figure.interval.middle
    ends = [end for end in (figure.low, figure.high) if end is not None]
    told = sum(ends) / len(ends) if ends else figure.value
    return abs(base / told) if base and told else 1.0


def _size_of(unit: str, observations: Sequence[Observation]) -> float:
    """One of the unit in base units, from the first figure told in it; of the first figure's unit where none is."""
    return unit_size(next((each for each in observations if each.figure.unit == unit), observations[0]).figure)


def _is_record(which: str, observation: Observation, observations: Sequence[Observation]) -> bool:
    """Whether it lies outside all that was told of earlier days or came out earlier; a first figure is no record."""
    earlier = [
        each
        for each in observations
        if each.figure.mood is Mood.REPORTED
        and (each.as_of, each.published_at) < (observation.as_of, observation.published_at)
    ]
    if not earlier:
        return False
    mine = observation.figure
    highest = max(earlier, key=lambda each: each.figure.claim.middle).figure
    lowest = min(earlier, key=lambda each: each.figure.claim.middle).figure
    up = mine.claim.middle > highest.claim.middle and not mine.agrees(highest)
    down = mine.claim.middle < lowest.claim.middle and not mine.agrees(lowest)
    return (up and which != "lowest") or (down and which != "highest")
