"""Manners towards one site: few requests at once, and some time between them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import tldextract

#: Requests in flight to one site.
AT_ONCE = 2
#: Sites remembered before idle ones are cleared away.
MANY_SITES = 1000

#: The bundled list of public suffixes; never fetched.
_suffixes = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


class Politeness:
    """Lets at most two requests at a time go to one registered domain, and `gap` pass between two starts.

    Belongs to one event loop. Remembers a site only while it is in use or its gap is running.
    """

    def __init__(self, gap: timedelta) -> None:
        self._gap = gap.total_seconds()
        self._sites: dict[str, _Site] = {}
        self._sweep_at = MANY_SITES

    @asynccontextmanager
    async def turn(self, url: str, *, at_least: timedelta = timedelta(0)) -> AsyncIterator[None]:
        """Wait for a turn at the site of `url` and hold it; `at_least` is the site's own wish for a gap."""
        site = self._site(url)
        site.users += 1
        try:
            async with site.places:
                await self._gap_over(site, max(self._gap, at_least.total_seconds()))
                yield
        finally:
            site.users -= 1

    async def _gap_over(self, site: _Site, gap: float) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, site.next_start)
        site.next_start = start + gap
        if start > now:
            await asyncio.sleep(start - now)

    def _site(self, url: str) -> _Site:
        if len(self._sites) >= self._sweep_at:
            self._sweep()
        return self._sites.setdefault(site_of(url), _Site())

    def _sweep(self) -> None:
        """Forget the sites nobody uses; the next sweep comes when as many again have been added."""
        now = asyncio.get_running_loop().time()
        self._sites = {name: site for name, site in self._sites.items() if site.users or site.next_start > now}
        self._sweep_at = len(self._sites) + MANY_SITES


@dataclass
class _Site:
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    #: Loop time before which no request starts.
    next_start: float = 0.0
    users: int = 0


def site_of(url: str) -> str:
    """The registered domain behind an address ("news.example.co.uk" → "example.co.uk"); the host if it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return _suffixes(host).top_domain_under_public_suffix or host
