"""The line or phrase of a text that names whose reporting it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = r"[A-ZÀ-Þ0-9][\w.&'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|of|the|and|de|le|la|al))*"
#: The last word of what publishers call themselves; "the ministry reported" credits nobody.
_OUTLET = (
    r"(?:[Tt]he )?(?:[A-ZÀ-Þ][\w.&’-]* ){0,4}(?:Journal|Times|Post|News|Press|Wire|Agency|Gazette|Herald|Tribune|Guardian|"
    r"Telegraph|Independent|Mail|Standard|Observer|Courier|Chronicle|Globe|Today|Broadcasting|Magazine|Review|Weekly|"
    r"Daily|Zeitung|Spiegel|Monde|Figaro|Pa[ií]s|Repubblica|Reuters|AFP|AP|WSJ|BBC|CNN|NBC|CBS|ABC|NPR|DPA|TASS|Xinhua|"
    r"Bloomberg|Axios|Politico|Interfax|Ukrinform)"
)
#: "The Journal reported" credits the text where it begins with it; further down it is one source among others.
LEADING_PARAGRAPHS = 4

#: In order of how plainly they say it.
_ANYWHERE = (
    re.compile(
        r"(?im)^\s*(?:original (?:url|source|article|link)|source url|first published (?:at|on))\s*:?\s*(\S.{0,300}?)\s*$"
    ),
    re.compile(r"(?im)^\s*\(?sources?\s*:\s*([^\n]{2,80}?)\)?\s*$"),
    re.compile(
        r"\b(?:[Tt]his (?:article|story|report|piece) )?(?:was |has been |is )?(?:[Ff]irst|[Oo]riginally) "
        rf"(?:published|appeared|reported) (?:by|in|on|at) (?:the )?({_NAME})"
    ),
    re.compile(rf"\A(?:[^\n]*\n+)?\s*[A-ZÀ-Þ][\w .,'’/À-ÿ-]{{1,60}}? ?\(({_NAME})\) ?[-–—]+ "),
    re.compile(rf"(?m)^\(?(?:Additional )?[Rr]eporting by (?:[^\n;]{{2,120}}), ({_NAME})"),
    re.compile(
        r"[.!?][\"'”’]? ?[(\[/](AFP|AP|PA|Reuters|REUTERS|dpa|DPA|ANI|PTI|IANS|TASS|Xinhua|EFE|ANSA|UPI)[)\]/]\s*\Z"
    ),
)
_LEADING = (
    re.compile(
        rf"\b({_OUTLET})(?: newspaper| news agency| magazine)? (?:has |had |first |exclusively )*(?:reported|reports|revealed)\b"
    ),
    re.compile(rf"\b(?:reported|reports|revealed) (?:by )?({_OUTLET})\b"),
    re.compile(rf"\baccording to (?:a report (?:by|in|from) )?({_OUTLET})\b"),
)
#: A last line that is a publisher's name and nothing else signs the text.
_SIGNATURE = re.compile(rf"(?:— ?|– ?|- ?)?({_OUTLET})\.?\Z")


def credit_of(text: str, signatures: Sequence[str] = ()) -> str | None:
    """ "(Reuters) -" in the dateline, "Original URL: …", "Source: AFP", "first published by …"; None without any.

    `text` holds paragraphs separated by line breaks; `signatures` are short lines that stood below it.
    """
    found = _first(_ANYWHERE, text)
    if found:
        return found
    for line in signatures:
        signed = _SIGNATURE.match(" ".join(line.split()))
        if signed:
            return signed[1]
    leading = [line for line in text.splitlines() if line.strip()][:LEADING_PARAGRAPHS]
    return _first(_LEADING, "\n".join(leading))


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> str | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match:
            return match[1].strip().rstrip(".")
    return None
