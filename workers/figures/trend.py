"""Trend: which way a figure moved, from where, and by how much; a step is kept apart from the level it led to.

"rose by nine, to 27": the level 27 went up by 9, and nine is part of it. "rose 2 percent to $84": the percent is a step
relative to an unknown value, so it stays a figure of its own (kind delta) and the level has a trend but no delta.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.model.figure import Kind, Trend
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Quantity


@dataclass(frozen=True)
class Move:
    """How one figure moved; `previous` and `delta` in the figure's unit, `absorbed` the quantities that gave them."""

    trend: Trend | None = None
    previous: float | None = None
    delta: float | None = None
    kind: Kind | None = None
    absorbed: frozenset[int] = frozenset()
    rules: tuple[str, ...] = ()


_UP = words(
    "rocketed swelled widens widen improved improves rose rise rises risen rising climbed climb climbs climbing "
    "grew grow grows grown growing increased increase "
    "increases increasing jumped jump jumps jumping surged surge surges surging soared soar soars soaring gained gain "
    "gains gaining swelled swell added advanced raised raise raises raising lifted doubled doubling tripled trebled "
    "quadrupled up higher rallied spiked expanded expand expands bolstered widened ballooned edged-up upped hiked "
    "hike accelerated quickened strengthened rebounded recovered picked boosted"
)
_DOWN = words(
    "fell fall falls fallen dropped drop drops dropping declined decline declines declining decreased decrease "
    "decreases sank sink slid sliding shrinking falling "
    "dropping slide slides slipped slip slips slumped slump plunged plunge plunges tumbled tumble "
    "shrank shrink shrinks shrunk dipped dip dips cut cuts cutting reduced reduce reduces lowered lower "
    "lowers halved halving "
    "lost contract contracts contracting trim trims shrinks worsened deepen down eased ease eases easing narrowed "
    "slowed slow slows slowing cooled weakened softened retreated receded "
    "dwindled contracted plummeted shed trimmed slashed"
)
_TO_VERBS = words("changed moved revised changes moves adjusted amended updated went")
_BREAKS = words("; : — -- but while whereas although after before because who which when that")
#: Behind a comma they go on with the move: "slowed for a ninth month, to 7.1 percent".
_PREPOSITIONS = words("to from by")
_BETWEEN = 10  # tokens from the verb to the first quantity
_FOLLOW = 9  # tokens from one quantity of a move to the next


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
            read = _read(quantities, parts, line.at(verb))
            found.update(_with_multiple(quantities, read, verb))
    _read_down_from(line, quantities, order, found)
    _read_steps_named_behind(line, quantities, found)
    return found


def _direction(word: str) -> Trend | None:
    if word in _UP:
        return Trend.UP
    if word in _DOWN:
        return Trend.DOWN
    return Trend.TO if word in _TO_VERBS else None


def _verb_before(line: Line, first: int) -> int:
    """The verb of movement that governs the quantity at `first`, -1 for none."""
    for at in range(first - 1, max(-1, first - 1 - _BETWEEN), -1):
        word = line.at(at)
        if _direction(word) is not None:
            if _is_noun_like(line, at, first) and line.at(at + 1) not in {"of", "from", "to", "by"}:
                return -1
            return at
        if word in _BREAKS or line.kind(at) == "number" or (word == "," and line.at(at + 1) not in _PREPOSITIONS):
            return -1
    return -1


def _is_noun_like(line: Line, at: int, first: int) -> bool:
    """ "the rise", "an increase", "set up": no verb of movement on its own."""
    before = line.at(at - 1)
    if line.at(at) in {"up", "down"}:
        particle = words("set made make makes took take takes picked shot broke came come ended end blew end shut laid")
        return before in particle or (line.at(at + 1) in {"the", "a"} and at + 1 != first)
    return before in {"the", "a", "an", "this", "that", "of", "pay", "price", "tax"}


def _parts(line: Line, quantities: Sequence[Quantity], rest: Sequence[int], verb: int) -> list[_Part]:
    """The quantities that belong to one move, with their roles."""
    parts: list[_Part] = []
    end = verb + 1
    for k in rest:
        quantity = quantities[k]
        if parts and (quantity.first - end > _FOLLOW or _broken(line, end, quantity.first)):
            break
        if parts and line.at(quantity.first - 1) == "or":
            continue  # "94 cents, or 1.2 percent, to $78": the step said again
        role = _role(line, quantity, first=not parts, verb=verb)
        if not role or any(part.role == role for part in parts):
            break
        parts.append(_Part(k, role))
        end = quantity.last
    return parts


def _broken(line: Line, start: int, end: int) -> bool:
    """Another clause or verb of movement begins between two quantities."""
    for at in range(start, end):
        word = line.at(at)
        if word in _BREAKS or (_direction(word) is not None and word not in {"up", "down"}):
            return True
        if word == "and" and at + 1 < end and line.at(at + 1) not in {"to"}:
            return True
    return False


def _role(line: Line, quantity: Quantity, *, first: bool, verb: int) -> str:
    """What the preposition before a quantity makes of it."""
    at = quantity.first - 1
    while at > verb and line.at(at) in {"a", "an", "the", "record", "just", "only", "about", "some", "around"}:
        at -= 1
    word = line.at(at)
    if word in {"to", "at"}:
        return "to"
    if word == "from":
        return "from"
    if word in {"by", "of"}:
        return "by" if word == "by" or _noun_step(line, verb) else ""
    if not first or at != verb:
        return ""
    follows = line.at(quantity.last)
    if line.at(verb) in {"raised", "raise", "raises", "raising", "cut", "cuts", "reduced", "added", "shed", "lost"}:
        value = line.at(quantity.last) == "of" and line.at(quantity.last + 2) in {"value", "price", "worth"}
        return "by" if value or follows in {"points", "to"} else ""  # "raised $5 million" is no step
    if quantity.unit.dimension == "time" or follows in {"of", "people", "troops"}:
        return ""
    return "by"


def _noun_step(line: Line, verb: int) -> bool:
    """ "a rise of 3 percent", "an increase of 200"."""
    return line.at(verb + 1) == "of" or line.at(verb - 1) in {"a", "an", "the"}


def _read(quantities: Sequence[Quantity], parts: list[_Part], verb: str) -> dict[int, Move]:
    """The moves of one verb."""
    trend = _direction(verb)
    role = {part.role: part.index for part in parts}
    to, start, step = role.get("to"), role.get("from"), role.get("by")
    if to is None:
        return _without_level(quantities, start, step, trend)
    level = quantities[to]
    absorbed: set[int] = set()
    previous = delta = None
    rules = ["trend:to"]
    if start is not None and _alike(level, quantities[start]):
        previous = quantities[start].value
        absorbed.add(start)
        rules.append("trend:from")
        if trend is Trend.TO:
            trend = Trend.UP if level.value > previous else Trend.DOWN
    extra: dict[int, Move] = {}
    if step is not None:
        if _is_step_of(quantities[step], level):
            delta = _step(quantities[step], level)
            absorbed.add(step)
            rules.append("trend:by")
        else:
            extra[step] = Move(trend, kind=Kind.DELTA, rules=("trend:step",))
    return {to: Move(trend, previous, delta, None, frozenset(absorbed), tuple(rules)), **extra}


def _without_level(
    quantities: Sequence[Quantity], start: int | None, step: int | None, trend: Trend | None
) -> dict[int, Move]:
    """A step alone, perhaps with where it began: "rose 3 percent from 200"."""
    if step is None:
        return {}
    absorbed: frozenset[int] = frozenset()
    previous = None
    if start is not None and _alike(quantities[start], quantities[step]):
        previous, absorbed = quantities[start].value, frozenset({start})
    return {step: Move(trend, previous, None, Kind.DELTA, absorbed, ("trend:step",))}


def _with_multiple(quantities: Sequence[Quantity], read: dict[int, Move], verb: int) -> dict[int, Move]:
    """ "doubled to 19 percent": the verb, read as a multiple, is part of the level it led to."""
    multiple = next((k for k, each in enumerate(quantities) if each.first == verb), None)
    if multiple is None:
        return read
    return {k: replace(move, absorbed=move.absorbed | {multiple}) for k, move in read.items()}


def _alike(one: Quantity, other: Quantity) -> bool:
    """Both can be values of one thing in one unit; "from $310 to $295 a tonne" says what it is per only once."""
    if one.unit.dimension.partition("/")[0] != other.unit.dimension.partition("/")[0]:
        return False  # a quarter, a count of 161 and a multiple of seven all have the unit "1"
    first, second = one.unit.name, other.unit.name
    return first == second or first.startswith(f"{second} / ") or second.startswith(f"{first} / ")


def _is_step_of(step: Quantity, level: Quantity) -> bool:
    """The step is in the level's unit; points are steps of percents, a percent of a percent is read as relative."""
    if level.unit.name == "percent":
        return step.unit.dimension == "points"
    return _alike(level, step)


def _level_of(quantities: Sequence[Quantity], before: Sequence[int], old: Quantity) -> int | None:
    """The nearest quantity before that can be the level of what stands behind it: not "the 179-seat parliament"."""
    near = [k for k in reversed(before[-3:]) if not quantities[k].is_modifier]
    return next((k for k in near if _alike(quantities[k], old)), near[0] if near else None)


def _read_step_behind(
    line: Line, quantities: Sequence[Quantity], here: int, there: int, found: dict[int, Move]
) -> bool:
    """ "was last at 3.62 percent, up 4 basis points": the step stands behind its level."""
    level, step = quantities[here], quantities[there]
    word = line.at(step.first - 1)
    if word not in {"up", "down"} or line.at(step.first - 2) != "," or step.first - level.last > 4:
        return False
    if not _is_step_of(step, level) or here in found or step.unit.name == level.unit.name == "percent":
        return False
    trend = Trend.UP if word == "up" else Trend.DOWN
    found.pop(there, None)
    found[here] = Move(trend, None, _step(step, level), None, frozenset({there}), ("trend:step behind",))
    return True


def _step(step: Quantity, level: Quantity) -> float:
    """The step in the level's unit."""
    return step.value / 100 if step.unit.name == "basis_point" and level.unit.name == "percent" else step.value


_STEPS_UP = words("increase rise gain jump surge growth hike climb more higher up")
_STEPS_DOWN = words("decrease fall drop decline reduction cut loss slump plunge dip less fewer lower down")


def _read_steps_named_behind(line: Line, quantities: Sequence[Quantity], found: dict[int, Move]) -> None:
    """ "a 9 percent increase", "11 percent more than": the word behind says that it is a step, and which way."""
    for k, quantity in enumerate(quantities):
        word = line.at(quantity.last)
        compared = word in {"more", "fewer", "less"} and line.at(quantity.last + 1) == "than"
        relative = quantity.unit.dimension in {"share", "points"} and line.at(quantity.last + 1) != "from"
        if k in found or not (compared or relative) or quantity.unit.dimension == "ratio":
            continue
        if word in _STEPS_UP | _STEPS_DOWN:
            trend = Trend.UP if word in _STEPS_UP else Trend.DOWN
            found[k] = Move(trend, kind=Kind.DELTA, rules=("trend:named step",))


def _read_down_from(line: Line, quantities: Sequence[Quantity], order: Sequence[int], found: dict[int, Move]) -> None:
    """ "45,000 troops, down from 59,000": the value before stands behind the level."""
    for position, there in enumerate(order):
        old = quantities[there]
        here = _level_of(quantities, order[:position], old)
        if here is None:
            continue
        if _read_step_behind(line, quantities, here, there, found):
            continue
        at = old.first - 1
        while at > quantities[here].last and line.at(at) in {"a", "an", "the", "about", "some"}:
            at -= 1
        word = line.at(at - 1)
        near = 0 <= at - 1 - quantities[here].last <= _FOLLOW
        if line.at(at) != "from" or word not in {"up", "down", "compared"} or not near:
            continue
        held = found.get(here, Move())
        if there in found or held.previous is not None or not _alike(quantities[here], old):
            continue
        trend = {"up": Trend.UP, "down": Trend.DOWN}.get(word, held.trend)
        rules = (*held.rules, "trend:down-from")
        found[here] = Move(trend, old.value, held.delta, held.kind, held.absorbed | {there}, rules)
