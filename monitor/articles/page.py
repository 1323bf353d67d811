"""A fetched document → an article's parts, or why it is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import htmldate
import lxml.html
import trafilatura
from trafilatura.settings import use_config
from w3lib.encoding import html_to_unicode

from monitor.articles.credit import credit_of
from monitor.articles.furniture import drop_furniture, has_sentence_shape, reason_to_drop
from monitor.articles.url import canonical_url, resolve, same_site
from monitor.model.entry import Entry
from monitor.ports import Page, Stub

#: Stored with every article: a new version may clean the same page differently.
CLEANER_VERSION = f"1+trafilatura-{trafilatura.__version__}"

MAX_TITLE = 500
#: Fewer words than this are no article, unless the publisher's own feed says no more than that either.
LEAST_WORDS = 20
#: A page that says it is behind a wall shows at most a teaser.
TEASER_WORDS = 130
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain", "application/octet-stream")

_CONFIG = use_config()
_CONFIG.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")  # its alarm works in main threads only; our child has a deadline
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")


def read_page(html: bytes, url: str, *, content_type: str | None, entry: Entry, now: datetime) -> Page | Stub:
    """The article on a page, its furniture left out, or a Stub with the reason why there is none.

    Nothing is fetched. `published_at` is looked for only where the entry gives none.
    """
    kind = (content_type or "text/html").split(";")[0].strip().lower()
    if kind not in _HTML:
        return Stub(f"not a web page: {kind[:60]}")
    if html[:5] == b"%PDF-" or html[:4] in (b"\x89PNG", b"GIF8", b"\xff\xd8\xff\xe0", b"PK\x03\x04"):
        return Stub("not a web page: binary data")
    _, text = html_to_unicode(content_type, html, default_encoding="utf-8")
    tree = trafilatura.load_html(text)
    if tree is None:
        return Stub("empty page")
    described = list(_linked_data(tree))
    title = _title(tree, described, entry)
    wall = _wall(tree, title, described)
    paragraphs = _paragraphs(tree)
    kept, dropped = drop_furniture(paragraphs, title=title)
    words = sum(len(paragraph.split()) for paragraph in kept)
    stub = _stub(wall, words, kept, entry)
    if stub:
        return Stub(stub)
    body = "\n\n".join([title, *kept] if title else kept)
    return Page(
        title=title,
        text=body,
        byline=_byline(tree, described),
        credit=credit_of("\n\n".join([body, *(line for line, _ in dropped)])),
        canonical_url=_canonical(tree, url),
        published_at=None if entry.published_at else _published(tree, described, url, now),
        dropped=tuple(dropped),
    )


def read_text(text: str, *, title: str | None = None) -> Page:
    """Scraped plain text → the same parts. Its first line is the title where it has a headline's shape.

    `text` of the page consists of lines of the original, in order, one blank line between them.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = title.strip() if title else ""
    if not headline and lines and _is_headline(lines[0]):
        headline = lines[0]
    rest = lines[1:] if lines and lines[0] == headline else lines
    kept, dropped = drop_furniture(rest, title=headline)
    return Page(
        title=headline,
        text="\n\n".join([headline, *kept] if headline else kept),
        byline=None,
        credit=credit_of(text),
        canonical_url=None,
        published_at=None,
        dropped=tuple(dropped),
    )


def _is_headline(line: str) -> bool:
    """A first line that is no sentence and no furniture of another kind."""
    return not has_sentence_shape(line) and reason_to_drop(line) == "no sentence" and len(line.split()) >= 3


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────


def _paragraphs(tree: Any) -> list[str]:
    found = trafilatura.extract(
        tree,
        output_format="txt",
        include_comments=False,
        deduplicate=False,
        include_tables=False,
        include_images=False,
        include_links=False,
        with_metadata=False,
        config=_CONFIG,
    )
    return [line.strip().removeprefix("- ") for line in (found or "").splitlines() if line.strip()]


def _title(tree: Any, described: list[dict[str, Any]], entry: Entry) -> str:
    """The page's headline: its single <h1>, else what it tells other sites, else the feed's."""
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    told = [_meta(tree, "og:title"), *(_text(each.get("headline")) for each in described), _meta(tree, "twitter:title")]
    told = [each for each in told if each]
    for head in heads:
        if head and (len(heads) == 1 or any(_alike(head, each) for each in [*told, entry.title])):
            return head[:MAX_TITLE]
    for each in [*told, entry.title]:
        if each:
            return _without_outlet(each, tree)[:MAX_TITLE]
    return ""


def _alike(one: str, other: str) -> bool:
    a, b = set(one.lower().split()), set(other.lower().split())
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.6


def _without_outlet(title: str, tree: Any) -> str:
    """ "Dam breaks | Harbour Gazette" → "Dam breaks", where the page says that this is its name."""
    site = _meta(tree, "og:site_name")
    if site:
        return re.sub(rf"\s+[|–—·-]\s+{re.escape(site)}\s*\Z", "", title, flags=re.IGNORECASE)
    return title


def _byline(tree: Any, described: list[dict[str, Any]]) -> str | None:
    for each in described:
        authors = each.get("author")
        names = [_text(a.get("name") if isinstance(a, dict) else a) for a in _list(authors)]
        if any(names):
            return ", ".join(name for name in names if name)[:300]
    return _meta(tree, "author") or None


def _canonical(tree: Any, url: str) -> str | None:
    """The address the page gives as its own, believed only where it is on the same site."""
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            found = resolve(url, link.get("href") or "")
            if found and same_site(found, url) and _names_a_page(found):
                try:
                    return canonical_url(found)
                except ValueError:
                    return None
    return None


def _names_a_page(url: str) -> bool:
    """Not the front page, which careless templates give for every article."""
    return bool(re.search(r"//[^/]+/[^?]", url))


def _published(tree: Any, described: list[dict[str, Any]], url: str, now: datetime) -> datetime | None:
    told = [_meta(tree, "article:published_time"), *(_text(each.get("datePublished")) for each in described)]
    for each in told:
        moment = _moment(each)
        if moment and moment <= now + timedelta(days=1):
            return moment
    found = htmldate.find_date(tree, original_date=True, max_date=now.date().isoformat(), url=url)
    return datetime.fromisoformat(found).replace(hour=12, tzinfo=UTC) if found else None


def _moment(written: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


# ── no article ───────────────────────────────────────────────────────────────────────────────────────────────

_CHECKPOINT = re.compile(
    r"just a moment|attention required|verif(?:y|ying) you are (?:a )?human|are you a (?:robot|human)|access denied|"
    r"security check|checking your browser|enable javascript and cookies|captcha|request blocked|bot detection",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue to|we value your privacy|your privacy choices|consent to (?:the use of )?cookies", re.I
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|sign up)[^.]{0,40} to (?:continue|keep|read)|to continue reading|"
    r"already a (?:subscriber|member)\?|subscribers? only|(?:article|content|story) is for (?:subscribers|members)|"
    r"read on for only|unlock (?:this|the full) (?:article|story)|continue reading (?:with|for) ",
    re.IGNORECASE,
)


def _wall(tree: Any, title: str, described: list[dict[str, Any]]) -> str | None:
    """What stands between the reader and the text, by the page's own words; None if nothing says so."""
    text = " ".join(_visible(tree).split())
    page_title = " ".join((tree.findtext(".//title") or "").split())
    if _CHECKPOINT.search(page_title) or (len(text.split()) < 150 and _CHECKPOINT.search(text)):
        return "checkpoint for browsers"
    if _CONSENT.search(page_title) or (len(text.split()) < 400 and _CONSENT.search(text)):
        return "consent wall"
    closed = any(str(each.get("isAccessibleForFree", "")).lower() == "false" for each in described)
    if closed or _PAYWALL.search(text):
        return "paywall"
    if "javascript" in text.lower() and len(text.split()) < 60:
        return "page is empty without scripts"
    return None


def _visible(tree: Any) -> str:
    parts = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "template", "noscript"):
            continue
        parts.append(element.text or "")
        parts += [child.tail or "" for child in element]
    return " ".join(parts)


def _stub(wall: str | None, words: int, kept: list[str], entry: Entry) -> str | None:
    """Why what is left is no article; None if it is one."""
    if not kept:
        return wall or "no article text"
    if wall in ("checkpoint for browsers", "page is empty without scripts"):
        return wall
    if wall and words < TEASER_WORDS:
        return wall
    if words < LEAST_WORDS and words <= len((entry.summary or "").split()):
        return "no more than the feed's own summary"
    if words < LEAST_WORDS // 2:
        return "too little text"
    return None


# ── markup ───────────────────────────────────────────────────────────────────────────────────────────────────

_ARTICLES = frozenset(
    (
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "liveblogposting",
        "blogposting",
        "webpage",
    )
)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """What the page says of itself as JSON-LD, articles only."""
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            told = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for each in _list(told):
            nodes = _list(each.get("@graph")) if isinstance(each, dict) and "@graph" in each else [each]
            for node in nodes:
                if isinstance(node, dict) and any(str(t).lower() in _ARTICLES for t in _list(node.get("@type"))):
                    yield node


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: Any) -> str:
    return (
        " ".join(lxml.html.fromstring(value).text_content().split()) if isinstance(value, str) and value.strip() else ""
    )


def _meta(tree: Any, name: str) -> str:
    for meta in tree.iter("meta"):
        if name in (meta.get("property"), meta.get("name")):
            content = " ".join((meta.get("content") or "").split())
            if content:
                return content
    return ""
