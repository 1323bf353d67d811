"""Text → figures: each quantity with what it counts, whose, where, as of when, in which mood, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from monitor.model.figure import Also, Figure, Interval, Kind
from workers.figures import mood, trend, when, where, who, whose
from workers.figures.counted import act, counted
from workers.figures.counted_beside import Counted
from workers.figures.counted_by_verb import BY_DOER, tells_of_it
from workers.figures.document import Document, Sentence, document
from workers.figures.kinds import kind
from workers.figures.line import Line, line_of
from workers.figures.measures import measure
from workers.figures.moved import Move
from workers.figures.nodes import Quantity, Unit
from workers.figures.phrases import LINKS
from workers.figures.quantities import quantities

#: Stored with every observation; grows with whatever may read the same text differently.
GRAMMAR_VERSION = "5"
#: Title and body repeat a figure where what they claim overlaps and neither says more than this about what it is.
_DIMENSIONS_OF_SHARES = ("share", "ratio")


def read(text: str, *, published: date, title: str = "", outlet: str = "") -> list[Figure]:
    """Every figure of a text, in text order. `title` counts as its headline where the text begins with it.

    A conversion in brackets, and a title's figure told again in the body, are one figure with `also`.
    """
    found = document(text, published=published, title=title, outlet=outlet)
    reader = _Reader(found)
    figures = [figure for sentence in found.sentences for figure in reader.figures(sentence)]
    return _told_once(figures, found)


@dataclass
class _Before:
    """What the last sentence with a figure was about, for one that leaves it out."""

    counted: Counted | None
    dimension: str
    measure: str | None
    paragraph: int


class _Reader:
    """Reads sentence after sentence; remembers only what the next may leave out."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._context: who.Context | None = None
        self._place: str | None = None
        self._placed = False
        self._topic: whose.About | None = None
        self._before: _Before | None = None
        self._units: tuple[Unit, ...] = ()

    def figures(self, sentence: Sentence) -> Iterator[Figure]:
        line = line_of(self._document, sentence)
        found = quantities(line, self._units)
        if not found:
            return
        self._units = _to_leave_out(found, self._units)
        moved = trend.moves(line, found)
        parts = {part for move in moved.values() for part in (move.before, move.step, move.multiple)}
        told = {
            index: self._figure(line, quantity, moved.get(index), found)
            for index, quantity in enumerate(found)
            if index not in parts
        }
        for index, move in moved.items():
            if index in told:
                told |= self._parts_of(line, told[index], move, found)
                if move.led_to in told:
                    told[index] = told[index].model_copy(update={"step_of": told[move.led_to].start})
        yield from (told[index] for index in sorted(told))

    def _parts_of(self, line: Line, level: Figure, move: Move, found: list[Quantity]) -> dict[int, Figure]:
        """What a level was before, and the step that led to it: figures of what the level measures."""
        parts: dict[int, Figure] = {}
        if move.before is not None:
            was = Kind.LEVEL if level.kind is Kind.DELTA else level.kind
            update: dict[str, Any] = {"kind": was, "mood": mood.former(line, found[move.before]), "trend": None}
            parts[move.before] = _per_as(level, self._part(line, level, found[move.before], update, "trend:before"))
        if move.step is not None:
            update = {"kind": Kind.DELTA, "step_of": level.start}
            parts[move.step] = self._part(line, level, found[move.step], update, "trend:step of a level")
        return parts

    def _part(self, line: Line, level: Figure, part: Quantity, update: dict[str, Any], rule: str) -> Figure:
        words = self._words(line, part)
        words |= {"previous": None, "delta": None, "rules": (*part.rules, rule), "also": tuple(self._also(line, part))}
        return level.model_copy(update=words | update)

    def _words(self, line: Line, quantity: Quantity) -> dict[str, Any]:
        """Where a quantity stands, and what its words claim."""
        start, end = line.span(quantity.first, quantity.last)
        return {
            "quote": self._document.text[start:end],
            "start": start,
            "end": end,
            "value": quantity.value,
            "low": quantity.low,
            "high": quantity.high,
            "unit": quantity.unit.name,
            "dimension": quantity.unit.dimension,
            "interval": quantity.interval,
            "qualifier": quantity.qualifier,
            "as_of": when.as_of(self._document, line, quantity),
        }

    def _figure(self, line: Line, quantity: Quantity, move: Move | None, others: list[Quantity]) -> Figure:
        what = counted(line, quantity, others)
        verb = act(line, quantity, what)
        name = measure(line, quantity, what, verb)
        if name is None and quantity.unit.dimension == "temperature":
            name = "temperature"
        if what is None:
            what = self._left_out(line, quantity)
            name = name or self._as_before(line, quantity, what, verb)
        if (name is None and what is None) or name == quantity.unit.dimension:
            name = self._measure_before(line, quantity) or name
        if what is not None or name is not None:
            self._before = _Before(what, quantity.unit.dimension, name, line.sentence.paragraph)
        in_line = what is not None and what.line is line and what.rule != BY_DOER
        first, last = (what.first, what.last) if what and in_line else (quantity.first, quantity.last)
        said_mood = mood.mood(line, quantity)
        rules = [*quantity.rules, *([what.rule] if what else []), *(move.rules if move else ())]
        return Figure(
            **self._words(line, quantity),
            sentence=line.sentence.text,
            sentence_start=line.sentence.start,
            counted=what.text if what else None,
            subject=whose.subject(line, first, last, verb, self._about()),
            scope=where.scope(line, quantity.first, max(last, quantity.last)) or self._main_place(),
            attribution=who.attribution(self._document, line, quantity, self._speakers()),
            mood=said_mood,
            trend=move.trend if move else None,
            previous=move.previous if move else None,
            delta=move.delta if move else None,
            kind=kind(line, quantity, move, said_mood, others),
            measure=name,
            rules=tuple(rules),
            also=tuple(self._also(line, quantity)),
        )

    def _left_out(self, line: Line, quantity: Quantity) -> Counted | None:
        """Of these, 40 … · and 309 now · That area has shrunk to …"""
        before = self._before
        if (
            before is None
            or before.counted is None
            or not _points_back(line, quantity)
            or (before.dimension != quantity.unit.dimension and not _compares(line, quantity))
        ):
            return None
        if line.sentence.paragraph - before.paragraph > 1:
            return None
        return Counted(before.counted.line, before.counted.first, before.counted.last, "counted: as before")

    def _as_before(self, line: Line, quantity: Quantity, what: Counted | None, verb: int) -> str | None:
        """What the figure measures that leaves out what it counts: as before, unless its own verb says otherwise."""
        told = measure(line, quantity, what, verb)
        if what is None or self._before is None or told != measure(line, quantity, what, -1):
            return told
        return self._before.measure

    def _measure_before(self, line: Line, quantity: Quantity) -> str | None:
        """What the last figure of this dimension measured, where this one leaves it out ("that area")."""
        before = self._before
        if before is None or before.dimension != quantity.unit.dimension:
            return None
        near = line.sentence.paragraph - before.paragraph <= 1
        return before.measure if near and (quantity.unit.dimension == "area" or _points_back(line, quantity)) else None

    def _also(self, line: Line, quantity: Quantity) -> Iterator[Also]:
        for said in quantity.also:
            start, end = line.span(said.first, said.last)
            yield Also(
                quote=self._document.text[start:end], start=start, end=end, value=said.value, unit=said.unit.name
            )

    def _speakers(self) -> who.Context:
        if self._context is None:
            self._context = who.context(self._document)
        return self._context

    def _about(self) -> whose.About:
        if self._topic is None:
            self._topic = whose.about(self._document)
        return self._topic

    def _main_place(self) -> str | None:
        if not self._placed:
            self._place, self._placed = where.main_place(self._document), True
        return self._place


def _per_as(level: Figure, before: Figure) -> Figure:
    """ "From $310 to $295 a tonne" says only once what both are per."""
    if not level.unit.startswith(f"{before.unit} / ") or not level.value:
        return before
    size = level.interval.middle / level.value
    low, high = (None if end is None else end * size for end in (before.interval.low, before.interval.high))
    per = {"unit": level.unit, "dimension": level.dimension, "interval": Interval(low=low, high=high)}
    return before.model_copy(update=per)


_GOES_ON = frozenset({"and", "another", "only", "to", "against", "versus"})


def _compares(line: Line, quantity: Quantity) -> bool:
    """ "A third more", "3.2 million fewer than a year ago", "half of them": of the same, whatever the unit."""
    told = {line.at(quantity.last), line.at(quantity.last - 1)}
    if quantity.unit.dimension == "share" and line.at(quantity.last + 1) in _THEM and line.at(quantity.last) == "of":
        return True
    return not quantity.unit.dimension.startswith("money") and not told.isdisjoint(_MORE)


_THEM = frozenset({"them", "whom", "these", "those", "which"})
_MORE = frozenset({"more", "fewer", "less"})


def _points_back(line: Line, quantity: Quantity) -> bool:
    """The sentence leaves out what it counts: "of these", "and 309 now", "another 40", "that area"."""
    if _compares(line, quantity):
        return True
    if line.at(0) == "of" and line.at(quantity.first - 1) == ",":
        return True
    if line.at(quantity.last) == "of" and line.at(quantity.last + 1) in _THEM:
        return True
    if tells_of_it(line, quantity):
        return True
    before = {line.at(i) for i in range(max(0, quantity.first - 6), quantity.first)}
    if before & {"these", "those", "them", "that", "this"} or line.at(quantity.first - 1) in _GOES_ON:
        return True
    behind = line.at(quantity.last)
    return behind in LINKS or behind in {"now", "today", "then", "later", "earlier", ".", ",", ""}


def _to_leave_out(found: list[Quantity], before: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """What the next sentence may leave out: the last unit of this one, and the text's first exchange rate."""
    last = [each.unit for each in reversed(found) if each.has_unit][:1]
    rates = [each.unit for each in found if "/money" in each.unit.dimension]
    return (*last, *([each for each in before if "/money" in each.dimension] or rates)[:1])


# ── one figure, one record ───────────────────────────────────────────────────────────────────────────────────


def _told_once(figures: list[Figure], document: Document) -> list[Figure]:
    """A title's figure that the body tells again is the body's, with the title's words in `also`."""
    title_end = document.headline[1]
    heads = [figure for figure in figures if figure.start < title_end]
    body = [figure for figure in figures if figure.start >= title_end]
    kept: list[Figure] = []
    for figure in heads:
        same = next((at for at, other in enumerate(body) if _same(figure, other)), None)
        if same is None:
            kept.append(figure)
            continue
        also = Also(quote=figure.quote, start=figure.start, end=figure.end, value=figure.value, unit=figure.unit)
        body[same] = body[same].model_copy(update={"also": (*body[same].also, also)})
    return [*kept, *body]


def _same(one: Figure, other: Figure) -> bool:
    if one.unit == "1" and one.counted is None and one.dimension == "count" and "/money" in other.dimension:
        return one.value == other.value  # "Rouble slides past 95"
    if one.dimension != other.dimension and not {one.dimension, other.dimension} <= set(_DIMENSIONS_OF_SHARES):
        return False
    foretold = one.kind is Kind.LEVEL and other.kind is Kind.PLAN  # a title has no room to say that it is
    if (one.kind is not other.kind and not foretold) or not one.claim.overlaps(other.claim):
        return False
    return one.dimension != "count" or one.value == other.value or one.measure == other.measure
