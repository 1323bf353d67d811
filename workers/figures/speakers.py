"""Speakers: verbs of saying, and the noun phrases that name who speaks, by words and capitals alone."""

from __future__ import annotations

from functools import cache

from workers.figures.lexicon import rows, words
from workers.figures.line import Line

PRONOUNS = words("he she they")
_DETERMINERS = words("the a an his her its their our this these those some several two three four another one many")
_LINKS = words("of in for at on with from inside within near")
_NEVER_LEFT = words(
    "that which who when where while because as if and but or than whether to by is was were are has had"
)
_MAX = 14  # tokens in a name
_PLAIN = words(
    "senior military local state government foreign defence defense health interior finance federal regional "
    "national former top deputy chief high ranking high-ranking emergency police western eastern northern southern "
    "official independent company hospital security intelligence rescue fire city county provincial district army navy "
    "united public human rights aid ministry's press news trade central weather transport labour labor education "
    "statistics business separate second third other same new recent leading unnamed anonymous court election "
    "agriculture air force border energy rebel union industry opposition party law enforcement disaster management "
    "civil protection general staff medical market bank aviation election financial annual quarterly monthly joint"
)


@cache
def group(name: str) -> frozenset[str]:
    """The words of one class of `lexicon/speakers.tsv`."""
    return frozenset(word for word, kind in rows("speakers") if kind == name)


def is_saying(word: str) -> bool:
    """A finite verb of saying, by its form."""
    return word in group("say")


def is_head(word: str) -> bool:
    """A noun for somebody or something that states things."""
    return word in group("head")


def _is_name(line: Line, at: int) -> bool:
    """A capitalised word that is no mere beginning of a sentence."""
    if not line.is_capital(at) or line.kind(at) != "word":
        return False
    return line.at(at) not in _DETERMINERS and line.at(at) not in _SMALL


_SMALL = words(
    "the in on at by for from with after before it he she they we i but and as if that this there according "
    "about more some many most nearly since while when however meanwhile also then of to monday tuesday wednesday "
    "thursday friday saturday sunday separately earlier"
)


def phrase_before(line: Line, end: int) -> tuple[int, int]:
    """Tokens [first, end) of the speaker named right before token `end`; (0, 0) where none is."""
    last = end - 1
    if line.at(last) in PRONOUNS:
        return last, end
    if not (_is_name(line, last) or is_head(line.at(last))):
        return 0, 0
    first = _walk_left(line, last)
    return (first, end) if _holds_head(line, first, end) else (0, 0)


def _walk_left(line: Line, last: int) -> int:
    """The first token of the noun phrase that ends with token `last`."""
    first = at = last
    while at > 0 and last - at < _MAX:
        word = line.at(at - 1)
        if word in _DETERMINERS:
            first = at = at - 1
            if not (line.at(at - 1) in _LINKS and _can_link(line, at - 2)):
                return first
        elif word in {"'s", "-", "&", "'"} or _is_name(line, at - 1) or is_head(word) or word in _PLAIN:
            first = at = at - 1
        elif (word in _LINKS and _can_link(line, at - 2)) or (
            word == "and" and _is_name(line, at - 2) and _is_name(line, at)
        ):
            at -= 1
        elif determiner := _determined(line, at - 1):
            first = at = determiner
        else:
            return first
    return first


def _determined(line: Line, at: int) -> int:
    """The token after a determiner that stands one to three plain words left of `at + 1`; 0 for none."""
    for k in range(at, max(0, at - 3), -1):
        word = line.at(k)
        if not word.isalpha() or word in _NEVER_LEFT or word in _LINKS or is_saying(word):
            return 0
        if line.at(k - 1) in {"the", "a", "an"}:
            return k
    return 0


def _can_link(line: Line, at: int) -> bool:
    """A noun that may carry "of …" or "in …" and still speak."""
    return is_head(line.at(at)) or (_is_name(line, at) and line.at(at + 1) == "of")


def _holds_head(line: Line, first: int, end: int) -> bool:
    return any(_is_name(line, at) or is_head(line.at(at)) for at in range(first, end))


def phrase_after(line: Line, start: int) -> tuple[int, int]:
    """Tokens [start, last) of the speaker named from token `start` on; (0, 0) where none is."""
    if line.at(start) in PRONOUNS:
        return start, start + 1
    at = start + 1 if line.at(start) in _DETERMINERS else start
    headed = False
    if at > start:  # "the port authority": plain words up to the noun
        ahead = next((k for k in range(at, at + 3) if is_head(line.at(k))), 0)
        if ahead and all(line.at(k).isalpha() and line.at(k) not in _LINKS for k in range(at, ahead)):
            at = ahead
    while at < line.size and at - start < _MAX:
        word = line.at(at)
        if is_saying(word) and headed and not is_head(word):
            break
        if _is_name(line, at) or is_head(word):
            headed = True
        elif word in {"'s", "-", "&"} or word in _PLAIN:
            pass
        elif word in _LINKS and headed and _goes_on(line, at + 1):
            at += line.at(at + 1) in _DETERMINERS
        elif word == "and" and _is_name(line, at - 1) and _is_name(line, at + 1):
            pass
        else:
            break
        at += 1
    return (start, at) if headed else (0, 0)


def _goes_on(line: Line, at: int) -> bool:
    at += line.at(at) in _DETERMINERS
    if line.at(at) in _DAYS_AND_MONTHS:
        return False
    return _is_name(line, at) or is_head(line.at(at)) or line.at(at) in _PLAIN


_DAYS_AND_MONTHS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
    "july august september october november december"
)
