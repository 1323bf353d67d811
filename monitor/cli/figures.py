"""`figurewatch figures`: what has been read, one by one; what people say of it; and all of it as a table."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple

import typer
from pydantic_core import to_jsonable_python

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, clock, print_json, print_table, settings_of, store_of
from monitor.errors import Permanent
from monitor.model.change import Judgement, Observation, Series
from monitor.ports import UnitOfWork
from monitor.settings import duration
from workers import correcting
from workers.bootstrap import desk_of

figures = typer.Typer(help="Figures as they stand in articles.", no_args_is_help=True)
app.add_typer(figures, name="figures")

Id = Annotated[str, typer.Argument(help="The observation, as `figures ls` and `series show` name it.")]

#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Row(NamedTuple):
    """What `export` gives of a figure, in this order; intervals in base units, times in ISO 8601."""

    id: str
    series: str
    label: str
    measure: str
    subject: str
    scope: str
    dimension: str
    kind: str
    quote: str
    value: float
    unit: str
    low: float | None
    high: float | None
    qualifier: str
    interval_low: float | None
    interval_high: float | None
    claimant: str | None
    attribution: str
    as_of: date
    mood: str
    trend: str | None
    origin: str
    story: str
    outlet: str
    link: str
    published_at: datetime
    sentence: str
    score: float
    because: str
    judgement: str | None


@figures.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 100) -> None:
    """Figures, latest published first."""
    with store_of(config) as store, store.read() as uow:
        rows = [(each, uow.series.get(each.series)) for each in uow.series.latest(limit)]
    if as_json:
        print_json([each for each, _ in rows])
        return
    print_table(
        ("observation", "published", "words", "of", "who says", "outlet", "judged"),
        (
            (
                each.id,
                f"{each.published_at:%Y-%m-%d %H:%M}",
                each.figure.quote,
                series.label if series else each.series,
                each.claimant,
                each.outlet,
                each.judgement.value if each.judgement else "",
            )
            for each, series in rows
        ),
        empty="nothing has been read yet",
    )


@figures.command("show")
def show(id: Id, config: Config = None) -> None:
    """One figure with all its slots, the rules that made it, and the series it was placed in."""
    with store_of(config) as store, store.read() as uow:
        observation = uow.series.observation(id)
    if observation is None:
        raise Permanent(f"there is no observation {id}; `figurewatch figures ls` lists them")
    print_json(observation)


@figures.command("confirm")
def confirm(id: Id, config: Config = None) -> None:
    """This figure is so: an alert that waits for confirmation goes out."""
    _judge(id, Judgement.CONFIRMED, config)


@figures.command("reject")
def reject(id: Id, config: Config = None) -> None:
    """This figure is wrong or wrongly read: it changes nothing any more, and what was held of it is not told."""
    _judge(id, Judgement.REJECTED, config)


@figures.command("export")
def export(
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="csv, or one JSON object a line.")] = "csv",
    since: Annotated[str | None, typer.Option("--since", help="Only published since then: 36h, 7d.")] = None,
    of: Annotated[str | None, typer.Option("--series", help="Only this series.")] = None,
    config: Config = None,
) -> None:
    """Every figure with its interval (base units), claimant, as-of, origin, source and link, series by series."""
    try:
        start = clock(config).now() - duration(since) if since else None
    except ValueError as error:
        raise typer.BadParameter(f"--since: {error}") from None
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if form == "csv":
        writer.writerow(Row._fields)
    with store_of(config) as store, store.read() as uow:
        for series, observation in _exported(uow, start, of):
            row = _row(series, observation)
            if form == "csv":
                writer.writerow(map(_cell, row))
            else:
                print(json.dumps(to_jsonable_python(row._asdict()), ensure_ascii=False))


def _judge(id: str, judgement: Judgement, config: Config) -> None:
    settings = settings_of(config)
    with store_of(config) as store, store.begin() as uow:
        found = correcting.judge(id, judgement, desk_of(settings, uow, clock(config).now()))
        series = uow.series.get(found.series)
        uow.commit()
    print(f"{judgement.value}: {found.figure.quote!r} of {series.label if series else found.series} ({found.outlet})")


def _exported(uow: UnitOfWork, start: datetime | None, of: str | None) -> Iterator[tuple[Series, Observation]]:
    found = [correcting.held(of, uow)] if of else uow.series.all(1_000_000)
    for series in found:
        for observation in uow.series.observations(series.id):
            if start is None or observation.published_at >= start:
                yield series, observation


def _row(series: Series, observation: Observation) -> Row:
    figure, key = observation.figure, series.key
    return Row(
        id=observation.id,
        series=series.id,
        label=series.label,
        measure=key.measure,
        subject=key.subject,
        scope=key.scope,
        dimension=key.dimension,
        kind=key.kind.value,
        quote=figure.quote,
        value=figure.value,
        unit=figure.unit,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier.value,
        interval_low=figure.interval.low,
        interval_high=figure.interval.high,
        claimant=observation.claimant,
        attribution=" < ".join(figure.attribution),
        as_of=observation.as_of,
        mood=figure.mood.value,
        trend=figure.trend.value if figure.trend else None,
        origin=observation.origin,
        story=observation.story,
        outlet=observation.outlet,
        link=observation.url,
        published_at=observation.published_at,
        sentence=figure.sentence,
        score=observation.score,
        because=observation.because,
        judgement=observation.judgement.value if observation.judgement else None,
    )


def _cell(value: object) -> object:
    """Words from the web must not be run by a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
