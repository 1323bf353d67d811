"""`figurewatch figures`: what has been read, by series and one by one."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, print_json, print_table, store_of
from monitor.errors import Permanent

figures = typer.Typer(help="Series and the figures in them.", no_args_is_help=True)
app.add_typer(figures, name="figures")


@figures.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 100) -> None:
    """Series, most recently observed first, with the latest words of each."""
    with store_of(config) as store, store.read() as uow:
        rows = [(series, uow.series.observations(series.id)) for series in uow.series.all(limit)]
    if as_json:
        print_json([{"series": series, "latest": seen[-1] if seen else None} for series, seen in rows])
        return
    print_table(
        ("series", "what", "latest words", "who says", "as of", "seen"),
        (
            (series.id, series.label, seen[-1].figure.quote, seen[-1].claimant, seen[-1].as_of, len(seen))
            for series, seen in rows
            if seen
        ),
        empty="nothing has been read yet",
    )


@figures.command("show")
def show(id: str, config: Config = None, as_json: AsJson = False) -> None:
    """One series with every observation and change, or one observation with its whole figure."""
    with store_of(config) as store, store.read() as uow:
        series = uow.series.get(id)
        observation = uow.series.observation(id) if series is None else None
        seen = uow.series.observations(id) if series else []
        changes = uow.series.changes(id) if series else []
    if observation is not None:
        print_json(observation)
        return
    if series is None:
        raise Permanent(f"there is no series or observation {id}; `figurewatch figures ls` lists them")
    if as_json:
        print_json({"series": series, "observations": seen, "changes": [change for _, change in changes]})
        return
    print(f"{series.label}  ({series.key.kind.value}, {series.key.dimension}, {series.unit})\n")
    print_table(
        ("as of", "words", "who says", "outlet", "observation", "placed because"),
        ((each.as_of, each.figure.quote, each.claimant, each.outlet, each.id, each.because) for each in seen),
        empty="no observations",
    )
    print()
    print_table(
        ("found", "change", "because"),
        ((f"{at:%Y-%m-%d %H:%M}", change.kind.value, change.because) for at, change in changes),
        empty="no changes",
    )
