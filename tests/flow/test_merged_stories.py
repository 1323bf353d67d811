"""Two cuts of one text seen before the whole: the whole shows that both stories are one, and that is recorded."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import structlog
from typer.testing import CliRunner

from monitor.adapters.memory import FixedClock, MemoryQueue
from monitor.cli.stories import stories as stories_command
from monitor.model.alert import Watch
from monitor.model.article import Article
from monitor.model.noun import derive_id
from monitor.model.story import Verdict
from monitor.placing import place_in_story, reindex
from monitor.ports import Sent
from monitor.scheduler import push, sweep
from workers import steps
from workers.receivers.text import carried_by
from workers.steps import WorkerServices

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TITLE = "Marl Sound bridge closed after crack is found"
WHOLE = (
    "The bridge over Marl Sound was closed on Monday after divers had found a crack in the pier next to Tarn island.",
    "The roads office said that 14,000 lorries cross it on a working day and must now go by the Hollin tunnel.",
    "Engineers from Ostra will look at the other piers of the Marl Sound bridge before the end of the week.",
    "Ferries between Tarn and the mainland are to run through the night, the harbour master of Tarn said.",
    "They will carry up to 900 cars a day, and islanders with a doctor's letter are let on first, he said.",
    "The bridge was built by the grandfather of the present roads minister, who used to fish from its piers.",
)
#: A round-up that carries the same two pieces beside each other, and one about something else.
CHOIR = (
    "The choir of Elm Priory has lost its treasurer and its summer tour, the dean said after evensong on Monday.",
    "A letter found behind the organ shows that the tour had been paid for twice by a widow from Lesser Quay.",
    "The singers have started to sell marmalade on the steps, and a neighbour has lent them his handcart for it.",
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
    """Articles placed, and a worker that reads what is owed."""
    clock, queue, box = FixedClock(START), MemoryQueue(FixedClock(START)), Box()
    log = structlog.get_logger()
    watches = (Watch(name="Marl Sound"),)
    worker = WorkerServices(clock, sqlite_store, queue, watches, {"box": box}, "worker-1", log)

    def publish(outlet, paragraphs, title=TITLE):
        at = clock.advance(timedelta(minutes=10))
        url = f"https://{outlet}.example/bridge"
        article = Article(
            id=derive_id("article", url),
            outlet=outlet,
            url=url,
            title=title,
            text="\n\n".join((title, *paragraphs)),
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
        for _ in range(2):
            sweep(worker)
            for name, step in (("extract", steps.extract_story), ("deliver", steps.deliver)):
                while (job := queue.take(name)) is not None:
                    step(job, worker)
                    queue.done(job)

    return SimpleNamespace(publish=publish, read=read, told=box.taken, store=sqlite_store, clock=clock)


def placed_apart(wire):
    """The first half at one outlet, the second half at another: they have no sentence in common."""
    return wire.publish("first", WHOLE[:3]), wire.publish("second", WHOLE[3:])


def test_the_whole_shows_that_two_cuts_are_one_story(wire):
    """The one opened first goes on; what was placed in the other stays there, and the merge is recorded with its reason."""
    head, tail = placed_apart(wire)
    whole = wire.publish("third", WHOLE)

    assert head.story != tail.story
    assert (whole.verdict, whole.story, whole.unites) == (Verdict.COPY, head.story, (tail.story,))
    with wire.store.read() as uow:
        [merge] = uow.stories.merges(head.story)
        assert (merge.story, merge.into, merge.because) == (tail.story, head.story, whole.because)
        assert uow.articles.placement(derive_id("article", "https://second.example/bridge")) == tail
        assert [story.id for story in uow.stories.recent(START, 10)] == [head.story]
        outlets = {article.outlet for article in uow.articles.of_story(head.story)}
        assert outlets == {article.outlet for article in uow.articles.of_story(tail.story)}
    assert outlets == {"first", "second", "third"}


def test_later_copies_of_either_cut_join_the_one_story(wire):
    """Also when the index was made anew since then."""
    head, _ = placed_apart(wire)
    wire.publish("third", WHOLE)
    assert wire.publish("fourth", WHOLE[3:]).story == head.story
    for _ in reindex(wire.store, wire.clock.now()):
        pass

    assert wire.publish("fifth", WHOLE[3:]).story == head.story
    assert wire.publish("sixth", WHOLE[:3]).story == head.story


@pytest.mark.parametrize("read_before", [True, False], ids=["both cuts read before", "nothing read yet"])
def test_nothing_is_told_twice_and_all_of_it_is_one_source(wire, read_before):
    """Each of the two numbers is told once, and whoever asks later hears of one source."""
    placed_apart(wire)
    if read_before:
        wire.read()
    wire.publish("third", WHOLE)
    wire.read()
    wire.read()

    quotes = [each.message.quote for each in wire.told]
    assert sorted(quote.sentence[quote.start : quote.end] for quote in quotes) == ["14,000", "up to 900"]
    with wire.store.read() as uow:
        seen = [each for series in uow.series.all() for each in uow.series.observations(series.id)]
        counted = {carried_by(steps.recounted(each, uow).message) for each in wire.told}
    assert len({each.origin for each in seen}) == 1
    assert len({(each.series, each.figure.quote) for each in seen}) == len(seen)
    assert counted == {"2 articles, 1 source"}


def test_a_round_up_merges_nothing(wire):
    """Two stories on one page, under a headline of its own, stay two."""
    bridge = wire.publish("first", WHOLE[:3])
    choir = wire.publish("second", CHOIR, title="Choir of Elm Priory sings for marmalade")
    page = wire.publish("third", (*WHOLE[:3], *CHOIR), title="Two things that you should know this morning")

    assert page.unites == ()
    assert len({bridge.story, choir.story, page.story}) == 3


def test_a_page_headed_like_one_of_its_two_items_merges_nothing(wire):
    """They share no name: two items of one page, whatever stands above them."""
    bridge = wire.publish("first", WHOLE[:3])
    choir = wire.publish("second", CHOIR, title="Choir of Elm Priory sings for marmalade")
    page = wire.publish("third", (*WHOLE[:3], *CHOIR))

    assert page.unites == ()
    assert bridge.story != choir.story


def test_the_merge_is_shown(wire, tmp_path):
    """`stories show` of either story tells of it, with the reason."""
    head, tail = placed_apart(wire)
    whole = wire.publish("third", WHOLE)
    shown = [
        CliRunner().invoke(stories_command, ["show", story], env={"FIGUREWATCH_STATE": str(tmp_path)}).stdout
        for story in (head.story, tail.story)
    ]

    told = f"{tail.story} was merged into {head.story}: {whole.because}"
    assert [told in each for each in shown] == [True, True]
