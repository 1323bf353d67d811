"""Dates as feeds write them → moments; impossible ones → None, where feedparser would bend them into possible ones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

#: No feed is older, but clocks that start at zero are (1970, 1980).
OLDEST = timedelta(days=30 * 366)
#: Publishers' clocks run ahead, and zones are mistaken; by more than a day nothing can be trusted.
AHEAD = timedelta(days=1)

_ISO = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[Tt\s]+(\d\d?):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?")
#: Zones that RFC 822 does not know and publishers write all the same, in hours east of Greenwich.
_ZONES = {
    "BST": 1,
    "WEST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "SAST": 2,
    "EAT": 3,
    "WAT": 1,
    "PKT": 5,
    "IST": 5.5,
    "ICT": 7,
    "WIB": 7,
    "HKT": 8,
    "SGT": 8,
    "AWST": 8,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "AKST": -9,
    "AKDT": -8,
    "HST": -10,
    "BRT": -3,
    "ART": -3,
}
_LAST_WORD = re.compile(r"\s+\(?([A-Z]{3,4})\)?$")


def read_date(written: str | None, now: datetime) -> datetime | None:
    """The moment in UTC; None where it is missing, impossible, a day ahead of `now`, or decades past.

    Without a zone it counts as UTC.
    """
    text = (written or "").strip()[:80]
    if not text:
        return None
    try:
        moment = _iso(text) or _rfc822(text)
    except (ValueError, OverflowError):
        return None
    if moment is None or not now - OLDEST < moment <= now + AHEAD:
        return None
    return moment


def _iso(text: str) -> datetime | None:
    """2026-11-23, 2026-11-23T10:00, 2026-11-23 10:00:00.5 +0100 …"""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    at = datetime(
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), min(int(second or 0), 59), tzinfo=UTC
    )
    return at - _offset(zone)


def _offset(zone: str | None) -> timedelta:
    """How far a written offset lies east of Greenwich. Raises ValueError for one that no place on Earth has."""
    found = _OFFSET.fullmatch(zone or "")
    if not found:
        return timedelta(0)
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return _possible(offset if found[1] == "+" else -offset)


def _rfc822(text: str) -> datetime | None:
    """Mon, 23 Nov 2026 10:00:00 GMT, and what becomes of it in practice."""
    zone = _LAST_WORD.search(text)
    named = _ZONES.get(zone[1]) if zone else None
    parts = parsedate_tz(text)
    if parts is None or not re.search(r"\d{4}|\d\d:\d\d", text):
        return None
    year, month, day, hour, minute, second = parts[:6]
    if named is not None:
        offset = timedelta(hours=named)
    else:
        offset = _possible(timedelta(seconds=parts[9] or 0))
    return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=timezone(offset)).astimezone(UTC)


def _possible(offset: timedelta) -> timedelta:
    if not timedelta(hours=-12) <= offset <= timedelta(hours=14):
        raise ValueError("no zone is that far from Greenwich")
    return offset
