"""Sayings: where a sentence has somebody say, count or estimate something, and how far the saying reaches."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from workers.figures import speakers
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Quantity

_NEGATIONS = words("not n't never")
_ADVERBS = words("there here also has have had later earlier then since previously recently publicly officially now")
_PLACED = words("put puts estimated estimates placed places pegged")
TALLIES = words(
    "estimates estimate figures data statistics numbers tally count counts projections report study survey poll "
    "reckoning calculation calculations figure assessment projection forecast forecasts"
)
_FINDING = words(
    "found find finds shows show showed suggest suggests suggested indicate indicates indicated reveal reveals"
)
_REPORTS = words(
    "report study survey poll audit assessment analysis review inquiry investigation research paper model models "
    "figures data statistics estimate estimates reports studies surveys polls records documents census forecast "
    "projection projections bulletin count tally"
)
_SURELY = words("said says told tells added reported claimed announced stated estimated confirmed")
#: What somebody thinks is told by whoever says so: "the bank expects 3 percent, its governor said".
EXPECTING = words("expect expects expected believes believe predict predicts forecast forecasts")
_BE = words("is are was were be been being")
_TOLD_OF = words("put estimated valued reckoned counted reported confirmed announced placed pegged given tallied")
_BOUND = words("; but while whereas although though")


@dataclass(frozen=True)
class Cue:
    """A saying in one sentence: tokens of the speaker [first, last), the verb, and how it reaches."""

    first: int
    last: int
    verb: int
    #: "before": the speech follows the verb; "tag": it stands before; "any": either ("according to").
    reach: str
    listener: str = ""


@lru_cache(maxsize=4)
def cues(line: Line) -> tuple[Cue, ...]:
    """Every saying of the line that names its speaker, kept while its quantities are read."""
    found = [_headline_cue(line)]
    for at, word in enumerate(line.low):
        if word == "according" and line.at(at + 1) == "to":
            found.append(_made(line, speakers.phrase_after(line, at + 2), at, "any"))
        elif word in {"citing", "quoting"}:
            found.append(_made(line, speakers.phrase_after(line, at + 1), at, "any"))
        elif word in {"by", "from"}:
            found.append(_source_cue(line, at))
        elif word in TALLIES and line.at(at - 1) == "'s":
            found.append(_possessor_cue(line, at))
        elif _says(line, at) or word in _PLACED or _finds(line, at):
            found.append(_verb_cue(line, at))
    return tuple(cue for cue in found if cue)


def _headline_cue(line: Line) -> Cue | None:
    """Police: 14 dead in crash · 14 dead in crash - police"""
    colon = line.at(1) == ":" or line.at(2) == ":"
    if colon and speakers.is_head(line.at(line.low.index(":") - 1)):
        end = line.low.index(":")
        return Cue(0, end, end, "before")
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
        return _made(line, (first, last), at, "any")
    if line.at(at - 1) in TALLIES:
        return Cue(first, last, at, "before")
    if line.at(at) == "by" and line.tag(at - 1) == "VERB" and line.at(at - 2) in _REPORTS:
        return Cue(first, last, at, "any")
    if line.at(at) == "by" and line.is_capital(first) and TALLIES & set(line.low[max(0, at - 6) : at]):
        return Cue(first, last, at, "any")  # "a poll of 2,004 adults by Veritas Opinion"
    told = range(max(1, at - 9), at)
    if line.at(at) == "by" and any(line.at(k) in _TOLD_OF and line.at(k - 1) in _BE for k in told):
        return Cue(first, last, at, "any")
    return None


def _possessor_cue(line: Line, at: int) -> Cue | None:
    """The ministry's estimate is 12 million · Kyiv's figures put it at 40"""
    first, last = speakers.phrase_before(line, at - 1)
    behind = line.at(at + 1) in _BE | {"of", "for", "put", "puts", "show", "showed", "shows", "stood", "stands"}
    return Cue(first, last, at, "before") if last and behind else None


def _says(line: Line, at: int) -> bool:
    """A verb of saying, not the States of a name or somebody's estimates."""
    word = line.at(at)
    if not speakers.is_saying(word) or (line.is_capital(at) and at):
        return False
    if line.tag(at) == "VERB" or word in _SURELY or line.at(at + 1) == "that":
        return True
    if line.at(at + 1) in {"", "."}:  # "…, aid workers estimate."
        first, last = speakers.phrase_before(line, at)
        return last > first and line.at(first - 1) == ","
    takes_object = line.tag(at + 1) in {"NUM", "DET"} or line.at(at + 1) in {"zero", "no"}
    if takes_object and word in {"reports", "claims", "estimates", "states"}:
        first, last = speakers.phrase_before(line, at)
        return last > first and any(speakers.is_head(line.at(k)) for k in range(first, last))
    if line.is_capital(at - 1) and at > 1:
        return line.at(at + 1) in {"", ",", "."}
    return speakers.is_head(line.at(at - 1)) and line.tag(at + 1) not in {"VERB", "ADP"}


def _finds(line: Line, at: int) -> bool:
    """ "a report published on Tuesday found", "the agency found that": papers find figures; police find guns."""
    if line.at(at) not in _FINDING or line.tag(at) != "VERB":
        return False
    if line.at(at + 1) == "that":
        return True
    first, last = speakers.phrase_before(line, at)
    return bool(last) and not _REPORTS.isdisjoint(line.low[first:last])


def _made(line: Line, span: tuple[int, int], verb: int, reach: str) -> Cue | None:
    """A cue of a phrase; "the union's own estimate" is the union's."""
    first, last = span
    if last and line.at(last - 1) in TALLIES and "'s" in line.low[first:last]:
        last -= 1 + line.low[first:last][::-1].index("'s")
    return Cue(first, last, verb, reach) if last else None


def _verb_cue(line: Line, at: int) -> Cue | None:
    """A verb of saying with its subject before or, in a tag, behind it."""
    word, subject_end = line.at(at), at
    if line.at(at - 1) in _DETERMINERS_OF_NOUNS or line.at(at - 1) in {"was", "were", "been", "is", "are", "be", "to"}:
        return None
    while line.at(subject_end - 1) in _ADVERBS:
        subject_end -= 1
    if line.at(subject_end - 1) in _NEGATIONS:
        return None
    if word in {"put", "puts", "placed", "places", "pegged"} and "at" not in line.low[at + 1 : at + 15]:
        return None
    if word in _ADDING and _amount_next(line, at + 1):
        return None  # "gold added 2 percent", "hospitals admitted 1,120 patients"
    if word in {"claimed", "claims", "claim"} and {"lives", "life", "victims"} & set(line.low[at + 1 : at + 6]):
        return None  # a crash that claimed 11 lives says nothing
    if word in {"denied", "denies", "finds", "promised", "promises"} and line.at(at + 1) not in {"that", "", ".", ","}:
        return None
    if word in {"wrote", "writes", "write"} and not {"that", '"', ":", "on"} & set(line.low[at + 1 : at + 6]):
        return None
    if line.at(subject_end - 1) in {"and", "but"}:
        subject_end = _first_verb(line, subject_end - 1)
    comma = line.at(subject_end - 1) == ","
    span = _before_apposition(line, subject_end - 1) if comma else speakers.phrase_before(line, subject_end)
    if span[1]:
        before = line.at(span[0] - 1)
        tag = before in {",", '"', "—"} and _ends_speech(line, at)
        if before == "as" and line.at(at + 1) == ",":
            return Cue(span[0], span[1], at, "any")  # "as the minister reported, output fell"
        if not tag and line.at(at + 1) in {",", "."} and line.at(at + 2) != '"':
            return None  # "patients whose infection a laboratory has confirmed, …"
        goes_on = tag and (line.at(at + 1) == before == "," or {'"', ","} <= set(line.low[at + 1 : at + 7]))
        # "were the levee to fail, officials warn, 9,000 homes …" · "…," he told the paper, "and 40 are missing"
        reach = "any" if goes_on else "tag" if tag else "before"
        return Cue(span[0], span[1], at, reach, _listener(line, at))
    if line.at(at - 1) in {",", '"'} and speakers.is_saying(word):
        return _made(line, _named_behind(line, at + 1), at, "tag")
    return None


_ADDING = words("added adds add admitted admits")


def _amount_next(line: Line, at: int) -> bool:
    """An amount, with the words that bound it, begins at token `at`."""
    return any(line.tag(k) == "NUM" for k in range(at, at + 4)) and line.at(at) not in {"that", '"', ",", "the"}


def _named_behind(line: Line, start: int) -> tuple[int, int]:
    """ "said its inventor, Professor Lykke": the name behind the role, else the phrase itself."""
    first, last = speakers.phrase_after(line, start)
    if last and line.at(last) == "," and not line.is_capital(last - 1) and line.is_capital(last + 1):
        named = speakers.phrase_after(line, last + 1)
        if named[1] and line.is_capital(named[1] - 1):
            return named
    return first, last


_DETERMINERS_OF_NOUNS = words("the a an this these those of its their his her no any")


def _first_verb(line: Line, conjunction: int) -> int:
    """ "The army disputes the figure *and says* …": the verb group that shares its subject, -1 for none."""
    for at in range(conjunction - 1, max(0, conjunction - 16), -1):
        if line.at(at) in {";", ":", '"', ","}:
            return -1
        if line.tag(at) == "VERB" and line.tag(at - 1) != "VERB":
            return at
    return -1


def _before_apposition(line: Line, comma: int) -> tuple[int, int]:
    """ "Ada Brandt, the minister, said", "the bank, which …, said"; but "its chief, Ada Brandt, said": she says it.

    `comma` closes what is put between.
    """
    for at in range(comma - 1, max(0, comma - 24), -1):
        if line.at(at) in {";", '"'} or (line.at(at) == "," and speakers.is_saying(line.at(at - 1))):
            return 0, 0
        if line.at(at) != "," or not _opens_apposition(line, at):
            continue
        inner = speakers.phrase_before(line, comma)
        if inner[0] == at + 1 and line.is_capital(at + 1) and line.is_capital(inner[1] - 1):
            return inner
        span = speakers.phrase_before(line, at)
        if span[1]:
            return span
    return 0, 0


def _opens_apposition(line: Line, comma: int) -> bool:
    word = line.at(comma + 1)
    if word in {"in", "at", "on", "during", "speaking", "citing", "quoting"}:
        return True
    if word in {"who", "which", "whose", "a", "an", "the", "one", "of", "his", "her", "its", "their", "then", "now"}:
        return True
    return line.is_capital(comma + 1) or word.endswith(("ing", "ed")) or line.kind(comma + 1) == "number"


def _ends_speech(line: Line, verb: int) -> bool:
    """Nothing said follows the verb: the sentence ends, or only a listener, a time or a place follows."""
    if line.at(verb) in {"told", "tells"}:
        return "that" not in line.low[verb : verb + 8]
    if line.tag(verb + 1) in {"NOUN", "PROPN", "DET", "NUM", "PRON", "ADJ"} and not speakers.is_a_time(
        line.at(verb + 1)
    ):
        return False
    for at in range(verb + 1, line.size):
        if line.at(at) in {".", ",", '"', "—", ";", "as", "after", "when", "while", "before", "in"}:
            return True
        if line.tag(at) == "VERB" or line.at(at) == "that":
            return False
    return True


def _listener(line: Line, verb: int) -> str:
    """Who was told: "told Reuters that"."""
    if line.at(verb) not in {"told", "tells"}:
        return ""
    first, last = speakers.phrase_after(line, verb + 1)
    return line.words(first, last) if last else ""


def reaches(line: Line, cue: Cue, quantity: Quantity) -> bool:
    """The figure is part of what this saying says."""
    if cue.first < quantity.last and quantity.first < cue.last:
        return False
    low, high = min(cue.verb, quantity.first), max(cue.verb, quantity.first)
    if cue.reach != "tag" and any(line.at(at) in _BOUND for at in range(low, high)):
        return False  # a tag behind its sentence covers all of it
    if cue.reach == "any":
        return True
    return quantity.first > cue.verb if cue.reach == "before" else quantity.last <= cue.verb
