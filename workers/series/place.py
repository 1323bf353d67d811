"""Which series a figure belongs to.

A series is named by what its figures measure, whose, where, of which dimension and kind. The key is taken from the
figure alone, so that the same words always name the same series; other words join the series that holds the figure
they are most like.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from monitor.model.article import Article
from monitor.model.change import NO_SYNONYMS, Observation, Said, Series, SeriesKey, Synonyms, terms
from monitor.model.figure import Figure, Kind, Mood, Trend
from monitor.model.noun import derive_id
from workers.series.likeness import SURE_ENOUGH, Wording, kinds_like, likeness, may_be_one, reason, wording
from workers.series.said import names_of, said, topic_of

#: What is watched by how much it grows, as "house price growth".
_GROWING = frozenset(("price", "wage", "rent", "salary"))
#: Whose move in percent is itself what is watched: "prices rose 7.1 percent" is an inflation of 7.1 percent.
_RATES_OF = {"prices": "inflation", "gdp": "economic growth", "economy": "economic growth"}

_CORRECTION = re.compile(r"\s*(?:\W*corrected\b|correction\b|\W*corrects\b|clarification\b)", re.IGNORECASE)
_AMENDED = re.compile(r"\bearlier version\b|\b(?:was|has been) (?:amended|corrected)\b|\bincorrectly\b", re.IGNORECASE)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "for",
        "her",
        "his",
        "in",
        "its",
        "of",
        "on",
        "our",
        "that",
        "the",
        "their",
        "these",
        "this",
        "to",
    ]
)


def unplaced(
    figure: Figure,
    article: Article,
    *,
    story: str,
    origin: str,
    claimant: str | None,
    grammar_version: str,
    beside: Sequence[Figure] = (),
    synonyms: Synonyms = NO_SYNONYMS,
) -> Observation:
    """A figure as an observation of its article, in no series yet; `beside`: all figures of that article.

    Its id names the words, wherever they belong.
    """
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
        said=said(figure, names_of(article), topic_of(article), beside=beside, claimant=claimant),
        claimant=claimant,
        as_of=_of_now(figure, article.published_at.date()),
        published_at=article.published_at,
        seen_at=article.seen_at,
        corrects=is_correction(article) or _corrects_another(figure),
        grammar_version=grammar_version,
    )


def _of_now(figure: Figure, published: date) -> date:
    """The day a figure is about; of publication where that is still to come: a plan for 2030 is no later news than
    tomorrow's plan."""
    return min(figure.as_of or published, published)


@dataclass(frozen=True)
class Shelf:
    """The series among which an article's figures are placed."""

    #: Those opened by earlier articles that may be meant.
    held: Sequence[Series] = ()
    #: By Series.id: figures of earlier articles that are in it, the one that opened it among them.
    told: Mapping[str, Sequence[Observation]] = field(default_factory=dict)
    #: By Observation.id: the series that a person put it into, or put right after it had opened it.
    by_hand: Mapping[str, Series] = field(default_factory=dict)
    #: By id: what other series were merged into.
    merged: Mapping[str, Series] = field(default_factory=dict)
    #: By Observation.id: under which id it opens a series, where that is to go on under the id of another.
    ids: Mapping[str, str] = field(default_factory=dict)


def place(seen: Sequence[Observation], shelf: Shelf) -> list[tuple[Series, Observation]]:
    """Each of an article's observations in its series: one on the shelf, or a new one; the series as it is now.

    What a person said goes before likeness, and of the others the surest first: what is placed tells the rest apart.
    """
    sorting = _Sorting(shelf)
    waiting = []
    for observation in seen:
        series = shelf.by_hand.get(observation.id)
        if series is None:
            waiting.append(observation)
        else:
            sorting.put(observation, series, 1.0, "put there by hand")
    while waiting:
        found = [(sorting.best(each), -at) for at, each in enumerate(waiting)]
        (score, series, because), at = max(found, key=lambda each: (each[0][0], each[1]))
        if series is None:
            at = 0
        observation = waiting.pop(-at)
        if series is None:
            id = shelf.ids.get(observation.id, "")
            series = opened_by(observation, id if id and id not in sorting.taken else new_id(observation.id))
            score, because = 1.0, "opens the series"
        sorting.put(observation, series, score, because)
    return [sorting.placed[each.id] for each in seen]


class _Sorting:
    """Series as they fill up while an article's figures are placed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._open = {series.id: series for series in shelf.held}
        self._told = {id: [wording(each, measured(each)) for each in of] for id, of in shelf.told.items()}
        self._made: dict[str, Wording] = {}
        self._likeness: dict[tuple[str, str], float] = {}
        #: By Observation.id: its series as it is now, and itself as placed.
        self.placed: dict[str, tuple[Series, Observation]] = {}
        #: Ids of series that a figure of the article is in.
        self.taken: set[str] = set()

    def best(self, observation: Observation) -> tuple[float, Series | None, str]:
        """How sure it is of the series most likely meant, which that is, and why; None where none is sure enough."""
        mine = self._wording(observation)
        found = []
        for series in self._open.values():
            if series.key.dimension == mine.key.dimension:
                score, because = self._likely(mine, series)
                if score >= SURE_ENOUGH:
                    found.append((-score, series.order, series.opened_by, series, because))
        if not found:
            return 0.0, None, ""
        score, _, _, series, because = min(found, key=lambda each: each[:3])
        return -score, series, because

    def put(self, observation: Observation, series: Series, score: float, because: str) -> None:
        """Have an observation be in a series, or in the one that this was merged into."""
        mine = self._wording(observation)
        into = self._shelf.merged.get(series.merged_into or "")
        self._open.setdefault(series.id, series)
        for id in {series.id, into.id if into else series.id}:
            self._told.setdefault(id, []).append(mine)
            self.taken.add(id)
        series = into or series
        update = {"series": series.id, "score": round(score, 3), "because": because}
        self.placed[observation.id] = series, observation.model_copy(update=update)

    def _wording(self, observation: Observation) -> Wording:
        if observation.id not in self._made:
            self._made[observation.id] = wording(observation, measured(observation))
        return self._made[observation.id]

    def _likely(self, mine: Wording, series: Series) -> tuple[float, str]:
        """How sure it is that a series is meant, and why.

        As sure as the likest of its figures makes it; those of the same article must be like it too, but for what is
        denied beside what is so.
        """
        told = self._told.get(series.id, [])
        others = [each for each in told if each.article != mine.article]
        own = [each for each in told if each.article == mine.article and _is_denied(each) == _is_denied(mine)]
        if mine.key == series.key and not own and (not told or (mine.key.measure and mine.key.subject)):
            return 1.0, "same measure, owner and place"
        nearest = max(others, key=lambda each: self._like(mine, each), default=None)
        least = min((self._like(mine, each) for each in own), default=None)
        if nearest is None:
            return (least, reason(mine, own[0])) if least is not None else (0.0, "")
        score = self._like(mine, nearest)
        if least is not None:
            score = math.sqrt(score * least)
        return score, reason(mine, nearest) if score >= SURE_ENOUGH else ""

    def _like(self, mine: Wording, theirs: Wording) -> float:
        pair = mine.id, theirs.id
        if pair not in self._likeness:
            self._likeness[pair] = likeness(mine, theirs) if may_be_one(mine, theirs) else 0.0
        return self._likeness[pair]


def _is_denied(told: Wording) -> bool:
    return told.figure.mood is Mood.DENIED


def opened_by(observation: Observation, id: str) -> Series:
    """The series that an observation opens."""
    key = measured(observation)
    return Series(
        id=id,
        key=key,
        label=label(observation.figure, key),
        unit=observation.figure.unit,
        opened_at=observation.published_at,
        opened_by=observation.id,
        opened_in=observation.article,
        names=observation.said.names if observation.said else (),
        topic=observation.said.topic if observation.said else (),
    )


def new_id(*of: str | int) -> str:
    """The id of a series that this observation opens."""
    return derive_id("series", *of)


def concerns(series: Series, seen: Sequence[Observation], told: Sequence[Observation]) -> bool:
    """Whether any of an article's observations might be placed otherwise now that a series holds something else;
    `told`: the figures of earlier articles that are in it."""
    if any(each.series == series.id for each in seen):
        return True
    sorting = _Sorting(Shelf(held=[series], told={series.id: told}))
    return any(sorting.best(each)[1] is not None for each in seen)


def wanted(seen: Sequence[Observation]) -> list[tuple[SeriesKey, Collection[Kind], tuple[str, ...]]]:
    """What to look up for an article's observations: keys, each with the kinds and terms its series are found by."""
    found = {}
    for each in seen:
        key = measured(each)
        told = each.said or Said()
        found[key] = kinds_like(key.kind), terms(key, told.names, told.topic)
    return [(key, kinds, told) for key, (kinds, told) in found.items()]


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
    if kind in (Kind.SHARE, Kind.TOTAL):
        kind = Kind.LEVEL  # "10 percent contained", "containment rose to a quarter"; "27 dead", "27 dead so far"
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
        words = f"{_owning(figure.subject)} {words}"
    if figure.scope and not _mentions(words, figure.scope):
        words = f"{words} in {figure.scope}"
    return words[:1].upper() + words[1:]


def _owning(name: str) -> str:
    """ "Boeing's", "Norrvik Mills'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


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


def _corrects_another(figure: Figure) -> bool:
    """Homewatch corrected its figures: the average rent was $1,868, not $1,880."""
    return bool(_CORRECTED.search(figure.sentence)) and figure.mood is not Mood.DENIED


#: Corrected is what stood before: "not 1,880", "instead of", "from".
_CORRECTED = re.compile(r"\bcorrect(?:ed|s|ing)\b.*\b(?:not|instead of|rather than|from)\b", re.IGNORECASE)


def _mentions(text: str, phrase: str) -> bool:
    words = normal(phrase).split()
    held = set(normal(text).split())
    return bool(words) and all(word in held for word in words)
