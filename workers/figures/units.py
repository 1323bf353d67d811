"""Units: surfaces → pint-readable units, currencies before and after, and what a rate is per.

`lexicon/units.tsv` and `lexicon/currencies.tsv` are the tables; a new unit is a line there. This module knows only
where a unit may stand: behind its number ("5 km", "five-mile"), before it ("$5", "EUR 5"), and as "per …".
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from workers.figures.countries import country_of, country_of_city
from workers.figures.document import Document, tokenize
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import COUNT, Number, Quantity, Unit, tidy
from workers.figures.numerals import TENS


class Written(NamedTuple):
    """A unit and the token after its last word."""

    unit: Unit
    last: int
    rule: str


class _Surface(NamedTuple):
    low: tuple[str, ...]
    #: As it must be written; None where capitals do not matter.
    text: tuple[str, ...] | None
    unit: Unit


class _Tables(NamedTuple):
    #: First word → surfaces that begin with it, longest first.
    behind: dict[str, list[_Surface]]
    #: A sign or code that stands before its number → (as written or None, unit).
    before: dict[str, list[tuple[str | None, Unit]]]


@cache
def _tables() -> _Tables:
    """Both tables, by the first word of each surface."""
    behind: dict[str, list[_Surface]] = {}
    before: dict[str, list[tuple[str | None, Unit]]] = {}
    for row in rows("units"):
        offset = float(row[4]) if len(row) > 4 else 0.0
        scale = float(row[5]) if len(row) > 5 else 1.0
        unit = Unit(row[1], row[2], float(row[3]), offset, scale)
        for surface in row[0].split("|"):
            _add(behind, surface, unit)
    for surfaces, code, share in rows("currencies"):
        unit = Unit(code, f"money:{code}", 1.0, 0.0, float(share))
        for surface in surfaces.split("|"):
            _add(behind, surface, unit)
            written = surface.removeprefix("=")
            if unit.scale == 1.0 and (surface != written or not written.isalpha() or written == "rs"):
                before.setdefault(written.lower(), []).append((written if surface != written else None, unit))
    for entries in behind.values():
        entries.sort(key=lambda each: -len(each.low))
    return _Tables(behind, before)


def _add(behind: dict[str, list[_Surface]], surface: str, unit: Unit) -> None:
    written = surface.removeprefix("=")
    tokens = list(tokenize(written, written))
    text = tuple(token.text for token in tokens) if surface != written else None
    low = tuple(token.lower for token in tokens)
    behind.setdefault(low[0], []).append(_Surface(low, text, unit))


# ── behind the number ────────────────────────────────────────────────────────────────────────────────────────


def unit_behind(line: Line, number: Number) -> Written | None:
    """The unit that stands behind `number`: "5 km", "five-mile", "206m", "40 percent", "10 dollars"."""
    i = number.last
    if line.at(i) == "of" and (number.form == "vague" or number.rules[-1] == "number: a pair of"):
        return _of_unit(line, i + 1)
    start = line.skip_hyphen(i)
    hyphen = start > i
    word = line.at(start)
    if not word:
        return None
    if line.follows(i, "of", "a", "percentage", "point"):
        return Written(Unit("percentage_point", "points", 0.01), i + 4, "unit: of a percentage point")
    special = _SPECIAL.get(word)
    for surface in _tables().behind.get(word, ()):
        last = _matches(line, start, surface) if special is None or len(surface.low) > 1 else 0
        if last and _may_stand(line, number, start, last, surface, hyphen):
            unit = _in_context(line, surface, number.value, start)
            return Written(unit, last, f"unit: {unit.name}")
    if special is not None:
        return special(line, number, start)
    if line.is_capital(start) and not hyphen:
        return _national_money(line, start) or _magnified_code(line, number, start)
    if word in _BETWEEN and not hyphen:
        return _measure_behind(line, start + 1)
    return _magnified_code(line, number, start)


def _national_money(line: Line, start: int) -> Written | None:
    """3 million Nigerian naira · 900 Jordanian dinars · 40 South African rand"""
    for at in (start + 1, start + 2):
        country = country_of(" ".join(line.text(k) for k in range(start, at)))
        known = _money(line, at) if country else None
        if country and known is not None:
            code = (_by_country().get(line.at(at)) or _by_country().get(f"{line.at(at)}s") or {}).get(country)
            unit = Unit(code, f"money:{code}") if code else known[0]
            return Written(unit, known[1], f"unit: {unit.name} by its country")
    return None


#: Words between a number and the unit it counts: "seven short days", "10 more minutes", "five business days".
_BETWEEN = words(
    "more additional further extra full whole straight consecutive successive business working calendar short long "
    "solid entire"
)


def _measure_behind(line: Line, at: int) -> Written | None:
    """Seven short days · 10 more minutes"""
    known = _measure(line, at) if len(line.at(at)) > 2 else None
    return Written(known[0], known[1], f"unit: {known[0].name}") if known else None


def _in_context(line: Line, surface: _Surface, value: float, at: int = 0) -> Unit:
    """The unit of a surface; of crowns or dinars those of the country the text names, of degrees those of heat."""
    if surface.unit.name == "degree":
        return degrees(line, value, at)
    if not surface.unit.dimension.startswith("money") or len(surface.low) > 1:
        return surface.unit
    if surface.low[0] in {"cent", "cents"}:
        code = "EUR" if _tells_in_euros(line.document) else _cents_of(line)
    else:
        code = _currency_in(line, surface.low[0])
    return Unit(code, f"money:{code}", 1.0, 0.0, surface.unit.scale) if code else surface.unit


_ANGLES = words(
    "north south east west latitude longitude angle angles rotate rotated rotation turn turned tilt tilted slope bend "
    "bends twist circle panorama view arc camera"
)
_SCALES = re.compile(r"(celsius|centigrade|[0-9] ?°? ?C\b)|(fahrenheit|[0-9] ?°? ?F\b)", re.IGNORECASE)
#: Where rain and snow are told by the inch, heat is told in Fahrenheit.
_INCHES = re.compile(r"\binch(?:es)?\b", re.IGNORECASE)
_CENTIMETRES = re.compile(r"\b(?:cm|mm|centimet|millimet|kilomet|km)", re.IGNORECASE)
_HOTTER_THAN_AIR = 55.0  # degrees Celsius; a plain number above it is told in Fahrenheit


def degrees(line: Line, value: float, at: int = 0) -> Unit:
    """Bare degrees: of heat unless angles are spoken of near `at`, in the scale that the text names or its country."""
    near = line.low[max(0, at - 6) : at + 4] if at and _SCALES.search(line.sentence.normal) is None else ()
    if value in {180.0, 360.0} or not _ANGLES.isdisjoint(near):
        return Unit("degree", "angle", 0.017453292519943295)
    fahrenheit = scale_of(line.document) == "F"
    if scale_of(line.document) == "" and value > _HOTTER_THAN_AIR:
        fahrenheit = True
    if fahrenheit:
        return Unit("degree_Fahrenheit", "temperature", 0.5555555555555556, 255.3722222222222)
    return Unit("degree_Celsius", "temperature", 1.0, 273.15)


@lru_cache(maxsize=8)
def scale_of(document: Document) -> str:
    """ "C" or "F": the scale of heat a text names first; "" where it names none."""
    found = _SCALES.search(document.normal)
    if found is None:
        american = _INCHES.search(document.normal) and not _CENTIMETRES.search(document.normal)
        return "F" if american else ""
    return "C" if found.group(1) else "F"


def _currency_in(line: Line, word: str) -> str:
    """The code of a currency's word ("crowns") by the country the sentence names, else the text; "" for none."""
    codes = _by_country().get(word) or _by_country().get(f"{word}s")
    if codes is None or word.startswith("dollar"):
        return ""
    named = (*line.countries, *_countries_of(line.document))
    return next((codes[country] for country in named if country in codes), "")


def _cents_of(line: Line) -> str:
    """Whose cents they are where no dollars or euros are named: the sentence's country's, else the text's first."""
    if _DOLLARS.search(line.document.normal):
        return ""
    codes = _by_country()["cents"]
    named = (*line.countries, *_countries_of(line.document)[:1])
    return next((codes[country] for country in named if country in codes), "")


_DOLLARS = re.compile(r"(?<![A-Z])\$|\bdollars?\b|\bU\.?S\b|\bWall Street\b|\bAmerican?\b")
_EUROS = re.compile(r"€|\beuros?\b")


@lru_cache(maxsize=8)
def _tells_in_euros(document: Document) -> bool:
    """The text names euros and no dollars, so that its cents are theirs."""
    text = document.normal
    return _EUROS.search(text) is not None and "$" not in text and "dollar" not in text


_CAPITALISED = re.compile(r"\b[A-Z][\w.]*(?: [A-Z]\w*)?")


@lru_cache(maxsize=8)
def _countries_of(document: Document) -> tuple[str, ...]:
    """The countries that a text names, by a city too, the most named first."""
    count: Counter[str] = Counter()
    for match in _CAPITALISED.finditer(document.text):
        words_ = match.group()
        first, _, second = words_.partition(" ")
        whole = country_of(words_)
        named = (
            [whole] if whole else [country_of(each) or country_of_city(each.rstrip(".")) for each in (first, second)]
        )
        for country in named:
            if country:
                count[country] += 1
    return tuple(country for country, _ in count.most_common())


@cache
def _by_country() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for word, country, code in rows("currencies_by_country"):
        found.setdefault(word, {})[country] = code
    return found


def _of_unit(line: Line, at: int) -> Written | None:
    """Billions of dollars · hundreds of square miles · a couple of years"""
    for surface in _tables().behind.get(line.at(at), ()):
        last = _matches(line, at, surface)
        if last and len(line.at(at)) > 2:
            return Written(surface.unit, last, f"unit: of {surface.unit.name}")
    if line.at(at) == "pounds":
        return Written(Unit("GBP", "money:GBP"), at + 1, "unit: pounds as money")
    return None


def _matches(line: Line, start: int, surface: _Surface) -> int:
    """The token after `surface` where it stands at `start`, else 0; glued hyphens may join its words."""
    at = start
    for place, expected in enumerate(surface.low):
        if place and expected != "-":
            at = line.skip_hyphen(at)
        if line.at(at) != expected or (surface.text is not None and line.text(at) != surface.text[place]):
            return 0
        at += 1
    return at


_SPACED_LETTERS = frozenset("tgCFLh")
_NOT_VERBS_BELOW = 100.0  # "the 12 won": nobody names 12 won, dong or lev


def _may_stand(line: Line, number: Number, start: int, last: int, surface: _Surface, hyphen: bool) -> bool:
    """Whether what looks like a unit is one here."""
    text = line.text(start)
    if len(text) == 1 and text.isalpha() and last == start + 1:
        if hyphen or (line.glued(last) and line.at(last) not in _ENDS):
            return False
        return line.glued(start) or (text in _SPACED_LETTERS and line.at(last) != "-")
    if not text[0].isalnum():  # a sign: 5%, 50$, 30°
        if hyphen:
            return False
        return not surface.unit.dimension.startswith("money") or line.glued(start)
    if line.glued(last) and line.kind(last) == "number":
        return False
    word = surface.low[0]
    if word == "second" and not (hyphen or number.value == 1 or number.form == "fraction"):
        return False
    if word == "second" and line.at(last) == "-" and line.at(last + 1) in {"half", "hand", "quarter", "round", "place"}:
        return False
    priced = number.step < 1 or line.at(last) in {"per", "a", "an"}
    if word in _ALSO_WORDS and number.value < _NOT_VERBS_BELOW and not priced:
        return False
    return not (text == "BP" or (word == "ms" and text == "Ms"))


_ENDS = words(". , ; : ) ] ' \" ! ? - \u2014 /")
_ALSO_WORDS = words("won dong lev lei real crown crowns sterling dram som soles")


def _metre(line: Line, number: Number, start: int) -> Written | None:
    """100m, 100 m: metres, unless a currency or what is counted says million (numbers.py took that already)."""
    if line.text(start) != "m" or start > number.last or (line.glued(start + 1) and line.at(start + 1) not in _ENDS):
        return None
    return Written(Unit("meter", "length"), start + 1, "unit: letter m")


_MONEY_CUES = words(
    "£ auction auctioned fetch fetched "
    "cost costs costing paid pay pays price prices priced worth fine fined budget debt profit loss losses revenue "
    "pence penny cheque salary wages wage funding fund bill earn earned earns estate inherited offered offer "
    "bid bids damages donated donation prize nominal stole theft thieves burglars robbed repay spend spent "
    "spending tax taxes fee fees loan loans invest "
    "investment saved raise raised stolen sterling"
)


_WEIGHS = words("weigh weighs weighed weighing")
_SOLD = words("sold sell sells selling went go goes bought buy changed")
#: What is weighed by the pound, as it stands behind "of": "4 million pounds of frozen chicken".
_WEIGHED = words(
    "ammunition beef bomb bombs butter cannabis cargo cheese chemicals chicken clothing cocaine cocoa coffee "
    "copper corn cotton crops crude debris drugs explosives feed fentanyl fertilizer fish flour food fruit fuel "
    "garbage gold grain ham heroin honey ice ivory lead lithium lobster marijuana meat methamphetamine milk nuts "
    "oil ordnance ore peanuts pesticide plastic pork potatoes poultry powder produce rice rock rubbish salmon "
    "salt sausage seafood seed shrimp silver steel sugar supplies thrust tomatoes trash tuna turkey uranium "
    "vegetables waste wheat wool"
)


def _pounds(line: Line, number: Number, start: int) -> Written | None:
    """Pounds of a stuff are a mass; others are money where the sentence speaks of money or the number is large."""
    last = start + 1
    if line.at(last) == "sterling":
        return Written(Unit("GBP", "money:GBP"), last + 1, "unit: GBP")
    of_stuff = line.at(last) == "of" and any(line.at(last + far) in _WEIGHED for far in (1, 2, 3))
    of_stuff = of_stuff or line.at(number.first - 1) in _WEIGHS
    if number.form == "words" and line.at(last) in TENS and line.tag(last + 1) not in {"NOUN", "ADJ", "NUM"}:
        return Written(_POUND_STERLING, last, "unit: pounds as money")  # "four pounds sixty"
    money = number.magnitude >= 1e6 or "£" in line.document.normal or not _MONEY_CUES.isdisjoint(line.low)
    if not of_stuff and (money or (line.at(number.first - 1) == "for" and not _SOLD.isdisjoint(line.low))):
        code = _currency_in(line, "pounds") or "GBP"
        return Written(Unit(code, f"money:{code}"), last, "unit: pounds as money")
    if line.follows(last, "per", "square", "inch"):
        return Written(Unit("pound_force_per_square_inch", "pressure", 6894.757293168361), last + 3, "unit: psi")
    return Written(Unit("pound", "mass", 0.45359237), last, "unit: pounds as mass")


def _inch(line: Line, number: Number, start: int) -> Written | None:
    """2in: inches only where glued to the number; else "in" is a preposition."""
    if start > number.last or not line.glued(start):
        return None
    return Written(Unit("inch", "length", 0.0254), start + 1, "unit: glued in")


_SPECIAL = {"in": _inch, "m": _metre, "pounds": _pounds, "pound": _pounds}


def _magnified_code(line: Line, number: Number, start: int) -> Written | None:
    """50 MUSD"""
    text = line.text(start)
    if len(text) != 4 or text[0] not in "MmBbKk" or not text[1:].isupper():
        return None
    for written, unit in _tables().before.get(text[1:].lower(), ()):
        if written == text[1:]:
            return Written(unit, start + 1, f"unit: {text}")  # numbers.py took the letter as the magnitude
    return None


# ── before the number ────────────────────────────────────────────────────────────────────────────────────────


def currency_before(line: Line, number: Number) -> Unit | None:
    """The currency whose sign or code stands right before `number`: $5, C$ 5, Rs 500, EUR 1.234,56, PS5bn."""
    i = number.first - 1
    if i < 0:
        return None
    text, low = line.text(i), line.low[i]
    if low.endswith(".") and low != "rs.":
        return None
    for written, unit in _tables().before.get(low, ()):
        if written is not None and written != text:
            continue
        glued = line.glued(number.first)
        if text.isalpha() and len(text) == 1 and (not glued or line.at(i - 1) == "the" or line.kind(i - 1) == "number"):
            return None  # "the R420" is a road, "205/55 R16" a tyre
        if text == "PS" and not (glued and (number.magnitude > 1 or number.value >= 10)):
            return None
        if line.tokens[number.first].start - line.tokens[i].end > 1:
            return None
        return unit
    return None


# ── rates ────────────────────────────────────────────────────────────────────────────────────────────────────

_PERIODS = words("second minute hour day week month year night quarter shift")
_PER_PIECE = words(
    "share person head household employee family student pupil patient vehicle car unit ticket game match seat night "
    "passenger capita child worker litre liter gallon barrel ton tonne ounce pound kilogram kilo bushel mile kilometer "
    "kilometre hectare acre loaf bag box cup pint carton tablet dose head metre meter kwh mwh megawatt-hour piece "
    "bottle pack plate copy visit trip kg kgs lb oz km"
)
_NO_UNITS = words("night shift")
_ADVERBS = {
    "daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year",
    "nightly": "night", "quarterly": "quarter",
}  # fmt: skip
_OTHER_PERIODS = {"night": 86400.0, "quarter": 7889400.0, "shift": 28800.0}
_TURNS_TO_TIME = words("after before earlier later ago when since prior following")


_TO_THE = frozenset({"length", "mass", "volume"})


def rate_behind(line: Line, at: int, unit: Unit) -> tuple[Unit, str, int] | None:
    """(unit of the rate, what it is per, token after it) where "a day", "per barrel", "/kg" stand at `at`."""
    if " / " in unit.name or unit.dimension in {"points", "temperature"}:
        return None
    if unit.dimension == "share" and line.at(at + 1) not in {"year", "month", "week", "day", "annum"}:
        return None
    start = line.skip_hyphen(at)
    word = line.at(start)
    if word in _ADVERBS and unit is not COUNT:
        return (*_rate(unit, _period(_ADVERBS[word]), _ADVERBS[word]), start + 1)
    if word == "the" and unit.dimension.startswith("money"):  # "6,850 euros the tonne"
        known = _measure(line, start + 1)
        weighed = known is not None and known[0].dimension in {"mass", "volume"}
        return (*_rate(unit, known[0], known[0].name), known[1]) if known is not None and weighed else None
    if word == "to" and line.at(start + 1) == "the" and unit.dimension in _TO_THE:  # "forty miles to the gallon"
        known = _measure(line, start + 2)
        weighed = known is not None and known[0].dimension in {"mass", "volume", "area"}
        return (*_rate(unit, known[0], known[0].name), known[1]) if known is not None and weighed else None
    if word not in {"per", "a", "an", "each", "every", "/"}:
        return None
    many = _per_many(line, at, unit)
    if many is not None:
        return many
    if word == "/" and not line.glued(start + 1):
        return None
    return _per_one(line, start, unit)


def _per_one(line: Line, start: int, unit: Unit) -> tuple[Unit, str, int] | None:
    """Per day, a barrel, an hour, per person."""
    word = line.at(start)
    at = start + 1
    if line.at(at) == "-" and line.glued(at):
        at += 1
    thing = line.at(at)
    if thing in {"square", "cubic"}:
        thing = f"{thing} {line.at(at + 1)}"
        at += 1
    if thing in _PERIODS:
        turns = line.at(at + 1) in _TURNS_TO_TIME and not (line.at(at + 1) == "since" and line.kind(at + 2) == "number")
        if word in {"a", "an"} and (turns or line.at(at + 2) in {"now", "then", "today"}):
            return None
        if thing in _NO_UNITS and unit.dimension != "count":
            return unit, thing, at + 1
        return (*_rate(unit, _period(thing), thing), at + 1)
    if thing == "annum":
        return (*_rate(unit, _period("year"), "year"), at + 1)
    known = _measure(line, at if " " not in thing else at - 1)
    if known is not None and (word in {"per", "/"} or thing in _PER_PIECE):
        return (*_rate(unit, known[0], known[0].name), known[1])
    if thing == "share":
        return (*_rate(unit, Unit(thing, "each"), thing), at + 1)
    return (unit, thing, at + 1) if thing in _PER_PIECE else None  # "$20 a loaf": loaves are no unit


def _per_many(line: Line, at: int, unit: Unit) -> tuple[Unit, str, int] | None:
    """Per 100,000 people · per thousand · per 100 kg."""
    if line.at(at) != "per":
        return None
    written = line.at(at + 1).replace(",", "")
    value = {"thousand": 1e3, "million": 1e6, "hundred": 1e2}.get(written, 0.0)
    last = at + 2
    if not value and written.isdigit() and len(written) < 10:
        value = float(written)
        if line.at(last) in {"million", "thousand"}:
            value *= {"million": 1e6, "thousand": 1e3}[line.at(last)]
            last += 1
    if value < 10:
        return None
    known = _measure(line, last)
    if unit.dimension != "count":
        if known is None:
            return None
        many, name = _rate(unit, known[0], known[0].name)
        return replace(many, scale=unit.scale / value), name, known[1]
    return Unit(f"1 / {value:.0f}", "share", 1.0 / value), f"{value:.0f}", last


def exchange_rate(line: Line, quantity: Quantity) -> tuple[Unit, str, int] | None:
    """11.38 per euro · 96 roubles to the dollar · the yen at 149 against the dollar: one money in another"""
    at = quantity.last
    unit = quantity.unit
    if unit is not COUNT and not unit.dimension.startswith("money"):
        return None
    start = at + 2 if line.at(at) in _AGAINST and line.at(at + 1) in _ONE else 0
    if line.at(at) == "per" or (line.at(at) == "a" and unit is COUNT):
        start = at + 1
    priced = _money(line, start) if start else None
    if priced is None or priced[0].name == unit.name:
        return None
    if unit is COUNT:
        named = _money_before(line, quantity.first, priced[0].name)
        if named is None and "currency" in line.vocabulary:
            named = _local_money(line, priced[0].name)
        if named is None:
            return None
        unit = named
    return (*_rate(unit, priced[0], priced[0].name), priced[1])


_AGAINST = words("to against for versus")
_ONE = words("the a one")


def _money(line: Line, at: int) -> tuple[Unit, int] | None:
    """The whole currency whose word stands at `at`, and the token after it."""
    word = line.at(at)
    for low in (word, f"{word}s"):
        for surface in _tables().behind.get(low, ()):
            plural = low != word
            last = (at + 1 if len(surface.low) == 1 else 0) if plural else _matches(line, at, surface)
            if last and word.isalpha() and surface.unit.scale == 1.0 and surface.unit.dimension.startswith("money"):
                return _in_context(line, surface, 0.0), last
    return (_POUND_STERLING, at + 1) if word in {"pound", "pounds"} else None


_REACH = 25  # tokens from a currency's name to its exchange rate
_POUND_STERLING = Unit("GBP", "money:GBP")


def _money_before(line: Line, first: int, other: str) -> Unit | None:
    """The nearest currency named before token `first` that is not `other`."""
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        found = _money(line, at) if line.kind(at) == "word" and len(line.at(at)) > 2 else None
        if found is not None and found[0].name != other:
            return found[0]
    return None


def named_money(line: Line, at: int) -> str:
    """The code of the currency whose word stands at `at`, "" for none."""
    known = _money(line, at) if line.kind(at) == "word" and len(line.at(at)) > 2 else None
    return known[0].name if known else ""


def _local_money(line: Line, other: str) -> Unit | None:
    """ "The currency": the first that the text names and that is not `other`."""
    return next((unit for unit in _moneys_of(line.document) if unit.name not in {other, "USD", "EUR"}), None)


@lru_cache(maxsize=8)
def _moneys_of(document: Document) -> tuple[Unit, ...]:
    """The currencies a text names by their words, in order."""
    found = []
    for sentence in document.sentences:
        line = Line(document, sentence)
        found += [known[0] for at in range(line.size) if line.kind(at) == "word" and (known := _money(line, at))]
    return tuple(dict.fromkeys(found))


def _measure(line: Line, at: int) -> tuple[Unit, int] | None:
    """A unit of measure, not of money, at `at`."""
    for surface in _tables().behind.get(line.at(at), ()):
        last = _matches(line, at, surface)
        if last and not surface.unit.dimension.startswith("money") and len(line.text(at)) > 1:
            return surface.unit, last
    if line.at(at) == "pound":
        return Unit("pound", "mass", 0.45359237), at + 1
    return None


def _period(word: str) -> Unit:
    if word in _OTHER_PERIODS:
        return Unit(word, "time", _OTHER_PERIODS[word])
    return next(each.unit for each in _tables().behind[word] if each.low == (word,))


def _rate(unit: Unit, per: Unit, name: str) -> tuple[Unit, str]:
    """`unit` per `per`."""
    dimension = f"{unit.dimension}/{per.dimension}"
    return Unit(f"{unit.name} / {per.name}", dimension, tidy(unit.factor / per.factor), 0.0, unit.scale), name


def count_rate(line: Line, at: int) -> tuple[Unit, str, int] | None:
    """The rate of a count whose noun stands between: "5,000 refugees a day", "40 new cases per 100,000 people"."""
    if line.at(at) in _ADVERBS and line.kind(at + 1) == "word" and line.at(at + 1) not in _STOPS:
        return (*_rate(COUNT, _period(_ADVERBS[line.at(at)]), _ADVERBS[line.at(at)]), at)  # "420 daily flights"
    for j in range(at, min(at + 4, line.size)):
        if j > at and (line.at(j) == "per" or _is_counted(line.at(j - 1))):
            found = rate_behind(line, j, COUNT)
            if found is not None:
                return found
        if line.kind(j) != "word" or line.at(j) in _STOPS:
            return None
        if (
            j > at
            and line.at(j) in _ADVERBS
            and _is_counted(line.at(j - 1))
            and (line.kind(j + 1) != "word" or line.at(j + 1) in _STOPS)
        ):
            return (*_rate(COUNT, _period(_ADVERBS[line.at(j)]), _ADVERBS[line.at(j)]), j + 1)
    return None


def stuff_rate(line: Line, at: int, unit: Unit) -> tuple[Unit, str, int] | None:
    """The rate of a measure whose stuff stands between: "200 grams of bread a day"."""
    if line.at(at) != "of":
        return None
    for j in range(at + 2, min(at + 4, line.size)):
        if line.kind(j - 1) != "word" or line.at(j - 1) in _STOPS:
            return None
        if line.at(j) in {"per", "a", "an", "every", "each", "to"} or line.at(j) in _ADVERBS:
            return rate_behind(line, j, unit)
    return None


def _is_counted(word: str) -> bool:
    """A plural noun, so that "a day" behind it is a rate: "5,000 refugees a day", not "2,024 people took a year"."""
    return (word.endswith("s") and word not in _VERBS) or word in _MANY


_MANY = words("people men women children troops wounded injured dead sick missing cattle sheep")
_VERBS = words("takes needs lasts costs spends was is has loses makes gets")
_STOPS = words(
    "in on at by for from to with as and or but than that who which is are was were be been has have had "
    "will would across "
    "said says told per a an the of killed died after before into over under during while when since until"
)


def is_unit(line: Line, at: int) -> bool:
    """Whether a written-out unit or currency stands at `at`."""
    word = line.at(at)
    if len(word) < 2:
        return False
    return word in {"pound", "pounds"} or any(_matches(line, at, each) for each in _tables().behind.get(word, ()))
