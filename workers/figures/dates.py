"""Dates, years and clock times: numbers that say when."""

from __future__ import annotations

import re

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.names import ORDINAL_ENDS, tail
from workers.figures.numerals import CURRENCY_MARKS, MAGNITUDES

MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
)
COUNTED_NOUNS = words(
    "people persons soldiers troops civilians men women children homes houses buildings jobs workers employees dead "
    "deaths cases casualties victims refugees migrants prisoners hostages fighters police officers members seats votes "
    "students schools shares tanks drones missiles vehicles planes aircraft ships boats animals trees units points "
    "residents families households tickets patients beds doses tests arrests detainees protesters demonstrators fans "
    "passengers flights cars trucks killed wounded injured missing infections kilometers kilometres km miles meters "
    "metres feet tons tonnes kg barrels gallons liters litres acres hectares square dollars euros pounds "
    "yuan yen rubles "
    "roubles rupees percent % hours days weeks months minutes seconds years mw gw megawatts rpm mah calories times"
)


def is_month(line: Line, i: int) -> bool:
    """The token at `i` is a month's name; "may" and "march" only with a capital."""
    return line.at(i) in MONTHS and line.is_capital(i)


def plain(line: Line, i: int, digits: int) -> bool:
    """Token `i` is plain digits, at most `digits` of them."""
    token = line.at(i)
    return token.isdigit() and len(token) <= digits and line.kind(i) == "number"


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────────

HALVES = words("a.m. p.m. a.m p.m am pm o'clock noon midnight")
_ZONES = words("gmt utc cet est edt pst pdt bst ist msk eet cest local hrs zulu et")


_OF_DAY = words("this yesterday today tomorrow tonight")


def clock(line: Line, i: int) -> int:
    """10:30 · 10:30 p.m. · 5 pm · 0900 GMT · 10.30am · 7 to 9 p.m."""
    token = line.at(i)
    if len(token) <= 2 and token.isdigit() and line.at(i + 1) == ":" and line.glued(i + 1) and line.glued(i + 2):
        minutes = line.at(i + 2)
        if len(minutes) == 2 and minutes.isdigit() and int(token) < 100:
            at = i + 3
            while line.at(at) in {":", "."} and line.glued(at) and line.kind(at + 1) == "number" and line.glued(at + 1):
                at += 2
            return _past_zone(line, at)
    if line.at(i + 1) in HALVES and len(token) <= 5:
        return _past_zone(line, i + 1)
    lengths = {4} if line.at(i + 1) == "hrs" else {1, 2, 4}
    dotted = dotted_time(token)
    if line.at(i + 1) in _ZONES and ((token.isdigit() and len(token) in lengths) or dotted):
        return _past_zone(line, i + 1) if line.at(i + 1) != "local" or line.at(i + 2) == "time" else 0
    if line.at(i + 1) in {"-", "to", "and"} and plain(line, i, 2) and plain(line, i + 2, 2):
        return _past_zone(line, i + 3) if line.at(i + 3) in HALVES else 0
    if (
        line.at(i + 1) == "hours"
        and len(token) == 4
        and token.isdigit()
        and int(token) < 2400
        and line.at(i - 1) == "at"
    ):
        return i + 2
    if dotted_time(token) and line.at(i - 1) == "at" and line.at(i + 1) in _OF_DAY:
        return i + 1  # "at 4.20 this morning"
    early = dotted_time(token) and token[0] == "0" and line.at(i - 1) == "at"
    if early or (line.at(i - 1) == "at" and _bare_hour(line, i)):
        return i + 1
    return 0


def dotted_time(token: str) -> bool:
    """14.25, 06.20: hours and minutes with a dot."""
    hours, _, minutes = token.partition(".")
    return hours.isdigit() and minutes.isdigit() and len(minutes) == 2 and int(hours) < 24 and int(minutes) < 60


def _past_zone(line: Line, at: int) -> int:
    while line.at(at) in HALVES or line.at(at) in _ZONES or line.follows(at, "time"):
        at += 1
    return at


def _bare_hour(line: Line, i: int) -> bool:
    """ "At 9 on Friday", "at 7 tonight"."""
    if not plain(line, i, 2) or int(line.at(i)) > 24:
        return False
    return line.at(i + 1) in {"tonight", "tomorrow", "today", "sharp"} or (
        line.at(i + 1) == "on" and line.at(i + 2) in WEEKDAYS
    )


WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")

# ── dates and years ──────────────────────────────────────────────────────────────────────────────────────────

_ISO = re.compile(r"(?:1[5-9]|20)[0-9]{2}\Z")


def date(line: Line, i: int) -> int:
    """April 17 · 17 April 2015 · May 17-19, 2018 · 5/17/2018 · 2018-05-17 · 17.05.2018 · 9/11"""
    return _month_before(line, i) or _month_behind(line, i) or _date_in_digits(line, i)


def _month_before(line: Line, i: int) -> int:
    """April 17 · May 17-19, 2018 · Nov. 5 and 6 · April 2015"""
    if not is_month(line, i - 1) or not line.at(i).isdigit():
        return 0
    if len(line.at(i)) == 4:
        return i + 1
    if len(line.at(i)) > 2 or int(line.at(i)) > 31:
        return 0
    at = i + 1
    while line.at(at) in ORDINAL_ENDS and line.glued(at):
        at += 1
    at = _more_days(line, at)
    if line.at(at) == "," and _is_year(line, at + 1):
        return at + 2
    return at + 1 if _is_year(line, at) else at


def _more_days(line: Line, at: int) -> int:
    """ "-19", "to 19", "and 19" behind a day, where no other thing is counted."""
    if line.at(at) in {"-", "to", "and", "or", "through", "\u2014"} and plain(line, at + 1, 2):
        behind = line.at(at + 2)
        if behind in ORDINAL_ENDS and line.glued(at + 2):
            return at + 3
        if int(line.at(at + 1)) <= 31 and not (line.kind(at + 2) == "word" and behind in COUNTED_NOUNS):
            if line.at(at) in {"and", "to", "or"} and line.kind(at + 2) == "word" and behind.endswith("s"):
                return at
            return at + 2
    return at


def _month_behind(line: Line, i: int) -> int:
    """17 April · 17-19 April 2018 · 5 and 6 May · 17th of May (ordinals are excluded anyway)"""
    if not plain(line, i, 2) or int(line.at(i)) > 31:
        return 0
    at = i + 1
    while line.at(at) in {"-", "to", "and", ",", "or"} and plain(line, at + 1, 2):
        at += 2
    if line.at(at) == "of":
        at += 1
    if not is_month(line, at) or (line.at(at) == "may" and line.at(at + 1) in {"be", "have", "not"}):
        return 0
    at += 1
    return at + 1 if _is_year(line, at) else at


def _date_in_digits(line: Line, i: int) -> int:
    """5/17/2018 · 2018-05-17 · 9/11 · 24/7 · 17.05.2018"""
    token = line.at(i)
    if token.count(".") == 2 and token.replace(".", "").isdigit() and len(token.rpartition(".")[2]) in {2, 4}:
        return i + 1
    sign = line.at(i + 1)
    if sign not in {"/", "-"} or not (line.glued(i + 1) and line.glued(i + 2)) or not line.at(i + 2).isdigit():
        return 0
    if line.at(i + 3) == sign and line.glued(i + 3) and line.at(i + 4).isdigit() and line.glued(i + 4):
        return tail(line, i + 5)
    if sign == "/" and token.isdigit() and len(token) <= 4 and len(line.at(i + 2)) <= 4:
        return 0 if _is_written_fraction(line, i) else i + 3
    return 0


def _is_written_fraction(line: Line, i: int) -> bool:
    """1/2 · 3/4 of · 2/3"""
    top, bottom = int(line.at(i)), int(line.at(i + 2))
    return 0 < top < bottom <= 16 and line.at(i + 3) in {"of", "mile", "miles", "inch", "inches", "cup", "majority"}


def _is_year(line: Line, i: int) -> bool:
    """Four plain digits between 1500 and 2199."""
    return bool(_ISO.match(line.at(i))) or (len(line.at(i)) == 4 and line.at(i)[:2] == "21" and line.at(i).isdigit())


_BOUNDS = words(
    "than about around approximately roughly some nearly almost least most over exceed exceeded "
    "estimated fewer only just"
)
_YEAR_CUES = words(
    "in since of by until till from before after during between early late mid circa around the through to year fiscal "
    "summer winter spring autumn fall season ad bc and to - , ( q1 q2 q3 q4 for"
)


def year(line: Line, i: int) -> int:
    """In 2024 · the 2019 law · 2012-13 · 2014-2020 · 1980s · since 1776 · 44 BC"""
    if line.at(i + 1) in {"bc", "ad", "bce", "ce", "b.c.", "a.d."} and plain(line, i, 4):
        return i + 2
    if not _is_year(line, i) or line.at(i - 1) in CURRENCY_MARKS:
        return 0
    if line.at(i + 1) in {"-", "/", "\u2014"} and line.glued(i + 1) and line.glued(i + 2) and line.at(i + 2).isdigit():
        other = line.at(i + 2)
        if len(other) == 2 or _is_year(line, i + 2):
            return i + 3
        return 0
    if line.glued(i + 1) and (line.kind(i + 1) == "word" or line.at(i + 1) in {"%", "°", "$", "€"}):
        return 0
    if line.at(i + 1) in COUNTED_NOUNS or line.at(i + 1) in MAGNITUDES or line.at(i + 1) in {"%", "°"}:
        at_head = line.at(i - 1) in {"the", "in", "since", "'s", "of"} and line.at(i + 1) not in COUNTED_NOUNS
        return i + 1 if at_head else 0
    if line.at(i - 1) == "least" and line.at(i - 3) in {"since", "until", "from", "before", "in"}:
        return i + 1
    if line.at(i - 1) in _BOUNDS and line.at(i - 1) not in {"about", "around", "over"}:
        return 0
    modern = line.at(i)[:2] in {"19", "20"}
    if modern or line.at(i - 1) in _YEAR_CUES or is_month(line, i - 1):
        if line.at(i - 1) in {"about", "around", "over", "some", "total"} and line.at(i + 1).endswith("s"):
            return 0
        if _counted_behind(line, i + 1) and line.at(i - 1) not in _YEAR_CUES:
            return 0
        return i + 1
    return 0


def _counted_behind(line: Line, i: int) -> bool:
    """Within three words a thing that is usually counted follows, so that 1,900-odd of them are meant."""
    for j in range(i, i + 3):
        if line.kind(j) != "word":
            return False
        if line.at(j) in COUNTED_NOUNS:
            return True
    return False


def short_year(line: Line, i: int) -> int:
    """'90s · '08"""
    if line.at(i - 1) == "'" and line.glued(i) and plain(line, i, 2) and not line.glued(i - 1):
        return i + 2 if line.at(i + 1) == "s" else i + 1
    return 0
