"""Numbers that say which one: the 100m final, a 12-gauge shotgun, the last four, nine times out of ten."""

from __future__ import annotations

import re

from workers.figures.dates import plain
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.numerals import CURRENCY_MARKS, MAGNITUDES, TENS, UNITS
from workers.figures.units import is_unit

_NOMINAL = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_EVENTS = words(
    "final finals semi-final semifinal heat heats relay sprint hurdles steeplechase freestyle backstroke butterfly "
    "breaststroke medley dash champion champions champion's title race races gold silver bronze runner swimmer"
)
_METRES = words("m metre metres meter meters km kilometre kilometer mile")
#: Distances that are run or swum.
_DISTANCES = frozenset({50, 60, 100, 110, 200, 400, 800, 1500, 3000, 5000, 10000})


def race(line: Line, i: int) -> int:
    """The 100m final · the women's 200 metres freestyle · in the 1,500 metres"""
    size = line.at(i).replace(",", "")
    unit = line.skip_hyphen(i + 1)
    if not size.isdigit() or len(size) > 5 or line.at(unit) not in _METRES:
        return 0
    named = {line.at(unit + 1), line.at(unit + 2)} & _EVENTS and line.kind(unit + 1) == "word"
    before = line.at(i - 1)
    run = before in {"the", "'s"} and int(size) in _DISTANCES and line.tag(unit + 1) not in _NOMINAL
    competed = run and line.at(i - 2 - (before == "'s")) in {"in", "at", "over", "won", "win", "the"}
    return unit + 1 if named or (competed and line.at(unit + 1) not in {"between", "from", "to", "of"}) else 0


_GUNS = words(
    "pistol pistols rifle rifles shotgun shotguns revolver revolvers handgun handguns caliber calibre gun guns "
    "cartridge cartridges"
)


def calibre(line: Line, i: int) -> int:
    """A 12-gauge shotgun · a .22 rifle · a .50-calibre machine gun"""
    behind = line.skip_hyphen(i + 1)
    if line.at(behind) == "gauge":
        return behind + 1 if line.at(behind + 1) in _GUNS else 0
    return i + 1 if line.at(i).startswith(".") and {line.at(behind), line.at(behind + 1)} & _GUNS else 0


_GOES_ON = words("- % of per percent") | frozenset(MAGNITUDES)
_KNOCK_OUT = frozenset({"4", "8", "16", "32", "64", "four", "eight", "sixteen"})


def last_four(line: Line, i: int) -> int:
    """Reached the last four · into the final eight · the round of 16: a stage of a tournament"""
    if line.at(i) not in _KNOCK_OUT or line.at(i + 1) in _GOES_ON:
        return 0
    if line.at(i - 1) == "of" and line.at(i - 2) == "round":
        return i + 1
    stage = line.at(i - 1) in {"last", "final"} and line.at(i - 2) == "the"
    return i + 1 if stage and line.tag(i + 1) not in _NOMINAL else 0


def score_in_words(line: Line, i: int) -> int:
    """Two-nil · won three-one · thirty-love"""
    first, second = line.low[i], line.at(i + 2)
    hyphen = line.at(i + 1) == "-" and line.glued(i + 1)
    told = first in UNITS and (second in UNITS or second in {"nil", "love"})
    if not hyphen or not (told or (first in {"thirty", "forty"} and second == "love")):
        return 0
    return i + 3 if line.tag(i + 3) not in _NOMINAL and line.at(i + 3) != "-" else 0


def plus_one(line: Line, i: int) -> int:
    """The 5+1 format: a group and one more"""
    sum_of = line.at(i + 1) == "+" and line.glued(i + 1) and line.glued(i + 2) and line.kind(i + 2) == "number"
    return i + 3 if sum_of else 0


def short_code(line: Line, i: int) -> int:
    """Text HELP to 60606"""
    texted = line.at(i - 1) == "to" and line.at(i - 3) in {"text", "sms", "send", "texting"}
    return i + 1 if texted and plain(line, i, 6) and line.tag(i + 1) not in _NOMINAL else 0


def times_out_of(line: Line, i: int) -> int:
    """Nine times out of ten · 99 times out of 100: nearly always"""
    if not line.follows(i + 1, "times", "out", "of"):
        return 0
    last = i + 4
    return last + 1 if line.at(last) in {"ten", "10", "100"} else last + 2 if line.at(last) in {"a", "one"} else 0


_WHOLLY = words(
    "sure certain confident backing support behind committed commitment convinced right wrong honest clear ready "
    "focused fit effort sincere loyal correct"
)


def wholly(line: Line, i: int) -> int:
    """ "A hundred per cent sure", "his 100 percent backing": wholly"""
    if line.at(i) not in {"hundred", "100"}:
        return 0
    percent = i + 3 if line.follows(i + 1, "per", "cent") else i + 2 if line.at(i + 1) in {"percent", "%"} else 0
    return percent if percent and line.at(percent) in _WHOLLY else 0


_FULL = {("seven", "days"): "week", ("7", "days"): "week", ("24", "hours"): "day", ("365", "days"): "year"}


def always(line: Line, i: int) -> int:
    """Seven days a week · 24 hours a day: always"""
    per = _FULL.get((line.at(i), line.at(i + 1)))
    return i + 4 if per and line.at(i + 2) in {"a", "per"} and line.at(i + 3) == per else 0


def under_age_list(line: Line, i: int) -> int:
    """40 under 40 · 30 Under 30: a list of the young by name"""
    same = line.at(i + 1) in {"under", "over"} and line.at(i + 2) == line.at(i) and plain(line, i, 2)
    return i + 3 if same else 0


def hyphenated_name(line: Line, i: int) -> int:
    """7-Eleven: a capitalised number word behind digits"""
    word = line.at(i + 2)
    name = line.at(i + 1) == "-" and line.glued(i + 2) and line.is_capital(i + 2) and (word in UNITS or word in TENS)
    return i + 3 if name and not line.is_title_case else 0


def apposed_code(line: Line, i: int) -> int:
    """From 90210, a Beverly Hills postcode · the hotline, 1300, was engaged"""
    if not plain(line, i, 12) or line.at(i + 1) != "," or line.at(i - 1) in CURRENCY_MARKS:
        return 0
    if line.at(i - 1) == "," and {line.at(i - 2), line.at(i - 3)} & _CODES:
        return i + 1
    behind = {line.at(k) for k in range(i + 3, i + 7)} if line.at(i + 2) in {"a", "the", "its", "his", "her"} else set()
    return i + 1 if behind & _CODES else 0


_CODES = words("postcode postcodes zip hotline helpline extension password pin registration number plate prefix")
_JUST = words("shortly just soon well only right")


def hour(line: Line, i: int) -> int:
    """Shortly after four · at ten to eight · doors open at 8 · between 9 and 5 on weekdays"""
    if not _is_hour(line, i):
        return 0
    if line.at(i - 1) == "at" and line.at(i + 1) in {"to", "past"} and _is_hour(line, i + 2) and _ends(line, i + 3):
        return 0 if is_unit(line, i + 3) else i + 3  # "at five to seven metres a day"
    office = line.at(i - 1) in {"between", "from"} and line.at(i + 1) in {"and", "to"} and _is_hour(line, i + 2)
    opens = line.at(i + 3) == "daily" or line.follows(i + 3, "on", "weekdays") or (i == 1 and line.at(i + 3) == ",")
    if office and opens:
        return i + 3
    if not _ends(line, i + 1) or not line.vocabulary.isdisjoint(_LEVELS):
        return 0
    soon = line.at(i - 1) in {"after", "before"} and line.at(i - 2) in _JUST
    return i + 1 if soon or (line.at(i - 1) == "at" and line.at(i - 2) in _SCHEDULED) else 0


def _is_hour(line: Line, i: int) -> bool:
    word = line.at(i)
    return (word in UNITS and 1 <= UNITS[word] <= 12) or (plain(line, i, 2) and 1 <= int(word) <= 12)


def _ends(line: Line, i: int) -> bool:
    """Nothing that could be counted stands at `i`."""
    word = line.at(i)
    counted = line.tag(i) in _NOMINAL or line.kind(i) == "symbol" or word in MAGNITUDES or word in {"-", "%"}
    return not counted and word not in {"of", "per", "percent"}


#: "Starts at 8": begins to cost, not to play.
_LEVELS = words("price prices tickets ticket rate rates fare fares bidding fee fees share shares stock odds rent rents")
_SCHEDULED = words(
    "open opens begin begins began start starts started due scheduled close closes meet meets arrive arrives leave "
    "leaves kick-off departs lands resume resumes"
)


def departure(line: Line, i: int) -> int:
    """The train due at 16.42 · kick-off at 14.30"""
    hours, dot, minutes = line.at(i).partition(".")
    timed = dot and hours.isdigit() and minutes.isdigit() and len(minutes) == 2
    if timed and line.at(i - 1) == "the" and line.at(i + 1) in {"from", "to"} and line.is_capital(i + 2):
        return i + 1  # "the 9.15 from Euston"
    if not timed or int(hours) > 23 or int(minutes) > 59 or line.at(i - 1) != "at" or not _ends(line, i + 1):
        return 0
    return i + 1 if line.at(i - 2) in _SCHEDULED and line.vocabulary.isdisjoint(_LEVELS) else 0


# ── notations ────────────────────────────────────────────────────────────────────────────────────────────────

_CRICKET = words(
    "innings wicket wickets lbw bowled stumps unbeaten overs batsman batter bowler bowling declared lord's"
)


def cricket(line: Line, i: int) -> int:
    """All out for 187 · unbeaten on 64 · four for 52 · 211 for six"""
    played = not _CRICKET.isdisjoint(line.vocabulary)
    if not _ends(line, i + 1):
        return 0
    if line.at(i - 1) == "for" and line.at(i - 2) == "out" and (line.at(i - 3) == "all" or played):
        return i + 1
    if line.at(i - 1) == "on" and (line.at(i - 2) == "unbeaten" or (line.at(i - 2) == "out" and played)):
        return i + 1
    many = _is_small(line, i) and (_is_small(line, i + 2) and line.at(i + 1) == "for")
    if many and (played or line.at(i - 2) in {"figures", "stumps"}) and line.tag(i + 3) not in _NOMINAL:
        return i + 3
    return 0


def _is_small(line: Line, i: int) -> bool:
    return line.at(i) in UNITS or plain(line, i, 3)


_CHESS = re.compile(r"(?:[KQRBN]?[a-h]?[1-8]?x?[a-h][1-8](?:=[QRBN])?[+#]?|O-O(?:-O)?)\Z")


def chess(line: Line, i: int) -> int:
    """1. e4 c5 · 23. Rxd5"""
    at = i + 1
    while line.at(at) in {".", "..", "...", "…"}:
        at += 1
    move = line.text(at) + (line.text(at + 1) if line.glued(at + 1) and line.kind(at + 1) == "number" else "")
    return at + 1 if at > i + 1 and plain(line, i, 3) and _CHESS.match(move) else 0


_BOOKS = words(
    "samuel kings chronicles corinthians thessalonians timothy peter john maccabees esdras clement baruch nephi"
)


def verse(line: Line, i: int) -> int:
    """Matthew 5:3-12 · 1 Corinthians 13"""
    if line.at(i + 1) in _BOOKS and line.is_capital(i + 1) and line.at(i) in {"1", "2", "3"}:
        return i + 3 if line.kind(i + 2) == "number" else i + 2
    colon = line.at(i + 1) == ":" and line.glued(i + 1) and line.glued(i + 2) and plain(line, i + 2, 3)
    if not colon or not line.is_capital(i - 1) or not plain(line, i, 3):
        return 0
    at = i + 3
    while line.at(at) in {"-", ","} and line.kind(at + 1) == "number" and line.glued(at):
        at += 2
    return at


_REPORTS = words("u.s. u.s.c. u.s.c s.ct. f.supp. f.3d f.2d c.f.r. wlr ac qb ewca ukhl uksc")


def citation(line: Line, i: int) -> int:
    """410 U.S. 113 · 18 U.S.C. 1343: where a judgment or a law stands"""
    cited = plain(line, i, 4) and line.at(i + 1) in _REPORTS and plain(line, i + 2, 5)
    return i + 3 if cited and line.tag(i + 3) not in _NOMINAL else 0


def opus(line: Line, i: int) -> int:
    """Op. 131 · K. 339 · Fig. 7: the number of a work or drawing behind an abbreviation"""
    short = (
        line.at(i - 1) == "."
        and line.glued(i - 1)
        and line.at(i - 2) in {"op", "k", "kv", "d", "vol", "pp", "hob", "fig"}
    )
    return i + 1 if short and plain(line, i, 4) and line.tag(i + 1) not in _NOMINAL else 0


def frequency(line: Line, i: int) -> int:
    """93.5 FM · Radio Baltic 98.6"""
    if line.text(i + 1) == "FM":
        return i + 2
    named = line.is_capital(i - 1) and "." in line.at(i) and any(line.text(k) == "Radio" for k in range(i - 3, i))
    return i + 1 if named else 0


def postcode(line: Line, i: int) -> int:
    """Dehradun 248001: six plain digits behind a town"""
    town = line.is_capital(i - 1) and line.kind(i - 1) == "word" and line.kind(i + 1) != "word"
    return i + 1 if town and len(line.at(i)) == 6 and line.at(i).isdigit() and line.at(i)[-1] != "0" else 0


def bearing(line: Line, i: int) -> int:
    """54°N · 2°30'W: where on the map"""
    at = i + 1
    while line.at(at) in {"°", "'", '"', "′", "″"} or (line.kind(at) == "number" and line.glued(at) and at > i + 1):
        at += 1
    return at + 1 if at > i + 1 and line.at(i + 1) == "°" and line.text(at) in {"N", "S", "E", "W"} else 0
