"""A fetched document → an article's parts, or why it is none."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import htmldate
import trafilatura
from trafilatura.settings import use_config
from w3lib.encoding import html_to_unicode

from monitor.articles.credit import credit_of
from monitor.articles.furniture import drop_furniture, has_sentence_shape, reason_to_drop
from monitor.articles.url import canonical_url, resolve, same_site
from monitor.model.entry import Entry
from monitor.ports import Page, Stub

#: Stored with every article: a new version may clean the same page differently.
CLEANER_VERSION = f"2+trafilatura-{trafilatura.__version__}"

MAX_TITLE = 500
#: Fewer words than this are no article. A brief of one sentence is one, even where the feed says no less.
LEAST_WORDS = 6
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
    if kind and kind not in _HTML:
        return Stub(f"not a web page: {kind[:60]}")
    if html.lstrip()[:5] == b"%PDF-" or html.startswith(_BINARY):
        return Stub("not a web page: binary data")
    tree = trafilatura.load_html(_decoded(html, content_type))
    if tree is None:
        return Stub("empty page")
    described = list(_linked_data(tree))
    title = _title(tree, described, entry)
    byline = _byline(tree, described)
    canonical = _canonical(tree, url)
    published = None if entry.published_at else _published(tree, described, url, now)
    wall = _wall(tree, described)
    pruned = _prune(tree, title)
    kept, dropped = drop_furniture(_paragraphs(tree), title=title)
    dropped = [*pruned, *dropped]
    stub = _stub(wall, kept, dropped)
    if stub:
        return Stub(stub)
    body = _joined(title, kept)
    return Page(
        title=title,
        text=body,
        byline=byline,
        credit=_credit(body, dropped),
        canonical_url=canonical,
        published_at=published,
        dropped=tuple(dropped),
    )


def read_text(text: str, *, title: str | None = None) -> Page:
    """Scraped plain text → the same parts. The headline above its first sentence becomes the title.

    `text` of the page consists of lines of the original, in order, one blank line between them; where the original
    is wrapped at a column, of its paragraphs.
    """
    lines = _lines(text)
    place = None if title else _headline(lines)
    if place is None:
        headline, rest = (title or "").strip(), lines
        rest = rest[1:] if rest and rest[0] == headline else rest
        above: list[tuple[str, str]] = []
    else:
        headline, rest = lines[place], lines[place + 1 :]
        above = [(line, reason_to_drop(line) or "above the headline") for line in lines[:place]]
    kept, dropped = drop_furniture(rest, title=headline)
    dropped = [*above, *dropped]
    body = _joined(headline, kept)
    return Page(
        title=headline,
        text=body,
        byline=None,
        credit=_credit(body, dropped),
        canonical_url=None,
        published_at=None,
        dropped=tuple(dropped),
    )


#: Columns at which plain text is wrapped; longer lines are paragraphs.
WRAPPED = range(50, 121)


def _lines(text: str) -> list[str]:
    """The lines that say something; those of a block wrapped at a column put together again."""
    found: list[str] = []
    block: list[str] = []
    for line in [*(line.strip() for line in text.splitlines()), ""]:
        if line:
            block.append(line)
        else:
            found += [" ".join(block)] if _is_wrapped(block) else block
            block = []
    return found


def _is_wrapped(block: list[str]) -> bool:
    """Whether each line ends where the next one's first word would not have fitted, and few where a sentence ends."""
    width = max(map(len, block), default=0)
    if len(block) < 2 or width not in WRAPPED:
        return False
    if any(len(line) + 1 + len(below.split()[0]) <= width for line, below in pairwise(block)):
        return False
    ended = sum(1 for line in block[:-1] if re.search(r"[.!?][\"'”’)]*\Z", line))
    return ended < len(block) / 2 and has_sentence_shape(block[-1]) and not block[0][-1:].isdigit()


#: How many lines (an outlet's name, a section, a date) may stand above the headline.
ABOVE_HEADLINE = 5


def _headline(lines: list[str]) -> int | None:
    """Which line is the headline: the first one above the first sentence that has the shape of one; None without any.

    Of several the longest among the first two candidates wins, for a section's name may look like a short headline.
    """
    candidates = []
    for index, line in enumerate(lines[: ABOVE_HEADLINE + 1]):
        if _is_headline(line):
            candidates.append(index)
        elif has_sentence_shape(line) and reason_to_drop(line) is None:
            break
    long = [index for index in candidates if len(lines[index].split()) >= LEAST_HEADLINE]
    return long[0] if long else candidates[0] if candidates and len(lines[candidates[0]].split()) >= 3 else None


#: Words of a headline; what is shorter may be a section ("World News Today").
LEAST_HEADLINE = 4


def _is_headline(line: str) -> bool:
    """No sentence and no furniture of another kind."""
    return reason_to_drop(line) == "no sentence" and not _NAVIGATION.search(line)


_NAVIGATION = re.compile(r" [|>»›•·] |https?://|\A(?:home|source|original url)\b", re.IGNORECASE)


def _joined(title: str, paragraphs: list[str]) -> str:
    return "\n\n".join([title, *paragraphs] if title else paragraphs)


def _credit(body: str, dropped: list[tuple[str, str]]) -> str | None:
    """Whose reporting it is, by the text, by lines dropped from it ("Original URL: …") or by a name signed below."""
    lines = [line for line, reason in dropped if reason in ("no sentence", "byline", "label", "copyright")]
    return credit_of("\n\n".join([body, *lines]), signatures=lines[-3:])


# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────────


def _decoded(html: bytes, content_type: str | None) -> str:
    """The page's characters: byte order mark, then valid UTF-8, then the header, the page's own word, a guess.

    Valid UTF-8 beats the header: nothing else comes out as valid UTF-8 by chance, and headers are often wrong.
    """
    if not html.startswith(_MARKS):
        try:
            return html.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return str(html_to_unicode(content_type, html, default_encoding="cp1252")[1])


_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BINARY = (b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\x00\x00\x00")

#: Elements that are never the article, whatever they say; tweets carry dates and counts of their own.
_NEVER = (
    "figcaption",
    "blockquote[contains(@class, 'twitter-tweet') or contains(@class, 'instagram-media')]",
    "*[@role='navigation' or @role='complementary' or @role='contentinfo']",
)
_CLASSES = frozenset(
    """
    caption wp-caption-text image-caption photo-caption picture-caption media-caption photo-credit image-credit
    related related-articles related-stories related-content related-links related-posts read-more readmore more-stories
    most-read most-popular
    recirculation recirc promo promotion newsletter newsletter-signup subscribe subscription-prompt
    share-buttons social-share sharing author-bio about-the-author author-box comments-area cookie-banner advertisement
    """.split()  # noqa: SIM905 - reads better
)
#: An element with more words than this is no box beside the article, whatever its class says.
BOX_WORDS = 120
#: Characters of a box kept as evidence.
MAX_BOX = 500


def _prune(tree: Any, title: str) -> list[tuple[str, str]]:
    """Take out of the tree what its markup says is furniture; (text, reason) of what had words."""
    found: list[tuple[str, str]] = []
    doomed = [(each, "caption") for each in tree.xpath("//" + " | //".join(_NEVER[:1]))]
    doomed += [(each, "box beside the article") for each in tree.xpath("//" + " | //".join(_NEVER[1:]))]
    doomed += [(each, "box beside the article") for each in tree.xpath("//body//*[@class]") if _is_box(each)]
    doomed += [(each, "linked headline") for each in tree.xpath("//p[a] | //li[a] | //h2[a] | //h3[a] | //h4[a]")
               if _is_linked_headline(each, title)]  # fmt: skip
    gone: set[Any] = set()
    for element, reason in doomed:
        if element in gone or any(above in gone for above in element.iterancestors()):
            continue
        gone.add(element)
        text = _spaced(element)
        if text:
            found.append((text[:MAX_BOX], reason))
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    _unlink_sentences(tree)
    return found


def _unlink_sentences(tree: Any) -> None:
    """Let a paragraph that is one linked sentence count as prose: trafilatura takes it for navigation."""
    for paragraph in tree.xpath("//p[a]"):
        text = _spaced(paragraph)
        if _FULL_STOP.search(text) and _is_one_link(paragraph, text):
            for link in paragraph.findall("a"):
                link.drop_tag()


def _spaced(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _is_box(element: Any) -> bool:
    if element.tag in ("html", "body", "main", "article") or not _CLASSES & set(element.get("class").lower().split()):
        return False
    return len(_words(element).split()) <= BOX_WORDS


def _is_linked_headline(element: Any, title: str) -> bool:
    """A paragraph that is one link and no sentence leads to another story."""
    text = _spaced(element)
    return (
        text != title
        and 3 <= len(text.split()) <= HEADLINE_WORDS
        and not _FULL_STOP.search(text)
        and _is_one_link(element, text)
    )


_FULL_STOP = re.compile(r"\.[\"'”’)]*\Z")
#: No headline is longer.
HEADLINE_WORDS = 40


def _is_one_link(element: Any, text: str) -> bool:
    return bool(text) and text == " ".join(" ".join(map(_spaced, element.findall(".//a"))).split())


def _words(element: Any) -> str:
    return "".join(element.itertext()) if isinstance(element.tag, str) else ""


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
            if found and same_site(found, url) and _names_a_page(found) and not _is_section(found, url):
                try:
                    return canonical_url(found)
                except ValueError:
                    return None
    return None


def _is_section(found: str, url: str) -> bool:
    """An address above the page's own, which careless templates give for every article below it."""
    above, path = urlsplit(found).path.rstrip("/") + "/", urlsplit(url).path
    rest = path.removeprefix(above)
    return rest != path and not re.fullmatch(r"(?:amp(?:\.html?)?|\d{1,2}|index\.\w+|print)?/?", rest)


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
    r"just a moment|attention required|verif(?:y|ying) (?:that )?you are (?:a )?(?:human|not a robot)|"
    r"are you a (?:robot|human)|"
    r"access (?:to this page has been )?denied|security check|checking (?:if the site|your browser)|"
    r"pardon our interruption|"
    r"enable javascript and cookies|captcha|request (?:has been )?blocked|bot detection|unusual (?:traffic|activity)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"before you continue to|we value your privacy|we and our (?:[\d,]+ )?partners (?:store|use|process)|"
    r"consent to (?:the use of )?cookies|(?:accept|reject) all cookies|(?:we|this site) uses? cookies",
    re.IGNORECASE,
)
_PAYWALL = re.compile(
    r"(?:subscribe|sign in|log in|register|sign up)[^.]{0,40} to (?:continue|keep|read)|to (?:continue|keep) reading|"
    r"already a (?:subscriber|member)\?|subscribers? only|"
    r"(?:article|content|story) is (?:only )?(?:for|available to) (?:subscribers|members)|"
    r"read on for only|unlock (?:this|the full) (?:article|story)|"
    r"continue reading (?:with|for) |(?:reached|read) your (?:\w+ )?limit",
    re.IGNORECASE,
)
_SCRIPTS = re.compile(
    r"enable java ?script|java ?script (?:is )?(?:disabled|required|to run)|without java ?script", re.IGNORECASE
)

#: With at least as many words of its own an article is one, whatever banner its page carries.
_WALLS = {
    "checkpoint for browsers": 60,
    "page is empty without scripts": 60,
    "consent wall": 40,
    "paywall": TEASER_WORDS,
    "invitation to subscribe": 60,
}


def _wall(tree: Any, described: list[dict[str, Any]]) -> str | None:
    """What stands between the reader and the text, by the page's own words; None if nothing says so."""
    text = " ".join(_visible(tree).split())
    page_title = " ".join((tree.findtext(".//title") or "").split())
    words = len(text.split())
    if _CHECKPOINT.search(page_title) or (words < 150 and _CHECKPOINT.search(text)):
        return "checkpoint for browsers"
    if any(str(each.get("isAccessibleForFree", "")).lower() == "false" for each in described):
        return "paywall"
    if _CONSENT.search(page_title) or (words < 400 and _CONSENT.search(text)):
        return "consent wall"
    if _PAYWALL.search(text):
        return "invitation to subscribe"
    told = " ".join([text, *(_words(each) for each in tree.iter("noscript"))])
    if words < 60 and _SCRIPTS.search(told):
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


def _stub(wall: str | None, kept: list[str], dropped: list[tuple[str, str]]) -> str | None:
    """Why what is left is no article; None if it is one."""
    if not kept:
        return _told(wall) or "no article text"
    if wall == "invitation to subscribe" and any(_PAYWALL.search(text) for text, _ in dropped):
        wall = "paywall"  # the invitation stands in the text, not in the page's head
    words = sum(len(paragraph.split()) for paragraph in kept)
    if wall and words < _WALLS[wall]:
        return _told(wall)
    if words < LEAST_WORDS:
        return "too little text"
    return None


def _told(wall: str | None) -> str | None:
    return "paywall" if wall == "invitation to subscribe" else wall


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
            told = json.loads(script.text or "", strict=False)
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
    """A JSON-LD string, which may hold markup and references, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", value)).split()) if isinstance(value, str) else ""


def _meta(tree: Any, name: str) -> str:
    for meta in tree.iter("meta"):
        if name in (meta.get("property"), meta.get("name")):
            content = " ".join((meta.get("content") or "").split())
            if content:
                return content
    return ""
