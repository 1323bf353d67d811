"""Feed lists as other readers write and take them: OPML."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml import etree

from monitor.errors import Permanent
from monitor.feeds.decode import cleaned, declares_entities, mended, to_text, well_formed
from monitor.feeds.plain import plain
from monitor.model.feed import Feed
from monitor.settings import make_feed

MAX_OPML = 10 * 1024 * 1024
MAX_NAME = 200


def read_opml(body: bytes) -> list[Feed]:
    """The feeds of an OPML file, each address once, whatever folders they lie in.

    Raises Permanent where it is not OPML or holds no feed, saying which line or what is missing.
    """
    if len(body) > MAX_OPML:
        raise Permanent(f"OPML over {MAX_OPML // 1024 // 1024} MiB")
    text = cleaned(to_text(body))
    if not text.strip():
        raise Permanent("the OPML file is empty")
    if declares_entities(text):
        raise Permanent("the OPML file declares entities of its own; such files are not read")
    root = _root(text)
    if str(root.tag).lower() != "opml":
        raise Permanent(f"not OPML: its outermost element is <{root.tag}>, not <opml>")
    feeds = {feed.url: feed for feed in _feeds(root)}
    if not feeds:
        raise Permanent("the OPML file holds no <outline> with an http(s) xmlUrl")
    return list(feeds.values())


def write_opml(feeds: Iterable[Feed]) -> bytes:
    """OPML 2.0 in UTF-8 that every reader takes."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "figurewatch feeds"
    body = etree.SubElement(root, "body")
    for feed in feeds:
        name = plain(feed.name, MAX_NAME)
        etree.SubElement(body, "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _root(text: str) -> etree._Element:
    """The document, mended where a reader exported it with a bare "&"."""
    document = text.partition("?>")[2] if text.startswith("<?xml") else text
    if not well_formed(document):
        document = mended(document)
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(document.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Permanent(f"the OPML file is not XML: {error.msg}") from None


def _feeds(root: etree._Element) -> Iterable[Feed]:
    for outline in root.iter("outline"):
        attributes = {str(name).lower(): str(value) for name, value in outline.attrib.items()}
        url = attributes.get("xmlurl", "").strip()
        if _usable(url):
            name = plain(attributes.get("title") or attributes.get("text") or "", MAX_NAME)
            yield make_feed(url, name=name or None)


def _usable(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
