"""Moods told behind a figure: "9,000 troops will be sent", "rumours that 500 had died are untrue"."""

from __future__ import annotations

from monitor.model.figure import Mood
from workers.figures.lexicon import words
from workers.figures.line import Line, befallen
from workers.figures.mood_cues import ENDS_CLAUSE, FORESEEN, cues, is_conditioned, is_may, said_before, under_plan
from workers.figures.nodes import Quantity
from workers.figures.rejected import is_untrue


def behind(line: Line, quantity: Quantity) -> Mood:
    """Cues behind the quantity, up to the end of its clause: "9,000 troops will be sent"."""
    if is_untrue(line, quantity):
        return Mood.DENIED
    start = _past_aside(line, quantity.first, quantity.last)
    for at in range(start, min(line.size, start + _NEAR)):
        if _ends_clause(line, at):
            break
        if is_may(line, at):
            continue
        if line.at(at) == "would" and not any(_is_act(line, k) for k in range(start, at)):
            return _would_behind(line, at, quantity)
        if line.at(at) == "will" and _is_to_be(line, at + 1):
            return Mood.HYPOTHETICAL if is_conditioned(line, at) else Mood.PLANNED
        for cue, found in cues("mood_behind").get(line.at(at), ()):
            if line.follows(at, *cue):
                imagined = found is Mood.PLANNED and line.at(at) == "will" and is_conditioned(line, at)
                return Mood.HYPOTHETICAL if imagined else found
    return Mood.REPORTED


_NEAR = 7  # tokens from a quantity to a cue behind it


def _ends_clause(line: Line, at: int) -> bool:
    """The clause of what stands before ends; an "and" between two names parts nothing."""
    word = line.at(at)
    if word == "and":
        return not (line.is_capital(at - 1) and line.is_capital(at + 1))
    return word in ENDS_CLAUSE or line.kind(at) == "number"


def _is_to_be(line: Line, at: int) -> bool:
    """400 posts will *not be* filled · 40 flats will *then be* sold"""
    while line.at(at) in {"not", "then"} or (line.tag(at) == "ADV" and at < line.size):
        at += 1
    return line.at(at) == "be" and line.tag(at + 1) == "VERB"


def _is_act(line: Line, at: int) -> bool:
    """A verb, and no participle before its noun: "crews of seven *idled* ships would be paid"."""
    return line.tag(at) == "VERB" and line.tag(at + 1) != "NOUN"


def _would_behind(line: Line, at: int, quantity: Quantity) -> Mood:
    """ "500 doses would arrive, she said" is told of the future; "500 people would have died" is imagined."""
    if under_plan(line):
        return Mood.PLANNED
    polled = quantity.unit.dimension == "share" and line.at(quantity.first - 1) not in {"of", "at"}
    if not _EACH.isdisjoint(line.low[max(0, quantity.first - 2) : quantity.first]):
        return Mood.HYPOTHETICAL  # "each 10 percent move would cost 60 million"
    if polled and line.at(at + 1) != "have" and line.at(at + 1) not in _OF_THINGS and not line.follows(at + 1, *_LEFT):
        return Mood.REPORTED  # "some 44 percent would stay": so many told the pollster
    if line.at(at + 1) == "have" or not said_before(line, at):
        return Mood.HYPOTHETICAL
    done = line.at(at + 1) == "be" and line.tag(at + 2) == "VERB" and line.at(at + 2) not in befallen() | _BEFALLEN
    planned = line.at(at + 1) == "go" or done
    return Mood.PLANNED if planned else Mood.FORECAST


_EACH = words("each every even")
_BEFALLEN = words("left flooded affected displaced exposed destroyed submerged lost needed required cut")
#: What things do, and nobody tells a pollster that he would: "between 1 and 3 percent would remain".
_OF_THINGS = words("remain survive disappear vanish melt last suffice")
_LEFT = ("be", "left")


def _past_aside(line: Line, first: int, start: int) -> int:
    """Two more cores*, 90 kilometres apart,* will be drilled: the token behind what stands between commas.

    The first estimate, *310,000*, was later revised: the quantity is what stands between commas.
    """
    if line.at(start) == "," and line.at(first - 1) == ",":
        return start + 1
    if line.at(start) == "of":  # "340 of the 690 schools could close"
        start = next((k + 1 for k in range(start + 1, start + 3) if line.kind(k) == "number"), start)
    if line.low[start : start + 12].count(",") < 2:
        return start
    opened = next((k for k in range(start, min(line.size, start + 4)) if line.at(k) == ","), 0)
    closed = next((k for k in range(opened + 1, min(line.size, opened + 8)) if line.at(k) == ","), 0)
    plain = opened and closed and not any(line.tag(k) == "VERB" for k in range(start, closed))
    return closed + 1 if plain and line.at(closed + 1) in _FUTURE else start


_FUTURE = words("will would could may are is")


def awaited_by(line: Line, quantity: Quantity) -> Mood | None:
    """Ahead of the 1.7 billion *that analysts had expected* · short of the 300,000 *it had sought*; None without it"""
    if _AWAITED.isdisjoint(line.vocabulary):
        return None
    told = "the" in line.low[max(0, quantity.first - 1) : quantity.core_first] or line.at(quantity.last) == "that"
    return _awaited_behind(line, quantity.last) if told else None


_SOUGHT = words("sought requested demanded proposed wanted asked")
_AWAITED = FORESEEN | _SOUGHT


def _awaited_behind(line: Line, start: int) -> Mood | None:
    """The 75,000 *economists polled had expected* · the 11 billion that analysts had forecast"""
    begin = start + (line.at(start) == "that")
    if line.tag(begin) not in {"NOUN", "PROPN", "DET", "PRON"}:
        return None
    for at in range(begin + 1, min(line.size, begin + 9)):
        if line.kind(at) != "word" or line.at(at) in {"and", "but", "who", "which"}:
            return None
        if line.at(at) in _AWAITED:
            told = line.at(at - 1) not in {"is", "are", "was", "were", "than"}
            return (Mood.FORECAST if line.at(at) in FORESEEN else Mood.PLANNED) if told else None
    return None
