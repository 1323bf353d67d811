"""As of when: the date a figure is about, from the words around it and the day the text was published.

Ranges of days are named by one day: "in mid-November" the 15th, "early" the 5th, "late" the 25th, a bare month, year or
quarter its last day (never after publication), "last week" seven days before publication. "Since" a date is as of
publication, since the count runs until then. The time of saying ("said on Monday") is not the figure's.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from workers.figures import speakers
from workers.figures.document import Document
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Quantity

_DAYS = {
    "monday": 0,
    "tuesday": 1,
    "wednesday": 2,
    "thursday": 3,
    "friday": 4,
    "saturday": 5,
    "sunday": 6,
}
_DAY_BASE = {"yesterday": 1, "today": 0, "tonight": 0, "tomorrow": -1}
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30, "year": 365, "years": 365}
_COMING = words("forecast forecasts forecasting expected expects predicted predicting due planned")
_FUTURE = _COMING | words("will would must wants plans aims promised pledged intends hopes could should to")
_BREAKS = words("; — -- but while whereas")
_REACH = 22  # tokens
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}


@dataclass(frozen=True)
class _Time:
    first: int
    last: int
    day: date | None


_Reader = Callable[[Line, int, date], _Time | None]


def as_of(document: Document, line: Line, quantity: Quantity) -> date | None:
    """The day the figure is about; None where the text does not say, or only says when it was said."""
    best: tuple[int, date | None] | None = None
    for found in _times(line, document.published):
        if found.first < quantity.last and quantity.first < found.last:
            continue
        if _of_saying(line, found) or _of_dateline(line, found) or not _same_clause(line, found, quantity):
            continue
        behind = found.first >= quantity.last
        if behind and found.day != document.published and _is_of_another(line, quantity.last, found.first):
            continue
        distance = found.first - quantity.last if behind else quantity.first - found.last + 2
        if distance <= _REACH and (best is None or distance < best[0]):
            best = (distance, found.day)
    return best[1] if best else None


def _is_of_another(line: Line, start: int, end: int) -> bool:
    """Has 30 ships, *against 40 last year*: the time is that of what it is set against"""
    at = next((k for k in range(start, end) if line.at(k) in _AGAINST), end)
    return any(line.tag(k) == "NUM" for k in range(at, end))


_AGAINST = words("against versus vs vs. compared than from")


def _same_clause(line: Line, found: _Time, quantity: Quantity) -> bool:
    """No clause break between the time and the quantity; "right now" holds for no clause behind an "and"."""
    start, end = min(found.last, quantity.last), max(found.first, quantity.first)
    if line.at(found.first) == "right" and "and" in line.low[start:end]:
        return False
    return not any(line.at(at) in _BREAKS for at in range(start, end))


def _of_saying(line: Line, found: _Time) -> bool:
    """The time belongs to a verb of saying: "said on Monday", "told Reuters on Monday", "on Monday said"."""
    if _says(line, found.last) or _says(line, found.last + 1):
        return True
    for at in range(found.first - 1, max(-1, found.first - 7), -1):
        word = line.at(at)
        if _says(line, at) or word in {"published", "released", "issued"}:
            return not any(line.kind(k) == "number" or line.at(k) == "that" for k in range(at, found.first))
        if word in {",", "that", ";"} or line.kind(at) == "number":
            return False
    return False


def _says(line: Line, at: int) -> bool:
    """A verb of saying, and no noun of its form: "*state* stocks", "six *points*"."""
    noun = line.at(at) in _NO_SAYING and line.tag(at) == "NOUN" and line.at(at - 1) != "the"
    return speakers.is_saying(line.at(at)) and not noun


_NO_SAYING = words("state states point points")


def _of_dateline(line: Line, found: _Time) -> bool:
    """ "EL OBEID, Sudan, *Feb 17* - At least 31 people": when the report was sent, told before its first dash."""
    if found.first > _DATELINE or line.sentence.index > 1 or "on" in line.low[: found.last]:
        return False
    dash = next((k for k in range(found.last, found.last + 5) if line.at(k) in {"-", "--", "—"}), -1)
    return dash > 0 and not line.glued(dash) and not any(line.tag(k) == "VERB" for k in range(dash))


_DATELINE = 10  # tokens before which the date of a dateline begins


@lru_cache(maxsize=4)
def _times(line: Line, published: date) -> tuple[_Time, ...]:
    """Every expression of time in the line, kept while its quantities are read."""
    return tuple(_scan(line, published))


def _scan(line: Line, published: date) -> Iterator[_Time]:
    at, readers = 0, _readers()
    while at < line.size:
        word = line.low[at]
        fitting = (_ago, _year) if word[0].isdigit() else readers.get(word, ())
        found = next((time for reader in fitting if (time := reader(line, at, published)) is not None), None)
        if found is None:
            at += 1
        else:
            yield found
            at = max(found.last, at + 1)


@cache
def _readers() -> dict[str, tuple[_Reader, ...]]:
    """What reads an expression of time, by the word it is known by; numbers have readers of their own."""
    months = (name for month in _months() for name in (month, f"{month}."))
    return {
        **dict.fromkeys(_DAYS, (_weekday,)),
        **dict.fromkeys(months, (_month,)),
        **dict.fromkeys(_COUNTS, (_ago,)),
        **dict.fromkeys((*_DAY_BASE, "this", "last", "so", "earlier"), (_relative,)),
        **dict.fromkeys(("at", "by"), (_right_now, _period)),
        **dict.fromkeys(("right", "now"), (_right_now,)),
        "since": (_since,),
        "next": (_period,),
    }


def _since(line: Line, at: int, published: date) -> _Time | None:
    """ "since the start of the year": counted until publication."""
    if line.at(at) != "since":
        return None
    for last in range(at + 2, min(line.size, at + 7) + 1):
        if line.at(last - 1) in {"year", "month", "week", *_DAYS, *_months()} or is_year(line, last - 1):
            return _Time(at, last, published)
    return None


def _weekday(line: Line, at: int, published: date) -> _Time | None:
    """ "on Wednesday", "by Tuesday evening", "last Friday": the last one on or before publication."""
    if line.at(at) not in _DAYS or not line.is_capital(at):
        return None
    before = line.at(at - 1)
    if before == "next":
        return _Time(at - 1, at + 1, None)
    back = (published.weekday() - _DAYS[line.at(at)]) % 7
    coming = _COMING if before == "for" else _FUTURE if before == "by" else frozenset()
    if not coming.isdisjoint(line.vocabulary):
        back -= 7  # "is forecasting 41C for Thursday"
    first = at - 1 if before in {"on", "by", "last", "of", "until", "late", "early"} else at
    last = at + 2 if line.at(at + 1) in {"morning", "evening", "night", "afternoon"} else at + 1
    return _Time(first, last, published - timedelta(days=back))


def _relative(line: Line, at: int, published: date) -> _Time | None:
    """ "yesterday", "last week", "earlier this year", "this week"."""
    word, following = line.at(at), line.at(at + 1)
    if word in _DAY_BASE:
        return _Time(at, at + 1, published - timedelta(days=_DAY_BASE[word]))
    if word == "this" and following in {"morning", "afternoon", "evening"}:
        return _Time(at, at + 2, published)
    if word == "last" and following in {"week", "month", "year", "quarter"}:
        return _Time(at, at + 2, _last(following, published))
    if word == "this" and following in {"week", "month", "year", "quarter"}:
        return _Time(at, at + 2, None)
    if word == "so" and line.follows(at, "so", "far", "this"):
        return _Time(at, at + 4, published)
    return None


def _right_now(line: Line, at: int, published: date) -> _Time | None:
    """ "right now", "by 1130 GMT": the day of publication."""
    if line.follows(at, "right", "now"):
        return _Time(at, at + 2, published)
    if line.at(at) == "now" and line.kind(at - 1) == "number":
        return _Time(at, at + 1, None)  # "287 on Thursday, and 309 now"
    clock = line.kind(at + 1) == "number" and line.at(at + 2) in {"gmt", "utc"}
    return _Time(at, at + 3, published) if line.at(at) in {"at", "by"} and clock else None


def _last(unit: str, published: date) -> date:
    """The last day of last month, quarter or year; seven days back for last week."""
    if unit == "week":
        return published - timedelta(days=7)
    if unit == "month":
        return published.replace(day=1) - timedelta(days=1)
    if unit == "year":
        return date(published.year - 1, 12, 31)
    return date(published.year, (published.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def _ago(line: Line, at: int, published: date) -> _Time | None:
    """ "a month ago", "two weeks earlier", "3 days ago"."""
    unit = line.at(at + 1)
    if unit not in _UNITS or line.at(at + 2) not in {"ago"}:
        return None
    word = line.at(at)
    count = _COUNTS.get(word) or (int(word) if word.isascii() and word.isdigit() and len(word) < 4 else 0)
    if not count:
        return None
    if line.at(at - 1) == "from" or line.at(at - 1) == "than":
        return _Time(at, at + 3, None)
    if unit.startswith("month"):
        return _Time(at, at + 3, _months_back(published, count))
    if unit.startswith("year"):
        return _Time(at, at + 3, _months_back(published, 12 * count) if published.year > count else None)
    return _Time(at, at + 3, published - timedelta(days=_UNITS[unit] * count))


def _months_back(day: date, count: int) -> date | None:
    """The same day, or the month's last, `count` months before."""
    total = day.year * 12 + day.month - 1 - count
    if total < 12:
        return None
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for names, number in rows("months") for name in names.split("|")}


def is_year(line: Line, at: int) -> bool:
    """A number that can be a year."""
    word = line.at(at)
    return len(word) == 4 and word.isascii() and word.isdigit() and 1900 <= int(word) <= 2100


def _month(line: Line, at: int, published: date) -> _Time | None:
    """ "3 March", "March 3, 2025", "mid-November", "early March", "in March"."""
    number = _months().get(line.at(at).removesuffix("."))
    if number is None or not line.is_capital(at):
        return None
    first, last, day = at, at + 1, _part_of_month(line, at)
    if _is_day(line.at(at - 1)):
        first, day = at - 1, int(line.at(at - 1))
    elif _is_day(line.at(at + 1)):
        last, day = at + 2, int(line.at(at + 1))
    elif not day and line.at(at - 1) not in words("in of by since until last during for from through to"):
        return None
    year = 0
    comma = line.at(last) == ","
    if is_year(line, last + comma):
        year = int(line.at(last + comma))
        last += 1 + comma
    if not year and line.at(first - 1) == "by" and not _FUTURE.isdisjoint(line.vocabulary):
        year = published.year + ((number, day or 31) < (published.month, published.day))
        return _Time(first, last, date(year, number, day or calendar.monthrange(year, number)[1]))
    return _Time(first, last, _dated(published, year, number, day))


def _is_day(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31


def _part_of_month(line: Line, at: int) -> int:
    before = line.at(at - 2) if line.at(at - 1) == "-" else line.at(at - 1)
    return {"early": 5, "mid": 15, "late": 25}.get(before, 0)


def _dated(published: date, year: int, month: int, day: int) -> date | None:
    """The last such day on or before publication where no year is named; None for a day that is not."""
    wanted = year or (published.year if (month, day) <= (published.month, published.day) else published.year - 1)
    length = calendar.monthrange(wanted, month)[1]
    if day > length:
        return None
    found = date(wanted, month, day or length)
    return found if day else min(found, published)


def _year(line: Line, at: int, published: date) -> _Time | None:
    """ "in 2019"."""
    if not is_year(line, at):
        return None
    year = int(line.at(at))
    to_come = year >= published.year and line.at(at - 1) in _UNTIL  # "could survive to 2100", "for 2026"
    if line.at(at - 1) not in {"in", "during", "of", "since", "by"} and not to_come:
        return None
    found = min(date(year, 12, 31), published) if year <= published.year else date(year, 12, 31)
    return _Time(at - 1, at + 1, found)


_UNTIL = words("to until till for from the full")


def _period(line: Line, at: int, published: date) -> _Time | None:
    """ "at its peak", "by the end of the year", "next year": a time, but no date that can be told."""
    if line.at(at) not in {"at", "next", "by"}:
        return None
    for cue in (("at", "its", "peak"), ("at", "their", "peak"), ("next", "year"), ("next", "month"), ("next", "week")):
        if line.follows(at, *cue):
            return _Time(at, at + len(cue), None)
    if line.follows(at, "by", "the", "end", "of") or line.follows(at, "by", "year", "'s", "end"):
        return _Time(at, min(line.size, at + 6), None)
    return None
