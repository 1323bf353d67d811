"""Events and origins on own texts: what happened, in the words of three to six outlets, with near misses beside it."""

import pytest

from monitor.model.story import Story
from tests.corpus.weighed_events import TUNED, grouped, mixed, told
from tests.newsroom import agreement, happenings
from workers import origins
from workers.figures import read


def traces(texts):
    """text id → trace, each text knowing those before it as the store does."""
    held, found = [], {}
    for text in texts:
        article = text.article()
        figures = read(article.text, published=article.published_at.date(), title=article.title, outlet=article.outlet)
        story = Story(id=text.id, lead=article.id, title=article.title, opened_at=article.published_at)
        profile = origins.profile(story, article, figures)
        found[text.id] = origins.trace(profile, held)
        held.append(profile.traced(found[text.id]))
    return found


@pytest.mark.parametrize(
    ("files", "event", "origin"),
    [
        (["events.txt"], 0.95, 0.95),  # what the rules were tuned on
        (["origins.txt"], 0.88, 0.95),  # too: one press conference, one toll, a report taken over in silence
        (["events_unseen.txt"], 0.96, 0.95),  # what origins were not; events are learnt from it
        (["events.txt", "events_unseen.txt", "origins.txt"], 0.90, 0.95),  # three times as many neighbours
    ],
)
def test_events_and_origins(files, event, origin, capsys):
    """Two quakes, two strikes, two reports on one quake: pairwise and B-cubed F1 stay where they are."""
    texts = happenings(*files)
    found = traces(texts)
    by_event = agreement({text.id: text.event for text in texts}, {id: trace.event for id, trace in found.items()})
    by_origin = agreement({text.id: text.origin for text in texts}, {id: trace.origin for id, trace in found.items()})
    with capsys.disabled():
        print(f"\n{', '.join(files)}:\n  event {by_event}\n  origin {by_origin}")
    assert min(by_event.f1, by_event.f1_b3) >= event
    assert min(by_origin.f1, by_origin.f1_b3) >= origin


def test_everything_on_the_same_days(capsys):
    """Five central banks, six strikes and four quakes at once: most are told apart, and what belongs together is not."""
    score = grouped(mixed(told(name) for name in TUNED))
    with capsys.disabled():
        print(f"\nall on the same days:\n  event {score}")
    assert min(score.precision, score.recall) >= 0.83
    assert score.f1_b3 >= 0.92


def test_what_is_shared_by_a_town_is_no_event():
    """Of events with one place name in both titles none swallows the other."""
    texts = [text for text in happenings("events.txt") if text.event in ("measles-tarn", "budget-tarn", "crime-bank")]
    found = traces(texts)
    labels = {(text.event, found[text.id].event) for text in texts}

    assert len(labels) == len({event for event, _ in labels}) == 3
