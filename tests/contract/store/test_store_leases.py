"""Leases: one owner at a time, whoever asks at once; a slow owner commits nothing; attempts are counted at the claim."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from monitor.flow import Outcome
from monitor.model.job import Deliver, ExtractStory, Job, ReviewAlert
from monitor.ports import Leased, Store
from tests.factories import NOW, make_entry, make_feed, make_notification, make_state

MINUTE = timedelta(minutes=1)
JOB = ExtractStory(story="story-1", revision=1, article="article-1")


def owe(store: Store, *jobs: Job, due: datetime | None = None) -> None:
    with store.begin() as uow:
        uow.jobs.owe(jobs, NOW, due=due)
        uow.commit()


def claim(store: Store, now: datetime = NOW, owner: str = "one", job: str = JOB.id) -> Leased[Job] | None:
    with store.begin() as uow:
        leased = uow.jobs.claim(job, now, now + MINUTE, owner)
        uow.commit()
    return leased


def add_entries(store: Store, count: int) -> None:
    with store.begin() as uow:
        uow.entries.add([make_entry(id=f"entry-{number}") for number in range(count)], NOW)
        uow.commit()


def test_every_entry_is_claimed_by_one(opened: Callable[[], Store]) -> None:
    """Four stores on one database that claim at once share the entries out: none twice, none left."""
    stores = [opened() for _ in range(4)]
    add_entries(stores[0], 60)

    def take(number: int) -> list[str]:
        mine: list[str] = []
        while True:
            with stores[number].begin() as uow:
                leased = uow.entries.claim_due(NOW, NOW + MINUTE, f"monitor-{number}", 4)
                uow.commit()
            if not leased:
                return mine
            mine += [each.row.id for each in leased]

    with ThreadPoolExecutor(4) as threads:
        taken = [id for ids in threads.map(take, range(4)) for id in ids]

    assert sorted(taken) == sorted(f"entry-{number}" for number in range(60))


def test_a_job_is_claimed_by_one(opened: Callable[[], Store]) -> None:
    """A hint that was doubled finds the job in other hands."""
    stores = [opened() for _ in range(4)]
    owe(stores[0], JOB)

    with ThreadPoolExecutor(4) as threads:
        leases = list(threads.map(lambda number: claim(stores[number], owner=f"worker-{number}"), range(4)))

    assert len([lease for lease in leases if lease]) == 1


@pytest.mark.parametrize(
    ("kind", "due_at"),
    [("feed", NOW + timedelta(seconds=59)), ("entry", NOW + timedelta(seconds=59))],
    ids=["a feed", "an entry"],
)
def test_a_lease_that_ran_out_is_claimed_again(store: Store, kind: str, due_at: datetime) -> None:
    """Not a second before it ends; the new claim has a higher fence and counts an attempt; the old owner has lost."""
    with store.begin() as uow:
        uow.feeds.add(make_feed(), NOW)
        uow.entries.add([make_entry()], NOW)
        uow.commit()

    def take(now: datetime, owner: str) -> list:
        with store.begin() as uow:
            rows = uow.feeds if kind == "feed" else uow.entries
            leased = rows.claim_due(now, now + MINUTE, owner, 10)
            uow.commit()
        return leased

    [first] = take(NOW, "one")
    assert take(due_at, "two") == []
    [second] = take(NOW + MINUTE, "two")

    assert (first.lease.fence, first.lease.attempt) == (1, 1)
    assert (second.lease.fence, second.lease.attempt) == (2, 2)
    with store.begin() as uow:
        if kind == "feed":
            assert not uow.feeds.finish(first.lease, make_state(polls=7))
            assert uow.feeds.finish(second.lease, make_state(polls=8))
            assert uow.feeds.get("feed-1").state.polls == 8
        else:
            assert not uow.entries.finish(first.lease, Outcome.STUB, "late", NOW)
            assert not uow.entries.retry(first.lease, NOW, "late")
            assert uow.entries.finish(second.lease, Outcome.STUB, "paywall", NOW)


def test_the_same_owner_does_not_hold_two_claims(store: Store) -> None:
    """The fence, not the name, tells an owner's first claim from its second."""
    owe(store, JOB)
    first = claim(store, NOW)
    second = claim(store, NOW + MINUTE)

    with store.begin() as uow:
        assert not uow.jobs.finish(first.lease, Outcome.CHANGED, "", NOW)
        assert uow.jobs.finish(second.lease, Outcome.CHANGED, "", NOW)


def test_a_lease_ends_once(store: Store) -> None:
    """What was finished or given back cannot be finished again with the same lease."""
    owe(store, JOB)
    leased = claim(store)

    with store.begin() as uow:
        assert uow.jobs.finish(leased.lease, Outcome.CHANGED, "2 figures", NOW)
        assert not uow.jobs.finish(leased.lease, Outcome.CHANGED, "2 figures", NOW)
        assert not uow.jobs.retry(leased.lease, NOW, "again")
        assert not uow.jobs.give_back(leased.lease, NOW)
        uow.commit()
    assert claim(store) is None


def test_a_lost_lease_undoes_its_unit(store: Store) -> None:
    """A step that leaves without committing, as one that lost its lease does, leaves nothing behind."""
    owe(store, JOB)
    late = claim(store, NOW)
    claim(store, NOW + MINUTE, "two")

    with store.begin() as uow:
        uow.entries.add([make_entry()], NOW)
        assert not uow.jobs.finish(late.lease, Outcome.CHANGED, "", NOW)

    with store.read() as uow:
        assert uow.entries.get("entry-1") is None


def test_a_claim_asks_what_the_row_says(store: Store) -> None:
    """No lease for a job that is unknown, not due yet, in other hands, or done."""
    assert claim(store) is None
    owe(store, JOB, due=NOW + MINUTE)
    assert claim(store) is None
    leased = claim(store, NOW + MINUTE)
    assert leased.row == JOB
    assert claim(store, NOW + MINUTE, "two") is None
    with store.begin() as uow:
        uow.jobs.finish(leased.lease, Outcome.UNCHANGED, "", NOW)
        uow.commit()
    assert claim(store, NOW + 9 * MINUTE) is None


def test_give_back_counts_no_attempt(store: Store) -> None:
    """A stop in mid-job is nobody's failure; a retry is one."""
    owe(store, JOB)
    with store.begin() as uow:
        uow.jobs.give_back(uow.jobs.claim(JOB.id, NOW, NOW + MINUTE, "one").lease, NOW)
        uow.commit()
    again = claim(store)
    assert (again.lease.attempt, again.lease.fence) == (1, 2)

    with store.begin() as uow:
        uow.jobs.retry(again.lease, NOW + MINUTE, "reset by peer")
        uow.commit()
    assert claim(store) is None
    assert claim(store, NOW + MINUTE).lease.attempt == 2


def test_owing_twice_is_owing_once(store: Store) -> None:
    """A job that is known, also one that is done, is left as it is."""
    owe(store, JOB, JOB)
    with store.begin() as uow:
        assert uow.jobs.unhinted(NOW, NOW, 10) == [JOB]
        uow.jobs.finish(uow.jobs.claim(JOB.id, NOW, NOW + MINUTE, "one").lease, Outcome.CHANGED, "", NOW)
        uow.jobs.owe([JOB], NOW)

        assert uow.jobs.unhinted(NOW, NOW, 10) == []


def test_what_the_queue_is_told(store: Store) -> None:
    """Owed, due, unleased and not hinted lately, the oldest first, every kind of job as itself."""
    deliver, review = Deliver(notification="notification-1"), ReviewAlert(alert="alert-1")
    owe(store, review, due=NOW - 2 * MINUTE)
    owe(store, deliver, due=NOW - MINUTE)
    owe(store, JOB)
    owe(store, ExtractStory(story="story-2", revision=1, article="article-2"), due=NOW + MINUTE)

    with store.begin() as uow:
        assert uow.jobs.unhinted(NOW, NOW - MINUTE, 10) == [review, deliver, JOB]
        assert uow.jobs.unhinted(NOW, NOW - MINUTE, 1) == [review]
        uow.jobs.hinted([review, deliver], NOW)
        assert uow.jobs.unhinted(NOW, NOW - MINUTE, 10) == [JOB]
        assert uow.jobs.unhinted(NOW, NOW + MINUTE, 10) == [review, deliver, JOB]
        uow.jobs.claim(JOB.id, NOW, NOW + MINUTE, "one")
        assert uow.jobs.unhinted(NOW, NOW - MINUTE, 10) == []


def test_a_retry_is_hinted_again(store: Store) -> None:
    """When it falls due the queue is told at once, however lately it was told before."""
    owe(store, JOB)
    with store.begin() as uow:
        uow.jobs.hinted([JOB], NOW)
        uow.jobs.retry(uow.jobs.claim(JOB.id, NOW, NOW + MINUTE, "one").lease, NOW + MINUTE, "busy")

        assert uow.jobs.unhinted(NOW + MINUTE, NOW - MINUTE, 10) == [JOB]


def test_a_worker_that_goes_away(store: Store) -> None:
    """Its job is owed again after its lease, and a dead letter after its step's attempts."""
    owe(store, JOB)
    moment = NOW
    ends = []
    for _ in range(3):
        assert claim(store, moment)
        moment += MINUTE
        with store.begin() as uow:
            assert uow.jobs.expire(moment - timedelta(seconds=1), {"extract": 3}) == []
            ends += uow.jobs.expire(moment, {"extract": 3})
            uow.commit()

    assert ends == [(JOB, Outcome.RETRY), (JOB, Outcome.RETRY), (JOB, Outcome.DEAD)]
    assert claim(store, moment) is None
    with store.read() as uow:
        [letter] = uow.dead.all()
    assert (letter.id, letter.step, letter.attempts, letter.at) == (JOB.id, "extract", 3, moment)


def test_a_dead_entry_is_requeued_from_its_first_attempt(store: Store) -> None:
    """A page that was given up is a dead letter until somebody asks for it again."""
    add_entries(store, 1)
    with store.begin() as uow:
        [leased] = uow.entries.claim_due(NOW, NOW + MINUTE, "one", 1)
        assert uow.entries.finish(leased.lease, Outcome.DEAD, "page answered 503 (attempt 8 of 8)", NOW)
        uow.commit()

    with store.begin() as uow:
        [letter] = uow.dead.all()
        assert letter == uow.dead.get("entry-0")
        assert (letter.step, letter.because, letter.about) == (
            "fetch",
            "page answered 503 (attempt 8 of 8)",
            "https://gazette.example/ness",
        )
        assert uow.dead.requeue("entry-0", NOW)
        assert not uow.dead.requeue("entry-0", NOW)
        assert not uow.dead.requeue("nothing", NOW)
        assert uow.dead.all() == []
        [again] = uow.entries.claim_due(NOW, NOW + MINUTE, "two", 1)
    assert again.lease.attempt == 1


@pytest.mark.parametrize("how", ["finish", "expire"])
def test_a_notification_dies_with_its_delivery(store: Store, how: str) -> None:
    """It is dead when its job is, however that came, and owed again with it."""
    note = make_notification()
    with store.begin() as uow:
        uow.outbox.add([note], NOW)
        leased = uow.jobs.claim(Deliver(notification=note.id).id, NOW, NOW + MINUTE, "one")
        if how == "finish":
            uow.jobs.finish(leased.lease, Outcome.DEAD, "no such channel", NOW)
        else:
            uow.jobs.expire(NOW + MINUTE, {"deliver": 1})
        assert uow.outbox.get(note.id).state == "dead"

        [letter] = uow.dead.all()
        assert letter.about == note.id
        assert uow.dead.requeue(letter.id, NOW)

        assert uow.outbox.get(note.id).state == "owed"
        assert uow.jobs.unhinted(NOW, NOW, 10) == [Deliver(notification=note.id)]


def test_what_was_sent_stays_sent(store: Store) -> None:
    """A message that got out while its job was lost is neither dead with the job nor owed again by a requeue."""
    note = make_notification()
    with store.begin() as uow:
        uow.outbox.add([note], NOW)
        uow.jobs.claim(Deliver(notification=note.id).id, NOW, NOW + MINUTE, "one")
        uow.outbox.sent(note.id, "C1:1.2", NOW)
        uow.jobs.expire(NOW + MINUTE, {"deliver": 1})
        assert uow.outbox.get(note.id).state == "sent"

        assert uow.dead.requeue(Deliver(notification=note.id).id, NOW)

        assert uow.outbox.get(note.id).state == "sent"
