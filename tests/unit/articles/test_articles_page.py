"""Pages to articles, or to the reason why they are none."""

from __future__ import annotations

import json
import os
import socket
import textwrap
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.articles.page import read_page, read_text
from monitor.ports import Page, Stub
from tests.factories import NOW, make_entry

URL = "https://gazette.example/world/dam-bursts"
PARAGRAPHS = (
    "The dam above Sarat burst on Tuesday night and sent a wave of 4 metres through the valley, the survey said.",
    "Some 300 people fled to the hills, and 12 are missing, a spokesman for the civil protection agency said.",
    "The café on the bridge, which had stood since 1954, was carried away with all its tables and chairs.",
)


def html(
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    *,
    head: str = "",
    title: str = "Dam bursts above Sarat",
    h1: str | None = None,
    after: str = "",
) -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title if h1 is None else h1}</h1>{body}{after}</article></body></html>"
    )


def read(page: str | bytes, *, url: str = URL, content_type: str | None = "text/html", **entry: Any) -> Page | Stub:
    told = {"url": url, "title": "Dam bursts above Sarat"} | entry
    body = page.encode() if isinstance(page, str) else page
    return read_page(body, url, content_type=content_type, entry=make_entry(**told), now=NOW)


def article(page: str | bytes, **changes: Any) -> Page:
    found = read(page, **changes)
    assert isinstance(found, Page), found
    return found


def ld(**facts: Any) -> str:
    told = {"@type": "NewsArticle"} | facts
    return f'<script type="application/ld+json">{json.dumps(told)}</script>'


# ── text ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_text_is_title_and_paragraphs_with_one_blank_line_between() -> None:
    """As the docstring of Article promises."""
    found = article(html())

    assert "\n\n".join(["Dam bursts above Sarat", *PARAGRAPHS]) == found.text
    assert found.title == "Dam bursts above Sarat"


def test_the_same_page_gives_the_same_text_each_time() -> None:
    """Nothing is remembered from page to page: a syndicated text is not cut down at its fourth telling."""
    assert len({article(html()).text for _ in range(6)}) == 1


@pytest.mark.parametrize(
    ("furniture", "reason"),
    [
        ("<figure><img src='a.jpg'><figcaption>Ruins of 40 houses in Sarat.</figcaption></figure>", "caption"),
        ("<p><a href='/b'>Lottery: 34 million jackpot goes to pensioner!</a></p>", "linked headline"),
        ("<h3><a href='/b'>Drone strike kills at least 11 people</a></h3>", "linked headline"),
        ("<div class='box related'><p>Ten villages were lost in 1954.</p></div>", "box beside the article"),
        (
            "<blockquote class='twitter-tweet'><p>We counted 40 houses gone.</p>&mdash; March 3, 2026</blockquote>",
            "box beside the article",
        ),
        ("<p>Sign up for our morning letter and join 210,000 readers.</p>", "promotion"),
        ("<p>Read more: Why 12 dams are unsafe.</p>", "pointer to another article"),
        ("<p>Ada Brandt is our correspondent in Kelmet. She has covered 14 floods.</p>", "byline"),
    ],
)
def test_furniture_between_paragraphs_goes_and_is_told(furniture: str, reason: str) -> None:
    """Nothing of it is in the text; what it was and why it went is in `dropped`."""
    found = article(html().replace(f"<p>{PARAGRAPHS[1]}", f"{furniture}<p>{PARAGRAPHS[1]}"))

    assert "\n\n".join(["Dam bursts above Sarat", *PARAGRAPHS]) == found.text
    assert reason in {why for _, why in found.dropped}


def test_sentences_that_are_links_stay() -> None:
    """Some outlets link a whole sentence to what it rests on."""
    linked = f'<a href="/report">{PARAGRAPHS[1]}</a>'
    found = article(html((PARAGRAPHS[0], linked, PARAGRAPHS[2])))

    assert PARAGRAPHS[1] in found.text


def test_list_items_and_short_paragraphs_stay() -> None:
    """If they end as sentences do."""
    found = article(
        html((*PARAGRAPHS, "<ul><li>Upper Sarat lost 40 houses.</li><li>Orlin lost 3.</li></ul>", "Nobody slept."))
    )

    assert "Upper Sarat lost 40 houses." in found.text.split("\n\n")
    assert "Nobody slept." in found.text.split("\n\n")


# ── title, byline, credit, date, address ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "page",
    [
        html(title="Dam bursts above Sarat | Harbour Gazette", h1="Dam bursts above Sarat"),
        html(
            title="x", h1="", head='<meta property="og:title" content="Dam bursts above Sarat - Harbour Gazette">'
            '<meta property="og:site_name" content="Harbour Gazette">',
        ),
        html(title="x", h1="", head=ld(headline="Dam bursts above&nbsp;Sarat")),
        html(title="x", h1="Harbour Gazette</h1><h1>Dam bursts above Sarat"),
        html(title="x", h1=""),
    ],
)  # fmt: skip
def test_title_is_the_headline_without_the_outlet(page: str) -> None:
    """From its heading, from what it tells other sites, else from the feed."""
    assert article(page).title == "Dam bursts above Sarat"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld(author={"name": "Ada Brandt"}), "Ada Brandt"),
        (ld(author=[{"name": "Ada Brandt"}, "Tomas Reel"]), "Ada Brandt, Tomas Reel"),
        ('<meta name="author" content="Ada Brandt">', "Ada Brandt"),
        ("", None),
        (ld(author=[None, 7, {"name": {"x": 1}}]), None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', None),
        ('<script type="application/ld+json">[[["NewsArticle"]]]</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)
def test_byline_is_whom_the_page_names(head: str, expected: str | None) -> None:
    """Whatever its JSON-LD holds, the page is read."""
    assert expected == article(html(head=head)).byline


def test_credit_is_found_below_the_text_too() -> None:
    """A dropped line still says whose reporting it is."""
    found = article(html(after="<p>Original URL: https://tribune.example/dam</p>"))

    assert found.credit == "https://tribune.example/dam"
    assert "tribune" not in found.text


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://gazette.example/world/dam-bursts", "https://gazette.example/world/dam-bursts"),
        ("/world/dam-bursts?utm_source=x", "https://gazette.example/world/dam-bursts"),
        ("https://evil.example/world/dam-bursts", None),  # another site
        ("https://gazette.example/", None),  # the front page
        ("https://gazette.example/world", None),  # the section
        ("http://[bad", None),
        ("javascript:x", None),
    ],
)
def test_canonical_address_is_believed_only_for_this_page_of_this_site(href: str, expected: str | None) -> None:
    """Careless and hostile templates point elsewhere."""
    assert expected == article(html(head=f'<link rel="canonical" href="{href}">')).canonical_url


def test_canonical_address_of_a_variant_is_the_page_itself() -> None:
    """An AMP page below its article leads up to it."""
    found = article(html(head=f'<link rel="canonical" href="{URL}">'), url=URL + "/amp")

    assert found.canonical_url == URL


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta property="article:published_time" content="2026-03-11T22:15:00+02:00">', (11, 20, 15)),
        (ld(datePublished="2026-03-10T08:00:00Z"), (10, 8, 0)),
        ('<meta property="article:published_time" content="2099-01-01T00:00:00Z">' + ld(datePublished="2026-03-09T08:00Z"), (9, 8, 0)),
        ('<meta name="date" content="2026-03-08">', (8, 12, 0)),
    ],
)  # fmt: skip
def test_date_is_looked_for_where_the_feed_gives_none(head: str, expected: tuple[int, int, int]) -> None:
    """The page's own word first; a day without an hour is its noon; a date to come is not believed."""
    found = article(html(head=head), published_at=None)

    assert datetime(2026, 3, *expected, tzinfo=UTC) == found.published_at


def test_date_of_the_feed_is_not_second_guessed() -> None:
    """The page's date is None where the entry has one."""
    page = html(head='<meta property="article:published_time" content="2026-03-11T22:15:00+02:00">')

    assert article(page).published_at is None


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever addresses a page holds."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    head = '<base href="http://10.0.0.1/"><link rel="canonical" href="http://10.0.0.1/x"><meta http-equiv="refresh" content="0;url=http://10.0.0.1/">'
    assert isinstance(read(html(head=head), published_at=None), Page)


# ── characters ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=windows-1251", ""),  # the header lies
        ("utf-8-sig", "text/html; charset=latin-1", ""),
        ("iso-8859-1", "text/html; charset=iso-8859-1", ""),
        ("windows-1252", "text/html", '<meta charset="windows-1252">'),
        ("windows-1252", None, ""),  # nobody says
        ("utf-16", "text/html", ""),
    ],
)
def test_characters_arrive(encoding: str, content_type: str | None, head: str) -> None:
    """By mark, by being UTF-8, by header, by the page's own word, else as Western text."""
    found = article(html(head=head).encode(encoding), content_type=content_type)

    assert PARAGRAPHS[2] in found.text


def test_xhtml_with_a_declared_encoding_is_read() -> None:
    """The declaration does not trip the parser."""
    page = '<?xml version="1.0" encoding="iso-8859-1"?>' + html().replace(
        "<html>", '<html xmlns="http://www.w3.org/1999/xhtml">'
    )
    found = article(page.encode("iso-8859-1"), content_type="application/xhtml+xml")

    assert PARAGRAPHS[2] in found.text


# ── no article ───────────────────────────────────────────────────────────────────────────────────────────────

WALL = "<p>Subscribe to continue reading. Already a subscriber? Sign in. Only $1 a week.</p>"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (html(PARAGRAPHS[:2], head=ld(isAccessibleForFree=False), after=WALL), "paywall"),
        (html(PARAGRAPHS[:2], head=ld(isAccessibleForFree="False")), "paywall"),
        (html(PARAGRAPHS[:2], after=WALL), "paywall"),
        ("<html><title>Just a moment...</title><body><p>Checking your browser. This takes 5 seconds.</p></body></html>", "checkpoint for browsers"),
        (html(("Verify you are human by completing the action below, which takes 5 seconds of your time.",), title="gazette.example", h1=""), "checkpoint for browsers"),
        (html(("We value your privacy. We and our 842 partners store cookies on your device for the purposes below.",), title="Consent", h1=""), "consent wall"),
        ("<html><title>App</title><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>", "page is empty without scripts"),
        ("<html><head><title>Dam</title></head><body></body></html>", "no article text"),
        ("", "empty page"),
        ("   \n ", "empty page"),
        (html(("Dam bursts.",)), "too little text"),
    ],
)  # fmt: skip
def test_stub_says_why(page: str, reason: str) -> None:
    """A page that is no article never becomes one, whatever figures it holds."""
    assert Stub(reason) == read(page)


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"%PDF-1.7\n", "application/pdf", "not a web page: application/pdf"),
        (b"\x89PNG\r\n", "image/png", "not a web page: image/png"),
        (b"%PDF-1.7\n", "text/html", "not a web page: binary data"),
        (b"\xff\xd8\xff\xe1abc", None, "not a web page: binary data"),
        (b'{"a": 1}', "application/json; charset=utf-8", "not a web page: application/json"),
    ],
)
def test_what_is_no_web_page_is_a_stub(body: bytes, content_type: str | None, reason: str) -> None:
    """By its type, and by its first bytes where the type is wrong."""
    assert Stub(reason) == read(body, content_type=content_type)


def test_a_brief_is_an_article_even_where_the_feed_tells_all_of_it() -> None:
    """One sentence with a number in it is news; a wall says that it is one."""
    brief = "The dam above Sarat burst on Tuesday night, the survey said."

    assert brief in read(html((brief,)), summary=brief).text


@pytest.mark.parametrize(
    "page",
    [
        html(head=ld(isAccessibleForFree=False), paragraphs=PARAGRAPHS * 1 + tuple(f"{each} It was day {n}." for n, each in enumerate(PARAGRAPHS * 3))),
        html(after="<footer><a>Your privacy choices</a> We use cookies.</footer>"),
        html(after="<p><a href='/in'>Already a subscriber? Sign in to the archive.</a></p>", paragraphs=PARAGRAPHS + tuple(f"{each} It was day {n}." for n, each in enumerate(PARAGRAPHS * 3))),
        html(title="Access denied: 300 refugees turned back at Orlin", paragraphs=PARAGRAPHS + tuple(f"{each} Day {n}." for n, each in enumerate(PARAGRAPHS))),
    ],
)  # fmt: skip
def test_article_with_the_words_of_a_wall_is_none(page: str) -> None:
    """Its own text outweighs a banner, a footer, or a headline."""
    assert isinstance(read(page), Page)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text("<>/pdivh1 abc.\"'&;#x0=", max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """Other people's markup raises nothing."""
    assert isinstance(read(body, published_at=None), Page | Stub)


# ── plain text ───────────────────────────────────────────────────────────────────────────────────────────────

SCRAPED = """NewsDesk

Dam bursts above Sarat, 300 flee

2 hours ago 5

The dam above Sarat burst on Tuesday night, the survey said.
Lottery: 34 million jackpot goes to pensioner
Some 300 people fled to the hills.


See also  Minister resigns over 40 million contract
Subscribe to get the latest posts sent to your email.
The Delta Tribune
Original URL: https://tribune.example/dam
"""


def test_scraped_text_gives_its_article() -> None:
    """Headline below the section's name, furniture gone, credit kept."""
    found = read_text(SCRAPED)

    assert found.title == "Dam bursts above Sarat, 300 flee"
    assert found.text.split("\n\n") == [
        "Dam bursts above Sarat, 300 flee",
        "The dam above Sarat burst on Tuesday night, the survey said.",
        "Some 300 people fled to the hills.",
    ]
    assert found.credit == "https://tribune.example/dam"
    assert "NewsDesk" in {text for text, _ in found.dropped}


def test_prose_comes_through_whole() -> None:
    """A text without a headline has none, and loses nothing."""
    found = read_text("\n".join(PARAGRAPHS))

    assert not found.title
    assert not found.dropped
    assert list(PARAGRAPHS) == found.text.split("\n\n")


@pytest.mark.parametrize("width", [60, 72, 100])
def test_wrapped_prose_comes_through_whole(width: int) -> None:
    """Text wrapped at a column is paragraphs, not lines without sentence shape."""
    wrapped = "\n\n".join(textwrap.fill(each, width) for each in PARAGRAPHS)
    found = read_text(f"Dam bursts above Sarat, 300 flee\n\n{wrapped}\n")

    assert ["Dam bursts above Sarat, 300 flee", *PARAGRAPHS] == found.text.split("\n\n")


def test_headlines_in_a_row_are_not_taken_for_wrapped_prose() -> None:
    """Each stands for itself, and goes."""
    rows = "Drone strike on fuel depot in Orlin kills at least 11 people\nLottery: 34 million jackpot goes to pensioner in Delta\n"
    found = read_text(f"{PARAGRAPHS[0]}\n\n{rows}\n{PARAGRAPHS[1]}")

    assert PARAGRAPHS[:2] == tuple(found.text.split("\n\n"))


def test_given_title_is_believed() -> None:
    """And not said twice."""
    found = read_text("Dam bursts\n" + PARAGRAPHS[0], title="Dam bursts")

    assert f"Dam bursts\n\n{PARAGRAPHS[0]}" == found.text


def test_headline_below_the_first_sentence_is_another_storys() -> None:
    """It is no title: its number would be the worst to keep."""
    found = read_text(f"{PARAGRAPHS[0]}\nDrone strike kills at least 11 people\n{PARAGRAPHS[1]}")

    assert not found.title
    assert "11 people" not in found.text


@given(st.text("aB. 4\n\r\t “”?:|", max_size=200))
def test_text_consists_of_lines_of_the_original(text: str) -> None:
    """In order, each once; what is not there was dropped."""
    found = read_text(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    rest = iter(lines)

    assert all(any(line == each for each in rest) for line in (found.text.split("\n\n") if found.text else []))
    assert len(lines) == len(found.text.split("\n\n") if found.text else []) + len(found.dropped)


@pytest.mark.skipif("FIGUREWATCH_SAMPLES" not in os.environ, reason="no folder of scraped texts given")
def test_samples_lose_no_sentence_of_speech() -> None:
    """What somebody is quoted as saying is never furniture."""
    for file in sorted(Path(os.environ["FIGUREWATCH_SAMPLES"]).glob("*.txt")):
        found = read_text(file.read_text(encoding="utf-8"))
        lost = [text for text, reason in found.dropped if reason != "repeat" and " said" in text and text.endswith(".")]

        assert not lost
