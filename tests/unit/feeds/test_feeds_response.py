"""poll_request and read_response: what a poll asks, and what an answer means."""

from __future__ import annotations

import hashlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.parse import Parsed
from monitor.feeds.request import UNCONDITIONAL_EVERY, poll_request
from monitor.feeds.response import (
    LONGEST_WAIT,
    Body,
    Failed,
    Gone,
    NotModified,
    RateLimited,
    SameBody,
    read_response,
    retry_after,
)
from monitor.model.feed import FeedState, Validators
from monitor.ports import Hop, Response
from monitor.settings import make_feed

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FEED = make_feed("https://news.example/feed")
RSS = b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>'
HELD = Validators(etag='W/"a"', last_modified="Sun, 22 Nov 2026 00:00:00 GMT")


def answer(status: int = 200, body: bytes = RSS, *hops: Hop, **headers: str) -> Response:
    return Response(FEED.url, status, {name.replace("_", "-"): value for name, value in headers.items()}, body, hops)


def held(**more: Any) -> FeedState:
    return FeedState(next_due=NOW, **more)


# ── asking ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_first_poll_has_no_conditions() -> None:
    """It says who asks, and that the new entries alone would do."""
    request = poll_request(FEED, held(), user_agent="me/1")

    assert (FEED.url, "GET", timedelta(seconds=20), 10 * 1024 * 1024) == (
        request.url,
        request.method,
        request.deadline,
        request.max_bytes,
    )
    assert {"user-agent", "accept", "a-im"} == set(request.headers)
    assert (request.headers["user-agent"], request.headers["a-im"]) == ("me/1", "feed")


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1), st.text(min_size=1))
def test_validators_go_back_byte_for_byte(etag: str, modified: str) -> None:
    """Whatever they look like."""
    state = held(validators=Validators(etag=etag, last_modified=modified))
    headers = poll_request(FEED, state, user_agent="me/1").headers

    assert (etag, modified) == (headers["if-none-match"], headers["if-modified-since"])


def test_now_and_then_a_poll_has_no_conditions() -> None:
    """For publishers whose ETag outlives their news; also no delta is asked for then."""
    polls = [poll_request(FEED, held(validators=HELD, polls=polls), user_agent="me/1").headers for polls in range(100)]
    bare = [number for number, headers in enumerate(polls) if "if-none-match" not in headers]

    assert bare == [UNCONDITIONAL_EVERY - 1, 2 * UNCONDITIONAL_EVERY - 1]
    assert all("a-im" not in polls[number] for number in bare)


# ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_new_body_is_to_be_parsed() -> None:
    """It carries the validators, its hash and the address that answered."""
    result = read_response(answer(etag='W/"b"', last_modified="x"), held(), now=NOW)

    assert isinstance(result, Body)
    assert (RSS, FEED.url, hashlib.sha256(RSS).hexdigest()) == (result.body, result.url, result.body_hash)
    assert Validators(etag='W/"b"', last_modified="x") == result.validators


def test_a_body_once_parsed_says_so() -> None:
    """Nothing else of it changes."""
    result = read_response(answer(), held(), now=NOW)
    assert isinstance(result, Body)
    parsed = Parsed(entries=())

    after = result.parsed_as(parsed)

    assert isinstance(after, Body)
    assert (None, parsed, result.body_hash) == (result.parsed, after.parsed, after.body_hash)


def test_the_same_body_under_a_new_etag_is_known() -> None:
    """By its hash; the new validators come along."""
    result = read_response(answer(etag='"new"'), held(body_hash=hashlib.sha256(RSS).hexdigest()), now=NOW)

    assert SameBody(Validators(etag='"new"')) == result


def test_the_new_entries_alone_are_a_body() -> None:
    """226 IM Used (RFC 3229)."""
    assert isinstance(read_response(answer(226), held(), now=NOW), Body)


@pytest.mark.parametrize("etag", ["", "x" * 3000, "a\udcffb", "a\x01b"])
def test_validators_that_cannot_be_kept_or_sent_are_not(etag: str) -> None:
    """An empty one, one too long for a request, bytes that are no text."""
    result = read_response(answer(etag=etag), held(), now=NOW)

    assert isinstance(result, Body)
    assert Validators() == result.validators


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE html><html>",
        b"\n<!doctype HTML public '-//W3C//DTD'>",
        b"<html lang=en>",
        b"\xef\xbb\xbf  <!-- x --><html>",
        b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">',
        "<!DOCTYPE html>".encode("utf-16"),
    ],
)
def test_a_page_is_no_feed(body: bytes) -> None:
    """Even if the status and the content type say it is."""
    result = read_response(answer(200, body, content_type="application/rss+xml", etag='"x"'), held(), now=NOW)

    assert Failed("an HTML page instead of a feed") == result


def test_a_feed_sent_as_html_is_a_feed() -> None:
    """Content types lie; the body does not."""
    assert isinstance(read_response(answer(content_type="text/html"), held(), now=NOW), Body)


@pytest.mark.parametrize("body", [b"<!---->" * 600 + b"x", b"<?x?>" * 800, b"<!--" * 1000, b" " * 4096])
def test_no_row_of_comments_holds_the_interpreter(body: bytes) -> None:
    """Looking for HTML takes one pass."""
    begun = time.monotonic()
    read_response(answer(200, body), held(), now=NOW)

    assert time.monotonic() - begun < 0.2


@pytest.mark.parametrize("body", [b"", b" \r\n"])
def test_an_empty_answer_is_a_failure(body: bytes) -> None:
    """It does not mean that all entries have vanished."""
    assert isinstance(read_response(answer(200, body), held(validators=HELD), now=NOW), Failed)


# ── other statuses ───────────────────────────────────────────────────────────────────────────────────────────


def test_not_modified() -> None:
    """304 to a request with conditions."""
    assert NotModified() == read_response(answer(304, b""), held(validators=HELD), now=NOW)


def test_not_modified_without_conditions_is_a_failure() -> None:
    """We would wait for ever for the first body."""
    assert isinstance(read_response(answer(304, b""), held(), now=NOW), Failed)


@pytest.mark.parametrize("status", [202, 204, 206, 300, 302, 400, 401, 403, 404, 451, 500, 502, 504, 520, 999])
def test_everything_else_is_a_failure_that_names_the_status(status: int) -> None:
    """One line an operator can act on."""
    result = read_response(answer(status), held(validators=HELD), now=NOW)

    assert isinstance(result, Failed)
    assert f"answered {status}" in result.reason


@pytest.mark.parametrize(
    ("status", "headers", "wait"),
    [
        (429, {}, None),
        (429, {"retry_after": "120"}, 120),
        (503, {"retry_after": "120"}, 120),
    ],
)
def test_asked_to_slow_down(status: int, headers: dict[str, str], wait: int | None) -> None:
    """429 always; 503 where it says how long."""
    result = read_response(answer(status, b"", **headers), held(), now=NOW)

    assert isinstance(result, RateLimited)
    assert (timedelta(seconds=wait) if wait else None) == result.retry_after


def test_any_failure_may_say_when_to_come_back() -> None:
    """500 with Retry-After is kept to as well."""
    result = read_response(answer(500, b"", retry_after="60"), held(), now=NOW)

    assert isinstance(result, Failed)
    assert timedelta(minutes=1) == result.retry_after


@pytest.mark.parametrize(
    ("statuses", "gone"), [((), True), ((301,), True), ((301, 308), True), ((302,), False), ((301, 302), False)]
)
def test_gone_counts_from_the_publisher_alone(statuses: tuple[int, ...], gone: bool) -> None:
    """What a temporary redirect leads to may be gone without the feed being gone."""
    hops = [Hop(f"https://news.example/{number}", status) for number, status in enumerate(statuses)]
    result = read_response(answer(410, b"", *hops), held(), now=NOW)

    assert gone == isinstance(result, Gone)


@pytest.mark.parametrize(
    ("statuses", "moved_to"),
    [
        ((), None),
        ((301,), FEED.url),
        ((308, 301), FEED.url),
        ((302,), None),
        ((302, 301), None),
        ((301, 302), "https://news.example/1"),
        ((301, 307, 301), "https://news.example/1"),
    ],
)
def test_only_permanent_redirects_that_come_first_move_a_feed(statuses: tuple[int, ...], moved_to: str | None) -> None:
    """As far as they lead before a temporary one."""
    hops = [Hop(f"https://news.example/{number}", status) for number, status in enumerate(statuses)]
    for response in (answer(200, RSS, *hops), answer(304, b"", *hops)):
        result = read_response(response, held(validators=HELD), now=NOW)

        assert isinstance(result, Body | NotModified)
        assert moved_to == result.moved_to


# ── waiting ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 120 ", 120),
        ("2.5", 3),  # never before
        ("Mon, 23 Nov 2026 12:10:00 GMT", 600),
        ("Monday, 23-Nov-26 12:10:00 GMT", 600),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0),
        ("Mon, 23 Nov 2026 14:10:00 +0200", 600),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("Mon, 99 Nov 2026 11:00:00 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(written: str, seconds: int | None) -> None:
    """Past dates mean now; anything else means nothing."""
    expected = None if seconds is None else timedelta(seconds=seconds)

    assert expected == retry_after(answer(503, b"", retry_after=written), NOW)


@pytest.mark.parametrize("written", ["9" * 30, "99999999", "Fri, 01 Jan 2100 00:00:00 GMT"])
def test_an_absurd_wait_does_not_lose_the_feed(written: str) -> None:
    """A week at most."""
    assert retry_after(answer(503, b"", retry_after=written), NOW) == LONGEST_WAIT


@given(st.text(max_size=40))
def test_no_retry_after_raises(written: str) -> None:
    """It is None or a wait from nothing to a week."""
    wait = retry_after(answer(503, b"", retry_after=written), NOW)

    assert wait is None or timedelta(0) <= wait <= LONGEST_WAIT


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"cache_control": "max-age=600"}, 600),
        ({"cache_control": "public, MAX-AGE=600, must-revalidate"}, 600),
        ({"cache_control": "s-maxage=600"}, None),
        ({"cache_control": "max-age=600", "age": "500"}, 100),
        ({"cache_control": "max-age=600", "age": "9999"}, 0),
        ({"cache_control": "no-cache, max-age=600"}, None),
        ({"cache_control": "max-age=600", "expires": "Mon, 23 Nov 2026 18:00:00 GMT"}, 600),
        ({"expires": "Mon, 23 Nov 2026 12:10:00 GMT"}, 600),
        ({"expires": "Mon, 23 Nov 2026 12:10:00 GMT", "date": "Mon, 23 Nov 2026 12:05:00 GMT"}, 300),
        ({"expires": "0"}, None),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
    ],
)
def test_how_long_an_answer_stays_fresh(headers: dict[str, str], seconds: int | None) -> None:
    """max-age less Age, else Expires by the publisher's own clock."""
    result = read_response(answer(200, RSS, **headers), held(), now=NOW)

    assert isinstance(result, Body)
    assert (None if seconds is None else timedelta(seconds=seconds)) == result.fresh_for
