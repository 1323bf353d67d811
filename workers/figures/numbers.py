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
from workers.figures.numerals import (
    CURRENCY_MARKS,
    LETTERS,
    MAGNITUDES,
    NUMBER_WORDS,
    QUARTERS,
    SYMBOL_FRACTIONS,
    TENS,
    UNITS,
    VAGUE,
)
from workers.figures.zero import no_casualties, nobody_hurt, none, not_one, zero

_VAGUE_MANY = 10.0  # "hundreds" stops where "thousands" begins
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
    number = _magnified(line, _with_fraction_sign(line, number))
    return _and_a_half(line, number) if number.magnitude == 1.0 and number.step >= 1 else number


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


_GOES_ON = frozenset(UNITS) | frozenset(TENS) | frozenset(MAGNITUDES)
_STARTS = (
    frozenset(UNITS) | frozenset(TENS) | {"a", "an", "hundred", "thousand", "million", "billion", "trillion", "dozen"}
) - {"zero"}

_Rule = Callable[[Line, int], Number | None]
_DIGIT_RULES: tuple[_Rule, ...] = (_digits,)
#: Each rule with the words it can begin with.
_WORD_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (nobody_hurt, words("no nobody")),
    (no_casualties, words("no zero without")),
    (zero, words("zero nil")),
    (not_one, words("not")),
    (none, words("none")),
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
