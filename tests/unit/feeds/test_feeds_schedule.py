"""next_poll: when a feed is polled next, and what is remembered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.parse import Parsed
from monitor.feeds.response import Body, Failed, Gone, NotModified, PollResult, RateLimited, SameBody
from monitor.feeds.schedule import CONFIRMED, JITTER, LONGEST_BACKOFF, SHORTEST, moved, next_poll
from monitor.model.feed import Feed, FeedState, Hints, Validators
from monitor.settings import make_feed

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)  # a Monday
EVERY = timedelta(minutes=15)
FEED = make_feed("https://news.example/feed", every=EVERY)
OLD = Validators(etag='"old"')
NEW = Validators(etag='"new"')
ELSEWHERE = "https://news.example/new"


def held(**more: Any) -> FeedState:
    return FeedState(**{"next_due": NOW, "validators": OLD, "body_hash": "old", **more})


def body(parsed: Parsed | None = None, **more: Any) -> Body:
    return Body(b"x", FEED.url, NEW, "new", parsed=parsed, **more)


def after(
    state: FeedState, result: PollResult, *, now: datetime = NOW, jitter: float = 0.5, feed: Feed = FEED
) -> FeedState:
    return next_poll(feed, state, result, now=now, jitter=jitter)


READ = Parsed(entries=())
GOOD: list[PollResult] = [NotModified(), SameBody(NEW), body(READ)]
BAD: list[PollResult] = [Failed("x"), RateLimited(None)]


@pytest.mark.parametrize("result", GOOD)
def test_a_good_poll_is_followed_by_the_next_after_the_feeds_own_interval(result: PollResult) -> None:
    """And whatever went wrong before is forgotten."""
    state = after(held(failures=7, last_reason="x", polls=3), result)

    assert state.next_due == NOW + EVERY
    assert (
        state.failures,
        state.last_reason,
        state.polls,
        state.last_polled_at,
        state.last_ok_at,
    ) == (0, None, 4, NOW, NOW)


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 10_000))
def test_chance_spreads_polls_around_the_interval(jitter: float, minutes: int) -> None:
    """By a tenth at most either way, and never under a minute."""
    feed = make_feed("https://news.example/", every=timedelta(minutes=minutes))
    wait = after(held(), NotModified(), jitter=jitter, feed=feed).next_due - NOW

    assert max(feed.every * (1 - JITTER), SHORTEST) <= wait <= feed.every * (1 + JITTER)


def test_no_feed_is_polled_more_than_once_a_minute() -> None:
    """Whatever the configuration says."""
    feed = make_feed("https://news.example/", every=timedelta(seconds=1))

    assert after(held(), NotModified(), feed=feed, jitter=0.0).next_due == NOW + SHORTEST


# ── validators ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("result", "validators", "body_hash"),
    [
        (body(READ), NEW, "new"),
        (SameBody(NEW), NEW, "old"),
        (NotModified(), OLD, "old"),
        (body(None), OLD, "old"),
        (body(Parsed(entries=(), complete=False)), OLD, "old"),
        (Failed("x"), OLD, "old"),
        (RateLimited(None), OLD, "old"),
        (Gone(), OLD, "old"),
    ],
)
def test_validators_are_kept_only_with_a_body_that_was_read_to_its_end(
    result: PollResult, validators: Validators, body_hash: str
) -> None:
    """Or a 304 would hide what we never saw."""
    state = after(held(), result)

    assert (validators, body_hash) == (state.validators, state.body_hash)


# ── failures ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_failures_in_a_row_double_the_wait_up_to_a_day() -> None:
    """And the feed is never given up."""
    state = held()
    waits = []
    for _ in range(40):
        state = after(state, Failed("answered 500"))
        waits.append(state.next_due - NOW)

    assert [EVERY * 2**n for n in range(6)] == waits[:6]
    assert waits[-1] == LONGEST_BACKOFF
    assert (state.failures, state.disabled, state.last_reason) == (40, False, "answered 500")


@given(st.sampled_from(BAD), st.integers(0, 10_000), st.floats(0, 1, exclude_max=True), st.integers(1, 5000))
def test_a_failing_feed_is_always_polled_again_within_about_a_day(
    result: PollResult, failures: int, jitter: float, minutes: int
) -> None:
    """Or its own interval, where that is longer."""
    feed = make_feed("https://news.example/", every=timedelta(minutes=minutes))
    state = after(held(failures=failures), result, jitter=jitter, feed=feed)

    assert SHORTEST <= state.next_due - NOW <= max(LONGEST_BACKOFF, feed.every) * (1 + JITTER)


@given(
    st.integers(0, 7 * 86_400),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 50),
    st.sampled_from([RateLimited, Failed]),
)
def test_nobody_is_asked_again_before_the_time_they_named(
    seconds: int, jitter: float, failures: int, kind: type[RateLimited] | type[Failed]
) -> None:
    """Retry-After is kept to the second."""
    wait = timedelta(seconds=seconds)
    result = RateLimited(wait) if kind is RateLimited else Failed("x", wait)

    assert after(held(failures=failures), result, jitter=jitter).next_due >= NOW + wait


def test_a_gone_feed_is_switched_off() -> None:
    """410 is the publisher's last word."""
    state = after(held(), Gone())

    assert (state.disabled, state.last_outcome) == (True, "gone")


# ── what publishers ask for ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pace", "fresh_for", "minutes"),
    [
        (None, None, 15),
        (5, None, 15),  # faster than configured: we keep to ours
        (30, None, 30),
        (None, 40, 40),
        (30, 40, 40),
        (None, 525_600, 60),  # a year is meant for pictures
    ],
)
def test_a_publisher_may_ask_for_fewer_polls(pace: int | None, fresh_for: int | None, minutes: int) -> None:
    """The longest wish counts; jitter only adds to it."""
    hints = Hints(pace=timedelta(minutes=pace) if pace else None)
    fresh = timedelta(minutes=fresh_for) if fresh_for else None
    state = after(held(), body(Parsed(entries=(), hints=hints), fresh_for=fresh), jitter=0.5)
    wait = timedelta(minutes=minutes)

    assert wait <= state.next_due - NOW <= wait * (1 + JITTER)


def test_what_a_feed_asked_for_holds_while_it_does_not_change() -> None:
    """A 304 brings no body to read it from again."""
    state = after(held(), body(Parsed(entries=(), hints=Hints(pace=timedelta(minutes=30)))), jitter=0.0)

    assert NOW + timedelta(minutes=30) == after(state, NotModified(), jitter=0.0).next_due


@pytest.mark.parametrize(
    ("hours", "days", "due"),
    [
        ((12,), (), datetime(2026, 11, 23, 13, 15, tzinfo=UTC)),
        ((12, 13, 14), (), datetime(2026, 11, 23, 15, 15, tzinfo=UTC)),
        ((3,), (), datetime(2026, 11, 23, 12, 15, tzinfo=UTC)),
        ((), (0,), datetime(2026, 11, 24, 0, 15, tzinfo=UTC)),
        ((0, 1), (0,), datetime(2026, 11, 24, 2, 15, tzinfo=UTC)),
        (tuple(range(24)), (), datetime(2026, 11, 23, 12, 15, tzinfo=UTC)),
        ((), tuple(range(7)), datetime(2026, 11, 23, 12, 15, tzinfo=UTC)),
    ],
)
def test_hours_and_days_without_news_are_skipped(hours: tuple[int, ...], days: tuple[int, ...], due: datetime) -> None:
    """In Greenwich time; to skip everything is to skip nothing."""
    state = held(hints=Hints(skip_hours=hours, skip_days=days))

    assert due == after(state, NotModified()).next_due


# ── moving ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_address_changes_after_several_polls_in_a_row() -> None:
    """One permanent redirect may be a hotel's network."""
    state = held()
    told = []
    for _ in range(CONFIRMED + 1):
        state, before = after(state, NotModified(moved_to=ELSEWHERE)), state
        told.append(moved(before, state))

    assert told == [None] * (CONFIRMED - 1) + [ELSEWHERE] * 2


def test_a_poll_without_the_redirect_starts_the_count_again() -> None:
    """In a row means in a row; another target counts anew."""
    state = after(after(held(), NotModified(moved_to=ELSEWHERE)), NotModified(moved_to=ELSEWHERE))

    assert (after(state, NotModified()).moved_to, after(state, NotModified()).moved_polls) == (None, 0)
    assert after(state, NotModified(moved_to="https://other.example/")).moved_polls == 1


def test_a_failed_poll_moves_nothing() -> None:
    """The count waits, and no address is given."""
    state = held(moved_to=ELSEWHERE, moved_polls=CONFIRMED)
    failed = after(state, Failed("x"))

    assert (failed.moved_polls, moved(state, failed)) == (CONFIRMED, None)


@pytest.mark.parametrize("target", [FEED.url, "http://news.example/feed"])
def test_no_feed_moves_to_itself_or_away_from_tls(target: str) -> None:
    """The redirect is followed; the address stays."""
    assert (
        after(held(), NotModified(moved_to=target)).moved_to,
        after(held(), NotModified(moved_to=target)).moved_polls,
    ) == (None, 0)


@given(
    st.lists(st.sampled_from([*GOOD, *BAD, NotModified(moved_to=ELSEWHERE), body(None)]), max_size=30),
    st.floats(0, 1, exclude_max=True),
)
def test_whatever_happens_there_is_a_next_poll_and_the_state_can_be_stored(
    results: list[PollResult], jitter: float
) -> None:
    """Each poll is counted once, lies ahead, and comes back from the store as it went in."""
    state, now = held(), NOW
    for result in results:
        state = after(state, result, now=now, jitter=jitter)

        assert state.next_due >= now + SHORTEST
        assert state == FeedState.model_validate_json(state.model_dump_json())
        now = state.next_due

    assert len(results) == state.polls


def test_a_feed_on_this_machine_may_be_polled_every_second():
    """The manners of the floor are for other people's servers."""
    here = FEED.model_copy(update={"url": "http://127.0.0.1:8000/feed.xml", "every": timedelta(seconds=1)})
    there = here.model_copy(update={"url": "https://127.0.0.1.example/feed.xml"})
    for feed, shortest in ((here, timedelta(seconds=1)), (there, SHORTEST)):
        assert next_poll(feed, held(), NotModified(), now=NOW, jitter=0.0).next_due == NOW + shortest
