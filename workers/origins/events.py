"""What happened, covered by many origins: stories about one happening, grouped as they come.

A story joins the event whose centre it is nearest to (single-pass clustering on TF-IDF, as in topic detection and
tracking: Allan, Papka and Lavrenko 1998), names and numbers weighing as terms, nearness fading with time. Events group
alerts and pages; nothing is ever left out because of them.

Known false positives: two happenings of one kind in one town on one day. Known misses: the second day's background
piece that shares one name with the first day's report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model.noun import derive_id
from monitor.model.story import Evidence
from workers.origins.profiles import Profile
from workers.origins.topic import MOST_OF_ONE_TERM, centre, nearness

#: Stories further apart than this rewrite no common report and tell of no common happening.
WINDOW = timedelta(hours=96)
#: Nearness to an event's centre from which a story is about it; measured in tests/corpus/test_corpus_events.py.
EVENT = 0.15
#: No event is near whose every story is further off than this.
WORTH_A_LOOK = 0.05
#: What is left of the nearness to an event whose latest story is as old as the window.
FADED = 0.3


@dataclass(frozen=True)
class EventFound:
    """The event a story belongs to, its own if it is the first; the evidence is empty then."""

    id: str
    evidence: tuple[Evidence, ...] = ()


def event_of(profile: Profile, near: Sequence[Profile], directions: Mapping[str, Mapping[str, float]]) -> EventFound:
    """The event of a story, given the stories within the window and the directions of all, by story; in any order."""
    mine = directions[profile.story]
    closeness = {other.story: nearness(mine, directions[other.story]) for other in near}
    events: dict[str, list[Profile]] = {}
    for other in sorted(near, key=lambda each: each.story):  # in one order, so that sums come out the same
        events.setdefault(event_held(other), []).append(other)
    weighed = {
        id: nearness(mine, centre(directions[other.story] for other in members), MOST_OF_ONE_TERM)
        * _fade(profile, members)
        for id, members in events.items()
        if max(closeness[other.story] for other in members) >= WORTH_A_LOOK
    }
    best = min(weighed, key=lambda id: (-weighed[id], id), default=None)
    if best is None or weighed[best] < EVENT:
        return EventFound(derive_id("event", profile.story))
    closest = min(events[best], key=lambda other: (-closeness[other.story], other.story))
    because = f"on the event of “{closest.title}” (nearness {weighed[best]:.2f} to its {len(events[best])} stories)"
    return EventFound(
        best, (Evidence(kind="topic", weight=round(weighed[best], 3), because=because, other=closest.story),)
    )


def event_held(profile: Profile) -> str:
    """The event a story is held under, its own where it was not traced yet."""
    return profile.event or derive_id("event", profile.story)


def _fade(profile: Profile, members: Sequence[Profile]) -> float:
    """1 for an event whose latest story is of the same moment, FADED at the window's end."""
    age = min(abs(other.published_at - profile.published_at) for other in members) / WINDOW
    return 1.0 - (1.0 - FADED) * age
