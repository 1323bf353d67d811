"""Pruning: what is past keeping goes, and whatever a sent alert cites stays."""

from __future__ import annotations

from datetime import timedelta

from monitor.flow import Outcome
from monitor.model.alert import AlertState
from monitor.model.job import ExtractStory
from monitor.model.noun import derive_id
from monitor.model.story import Trace
from monitor.ports import Store
from monitor.store import prune as store_prune
from tests.factories import (
    NOW,
    make_alert,
    make_article,
    make_change,
    make_entry,
    make_feed,
    make_notification,
    make_observation,
    make_placement,
    make_series,
    make_story,
)

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def add_story(store: Store, name: str, *, state: AlertState | None = None, against: str | None = None) -> None:
    """A story with its article, observation and change, and an alert in this state; all of them from NOW."""
    with store.begin() as uow:
        uow.stories.add(make_story(id=f"story-{name}", lead=name))
        uow.stories.index(derive_id("story", name), [7], NOW)
        trace = Trace(story=f"story-{name}", origin="o", event="e", because="")
        uow.stories.save_trace(trace, "{}", NOW)
        article = make_article(id=name, url=f"https://gazette.example/{name}")
        uow.articles.add(article, make_placement(story=f"story-{name}"))
        uow.series.save(make_series())
        uow.series.replace_observations(name, [make_observation(id=f"o-{name}", article=name)])
        uow.series.file_terms(name, NOW, ["gazette"])
        change = make_change(id=f"c-{name}", observation=f"o-{name}", against=against)
        held = {each.id for _, each in uow.series.changes("series-1")}
        uow.series.settle_changes("series-1", [change], NOW, keep=held)
        if state:
            alert = make_alert(id=f"alert-{name}", change=f"c-{name}", observation=f"o-{name}", state=state)
            uow.alerts.add([alert])
        uow.commit()


def held_articles(store: Store, names: list[str]) -> list[str]:
    with store.read() as uow:
        return [name for name in names if uow.articles.get(name) and uow.stories.get(f"story-{name}")]


def test_nothing_fresh_is_pruned(store: Store) -> None:
    """A day later everything is there."""
    add_story(store, "plain")
    with store.begin() as uow:
        uow.entries.add([make_entry()], NOW)
        uow.outbox.add([make_notification()], NOW)
        uow.commit()

    assert store.prune(NOW + DAY) == {}


def test_what_a_sent_alert_cites_is_kept(store: Store) -> None:
    """Its article and the one it is measured against; not those of withheld alerts, nor of none."""
    add_story(store, "before")
    add_story(store, "told", state=AlertState.SENT, against="o-before")
    add_story(store, "withheld", state=AlertState.WITHHELD)
    add_story(store, "plain")
    names = ["before", "told", "withheld", "plain"]

    deleted = store.prune(NOW + 91 * DAY)

    assert held_articles(store, names) == ["before", "told"]
    assert {table: deleted[table] for table in ("articles", "stories", "traces", "shingles", "profiles")} == {
        "articles": 2,
        "stories": 2,
        "traces": 2,
        "shingles": 4,
        "profiles": 4,
    }
    with store.read() as uow:
        assert len(uow.series.observations("series-1")) == 4  # a series keeps its history
        assert uow.stories.trace("story-told")
        assert uow.stories.trace("story-plain") is None


def test_the_index_of_copies_is_short(store: Store) -> None:
    """Kept for thirty days of publication, and not a day more."""
    add_story(store, "plain")

    assert "shingles" not in store.prune(NOW + 29 * DAY)
    assert store.prune(NOW + 31 * DAY)["shingles"] == 1


def test_work_that_is_owed_is_kept(store: Store) -> None:
    """However old; what is done goes after a week, dead letters after a season."""
    done, dead, owed = (ExtractStory(story=name, revision=1, article=name) for name in ("done", "dead", "owed"))
    with store.begin() as uow:
        uow.entries.add([make_entry()], NOW)
        uow.jobs.owe([done, dead, owed], NOW)
        for job, outcome in ((done, Outcome.CHANGED), (dead, Outcome.DEAD)):
            uow.jobs.finish(uow.jobs.claim(job.id, NOW, NOW + MINUTE, "one").lease, outcome, "", NOW)
        uow.commit()

    assert store.prune(NOW + 8 * DAY) == {"jobs": 1}
    assert store.prune(NOW + 91 * DAY) == {"jobs": 1}
    assert store.prune(NOW + 800 * DAY) == {}
    with store.read() as uow:
        assert uow.jobs.unhinted(NOW, NOW, 10) == [owed]
        assert uow.entries.get("entry-1")


def test_feeds_and_corrected_series_are_kept(store: Store) -> None:
    """What somebody asked for or put right is never pruned; other series go with the last of their history."""
    add_story(store, "plain")
    with store.begin() as uow:
        uow.feeds.add(make_feed(), NOW)
        uow.series.save(make_series(id="corrected", corrected=True))
        uow.series.save(make_series(id="empty"))
        uow.commit()

    deleted = store.prune(NOW + 700 * DAY)
    assert "series" not in deleted

    store.prune(NOW + 3000 * DAY)
    with store.read() as uow:
        totals = uow.ops.totals()
        assert {name for name, count in totals.items() if count} == {"feeds", "series"}
        assert [each.id for each in uow.series.all()] == ["corrected"]


def test_articles_cannot_be_late_for_ever(store: Store) -> None:
    """What later articles are found by is kept for a month."""
    add_story(store, "plain")

    assert "article_terms" not in store.prune(NOW + 29 * DAY)
    assert store.prune(NOW + 31 * DAY)["article_terms"] == 1


def test_more_than_a_batch(store: Store, monkeypatch) -> None:
    """Everything goes in one call, in transactions of a few rows each, past any number of rows that stay."""
    monkeypatch.setattr(store_prune, "BATCH", 2)
    for number in range(5):
        add_story(store, f"kept-{number}", state=AlertState.SENT)
        add_story(store, f"plain-{number}")

    deleted = store.prune(NOW + 91 * DAY)

    assert deleted["articles"] == 5
    names = [f"{kind}-{number}" for kind in ("kept", "plain") for number in range(5)]
    assert held_articles(store, names) == [f"kept-{number}" for number in range(5)]
