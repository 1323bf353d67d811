"""`figurewatch feeds`: what is polled, added to, tried out, brought in and taken out as OPML."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from monitor.adapters.http import fetch_once
from monitor.articles.url import canonical_url
from monitor.bootstrap import guarded
from monitor.cli import app
from monitor.cli.context import AsJson, Config, clock, print_json, print_table, settings_of, store_of
from monitor.errors import Permanent
from monitor.feeds.opml import read_opml, write_opml
from monitor.feeds.parse import Fault, parse
from monitor.feeds.request import poll_request
from monitor.feeds.response import Body, Failed, read_response
from monitor.model.feed import FeedState
from monitor.settings import FeedSection, make_feed

feeds = typer.Typer(help="Feeds: list, add, remove, try out, import, export.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")

Name = Annotated[str | None, typer.Option("--name", help="The outlet's name as alerts show it.")]
Every = Annotated[str, typer.Option("--every", help="How often to poll: 15m, 1h …")]


@feeds.command("ls")
def ls(config: Config = None, as_json: AsJson = False) -> None:
    """Every feed and how its last poll ended. Feeds of the settings file show up once the monitor has started."""
    with store_of(config) as store, store.read() as uow:
        rows = uow.feeds.all()
    if as_json:
        print_json([{**row.feed.model_dump(mode="json"), "state": row.state} for row in rows])
        return
    print_table(
        ("id", "name", "address", "every", "last poll", "outcome", "reason"),
        (
            (
                row.feed.id,
                row.feed.name,
                row.feed.url,
                f"{row.feed.every.total_seconds() / 60:g} min",
                f"{row.state.last_polled_at:%Y-%m-%d %H:%M}" if row.state.last_polled_at else "never",
                "off" if row.state.disabled else row.state.last_outcome,
                row.state.last_reason,
            )
            for row in rows
        ),
        empty="no feeds yet; put some in figurewatch.yaml or use `figurewatch feeds add URL`",
    )


@feeds.command("add")
def add(url: str, name: Name = None, every: Every = "15m", config: Config = None) -> None:
    """Poll this address from now on, besides those of the settings file."""
    section = _section(url, name, every)
    now = clock(config).now()
    with store_of(config) as store, store.begin() as uow:
        feed = section.feed(added_by="cli")
        new = uow.feeds.add(feed, now)
        uow.commit()
    print(f"{'added' if new else 'known already'}: {feed.id} {feed.url}")


@feeds.command("rm")
def rm(feed: str, config: Config = None) -> None:
    """Poll it no more: a feed's id or address. Those of the settings file are removed there."""
    with store_of(config) as store, store.begin() as uow:
        found = uow.feeds.get(feed) or uow.feeds.get(make_feed(feed).id)
        if found is None:
            raise Permanent(f"there is no feed {feed}; `figurewatch feeds ls` lists them")
        if found.feed.added_by == "config":
            raise Permanent(f"{found.feed.url} stands in the settings file; remove it there and restart the monitor")
        uow.feeds.remove(found.feed.id)
        uow.commit()
    print(f"removed: {found.feed.url}")


@feeds.command("test")
def test(url: str, config: Config = None, as_json: AsJson = False) -> None:
    """Poll an address once, without storing anything, and show what it gives. Exit 1 when it is no usable feed."""
    settings = settings_of(config)
    feed = _section(url, None, "15m").feed()
    now = clock(config).now()
    state = FeedState(next_due=now)
    response = fetch_once(guarded(settings), poll_request(feed, state, user_agent=settings.network.user_agent))
    result = read_response(response, state, now=now)
    if not isinstance(result, Body):
        reason = result.reason if isinstance(result, Failed) else type(result).__name__
        raise Permanent(f"{url} answered {response.status}: {reason}")
    parsed = parse(result.body, feed=feed, url=result.url, now=now, canonical=canonical_url)
    if isinstance(parsed, Fault):
        raise Permanent(f"{url}: {parsed.reason}")
    if as_json:
        print_json(parsed.entries)
        return
    print(f"{response.url} answered {response.status} with {len(parsed.entries)} entries")
    print_table(
        ("published", "title", "address"),
        (
            (f"{entry.published_at:%Y-%m-%d %H:%M}" if entry.published_at else "?", entry.title, entry.url)
            for entry in parsed.entries[:20]
        ),
        empty="it holds no entries just now",
    )


@feeds.command("import")
def import_(file: Path, config: Config = None) -> None:
    """Add every feed of an OPML file."""
    try:
        listed = read_opml(file.read_bytes())
    except OSError as error:
        raise Permanent(f"{file} cannot be read: {error.strerror}") from None
    except Permanent as error:
        raise Permanent(f"{file}: {error.reason}") from None
    now = clock(config).now()
    with store_of(config) as store, store.begin() as uow:
        new = [feed for feed in listed if uow.feeds.add(feed.model_copy(update={"added_by": "cli"}), now)]
        uow.commit()
    print(f"{len(new)} added, {len(listed) - len(new)} known already")


@feeds.command("export")
def export(config: Config = None) -> None:
    """Print every feed as OPML."""
    with store_of(config) as store, store.read() as uow:
        sys.stdout.buffer.write(write_opml([row.feed for row in uow.feeds.all()]))


def _section(url: str, name: str | None, every: str) -> FeedSection:
    """The feed as written on the command line. Raises Permanent for an address or duration that is none."""
    try:
        return FeedSection.model_validate({"url": url, "name": name, "every": every})
    except ValidationError as error:
        raise Permanent(f"{url}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None
