"""Counts of nothing: no casualties, nobody hurt, none of the crew, fell to zero; not "none of this", "second to none".

Each rule looks at one token and returns the number that begins there, or None.
"""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Number
from workers.figures.numerals import NUMBER_WORDS

_NONE_OF = words(
    "casualties casualty deaths death injuries injury fatalities fatality victims survivors infections arrests losses "
    "hostages wounded dead fatalities deaths cases"
)
_BEFALLS = words(
    "lost killed injured wounded hurt damaged destroyed captured infected abducted evacuated displaced sunk compromised"
)
_SPARED = words("civilians soldiers children passengers residents officers bystanders police women men crew")
_ADJECTIVES = words("civilian military reported serious new confirmed further other additional known more human local")


def no_casualties(line: Line, i: int) -> Number | None:
    """No casualties · zero deaths · without casualties: said of what is counted in bad news"""
    if line.low[i] not in {"no", "zero", "without"}:
        return None
    at = i + 1
    while line.at(at) in _ADJECTIVES:
        at += 1
    lost = line.follows(at, "loss", "of", "life")
    harmed = line.tag(at) == "NOUN" and line.at(at + 1) in _WAS and {line.at(at + 2), line.at(at + 3)} & _HARMED
    spared = line.at(i - 1) in {"and", "but"} and line.at(at) in _SPARED and not _HARMED.isdisjoint(line.low[:i])
    if not (line.at(at) in _NONE_OF or lost or harmed or spared or _befell_none(line, i)):
        return None
    if line.at(at + 1) in {"toll", "rate", "count", "figures", "numbers"}:
        return None
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: no casualties",))


def _befell_none(line: Line, i: int) -> bool:
    """No drones *had been lost* · no buildings *were damaged*"""
    at = i + 1
    while at < i + 4 and line.tag(at) in {"ADJ", "NOUN"}:
        at += 1
    if at == i + 1 or line.tag(at - 1) != "NOUN" or not line.at(at - 1).endswith("s"):
        return False
    passive = line.at(at) in {"were", "are"} or (line.at(at) in {"have", "had"} and line.at(at + 1) == "been")
    return passive and line.at(at + 1 + (line.at(at + 1) == "been")) in _BEFALLS


def nobody_hurt(line: Line, i: int) -> Number | None:
    """No one was hurt · nobody was killed"""
    last = i + 2 if line.follows(i, "no", "one") else i + 1
    if line.low[i] != "nobody" and last == i + 1:
        return None
    if line.at(last) not in {"was", "were", "is", "has", "had", "died"}:
        return None
    harm = {line.at(last), line.at(last + 1), line.at(last + 2)} & _HARMED
    return Number(i, last, 0.0, 1.0, "zero", ("number: nobody hurt",)) if harm else None


_WAS = words("was were is are has have had")
_HARMED = words("killed hurt injured wounded died harmed arrested infected")
_SCORED = words("goal goals won win beat lost lose drew half-time full-time")
_ZERO_STANDS = words("to at from was is of than near nearly almost with reached hit remains remained were about put")
_NO_ZERO = words(
    "tolerance hour day days sum gravity waste chance interest point points doubt risk trust carbon emission emissions "
    "covid option"
)
_UNIT_SIGNS = words("percent % per degrees degree °")


def zero(line: Line, i: int) -> Number | None:
    """Fell to zero · zero percent · put his losses at "zero"; not ground zero, net zero, zero tolerance, below zero"""
    if line.low[i] not in {"zero", "nil"} or line.at(i + 1) == "-":
        return None
    if line.low[i] == "nil" and not line.vocabulary.isdisjoint(_SCORED):
        return None  # "beaten by three goals to nil"
    before = line.at(i - 2) if line.at(i - 1) == '"' else line.at(i - 1)
    behind = line.at(i + 1)
    if behind in _NO_ZERO or before in {"net", "ground", "sub", "absolute", "-", "below", "above"}:
        return None
    measured = behind in _UNIT_SIGNS
    stands = before in _ZERO_STANDS and line.tag(i + 1) not in {"NOUN", "ADJ", "PROPN"}
    counted = line.tag(i + 1) == "NOUN" and behind.endswith("s") and not line.is_capital(i)
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: zero",)) if measured or stands or counted else None


_NOT_COUNTABLE = words("word thing minute moment doubt day time penny sign soul second step reason trace")


def not_one(line: Line, i: int) -> Number | None:
    """Not one of the ships · not a single shot"""
    if line.low[i] != "not":
        return None
    if (
        line.follows(i + 1, "one", "of")
        and line.at(i + 3) in _OWNED
        and line.tag(i + 4) in {"NOUN", "ADJ", "PROPN", "NUM"}
    ):
        return Number(i, i + 2, 0.0, 1.0, "zero", ("number: not one",))
    single = line.follows(i + 1, "a", "single") and line.tag(i + 3) in {"NOUN", "ADJ"}
    if single and line.at(i + 3) not in _NOT_COUNTABLE:
        return Number(i, i + 3, 0.0, 1.0, "zero", ("number: not a single",))
    return None


_OWNED = words("the its their our his her these those")


def none(line: Line, i: int) -> Number | None:
    """None of the 40 crew · none of them was hurt · 81 votes to none · now they sell none"""
    if line.follows(i + 1, "the") and line.at(i + 2) in {"wiser", "worse", "better", "less", "richer"}:
        return None
    if line.low[i] != "none" or (line.at(i - 1) in {"bar", "and", "to"} and line.at(i - 2) in {"second", "", "all"}):
        return None
    if line.at(i + 1) == "of":
        told = any(_is_number(line, k) for k in range(i + 3, i + 5)) or not line.vocabulary.isdisjoint(_HARMED)
        told = told or _is_of_many(line, i + 2)
        return Number(i, i + 1, 0.0, 1.0, "zero", ("number: none of",)) if told else None
    beside = any(_is_number(line, k) for k in range(line.size))
    placed = line.at(i - 1) in _BEFORE_NONE or line.tag(i - 1) == "VERB"
    ends = line.kind(i + 1) != "word" or line.at(i + 1) in _BEHIND_NONE or _is_number(line, i + 1)
    ends = ends or line.at(i - 1) == "whom" or (line.at(0) == "of" and line.at(i - 1) == ",")
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: none",)) if beside and placed and ends else None


def _is_of_many(line: Line, at: int) -> bool:
    """ "none of *the pumping stations*", "none of *the remainder*": of things that can be counted."""
    if line.at(at) not in _OWNED or not line.vocabulary.isdisjoint(_ASKED):
        return False  # "none of the companies responded"
    for k in range(at + 1, min(at + 5, line.size)):
        if line.at(k) in {"remainder", "rest"}:
            return True
        if line.tag(k) == "NOUN" and line.tag(k + 1) != "NOUN":
            plural = line.at(k).endswith("s") and not line.at(k).endswith("ss")
            return (plural and line.at(k) not in _TALKED_OF) or line.at(k) in {"people", "women", "men", "children"}
        if line.kind(k) != "word" or line.tag(k) not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}:
            return False
    return False


_ASKED = words("comment comments respond responded reply replied answered commented")
_TALKED_OF = words("claims allegations details words facts reasons ideas theories rumours arguments things others")
_BEFORE_NONE = words("to with against from versus than were was has had but whom , and")
_BEHIND_NONE = words("in at last a the before this on from today now then against for seriously badly fatally")


def _is_number(line: Line, k: int) -> bool:
    return line.kind(k) == "number" or line.at(k) in NUMBER_WORDS
