"""The workers' steps: load → decide (pure) → one commit of facts plus what is owed next.

A step claims its job as a lease, counts the attempt, and ends in exactly one Outcome. Whatever RQ does with the
hint that called it (drop, double, repeat), the row in the store decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.adapters.process import StopInMidJob
from monitor.errors import Permanent, Transient
from monitor.flow import Outcome, step
from monitor.model.alert import AlertState, Watch
from monitor.model.change import NO_SYNONYMS, Synonyms
from monitor.model.job import CheckSilence, Deliver, ExtractStory, Job, Lease, ReviewAlert
from monitor.ports import Clock, Queue, Receiver, Store, UnitOfWork
from workers.reading import Desk, figures_of, record, recounted, review, silent, standing

#: A job that is not done by then is somebody else's.
LEASE = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=30)  # longer than any receiver's deadline: ask only when the answer is settled
LAST_RETRY = timedelta(hours=1)


@dataclass(frozen=True)
class WorkerServices:
    """What the workers' steps need."""

    clock: Clock
    store: Store
    queue: Queue
    watches: tuple[Watch, ...]
    receivers: Mapping[str, Receiver]
    owner: str
    log: structlog.stdlib.BoundLogger
    synonyms: Synonyms = NO_SYNONYMS

    def desk(self, uow: UnitOfWork, now: datetime) -> Desk:
        """What figures are recorded and told with."""
        return Desk(uow, now, self.watches, tuple(self.receivers), self.synonyms)


def work(job: Job, services: WorkerServices, body: Callable[[Lease], Outcome]) -> Outcome:
    """Claim the job, run `body`, and see that a failure is owed again or becomes a dead letter."""
    clock = services.clock
    now = clock.now()
    with services.store.begin() as uow:
        leased = uow.jobs.claim(job.id, now, now + clock.stretched(LEASE), services.owner)
        uow.commit()
    if leased is None:
        services.log.info("not_owed", step=job.step, job=job.id)  # a doubled hint; the row is done or in other hands
        return Outcome.LOST_LEASE
    try:
        outcome = body(leased.lease)
    except StopInMidJob:
        with services.store.begin() as uow:
            uow.jobs.give_back(leased.lease, clock.now())
            uow.commit()
        raise
    except Transient as error:
        outcome = _again(job, leased.lease, error.reason, services, retry_after=error.retry_after)
    except Permanent as error:
        outcome = _end(job, leased.lease, Outcome.DEAD, error.reason, services)
    except Exception as error:
        # a text that breaks the grammar must not take the worker with it; three tries, then a dead letter
        services.log.exception("step_broke", step=job.step, job=job.id)
        outcome = _again(job, leased.lease, f"{type(error).__name__}: {error}"[:300], services)
    services.log.info("done", step=job.step, job=job.id, outcome=outcome.value)
    return outcome


def _again(
    job: Job, lease: Lease, because: str, services: WorkerServices, *, retry_after: timedelta | None = None
) -> Outcome:
    limit = step(job.step).attempts or 1
    if lease.attempt >= limit:
        return _end(job, lease, Outcome.DEAD, f"{because} (attempt {lease.attempt} of {limit})", services)
    wait = max(min(FIRST_RETRY * 2 ** (lease.attempt - 1), LAST_RETRY), retry_after or timedelta(0))
    now = services.clock.now()
    with services.store.begin() as uow:
        if not uow.jobs.retry(lease, now + services.clock.stretched(wait), because):
            return Outcome.LOST_LEASE
        uow.ops.count(job.step, Outcome.RETRY)
        uow.commit()
    return Outcome.RETRY


def _end(job: Job, lease: Lease, outcome: Outcome, because: str, services: WorkerServices) -> Outcome:
    with services.store.begin() as uow:
        if not uow.jobs.finish(lease, outcome, because, services.clock.now()):
            return Outcome.LOST_LEASE
        uow.ops.count(job.step, outcome)
        uow.commit()
    return outcome


# ── story → figures → changes → alerts ───────────────────────────────────────────────────────────────────────


def extract_story(job: ExtractStory, services: WorkerServices) -> Outcome:
    """Read one article of a story and write what follows from it, the messages owed included, in one commit."""
    return work(job, services, lambda lease: _extract(job, lease, services))


def _extract(job: ExtractStory, lease: Lease, services: WorkerServices) -> Outcome:
    with services.store.read() as uow:
        story, article = uow.stories.current(job.story), uow.articles.get(job.article)
        placement = uow.articles.placement(job.article)
    if story is None or article is None:
        return _end(job, lease, Outcome.SUPERSEDED, "its article is no longer kept", services)
    figures = figures_of(article, placement)  # outside the transaction: it is what takes the time
    now = services.clock.now()
    with services.store.begin() as uow:
        desk = services.desk(uow, now)
        reading = record(article, uow.stories.current(job.story) or story, placement, figures, desk)
        outcome = Outcome.CHANGED if reading.changes else Outcome.UNCHANGED if figures else Outcome.NO_FIGURES
        because = f"{len(figures)} figures, {len(reading.changes)} changes, {len(reading.alerts)} alerts"
        owed = [
            Deliver(notification=each.notification.id)
            for alert in reading.alerts
            for each in uow.outbox.of_alert(alert.id)
        ]
        if not uow.jobs.finish(lease, outcome, because, now):
            return Outcome.LOST_LEASE
        uow.ops.count(job.step, outcome)
        uow.commit()
    hint(owed, services)
    return outcome


def review_alert(job: ReviewAlert, services: WorkerServices) -> Outcome:
    """Look again at an alert whose hold has passed."""
    return work(job, services, lambda lease: _review(job, lease, services))


def _review(job: ReviewAlert, lease: Lease, services: WorkerServices) -> Outcome:
    now = services.clock.now()
    owed: list[Job] = []
    with services.store.begin() as uow:
        uow.series.lock()
        alert = uow.alerts.get(job.alert)
        watch = next((each for each in services.watches if alert and each.name == alert.watch), None)
        series = uow.series.get(alert.series) if alert else None
        if alert is None or series is None or alert.state is not AlertState.HELD:
            outcome, because = Outcome.SUPERSEDED, "it was settled before"
        elif watch is None:
            uow.alerts.set_state(alert.id, AlertState.WITHHELD, "its watch is no longer in the settings", now)
            outcome, because = Outcome.WITHHELD, "its watch is no longer in the settings"
        else:
            seen = standing(series.id, uow)
            desk = services.desk(uow, now)
            state = review(alert, watch, series, seen, desk)
            outcome = Outcome.RELEASED if state is AlertState.SENT else Outcome.WITHHELD
            because = state.value
            owed = [Deliver(notification=each.notification.id) for each in uow.outbox.of_alert(alert.id)]
        if not uow.jobs.finish(lease, outcome, because, now):
            return Outcome.LOST_LEASE
        uow.ops.count(job.step, outcome)
        uow.commit()
    hint(owed, services)
    return outcome


def check_silence(job: CheckSilence, services: WorkerServices) -> Outcome:
    """See whether a series has fallen silent."""
    return work(job, services, lambda lease: _check_silence(job, lease, services))


def _check_silence(job: CheckSilence, lease: Lease, services: WorkerServices) -> Outcome:
    now = services.clock.now()
    with services.store.begin() as uow:
        uow.series.lock()
        watch = next((each for each in services.watches if each.name == job.watch), None)
        alert = silent(job, watch, services.desk(uow, now)) if watch else None
        outcome = Outcome.CHANGED if alert else Outcome.SUPERSEDED
        because = alert.because if alert else "somebody has spoken since" if watch else "its watch is gone"
        owed = [Deliver(notification=each.notification.id) for each in uow.outbox.of_alert(alert.id)] if alert else []
        if not uow.jobs.finish(lease, outcome, because, now):
            return Outcome.LOST_LEASE
        uow.ops.count(job.step, outcome)
        uow.commit()
    hint(owed, services)
    return outcome


def hint(jobs: Sequence[Job], services: WorkerServices) -> None:
    """Tell the queue about owed work now rather than at the next sweep; if that fails the sweep does it."""
    if not jobs:
        return
    try:
        services.queue.push(jobs)
    except Transient as error:
        services.log.warning("queue_away", reason=error.reason, owed=len(jobs))
        return
    with services.store.begin() as uow:
        uow.jobs.hinted(jobs, services.clock.now())
        uow.commit()


# ── notification → delivery ──────────────────────────────────────────────────────────────────────────────────


def deliver(job: Deliver, services: WorkerServices) -> Outcome:
    """Send one notification: once, as far as its receiver can be asked.

    That an attempt begins is committed before anything is sent. If the end of an earlier attempt was never
    recorded, the message may have got through: a receiver that can be asked is asked; one that cannot gets it
    again, marked and under the same id, or not at all (`when_unsure`).
    """
    return work(job, services, lambda lease: _deliver(job, lease, services))


def _deliver(job: Deliver, lease: Lease, services: WorkerServices) -> Outcome:
    with services.store.read() as uow:
        owed = uow.outbox.get(job.notification)
        thread = uow.outbox.thread(owed.notification.receiver, owed.notification.group) if owed else None
        notification = recounted(owed.notification, uow) if owed else None
    if owed is None or notification is None:
        return _end(job, lease, Outcome.SUPERSEDED, "the notification is no longer there", services)
    if owed.state == "sent":
        return _end(job, lease, Outcome.ALREADY_SENT, "sent before", services)
    receiver = services.receivers.get(owed.notification.receiver)
    if receiver is None:
        raise Permanent(f"receiver {owed.notification.receiver!r} is not in the configuration any more")
    if owed.started_at is not None:
        if receiver.can_be_asked:
            found = receiver.find(notification)
            if found is not None:
                return _sent(job, lease, found.ref, Outcome.ALREADY_SENT, services)
        elif receiver.when_unsure == "park":
            return _park(job, lease, services)
        else:
            notification = notification.model_copy(update={"possible_repeat": True})
    with services.store.begin() as uow:
        uow.outbox.start(notification.id, services.clock.now())
        uow.commit()
    try:
        sent = receiver.send(notification, thread=thread)
    except (Transient, Permanent) as error:
        if not getattr(error, "unsure", False):
            with services.store.begin() as uow:
                uow.outbox.failed(notification.id, error.reason, services.clock.now())
                uow.commit()
        raise
    return _sent(job, lease, sent.ref, Outcome.SENT, services)


def _sent(job: Deliver, lease: Lease, ref: str | None, outcome: Outcome, services: WorkerServices) -> Outcome:
    now = services.clock.now()
    with services.store.begin() as uow:
        # marked even if the lease was lost meanwhile: the message is out
        uow.outbox.sent(job.notification, ref, now)
        held = uow.jobs.finish(lease, outcome, ref or "", now)
        uow.ops.count(job.step, outcome if held else Outcome.LOST_LEASE)
        uow.commit()
    return outcome


def _park(job: Deliver, lease: Lease, services: WorkerServices) -> Outcome:
    because = "an earlier attempt may have got through, and this receiver cannot be asked"
    now = services.clock.now()
    with services.store.begin() as uow:
        if not uow.jobs.finish(lease, Outcome.PARKED, because, now):
            return Outcome.LOST_LEASE
        uow.outbox.parked(job.notification, because, now)
        uow.ops.count(job.step, Outcome.PARKED)
        uow.commit()
    return Outcome.PARKED
