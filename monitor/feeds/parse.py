"""Bytes → entries. feedparser reads the markup; everything a publisher could have meant as harm is taken out here.

Known wrong readings: a title that shows markup as text ("the <b> tag") loses it; a zone name that stands for several
zones (IST) is read as its most populous one.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
from feedparser.mixin import _FeedParserMixin

from monitor.errors import FigurewatchError
from monitor.feeds.dates import read_date
from monitor.feeds.decode import cleaned, declares_entities, mended, to_text, well_formed
from monitor.feeds.plain import plain, unseen_removed
from monitor.model.entry import Entry
from monitor.model.feed import Feed, Hints
from monitor.model.noun import derive_id

#: Entries kept of one poll; Media Cloud's limit. Longer feeds are archives, and their newest entries are kept.
LIMIT = 2000
#: Items in a document that is read at all: 10 MiB of empty ones would keep a core busy for minutes.
MAX_ITEMS = 10_000
#: feedparser's time grows with the square of the attributes on one tag (100,000 took 105 s).
MAX_ATTRIBUTES = 100
#: 25 µs a tag; what stands in CDATA is counted too.
MAX_TAGS = 250_000
#: Nested bases make addresses that grow with the depth; with so many, links start from the feed's own address.
MAX_BASES = 2000
#: What cannot be mended is read by a parser written in Python, 30 µs a tag; only as much as it reads in a few seconds.
MAX_BROKEN = 1024 * 1024
MAX_BROKEN_TAGS = 100_000
MAX_URL = 2048
MAX_TITLE = 500
MAX_SUMMARY = 10_000
MAX_CONTENT = 500_000
MAX_AUTHOR = 200
#: A feed's own wish for slower polling counts up to here: 60 is what generators write by themselves, and a day's
#: silence would cost more than the saved requests are worth.
LONGEST_PACE = timedelta(hours=1)

_ITEM = re.compile(r"<(?:[A-Za-z0-9]+:)?(?:item|entry)[\s>/]")
_SWARM = re.compile(
    r"""<[A-Za-z_][^\s<>/"'=]*+(?:\s++[^\s<>/"'=]++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'|[^\s"'<>]++))"""
    rf"{{{MAX_ATTRIBUTES}}}"
)
_BASE = re.compile(r"""\s(?:xml:)?base\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_EMAIL = re.compile(r"\S{1,200}@\S{1,200}")
_ROOT_END = re.compile(r"</\s*(?:[A-Za-z0-9]+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}
# feedparser looks for a mail address in every author by a pattern whose time grows with the square of the text (25,000
# characters took 12 s, the interpreter's lock held). What it finds is not used here, so it does not look.
_FeedParserMixin._sync_author_detail = lambda self, key="author": None
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})


@dataclass(frozen=True)
class Parsed:
    """A feed that was read."""

    entries: tuple[Entry, ...]
    title: str | None = None
    hints: Hints = field(default_factory=Hints)
    #: WebSub: where to subscribe, and the feed's own name for itself there.
    hub: str | None = None
    topic: str | None = None
    #: Entries left out: no http(s) address, said twice, or over the limit.
    dropped: int = 0
    #: False where the document breaks off: what came after may be missing.
    complete: bool = True


@dataclass(frozen=True)
class Fault:
    """The document is no feed that can be read."""

    reason: str


def parse(
    body: bytes, *, feed: Feed, url: str, now: datetime, canonical: Callable[[str], str], limit: int = LIMIT
) -> Parsed | Fault:
    """The entries of a feed (RSS, RDF or Atom), newest `limit` of them, in the publisher's order.

    `url` is what relative links start from; `canonical` takes tracking out of an address. An entry's id is derived
    from feed, guid (else link) and title, so that a changed headline is a new entry. Never raises.
    """
    text = cleaned(to_text(body))
    reason = _refusal(text)
    if reason:
        return Fault(reason)
    try:
        found = _read(text, url)
    except Exception as error:  # feedparser's code on anybody's input: whatever it raises is this feed's fault
        return Fault(f"cannot be read: {type(error).__name__}")
    if found is None:
        return Fault("broken XML, too long to be mended")
    if not found.get("version"):
        return Fault(_not_a_feed(text, found))
    raw = list(found["entries"])
    tail = _after_last_item(text)
    complete = not found.get("bozo") or bool(_ROOT_END.search(tail))
    if not complete and _ITEM.search(tail):
        raw = raw[:-1]  # it may have lost half its title
    entries = _entries(raw, feed=feed, url=url, now=now, canonical=canonical)
    kept = _newest(entries, limit)
    channel = found["feed"]
    return Parsed(
        entries=kept,
        title=plain(_text(channel, "title"), MAX_TITLE) or None,
        hints=_hints(channel, text),
        hub=_link(channel, "hub", url),
        topic=_link(channel, "self", url),
        dropped=len(raw) - len(kept),
        complete=complete,
    )


def _refusal(text: str) -> str | None:
    """Why it is not even parsed; None if it is."""
    if not text.strip():
        return "empty"
    if not text.startswith("<"):
        return "not XML" + (" but JSON" if text.lstrip()[:1] in "{[" else "")
    if declares_entities(text):
        return "declares entities of its own"
    if sum(1 for _ in _ITEM.finditer(text)) > MAX_ITEMS:
        return f"over {MAX_ITEMS} items"
    if text.count("<") > MAX_TAGS:
        return f"over {MAX_TAGS} tags"
    if _SWARM.search(text):
        return f"over {MAX_ATTRIBUTES} attributes on one tag"
    return None


def _read(text: str, url: str) -> dict[str, Any] | None:
    """feedparser's reading of the document; None for broken XML that is too long for its slow parser."""
    document = re.sub(r"^<\?xml[^>]*\?>", "", text, count=1)
    if not well_formed(document):
        document = mended(document)
        too_long = len(document) > MAX_BROKEN or document.count("<") > MAX_BROKEN_TAGS
        if too_long and not well_formed(document):
            return None
    if document.count("base") > MAX_BASES:
        document = _BASE.sub(" ", document)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    # A stream, never bytes: those feedparser takes for the name of a file first.
    found: dict[str, Any] = feedparser.parse(
        io.BytesIO(b'<?xml version="1.0" encoding="utf-8"?>' + document.encode()),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return found


def _after_last_item(text: str) -> str:
    """What follows the last item that was closed."""
    return text[max(text.rfind("</item>"), text.rfind("</entry>"), 0) :]


def _not_a_feed(text: str, found: dict[str, Any]) -> str:
    root = re.search(r"<([A-Za-z_][\w:.-]{0,40})", text)
    if found.get("bozo"):
        return "broken XML with no feed in it"
    return f"not a feed: its outermost element is <{root[1]}>" if root else "not a feed"


# ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────


def _entries(raw: list[Any], *, feed: Feed, url: str, now: datetime, canonical: Callable[[str], str]) -> list[Entry]:
    """Each usable entry once."""
    entries: dict[str, Entry] = {}
    for each in raw:
        entry = _entry(each, feed=feed, url=url, now=now, canonical=canonical)
        if entry is not None:
            entries.setdefault(entry.id, entry)
    return list(entries.values())


def _entry(raw: Any, *, feed: Feed, url: str, now: datetime, canonical: Callable[[str], str]) -> Entry | None:
    """None where it leads nowhere."""
    address = _address(raw, url, canonical)
    if address is None:
        return None
    summary = plain(_text(raw, "summary"), MAX_SUMMARY)
    title = plain(_text(raw, "title"), MAX_TITLE)
    identity = _text(raw, "id").strip() or address
    updated = read_date(_text(raw, "updated"), now)
    return Entry(
        id=derive_id("entry", feed.id, identity, title),
        feed=feed.id,
        url=address,
        title=title,
        summary=summary or None,
        content=_content(raw),
        author=_author(raw),
        # Atom feeds may give `updated` alone; dc:date comes under that name too.
        published_at=read_date(_text(raw, "published"), now) or updated,
        updated_at=updated,
        seen_at=now,
    )


def _address(raw: Any, url: str, canonical: Callable[[str], str]) -> str | None:
    """The page's canonical address; None if no link is an http(s) one."""
    links = [_text(raw, "feedburner_origlink"), _text(raw, "link")]
    links += [_text(link, "href") for link in dict.get(raw, "links") or () if _text(link, "rel") == "alternate"]
    for link in links:
        address = _absolute(link, url)
        try:
            address = _absolute(canonical(address), url) if address else None
        except (ValueError, FigurewatchError):
            continue
        if address:
            return address
    return None


def _absolute(link: str, url: str) -> str | None:
    """The link as an absolute http(s) address; None if it is none, or longer than any page's."""
    link = link.strip()
    if not link:
        return None
    try:
        address = urljoin(url, link)
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    usable = parts.scheme in ("http", "https") and host and "@" not in parts.netloc and len(address) <= MAX_URL
    return address if usable and unseen_removed(address) == address and "\\" not in parts.netloc else None


def _author(raw: Any) -> str | None:
    """The first author's name; RSS writes "mail@address (Name)", and mail addresses are nobody's business."""
    people = [person for person in dict.get(raw, "authors") or () if person]
    written = (_text(people[0], "name") if people else "") or _text(raw, "author")
    name = _EMAIL.sub("", plain(written, MAX_AUTHOR)).strip()
    return name.removeprefix("(").removesuffix(")").strip() or None


def _content(raw: Any) -> str | None:
    """The full text as HTML, where the entry carries it."""
    for part in dict.get(raw, "content") or ():
        value, kind = _text(part, "value"), _text(part, "type")
        if not value.strip() or not (kind in _HTML_TYPES or kind in ("", "text", "text/plain")):
            continue
        html = value if kind in _HTML_TYPES else f"<p>{escape(value, quote=False)}</p>"
        return unseen_removed(html)[:MAX_CONTENT]
    return None


def _newest(entries: list[Entry], limit: int) -> tuple[Entry, ...]:
    """All of them, or the newest by date, the undated last; in the publisher's order."""
    if len(entries) <= limit:
        return tuple(entries)
    oldest = min((entry.published_at for entry in entries if entry.published_at), default=None)
    ranked = sorted(
        range(len(entries)), key=lambda at: entries[at].published_at or oldest or entries[at].seen_at, reverse=True
    )
    return tuple(entries[at] for at in sorted(ranked[:limit]))


def _text(raw: Any, key: str) -> str:
    """A field as a string. `dict.get`, because feedparser's own answers `updated` with `published`, warning."""
    value = dict.get(raw, key)
    return value if isinstance(value, str) else ""


# ── the channel ──────────────────────────────────────────────────────────────────────────────────────────────


def _hints(channel: Any, text: str) -> Hints:
    end = _ITEM.search(text)
    head = text[: end.start()] if end else text
    return Hints(
        pace=_pace(channel), skip_hours=_skip_hours(head[:MAX_BROKEN]), skip_days=_skip_days(head[:MAX_BROKEN])
    )


def _pace(channel: Any) -> timedelta | None:
    """The longest of what ttl (minutes) and sy:updatePeriod ask for, within reason."""
    wishes = []
    ttl = _text(channel, "ttl").strip()
    if re.fullmatch(r"\d{1,7}", ttl, re.ASCII) and int(ttl):
        wishes.append(timedelta(minutes=int(ttl)))
    period = _PERIODS.get(_text(channel, "sy_updateperiod").strip().lower())
    if period:
        times = _text(channel, "sy_updatefrequency").strip()
        wishes.append(period / max(int(times) if re.fullmatch(r"\d{1,4}", times, re.ASCII) else 1, 1))
    return min(max(wishes), LONGEST_PACE) if wishes else None


def _skip_hours(head: str) -> tuple[int, ...]:
    """Hours as numbers; some write 24 for midnight. All of them together mean nothing."""
    hours = {
        int(hour) % 24
        for hour in re.findall(r"<hour>\s*(\d\d?)\s*</hour>", _inside(head, "skipHours"))
        if int(hour) <= 24
    }
    return tuple(sorted(hours)) if len(hours) < 24 else ()


def _skip_days(head: str) -> tuple[int, ...]:
    named = [day.strip().lower() for day in re.findall(r"<day>([^<]{1,20})</day>", _inside(head, "skipDays"))]
    days = {_DAYS.index(day) for day in named if day in _DAYS}
    return tuple(sorted(days)) if len(days) < 7 else ()


def _inside(head: str, element: str) -> str:
    """What stands between the first such tag and its end; "" without."""
    _, _, rest = head.partition(f"<{element}>")
    inside, end, _ = rest.partition(f"</{element}>")
    return inside if end else ""


def _link(channel: Any, rel: str, url: str) -> str | None:
    for link in dict.get(channel, "links") or ():
        if _text(link, "rel") == rel:
            return _absolute(_text(link, "href"), url)
    return None
