"""The weights of evidence by which stories are told to be of one event, learnt from happenings labelled by hand.

`python tests/corpus/weighed_events.py` learns them from all tuned files but one and prints how well the stories of the
one left out are grouped; `--write` learns them from all and writes them into `workers/origins/lexicon/weights.tsv`.

Learnt from each file alone and from all of them put on the same days: there one central bank's decision stands beside
four others, as it does in the flow of a real week. The events that a story is compared with are the labelled ones.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from pathlib import Path
from unittest.mock import patch

import workers.origins.lexicon
from monitor.cli.batch import Line
from monitor.model.article import Article
from monitor.model.story import Story
from tests.corpus.weighed import Pair, learnt, write
from tests.newsroom import FOLDER, Score, agreement, happenings
from workers.figures import read
from workers.origins import Profile, events, profile, topic, trace

#: Files that may be learnt from; the one held out never is.
TUNED = ("events.txt", "events_unseen.txt", "origins.txt", "flow.jsonl", "flow_third.jsonl")
#: The weeks of the flows, put on the days of the others.
EARLIER = {"flow.jsonl": timedelta(days=60), "flow_third.jsonl": timedelta(days=88)}
WEIGHTS = Path(workers.origins.lexicon.__file__).parent / "weights.tsv"
HELD_BACK, STEP = 0.25, 0.15


@dataclass(frozen=True)
class Told:
    """One story of a labelled file."""

    profile: Profile
    event: str


def told(name: str) -> list[Told]:
    """The stories of a file in their order; of a flow, what is no copy."""
    if name.endswith(".txt"):
        return [_told(text.article(), text.id, text.event) for text in happenings(name)]
    labels = [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]
    found = [
        (Line.model_validate(label).article(place), label)
        for place, label in enumerate(labels)
        if label["relation"] != "copy"
    ]
    return [_told(article, label["story"], label["event"], EARLIER[name]) for article, label in found]


def _told(article: Article, story: str, event: str, earlier: timedelta = timedelta(0)) -> Told:
    at = article.published_at
    figures = read(article.text, published=at.date(), title=article.title, outlet=article.outlet)
    opened = Story(id=story, lead=article.id, title=article.title, opened_at=at)
    made = profile(opened, article, figures)
    return Told(made.model_copy(update={"published_at": at - earlier}), event)


def mixed(files: Iterable[Sequence[Told]]) -> list[Told]:
    """Several files as one flow."""
    return sorted(chain.from_iterable(files), key=lambda each: (each.profile.published_at, each.profile.story))


def pairs(stories: Sequence[Told]) -> Iterator[Pair]:
    """The evidence on each story and each labelled event near it, and whether it is of that event."""
    held: dict[str, Profile] = {}
    for each in stories:
        mine = each.profile
        near = [
            other
            for id, other in sorted(held.items())
            if id != mine.story and abs(other.published_at - mine.published_at) <= events.WINDOW
        ]
        rare = topic.rarity([mine.topic, *(other.topic for other in near)])
        directions = {other.story: topic.direction(other.topic, rare) for other in (mine, *near)}
        for id, group in sorted(events.groups(mine, near, directions).items()):
            yield events.evidence(mine, group, directions), id == each.event
        held[mine.story] = mine.model_copy(update={"event": each.event})


def grouped(stories: Sequence[Told]) -> Score:
    """How well stories are grouped as they come."""
    held: dict[str, Profile] = {}
    for each in stories:
        found = trace(each.profile, list(held.values()))
        held[each.profile.story] = each.profile.traced(found)
    return agreement(
        {each.profile.story: each.event for each in stories}, {id: each.event for id, each in held.items()}
    )


def main() -> None:
    """Print how well each file is grouped by what the others teach; write what all of them teach."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--write", action="store_true", help="write the weights that all files teach")
    given = asked.parse_args()
    known = {name: told(name) for name in TUNED}

    def taught(names: Sequence[str]) -> dict[str, float]:
        files = [known[name] for name in names]
        return learnt([*chain.from_iterable(map(pairs, files)), *pairs(mixed(files))], HELD_BACK, STEP)

    if given.write:
        write(taught(TUNED), WEIGHTS)
        return
    for name in TUNED:
        weight = taught([other for other in TUNED if other != name])
        with patch.object(events, "weights", lambda weight=weight: weight):
            sys.stdout.write(f"{name:20} {grouped(known[name])}\n")
    sys.stdout.write(f"{'all on the same days':20} {grouped(mixed(known.values()))}\n")


if __name__ == "__main__":
    main()
