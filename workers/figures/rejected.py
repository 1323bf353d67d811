"""What a text says is not so: "rejected claims that 40 had died", "rumours that 40 had died are untrue"."""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.mood_cues import ENDS_CLAUSE
from workers.figures.nodes import Quantity


def is_rejected(line: Line, at: int) -> bool:
    """At token `at` begins what is not so.

    *Rejected* Moscow's *claim* to have … · *rubbished* a report that … · called it *nonsense that* … · it is *not true
    that* … · *no evidence* has emerged *that* …
    """
    word = line.at(at)
    if word == "no":
        near = line.low[at + 1 : at + 7]
        return near[:1] != [] and near[0] in _GROUNDS and not {"that", "in", "for"}.isdisjoint(near)
    if word == "that":
        untrue = line.at(at - 1) in _UNTRUE | _LIES
        return untrue or (
            line.at(at - 1) in {"true", "correct"} and not {"not", "n't"}.isdisjoint(line.low[max(0, at - 3) : at])
        )
    told = next((k for k in range(at + 1, at + 6) if line.at(k) in _CLAIMS), -1)
    return told > 0 and word in _REJECTING and not {"that", "of", "to", "it"}.isdisjoint(line.low[told + 1 : told + 7])


_REJECTING = words(
    "reject rejects rejected rejecting rubbish rubbishes rubbished dismiss dismisses dismissed dismissing scoffed "
    "ridiculed refuted refutes rebuffed debunked contradicted contradicts disputed disputes contested"
)
_CLAIMS = words(
    "claim claims report reports suggestion suggestions allegation allegations rumour rumours rumor rumors talk idea "
    "notion assertion assertions accusation accusations figure"
)
_GROUNDS = words("evidence proof truth indication sign suggestion basis")
#: Words at which `is_rejected` can find something.
REJECTS = _REJECTING | {"no", "that"}


def is_untrue(line: Line, quantity: Quantity) -> bool:
    """ "*Rumours that* 500 had died *are untrue*", "spoke of nine; *this was not confirmed*"."""
    if _DENYING.isdisjoint(line.vocabulary):
        return False
    rumoured = not _RUMOURED.isdisjoint(line.low[max(0, quantity.first - _RUMOUR) : quantity.first])
    return _is_called_untrue(line, quantity, rumoured=rumoured) or _is_denied_behind(line, quantity, rumoured=rumoured)


def _is_called_untrue(line: Line, quantity: Quantity, *, rumoured: bool) -> bool:
    """That 500 had died; the army *calls this an invention* · the statement about 500 dead *was called* … a lie"""
    for at in range(max(0, quantity.first - _RUMOUR), min(line.size, quantity.last + _CALLED)):
        if line.at(at) in _CALLS:
            meant = rumoured or (line.at(at + 1) in _THIS and at > quantity.first)
            begin = max(at + 1, quantity.last)
            return meant and not (_LIES | _UNTRUE).isdisjoint(line.low[begin : begin + 14])
    return False


_RUMOUR = 8  # tokens of "the figure of"
_CALLED = 20  # tokens from a figure to what it is called
_CALLS = words(
    "call calls called calling brand brands branded labelled labeled described describes dismissed dismisses"
)
_THIS = words("this that it these them")


def _is_denied_behind(line: Line, quantity: Quantity, *, rumoured: bool) -> bool:
    parted = False
    for at in range(quantity.last, min(line.size, quantity.last + (_FAR if rumoured else _NEAR))):
        word = line.at(at)
        if word in {";", "—"} and line.at(at + 1) in {"this", "that", "these", "the", "it"}:
            parted = True
        elif (word in ENDS_CLAUSE and word != "that") or (word == "and" and not parted):
            return False
        elif (word in _BE and (rumoured or parted) and _denies(line, at + 1)) or line.follows(at, "not", "correspond"):
            return True
    return False


#: What is said of a figure that is not so.
_UNTRUE = words(
    "false untrue unfounded baseless groundless exaggerated fabricated invented incorrect inaccurate unconfirmed wrong "
    "nonsense rubbish fake bogus inflated "
    "debunked denied refuted disproved disproven retracted"
)
_LIES = words(
    "lie hoax fabrication myth fiction invention exaggeration falsehood nonsense fairy tale propaganda fantasy"
)
_TRUE = words("true confirmed correct so right accurate")
_DENYING = _UNTRUE | _LIES | _TRUE | {"correspond"}
_BE = words("is are was were be been proved proven turned")
_RUMOURED = _CLAIMS | words("stories posts statement")
_NEAR = 10  # tokens from a figure to its denial
_FAR = 14  # the same from what was rumoured


def _denies(line: Line, at: int) -> bool:
    """ "is *simply untrue*", "was *not confirmed*", "turned *out to be wrong*", "is *a* malicious *lie*"."""
    while line.at(at) in {"out", "to", "be", "been"} or (line.tag(at) == "ADV" and line.at(at) not in {"not", "never"}):
        at += 1
    if line.at(at) in {"a", "an"}:
        return not _LIES.isdisjoint((line.at(at + 1), line.at(at + 2)))
    if line.at(at) in {"not", "n't", "never"}:
        return line.at(at + 1 + (line.at(at + 1) == "been")) in _TRUE
    return line.at(at) in _UNTRUE
