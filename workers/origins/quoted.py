"""What a text quotes, and how much two quotations are one: word for word, reworded, or translated there and back."""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

MOST_QUOTATIONS = 40
#: A quotation shorter than this is a term in quotation marks ("special operation").
LEAST_WORDS = 4
#: rapidfuzz ratio from which two quotations are the same but for a word or the spelling.
SAME = 90.0
#: What a reworded quotation keeps: so many telling words in their order, and this share of the shorter one's.
LEAST_KEPT = 3
KEPT = 0.6
#: Weight of one telling word kept, and the most that a quotation weighs reworded and word for word.
WORD = 0.15
MOST_REWORDED = 0.8
MOST_SAME = 1.2

_QUOTED = re.compile(r"[“„«]([^“”„«»\n]{12,600})[”“»]|\"([^\"\n]{12,600})\"|(?<!\w)[‘']([^‘\n]{12,600}?)[’'](?!\w)")
_FUNCTION = frozenset(
    """a an the and or but so of to in on at by for with from as is are was were be been being am will
    would shall should can could may might must do does did has have had not no it its this that
    these those there here i you he she we they me him her us them my your his our their who what
    which when where than then if because all any some""".split()  # noqa: SIM905
)


def quotations(text: str) -> tuple[str, ...]:
    """What the text quotes, four words or more: lower-case words, in order, each once."""
    found: dict[str, None] = {}
    for match in _QUOTED.finditer(text):
        words = re.findall(r"\w+", (match[1] or match[2] or match[3]).casefold())
        if len(words) >= LEAST_WORDS:
            found[" ".join(words)] = None
    return tuple(found)[:MOST_QUOTATIONS]


def alike(one: str, other: str, common: Collection[str] = ()) -> tuple[float, bool]:
    """(weight, word for word?) of two normalised quotations as evidence; (0, False) for different ones.

    `common`: stems that the whole event tells; they prove nothing.
    """
    here, there = _telling(one, common), _telling(other, common)
    fewer = min(len(here), len(there))
    if fewer < LEAST_KEPT:
        return 0.0, False
    if fuzz.ratio(one, other) >= SAME:
        return min(MOST_SAME, 0.2 * fewer), True
    kept = LCSseq.similarity(here, there)
    if kept < LEAST_KEPT or kept < KEPT * fewer:
        return 0.0, False
    return min(MOST_REWORDED, WORD * kept), False


def _telling(quotation: str, common: Collection[str]) -> list[str]:
    """The words that carry meaning, cut to their stems."""
    stems = [word[:6] for word in quotation.split() if word not in _FUNCTION and len(word) > 1]
    return [stem for stem in stems if stem not in common]
