"""The monitor's steps: load → decide (pure) → one commit of facts plus what is owed next.

Each step ends in exactly one Outcome, counted once in the same commit and logged under the same word. Running a
step twice changes nothing: ids are derived from content, and a lost lease commits nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from monitor.adapters.politeness import Politeness
from monitor.adapters.robots import Robots
from monitor.articles.page import CLEANER_VERSION
from monitor.articles.url import canonical_url
from monitor.errors import Permanent, Transient
from monitor.feeds.parse import Fault, parse
from monitor.feeds.request import poll_request
from monitor.feeds.response import Body, Failed, PollResult, read_response, retry_after
from monitor.feeds.schedule import moved, next_poll
from monitor.flow import Outcome, step
from monitor.model.article import Article, Dropped
from monitor.model.entry import Entry
from monitor.model.feed import Feed, FeedState
from monitor.model.job import ExtractStory, Lease
from monitor.model.noun import derive_id
from monitor.model.story import Verdict
from monitor.placing import place_in_story, prepare
from monitor.ports import (
    Cleaner,
    Clock,
    Fetcher,
    Leased,
    Page,
    PolledFeed,
    Queue,
    Request,
    Response,
    Store,
    Stub,
)
from monitor.settings import Settings

PAGE_DEADLINE = timedelta(seconds=30)
MAX_PAGE = 5 * 1024 * 1024  # decoded; 99.9 % of news pages are under 3 MiB, the rest are galleries
ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
#: An entry that carries this much text of its own needs no page fetched.
FULL_TEXT = 1500
FIRST_RETRY = timedelta(minutes=2)
LAST_RETRY = timedelta(hours=6)


@dataclass(frozen=True)
class MonitorServices:
    """What the monitor's steps need."""

    settings: Settings
    clock: Clock
    store: Store
    queue: Queue
    fetcher: Fetcher
    robots: Robots
    politeness: Politeness
    cleaner: Cleaner
    #: This process's name in leases and heartbeats.
    owner: str
    jitter: Callable[[], float]
    #: True while nothing new may be taken in (disk almost full).
    paused: Callable[[], bool]
    log: structlog.stdlib.BoundLogger


# ── feed → entries ───────────────────────────────────────────────────────────────────────────────────────────


async def poll_feed(leased: Leased[PolledFeed], services: MonitorServices) -> Outcome:
    """One conditional request for a feed, and its new entries with their page fetches owed."""
    feed, state = leased.row.feed, leased.row.state
    result = await _ask(feed, state, services)
    now = services.clock.now()
    entries: tuple[Entry, ...] = ()
    if isinstance(result, Body):
        parsed = await asyncio.to_thread(
            parse, result.body, feed=feed, url=result.url, now=now, canonical=canonical_url
        )
        if isinstance(parsed, Fault):
            result = Failed(parsed.reason)
        else:
            entries = parsed.entries
            result = result.parsed_as(parsed)
    after = next_poll(feed, state, result, now=now, jitter=services.jitter())
    return await asyncio.to_thread(_commit_poll, leased, entries, after, services)


async def _ask(feed: Feed, state: FeedState, services: MonitorServices) -> PollResult:
    """What the publisher answered, as a value whatever happened."""
    agent = services.settings.network.user_agent
    try:
        async with services.politeness.turn(feed.url):
            response = await services.fetcher.fetch(poll_request(feed, state, user_agent=agent))
    except (Transient, Permanent) as error:
        return Failed(error.reason)
    return read_response(response, state, now=services.clock.now())


def _commit_poll(
    leased: Leased[PolledFeed], entries: tuple[Entry, ...], after: FeedState, services: MonitorServices
) -> Outcome:
    now = services.clock.now()
    feed = leased.row.feed
    with services.store.begin() as uow:
        new = uow.entries.add(entries, now)
        outcome = _poll_outcome(after, new)
        address = moved(leased.row.state, after)
        after = after.model_copy(update={"last_outcome": outcome.value})
        if not uow.feeds.finish(leased.lease, after, url=address):
            return Outcome.LOST_LEASE
        uow.ops.count("poll", outcome)
        uow.commit()
    level = services.log.warning if outcome in (Outcome.FAILED, Outcome.GONE) else services.log.info
    level("polled", feed=feed.id, outlet=feed.name, outcome=outcome.value, new=len(new), reason=after.last_reason)
    return outcome


def _poll_outcome(after: FeedState, new: list[Entry]) -> Outcome:
    if after.disabled:
        return Outcome.GONE
    if after.failures:
        return Outcome.FAILED
    return Outcome.NEW_ENTRIES if new else Outcome.UNCHANGED


# ── entry → page → article → story ───────────────────────────────────────────────────────────────────────────


async def fetch_page(leased: Leased[Entry], services: MonitorServices) -> Outcome:
    """The page behind an entry, cleaned, placed in a story and committed, its extraction owed."""
    entry = leased.row
    try:
        page, url = await _read(entry, services)
    except Transient as error:
        return await asyncio.to_thread(_try_again, leased, error, services)
    except Permanent as error:
        return await asyncio.to_thread(_finish, leased, Outcome.REFUSED, error.reason, services)
    if isinstance(page, Stub):
        return await asyncio.to_thread(_finish, leased, Outcome.STUB, page.reason, services)
    return await asyncio.to_thread(place_article, leased, page, url, services)


async def _read(entry: Entry, services: MonitorServices) -> tuple[Page | Stub, str]:
    """The cleaned page and its address. Raises Transient or Permanent."""
    if entry.content and len(entry.content) >= FULL_TEXT:
        told = await _told_by_feed(entry, services)
        if isinstance(told, Page):
            return told, entry.url
    response = await fetch_response(entry.url, services)
    page = await clean_response(response, entry, services)
    if isinstance(page, Stub) and entry.content:
        told = await _told_by_feed(entry, services)  # behind a wall, but the feed carries some of it
        if isinstance(told, Page):
            return told, entry.url
    return page, response.url


async def _told_by_feed(entry: Entry, services: MonitorServices) -> Page | Stub:
    """The article as the feed itself carries it."""
    html = f"<html><body><article>{entry.content}</article></body></html>".encode()
    return await asyncio.to_thread(_clean, html, entry.url, "text/html; charset=utf-8", entry, services)


async def clean_response(response: Response, entry: Entry, services: MonitorServices) -> Page | Stub:
    """What the cleaner makes of the page behind an entry. Raises Permanent."""
    content_type = response.headers.get("content-type")
    return await asyncio.to_thread(_clean, response.body, response.url, content_type, entry, services)


async def fetch_response(url: str, services: MonitorServices, conditions: Mapping[str, str] | None = None) -> Response:
    """A page's answer, 200 or, where there are conditions, 304; in its host's turn. Raises Transient or Permanent."""
    now = services.clock.now()
    if services.settings.network.obey_robots and not await services.robots.allowed(url, now):
        raise Permanent("robots.txt does not allow it")
    headers = {"accept": ACCEPT_PAGE, **(conditions or {})}
    async with services.politeness.turn(url, at_least=services.robots.delay(url)):
        response = await services.fetcher.fetch(Request(url, PAGE_DEADLINE, MAX_PAGE, headers=headers))
    if response.status == 200 or (response.status == 304 and conditions):
        return response
    if response.status in (408, 425, 429) or response.status >= 500:
        raise Transient(f"page answered {response.status}", retry_after=retry_after(response, now))
    raise Permanent(f"page answered {response.status}")


def _clean(html: bytes, url: str, content_type: str | None, entry: Entry, services: MonitorServices) -> Page | Stub:
    return services.cleaner.clean(html, url, content_type=content_type, entry=entry, now=services.clock.now())


def place_article(leased: Leased[Entry], page: Page, url: str, services: MonitorServices) -> Outcome:
    """Which story the article belongs to; article, placement, index and the extraction owed in one commit.

    One short transaction under one lock: two processes that see two copies at once never make two stories.
    """
    now = services.clock.now()
    entry = leased.row
    article = make_article(page, entry, outlet=outlet_of(entry, services), url=url, now=now)
    prepare(article)  # the transaction is to be short
    with services.store.begin() as uow:
        placement, job = place_in_story(article, uow, now)
        outcome = OUTCOMES[placement.verdict] if placement else Outcome.KNOWN
        if not uow.entries.finish(leased.lease, outcome, placement.because if placement else "same text", now):
            return Outcome.LOST_LEASE
        uow.ops.count("fetch", outcome)
        uow.commit()
    services.log.info(
        "placed",
        entry=entry.id,
        article=article.id,
        outcome=outcome.value,
        story=placement.story if placement else None,
        because=placement.because if placement else None,
    )
    if job:
        hint(job, services)
    return outcome


def outlet_of(entry: Entry, services: MonitorServices) -> str:
    """The name of the outlet whose feed the entry came in."""
    with services.store.read() as uow:
        feed = uow.feeds.get(entry.feed)
    return feed.feed.name if feed else entry.feed


OUTCOMES = {
    Verdict.NEW: Outcome.PLACED_NEW,
    Verdict.COPY: Outcome.PLACED_COPY,
    Verdict.UPDATE: Outcome.PLACED_UPDATE,
}


def make_article(page: Page, entry: Entry, *, outlet: str, url: str, now: datetime) -> Article:
    """The noun; its id is derived from address and text, so that each version of a page is an article of its own."""
    address = page.canonical_url or canonical_url(url)
    published = entry.published_at or page.published_at
    return Article(
        id=derive_id("article", address, page.text),
        entry=entry.id,
        feed=entry.feed,
        outlet=outlet,
        url=address,
        title=page.title,
        text=page.text,
        byline=page.byline,
        credit=page.credit,
        published_at=published or now,
        published_guessed=published is None,
        seen_at=now,
        cleaner_version=CLEANER_VERSION,
        dropped=tuple(Dropped(text=text, reason=reason) for text, reason in page.dropped),
    )


def hint(job: ExtractStory, services: MonitorServices) -> None:
    """Tell the queue now rather than at the next sweep; if that fails the sweep does it."""
    try:
        services.queue.push([job])
    except Transient as error:
        services.log.warning("queue_away", reason=error.reason, owed=1)
        return
    with services.store.begin() as uow:
        uow.jobs.hinted([job], services.clock.now())
        uow.commit()


# ── how a fetch ends otherwise ───────────────────────────────────────────────────────────────────────────────


def _try_again(leased: Leased[Entry], error: Transient, services: MonitorServices) -> Outcome:
    """Owe the fetch again with back-off, or give it up after its attempts."""
    limit = step("fetch").attempts or 1
    if leased.lease.attempt >= limit:
        return _finish(leased, Outcome.DEAD, f"{error.reason} (attempt {leased.lease.attempt} of {limit})", services)
    now = services.clock.now()
    due = now + retry_delay(leased.lease, error.retry_after)
    with services.store.begin() as uow:
        if not uow.entries.retry(leased.lease, due, error.reason):
            return Outcome.LOST_LEASE
        uow.ops.count("fetch", Outcome.RETRY)
        uow.commit()
    services.log.warning("fetch_retry", entry=leased.row.id, reason=error.reason, due=due.isoformat())
    return Outcome.RETRY


def _finish(leased: Leased[Entry], outcome: Outcome, because: str, services: MonitorServices) -> Outcome:
    with services.store.begin() as uow:
        if not uow.entries.finish(leased.lease, outcome, because, services.clock.now()):
            return Outcome.LOST_LEASE
        uow.ops.count("fetch", outcome)
        uow.commit()
    services.log.info("fetched", entry=leased.row.id, outcome=outcome.value, because=because)
    return outcome


def retry_delay(lease: Lease, retry_after: timedelta | None) -> timedelta:
    """Two minutes, doubling to six hours; never before the publisher asked for."""
    doubled: timedelta = FIRST_RETRY * 2 ** (lease.attempt - 1)
    wait = min(doubled, LAST_RETRY)
    return max(wait, retry_after or timedelta(0))
