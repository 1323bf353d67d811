"""What a text is about, as weighted terms, and how near it is to other texts."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from workers.origins.lexicon import rows

MOST_TERMS = 80
#: A term loses an ending and is cut to so many letters: "strikes" and "striking", "Ukraine" and "Ukrainian" are one.
STEM = 6
#: Stories that stand behind the few of a young store, so that what two of two tell is not thought common.
BACKGROUND = 60
NAME_WEIGHT = 1.6

_STOP = frozenset(
    """the and for that with has have had was were are been being from this they their them there then than which who
    whom whose what when where while will would could should may might must can not but its his her hers him she
    our your you into onto over under about after before between during against among through also more most
    much many some such only other another any all both each few very just even still yet now new old one two
    three four five six seven eight nine ten said says say saying told tell according report reports reported
    reporter reporters statement spokesman spokeswoman monday tuesday wednesday thursday friday saturday sunday
    january february march april june july august september october november december week weeks month months
    year years day days today yesterday since until last first next people percent per cent million billion
    gmt thousand hundred number part time times made make take taken took because however although near around
    nearly almost least out off down back well between how why did does der die das und den dem des ein eine
    einen mit von für auf ist sind nicht auch les des une est dans pour que qui sur avec pas los las una por con
    para del como más""".split()  # noqa: SIM905 - a list of quoted words is not read
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
#: As the grammar of numbers has not seen them: digits with their inner marks.
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ENDINGS = ("ings", "ing", "ers", "er", "ies", "ied", "es", "ed", "s", "e", "y")
_OWNER = re.compile(r"[’']s?$")
#: Another word with a capital letter and small ones follows.
_NEXT = re.compile(r" [A-ZÀ-Þ][a-zß-ÿ]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]")


#: A name: words with a capital letter, and what stands between the parts of one.
_CAPITAL = r"[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)*"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:de|da|di|van|von|al|of) )?{_CAPITAL})*")
MOST_NAMES = 40


def names_in(body: str) -> tuple[str, ...]:
    """The names of people and places in a text, as they are written, without days, months and the first words of
    sentences, where those stand alone."""
    found: dict[str, None] = {}
    for name in _NAME.finditer(body):
        words = [word for word in name.group().split() if word.casefold() not in _STOP]
        first = name.start() == 0 or body[max(0, name.start() - 3) : name.start()].rstrip(' “"‘«(')[-1:] in ".!?:\n”"
        if len(words) > 1 or (words and not first):
            found[" ".join(words)] = None
    return tuple(found)[:MOST_NAMES]


def terms(title: str, body: str, outlets: Iterable[str] = ()) -> dict[str, float]:
    """The text's up to 80 heaviest terms: names count more than other words, the title more than the body.

    Words as stems, numbers of two telling digits as "#6.4". `outlets`: names that say who tells, not what.
    """
    counts: Counter[str] = Counter()
    names: set[str] = set()
    tellers = [re.compile(re.escape(name), re.IGNORECASE) for name in outlets if name]
    for text, weight in ((title, 2), (body, 1)):
        for teller in tellers:
            text = teller.sub("", text)
        for term, name in _terms(text):
            counts[term] += weight
            if name and weight == 1:
                names.add(term)
    weighed = {term: (1 + math.log(count)) * (NAME_WEIGHT if term in names else 1.0) for term, count in counts.items()}
    heaviest = sorted(weighed, key=lambda term: (-weighed[term], term))[:MOST_TERMS]
    return {term: round(weighed[term], 3) for term in sorted(heaviest)}


def terms_of_title(title: str) -> frozenset[str]:
    """The terms of a title, without weights."""
    return frozenset(term for term, _ in _terms(title))


def _terms(text: str) -> Iterator[tuple[str, bool]]:
    """(term, is it a name?) of each word and number."""
    for found in _WORD.finditer(text):
        word = found.group()
        if _CJK.search(word):
            yield from ((word[at : at + 2], False) for at in range(max(1, len(word) - 1)))
            continue
        plain = _plain(word)
        if len(plain) < 3 or plain in _STOP:
            continue
        yield _term(word), word[0].isupper() and _inside(text, found.start())
    for found in _NUMBER.finditer(text):
        number = found.group().replace(",", "")
        if len(number.replace(".", "").strip("0")) >= 2 and not _YEAR.fullmatch(number):
            yield f"#{number}", False


def named_terms(title: str, body: str, topic: Mapping[str, float]) -> tuple[str, ...]:
    """The terms of a topic that are names, heaviest first: what the body writes with a capital letter inside sentences
    ("in Lorn"), as an owner ("Lorn's market") or before another name, and title and body seldom without ("Train drivers
    … the trains" names no train)."""
    sure: Counter[str] = Counter()
    for text, weight in ((title, 0), (body, 1)):
        for found in _WORD.finditer(text):
            word = found.group()
            term = _term(word)
            if term in topic:
                sure[term] += weight * _is_name(text, found) if word[0].isupper() else -2
    return tuple(sorted((term for term, count in sure.items() if count > 0), key=lambda term: (-topic[term], term)))


def _is_name(body: str, found: re.Match[str]) -> bool:
    """Whether a word with a capital letter is a name, wherever it stands."""
    word = found.group()
    if word.endswith(("’s", "'s")) or _plain(word) in _one_word("countries"):
        return True
    return _inside(body, found.start()) or bool(_NEXT.match(body, found.end()))


def _inside(text: str, start: int) -> bool:
    """Whether a word stands inside a sentence, where only names have capital letters; "LORN (Wire) - Rescuers" begins
    one."""
    return start > 1 and text[start - 2] not in '.!?\n“”"-–—'


def _plain(word: str) -> str:
    return _OWNER.sub("", word).casefold()


def _term(word: str) -> str:
    plain = _plain(word)
    country = _one_word("countries").get(plain) if word[0].isupper() else None
    return country or _one_word("choices").get(plain) or _stem(plain)


@cache
def _one_word(name: str) -> Mapping[str, str]:
    """By word: the first of its row, which stands for all ("tremor" → "quake"; "Norwegian" → "norway")."""
    return {word: row[0] for row in rows(name) for word in row}


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)][:STEM]
    return word[:STEM]


def rarity(topics: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Inverse document frequency of every term in these topics."""
    held = list(topics)
    frequency = Counter(term for topic in held for term in topic)
    return {term: math.log((len(held) + BACKGROUND) / (count + 1)) for term, count in frequency.items()}


def direction(topic: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, float]:
    """What a text is about, as a vector of length one over its terms, rare ones weighing more."""
    return _of_length_one({term: weight * rare[term] for term, weight in topic.items()})


def centre(directions: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """What several texts are about together."""
    summed: defaultdict[str, float] = defaultdict(float)
    for each in directions:
        for term, weight in each.items():
            summed[term] += weight
    return _of_length_one(summed)


def nearness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Cosine of two directions, 0-1."""
    return math.fsum(weight * other[term] for term, weight in one.items() if term in other)


def _of_length_one(vector: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}
