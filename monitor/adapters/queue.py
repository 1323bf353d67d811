"""Hints about owed work, carried by RQ. The only module that knows how RQ keeps its jobs.

RQ is used as measured to be safe: JSON payloads, derived job ids, `unique` enqueueing (a reply lost and asked again
would queue a job twice), results not kept, no `ttl` (RQ drops expired jobs silently), retries at once (delays live in
the store), no scheduler. What RQ loses or doubles all the same, the store makes up for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import redis
import rq
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job as RqJob
from rq.serializers import JSONSerializer
from rq.utils import utcparse

from monitor.errors import Transient
from monitor.flow import QUEUES, step
from monitor.model.job import Job
from monitor.ports import QueueState

if TYPE_CHECKING:
    from redis import Redis

#: Hints held per queue. 1.4 kB each; beyond this the store alone remembers, and the sweep hints when there is room.
MAX_DEPTH = 20_000
JOB_TIMEOUT = 60
#: Seconds that RQ keeps a job that failed, to be looked at; RQ's own default is a year.
FAILURE_TTL = 604_800
RETRIES = 3
#: Keeps our queues apart from those of others on a shared Redis.
PREFIX = "figurewatch-"


def rq_name(queue: str) -> str:
    """What RQ calls one of the flow's queues."""
    return PREFIX + queue


def pause_key(queue: str) -> str:
    """The Redis key that is there while a queue is paused."""
    return f"figurewatch:paused:{queue}"


class RqQueue:
    """`ports.Queue` on a Redis."""

    def __init__(self, connection: Redis, *, max_depth: int = MAX_DEPTH) -> None:
        self.connection = connection
        self.max_depth = max_depth
        self._queues = {
            name: rq.Queue(rq_name(name), connection=connection, serializer=JSONSerializer, default_timeout=JOB_TIMEOUT)
            for name in QUEUES
        }

    # ── ports.Queue ──────────────────────────────────────────────────────────────────────────────────────────

    def push(self, jobs: Sequence[Job]) -> None:
        """Queue a hint per job that is not waiting or running already.

        Raises Transient if Redis cannot be reached or refuses, or if a queue would hold more than `max_depth`
        hints; none of that queue's jobs are pushed then.
        """
        for queue, group in _by_queue(jobs).items():
            with _transient():
                depth = self.connection.llen(self._queues[queue].key)
                if depth + len(group) > self.max_depth:
                    raise Transient(f"queue {queue} is full: {depth} hints wait, {self.max_depth} are the limit")
                stale = [job for job in group if not self._push_new(queue, job)]
                if stale:
                    self._replace(queue, stale)

    def states(self) -> list[QueueState]:
        """Every queue of the flow, in flow order. Raises Transient if Redis cannot be reached."""
        with _transient():
            return [self._state(queue) for queue in self._queues]

    def live(self, jobs: Sequence[Job]) -> set[str]:
        """Which of these job ids are waiting in their queue or running in a worker that still beats.

        Raises Transient if Redis cannot be reached.
        """
        found: set[str] = set()
        with _transient():
            for queue, group in _by_queue(jobs).items():
                found |= self._live_ids(queue) & {job.id for job in group}
        return found

    # ── by hand ──────────────────────────────────────────────────────────────────────────────────────────────

    def pause(self, queue: str) -> None:
        """Workers take no more from `queue` until `resume`; what they are at, they finish. Raises Transient."""
        with _transient():
            self.connection.set(pause_key(queue), 1)

    def resume(self, queue: str) -> None:
        """End a pause. Raises Transient."""
        with _transient():
            self.connection.delete(pause_key(queue))

    def drain(self, queue: str) -> int:
        """Forget the hints that wait in `queue`; returns how many. The store still owes the work. Raises Transient."""
        with _transient():
            return int(self._queues[queue].empty())  # type: ignore[no-untyped-call]

    def failed(self, queue: str) -> list[str]:
        """Ids of the jobs RQ gave up on (killed workers, forged jobs), oldest first. Raises Transient."""
        with _transient():
            return list(self._queues[queue].failed_job_registry.get_job_ids(cleanup=False))

    # ── details of RQ ────────────────────────────────────────────────────────────────────────────────────────

    def _push_new(self, queue: str, job: Job) -> bool:
        """False if RQ holds a job of this id, in whatever state."""
        try:
            self._queues[queue].enqueue_call(
                str(step(job.step).function),
                args=[job.model_dump(mode="json")],
                job_id=job.id,
                unique=True,
                timeout=JOB_TIMEOUT,
                result_ttl=0,
                failure_ttl=FAILURE_TTL,
                retry=rq.Retry(max=RETRIES),
                description=job.id,
            )
        except DuplicateJobError:
            return False
        return True

    def _replace(self, queue: str, jobs: Sequence[Job]) -> None:
        """Push anew what RQ only remembers: jobs that failed for good, or whose worker died with them.

        `unique` would refuse these for a week, and for ever where the job's id stands in no list any more.
        """
        live = self._live_ids(queue)
        rq_queue = self._queues[queue]
        for job in jobs:
            if job.id in live:
                continue
            with self.connection.pipeline() as pipeline:
                pipeline.delete(RqJob.key_for(job.id))
                pipeline.lrem(rq_queue.intermediate_queue_key, 0, job.id)
                pipeline.zrem(rq_queue.failed_job_registry.key, job.id)
                pipeline.execute()
            self._push_new(queue, job)

    def _live_ids(self, queue: str) -> set[str]:
        """Ids waiting, and ids started whose worker's heartbeat has not run out.

        An id popped by a worker that died before it started it is neither; that state lasts milliseconds otherwise.
        """
        rq_queue = self._queues[queue]
        with self.connection.pipeline(transaction=False) as pipeline:
            pipeline.lrange(rq_queue.key, 0, -1)
            pipeline.time()
            pipeline.zrange(rq_queue.started_job_registry.key, 0, -1, withscores=True)
            waiting, (seconds, _), started = pipeline.execute()
        running = {execution.partition(b":")[0] for execution, until in started if until > seconds}
        return {id.decode() for id in {*waiting, *running}}

    def _state(self, queue: str) -> QueueState:
        rq_queue = self._queues[queue]
        with self.connection.pipeline(transaction=False) as pipeline:
            pipeline.llen(rq_queue.key)
            pipeline.lindex(rq_queue.key, 0)
            pipeline.exists(pause_key(queue))
            depth, oldest, paused = pipeline.execute()
        return QueueState(queue, depth, self._age(oldest) if oldest else None, bool(paused))

    def _age(self, id: bytes) -> timedelta | None:
        enqueued = self.connection.hget(RqJob.key_for(id.decode()), "enqueued_at")
        if not isinstance(enqueued, bytes):
            return None
        seconds, microseconds = self.connection.time()
        age = seconds + microseconds / 1e6 - utcparse(enqueued.decode()).timestamp()
        return timedelta(seconds=max(0.0, age))


def _by_queue(jobs: Sequence[Job]) -> dict[str, list[Job]]:
    """Jobs by the queue that carries their step, each id once."""
    groups: dict[str, dict[str, Job]] = defaultdict(dict)
    for job in jobs:
        queue = step(job.step).queue
        if queue is None:
            raise ValueError(f"step {job.step} has no queue")
        groups[queue][job.id] = job
    return {queue: list(group.values()) for queue, group in groups.items()}


@contextmanager
def _transient() -> Iterator[None]:
    """Whatever Redis says no with (gone, full disk, no memory, loading) may pass."""
    try:
        yield
    except (redis.RedisError, NoSuchJobError) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise Transient(f"the queue cannot be reached: {reason}") from error
