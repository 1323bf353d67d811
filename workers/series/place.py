"""Which series a figure belongs to.

A series is named by what its figures measure, whose, where, of which dimension and kind. The key is taken from the
figure alone, so that the same words always name the same series; a figure that names less than a series that is held
(no place, no owner) joins it if its article speaks of what is missing; where both leave it out, their articles must
share names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from monitor.model.article import Article
from monitor.model.change import NO_SYNONYMS, Observation, Series, SeriesKey, Synonyms, terms
from monitor.model.figure import Figure, Kind, Mood, Trend
from monitor.model.noun import derive_id
from workers.series.likeness import best, spoken, word_set

#: What is watched by how much it grows, as "house price growth".
_GROWING = frozenset(("price", "wage", "rent", "salary"))
#: Whose move in percent is itself what is watched: "prices rose 7.1 percent" is an inflation of 7.1 percent.
_RATES_OF = {"prices": "inflation", "gdp": "economic growth", "economy": "economic growth"}

_CORRECTION = re.compile(r"\s*(?:\W*corrected\b|correction\b|\W*corrects\b|clarification\b)", re.IGNORECASE)
_AMENDED = re.compile(r"\bearlier version\b|\b(?:was|has been) (?:amended|corrected)\b|\bincorrectly\b", re.IGNORECASE)
_SMALL = word_set("a an and at for her his in its of on our that the their these this to")


def unplaced(
    figure: Figure,
    article: Article,
    *,
    story: str,
    origin: str,
    claimant: str | None,
    grammar_version: str,
    synonyms: Synonyms = NO_SYNONYMS,
) -> Observation:
    """A figure as an observation of its article, in no series yet. Its id names the words, wherever they belong."""
    return Observation(
        id=derive_id("observation", article.id, figure.start, figure.end),
        series="",
        article=article.id,
        story=story,
        origin=origin,
        outlet=article.outlet,
        url=article.url,
        figure=figure,
        key=synonyms.applied(key_of(figure, story)),
        claimant=claimant,
        as_of=figure.as_of or article.published_at.date(),
        published_at=article.published_at,
        seen_at=article.seen_at,
        corrects=is_correction(article),
        grammar_version=grammar_version,
    )


@dataclass(frozen=True)
class Shelf:
    """The series among which an article's figures are placed."""

    #: Those opened by earlier articles that may be meant.
    held: Sequence[Series] = ()
    #: By Observation.id: the series that a person put it into, or put right after it had opened it.
    by_hand: Mapping[str, Series] = field(default_factory=dict)
    #: By id: what other series were merged into.
    merged: Mapping[str, Series] = field(default_factory=dict)
    #: By Observation.id: under which id it opens a series, where that is to go on under the id of another.
    ids: Mapping[str, str] = field(default_factory=dict)


def place(seen: Sequence[Observation], names: tuple[str, ...], shelf: Shelf) -> list[tuple[Series, Observation]]:
    """Each of an article's observations in its series: one on the shelf, or a new one; the series as it is now.

    `names` are those its article speaks of. What a person said goes before likeness.
    """
    held = list(shelf.held)
    placed: list[tuple[Series, Observation]] = []
    beside: dict[str, list[Figure]] = {}
    for observation in seen:
        key = measured(observation)
        series, score, because = shelf.by_hand.get(observation.id), 1.0, "put there by hand"
        if series is None:
            said = spoken(observation.figure, names, observation.as_of)
            like_it = [each for each in held if (each.key.dimension, each.key.kind) == (key.dimension, key.kind)]
            series, score, because = best(key, observation.figure, said, like_it, beside)
            if series is None:
                id = shelf.ids.get(observation.id, "")
                series = opened_by(observation, names, id if id and id not in beside else new_id(observation.id))
                score, because = 1.0, "opens the series"
                held.append(series)
        beside.setdefault(series.id, []).append(observation.figure)
        into = shelf.merged.get(series.merged_into or "")
        if into is not None:
            series = into
            beside.setdefault(series.id, []).append(observation.figure)
        update = {"series": series.id, "score": round(score, 3), "because": because}
        placed.append((series, observation.model_copy(update=update)))
    return placed


def opened_by(observation: Observation, names: tuple[str, ...], id: str) -> Series:
    """The series that an observation opens; `names` are those its article speaks of."""
    key = measured(observation)
    said = spoken(observation.figure, names, observation.as_of)
    return Series(
        id=id,
        key=key,
        label=label(observation.figure, key),
        unit=observation.figure.unit,
        opened_at=observation.published_at,
        opened_by=observation.id,
        opened_in=observation.article,
        names=said.names,
        core=tuple(sorted(said.core)),
        around=tuple(sorted(said.around)),
        claim=observation.figure.claim,
    )


def new_id(*of: str | int) -> str:
    """The id of a series that this observation opens."""
    return derive_id("series", *of)


def concerns(series: Series, seen: Sequence[Observation], names: tuple[str, ...]) -> bool:
    """Whether any of an article's observations might be placed otherwise with this series on the shelf than without."""
    for each in seen:
        key = measured(each)
        if (key.dimension, key.kind) == (series.key.dimension, series.key.kind):
            found, _, _ = best(key, each.figure, spoken(each.figure, names, each.as_of), [series])
            if found is not None:
                return True
    return False


def wanted(seen: Sequence[Observation], names: tuple[str, ...]) -> list[tuple[SeriesKey, tuple[str, ...]]]:
    """What to look up for an article's observations: keys, each with the terms its series are found by."""
    found = {key: terms(key, names) for key in (measured(each) for each in seen)}
    return list(found.items())


def measured(observation: Observation) -> SeriesKey:
    """What an observation measures."""
    return observation.key or key_of(observation.figure, observation.story)


def key_of(figure: Figure, story: str) -> SeriesKey:
    """What the figure measures. One that names neither thing, owner nor place is its own story's alone; one that does
    not even say what it measures, its own words'."""
    measure, subject, scope = normal(figure.measure), normal(figure.subject), normal(figure.scope)
    kind = figure.kind
    if kind is Kind.DELTA and figure.dimension == "share" and figure.trend is Trend.UP:
        measure, kind = _as_growth(measure)
    if not measure:
        scope = f"{story} {normal(figure.quote)}"
    elif not scope and not subject:
        scope = story
    if kind is Kind.SHARE:
        kind = Kind.LEVEL  # "10 percent contained", "containment rose to a quarter": wordings of one level
    if kind is Kind.LEVEL and figure.mood in (Mood.PLANNED, Mood.FORECAST):
        kind = Kind.PLAN
    return SeriesKey(measure=measure, subject=subject, scope=scope, dimension=figure.dimension, kind=kind)


def _as_growth(measure: str) -> tuple[str, Kind]:
    """ "House prices rose 6.1 percent": the growth of house prices is 6.1 percent, and is watched as such."""
    if measure in _RATES_OF:
        return _RATES_OF[measure], Kind.LEVEL
    *words, head = measure.split() or [""]
    if head.removesuffix("s") in _GROWING:
        return " ".join([*words, head.removesuffix("s"), "growth"]), Kind.LEVEL
    return measure, Kind.DELTA


def normal(phrase: str | None) -> str:
    """A phrase as series keys hold it: lower case, no small words, possessives or punctuation."""
    words = re.sub(r"['’]s\b", "", (phrase or "").lower())
    return " ".join(word for word in re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", words) if word not in _SMALL)


def label(figure: Figure, key: SeriesKey) -> str:
    """What a series is called: "Russian troops in Kursk", "Deaths in Sarat", "Republic's territory lost in Varda".

    The first figure's own words for what is counted, unless the measure says more ("people" who were killed: deaths).
    """
    words = figure.counted or ""
    if not words or (figure.measure and not _says(words, figure.measure)):
        words = figure.measure or key.dimension.replace("_", " ")
    if figure.subject and not _mentions(words, figure.subject) and words == figure.measure:
        words = f"{figure.subject}'s {words}"
    if figure.scope and not _mentions(words, figure.scope):
        words = f"{words} in {figure.scope}"
    return words[:1].upper() + words[1:]


def _says(words: str, measure: str) -> bool:
    """Whether every word of the measure stands in `words`, in the singular or plural, or it names the same thing."""
    held = {word.removesuffix("s") for word in normal(words).split()}
    wanted = {word.removesuffix("s") for word in normal(measure).split()}
    return wanted <= held or (len(wanted) == 1 and not wanted & _HAPPENINGS)


#: Measures that say what happened to what was counted; each in the form without its plural's s.
_HAPPENINGS = frozenset(
    ("death", "injured", "missing", "arrest", "captured", "displaced", "evacuated", "rescued", "infected")
)


def is_correction(article: Article) -> bool:
    """Whether the publisher says that this article corrects an earlier one."""
    if _CORRECTION.match(article.title) or _CORRECTION.match(article.text):
        return True
    notes = [each.text for each in article.dropped if each.reason == "correction note"]
    return any(_CORRECTION.match(note) or _AMENDED.search(note) for note in notes)


def _mentions(text: str, phrase: str) -> bool:
    words = normal(phrase).split()
    held = set(normal(text).split())
    return bool(words) and all(word in held for word in words)
