"""`figurewatch run`: everything on this machine. `figurewatch demo`: the same, over the newswire that comes with us."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

import structlog
import typer

from monitor.adapters import log
from monitor.adapters.embedded_redis import EmbeddedRedis
from monitor.adapters.process import Event, InstanceLock, Phase, ProcessSpec
from monitor.adapters.supervisor import Supervisor
from monitor.bootstrap import make_folder, open_queue, open_store
from monitor.cli import app
from monitor.cli.context import CONFIG_VARIABLE, Config, config_file, demo_folder
from monitor.cli.demo import play
from monitor.cli.listen import listening
from monitor.errors import Unavailable
from monitor.settings import Settings, load

#: The Procfile's process types and the commands behind them.
PROCESSES: dict[str, tuple[str, ...]] = {
    "monitor": ("monitor",),
    "extract": ("worker", "extract"),
    "deliver": ("worker", "deliver"),
    "web": ("web",),
}

Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="How many extract workers.")]
Serve = Annotated[bool, typer.Option("--serve", help="Keep the pages up when the week is over.")]


@app.command()
def run(config: Config = None, workers: Workers = 1) -> None:
    """Run everything on this machine: monitor, workers, web page, and a private Redis unless REDIS_URL names one.

    Without a figurewatch.yaml it plays the demo newswire through the real path.
    """
    file = config_file(config)
    if file is None or file == demo_folder() / "figurewatch.yaml":
        print(_NO_CONFIG, flush=True)
        raise typer.Exit(_demo(serve=True))
    settings = load(file)
    log.keep_secret(*log.secrets_in(settings))
    log.configure("run", level=os.environ.get("FIGUREWATCH_LOG_LEVEL", "INFO"))
    make_folder(settings.state)
    with InstanceLock(settings.state / "run.lock") as lock:
        lock.acquire("figurewatch run")
        check_services(settings)
        print(
            f"figurewatch: {len(settings.feeds)} feeds, {len(settings.watches)} watches from {file}; "
            f"page at http://{settings.web.host}:{settings.web.port}/; stop with Ctrl-C",
            flush=True,
        )
        env = {CONFIG_VARIABLE: str(file.absolute())}
        raise typer.Exit(supervise(specs(settings, env, workers=workers)))


_NO_CONFIG = """\
figurewatch: no figurewatch.yaml here, so this is the built-in demo newswire: one invented week in half a minute,
through the real path. To watch real feeds:
  figurewatch init          # writes figurewatch.yaml
  $EDITOR figurewatch.yaml  # your feeds, watches, receivers
  figurewatch run
"""


@app.command()
def demo(serve: Serve = False) -> None:
    """Play a week of an invented newswire in half a minute, without network or tokens, and say what came of it."""
    raise typer.Exit(_demo(serve=serve))


def _demo(*, serve: bool) -> int:
    """Play the week from a fresh folder; the exit code."""
    settings = load(None)  # REDIS_URL, FIGUREWATCH_STATE and FIGUREWATCH_WEB_PORT hold for the demo too
    log.configure("demo", level=os.environ.get("FIGUREWATCH_LOG_LEVEL", "WARNING"))
    make_folder(settings.state)
    folder = demo_folder(settings)
    with InstanceLock(settings.state / "demo.lock") as lock:
        lock.acquire("figurewatch demo")
        shutil.rmtree(folder, ignore_errors=True)
        make_folder(folder)
        wire_port = free_port()
        web_port = settings.web.port if _is_free(settings) else free_port()
        file, env = play.prepare(folder, wire_port=wire_port, web_port=web_port)
        prepared = load(file, {**os.environ, **env})
        check_services(prepared)
        wire = ProcessSpec("wire", (sys.executable, "-m", "monitor.cli.demo.server", str(wire_port)), env)
        supervisor = Supervisor([wire, *specs(prepared, env)], report)
        with stop_signals() as stop:
            supervisor.start()
            try:
                print(f"The week begins. Page: http://{prepared.web.host}:{web_port}/\n", flush=True)
                code = play.watch_over(prepared, env["FIGUREWATCH_CLOCK"], stop)
                if serve and not stop.is_set():
                    print("The pages stay up; stop with Ctrl-C.", flush=True)
                    code = supervisor.wait(stop)
            finally:
                supervisor.stop()
        return code


def specs(settings: Settings, env: Mapping[str, str], *, workers: int = 1) -> list[ProcessSpec]:
    """The processes to run: the Procfile's, and Redis unless somebody else's is named."""
    found = [] if settings.redis.url else [EmbeddedRedis(settings.state).process]
    for kind, arguments in PROCESSES.items():
        copies = workers if kind == "extract" else 1
        for number in range(1, copies + 1):
            name = kind if copies == 1 else f"{kind}-{number}"
            found.append(ProcessSpec(name, (sys.executable, "-m", "monitor.cli", *arguments), env))
    return found


def supervise(processes: list[ProcessSpec]) -> int:
    """Run them until SIGINT or SIGTERM; the exit code."""
    supervisor = Supervisor(processes, report)
    with stop_signals() as stop:
        supervisor.start()
        try:
            return supervisor.wait(stop)
        finally:
            supervisor.stop()


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set."""
    stop = threading.Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def check_services(settings: Settings) -> None:
    """See that store, Redis and port can be used before anything starts. Raises Unavailable or BadConfiguration."""
    open_store(settings).close()
    if settings.redis.url:
        open_queue(settings)
    listening(settings.web.host, settings.web.port).close()


def report(event: Event) -> None:
    """Log what happens to a process."""
    logger = structlog.get_logger("figurewatch.run")
    if event.phase is Phase.STARTED:
        logger.info("process_started", name=event.process, pid=event.pid, life=event.life)
    elif event.phase is Phase.RESTARTING:
        logger.warning("process_restarts", name=event.process, code=event.code, seconds=event.delay)
    elif event.code:
        logger.warning("process_ended", name=event.process, code=event.code, because=event.because)


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


def _is_free(settings: Settings) -> bool:
    """Whether the demo can have the usual port; one that was asked for by name must be free (checked later)."""
    if "FIGUREWATCH_WEB_PORT" in os.environ:
        return True
    try:
        listening(settings.web.host, settings.web.port).close()
    except Unavailable:
        return False
    return True
