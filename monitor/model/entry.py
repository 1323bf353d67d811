"""An entry: one item in a feed, before its page is read."""

from __future__ import annotations

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
