"""Where the clause of a figure begins, beyond which no cue of mood holds."""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.mood_cues import REACH
from workers.figures.speakers import is_saying


def clause_start(line: Line, before: int) -> int:
    """Where the clause that holds token `before` begins."""
    floor = max(0, before - REACH)
    at = before - 1
    while at >= floor:
        word = line.at(at)
        opened = _aside_opens(line, at) if word == "," else 0
        if opened:
            at = opened
        elif word in _BREAKS or _breaks(line, at, before):
            return at + 1
        at -= 1
    return floor


def _breaks(line: Line, at: int, before: int) -> bool:
    """A clause of its own begins behind the comma or "and" at `at`."""
    word = line.at(at)
    if word == "and" and line.at(at + 1) == "that":
        return True  # "said that nobody would be dismissed and that crews of three were normal"
    if word == "and":
        return _goes_on(line, at + 1, before)
    if word == "after" and at > 0:  # "will rise 4 percent, after a 6 percent rise", "hopes to recover after losing 40"
        return line.at(at - 1) == "," or line.at(at + 1).endswith("ing") or line.tag(at + 1) == "PRON"
    if word == "that" and line.at(at + 1) in _FINITE and line.tag(at - 1) == "NOUN":
        return True  # "will meet a side that has won 12 games"
    return word == "," and _new_clause(line, at + 1, before)


def _aside_opens(line: Line, closed: int) -> int:
    """Will*, when the last is bolted down,* feed 930 megawatts: the comma that opens what parts a verb; 0 for none"""
    if line.tag(closed + 1) != "VERB":
        return 0
    opened = next((k for k in range(closed - 2, max(0, closed - _ASIDE), -1) if line.at(k) == ","), 0)
    return opened if line.at(opened - 1) in _MODALS else 0


_ASIDE = 14  # tokens of an aside
_MODALS = words("will would could can may might should must shall to")


_BREAKS = words("; : — -- but while whereas although though who which where when because whose whether")


def _goes_on(line: Line, start: int, end: int) -> bool:
    """Will be laid up *and the buyback is* stopped with 600 left · will be told in May *and can* be 10 years"""
    word = line.at(start)
    if line.tag(start) == "VERB" and word.endswith("ed"):  # "cut its forecast and reported a 52 percent drop"
        return _BE.isdisjoint(line.low[max(0, start - 12) : start])
    return word in _OPENERS and not _FINITE.isdisjoint(line.low[start + 1 : end])


_FINITE = words("is are was were has had can")
_BE = words("be been being is are was were get")
_OPENERS = words("the a an its their his her this these it he she they we i")


def _new_clause(line: Line, start: int, end: int) -> bool:
    """Whether a comma at `start - 1` parts two main clauses: a conjunction with a subject of its own behind it."""
    if line.at(start) in {"and", "or", "so", "yet"}:
        if is_saying(line.at(start + 1)) and line.tag(start + 1) == "VERB":
            return True  # "plans to raise it if the front moves, and says that its appeal is 22 percent funded"
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
    return line.at(first) in _SUBORDINATE and commas == 0 and told


_SUBORDINATE = words("asked after although though because since as having")


def _said_within(line: Line, index: int) -> bool:
    """A speech tag ends at `index` ("…, he said,"), and no aside of what others say ("not, as some have said,")."""
    aside = any(line.follows(k, ",", "as") for k in range(max(0, index - 8), index))
    return line.at(index) in _SPEECH and not aside


_SPEECH = words("say says said saying added told tells")
