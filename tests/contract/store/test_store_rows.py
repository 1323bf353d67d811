"""What is stored comes back, in the order that was promised; what was not committed never was."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from monitor.errors import Transient
from monitor.flow import Outcome
from monitor.model.alert import AlertState
from monitor.model.change import Judgement, SeriesKey, terms
from monitor.model.figure import Kind
from monitor.model.job import Deliver, ExtractStory, ReviewAlert
from monitor.model.noun import derive_id
from monitor.model.story import Evidence, Trace, Verdict
from monitor.placing import place_in_story
from monitor.ports import Held, Owed, Store
from monitor.store.engine import SqlUnitOfWork
from monitor.store.stories import ArticleRows
from monitor.store.together import together
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
    make_state,
    make_story,
)

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

KEY = make_series().key


def test_what_is_not_committed_never_was(store: Store) -> None:
    """A block that is left without a commit, also by an exception, leaves nothing; nor does what follows a commit."""
    with store.begin() as uow:
        uow.feeds.add(make_feed(), NOW)
    with pytest.raises(ZeroDivisionError), store.begin() as uow:
        uow.outbox.add([make_notification()], NOW)
        uow.ops.count("extract", Outcome(1 // 0))
    with store.begin() as uow:
        uow.series.save(make_series())
        uow.commit()
        uow.alerts.add([make_alert()])

    with store.read() as uow:
        held = {name: count for name, count in uow.ops.totals().items() if count}
        assert held == {"series": 1}
        assert uow.jobs.unhinted(NOW, NOW, 10) == []


def test_a_reader_sees_one_state(opened: Callable[[], Store]) -> None:
    """What others commit in mid-read is not seen until the next read."""
    one, other = opened(), opened()
    with one.read() as reading:
        assert reading.feeds.all() == []
        with other.begin() as uow:
            uow.feeds.add(make_feed(), NOW)
            uow.commit()
        assert reading.feeds.all() == []

    with one.read() as reading:
        assert len(reading.feeds.all()) == 1


def test_only_new_rows_are_new(store: Store) -> None:
    """Feeds, entries, changes and alerts are told apart from known ones, in one unit and in the next."""
    entries = [make_entry(id="a"), make_entry(id="b"), make_entry(id="a")]
    with store.begin() as uow:
        assert uow.feeds.add(make_feed(), NOW)
        assert [entry.id for entry in uow.entries.add(entries, NOW)] == ["a", "b"]
        assert len(uow.series.settle_changes("series-1", [make_change()], NOW, keep=())) == 1
        assert len(uow.alerts.add([make_alert(), make_alert()])) == 1
        uow.commit()

    with store.begin() as uow:
        assert not uow.feeds.add(make_feed(), NOW)
        assert [entry.id for entry in uow.entries.add([*entries, make_entry(id="c")], NOW)] == ["c"]
        assert uow.series.settle_changes("series-1", [make_change()], NOW + DAY, keep=()) == []
        assert uow.alerts.add([make_alert(because="again")]) == []
        assert uow.series.changes() == [(NOW, make_change())]
        assert uow.alerts.all() == [make_alert()]


# ── feeds ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_feeds_follow_the_configuration(store: Store) -> None:
    """New ones are due at once, known ones keep state and moved address, gone ones go; those of the CLI stay."""
    kept, gone, typed = make_feed(id="kept"), make_feed(id="gone"), make_feed(id="typed", added_by="cli")
    with store.begin() as uow:
        uow.feeds.sync([kept, gone], NOW)
        uow.feeds.add(typed, NOW)
        leased = {each.row.feed.id: each.lease for each in uow.feeds.claim_due(NOW, NOW + MINUTE, "one", 10)}
        assert set(leased) == {"kept", "gone", "typed"}
        assert uow.feeds.finish(leased["kept"], make_state(polls=9), url="https://moved.example/rss")

        uow.feeds.sync([make_feed(id="kept", name="New Name"), make_feed(id="new")], NOW)

        held = {each.feed.id: each for each in uow.feeds.all()}
        assert set(held) == {"kept", "typed", "new"}
        assert held["kept"].state == make_state(polls=9)
        assert held["kept"].feed == make_feed(id="kept", name="New Name", url="https://moved.example/rss")
        assert held["new"].state.next_due == NOW
        assert not uow.feeds.finish(leased["gone"], make_state())
        assert uow.feeds.remove("typed")
        assert not uow.feeds.remove("typed")


def test_the_longest_overdue_feed_is_polled_first(store: Store) -> None:
    """As many as there is room for; none that is not due or was switched off."""
    with store.begin() as uow:
        for number, (due, disabled) in enumerate([(-1, False), (-3, False), (-9, True), (-2, False), (1, False)]):
            uow.feeds.add(make_feed(id=f"feed-{number}"), NOW - DAY)
            [leased] = uow.feeds.claim_due(NOW - DAY, NOW - DAY + MINUTE, "one", 10)
            uow.feeds.finish(leased.lease, make_state(next_due=NOW + due * MINUTE, disabled=disabled))

        taken = uow.feeds.claim_due(NOW, NOW + MINUTE, "one", 2)

    assert [each.row.feed.id for each in taken] == ["feed-1", "feed-3"]


# ── articles and stories ─────────────────────────────────────────────────────────────────────────────────────


def test_two_copies_at_once_make_one_story(opened: Callable[[], Store]) -> None:
    """Two processes that place the same text at the same moment: one opens the story, the other copies it."""
    stores = [opened(), opened()]
    body = "The harbour office has read the gauge at the old bridge every morning since the flood of eleven years ago. "
    text = "Ness rises in Orlin\n\n" + body * 3
    start = Barrier(2)

    def put(number: int) -> Verdict:
        article = make_article(id=f"article-{number}", url=f"https://outlet-{number}.example/ness", text=text)
        start.wait()
        with stores[number].begin() as uow:
            placement, _ = place_in_story(article, uow, NOW)
            uow.commit()
        assert placement
        return placement.verdict

    with ThreadPoolExecutor(2) as threads:
        verdicts = sorted(threads.map(put, range(2)))

    assert verdicts == [Verdict.COPY, Verdict.NEW]
    with stores[0].read() as uow:
        [story] = uow.stories.recent(NOW - DAY, 10)
        assert len(uow.articles.of_story(story.id)) == 2


def test_articles_of_a_story(store: Store) -> None:
    """Lead first, then by when they were seen; versions of one address from the oldest on."""
    with store.begin() as uow:
        for id, minutes in (("late", 3), ("lead", 2), ("early", 1)):
            uow.articles.add(make_article(id=id, seen_at=NOW + minutes * MINUTE), make_placement())
        uow.stories.add(make_story(lead="lead"))
        uow.articles.add(make_article(id="early", title="Something else"), make_placement(story="story-2"))

        assert [each.id for each in uow.articles.of_story("story-1")] == ["lead", "early", "late"]
        assert [each.id for each in uow.articles.at_url("https://gazette.example/ness")] == ["early", "lead", "late"]
        assert uow.articles.get("late") == make_article(id="late", seen_at=NOW + 3 * MINUTE)
        assert uow.articles.placement("late") == make_placement()
        assert uow.articles.get("none") is None
        assert uow.articles.placement("none") is None


def test_the_index_of_copies(store: Store) -> None:
    """Signed 64-bit hashes, more of them than a statement takes parameters, of stories published since then."""
    low, high = -(2**63), 2**63 - 1
    many = range(1, 40_000)
    first, last, old = "story-0000000000000001", "story-ffffffffffffffff", "story-8000000000000000"
    with store.begin() as uow:
        uow.stories.index(first, [low, high, 0, 0], NOW)
        uow.stories.index(first, [high, 5], NOW)
        uow.stories.index(last, [high], NOW)
        uow.stories.index(old, [high], NOW - DAY)
        uow.stories.index(last, [], NOW)

        assert uow.stories.held("", [low, high, *many], NOW).holding == [
            (low, first),
            (5, first),
            (high, first),
            (high, last),
        ]
        assert uow.stories.held("", [], NOW) == Held([], [])


def test_stories_and_what_was_traced(store: Store) -> None:
    """A trace sets origin, event and source on its story; the latest one counts; profiles are of a time."""
    evidence = Evidence(kind="figures", weight=2.0, because="both: 4.2 m", other="story-2")
    first = Trace(story="story-1", origin="o-1", event="e-1", because="alone")
    second = Trace(story="story-1", origin="o-2", event="e-2", source="Reuters", because="same", evidence=(evidence,))
    with store.begin() as uow:
        uow.stories.add(make_story())
        uow.stories.add(make_story(id="story-2", opened_at=NOW - DAY))
        assert uow.stories.trace("story-1") is None
        uow.stories.save_trace(first, '{"n":1}', NOW)
        uow.stories.save_trace(second, '{"n":2}', NOW)
        uow.stories.save_trace(Trace(story="story-2", origin="o", event="e", because=""), '{"n":0}', NOW - DAY)

        assert uow.stories.trace("story-1") == second
        assert uow.stories.get("story-1") == make_story(origin="o-2", event="e-2", source="Reuters")
        assert uow.stories.profiles(NOW - MINUTE) == ['{"n":2}']
        assert uow.stories.profiles(NOW - DAY) == ['{"n":0}', '{"n":2}']
        assert [each.id for each in uow.stories.recent(NOW - 2 * DAY, 10)] == ["story-1", "story-2"]
        assert [each.id for each in uow.stories.recent(NOW - 2 * DAY, 1)] == ["story-1"]


def test_stories_of_one_event(store: Store) -> None:
    """The other stories of an event, oldest first; neither those of another, nor of the same id a month apart."""
    stories = [
        make_story(id="two", event="e_1", origin="o-1", opened_at=NOW),
        make_story(id="one", event="e_1", origin="o-2", opened_at=NOW - DAY),
        make_story(id="like", event="ex1", opened_at=NOW),
        make_story(id="far", event="e_1", opened_at=NOW - 30 * DAY),
        make_story(id="alone", opened_at=NOW),
    ]
    with store.begin() as uow:
        for story in stories:
            uow.stories.add(story)

        assert [each.id for each in uow.stories.related(make_story(id="new", event="e_1"))] == ["one", "two"]
        assert [each.id for each in uow.stories.related(stories[0])] == ["one"]
        assert uow.stories.related(stories[-1]) == []


# ── series ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_articles_observations_are_one_set(store: Store) -> None:
    """What it had before is gone; other articles' stay; a series' come by as-of, publication and id."""
    with store.begin() as uow:
        uow.series.save(make_series())
        uow.series.replace_observations("article-1", [make_observation(id="x"), make_observation(id="y")])
        uow.series.replace_observations(
            "article-2",
            [
                make_observation(id="c", article="article-2"),
                make_observation(id="b", article="article-2"),
                make_observation(id="d", article="article-2", published_at=NOW - DAY),
                make_observation(id="a", article="article-2", as_of=date(2026, 3, 11), published_at=NOW),
            ],
        )
        uow.series.replace_observations("article-1", [make_observation(id="z")])

        assert [each.id for each in uow.series.observations("series-1")] == ["a", "d", "b", "c", "z"]
        assert [each.id for each in uow.series.observations_of_article("article-1")] == ["z"]
        assert uow.series.observation("z") == make_observation(id="z")
        assert uow.series.observation("x") is None
        uow.series.replace_observations("article-1", [])
        assert uow.series.observations_of_article("article-1") == []


def test_the_most_recently_observed_series_comes_first(store: Store) -> None:
    """Among all; saving one again puts it in place of the old one and leaves when it was observed."""
    with store.begin() as uow:
        uow.series.save(make_series(id="quiet", opened_at=NOW - DAY))
        uow.series.save(make_series(id="newer"))
        uow.series.save(make_series(id="old", opened_at=NOW - 2 * DAY))
        uow.series.replace_observations("a", [make_observation(series="quiet", published_at=NOW)])
        uow.series.save(make_series(id="quiet", opened_at=NOW - DAY, label="something else"))

        assert [each.id for each in uow.series.all()] == ["quiet", "newer", "old"]
        assert [each.id for each in uow.series.all(1)] == ["quiet"]
        assert uow.series.get("quiet").label == "something else"


def test_series_are_found_by_their_terms(store: Store) -> None:
    """By owner, place, names of the first article or the whole key; of one dimension and kind; not those of later."""
    far = KEY.model_copy(update={"subject": "", "scope": "elsewhere"})
    rate = SeriesKey(measure="water level", subject="", scope=KEY.scope, dimension="length", kind=Kind.RATE)
    with store.begin() as uow:
        uow.series.save(make_series(id="same", names=("gazette",)))
        uow.series.save(make_series(id="named", key=far, names=("gazette", "harbour"), opened_at=NOW - DAY))
        uow.series.save(make_series(id="rate", key=rate))
        uow.series.save(make_series(id="later", opened_at=NOW + DAY))

        def found(key: SeriesKey, *names: str, limit: int = 10) -> set[str]:
            return {
                each.id for each in uow.series.candidates(key.dimension, (key.kind,), terms(key, names, ()), NOW, limit)
            }

        assert found(KEY) == {"same"}
        assert found(KEY, "harbour") == {"same", "named"}
        assert found(KEY, "harbour", "gazette", limit=1) == {"same"}, "the same key goes before any number of names"
        assert found(KEY.model_copy(update={"dimension": "area"}), "harbour") == set()
        uow.series.save(make_series(id="named", key=far, names=("quay",)))
        assert found(KEY, "harbour") == {"same"}
        uow.series.remove("same")
        assert found(KEY, "harbour") == set()
        assert uow.series.get("same") is None


def test_articles_that_a_series_may_concern(store: Store) -> None:
    """Published no sooner than a moment, and found by a term of it as they were filed last."""
    series = make_series(names=("gazette",))
    with store.begin() as uow:
        uow.series.file_terms("before", NOW - DAY, ["gazette"])
        uow.series.file_terms("after", NOW + MINUTE, ["gazette", "harbour"])
        uow.series.file_terms("other", NOW + MINUTE, ["harbour"])
        assert uow.series.articles_after(NOW, series.terms) == [(NOW + MINUTE, "after", "gazette")]
        uow.series.file_terms("after", NOW + MINUTE, ["harbour"])
        assert uow.series.articles_after(NOW, series.terms) == []


def test_series_are_found_by_who_opened_them_and_what_they_went_into(store: Store) -> None:
    """As they were saved last; one that was merged is not among all."""
    one, other = make_series(id="one", opened_in="article-1"), make_series(id="other", opened_in="article-2")
    with store.begin() as uow:
        uow.series.save(one)
        uow.series.save(other)
        assert uow.series.opened_in("article-1") == [one]
        assert uow.series.merged_into("other") == []

        merged = one.model_copy(update={"merged_into": "other"})
        uow.series.save(merged)
        assert uow.series.merged_into("other") == [merged]
        assert uow.series.all() == [other]


def test_the_latest_figures_come_first(store: Store) -> None:
    """By publication of their articles, then by id."""
    with store.begin() as uow:
        for article, at in (("b", NOW), ("a", NOW), ("c", NOW + DAY)):
            seen = make_observation(id=f"of {article}", article=article, published_at=at)
            uow.series.replace_observations(article, [seen])
        assert [each.article for each in uow.series.latest()] == ["c", "a", "b"]
        assert [each.article for each in uow.series.latest(1)] == ["c"]


def test_what_a_person_put_into_a_series(store: Store) -> None:
    """The last word counts; what nobody touched is not named."""
    with store.begin() as uow:
        uow.series.pin("one", "series-1")
        uow.series.pin("one", "series-2")
        assert uow.series.pinned(["one", "two"]) == {"one": "series-2"}


def test_what_people_said_of_figures(store: Store) -> None:
    """The last word counts; it is forgotten after two years."""
    with store.begin() as uow:
        uow.series.judge("one", Judgement.REJECTED, NOW)
        uow.series.judge("one", Judgement.CONFIRMED, NOW + MINUTE)
        assert uow.series.judged(["one", "two"]) == {"one": Judgement.CONFIRMED}
        uow.commit()
    store.prune(NOW + 729 * DAY)
    with store.read() as uow:
        assert uow.series.judged(["one"])
    store.prune(NOW + 731 * DAY)
    with store.read() as uow:
        assert uow.series.judged(["one"]) == {}


def test_a_series_changes_are_settled(store: Store) -> None:
    """What is found again is left, new wording is taken over, what is found no more goes unless it is to be kept."""
    with store.begin() as uow:
        uow.series.settle_changes("series-1", [make_change(id="a"), make_change(id="b"), make_change(id="c")], NOW, ())
        reworded = make_change(id="b", because="says it better")
        new = uow.series.settle_changes("series-1", [reworded, make_change(id="d")], NOW + MINUTE, keep={"c"})

        assert [each.id for each in new] == ["d"]
        assert [(at, each.id) for at, each in uow.series.changes("series-1")] == [
            (NOW + MINUTE, "d"),
            (NOW, "b"),
            (NOW, "c"),
        ]
        assert uow.series.change("b") == reworded


def test_changes_come_newest_first(store: Store) -> None:
    """Of one series or of all, with the moment each was found."""
    with store.begin() as uow:
        a, b, c = make_change(id="a"), make_change(id="b", series="series-2"), make_change(id="c")
        uow.series.settle_changes("series-1", [a], NOW, keep=())
        uow.series.settle_changes("series-2", [b], NOW + MINUTE, keep=())
        uow.series.settle_changes("series-1", [a, c], NOW + 2 * MINUTE, keep=())

        assert [(at, each.id) for at, each in uow.series.changes("series-1")] == [(NOW + 2 * MINUTE, "c"), (NOW, "a")]
        assert [each.id for _, each in uow.series.changes(limit=2)] == ["c", "b"]
        assert uow.series.change("b") == b
        assert uow.series.change("none") is None


# ── alerts and the outbox ────────────────────────────────────────────────────────────────────────────────────


def test_a_held_alert_is_held_until_it_is_not(store: Store) -> None:
    """What became of it, why and when is kept."""
    held = make_alert(id="held", state=AlertState.HELD, held_until=NOW + DAY)
    with store.begin() as uow:
        uow.alerts.add([make_alert(), held])
        assert uow.alerts.held() == [held]
        uow.alerts.set_state("held", AlertState.WITHHELD, "not confirmed", NOW + DAY)

        assert uow.alerts.held() == []
        settled = uow.alerts.get("held")
        assert (settled.state, settled.because, settled.decided_at) == (AlertState.WITHHELD, "not confirmed", NOW + DAY)
        assert [each.id for each in uow.alerts.all()] == ["held", "alert-1"]
        assert [each.id for each in uow.alerts.of_series("series-1")] == ["alert-1", "held"]
        assert uow.alerts.of_series("series-2") == []


def test_a_notification_is_owed_with_its_job(store: Store) -> None:
    """Once, however often it is added; a known one keeps its state."""
    note = make_notification()
    with store.begin() as uow:
        uow.outbox.add([note, note], NOW)
        uow.outbox.sent(note.id, "C1:1.2", NOW)
        uow.outbox.add([note], NOW + DAY)

        assert uow.jobs.unhinted(NOW, NOW, 10) == [Deliver(notification=note.id)]
        assert (
            uow.outbox.all()
            == uow.outbox.of_alert("alert-1")
            == [Owed(note, "sent", 0, NOW, started_at=None, sent_at=NOW, ref="C1:1.2", because="")]
        )
        assert uow.outbox.get("none") is None


def test_an_attempt_whose_end_is_not_known(store: Store) -> None:
    """Started until it surely failed or was sent; parked ones keep that they were started."""
    note = make_notification()
    with store.begin() as uow:
        uow.outbox.add([note], NOW)
        uow.outbox.start(note.id, NOW + MINUTE)
        assert uow.outbox.get(note.id).started_at == NOW + MINUTE
        uow.outbox.failed(note.id, "503", NOW + MINUTE)
        assert uow.outbox.get(note.id) == Owed(note, "owed", 1, NOW, None, None, None, "503")
        uow.outbox.start(note.id, NOW + 2 * MINUTE)
        uow.outbox.parked(note.id, "cannot be asked", NOW + 3 * MINUTE)

        assert uow.outbox.get(note.id) == Owed(note, "parked", 2, NOW, NOW + 2 * MINUTE, None, None, "cannot be asked")


def test_a_groups_thread(store: Store) -> None:
    """The first message that this receiver got for this group; messages told are counted by receiver and time."""
    with store.begin() as uow:
        for number, (receiver, group) in enumerate([("desk", "g"), ("desk", "g"), ("mail", "g"), ("desk", "h")]):
            uow.outbox.add([make_notification(id=f"n{number}", receiver=receiver, group=group)], NOW)
        assert uow.outbox.thread("desk", "g") is None
        uow.outbox.sent("n1", "first", NOW)
        uow.outbox.sent("n0", "second", NOW + MINUTE)
        uow.outbox.sent("n2", None, NOW)

        assert uow.outbox.thread("desk", "g") == "first"
        assert uow.outbox.thread("mail", "g") is None
        assert uow.outbox.thread("desk", "h") is None
        assert uow.outbox.told("desk", NOW) == 2
        assert uow.outbox.told("desk", NOW + MINUTE) == 1
        assert uow.outbox.told("mail", NOW + MINUTE) == 0


# ── what ops count ───────────────────────────────────────────────────────────────────────────────────────────


def test_heartbeats(store: Store) -> None:
    """The first beat is the start; one that ended cleanly is forgotten."""
    with store.begin() as uow:
        uow.ops.beat("m@1", "monitor", NOW, {"tick": "1"})
        uow.ops.beat("w@1", "extract", NOW, {})
        uow.ops.beat("m@1", "monitor", NOW + MINUTE, {"tick": "2"})
        uow.ops.forget("w@1")

        [beat] = uow.ops.heartbeats()
    assert (beat.process, beat.kind, beat.at, beat.started_at) == ("m@1", "monitor", NOW + MINUTE, NOW)
    assert beat.facts == {"tick": "2"}


def test_outcomes_are_counted(store: Store) -> None:
    """By step and outcome."""
    with store.begin() as uow:
        for outcome in (Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.NEW_ENTRIES):
            uow.ops.count("poll", outcome)
        uow.ops.count("extract", Outcome.UNCHANGED)

        assert uow.ops.outcomes() == {
            ("poll", "unchanged"): 2,
            ("poll", "new_entries"): 1,
            ("extract", "unchanged"): 1,
        }


def test_depths(store: Store) -> None:
    """What is owed and not done, and since when the oldest waits; an alert held until later is not waiting."""
    extract = ExtractStory(story="story-1", revision=1, article="article-1")
    with store.begin() as uow:
        assert uow.ops.depths(NOW) == {"entries": (0, None), "extract": (0, None), "deliver": (0, None)}
        uow.entries.add([make_entry(id="a")], NOW - MINUTE)
        uow.entries.add([make_entry(id="b")], NOW)
        uow.jobs.owe([extract], NOW - 2 * MINUTE)
        uow.jobs.owe([ReviewAlert(alert="soon")], NOW, due=NOW + DAY)
        uow.jobs.owe([Deliver(notification="n")], NOW, due=NOW + MINUTE)

        assert uow.ops.depths(NOW) == {
            "entries": (2, NOW - MINUTE),
            "extract": (1, NOW - 2 * MINUTE),
            "deliver": (1, None),
        }
        uow.jobs.finish(uow.jobs.claim(extract.id, NOW, NOW + MINUTE, "one").lease, Outcome.CHANGED, "", NOW)
        assert uow.ops.depths(NOW + DAY)["extract"] == (1, NOW + DAY)


def test_totals(store: Store) -> None:
    """Rows held by table, notifications by state, dead letters."""
    with store.begin() as uow:
        uow.entries.add([make_entry()], NOW)
        [leased] = uow.entries.claim_due(NOW, NOW + MINUTE, "one", 1)
        uow.entries.finish(leased.lease, Outcome.DEAD, "gone", NOW)
        uow.outbox.add([make_notification(id="a"), make_notification(id="b")], NOW)
        uow.outbox.sent("a", None, NOW)

        assert uow.ops.totals() == {
            "feeds": 0,
            "entries": 1,
            "articles": 0,
            "stories": 0,
            "series": 0,
            "observations": 0,
            "changes": 0,
            "alerts": 0,
            "dead_letters": 1,
            "notifications_owed": 1,
            "notifications_sent": 1,
        }


# ── odd words ────────────────────────────────────────────────────────────────────────────────────────────────

ODD = [
    ("a NUL, which PostgreSQL keeps in no text", "be\x00fore", "be\ufffdfore"),
    ("half of a surrogate pair, which no database keeps", "be\ud83dfore", "be\ufffdfore"),
    ("quotes, percent signs, backslashes, colons", "'\"%s %(x)s \\ :name ?", "'\"%s %(x)s \\ :name ?"),
    ("words of every script", "Ж日本🙂\u202e", "Ж日本🙂\u202e"),
    ("a very long line", "x" * 100_000, "x" * 100_000),
]


@pytest.mark.parametrize(("said", "kept"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_odd_words_are_kept(store: Store, said: str, kept: str) -> None:
    """Whatever a page, a feed or an error said, the unit goes through."""
    with store.begin() as uow:
        uow.entries.add([make_entry()], NOW)
        [leased] = uow.entries.claim_due(NOW, NOW + MINUTE, "one", 1)
        assert uow.entries.finish(leased.lease, Outcome.DEAD, said, NOW)
        uow.stories.add(make_story())
        uow.commit()

    with store.read() as uow:
        [letter] = uow.dead.all()
        assert letter.because == kept


@pytest.mark.parametrize(
    "said", ["it's", "a\\b", "100 % of %s and %(id)s", "x'; DROP TABLE articles; --", "a;\nb", "$1 ?"]
)
def test_odd_words_are_kept_in_what_is_sent_together(store: Store, said: str) -> None:
    """Where values are written into statements nothing in them is one."""
    article = make_article(title=said, url=said)
    story = make_story(id=derive_id("story", said), title=said, lead=article.id)
    with store.begin() as uow:
        uow.stories.assign(
            article, make_placement(), [ExtractStory(story=said, revision=1, article="a")], NOW, opens=story
        )
        uow.commit()

    with store.begin() as uow:
        assert uow.stories.held(said, [1], NOW) == Held([article], [])
        assert uow.stories.with_leads([story.id, said]) == [(story, article)]
        assert [job.story for job in uow.jobs.unhinted(NOW, NOW, 10) if isinstance(job, ExtractStory)] == [said]


def test_a_statement_that_fails_among_others_takes_all_with_it(store: Store) -> None:
    """What was sent before it in one message is not kept, and the store goes on."""
    article = make_article()
    with pytest.raises((DBAPIError, Transient)), store.begin() as uow:
        assert isinstance(uow, SqlUnitOfWork)
        adding = ArticleRows(uow._connection).adding(article, make_placement())
        together(uow._connection, [adding, (text("SELECT gone FROM nowhere"), {}), adding])

    with store.begin() as uow:
        assert uow.articles.get(article.id) is None
        uow.articles.add(article, make_placement())
        uow.commit()


def test_a_nuls_place_in_a_text_is_kept(store: Store) -> None:
    """Spans index the text, so the text itself comes back as it was, NUL included."""
    article = make_article(title="a\x00b")
    with store.begin() as uow:
        uow.articles.add(article, make_placement())

        assert uow.articles.get(article.id) == article
