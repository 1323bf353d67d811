"""APScheduler as a metronome: what is due, what is owed to the queue, heartbeats, pruning. No business in it.

One tick a second claims due feeds and entries from the store as leases; there is no job per feed, so a restart
forgets nothing. APScheduler reckons by the wall clock and stands still for an hour when that is set back an hour,
so a watchdog on the monotonic clock wakes it.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from monitor.errors import FigurewatchError, Transient
from monitor.flow import STEPS, Outcome
from monitor.model.job import Job
from monitor.revisiting import revisit_page
from monitor.steps import MonitorServices, fetch_page, poll_feed

TICK = timedelta(seconds=1)
SWEEP = timedelta(seconds=2)
BEAT = timedelta(seconds=5)
PRUNE = timedelta(hours=1)
#: Ticks this late on the monotonic clock mean that the scheduler's own clock stands still.
STANDSTILL = timedelta(seconds=5)

#: A poll ends within its 20 s deadline; a minute covers a slow commit behind it.
POLL_LEASE = timedelta(seconds=60)
#: A page waits for its host's turn before its 30 s deadline and 20 s of cleaning begin.
FETCH_LEASE = timedelta(minutes=10)
MAX_POLLS = 64
MAX_REVISITS = 64
MAX_FETCHES = 256  # waiting for a host's turn costs nothing; the hosts themselves see two at a time

#: A hint not taken up by then is looked for in the queue, and pushed again if it is not there.
HINT_AGAIN = timedelta(seconds=8)
HINTS_AT_ONCE = 500


class Metronome:
    """The monitor's beat."""

    def __init__(self, services: MonitorServices, *, tick: timedelta = TICK, sweep: timedelta = SWEEP) -> None:
        self._services = services
        self._tick_every = tick
        self._sweep_every = sweep
        self._last_tick: float | None = None
        self._last_tick_at = services.clock.now()
        self._running: dict[str, set[asyncio.Task[None]]] = {"poll": set(), "fetch": set(), "revisit": set()}
        #: Beats in progress; the scheduler would cancel them at its end.
        self._beats: set[asyncio.Task[Any]] = set()
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # the default grace of one second drops runs after any stall
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Tick until `stop` is set, then let what is running end within its leases' reach."""
        self._every(self._tick_every, self._tick)
        self._every(self._sweep_every, self._sweep)
        self._every(BEAT, self._beat)
        self._every(PRUNE, self._prune)
        await self._beat()
        self._scheduler.start()
        watchdog = asyncio.create_task(self._watch())
        try:
            await stop.wait()
        finally:
            watchdog.cancel()
            self._scheduler.remove_all_jobs()
            await self._finish()
            self._scheduler.shutdown(wait=False)

    # ── beats ────────────────────────────────────────────────────────────────────────────────────────────────

    async def _tick(self) -> None:
        """Claim what is due, as far as there is room, and start it."""
        services = self._services
        self._last_tick, self._last_tick_at = asyncio.get_running_loop().time(), services.clock.now()
        room_polls = MAX_POLLS - len(self._running["poll"])
        room_fetches = MAX_FETCHES - len(self._running["fetch"])
        room_revisits = MAX_REVISITS - len(self._running["revisit"])
        if services.paused():
            return
        feeds, entries, revisits = await asyncio.to_thread(self._claim, room_polls, room_fetches, room_revisits)
        for feed in feeds:
            self._start("poll", poll_feed(feed, services))
        for entry in entries:
            self._start("fetch", fetch_page(entry, services))
        for revisit in revisits:
            self._start("revisit", revisit_page(revisit, services))

    def _claim(self, polls: int, fetches: int, revisits: int) -> tuple[list[Any], list[Any], list[Any]]:
        clock, store, owner = self._services.clock, self._services.store, self._services.owner
        now = clock.now()
        with store.begin() as uow:
            feeds = uow.feeds.claim_due(now, now + clock.stretched(POLL_LEASE), owner, polls) if polls else []
            entries = uow.entries.claim_due(now, now + clock.stretched(FETCH_LEASE), owner, fetches) if fetches else []
            again = uow.revisits.claim_due(now, now + clock.stretched(FETCH_LEASE), owner, revisits) if revisits else []
            if feeds or entries or again:
                uow.commit()
        return feeds, entries, again

    async def _sweep(self) -> None:
        """Owe again what was lost, and tell the queue about what is owed."""
        await asyncio.to_thread(sweep, self._services)

    async def _beat(self) -> None:
        await asyncio.to_thread(self._say_alive)

    def _say_alive(self) -> None:
        services = self._services
        facts = {"tick": self._last_tick_at.isoformat(), "pid": str(os.getpid())}
        with services.store.begin() as uow:
            uow.ops.beat(services.owner, "monitor", services.clock.now(), facts)
            uow.commit()

    async def _prune(self) -> None:
        deleted = await asyncio.to_thread(self._services.store.prune, self._services.clock.now())
        self._services.log.info("pruned", **deleted)

    # ── plumbing ─────────────────────────────────────────────────────────────────────────────────────────────

    def _every(self, interval: timedelta, beat: Callable[[], Awaitable[None]]) -> None:
        async def guarded() -> None:
            task = asyncio.current_task()
            assert task is not None
            self._beats.add(task)
            task.add_done_callback(self._beats.discard)
            try:
                await beat()
            except FigurewatchError as error:
                self._services.log.warning("beat_failed", beat=beat.__name__.strip("_"), reason=str(error))

        self._scheduler.add_job(
            guarded, "interval", seconds=interval.total_seconds(), id=beat.__name__, next_run_time=_wall_clock()
        )

    def _start(self, kind: str, step: Coroutine[Any, Any, Outcome]) -> None:
        async def guarded() -> None:
            try:
                await step
            except FigurewatchError as error:
                # the store is away: the lease runs out and somebody claims it again
                self._services.log.warning("step_failed", step=kind, reason=str(error))
            except Exception:
                self._services.log.exception("step_broke", step=kind)

        task = asyncio.create_task(guarded())
        self._running[kind].add(task)
        task.add_done_callback(self._running[kind].discard)

    async def _watch(self) -> None:
        """Wake the scheduler when its clock stands still. Sleeps on the monotonic clock."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(STANDSTILL.total_seconds() / 2)
            if self._last_tick is not None and loop.time() - self._last_tick < STANDSTILL.total_seconds():
                continue
            self._services.log.warning("scheduler_stood_still")
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=_wall_clock())

    async def _finish(self) -> None:
        running = [*self._beats, *(task for tasks in self._running.values() for task in tasks)]
        if running:
            _, pending = await asyncio.wait(running, timeout=5)
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)
        await asyncio.to_thread(self._forget)

    def _forget(self) -> None:
        with self._services.store.begin() as uow:
            uow.ops.forget(self._services.owner)
            uow.commit()


def sweep(services: MonitorServices) -> int:
    """Make up for what Redis, RQ or a killed worker lost; returns how many hints were pushed.

    Leases that ran out are owed again (or become dead letters after their step's attempts); owed jobs that no
    hint is out for are pushed. A queue that cannot be reached is tried again at the next sweep.
    """
    clock, store = services.clock, services.store
    now = clock.now()
    limits = {step.name: step.attempts for step in STEPS if step.queue and step.attempts}
    with store.begin() as uow:
        expired = uow.jobs.expire(now, limits)
        for job, outcome in expired:
            uow.ops.count(job.step, outcome)
        owed = uow.jobs.unhinted(now, now - clock.stretched(HINT_AGAIN), HINTS_AT_ONCE)
        if expired:
            uow.commit()
    for job, outcome in expired:
        services.log.warning("lease_ran_out", step=job.step, job=job.id, outcome=outcome.value)
    return push(owed, services)


def push(jobs: list[Job], services: MonitorServices) -> int:
    """Hint at these jobs unless the queue holds them already; remembers that it did."""
    if not jobs:
        return 0
    try:
        live = services.queue.live(jobs)
        missing = [job for job in jobs if job.id not in live]
        services.queue.push(missing)
    except Transient as error:
        services.log.warning("queue_away", reason=error.reason, owed=len(jobs))
        return 0
    with services.store.begin() as uow:
        uow.jobs.hinted(jobs, services.clock.now())
        uow.commit()
    return len(missing)


def _wall_clock() -> datetime:
    """APScheduler's own clock, which knows nothing of ours."""
    return datetime.now(UTC)  # noqa: TID251 - APScheduler compares with the machine's clock, also in the demo
