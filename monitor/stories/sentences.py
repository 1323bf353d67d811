"""Sentences of a text with their places, compared word by word: what a copy says that its lead does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from monitor.stories.fingerprint import words_of

_END = re.compile(r"(?<=[.!?…।؟])[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-zß-öø-ÿ])|(?<=[。！？])[」』”]*")
#: A full stop behind one of these ends no sentence.
_ABBREVIATED = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Capt|Maj|Gov|Sen|Rep|St|No|Nr|vs|approx|ca|c|Jan|Feb|Mar|Apr|Jun|Jul"
    r"|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|[A-Z](?:\.[A-Z])*)\.$"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
#: "KELMET, March 2 (Meridian Wire) -": where and when a text was filed, not what it says.
_DATELINE = re.compile(
    rf"^\W*(?:[^\W\d_a-z][^\W\da-z]+(?:[ ,/.'’-]++[^\W\d_][\w.’']*+){{0,4}}(?:,?\s+{_MONTH}(?:\s+\d{{1,2}})?)?\s*)?"
    rf"(?:\([^()\d]{{2,40}}\)\s*(?:[-–—:]+|\.)\s+)"
    rf"|^\W*[^\W\d_a-z]{{3,}}(?:[ ,/.'’][^\W\d_a-z]{{2,}}){{0,3}}(?:,?\s+{_MONTH}(?:\s+\d{{1,2}})?)?\s*[-–—]+\s+"
)
#: In a headline these are news though the lead may hold the word elsewhere.
_NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen dozens half halves third thirds quarter quarters fifth fifths tenth tenths double doubled triple tripled twice
    zero none no""".split()  # noqa: SIM905 - a list of 55 quoted words is not read by anybody
)


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]` of the article, and its normalised words without a dateline."""

    start: int
    end: int
    words: tuple[str, ...]


def sentences(text: str) -> list[Sentence]:
    """Every sentence that has a word in it, in order; a line break ends one."""
    filed = _first_lines(text)
    return [
        Sentence(line.start() + start, line.start() + end, words)
        for line in re.finditer(r"[^\n\r\u2028\u2029]+", text)
        for start, end, words in _of_line(line.group(), line.start() < filed)
    ]


@lru_cache(maxsize=2048)  # a copy's paragraphs are its lead's; about 4 KB each
def _of_line(line: str, filed: bool) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """(start, end, words) of the sentences of one line, which may bear a dateline where it is one of the first."""
    found = []
    for start, end in _spans(line):
        piece = line[start:end]
        dateline = _DATELINE.match(piece[:120]) if filed else None
        words = tuple(words_of(piece[dateline.end() :] if dateline else piece))
        if words:
            found.append((start, end, words))
    return tuple(found)


def _first_lines(text: str) -> int:
    """Where the lines end that may bear a dateline: headline, standfirst, first paragraph.

    Further down "GERMANY - 40" is a line of a table, and which country it is about must not be overlooked.
    """
    ends = [line.end() for line in islice(re.finditer(r"\S[^\n]*", text), 3)]
    return ends[-1] if ends else 0


def _spans(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _END.finditer(line):
        if stop.end() <= start or _ABBREVIATED.search(line[max(start, stop.start() - 12) : stop.start()]):
            continue
        yield from _trimmed(line, start, stop.end())
        start = stop.end()
    yield from _trimmed(line, start, len(line))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def unseen(text: str, title: str, lead: str, *, retitled: bool = True) -> tuple[tuple[int, int], ...]:
    """[start, end) spans of the sentences of `text` that do not stand in `lead` as whole sentences, word for word.

    A part of a lead's sentence counts as unseen: "500 people died" does not stand in "it is not true that 500 people
    died". The headline is left out where it tells nothing that the lead does not: the same but for a marker such as
    "UPDATE 1-" (`retitled` False), or no number and no new word.
    """
    headline = len(title) if title and text.startswith(title) else 0
    told = {"", *map(str.strip, lead.split("\n"))}
    if all(line.strip() in told for line in text[headline if not retitled else 0 :].split("\n")):
        return ()  # verbatim, as most copies are
    held = _held(lead)
    spans = []
    for sentence in sentences(text):
        if held.has(sentence.words):
            continue
        if sentence.end <= headline and not (retitled and held.news(sentence.words)):
            continue
        spans.append((sentence.start, sentence.end))
    return tuple(spans)


@lru_cache(maxsize=128)  # the lead of a running story is asked for again and again
def _held(lead: str) -> _Held:
    return _Held(sentences(lead))


class _Held:
    """The lead's sentences, to be asked for one or several in a row."""

    def __init__(self, held: list[Sentence]) -> None:
        self._one = {sentence.words for sentence in held}
        self._openings = {sentence.words[:1] for sentence in held}
        self._vocabulary = {word for sentence in held for word in sentence.words}
        self._joined = "\x1e".join([""] + [" ".join(sentence.words) for sentence in held] + [""])
        self._flat = self._joined.replace("\x1e", " ")

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether these words are one whole sentence or several in a row."""
        if words in self._one:
            return True
        if words[:1] not in self._openings:
            return False
        wanted = f" {' '.join(words)} "
        at = self._flat.find(wanted)
        while at >= 0:
            if self._joined[at] == "\x1e" and self._joined[at + len(wanted) - 1] == "\x1e":
                return True
            at = self._flat.find(wanted, at + 1)
        return False

    def news(self, words: tuple[str, ...]) -> bool:
        """Whether a headline says a number or a word that is new."""
        return any(word not in self._vocabulary or word in _NUMBER_WORDS or not word.isalpha() for word in words)
