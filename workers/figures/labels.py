"""Numbers that label: scores, phones, list markers, counters, addresses, parts and versions, ages in apposition."""

from __future__ import annotations

from functools import cache

from workers.figures.countries import country_of
from workers.figures.dates import COUNTED_NOUNS, MONTHS, WEEKDAYS, plain
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.names import tail
from workers.figures.numbers import has_currency
from workers.figures.numerals import CURRENCY_MARKS, MAGNITUDES, TENS, UNITS
from workers.figures.units import is_unit


def version_of_story(line: Line, i: int) -> int:
    """UPDATE 2-Earthquake kills …: agencies number the versions of a story in its headline."""
    return i + 1 if i == 1 and line.text(0) in {"UPDATE", "WRAPUP", "RPT-UPDATE", "CORRECTED-UPDATE"} else 0


# ── scores, votes, phones, lists, footnotes ──────────────────────────────────────────────────────────────────

_SCORE_CUES = words(
    "win won wins beat beats beating lost lose loses losing defeat defeated defeats victory draw drew drawn tie tied "
    "lead led leads leading score scored vote votes voted ruling ruled decision by trailing trailed set sets series "
    "hammered thrashed edged upset downed game match aggregate penalties 's it finished ended"
)


def score(line: Line, i: int) -> int:
    """2-1 · a 5-4 ruling · 6-4, 6-3 · 52-48"""
    if not (line.at(i + 1) == "-" and line.glued(i + 1) and line.glued(i + 2)):
        return 0
    if line.at(i - 1) in CURRENCY_MARKS or not (plain(line, i, 3) and plain(line, i + 2, 6)):
        return 0
    first, second = int(line.at(i)), int(line.at(i + 2))
    if second > 999:  # "case 23-1187"
        return i + 3 if second > 20 * first and line.at(i + 3) in _ENDS | {""} else 0
    behind = line.at(i + 3)
    if behind == "-" and line.glued(i + 3) and line.kind(i + 4) == "number":
        return tail(line, i + 3)
    if line.glued(i + 3) and behind not in _ENDS:
        return 0
    counted = behind in COUNTED_NOUNS or behind in MAGNITUDES or (behind == "-" and line.kind(i + 4) == "word")
    if counted and behind not in {"votes", "points", "seats"}:
        return 0
    if first > second or (second > 20 * first > 0 and line.kind(i + 3) != "word"):
        return i + 3
    if line.at(i - 1) == "," and line.kind(i - 2) == "number" and line.at(i - 3) == "-":  # the next set of a match
        return i + 3
    if behind == "," and plain(line, i + 4, 2) and line.at(i + 5) == "-" and line.glued(i + 6) and second <= 21:
        return i + 3  # "4-6, 6-2, 7-5"
    if max(first, second) <= 7 and not _SETS.isdisjoint(line.vocabulary):
        return i + 3
    cued = bool({line.at(i - 1), line.at(i - 2), behind} & _SCORE_CUES)
    ends = behind in _ENDS or behind == "" or behind in {"in", "on", "at", "by", "after", "with", "against", "to"}
    return (
        i + 3 if (cued and (ends or behind in _SCORE_CUES)) or behind in {"ruling", "vote", "decision", "odds"} else 0
    )


_SETS = words("set sets opener tiebreak tie-break decider")
_ENDS = words(". , ; : ) ] ' \" ! ? \u2014")


def phone(line: Line, i: int) -> int:
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
    if groups == 2 and len(line.at(i)) == 3 and len(line.at(i + 2)) == 4 and plain(line, i + 2, 4):
        return at + 1
    if line.at(i - 1) == "(" and line.at(i + 1) == ")" and len(line.at(i)) == 3 and line.kind(i + 2) == "number":
        return i + 2
    if line.at(i - 1) in {"call", "dial", "dialed", "dialled", "dialling", "dialing", "tel", "phone", "ring"} and plain(
        line, i, 15
    ):
        return _past_numbers(line, i)
    if line.at(i) in {"911", "999", "112"} and line.at(i + 1) in {"call", "calls", "operator", "dispatcher", "caller"}:
        return i + 1
    return 0


def list_marker(line: Line, i: int) -> int:
    """1. · 1) · (1) at the head of a line"""
    if not plain(line, i, 2):
        return 0
    if i == 0 and line.at(1) in {".", ")"} and line.glued(1) and line.size > 2:
        return 2
    if i == 0 and line.at(1) == "." and line.size == 2:
        return 2
    if line.at(i - 1) in {"(", "["} and line.at(i + 1) in {")", "]"}:
        if line.glued(i - 1) and line.kind(i - 2) == "number":
            return i + 2  # "Article 2(4)"
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


def counter(line: Line, i: int) -> int:
    """2 hours ago · three years ago · 5 min read · 3 comments at a line's end · photo 3 of 12"""
    at = _past_number(line, i)
    if line.at(at) in {"-"} and line.glued(at):
        at += 1
    if line.at(at) in _PERIODS and line.at(at + 1) in {"ago", "earlier", "later", "hence"}:
        return at + 2
    if line.at(at) in _PERIODS and line.at(at + 1) in {"after", "before"} and (i == 0 or line.kind(i - 1) == "punct"):
        return at + 2
    if i == 0 and line.at(at) in _PERIODS and line.at(at + 1) == "on":
        return at + 2  # "Three years on, …"
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
_FIRSTS = words("first only fastest slowest second third busiest quietest")
_TO_A_DAY = words("to ended ending through until")


def window_of_time(line: Line, i: int) -> int:
    """In the past 24 hours · the lowest in four years · the three months to December: when, not how much"""
    at = _past_number(line, i)
    if line.at(at) not in _PERIODS:
        return 0
    if line.at(i - 1) in _WINDOWS and line.at(i - 2) != "lasted" and not _lasts(line, i - 1):
        return at + 1
    if (
        line.at(i - 1) == "the"
        and line.at(at + 1) in _TO_A_DAY
        and (line.is_capital(at + 2) or line.kind(at + 2) == "number")
    ):
        return at + 1
    return at + 1 if line.at(i - 1) in {"in", "for"} and _is_superlative(line, i - 2) else 0


def _lasts(line: Line, at: int) -> bool:
    """ "Will last six weeks", "the truce could last ten days": so long it goes on."""
    return line.at(at) == "last" and (line.tag(at) == "VERB" or line.at(at - 1) in _AUXILIARIES)


_AUXILIARIES = words("will would could can may might must should shall did not to won't didn't cannot only usually")


def _is_superlative(line: Line, last: int) -> bool:
    """ "their biggest seizure in five years", "the first such vote in 40 years": up to `last` a superlative stands."""
    for at in range(last, max(-1, last - 4), -1):
        word = line.at(at)
        if line.kind(at) != "word" or word in _STOPS:
            return False
        if line.tag(at) not in {"NOUN", "ADJ", "PROPN", "ADV"} and word not in {"seen", "recorded", "such"}:
            return False
        if word in _FIRSTS or (
            len(word) > 4
            and word.endswith("est")
            and word
            not in {
                "interest",
                "arrest",
                "request",
                "protest",
                "forest",
                "harvest",
                "invest",
                "northwest",
                "southwest",
                "contest",
                "manifest",
                "guest",
                "quest",
            }
        ):
            return True
        if word in {"most", "least", "worst", "best"}:
            return True
    return False


_INSTRUMENTS = words(
    "treasury treasuries bond bonds note notes bill bills gilt gilts bund bunds yield yields paper debt mortgage "
    "mortgages swap swaps libor euribor copper aluminium futures"
)


_OPEN_ALL_HOURS = words(
    "clock helpline hotline news service channel store coverage emergency surveillance guard shop supermarket "
    "diner line"
)


def tenor(line: Line, i: int) -> int:
    """10-year bonds · the 30-year Treasury yield · three-month copper · a 24-hour helpline: which, not how long"""
    at = line.skip_hyphen(i + 1)
    if at > i + 1 and line.at(at) == "hour" and line.at(i) in {"12", "24"} and line.at(at + 1) in _OPEN_ALL_HOURS:
        return at + 1
    if at == i + 1 or line.at(at) not in {"year", "month", "day", "week"}:
        return 0
    behind = {line.at(at + 1), line.at(at + 2), line.at(at + 3)}
    return at + 1 if behind & _INSTRUMENTS else 0


_STREETS = words(
    "street st st. avenue ave ave. road rd rd. boulevard blvd blvd. lane drive square place terrace court way plaza "
    "parkway crescent row wharf strasse rue"
)


_WAYS = words("rue via calle rua avenida boulevard place piazza plaza avenue quai")


def address(line: Line, i: int) -> int:
    """10 Downing Street · 1600 Pennsylvania Avenue · 221 Baker St. · 14b Cranmer Road"""
    if line.at(i + 1) in _DOORS and line.glued(i + 1) and line.is_capital(i + 2) and not line.is_capital(i + 1):
        return i + 3 if line.kind(i) == "number" and line.at(i + 3) in _STREETS else 0
    named = line.tag(i + 1) == "PROPN" and not is_unit(line, i + 1)
    if line.at(i - 1) == "at" and plain(line, i, 4) and named and line.at(i + 2) in {",", "."}:
        return i + 2  # "a flat at 27 Lindenallee, above a shop"
    if line.at(i + 1) in _WAYS and line.is_capital(i + 1) and line.kind(i) == "number":
        return i + 2  # "10 Rue des Tanneurs"
    if "." in line.at(i) or not line.is_capital(i + 1) or line.kind(i + 1) != "word":
        return 0
    for j in range(i + 2, i + 5):
        if line.kind(j) != "word" or not line.is_capital(j):
            return 0
        if line.at(j) in _STREETS:
            return j + 1
    return 0


_DOORS = frozenset("abcdef")


@cache
def labels() -> dict[str, bool]:
    """Words that make a name of the number behind them → whether only with a capital."""
    return {row[0]: row[1] == "capital" for row in rows("names")}


_STILL_FIGURES = frozenset(MAGNITUDES) | words("% percent per cent percentage pct $ km miles degrees mph bn")


def called_or_worn(line: Line, i: int) -> int:
    """The 112 emergency line · wears 99 on his back"""
    if not plain(line, i, 3):
        return 0
    called = line.at(i - 1) == "the" and {line.at(i + 1), line.at(i + 2)} & {
        "emergency",
        "number",
        "hotline",
        "helpline",
    }
    worn = line.at(i - 1) in {"wears", "wore", "wearing", "wear"} and line.tag(i + 1) not in {"NOUN", "ADJ", "PROPN"}
    return i + 1 if called or worn else 0


def carrier_code(line: Line, i: int) -> int:
    """flight BA 286 · train ICE 71 · highway A 9: a code between what it is and its number"""
    code = line.text(i - 1)
    coded = code.isupper() and code.isalpha() and len(code) <= 3
    return i + 1 if coded and line.at(i - 2).removesuffix("s") in _CARRIERS and plain(line, i, 4) else 0


_CARRIERS = words("flight train bus line route highway motorway road service ferry")


def label(line: Line, i: int) -> int:
    """Boeing 737 · Article 5 · Route 66 · No. 10 · Flight 370 · Phase 3 · top 10 · Storm Shadow 2"""
    before = line.at(i - 1)
    if before == "." and line.at(i - 2) == "no":
        return i + 1  # "update no. 6"
    if before == "numbered" and line.tag(i - 2) in {"NOUN", "PROPN"}:
        return 0  # "deaths numbered 340"
    capital_only = labels().get(before)
    if capital_only is None and before.removesuffix("s") in labels():  # "Highways 1 and 5"
        capital_only = False if _more_labels(line, i + 1) > i + 1 else None
    if capital_only is None or (capital_only and not line.is_capital(i - 1)):
        return 0
    if "," in line.at(i) and len(line.at(i)) > 4 and before not in {"nikkei", "dow", "sensex", "no", "no.", "nos"}:
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
    return _more_labels(line, tail(line, i + 1))


#: "Day 5" is a name, "Group 20 soldiers" is not; only these may be followed by a plural and yet leave the count.
_LABELS_THAT_COUNT = words(
    "euro group team army corps company order hospital school war well road earth bus train camp july top "
    "note "
    "round line number rank question seat row copa port court tram ferry junction hymn club turn nikon canon porsche "
    "peugeot ferrari mazda audi"
)


def _more_labels(line: Line, at: int) -> int:
    """ "Articles 5 and 6", "pages 3-5", "Route 66 and 67"."""
    while line.at(at) in {",", "and", "or", "-", "to", "through", "of"} and plain(line, at + 1, 4):
        if line.kind(at + 2) == "word" and line.at(at + 2) not in _STOPS and line.tag(at + 2) != "VERB":
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
        if word in COUNTED_NOUNS or (len(word) > 3 and word.endswith("s") and not word.endswith("ss")):
            return True
    return False


_STOPS = words(
    "in on at by for of to from with and or but that which who when while after before since until than into"
)


def name_before(line: Line, i: int) -> int:
    """Storm Shadow 2 · Vostok 5 · ISO 9001: a small bare number behind a name, with nothing to count."""
    if i < 1 or not plain(line, i, 5) or line.glued(i):
        return 0
    before = line.tokens[i - 1]
    is_acronym = before.text.isupper() and 2 <= len(before.text) <= 5
    if i == 1 and line.tag(0) == "PROPN" and line.at(2) in {"has", "is", "was", "had", "will", "were", "and"}:
        return 2 if line.at(2) != "and" or line.is_capital(3) else 0  # "France 24 was taken off the air"
    if not is_acronym and (line.is_title_case or i < 2 or len(line.at(i)) > 3):
        return 0
    if before.kind != "word" or not before.is_capital or before.lower in MONTHS or before.lower in CURRENCY_MARKS:
        return 0
    if before.lower in WEEKDAYS or before.lower in _NO_NAME_WORDS or (not is_acronym and line.tag(i - 1) in _NO_NAMES):
        return 0
    if before.lower.endswith("s") and not {"percent", "%", "cent"}.isdisjoint(line.vocabulary):
        return 0  # "14 percent, the Liberals 9"
    behind = line.at(i + 1)
    if behind in {"to", "or"} and line.kind(i + 2) == "number":
        return 0  # "gives the Reform List 26 to 28 percent"
    if is_acronym and behind in _MODELS and not country_of(before.text):
        return i + 1  # "the ATR 72 aircraft"
    if (line.kind(i - 2) == "number" or line.at(i - 2) in UNITS) and len(line.at(i)) <= 2 and _is_plural(line, i + 1):
        return i + 1  # "18 Leopard 2 tanks"
    if line.kind(i + 1) == "word":
        if behind in {"were", "are"} and line.at(i + 2) in {"both", "each"}:
            return i + 1  # "Gemini 3 and Orion 2 were both launched"
        if line.glued(i + 1) or behind in _STILL_FIGURES or behind in _COUNT_GOES_ON or _is_plural(line, i + 1):
            return 0
        does = is_acronym and line.tag(i + 1) == "VERB" and not has_currency(line, i)  # "UNSCR 2254 remains"
        if not does and behind not in _VERBS_BEHIND_NAMES and (len(line.at(i)) > 2 or is_unit(line, i + 1)):
            return 0
    elif behind not in {"", ".", ",", ")", ";", ":", "'s", '"', "?", "!"}:
        return 0
    apposed = (
        line.at(i - 2) == "," and line.tag(i - 3) == "NOUN" and not line.is_capital(i - 3)
    )  # "the band, Maroon 5,"
    if behind == "," and line.at(i - 2) in {",", "and", "to", "beat", "defeated"} and not apposed:
        return 0
    return i + 1


_NO_NAMES = frozenset(("ADP", "DET", "PRON", "CONJ", "ADV"))
_COUNT_GOES_ON = words("were are have more new other people men women children others additional of further")
_MODELS = words("aircraft airliner jet plane helicopter turboprop tank missile rifle engine locomotive")
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


def age_limit(line: Line, i: int) -> int:
    """Children under five · women over 40 · the under-15s: an age that says who, not how many"""
    bound = i - 1 - (line.at(i - 1) == "-" and line.glued(i))
    young = line.at(bound) in {"under", "over", "above", "below"}
    small = line.low[i] in UNITS or line.low[i] in TENS or (plain(line, i, 2) and int(line.at(i)) > 1)
    if not young or not small or line.tag(i + 1) in {"NOUN", "NUM", "PROPN", "ADJ"} or line.at(i + 1) in {"%", "-"}:
        return 0
    return i + 1 if line.at(bound - 1) in _PEOPLE | _AGED else 0


_AGED = words(
    "children adults girls boys women men people those patients residents pupils anyone everyone infants kids voters "
    "workers drivers women citizens males females players teenagers youths mothers babies"
)


def age_in_apposition(line: Line, i: int) -> int:
    """Anna Smith, 45, said · (45)"""
    if not plain(line, i, 3) or int(line.at(i)) > 115:
        return 0
    if i == 1 and line.at(0) == "at" and line.at(2) == "," and line.at(3) in {"he", "she", "his", "her"}:
        return i + 1
    if line.at(i - 1) == "," and line.at(i - 2) in _KIN and line.at(i + 1) == "and" and line.at(i + 3) == ",":
        return i + 3 if plain(line, i + 2, 2) else 0  # "the brothers, 19 and 22, deny"
    if line.at(i - 1) == "then" and line.at(i - 2) == "," and line.at(i + 1) == ",":
        return i + 1  # "his sister, then 17, testified"
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


_KIN = words(
    "brothers sisters boys girls men women suspects twins sons daughters couple pair cousins teenagers friends"
)
_ID_WORDS = words("id ref reference isbn issn doi tel fax phone mobile code zip no number case file docket account sku")


def serial(line: Line, i: int) -> int:
    """More digits than a quantity has, versions such as 3.11.2, numbers with a leading zero."""
    token = line.at(i)
    if line.at(i - 1) in {":", "#", ","} and line.at(i - 2) in _ID_WORDS and (len(token) > 5 or line.at(i - 1) != ","):
        return _past_numbers(line, i)
    if len(token) > 24 or (token.isdigit() and len(token) > 15):
        return tail(line, i + 1)
    if token.count(".") >= 2 and any(len(part) != 3 for part in token.split(".")[1:]) and "," not in token:
        return tail(line, i + 1)
    if len(token) > 1 and token[0] == "0" and token.isdigit():
        return _past_numbers(line, i)
    return 0


def _past_numbers(line: Line, i: int) -> int:
    """Past the groups of one long number: "020 7946 0018"."""
    at = tail(line, i + 1)
    while line.kind(at) == "number":
        at = tail(line, at + 1)
    return at


def denominator(line: Line, i: int) -> int:
    """Per 100,000 people, of every hundred euros: what a rate is per (the rate took it where there was one)"""
    return i + 1 if line.at(i - 1) == "per" or line.follows(i - 2, "of", "every") else 0
