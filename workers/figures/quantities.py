"""One sentence's tokens → its quantities: number or range, unit, qualifier, interval.

Layer on layer: `exclusions` says what is no figure, `ratios` and `numbers` read numbers, `units` their units,
`ranges` joins two ends, `qualifiers` bounds them, and `several` reads what lists, comparisons and conversions share.
Every layer leaves the names of its rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from monitor.model.figure import Kind, Qualifier
from workers.figures.compound import compound
from workers.figures.elided import restore
from workers.figures.exclusions import excluded
from workers.figures.idioms import idiom
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import COUNT, MAGNITUDE, Number, Quantity, Unit
from workers.figures.numbers import number_at
from workers.figures.numerals import NUMBER_WORDS, TENS, UNITS
from workers.figures.people import is_person
from workers.figures.qualifiers import qualify
from workers.figures.ranges import Amount, in_millions, join_after, joined, share
from workers.figures.ratios import DOUBLED, ratio_at
from workers.figures.several import several
from workers.figures.units import (
    count_rate,
    currency_before,
    degrees,
    exchange_rate,
    rate_behind,
    stuff_rate,
    unit_behind,
)
from workers.figures.which import wholly

#: Parts of shares: a quantity never begins with them, but a sentence may hold no other number word.
_PARTS = words(
    "third fourth fifth sixth seventh eighth ninth tenth twelfth twentieth hundredth thousandth halves thirds "
    "quarters fifths "
    "sixths sevenths eighths tenths"
)
_BEGINS = (
    NUMBER_WORDS
    | frozenset(DOUBLED)
    | words(
        "half quarter few several couple pair trio quartet handful score twice thrice no nobody none nil not "
        "without every"
    )
    | words("twofold threefold fourfold fivefold sixfold sevenfold eightfold ninefold tenfold twentyfold hundredfold")
)
#: Number words; a sentence that holds neither one of them nor digits is not looked at further.
TRIGGERS = _BEGINS | _PARTS
#: Words in plain letters, and what may be a number.
_WRITTEN = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_LONE_NUMBER = re.compile(r"[0-9]{1,3}[.)]\s*\Z")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
MAX_NUMBERS = 100  # in 2,000 characters: a sentence that holds more is a table, and every one would be a false figure
_ARTICLES = words("a an another the")


def quantities(line: Line, earlier: Sequence[Unit] = ()) -> list[Quantity]:
    """The quantities of a sentence, in text order, none overlapping another.

    `earlier` is what this one may leave out: the last unit of the sentence before, the text's first exchange rate.
    """
    if not _holds_a_number(line):
        return []
    found = several(line, _scan(line)[0])
    for quantity in found:
        if quantity.also and not quantity.rate and line.at(at := _past_brackets(quantity)) == ")":
            _read_rate(line, quantity, at + 1)  # "5 billion crowns ($480 million) a month"
    restore(line, found, earlier)
    return found


def _past_brackets(quantity: Quantity) -> int:
    """The token after the last conversion in brackets."""
    last = quantity.extra["also_last"]
    assert isinstance(last, int)
    return last


class LeftOut(NamedTuple):
    """Tokens [first, last) that look like a number and are no figure, and the rule that says so."""

    first: int
    last: int
    rule: str


def left_out(line: Line) -> list[LeftOut]:
    """What was left out of a sentence and why, for `explain`."""
    return _scan(line)[1] if _holds_a_number(line) else []


def _scan(line: Line) -> tuple[list[Quantity], list[LeftOut]]:
    """One pass over the tokens: what is read, and what is left out."""
    found: list[Quantity] = []
    left: list[LeftOut] = []
    i = floor = 0
    while i < line.size:
        if not _may_begin(line, i):
            i += 1
            continue
        within = _within_tens(line, i)
        no_figure = None if within else _not_a_figure(line, i)
        if no_figure is not None:
            left.append(LeftOut(i + (line.low[i] in _ARTICLES), no_figure[0], no_figure[1]))
            i = no_figure[0]
            continue
        for quantity in [within] if within else _quantities_at(line, i, floor):
            qualify(line, quantity, floor)
            found.append(quantity)
            floor = quantity.last
        i = max(i + 1, floor)
    return found, left


def _holds_a_number(line: Line) -> bool:
    """Whether there is anything to read, told without the sentence's tokens: most sentences end here."""
    if _LONE_NUMBER.match(line.sentence.lower):
        return False  # "1.": a list's, with its text cut off
    written = _WRITTEN.findall(line.sentence.lower)
    numbers = sum(word[0] not in _LETTERS or word in TRIGGERS for word in written)
    if numbers:
        return numbers <= MAX_NUMBERS
    if "a" not in written and "an" not in written:
        return False
    return not _MARKS_ONE.isdisjoint(written)  # "more than a year", "a day or more", "the best part of an hour"


def _may_begin(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.kind == "number":
        return True
    if token.kind != "word":
        return False
    word = token.lower
    if word in _ARTICLES:
        behind = line.at(i + 1 + (line.at(i + 1) == "good"))  # "a good tenth"
        return behind in TRIGGERS or behind in _LENGTHS
    return word in _BEGINS


def _not_a_figure(line: Line, i: int) -> tuple[int, str] | None:
    """(token after what begins at `i` and is no figure, rule), or None. Shares and odds in words come first."""
    last = idiom(line, i + 1 if line.low[i] in _ARTICLES else i)
    if last:
        return last, "idiom"
    if line.low[i] in _ARTICLES:
        last = wholly(line, i + 1)
        return (last, "wholly") if last else None
    found = excluded(line, i)
    if found is None or (line.tokens[i].kind == "word" and ratio_at(line, i) is not None):
        return None
    return found


# ── one quantity ─────────────────────────────────────────────────────────────────────────────────────────────


def _quantities_at(line: Line, i: int, floor: int) -> list[Quantity]:
    """The quantity at `i`: one, or the two ends of a change that share a unit; none where nothing is read."""
    amount = amount_at(line, i, floor)
    if amount is None:
        return []
    join = join_after(line, amount)
    if join is not None:
        second = _second_end(line, join.second, amount.last)
        if second is not None:
            amount, second = in_millions(line, amount, second)
            ends = joined(line, amount, second, join.word)
            if ends is not None:
                return [_finish(line, amount.first, second.last, ends[0], ends[1].number)]
            if join.word == "to" and second.unit is not None and amount.unit is None:
                amount, second = share(amount, second, "to")
                return [
                    _finish(line, amount.first, amount.last, amount, None),
                    _finish(line, second.first, second.last, second, None),
                ]
    return [_finish(line, amount.first, amount.last, amount, None)]


def amount_at(line: Line, i: int, floor: int = 0) -> Amount | None:
    """Number and unit at token `i`, with the currency and sign before it."""
    reading = ratio_at(line, i)
    if reading is not None:
        number, unit, kind = reading
    else:
        found = number_at(line, i) or _one_unit(line, i)
        if found is None:
            return None
        number, unit, kind = found, None, None
    if unit is not None:
        return Amount(number.first, number.last, number, unit, kind, number.rules)
    first, number = _signed(line, number, floor)
    currency = currency_before(line, number) if number.form == "digits" else None
    if currency is not None and number.first - 1 >= floor:
        return _with_currency(line, number, currency, floor)
    written = unit_behind(line, number)
    if written is not None:
        last, number, unit = compound(line, number, written.last, written.unit)
        number = _grouped_by_dot(line, number, last, unit)
        last, number = _below_zero(line, number, last, unit)
        return Amount(first, last, number, unit, kind, (*number.rules, written.rule))
    if line.follows(number.last, "below", "zero") or _is_frost(line, number):
        last, number = _below_zero(line, number, number.last, degrees(line, -number.value))
        return Amount(first, last, number, degrees(line, number.value), kind, (*number.rules, "unit: below zero"))
    if _is_age(line, first, number.last):
        return Amount(first, number.last, number, _YEAR, kind, (*number.rules, "unit: aged"), prefixed=True)
    return Amount(first, number.last, number, None, kind, number.rules)


_ONE_DOT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}\Z")
_DOTTED_MONEY = words("EUR DKK NOK SEK PLN CZK HUF RON TRY IDR BRL ARS CLP COP VND RSD ISK")
_TO_THREE_PLACES = words(
    "litre litres liter liters l kwh kilowatt-hour kilowatt hour gallon gallons dollar dollars per"
)


def _grouped_by_dot(line: Line, number: Number, last: int, unit: Unit) -> Number:
    """1.320 euros: no sum of money has three decimals, save the price of a litre or of another currency"""
    if unit.name not in _DOTTED_MONEY or number.form != "digits" or number.magnitude > 1:
        return number
    written = line.at(number.first)
    behind = {line.at(at) for at in range(last, last + 4)}
    if not _ONE_DOT_GROUP.match(written) or behind & _TO_THREE_PLACES:
        return number
    plain = float(written.replace(".", ""))
    return replace(number, value=plain, step=1.0, rules=(*number.rules, "number: digits grouped by a dot"))


def _below_zero(line: Line, number: Number, last: int, unit: Unit) -> tuple[int, Number]:
    """5 degrees below zero · it felt like 33 below"""
    zero = line.follows(last, "below", "zero")
    if unit.dimension != "temperature" or not (zero or line.at(last) == "below"):
        return last, number
    if not zero and (line.kind(last + 1) == "word" and line.at(last + 1) not in {"and", "in", "at", "on", "with"}):
        return last, number
    return last + 1 + zero, replace(number, value=-number.value, rules=(*number.rules, "number: below zero"))


_HEAT = words(
    "temperature temperatures highs mercury thermometer thermometers wind chill frost cold feel feels felt low lows"
)


def _is_frost(line: Line, number: Number) -> bool:
    """ "The mercury sank to 33 below": below zero, where heat is told of and no other mark stands behind"""
    at = number.last
    ends = line.kind(at + 1) != "word" or line.at(at + 1) in {"and", "in", "at", "on"}
    return line.at(at) == "below" and ends and 1 <= number.value <= 80 and not _HEAT.isdisjoint(line.vocabulary)


_PARTS_OF_TEN = {"low": (0, 3), "lower": (0, 3), "mid": (4, 6), "high": (7, 9), "upper": (7, 9), "minus": (-9, 0)}


def _within_tens(line: Line, i: int) -> Quantity | None:
    """Temperatures in the low 30s · the mid-90s Fahrenheit · support in the high 40s percent · in the minus 40s"""
    tens = line.at(i)
    if len(tens) != 2 or tens[1] != "0" or line.at(i + 1) != "s" or not line.glued(i + 1):
        return None
    first = i - 1 - (line.at(i - 1) == "-")
    part = _PARTS_OF_TEN.get(line.at(first))
    if part is None:
        return None
    whole = -float(tens) if line.at(first) == "minus" else float(tens)
    low, high = (Number(i, i + 2, whole + end, 1.0, "digits", ("number: within tens",)) for end in part)
    written = unit_behind(line, low)
    if written is None and _HEAT.isdisjoint(line.vocabulary):
        return None
    unit, last = (written.unit, written.last) if written else (degrees(line, high.value), i + 2)
    return _finish(line, first, last, Amount(first, last, low, unit, None, low.rules), high)


_YEAR = Unit("year", "time", 31557600.0)


def _is_age(line: Line, first: int, last: int) -> bool:
    """Aged 40 · ages 5 to 9 · the age of 13 · he was 28 · the youngest is 9 · a widow of 90 · as young as seven"""
    before, further, behind = line.at(first - 1), line.at(first - 2), line.at(last)
    ends = (line.kind(last) != "word" and behind not in {"-", "%"}) or behind in {"and", "when", "now", "are", "were"}
    if before in {"was", "is", "turned", "'s"} and further in {"he", "she", "i", "who", "youngest", "oldest", "eldest"}:
        return ends
    if before == "of" and is_person(further) and line.at(first - 3) in _ARTICLES:
        return ends
    if before == "as" and further in {"young", "old"} and line.at(first - 3) == "as":
        return True
    if before == "between" and further in {"aged", "ages"}:
        return True
    return before == "aged" or (before in {"age", "ages"} and further != "the") or (before, further) == ("of", "age")


def _with_currency(line: Line, number: Number, currency: Unit, floor: int) -> Amount:
    """The currency stands before; a minus before it counts, and its word may say it again ("$5 million dollars")."""
    first = number.first - 1
    sign = line.at(first - 1) if first - 1 >= floor and not line.glued(first - 1) else ""
    if sign == "minus" or (sign == "-" and line.glued(first) and first > 1):
        number = replace(number, value=-number.value, rules=(*number.rules, "number: minus"))
        first -= 1
    last = number.last
    again = unit_behind(line, number)
    if again is not None and again.unit.dimension == currency.dimension:
        last = again.last
    number = _grouped_by_dot(line, number, last, currency)
    rules = (*number.rules, f"unit: {currency.name} before")
    return Amount(first, last, number, currency, None, rules, prefixed=True)


def _signed(line: Line, number: Number, floor: int) -> tuple[int, Number]:
    """-5 · minus ten · +0.3"""
    at = number.first - 1
    if at < floor:
        return number.first, number
    word = line.at(at)
    sign = word == "-" and line.glued(number.first) and not line.glued(at) and (at > 0 or line.glued(number.last))
    if sign or (word in {"minus", "negative"} and line.at(at - 1) not in {"plus", "or"}):
        return at, replace(number, value=-number.value, rules=(*number.rules, "number: minus"))
    if word == "plus" and line.at(at - 1) in {"to", "from", "of", "between", "and"}:
        return at, number
    if word == "+" and line.glued(number.first) and not line.glued(at):
        return at, number
    return number.first, number


_BOUNDS = words(
    "than nearly almost over under least about roughly approximately around exactly just maybe perhaps barely"
)
_MARKS_ONE = _BOUNDS | {"more", "part"}
_LENGTHS = words(
    "mile kilometer kilometre meter metre foot inch year month week day hour minute decade century "
    "hectare acre ton tonne "
    "kilo kilogram litre liter gallon fortnight stone pound ounce pint inch yard dollar euro"
)
_WHOLE_MONEY = words("dollar pound euro")


def _one_unit(line: Line, i: int) -> Number | None:
    """More than a year · nearly a decade · at least a mile: one of the unit, where a bound says it is counted."""
    if line.low[i] not in {"a", "an"} or line.at(i + 1) not in _LENGTHS:
        return None
    parted = line.follows(i + 2, "and", "a") and line.at(i + 4) in {"half", "quarter", "third"}
    parted = parted or line.phrase(i + 2, "and", "three", "quarters") > 0
    changed = line.at(i + 1) in _WHOLE_MONEY and (line.at(i + 2) in TENS or line.at(i + 2) in UNITS)
    mostly = line.follows(i - 2, "part", "of") and line.at(i - 3) in {"best", "better", "greater"}
    if line.at(i + 2) == "'s":
        return None  # "less than a stone's throw"
    if line.at(i - 1) not in _BOUNDS and not (mostly or parted or changed or _or_more(line, i + 2)):
        return None
    if line.at(i + 2) in {"ago", "earlier", "later", "before", "previously"} or line.at(i - 1) in {
        "just",
        "over",
        "around",
    }:
        return None
    return Number(i, i + 1, 1.0, 1.0, "words", ("number: a unit",))


def _or_more(line: Line, at: int) -> bool:
    return line.at(at) == "or" and line.at(at + 1) in {"more", "less"} and line.at(at + 2) != "than"


_SIGNS = words("minus plus rs rs.")


def _second_end(line: Line, i: int, floor: int) -> Amount | None:
    """The amount that begins at `i`, its currency sign and sign of minus included."""
    start = i
    while start < min(i + 3, line.size) and not _may_begin(line, start):
        if line.kind(start) == "word" and not line.is_capital(start) and line.at(start) not in _SIGNS:
            return None
        start += 1
    if start >= line.size or line.kind(start) not in {"number", "word"}:
        return None
    if start > i and currency_before_token(line, start) == 0 and line.at(start - 1) not in {"-", "minus", "+", "plus"}:
        return None
    if line.low[start] in _ARTICLES and line.at(start + 1) not in NUMBER_WORDS and ratio_at(line, start) is None:
        return None
    if line.kind(start) == "number" and excluded(line, start) is not None:
        return None
    return amount_at(line, start, floor)


def currency_before_token(line: Line, i: int) -> int:
    """1 where a currency stands before token `i`."""
    probe = Number(i, i + 1, 10.0, 1.0, "digits", (), magnitude=10.0)
    return int(currency_before(line, probe) is not None)


def _finish(line: Line, first: int, last: int, amount: Amount, upper: Number | None) -> Quantity:
    """A quantity of an amount (and the upper end of its range), with its rate and what compounds say."""
    unit = amount.unit or (MAGNITUDE if _is_magnitude(line, first, last, amount) else COUNT)
    quantity = Quantity(
        first, last, amount.number, unit, list(amount.rules), upper=upper, has_unit=amount.unit is not None
    )
    quantity.kind = amount.kind
    if amount.number.form == "vague":
        quantity.qualifier = Qualifier.ABOUT  # nobody counted the "hundreds"
    if upper is not None:
        quantity.qualifier = Qualifier.RANGE
        word = line.at(amount.last)
        if (line.at(first - 1), word) in {("between", "and"), ("from", "to")} and amount.first == first:
            quantity.first -= 1
        quantity.rules += [*upper.rules, "range"]
    if amount.number.form != "multiple":
        _read_rate(line, quantity)
    _read_compound(line, quantity)
    if unit.name == "percent" and line.at(quantity.last) == "of":
        quantity.kind = Kind.SHARE
    quantity.core_first, quantity.core_last = first, quantity.last
    return quantity


def _read_rate(line: Line, quantity: Quantity, behind: int = 0) -> None:
    """A day · per barrel · refugees a day; `behind` where a conversion in brackets stands between."""
    found = rate_behind(line, behind or quantity.last, quantity.unit)
    if found is None and not behind:
        found = exchange_rate(line, quantity)
    if found is not None:
        quantity.unit, quantity.rate = found[:2]
        quantity.has_unit = quantity.has_unit or quantity.unit.dimension.startswith("money")
        quantity.last = quantity.last if behind else found[2]
    elif behind:
        return
    elif " / " in quantity.unit.name:
        quantity.rate = quantity.unit.name.rpartition(" / ")[2]
    else:
        unit = quantity.unit
        far = count_rate(line, quantity.last) if unit is COUNT else stuff_rate(line, quantity.last, unit)
        if far is None:
            return
        quantity.unit, quantity.rate, _ = far
    quantity.kind = Kind.RATE
    quantity.rules.append(f"rate: per {quantity.rate}")


def _is_magnitude(line: Line, first: int, last: int, amount: Amount) -> bool:
    """Magnitude 6.4 · a magnitude of 7 · a 6.1-magnitude quake · 7.3 on the Richter scale"""
    if amount.number.form != "digits" or not 0 < amount.number.value <= 10:
        return False
    before = line.at(first - 2) if line.at(first - 1) == "of" else line.at(first - 1)
    return before in {"magnitude", "measuring"} or line.at(line.skip_hyphen(last)) in {"magnitude", "richter"}


_COMPOUND_ENDS = words("old long wide high deep tall thick strong")


def _read_compound(line: Line, quantity: Quantity) -> None:
    """25-year-old · five-mile-long · 20,000-strong · 12-member"""
    at = quantity.last
    inside = line.at(at) == "-" and line.glued(at) and line.glued(at + 1)
    if inside and line.kind(at + 1) == "word":
        quantity.is_modifier = True
        if line.at(at + 1) in _COMPOUND_ENDS:
            quantity.last = at + 2
            quantity.extra["compound"] = line.at(at + 1)
            quantity.rules.append(f"compound: {line.at(at + 1)}")
    elif quantity.has_unit:
        end = (quantity.upper or quantity.number).last
        quantity.is_modifier = end < quantity.last and line.at(end) == "-" and line.glued(end)
