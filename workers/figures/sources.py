"""Sources: sayings told by nouns and prepositions: according to, by the union's count, "Police: 14 dead"."""

from __future__ import annotations

from workers.figures import speakers
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.people import is_person
from workers.figures.reach import Cue

#: By the union's *arithmetic* · in his *view*: what somebody's figure is told by, beside tallies.
VIEWS = words("view opinion eyes estimation judgment judgement telling account arithmetic maths math admission words")
TALLIES = words(
    "estimates estimate figures data statistics numbers tally count counts projections report study survey poll "
    "reckoning calculation calculations figure assessment projection forecast forecasts"
)
REPORTS = words(
    "report study survey poll audit assessment analysis review inquiry investigation research paper model models "
    "modelling modeling simulations polling "
    "figures data statistics estimate estimates reports studies surveys polls records documents census forecast "
    "projection projections bulletin count tally draft plan agreement document budget "
    "manifest indictment accounts ledger memo memorandum dossier filing filings transcript prospectus logs"
)
BE = words("is are was were be been being")
_TOLD_OF = words(
    "put thought believed expected estimated valued reckoned counted reported confirmed announced placed pegged given "
    "tallied"
)
_OWN = words("his her its their")
_OWNING = _OWN | {"'s"}
#: What is expected by somebody, right behind the amount.
_EXPECTED = words(
    "expected forecast predicted projected estimated pencilled penciled anticipated claimed cited reported given "
    "sought demanded targeted recorded counted announced assumed"
)
#: What an amount ends with.
UNITS = words(
    "thousand thousands hundred hundreds dozen % percent per cent percentage basis points million billion trillion "
    "tonnes barrels euros dollars jobs"
)
_DECREES = words("order decree decision ruling resolution")
_CLAIMING = words("claim claims assertion boast admission allegation announcement warning forecast")
DECREES_AND_CLAIMS = _DECREES | _CLAIMING
_AS_SAYING = (["as", "saying"], ["as", "stating"], ["as", "telling"])


def cue_at(line: Line, at: int) -> Cue | None:
    """The saying that a noun, a preposition or a quoting word at token `at` makes; None for none."""
    word = line.low[at]
    if word == "according" and line.at(at + 1) == "to":
        return made(line, speakers.phrase_after(line, at + 2), at, "any")
    if word in {"citing", "quoting"}:
        span = speakers.phrase_after(line, at + 1)
        return made(line, span, at, "any") if is_somebody(line, *span) else None  # "citing weak oil output"
    if word in {"quoted", "quotes", "cited"} and line.tag(at) == "VERB":
        return _quoting_cue(line, at)
    if word == "per" and line.is_capital(at + 1) and line.at(at - 1) == ",":
        return made(line, speakers.phrase_after(line, at + 1), at, "any")  # "the number is 40,000, per UNHCR"
    if word in {"by", "from"}:
        return _source_cue(line, at)
    if word in TALLIES or word in VIEWS or word in DECREES_AND_CLAIMS:
        return _view_cue(line, at) or _possessor_cue(line, at)
    return None


def _quoting_cue(line: Line, at: int) -> Cue | None:
    """Lund was quoted as saying 40 · the paper quoted Lund as saying 40"""
    if line.low[at + 1 : at + 3] in _AS_SAYING and is_passive(line, at):
        first, last = speakers.phrase_before(line, _group_of(line, at))
        return Cue(first, last, at + 2, "before") if last else None
    as_saying = any(line.low[k : k + 2] in _AS_SAYING for k in range(at + 2, min(line.size, at + 24)))
    return made(line, speakers.phrase_after(line, at + 1), at, "before") if as_saying else None


def _group_of(line: Line, verb: int) -> int:
    """Where a passive's verb group begins: "*was* later *quoted*"."""
    while line.tag(verb - 1) == "ADV" or line.at(verb - 1) in BE | {"has", "have", "had"}:
        verb -= 1
    return verb


def is_passive(line: Line, at: int) -> bool:
    """Is put at · was *previously* estimated at: whose capacity it is puts nothing"""
    before = at - 1
    while line.tag(before) == "ADV":
        before -= 1
    return line.at(before) in BE and not line.at(at).endswith("ing")


def headline_cue(line: Line) -> Cue | None:
    """Police: 14 dead in crash · 14 dead in crash - police"""
    begin = next((k for k in range(min(6, line.size)) if line.kind(k) == "word"), 0)  # behind the time of a live blog
    end = next((k for k in range(begin + 1, begin + 4) if line.at(k) == ":"), 0)
    if end and end < begin + 3 and speakers.is_head(line.at(end - 1)):
        return Cue(begin, end, end, "before")
    named = end - (line.at(end - 1) in {"again", "earlier", "later"})
    if end and line.at(end + 1) == '"' and all(line.is_capital(k) for k in range(begin, named)):
        return Cue(begin, named, end, "before")  # 'Sahl again: "We burn $8 million a month"'
    for at in range(line.size - 1, max(0, line.size - 6), -1):
        if line.at(at) in {"-", "\u2013", "\u2014"} and not line.glued(at):
            first, last = speakers.phrase_after(line, at + 1)
            whole = last and all(line.kind(k) != "word" for k in range(last, line.size))
            return Cue(first, last, at, "tag") if whole and speakers.is_head(line.at(last - 1)) else None
    return None


def _source_cue(line: Line, at: int) -> Cue | None:
    """Estimates by engineers · figures released by the bank · put at $4 million by the union · by the union's count"""
    first, last = speakers.phrase_after(line, at + 1)
    if not last:
        return None
    if line.at(last - 1) in TALLIES and "'s" in line.low[first:last]:
        return made(line, (first, last), at, "any")
    if line.at(at - 1) in TALLIES:
        return Cue(first, last, at, "before")
    if line.at(at) == "by" and line.tag(at - 1) == "VERB" and line.at(at - 2) in REPORTS:
        return Cue(first, last, at, "any") if is_somebody(line, first, last) else None
    if line.at(at) == "by" and line.is_capital(first) and TALLIES & set(line.low[max(0, at - 6) : at]):
        return Cue(first, last, at, "any")  # "a poll of 2,004 adults by Veritas Opinion"
    if line.at(at) == "by" and line.at(at - 1) in _EXPECTED and _amount_near(line, at - 1):
        return Cue(first, last, at - 1, "object")  # "above the 318 million expected by analysts"
    if line.at(at) == "by" and line.at(at - 1) == "reported" and line.at(at - 2) == "as":
        return Cue(first, last, at, "any")
    if line.at(at) == "by" and line.at(first) in {"his", "her", "its", "their"} and line.at(last - 1) in TALLIES:
        return Cue(first, first + 1, at, "any")
    told = [k for k in range(max(1, at - 9), at) if line.at(k) in _TOLD_OF]
    put = told[-1] if told else at
    beside = line.at(put + 1) == "at" or (
        put == at - 1 and line.at(last) == "at"
    )  # "put at 40 by", "put by Lund at 40"
    if line.at(at) == "by" and any(line.at(k - 1) in BE or beside for k in told):
        return Cue(first, last, at, "any")
    return None


def _view_cue(line: Line, at: int) -> Cue | None:
    """By the regulator's arithmetic · in his view · by its own account · on Treasury figures: told by a noun at `at`"""
    if line.low[at - 1 : at + 2] in (["by", line.low[at], "of"],) and line.low[at] in _DECREES:
        span = speakers.phrase_after(line, at + 2)  # "by order of the council", but no "by order of size"
        return made(line, span, at, "any") if is_somebody(line, *span) else None
    if line.low[at - 2 : at] in (["in", "the"], ["by", "the"]) and line.at(at + 1) == "of" and line.low[at] in VIEWS:
        return made(line, speakers.phrase_after(line, at + 2), at, "any")  # "in the view of strategists at Brix"
    start = next((k for k in range(at - 1, max(-1, at - 9), -1) if line.low[k] in {"by", "in", "on"}), -1)
    if start < 0 or (line.low[start] == "in" and line.low[at] not in VIEWS):
        return None
    owner = next((k for k in range(start + 1, at) if line.low[k] in {"'s", "'"} or line.low[k] in _OWN), -1)
    if line.at(start + 1) in _OWN:
        return Cue(start + 1, start + 2, start, "any") if at - start <= 3 else None
    if owner > 0 and at - owner <= 2:
        first, last = speakers.phrase_before(line, owner)
        return Cue(first, last, start, "any") if first == start + 1 else None
    if line.low[start] == "by" and at == start + 2 and speakers.is_head(line.low[start + 1]):
        return Cue(start + 1, at, start, "any")  # "by police estimates"
    apart = line.tag(start - 1) in {"", "PUNCT", "NOUN", "NUM"} and line.at(at + 1) in {",", "."}
    apart = apart and line.low[start] == "on"
    named = apart and line.is_capital(start + 1) and line.tag(at - 1) != "NUM"
    return Cue(start + 1, at, start, "any") if named and at > start + 1 else None


def _possessor_cue(line: Line, at: int) -> Cue | None:
    """The ministry's estimate is 12 million · Kyiv's figures put it at 40 · their first estimate of it, 40 million"""
    own = at - 1 if line.at(at - 1) in _OWNING else at - 2
    if line.at(own) not in _OWNING or line.low[at] not in TALLIES | _CLAIMING:
        return None
    first, last = (own, own + 1) if line.at(own) in _OWN else speakers.phrase_before(line, own)
    if line.at(at) in _CLAIMING and line.at(at + 1) in {"to", "that"}:
        return Cue(first, last, at, "before") if last else None  # "Norvia's claim to have downed 40 drones"
    behind = line.at(at + 1) in BE | {":", "of", "for", "put", "puts", "show", "showed", "shows", "stood", "stands"}
    return Cue(first, last, at, "before") if last and behind else None


def made(line: Line, span: tuple[int, int], verb: int, reach: str) -> Cue | None:
    """A cue of a phrase; "the union's own estimate" is the union's."""
    first, last = span
    own = line.at(first) in {"his", "her", "its", "their"}
    if last == first + 2 and own and line.at(first + 1) in TALLIES | {"words"}:
        return Cue(first, first + 1, verb, reach)  # "according to his words"
    if last and line.at(last - 1) in TALLIES | VIEWS and "'s" in line.low[first:last]:
        last -= 1 + line.low[first:last][::-1].index("'s")
    return Cue(first, last, verb, reach) if last else None


def is_somebody(line: Line, first: int, last: int) -> bool:
    """A name, or a noun for who states things; no aircraft that broadcasts data."""
    return any(line.is_capital(k) or speakers.is_head(line.at(k)) or is_person(line.at(k)) for k in range(first, last))


def _amount_near(line: Line, at: int) -> bool:
    """An amount, with its unit, stands before token `at`: "40 million crowns expected"."""
    numbers = [k for k in range(at - 3, at) if line.tag(k) == "NUM" or line.kind(k) == "number"]
    return bool(numbers) and all(line.tag(k) in {"NOUN", "NUM"} for k in range(numbers[0], at))


def ends_amount(line: Line, at: int) -> bool:
    """An amount ends right before token `at`."""
    return line.kind(at - 1) == "number" or line.tag(at - 1) == "NUM" or line.at(at - 1) in UNITS
