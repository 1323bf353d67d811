"""Bytes → text, for documents that lie about their encoding; and what of XML is refused before it is parsed."""

from __future__ import annotations

import codecs
import re
from html.entities import html5
from xml.parsers import expat

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its first two bytes are the same
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""^[^<]{0,200}<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
#: Python knows encodings that are no character sets (unicode_escape, punycode …); publishers use these.
_CHARACTER_SETS = re.compile(
    r"utf-?8|utf-?16(le|be)?|utf-?32(le|be)?|iso-?8859-?\d+|latin-?\d|windows-\d+|cp\d+|koi8-[rut]|gb2312|gbk|gb18030"
    r"|big5|big5-hkscs|hz-gb-2312|euc-(jp|kr|tw)|shift[_-]jis|sjis|iso-2022-(jp|kr)|us-ascii|ascii|tis-620|mac(intosh|-?roman)",
    re.IGNORECASE,
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});)?")
_HEAD_END = re.compile(r"<[A-Za-z_]")
_SIMPLE_ENTITY = re.compile(
    r"""<!ENTITY\s+[\w.-]{1,40}\s+(?:"[^"<%&]{0,64}"|'[^'<%&]{0,64}'|"&#x?[0-9A-Fa-f]+;")\s*>"""
)


def to_text(body: bytes) -> str:
    """The document as characters: byte order mark, else valid UTF-8, else what it declares, else windows-1252.

    UTF-8 comes before the declaration because no other text happens to be valid UTF-8, and declarations lie.
    """
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    if body[:2] == b"<\x00":
        return body.decode("utf-16-le", "replace")
    if body[:2] == b"\x00<":
        return body.decode("utf-16-be", "replace")
    declared = _declared(body)
    if declared.startswith(("iso-2022", "hz")):  # seven-bit: always valid UTF-8 too
        return body.decode(declared, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def cleaned(text: str) -> str:
    """The document without the characters XML forbids, and without what some servers print before it."""
    start = max(text.find("<"), 0)
    return _NOT_XML.sub("", text[start:])


def declares_entities(text: str) -> bool:
    """Whether the document brings entities that could grow or reach outside; short character names are harmless."""
    end = _HEAD_END.search(text)
    head = text[: end.start()] if end else text
    return head.count("<!ENTITY") > len(_SIMPLE_ENTITY.findall(head))


def well_formed(text: str) -> bool:
    """Whether this is XML as the standard means it, its prefixes declared: what feedparser's quick parser takes.

    Builds nothing, opens nothing.
    """
    try:
        expat.ParserCreate("utf-8", " ").Parse(text.encode(), True)
    except expat.ExpatError:
        return False
    return True


def mended(text: str) -> str:
    """The document with its two commonest faults put right outside CDATA: bare "&", and HTML's names in XML."""
    kept = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0:
        end = text.find("]]>", start)
        end = len(text) if end < 0 else end + 3
        kept += [_AMPERSAND.sub(_escaped, text[at:start]), text[start:end]]
        at = end
    kept.append(_AMPERSAND.sub(_escaped, text[at:]))
    return "".join(kept)


def _escaped(ampersand: re.Match[str]) -> str:
    name = ampersand[1]
    if name is None:
        return "&amp;"
    if name.startswith("#") or name in ("amp", "lt", "gt", "quot", "apos"):
        return ampersand[0]
    meant = html5.get(f"{name};")
    return meant if meant and not set(meant) & set("<>&\"'") else f"&amp;{name};"


def _declared(body: bytes) -> str:
    found = _DECLARED.match(body[:512])
    name = found[1].decode("ascii").lower() if found else ""
    if not _CHARACTER_SETS.fullmatch(name):
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def _not_utf8(body: bytes, declared: str) -> str:
    if declared and not declared.startswith(("utf", "ascii")):
        # Browsers read iso-8859-1 as windows-1252, so publishers write it that way.
        encoding = "cp1252" if declared == "iso8859-1" else declared
        return body.decode(encoding, "replace")
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - broken
    return text if sound > broken else body.decode("cp1252", "replace")
