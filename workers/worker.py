"""The RQ worker: one queue, in this process, and only the functions of the flow.

Whoever can write to Redis can forge a job, and RQ would import and call any function it names, its callbacks and
webhooks too. Here a job is read by a class that knows a handful of functions, each given one dictionary; anything else
lands in the failed registry with nothing imported and nothing run.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import FrameType
from typing import Any

import redis
import rq
import structlog
from rq.exceptions import DequeueTimeout, NoSuchJobError, StopRequested
from rq.executions import Execution
from rq.job import Job as RqJob
from rq.job import JobStatus
from rq.serializers import JSONSerializer
from rq.utils import as_text
from rq.utils import now as rq_now
from rq.worker import SimpleWorker
from rq.worker.base import WorkerStatus

from monitor.adapters.process import EXIT_TRY_AGAIN, StopInMidJob
from monitor.adapters.queue import FAILURE_TTL, JOB_TIMEOUT, RETRIES, pause_key, rq_name
from monitor.flow import STEPS

log = structlog.get_logger()

#: What RQ may call: one dictionary in, the outcome's word out.
Function = Callable[[dict[str, Any]], str]

WORKER_TTL = 30
MAINTENANCE_INTERVAL = 15
HEARTBEAT_SECONDS = 5
#: A started job whose worker has not beaten for this long counts as abandoned.
ABANDONED_AFTER = 30
#: Jobs after which the process is replaced by a fresh one, whatever it may have leaked.
JOBS_PER_LIFE = 2_000
#: Seconds a running job has left after SIGTERM before it is given back; the supervisor kills after 10.
GRACE_SECONDS = 7
#: How long one look at the queue blocks, and so how soon a pause or a stop is noticed.
LOOK_SECONDS = 2


def run_worker(
    queue: str,
    connection: redis.Redis,
    *,
    functions: Mapping[str, Function] | None = None,
    beat: Callable[[], None] | None = None,
    max_jobs: int = JOBS_PER_LIFE,
    burst: bool = False,
) -> int:
    """Work one queue of the flow until SIGTERM or SIGINT; returns the process's exit code.

    0 after a stop (or, with `burst`, an empty queue), EXIT_TRY_AGAIN after `max_jobs` jobs, 1 when Redis is lost.
    `functions` are the dotted names that may be called (default: the flow's for this queue, imported now).
    `beat` is called at once and every 5 seconds from a thread. Must run in the main thread.
    """
    worker = FlowWorker(queue, connection, flow_functions(queue) if functions is None else functions)
    with _repeated(worker.renew), _repeated(beat):
        worker.work(burst=burst, logging_level="WARNING", max_jobs=max_jobs)
    log.info("worker ended", queue=queue, jobs=worker.jobs_done, asked=worker.stopping)
    if worker.stopping:
        return 0
    if worker.jobs_done >= max_jobs:
        return EXIT_TRY_AGAIN
    return 0 if burst else 1


def flow_functions(queue: str) -> dict[str, Function]:
    """The functions the flow has for one queue, by dotted name, imported. Raises KeyError for an unknown queue."""
    names = [each.function for each in STEPS if each.queue == queue and each.function]
    if not names:
        raise KeyError(queue)
    return {name: _imported(name) for name in names}


def _imported(name: str) -> Function:
    module, _, attribute = name.rpartition(".")
    function: Function = getattr(import_module(module), attribute)
    return function


@contextlib.contextmanager
def _repeated(call: Callable[[], None] | None) -> Iterator[None]:
    """Call it now and every HEARTBEAT_SECONDS while the block runs; what it raises is logged and ends nothing."""
    stop = threading.Event()

    def repeat(call: Callable[[], None]) -> None:
        while True:
            try:
                call()
            except Exception as error:
                log.warning("heartbeat failed", because=f"{type(error).__name__}: {error}")
            if stop.wait(HEARTBEAT_SECONDS):
                return

    thread = threading.Thread(target=repeat, args=(call,), name="heartbeat", daemon=True) if call else None
    if thread:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        if thread:
            thread.join(HEARTBEAT_SECONDS)


# ── what a job may be ────────────────────────────────────────────────────────────────────────────────────────


class Refused(Exception):
    """A job that is none of ours. Nothing of it is imported or called."""


def job_class(queue: str, functions: Mapping[str, Function]) -> type[RqJob]:
    """A Job class that can call these functions and nothing else, whatever Redis says. `queue` is RQ's name of it."""

    class FlowJob(RqJob):
        """A job read with suspicion; `refused` says why it will not run."""

        refused: str | None = None
        #: Whether its function runs at this moment.
        performing = False

        def restore(self, raw_data: Mapping[bytes, bytes]) -> None:
            """Read the job from its Redis hash; one that has what ours never have becomes a refused job."""
            fields = {as_text(name): value for name, value in raw_data.items()}
            try:
                super().restore({name.encode(): value for name, value in fields.items() if name in _FIELDS})
                self.refused = _armed(fields) or self._strange_call()
            except NoSuchJobError:
                raise
            except Exception as error:
                self.refused = f"it cannot be read ({type(error).__name__})"
            if self.refused:
                self.func_name, self.instance, self.args, self.kwargs = "refused", None, [], {}
                self.retries_left = 0
            self.origin, self.timeout, self.result_ttl, self.failure_ttl = queue, JOB_TIMEOUT, 0, FAILURE_TTL

        @property
        def func(self) -> Function:
            """The function to call. Raises Refused unless it is one of the flow's."""
            if self.refused is not None:
                raise Refused(self.refused)
            return functions[str(self.func_name)]

        def perform(self) -> Any:
            """Call the function."""
            self.performing = True
            try:
                return super().perform()
            finally:
                self.performing = False

        def _strange_call(self) -> str | None:
            if self.func_name not in functions:
                return f"function {str(self.func_name)[:100]!r} is not allowed"
            if self.instance is not None or self.kwargs or len(self.args) != 1 or not isinstance(self.args[0], dict):
                return "its argument is not one dictionary"
            return None

    return FlowJob


#: What is read of RQ's job hash. Time-outs and times to live are ours whatever it says.
_FIELDS = frozenset(
    {
        *("data", "created_at", "enqueued_at", "started_at", "ended_at", "last_heartbeat", "status", "worker_name"),
        *("retries_left", "number_of_retries"),
    }
)
#: By these a job makes RQ call, request or queue something else. Ours have none of them.
_ARMS = (
    *("success_callback_name", "failure_callback_name", "stopped_callback_name", "webhooks"),
    *("dependency_ids", "dependency_id", "repeats_left", "rate_limit_key", "group_id"),
)


def _armed(fields: Mapping[str, bytes]) -> str | None:
    for name in _ARMS:
        if fields.get(name, b"") not in (b"", b"[]"):
            return f"it has {name}"
    if int(fields.get("retries_left") or 0) > RETRIES:
        return "it would be retried too often"
    return None


class FlowQueue(rq.Queue):
    """An RQ queue that survives job ids and hashes RQ cannot read: they are dropped, and logged."""

    @classmethod
    def _fetch_dequeued_job(
        cls, connection: redis.Redis, queue_key: str, job_id: str, *args: Any, **options: Any
    ) -> tuple[RqJob, rq.Queue] | None:
        try:
            return super()._fetch_dequeued_job(connection, queue_key, job_id, *args, **options)
        except (redis.ConnectionError, redis.TimeoutError):
            raise
        except Exception as error:
            log.error("unreadable job dropped", job=job_id, because=type(error).__name__)
            connection.lrem(f"{queue_key}:intermediate", 0, job_id)
            return None

    def fetch_job(self, job_id: str) -> RqJob | None:
        """The job, or None if there is none or it cannot be read."""
        try:
            return super().fetch_job(job_id)
        except (redis.ConnectionError, redis.TimeoutError):
            raise
        except Exception:
            return None


# ── the worker ───────────────────────────────────────────────────────────────────────────────────────────────


class FlowWorker(SimpleWorker):
    """RQ's worker on one queue, in this process: pausable, and soon gone when asked to stop."""

    queue_class = FlowQueue
    log_result_lifespan = False

    def __init__(self, queue: str, connection: redis.Redis, functions: Mapping[str, Function]) -> None:
        super().__init__(
            rq_name(queue),
            name=f"{rq_name(queue)}-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}",
            connection=connection,
            job_class=job_class(rq_name(queue), functions),
            serializer=JSONSerializer,
            worker_ttl=WORKER_TTL,
            maintenance_interval=MAINTENANCE_INTERVAL,
            job_monitoring_interval=HEARTBEAT_SECONDS,
            default_result_ttl=0,
            log_job_description=False,
        )
        self.flow_queue = queue
        self.jobs_done = 0
        #: Whether we were asked to stop.
        self.stopping = False
        self._at_work: tuple[RqJob, Execution] | None = None

    @property
    def dequeue_timeout(self) -> int:
        """Seconds that one look at the queue blocks."""
        return LOOK_SECONDS

    @property
    def connection_timeout(self) -> int:
        """Seconds after which a command without an answer has failed; a frozen Redis must not hold up a stop."""
        return LOOK_SECONDS + 3

    def get_heartbeat_ttl(self, job: RqJob, working_time: float = 0.0) -> int:
        """Seconds after which a job counts as abandoned unless `renew` is called."""
        return ABANDONED_AFTER

    def renew(self) -> None:
        """Tell Redis that we are still at the job we began."""
        if at_work := self._at_work:
            self.maintain_heartbeats(*at_work)

    def subscribe(self) -> None:
        """Take no commands by Redis (RQ's shutdown, stop-job, kill-horse): signals are enough."""

    # ── taking a job ─────────────────────────────────────────────────────────────────────────────────────────

    def dequeue_job_and_maintain_ttl(
        self, timeout: int | None, max_idle_time: int | None = None
    ) -> tuple[RqJob, rq.Queue] | None:
        """The next job; None if there is none and `timeout` is None. Waits while the queue is empty or paused, or
        Redis is away. Raises StopRequested when we were asked to stop.
        """
        while not self.stopping:
            try:
                taken = self._look(timeout)
            except DequeueTimeout:
                continue
            except (redis.ConnectionError, redis.TimeoutError) as error:
                log.warning("redis is away", queue=self.flow_queue, because=str(error))
                time.sleep(1)
                continue
            if taken is not None or timeout is None:
                return taken
        raise StopRequested

    def _look(self, timeout: int | None) -> tuple[RqJob, rq.Queue] | None:
        self.set_state(WorkerStatus.IDLE)
        self.heartbeat()
        if self.should_run_maintenance_tasks:
            self.run_maintenance_tasks()
        if self._paused():
            time.sleep(0.2)
            return None
        taken = self.queue_class.dequeue_any(
            self._ordered_queues,
            timeout,
            connection=self.connection,
            job_class=self.job_class,
            serializer=self.serializer,
            death_penalty_class=self.death_penalty_class,
        )
        if taken is not None and (self.stopping or self._paused()):
            self._put_back(*taken)
            return None
        if taken is not None:
            taken[0].redis_server_version = self.get_redis_server_version()  # type: ignore[no-untyped-call]
        return taken

    def _paused(self) -> bool:
        return bool(self.connection.exists(pause_key(self.flow_queue)))

    def run_maintenance_tasks(self) -> None:
        """RQ's own repairs. What they trip over (entries RQ cannot parse) must not end the worker."""
        try:
            super().run_maintenance_tasks()  # type: ignore[no-untyped-call]
        except (redis.ConnectionError, redis.TimeoutError):
            raise
        except Exception:
            log.warning("maintenance failed", queue=self.flow_queue, exc_info=True)
            self.last_cleaned_at = rq_now()  # type: ignore[assignment]

    # ── doing it ─────────────────────────────────────────────────────────────────────────────────────────────

    def perform_job(self, job: RqJob, queue: rq.Queue, execution: Execution) -> bool:
        """Run one job; True if it succeeded."""
        self._at_work = (job, execution)
        try:
            return super().perform_job(job, queue, execution)
        finally:
            self._at_work = None
            self.jobs_done += 1

    def _finalize_failure(self, job: RqJob, queue: rq.Queue, execution: Execution, exc_info: Any) -> None:
        kind, error, _ = exc_info
        if kind is StopInMidJob:
            log.info("job given back", job=job.id, queue=self.flow_queue)
            self._put_back(job, queue, execution)
        elif kind is Refused:
            log.error("forged job refused", job=job.id, queue=self.flow_queue, because=str(error))
            self.handle_job_failure(job, queue, exc_string=f"refused: {error}", execution=execution)
        else:
            super()._finalize_failure(job, queue, execution, exc_info)

    def _put_back(self, job: RqJob, queue: rq.Queue, execution: Execution | None = None) -> None:
        """Give a job back to the front of its queue, as if it had never been taken."""
        with self.connection.pipeline() as pipeline:
            self.cleanup_execution(job, pipeline, execution)
            job.set_status(JobStatus.QUEUED, pipeline=pipeline)
            pipeline.lrem(queue.intermediate_queue_key, 0, job.id)
            pipeline.lpush(queue.key, job.id)
            pipeline.execute()

    # ── stopping ─────────────────────────────────────────────────────────────────────────────────────────────

    def _install_signal_handlers(self) -> None:
        super()._install_signal_handlers()  # type: ignore[no-untyped-call]
        signal.signal(signal.SIGUSR1, self._interrupt)

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """Take no further job; the one at hand has GRACE_SECONDS, or none at all after a second signal."""
        if self.stopping:
            self._interrupt(signum, frame)
        self.stopping = self._stop_requested = True
        main = threading.main_thread().ident or 0
        timer = threading.Timer(GRACE_SECONDS, signal.pthread_kill, (main, signal.SIGUSR1))
        timer.daemon = True
        timer.start()

    def _interrupt(self, signum: int, frame: FrameType | None) -> None:
        if self._at_work and getattr(self._at_work[0], "performing", False):
            raise StopInMidJob
