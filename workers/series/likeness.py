"""How sure it is that two figures speak of one thing, by evidence that is weighed: what each says it measures, whose,
where, what became of it, which names stand by it, and whether the numbers fit.

Each piece of evidence has a weight, learnt from timelines marked by hand (`lexicon/weights.tsv`, made by
`tests/corpus/weighed.py`); their sum is how sure it is. The weights are data to be read: a row each, with its words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from rapidfuzz import fuzz

from monitor.model.change import Observation, SeriesKey
from monitor.model.figure import Figure, Kind, Mood
from workers.series.lexicon import rows
from workers.series.said import said, word_list

#: Likeness below this opens a series of its own.
SURE_ENOUGH = 0.3
#: Kinds that newsrooms tell one thing in: "is to cost 3 billion", "costs 3 billion"; "at 41 percent", "41 percent of
#: it". What was added is never what there is.
_ONE_KIND = frozenset((Kind.LEVEL, Kind.PLAN, Kind.SHARE, Kind.TOTAL))
#: Two words or names at least this alike (0-100) are one.
ALIKE = 88
#: Two texts speak of one event if they share this part of the fewer names.
OVERLAP = 0.3
#: Or this part of what the shorter one tells of, at least so many stems.
TOPIC = 0.08
_MIN_TOPIC = 8
#: What one happening is told of, at most; a figure about a day further off is of another.
EPISODE = timedelta(days=60)
#: Evidence that two figures are of one thing at all. Where both say what they measure, the rest alone does not do.
OF_ONE_THING = frozenset(
    (
        "one measure: an outcome",
        "one measure: anybody",
        "one measure: a thing",
        "one head",
        "one thing",
        "one fate",
        "one fate counted",
        "one nearest fate",
        "words of the other",
        "agrees",
        "was that before",
    )
)
#: More times apart than this says no more.
_TIMES = 20.0
#: Up to so many times the other, a number is near it; beyond that many, far from it.
_NEAR, _FAR = 1.3, 10.0
#: Smaller counts are so common that it says little if two are the same.
_SMALL = 10
#: The previous value that a text tells may be rounded by this part.
_ROUNDED = 0.01


@dataclass(frozen=True, eq=False)
class Wording:
    """A figure as it is compared with others: its observation's words, made ready."""

    id: str
    article: str
    key: SeriesKey
    figure: Figure
    claimant: str
    about: date
    names: frozenset[str]
    topic: frozenset[str]
    near: frozenset[str]
    sentence: frozenset[str]
    core: frozenset[str]
    around: frozenset[str]
    things: frozenset[str]
    fates: frozenset[str]
    counted_fates: frozenset[str]
    nearest: frozenset[str]
    added: bool
    alone: bool
    middle: float
    is_count: bool
    is_money: bool
    is_meant: bool


def wording(observation: Observation, key: SeriesKey) -> Wording:
    """An observation made ready to be compared; by its figure alone, where what is said around it was not kept."""
    figure = observation.figure
    told = observation.said or said(figure, (), claimant=observation.claimant)
    return Wording(
        id=observation.id,
        article=observation.article,
        key=key,
        figure=figure,
        claimant=observation.claimant or "",
        about=observation.as_of,
        names=frozenset(told.names),
        topic=frozenset(told.topic),
        near=frozenset(told.near),
        sentence=frozenset(told.sentence),
        core=frozenset(told.core),
        around=frozenset(told.around),
        things=frozenset(told.things),
        fates=frozenset(told.fates),
        counted_fates=frozenset(told.counted_fates),
        nearest=frozenset(told.nearest),
        added=told.added,
        alone=told.alone,
        middle=figure.claim.middle,
        is_count=key.dimension == "count",
        is_money=key.dimension.startswith("money"),
        is_meant=figure.mood in (Mood.PLANNED, Mood.FORECAST),
    )


def kinds_like(kind: Kind) -> Collection[Kind]:
    """The kinds of figures that may be of one series with one of this kind."""
    return _ONE_KIND if kind in _ONE_KIND else (kind,)


def may_be_one(mine: Wording, theirs: Wording) -> bool:
    """Whether two figures are worth weighing: one sort of quantity, of one event as names, owner or place tell."""
    if not comparable(mine, theirs) or _elsewhere(mine, theirs) or _of_another(mine, theirs):
        return False
    key, other = mine.key, theirs.key
    if key == other or mine.article == theirs.article:
        return True
    shared = len(mine.names & theirs.names)
    if shared and shared >= OVERLAP * min(len(mine.names), len(theirs.names)):
        return True
    if _one_topic(mine, theirs) >= TOPIC:
        return True
    return any(
        one and another and not is_own_story(one) and not is_own_story(another) and _alike_phrases(one, another)
        for _, one, another in _slots(key, other)
    )


def _one_topic(mine: Wording, theirs: Wording) -> float:
    """The part of what the shorter article tells of that the other tells of too (0-1)."""
    fewer = min(len(mine.topic), len(theirs.topic))
    return len(mine.topic & theirs.topic) / max(fewer, _MIN_TOPIC) if fewer else 0.0


def comparable(mine: Wording, theirs: Wording) -> bool:
    """Whether two figures are of one sort of quantity and of measures that may be one."""
    key, other = mine.key, theirs.key
    if key.dimension != other.dimension or other.kind not in kinds_like(key.kind):
        return False
    if key != other and key.head in word_list("episodes") and abs(mine.about - theirs.about) > EPISODE:
        return False
    if mine.is_meant != theirs.is_meant and not mine.figure.agrees(theirs.figure):
        return False  # a plan or forecast is no news of what is; told as a fact, it has the plan's number
    return not opposed(key.measure, other.measure)


def _elsewhere(mine: Wording, theirs: Wording) -> bool:
    """Whether each is of a place that the other's article does not speak of."""
    _, (_, one, other) = _slots(mine.key, theirs.key)
    if not one or not other or is_own_story(one) or is_own_story(other) or _alike_phrases(one, other):
        return False
    return not (_spoken(one, theirs.names) or _spoken(other, mine.names))


def _of_another(mine: Wording, theirs: Wording) -> bool:
    """Whether the two are of two countries (Russian and North Korean troops), or each of an owner that its own article
    names and the other's does not speak of."""
    (_, one, other), _ = _slots(mine.key, theirs.key)
    if not one or not other or _alike_phrases(one, other):
        return False
    if {one.replace(" ", "_"), other.replace(" ", "_")} <= word_list("countries"):
        return True
    named = _spoken(one, mine.names) and _spoken(other, theirs.names)
    return named and not _spoken(one, theirs.names) and not _spoken(other, mine.names)


def likeness(mine: Wording, theirs: Wording) -> float:
    """How sure it is that two figures speak of one thing (0-1)."""
    weight = weights()
    found = list(evidence(mine, theirs))
    if mine.key.measure and theirs.key.measure and not any(name in OF_ONE_THING for name, _ in found):
        return 0.0
    return 1 / (1 + math.exp(-sum(weight.get(name, 0.0) * size for name, size in found)))


def reason(mine: Wording, theirs: Wording) -> str:
    """What speaks most for it, in words."""
    weight, words = weights(), _reasons()
    found = [(weight.get(name, 0.0) * size, name) for name, size in evidence(mine, theirs)]
    told = [words[name] for much, name in sorted(found, reverse=True) if much > 0 and words.get(name)]
    return f"{', '.join(told[:_TOLD]) or 'what is said of it'}: as {theirs.figure.quote!r}"


_TOLD = 3


@cache
def weights() -> Mapping[str, float]:
    """By name of a piece of evidence: how much it says."""
    return {name: float(weight) for name, weight, *_ in rows("weights")}


@cache
def _reasons() -> Mapping[str, str]:
    return {name: words for name, _, words in rows("weights")}


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────────

Evidence = Iterator[tuple[str, float]]


def evidence(mine: Wording, theirs: Wording) -> Evidence:
    """What speaks for or against two figures being of one series: rows of `weights.tsv` by name, each with its size."""
    yield "any two", 1.0
    yield from _of_measure(mine, theirs)
    yield from _of_words(mine, theirs)
    yield from _of_names(mine, theirs)
    yield from _of_slots(mine, theirs)
    yield from _of_kind(mine, theirs)
    yield from _of_size(mine, theirs)
    yield from _of_telling(mine, theirs)


def _of_measure(mine: Wording, theirs: Wording) -> Evidence:
    one, other = mine.key.measure, theirs.key.measure
    if not one or not other:
        return
    if told_apart(one, other):
        yield "measures told apart", 1.0
    words, others = one.split(), other.split()
    if (words[-1] in word_list("outcomes")) != (others[-1] in word_list("outcomes")):
        yield "one tells an outcome", 1.0
    left = [word for word in words if not any(_alike(word, each) for each in others)]
    right = [word for word in others if not any(_alike(word, each) for each in words)]
    if not left and not right:
        yield f"one measure: {_sort_of(words[-1])}", 1.0
    elif _alike(words[-1], others[-1]):
        yield "both told more closely" if left and right else "one head", 1.0


def _sort_of(head: str) -> str:
    """What kind of measure a last word makes: what became of somebody, anybody at all, or a thing."""
    if head in word_list("outcomes"):
        return "an outcome"
    return "anybody" if head in word_list("anybody") else "a thing"


def _of_words(mine: Wording, theirs: Wording) -> Evidence:
    if mine.core and theirs.core:
        shared = len(mine.core & theirs.around) + len(theirs.core & mine.around)
        if shared:
            yield "words of the other", shared / (len(mine.core) + len(theirs.core))
    if mine.things and theirs.things:
        yield "one thing" if mine.things & theirs.things else "another thing", 1.0
    if mine.fates and theirs.fates:
        shared = len(mine.fates & theirs.fates)
        if shared:
            yield "one fate", shared / len(mine.fates | theirs.fates)
        else:
            yield "another fate", 1.0
    if mine.counted_fates & theirs.counted_fates:
        yield "one fate counted", 1.0
    if mine.nearest and theirs.nearest:
        yield "one nearest fate" if mine.nearest & theirs.nearest else "another nearest fate", 1.0
    if mine.nearest & theirs.fates or theirs.nearest & mine.fates:
        yield "nearest fate spoken of", 1.0
    if mine.added != theirs.added:
        yield "one is added", 1.0


def _of_names(mine: Wording, theirs: Wording) -> Evidence:
    shared, left, right = mine.near & theirs.near, mine.near - theirs.near, theirs.near - mine.near
    if left and right:
        yield "other names beside", 1.0
    if shared:
        yield "one name beside", 1.0
        if bool(left) != bool(right):
            yield "more names beside", 1.0
    elif bool(left) != bool(right):
        yield "names beside one", 1.0
    if mine.sentence and theirs.sentence and not mine.sentence & theirs.sentence:
        yield "other names in the sentence", 1.0
    fewer = min(len(mine.names), len(theirs.names))
    if fewer and mine.article != theirs.article:
        yield "one event", len(mine.names & theirs.names) / fewer
        if not mine.names & theirs.names:
            yield "no name in common", 1.0
    if mine.article != theirs.article:
        yield "one topic", _one_topic(mine, theirs)


def _of_slots(mine: Wording, theirs: Wording) -> Evidence:
    for name, one, other in _slots(mine.key, theirs.key):
        one, other = ("" if is_own_story(each) else each for each in (one, other))
        if one and other:
            part = bool(word_list("parts") & ({*one.split()} ^ {*other.split()}))
            alike = not part and _alike_phrases(one, other)
            named = _spoken(one, mine.names) and _spoken(other, theirs.names)
            yield f"one {name}" if alike else f"another named {name}" if named else f"another {name}", 1.0
        elif one or other:
            spoken = _spoken(one, theirs.names) if one else _spoken(other, mine.names)
            yield f"{name} spoken of" if spoken else f"{name} not spoken of", 1.0


def _of_kind(mine: Wording, theirs: Wording) -> Evidence:
    if mine.key == theirs.key:
        yield "one key", 1.0
    kinds = {mine.key.kind, theirs.key.kind}
    if len(kinds) > 1:
        yield "other kinds", 1.0
        if Kind.PLAN in kinds:
            yield "plan and fact" if Kind.LEVEL in kinds else "plan and share", 1.0
    if mine.is_meant != theirs.is_meant:
        yield "one is meant", 1.0
    if mine.figure.mood is not theirs.figure.mood:
        yield "other moods", 1.0
    if mine.figure.unit == theirs.figure.unit:
        yield "one unit", 1.0
    if mine.is_count:
        yield "a count", 1.0
    if mine.alone and theirs.alone:
        yield "each the only one of its sort", 1.0
    elif mine.alone or theirs.alone:
        yield "one the only one of its sort", 1.0


def _of_size(mine: Wording, theirs: Wording) -> Evidence:
    one, other = mine.figure, theirs.figure
    agrees = one.agrees(other)
    if agrees:
        yield "agrees", 1.0
        if _is_telling(one):
            yield "a telling number", 1.0
    times = min(_times(mine.middle, theirs.middle), _TIMES)
    far = math.log(times)
    yield "times", far
    if mine.is_count or mine.is_money:
        yield "times of counts" if mine.is_count else "times of money", far
    if times <= _NEAR:
        yield "near", 1.0
    if times > _FAR:
        yield "far", 1.0
    if mine.is_count and one.value < _SMALL:
        yield "small", 1.0
    if one.previous is not None and one.value:
        before = one.previous * mine.middle / one.value
        low, high = other.claim.low, other.claim.high
        slack = abs(before) * _ROUNDED
        fits = low is not None and high is not None and low - slack <= before <= high + slack
        yield "was that before" if fits else "was another before", 1.0


def _of_telling(mine: Wording, theirs: Wording) -> Evidence:
    if mine.figure.trend is not None:
        yield "told as moved", 1.0
    others = False
    if mine.claimant and theirs.claimant:
        others = not _alike_phrases(mine.claimant, theirs.claimant)
        yield "another claimant" if others else "one claimant", 1.0
    if mine.article != theirs.article:
        return
    yield "one article", 1.0
    if others:
        yield "told by another there", 1.0
    if (mine.figure.mood is Mood.REPORTED) != (theirs.figure.mood is Mood.REPORTED):
        yield "only one stands there", 1.0
    if mine.figure.sentence_start == theirs.figure.sentence_start:
        yield "one sentence", 1.0
        if _COMPARED.search(_between(mine.figure, theirs.figure)):
            yield "compared there", 1.0


# ── what they rest on ────────────────────────────────────────────────────────────────────────────────────────


def told_apart(mine: str, theirs: str) -> bool:
    """A word that only one of them has makes it another measure: "confirmed", "daily", "youth"."""
    return bool(word_list("tell_apart") & ({*mine.split()} ^ {*theirs.split()}))


def opposed(mine: str, theirs: str) -> bool:
    """Never one measure: deaths and injured, drones launched and drones downed, confirmed and suspected cases."""
    one, other = {*mine.split()}, {*theirs.split()}
    for row in ("opposed_fates", "opposed_proofs"):
        if word_list(row) & (one - other) and word_list(row) & (other - one):
            return True
    head, another = mine.rpartition(" ")[2], theirs.rpartition(" ")[2]
    return head != another and {head, another} <= word_list("outcomes")


def is_own_story(scope: str) -> bool:
    """A scope that stands for the story itself: the figure names neither owner nor place."""
    return scope.startswith("story-")


def _slots(key: SeriesKey, other: SeriesKey) -> tuple[tuple[str, str, str], ...]:
    """Owner and place of both. A name that is the owner here and the place there is one: "Holt Ridge's 9,500 acres",
    "15 square miles have burned in Holt Ridge"."""
    mine, theirs = [key.subject, key.scope], [other.subject, other.scope]
    for one, another in ((mine, theirs), (theirs, mine)):
        if one[1] and not one[0] and another[0] and one[1] != another[1] and _alike_phrases(one[1], another[0]):
            one[0], one[1] = one[1], ""
    return ("owner", mine[0], theirs[0]), ("place", mine[1], theirs[1])


def _spoken(phrase: str, names: Collection[str]) -> bool:
    """Whether all its words are names there; what many places are called by ("Quay") need not be, where others are."""
    own = [word for word in phrase.split() if word not in word_list("places_of_names")]
    return all(any(_alike(word, each) for each in names) for word in own or phrase.split())


def _alike_phrases(one: str, other: str) -> bool:
    return one == other or fuzz.token_set_ratio(one, other) >= ALIKE


def _alike(one: str, other: str) -> bool:
    one, other = one.removesuffix("s"), other.removesuffix("s")
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= ALIKE)


def _times(one: float, other: float) -> float:
    """How many times the smaller is the larger; infinite across zero."""
    return max(one / other, other / one) if one * other > 0 else float("inf")


def _is_telling(figure: Figure) -> bool:
    """A number so special that two texts hardly tell it of two things: three digits, or a thousand and more."""
    digits = f"{abs(figure.value):.10g}".replace(".", "").strip("0")
    return len(digits) >= 3 or (len(digits) >= 2 and abs(figure.value) >= 1000)


def _between(one: Figure, other: Figure) -> str:
    """The words of their sentence between two figures."""
    first, last = sorted((one, other), key=lambda each: each.start)
    return first.sentence[first.end - first.sentence_start : last.start - last.sentence_start]


#: Says of two numbers for one thing that they are not of one mind or time.
_COMPARED = re.compile(
    r"\b(?:than|from|against|compared|official|officially|instead|versus|not|but|while|though|although|earlier|previous\w*|"
    r"initial\w*|later|puts?|says?|said|claims?|told|estimates?)\b"
)
