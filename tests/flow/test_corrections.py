"""What a person puts right about series holds for what is there, for what comes later, and for what is read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.cli.batch import Line
from monitor.errors import Permanent
from monitor.model.alert import Condition, Watch
from monitor.model.change import Synonyms
from monitor.model.story import Story
from tests.factories import make_placement
from workers import correcting
from workers.reading import Desk, figures_of, record

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WATCH = Watch(name="all", alert=Condition(first=True))


@pytest.fixture
def desk(sqlite_store):
    """Reads texts, one a day unless told otherwise; answers with the series of the first figure of each."""

    class Room:
        store, synonyms = sqlite_store, Synonyms()

        def read(self, text, day, outlet="Gazette"):
            article = Line(id=text, text=text, published=START + timedelta(days=day), outlet=outlet).article()
            story = Story(id=f"story-{article.id}", lead=article.id, title=text, opened_at=article.seen_at)
            with self.store.begin() as uow:
                if uow.articles.get(article.id) is None:
                    uow.stories.add(story)
                    uow.articles.add(article, make_placement(story=story.id))
                figures = figures_of(article, None)
                done = record(article, story, None, figures, Desk(uow, article.seen_at, (WATCH,), (), self.synonyms))
                uow.commit()
            return done.observations[0]

        def do(self, correction, *arguments):
            with self.store.begin() as uow:
                done = correction(*arguments)(uow)
                uow.commit()
            return done

        def words(self, series):
            with self.store.read() as uow:
                return [each.figure.quote for each in uow.series.observations(series)]

        def merge(self, one, into):
            return self.do(lambda: lambda uow: correcting.merge(one, into, uow, START))

        def split(self, one, *observations, label=None):
            return self.do(lambda: lambda uow: correcting.split(one, observations, uow, START, label))

        def rename(self, one, label):
            return self.do(lambda: lambda uow: correcting.rename(one, label, uow))

    return Room()


FERRY = "The ferry had 80 passengers aboard off Calder Point, the coastguard said."
LINER = "The liner carried 95 travellers near Selim, its owner said."


def test_merged_series_go_on_as_one(desk):
    """Their observations meet, their alerts follow, later figures for the one go to the other; also after a re-read."""
    ferry, liner = desk.read(FERRY, 0), desk.read(LINER, 1)
    assert ferry.series != liner.series

    desk.merge(liner.series, ferry.series)

    assert desk.words(ferry.series) == ["80", "95"] and desk.words(liner.series) == []
    again = desk.read(LINER.replace("95", "97"), 2, outlet="Courier")
    assert again.series == ferry.series
    assert desk.read(LINER, 1).series == ferry.series
    assert desk.words(ferry.series) == ["80", "95", "97"]
    with desk.store.read() as uow:
        assert {alert.series for alert in uow.alerts.all()} == {ferry.series}
        assert [each.id for each in uow.series.all()] == [ferry.series]
        assert len(uow.alerts.all()) == 3, "what was told is not told again"


def test_merging_twice_leads_to_the_last(desk):
    """A series that was merged into one that is merged goes on with it."""
    one, two = desk.read(FERRY, 0), desk.read(LINER, 1)
    three = desk.read("There were 120 guests on the cruise ship Aurora, the harbour office said.", 2)
    desk.merge(one.series, two.series)
    desk.merge(two.series, three.series)

    assert desk.read(FERRY.replace("80", "81"), 3).series == three.series
    with pytest.raises(Permanent, match="one series already"):
        desk.merge(one.series, three.series)


def test_a_split_figure_stays_where_it_was_put(desk):
    """Also when its article is read again, and when an older article comes in late."""
    first = desk.read("The quake killed 27 people in Sarat, the mayor said.", 1)
    other = desk.read("The quake has killed 31 people in Sarat, the mayor said.", 2)
    assert first.series == other.series

    new = desk.split(first.series, other.id, label="Deaths in Sarat's second quake")

    assert desk.words(first.series) == ["27"] and desk.words(new.id) == ["31"]
    assert desk.read("The quake has killed 31 people in Sarat, the mayor said.", 2).series == new.id
    desk.read("The quake killed 12 people in Sarat, the mayor said.", 0)
    assert desk.words(new.id) == ["31"] and "27" in desk.words(first.series)


def test_a_new_name_stays(desk):
    """A series is called what a person called it, whatever is read later."""
    first = desk.read(FERRY, 1)
    desk.rename(first.series, "Aboard the Saint Oran")
    desk.read(FERRY.replace("80", "82"), 2)
    desk.read(FERRY, 1)
    desk.read(FERRY.replace("80", "79"), 0)

    with desk.store.read() as uow:
        assert uow.series.get(first.series).label == "Aboard the Saint Oran"


def test_synonyms_of_the_settings_meet(desk):
    """A figure told in words that the settings tie to others is in the series of these."""
    first = desk.read("Norland has 12,000 soldiers in Varda, the general staff said.", 0)
    before = desk.read("Ruvia has 31,000 troops in Varda, a monitor said.", 1)
    desk.synonyms = Synonyms(groups=(("norland", "ruvia"),))
    other = desk.read("Ruvia has 33,000 troops in Varda, the monitor said.", 2)

    assert before.series != first.series == other.series


def test_what_cannot_be_put_right_says_why(desk):
    """Unknown ids, other dimensions, nothing left: one line, and nothing is changed."""
    ferry = desk.read(FERRY, 0)
    area = desk.read("The slick off Calder Point covers 40 square kilometres, the coastguard said.", 1)

    for wrong, words in (
        (lambda: desk.merge("series-none", ferry.series), "series ls"),
        (lambda: desk.merge(ferry.series, area.series), "never one"),
        (lambda: desk.split(ferry.series, ferry.id), "nothing would be left"),
        (lambda: desk.split(ferry.series, area.id), area.id),
        (lambda: desk.split(ferry.series), "no observation was named"),
        (lambda: desk.rename("series-none", "x"), "series ls"),
    ):
        with pytest.raises(Permanent, match=words):
            wrong()
    assert desk.words(ferry.series) == ["80"] and desk.words(area.series) == ["40 square kilometres"]
