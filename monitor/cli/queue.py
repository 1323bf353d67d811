"""`figurewatch queue`: what waits between the halves."""

from __future__ import annotations

import typer

from monitor.cli import app
from monitor.cli.context import AsJson, Config, clock, print_json, print_table, store_and_queue
from monitor.cli.status import age
from monitor.ops.snapshot import take_snapshot

queue = typer.Typer(help="The queues between monitor and workers.", no_args_is_help=True)
app.add_typer(queue, name="queue")


@queue.command("ls")
def ls(config: Config = None, as_json: AsJson = False) -> None:
    """Each queue: hints in Redis, work the store owes behind it, age of the oldest."""
    with store_and_queue(config) as (store, transport):
        transport.states()  # unreachable Redis is an error here, not a dash
        snapshot = take_snapshot(store, transport, clock(config))
    if as_json:
        print_json(snapshot.queues)
        return
    print_table(
        ("queue", "hints", "owed", "oldest"),
        ((each.name, each.hints, each.owed, age(each.oldest_seconds)) for each in snapshot.queues),
        empty="no queues",
    )
