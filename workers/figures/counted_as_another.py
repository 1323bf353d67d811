"""What is counted as another number of the sentence tells it: compared with it, stepped from it, set beside it."""

from __future__ import annotations

from workers.figures import counted_beside as beside
from workers.figures.lexicon import words
from workers.figures.line import Line, acts
from workers.figures.nodes import Quantity
from workers.figures.phrases import clause, head, phrase_from
from workers.figures.speakers import EXPECTING, is_head

_COMPARING = words("more fewer less higher lower smaller larger bigger")
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
    before = [each for each in others if each.last < quantity.first]
    if not before:
        return None
    if _is_those(line, quantity):
        return next((each for each in reversed(before) if not each.has_unit), before[-1])
    if _is_of_it(line, quantity, end):
        return before[-1]
    alike = before[-1].unit.dimension == quantity.unit.dimension
    if not (alike and _is_compared(line, quantity, end)):
        return None
    return another(line, before[-1], others) or before[-1]  # "1.8bn, up from 1.5bn and ahead of the 1.7bn forecast"


def _is_of_it(line: Line, quantity: Quantity, end: int) -> bool:
    """A part of the other number or a step from it, whatever its unit: "480 beds, 60 more than before"."""
    at = quantity.first - 1
    if line.at(at) == "of" and line.at(at - 1) in beside.STEP_NOUNS and line.at(at - 2) in {"a", "an"}:
        return line.at(at - 3) == ","  # "closed at 164p, a drop of 6.5 per cent"
    if line.at(at) in {"a", "an"} and line.at(at - 1) == "," and line.at(end) in beside.STEP_NOUNS:
        return True  # "rents went up to 900 euros, a 50 percent increase"
    if line.at(at) == "," and line.at(end) in _COMPARING and line.at(end + 1) == "than":
        return True
    if line.at(at) == "," and line.at(end) == "of" and line.at(end + 1) in beside.PRONOUNS:
        return not beside.is_what_they_are(line, end + 2)
    if line.low[max(0, at - 1) : at + 1] == ["of", "which"] and (line.tag(end) == "VERB" or line.at(end) in acts()):
        return True  # "3,862 parcels, of which 41 held reptiles"
    return _is_expected(line, end)


def _is_those(line: Line, quantity: Quantity) -> bool:
    """Exports to Chile doubled, whereas *those to Peru* shrank by a fifth"""
    begin = clause(line, quantity.first)[0]
    return line.at(begin) in {"those", "that"} and line.tag(begin + 1) in {"ADP", "PART"}


def _is_compared(line: Line, quantity: Quantity, end: int) -> bool:
    """Against *14* last spring · fewer than the *20,000* announced · below a peak of *24,000* · 9 *against*"""
    at = quantity.first - 1
    if line.at(at) == "," and line.at(end) in _VOTES and not quantity.has_unit:
        return True
    if beside.names_count(line, end) and line.at(end) not in beside.STEP_NOUNS:
        return False
    if (line.at(at - 1), line.at(at)) in {
        ("compared", "with"),
        ("compared", "to"),
        ("rather", "than"),
        ("instead", "of"),
    }:
        return True
    if line.at(at) in {"against", "versus"} and line.at(at - 1) == ",":
        return True
    if line.at(at) == "the" and line.at(at - 1) == "than":
        return True
    if line.at(at) == "of" and line.at(at - 1) in _PEAKS and line.at(at - 2) in {"a", "the"}:
        return True
    return line.at(at) == "from" and line.at(at - 1) in {",", "and", "up", "down"}


def _is_expected(line: Line, end: int) -> bool:
    """The 75,000 *economists had expected* · the 70 percent *that the league recommends*: who does is not counted"""
    that = line.at(end) == "that"
    first, last = phrase_from(line, end + that)
    if first > end + 2 * that or last == first or not (that or is_head(line.low[head(line, first, last)])):
        return False
    if that and line.at(last) in _FORESEEING:
        return True
    had = next((k for k in range(last, min(last + 6, line.size)) if line.low[k] in {"had", "have"}), 0)
    return bool(had) and line.at(had + 1) in _FORESEEING
