"""Composition root: Settings → what each process needs. One straight function a process kind, long if need be."""

from __future__ import annotations

import ipaddress
import os
import random
import shutil
import socket
from pathlib import Path

import structlog

from monitor.adapters.cleaner import ChildCleaner
from monitor.adapters.embedded_redis import EmbeddedRedis, connect
from monitor.adapters.http import GuardedFetcher
from monitor.adapters.politeness import Politeness
from monitor.adapters.queue import RqQueue
from monitor.adapters.robots import Robots
from monitor.errors import Unavailable
from monitor.ports import Clock, Queue, Store
from monitor.settings import Settings
from monitor.steps import MonitorServices
from monitor.store.engine import open_store as open_store_at

#: Named, not imported: it runs in a child.
PAGE_READER = "monitor.articles.page.read_page"
#: Fetching pauses below this much free space, so that what is known can still be told.
LEAST_FREE = 200 * 1024 * 1024


def monitor_services(settings: Settings, clock: Clock) -> MonitorServices:
    """Everything the monitor uses. Raises Unavailable for a store, folder or Redis that is not there."""
    store = open_store(settings)
    fetcher = guarded(settings)
    return MonitorServices(
        settings=settings,
        clock=clock,
        store=store,
        queue=open_queue(settings),
        fetcher=fetcher,
        robots=Robots(fetcher, user_agent=settings.network.user_agent),
        politeness=Politeness(gap=settings.network.gap),
        cleaner=ChildCleaner(PAGE_READER),
        owner=process_name("monitor"),
        jitter=random.random,
        paused=lambda: disk_full(settings.state),
        log=structlog.get_logger("figurewatch.monitor"),
    )


def open_store(settings: Settings) -> Store:
    """The store the settings name, its schema up to date. Raises Unavailable."""
    if settings.database.url is None:
        make_folder(settings.state)
    return open_store_at(settings.database_url)


def open_queue(settings: Settings) -> Queue:
    """The queue on the Redis the settings name, or on the embedded one below the state folder. Raises Unavailable."""
    return RqQueue(connect(redis_url(settings), insecure=settings.redis.insecure))


def redis_url(settings: Settings) -> str:
    """Where Redis is."""
    return settings.redis.url.get_secret_value() if settings.redis.url else EmbeddedRedis(settings.state).url


def guarded(settings: Settings) -> GuardedFetcher:
    """The one client for every outgoing request."""
    allow = [ipaddress.ip_network(each, strict=False) for each in settings.network.allow]
    return GuardedFetcher(allow=allow, user_agent=settings.network.user_agent)


def process_name(kind: str) -> str:
    """A name no other living process has: kind, host, pid."""
    return f"{kind}@{socket.gethostname()}:{os.getpid()}"


def make_folder(folder: Path) -> None:
    """Make the state folder, for its owner only. Raises Unavailable when it cannot be written to."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(f"state folder {folder} cannot be made: {error.strerror}") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Unavailable(
            f"state folder {folder} cannot be written to; give another with `state:` or FIGUREWATCH_STATE"
        )


def disk_full(folder: Path) -> bool:
    """Whether there is too little room to take in anything new."""
    try:
        return shutil.disk_usage(folder).free < LEAST_FREE
    except OSError:
        return True
