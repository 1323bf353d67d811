"""Qualifiers: the words before or behind a quantity that bound it. `lexicon/qualifiers*.tsv` hold the wordings."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from monitor.model.figure import Qualifier
from workers.figures.document import tokenize
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.numerals import UNITS


class _Wording(NamedTuple):
    low: tuple[str, ...]
    qualifier: Qualifier
    shade: str
    quoted: bool


@cache
def _before() -> dict[str, list[_Wording]]:
    """Wordings before a number by their last word, longest first."""
    return _table("qualifiers", key=-1)


@cache
def _behind() -> dict[str, list[_Wording]]:
    """Wordings behind a number by their first word, longest first."""
    return _table("qualifiers_behind", key=0)


def _table(name: str, key: int) -> dict[str, list[_Wording]]:
    table: dict[str, list[_Wording]] = {}
    for row in rows(name):
        low = tuple(part for word in row[0].split() for part in _parts(word))
        shade = row[2] if len(row) > 2 else ""
        quoted = len(row) < 4 or row[3] != "no"
        table.setdefault(low[key], []).append(_Wording(low, Qualifier(row[1]), shade, quoted))
    for entries in table.values():
        entries.sort(key=lambda each: -len(each.low))
    return table


def _parts(word: str) -> list[str]:
    """The tokens of a word as the tokenizer cuts them in mid-sentence."""
    text = f"{word} x"
    return [token.lower for token in tokenize(text, text)][:-1]


def qualify(line: Line, quantity: Quantity, floor: int) -> None:
    """Set qualifier, shade and span of `quantity` from the words around it; none before token `floor` is looked at."""
    qualify_behind(line, quantity)
    if quantity.number.form == "multiple" and line.follows(quantity.first - 2, "all", "but"):
        quantity.qualifier, quantity.first = Qualifier.NEARLY, quantity.first - 2  # "has all but halved"
        quantity.rules.append("qualifier: all but")
    for _ in range(3):
        wording = _wording_before(line, quantity, floor)
        if wording is None:
            return
        _apply(quantity, wording, "before")
        if _is_negated(line, quantity.first - len(wording.low)):
            quantity.qualifier = _OPPOSITE.get(quantity.qualifier, quantity.qualifier)
            quantity.shade = ""
        if not wording.quoted:
            return
        quantity.first -= len(wording.low)


#: "Did not exceed 60", "must not be below $100".
_OPPOSITE = {Qualifier.MORE_THAN: Qualifier.AT_MOST, Qualifier.LESS_THAN: Qualifier.AT_LEAST}


def _is_negated(line: Line, at: int) -> bool:
    """ "not", "n't" or "never" stands right before the bound, but for an auxiliary."""
    at -= 1
    while line.at(at) in {
        "be",
        "been",
        "yet",
        "have",
        "has",
        "had",
        "fall",
        "drop",
        "go",
        "rise",
        "ever",
        "get",
        "climb",
    }:
        at -= 1
    return line.at(at) in {"not", "n't", "never", "no"}


def _wording_before(line: Line, quantity: Quantity, floor: int) -> _Wording | None:
    end = quantity.first
    if end - 1 < floor:
        return None
    for wording in _before().get(line.low[end - 1], ()):
        start = end - len(wording.low)
        if start >= floor and tuple(line.low[start:end]) == wording.low and _may_bound(line, quantity, start, wording):
            return wording
    return None


def _apply(quantity: Quantity, wording: _Wording, place: str) -> None:
    """The outermost bound wins; "about" adds nothing to a bound, and a range stays a range."""
    quantity.rules.append(f"qualifier: {' '.join(wording.low)}")
    if quantity.upper is not None:
        if wording.qualifier is Qualifier.ABOUT:
            quantity.shade = "about"
        return
    if wording.qualifier is Qualifier.ABOUT and quantity.qualifier is not Qualifier.EXACT:
        return
    quantity.qualifier, quantity.shade = wording.qualifier, wording.shade


#: Over so many of them: how long, not how many.
_ROUNDS = words("seasons games matches quarters sessions rounds terms generations innings stages episodes")
_LASTS = words(
    "for of took taking takes take lasted lasting lasts last is was were are be been spent spanning spans well just "
    "slightly after within little far more"
)
#: "Edged up to 4.3": up by a move, not at most.
_RISEN = words(
    "gone went go goes going come came moved adds added add edged inched crept ticked nudged pushed bumped shot jumped "
    "rose climbed increased grew swelled"
)
_HANDED = words("handed hand hands handing took take takes taken taking turned turn turns turning signed bought rolled")
_SPREAD = words(
    "control power authority concern concerns dispute war spread stretched stretching strewn scattered "
    "extends extending stretches passed flew flying"
)


def _may_bound(line: Line, quantity: Quantity, start: int, wording: _Wording) -> bool:
    """Whether these words bound the number, rather than place it in time or space."""
    first = wording.low[0]
    before = line.at(start - 1)
    if wording.low == ("up", "to"):
        return before not in _RISEN
    timed = quantity.unit.dimension == "time" or (first == "over" and line.at(quantity.last) in _ROUNDS)
    if first in {"over", "past"} and len(wording.low) == 1 and timed:
        return before in _LASTS
    if first == "over" and len(wording.low) == 1 and before in _HANDED and not quantity.has_unit:
        return False  # "has handed over 32 tanks"
    if first == "under" and before in {"down", "collapsed", "buried", "trapped", "bent", "sagged"}:
        return False
    if first in {"over", "around"} and (before in _SPREAD or quantity.qualifier is Qualifier.ABOUT):
        return False
    if first == "past":
        return before in {
            "climb",
            "rise",
            "soar",
            "jump",
            "push",
            "moved",
            "get",
            "got",
            "surged",
            "soared",
            "rose",
            "climbed",
            "jumped",
            "rises",
            "pushed",
            "well",
            "grew",
            "swelled",
            "go",
            "going",
            "goes",
            "gone",
            "went",
            "weakened",
        }
    if first in {"near", "around"} and len(wording.low) == 1:
        return before not in {"turned", "turn", "all"}
    if first == "as" and wording.low[1] in {"long", "far"}:
        return quantity.has_unit
    if wording.low == ("up", "to"):
        return not line.follows(quantity.last, "no", "good")
    if first in {">", "<"}:
        return line.glued(quantity.core_first)
    if first == "estimated" and before in {"is", "are", "was", "were", "been"}:
        return True
    return not (first == "close" and line.at(start - 1) == "a")


_NOT_PLUS = frozenset({"a", "an", "the"})


def qualify_behind(line: Line, quantity: Quantity) -> None:
    """ "40 or so", "100-plus", "50 or more", "20 percent or more", "17 people or more"."""
    apart = line.at(quantity.last + 1) in {"or", ","} and not quantity.has_unit and line.kind(quantity.last) == "word"
    for wording in _behind().get(line.at(quantity.last + 1), ()) if apart else ():
        last = quantity.last + 1 + len(wording.low)
        if tuple(line.low[quantity.last + 1 : last]) == wording.low and line.at(last) != "than":
            _apply(quantity, wording, "behind")
            return
    for wording in _behind().get(line.at(quantity.last), ()):
        last = quantity.last + len(wording.low)
        if tuple(line.low[quantity.last : last]) != wording.low:
            continue
        if wording.low == ("plus",) and (
            line.at(last) in _NOT_PLUS or (line.kind(last) in {"number", "symbol"} or line.at(last) in UNITS)
        ):
            continue
        if wording.low == ("+",) and not line.glued(quantity.last):
            continue
        if wording.low == ("odd",) and quantity.number.step < 10:
            continue
        if wording.low[0] == "or" and line.at(last) == "than":
            continue
        if wording.low[0] in {"tops", "and"} and quantity.has_unit is False and wording.low != ("and", "counting"):
            continue
        _apply(quantity, wording, "behind")
        quantity.last = last
        return
