"""What is said around a figure, beside its slots: names, what is counted, what became of it. Compared by `likeness`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from monitor.model.article import Article
from monitor.model.change import Said
from monitor.model.figure import Figure, Mood
from workers.series.lexicon import called, places, rows

#: Characters at the beginning of an article whose names are those it speaks of.
_BEGINNING = 1500
#: Names that an article speaks of, at most.
_MOST_NAMES = 40
#: Stems that an article is told to be about, at most, and their length.
_MOST_STEMS = 30
_STEM = 6
#: Words before and behind a figure that say what it is.
_AROUND = 9
#: Words before and behind it whose names are its own.
_NEAR, _NEAR_BEHIND = 12, 8
#: Words before and behind it that make it an addition to another.
_ADDED, _ADDED_BEHIND = 3, 2


def said(
    figure: Figure,
    names: Sequence[str],
    topic: Sequence[str] = (),
    *,
    beside: Sequence[Figure] = (),
    claimant: str | None = None,
) -> Said:
    """What is said of a figure in an article that speaks of these names, tells of this topic, holds these figures."""
    start = figure.start - figure.sentence_start
    before, behind = figure.sentence[:start], figure.sentence[start + len(figure.quote) :]
    left, right = _NUMBER.split(before)[-1], _NUMBER.split(behind)[0]
    near, near_behind = _words(left)[-_NEAR:], _words(right)[:_NEAR]
    counted = _words(f"{figure.counted or ''} {figure.measure or ''}")
    low = _lower([*near, "", *near_behind, "", *counted])
    core = _stems(_words(f"{(figure.counted or '').lower()} {figure.measure or ''}"))
    around = core | _stems([*near[-_AROUND:], *near_behind[:_AROUND]])
    speakers = {*_lower(_words(f"{' '.join(figure.attribution)} {claimant or ''}"))}
    clause = [*_words(_CLAUSE.split(left)[-1])[-_NEAR:], *_words(_CLAUSE.split(right)[0])[:_NEAR_BEHIND]]
    next_to = {*_lower([*_words(before)[-_ADDED:], *_words(behind)[:_ADDED_BEHIND]])}
    return Said(
        names=tuple(names),
        topic=tuple(topic),
        near=_ordered(_named(clause, names) - speakers),
        sentence=_ordered(_named(_words(figure.sentence), names) - speakers),
        core=_ordered(core),
        around=_ordered(around),
        things=_ordered(called(_lower(counted), "things")),
        fates=_ordered(called(low, "fates")),
        counted_fates=_ordered(called(_lower(counted), "fates")),
        nearest=_ordered(_nearest(_lower(near[-_AROUND:]), _lower(near_behind[:_AROUND]))),
        added=bool(_ADDITIONS & next_to),
        alone=not any(each.dimension == figure.dimension and _is_level(each) for each in beside if each != figure),
    )


def _is_level(figure: Figure) -> bool:
    return figure.step_of is None and figure.mood is not Mood.PAST


def names_of(article: Article) -> tuple[str, ...]:
    """The names that an article speaks of at its beginning."""
    return names_in(f"{article.title}\n{article.text[:_BEGINNING]}")


def topic_of(article: Article) -> tuple[str, ...]:
    """Stems of the words that an article tells of most at its beginning."""
    return topic_in(f"{article.title}\n{article.text[:_BEGINNING]}")


@lru_cache(maxsize=32)
def topic_in(text: str) -> tuple[str, ...]:
    """Stems of the words that a text tells of most, those told first before others; no names, no words of saying."""
    told: Counter[str] = Counter()
    small = {word for word in _WORD.findall(text) if word[:1].islower()}
    for word in _words(text):
        low = word.lower()
        if (word[:1].islower() or low in small) and len(low) > 3 and low not in word_list("says_nothing"):
            told[low.removesuffix("s")[:_STEM]] += 1
    return tuple(stem for stem, _ in told.most_common(_MOST_STEMS))


@lru_cache(maxsize=32)
def names_in(text: str) -> tuple[str, ...]:
    """The first names a text speaks of, lower-cased: words with a capital that stand nowhere without one."""
    small = {word for word in _WORD.findall(text) if word[:1].islower()}
    found: dict[str, None] = {}
    for word in _words(text):
        low = word.lower()
        if word[:1].isupper() and low not in small and low not in word_list("no_names") and len(low) > 1:
            found[low] = None
    return tuple(found)[:_MOST_NAMES]


@lru_cache(maxsize=8)
def word_list(name: str) -> frozenset[str]:
    """The words of one row of `words.tsv`."""
    return next(frozenset(words.split()) for called, words in rows("words") if called == name)


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _ordered(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


def _named(words: Sequence[str], names: Sequence[str]) -> set[str]:
    """Those of the words that are names of the article."""
    return {word.lower() for word in words if word[:1].isupper()} & {*names}


def _stems(words: Sequence[str]) -> set[str]:
    """The stems of the words that say what is counted; names, numbers and words of moving and saying left out."""
    found = set()
    for word in words:
        low = word.lower()
        if word[:1].isupper() or low in word_list("says_nothing") or len(low) < 3:
            continue
        found.add(low.removesuffix("s")[:5])
    return found


def _nearest(before: Sequence[str], behind: Sequence[str]) -> frozenset[str]:
    """What became of it by the word nearest to the number, behind it before before it."""
    left = [(len(before) - 1 - at + 0.5, of) for at, of in places(before, "fates")][-1:]
    right = [(float(at), of) for at, of in places(behind, "fates")][:1]
    return min([*left, *right], key=lambda each: each[0], default=(0.0, frozenset[str]()))[1]


_WORD = re.compile(r"[^\W\d_][\w'’.-]*[^\W_]|[^\W\d_]")
_POSSESSIVE = re.compile(r"['’]s$")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|half)\b"
)
#: Where another thing begins to be told.
_CLAUSE = re.compile(r";|,? (?:while|whereas|but|although|though|and that)\b|: | – | — ")
_ADDITIONS = frozenset(("more", "further", "another", "additional", "extra", "new", "newly", "added", "fresh", "again"))
