"""`figurewatch figures`: what has been read, one by one."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, print_json, print_table, store_of
from monitor.errors import Permanent

figures = typer.Typer(help="Figures as they stand in articles.", no_args_is_help=True)
app.add_typer(figures, name="figures")


@figures.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 100) -> None:
    """Figures, latest published first."""
    with store_of(config) as store, store.read() as uow:
        rows = [(each, uow.series.get(each.series)) for each in uow.series.latest(limit)]
    if as_json:
        print_json([each for each, _ in rows])
        return
    print_table(
        ("observation", "published", "words", "of", "who says", "outlet"),
        (
            (
                each.id,
                f"{each.published_at:%Y-%m-%d %H:%M}",
                each.figure.quote,
                series.label if series else each.series,
                each.claimant,
                each.outlet,
            )
            for each, series in rows
        ),
        empty="nothing has been read yet",
    )


@figures.command("show")
def show(id: str, config: Config = None) -> None:
    """One figure with all its slots, the rules that made it, and the series it was placed in."""
    with store_of(config) as store, store.read() as uow:
        observation = uow.series.observation(id)
    if observation is None:
        raise Permanent(f"there is no observation {id}; `figurewatch figures ls` lists them")
    print_json(observation)
