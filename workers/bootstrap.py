"""Composition root of the workers: Settings → WorkerServices."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import structlog

from monitor.adapters.clock import clock_from
from monitor.adapters.http import fetch_once
from monitor.bootstrap import guarded, open_queue, open_store, process_name
from monitor.model.alert import Watch
from monitor.model.change import Synonyms
from monitor.ports import Request, Response, UnitOfWork
from monitor.settings import DEFAULT_FILE, ReceiverSection, Settings, load
from workers.reading import Desk
from workers.receivers import make_receiver
from workers.series import normal
from workers.steps import WorkerServices

#: What stands in when watches are configured but no receiver is: alerts appear on the worker's output.
FALLBACK_RECEIVER = "console"


def desk_of(settings: Settings, uow: UnitOfWork, now: datetime) -> Desk:
    """What figures are recorded and told with, as the settings say."""
    return Desk(uow, now, _watches(settings), tuple(_receivers(settings)), _synonyms(settings))


def _watches(settings: Settings) -> tuple[Watch, ...]:
    return tuple(watch.watch() for watch in settings.watches)


def _synonyms(settings: Settings) -> Synonyms:
    return Synonyms(groups=tuple(tuple(map(normal, group)) for group in settings.synonyms))


def _receivers(settings: Settings) -> dict[str, ReceiverSection]:
    return settings.receivers or {FALLBACK_RECEIVER: ReceiverSection.model_validate("console")}


def worker_services(settings: Settings | None = None, environ: os._Environ[str] = os.environ) -> WorkerServices:
    """Everything the workers' steps use. Raises BadConfiguration or Unavailable."""
    if settings is None:
        file = Path(environ.get("FIGUREWATCH_CONFIG") or DEFAULT_FILE)
        settings = load(file if file.exists() or "FIGUREWATCH_CONFIG" in environ else None, environ)
    clock = clock_from(environ.get("FIGUREWATCH_CLOCK"))
    found = settings

    def post(request: Request) -> Response:
        return fetch_once(guarded(found), request)

    return WorkerServices(
        clock=clock,
        store=open_store(settings),
        queue=open_queue(settings),
        watches=_watches(settings),
        receivers={name: make_receiver(name, section, post, clock) for name, section in _receivers(settings).items()},
        owner=process_name("worker"),
        log=structlog.get_logger("figurewatch.worker"),
        synonyms=_synonyms(settings),
    )
