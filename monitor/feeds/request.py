"""What one poll asks."""

from __future__ import annotations

from datetime import timedelta

from monitor.model.feed import Feed, FeedState
from monitor.ports import Request

DEADLINE = timedelta(seconds=20)
MAX_FEED = 10 * 1024 * 1024  # decoded
ACCEPT = "application/atom+xml,application/rss+xml,application/rdf+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.1"
#: Some publishers keep an ETag though the feed has changed; now and then it is asked for without conditions.
UNCONDITIONAL_EVERY = 50


def poll_request(feed: Feed, state: FeedState, *, user_agent: str) -> Request:
    """A conditional request, its validators exactly as the publisher sent them; every 50th poll an unconditional one.

    `A-IM: feed` (RFC 3229) lets a publisher answer with the new entries alone.
    """
    headers = {"user-agent": user_agent, "accept": ACCEPT, "a-im": "feed"}
    if (state.polls + 1) % UNCONDITIONAL_EVERY:
        if state.validators.etag:
            headers["if-none-match"] = state.validators.etag
        if state.validators.last_modified:
            headers["if-modified-since"] = state.validators.last_modified
    else:
        del headers["a-im"]
    return Request(feed.url, DEADLINE, MAX_FEED, headers=headers)
