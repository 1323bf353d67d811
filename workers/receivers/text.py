"""What every receiver does to words from the web before they go out: no control characters, no overlong lines."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from monitor.errors import Permanent, Transient
from monitor.model.alert import Message
from monitor.ports import Response

#: Bidirectional overrides and isolates can make a headline read as something else; zero-width marks hide in it.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def one_line(text: str, limit: int) -> str:
    """`text` on one line without control or direction characters, at most `limit` characters."""
    kept = "".join(" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    kept = " ".join(_INVISIBLE.sub("", kept).split())
    return kept if len(kept) <= limit else kept[: limit - 1].rstrip() + "…"


def marked(message: Message, limit: int) -> tuple[str, str, str]:
    """The quoted sentence as (before, the figure's words, after), cut around the figure to about `limit` characters."""
    sentence, start, end = message.quote.sentence, message.quote.start, message.quote.end
    before, words, after = sentence[:start], sentence[start:end], sentence[end:]
    room = max(limit - len(words), 40)
    if len(before) + len(after) > room:
        keep_before = min(len(before), max(room // 2, room - len(after)))
        keep_after = max(room - keep_before, 0)
        before = before if len(before) <= keep_before else "…" + before[len(before) - keep_before :]
        after = after if len(after) <= keep_after else after[:keep_after] + "…"
    # a leading or trailing blank separates words from figure and must outlive the tidying
    lead = " " if before[-1:].isspace() else ""
    trail = " " if after[:1].isspace() else ""
    return one_line(before, limit) + lead, one_line(words, limit), trail + one_line(after, limit)


def facts(message: Message) -> list[tuple[str, str]]:
    """What stands below the quote, as (label, words), in reading order."""
    rows = [("Says", message.says), ("As of", message.as_of), ("Before", message.before)]
    rows += [("But", other) for other in message.conflicting]
    rows += [("Carried by", carried_by(message)), ("Why", message.why), ("Watch", message.watch)]
    return [(label, one_line(words, 300)) for label, words in rows if words]


def carried_by(message: Message) -> str:
    """ "40 articles, 1 source"."""
    articles = f"{message.articles} article{'s' if message.articles != 1 else ''}"
    return f"{articles}, {message.origins} source{'s' if message.origins != 1 else ''}"


def headline(message: Message, limit: int) -> str:
    """The headline, marked when it is only a test."""
    return one_line(("[test] " if message.test else "") + message.headline, limit)


REPEAT_NOTE = "Possible repeat: an earlier attempt may have reached you."


def check(response: Response, what: str) -> None:
    """Raise for an answer that is not 2xx: Transient for what passes (429, 5xx), Permanent for the rest."""
    if 200 <= response.status < 300:
        return
    if response.status in (408, 425, 429) or response.status >= 500:
        # a gateway that gave up waiting may have handed the message on
        unsure = response.status in (408, 504)
        raise Transient(f"{what} answered {response.status}", retry_after=retry_after(response), unsure=unsure)
    raise Permanent(f"{what} answered {response.status}")


def retry_after(response: Response, now: datetime | None = None) -> timedelta | None:
    """The Retry-After header as a wait, where it gives one (seconds, or a date against the answer's own Date)."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return timedelta(seconds=int(value))
    try:
        until = parsedate_to_datetime(value)
        sent = now or parsedate_to_datetime(response.headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return max(_aware(until) - _aware(sent), timedelta(0))


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
