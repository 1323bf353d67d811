"""How the daemon stands, as one value: what `status`, the web page, /readyz and /metrics all show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from monitor.errors import FigurewatchError, Transient, Unavailable
from monitor.flow import QUEUES
from monitor.model.noun import Moment, Noun
from monitor.ports import Clock, Heartbeat, PolledFeed, Queue, QueueState, Store

#: A process beats every 5 s; four missed beats and it is not there.
SILENT_AFTER = timedelta(seconds=20)
#: Work that has waited this long is worth a look; leases run out after one minute.
WAITING_LONG = timedelta(minutes=5)
KINDS = ("monitor", *QUEUES)

State = Literal["ok", "degraded", "down"]


class QueueLine(Noun):
    """One queue: hints in Redis, and the work the store still owes behind it."""

    name: str
    hints: int | None
    owed: int
    oldest_seconds: float | None
    paused: bool = False


class ProcessLine(Noun):
    """One process and how long ago it said it was alive."""

    process: str
    kind: str
    age_seconds: float
    alive: bool
    started_at: Moment
    facts: Mapping[str, str]


class FeedLine(Noun):
    """One feed and how its last poll went."""

    id: str
    name: str
    url: str
    ok: bool
    disabled: bool
    failures: int
    reason: str | None
    last_ok_at: Moment | None
    last_polled_at: Moment | None
    next_due: Moment


class Snapshot(Noun):
    """Everything ops look at. Ages are in seconds of real time."""

    at: Moment
    state: State
    #: Why it is not ok, one line each, worst first.
    reasons: tuple[str, ...]
    queues: tuple[QueueLine, ...]
    processes: tuple[ProcessLine, ...]
    tick_age_seconds: float | None
    feeds: tuple[FeedLine, ...]
    outbox: Mapping[str, int]
    dead_letters: int
    totals: Mapping[str, int]
    outcomes: Mapping[str, int]

    @property
    def exit_code(self) -> int:
        """0 ok, 1 degraded, 2 down."""
        return {"ok": 0, "degraded": 1, "down": 2}[self.state]


def take_snapshot(store: Store, queue: Queue, clock: Clock) -> Snapshot:
    """Look at everything once. A store or queue that cannot be reached is a reason, not an exception."""
    now = clock.now()
    real = _real_seconds(clock)
    try:
        states: list[QueueState] | None = queue.states()
    except (Transient, Unavailable):
        states = None
    try:
        with store.read() as uow:
            heartbeats = uow.ops.heartbeats()
            feeds = uow.feeds.all()
            depths = uow.ops.depths(now)
            totals = uow.ops.totals()
            outcomes = uow.ops.outcomes()
    except FigurewatchError as error:
        return _no_store(now, str(error))
    queues = _queues(states, depths, now, real)
    processes = [_process(beat, now, clock, real) for beat in heartbeats]
    tick = _tick(heartbeats, now, real)
    feed_lines = [_feed(each) for each in feeds]
    notifications = {
        key.removeprefix("notifications_"): n for key, n in totals.items() if key.startswith("notifications_")
    }
    dead = totals.get("dead_letters", 0)
    worst, reasons = judge(states is not None, queues, processes, tick, feed_lines, notifications, dead)
    return Snapshot(
        at=now,
        state=worst,
        reasons=tuple(reasons),
        queues=tuple(queues),
        processes=tuple(processes),
        tick_age_seconds=tick,
        feeds=tuple(feed_lines),
        outbox=notifications,
        dead_letters=dead,
        totals=totals,
        outcomes={f"{step}.{outcome}": count for (step, outcome), count in sorted(outcomes.items())},
    )


def judge(
    queue_reached: bool,
    queues: Iterable[QueueLine],
    processes: Iterable[ProcessLine],
    tick_age: float | None,
    feeds: Iterable[FeedLine],
    outbox: Mapping[str, int],
    dead: int,
) -> tuple[State, list[str]]:
    """The verdict and its reasons. Down: nothing can arrive or leave. Degraded: something needs a look."""
    down, degraded = [], []
    if not queue_reached:
        down.append("Redis cannot be reached")
    alive = {each.kind for each in processes if each.alive}
    down += [f"no {kind} process is alive" for kind in KINDS if kind not in alive]
    if "monitor" in alive and (tick_age is None or tick_age > SILENT_AFTER.total_seconds()):
        down.append("the scheduler does not tick")
    for queue in queues:
        if queue.paused:
            degraded.append(f"queue {queue.name} is paused")
        if queue.oldest_seconds is not None and queue.oldest_seconds > WAITING_LONG.total_seconds():
            degraded.append(f"work in {queue.name} has waited {queue.oldest_seconds / 60:.0f} min")
    failing = [feed for feed in feeds if not feed.ok]
    if failing:
        degraded.append(f"{len(failing)} feed{'s' if len(failing) != 1 else ''} failing")
    if outbox.get("parked"):
        degraded.append(f"{outbox['parked']} notifications parked: they may have been sent")
    if dead:
        degraded.append(f"{dead} dead letter{'s' if dead != 1 else ''}")
    return ("down" if down else "degraded" if degraded else "ok"), down + degraded


def _real_seconds(clock: Clock) -> float:
    """Real seconds in one second of this clock (1 but for the demo's)."""
    return 1.0 / max(clock.stretched(timedelta(seconds=1)).total_seconds(), 1e-9)


def _queues(
    states: list[QueueState] | None, depths: Mapping[str, tuple[int, datetime | None]], now: datetime, real: float
) -> list[QueueLine]:
    hints = {state.name: state for state in states or ()}
    lines = []
    for name in dict.fromkeys(("entries", *QUEUES, *depths)):
        owed, since = depths.get(name, (0, None))
        lines.append(
            QueueLine(
                name=name,
                hints=hints[name].depth if name in hints else None,
                owed=owed,
                oldest_seconds=(now - since).total_seconds() * real if since else None,
                paused=hints[name].paused if name in hints else False,
            )
        )
    return lines


def _process(beat: Heartbeat, now: datetime, clock: Clock, real: float) -> ProcessLine:
    age = now - beat.at
    return ProcessLine(
        process=beat.process,
        kind=beat.kind,
        age_seconds=max(age.total_seconds(), 0.0) * real,
        alive=age <= clock.stretched(SILENT_AFTER),
        started_at=beat.started_at,
        facts=dict(beat.facts),
    )


def _tick(heartbeats: Iterable[Heartbeat], now: datetime, real: float) -> float | None:
    ticks = [beat.facts["tick"] for beat in heartbeats if beat.kind == "monitor" and "tick" in beat.facts]
    return (now - datetime.fromisoformat(max(ticks))).total_seconds() * real if ticks else None


def _feed(each: PolledFeed) -> FeedLine:
    feed, state = each.feed, each.state
    return FeedLine(
        id=feed.id,
        name=feed.name,
        url=feed.url,
        ok=state.failures == 0 and not state.disabled,
        disabled=state.disabled,
        failures=state.failures,
        reason=state.last_reason,
        last_ok_at=state.last_ok_at,
        last_polled_at=state.last_polled_at,
        next_due=state.next_due,
    )


def _no_store(now: datetime, reason: str) -> Snapshot:
    return Snapshot(
        at=now,
        state="down",
        reasons=(reason,),
        queues=(),
        processes=(),
        tick_age_seconds=None,
        feeds=(),
        outbox={},
        dead_letters=0,
        totals={},
        outcomes={},
    )
