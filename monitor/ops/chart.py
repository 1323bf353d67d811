"""A series as a picture: each claim a bar from low to high at its moment, a colour for each claimant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model.change import Observation

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 260, 70, 28
#: The picture goes back no further from its newest claim; the table below it shows everything.
LONGEST = timedelta(days=730)
COLOURS = ("#1f6f8b", "#c8553d", "#6a994e", "#8e5572", "#b08900", "#4a4e69", "#2a9d8f", "#9c6644")


@dataclass(frozen=True)
class Bar:
    """One claim, in picture coordinates; `title` is its tooltip."""

    x: float
    top: float
    bottom: float
    colour: str
    title: str


@dataclass(frozen=True)
class Tick:
    """A mark on the value axis."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    legend: tuple[tuple[str, str], ...]
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = BOTTOM


def chart(observations: Sequence[Observation]) -> Chart | None:
    """The picture of a series; None when there is nothing to draw."""
    told = sorted(observations, key=lambda each: (each.as_of, each.published_at))
    if not told:
        return None
    # a figure of 1954 in an article of today would leave no room for this year's
    shown = [each for each in told if each.as_of >= told[-1].as_of - LONGEST]
    ends = [_ends(each) for each in shown]
    low, high = min(each[0] for each in ends), max(each[1] for each in ends)
    margin = (high - low) * 0.08 or abs(high) * 0.1 or 1.0
    low, high = low - margin, high + margin
    days = [_day(each) for each in shown]
    claimants = list(dict.fromkeys(each.claimant or "nobody named" for each in shown))
    colours = {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(claimants)}

    def y(value: float) -> float:
        return (HEIGHT - BOTTOM) * (1 - (value - low) / (high - low))

    span = max(days) - min(days) or 1
    bars = tuple(
        Bar(
            x=LEFT + 12 + (WIDTH - LEFT - 30) * (day - min(days)) / span,
            top=round(y(top), 1),
            bottom=round(max(y(bottom), y(top) + 3), 1),
            colour=colours[each.claimant or "nobody named"],
            title=f"{each.as_of}: {each.figure.quote} ({each.claimant or each.outlet})",
        )
        for each, (bottom, top), day in zip(shown, ends, days, strict=True)
    )
    return Chart(
        bars=bars,
        ticks=tuple(Tick(round(y(value), 1), f"{value:,.10g}") for value in _round_values(low, high)),
        legend=tuple(colours.items()),
        first=shown[0].as_of.isoformat(),
        last=shown[-1].as_of.isoformat(),
    )


def _day(observation: Observation) -> float:
    """The day it is about, as a number; claims about the day they were published on stand at their hour."""
    day = observation.as_of.toordinal()
    published = observation.published_at
    if published.date() != observation.as_of:
        return day
    return day + (published.hour * 60 + published.minute) / 1440


def _ends(observation: Observation) -> tuple[float, float]:
    """The ends of the claim's interval, an open end drawn at the other one."""
    interval = observation.figure.interval
    low, high = interval.low, interval.high
    if low is None and high is None:
        return observation.figure.value, observation.figure.value
    return (low if low is not None else high or 0.0), (high if high is not None else low or 0.0)


def _round_values(low: float, high: float) -> list[float]:
    """Three to six round values between low and high."""
    step = 10 ** math.floor(math.log10(high - low))
    for factor in (0.2, 0.5, 1, 2):
        if (high - low) / (step * factor) <= 6:
            step *= factor
            break
    first = math.ceil(low / step)
    return [round((first + number) * step, 10) for number in range(int((high - first * step) / step) + 1)]
