"""Word lists as data: tab-separated files with a version line, read once, when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial

from workers.tables import rows_of

#: The longest of the phrases, in words.
_LONGEST = 4


#: The rows of one of the files here, by its name.
rows = partial(rows_of, __package__)


@cache
def concepts(name: str) -> Mapping[str, frozenset[str]]:
    """By word or phrase: what it may be called, of the concepts in `<name>.tsv`."""
    found: dict[str, set[str]] = {}
    for called, said in rows(name):
        for phrase in said.split("|"):
            found.setdefault(phrase, set()).add(called)
    return {phrase: frozenset(called) for phrase, called in found.items()}


def called(words: Sequence[str], name: str) -> frozenset[str]:
    """The concepts that lower-case words speak of, phrases before their words."""
    return frozenset(each for _, found in places(words, name) for each in found)


def places(words: Sequence[str], name: str) -> Iterator[tuple[int, frozenset[str]]]:
    """Where concepts are spoken of: the place of a phrase's first word, and what it may be called."""
    known, at = concepts(name), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 1, -1):
            found = known.get(" ".join(words[at : at + length]))
            if found:
                yield at, found
                at += length
                break
        else:
            found = of_word(words[at], name)
            if found:
                yield at, found
            at += 1


@lru_cache(maxsize=20_000)
def of_word(word: str, name: str) -> frozenset[str]:
    """What one word may be called, in whichever form it stands."""
    known = concepts(name)
    return next((known[form] for form in _forms(word) if form in known), frozenset())


def _forms(word: str) -> Iterable[str]:
    """The word and what it may be a form of: "evacuees", "stopped", "raising", "injuries"."""
    yield word
    for ending in ("s", "es", "d", "ed", "ing"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 3:
            continue
        yield stem
        if ending in ("ed", "ing"):
            yield stem + "e"
            if stem[-1] == stem[-2]:
                yield stem[:-1]
    if word.endswith(("ies", "ied")) and len(word) > 4:
        yield word[:-3] + "y"
