"""`figurewatch place --jsonl`: articles → story, placement, origin, event; through the daemon's own steps."""

from __future__ import annotations

import sys

import typer

from monitor.cli import app
from monitor.cli.batch import Jsonl, Source, lines, throwaway_store
from monitor.cli.context import print_line
from monitor.cli.exit import EXIT_FAILED
from monitor.steps import place_in_story
from workers.reading import figures_of, record


@app.command()
def place(source: Source, jsonl: Jsonl = True) -> None:
    """Read {"id", "text", "published", "title"?, "outlet"?, "url"?} lines; say which story each belongs to, and why.

    Answers, in order, {"id", "story", "placement", "score", "origin", "event", "because"}. A line that cannot be read
    gives {"error"}; exit 1 at the end.
    """
    failed = False
    with throwaway_store() as store:
        for line in lines(source):
            if isinstance(line, str):
                failed = True
                print_line({"error": line})
                continue
            article = line.article()
            with store.begin() as uow:
                placement, _ = place_in_story(article, uow, article.seen_at)
                placement = placement or uow.articles.placement(article.id)
                story = uow.stories.get(placement.story) if placement else None
                if placement is None or story is None:
                    failed = True
                    print_line({"id": line.id, "error": f"{line.id}: the same text came before under another id"})
                    continue
                record(article, story, placement, figures_of(article, placement), uow, now=article.seen_at)
                trace = uow.stories.trace(story.id)
                uow.commit()
            print_line(
                {
                    "id": line.id,
                    "story": story.id,
                    "placement": placement.verdict.value,
                    "score": placement.score,
                    "origin": trace.origin if trace else None,
                    "event": trace.event if trace else None,
                    "because": placement.because + (f"; {trace.because}" if trace and trace.because else ""),
                }
            )
    sys.stdout.flush()
    raise typer.Exit(EXIT_FAILED if failed else 0)
