"""When a feed is polled next, and what is remembered of the poll just made."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, assert_never
from urllib.parse import urlsplit

from monitor.feeds.response import Body, Failed, Gone, NotModified, PollResult, RateLimited, SameBody
from monitor.flow import Outcome
from monitor.model.feed import Feed, FeedState, Hints
from monitor.settings import is_loopback

#: Never polled more often, whatever the configuration says; a feed on this very machine may be.
SHORTEST = timedelta(minutes=1)
SHORTEST_HERE = timedelta(seconds=1)
#: The longest back-off: a feed that has failed for weeks is asked once a day, and never given up.
LONGEST_BACKOFF = timedelta(days=1)
#: What a publisher's caching headers may add: a max-age of a year is meant for pictures.
LONGEST_CACHING = timedelta(hours=1)
#: Share of the interval that chance adds or takes, so that feeds added together do not stay together.
JITTER = 0.1
#: Polls in a row that must see a permanent redirect before the address is changed: sites under maintenance and
#: hotel networks send them too.
CONFIRMED = 3


def next_poll(feed: Feed, state: FeedState, result: PollResult, *, now: datetime, jitter: float) -> FeedState:
    """The state after a poll that ended with `result`; `jitter` is a number in [0, 1) drawn by the caller."""
    polled: dict[str, Any] = {"polls": state.polls + 1, "last_polled_at": now}
    match result:
        case NotModified():
            pass
        case SameBody():
            polled["validators"] = result.validators
        case Body():
            polled.update(_learnt(result))
        case RateLimited() | Failed():
            return _failed(feed, state, result, polled, now, jitter)
        case Gone():
            return state.model_copy(
                update={
                    **polled,
                    "disabled": True,
                    "last_outcome": Outcome.GONE.value,
                    "last_reason": result.reason,
                    "next_due": now + LONGEST_BACKOFF,
                }
            )
        case _:
            assert_never(result)
    hints = polled.get("hints", state.hints)
    return state.model_copy(
        update={
            **polled,
            **_moving(state, result.moved_to, feed.url),
            "failures": 0,
            "disabled": False,
            "last_ok_at": now,
            "last_outcome": Outcome.UNCHANGED.value if not isinstance(result, Body) else "read",
            "last_reason": None,
            "next_due": _due(feed, hints, result.fresh_for, now, jitter),
        }
    )


def moved(state: FeedState, after: FeedState) -> str | None:
    """The feed's new address, if the poll between the two states confirmed often enough that it has moved for good."""
    confirmed = after.moved_polls >= CONFIRMED and after.moved_polls > state.moved_polls
    return after.moved_to if confirmed else None


def _learnt(result: Body) -> dict[str, Any]:
    """What is kept of a body: its validators only if it was read to its end, or the rest would never be seen."""
    if result.parsed is None:
        return {}
    learnt: dict[str, Any] = {"hints": result.parsed.hints}
    if result.parsed.complete:
        learnt |= {"validators": result.validators, "body_hash": result.body_hash}
    return learnt


def _moving(state: FeedState, moved_to: str | None, url: str) -> dict[str, Any]:
    """Count the polls in a row that saw the same permanent redirect; one that would give up TLS is not followed."""
    if moved_to is None or moved_to == url or (_scheme(url) == "https" and _scheme(moved_to) != "https"):
        return {"moved_to": None, "moved_polls": 0}
    return {"moved_to": moved_to, "moved_polls": state.moved_polls + 1 if moved_to == state.moved_to else 1}


def _scheme(url: str) -> str:
    return urlsplit(url).scheme.lower()


def _due(feed: Feed, hints: Hints, fresh_for: timedelta | None, now: datetime, jitter: float) -> datetime:
    """After the longest of our own interval and what the publisher asks for, outside the hours it names."""
    shortest = _shortest(feed)
    own = max(feed.every, shortest) * (1 - JITTER + 2 * JITTER * jitter)
    asked = max(hints.pace or timedelta(0), min(fresh_for or timedelta(0), LONGEST_CACHING))
    wait = max(own, asked * (1 + JITTER * jitter), shortest)
    return _outside_skipped(now + wait, hints)


def _shortest(feed: Feed) -> timedelta:
    return SHORTEST_HERE if is_loopback(urlsplit(feed.url).hostname or "") else SHORTEST


def _outside_skipped(due: datetime, hints: Hints) -> datetime:
    """The first moment from `due` on that lies in no skipped hour or day; `due` itself if there is none in a week."""
    moment = due
    for _ in range(7 * 24):
        if moment.hour not in hints.skip_hours and moment.weekday() not in hints.skip_days:
            return moment
        moment += timedelta(hours=1)
    return due


def _failed(
    feed: Feed, state: FeedState, result: RateLimited | Failed, polled: dict[str, Any], now: datetime, jitter: float
) -> FeedState:
    """Our own interval, doubling with each failure in a row to a day; never before the publisher asked for."""
    shortest = _shortest(feed)
    every = max(feed.every, shortest)
    longest = max(every, LONGEST_BACKOFF)
    wait = min(every * 2 ** min(state.failures, 20), longest) * (1 - JITTER + 2 * JITTER * jitter)
    wait = max(wait, shortest)
    if result.retry_after is not None:
        wait = max(wait, result.retry_after * (1 + JITTER * jitter))
    return state.model_copy(
        update={
            **polled,
            "failures": state.failures + 1,
            "last_outcome": Outcome.FAILED.value,
            "last_reason": result.reason,
            "next_due": now + wait,
        }
    )
