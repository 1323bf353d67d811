"""Steps told without a verb of movement: "down from 59,000", ", up 9.3%", "a decrease of 1,340", "35 percent below
average", "three times as many as". They stand behind the level they explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.figure import Kind, Trend
from workers.figures.against import is_former, is_mended, is_own_earlier
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import FOLLOW, Move, alike, direction, is_added_to, is_step_of, step_in
from workers.figures.nodes import Quantity
from workers.figures.steps_named import read_named
from workers.figures.then_and_now import read_had_been, read_then_and_now


def read_steps(line: Line, quantities: Sequence[Quantity], order: Sequence[int], found: dict[int, Move]) -> None:
    """Add to `found` the moves that are told behind a level; `order` is the quantities' places in text order."""
    _read_down_from(line, quantities, order, found)
    _read_steps_named_behind(line, quantities, found)
    _read_differences(line, quantities, found)
    _read_off(line, quantities, found)
    _read_taken_off(line, quantities, found)
    _read_passed_marks(line, quantities, found)
    _read_lost_parts(line, quantities, found)
    read_then_and_now(line, quantities, found)
    read_had_been(line, quantities, found)
    _read_parallel_steps(line, quantities, found)
    _read_steps_in_apposition(line, quantities, found)
    _read_ratios(line, quantities, found)
    _read_off_a_norm(line, quantities, found)
    read_named(line, quantities, found)


def _read_down_from(line: Line, quantities: Sequence[Quantity], order: Sequence[int], found: dict[int, Move]) -> None:
    """ "45,000 troops, down from 59,000": the value before stands behind the level."""
    for position, there in enumerate(order):
        if not position:
            continue
        old = quantities[there]
        here = _level_of(line, quantities, order[:position], old)
        if here is None:
            continue
        if _read_step_behind(line, quantities, here, there, found):
            continue
        at = old.first - 1
        while at > quantities[here].last and line.at(at) in {"a", "an", "the", "about", "some"}:
            at -= 1
        word = line.at(at - 1)
        against = _is_set_against(line, old)
        near = 0 <= at - 1 - quantities[here].last <= (_FAR if against else FOLLOW)
        if not near or not (
            against or (line.at(at) == "from" and word in {"up", "down", "compared", "changed", "unchanged"})
        ):
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


_STEADY = words("held unchanged steady flat stable stuck")
_FAR = 25  # tokens from a level to what it is set against


def _is_set_against(line: Line, old: Quantity) -> bool:
    """ "against 4,900 in the same months of 2025", "rather than the 4.8 it projected in May": the value before."""
    return is_own_earlier(line, old) or is_former(line, old) or is_mended(line, old)


def _level_of(line: Line, quantities: Sequence[Quantity], before: Sequence[int], old: Quantity) -> int | None:
    """The nearest quantity before that can be the level of what stands behind it.

    Not "the 179-seat parliament", nor "61 of the *74* drones".
    """
    near = [k for k in reversed(before[-3:]) if not quantities[k].is_modifier]
    near = [k for k in near if not (k - 1 in near and _is_whole_of(line, quantities[k - 1], quantities[k]))]
    return next((k for k in near if alike(quantities[k], old)), near[0] if near else None)


def _read_step_behind(
    line: Line, quantities: Sequence[Quantity], here: int, there: int, found: dict[int, Move]
) -> bool:
    """ "was last at 3.62 percent, up 4 basis points": the step stands behind its level."""
    level, step = quantities[here], quantities[there]
    word = line.at(step.first - 1)
    if (
        word not in {"up", "down"}
        or line.at(step.first - 2) not in {",", "("}
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
    "increase rise raise gain jump surge growth hike climb more higher up larger bigger stronger dearer costlier "
    "longer heavier faster firmer better"
)
_STEPS_DOWN = words(
    "decrease fall drop decline reduction cut loss slump plunge dip less fewer lower down smaller cheaper weaker "
    "shorter lighter slower"
)
_STEPS_EITHER_WAY = words("move swing change shift")
_COMPARATIVES = words(
    "more fewer less higher lower larger bigger smaller stronger weaker longer shorter cheaper dearer heavier lighter "
    "better"
)


def _read_steps_named_behind(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "a 9 percent increase", "11 percent more than": the word behind says that it is a step, and which way."""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        compared = word in _COMPARATIVES and _than_behind(line, quantity)
        compared = compared or (word == "fewer" and not quantity.has_unit)
        relative = quantity.unit.dimension in {"share", "points"} and line.at(quantity.last + 1) != "from"
        told = found.get(k, Move())
        if told.kind or told.delta or not (compared or relative) or quantity.unit.dimension == "ratio":
            continue
        if relative and word in _STEPS_EITHER_WAY:
            found[k] = replace(told, kind=Kind.DELTA, rules=(*told.rules, "trend:named step"))
        if word in _STEPS_UP | _STEPS_DOWN:
            trend = Trend.UP if word in _STEPS_UP else Trend.DOWN
            found[k] = replace(told, trend=trend, kind=Kind.DELTA, rules=(*told.rules, "trend:named step"))
            level = _apposed_to(line, quantities, k) if compared else -1
            held = found.get(level, Move())
            if level >= 0 and held.delta is None and held.kind is None:
                delta = step_in(quantity, quantities[level]) if is_step_of(quantity, quantities[level]) else None
                if delta is not None or relative:
                    rules = (*held.rules, "trend:named step behind")
                    found[level] = replace(held, trend=trend, delta=delta, rules=rules)


def _than_behind(line: Line, quantity: Quantity) -> bool:
    """ "340 more *than*", "12 more beds *than*", "five fewer seats in the house *than*"."""
    rest = line.low[quantity.last + 1 : quantity.last + 7]
    than = next((k for k, each in enumerate(rest) if each == "than"), -1)
    if than <= 0:
        return than == 0
    plain = all(line.kind(quantity.last + 1 + k) == "word" for k in range(than))
    return plain and not quantity.has_unit and not any(line.tag(quantity.last + 1 + k) == "VERB" for k in range(than))


def _apposed_to(line: Line, quantities: Sequence[Quantity], k: int) -> int:
    """The level that a step stands behind: "480 beds*, 60* more than", "5,200*, which is 400* better than"; else -1."""
    at = quantities[k].first - 1
    while line.at(at) in {"which", "that", "is", "was", "are", "were"}:
        at -= 1
    level = k - 1
    if level > 0 and _is_whole_of(line, quantities[level - 1], quantities[level]):
        level -= 1  # "33 of the 63 seats, three more than": not the 63
    if line.at(at) != "," or level < 0 or quantities[level].is_modifier:
        return -1
    return level if at - quantities[k - 1].last < FOLLOW else -1


def _is_whole_of(line: Line, part: Quantity, whole: Quantity) -> bool:
    """ "33 of the *63* seats"."""
    return line.at(part.last) == "of" and whole.first - part.last <= 2


#: Behind an amount with a unit they say that it is a difference, and which way.
_DIFFERS: dict[str, Trend | None] = {
    **dict.fromkeys(words("higher deeper thicker taller wider longer heavier hotter warmer dearer up above"), Trend.UP),
    **dict.fromkeys(words("lower thinner shallower shorter narrower lighter colder cooler cheaper down"), Trend.DOWN),
    **dict.fromkeys(words("better worse short shy off"), None),
}


def _read_differences(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "$1.34 lower", "five feet higher", "four cents better", "3.5 metres short of the mark": a difference"""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        if k in found or not quantity.has_unit or quantity.is_modifier or word not in _DIFFERS or quantity.rate:
            continue
        if word in {"up", "down", "above", "off"} and line.at(quantity.last + 1) not in {"on", "from"}:
            continue
        found[k] = Move(_DIFFERS[word], kind=Kind.DELTA, rules=("trend:difference",))
        level = k + 1
        if level < len(quantities) and line.low[quantity.last + 1 : quantities[level].first] == ["at"]:
            held = found.get(level, Move())
            if held.delta is None and is_step_of(quantity, quantities[level]):  # "settled $1.34 lower at $71.08"
                del found[k]
                delta = step_in(quantity, quantities[level])
                rules = (*held.rules, "trend:difference")
                found[level] = replace(held, trend=_DIFFERS[word], delta=delta, rules=rules, step=k)


def _read_taken_off(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "*wiping* £310 million *off* its value", "*took* three seconds *off* the record": so much less"""
    for k, quantity in enumerate(quantities):
        part = quantity.unit.dimension == "share" and quantity.unit.name != "percent"  # "took nine in ten buses off"
        taken = quantity.has_unit and not part and line.at(quantity.first - 1) in _TAKING
        behind = line.low[quantity.last : quantity.last + 4]
        off = "off" in behind or ("from" in behind and line.at(quantity.first - 1) in _SLICING)
        if k not in found and taken and off:
            found[k] = Move(Trend.DOWN, kind=Kind.DELTA, rules=("trend:taken off",))


_SLICING = words("sliced slices slicing shaved shaves shaving trimmed trims trimming docked")
_TAKING = _SLICING | words("wiping wiped wipes took takes taking knocked knocks knocking")


def _read_off(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "*off* 2.8% at $3,212", "shares were *off* 3 percent": lower by so much, at what is left"""
    for k, quantity in enumerate(quantities):
        begins = line.at(quantity.first - 2) in {",", "was", "were", "is", "are"}
        if k in found or line.at(quantity.first - 1) != "off" or not begins:
            continue
        found[k] = Move(Trend.DOWN, kind=Kind.DELTA, rules=("trend:off",))
        level = k + 1
        left = level < len(quantities) and line.low[quantity.last : quantities[level].first] == ["at"]
        if left and level not in found:
            found[level] = Move(Trend.DOWN, rules=("trend:off",))


_TOLLS = words("toll number tally count total figure population")
_PASSING = words("passed topped crossed surpassed")


def _read_passed_marks(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "passed the 100,000 *mark*", "has topped €11": it was less before"""
    for k, quantity in enumerate(quantities):
        at = quantity.first - 1 - (line.at(quantity.first - 1) == "the")
        mark = line.at(quantity.last) in {"mark", "threshold"} or quantity.unit.dimension.startswith("money")
        mark = mark or not _TOLLS.isdisjoint(line.low[max(0, at - 5) : max(0, at)])  # "the toll has passed 900"
        if k not in found and mark and line.at(at) in _PASSING:
            found[k] = Move(Trend.UP, rules=("trend:passed",))


def _read_lost_parts(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "has *lost* a fifth *of its* tree cover": a share of what there was, and less than before"""
    for k, quantity in enumerate(quantities):
        own = line.at(quantity.last) == "of" and line.at(quantity.last + 1) in {"its", "their", "his", "her"}
        if k not in found and own and quantity.unit.dimension == "share" and line.at(quantity.first - 1) in _LOSING:
            found[k] = Move(Trend.DOWN, rules=("trend:lost part",))


_LOSING = words("lost lose loses losing shed")


_WHERE = words("in on among for at")


def _read_parallel_steps(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "fell 39% in Germany, *45%* in France and by *almost half* in Belgium": steps of one verb"""
    for k in range(1, len(quantities)):
        held, step = found.get(k - 1), quantities[k]
        between = line.low[quantities[k - 1].last : step.first]
        if held is None or held.kind is not Kind.DELTA or held.led_to is not None or k in found or len(between) > 8:
            continue
        if _is_of_same_verb(line, quantities[k - 1], step):
            found[k] = Move(held.trend, kind=Kind.DELTA, rules=("trend:step of the same verb",))


def _is_of_same_verb(line: Line, before: Quantity, step: Quantity) -> bool:
    """Nothing told between two steps parts the second from the verb of the first."""
    between = line.low[before.last : step.first]
    if between == ["and"] and step.has_unit and is_added_to(line, step.last):
        return True  # "adds 10 days and 300 miles to the trip"
    told = any(line.tag(at) == "VERB" and line.at(at) != "including" for at in range(before.last, step.first))
    if told or {step.unit.dimension, before.unit.dimension} != {"share"}:
        return False
    placed = bool(between) and between[0] in _WHERE and line.at(step.last) in _WHERE
    joined = between[-1:] in ([","], ["and"]) or between[-2:] in ([",", "by"], ["and", "by"])
    return (placed and joined) or _is_gapped_step(line, before, step)


def _is_gapped_step(line: Line, before: Quantity, step: Quantity) -> bool:
    """ "banks losing 2.2% *and miners* 3.9%", "food rose by 1.8%, *including eggs by* 6.3%": the verb is left out."""
    between = line.low[before.last : step.first]
    if between[:1] not in ([","], ["and"]) or not 2 <= len(between) <= _GAP:
        return False
    begin = before.last + 1 + (between[1] == "and")
    end = step.first - (between[-1] == "by")
    named = all(
        line.tag(at) in {"NOUN", "PROPN", "ADJ", "DET"} or line.at(at) == "including" for at in range(begin, end)
    )
    return named and begin < end


_GAP = 6  # tokens of ", and the big miners by"


def _read_steps_in_apposition(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "52,618 persons, a decrease of 1,340": the step explains the level before its comma."""
    for k in range(1, len(quantities)):
        step, level = quantities[k], quantities[k - 1]
        at = step.first - 1
        held = found.get(k - 1, Move())
        if line.at(at) != "of" or found.get(k, Move()).kind is not Kind.DELTA or held.delta is not None:
            continue
        opens = next((j for j in range(at - 1, at - 5, -1) if line.at(j) in {"a", "an"}), -1)
        if opens < 1 or line.at(opens - 1) != "," or opens - level.last > _FAR:
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
        behind = line.at(quantity.last)
        named = Trend.UP if behind in _STEPS_UP else Trend.DOWN if behind in _STEPS_DOWN else None
        if verb is not None or compared or named:  # "a tenfold decline"
            found[k] = Move(
                verb or named or (Trend.UP if quantity.value > 1 else Trend.DOWN), rules=("trend:multiple",)
            )


_NORMS = words(
    "normal average norm norms usual mean mark level levels target forecast expectations forecasts estimates seasonal "
    "peak peaks high trend plan quota limit benchmark baseline pre-war pre-pandemic pre-industrial capacity"
)


def _read_off_a_norm(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "35 percent below average", "1.2 metres above the danger mark": a step from what is usual."""
    for k, quantity in enumerate(quantities):
        at = quantity.last
        while line.at(at) == "of" and line.tag(at + 1) == "NOUN":  # "12,600 tonnes of fertiliser above quota"
            at += 2
        word = line.at(at)
        if k in found or word not in {"above", "below"}:
            continue
        named = line.low[at + 1 : at + 6]
        cut = next((at for at, each in enumerate(named) if each in {",", ".", "in", "on", "and", "since"}), len(named))
        if not _NORMS.isdisjoint(named[:cut]) or (named and named[0] == "last") or (named and named[0] == "that"):
            trend = Trend.UP if word == "above" else Trend.DOWN
            found[k] = Move(trend, kind=Kind.DELTA, rules=("trend:off a norm",))
