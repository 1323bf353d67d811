"""`figurewatch place --jsonl`: articles → story, placement, origin, event; through the daemon's own steps."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.batch import Jsonl, Source, read_through
from monitor.cli.context import print_line
from monitor.cli.exit import EXIT_FAILED


@app.command()
def place(source: Source, jsonl: Jsonl = True) -> None:
    """Read {"id", "text", "published", "title"?, "outlet"?, "url"?} lines; say which story each belongs to, and why.

    Answers, in order, {"id", "story", "placement", "score", "origin", "source", "event", "because"}. A line that cannot
    be read gives {"error"}; exit 1 at the end.
    """
    failed = False
    for read in read_through(source):
        if isinstance(read, dict):
            failed = True
            print_line(read)
            continue
        reasons = [read.placement.because, read.trace.because if read.trace else ""]
        print_line(
            {
                "id": read.line.id,
                "story": read.story.id,
                "placement": read.placement.verdict.value,
                "score": read.placement.score,
                "origin": read.trace.origin if read.trace else None,
                "source": read.trace.source if read.trace else None,
                "event": read.trace.event if read.trace else None,
                "because": "; ".join(reason for reason in reasons if reason),
            }
        )
    raise typer.Exit(EXIT_FAILED if failed else 0)
