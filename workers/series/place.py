"""Which series a figure belongs to.

A series is named by what its figures measure, whose, where, of which dimension and kind. The key is taken from the
figure alone, so that the same words always name the same series; a figure that names less than a series that is held
(no place, no owner) joins it if its article speaks of what is missing; where both leave it out, their articles must
share names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from rapidfuzz import fuzz

from monitor.model.article import Article
from monitor.model.change import Observation, Series, SeriesKey
from monitor.model.figure import Figure, Kind, Mood
from monitor.model.noun import derive_id


def _words(text: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(text.split())


#: Placements below this open a series of their own.
SURE_ENOUGH = 0.7
#: Two words or names at least this alike (0-100) are one.
ALIKE = 88
#: Two texts that name neither owner nor place of a figure speak of one thing if they share this part of their names.
OVERLAP = 0.3
#: Whose move in percent is itself what is watched: "prices rose 7.1 percent" is an inflation of 7.1 percent.
_RATES_OF = {"prices": "inflation", "gdp": "economic growth", "economy": "economic growth"}
#: What one happening is told of, at most; a figure about a day further off is of another.
EPISODE = timedelta(days=60)

_CORRECTION = re.compile(r"\s*(?:\W*corrected\b|correction\b|\W*corrects\b|clarification\b)", re.IGNORECASE)
_AMENDED = re.compile(r"\bearlier version\b|\b(?:was|has been) (?:amended|corrected)\b|\bincorrectly\b", re.IGNORECASE)
_SMALL = _words("a an and at for her his in its of on our that the their these this to")


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
            names=names_in(f"{article.title}\n{article.text[:1500]}"),
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
    kind = figure.kind
    if kind is Kind.DELTA and figure.dimension == "share" and measure in _RATES_OF:
        measure, kind = _RATES_OF[measure], Kind.LEVEL
    if not measure:
        scope = f"{story} {normal(figure.quote)}"
    elif not scope and not subject:
        scope = story
    if kind is Kind.LEVEL and figure.mood in (Mood.PLANNED, Mood.FORECAST):
        kind = Kind.PLAN
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
    if _CORRECTION.match(article.title) or _CORRECTION.match(article.text):
        return True
    notes = [each.text for each in article.dropped if each.reason == "correction note"]
    return any(_CORRECTION.match(note) or _AMENDED.search(note) for note in notes)


# ── matching ─────────────────────────────────────────────────────────────────────────────────────────────────


def _best(key: SeriesKey, figure: Figure, article: Article, held: Sequence[Series]) -> tuple[Series | None, float, str]:
    best: tuple[float, str, Series, str] | None = None
    context = names_in(f"{article.title}\n{article.text[:1500]}")
    told_of = figure.as_of or article.published_at.date()
    for series in held:
        if series.key == key:
            return series, 1.0, "same measure, subject and place"
        if key.head in _EPISODES and abs(told_of - series.opened_at.date()) > EPISODE:
            continue
        score, because = _score(key, series, context)
        if score >= SURE_ENOUGH and (best is None or (-score, series.id) < (-best[0], best[1])):
            best = (score, series.id, series, because)
    return (best[2], best[0], best[3]) if best else (None, 0.0, "")


def _score(key: SeriesKey, series: Series, context: tuple[str, ...]) -> tuple[float, str]:
    """How sure it is that a figure's key and a series name one thing (0-1), and why."""
    other = series.key
    if not key.measure or not other.measure or (key.dimension, key.kind) != (other.dimension, other.kind):
        return 0.0, ""
    score = _same_measure(key.measure, other.measure)
    if not score:
        return 0.0, ""
    reasons = [f"measure {other.measure!r}"]
    for name, mine, theirs in (("subject", key.subject, other.subject), ("place", key.scope, other.scope)):
        factor, reason = _same(name, mine, theirs, context, series.names)
        if not factor:
            return 0.0, ""
        score *= factor
        reasons += [reason] if reason else []
    return score, ", ".join(reasons)


def _same_measure(mine: str, theirs: str) -> float:
    """How sure it is that two measures are one: the head must be, and no word may tell them apart."""
    (*one, head), (*other, last) = mine.split(), theirs.split()
    if not _alike(head, last):
        return 0.0
    left = [word for word in one if not any(_alike(word, each) for each in other)]
    right = [word for word in other if not any(_alike(word, each) for each in one)]
    if not left and not right:
        return 1.0
    if _TELL_APART & {*left, *right} or (left and right and len(left) == len(one)):
        return 0.0
    return 0.85 if left and right else 0.9


def _same(name: str, mine: str, theirs: str, context: tuple[str, ...], names: tuple[str, ...]) -> tuple[float, str]:
    """How sure it is that two slots are one. What one side leaves out, the other's article must speak of."""
    mine, theirs = ("" if _own_story(each) else each for each in (mine, theirs))
    if mine and theirs:
        part = bool(_PARTS & (set(mine.split()) ^ set(theirs.split())))
        alike = 0.0 if part else fuzz.token_set_ratio(mine, theirs)
        return (
            (alike / 100, f"{name} {theirs!r}" if alike == 100 else f"{name} like {theirs!r}")
            if alike >= ALIKE
            else (0.0, "")
        )
    if mine or theirs:
        said, where = (mine, names) if mine else (theirs, context)
        if all(any(_alike(word, each) for each in where) for word in said.split()):
            return 0.9, f"{name} {said!r} from the article"
        shared = _shared(names, context, len(names))
        return (0.8, f"both speak of {', '.join(shared)}") if shared else (0.0, "")
    if name == "subject":
        return 1.0, ""
    shared = _shared(names, context, min(len(names), len(context)))
    return (0.9, f"both speak of {', '.join(shared)}") if shared else (0.0, "")


def _shared(names: tuple[str, ...], context: tuple[str, ...], of: int) -> list[str]:
    """Names that two texts share, where they are a fair part of `of`; none where they are not."""
    shared = [word for word in names if word in context]
    return shared[:4] if len(shared) >= OVERLAP * of else []


def names_in(text: str) -> tuple[str, ...]:
    """The first names a text speaks of, lower-cased: words with a capital that stand nowhere without one."""
    small = {word for word in _WORD.findall(text) if word[:1].islower()}
    found: dict[str, None] = {}
    for word in _WORD.findall(text):
        low = re.sub(r"['’]s$", "", word.lower())
        if word[:1].isupper() and low not in small and low not in _NO_NAMES and len(low) > 1:
            found[low] = None
    return tuple(found)[:40]


def _alike(one: str, other: str) -> bool:
    one, other = one.removesuffix("s"), other.removesuffix("s")
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= ALIKE)


def _own_story(scope: str) -> bool:
    return scope.startswith("story-")


def _mentions(text: str, phrase: str) -> bool:
    words = normal(phrase).split()
    held = set(normal(text).split())
    return bool(words) and all(word in held for word in words)


_WORD = re.compile(r"[^\W\d_][\w'’.-]*[^\W_]|[^\W\d_]")
#: Words with a capital that name nothing: days, months, heads of sentences.
_NO_NAMES = _words(
    "coast city state country south north east west hundred thousand million monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november december "
    "the a an in on at by for from of to and but or as it he she they we this that these those there more some "
    "about around nearly almost at least up over under after before since during one two three four five six "
    "seven eight nine ten according officials police residents rescuers government minister president new total "
    "another with all no if when while across only just now then corrected update breaking authorities hundreds "
    "thousands dozens"
)
#: Parts of a country are not the country.
_PARTS = _words("northern southern eastern western central north south east west coastal rural upper lower")
#: Words that make another measure of the same head, however little else is said.
_TELL_APART = _words(
    "civilian child woman man youth core suspected probable gross operating import export destroyed damaged "
    "captured flooded spilled recovered vaccinated wounded launched downed delivered all planned new excess daily "
    "weekly monthly male female"
)
#: Measures of one happening: a year later they are of another.
_EPISODES = _words("deaths injured missing evacuated displaced rescued magnitude burned containment arrests")
