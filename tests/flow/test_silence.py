"""A watch that listens for silence: told once when nobody has said anything for so long, and again after the next word."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from monitor.adapters.memory import FixedClock, MemoryQueue
from monitor.cli.batch import Line
from monitor.model.alert import Condition, Match, Watch
from monitor.model.job import CheckSilence
from monitor.model.story import Story
from monitor.scheduler import sweep
from tests.factories import make_placement
from workers import steps
from workers.reading import Desk, figures_of, record
from workers.steps import WorkerServices

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
WATCH = Watch(
    name="cholera",
    match=Match(any=("cholera",)),
    alert=Condition(first=False, change=None, silent_for=10 * DAY),
    to=("box",),
)


class Box:
    """A receiver that remembers."""

    name, can_be_asked, when_unsure = "box", False, "repeat"


@pytest.fixture
def room(sqlite_store):
    """Reads reports on days of its own clock; `pass_days` lets jobs that fall due run."""

    class Room:
        clock = FixedClock(START)
        queue = MemoryQueue(clock)
        store = sqlite_store
        services = WorkerServices(
            clock, sqlite_store, queue, (WATCH,), {"box": Box()}, "worker-1", structlog.get_logger()
        )

        def read(self, text, published=None):
            published = published or self.clock.now()
            article = Line(id=text, text=text, published=published, outlet="Gazette").article()
            story = Story(id=f"story-{article.id}", lead=article.id, title=text, opened_at=published)
            with self.store.begin() as uow:
                uow.stories.add(story)
                uow.articles.add(article, make_placement(story=story.id))
                desk = Desk(uow, self.clock.now(), (WATCH,), ("box",))
                record(article, story, None, figures_of(article, None), desk)
                uow.commit()

        def pass_days(self, days):
            for _ in range(days):
                self.clock.advance(DAY)
                sweep(self.services)
                while (job := self.queue.take("extract")) is not None:
                    assert isinstance(job, CheckSilence)
                    steps.check_silence(job, self.services)
                    self.queue.done(job)

        @property
        def told(self):
            with self.store.read() as uow:
                return [each.notification.message.headline for each in reversed(uow.outbox.all())]

    return Room()


def test_silence_is_told_once(room):
    """After ten days without a word, not before, and not every day."""
    room.read("Doctors in Port Selim have 180 confirmed cholera cases, the ministry said.")
    room.pass_days(9)
    assert room.told == []
    room.pass_days(30)
    assert room.told == ["Confirmed cholera cases in Port Selim: silent for 10 days since 180"]


def test_whoever_speaks_begins_it_anew(room):
    """A restatement counts, by whomever; the next silence is told again."""
    room.read("Doctors in Port Selim have 180 confirmed cholera cases, the ministry said.")
    room.pass_days(8)
    room.read("There are 180 confirmed cases of cholera in Port Selim, an aid group said.")
    room.pass_days(8)
    assert room.told == []
    room.pass_days(3)
    assert len(room.told) == 1
    room.read("Port Selim has 204 confirmed cholera cases, the ministry said.")
    room.pass_days(11)
    assert len(room.told) == 2 and "204" in room.told[1]


def test_what_was_silent_before_is_no_news(room):
    """An old article that comes in now does not set off an alert."""
    room.read("Doctors in Port Selim have 180 confirmed cholera cases, the ministry said.", START - 30 * DAY)
    room.pass_days(12)
    assert room.told == []


def test_its_change_is_kept(room):
    """What was told can still be explained after the series is looked at again."""
    room.read("Doctors in Port Selim have 180 confirmed cholera cases, the ministry said.")
    room.pass_days(11)
    room.read("Port Selim has 204 confirmed cholera cases, the ministry said.")
    with room.store.read() as uow:
        [alert] = [each for each in uow.alerts.all() if each.state.value == "sent"]
        assert uow.series.change(alert.change).kind == "silent"
