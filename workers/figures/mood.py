"""Mood: whether a figure is said to be so, to be meant, expected, untrue, imagined, or no longer so.

Cues count within the clause of the quantity, the nearest before it first; a verb of saying hands its clause's cue on
to nobody ("plans to raise it to 9, the firm said" stays planned).
"""

from __future__ import annotations

from functools import cache

from monitor.model.figure import Mood
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Quantity

_REACH = 25  # tokens; a cue further off belongs to something else
_BREAKS = words("; : — -- but while whereas although though who which where")
_SPEECH = words("say says said saying added told tells")


def mood(line: Line, quantity: Quantity) -> Mood:
    """The mood of the quantity in its clause."""
    start = _clause_start(line, quantity.first)
    for at in range(quantity.first, start - 1, -1):
        found = _cue_at(line, at, quantity.first)
        if found is not None:
            return found
    return _behind(line, quantity)


def _clause_start(line: Line, before: int) -> int:
    """Where the clause that holds token `before` begins."""
    floor = max(0, before - _REACH)
    for at in range(before - 1, floor - 1, -1):
        if line.at(at) in _BREAKS:
            return at + 1
        if line.at(at) == "," and _new_clause(line, at + 1, before):
            return at + 1
    return floor


def _new_clause(line: Line, start: int, end: int) -> bool:
    """Whether a comma at `start - 1` parts two main clauses: a conjunction with a subject of its own behind it."""
    if line.at(start) in {"and", "or", "so", "yet"}:
        return line.at(start + 1) in _SUBJECTS or line.is_capital(start + 1)
    return _said_within(line, start - 2) and start < end


_SUBJECTS = words("it he she they we i the this that these those")


def _said_within(line: Line, index: int) -> bool:
    """A speech tag ends at `index` ("…, he said,")."""
    return line.at(index) in _SPEECH


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], Mood], ...]]:
    """First word → (all words, mood), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Mood]]] = {}
    for surface, name in rows("mood"):
        cue = tuple(surface.split())
        table.setdefault(cue[0], []).append((cue, Mood(name)))
    return {first: tuple(sorted(cues, key=lambda each: -len(each[0]))) for first, cues in table.items()}


def _cue_at(line: Line, at: int, limit: int) -> Mood | None:
    """The mood of a cue that begins at `at` and ends by `limit`."""
    for cue, found in _cues().get(line.at(at), ()):
        if at + len(cue) <= limit and line.follows(at, *cue):
            return found
    return None


_PAST_BEHIND = (("earlier", "estimate"), ("previously",), ("originally", "reported"))
_FORECAST_BEHIND = (("are", "expected"), ("is", "expected"), ("were", "expected"), ("could", "be"), ("may", "be"))
_PLAN_BEHIND = (("will", "be"), ("are", "planned"), ("is", "planned"), ("are", "to", "be"), ("would", "be"))


def _behind(line: Line, quantity: Quantity) -> Mood:
    """Cues behind the quantity, up to the end of its clause: "9,000 troops will be sent"."""
    for at in range(quantity.last, min(line.size, quantity.last + 7)):
        word = line.at(at)
        if word in {",", ";", ".", ":", "—", "and", "that", "who", "which"} or line.kind(at) == "number":
            break
        for table, found in (
            (_PAST_BEHIND, Mood.PAST),
            (_FORECAST_BEHIND, Mood.FORECAST),
            (_PLAN_BEHIND, Mood.PLANNED),
        ):
            if any(line.follows(at, *cue) for cue in table):
                return found
    return Mood.REPORTED
