"""Numbers that are part of a name: glued to letters or signs, behind or before a capital."""

from __future__ import annotations

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.numerals import CURRENCY_MARKS, MAGNITUDES, TENS, UNITS
from workers.figures.units import is_unit

# ── glued to letters or signs ────────────────────────────────────────────────────────────────────────────────

_ADDRESS_SIGNS = frozenset("_=@#")
_SIGNS = frozenset("/_:=@&#^*.~+\\|")
_NO_NAMES = words(
    "minus plus sub magnitude nearly almost about some record multi roughly around approximately and to through a an "
    "the just between than of least top additional another further"
)


_ROADS = frozenset("ABEMN")


def glued_to_a_name(line: Line, i: int) -> int:
    """F-16s · COVID-19 · T-72 · mid-2024 · PM2.5 · file_2 · #3 · @user99"""
    letter = line.text(i - 1)
    road = line.glued(i) or (letter in _ROADS and (line.kind(i + 1) != "word" or line.tag(i + 1) == "VERB"))
    if len(letter) == 1 and letter.isupper() and road and line.at(i - 2) == "the":
        return tail(line, i + 1)  # "the R420", "the A 9"
    if not line.glued(i):
        return 0
    before = line.at(i - 1)
    if (before == "ps" and len(line.at(i)) == 1 and not line.glued(i + 1)) or (
        before == "n" and line.at(i + 1) in _MASKS
    ):
        return tail(line, i + 1)  # "PS5", "N95 masks"
    if before == "-" and line.glued(i - 1):
        word = line.at(i - 2)
        if line.kind(i - 2) == "word" and not _is_number_word(word) and word not in _NO_NAMES:
            if _after_a_number(line, i - 2):
                return 0
            return tail(line, i + 1)
        if word in {")", "%"} or line.kind(i - 2) != "punct":
            return 0
        return tail(line, i + 1)
    if before in _ADDRESS_SIGNS or (before in _SIGNS and line.glued(i - 1) and line.kind(i - 2) == "word"):
        if before == "/" and (_is_number_word(line.at(i - 2)) or line.kind(i - 3) == "number"):
            return 0
        return tail(line, i + 1)
    return 0


_MASKS = words("mask masks respirator respirators")


def _after_a_number(line: Line, i: int) -> bool:
    """The word at `i` is glued to a number or currency before it ("10m-12m", "$10bn-15bn")."""
    return line.kind(i - 1) == "number" or (line.at(i - 1) == "-" and line.kind(i - 2) == "number")


def _is_number_word(word: str) -> bool:
    return word in UNITS or word in TENS or word in MAGNITUDES


def tail(line: Line, i: int) -> int:
    """Past what is glued on: "F-16s", "737-800", "F-35A", "Kh-101/102"."""
    while line.glued(i) and (line.kind(i) in {"word", "number"} or line.at(i) in {"-", "/", "."}):
        if line.kind(i) == "punct" and not (line.glued(i + 1) and line.kind(i + 1) in {"word", "number"}):
            break
        i += 1
    return i


ORDINAL_ENDS = words("st nd rd th")


def acronym_behind(line: Line, i: int) -> int:
    """5-HTP · a 10-K filing: a glued hyphen and capitals that are no unit"""
    word = line.text(i + 2)
    if line.at(i + 1) != "-" or not (line.glued(i + 1) and line.glued(i + 2)) or line.kind(i + 2) != "word":
        return 0
    if line.at(i + 2) in {"something", "somethings"}:
        return i + 3
    capitals = word.isupper() and line.at(i + 2) not in _KNOWN_TAILS and not is_unit(line, i + 2)
    return tail(line, i + 1) if capitals and line.at(i - 1) not in CURRENCY_MARKS else 0


_LETTER_NAMES = frozenset("GKDXPABES")
_LETTER_UNITS = frozenset("CFWVLKT")


def ordinal(line: Line, i: int) -> int:
    """1st · 22nd · 92nd Brigade"""
    if not (line.glued(i + 1) and line.at(i + 1) in ORDINAL_ENDS):
        return 0
    if line.at(i + 2) == "-" and line.glued(i + 2) and line.at(i + 3) in {"century", "anniversary"}:
        return i + 4
    return i + 2


def letter_glued_behind(line: Line, i: int) -> int:
    """5G · 4K · 3D · 4x4 · 1980s · 747s"""
    text = line.text(i + 1)
    if not line.glued(i + 1) or line.kind(i + 1) != "word" or line.at(i - 1) in CURRENCY_MARKS:
        return 0
    if line.at(i + 1) in {"e", "er", "eme", "ème"} and line.is_capital(i - 1):
        return i + 2  # "Paris 18e"
    if line.at(i + 1) in {"s", "'s"} and "." not in line.at(i) and "," not in line.at(i):
        return i + 2
    if text in _LETTER_NAMES and len(line.at(i)) <= 3 and not (text == "B" and is_unit(line, i + 2)):
        return i + 2 if not (text in _LETTER_UNITS and len(line.at(i)) > 1) else 0
    if line.at(i + 1) == "x" and line.glued(i + 2):
        return tail(line, i + 2)
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
    return tail(line, i + 1)


_LASTING = words("minutes hours days weeks months years seconds")


def title(line: Line, i: int) -> int:
    """60 Minutes · "Four Winters": a work's title"""
    if line.at(i) in _AIRLINERS and line.at(i - 1) in {"the", "a"} and line.at(i + 1) in _AIRCRAFT:
        return i + 1
    if line.is_title_case or not line.is_capital(i + 1) or line.kind(i + 1) != "word":
        return 0
    if line.at(i + 1) == "cent" and line.at(i) == "50":
        return i + 2  # the rapper
    if line.at(i + 1) in _LASTING and i and line.kind(i) == "number":
        return i + 2
    if line.at(i - 1) != '"':
        return 0
    end = next((k for k in range(i + 2, i + 8) if line.at(k) == '"'), 0)
    return end if end and all(line.is_capital(k) or line.at(k) in _SMALL for k in range(i + 1, end)) else 0


_AIRLINERS = words("707 717 727 737 747 757 767 777 787")
_AIRCRAFT = words("max jet jets aircraft plane planes airliner airliners freighter dreamliner crash")
_SMALL = words("a an the of in on at to for from and")
