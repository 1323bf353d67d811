"""What there was, and what there is now: "had 14 boats in 2019; it now has three", "which had sunk to 2, are at 9"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.model.figure import Trend
from workers.figures.against import HELD, at_best, dated_back, had_been, is_earlier
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import Move, alike
from workers.figures.nodes import Quantity

_FAR = 25  # tokens from a level to what it was


def read_then_and_now(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "previously given as 2.1 million, were *in fact* 1.9", "had 14 boats in 2019; it *now* has three" """
    for k in range(1, len(quantities)):
        old, level = quantities[k - 1], quantities[k]
        held = found.get(k, Move())
        if k - 1 in found or held.previous is not None or held.kind is not None or not alike(level, old):
            continue
        if not _is_of_now(line, old, level) or not _was_once(line, old) or not _is_of_one(line, old, level):
            continue
        trend = Trend.UP if level.value > old.value else Trend.DOWN if level.value < old.value else None
        found[k] = replace(held, trend=trend, previous=old.value, rules=(*held.rules, "trend:then and now"))


_NOW = words("now today currently actually nowadays")
#: What has come of something, or is left of it: as good as "now".
_BY_NOW = (
    *((have, been) for have in ("has", "have") for been in ("become", "grown", "swollen", "shrunk", "dwindled")),
    *((be, way, "to") for be in ("is", "are") for way in ("down", "up")),
    ("in", "fact"),
)
_BY_NOW_BEGINS = frozenset(each[0] for each in _BY_NOW)
_ONCE = words("earlier first previously originally initially once formerly peaked began started")


def _is_of_now(line: Line, old: Quantity, level: Quantity) -> bool:
    """ "now", "today" or "in fact" stands between the two or right behind the second."""
    between = line.low[old.last : level.first]
    if len(between) > _FAR or "—" in between:
        return False
    return by_now(line, old.last, level.first) or not _NOW.isdisjoint(
        (*between, line.at(level.last), line.at(level.last + 1))
    )


def by_now(line: Line, first: int, last: int) -> bool:
    """ "has become", "is down to", "in fact" stands within tokens [first, last)."""
    begins = [at for at in range(first, last) if line.low[at] in _BY_NOW_BEGINS]
    return any(line.follows(at, *each) for at in begins for each in _BY_NOW)


def _was_once(line: Line, old: Quantity) -> bool:
    """The first is told of an earlier time: "once 40", "had 40 in 2019", "employed 40 in its heyday"."""
    before = line.low[max(0, old.first - 5) : old.first]
    if not _ONCE.isdisjoint(before):
        return True
    held = not (HELD | {"home"}).isdisjoint(before)
    dated = dated_back(line, old) or any(is_earlier(line, k) for k in range(max(0, old.first - 6), old.first))
    return held and (dated or at_best(line, old.last))


def _is_of_one(line: Line, old: Quantity, level: Quantity) -> bool:
    """What stands behind the second is not another thing than behind the first: "1,140 people … now has 38"."""
    named, again = line.at(old.last), line.at(level.last)
    if line.tag(old.last) not in {"NOUN", "ADJ", "PROPN"} and line.at(old.last) != "of":
        return True  # "employed upwards of 1,400 in its heyday, is down to its last 26 hands"
    return line.tag(level.last) not in {"NOUN", "ADJ", "PROPN"} or again in _NOW or named == again or level.has_unit


def read_had_been(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """Membership, *which had stood at 61,000, fell to* 59,000 · premiums, which had sunk to 0.2, are quoted at 0.7"""
    for k, old in enumerate(quantities):
        if not had_been(line, old):
            continue
        level = next((j for j in range(k + 1, min(len(quantities), k + 3)) if _may_follow(found, j)), -1)
        if level < 0 or not alike(quantities[level], old):
            continue
        held = found.get(level, Move())
        trend = Trend.UP if quantities[level].value > old.value else Trend.DOWN
        found[level] = replace(held, trend=trend, previous=old.value, rules=(*held.rules, "trend:had been"))


def _may_follow(found: dict[int, Move], level: int) -> bool:
    """No step, and no level whose value before is known."""
    held = found.get(level, Move())
    return held.kind is None and held.previous is None and not any(level == move.step for move in found.values())
