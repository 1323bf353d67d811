"""A text's fingerprint: what of it can be found again in another text, whatever was done to quotes, dashes and case.

Containment of 5-word shingles (Broder 1997) rather than Jaccard, MinHash or SimHash: a cut tail makes the sizes
unequal, and those measure equality. Hashes are derived from the words alone, so that processes and years agree on them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

#: Stored with what it produced; a change to words, shingles or sample needs a new one and an index rebuilt.
FINGERPRINT_VERSION = "1"

SHINGLE = 5
#: Of each run of so many shingles the smallest goes into the index (winnowing: Schleimer, Wilkerson, Aiken 2003). That
#: is one in eight, and two texts that share a run of WINDOW + SHINGLE - 1 words are sure to share one of them; with the
#: hashes divisible by eight, one trimmed copy of a single paragraph in fifty would share none.
WINDOW = 15
#: A short text puts at least so many into the index, so that an edited copy of it is found as well.
LEAST_SAMPLE = 16

_MASK = (1 << 64) - 1
_HALF = 1 << 63
_BASE = 0x9E3779B97F4A7C15  # odd, so that no bit of a word is lost; the words' own hashes do the mixing
_OUT = pow(_BASE, SHINGLE, 1 << 64)

#: Scripts written without spaces: each character is a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
#: Numbers keep their inner marks; a sign, a currency or a percent sign is a word, because changing it changes a figure.
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORD = re.compile(rf"[^\W\d_{_UNSPACED}]+|{_NUMBER}|[{_UNSPACED}]|[$€£¥₹₽₴₺₩₪%‰°]|(?<![\w-])-(?=\d)")
#: The same words of a text in ASCII, found in a third of the time.
_ASCII_WORD = re.compile(rf"[a-z]+|{_NUMBER}|[$%]|(?<![\w-])-(?=\d)", re.ASCII)
_TYPOGRAPHY = {ord(mark): "-" for mark in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"} | {
    ord(mark): None for mark in "\u00ad\u200b\u200c\u200d\u2060\ufeff"
}
_TYPOGRAPHY |= {ord(mark): "'" for mark in "‘’‚‛“”„‟«»‹›"}
_MARKER = re.compile(
    r"""^\s*(?: (?:update|wrapup|refile|rpt|repeat|corrected|correction|clarified|exclusive|breaking|urgent|analysis
              |writethru|live|watch|video|explainer|factbox|timeline) (?:\s*(?:no\.?\s*)?\d+)?\s*[-:–—|]\s*
        | \(\s*(?:update|updated|corrected|correction)[^)]*\) \s* )+""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Fingerprint:
    """All shingles of a text and the sample of them that the index holds.

    `rolls`: signed 64-bit hashes of its shingles, in order. `words`: number of words.
    """

    rolls: tuple[int, ...]
    words: int

    @cached_property
    def shingles(self) -> frozenset[int]:
        """Its shingles, each once."""
        return frozenset(self.rolls)

    @cached_property
    def sample(self) -> tuple[int, ...]:
        """One in eight of them, sorted. A lead is only compared, and needs none."""
        return _sample(self.rolls, self.shingles)


def fingerprint(text: str) -> Fingerprint:
    """The fingerprint of a text in any script. Same words, same fingerprint, in every process."""
    words = words_of(text)
    return Fingerprint(tuple(shingles_of(words)), len(words))


def words_of(text: str) -> list[str]:
    """The normalised words of a text: case, typography and width gone, digits kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text.casefold())


def shingles_of(words: list[str]) -> list[int]:
    """Hashes of all runs of five words, in order; a shorter text is one shingle, an empty one none."""
    if not words:
        return []
    hashed = [_word_hash(word) for word in words]
    rolled = 0
    for value in hashed[: SHINGLE - 1]:
        rolled = (rolled * _BASE + value) & _MASK
    if len(hashed) < SHINGLE:
        return [rolled - _HALF]
    rolls = []
    leaving = [0, *hashed]
    for value, gone in zip(hashed[SHINGLE - 1 :], leaving, strict=False):
        rolled = (rolled * _BASE + value - gone * _OUT) & _MASK
        rolls.append(rolled - _HALF)
    return rolls


@lru_cache(maxsize=1 << 15)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _sample(rolls: tuple[int, ...], shingles: frozenset[int]) -> tuple[int, ...]:
    sample = set()
    at, smallest = -1, 0
    for end in range(WINDOW - 1, len(rolls)):
        start = end - WINDOW + 1
        if at < start:
            window = rolls[start : end + 1]
            smallest = min(window)
            at = start + window.index(smallest)
        elif rolls[end] < smallest:
            at, smallest = end, rolls[end]
        sample.add(smallest)
    if len(sample) < LEAST_SAMPLE:
        sample.update(sorted(shingles - sample)[: LEAST_SAMPLE - len(sample)])
    return tuple(sorted(sample))


def title_key(title: str) -> str:
    """A title's words without "UPDATE 2-", "EXCLUSIVE:" and the outlet's name behind a bar."""
    bare = _MARKER.sub("", title)
    head, bar, _ = bare.rpartition(" | ")
    return " ".join(words_of(head if bar and len(head) > 15 else bare))
