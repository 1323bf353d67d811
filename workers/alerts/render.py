"""A change in words: headline, quote, who says so, what it was before, why it is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from monitor.model.alert import Alert, Marked, Message, Watch
from monitor.model.article import Article
from monitor.model.change import Change, ChangeKind, Observation, Series
from monitor.model.figure import Figure, Kind, Mood, Qualifier

_SIGNS = {
    Qualifier.EXACT: "",
    Qualifier.RANGE: "",
    Qualifier.ABOUT: "~",
    Qualifier.NEARLY: "just under ",
    Qualifier.MORE_THAN: ">",
    Qualifier.AT_LEAST: "≥",
    Qualifier.LESS_THAN: "<",
    Qualifier.AT_MOST: "≤",
}
_UNITS = {
    "1": "",
    "percent": " %",
    "percentage_point": " points",
    "basis_point": " basis points",
    "meter ** 2": " m²",
    "kilometer ** 2": " km²",
    "mile ** 2": " sq mi",
    "foot ** 2": " sq ft",
    "meter": " m",
    "kilometer": " km",
    "kilogram": " kg",
    "degree_Celsius": " °C",
    "degree_Fahrenheit": " °F",
}
_MONEY = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
#: What a number is that nobody says is so.
_MOODS = {
    Mood.PLANNED: " planned",
    Mood.FORECAST: " expected",
    Mood.HYPOTHETICAL: " possible",
    Mood.DENIED: " denied",
}
#: Conflicting claims shown; more would bury the one that is told.
CONFLICTS = 3
#: Claims older than this are out of date rather than in conflict.
CURRENT = timedelta(days=7)


def message(
    alert: Alert,
    change: Change,
    observation: Observation,
    series: Series,
    watch: Watch,
    *,
    before: Observation | None,
    observations: Sequence[Observation],
    article: Article,
    articles: int,
    origins: int,
    now: datetime,
) -> Message:
    """What the alert says, in plain text."""
    figure = observation.figure
    at = figure.start - figure.sentence_start
    return Message(
        headline=_silent(series, observation, now)
        if change.kind is ChangeKind.SILENT
        else headline(series, observation, before),
        quote=Marked(sentence=figure.sentence, start=at, end=at + len(figure.quote)),
        says=", to ".join(figure.attribution) or None,
        outlet=observation.outlet,
        link=observation.url,
        published_at=observation.published_at,
        as_of=day(observation.as_of),
        before=_before(observation, before),
        articles=articles,
        origins=origins,
        conflicting=conflicting(observation, before, observations),
        why=alert.because,
        watch=watch.name,
        facts=_facts(change, observation, series, before),
    )


def _before(observation: Observation, before: Observation | None) -> str | None:
    """What was held, with its day and source; else the value before that the sentence itself gives."""
    if before is not None:
        return f"{told(before.figure)} on {day(before.as_of)} ({before.said_by})"
    figure = observation.figure
    if figure.previous is None:
        return None
    return f"{_with_unit(number(figure.previous), figure.unit)}, as the same sentence has it"


def headline(series: Series, observation: Observation, before: Observation | None) -> str:
    """ "Russian troops in Kursk: ~59,000 → ~45,000 (−24 %)"."""
    new = told(observation.figure)
    if before is None:
        return f"{series.label}: {new}"
    step = _step(observation.figure, before.figure)
    return f"{series.label}: {told(before.figure)} → {new}{f' ({step})' if step else ''}"


def _silent(series: Series, observation: Observation, now: datetime) -> str:
    days = (now - observation.published_at).days
    return f"{series.label}: silent for {days} days since {told(observation.figure)}"


def told(figure: Figure) -> str:
    """A figure's value in its own unit, with the sign of its qualifier and what it is where it is no fact: "~59,000",
    ">40 %", "200–300 m / day", "6 % expected"."""
    return _quantity(figure) + _MOODS.get(figure.mood, "")


def _quantity(figure: Figure) -> str:
    if figure.qualifier is Qualifier.RANGE and figure.low is not None and figure.high is not None:
        return _with_unit(f"{number(figure.low)}–{number(figure.high)}", figure.unit)
    sign = _SIGNS[figure.qualifier]
    if figure.unit == "1" and figure.kind is Kind.SHARE:
        return f"{sign}{number(figure.value * 100)} %"
    if figure.unit == "1" and figure.kind is Kind.RATIO:
        return f"{sign}{number(figure.value)} ×"
    return sign + _with_unit(number(figure.value), figure.unit)


def number(value: float) -> str:
    """ "59,000", "1.5 million", "7.1": as a newspaper would print it."""
    size = abs(value)
    for power, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size >= power:
            return f"{value / power:,.4g} {name}"
    if size >= 1000 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.4g}"


def day(when: date) -> str:
    """ "24 Nov 2024"."""
    return f"{when.day} {when:%b %Y}"


def conflicting(
    observation: Observation, before: Observation | None, observations: Sequence[Observation]
) -> tuple[str, ...]:
    """What other claimants say about the same days and does not agree with this, newest first."""
    latest: dict[str, Observation] = {}
    for each in observations:
        if each.claimant and each.claimant != observation.claimant and each.as_of >= observation.as_of - CURRENT:
            latest[each.claimant] = each
    others = [
        each
        for each in latest.values()
        if each.id != (before.id if before else "") and not each.figure.agrees(observation.figure)
    ]
    others.sort(key=lambda each: (each.as_of, each.id), reverse=True)
    return tuple(f"{each.said_by}: {told(each.figure)} ({day(each.as_of)})" for each in others[:CONFLICTS])


def _with_unit(text: str, unit: str) -> str:
    if " / " in unit and unit not in _UNITS:
        above, below = unit.split(" / ", 1)
        return f"{_with_unit(text, above)} / {below.replace('_', ' ')}"
    if unit in _UNITS:
        return text + _UNITS[unit]
    if unit in _MONEY:
        return _MONEY[unit] + text
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {text}"
    return f"{text} {unit.replace(' ** 2', '²').replace(' ** 3', '³').replace('_', ' ')}"


def _step(new: Figure, old: Figure) -> str:
    """How far it moved: percent of what it was, or points where it is itself a share."""
    after, before = new.claim.middle, old.claim.middle
    if new.dimension in ("share", "points"):
        moved = (after - before) * 100
        return f"{_signed(moved)} points" if abs(moved) >= 0.05 else ""
    if not before:
        return ""
    moved = (after - before) / abs(before) * 100
    return f"{_signed(moved)} %" if abs(moved) >= 0.05 else ""


def _signed(value: float) -> str:
    digits = f"{abs(value):.0f}" if abs(value) >= 10 else f"{abs(value):.1f}"
    return ("−" if value < 0 else "+") + digits


def _facts(
    change: Change, observation: Observation, series: Series, before: Observation | None
) -> dict[str, str | float | None]:
    """The same for machines."""
    figure = observation.figure
    return {
        "series": series.id,
        "label": series.label,
        "change": change.kind.value,
        "change_id": change.id,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "qualifier": figure.qualifier.value,
        "claimant": observation.claimant,
        "as_of": observation.as_of.isoformat(),
        "previous": before.figure.value if before else None,
        "previous_unit": before.figure.unit if before else None,
    }
