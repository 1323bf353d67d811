"""Asks robots.txt, as RFC 9309 means it: a site that says nothing allows, a site that is down is waited for."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from protego import Protego

from monitor.errors import Permanent, Transient
from monitor.ports import Fetcher, Request, Response

DEADLINE = timedelta(seconds=15)
MAX_BYTES = 1024 * 1024  # RFC 9309 asks for 500 KiB at least
#: RFC 9309 §2.4: not longer, unless the site cannot be reached.
KEEP = timedelta(hours=24)
#: How long a site that cannot be asked is left alone, and how long its last known rules go on being used.
LEAVE_ALONE = timedelta(minutes=10)
KEEP_STALE = timedelta(days=30)
#: Sites remembered; the least recently asked is forgotten first.
MAX_SITES = 2000
#: Crawl-delay is no part of the RFC; some sites ask for hours, which would mean never.
MAX_DELAY = timedelta(seconds=30)


class Robots:
    """What each site's robots.txt allows us. Concurrent askers share one request."""

    def __init__(self, fetcher: Fetcher, *, user_agent: str) -> None:
        self._fetcher = fetcher
        #: RFC 9309 matches the product token, not the whole header.
        self._token = user_agent.split("/")[0].split()[0].lower()
        self._user_agent = user_agent
        self._rules: OrderedDict[str, _Rules] = OrderedDict()
        self._asking: dict[str, asyncio.Task[_Rules]] = {}

    async def allowed(self, url: str, now: datetime) -> bool:
        """Whether this page may be fetched. Raises Transient while the site's robots.txt cannot be had."""
        site = _site(url)
        if site is None:
            return True  # not an address the fetcher asks; it says so itself
        rules = await self._rules_for(site, now)
        if rules.unreachable is not None and rules.parsed is None:
            raise Transient(f"robots.txt cannot be had: {rules.unreachable}", retry_after=rules.until - now)
        return rules.parsed is None or bool(rules.parsed.can_fetch(url, self._token))

    def delay(self, url: str) -> timedelta:
        """The gap between requests this site asked for (Crawl-delay), as far as it is known; 30 s at most."""
        rules = self._rules.get(_site(url) or "")
        wanted = rules.parsed.crawl_delay(self._token) if rules and rules.parsed else None
        return min(timedelta(seconds=wanted), MAX_DELAY) if wanted and 0 < wanted < 1e6 else timedelta(0)

    async def _rules_for(self, site: str, now: datetime) -> _Rules:
        known = self._rules.get(site)
        if known and known.until > now >= known.asked_at:  # a clock set back asks again
            self._rules.move_to_end(site)
            return known
        task = self._asking.get(site)
        if task is None or task.get_loop() is not asyncio.get_running_loop():
            task = asyncio.get_running_loop().create_task(self._ask(site, known, now))
            self._asking[site] = task
            task.add_done_callback(lambda done: self._asked(site, done))
        return await asyncio.shield(task)  # one asker that is cancelled does not cancel the others

    def _asked(self, site: str, done: asyncio.Task[_Rules]) -> None:
        if self._asking.get(site) is done:
            del self._asking[site]
        if done.cancelled() or done.exception() is not None:
            return
        self._rules[site] = done.result()
        self._rules.move_to_end(site)
        if len(self._rules) > MAX_SITES:
            self._rules.popitem(last=False)

    async def _ask(self, site: str, known: _Rules | None, now: datetime) -> _Rules:
        headers = {"accept": "text/plain,*/*;q=0.1", "user-agent": self._user_agent}
        try:
            response = await self._fetcher.fetch(Request(f"{site}/robots.txt", DEADLINE, MAX_BYTES, headers=headers))
        except Transient as error:
            return _unreachable(error.reason, known, now)
        except Permanent:
            # Too many redirects count as "none there" (RFC 9309 §2.3.1.2); what the guard refuses here it refuses
            # for the page as well.
            return _Rules(asked_at=now, until=now + KEEP)
        return _rules(response, known, now)


@dataclass(frozen=True)
class _Rules:
    """What is known of one site's robots.txt."""

    asked_at: datetime
    until: datetime
    #: None = nothing is forbidden.
    parsed: Protego | None = field(default=None, repr=False)
    #: Why it could not be had.
    unreachable: str | None = None
    #: When `parsed` was last seen on the site.
    fresh_at: datetime | None = None


def _rules(response: Response, known: _Rules | None, now: datetime) -> _Rules:
    if response.status == 429 or response.status >= 500:
        return _unreachable(f"answered {response.status}", known, now)
    if response.status != 200:
        return _Rules(asked_at=now, until=now + KEEP)
    text = response.body.decode("utf-8-sig", "replace")
    return _Rules(asked_at=now, until=now + KEEP, parsed=Protego.parse(text), fresh_at=now)


def _unreachable(reason: str, known: _Rules | None, now: datetime) -> _Rules:
    """Go on with the rules last seen, if there are any; else wait."""
    until = now + LEAVE_ALONE
    if known and known.parsed and known.fresh_at and now - known.fresh_at < KEEP_STALE:
        return _Rules(now, until, known.parsed, reason, known.fresh_at)
    return _Rules(now, until, unreachable=reason)


def _site(url: str) -> str | None:
    """Scheme and authority of an http(s) address, else None."""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    authority = f"[{host}]" if ":" in host else host
    return f"{parts.scheme.lower()}://{authority}" + (f":{port}" if port else "")
