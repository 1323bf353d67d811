"""What a publisher's answer means for a poll: one value out of six."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TypeAlias

from monitor.feeds.decode import to_text
from monitor.feeds.parse import Parsed
from monitor.model.feed import FeedState, Validators
from monitor.ports import Response

#: A longer Retry-After is a mistake; the feed would be lost over it.
LONGEST_WAIT = timedelta(days=7)
PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
#: Longer validators are not sent back: servers refuse requests over 8 KiB of headers.
MAX_VALIDATOR = 2048

#: Possessive and tempered: a plain `.*?` here would try every way to part a row of comments.
_HTML = re.compile(
    r"(?:\s|<\?[^>]*+>|<!--(?:(?!-->).)*+-->)*+(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class NotModified:
    """304."""

    #: Where the publisher says the feed lives for good, if elsewhere.
    moved_to: str | None = None
    #: How long the publisher lets caches keep the answer.
    fresh_for: timedelta | None = None


@dataclass(frozen=True)
class SameBody:
    """200 with the body that was parsed last time, whatever the validators say."""

    validators: Validators
    moved_to: str | None = None
    fresh_for: timedelta | None = None


@dataclass(frozen=True)
class Body:
    """A body to parse; once it has been, `parsed` says what was in it."""

    body: bytes
    #: The address that answered: what relative links start from.
    url: str
    validators: Validators
    #: SHA-256, hexadecimal.
    body_hash: str
    moved_to: str | None = None
    fresh_for: timedelta | None = None
    parsed: Parsed | None = None

    def parsed_as(self, parsed: Parsed) -> PollResult:
        """The same answer, known to be a feed: only now may its validators be kept."""
        return replace(self, parsed=parsed)


@dataclass(frozen=True)
class RateLimited:
    """429, or 503 with a time to come back."""

    retry_after: timedelta | None
    reason: str = "asked to slow down"


@dataclass(frozen=True)
class Gone:
    """410: the publisher has withdrawn the feed."""

    reason: str = "answered 410 Gone"


@dataclass(frozen=True)
class Failed:
    """Anything else; polled again with back-off."""

    reason: str
    retry_after: timedelta | None = None


PollResult: TypeAlias = NotModified | SameBody | Body | RateLimited | Gone | Failed


def read_response(response: Response, state: FeedState, *, now: datetime) -> PollResult:
    """The answer as a value. Never raises."""
    match response.status:
        case 200 | 203 | 226:
            return _with_body(response, state, now)
        case 304:
            return _unchanged(response, state, now)
        case 410 if _moved_to(response) == _end(response):
            return Gone()
        case 429:
            return RateLimited(retry_after(response, now), reason=_answered(response))
        case 503 if (wait := retry_after(response, now)) is not None:
            return RateLimited(wait, reason=_answered(response))
        case _:
            return Failed(_answered(response), retry_after(response, now))


def retry_after(response: Response, now: datetime) -> timedelta | None:
    """How long the publisher asks us to stay away (seconds or an HTTP date); None if it does not say."""
    written = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d*)?", written, re.ASCII):
        whole, _, rest = written.partition(".")
        if len(whole) > 9:
            return LONGEST_WAIT
        return min(timedelta(seconds=int(whole) + bool(rest.strip("0"))), LONGEST_WAIT)
    until = _http_date(written)
    return min(max(until - now, timedelta(0)), LONGEST_WAIT) if until else None


def _with_body(response: Response, state: FeedState, now: datetime) -> PollResult:
    if not response.body.strip():
        return Failed(f"{_answered(response)} with an empty body")
    if _HTML.match(to_text(response.body[:4096])):
        return Failed("an HTML page instead of a feed")
    body_hash = hashlib.sha256(response.body).hexdigest()
    moved_to, fresh_for = _moved_to(response), _fresh_for(response, now)
    validators = validators_of(response)
    if body_hash == state.body_hash:
        return SameBody(validators, moved_to, fresh_for)
    return Body(response.body, response.url, validators, body_hash, moved_to, fresh_for)


def _unchanged(response: Response, state: FeedState, now: datetime) -> PollResult:
    if state.validators == Validators():
        return Failed("answered 304 to a request without conditions")
    return NotModified(_moved_to(response), _fresh_for(response, now))


def validators_of(response: Response) -> Validators:
    """Byte for byte what was sent, as long as it can be stored and sent back."""

    def sent(name: str) -> str | None:
        value = response.headers.get(name)
        usable = value and len(value) <= MAX_VALIDATOR and value.isprintable()
        return value if usable else None

    return Validators(etag=sent("etag"), last_modified=sent("last-modified"))


def _end(response: Response) -> str | None:
    """Where the redirects led; None if there were none."""
    return response.url if response.hops else None


def _moved_to(response: Response) -> str | None:
    """Where the permanent redirects that came first led: what lies behind a temporary one may be elsewhere tomorrow."""
    moved = None
    addresses = [*(hop.url for hop in response.hops), response.url]
    for hop, onward in zip(response.hops, addresses[1:], strict=True):
        if hop.status not in PERMANENT:
            break
        moved = onward
    return moved


def _fresh_for(response: Response, now: datetime) -> timedelta | None:
    """Cache-Control max-age less Age, else Expires; None without, or where the publisher forbids caching."""
    control = response.headers.get("cache-control", "").lower()
    if "no-store" in control or "no-cache" in control:
        return None
    age = re.search(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})", control)
    if age:
        held = response.headers.get("age", "")
        fresh = int(age[1]) - (int(held) if re.fullmatch(r"\d{1,9}", held, re.ASCII) else 0)
        return timedelta(seconds=max(fresh, 0))
    expires = _http_date(response.headers.get("expires", ""))
    sent = _http_date(response.headers.get("date", "")) or now
    return max(expires - sent, timedelta(0)) if expires else None


def _http_date(written: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, IndexError):
        return None


def _answered(response: Response) -> str:
    try:
        return f"answered {response.status} {HTTPStatus(response.status).phrase}"
    except ValueError:
        return f"answered {response.status}"
