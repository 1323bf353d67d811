"""Where the clause of a figure begins, beyond which no cue of mood holds."""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.mood_cues import REACH


def clause_start(line: Line, before: int) -> int:
    """Where the clause that holds token `before` begins."""
    floor = max(0, before - REACH)
    for at in range(before - 1, floor - 1, -1):
        if line.at(at) in _BREAKS or (line.at(at) == "and" and _goes_on(line, at + 1, before)):
            return at + 1
        if line.at(at) == "," and _new_clause(line, at + 1, before):
            return at + 1
    return floor


_BREAKS = words("; : — -- but while whereas although though who which where when because whose whether")


def _goes_on(line: Line, start: int, end: int) -> bool:
    """Will be laid up *and the buyback is* stopped with 600 left · will be told in May *and can* be 10 years"""
    word = line.at(start)
    if word == "that" or word in _FINITE:
        return True
    if line.tag(start) == "VERB" and word.endswith("ed"):  # "cut its forecast and reported a 52 percent drop"
        return _BE.isdisjoint(line.low[max(0, start - 12) : start])
    return word in _OPENERS and not _FINITE.isdisjoint(line.low[start + 1 : end])


_FINITE = words("is are was were has had can")
_BE = words("be been being is are was were get")
_OPENERS = words("the a an its their his her this these it he she they we i")


def _new_clause(line: Line, start: int, end: int) -> bool:
    """Whether a comma at `start - 1` parts two main clauses: a conjunction with a subject of its own behind it."""
    if line.at(start) in {"and", "or", "so", "yet"}:
        subject = line.at(start + 1) in _SUBJECTS or (line.is_capital(start + 1) and start + 1 < end)
        return subject and not _is_gapped(line, start + 2, end)
    if _closes_relative(line, start) or _closes_subordinate(line, start):
        return True
    return _said_within(line, start - 2) and start < end


_SUBJECTS = words("it he she they we i the this that these those")


def _is_gapped(line: Line, start: int, end: int) -> bool:
    """ "…, and the injured (will be paid) 3 million": a subject stands before the quantity, its verb is left out."""
    verbs = [k for k in range(start, end) if line.tag(k) == "VERB" and line.at(k - 1) not in {"the", "a"}]
    return end > start and not verbs


def _closes_relative(line: Line, start: int) -> bool:
    """The minister, *who wants to run again,* opened 30 schools: the main clause goes on behind the comma."""
    if line.tag(start) != "VERB" or line.at(start).endswith("ing"):
        return False
    opened = (k for k in range(start - 2, max(0, start - 14), -1) if line.at(k) in {",", "who", "which", "where"})
    at = next(opened, 0)
    return line.at(at) != "," and line.at(at - 1) == ","


def _closes_subordinate(line: Line, start: int) -> bool:
    """*After plans to close it were dropped,* the mine hired 30 people."""
    first = 0 if line.kind(0) == "word" else 1
    commas = line.low[first : start - 1].count(",")
    told = any(line.tag(k) == "VERB" for k in range(first, start - 1))
    opens = line.at(first) in _SUBORDINATE or (line.tag(first) == "VERB" and line.at(first).endswith("ed"))
    return opens and commas == 0 and told  # "asked whom they would prefer, 38 percent named Brandt"


_SUBORDINATE = words("after although though because since as having")


def _said_within(line: Line, index: int) -> bool:
    """A speech tag ends at `index` ("…, he said,"), and no aside of what others say ("not, as some have said,")."""
    aside = any(line.follows(k, ",", "as") for k in range(max(0, index - 8), index))
    return line.at(index) in _SPEECH and not aside


_SPEECH = words("say says said saying added told tells")
