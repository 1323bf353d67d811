"""`figurewatch queue`: what waits between the halves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.adapters.embedded_redis import connect
from monitor.adapters.queue import RqQueue
from monitor.bootstrap import redis_url
from monitor.cli import app
from monitor.cli.context import AsJson, Config, clock, print_json, print_table, settings_of, store_and_queue
from monitor.cli.status import age
from monitor.flow import QUEUES
from monitor.ops.snapshot import take_snapshot

QueueName = Annotated[str, typer.Argument(help=f"Which queue: {' or '.join(QUEUES)}.")]

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


@queue.command("pause")
def pause(name: QueueName, config: Config = None) -> None:
    """Let workers take no more from a queue; what they are at, they finish."""
    _rq(config, name).pause(name)
    print(f"{name} is paused; `figurewatch queue resume {name}` ends it")


@queue.command("resume")
def resume(name: QueueName, config: Config = None) -> None:
    """End a pause."""
    _rq(config, name).resume(name)
    print(f"{name} goes on")


def _rq(config: Path | None, name: str) -> RqQueue:
    if name not in QUEUES:
        raise typer.BadParameter(f"{name!r} is no queue; known: {', '.join(QUEUES)}")
    settings = settings_of(config)
    return RqQueue(connect(redis_url(settings), insecure=settings.redis.insecure))
