"""How a figure was made, in words: the rules that fired, what was taken for what, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from monitor.model.figure import Figure
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import left_out


def explain(text: str, figures: Sequence[Figure], *, published: date, title: str = "") -> str:
    """One paragraph a figure; then what looked like a number and is none, with the rule that says so."""
    parts = [_figure(figure) for figure in figures]
    found = document(text, published=published, title=title)
    for sentence in found.sentences:
        line = Line(found, sentence)
        for each in left_out(line):
            parts.append(f"{line.words(each.first, each.last)!r} is no figure: {each.rule}")
    return "\n\n".join(parts) if parts else "no figures"


def _figure(figure: Figure) -> str:
    """The figure's words, what each slot holds, and the rules in the order they fired."""
    lines = [
        f"{figure.quote!r} at {figure.start}–{figure.end}: {figure.value:g} {figure.unit} ({figure.qualifier.value})"
    ]
    claimed = f"[{_end(figure.interval.low)}, {_end(figure.interval.high)}]"
    lines.append(f"  claims    {claimed} in the base unit of {figure.dimension}")
    slots = {
        "counted": figure.counted,
        "measure": figure.measure,
        "subject": figure.subject,
        "scope": figure.scope,
        "says": " → ".join(figure.attribution) or None,
        "as of": figure.as_of,
        "mood": figure.mood.value,
        "kind": figure.kind.value,
        "trend": figure.trend.value if figure.trend else None,
        "previous": figure.previous,
        "delta": figure.delta,
        "also": ", ".join(repr(each.quote) for each in figure.also) or None,
    }
    lines += [f"  {name:<9} {value}" for name, value in slots.items() if value is not None]
    lines += [f"  rule      {rule}" for rule in figure.rules]
    return "\n".join(lines)


def _end(value: float | None) -> str:
    return "open" if value is None else f"{value:g}"
