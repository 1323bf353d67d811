"""In-memory twins of the adapters. They pass the same contract tests; tests use them, production does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.errors import Transient
from monitor.flow import QUEUES, step
from monitor.model.job import Job
from monitor.ports import Clock, QueueState


@dataclass
class FixedClock:
    """A clock that moves when told to."""

    at: datetime

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.at

    def stretched(self, real: timedelta) -> timedelta:
        """`real` itself."""
        return real

    def advance(self, by: timedelta) -> datetime:
        """Move on (or back); returns the new moment."""
        self.at += by
        return self.at


@dataclass
class MemoryQueue:
    """`ports.Queue` in a dictionary. `take` and `done` play the worker; `away` plays a Redis that is gone."""

    clock: Clock
    max_depth: int = 20_000
    away: bool = False
    #: Waiting jobs by queue and id, oldest first, with the moment each was pushed.
    waiting: dict[str, dict[str, tuple[Job, datetime]]] = field(default_factory=lambda: {name: {} for name in QUEUES})
    running: dict[str, Job] = field(default_factory=dict)
    paused: set[str] = field(default_factory=set)

    def push(self, jobs: Sequence[Job]) -> None:
        """Queue a hint per job that is not waiting or running. Raises Transient if away or a queue would overflow."""
        self._reach()
        for queue in QUEUES:
            group = {job.id: job for job in jobs if step(job.step).queue == queue}
            depth = len(self.waiting[queue])
            if group and depth + len(group) > self.max_depth:
                raise Transient(f"queue {queue} is full: {depth} hints wait, {self.max_depth} are the limit")
            for id, job in group.items():
                if id not in self.running:
                    self.waiting[queue].setdefault(id, (job, self.clock.now()))

    def states(self) -> list[QueueState]:
        """Every queue of the flow, in flow order. Raises Transient if away."""
        self._reach()
        return [self._state(queue) for queue in QUEUES]

    def live(self, jobs: Sequence[Job]) -> set[str]:
        """Which of these job ids are waiting or running. Raises Transient if away."""
        self._reach()
        known = {*self.running, *(id for waiting in self.waiting.values() for id in waiting)}
        return {job.id for job in jobs} & known

    def pause(self, queue: str) -> None:
        """`take` gives nothing from `queue` until `resume`."""
        self._reach()
        self.paused.add(queue)

    def resume(self, queue: str) -> None:
        """End a pause."""
        self._reach()
        self.paused.discard(queue)

    def drain(self, queue: str) -> int:
        """Forget the hints that wait in `queue`; returns how many."""
        self._reach()
        count = len(self.waiting[queue])
        self.waiting[queue].clear()
        return count

    def take(self, queue: str) -> Job | None:
        """Begin the oldest waiting job; None if there is none or the queue is paused."""
        if queue in self.paused or not self.waiting[queue]:
            return None
        id = next(iter(self.waiting[queue]))
        job, _ = self.waiting[queue].pop(id)
        self.running[id] = job
        return job

    def done(self, job: Job) -> None:
        """End a job that was taken."""
        self.running.pop(job.id, None)

    def _state(self, queue: str) -> QueueState:
        pushed = [at for _, at in self.waiting[queue].values()]
        return QueueState(queue, len(pushed), self.clock.now() - pushed[0] if pushed else None, queue in self.paused)

    def _reach(self) -> None:
        if self.away:
            raise Transient("the queue cannot be reached: it is away")
