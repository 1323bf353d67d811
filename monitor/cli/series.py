"""`figurewatch series`: what is measured over time, and what a person puts right about it."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, clock, print_json, print_table, store_of
from monitor.errors import Permanent
from workers import correcting

series = typer.Typer(help="Series: what is measured over time. Corrections hold for good.", no_args_is_help=True)
app.add_typer(series, name="series")

Words = Annotated[list[str] | None, typer.Argument(help="Only series whose name holds all of these words.")]


@series.command("ls")
def ls(words: Words = None, config: Config = None, as_json: AsJson = False, limit: Limit = 100) -> None:
    """Series, most recently observed first, with the latest words of each."""
    with store_of(config) as store, store.read() as uow:
        found = [
            each
            for each in uow.series.all(limit if not words else 100_000)
            if all(word.lower() in each.label.lower() for word in words or ())
        ]
        rows = [(each, uow.series.observations(each.id)) for each in found[:limit]]
    if as_json:
        print_json([{"series": each, "latest": seen[-1] if seen else None} for each, seen in rows])
        return
    print_table(
        ("series", "what", "latest words", "who says", "as of", "seen"),
        (
            (each.id, each.label, seen[-1].figure.quote, seen[-1].claimant, seen[-1].as_of, len(seen))
            for each, seen in rows
            if seen
        ),
        empty=f"no series is called {' '.join(words)!r}" if words else "nothing has been read yet",
    )


@series.command("show")
def show(id: str, config: Config = None, as_json: AsJson = False) -> None:
    """One series: every observation with why it is placed here, every change, and what was corrected."""
    with store_of(config) as store, store.read() as uow:
        found = correcting.held(id, uow)
        seen, changes = uow.series.observations(found.id), uow.series.changes(found.id)
        merged = uow.series.merged_into(found.id)
    if as_json:
        print_json({"series": found, "observations": seen, "changes": [change for _, change in changes]})
        return
    print(f"{found.label}  ({found.key.kind.value}, {found.key.dimension}, {found.unit})")
    if found.corrected:
        print("corrected by hand" + "".join(f"; {each.label!r} ({each.id}) was merged into it" for each in merged))
    print()
    print_table(
        ("as of", "words", "who says", "outlet", "observation", "sure", "placed because"),
        (
            (each.as_of, each.figure.quote, each.claimant, each.outlet, each.id, f"{each.score:.2f}", each.because)
            for each in seen
        ),
        empty="no observations",
    )
    print()
    print_table(
        ("found", "change", "because"),
        ((f"{at:%Y-%m-%d %H:%M}", change.kind.value, change.because) for at, change in changes),
        empty="no changes",
    )


@series.command("merge")
def merge(
    one: Annotated[str, typer.Argument(help="The series that ends.")],
    into: Annotated[str, typer.Argument(help="The series in which it goes on.")],
    config: Config = None,
) -> None:
    """Two series are one thing: put the first into the second, with whatever would be placed in it later."""
    with store_of(config) as store, store.begin() as uow:
        kept = correcting.merge(one, into, uow, clock(config).now())
        count = len(uow.series.observations(kept.id))
        uow.commit()
    print(f"{kept.id} {kept.label!r} now holds {count} observations")


@series.command("split")
def split(
    one: Annotated[str, typer.Argument(help="The series that holds two things.")],
    observations: Annotated[list[str], typer.Argument(help="The observations that are of the other thing.")],
    config: Config = None,
    label: Annotated[str | None, typer.Option("--label", help="What the new series is called.")] = None,
) -> None:
    """One series holds two things: put these observations (ids as in `series show`) into a series of their own."""
    with store_of(config) as store, store.begin() as uow:
        new = correcting.split(one, observations, uow, clock(config).now(), label)
        uow.commit()
    print(f"{new.id} {new.label!r} holds {len(set(observations))} observations")


@series.command("rename")
def rename(id: str, label: str, config: Config = None) -> None:
    """Call a series something else."""
    if not label.strip():
        raise Permanent("a series needs a name")
    with store_of(config) as store, store.begin() as uow:
        new = correcting.rename(id, label.strip(), uow)
        uow.commit()
    print(f"{new.id} is called {new.label!r}")
