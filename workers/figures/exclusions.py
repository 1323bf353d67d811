"""What looks like a number and is no figure: years, dates, times, scores, ordinals, names with numbers, counters.

Each rule looks at one token (a number, or a number word) and its neighbours and returns the token after what it
recognises, or 0. `excluded` tries them in order. A rule that is unsure returns 0: a false figure is seen in the
alert's sentence, a lost one is never seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.numbers import CURRENCY_MARKS, MAGNITUDES, TENS, UNITS, VAGUE
from workers.figures.units import is_unit

_Rule = Callable[[Line, int], int]


def excluded(line: Line, i: int) -> tuple[int, str] | None:
    """(token after it, rule) where token `i` begins something that is no figure, else None."""
    rules = _DIGIT_RULES if line.tokens[i].kind == "number" else _WORD_RULES
    for name, rule in rules:
        last = rule(line, i)
        if last:
            return last, name
    return None


MONTHS = words(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec."
)
_COUNTED_NOUNS = words(
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


def _plain(line: Line, i: int, digits: int) -> bool:
    """Token `i` is plain digits, at most `digits` of them."""
    token = line.at(i)
    return token.isdigit() and len(token) <= digits and line.kind(i) == "number"


def _version_of_story(line: Line, i: int) -> int:
    """UPDATE 2-Earthquake kills …: agencies number the versions of a story in its headline."""
    return i + 1 if i == 1 and line.text(0) in {"UPDATE", "WRAPUP", "RPT-UPDATE", "CORRECTED-UPDATE"} else 0


# ── glued to letters or signs ────────────────────────────────────────────────────────────────────────────────

_ADDRESS_SIGNS = frozenset("_=@#")
_SIGNS = frozenset("/_:=@&#^*.~+\\|")
_NO_NAMES = words(
    "minus plus sub magnitude nearly almost about some record multi roughly around approximately and to through a an "
    "the just between than of least top additional another further"
)


def _glued_to_a_name(line: Line, i: int) -> int:
    """F-16s · COVID-19 · T-72 · mid-2024 · PM2.5 · file_2 · #3 · @user99"""
    if not line.glued(i):
        return 0
    before = line.at(i - 1)
    if before == "-" and line.glued(i - 1):
        word = line.at(i - 2)
        if line.kind(i - 2) == "word" and not _is_number_word(word) and word not in _NO_NAMES:
            if _after_a_number(line, i - 2):
                return 0
            return _tail(line, i + 1)
        if word in {")", "%"} or line.kind(i - 2) != "punct":
            return 0
        return _tail(line, i + 1)
    if before in _ADDRESS_SIGNS or (before in _SIGNS and line.glued(i - 1) and line.kind(i - 2) == "word"):
        if before == "/" and (_is_number_word(line.at(i - 2)) or line.kind(i - 3) == "number"):
            return 0
        return _tail(line, i + 1)
    return 0


def _after_a_number(line: Line, i: int) -> bool:
    """The word at `i` is glued to a number or currency before it ("10m-12m", "$10bn-15bn")."""
    return line.kind(i - 1) == "number" or (line.at(i - 1) == "-" and line.kind(i - 2) == "number")


def _is_number_word(word: str) -> bool:
    return word in UNITS or word in TENS or word in MAGNITUDES


def _tail(line: Line, i: int) -> int:
    """Past what is glued on: "F-16s", "737-800", "F-35A", "Kh-101/102"."""
    while line.glued(i) and (line.kind(i) in {"word", "number"} or line.at(i) in {"-", "/", "."}):
        if line.kind(i) == "punct" and not (line.glued(i + 1) and line.kind(i + 1) in {"word", "number"}):
            break
        i += 1
    return i


_ORDINAL_ENDS = words("st nd rd th")


def _acronym_behind(line: Line, i: int) -> int:
    """5-HTP · a 10-K filing: a glued hyphen and capitals that are no unit"""
    word = line.text(i + 2)
    if line.at(i + 1) != "-" or not (line.glued(i + 1) and line.glued(i + 2)) or line.kind(i + 2) != "word":
        return 0
    if line.at(i + 2) in {"something", "somethings"}:
        return i + 3
    capitals = word.isupper() and line.at(i + 2) not in _KNOWN_TAILS and not is_unit(line, i + 2)
    return _tail(line, i + 1) if capitals and line.at(i - 1) not in CURRENCY_MARKS else 0


_LETTER_NAMES = frozenset("GKDXPABES")
_LETTER_UNITS = frozenset("CFWVLKT")


def _ordinal(line: Line, i: int) -> int:
    """1st · 22nd · 92nd Brigade"""
    if not (line.glued(i + 1) and line.at(i + 1) in _ORDINAL_ENDS):
        return 0
    if line.at(i + 2) == "-" and line.glued(i + 2) and line.at(i + 3) in {"century", "anniversary"}:
        return i + 4
    return i + 2


def _letter_glued_behind(line: Line, i: int) -> int:
    """5G · 4K · 3D · 4x4 · 1980s · 747s"""
    text = line.text(i + 1)
    if not line.glued(i + 1) or line.kind(i + 1) != "word" or line.at(i - 1) in CURRENCY_MARKS:
        return 0
    if line.at(i + 1) in {"s", "'s"} and "." not in line.at(i) and "," not in line.at(i):
        return i + 2
    if text in _LETTER_NAMES and len(line.at(i)) <= 3:
        return i + 2 if not (text in _LETTER_UNITS and len(line.at(i)) > 1) else 0
    if line.at(i + 1) == "x" and line.glued(i + 2):
        return _tail(line, i + 2)
    if text == "K" and line.at(i + 2) in {"run", "race", "runs", "races"}:
        return i + 2
    return _name_with_letters(line, i)


_KNOWN_TAILS = words(
    "k m b t mil mm bn mn mln bln tn trn km kms cm kg kgs mg g ml cl l lb lbs oz ft yd yds mi mph kph "
    "kmh kmph kw mw gw "
    "tw kwh mwh gwh twh kv hz khz mhz ghz kb mb gb tb pb kbps mbps gbps hp bhp c f w v p h hr hrs min "
    "mins sec secs s d x "
    "am pm pc pct bps bp pp mm2 m2 m3 km2 sqm sqft sqkm ha rpm psi db dba mah msv boe bpd usd eur gbp "
    "musd meur ppm ppb "
    "yrs yr year years day days nm hpa mbar kn kt kts knots bbl nmi ms crore lakh cr plus odd ish fold percent tonnes "
    "tons meters metres million billion trillion thousand hundred dollar dollars euro euros degrees"
)


def _name_with_letters(line: Line, i: int) -> int:
    """221B · 600519.SS · 2Pac · 4gamer: letters glued on that are no unit."""
    word = line.at(i + 1)
    if word in _KNOWN_TAILS or word in CURRENCY_MARKS or is_unit(line, i + 1) or word.endswith("fold"):
        return 0
    if not line.is_capital(i + 1) and len(word) < 3:
        return 0
    return _tail(line, i + 1)


# ── times ────────────────────────────────────────────────────────────────────────────────────────────────────

_HALVES = words("a.m. p.m. a.m p.m am pm o'clock noon midnight")
_ZONES = words("gmt utc cet est edt pst pdt bst ist msk eet cest local hrs zulu et")


def _clock(line: Line, i: int) -> int:
    """10:30 · 10:30 p.m. · 5 pm · 0900 GMT · 10.30am · 7 to 9 p.m."""
    token = line.at(i)
    if len(token) <= 2 and token.isdigit() and line.at(i + 1) == ":" and line.glued(i + 1) and line.glued(i + 2):
        minutes = line.at(i + 2)
        if len(minutes) == 2 and minutes.isdigit() and int(token) < 100:
            at = i + 3
            while line.at(at) in {":", "."} and line.glued(at) and line.kind(at + 1) == "number" and line.glued(at + 1):
                at += 2
            return _past_zone(line, at)
    if line.at(i + 1) in _HALVES and len(token) <= 5:
        return _past_zone(line, i + 1)
    lengths = {4} if line.at(i + 1) == "hrs" else {1, 2, 4}
    if line.at(i + 1) in _ZONES and token.isdigit() and len(token) in lengths:
        return _past_zone(line, i + 1) if line.at(i + 1) != "local" or line.at(i + 2) == "time" else 0
    if line.at(i + 1) in {"-", "to", "and"} and _plain(line, i, 2) and _plain(line, i + 2, 2):
        return _past_zone(line, i + 3) if line.at(i + 3) in _HALVES else 0
    if (
        line.at(i + 1) == "hours"
        and len(token) == 4
        and token.isdigit()
        and int(token) < 2400
        and line.at(i - 1) == "at"
    ):
        return i + 2
    if line.at(i - 1) == "at" and _bare_hour(line, i):
        return i + 1
    return 0


def _past_zone(line: Line, at: int) -> int:
    while line.at(at) in _HALVES or line.at(at) in _ZONES or line.follows(at, "time"):
        at += 1
    return at


def _bare_hour(line: Line, i: int) -> bool:
    """ "At 9 on Friday", "at 7 tonight"."""
    if not _plain(line, i, 2) or int(line.at(i)) > 24:
        return False
    return line.at(i + 1) in {"tonight", "tomorrow", "today", "sharp"} or (
        line.at(i + 1) == "on" and line.at(i + 2) in _WEEKDAYS
    )


_WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")

# ── dates and years ──────────────────────────────────────────────────────────────────────────────────────────

_ISO = re.compile(r"(?:1[5-9]|20)[0-9]{2}\Z")


def _date(line: Line, i: int) -> int:
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
    while line.at(at) in _ORDINAL_ENDS and line.glued(at):
        at += 1
    at = _more_days(line, at)
    if line.at(at) == "," and _is_year(line, at + 1):
        return at + 2
    return at + 1 if _is_year(line, at) else at


def _more_days(line: Line, at: int) -> int:
    """ "-19", "to 19", "and 19" behind a day, where no other thing is counted."""
    if line.at(at) in {"-", "to", "and", "or", "through", "\u2014"} and _plain(line, at + 1, 2):
        behind = line.at(at + 2)
        if behind in _ORDINAL_ENDS and line.glued(at + 2):
            return at + 3
        if int(line.at(at + 1)) <= 31 and not (line.kind(at + 2) == "word" and behind in _COUNTED_NOUNS):
            if line.at(at) in {"and", "to", "or"} and line.kind(at + 2) == "word" and behind.endswith("s"):
                return at
            return at + 2
    return at


def _month_behind(line: Line, i: int) -> int:
    """17 April · 17-19 April 2018 · 5 and 6 May · 17th of May (ordinals are excluded anyway)"""
    if not _plain(line, i, 2) or int(line.at(i)) > 31:
        return 0
    at = i + 1
    while line.at(at) in {"-", "to", "and", ",", "or"} and _plain(line, at + 1, 2):
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
        return _tail(line, i + 5)
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


def _year(line: Line, i: int) -> int:
    """In 2024 · the 2019 law · 2012-13 · 2014-2020 · 1980s · since 1776 · 44 BC"""
    if line.at(i + 1) in {"bc", "ad", "bce", "ce", "b.c.", "a.d."} and _plain(line, i, 4):
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
    if line.at(i + 1) in _COUNTED_NOUNS or line.at(i + 1) in MAGNITUDES or line.at(i + 1) in {"%", "°"}:
        at_head = line.at(i - 1) in {"the", "in", "since", "'s", "of"} and line.at(i + 1) not in _COUNTED_NOUNS
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
        if line.at(j) in _COUNTED_NOUNS:
            return True
    return False


def _short_year(line: Line, i: int) -> int:
    """'90s · '08"""
    if line.at(i - 1) == "'" and line.glued(i) and _plain(line, i, 2) and not line.glued(i - 1):
        return i + 2 if line.at(i + 1) == "s" else i + 1
    return 0


# ── scores, votes, phones, lists, footnotes ──────────────────────────────────────────────────────────────────

_SCORE_CUES = words(
    "win won wins beat beats beating lost lose loses losing defeat defeated defeats victory draw drew drawn tie tied "
    "lead led leads leading score scored vote votes voted ruling ruled decision by trailing trailed set sets series "
    "hammered thrashed edged upset downed game match aggregate penalties 's it finished ended"
)


def _score(line: Line, i: int) -> int:
    """2-1 · a 5-4 ruling · 6-4, 6-3 · 52-48"""
    if not (line.at(i + 1) == "-" and line.glued(i + 1) and line.glued(i + 2)):
        return 0
    if not (_plain(line, i, 3) and _plain(line, i + 2, 3)) or line.at(i - 1) in CURRENCY_MARKS:
        return 0
    first, second = int(line.at(i)), int(line.at(i + 2))
    behind = line.at(i + 3)
    if behind == "-" and line.glued(i + 3) and line.kind(i + 4) == "number":
        return _tail(line, i + 3)
    if line.glued(i + 3) and behind not in _ENDS:
        return 0
    counted = behind in _COUNTED_NOUNS or behind in MAGNITUDES or (behind == "-" and line.kind(i + 4) == "word")
    if counted and behind not in {"votes", "points", "seats"}:
        return 0
    if first > second or (second > 20 * first > 0 and line.kind(i + 3) != "word"):
        return i + 3
    if line.at(i - 1) == "," and line.kind(i - 2) == "number" and line.at(i - 3) == "-":  # the next set of a match
        return i + 3
    cued = bool({line.at(i - 1), line.at(i - 2), behind} & _SCORE_CUES)
    ends = behind in _ENDS or behind == "" or behind in {"in", "on", "at", "by", "after", "with", "against", "to"}
    return (
        i + 3 if (cued and (ends or behind in _SCORE_CUES)) or behind in {"ruling", "vote", "decision", "odds"} else 0
    )


_ENDS = words(". , ; : ) ] ' \" ! ? \u2014")


def _phone(line: Line, i: int) -> int:
    """+1-222-222-2222 · (555) 123-4567 · 555-1234 · call 911"""
    if line.at(i - 1) == "+" and line.kind(i + 1) in {"number", "punct"} and line.kind(i + 2) == "number":
        at = i + 1
        while line.kind(at) == "number" or (line.at(at) in {"-", "(", ")"} and line.kind(at + 1) == "number"):
            at += 1
        return at
    at, groups = i, 1
    while line.at(at + 1) in {"-", "."} and line.glued(at + 1) and line.kind(at + 2) == "number" and line.glued(at + 2):
        at, groups = at + 2, groups + 1
    if groups >= 3:
        return at + 1
    if groups == 2 and len(line.at(i)) == 3 and len(line.at(i + 2)) == 4 and _plain(line, i + 2, 4):
        return at + 1
    if line.at(i - 1) == "(" and line.at(i + 1) == ")" and len(line.at(i)) == 3 and line.kind(i + 2) == "number":
        return i + 2
    if line.at(i - 1) in {"call", "dial", "dialed", "dialled", "tel", "phone"} and _plain(line, i, 15):
        return i + 1
    if line.at(i) in {"911", "999", "112"} and line.at(i + 1) in {"call", "calls", "operator", "dispatcher", "caller"}:
        return i + 1
    return 0


def _list_marker(line: Line, i: int) -> int:
    """1. · 1) · (1) at the head of a line"""
    if not _plain(line, i, 2):
        return 0
    if i == 0 and line.at(1) in {".", ")"} and line.glued(1) and line.size > 2:
        return 2
    if i == 0 and line.at(1) == "." and line.size == 2:
        return 2
    if line.at(i - 1) in {"(", "["} and line.at(i + 1) in {")", "]"}:
        marks = i == 1 or line.at(i - 1) == "[" or line.at(i - 2) in {";", ":", ",", "and"}
        return i + 2 if marks else 0
    return 0


# ── counters, addresses, labels ──────────────────────────────────────────────────────────────────────────────

_PERIODS = words(
    "second seconds sec secs minute minutes min mins hour hours hr hrs day days week weeks month months "
    "year years yr yrs "
    "decade decades century centuries night nights weekend weekends quarter quarters fiscal financial calendar"
)
_READ = words("read watch listen")


def _counter(line: Line, i: int) -> int:
    """2 hours ago · three years ago · 5 min read · 3 comments at a line's end · photo 3 of 12"""
    at = _past_number(line, i)
    if line.at(at) in {"-"} and line.glued(at):
        at += 1
    if line.at(at) in _PERIODS and line.at(at + 1) in {"ago", "earlier", "later", "hence"}:
        return at + 2
    if line.at(at) in _PERIODS and line.at(at + 1) in _READ:
        return at + 2
    if (
        line.at(at) in {"comments", "comment", "views", "likes", "retweets", "replies"}
        and at + 1 >= line.size
        and i == 0
    ):
        return at + 1
    return 0


def _past_number(line: Line, i: int) -> int:
    """The token after the digits or number words at `i`."""
    at = i + 1
    while line.at(at) in MAGNITUDES or (
        line.at(at) == "-" and line.glued(at) and (line.at(at + 1) in UNITS or line.kind(at + 1) == "number")
    ):
        at += 1 if line.at(at) in MAGNITUDES else 2
    if line.at(at) in {"or", "to"} and (line.kind(at + 1) == "number" or line.at(at + 1) in UNITS):
        at += 2
    return at


_WINDOWS = words("past last next previous recent coming first preceding following final latest opening closing")


def _window_of_time(line: Line, i: int) -> int:
    """In the past 24 hours · over the last three months · the next two weeks: when, not how much"""
    if line.at(i - 1) not in _WINDOWS or line.at(i - 2) == "lasted":
        return 0
    at = _past_number(line, i)
    return at + 1 if line.at(at) in _PERIODS else 0


_STREETS = words(
    "street st st. avenue ave ave. road rd rd. boulevard blvd blvd. lane drive square place terrace court way plaza "
    "parkway crescent row wharf strasse rue"
)


def _address(line: Line, i: int) -> int:
    """10 Downing Street · 1600 Pennsylvania Avenue · 221 Baker St."""
    if "." in line.at(i) or not line.is_capital(i + 1) or line.kind(i + 1) != "word":
        return 0
    for j in range(i + 2, i + 5):
        if line.kind(j) != "word" or not line.is_capital(j):
            return 0
        if line.at(j) in _STREETS:
            return j + 1
    return 0


@cache
def _labels() -> dict[str, bool]:
    """Words that make a name of the number behind them → whether only with a capital."""
    return {row[0]: row[1] == "capital" for row in rows("names")}


_STILL_FIGURES = frozenset(MAGNITUDES) | words("% percent per cent percentage pct $ km miles degrees mph bn")


def _carrier_code(line: Line, i: int) -> int:
    """flight BA 286 · train ICE 71 · highway A 9: a code between what it is and its number"""
    code = line.text(i - 1)
    coded = code.isupper() and code.isalpha() and len(code) <= 3
    return i + 1 if coded and line.at(i - 2).removesuffix("s") in _CARRIERS and _plain(line, i, 4) else 0


_CARRIERS = words("flight train bus line route highway motorway road service ferry")


def _label(line: Line, i: int) -> int:
    """Boeing 737 · Article 5 · Route 66 · No. 10 · Flight 370 · Phase 3 · top 10 · Storm Shadow 2"""
    before = line.at(i - 1)
    capital_only = _labels().get(before)
    if capital_only is None or (capital_only and not line.is_capital(i - 1)):
        return 0
    if "," in line.at(i) and len(line.at(i)) > 5 and before not in {"nikkei", "dow", "sensex"}:
        return 0
    if line.at(i + 1) in _STILL_FIGURES or (line.glued(i + 1) and line.at(i + 1) == "%"):
        return 0
    if before in _LABELS_THAT_COUNT and _is_plural(line, i + 1):
        return 0
    if (
        before
        in {
            "flights",
            "round",
            "line",
            "number",
            "level",
            "count",
            "unit",
            "train",
            "bus",
            "rank",
            "under",
            "lane",
        }
        and not line.is_capital(i - 1)
        and _is_plural(line, i + 1)
        and line.at(i - 2) in {"", ",", "the"}
    ):
        return 0
    return _more_labels(line, _tail(line, i + 1))


#: "Day 5" is a name, "Group 20 soldiers" is not; only these may be followed by a plural and yet leave the count.
_LABELS_THAT_COUNT = words(
    "euro group team army corps company order hospital school war well road earth bus train camp july top "
    "round line number rank question seat row copa"
)


def _more_labels(line: Line, at: int) -> int:
    """ "Articles 5 and 6", "pages 3-5", "Route 66 and 67"."""
    while line.at(at) in {",", "and", "or", "-", "to", "through", "of"} and _plain(line, at + 1, 4):
        if line.kind(at + 2) == "word" and line.at(at + 2) not in _STOPS:
            break
        at += 2
    return at


_NOT_PLURALS = words("is was has this as its his us yes thus plus says does across less vs versus towards")


def _is_plural(line: Line, i: int) -> bool:
    """A lower-case plural stands at `i` or right behind one lower-case word."""
    for j in (i, i + 1):
        word = line.at(j)
        if line.kind(j) != "word" or line.is_capital(j) or word in _NOT_PLURALS or word in _STOPS:
            return False
        if word in _COUNTED_NOUNS or (len(word) > 3 and word.endswith("s") and not word.endswith("ss")):
            return True
    return False


_STOPS = words(
    "in on at by for of to from with and or but that which who when while after before since until than into"
)


def _name_before(line: Line, i: int) -> int:
    """Storm Shadow 2 · Vostok 5 · ISO 9001: a small bare number behind a name, with nothing to count."""
    if i < 1 or not _plain(line, i, 5) or line.glued(i):
        return 0
    before = line.tokens[i - 1]
    is_acronym = before.text.isupper() and 2 <= len(before.text) <= 5
    if not is_acronym and (line.is_title_case or i < 2 or len(line.at(i)) > 3):
        return 0
    if before.kind != "word" or not before.is_capital or before.lower in MONTHS or before.lower in CURRENCY_MARKS:
        return 0
    if before.lower in _WEEKDAYS or before.lower in _NO_NAME_WORDS:
        return 0
    behind = line.at(i + 1)
    if line.kind(i + 1) == "word":
        if line.glued(i + 1) or behind in _STILL_FIGURES or behind in _COUNT_GOES_ON or _is_plural(line, i + 1):
            return 0
        if behind not in _VERBS_BEHIND_NAMES and (len(line.at(i)) > 2 or is_unit(line, i + 1)):
            return 0
    elif behind not in {"", ".", ",", ")", ";", ":", "'s", '"', "?", "!"}:
        return 0
    if behind == "," and line.at(i - 2) in {",", "and", "to", "beat", "defeated"}:
        return 0
    return i + 1


_COUNT_GOES_ON = words("were are have more new other people men women children others additional of further")
_NO_NAME_WORDS = words("i he she they we it mr mrs ms the a an in on at by to from")
_VERBS_BEHIND_NAMES = words(
    "is was has had will would can could may and or in on at to from with for by landed launched crashed hit said that "
    "which who"
)


_PEOPLE = words(
    "suspect man woman driver victim boy girl teenager actor actress singer striker midfielder "
    "goalkeeper defender widow "
    "father mother son daughter brother sister wife husband farmer teacher student nurse"
)


def _age_in_apposition(line: Line, i: int) -> int:
    """Anna Smith, 45, said · (45)"""
    if not _plain(line, i, 3) or int(line.at(i)) > 115:
        return 0
    if i == 1 and line.at(0) == "at" and line.at(2) == "," and line.at(3) in {"he", "she", "his", "her"}:
        return i + 1
    if line.kind(i - 2) != "word":
        return 0
    if not line.is_capital(i - 2) and line.at(i - 2) not in _PEOPLE:
        between_commas = line.at(i - 1) == "," and line.at(i + 1) == "," and line.kind(i + 2) == "word"
        person = between_commas and 15 <= int(line.at(i)) <= 99 and not line.at(i - 2).endswith("s")
        return i + 1 if person else 0  # "the prime minister, 62, resigned"
    before, behind = line.at(i - 1), line.at(i + 1)
    if before == "(" and behind == ")" and line.at(i - 2) in _PEOPLE:
        return i + 1
    if before == "(" and behind == ")":
        return i + 1 if line.is_capital(i - 3) or i <= 3 else 0
    return i + 1 if before == "," and behind in {",", "."} and not _in_a_list(line, i) else 0


def _in_a_list(line: Line, i: int) -> bool:
    """More numbers after commas: a list, not an age."""
    return line.kind(i + 2) == "number" or line.kind(i - 2) == "number"


_ID_WORDS = words("id ref reference isbn issn doi tel fax phone mobile code zip no number case file docket account sku")


def _serial(line: Line, i: int) -> int:
    """More digits than a quantity has, versions such as 3.11.2, numbers with a leading zero."""
    token = line.at(i)
    if line.at(i - 1) in {":", "#"} and line.at(i - 2) in _ID_WORDS:
        return _past_numbers(line, i)
    if len(token) > 24 or (token.isdigit() and len(token) > 15):
        return _tail(line, i + 1)
    if token.count(".") >= 2 and any(len(part) != 3 for part in token.split(".")[1:]) and "," not in token:
        return _tail(line, i + 1)
    if len(token) > 1 and token[0] == "0" and token.isdigit():
        return _past_numbers(line, i)
    return 0


def _past_numbers(line: Line, i: int) -> int:
    """Past the groups of one long number: "020 7946 0018"."""
    at = _tail(line, i + 1)
    while line.kind(at) == "number":
        at = _tail(line, at + 1)
    return at


def _denominator(line: Line, i: int) -> int:
    """Per 100,000 people: what a rate is per (the rate took it where there was one)"""
    return i + 1 if line.at(i - 1) == "per" else 0


# ── number words ─────────────────────────────────────────────────────────────────────────────────────────────

_IDIOMS: tuple[tuple[str, ...], ...] = tuple(
    tuple(phrase.split())
    for phrase in re.split(
        r"\|",
        "fifty - fifty|five - star|four - star|four - wheel|nine - to - five|nine to five|one - child|"
        "one - china|one - man|one - off|one - on - one|one - party|one - sided|one - stop|"
        "one - third of the way|one - time|one - way|one - woman|one another|one by one|one china|one day|"
        "one more time|one of|one on one|one or the other|one reason|one side|one step|one such|one that|"
        "one thing|one way|one who|seven seas|six - pack|square one|three - dimensional|three - star|"
        "three - way|twenty - twenty|two - by - four|two - dimensional|two - faced|two - fold|two - party|"
        "two - star|two - state|two - thirds of the way|two - tier|two - time|two - way|two cents|two sides",
    )
)
_IDIOM_HEADS = {head: tuple(each for each in _IDIOMS if each[0] == head) for head in {each[0] for each in _IDIOMS}}


def _idiom(line: Line, i: int) -> int:
    """One another · five-star · two-state · fifty-fifty"""
    for phrase in _IDIOM_HEADS.get(line.low[i], ()):
        if line.follows(i, *phrase):
            return i + len(phrase)
    if line.at(i - 1) in {"square", "cloud", "catch", "number", "world"} and line.at(i) in UNITS:
        return i + 1
    return 0


_ONE_NOUNS = words(
    "person man woman child boy girl soldier civilian officer policeman policewoman police firefighter "
    "worker passenger "
    "student fatality death injury casualty case vote point goal seat death arrest survivor victim resident infection "
    "tank drone missile ship aircraft plane helicopter vehicle house home building body dead killed injured wounded "
    "missing hostage prisoner percent per percentage % mile kilometer kilometre km meter metre foot inch acre hectare "
    "ton tonne kilogram kg kilo pound gallon barrel liter litre hour minute second week month year "
    "decade century dollar "
    "euro penny cent million billion trillion thousand hundred dozen fifth third quarter half tenth and basis"
)
_ONE_MODIFIERS = words(
    "ukrainian russian israeli palestinian american british german french more other adult young old"
)
_ONE_CUES = words(
    "only least just killed killing injured injuring wounded wounding about than nearly over almost under"
)


_SPEAKS = words("of said told says who described called recalled added explained")
_POINTS_AT = words("no any every some this that the each which")
_HARMED = words("killed died injured wounded dead missing hurt arrested")


def _pronoun_one(line: Line, i: int) -> int:
    """ "One of the officials", "no one", "this one", "one said": no figure; "one person was killed" is."""
    if line.low[i] != "one":
        return 0
    behind = line.at(i + 1)
    if line.at(i - 1) in _POINTS_AT or (line.at(i - 1) == "at" and behind in {"point", "time", "stage", "end"}):
        return i + 1
    if line.at(i - 1) in {"another", "for"} and behind not in _ONE_NOUNS:
        return i + 1
    if behind in {"was", "is", "has"} and {line.at(i + 2), line.at(i + 3)} & _HARMED:
        return 0
    if behind == "-" and line.glued(i + 1):
        follows = line.at(i + 2)
        return 0 if follows in _ONE_NOUNS or follows in {"to", "in", "year", "day", "week", "month", "hour"} else i + 1
    if line.at(i + 2) == "'s":
        return i + 1
    if behind not in _HARMED and line.at(i + 2) in _SPEAKS and line.at(i - 1) not in _ONE_CUES:
        return i + 1
    if behind in {"to", "or"} and (line.kind(i + 2) == "number" or line.at(i + 2) in UNITS):
        return 0
    if behind in _ONE_NOUNS:
        return i + 2 if behind in {"and"} and line.at(i + 2) not in {"a", "half", "two", "three"} else 0
    if line.at(i - 1) in _ONE_CUES and behind not in {"of", "was"}:
        return 0
    if {line.at(i + 2), line.at(i + 3)} & {"dead", "killed", "injured", "wounded", "missing"}:
        return 0
    if line.at(i + 2) in _ONE_NOUNS and behind in _ONE_MODIFIERS:
        harmed = {line.at(i + 3), line.at(i + 4)} & _HARMED
        return 0 if harmed else i + 1
    return i + 1


_DEFINITE = words(
    "sides countries leaders nations parties teams governments presidents neighbours neighbors rivals koreas men women "
    "companies powers allies states capitals foes enemies superpowers economies brothers sisters militaries armies "
    "ministers candidates groups clubs firms banks airlines bodies"
)


_PREDICATES = words("are were have had will would also said say agreed met could should may signed held spoke both")


def _the_two(line: Line, i: int) -> int:
    """The two countries · the three leaders · those two: meant, not counted"""
    if line.low[i] not in UNITS or line.at(i - 1) not in {"the", "these", "those", "between", "its", "their", "both"}:
        return 0
    if line.at(i + 1) == "of" and line.at(i + 2) in {"them", "us", "you"}:
        return i + 1
    if line.at(i - 1) == "the" and line.at(i + 1) in _PREDICATES:
        return i + 1
    return i + 1 if line.at(i + 1) in _DEFINITE or (line.at(i + 2) in _DEFINITE and line.at(i + 1) != "million") else 0


def _capital_word(line: Line, i: int) -> int:
    """Group of Seven · the Big Four · Formula One · World War Two · Nine Inch Nails"""
    if not line.is_capital(i) or line.is_title_case or line.low[i] in {"a", "an", "no"}:
        return 0
    if _begins_a_clause(line, i):
        return 0
    at = i + 1
    while line.at(at) == "-" and line.glued(at):
        at += 2
    return at


def _begins_a_clause(line: Line, i: int) -> bool:
    """At the head of a sentence or quotation a capital says nothing."""
    return i == 0 or line.kind(i - 1) == "punct" or all(line.kind(j) == "punct" for j in range(i))


def _group_of(line: Line, i: int) -> int:
    """Group of Seven · gang of four · top five · number one"""
    if line.at(i - 1) == "of" and line.at(i - 2) in {"group", "gang", "rule", "band"} and line.is_capital(i - 2):
        return i + 1
    label = _labels().get(line.at(i - 1))
    if label is not None and line.low[i] in UNITS and line.at(i - 1) in _WORD_LABELS:
        return i + 1 if line.at(i + 1) not in MAGNITUDES else 0
    return 0


_WORD_LABELS = words(
    "top number formula phase stage level category type chapter article act part round grade tier war volume page "
    "season episode day platform gate channel ranked rank seeded class big fab fantastic"
)


def _group_of_digits(line: Line, i: int) -> int:
    """Group of 20 · G 7"""
    return i + 1 if line.at(i - 1) == "of" and line.at(i - 2) == "group" and line.is_capital(i - 2) else 0


def _clock_words(line: Line, i: int) -> int:
    """Ten o'clock · nine p.m. · half past ten"""
    if line.low[i] not in UNITS:
        return 0
    return i + 2 if line.at(i + 1) in _HALVES else (i + 1 if line.at(i - 1) in {"past"} else 0)


def _multi(line: Line, i: int) -> int:
    """Multi-million-dollar · per thousand · the fourth of a row of magnitudes, which is no number"""
    if line.low[i] in VAGUE:
        return i + 1 if line.at(i - 2) in VAGUE and line.at(i - 4) in VAGUE and line.at(i - 6) in VAGUE else 0
    if line.low[i] not in MAGNITUDES:
        return 0
    before = line.at(i - 1)
    if before == "per" or (before in MAGNITUDES and line.at(i - 2) in MAGNITUDES and line.at(i - 3) in MAGNITUDES):
        return i + 1
    if before == "-" and line.at(i - 2) in {"multi", "multiple"}:
        return i + 1
    return i + 1 if before == "multi" else 0


_DIGIT_RULES: tuple[tuple[str, _Rule], ...] = (
    ("version of a story", _version_of_story),
    ("flight or route", _carrier_code),
    ("serial number", _serial),
    ("glued to a name", _glued_to_a_name),
    ("ordinal", _ordinal),
    ("acronym behind", _acronym_behind),
    ("clock time", _clock),
    ("date", _date),
    ("letter glued behind", _letter_glued_behind),
    ("year", _year),
    ("short year", _short_year),
    ("phone number", _phone),
    ("score", _score),
    ("list marker or footnote", _list_marker),
    ("counter", _counter),
    ("window of time", _window_of_time),
    ("address", _address),
    ("group of", _group_of_digits),
    ("label", _label),
    ("age in apposition", _age_in_apposition),
    ("name before", _name_before),
    ("denominator", _denominator),
)
_WORD_RULES: tuple[tuple[str, _Rule], ...] = (
    ("clock time", _clock_words),
    ("window of time", _window_of_time),
    ("counter", _counter),
    ("group of", _group_of),
    ("capitalised name", _capital_word),
    ("idiom", _idiom),
    ("the two", _the_two),
    ("pronoun one", _pronoun_one),
    ("multi", _multi),
)
