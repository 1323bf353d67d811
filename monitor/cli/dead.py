"""`figurewatch dead`: work that was given up, why, and putting it back."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, Limit, clock, print_json, print_table, store_of
from monitor.errors import Permanent

dead = typer.Typer(help="Work that was given up.", no_args_is_help=True)
app.add_typer(dead, name="dead")


@dead.command("ls")
def ls(config: Config = None, as_json: AsJson = False, limit: Limit = 100) -> None:
    """What was given up, newest first."""
    with store_of(config) as store, store.read() as uow:
        letters = uow.dead.all(limit)
    if as_json:
        print_json(letters)
        return
    rows = ((each.id, each.step, each.about, each.because, each.attempts) for each in letters)
    print_table(("id", "step", "about", "because", "attempts"), rows, empty="no dead letters")


@dead.command("show")
def show(id: str, config: Config = None) -> None:
    """One dead letter."""
    with store_of(config) as store, store.read() as uow:
        letter = uow.dead.get(id)
    if letter is None:
        raise Permanent(f"there is no dead letter {id}; `figurewatch dead ls` lists them")
    print_json(letter)


@dead.command("requeue")
def requeue(ids: list[str], config: Config = None) -> None:
    """Owe it again, from its first attempt."""
    with store_of(config) as store, store.begin() as uow:
        for id in ids:
            if not uow.dead.requeue(id, clock(config).now()):
                raise Permanent(f"there is no dead letter {id}; nothing was put back")
        uow.commit()
    print(f"put back {len(ids)}")
