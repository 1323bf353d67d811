"""Steps and ways named by a noun or a verb of their own: "growth of 3 percent", "beat it by 3", "the lowest since"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.figure import Kind, Trend
from workers.figures.against import exceeded_by
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import Move
from workers.figures.nodes import Quantity


def read_named(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """Add to `found` what is exceeded by so much, growth of so much, and records."""
    _read_exceeded_by(line, quantities, found)
    _read_noun_steps(line, quantities, found)
    _read_records(line, quantities, found)


def _read_exceeded_by(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "*beat* the target *by* 18 percent", "*missed* forecasts *by* 3 million crowns": off something by so much"""
    for k, quantity in enumerate(quantities):
        if k not in found and quantity.has_unit and exceeded_by(line, quantity.first):
            found[k] = Move(kind=Kind.DELTA, rules=("trend:exceeded by",))


def _read_noun_steps(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "*growth of* 12 percent", "a *reduction of* 3 points": a step by its noun, where no verb is spelt so"""
    for k, quantity in enumerate(quantities):
        noun = line.at(quantity.first - 2) if line.at(quantity.first - 1) == "of" else ""
        if k not in found and noun in _NOUNS_OF_STEPS and quantity.unit.dimension in {"share", "points"}:
            trend = Trend.UP if noun == "growth" else Trend.DOWN
            found[k] = Move(trend, kind=Kind.DELTA, rules=("trend:noun step",))


_NOUNS_OF_STEPS = words("growth reduction loss")


def _read_records(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "was 38.7 percent, *the lowest since* 1990", "at 9 percent, is *its highest in* five years": which way"""
    if _RECORDS.keys().isdisjoint(line.vocabulary):
        return
    for k, quantity in enumerate(quantities):
        record = _record_behind(line, quantity)
        held = found.get(k, Move())
        if record is not None and held.trend is None and held.kind is None and not quantity.is_modifier:
            found[k] = replace(held, trend=record, rules=(*held.rules, "trend:record"))


_RECORDS = {
    **dict.fromkeys(words("highest"), Trend.UP),
    **dict.fromkeys(words("lowest"), Trend.DOWN),
}


def _record_behind(line: Line, quantity: Quantity) -> Trend | None:
    """What "the lowest since" behind a quantity tells; None without it."""
    at = quantity.last + (line.at(quantity.last) == ",")
    while line.at(at) in {"was", "is", "which"}:
        at += 1
    if line.at(at) not in {"the", "its", "their"} or at == quantity.last:
        return None
    back = line.at(at + 2) == "since" or (line.at(at + 2) == "in" and line.kind(at + 3) == "number")
    return _RECORDS.get(line.at(at + 1)) if back else None
