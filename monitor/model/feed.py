"""A feed: a publisher's polled document, and what we know of it between two polls."""

from __future__ import annotations

from datetime import timedelta

from monitor.model.noun import Moment, Noun

DEFAULT_EVERY = timedelta(minutes=15)  # publishers ask for 10-15 min; faster polling buys minutes and costs bans


class Validators(Noun):
    """ETag and Last-Modified exactly as the publisher sent them; only ever kept with a body that parsed."""

    etag: str | None = None
    last_modified: str | None = None


class Hints(Noun):
    """What a feed asks of those who poll it."""

    #: Least time between two polls (ttl, sy:updatePeriod).
    pace: timedelta | None = None
    #: Hours (0-23) and days (0 = Monday) in Greenwich time when nothing new comes.
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


class Feed(Noun):
    """What somebody asked us to poll."""

    id: str
    url: str
    #: The outlet's name as alerts show it.
    name: str
    every: timedelta = DEFAULT_EVERY
    #: Where it was added: "config" (figurewatch.yaml) or "cli" (`feeds add`, `feeds import`).
    added_by: str = "config"


class FeedState(Noun):
    """What the last polls taught us; `feeds.schedule` decides it, the store keeps it."""

    next_due: Moment
    validators: Validators = Validators()
    #: SHA-256 of the last body that parsed, to skip parsing when a publisher changes ETags but not the feed.
    body_hash: str | None = None
    #: Failed polls in a row.
    failures: int = 0
    polls: int = 0
    last_outcome: str | None = None
    last_reason: str | None = None
    last_polled_at: Moment | None = None
    last_ok_at: Moment | None = None
    #: The publisher answered 410, or somebody switched it off: not polled.
    disabled: bool = False
    #: Target of a permanent redirect, and on how many polls in a row it was seen; the address moves after several.
    moved_to: str | None = None
    moved_polls: int = 0
    #: As the last body that parsed gave them.
    hints: Hints = Hints()
