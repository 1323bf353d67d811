"""Trend: which way a figure moved, from where, and by how much; a step is kept apart from the level it led to.

"rose by nine, to 27": the level 27 went up by 9, and nine is its step (kind delta). "fell from 51 to 49": 51 is what
it was. "rose 2 percent to $84": the percent is a step relative to an unknown value: the level has a trend, no delta.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model.figure import Kind, Trend
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import FOLLOW, Move, alike, direction, is_added_to, is_step_of, moved_itself, step_in
from workers.figures.nodes import Quantity
from workers.figures.speakers import is_saying
from workers.figures.steps_behind import read_steps
from workers.figures.when import is_year

_BREAKS = words("; : — -- but while whereas although after before because who which when that")
#: Behind a comma they go on with the move: "slowed for a ninth month, to 7.1 percent".
_PREPOSITIONS = words("to from by")
_BETWEEN = 10  # tokens from the verb to the first quantity
_BETWEEN_TO = 16  # the same where a preposition stands before the quantity


@dataclass
class _Part:
    index: int
    role: str  # "to", "from", "by"


def moves(line: Line, quantities: Sequence[Quantity]) -> dict[int, Move]:
    """Moves keyed by the place, in `quantities`, of the one that is the figure."""
    found: dict[int, Move] = {}
    used: set[int] = set()
    order = sorted(range(len(quantities)), key=lambda k: quantities[k].first)
    for position, k in enumerate(order):
        if k in used:
            continue
        verb = _verb_before(line, quantities[k].first)
        if verb < 0:
            continue
        parts = _parts(line, quantities, order[position:], verb)
        if parts:
            used.update(part.index for part in parts)
            read = _read(quantities, [part for part in parts if part.role != "again"], line.at(verb))
            read = _with_former(line, quantities, order[:position], verb, read)
            read |= _said_again(quantities, parts, line.at(verb))
            found.update(_with_multiple(quantities, read, verb))
            if not read and len(parts) == 1 and parts[0].role == "from":
                found.update(_before_the_verb(quantities, order[:position], parts[0].index, line.at(verb), found))
    read_steps(line, quantities, order, found)
    return found


def _before_the_verb(
    quantities: Sequence[Quantity], before: Sequence[int], old: int, verb: str, found: dict[int, Move]
) -> dict[int, Move]:
    """ "could reach 70 million bags, …, raising its outlook from 66 million": the level stands before the verb."""
    level = next((k for k in reversed(before[-2:]) if alike(quantities[k], quantities[old])), None)
    if level is None or (level in found and found[level].previous is not None):
        return {}
    rules = ("trend:from",)
    return {level: Move(direction(verb), quantities[old].value, rules=rules, before=old)}


def _with_former(
    line: Line, quantities: Sequence[Quantity], before: Sequence[int], verb: int, read: dict[int, Move]
) -> dict[int, Move]:
    """The *12,500-strong* mission will be cut to 9,000 · the levy, *at present 2 percent*, would rise to 3.5"""
    if len(read) != 1 or not before:
        return read
    ((level, move),) = read.items()
    old = quantities[before[-1]]
    strong = line.at(old.last - 1) == "strong" and old.is_modifier
    present = line.at(old.last) in {",", ")"} and (
        line.at(old.first - 1) in {"now", "currently", "today"} or line.follows(old.first - 2, "at", "present")
    )
    fits = move.previous is None and move.kind is None and alike(quantities[level], old)
    if not fits or verb - old.last > (_FAR if line.at(verb + 1) in _IT else FOLLOW):
        return read
    moved = moved_itself(line, old.last) == verb
    if not (strong or present or moved or _points_back(line, old, verb)):
        return read
    trend = move.trend
    if trend is Trend.TO:
        trend = Trend.UP if quantities[level].value > old.value else Trend.DOWN
    return {
        level: replace(
            move,
            trend=trend,
            previous=old.value,
            rules=(*move.rules, "trend:from what it is"),
        )
    }


def _points_back(line: Line, old: Quantity, verb: int) -> bool:
    """3.5 million*, a sum* the judge *trimmed* to 1.9 · 6 percent; the club *reduced that* to 4"""
    if line.at(verb + 1) in _IT and line.at(verb + 2) in {"to", "from", "by"}:
        return True
    at = old.last + (line.at(old.last) == ",")
    if at == old.last or line.at(at) not in _RELATIVE:
        return False
    return line.at(at) == "which" or line.at(at + 1) in _SUMS


_IT = words("it that this them")
_RELATIVE = words("which a")
_SUMS = words("sum figure number total amount fine sentence term toll level price estimate target share")
_FAR = 14  # tokens from a value to the verb whose object points back to it


def _said_again(quantities: Sequence[Quantity], parts: list[_Part], verb: str) -> dict[int, Move]:
    """ "fell $1.34, or *1.9%*, to $68.92": the step in another unit goes the same way."""
    again = (part.index for part in parts if part.role == "again")
    return {k: Move(direction(verb), kind=_step_kind(quantities[k]), rules=("trend:step again",)) for k in again}


def _verb_before(line: Line, first: int) -> int:
    """The verb of movement that governs the quantity at `first`, -1 for none."""
    reach = _BETWEEN_TO if line.at(first - 1) in _PREPOSITIONS else _BETWEEN
    start = _before_saying(line, first)
    for at in range(start, max(-1, start - reach), -1):
        word = line.at(at)
        if direction(word) is not None:
            if _is_noun_like(line, at, first) and (
                line.at(at + 1) not in {"of", "from", "to", "by"} or line.at(at - 1) in {"little", "hardly"}
            ):
                return -1
            return at
        if word == "that" and line.at(at + 1) in _PREPOSITIONS:
            continue  # "reduced that to 4 percent"
        if (
            word in _BREAKS
            or (line.kind(at) == "number" and not is_year(line, at))
            or (word == "," and line.at(at + 1) not in _PREPOSITIONS)
        ):
            return -1
    return -1


def _before_saying(line: Line, first: int) -> int:
    """The toll fell*, officials said,* from 40: the token before who says it, or before the quantity at `first`."""
    closed = first - 2
    if line.at(closed) != "," or line.at(first - 1) not in _PREPOSITIONS or not is_saying(line.at(closed - 1)):
        return first - 1
    opened = next((k for k in range(closed - 2, max(0, closed - FOLLOW), -1) if line.at(k) == ","), 0)
    return opened - 1 if direction(line.at(opened - 1)) is not None else first - 1


def _is_noun_like(line: Line, at: int, first: int) -> bool:
    """ "the rise", "an increase", "set up": no verb of movement on its own."""
    before = line.at(at - 1)
    if before in {"little", "hardly", "un"}:
        return True  # "little changed at $3,120"
    if line.at(at) in {"up", "down"}:
        particle = words(
            "set made make makes took take takes shot broke came come ended end blew shut laid call called calling "
            "sign signed pick turn turned show showed stand line lined back backed round rounded follow followed"
        )
        plain = all(word in _WEIGHTS for word in line.low[at + 1 : first])  # "down a mere two percent"
        return before in particle or (line.at(at + 1) in {"the", "a"} and not plain)
    named = before in {"pay", "price", "tax"} and line.tag(at) != "VERB"  # "a price rise"; not "the price fell"
    return named or before in {"the", "a", "an", "this", "that", "of"}


def _parts(line: Line, quantities: Sequence[Quantity], rest: Sequence[int], verb: int) -> list[_Part]:
    """The quantities that belong to one move, with their roles."""
    parts: list[_Part] = []
    end = verb + 1
    for k in rest:
        quantity = quantities[k]
        end = _behind_saying(line, end, quantity.first) if parts else end
        if parts and (quantity.first - end > FOLLOW or _broken(line, end, quantity.first)):
            break
        if parts and line.at(quantity.first - 1) == "or":
            if parts[-1].role == "by" and quantity.unit.dimension == "share":
                parts.append(_Part(k, "again"))  # "94 cents, or 1.2 percent, to $78": the step said again
            continue
        role = _role(line, quantity, first=not parts, verb=verb)
        if not role or any(part.role == role for part in parts):
            break
        parts.append(_Part(k, role))
        end = quantity.last
    return parts


def _behind_saying(line: Line, start: int, end: int) -> int:
    """ "swell to 3.4 percent of output*, economists warned,* from 2.8": the token behind who says it, else `start`."""
    closed = next((k for k in range(end - 1, max(start, end - 4), -1) if line.at(k) == ","), start)
    said = closed - start < _SPEECH and any(is_saying(line.at(k)) for k in range(start + 1, closed))
    return closed + 1 if said and line.at(closed + 1) in _PREPOSITIONS else start


_SPEECH = 15  # tokens from a level to the end of who says it


def _broken(line: Line, start: int, end: int) -> bool:
    """Another clause or verb of movement begins between two quantities."""
    for at in range(start, end):
        word = line.at(at)
        if word in _BREAKS or (direction(word) is not None and word not in {"up", "down"}):
            return True
        if word == "and" and at + 1 < end and line.at(at + 1) not in {"to"}:
            return True
    return False


_WEIGHTS = words(
    "a an the record just only about some around full whole further mere massive whopping another modest average "
    "perhaps barely expected estimated projected initial original previous earlier current present its their last"
)
_PAST = words("above below past beyond")
_REACH = words("reach reaches reached reaching")
#: Verbs whose object is a sum or a number of things, not a step: "raised $5 million".
_TAKES = words(
    "raised raise raises raising cut cuts cutting reduced reduce reduces reducing added add adds adding shed sheds "
    "shedding lost lose loses losing slash slashes slashed slashing axe axes axed axing"
)
#: What somebody has more or fewer of when it is added or lost.
_MEMBERS = words("jobs seats subscribers customers users points posts votes accounts positions percentage")
#: What a thing loses a part of when it shrinks: "lost 60% of its volume".
_WORTH = words("value price worth")
_OF_ITSELF = words("volume mass ice weight size area strength workforce population capacity")
_LOST = words("lost lose loses losing gained gain gains gaining")
_COUNTS_OF = words("lost lose loses losing added add adds adding shed sheds shedding gained gain gains gaining")


def _role(line: Line, quantity: Quantity, *, first: bool, verb: int) -> str:
    """What the preposition before a quantity makes of it."""
    if line.at(quantity.first) in _PAST and quantity.first - 1 == verb:
        return "to"  # "climbed above $13,000"
    at = quantity.first - 1
    while at > verb and line.at(at) in _WEIGHTS:
        at -= 1
    word, moved = line.at(at), line.at(verb)
    if word in {"to", "at"}:
        return "to"
    if word == "from":
        return "from"
    if word == "of" and not _noun_step(line, verb) and moved not in _SWING:
        return _role_of_phrase(line, at, verb)
    if word in {"by", "of"}:
        return "by" if word == "by" or _noun_step(line, verb) else ""
    if not first or at != verb:
        return ""
    if moved in _REACH:
        return "to"
    return "by" if _is_step_object(line, quantity, moved) else ""


def _role_of_phrase(line: Line, of: int, verb: int) -> str:
    """ "fell *from a peak of* 410", "shrank *to a skeleton staff of* 37"."""
    at = of - 1
    while at > max(verb, of - _PHRASE) and line.tag(at) in {"NOUN", "ADJ", "DET"}:
        at -= 1
    return line.at(at) if at < of - 1 and line.at(at) in {"to", "from", "by"} else ""


#: "Swung to a profit of 89 million from a loss of 212 million": of two things, neither the other before.
_SWING = words("swing swings swung swinging")
_PHRASE = 6  # tokens of "a skeleton staff of"


def _is_step_object(line: Line, quantity: Quantity, moved: str) -> bool:
    """What stands right behind the verb is by how much it moved: "lost 0.9 percent", "added 1,200 jobs"."""
    follows = line.at(quantity.last)
    if moved in _LOST and quantity.unit.dimension in _LOSABLE and follows != "of":
        return True  # "she lost 31 pounds", "has lost 40 billion litres since spring", "loses 30 centimetres a year"
    if moved in _ADDED and quantity.has_unit and is_added_to(line, quantity.last):
        return True
    if moved in _TAKES:
        value = follows == "of" and line.at(quantity.last + 2) in _WORTH
        value = value or (
            quantity.unit.name == "percent" and follows == "of" and line.at(quantity.last + 2) in _OF_ITSELF
        )
        of_itself = quantity.unit.name == "percent" and follows != "of" and moved in _COUNTS_OF
        members = (
            moved in _COUNTS_OF
            and not quantity.has_unit
            and not _MEMBERS.isdisjoint(line.low[quantity.last : quantity.last + 3])
        )
        return value or of_itself or members or follows in {"points", "to"}
    if direction(moved) is Trend.TO and quantity.unit.dimension not in {"share", "points"}:
        return False
    return quantity.unit.dimension != "time" and follows not in {"of", "people", "troops"}


_LOSABLE = words("mass volume length/time mass/time volume/time")
_ADDED = words("add adds added adding")


def _noun_step(line: Line, verb: int) -> bool:
    """ "a rise of 3 percent", "an increase of 200"."""
    return line.at(verb + 1) == "of" or line.at(verb - 1) in {"a", "an", "the"}


def _read(quantities: Sequence[Quantity], parts: list[_Part], verb: str) -> dict[int, Move]:
    """The moves of one verb."""
    trend = direction(verb)
    role = {part.role: part.index for part in parts}
    to, start, step = role.get("to"), role.get("from"), role.get("by")
    if to is None:
        return {} if step is None else {step: Move(trend, kind=_step_kind(quantities[step]), rules=("trend:step",))}
    level = quantities[to]
    previous = delta = None
    rules = ["trend:to"]
    if start is not None and alike(level, quantities[start]):
        previous = quantities[start].value
        rules.append("trend:from")
        if trend is Trend.TO:
            trend = Trend.UP if level.value > previous else Trend.DOWN
    extra: dict[int, Move] = {}
    if step is not None:
        if is_step_of(quantities[step], level):
            delta = step_in(quantities[step], level)
            rules.append("trend:by")
        else:
            extra[step] = Move(trend, kind=_step_kind(quantities[step]), rules=("trend:step",), led_to=to)
    before, by = start if previous is not None else None, step if delta is not None else None
    return {to: Move(trend, previous, delta, rules=tuple(rules), before=before, step=by), **extra}


def _step_kind(step: Quantity) -> Kind:
    """A step is a delta; "tenfold" stays a multiple, "3 millimetres a year" a rate."""
    if step.kind is Kind.RATE and step.unit.dimension.partition("/")[0] in {"length", "temperature", "share"}:
        return Kind.RATE
    return Kind.RATIO if step.kind is Kind.RATIO else Kind.DELTA


def _with_multiple(quantities: Sequence[Quantity], read: dict[int, Move], verb: int) -> dict[int, Move]:
    """ "doubled to 19 percent": the verb, read as a multiple, is part of the level it led to."""
    multiple = next((k for k, each in enumerate(quantities) if each.core_first == verb), None)
    if multiple is None:
        return read
    return {k: replace(move, multiple=multiple) for k, move in read.items()}
