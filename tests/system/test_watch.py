"""`figurewatch watch` as a user calls it: what a watch would have told, from what is stored, sending nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.cli.batch import Line
from monitor.model.story import Story
from monitor.store.engine import open_store
from tests.factories import make_placement
from tests.system.harness import figurewatch
from workers.reading import Desk, figures_of, record

SETTINGS = """
state: ./state
watches:
  - {name: every, match: {any: [Sarat]}}
  - {name: big, match: {any: [Sarat]}, alert: {first: false, change: 20%}}
  - {name: level, match: {measure: deaths}, alert: {above: 35}}
  - {name: unsure, match: {any: [Sarat]}, alert: {confirm: 2, hold: 2h}}
  - {name: quiet, match: {any: [Sarat]}, alert: {first: false, change: none, silent_for: 2d}}
"""
REPORTS = (
    (20, "Gazette", "A quake killed 20 people in Sarat, the civil protection agency said."),
    (6, "Gazette", "The death toll of the quake in Sarat rose to 27, the civil protection agency said."),
    (5, "Courier", "The death toll of the quake in Sarat rose to 29, the civil protection agency said."),
    (1, "Gazette", "The quake has now killed 40 people in Sarat, the civil protection agency said."),
)


@pytest.fixture
def folder(tmp_path):
    """A folder with settings and a store into which a few reports of the last days were read."""
    (tmp_path / "figurewatch.yaml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "state").mkdir()
    store = open_store(f"sqlite:///{tmp_path / 'state' / 'figurewatch.db'}")
    now = SystemClock().now()
    for days, outlet, text in REPORTS:
        article = Line(id=text, text=text, published=now - timedelta(days=days), outlet=outlet).article()
        story = Story(id=f"story-{article.id}", lead=article.id, title=text, opened_at=article.seen_at)
        with store.begin() as uow:
            uow.stories.add(story)
            uow.articles.add(article, make_placement(story=story.id))
            record(article, story, None, figures_of(article, None), Desk(uow, article.seen_at))
            uow.commit()
    store.close()
    return tmp_path


def words(folder, *arguments):
    done = figurewatch("watch", *arguments, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def headlines(folder, name, *arguments):
    return [each["message"]["headline"] for each in words(folder, "test", name, *arguments)]


def test_what_a_watch_would_have_told(folder):
    """With the conditions of each, measured from what was told before; nothing is sent, nothing kept."""
    assert headlines(folder, "every", "--since", "7d") == [
        "Deaths in Sarat: 20 → 27 (+35 %)",
        "Deaths in Sarat: 27 → 29 (+7.4 %)",
        "Deaths in Sarat: 29 → 40 (+38 %)",
    ]
    assert headlines(folder, "every", "--since", "2d") == ["Deaths in Sarat: 29 → 40 (+38 %)"]
    assert headlines(folder, "every", "--since", "30d")[0] == "Deaths in Sarat: 20"
    assert len(headlines(folder, "big", "--since", "7d")) == 2
    assert headlines(folder, "level") == ["Deaths in Sarat: 29 → 40 (+38 %)"]
    assert headlines(folder, "quiet") == ["Deaths in Sarat: silent for 2 days since 29"]
    held = words(folder, "test", "unsure", "--all")
    assert [each["state"] for each in held] == ["sent", "sent", "sent"]
    assert all("nobody else has confirmed" in each["because"] for each in held)


def test_watches_are_listed(folder):
    """With what they fire on as it is written, and what they have told; a rehearsal counts for nothing."""
    assert len(headlines(folder, "every", "--since", "7d")) == 3
    listed = {each["watch"]["name"]: each for each in words(folder, "ls")}
    assert set(listed) == {"every", "big", "level", "unsure", "quiet"}
    assert listed["every"]["sent"] == 0
    assert "change 20%" in figurewatch("watch", "ls", folder=folder).stdout


def test_two_versions_of_a_watch(folder):
    """What only one of them would have told, and what both would."""
    other = folder / "other.yaml"
    other.write_text(SETTINGS.replace("{name: every, match: {any: [Sarat]}}", "{name: every, alert: {change: 30%}}"))

    found = words(folder, "replay", "every", "--with", "other.yaml", "--since", "7d")

    only, both = ([each["message"]["headline"] for each in found[key]] for key in ("only in use", "both"))
    assert only == ["Deaths in Sarat: 27 → 29 (+7.4 %)"]
    assert both == ["Deaths in Sarat: 20 → 27 (+35 %)", "Deaths in Sarat: 29 → 40 (+38 %)"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("test", "evry"), 78, "did you mean 'every'?"),
        (("test", "every", "--since", "soon"), 2, "is no duration"),
        (("replay", "every", "--with", "none.yaml"), 78, "none.yaml"),
    ],
)
def test_what_is_not_there_is_named(folder, arguments, code, said):
    """One line that says what to write instead."""
    done = figurewatch("watch", *arguments, folder=folder)
    assert done.returncode == code and said in " ".join(done.stderr.split()), done.stderr
