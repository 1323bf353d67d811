"""Nouns with sensible values; a test states only what matters to it.

Each factory takes the noun's own fields as keywords. All of them tell of one story: a river gauge read twice.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from monitor.model.alert import Alert, AlertState, Marked, Message, Notification, Watch
from monitor.model.article import Article
from monitor.model.change import Change, ChangeKind, Observation, Series, SeriesKey
from monitor.model.entry import Entry
from monitor.model.feed import Feed, FeedState
from monitor.model.figure import Figure, Interval, Kind, Qualifier
from monitor.model.story import Placement, Story, Verdict

NOW = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)

SENTENCE = "The river Ness stood at 4.2 metres in Orlin, the harbour office said."
QUOTE = "4.2 metres"


def make_feed(**changes: Any) -> Feed:
    """A feed from the configuration, polled every quarter of an hour."""
    plain: dict[str, Any] = {"id": "feed-1", "url": "https://gazette.example/rss", "name": "Harbour Gazette"}
    return Feed(**(plain | changes))


def make_state(**changes: Any) -> FeedState:
    """A feed's state after a good poll, due again in a quarter of an hour."""
    plain: dict[str, Any] = {
        "next_due": NOW + timedelta(minutes=15),
        "polls": 1,
        "last_outcome": "new_entries",
        "last_polled_at": NOW,
        "last_ok_at": NOW,
    }
    return FeedState(**(plain | changes))


def make_entry(**changes: Any) -> Entry:
    """An entry of `make_feed()`."""
    plain: dict[str, Any] = {
        "id": "entry-1",
        "feed": "feed-1",
        "url": "https://gazette.example/ness",
        "title": "Ness rises in Orlin",
        "published_at": NOW - timedelta(minutes=10),
        "seen_at": NOW,
    }
    return Entry(**(plain | changes))


def make_article(**changes: Any) -> Article:
    """The article behind `make_entry()`; its text begins with its title."""
    title = changes.get("title", "Ness rises in Orlin")
    plain: dict[str, Any] = {
        "id": "article-1",
        "entry": "entry-1",
        "feed": "feed-1",
        "outlet": "Harbour Gazette",
        "url": "https://gazette.example/ness",
        "title": title,
        "text": f"{title}\n\n{SENTENCE}",
        "published_at": NOW - timedelta(minutes=10),
        "seen_at": NOW,
        "cleaner_version": "test",
    }
    return Article(**(plain | changes))


def make_story(**changes: Any) -> Story:
    """The story that `make_article()` leads."""
    plain: dict[str, Any] = {
        "id": "story-1",
        "lead": "article-1",
        "title": "Ness rises in Orlin",
        "opened_at": NOW - timedelta(minutes=10),
    }
    return Story(**(plain | changes))


def make_placement(**changes: Any) -> Placement:
    """`make_article()` opened `make_story()`."""
    plain: dict[str, Any] = {"verdict": Verdict.NEW, "story": "story-1", "score": 0.0, "because": "nothing like it"}
    return Placement(**(plain | changes))


def make_figure(**changes: Any) -> Figure:
    """The gauge's reading as it stands in the text of `make_article()`."""
    sentence_start = len("Ness rises in Orlin\n\n")
    start = sentence_start + SENTENCE.index(QUOTE)
    plain: dict[str, Any] = {
        "quote": QUOTE,
        "start": start,
        "end": start + len(QUOTE),
        "sentence": SENTENCE,
        "sentence_start": sentence_start,
        "value": 4.2,
        "low": 4.15,
        "high": 4.25,
        "unit": "meter",
        "dimension": "length",
        "interval": Interval(low=4.15, high=4.25),
        "qualifier": Qualifier.EXACT,
        "subject": "river Ness",
        "scope": "Orlin",
        "attribution": ("the harbour office",),
        "measure": "water level",
        "rules": ("number_unit",),
    }
    return Figure(**(plain | changes))


def make_series(**changes: Any) -> Series:
    """The gauge's series."""
    key = SeriesKey(measure="water level", subject="river ness", scope="orlin", dimension="length", kind=Kind.LEVEL)
    plain: dict[str, Any] = {
        "id": "series-1",
        "key": key,
        "label": "water level of the river Ness in Orlin",
        "unit": "meter",
        "opened_at": NOW - timedelta(minutes=10),
    }
    return Series(**(plain | changes))


def make_observation(**changes: Any) -> Observation:
    """`make_figure()` placed in `make_series()`."""
    plain: dict[str, Any] = {
        "id": "observation-1",
        "series": "series-1",
        "article": "article-1",
        "story": "story-1",
        "origin": "origin-1",
        "outlet": "Harbour Gazette",
        "url": "https://gazette.example/ness",
        "figure": changes.get("figure") or make_figure(),
        "claimant": "harbour office",
        "as_of": date(2026, 3, 12),
        "published_at": NOW - timedelta(minutes=10),
        "seen_at": NOW,
        "grammar_version": "test",
    }
    return Observation(**(plain | changes))


def make_change(**changes: Any) -> Change:
    """The first reading of the gauge."""
    plain: dict[str, Any] = {
        "id": "change-1",
        "kind": ChangeKind.FIRST,
        "series": "series-1",
        "observation": "observation-1",
        "because": "nothing was held",
    }
    return Change(**(plain | changes))


def make_watch(**changes: Any) -> Watch:
    """A watch on everything, told to every receiver."""
    plain: dict[str, Any] = {"name": "River"}
    return Watch(**(plain | changes))


def make_alert(**changes: Any) -> Alert:
    """`make_change()` told of for `make_watch()`."""
    plain: dict[str, Any] = {
        "id": "alert-1",
        "watch": "River",
        "change": "change-1",
        "series": "series-1",
        "observation": "observation-1",
        "state": AlertState.SENT,
        "because": "first figure",
        "group": "group-1",
        "decided_at": NOW,
    }
    return Alert(**(plain | changes))


def make_message(**changes: Any) -> Message:
    """What `make_alert()` says."""
    start = SENTENCE.index(QUOTE)
    plain: dict[str, Any] = {
        "headline": "water level of the river Ness in Orlin: 4.2 m",
        "quote": Marked(sentence=SENTENCE, start=start, end=start + len(QUOTE)),
        "says": "the harbour office",
        "outlet": "Harbour Gazette",
        "link": "https://gazette.example/ness",
        "published_at": NOW - timedelta(minutes=10),
        "as_of": "12 March",
        "why": "first figure of this series",
        "watch": "River",
    }
    return Message(**(plain | changes))


def make_notification(**changes: Any) -> Notification:
    """`make_message()` owed to the receiver `desk`."""
    plain: dict[str, Any] = {
        "id": "notification-1",
        "alert": "alert-1",
        "receiver": "desk",
        "group": "group-1",
        "message": changes.get("message") or make_message(),
    }
    return Notification(**(plain | changes))
