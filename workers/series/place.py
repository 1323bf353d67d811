"""Which series a figure belongs to.

A series is named by what its figures measure, whose, where, of which dimension and kind. The key is taken from the
figure alone, so that the same words always name the same series; a figure that names less than a series that is held
(no place, no owner) joins it if its article speaks of what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from monitor.model.article import Article
from monitor.model.change import Observation, Series, SeriesKey
from monitor.model.figure import Figure, Kind, Mood
from monitor.model.noun import derive_id

#: Placements below this open a series of their own.
SURE_ENOUGH = 0.7
#: Two phrases at least this alike (0-100) name one thing.
ALIKE = 88

_CORRECTION = re.compile(r"\s*(?:\W*corrected\b|correction\b|\W*corrects\b|clarification\b)", re.IGNORECASE)
_AMENDED = re.compile(r"\bearlier version\b|\b(?:was|has been) (?:amended|corrected)\b|\bincorrectly\b", re.IGNORECASE)
_SMALL = frozenset(
    "a an and at for her his in its of on our that the their these this to".split()  # noqa: SIM905 - reads better
)


def observe(
    figure: Figure,
    article: Article,
    *,
    story: str,
    origin: str,
    claimant: str | None,
    grammar_version: str,
    held: Sequence[Series],
) -> tuple[Series, Observation]:
    """The series of a figure (one of `held`, all of its dimension and kind, or a new one) and the observation in it."""
    key = key_of(figure, story)
    series, score, because = _best(key, figure, article, held)
    if series is None:
        series = Series(
            id=derive_id("series", *key.model_dump(mode="json").values()),
            key=key,
            label=label(figure, key),
            unit=figure.unit,
            opened_at=article.published_at,
        )
        score, because = 1.0, "opens the series"
    observation = Observation(
        id=derive_id("observation", article.id, figure.start, figure.end, series.id),
        series=series.id,
        article=article.id,
        story=story,
        origin=origin,
        outlet=article.outlet,
        url=article.url,
        figure=figure,
        claimant=claimant,
        as_of=figure.as_of or article.published_at.date(),
        published_at=article.published_at,
        seen_at=article.seen_at,
        corrects=is_correction(article),
        score=round(score, 3),
        because=because,
        grammar_version=grammar_version,
    )
    return series, observation


def key_of(figure: Figure, story: str) -> SeriesKey:
    """What the figure measures. One that names neither thing, owner nor place is its own story's alone; one that does
    not even say what it measures, its own words'."""
    measure, subject, scope = normal(figure.measure), normal(figure.subject), normal(figure.scope)
    if not measure:
        scope = f"{story} {normal(figure.quote)}"
    elif not scope and not subject:
        scope = story
    kind = Kind.PLAN if figure.mood in (Mood.PLANNED, Mood.FORECAST) and figure.kind is Kind.LEVEL else figure.kind
    return SeriesKey(measure=measure, subject=subject, scope=scope, dimension=figure.dimension, kind=kind)


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
    if _CORRECTION.match(article.title):
        return True
    notes = [each.text for each in article.dropped if each.reason == "correction note"]
    return any(_CORRECTION.match(note) or _AMENDED.search(note) for note in notes)


# ── matching ─────────────────────────────────────────────────────────────────────────────────────────────────


def _best(key: SeriesKey, figure: Figure, article: Article, held: Sequence[Series]) -> tuple[Series | None, float, str]:
    best: tuple[float, str, Series, str] | None = None
    for series in held:
        if series.key == key:
            return series, 1.0, "same measure, subject and place"
        score, because = _score(key, series.key, article)
        if score >= SURE_ENOUGH and (best is None or (-score, series.id) < (-best[0], best[1])):
            best = (score, series.id, series, because)
    return (best[2], best[0], best[3]) if best else (None, 0.0, "")


def _score(key: SeriesKey, other: SeriesKey, article: Article) -> tuple[float, str]:
    """How sure it is that both keys name one thing (0-1), and why."""
    if not key.measure or not other.measure or (key.dimension, key.kind) != (other.dimension, other.kind):
        return 0.0, ""
    measure = fuzz.token_sort_ratio(key.measure, other.measure)
    if measure < ALIKE:
        return 0.0, ""
    score, reasons = measure / 100, [f"measure {other.measure!r}"]
    for name, mine, theirs in (("subject", key.subject, other.subject), ("place", key.scope, other.scope)):
        factor, reason = _same(name, mine, theirs, article)
        if not factor:
            return 0.0, ""
        score *= factor
        reasons += [reason] if reason else []
    return score, ", ".join(reasons)


def _same(name: str, mine: str, theirs: str, article: Article) -> tuple[float, str]:
    if mine == theirs:
        return 1.0, f"{name} {mine!r}" if mine else ""
    if mine and theirs and not _own_story(mine) and not _own_story(theirs):
        alike = fuzz.token_set_ratio(mine, theirs) / 100
        return (alike, f"{name} {theirs!r}") if alike * 100 >= ALIKE else (0.0, "")
    named = theirs if theirs and not _own_story(theirs) else mine
    if _own_story(mine) and _own_story(theirs):
        return 0.0, ""
    if _mentions(f"{article.title} {article.text[:1500]}", named):
        return 0.85, f"{name} {named!r} from the article"
    return 0.0, ""


def _own_story(scope: str) -> bool:
    return scope.startswith("story-")


def _mentions(text: str, phrase: str) -> bool:
    words = normal(phrase).split()
    held = set(normal(text).split())
    return bool(words) and all(word in held for word in words)
