"""`figurewatch explain`: the whole way of a figure, a change, an alert or an article, and why at every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, print_json, print_table, store_of
from monitor.errors import Permanent
from monitor.model.article import Article
from monitor.model.change import Observation
from monitor.ports import UnitOfWork

#: Changes of one series looked through for those of an observation.
ALL = 1_000_000


@dataclass(frozen=True)
class Step:
    """One step on the way: what was done, and why so."""

    step: str
    what: str
    because: str = ""


@app.command()
def explain(
    id: Annotated[str, typer.Argument(help="An observation, change, alert or article.")],
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Fetched, cleaned, placed, read, in which series, compared with what, decided, sent: each with its reason."""
    with store_of(config) as store, store.read() as uow:
        steps = list(_way(id, uow))
    if as_json:
        print_json(steps)
        return
    print_table(("step", "what", "because"), ((each.step, each.what, each.because) for each in steps), empty="")


def _way(id: str, uow: UnitOfWork) -> Iterator[Step]:
    observation = _observation(id, uow)
    article = uow.articles.get(observation.article if observation else id)
    if observation is None and article is None:
        raise Permanent(
            f"there is no observation, change, alert or article {id}; `figurewatch figures ls`, `alerts ls` and "
            "`stories show` list them"
        )
    yield from _came(article, uow) if article else [Step("cleaned", "its article is no longer kept")]
    if observation is not None:
        yield from _followed(observation, uow)
        return
    for each in uow.series.observations_of_article(id):
        yield from _followed(each, uow)


def _observation(id: str, uow: UnitOfWork) -> Observation | None:
    """The observation that an id names or leads to; None if it does not."""
    alert = uow.alerts.get(id)
    change = uow.series.change(alert.change if alert else id)
    return uow.series.observation(change.observation if change else alert.observation if alert else id)


# ── up to the article ────────────────────────────────────────────────────────────────────────────────────────


def _came(article: Article, uow: UnitOfWork) -> Iterator[Step]:
    entry = uow.entries.get(article.entry) if article.entry else None
    feed = uow.feeds.get(article.feed) if article.feed else None
    source = f"feed {feed.feed.name}" if feed else "given by hand" if not article.feed else "a feed that is gone"
    listed = f", listed {entry.seen_at:%Y-%m-%d %H:%M}" if entry else ""
    yield Step("fetched", f"{article.url} at {article.seen_at:%Y-%m-%d %H:%M}", f"{source}{listed}")
    dropped = Counter(each.reason for each in article.dropped)
    left_out = ", ".join(f"{count} × {reason}" for reason, count in dropped.items())
    dated = f"published {article.published_at:%Y-%m-%d %H:%M}{' (guessed)' if article.published_guessed else ''}"
    yield Step(
        "cleaned", f"{article.title!r}, {len(article.text)} characters, {dated}", f"left out: {left_out or 'nothing'}"
    )
    placement = uow.articles.placement(article.id)
    if placement is not None:
        where = f"{placement.verdict.value} of" if placement.verdict.value != "new" else "opened"
        yield Step("placed", f"{where} {placement.story} ({placement.score:.2f})", placement.because)
        trace = uow.stories.trace(placement.story)
        if trace is not None:
            yield Step(
                "traced", f"{trace.origin}{f', reporting by {trace.source}' if trace.source else ''}", trace.because
            )


# ── from the figure on ───────────────────────────────────────────────────────────────────────────────────────


def _followed(observation: Observation, uow: UnitOfWork) -> Iterator[Step]:
    figure = observation.figure
    slots = {
        "counted": figure.counted,
        "subject": figure.subject,
        "scope": figure.scope,
        "as of": observation.as_of,
        "says": " < ".join(figure.attribution),
        "mood": figure.mood.value,
    }
    said = ", ".join(f"{name} {value}" for name, value in slots.items() if value)
    value = f"{figure.qualifier.value} {figure.value:g} {figure.unit}"
    yield Step("read", f"{figure.quote!r} is {value}: {said}", f"rules: {', '.join(figure.rules)}")
    series = uow.series.get(observation.series)
    label = f"{series.label!r} ({series.id})" if series else observation.series
    judged = f"; {observation.judgement.value} by hand" if observation.judgement else ""
    yield Step("series", f"{label}, {observation.score:.2f} sure{judged}", observation.because)
    mine = [change for _, change in uow.series.changes(observation.series, ALL) if change.observation == observation.id]
    if not mine:
        yield Step(
            "compared", "no change of its own", "another figure said the same first, or its mood is not compared"
        )
    for change in mine:
        before = uow.series.observation(change.against) if change.against else None
        against = f" against {before.figure.quote!r} ({before.outlet}, {before.as_of})" if before else ""
        slip = f"; implausible: {change.implausible}" if change.implausible else ""
        yield Step("compared", f"{change.kind.value}{against} ({change.id})", f"{change.because}{slip}")
        for alert in uow.alerts.of_series(observation.series):
            if alert.change == change.id:
                until = f" until {alert.held_until:%Y-%m-%d %H:%M}" if alert.held_until else ""
                held = until if alert.state.value == "held" else ""
                yield Step("decided", f"watch {alert.watch!r}: {alert.state.value}{held} ({alert.id})", alert.because)
                for owed in uow.outbox.of_alert(alert.id):
                    when = f" {owed.sent_at:%Y-%m-%d %H:%M}" if owed.sent_at else ""
                    yield Step("sent", f"to {owed.notification.receiver}: {owed.state}{when}", owed.because)
