"""`figurewatch track --jsonl`: dated texts → figure, series, claimant, change; through the daemon's own steps."""

from __future__ import annotations

from collections.abc import Iterator

import typer

from monitor.cli import app
from monitor.cli.batch import Jsonl, Read, Source, read_through
from monitor.cli.context import print_line
from monitor.cli.exit import EXIT_FAILED
from monitor.model.change import Change, ChangeKind
from monitor.model.figure import Mood


@app.command()
def track(source: Source, jsonl: Jsonl = True) -> None:
    """Read {"id", "text", "published", "title"?, "outlet"?, "url"?} lines; say which series each figure is in.

    Answers one object for each figure, in order: {"id", "quote", "start", "end", "value", "low", "high", "unit",
    "qualifier", "series", "label", "claimant", "as_of", "change", "because", "past"}; "change" is null where it changes
    nothing, "past" is true of what the text itself calls superseded ("previously estimated at 40") and of what comes
    after newer news. Of a text of several paragraphs, headlines and captions between them are left out; offsets index
    the text as given. A line that cannot be read gives {"error"}; exit 1 at the end.
    """
    failed = False
    for read in read_through(source):
        if isinstance(read, dict):
            failed = True
            print_line(read)
            continue
        for row in rows(read):
            print_line(row)
    raise typer.Exit(EXIT_FAILED if failed else 0)


def rows(read: Read) -> Iterator[dict[str, object]]:
    """What `track` says of one text: an object a figure, in text order."""
    changes = {change.observation: change for change in read.reading.changes}
    for each in read.reading.observations:
        series, change = read.series.get(each.series), changes.get(each.id)
        figure = each.figure
        yield {
            "id": read.line.id,
            "quote": figure.quote,
            "start": figure.start,
            "end": figure.end,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "qualifier": figure.qualifier.value,
            "series": each.series,
            "label": series.label if series else None,
            "claimant": each.claimant,
            "as_of": each.as_of,
            "change": _news(change),
            "because": change.because if change else each.because,
            "past": figure.mood is Mood.PAST or (change is not None and change.kind is ChangeKind.LATE),
        }


def _news(change: Change | None) -> str | None:
    return None if change is None or change.kind is ChangeKind.RESTATED else change.kind.value
