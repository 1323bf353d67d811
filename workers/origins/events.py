"""What happened, covered by many origins: stories about one happening, grouped as they come.

A story joins the event it is likeliest of (single-pass clustering on TF-IDF, as in topic detection and tracking: Allan,
Papka and Lavrenko 1998). Nearness alone does not tell two happenings of one kind apart: two strikes share more words
than the first and the last day of one. So the evidence is weighed by kind: names, other words and numbers in common,
what the title names, who tells, how long ago. Events group alerts and pages; nothing is ever left out because of them.

Known false positives: two happenings of one kind in one place (two attacks of one war within days). Known misses: the
second day's background piece that shares one name with the first day's report; whichever of two stories of one outlet
on one morning says little of what happened.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from monitor.model.noun import derive_id
from monitor.model.story import Evidence
from workers.origins.lexicon import rows
from workers.origins.profiles import Profile
from workers.origins.topic import centre, nearness, terms_of_title

#: Stories further apart than this rewrite no common report and tell of no common happening.
WINDOW = timedelta(hours=96)
#: How sure it must be that a story is of an event; measured in tests/corpus/test_corpus_events.py. Less than even: what
#: several events compete for goes to the likeliest of them.
EVENT = 0.47
#: No event is near whose every story is further off than this.
WORTH_A_LOOK = 0.05
#: No name adds more than this to the names in common: that both name one town makes no event.
MOST_OF_ONE_NAME = 0.1
#: What other words say beyond this says more of the kind of happening ("drivers", "walkout", "union", "pay") than of
#: which it is, unless the story names hardly anybody.
MOST_OF_WORDS = 0.1
#: A story of so many names is told by them; with so many on either side, some should be shared.
ENOUGH_NAMES, SOME_NAMES = 4, 3
#: A name is among the heaviest of an event with this part of the weight of the very heaviest.
MAIN = 0.5
#: One outlet hardly opens two stories on one happening within this time.
ANOTHER_STORY = timedelta(hours=48)
#: Cosines are weighed in tenths: two texts of one happening have some of them in common, hardly ever most.
_TENTHS = 10


@dataclass(frozen=True)
class EventFound:
    """The event a story belongs to, its own if it is the first; the evidence is empty then."""

    id: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Group:
    """An event as it is held: its stories within the window, and how near each is to the story that is looked at."""

    stories: Sequence[Profile]
    closeness: Mapping[str, float]


def event_of(profile: Profile, near: Sequence[Profile], directions: Mapping[str, Mapping[str, float]]) -> EventFound:
    """The event of a story, given the stories within the window and the directions of all, by story; in any order."""
    found = groups(profile, near, directions)
    told = {id: evidence(profile, group, directions) for id, group in found.items()}
    weighed = {id: likelihood(each) for id, each in told.items()}
    best = min(weighed, key=lambda id: (-weighed[id], id), default=None)
    if best is None or weighed[best] < EVENT:
        return EventFound(derive_id("event", profile.story))
    group, sure = found[best], weighed[best]
    closest = min(group.stories, key=lambda other: (-group.closeness[other.story], other.story))
    because = f"on the event of “{closest.title}” ({_reason(told[best])}; {sure:.2f} sure)"
    return EventFound(best, (Evidence(kind="topic", weight=round(sure, 3), because=because, other=closest.story),))


def event_held(profile: Profile) -> str:
    """The event a story is held under, its own where it was not traced yet."""
    return profile.event or derive_id("event", profile.story)


def groups(
    profile: Profile, near: Sequence[Profile], directions: Mapping[str, Mapping[str, float]]
) -> dict[str, Group]:
    """The events that are worth a look, by id."""
    mine = directions[profile.story]
    closeness = {other.story: nearness(mine, directions[other.story]) for other in near}
    held: dict[str, list[Profile]] = {}
    for other in sorted(near, key=lambda each: each.story):  # in one order, so that sums come out the same
        held.setdefault(event_held(other), []).append(other)
    return {
        id: Group(stories, closeness)
        for id, stories in held.items()
        if max(closeness[other.story] for other in stories) >= WORTH_A_LOOK
    }


def likelihood(found: Mapping[str, float]) -> float:
    """How sure it is that a story is of an event (0-1), from the evidence on it."""
    return 1 / (1 + math.exp(-sum(weights().get(name, 0.0) * size for name, size in found.items())))


@cache
def weights() -> Mapping[str, float]:
    """By name of a piece of evidence: how much it says."""
    return {name: float(weight) for name, weight, *_ in rows("weights")}


def _reason(found: Mapping[str, float]) -> str:
    """What of the evidence speaks most for it, in words."""
    words = {name: said for name, _, said in rows("weights") if said}
    return words[max(words, key=lambda name: (weights()[name] * found[name], name))]


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────────


def evidence(profile: Profile, group: Group, directions: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """What speaks for or against a story being of an event: rows of `weights.tsv` by name, each with its size."""
    mine = directions[profile.story]
    middle = centre(directions[other.story] for other in group.stories)
    theirs: frozenset[str] = frozenset().union(*(other.named for other in group.stories))
    names = theirs.union(profile.named)
    few_names = max(0.0, 1 - len(profile.named) / ENOUGH_NAMES)
    named, words, numbers = _in_common(mine, middle, names)
    single = [_in_common(mine, directions[other.story], names) for other in group.stories]
    near = math.fsum(each[0] + min(each[1], MOST_OF_WORDS) + each[2] for each in single) / len(single)
    return {
        "any two": 1.0,
        "near": _TENTHS * near,
        "names": math.sqrt(_TENTHS * named),
        "no name in common": float(not named and min(len(profile.named), len(theirs)) >= SOME_NAMES),
        "words": _TENTHS * min(words, MOST_OF_WORDS),
        "more words": _TENTHS * max(0.0, words - MOST_OF_WORDS) * few_names,
        "numbers": _TENTHS * numbers,
        "other names in the title": _names_others(profile, middle, names),
        "another story of the outlet": _tells_again(profile, group.stories),
        "apart": min(abs(other.published_at - profile.published_at) for other in group.stories) / WINDOW,
    }


def _in_common(
    mine: Mapping[str, float], theirs: Mapping[str, float], names: frozenset[str]
) -> tuple[float, float, float]:
    """What names, other words and numbers add to the nearness of a story to another, or to the centre of an event."""
    shared = {term: weight * theirs[term] for term, weight in mine.items() if term in theirs}
    return (
        math.fsum(min(MOST_OF_ONE_NAME, much) for term, much in shared.items() if term in names),
        math.fsum(much for term, much in shared.items() if term not in names and not term.startswith("#")),
        math.fsum(much for term, much in shared.items() if term.startswith("#")),
    )


def _names_others(profile: Profile, middle: Mapping[str, float], names: frozenset[str]) -> float:
    """1 where the title names nobody and no place that the event speaks of ("Moro's ferries stop", "strike in Sarn"), 0
    where one of them is among its heaviest names, or the title names none."""
    told = terms_of_title(profile.title) & names & profile.topic.keys()
    heaviest = max((middle[term] for term in names if term in middle), default=0.0)
    if not told or not heaviest:
        return 0.0
    return max(0.0, 1 - max(middle.get(term, 0.0) for term in told) / (MAIN * heaviest))


def _tells_again(profile: Profile, stories: Sequence[Profile]) -> float:
    """1 where the outlet has told of the event at this moment already, 0 where it has not for two days."""
    by = [other.published_at for other in stories if profile.by and other.by == profile.by]
    return max((max(0.0, 1 - abs(at - profile.published_at) / ANOTHER_STORY) for at in by), default=0.0)
