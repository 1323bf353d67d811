"""Politeness and robots.txt: what we keep to when we ask one site often."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.politeness import AT_ONCE, MANY_SITES, Politeness, site_of
from monitor.adapters.robots import KEEP, LEAVE_ALONE, MAX_SITES, Robots
from monitor.errors import Permanent, Transient
from monitor.ports import Request, Response

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AGENT = "figurewatch/0.1 (+https://example.org/bot)"


# ── politeness ───────────────────────────────────────────────────────────────────────────────────────────────


async def test_requests_to_one_site_start_a_gap_apart() -> None:
    """Whatever host names of the site they go to."""
    politeness = Politeness(timedelta(seconds=0.05))
    starts = []
    begun = asyncio.get_running_loop().time()

    async def go(host: str) -> None:
        async with politeness.turn(f"https://{host}/page"):
            starts.append(asyncio.get_running_loop().time() - begun)

    await asyncio.gather(go("www.example.co.uk"), go("news.example.co.uk"), go("example.co.uk"))

    # none is early, however late a busy machine lets one before it begin
    assert all(start >= place * 0.049 for place, start in enumerate(starts)), starts


async def test_no_more_than_two_at_a_time_go_to_one_site() -> None:
    """The third waits until one of the first is done."""
    politeness = Politeness(timedelta(0))
    now_in, most = 0, 0

    async def go() -> None:
        nonlocal now_in, most
        async with politeness.turn("https://example.org/"):
            now_in += 1
            most = max(most, now_in)
            await asyncio.sleep(0.01)
            now_in -= 1

    await asyncio.gather(*(go() for _ in range(6)))

    assert most == AT_ONCE


async def test_sites_do_not_wait_for_each_other() -> None:
    """Ten sites with a gap of a minute are all asked at once."""
    politeness = Politeness(timedelta(minutes=1))

    async def go(number: int) -> None:
        async with politeness.turn(f"https://site{number}.example/"):
            pass

    await asyncio.wait_for(asyncio.gather(*(go(number) for number in range(10))), 1)


async def test_a_site_may_ask_for_a_longer_gap() -> None:
    """Crawl-delay wins over our own."""
    politeness = Politeness(timedelta(0))
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for _ in range(2):
        async with politeness.turn("https://example.org/", at_least=timedelta(seconds=0.05)):
            pass

    assert loop.time() - begun >= 0.045


async def test_a_turn_that_is_given_up_blocks_nobody() -> None:
    """A cancelled waiter leaves its place."""
    politeness = Politeness(timedelta(0))
    hold = asyncio.Event()

    async def go() -> None:
        async with politeness.turn("https://example.org/"):
            await hold.wait()

    tasks = [asyncio.create_task(go()) for _ in range(5)]
    await asyncio.sleep(0.01)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    async with asyncio.timeout(1), politeness.turn("https://example.org/"):
        pass


async def test_memory_is_bounded_by_the_sites_in_use() -> None:
    """After tens of thousands of sites only the recent ones are held."""
    politeness = Politeness(timedelta(0))
    for number in range(3 * MANY_SITES):
        async with politeness.turn(f"https://site{number}.example/"):
            pass

    assert len(politeness._sites) <= MANY_SITES + 1


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.co.uk/a", "example.co.uk"),
        ("https://user.github.io/", "github.io"),
        ("http://127.0.0.1:8000/", "127.0.0.1"),
        ("http://localhost/", "localhost"),
        ("http://[::1]:80/", "::1"),
        ("http://[", ""),
    ],
)
def test_a_site_is_a_registered_domain(url: str, site: str) -> None:
    """Read from the bundled list, never fetched."""
    assert site == site_of(url)


# ── robots.txt ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Publisher:
    """A fetcher that answers with one site's robots.txt, or fails, and counts."""

    text: str = ""
    status: int = 200
    fails: Exception | None = None
    asked: list[str] = field(default_factory=list)

    async def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        await asyncio.sleep(0.01)
        if self.fails:
            raise self.fails
        return Response(request.url, self.status, {}, self.text.encode())

    async def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("User-agent: *\nDisallow: /private", "/news/1", True),
        ("User-agent: *\nDisallow: /private", "/private/1", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),  # the longest match wins
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf.html", True),
        ("User-agent: figurewatch\nDisallow: /\n\nUser-agent: *\nDisallow:", "/a", False),
        ("User-agent: FigureWatch\nDisallow: /", "/a", False),
        ("User-agent: otherbot\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: figurewatch\nDisallow:", "/a", True),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),  # a byte order mark hides no rule
        ("<html>not found</html>", "/a", True),
    ],
)
async def test_rules_are_obeyed(text: str, path: str, allowed: bool) -> None:
    """As RFC 9309 reads them, for our product token."""
    robots = Robots(Publisher(text), user_agent=AGENT)

    assert allowed == await robots.allowed(f"https://example.org{path}", NOW)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418])
async def test_a_site_without_rules_allows_everything(status: int) -> None:
    """4xx means there are none."""
    assert await Robots(Publisher("User-agent: *\nDisallow: /", status), user_agent=AGENT).allowed(
        "https://e.org/", NOW
    )


@pytest.mark.parametrize(
    "publisher",
    [Publisher(status=500), Publisher(status=503), Publisher(status=429), Publisher(fails=Transient("no connection"))],
    ids=["500", "503", "429", "unreachable"],
)
async def test_a_site_that_is_down_is_waited_for(publisher: Publisher) -> None:
    """Not refused for good, not fetched all the same, and not asked again at once."""
    robots = Robots(publisher, user_agent=AGENT)
    for _ in range(3):
        with pytest.raises(Transient) as wait:
            await robots.allowed("https://example.org/a", NOW)

    assert wait.value.retry_after == LEAVE_ALONE
    assert len(publisher.asked) == 1
    publisher.fails, publisher.status = None, 200
    assert await robots.allowed("https://example.org/a", NOW + LEAVE_ALONE)


async def test_known_rules_hold_while_the_site_is_down() -> None:
    """What was forbidden stays forbidden, what was allowed allowed."""
    publisher = Publisher("User-agent: *\nDisallow: /private")
    robots = Robots(publisher, user_agent=AGENT)
    await robots.allowed("https://example.org/a", NOW)
    publisher.status = 503
    later = NOW + KEEP + timedelta(seconds=1)

    assert await robots.allowed("https://example.org/a", later)
    assert not await robots.allowed("https://example.org/private/a", later)
    assert len(publisher.asked) == 2


async def test_rules_too_odd_to_fetch_count_as_none() -> None:
    """What the guard refuses here it refuses for the page as well."""
    assert await Robots(Publisher(fails=Permanent("more than 5 redirects")), user_agent=AGENT).allowed(
        "https://e.org/", NOW
    )


async def test_each_site_is_asked_once_a_day() -> None:
    """Scheme, host and port make a site; a clock set back asks again."""
    publisher = Publisher()
    robots = Robots(publisher, user_agent=AGENT)
    for url in (
        "https://e.org/a",
        "https://E.org/b",
        "http://e.org/",
        "https://e.org:8443/",
        "https://[2606::1]:8080/",
    ):
        await robots.allowed(url, NOW)
    await robots.allowed("https://e.org/c", NOW + KEEP - timedelta(seconds=1))

    expected = ["https://e.org", "http://e.org", "https://e.org:8443", "https://[2606::1]:8080"]
    assert [f"{site}/robots.txt" for site in expected] == publisher.asked
    await robots.allowed("https://e.org/c", NOW + KEEP)
    await robots.allowed("https://e.org/c", NOW - KEEP)
    assert len(publisher.asked) == 6


async def test_askers_at_the_same_time_share_one_request() -> None:
    """Also when the first of them is cancelled."""
    publisher = Publisher("User-agent: *\nDisallow: /b")
    robots = Robots(publisher, user_agent=AGENT)
    first = asyncio.create_task(robots.allowed("https://example.org/a", NOW))
    await asyncio.sleep(0)
    others = [asyncio.create_task(robots.allowed(f"https://example.org/{path}", NOW)) for path in "abab"]
    await asyncio.sleep(0)
    first.cancel()

    assert await asyncio.gather(*others) == [True, False, True, False]
    assert len(publisher.asked) == 1


async def test_an_asker_after_a_crash_asks_anew() -> None:
    """A failure nobody foresaw is raised to those who asked and is not remembered."""
    publisher = Publisher(fails=RuntimeError("bug"))
    robots = Robots(publisher, user_agent=AGENT)
    with pytest.raises(RuntimeError):
        await robots.allowed("https://example.org/a", NOW)
    publisher.fails = None

    assert await robots.allowed("https://example.org/a", NOW)


async def test_memory_of_sites_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least recently asked is forgotten first."""
    monkeypatch.setattr("monitor.adapters.robots.MAX_SITES", 3)
    publisher = Publisher()
    robots = Robots(publisher, user_agent=AGENT)
    for host in ("a", "b", "c", "a", "d", "a", "b"):
        await robots.allowed(f"https://{host}.example/", NOW)

    assert MAX_SITES > 3
    assert [url.split("/")[2].split(".")[0] for url in publisher.asked] == ["a", "b", "c", "d", "b"]


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nCrawl-delay: 86400", 30),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: other\nCrawl-delay: 9", 0),
        ("", 0),
    ],
)
async def test_a_site_may_say_how_fast(text: str, delay: float) -> None:
    """Within reason; a site not asked yet says nothing."""
    robots = Robots(Publisher(text), user_agent=AGENT)
    before = robots.delay("https://example.org/a")
    await robots.allowed("https://example.org/a", NOW)

    assert timedelta(0) == before
    assert timedelta(seconds=delay) == robots.delay("https://example.org/b")
