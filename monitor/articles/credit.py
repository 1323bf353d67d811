"""The line or phrase of a text that names whose reporting it is."""

from __future__ import annotations

import re

_NAME = r"[A-Z][\w.&'’-]*(?: (?:[A-Z][\w.&'’-]*|of|the|and|de|le|la|al))*"

#: In order of how plainly they say it.
_CREDITS = (
    re.compile(r"(?im)^\s*(?:original (?:url|source|article|link)|source url|first published (?:at|on))\s*:?\s*(\S.{0,200}?)\s*$"),
    re.compile(r"(?im)^\s*\(?source\s*:\s*([^\n]{2,80}?)\)?\s*$"),
    re.compile(rf"\b(?:[Tt]his (?:article|story|report) (?:was |has been )?(?:first|originally) (?:published|appeared) (?:by|in|on|at) (?:the )?)({_NAME})"),
    re.compile(rf"\A(?:[^\n]*\n+)?\s*[A-ZÀ-Þ][\w .,'’/À-ÿ-]{{1,60}}? ?\(({_NAME})\) ?[-–—]+ "),
    re.compile(rf"(?m)^\(?(?:Additional )?[Rr]eporting by (?:[^\n;]{{2,120}}), ({_NAME})"),
)  # fmt: skip


def credit_of(text: str) -> str | None:
    """ "(Reuters) -" in the dateline, "Original URL: …", "Source: AFP", "first published by …"; None without any."""
    for pattern in _CREDITS:
        match = pattern.search(text)
        if match:
            return match[1].strip().rstrip(".")
    return None
