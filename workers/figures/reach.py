"""How far a saying reaches: which figures of its sentence are part of what is said."""

from __future__ import annotations

from dataclasses import dataclass

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Quantity

_BOUND = words("; but whereas although though")
_RELATIVES = words("who which whose")


@dataclass(frozen=True)
class Cue:
    """A saying in one sentence: tokens of the speaker [first, last), the verb, and how it reaches."""

    first: int
    last: int
    verb: int
    #: "before": the speech follows the verb; "tag": it stands before; "any": either ("according to"); "object": only
    #: the amount right before ("the 75,000 that analysts had expected").
    reach: str
    listener: str = ""
    #: It is no person who speaks but a figure, a report.
    is_paper: bool = False
    #: The dashes between which it stands with what it tells: "- no fewer than 28 a day by a church group's tally -".
    inside: tuple[int, int] | None = None
    #: It stands beside a saying that reaches no further: "police put the crowd at 1,500 *and organisers at* 3,000".
    is_beside: bool = False


def reaches(line: Line, cue: Cue, quantity: Quantity) -> bool:
    """The figure is part of what this saying says."""
    if cue.first < quantity.last and quantity.first < cue.last:
        return False
    if cue.reach == "object":
        return quantity.last in {cue.first, cue.first - 1, cue.verb}
    within = line.low[cue.last + 1 : quantity.first] if cue.reach == "any" and line.at(cue.last) == "," else []
    if within and within[0] in _RELATIVES and "," not in within:
        return False  # "according to the airport, which handles 300 a day"
    if cue.inside and not cue.inside[0] < quantity.first < cue.inside[1]:
        return False
    before = quantity.last <= cue.verb
    if before and cue.reach in {"tag", "around"}:
        return True  # a tag behind its sentence covers all of it
    low, high = min(cue.verb, quantity.first), max(cue.verb, quantity.first)
    if cue.reach == "around":
        return ";" not in line.low[low:high]  # "…, the governor wrote on Telegram, though two women were hurt"
    if any(_bounds(line, at) or (line.at(at) == "while" and cue.reach == "before") for at in range(low, high)):
        return False
    return cue.reach == "any" or (not before and cue.reach in {"before", "around"})


def _bounds(line: Line, at: int) -> bool:
    """A word that begins what is said no longer; "but had received" goes on with it."""
    if line.at(at) not in _BOUND:
        return False
    if line.at(at) == "but" and (line.at(at - 1) == "all" or line.at(at + 1) == "by"):
        return False  # "all but three", "but by less than half of that in infants"
    return line.at(at) != "but" or line.tag(at + 1) not in {"VERB", "ADV"}


def asides(line: Line) -> list[tuple[int, int]]:
    """The pairs of dashes with an amount between them."""
    dashes = [k for k, word in enumerate(line.low) if word in {"-", "\u2014"} and not line.glued(k)]
    pairs = zip(dashes[::2], dashes[1::2], strict=False)
    return [pair for pair in pairs if any(line.tag(k) == "NUM" for k in range(*pair))][:8]
