"""The Procfile's processes: `figurewatch monitor`, `worker QUEUE`, `web`."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
import uvicorn

from monitor.adapters import log
from monitor.adapters.embedded_redis import connect
from monitor.bootstrap import monitor_services, open_queue, open_store, process_name, redis_url
from monitor.cli import app
from monitor.cli.context import Config, clock, settings_of
from monitor.cli.listen import listening
from monitor.errors import FigurewatchError
from monitor.flow import QUEUES
from monitor.ops.web import application
from monitor.ports import Clock, Store
from monitor.scheduler import BEAT, SWEEP, TICK, Metronome
from monitor.settings import Settings
from workers.bootstrap import worker_services
from workers.worker import run_worker


@app.command()
def monitor(config: Config = None) -> None:
    """Poll feeds, fetch and clean pages, place articles, queue what is to be read."""
    settings = _start("monitor", config)
    asyncio.run(_monitor(settings, clock(config)))


async def _monitor(settings: Settings, time: Clock) -> None:
    services = monitor_services(settings, time)
    with services.store.begin() as uow:
        uow.feeds.sync([feed.feed() for feed in settings.feeds], services.clock.now())
        uow.commit()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    pace = timedelta(seconds=1) / max(services.clock.stretched(timedelta(seconds=1)).total_seconds() ** 0.25, 1)
    services.log.info("started", feeds=len(settings.feeds), pid=os.getpid())
    try:
        await Metronome(services, tick=max(TICK * pace.total_seconds(), _LEAST_TICK), sweep=SWEEP).run(stop)
    finally:
        await services.fetcher.close()
        services.cleaner.close()
        services.store.close()


_LEAST_TICK = timedelta(milliseconds=100)


@app.command()
def worker(
    queue: Annotated[str, typer.Argument(help=f"Which queue: {' or '.join(QUEUES)}.")],
    config: Config = None,
) -> None:
    """Work off one queue."""
    if queue not in QUEUES:
        raise typer.BadParameter(f"{queue!r} is no queue; known: {', '.join(QUEUES)}")
    settings = _start(queue, config)
    services = worker_services(settings)
    name = process_name(queue)

    def beat() -> None:
        _beat(services.store, services.clock, name, queue)

    connection = connect(redis_url(settings), insecure=settings.redis.insecure)
    code = run_worker(queue, connection, beat=beat)
    _forget(services.store, name)
    services.store.close()
    raise typer.Exit(code)


@app.command()
def web(config: Config = None) -> None:
    """Serve the status page, the API and /metrics."""
    settings = _start("web", config)
    sock = listening(settings.web.host, settings.web.port)
    store, time = open_store(settings), clock(config)
    name = process_name("web")
    server = _Server(
        uvicorn.Config(
            application(store, open_queue(settings), time, settings.web),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
    )
    with _beating(store, time, name, "web"):
        server.run(sockets=[sock])
    _forget(store, name)
    store.close()


class _Server(uvicorn.Server):
    """uvicorn kills its own process with the signal that stopped it; we have a heartbeat to take back first."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.handle_exit)
        yield


def _start(kind: str, config: Config) -> Settings:
    """What every long-running process does first."""
    settings = settings_of(config)
    log.keep_secret(*log.secrets_in(settings))
    log.configure(kind, level=os.environ.get("FIGUREWATCH_LOG_LEVEL", "INFO"))
    return settings


@contextmanager
def _beating(store: Store, time: Clock, name: str, kind: str) -> Iterator[None]:
    stop = threading.Event()

    def repeat() -> None:
        while True:
            _beat(store, time, name, kind)
            if stop.wait(BEAT.total_seconds()):
                return

    thread = threading.Thread(target=repeat, name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(1)


def _beat(store: Store, time: Clock, name: str, kind: str) -> None:
    try:
        with store.begin() as uow:
            uow.ops.beat(name, kind, time.now(), {"pid": str(os.getpid())})
            uow.commit()
    except FigurewatchError:
        return  # a store that is away is seen by everybody; the next beat tries again


def _forget(store: Store, name: str) -> None:
    try:
        with store.begin() as uow:
            uow.ops.forget(name)
            uow.commit()
    except FigurewatchError:
        return
