"""Numbers: digits in every common format, number words, dozens to tens of millions, magnitudes.

Each rule is a small function that reads from one token on and returns a `Number` or None. `number_at` tries them
in order; the first that reads something wins. Fractions, odds and multiples are in `ratios.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Number, tidy

UNITS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: float(value * 10)
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
MAGNITUDES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "dozen": 12.0,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
    "bn": 1e9,
    "mn": 1e6,
    "mln": 1e6,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "trln": 1e12,
}
#: Letters that are a magnitude only behind a currency, or glued to digits before a thing that is counted.
LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12, "mil": 1e6, "mm": 1e6}
#: Sizes of vague plurals: how many one of them is.
VAGUE = {
    "tens": 10.0,
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "lakhs": 1e5,
    "millions": 1e6,
    "crores": 1e7,
    "billions": 1e9,
    "trillions": 1e12,
}
_VAGUE_MANY = 10.0  # "hundreds" stops where "thousands" begins
QUARTERS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "quarters": 0.25, "thirds": 1 / 3}
SYMBOL_FRACTIONS = {
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
#: Words that may stand where a number begins (besides digits); `read` skips sentences that hold none of them.
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | frozenset(MAGNITUDES) | frozenset(VAGUE)
CURRENCY_MARKS = words("$ € £ ¥ ₹ ₽ ₴ ₺ ₩ ₪ ₦ ₱ ฿ ₫ ₡ ₲ ₵ ₸ ₼ ₾ us$ c$ a$ hk$ nz$ s$ nt$ r$ ca$ au$ mx$ y= ps rs rs.")

MAX_VALUE = 1e18  # "million million million million" is no quantity
MAX_DIGITS = 18  # more is a serial number, not a quantity

_PLAIN = re.compile(r"[0-9]+\Z")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?\Z")
_DOT_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}(?:,[0-9]+)?\Z|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]{1,2}\Z")
_ROUND_DOT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.000\Z")
_APOSTROPHE_GROUPS = re.compile(r"[0-9]{1,3}(?:'[0-9]{3})+\Z")
_INDIAN_GROUPS = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?\Z")
_DECIMAL_POINT = re.compile(r"[0-9]*\.[0-9]+\Z")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}\Z")


def number_at(line: Line, i: int) -> Number | None:
    """The longest number that begins at token `i`, or None."""
    kind = line.tokens[i].kind
    if kind == "number":
        rules = _DIGIT_RULES
    elif kind == "word":
        rules = _RULES_BY_WORD.get(line.low[i], ())
    else:
        return None
    for rule in rules:
        number = rule(line, i)
        if number is not None:
            return number if abs(number.value) < MAX_VALUE else None
    return None


# ── digits ───────────────────────────────────────────────────────────────────────────────────────────────────


def parse_digits(written: str) -> tuple[float, float] | None:
    """(value, place of the last significant digit) of digits with separators; None for versions, dates, serials."""
    if len(written) > MAX_DIGITS + 6:
        return None
    if _PLAIN.match(written):
        if len(written) > MAX_DIGITS:
            return None
        plain = written
    elif _COMMA_GROUPS.match(written) or _INDIAN_GROUPS.match(written):
        plain = written.replace(",", "")
    elif _APOSTROPHE_GROUPS.match(written):
        plain = written.replace("'", "")
    elif _DOT_GROUPS.match(written) or _ROUND_DOT_GROUP.match(written):
        plain = written.replace(".", "").replace(",", ".")
    elif _DECIMAL_POINT.match(written):
        plain = written
    elif _DECIMAL_COMMA.match(written):
        plain = written.replace(",", ".")
    else:
        return None
    return float(plain), _step(plain)


def _step(plain: str) -> float:
    """The place of the last significant digit: "59000" 1000, "7.50" 0.01."""
    whole, dot, decimals = plain.partition(".")
    if dot and decimals:
        return float(f"1e-{len(decimals)}")
    stripped = whole.rstrip("0")
    return 10.0 ** (len(whole) - len(stripped)) if stripped else 1.0


def _digits(line: Line, i: int) -> Number | None:
    """1,234.5 · 1.234,56 · 1 234 567 · 2½ · 12.8 million"""
    token = line.tokens[i]
    if token.text in SYMBOL_FRACTIONS:
        value = SYMBOL_FRACTIONS[token.text]
        return _magnified(line, Number(i, i + 1, value, 0.0, "fraction", ("number: fraction sign",)))
    spaced = _spaced_groups(line, i)
    if spaced is not None:
        last, written = spaced
        rule = "number: digits grouped by spaces"
    else:
        last, written = i + 1, token.lower
        rule = "number: digits"
    parsed = parse_digits(written)
    if parsed is None:
        return None
    value, step = parsed
    number = Number(i, last, value, step, "digits", (rule,))
    return _magnified(line, _with_fraction_sign(line, number))


def _spaced_groups(line: Line, i: int) -> tuple[int, str] | None:
    """1 234 567: groups of three digits with one space between them."""
    first = line.tokens[i].lower
    if not (first.isdigit() and len(first) <= 3 and first[0] != "0"):
        return None
    last = i + 1
    while last < line.size:
        token = line.tokens[last]
        gap = token.start - line.tokens[last - 1].end
        digits = token.lower[:3]
        if gap != 1 or token.kind != "number" or not digits.isdigit() or len(digits) < 3:
            break
        rest = token.lower[3:]
        if rest and not (rest[0] in ".," and rest[1:].isdigit()):
            break
        last += 1
        if rest:
            break
    if last == i + 1 or line.kind(last) == "number":
        return None
    written = "".join(token.lower for token in line.tokens[i:last]).replace(",", ".")
    return last, written


def _with_fraction_sign(line: Line, number: Number) -> Number:
    """2½, 2 ½, 2 1/2, and of a cent: $5.58-1/2."""
    i = number.last
    if line.at(i) == "-" and line.glued(i) and line.glued(i + 1) and line.at(i + 2) == "/" and line.glued(i + 3):
        return _with_fraction(line, number, i + 1, number.step if number.step < 1 else 1.0)
    sign = line.text(i)
    if sign in SYMBOL_FRACTIONS and number.value < 1000 and number.step >= 1:
        value = number.value + SYMBOL_FRACTIONS[sign]
        return Number(number.first, i + 1, value, 0.5, "digits", (*number.rules, "number: and a fraction sign"))
    if line.at(i + 1) == "/" and line.glued(i + 1) and line.glued(i + 2) and not line.glued(i):
        return _with_fraction(line, number, i, 1.0)
    return number


def _with_fraction(line: Line, number: Number, i: int, of: float) -> Number:
    """The number and the fraction "1/2" at `i`, `of` its last place."""
    top, bottom = line.at(i), line.at(i + 2)
    if not (len(top) == len(bottom) == 1 and top.isdigit() and bottom.isdigit() and 0 < int(top) < int(bottom)):
        return number
    value = tidy(number.value + of * int(top) / int(bottom))
    rules = (*number.rules, "number: and a written fraction")
    return Number(number.first, i + 3, value, 0.5 * of, "digits", rules)


# ── magnitudes ───────────────────────────────────────────────────────────────────────────────────────────────


def _singular(word: str) -> str:
    """ "300 millions" of translated prose."""
    return word.removesuffix("s") if word in {"thousands", "millions", "billions", "trillions"} else word


def _magnified(line: Line, number: Number) -> Number:
    """12.8 million, 5-million, 1.24 lakh crore, £1.5bn, 206m gallons, 50 MUSD."""
    i = number.last
    at = line.skip_hyphen(i)
    factor = 1.0
    while (word := _singular(line.at(at))) in MAGNITUDES:
        if word == "dozen" and number.value > 999:
            break
        factor *= MAGNITUDES[word]
        at += 1
        i = at
    if factor == 1.0:
        factor, i = _letter_magnitude(line, number)
    if factor == 1.0:
        return number
    last = i
    value, half = tidy(number.value * factor), 0.0
    if line.at(i) == "." and line.glued(i) and line.kind(i + 1) == "word" and not line.is_capital(i + 1):
        last = i = i + 1  # "120 mln. euros"
    last, further = _smaller_magnitude(line, i, factor)
    value = tidy(value + further)
    i = last
    if halved := line.phrase(i, "and", "a", "half"):
        last, half = halved, 0.5 * factor
    return Number(
        number.first,
        last,
        tidy(value + half),
        number.step * factor if number.step else 0.0,
        number.form if number.form != "fraction" else "words",
        (*number.rules, "number: magnitude"),
        magnitude=factor,
    )


def _smaller_magnitude(line: Line, i: int, factor: float) -> tuple[int, float]:
    """3 million 200 thousand · 1 thousand 247: (token after it, what it adds)"""
    word = line.at(i)
    if not word.isdigit() or len(word) > 3 or line.kind(i) != "number" or line.glued(i):
        return i, 0.0
    size = MAGNITUDES.get(line.at(i + 1), 0.0)
    if 100.0 < size < factor:
        return i + 2, int(word) * size
    return (i + 1, float(word)) if factor == 1e3 and not size else (i, 0.0)


def _letter_magnitude(line: Line, number: Number) -> tuple[float, int]:
    """k, m, b, t, mil, mm: only with a currency, or glued to digits before what is counted."""
    i = number.last
    letter = line.at(i)
    if (
        len(letter) == 4
        and letter[0] in "mbk"
        and letter[1:] in {"usd", "eur", "gbp", "cad", "aud", "chf", "sek", "nok"}
    ):
        return LETTERS[letter[0]], i  # the currency layer reads the code itself
    if letter not in LETTERS:
        return 1.0, i
    if has_currency(line, number.first):
        return LETTERS[letter], i + 1
    if line.glued(i) and line.at(i + 1) in _MONEYS:  # "1.3B dollars"
        return LETTERS[letter], i + 1
    if letter == "k" and line.glued(i) and line.at(i + 1) not in _RACES:
        return LETTERS[letter], i + 1
    if (
        letter in {"m", "b"}
        and line.glued(i)
        and (_counts_follow(line, i + 1) or _millions_before(line, number) or _tells_of_many(line, number))
    ):
        return LETTERS[letter], i + 1
    return 1.0, i


_COMPARED_WITH = words("to from against than versus , and was at of")


def _millions_before(line: Line, number: Number) -> bool:
    """From 210 million passengers to 206m · 11.4 million, up from 10.9m: millions as what it is compared with"""
    if line.at(number.first - 1) not in _COMPARED_WITH:
        return False
    for at in range(number.first - 2, max(0, number.first - 20), -1):
        if line.at(at) in {"million", "mln"} or (line.at(at) == "m" and line.glued(at)):
            parsed = parse_digits(line.at(at - 1)) if line.kind(at - 1) == "number" else None
            return parsed is not None and number.value / 3 <= parsed[0] <= number.value * 3 and line.at(at) != "m"
    return False


_MANY = words(
    "sales subscribers users passengers viewers members visitors population exports imports shipments deliveries "
    "audience readership listeners customers downloads circulation turnout jobless unemployed refugees votes"
)


def _tells_of_many(line: Line, number: Number) -> bool:
    """ "Sales fell by a fifth to 2.3m": what is told of before goes by millions, not metres"""
    before, behind = line.at(number.first - 1), line.at(number.last + 1)
    moved = (
        before in {"to", "by", "at", "from"}
        and line.at(number.first - 2) != "up"
        and behind not in _LENGTH_CUES - {"from", "to", "by"}
    )
    return moved and not _MANY.isdisjoint(line.low[: number.first])


_MONEYS = words(
    "dollars euros pounds yen yuan roubles rubles rupees francs crowns kroner kronor pesos rand reais lira won zlotys "
    "usd eur gbp"
)
_RACES = words("run race runs races event distance marathon runner winner champion record title final")
_LENGTH_CUES = words(
    "long wide high deep tall thick away apart above below from of off sprint race final freestyle dash "
    "hurdles pool relay "
    "butterfly backstroke breaststroke champion record range tower deep-water wave waves and x by to - radius diameter"
)


_NOT_COUNTED = words(
    "in on at by for with as and or but than that which who is are was were be has had will would said "
    "says after before "
    "into over under during while when since until of the a an this these those it its he she they took takes ran runs "
    "made makes won lost fell rose came went left gave got set sets"
)


def _counts_follow(line: Line, i: int) -> bool:
    """After "206m": something that is counted stands there (gallons, people), so m is no metre."""
    word = line.at(i)
    if line.kind(i) != "word" or word in _LENGTH_CUES or line.glued(i):
        return False
    if word in _NOT_COUNTED:
        return False
    for j in range(i, min(i + 4, line.size)):
        each = line.at(j)
        if line.kind(j) != "word" or each in _NOT_COUNTED:
            return False
        if each.endswith("s") or each in {"people", "women", "men", "children"}:
            return True
    return False


def has_currency(line: Line, first: int) -> bool:
    """Whether a currency sign or code stands right before token `first`."""
    if first == 0:
        return False
    before = line.at(first - 1)
    return before in CURRENCY_MARKS or (
        line.kind(first - 1) == "word" and len(before) == 3 and line.text(first - 1).isupper() and before in _CODES
    )


_CODES = words(
    "usd eur gbp jpy cny rmb chf cad aud nzd hkd sgd krw rub uah try brl zar mxn sek nok dkk pln czk huf ils aed sar "
    "egp ngn kes ghs pkr bdt lkr php idr thb myr vnd inr twd qar kwd nis"
)


# ── number words ─────────────────────────────────────────────────────────────────────────────────────────────


def _number_words(line: Line, i: int) -> Number | None:
    """Twenty-six · a hundred and two · one hundred and five million · two and a half million"""
    if line.low[i] not in _STARTS:
        return None
    total = current = 0.0
    smallest = 1e18  # the last magnitude: later ones must be smaller, or multiply the whole ("hundred thousand")
    room = 1e18  # what the next unit word must stay below ("twenty six" but not "six twenty")
    magnitude = 1.0
    at = last = i
    if line.low[i] in {"a", "an"}:
        if line.at(line.skip_hyphen(i + 1)) not in MAGNITUDES or line.at(i + 1) in {"mn", "bn"}:
            return None
        current, at, room = 1.0, i + 1, 1.0
    while at < line.size:
        word = line.low[at]
        if word in UNITS and UNITS[word] < room:
            current, room = current + UNITS[word], 1.0
        elif word in TENS and TENS[word] < room:
            current, room = current + TENS[word], 10.0
        elif word in MAGNITUDES and (word != "dozen" or current < 100):
            size = MAGNITUDES[word]
            if size == 100.0 and current < 100:
                current, room = max(current, 1.0) * size, 100.0
            elif size == 12.0:
                current, room = max(current, 1.0) * size, 1.0
            elif size < smallest:
                total, current, smallest, room = total + max(current, 1.0) * size, 0.0, size, size
            else:
                total, current, smallest, room = (total + current) * size, 0.0, size, size
            magnitude = size
        elif word == "and" and last > i and _and_goes_on(line, at, room):
            at += 1
            continue
        elif word == "," and smallest <= 1e6 and not current and _hundreds_follow(line, at + 1):
            at += 1  # "three thousand, four hundred and six"
            continue
        else:
            break
        at += 1
        last = at
        at = line.skip_hyphen(at) if line.at(at + 1) in _GOES_ON and line.at(at) == "-" else at
    if last == i:
        return None
    number = Number(i, last, tidy(total + current), 1.0, "words", ("number: words",), magnitude=magnitude)
    if line.at(last) == "point" and number.value < 1000 and magnitude == 1.0:
        return _magnified(line, _with_decimals(line, number))
    return _and_a_half(line, _with_word_step(number))


def _hundreds_follow(line: Line, at: int) -> bool:
    return (line.at(at) in UNITS or line.at(at) == "a") and line.at(at + 1) == "hundred"


def _with_decimals(line: Line, number: Number) -> Number:
    """One point two · ninety-nine point nine five"""
    at, value, place = number.last + 1, number.value, 1.0
    while line.at(at) in UNITS and UNITS[line.at(at)] < 10:
        place /= 10
        value += UNITS[line.at(at)] * place
        at += 1
    if place == 1.0:
        return number
    rules = (*number.rules, "number: point in words")
    return Number(number.first, at, tidy(value), place, "words", rules)


def _and_goes_on(line: Line, at: int, room: float) -> bool:
    """ "A hundred and two", but not "five and six": the room left says so."""
    following = line.at(at + 1)
    value = UNITS.get(following) or TENS.get(following)
    return value is not None and value < room and 10.0 < room < 1e18


def _with_word_step(number: Number) -> Number:
    value = number.value
    step = 1.0
    while value and value % 10 == 0:
        value /= 10
        step *= 10
    return Number(number.first, number.last, number.value, step, "words", number.rules, magnitude=number.magnitude)


def _and_a_half(line: Line, number: Number) -> Number:
    """Two and a half million · a million and a half · two and three-quarters."""
    i = line.skip_hyphen(number.last)
    if line.at(i) != "and":
        return number
    at, part = line.skip_hyphen(i + 1), 0.0
    one = line.skip_hyphen(at + 1)
    if line.at(at) in {"a", "an", "one"} and line.at(one) in QUARTERS:
        part, at = QUARTERS[line.at(one)], one + 1
    elif line.at(at) in {"two", "three"} and line.at(line.skip_hyphen(at + 1)) in QUARTERS:
        part = UNITS[line.at(at)] * QUARTERS[line.at(line.skip_hyphen(at + 1))]
        at = line.skip_hyphen(at + 1) + 1
    if not part:
        return number
    rules = (*number.rules, "number: and a half")
    if number.magnitude > 1 and line.at(at) not in MAGNITUDES:
        value = number.value + part * number.magnitude
        return Number(number.first, at, tidy(value), number.magnitude * 0.1, "words", rules, magnitude=number.magnitude)
    if number.value >= 100:
        return number
    factor = MAGNITUDES.get(line.at(at), 1.0)
    at += factor > 1
    step = 0.1 * factor
    return Number(number.first, at, tidy((number.value + part) * factor), step, "words", rules, magnitude=factor)


# ── vague numbers ────────────────────────────────────────────────────────────────────────────────────────────


def _vague_plural(line: Line, i: int) -> Number | None:
    """Dozens · hundreds of thousands · tens of thousands · scores of"""
    word = line.low[i]
    if word not in VAGUE:
        return None
    size, last = VAGUE[word], i + 1
    if line.at(last) == "upon" and line.at(last + 1) == word:
        last += 2  # "thousands upon thousands"
    while line.at(last) == "of" and line.at(last + 1) in VAGUE:
        size, last = size * VAGUE[line.at(last + 1)], last + 2
    if last == i + 1 and (word == "tens" or (word == "scores" and not _is_scores_of(line, i))):
        return None
    if line.at(last) == "of" and line.at(last + 1) in MAGNITUDES:  # "tens of million"
        size, last = size * MAGNITUDES[line.at(last + 1)], last + 2
    rules = ("number: vague plural",)
    return Number(i, last, 2 * size, size, "vague", rules, 2 * size, _VAGUE_MANY * size, magnitude=size)


def _is_scores_of(line: Line, i: int) -> bool:
    """ "Scores of people", "scores were hurt"; not "test scores of 5", not "he scores"."""
    named = line.tag(i - 1) in {"NOUN", "PROPN", "ADJ", "PRON", "DET"} and line.at(i - 1) not in {"that", "about"}
    if named or line.at(i - 1) == "'s" or line.at(i + 2) in NUMBER_WORDS:
        return False
    return (line.at(i + 1) == "of" and line.kind(i + 2) == "word") or line.at(i + 1) in {"were", "are", "more"}


_FEW = {"few": (3.0, 2.0, 6.0), "several": (4.0, 3.0, 9.0), "couple": (2.0, 2.0, 3.0)}


def _few_hundred(line: Line, i: int) -> Number | None:
    """A few hundred · several dozen · a couple of hundred"""
    at = i + 1 if line.low[i] in {"a", "the", "another"} else i
    word = line.at(at)
    if word not in _FEW:
        return None
    at += 1
    if line.at(at) == "of":
        at += 1
    factor, last = 1.0, at
    while line.at(last) in MAGNITUDES:
        factor, last = factor * MAGNITUDES[line.at(last)], last + 1
    if factor == 1.0:
        return None
    value, low, high = _FEW[word]
    first = i if line.low[i] != "the" else i + 1
    rules = ("number: a few hundred",)
    return Number(first, last, value * factor, factor, "vague", rules, low * factor, high * factor, magnitude=factor)


def _pair(line: Line, i: int) -> Number | None:
    """A pair of drones · a couple of drones · a trio of"""
    if line.low[i] not in {"a", "another"} or line.at(i + 2) != "of" or line.at(i + 1) not in _GROUPS:
        return None
    if line.kind(i + 3) != "word" or line.at(i + 3) in _PAIRED_GARMENTS or line.at(i + 3) in _NOT_A_PAIR:
        return None
    if line.at(i + 1) == "score" and (
        line.at(i + 3) in NUMBER_WORDS or line.tag(i + 3) not in {"NOUN", "ADJ", "PROPN"}
    ):
        return None  # "a score of ten"
    value, high = _GROUPS[line.at(i + 1)]
    return Number(i, i + 2, value, 1.0, "words", ("number: a pair of",), value, high)


_GROUPS = {
    "pair": (2.0, 2.0), "couple": (2.0, 3.0), "trio": (3.0, 3.0), "quartet": (4.0, 4.0), "handful": (3.0, 8.0),
    "score": (20.0, 30.0),
}  # fmt: skip
_NOT_A_PAIR = words("times things steps ways reasons points issues the them us those these")
_PAIRED_GARMENTS = words("shoes glasses scissors trousers jeans pants socks gloves eyes hands tweezers pliers shorts")


def _half_a_magnitude(line: Line, i: int) -> Number | None:
    """Half a million · half a dozen · half-million · a quarter of a million · three quarters of a million"""
    first = at = i
    share = 0.0
    if line.low[at] == "half":
        share, at = 0.5, line.skip_hyphen(at + 1) if line.at(at + 2) in {"a", "an"} else at + 1
    elif line.low[at] in {"a", "one"} and line.at(at + 1) in {"quarter", "half"}:
        share, at = QUARTERS[line.at(at + 1)], at + 2
    elif line.low[at] == "quarter":
        share, at = 0.25, at + 1
    elif line.low[at] == "three" and line.at(line.skip_hyphen(at + 1)) == "quarters":
        share, at = 0.75, line.skip_hyphen(at + 1) + 1
    if not share:
        return None
    if line.at(at) == "of":
        at += 1
    at = line.skip_hyphen(at + 1 if line.at(at) in {"a", "an"} else at)
    if line.at(at) not in MAGNITUDES:
        return None
    factor = 1.0
    while line.at(at) in MAGNITUDES:
        factor, at = factor * MAGNITUDES[line.at(at)], at + 1
    value = share * factor
    return Number(first, at, tidy(value), value / 5, "words", ("number: half a million",), magnitude=factor)


# ── none ─────────────────────────────────────────────────────────────────────────────────────────────────────

_NONE_OF = words(
    "casualties casualty deaths death injuries injury fatalities fatality victims survivors infections arrests losses "
    "hostages wounded dead fatalities deaths cases"
)
_SPARED = words("civilians soldiers children passengers residents officers bystanders police women men crew")
_ADJECTIVES = words("civilian military reported serious new confirmed further other additional known more human local")


def _no_casualties(line: Line, i: int) -> Number | None:
    """No casualties · zero deaths · without casualties: said of what is counted in bad news"""
    if line.low[i] not in {"no", "zero", "without"}:
        return None
    at = i + 1
    while line.at(at) in _ADJECTIVES:
        at += 1
    lost = line.follows(at, "loss", "of", "life")
    harmed = line.tag(at) == "NOUN" and line.at(at + 1) in _WAS and {line.at(at + 2), line.at(at + 3)} & _HARMED
    spared = line.at(i - 1) in {"and", "but"} and line.at(at) in _SPARED and not _HARMED.isdisjoint(line.low[:i])
    if not (line.at(at) in _NONE_OF or lost or harmed or spared):
        return None
    if line.at(at + 1) in {"toll", "rate", "count", "figures", "numbers"}:
        return None
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: no casualties",))


def _nobody_hurt(line: Line, i: int) -> Number | None:
    """No one was hurt · nobody was killed"""
    last = i + 2 if line.follows(i, "no", "one") else i + 1
    if line.low[i] != "nobody" and last == i + 1:
        return None
    if line.at(last) not in {"was", "were", "is", "has", "had", "died"}:
        return None
    harm = {line.at(last), line.at(last + 1), line.at(last + 2)} & _HARMED
    return Number(i, last, 0.0, 1.0, "zero", ("number: nobody hurt",)) if harm else None


_WAS = words("was were is are has have had")
_HARMED = words("killed hurt injured wounded died harmed arrested infected")
_SCORED = words("goal goals won win beat lost lose drew half-time full-time")
_ZERO_STANDS = words("to at from was is of than near nearly almost with reached hit remains remained were about put")
_NO_ZERO = words(
    "tolerance hour day days sum gravity waste chance interest point points doubt risk trust carbon emission emissions "
    "covid option"
)
_UNIT_SIGNS = words("percent % per degrees degree °")


def _zero(line: Line, i: int) -> Number | None:
    """Fell to zero · zero percent · put his losses at "zero"; not ground zero, net zero, zero tolerance, below zero"""
    if line.low[i] not in {"zero", "nil"} or line.at(i + 1) == "-":
        return None
    if line.low[i] == "nil" and not line.vocabulary.isdisjoint(_SCORED):
        return None  # "beaten by three goals to nil"
    before = line.at(i - 2) if line.at(i - 1) == '"' else line.at(i - 1)
    behind = line.at(i + 1)
    if behind in _NO_ZERO or before in {"net", "ground", "sub", "absolute", "-", "below", "above"}:
        return None
    measured = behind in _UNIT_SIGNS
    stands = before in _ZERO_STANDS and line.tag(i + 1) not in {"NOUN", "ADJ", "PROPN"}
    counted = line.tag(i + 1) == "NOUN" and behind.endswith("s") and not line.is_capital(i)
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: zero",)) if measured or stands or counted else None


_NOT_COUNTABLE = words("word thing minute moment doubt day time penny sign soul second step reason trace")


def _not_one(line: Line, i: int) -> Number | None:
    """Not one of the ships · not a single shot"""
    if line.low[i] != "not":
        return None
    if (
        line.follows(i + 1, "one", "of")
        and line.at(i + 3) in _OWNED
        and line.tag(i + 4) in {"NOUN", "ADJ", "PROPN", "NUM"}
    ):
        return Number(i, i + 2, 0.0, 1.0, "zero", ("number: not one",))
    single = line.follows(i + 1, "a", "single") and line.tag(i + 3) in {"NOUN", "ADJ"}
    if single and line.at(i + 3) not in _NOT_COUNTABLE:
        return Number(i, i + 3, 0.0, 1.0, "zero", ("number: not a single",))
    return None


_OWNED = words("the its their our his her these those")


def _none(line: Line, i: int) -> Number | None:
    """None of the 40 crew · none of them was hurt · 81 votes to none · now they sell none"""
    if line.follows(i + 1, "the") and line.at(i + 2) in {"wiser", "worse", "better", "less", "richer"}:
        return None
    if line.low[i] != "none" or (line.at(i - 1) in {"bar", "and", "to"} and line.at(i - 2) in {"second", "", "all"}):
        return None
    if line.at(i + 1) == "of":
        told = any(_is_number(line, k) for k in range(i + 3, i + 5)) or not line.vocabulary.isdisjoint(_HARMED)
        told = told or _is_of_many(line, i + 2)
        return Number(i, i + 1, 0.0, 1.0, "zero", ("number: none of",)) if told else None
    beside = any(_is_number(line, k) for k in range(line.size))
    placed = line.at(i - 1) in _BEFORE_NONE or line.tag(i - 1) == "VERB"
    ends = line.kind(i + 1) != "word" or line.at(i + 1) in _BEHIND_NONE or _is_number(line, i + 1)
    ends = ends or line.at(i - 1) == "whom" or (line.at(0) == "of" and line.at(i - 1) == ",")
    return Number(i, i + 1, 0.0, 1.0, "zero", ("number: none",)) if beside and placed and ends else None


def _is_of_many(line: Line, at: int) -> bool:
    """ "none of *the pumping stations*", "none of *the remainder*": of things that can be counted."""
    if line.at(at) not in _OWNED or not line.vocabulary.isdisjoint(_ASKED):
        return False  # "none of the companies responded"
    for k in range(at + 1, min(at + 5, line.size)):
        if line.at(k) in {"remainder", "rest"}:
            return True
        if line.tag(k) == "NOUN" and line.tag(k + 1) != "NOUN":
            plural = line.at(k).endswith("s") and not line.at(k).endswith("ss")
            return (plural and line.at(k) not in _TALKED_OF) or line.at(k) in {"people", "women", "men", "children"}
        if line.kind(k) != "word" or line.tag(k) not in {"NOUN", "PROPN", "ADJ", "VERB", "NUM"}:
            return False
    return False


_ASKED = words("comment comments respond responded reply replied answered commented")
_TALKED_OF = words("claims allegations details words facts reasons ideas theories rumours arguments things others")
_BEFORE_NONE = words("to with against from versus than were was has had but whom , and")
_BEHIND_NONE = words("in at last a the before this on from today now then against for seriously badly fatally")


def _is_number(line: Line, k: int) -> bool:
    return line.kind(k) == "number" or line.at(k) in NUMBER_WORDS


_GOES_ON = frozenset(UNITS) | frozenset(TENS) | frozenset(MAGNITUDES)
_STARTS = (
    frozenset(UNITS) | frozenset(TENS) | {"a", "an", "hundred", "thousand", "million", "billion", "trillion", "dozen"}
) - {"zero"}

_Rule = Callable[[Line, int], Number | None]
_DIGIT_RULES: tuple[_Rule, ...] = (_digits,)
#: Each rule with the words it can begin with.
_WORD_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (_nobody_hurt, words("no nobody")),
    (_no_casualties, words("no zero without")),
    (_zero, words("zero nil")),
    (_not_one, words("not")),
    (_none, words("none")),
    (_half_a_magnitude, words("half a one quarter three")),
    (_few_hundred, words("a the another few several couple")),
    (_pair, words("a another")),
    (_vague_plural, frozenset(VAGUE)),
    (_number_words, _STARTS),
)
_RULES_BY_WORD: dict[str, tuple[_Rule, ...]] = {
    word: tuple(rule for rule, begins in _WORD_RULES if word in begins)
    for word in frozenset().union(*(begins for _, begins in _WORD_RULES))
}
