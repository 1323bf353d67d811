"""An entry: one item in a feed, before its page is read."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model.feed import Validators
from monitor.model.noun import Moment, Noun


class Entry(Noun):
    """One item of a feed as the publisher wrote it, cleaned of nothing but its markup and its impossible dates."""

    id: str
    #: Feed.id
    feed: str
    #: Absolute http(s) address of the page, tracking parameters removed.
    url: str
    title: str
    #: Plain text of the description; what a stub page is measured against.
    summary: str | None = None
    #: Full text as HTML where the feed carries it (content:encoded), else None.
    content: str | None = None
    author: str | None = None
    #: None where the feed gives no usable date (year 0, 2099, 30 February …).
    published_at: Moment | None = None
    updated_at: Moment | None = None
    seen_at: Moment


#: When a page is asked for again, after it was first seen: most corrections come within the hour, most of the rest
#: within the day.
VISITS = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))


class Revisit(Noun):
    """A page that carries a watched figure, to be asked for again: pages are edited in place."""

    #: Entry.id
    entry: str
    #: When the page was first seen; revisits are reckoned from here.
    first_seen: Moment
    #: Revisits made.
    visits: int = 0
    validators: Validators = Validators()

    def due(self, now: datetime) -> datetime | None:
        """When the page is to be asked for next, given the visits made; None after the last. Missed ones lapse."""
        ahead = [self.first_seen + after for after in VISITS[self.visits :] if self.first_seen + after > now]
        return ahead[0] if ahead else None
