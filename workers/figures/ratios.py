"""Shares, odds, multiples: "half of", "two-thirds", "one in five", "ten-to-one", "three times as many", "doubled".

Each rule looks at one token and returns a `Reading` or None. Shares are 0-1 in unit "1"; multiples and odds are in
unit "1" with kind ratio. A fraction before a unit ("half a mile") is a number of that unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from monitor.model.figure import Kind
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import RATIO, SHARE, Number, Unit, tidy
from workers.figures.numbers import number_at, parse_digits
from workers.figures.numerals import MAGNITUDES, SYMBOL_FRACTIONS, TENS, UNITS
from workers.figures.ranges import moves
from workers.figures.units import is_unit


class Reading(NamedTuple):
    """A number, and its unit where the wording itself gives it."""

    number: Number
    unit: Unit | None
    kind: Kind | None


def ratio_at(line: Line, i: int) -> Reading | None:
    """The share, odds or multiple that begins at token `i`, or None."""
    word = line.low[i]
    if line.tokens[i].kind == "number":
        return _odds_to(line, i) or _one_in(line, i) or _times(line, i) or _written_fraction(line, i)
    if word in DOUBLED:
        return _doubled(line, i)
    if word in {"twice", "thrice"}:
        return _twice(line, i)
    if word.endswith("fold"):
        return _fold_word(line, i)
    if word == "every":
        return _every_second(line, i)
    if word in UNITS or word in TENS or word in {"a", "an", "half", "quarter"} or word in MAGNITUDES:
        return _odds_to(line, i) or _one_in(line, i) or _times(line, i) or _fraction(line, i)
    return None


# ── odds and shares of a count ───────────────────────────────────────────────────────────────────────────────


def _simple(line: Line, i: int) -> tuple[float, int] | None:
    """A small whole number without a magnitude at `i`: (value, token after it)."""
    word = line.at(i)
    if line.kind(i) == "number":
        parsed = parse_digits(word)
        return (parsed[0], i + 1) if parsed and parsed[0] == int(parsed[0]) else None
    if word in UNITS:
        return UNITS[word], i + 1
    if word in TENS:
        after = line.skip_hyphen(i + 1)
        if line.at(after) in UNITS and UNITS[line.at(after)] < 10 and after > i + 1:
            return TENS[word] + UNITS[line.at(after)], after + 1
        return TENS[word], i + 1
    return None


_ROUND = frozenset({25.0, 30.0, 40.0, 50.0, 60.0, 70.0, 75.0, 80.0, 90.0, 1e4, 1e5, 1e6, 5e3}) | frozenset(
    float(hundreds) for hundreds in range(100, 1001, 50)
)
_NOT_ODDS_BEHIND = words(
    "minutes minute hours hour days day weeks week months month years year seconds second decades percent % cities "
    "countries states games matches attempts innings overs starts appearances seasons"
)


def _one_in(line: Line, i: int) -> Reading | None:
    """One in five · 1 in every 10 · three out of four · nine of every ten"""
    top = _simple(line, i)
    if top is None or not 1 <= top[0] <= 99 or line.at(i - 1) == "$":
        return None
    upper = _one_in(line, top[1] + 1) if line.at(top[1]) in {"to", "or"} else None
    if upper is not None:  # "one to two in ten": of as many as the upper end
        above = _simple(line, top[1] + 1)
        value = tidy(upper.number.value * top[0] / above[0]) if above else 1.0
        return upper._replace(number=replace(upper.number, first=i, last=top[1], value=value)) if value < 1 else None
    every = False
    at = _past_noun(line, top[1])
    joined = line.skip_hyphen(at)
    if line.at(joined) == "in" and joined > at:
        at = line.skip_hyphen(joined + 1)
    elif line.at(at) == "in":
        at += 1
    elif line.follows(at, "out", "of"):
        at += 2
    elif line.at(at) in {"of", "for"} and line.at(at + 1) == "every":
        at += 1
    else:
        return None
    out_of = line.at(at - 1) == "of"
    if line.at(at) in {"every", "each"}:
        every, at = True, at + 1
    bottom = _bottom(line, at)
    if bottom is None or bottom[0] <= top[0]:
        return None
    rare = top[0] == 1 and bottom[0] % 1000 == 0 and not line.at(at).isdigit()  # "one in 400,000", not "one in 2000"
    if bottom[0] > 20 and bottom[0] not in _ROUND and not (every or rare):
        return None
    if line.at(bottom[1]) in _NOT_ODDS_BEHIND and not out_of:
        return None
    value = tidy(top[0] / bottom[0])
    number = Number(i, bottom[1], value, 0.0, "odds", ("share: one in five",))
    return Reading(number, SHARE, Kind.SHARE)


def _past_noun(line: Line, at: int) -> int:
    """ "One *household* in five", "two *new cars* in ten": the token behind what is counted."""
    for last in (at + 1, at + 2):
        if line.at(last) == "in" and all(line.tag(k) in {"NOUN", "ADJ"} for k in range(at, last)):
            bottom = _simple(line, last + 1)
            plain = bottom is not None and 2 <= bottom[0] <= 10 and line.tag(bottom[1]) not in {"NOUN", "PROPN", "ADJ"}
            return last if plain else at
    return at


def _bottom(line: Line, at: int) -> tuple[float, int] | None:
    if line.at(at) == "a" and line.at(line.skip_hyphen(at + 1)) in MAGNITUDES:
        at = line.skip_hyphen(at + 1)
    if line.at(at) == "a" or line.at(at) in MAGNITUDES or line.at(at + 1) in MAGNITUDES:
        number = number_at(line, at)
        return (number.value, number.last) if number else None
    return _simple(line, at)


def _odds_to(line: Line, i: int) -> Reading | None:
    """Ten-to-one · 10-to-1 · a 3:1 ratio · outnumbered three to one"""
    top = _simple(line, i)
    if top is None:
        return None
    at = top[1]
    cued = bool(
        {line.at(i - 1), line.at(i - 2)} & {"ratio", "odds", "outnumbered", "outnumber", "outnumbering", "outgunned"}
    )
    if line.at(at) == ":" and line.glued(at) and line.glued(at + 1):
        at += 1
    elif line.at(at) == "-" and line.follows(at + 1, "to", "-"):
        at += 3
        cued = True
    elif line.at(at) == "to" and (cued or line.follows(at + 1, "one")):
        at += 1
    else:
        return None
    bottom = _simple(line, at)
    if bottom is None or not bottom[0]:
        return None
    cued = (
        cued
        or "ratio" in line.low[max(0, i - 9) : i]
        or line.at(bottom[1]) in {"ratio", "odds", "majority", "margin", "advantage"}
    )
    if (
        bottom[0] >= top[0]
        and line.at(bottom[1]) not in {"ratio", "odds"}
        and "ratio" not in line.low[max(0, i - 9) : i]
    ):
        return None
    if not cued and bottom[0] != 1:
        return None
    value = tidy(top[0] / bottom[0])
    return Reading(Number(i, bottom[1], value, 1.0, "odds", ("ratio: ten to one",)), RATIO, Kind.RATIO)


def _every_second(line: Line, i: int) -> Reading | None:
    """Every second clinic · every third voter: one in two, one in three"""
    bottom = 2 if line.at(i + 1) == "second" else _PARTS.get(line.at(i + 1), 0)
    if bottom < 2 or line.tag(i + 2) not in {"NOUN", "ADJ"} or line.at(i + 2) in _TIMES_OF or line.at(i + 1) == "half":
        return None
    number = Number(i, i + 2, tidy(1.0 / bottom), 0.0, "odds", ("share: every second",))
    return Reading(number, SHARE, Kind.SHARE)


_TIMES_OF = words("day week month year hour minute night morning evening sunday time season spring autumn weekend")

# ── multiples ────────────────────────────────────────────────────────────────────────────────────────────────

_COMPARED = words(
    "as more the higher larger greater bigger faster lower less that its what longer stronger worse "
    "fewer smaller likelier "
    "their his our annual core cheaper heavier deadlier those quicker wider taller deeper older brighter hotter "
    "earnings sales revenue"
)


_TIMES = words("times fold x")


def _times(line: Line, i: int) -> Reading | None:
    """Three times as many · 10 times the average · 3x higher · 6-fold"""
    if line.vocabulary.isdisjoint(_TIMES):
        return None
    number = number_at(line, i)
    if number is None or number.value <= 0:
        return None
    at = line.skip_hyphen(number.last)
    if line.at(at) == "fold":
        return _multiple(number, i, at + 1, "ratio: sixfold")
    if line.at(at) == "times" and line.at(at + 1) in _COMPARED:
        last = at + 2 if line.at(at + 1) in {"as", "more", "higher", "larger", "greater", "less", "lower"} else at + 1
        if line.at(at + 1) == "as" and line.at(at + 2) in {"many", "much", "likely", "high", "large", "big", "long"}:
            last = at + 3
        return _multiple(number, i, last, "ratio: times as many")
    if line.at(at) == "x" and line.glued(at) and (line.at(at + 1) in _COMPARED or line.at(at + 1) in {"", ".", ","}):
        return _multiple(number, i, at + 1, "ratio: 3x")
    return None


def _multiple(number: Number, first: int, last: int, rule: str) -> Reading:
    read = Number(first, last, number.value, number.step, "multiple", (*number.rules, rule))
    return Reading(read, RATIO, Kind.RATIO)


_FOLDS = {**{word: value for word, value in UNITS.items() if value > 1}, **TENS, "hundred": 100.0, "thousand": 1e3}


def _fold_word(line: Line, i: int) -> Reading | None:
    """Sixfold · tenfold · a hundredfold"""
    value = _FOLDS.get(line.low[i].removesuffix("fold"))
    if value is None:
        return None
    return Reading(Number(i, i + 1, value, 1.0, "multiple", ("ratio: sixfold",)), RATIO, Kind.RATIO)


def _twice(line: Line, i: int) -> Reading | None:
    """Twice as many · twice the rate"""
    if line.at(i + 1) not in {"as", "the", "that", "its", "what", "their", "his", "more"}:
        return None
    value = 2.0 if line.low[i] == "twice" else 3.0
    last = i + 1
    if line.at(i + 1) == "as":
        last = i + 3 if line.at(i + 2) in {"many", "much", "likely", "high", "large", "big", "long", "fast"} else i + 2
    return Reading(Number(i, last, value, 1.0, "multiple", ("ratio: twice",)), RATIO, Kind.RATIO)


DOUBLED = {
    stem + end: value
    for stem, value in {
        "doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "sextupl": 6.0, "halv": 0.5,
    }.items()
    for end in ("e", "es", "ed", "ing")
}  # fmt: skip
_OTHER_SENSES = words(
    "down up as digit - digits standards murder bed beds agent over room rooms back deck vision take play"
)
_WOULD = words(
    "to than nearly almost would could will may might roughly about can should must did not has have had least"
)
_GROWN = words("size value number price strength volume length")
_OBJECTS = words(
    "the that its their his her our last what this these in by to from since over within between and "
    "every each , . ; : "
    "production output spending capacity exports imports sales revenue profit prices taxes a year"
)


def _doubled(line: Line, i: int) -> Reading | None:
    """Doubled to 19 % · more than tripled · to halve emissions · double the average"""
    word, behind = line.low[i], line.at(i + 1)
    apart = (behind == "over" and word.endswith("ed")) or (behind == "-" and not line.glued(i + 1))
    if behind in _OTHER_SENSES and not apart:
        return None
    if word.endswith(("e", "es")):
        named = behind in {"the", "that", "its", "their", "last", "what", "his", "this"}
        verb = line.at(i - 1) in _WOULD and (behind in _OBJECTS or behind == "")
        grows = word.endswith("es") and (behind in {"to", "from"} or line.at(i + 2) in _GROWN)
        if not (named or verb or grows):
            return None
    elif line.at(i - 1) in {"a", "the", "an"} and word.endswith("ed"):
        return None
    number = Number(i, i + 1, DOUBLED[word], 0.0, "multiple", ("ratio: doubled",))
    return Reading(number, RATIO, Kind.RATIO)


# ── fractions ────────────────────────────────────────────────────────────────────────────────────────────────

_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "twelfth": 12, "twentieth": 20, "hundredth": 100, "thousandth": 1000,
}  # fmt: skip
_PARTS_MANY = {
    "halves": 2, "thirds": 3, "quarters": 4, "fourths": 4, "fifths": 5, "sixths": 6, "sevenths": 7, "eighths": 8,
    "ninths": 9, "tenths": 10, "twentieths": 20, "hundredths": 100,
}  # fmt: skip
_NOT_A_SHARE = words(
    "first second other latter final back top bottom this later better opening early other last next each"
)
_BOUND = words(
    "than nearly almost about over roughly around under least by approximately some only just to up exceeded fully "
    "barely"
)
_WINDOWS = words("last past first next previous recent coming final preceding")
_DETERMINERS = words("the its their his her our all that those these this")


def _fraction(line: Line, i: int) -> Reading | None:
    """Half of · two-thirds · a quarter of · one-fifth · half a mile"""
    word = line.low[i]
    point = _part_of_a_point(line, i)
    if point is not None:
        return point
    if word == "half":
        return _half(line, i)
    if word == "quarter":
        return _of_a_unit(line, i, 0.25, i + 1) if line.at(i + 1) == "-" else None
    top, at = 1.0, i + 1 + (line.at(i + 1) == "good")
    if word not in {"a", "an"}:
        if word not in UNITS or not 1 <= UNITS[word] <= 19:
            return None
        top, at = UNITS[word], line.skip_hyphen(i + 1)
    hyphen = line.at(at - 1) == "-"
    part = line.at(at)
    bottom = _PARTS.get(part) if top == 1 else _PARTS_MANY.get(part)
    if bottom is None or (top >= bottom and part != "halves"):
        return None
    value, last = top / bottom, at + 1
    if part == "quarters" and not hyphen and line.at(last) != "of" and line.at(i - 1) in _WINDOWS:
        return None  # "the last three quarters": of a year each
    if line.at(last) == "of" and line.at(last + 1) in {"a", "one"} and line.at(last + 2) in MAGNITUDES:
        return None  # "a quarter of a million": numbers.py reads it
    measured = _of_a_unit(line, i, value, last)
    if measured is not None:
        return measured
    if line.at(last) in {"share", "stake"} and line.at(i - 1) != "the":
        return _share(i, last, value)  # "a third share in a mine"
    if top == 1 and not hyphen and not _is_share(line, i, last):
        return None
    if line.at(last) == "-" and line.glued(last) and line.at(last + 1) not in {"majority", "full", "of", "empty"}:
        return None
    return _share(i, last, value)


_RATES = words(
    "unemployment jobless growth gdp rate rates fed ecb bank cut cuts hike hikes borrowing inflation yield yields "
    "percent poll lead policy"
)
_YEAR = Unit("year", "time", 31557600.0)
_POINTS = Unit("percentage_point", "points", 0.01)


def _part_of_a_point(line: Line, i: int) -> Reading | None:
    """Cut by a quarter point · half a percentage point · a half-point rise: of a percentage point"""
    at = i + (line.low[i] in {"a", "an"})
    size = {"quarter": 0.25, "half": 0.5}.get(line.at(at))
    tenths = line.skip_hyphen(at + 1)
    if line.at(at) in UNITS and line.at(tenths) in {"tenth", "tenths"}:
        size, at = UNITS[line.at(at)] / 10, tenths
    if size is None:
        return None
    last = line.skip_hyphen(at + 1)
    last += line.at(last) in {"a", "of"}
    last += line.at(last) == "a"
    named = line.at(last) in {"percentage", "percent"}
    last += named
    if line.at(last) not in {"point", "points"} or not (named or not _RATES.isdisjoint(line.vocabulary)):
        return None
    number = Number(i, last + 1, size, 0.0, "fraction", ("number: part of a point",))
    return Reading(number, _POINTS, None)


def _is_share(line: Line, i: int, last: int) -> bool:
    """ "A third" is an ordinal unless the words around it make it a share."""
    behind = line.at(last)
    if line.at(i - 1) in _NOT_A_SHARE or line.at(i - 1) in {"for", "on"}:
        return False
    if behind == "of" or line.at(i + 1) == "good" or behind in _SIDES:
        return True
    if line.at(i - 1) in moves() and line.vocabulary.isdisjoint(_PLAYED) and not line.follows(last, "in", "a", "row"):
        return line.kind(last) != "word" or behind in _CLOSES  # "down a fifth since November"
    if _fraction_joined(line, i, last):
        return True
    if behind in _COMPARED or behind in {"the", "were", "are", "had", "have"}:
        return line.at(last - 1) != "half" or behind != "were"
    bound = line.at(i - 1) in _BOUND or line.follows(i - 3, "as", "much", "as")
    return bound and (line.kind(last) != "word" or behind in _CLOSES)


_SIDES = words("behind below above beneath")
_PLAYED = words("goal goals match minute minutes title titles cup set half-time scorer striker")
_CLOSES = words(
    "will would could may might should can has have had do did "
    "in from since to on over as at by and or compared after during this last between for but was were are is"
)


def _fraction_joined(line: Line, i: int, last: int) -> bool:
    """Half *to two-thirds* · a third *or a half* · between a quarter *and a third*: a fraction is the upper end"""
    if not (line.at(last) in {"to", "or"} or (line.at(last) == "and" and line.at(i - 1) == "between")):
        return False
    part = line.at(line.skip_hyphen(last + 2))
    return part in _PARTS if line.at(last + 1) in {"a", "one"} else line.at(last + 1) in UNITS and part in _PARTS_MANY


def _half(line: Line, i: int) -> Reading | None:
    before, behind = line.at(i - 1), line.at(i + 1)
    again = _half_as_many(line, i)
    if again is not None:
        return again
    if behind in {"a", "an"} and line.at(i + 2) in _FILLED and line.at(i + 3) == "of":
        return _share(i, i + 1, 0.5)  # "half a bottle of water"
    if before in _NOT_A_SHARE or (before in {"-", "and"} and i > 1):
        return None
    if before == "in" and behind not in {"a", "an"}:
        return None
    if before == "the" and behind == "-":
        return None
    if before in {"a", "an"} and behind != "of" and line.at(i - 2) == "and":
        return None
    measured = _of_a_unit(line, i, 0.5, i + 1)
    if measured is not None:
        return measured
    if behind in {"share", "stake"} or _fraction_joined(line, i, i + 1):
        return _share(i, i + 1, 0.5)  # "a half share in an ice plant"
    if behind == "-" and line.glued(i + 1):
        return None
    last = i + 1
    if behind == "of" and line.at(i + 2) == "me":
        return None
    if behind == "of" or behind in _DETERMINERS or behind == "what":
        return _share(i, last, 0.5)
    if behind in {"a", "an"}:
        return None
    bound = before in _BOUND and (line.kind(last) != "word" or behind in _CLOSES)
    if bound or before in {"than", "nearly", "almost"} or (before == "by" and behind not in {"past", "-"}):
        return _share(i, last, 0.5)
    if before == "from" and line.at(i - 2) in {"up", "down"} and (line.kind(last) != "word" or behind in _CLOSES):
        return _share(i, last, 0.5)  # "four-fifths full, up from half in May"
    if (i == 0 or before in {"which", "whom"}) and behind in {"were", "are", "have", "had", "said", "say"}:
        return _share(i, last, 0.5)
    return None


_FILLED = words(
    "bottle cup glass loaf page bag box tank bucket sack tin can jar pack carton tray truckload spoonful crate"
)
_SIZES = words("many much big large high long likely fast often")


def _half_as_many(line: Line, i: int) -> Reading | None:
    """Half as many · half as much again · half again as much"""
    again = line.at(i + 1) == "again" and line.at(i + 2) == "as"
    at = i + 2 + again
    if line.at(at - 1) != "as" or line.at(at) not in _SIZES:
        return None
    after = line.at(at + 1) == "again"
    number = Number(i, at + 1 + after, 1.5 if again or after else 0.5, 0.1, "multiple", ("ratio: half as many",))
    return Reading(number, RATIO, Kind.RATIO)


def _of_a_unit(line: Line, i: int, value: float, last: int) -> Reading | None:
    """Half a mile · half an hour · three-quarters of an hour · half-mile"""
    at = last
    if line.at(at) == "of" and line.at(at + 1) in {"a", "an"}:
        at += 2
    elif line.at(at) in {"a", "an"} or (line.at(at) == "-" and line.glued(at)):
        at += 1
    elif not (line.at(at - 1) in {"quarter", "half"} and line.at(i) in {"a", "an"} and line.at(at) in _WHOLE):
        return None
    split = line.at(at) == "second" and line.at(last - 1) in {
        "tenth",
        "tenths",
        "hundredth",
        "hundredths",
        "thousandths",
    }
    if not is_unit(line, at) or (line.at(at) in {"point", "second"} and not split):
        return None
    if line.at(at) in {"percentage", "per"} and line.at(at + 1) not in {"point", "cent"}:
        return None
    if line.at(at) == "century":
        if line.at(i - 1) in _WINDOWS:
            return None  # "in the past half-century"
        number = Number(i, at + 1, tidy(100 * value), 1.0, "fraction", ("number: half a century",))
        return Reading(number, _YEAR, None)
    at = at - 1 if line.at(at - 1) == "-" else at
    return Reading(Number(i, at, value, 0.0, "fraction", ("number: half a unit",)), None, None)


_WHOLE = words("mile inch pound hour ton tonne acre")  # "a quarter mile", "a half hour"


def _share(i: int, last: int, value: float) -> Reading:
    return Reading(Number(i, last, tidy(value), 0.0, "fraction", ("share: fraction",)), SHARE, Kind.SHARE)


def _written_fraction(line: Line, i: int) -> Reading | None:
    """2/3 of · ½ of"""
    if line.text(i) in SYMBOL_FRACTIONS and line.at(i + 1) == "of":
        return _share(i, i + 1, SYMBOL_FRACTIONS[line.text(i)])
    top, bottom = line.at(i), line.at(i + 2)
    if (
        line.at(i + 1) != "/"
        or not (line.glued(i + 1) and line.glued(i + 2))
        or not (top.isdigit() and bottom.isdigit())
    ):
        return None
    if not 0 < int(top[:4]) < int(bottom[:4]) <= 16:
        return None
    value = int(top) / int(bottom)
    if is_unit(line, i + 3):
        return Reading(Number(i, i + 3, value, 0.0, "fraction", ("number: written fraction",)), None, None)
    return _share(i, i + 3, value)
