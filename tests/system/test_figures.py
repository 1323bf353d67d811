"""`figurewatch figures` as a user calls it: what was read, what a person says of it, and the table of it all."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.cli.batch import Line
from monitor.model.alert import AlertState, Watch
from monitor.model.story import Story
from monitor.store.engine import open_store
from tests.factories import make_placement
from tests.system.harness import figurewatch
from workers.reading import Desk, figures_of, record

SETTINGS = """
state: ./state
watches: [{name: Sarat, match: {any: [Sarat]}}]
"""
REPORTS = (
    (20, "Gazette", "A quake killed 40 people in Sarat, the civil protection agency said."),
    (3, "Courier", "=The quake in Sarat killed 400 people, the civil protection agency said."),
)


@pytest.fixture
def folder(tmp_path):
    """A folder with settings and a store that holds a figure and a slip of ten times as many."""
    (tmp_path / "figurewatch.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "state").mkdir()
    store = open_store(f"sqlite:///{tmp_path / 'state' / 'figurewatch.db'}")
    for hours, outlet, text in REPORTS:
        published = SystemClock().now() - timedelta(hours=hours)
        article = Line(id=text, text=text, published=published, outlet=outlet).article()
        story = Story(id=f"story-{article.id}", lead=article.id, title=text, opened_at=published)
        with store.begin() as uow:
            uow.stories.add(story)
            uow.articles.add(article, make_placement(story=story.id))
            desk = Desk(uow, article.seen_at, (Watch(name="Sarat"),), ("console",))
            record(article, story, None, figures_of(article, None), desk)
            uow.commit()
    store.close()
    return tmp_path


def run(folder, *arguments, code=0):
    done = figurewatch(*arguments, folder=folder)
    assert done.returncode == code, done.stderr
    return done.stdout


def states(folder):
    """By value: the state of the alert, and how many messages are owed."""
    store = open_store(f"sqlite:///{folder / 'state' / 'figurewatch.db'}")
    with store.read() as uow:
        found = {
            uow.series.observation(alert.observation).figure.value: (alert.state, len(uow.outbox.of_alert(alert.id)))
            for alert in uow.alerts.all()
        }
    store.close()
    return found


def the_slip(folder):
    rows = json.loads(run(folder, "figures", "ls", "--json"))
    [slip] = [row["id"] for row in rows if row["figure"]["value"] == 400]
    return slip


def test_a_confirmed_figure_goes_out(folder):
    """What waits for a second source is told when a person says that it is so."""
    assert states(folder) == {40: (AlertState.SENT, 1), 400: (AlertState.HELD, 0)}

    said = run(folder, "figures", "confirm", the_slip(folder))

    assert "confirmed: '400' of Deaths in Sarat (Courier)" in said
    assert states(folder) == {40: (AlertState.SENT, 1), 400: (AlertState.SENT, 1)}


def test_a_rejected_figure_is_never_told(folder):
    """What waits is withheld, and the next report is measured from the figure before it, also after a second reading."""
    slip = the_slip(folder)
    run(folder, "figures", "reject", slip)
    assert states(folder)[400] == (AlertState.WITHHELD, 0)

    store = open_store(f"sqlite:///{folder / 'state' / 'figurewatch.db'}")
    with store.begin() as uow:
        place = uow.series.observation(slip).series
        article = uow.articles.get(uow.series.observation(slip).article)
        story = uow.stories.get(f"story-{article.id}")
        again = record(article, story, None, figures_of(article, None), Desk(uow, datetime.now(UTC)))  # noqa: TID251
        changes = [change.kind.value for _, change in uow.series.changes(place)]
        shown = uow.series.observation(slip)
    store.close()
    assert again.changes == [] and shown.judgement == "rejected"
    assert sorted(changes) == ["first", "updated"], "what an alert was decided on is kept for its explanation"


def test_an_export_holds_everything(folder):
    """One row a figure with source, interval, claimant, day, origin and link; the same in JSON; nothing runs in a sheet."""
    rows = list(csv.DictReader(io.StringIO(run(folder, "figures", "export", "--format", "csv"))))
    assert [(row["value"], row["outlet"], row["label"]) for row in rows] == [
        ("40.0", "Gazette", "Deaths in Sarat"),
        ("400.0", "Courier", "Deaths in Sarat"),
    ]
    first, slip = rows
    assert (first["interval_low"], first["interval_high"], first["claimant"]) == (
        "40.0",
        "40.0",
        "civil protection agency",
    )
    assert first["as_of"] and first["origin"] and first["link"].startswith("https://")
    assert slip["sentence"].startswith("'=The quake")

    lines = [json.loads(line) for line in run(folder, "figures", "export", "--format", "json").splitlines()]
    assert [(row["value"], row["id"]) for row in lines] == [(float(row["value"]), row["id"]) for row in rows]
    assert len(run(folder, "figures", "export", "--since", "10h").splitlines()) == 2
    assert len(run(folder, "figures", "export", "--series", first["series"]).splitlines()) == 3


def test_what_is_not_there_is_named(folder):
    """One line that says where to look."""
    for arguments, said in (
        (("confirm", "observation-none"), "figures ls"),
        (("show", "observation-none"), "figures ls"),
        (("export", "--series", "series-none"), "series ls"),
    ):
        done = figurewatch("figures", *arguments, folder=folder)
        assert done.returncode == 1 and said in done.stderr, done.stderr


def test_the_version_is_said(tmp_path):
    """As every command line does."""
    assert run(tmp_path, "--version").startswith("figurewatch ")
