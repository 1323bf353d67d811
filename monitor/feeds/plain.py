"""Markup → plain text, for titles and descriptions: no tags, no entities, no control characters, one space at most."""

from __future__ import annotations

import html
import re

#: Longer markup is cut before it is read; 99 % of descriptions are under 2,000 characters.
MAX_MARKUP = 50_000
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9:-]*)(?=[\s/>])|!--|!\[CDATA\[|!doctype|\?", re.IGNORECASE)
#: What these hold is not for readers.
_UNREAD = frozenset({"script", "style", "template", "noscript", "iframe", "object"})
#: Tags inside a line; all others part words.
_INLINE = frozenset("a abbr b bdi bdo cite code em font i ins mark q s small span strong sub sup u wbr".split())  # noqa: SIM905
#: Control characters, lone surrogates, and marks that turn the reading direction or are not seen at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def plain(markup: str, limit: int) -> str:
    """The text a reader would see, at most `limit` characters. Linear in its input, whatever that is.

    Read twice, because feeds escape twice ("&amp;amp;lt;b&amp;amp;gt;").
    """
    text = markup[:MAX_MARKUP]
    for _ in range(2):
        text = _untagged(html.unescape(text))
    return " ".join(_UNSEEN.sub("", text).split())[:limit].rstrip()


def unseen_removed(text: str) -> str:
    """The text without characters no reader sees and no store takes."""
    return _UNSEEN.sub("", text)


def _untagged(text: str) -> str:
    """Split at "<": a piece that begins like a tag loses everything up to its ">"; any other "<" is a character."""
    first, *pieces = text.split("<")
    closed_last = {tag[2].lower(): at for at, piece in enumerate(pieces) if (tag := _TAG.match(piece)) and tag[1]}
    kept = [first]
    unread: str | None = None
    for at, piece in enumerate(pieces):
        tag = _TAG.match(piece)
        end = piece.find(">")
        name = (tag[2] or "").lower() if tag else ""
        if unread is not None:
            if tag and tag[1] and name == unread and end >= 0:
                unread = None
                kept.append(" " + piece[end + 1 :])
        elif tag is None:
            kept.append("<" + piece)
        elif end < 0:
            continue  # a tag cut off
        elif name in _UNREAD and not tag[1] and closed_last.get(name, -1) > at:
            unread = name
        else:
            kept.append(("" if name in _INLINE else " ") + piece[end + 1 :])
    return "".join(kept)
