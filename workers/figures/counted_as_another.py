"""What is counted as another number of the sentence tells it: compared with it, stepped from it, set beside it."""

from __future__ import annotations

from workers.figures import counted_beside as beside
from workers.figures.lexicon import words
from workers.figures.line import Line, acts, befallen
from workers.figures.nodes import Quantity
from workers.figures.phrases import LINKS, clause, head, is_time, phrase_before, phrase_from
from workers.figures.speakers import EXPECTING, is_head

AS_COUNT_BEFORE = "counted: as the count before"
_COMPARING = words("more fewer less higher lower smaller larger bigger")
_FORESEEN = words("foreseen pencilled predicted forecast expected budgeted planned promised pledged demanded sought")
_SHORT_OF = words("below above under over short beyond")
_PEAKS = words("peak high low record maximum trough")
_VOTES = words("against abstaining abstained")
#: What others wish or foresee, whose number it is compared with.
_FORESEEING = EXPECTING | words(
    "recommend recommends recommended seek seeks sought demand demands demanded plan planned require requires required "
    "promised pledged target targeted budgeted estimated"
)


def another(line: Line, quantity: Quantity, others: list[Quantity]) -> Quantity | None:
    """The number of the sentence that tells what this one counts, too; None where it tells that itself."""
    end = beside.ends(line, quantity)
    if line.at(quantity.first - 1) == "not" and line.at(end) == "but":
        return next((each for each in others if each.first > end), None)  # "not 400 *but 40 rifles*"
    before = [each for each in others if each.last < quantity.first and not each.is_modifier]
    if not before:
        return None
    if _is_those(line, quantity):
        return next((each for each in reversed(before) if not each.has_unit), before[-1])
    if _is_of_it(line, quantity, end, before[-1]):
        return before[-1]
    counts = not (before[-1].has_unit and not before[-1].rate) and quantity.unit.dimension == "count"
    alike = before[-1].unit.dimension == quantity.unit.dimension or (counts and bool(before[-1].rate))
    if not (alike and _is_compared(line, quantity, end)):
        return None
    return another(line, before[-1], others) or before[-1]  # "1.8bn, up from 1.5bn and ahead of the 1.7bn forecast"


def _is_of_it(line: Line, quantity: Quantity, end: int, before: Quantity) -> bool:
    """A part of the other number or a step from it, whatever its unit: "480 beds, 60 more than before"."""
    at = quantity.first - 1
    if line.at(at) == "of" and line.at(at - 1) in beside.STEP_NOUNS and line.at(at - 2) in {"a", "an"}:
        return line.at(at - 3) == ","  # "closed at 164p, a drop of 6.5 per cent"
    if line.at(at) in {"a", "an"} and line.at(at - 1) == "," and line.at(end) in beside.STEP_NOUNS:
        return True  # "rents went up to 900 euros, a 50 percent increase"
    if line.at(at) == "," and line.at(end) in _COMPARING and line.at(end + 1) == "than":
        return True
    if line.at(at) == "," and line.at(end) in _SHORT_OF and not quantity.has_unit:
        return True  # "2 million visitors, 40,000 below his first guess"
    if line.at(at) == "," and line.at(end) == "of" and line.at(end + 1) in beside.PRONOUNS:
        return not beside.is_what_they_are(line, end + 2)
    if line.low[max(0, at - 1) : at + 1] == ["of", "which"] and (line.tag(end) == "VERB" or line.at(end) in acts()):
        return True  # "3,862 parcels, of which 41 held reptiles"
    apart = line.at(end) != "of" and not beside.names_count(line, end)
    apart = apart and not (quantity.has_unit and before.unit.dimension in {"share", "ratio"})
    if line.at(at) == "or" and line.at(at - 1) == "," and apart:
        return True  # "half of the homes, or about 300"
    return _is_expected(line, end)


def _is_those(line: Line, quantity: Quantity) -> bool:
    """Exports to Chile doubled, whereas *those to Peru* shrank by a fifth"""
    begin = clause(line, quantity.first)[0]
    return line.at(begin) in {"those", "that"} and line.tag(begin + 1) in {"ADP", "PART"}


def _is_compared(line: Line, quantity: Quantity, end: int) -> bool:
    """Against *14* last spring · fewer than the *20,000* announced · below a peak of *24,000* · 9 *against*"""
    at = quantity.first - 1
    if line.at(at) in {",", "and"} and not quantity.has_unit and (line.at(end) in _VOTES or _does(line, end)):
        return True  # "22 rejected it and *three* refused"
    if beside.names_count(line, end) and line.at(end) not in beside.STEP_NOUNS | _FORESEEN:
        return False
    if (line.at(at - 1), line.at(at)) in {
        ("compared", "with"),
        ("compared", "to"),
        ("rather", "than"),
        ("instead", "of"),
    }:
        return True
    if line.at(at - (line.at(at) == "the")) in {"against", "versus"} and "," in line.low[at - 2 : at]:
        return True
    if line.at(at) == "the" and line.at(at - 1) == "than":
        return True
    if line.at(at) == "the" and line.at(at - 1) in {"below", "above"} and "," in line.low[at - 3 : at]:
        return True
    if line.at(at) == "of" and line.at(at - 1) in _PEAKS and line.at(at - 2) in {"a", "the"}:
        return True
    return line.at(at) == "from" and line.at(at - 1) in {",", "and", "up", "down"}


def _does(line: Line, end: int) -> bool:
    """And three *refused* · , 22 *rejected* it: what they do follows the number, and no verb of what befell them."""
    word = line.at(end)
    if line.tag(end) != "VERB" or word in LINKS or word in acts() or word in befallen() or word.endswith("ing"):
        return False
    return line.tag(end + 1) not in {"NOUN", "PROPN", "ADJ", "NUM"} or word in _UNDERGOING


_UNDERGOING = words("received suffered sustained lost took got gave made had have showed reported needed won")


def _is_expected(line: Line, end: int) -> bool:
    """The 75,000 *economists had expected* · the 70 percent *that the league recommends*: who does is not counted"""
    that = line.at(end) == "that"
    first, last = phrase_from(line, end + that)
    if first > end + 2 * that or last == first or not (that or is_head(line.low[head(line, first, last)])):
        return False
    if that and line.at(last) in _FORESEEING:
        return True
    stop = next((k for k in range(last, min(last + 6, line.size)) if line.low[k] in {";", ",", ":"}), last + 6)
    had = next((k for k in range(last, min(stop, line.size)) if line.low[k] in {"had", "have"}), 0)
    return bool(had) and line.at(had + 1) in _FORESEEING


def as_count_before(line: Line, quantity: Quantity, others: list[Quantity]) -> beside.Counted | None:
    """The hall was laid out for 300 *guests* but took in 500: a bare count counts what the one before it does"""
    end = beside.ends(line, quantity)
    plain = quantity.unit.dimension == "count" and not (quantity.has_unit or quantity.is_modifier or quantity.rate)
    of_others = line.follows(end, "of", "others")
    named = line.tag(end) in {"NOUN", "PROPN", "ADJ", "NUM"} and not is_time(line.low[end])
    if not plain or named or (line.at(end) in {"-", "of", "/", ":"} and not of_others):
        return None
    for each in reversed(others):
        if each.last >= quantity.first or (each.has_unit and not each.rate) or "count" not in each.unit.dimension:
            continue
        if "including" in line.low[max(0, each.first - 3) : each.first]:
            continue
        found = beside.behind(line, each, others) or beside.of_phrase(line, each, others)
        if found and (line.at(found.last - 1).endswith("s") or line.at(found.last - 1) in _PLURALS):
            return beside.Counted(line, found.first, found.last, AS_COUNT_BEFORE)
    return None


def gapped_count(line: Line, quantity: Quantity, others: list[Quantity]) -> beside.Counted | None:
    """The wolves killed 90 *sheep*, the bears about forty: a second doer, whose verb and noun are those before"""
    first, last = phrase_before(line, quantity.first)
    opens = first - 1 - (line.tag(first - 1) == "DET" or line.at(first - 1) in {"its", "their", "his", "her"})
    gapped = last == quantity.first > first and line.at(opens) in {",", ";", "and", "while", "but"}
    ends_there = line.at(beside.ends(line, quantity)) in {"", ".", ",", ";"}
    return as_count_before(line, quantity, others) if gapped and ends_there else None


_PLURALS = words(
    "people children women men servicemen policemen wounded dead missing injured sheep cattle fish deer poultry "
    "aircraft staff crew police personnel accused"
)
