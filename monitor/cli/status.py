"""`figurewatch status` and `doctor`: how the daemon stands, and whether this machine has what it needs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from monitor.adapters.embedded_redis import find_server
from monitor.bootstrap import open_queue, open_store
from monitor.cli import app
from monitor.cli.context import AsJson, Config, clock, config_file, print_json, settings_of, store_and_maybe_queue
from monitor.cli.exit import EXIT_FAILED
from monitor.errors import FigurewatchError
from monitor.ops.snapshot import Snapshot, take_snapshot

Watch = Annotated[bool, typer.Option("--watch", help="Show it again every two seconds until Ctrl-C.")]


@app.command()
def status(config: Config = None, as_json: AsJson = False, watch: Watch = False) -> None:
    """Queues, workers, scheduler, feeds, outbox, dead letters. Exit 0 ok, 1 degraded, 2 down."""
    with store_and_maybe_queue(config) as (store, queue):
        while True:
            snapshot = take_snapshot(store, queue, clock(config))
            if watch and sys.stdout.isatty() and not as_json:
                print("\x1b[2J\x1b[H", end="")
            if as_json:
                print_json({**snapshot.model_dump(mode="json"), "exit": snapshot.exit_code})
            else:
                print(render(snapshot), flush=True)
            if not watch:
                break
            time.sleep(2)
    raise typer.Exit(snapshot.exit_code)


def render(snapshot: Snapshot) -> str:
    """The snapshot for a terminal."""
    lines = [f"figurewatch is {snapshot.state}", *(f"  ! {reason}" for reason in snapshot.reasons), ""]
    lines.append(f"{'queue':<12}{'hints':>8}{'owed':>8}{'oldest':>10}")
    for queue in snapshot.queues:
        hints = "-" if queue.hints is None else queue.hints
        paused = "  paused" if queue.paused else ""
        lines.append(f"{queue.name:<12}{hints:>8}{queue.owed:>8}{age(queue.oldest_seconds):>10}{paused}")
    lines += ["", f"{'process':<28}{'kind':<10}{'heartbeat':>12}"]
    for process in snapshot.processes:
        note = "" if process.alive else "  silent"
        lines.append(f"{process.process:<28}{process.kind:<10}{age(process.age_seconds):>8} ago{note}")
    lines += ["", f"scheduler ticked {age(snapshot.tick_age_seconds)} ago"]
    ok = sum(feed.ok for feed in snapshot.feeds)
    lines.append(f"feeds: {ok} ok, {len(snapshot.feeds) - ok} failing")
    for feed in snapshot.feeds:
        if not feed.ok:
            what = "off" if feed.disabled else f"{feed.failures}×"
            lines.append(f"  {what:<5}{feed.name}: {feed.reason or 'no reason given'}")
    outbox = ", ".join(f"{count} {state}" for state, count in sorted(snapshot.outbox.items()))
    lines += [f"notifications: {outbox or 'none'}", f"dead letters: {snapshot.dead_letters}"]
    return "\n".join(lines)


def age(seconds: float | None) -> str:
    """ "12 s", "3 min", "5.2 h"; "-" where there is nothing to tell."""
    if seconds is None:
        return "-"
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


@app.command()
def doctor(config: Config = None) -> None:
    """Check this machine: Python, settings, state folder, store, Redis, clock. Exit 0 when all is well."""
    failed = False

    def check(what: str, look: object) -> None:
        nonlocal failed
        try:
            answer = look() if callable(look) else look
            print(f"  ok    {what}: {answer}")
        except (FigurewatchError, OSError) as error:
            failed = True
            print(f"  FAIL  {what}: {error}")

    check("Python", sys.version.split()[0])
    check("settings", lambda: f"{config_file(config) or 'defaults'} ({len(settings_of(config).watches)} watches)")
    try:
        settings = settings_of(config)
    except FigurewatchError:
        raise typer.Exit(EXIT_FAILED) from None
    check("state folder", lambda: _writable(settings.state))
    check("store", lambda: _open(settings))
    if settings.redis.url:
        check("Redis", lambda: f"reached, {sum(each.depth for each in open_queue(settings).states())} jobs queued")
    else:
        check("Redis", lambda: f"embedded: {find_server()}")
    check("processors", os.cpu_count())
    raise typer.Exit(EXIT_FAILED if failed else 0)


def _writable(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".doctor"
    probe.write_text("ok")
    probe.unlink()
    return str(folder)


def _open(settings: object) -> str:
    from monitor.settings import Settings

    assert isinstance(settings, Settings)
    store = open_store(settings)
    try:
        with store.read() as uow:
            totals = uow.ops.totals()
    finally:
        store.close()
    return f"reached, {totals.get('articles', 0)} articles, {totals.get('series', 0)} series"
