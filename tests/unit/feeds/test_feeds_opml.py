"""OPML: feed lists from and for other readers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import Permanent
from monitor.feeds.opml import read_opml, write_opml
from monitor.settings import make_feed


def opml(*outlines: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return f'{head}<opml version="2.0"><head><title>x</title></head><body>{"".join(outlines)}</body></opml>'.encode()


@pytest.mark.parametrize(
    ("outlines", "feeds"),
    [
        (['<outline text="A" xmlUrl="https://a.example/f"/>'], [("https://a.example/f", "A")]),
        (['<outline text="x" title="A" xmlUrl="https://a.example/f"/>'], [("https://a.example/f", "A")]),
        (['<outline xmlUrl="https://www.a.example/f"/>'], [("https://www.a.example/f", "a.example")]),
        (['<outline text="A" XMLURL=" https://a.example/f "/>'], [("https://a.example/f", "A")]),
        (
            [
                '<outline text="Folder"><outline text="Deeper"><outline text="A" xmlUrl="https://a.example/f"/>'
                '</outline></outline><outline text="B" xmlUrl="http://b.example/?x=1&amp;y=2"/>'
            ],
            [("https://a.example/f", "A"), ("http://b.example/?x=1&y=2", "B")],
        ),
        (['<outline text="A &amp;amp; B &lt;b&gt;" xmlUrl="https://a.example/"/>'], [("https://a.example/", "A & B")]),
        (['<outline text="A" xmlUrl="https://a.example/"/>'] * 2, [("https://a.example/", "A")]),
        (
            ['<outline text="A" xmlUrl="https://a.example/"/>', '<outline text="X" xmlUrl="file:///etc/passwd"/>'],
            [("https://a.example/", "A")],
        ),
        (['<outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/>'], [("https://a.example/?x=1&y=2", "A & B")]),
    ],
    ids=["text", "title", "no name", "case", "folders", "entities", "twice", "no web address", "bare ampersands"],
)
def test_feeds_are_read_from_whatever_readers_write(outlines: list[str], feeds: list[tuple[str, str]]) -> None:
    """Folders apart, each address once."""
    assert feeds == [(feed.url, feed.name) for feed in read_opml(opml(*outlines))]


def test_a_feed_read_is_the_feed_that_was_added_by_hand() -> None:
    """The same id, so that importing twice adds nothing."""
    (feed,) = read_opml(opml('<outline text="A" xmlUrl="https://a.example/f"/>'))

    assert make_feed("https://a.example/f").id == feed.id


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"hello", "not XML"),
        (b"<opml><body>", "XML"),
        (b"<rss/>", "outermost element is <rss>"),
        (opml(), "no <outline>"),
        (opml('<outline text="A" xmlUrl="javascript:x"/>'), "no <outline>"),
        (opml(head='<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "entities"),
        (b"<opml>" + b" " * 11 * 1024 * 1024, "over 10 MiB"),
        (b"<a>" * 100_000, "XML"),
    ],
)
def test_a_file_that_holds_no_feeds_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    """One line for whoever ran the import."""
    with pytest.raises(Permanent, match=reason):
        read_opml(body)


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=("C", "Z", "S")), min_size=1, max_size=20),
            st.from_regex(r"https://[a-z]{1,8}\.example/[a-z?&=+%]{0,10}", fullmatch=True),
        ),
        unique_by=lambda pair: pair[1],
        min_size=1,
        max_size=5,
    )
)
def test_what_is_written_is_read_back(listed: list[tuple[str, str]]) -> None:
    """Names and addresses come back as they were."""
    feeds = [make_feed(url, name=name) for name, url in listed]

    assert [(feed.url, feed.id) for feed in feeds] == [(feed.url, feed.id) for feed in read_opml(write_opml(feeds))]


def test_a_hostile_name_stays_a_name() -> None:
    """Markup and control characters in an outlet's name do no harm to the file."""
    feed = make_feed("https://a.example/", name='A "<script>" \x00 & B')

    (back,) = read_opml(write_opml([feed]))

    assert "& B" in back.name
