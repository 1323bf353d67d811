"""Pages of watched figures are asked for again; what was edited in place is read, and told as such."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
import structlog

from monitor.adapters.memory import FixedClock, MemoryQueue
from monitor.errors import Transient
from monitor.flow import Outcome
from monitor.model.alert import Match, Watch
from monitor.model.change import ChangeKind
from monitor.model.entry import VISITS
from monitor.ports import Page, Response
from monitor.revisiting import revisit_page
from monitor.steps import fetch_page
from tests.factories import make_entry, make_feed
from workers import steps
from workers.reading import carried_by, standing
from workers.steps import WorkerServices

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = (
    "Shortage in Sarat\n\nThe agency counted {} people without water in Sarat on Monday, it said in a statement.\n\n"
    "Lorries with tanks stand at the corners of the market from morning to night, and soldiers hand out soap.\n\n"
    "The mayor asked those with a well to open their doors until the main has been mended."
)


class Publisher:
    """Answers with the page as it is; remembers what it was asked."""

    def __init__(self):
        self.text, self.etag, self.error = TEXT.format("4,100"), '"1"', None
        self.asked = []

    async def fetch(self, request):
        self.asked.append(dict(request.headers))
        if self.error:
            raise self.error
        if request.headers.get("if-none-match") == self.etag:
            return Response(request.url, 304, {}, b"")
        return Response(request.url, 200, {"etag": self.etag, "content-type": "text/html"}, self.text.encode())

    def edit(self, text):
        self.text, self.etag = text, f'"{len(self.asked)}-edited"'


class PlainCleaner:
    """Takes the body as the text."""

    def clean(self, html, url, *, content_type, entry, now):
        text = html.decode()
        return Page(text.split("\n")[0], text, None, None, None, entry.published_at, ())


@contextlib.asynccontextmanager
async def no_waiting(url, at_least=None):
    yield


@pytest.fixture
def desk(sqlite_store):
    """A monitor and a worker over one store, one page published and read."""
    clock, log = FixedClock(START), structlog.get_logger()
    queue, publisher = MemoryQueue(clock), Publisher()
    monitor = SimpleNamespace(
        settings=SimpleNamespace(network=SimpleNamespace(obey_robots=False)),
        clock=clock,
        store=sqlite_store,
        queue=queue,
        fetcher=publisher,
        robots=SimpleNamespace(delay=lambda url: None),
        politeness=SimpleNamespace(turn=no_waiting),
        cleaner=PlainCleaner(),
        log=log,
    )
    watch = Watch(name="Sarat", match=Match(any=("Sarat",)))
    worker = WorkerServices(clock, sqlite_store, queue, (watch,), {}, "worker-1", log)
    entry = make_entry(published_at=START, seen_at=START)
    with sqlite_store.begin() as uow:
        uow.feeds.add(make_feed(), START)
        uow.entries.add([entry], START)
        (leased,) = uow.entries.claim_due(START, START + timedelta(minutes=1), "monitor", 1)
        uow.commit()
    asyncio.run(fetch_page(leased, monitor))

    def read():
        while (job := queue.take("extract")) is not None:
            steps.extract_story(job, worker)
            queue.done(job)

    def visit(after):
        """What revisits that are due so long after the start end in."""
        clock.at = START + after
        with sqlite_store.begin() as uow:
            due = uow.revisits.claim_due(clock.at, clock.at + timedelta(minutes=1), "monitor", 9)
            uow.commit()
        outcomes = [asyncio.run(revisit_page(each, monitor)) for each in due]
        read()
        return outcomes

    read()
    return SimpleNamespace(store=sqlite_store, publisher=publisher, visit=visit)


def changes(desk):
    """What is news; that a number is said again is none."""
    with desk.store.read() as uow:
        return [change for _, change in uow.series.changes() if change.kind is not ChangeKind.RESTATED]


def stands(desk):
    """Figures that are said now, by their words, and by how many articles each."""
    with desk.store.read() as uow:
        seen = [each for series in uow.series.all() for each in standing(series.id, uow)]
        newest = {}
        for each in sorted(seen, key=lambda each: each.seen_at):
            newest[each.series] = each
        carried = {each.figure.quote: carried_by(each, standing(each.series, uow), uow) for each in newest.values()}
    return {quote: articles for quote, (articles, _) in carried.items()}


def test_three_visits_and_no_more(desk):
    """After one hour, six and twenty-four: the first asks whether it changed since it was seen, the next by its ETag."""
    assert [desk.visit(after) for after in VISITS] == [[Outcome.UNCHANGED]] * 3
    assert desk.visit(timedelta(days=9)) == []
    first, *rest = desk.publisher.asked[1:]
    assert first["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"
    assert [each["if-none-match"] for each in rest] == ['"1"', '"1"']


def test_nothing_is_due_before_its_hour(desk):
    """A page is left alone for an hour."""
    assert desk.visit(timedelta(minutes=59)) == []


def test_a_figure_edited_in_place_is_found_and_told(desk):
    """The page says 5,200 where it said 4,100, with no notice: an update of its story, and the change says so."""
    desk.publisher.edit(TEXT.format("5,200"))

    assert desk.visit(VISITS[0]) == [Outcome.PLACED_UPDATE]
    found = [change for change in changes(desk) if change.against]
    assert [change.because.split(";")[0] for change in found] == ["edited in place without a notice"]


def test_a_new_version_replaces_what_the_old_one_said_as_a_set(desk):
    """One figure edited, one taken out, one left as it was: the first is told, the second stands no more, and the page
    counts once."""
    desk.publisher.edit(
        desk.publisher.text.replace(
            "\n\nLorries", "\n\nThe agency said 230 wells in Sarat were dry.\n\nLorries"
        ).replace("mayor asked", "agency had 64 lorries at work in Sarat, it said.\n\nThe mayor asked")
    )
    assert desk.visit(VISITS[0]) == [Outcome.PLACED_UPDATE]
    before = stands(desk)
    desk.publisher.edit(
        desk.publisher.text.replace("\n\nThe agency said 230 wells in Sarat were dry.", "").replace("4,100", "5,200")
    )
    assert desk.visit(VISITS[1]) == [Outcome.PLACED_UPDATE]

    assert before == {"4,100": 1, "230": 1, "64": 1}
    assert stands(desk) == {"5,200": 1, "64": 1}
    edited = [change.because.split(";")[0] for change in changes(desk) if change.against]
    assert edited == ["edited in place without a notice"]


def test_a_figure_put_back_stands_again(desk):
    """Taken out in one version, back in the next."""
    whole = desk.publisher.text
    desk.publisher.edit(whole.replace("4,100 people", "many people"))
    desk.visit(VISITS[0])
    without = stands(desk)
    desk.publisher.edit(whole + " He is to speak again in the evening.")
    desk.visit(VISITS[1])

    assert without == {}
    assert stands(desk) == {"4,100": 1}


def test_an_edit_without_a_figure_changes_nothing(desk):
    """Another word elsewhere is an update of the text and no change of a number."""
    before = changes(desk)
    desk.publisher.edit(desk.publisher.text.replace("soap", "soap and bread"))

    assert desk.visit(VISITS[0]) == [Outcome.PLACED_UPDATE]
    assert changes(desk) == before


def test_a_page_that_is_away_is_tried_again_and_then_left(desk):
    """Three tries with back-off; what was read stays."""
    desk.publisher.error = Transient("page answered 503")
    outcomes = [desk.visit(VISITS[0] + timedelta(hours=hours)) for hours in range(4)]

    assert outcomes == [[Outcome.RETRY], [Outcome.RETRY], [Outcome.FAILED], []]
