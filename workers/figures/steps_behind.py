"""Steps told without a verb of movement: "down from 59,000", ", up 9.3%", "a decrease of 1,340", "35 percent below
average", "three times as many as". They stand behind the level they explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.figure import Kind, Trend
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import FOLLOW, Move, alike, direction, is_step_of, step_in
from workers.figures.nodes import Quantity


def read_steps(line: Line, quantities: Sequence[Quantity], order: Sequence[int], found: dict[int, Move]) -> None:
    """Add to `found` the moves that are told behind a level; `order` is the quantities' places in text order."""
    _read_down_from(line, quantities, order, found)
    _read_steps_named_behind(line, quantities, found)
    _read_differences(line, quantities, found)
    _read_parallel_steps(line, quantities, found)
    _read_steps_in_apposition(line, quantities, found)
    _read_ratios(line, quantities, found)
    _read_off_a_norm(line, quantities, found)


def _read_down_from(line: Line, quantities: Sequence[Quantity], order: Sequence[int], found: dict[int, Move]) -> None:
    """ "45,000 troops, down from 59,000": the value before stands behind the level."""
    for position, there in enumerate(order):
        old = quantities[there]
        here = _level_of(quantities, order[:position], old)
        if here is None:
            continue
        if _read_step_behind(line, quantities, here, there, found):
            continue
        at = old.first - 1
        while at > quantities[here].last and line.at(at) in {"a", "an", "the", "about", "some"}:
            at -= 1
        if line.at(at) == "of" and line.at(at - 1) in _PEAKS:  # "down from a peak of 410,000"
            at -= 2 + (line.at(at - 2) in {"a", "an", "its", "the"})
        word = line.at(at - 1)
        near = 0 <= at - 1 - quantities[here].last <= FOLLOW
        against = _is_set_against(line, at, old)
        if not near or not (against or (line.at(at) == "from" and word in {"up", "down", "compared"})):
            continue
        held = found.get(here, Move())
        if there in found or held.previous is not None or not alike(quantities[here], old):
            continue
        trend = {"up": Trend.UP, "down": Trend.DOWN}.get(word, held.trend)
        steady = not _STEADY.isdisjoint(line.low[max(0, quantities[here].first - 3) : quantities[here].first])
        if against and trend is None and not steady and old.value != quantities[here].value:
            trend = Trend.UP if quantities[here].value > old.value else Trend.DOWN
        rules = (*held.rules, "trend:down-from")
        before = None if against else there  # what it is set against is told for itself
        found[here] = replace(held, trend=trend, previous=old.value, rules=rules, before=before)


_PEAKS = words("peak high low record total estimate figure average level maximum")
_STEADY = words("held unchanged steady flat stable stuck")
_BACK = words("ago earlier before previous previously prior yesterday last same year month week quarter season")


def _is_set_against(line: Line, at: int, old: Quantity) -> bool:
    """ "against 4,900 in the same months of 2025", "compared with 21 million a year ago": the value before."""
    word, before = line.at(at), line.at(at - 1)
    if word not in {"against", "versus"} and (before, word) not in {("compared", "with"), ("compared", "to")}:
        return False
    behind = line.low[old.last : old.last + 8]
    end = next((k for k, each in enumerate(behind) if each in {",", ".", ";"}), len(behind))
    return any(each in _BACK or (len(each) == 4 and each.isdigit()) for each in behind[:end])


def _level_of(quantities: Sequence[Quantity], before: Sequence[int], old: Quantity) -> int | None:
    """The nearest quantity before that can be the level of what stands behind it: not "the 179-seat parliament"."""
    near = [k for k in reversed(before[-3:]) if not quantities[k].is_modifier]
    return next((k for k in near if alike(quantities[k], old)), near[0] if near else None)


def _read_step_behind(
    line: Line, quantities: Sequence[Quantity], here: int, there: int, found: dict[int, Move]
) -> bool:
    """ "was last at 3.62 percent, up 4 basis points": the step stands behind its level."""
    level, step = quantities[here], quantities[there]
    word = line.at(step.first - 1)
    if (
        word not in {"up", "down"}
        or line.at(step.first - 2) != ","
        or step.first - level.last > FOLLOW
        or here in found
    ):
        return False
    trend = Trend.UP if word == "up" else Trend.DOWN
    if not is_step_of(step, level) or step.unit.name == level.unit.name == "percent":
        if step.unit.dimension == "share" and level.unit.dimension not in {"share", "time"}:
            found[here] = Move(trend, rules=("trend:step behind",))  # "$9 million, up 9.3%": the step stays its own
        return False
    found.pop(there, None)
    found[here] = Move(trend, delta=step_in(step, level), rules=("trend:step behind",), step=there)
    return True


_STEPS_UP = words(
    "increase rise gain jump surge growth hike climb more higher up larger bigger stronger dearer costlier longer "
    "heavier faster firmer"
)
_STEPS_DOWN = words(
    "decrease fall drop decline reduction cut loss slump plunge dip less fewer lower down smaller cheaper weaker "
    "shorter lighter slower"
)
_COMPARATIVES = words(
    "more fewer less higher lower larger bigger smaller stronger weaker longer shorter cheaper dearer heavier lighter"
)


def _read_steps_named_behind(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "a 9 percent increase", "11 percent more than": the word behind says that it is a step, and which way."""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        compared = word in _COMPARATIVES and line.at(quantity.last + 1) == "than"
        relative = quantity.unit.dimension in {"share", "points"} and line.at(quantity.last + 1) != "from"
        if k in found or not (compared or relative) or quantity.unit.dimension == "ratio":
            continue
        if word in _STEPS_UP | _STEPS_DOWN:
            trend = Trend.UP if word in _STEPS_UP else Trend.DOWN
            found[k] = Move(trend, kind=Kind.DELTA, rules=("trend:named step",))
            level = k - 1
            apposed = line.at(quantity.first - 1) == "," and compared
            if apposed and level >= 0 and level not in found and quantity.first - quantities[level].last <= FOLLOW:
                delta = step_in(quantity, quantities[level]) if is_step_of(quantity, quantities[level]) else None
                same = is_step_of(quantity, quantities[level]) or relative
                if same and not quantities[level].is_modifier:
                    found[level] = Move(trend, None, delta, rules=("trend:named step behind",))


#: Behind an amount with a unit they say that it is a difference, and which way.
_DIFFERS: dict[str, Trend | None] = {
    **dict.fromkeys(words("higher deeper taller wider longer heavier hotter warmer dearer up above"), Trend.UP),
    **dict.fromkeys(words("lower shallower shorter narrower lighter colder cooler cheaper down"), Trend.DOWN),
    **dict.fromkeys(words("better worse short shy off"), None),
}


def _read_differences(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "$1.34 lower", "five feet higher", "four cents better", "3.5 metres short of the mark": a difference"""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        if k in found or not quantity.has_unit or quantity.is_modifier or word not in _DIFFERS or quantity.rate:
            continue
        if (word in {"short", "shy"} and line.at(quantity.last + 1) != "of") or line.at(quantity.last + 1) == "down":
            continue  # "two miles lower down"
        if word in {"up", "down", "above", "off"} and line.at(quantity.last + 1) not in {"on", "from"}:
            continue
        found[k] = Move(_DIFFERS[word], kind=Kind.DELTA, rules=("trend:difference",))


_WHERE = words("in on among for at")


def _read_parallel_steps(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "fell 39% in Germany, *45%* in France and by *almost half* in Belgium": steps of one verb"""
    for k in range(1, len(quantities)):
        held, step = found.get(k - 1), quantities[k]
        between = line.low[quantities[k - 1].last : step.first]
        if held is None or held.kind is not Kind.DELTA or held.led_to is not None or k in found or len(between) > 8:
            continue
        alike_parts = {step.unit.dimension, quantities[k - 1].unit.dimension} == {"share"}
        placed = bool(between) and between[0] in _WHERE and line.at(step.last) in _WHERE
        joined = between[-1:] in ([","], ["and"]) or between[-2:] in ([",", "by"], ["and", "by"])
        told = any(line.tag(at) == "VERB" for at in range(quantities[k - 1].last, step.first))
        if alike_parts and placed and joined and not told:
            found[k] = Move(held.trend, kind=Kind.DELTA, rules=("trend:step of the same verb",))


def _read_steps_in_apposition(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "52,618 persons, a decrease of 1,340": the step explains the level before its comma."""
    for k in range(1, len(quantities)):
        step, level = quantities[k], quantities[k - 1]
        at = step.first - 1
        held = found.get(k - 1, Move())
        if line.at(at) != "of" or found.get(k, Move()).kind is not Kind.DELTA or held.delta is not None:
            continue
        opens = next((j for j in range(at - 1, at - 5, -1) if line.at(j) in {"a", "an"}), -1)
        if opens < 1 or line.at(opens - 1) != "," or opens - level.last > FOLLOW:
            continue
        if is_step_of(step, level):
            trend = found.pop(k).trend
            rules = (*held.rules, "trend:step in apposition")
            found[k - 1] = replace(held, trend=trend, delta=step_in(step, level), rules=rules, step=k)
        elif k - 1 not in found and step.unit.dimension == "share":
            found[k - 1] = Move(found[k].trend, rules=("trend:step in apposition",))


def _read_ratios(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "have doubled", "were halved", "three times as many as": which way a multiple goes."""
    for k, quantity in enumerate(quantities):
        if k in found or quantity.number.form != "multiple" or any(k == move.multiple for move in found.values()):
            continue
        verb = direction(line.at(quantity.core_first))
        compared = {"as", "more", "higher"} & set(line.low[quantity.number.first : quantity.number.last + 1])
        if verb is not None or compared:
            found[k] = Move(verb or (Trend.UP if quantity.value > 1 else Trend.DOWN), rules=("trend:multiple",))


_NORMS = words(
    "normal average norm norms usual mean mark level levels target forecast expectations forecasts estimates seasonal "
    "peak peaks high trend plan quota limit benchmark baseline pre-war pre-pandemic pre-industrial capacity"
)


def _read_off_a_norm(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "35 percent below average", "1.2 metres above the danger mark": a step from what is usual."""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        if k in found or word not in {"above", "below"} or not quantity.has_unit:
            continue
        named = line.low[quantity.last + 1 : quantity.last + 6]
        cut = next((at for at, each in enumerate(named) if each in {",", ".", "in", "on", "and", "since"}), len(named))
        if not _NORMS.isdisjoint(named[:cut]) or (named and named[0] == "last") or (named and named[0] == "that"):
            trend = Trend.UP if word == "above" else Trend.DOWN
            found[k] = Move(trend, kind=Kind.DELTA, rules=("trend:off a norm",))
