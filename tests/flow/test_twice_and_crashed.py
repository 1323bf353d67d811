"""The steps over a real store: every job twice, a crash before each commit, a lost lease: the end is the same."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import structlog

from monitor.adapters.memory import FixedClock, MemoryQueue
from monitor.errors import Permanent, Transient
from monitor.flow import Outcome
from monitor.model.alert import Watch
from monitor.model.article import Article
from monitor.model.job import Deliver, ExtractStory
from monitor.model.noun import derive_id
from monitor.placing import place_in_story
from monitor.ports import Sent
from monitor.scheduler import sweep
from workers import steps
from workers.steps import WorkerServices

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = (
    "At least 27 people were killed when an earthquake struck the town of Sarat before dawn, the civil protection agency said.",
    "At least 31 people were killed when an earthquake struck the town of Sarat before dawn, the civil protection agency said.",
)
FILLER = (
    "Rescue teams from the coast were on their way with dogs and lifting gear, but a landslide has cut the valley road.",
    "The mayor asked everybody who still had a roof to take in those who had lost theirs, and to boil the water.",
)


class Box:
    """A receiver that remembers; `failing` raises instead, `unsure` raises after it has taken the message."""

    name = "box"

    def __init__(self, *, asked=False, when_unsure="repeat"):
        self.can_be_asked = asked
        self.when_unsure = when_unsure
        self.taken = []
        self.errors = []

    def send(self, notification, *, thread):
        error = self.errors.pop(0) if self.errors else None
        if isinstance(error, (Permanent, Transient)) and not getattr(error, "unsure", False):
            raise error
        self.taken.append(notification)
        if error:
            raise error
        return Sent(f"ref-{len(self.taken)}")

    def find(self, notification):
        return Sent("found") if any(each.id == notification.id for each in self.taken) else None


@pytest.fixture
def daemon(sqlite_store):
    """A store, a queue, a worker's services and an article placed; `run()` works off what is hinted."""
    clock = FixedClock(START)
    queue = MemoryQueue(clock)
    box = Box()
    services = WorkerServices(
        clock=clock,
        store=sqlite_store,
        queue=queue,
        watches=(Watch(name="Sarat"),),
        receivers={"box": box},
        owner="worker-1",
        log=structlog.get_logger(),
    )

    def publish(number):
        title = ("Earthquake strikes Sarat", "Earthquake toll climbs in Sarat")[number]
        text = "\n\n".join((title, TEXTS[number], *FILLER))
        article = Article(
            id=derive_id("article", number),
            outlet="Meridian Wire",
            url="https://wire.example/quake",
            title=title,
            text=text,
            published_at=clock.at,
            seen_at=clock.at,
            cleaner_version="given",
        )
        with sqlite_store.begin() as uow:
            _, job = place_in_story(article, uow, clock.at)
            uow.commit()
        return job

    def tick(seconds=10.0):
        clock.advance(timedelta(seconds=seconds))
        sweep(SimpleNamespace(clock=clock, store=sqlite_store, queue=queue, log=structlog.get_logger()))

    def run(times=1):
        outcomes = []
        for name in ("extract", "deliver"):
            while (job := queue.take(name)) is not None:
                for _ in range(times):
                    step = steps.extract_story if isinstance(job, ExtractStory) else steps.deliver
                    outcomes.append(step(job, services))
                queue.done(job)
        return outcomes

    return SimpleNamespace(
        clock=clock, queue=queue, box=box, services=services, store=sqlite_store, publish=publish, tick=tick, run=run
    )


def headlines(daemon):
    return [each.message.headline for each in daemon.box.taken]


TOLD = ["Deaths in Sarat: ≥27", "Deaths in Sarat: ≥27 → ≥31 (+15 %)"]


def test_the_plain_path(daemon):
    """An article, its update: two alerts."""
    for number in range(2):
        daemon.publish(number)
        daemon.tick()
        daemon.run()
        daemon.clock.advance(timedelta(hours=6))
    assert headlines(daemon) == TOLD


def test_every_job_twice_and_every_hint_lost_once(daemon):
    """RQ may double a job and Redis may forget it: the rows decide."""
    for number in range(2):
        daemon.publish(number)
        for _ in range(3):
            daemon.tick()
            daemon.queue.drain("extract")
            daemon.queue.drain("deliver")
        daemon.tick()
        outcomes = daemon.run(times=2)
        assert outcomes.count(Outcome.LOST_LEASE) == len(outcomes) / 2
        daemon.clock.advance(timedelta(hours=6))
    assert headlines(daemon) == TOLD


def test_the_versions_read_in_the_wrong_order_tell_the_newer_once(daemon):
    """The worker takes the later version first: the older one is no news then."""
    jobs = [daemon.publish(0)]
    daemon.clock.advance(timedelta(hours=6))
    jobs.append(daemon.publish(1))
    daemon.tick()
    for job in reversed(jobs):
        steps.extract_story(job, daemon.services)
    daemon.run()
    assert headlines(daemon) == ["Deaths in Sarat: ≥31"]


class Crash(BaseException):
    """kill -9, as far as one process can play it."""


@pytest.mark.parametrize("at", range(1, 12))
def test_a_crash_before_any_commit_costs_time_only(daemon, monkeypatch, at):
    """The process dies before its n-th commit; another takes over when the lease has run out."""
    from monitor.store.engine import SqlUnitOfWork

    left = [at]
    commit = SqlUnitOfWork.commit

    def dying(unit):
        left[0] -= 1
        if left[0] == 0:
            raise Crash
        commit(unit)

    for number in range(2):
        monkeypatch.setattr(SqlUnitOfWork, "commit", commit)
        daemon.publish(number)
        daemon.tick()
        monkeypatch.setattr(SqlUnitOfWork, "commit", dying)
        for _ in range(6):
            try:
                daemon.run()
            except Crash:
                daemon.queue.running.clear()
            daemon.queue.drain("extract")
            daemon.queue.drain("deliver")
            monkeypatch.setattr(SqlUnitOfWork, "commit", commit)
            daemon.tick(70)
        daemon.clock.advance(timedelta(hours=6))
    repeats = [each for each in daemon.box.taken if each.possible_repeat]
    assert [each.message.headline for each in daemon.box.taken if not each.possible_repeat] == TOLD
    assert len(repeats) <= 1, "only the message in flight may be repeated, and it says so"
    with daemon.store.read() as uow:
        assert {owed.state for owed in uow.outbox.all()} == {"sent"}


UNSURE = Transient("no answer", unsure=True)


def deliver_one(daemon, *errors, times=6):
    """Publish one article, let its delivery meet these errors; the notification as it stands."""
    daemon.box.errors = list(errors)
    daemon.publish(0)
    for _ in range(times):
        daemon.tick(60)
        daemon.run()
        daemon.clock.advance(timedelta(hours=1))
    with daemon.store.read() as uow:
        (owed,) = uow.outbox.all()
    return owed


def test_a_refusal_is_tried_again_with_back_off(daemon):
    """Transient: sent in the end, once, and not marked as a repeat."""
    owed = deliver_one(daemon, Transient("busy"), Transient("busy"))
    assert owed.state == "sent" and owed.attempts == 3
    assert [each.possible_repeat for each in daemon.box.taken] == [False]


def test_a_receiver_that_can_be_asked_never_doubles(daemon):
    """It took the message, the answer was lost: it is asked, and not told again."""
    daemon.box.can_be_asked = True
    owed = deliver_one(daemon, UNSURE)
    assert owed.state == "sent" and owed.ref == "found" and len(daemon.box.taken) == 1


def test_one_that_cannot_be_asked_gets_it_marked(daemon):
    """The same id again, saying that it may be a repeat."""
    owed = deliver_one(daemon, UNSURE)
    assert owed.state == "sent"
    assert [each.possible_repeat for each in daemon.box.taken] == [False, True]
    assert len({each.id for each in daemon.box.taken}) == 1


def test_or_is_parked_by_configuration(daemon):
    """when_unsure: park."""
    daemon.box.when_unsure = "park"
    owed = deliver_one(daemon, UNSURE)
    assert owed.state == "parked" and len(daemon.box.taken) == 1 and "may have got through" in owed.because


def test_what_will_never_work_is_a_dead_letter_and_can_be_requeued(daemon):
    """Permanent: given up at once, kept, and sent when the cause is gone."""
    owed = deliver_one(daemon, Permanent("no such channel"))
    assert owed.state == "dead"
    with daemon.store.begin() as uow:
        (letter,) = uow.dead.all()
        assert letter.because == "no such channel"
        assert uow.dead.requeue(letter.id, daemon.clock.now())
        uow.commit()
    daemon.tick()
    daemon.run()
    assert len(daemon.box.taken) == 1


def test_a_text_that_breaks_the_grammar_becomes_a_dead_letter(daemon, monkeypatch):
    """Three tries, then it is given up; the worker lives."""

    def broken(*args):
        raise ValueError("a rule is broken")

    monkeypatch.setattr(steps, "figures_of", broken)
    daemon.publish(0)
    for _ in range(6):
        daemon.tick(60)
        daemon.run()
        daemon.clock.advance(timedelta(hours=2))
    with daemon.store.read() as uow:
        (letter,) = uow.dead.all()
        assert letter.step == "extract" and "a rule is broken" in letter.because and letter.attempts == 3


def test_unknown_work_is_nobodys(daemon):
    """A hint about nothing that is owed does nothing."""
    assert steps.deliver(Deliver(notification="notification-none"), daemon.services) is Outcome.LOST_LEASE
