"""`figurewatch track --jsonl`: dated texts → figure, series, claimant, change; through the daemon's own steps."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.batch import Jsonl, Source, lines, throwaway_store
from monitor.cli.context import print_line
from monitor.cli.exit import EXIT_FAILED
from monitor.model.change import Change, ChangeKind
from monitor.steps import place_in_story
from workers.reading import figures_of, record


@app.command()
def track(source: Source, jsonl: Jsonl = True) -> None:
    """Read {"id", "text", "published", "title"?, "outlet"?, "url"?} lines; say which series each figure is in.

    Answers one object for each figure, in order: {"id", "quote", "value", "unit", "series", "label", "claimant",
    "change", "because"}; "change" is null where it changes nothing. A line that cannot be read gives {"error"}; exit 1
    at the end.
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
                reading = record(article, story, placement, figures_of(article, placement), uow, now=article.seen_at)
                uow.commit()
            changes = {change.observation: change for change in reading.changes}
            with store.read() as uow:
                for each in reading.observations:
                    series = uow.series.get(each.series)
                    change = changes.get(each.id)
                    print_line(
                        {
                            "id": line.id,
                            "quote": each.figure.quote,
                            "start": each.figure.start,
                            "end": each.figure.end,
                            "value": each.figure.value,
                            "unit": each.figure.unit,
                            "series": each.series,
                            "label": series.label if series else None,
                            "claimant": each.claimant,
                            "change": _news(change),
                            "because": change.because if change else each.because,
                        }
                    )
    raise typer.Exit(EXIT_FAILED if failed else 0)


def _news(change: Change | None) -> str | None:
    return None if change is None or change.kind is ChangeKind.RESTATED else change.kind.value
