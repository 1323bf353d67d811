"""One agency report in forty outlets: one alert, and it says how many articles and how many sources that is."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import structlog

from monitor.adapters.memory import FixedClock, MemoryQueue
from monitor.model.alert import Watch
from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.placing import place_in_story
from monitor.ports import Sent
from monitor.scheduler import push, sweep
from workers import steps
from workers.receivers.text import carried_by
from workers.steps import WorkerServices

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
REPORT = (
    "HOLM QUAY (Meridian Wire) - At least 27 people drowned when the ferry Saint Oran went down off Calder Point, the "
    "coastguard said on Monday.",
    "The ship had left the quay an hour before midnight although a gale had been forecast for the whole of the coast.",
    "Lifeboats searched the bay until the morning, and fishermen joined them with their own lamps and nets.",
    "The operator has not said why the captain sailed, and it did not answer calls from the harbour office.",
)
#: What desks make of it; every one of them carries the figure.
DESKS = (
    lambda paragraphs: paragraphs,
    lambda paragraphs: paragraphs[:2],
    lambda paragraphs: [paragraphs[0].replace("HOLM QUAY (Meridian Wire) - ", ""), *paragraphs[1:]],
    lambda paragraphs: [*paragraphs, "Subscribe to our morning letter and never miss what matters."],
)


class Box:
    """A receiver that remembers."""

    name, can_be_asked, when_unsure = "box", False, "repeat"

    def __init__(self):
        self.taken = []

    def send(self, notification, *, thread):
        self.taken.append(notification)
        return Sent(f"ref-{len(self.taken)}")


@pytest.fixture
def wire(sqlite_store):
    """Forty articles placed, and a worker that reads what is owed."""
    clock, queue = FixedClock(START), MemoryQueue(FixedClock(START))
    watch = Watch(name="Calder")
    box = Box()
    worker = WorkerServices(clock, sqlite_store, queue, (watch,), {"box": box}, "worker-1", structlog.get_logger())

    def publish(number, paragraphs, title="Ferry lost off Calder Point"):
        at = START + timedelta(minutes=number)
        url = f"https://outlet{number}.example/ferry"
        text = "\n\n".join((title, *paragraphs))
        article = Article(
            id=derive_id("article", url),
            outlet=f"Outlet {number}",
            url=url,
            title=title,
            text=text,
            published_at=at,
            seen_at=at,
            cleaner_version="given",
        )
        with sqlite_store.begin() as uow:
            placement, job = place_in_story(article, uow, at)
            uow.commit()
        if job:
            push([job], worker)
        return placement

    def read():
        """Extract and deliver until nothing is owed."""
        clock.advance(timedelta(hours=1))
        sweep(worker)
        for name, step in (("extract", steps.extract_story), ("deliver", steps.deliver)):
            while (job := queue.take(name)) is not None:
                step(job, worker)
                queue.done(job)

    return SimpleNamespace(publish=publish, read=read, told=box.taken)


def told(wire):
    return [carried_by(each.message) for each in wire.told]


def test_forty_copies_are_one_alert_of_one_source(wire):
    """Verbatim, trimmed, without dateline, with a promo glued in: "40 articles, 1 source"."""
    stories = {wire.publish(number, DESKS[number % 4](list(REPORT))).story for number in range(40)}
    wire.read()

    assert len(stories) == 1
    assert told(wire) == ["40 articles, 1 source"]


def test_a_digit_changed_in_the_thirtieth_copy_stays_visible(wire):
    """One of the forty says 37: it is told as well, and counted on its own."""
    for number in range(40):
        paragraphs = [line.replace("27", "37") if number == 29 else line for line in REPORT]
        wire.publish(number, paragraphs)
    wire.read()

    assert told(wire) == ["39 articles, 1 source", "1 article, 1 source"]


def test_another_outlets_own_report_is_a_second_source(wire):
    """Own words, own interviews, the same toll: two sources."""
    for number in range(3):
        wire.publish(number, REPORT)
    own = (
        "Families waited at the fence of Holm Quay all morning for names that nobody read out to them.",
        "At least 27 people drowned with the ferry Saint Oran, the coastguard told them at noon.",
        "Our reporter saw a priest go from car to car with a thermos flask and a list of rooms.",
    )
    wire.publish(50, own, title="The long morning at Holm Quay")
    wire.read()

    assert told(wire)[0] == "4 articles, 2 sources"
