"""The same articles leave the same series and the same changes, in whatever order they come in and however often."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.cli.batch import Line, throwaway_store
from monitor.model.story import Story
from monitor.ports import Store
from tests.corpus.tracked import FOLDER, timelines
from tests.factories import make_placement
from workers.reading import Desk, figures_of, record

NAMES = ("first", "second", "third")


@cache
def articles_read():
    """By timeline: its articles, each with the story of its own and its figures."""
    found = {}
    for file in NAMES:
        for timeline in timelines(FOLDER / f"{file}.txt"):
            reports = []
            for place, report in enumerate(timeline.reports):
                article = Line.model_validate(report).article(place)
                story = Story(
                    id=f"story of {article.id}", lead=article.id, title=article.title, opened_at=article.seen_at
                )
                reports.append((article, story, figures_of(article, None)))
            found[f"{file}: {timeline.name}"] = reports
    return found


def outcome(store: Store, reports):
    """What the store holds after these reports: which observations share a series, and what was found to change."""
    seen_at = max(article.seen_at for article, _, _ in reports)
    found = Counter()
    for article, story, figures in reports:
        with store.begin() as uow:
            if uow.articles.get(article.id) is None:
                uow.stories.add(story)
                uow.articles.add(article, make_placement(story=story.id))
            record(article, story, None, figures, Desk(uow, seen_at))
            uow.commit()
    together, changes = defaultdict(set), set()
    with store.read() as uow:
        for article, _, _ in reports:
            for each in uow.series.observations_of_article(article.id):
                together[each.series].add(each.id)
                assert uow.series.get(each.series), "an observation in a series that is not there"
        for _, change in uow.series.changes(limit=10_000):
            assert change.series in together
            found[change.kind, change.observation] += 1
            changes.add((change.kind, change.observation, change.against))
        held = {each.id for each in uow.series.all(10_000)}
    assert held == set(together), "a series that holds nothing"
    assert max(found.values(), default=1) == 1
    return {frozenset(ids) for ids in together.values()}, changes


@pytest.fixture(scope="module")
def in_order():
    """By timeline: what its reports leave when they come one after the other."""
    held = {}

    def of(name):
        if name not in held:
            with throwaway_store() as store:
                held[name] = outcome(store, articles_read()[name])
        return held[name]

    return of


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_order_leaves_the_same(in_order, data):
    """Shuffled, with some reports read twice: one partition into series, the same changes, each once."""
    name = data.draw(st.sampled_from(sorted(articles_read())))
    reports = articles_read()[name]
    order = data.draw(st.permutations(range(len(reports))))
    twice = data.draw(st.lists(st.integers(0, len(reports) - 1), max_size=3))

    with throwaway_store() as store:
        assert outcome(store, [reports[at] for at in [*order, *twice]]) == in_order(name)


def test_any_order_of_all_timelines_together(in_order):
    """News of many things at once, backwards and shuffled."""
    reports = sorted((each for of in articles_read().values() for each in of), key=lambda each: each[0].published_at)
    shuffled = list(reports)
    random.Random(7).shuffle(shuffled)
    with throwaway_store() as one, throwaway_store() as other, throwaway_store() as third:
        expected = outcome(one, reports)
        assert outcome(other, reports[::-1]) == expected
        assert outcome(third, shuffled) == expected
