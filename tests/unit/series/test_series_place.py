"""Which series a figure belongs to."""

from datetime import UTC, date, datetime

import pytest

from monitor.model.article import Dropped
from monitor.model.change import Synonyms
from tests.factories import make_article, make_series
from workers.figures import read
from workers.series import Shelf, place, unplaced
from workers.series.place import is_correction, key_of, label, normal


def placed(*texts):
    """Read texts one after the other; the series ids of each one's figures, by quote."""
    held, told, found = {}, {}, []
    for number, text in enumerate(texts):
        moment = datetime(2026, 3, 2, 9, number, tzinfo=UTC)
        article = make_article(id=f"article-{number}", title="", text=text, published_at=moment)
        seen = [
            unplaced(figure, article, story=f"story-{number}", origin="o", claimant=None, grammar_version="t")
            for figure in read(text, published=date(2026, 3, 2))
        ]
        pairs = place(seen, Shelf(held=list(held.values()), told={id: list(of) for id, of in told.items()}))
        for series, each in pairs:
            held[series.id] = series
            told.setdefault(series.id, []).append(each)
        assert all(each.series == series.id and each.because for series, each in pairs)
        found.append({each.figure.quote: each.series for _, each in pairs})
    return found


SAME = [
    ("Russia has deployed just under 60,000 troops to Kursk.", "About 59,000 Russian soldiers are fighting in Kursk."),
    ("A quake killed 27 people in Sarat.", "The death toll in Sarat rose to 40."),
    (
        "There were 120 confirmed cases of cholera in Port Selim.",
        "Doctors in Port Selim have 180 confirmed cholera cases.",
    ),
    ("The army holds 531 square miles in Varda.", "In Varda the army still controls 1,376 square kilometres."),
    ("Inflation in Norland slowed to 7.1 percent.", "In Norland, inflation rose to 7.4 percent."),
]
DIFFERENT = [
    ("A quake killed 27 people in Sarat.", "A quake injured 27 people in Sarat."),
    ("A quake killed 27 people in Sarat.", "A ferry sank and killed 40 people in Orlin."),
    ("Russia has deployed 60,000 troops to Kursk.", "Some 11,000 North Korean troops are in Kursk."),
    (
        "There were 120 confirmed cases of cholera in Port Selim.",
        "There were 300 suspected cases of cholera in Port Selim.",
    ),
    ("Inflation in Norland slowed to 7.1 percent.", "Unemployment in Norland fell to 4.1 percent."),
    (
        "The army has lost 40 percent of the territory in Varda.",
        "The army has captured 40 percent of the territory in Varda.",
    ),
]


def test_a_day_to_come_is_no_later_news():
    """A plan for 2030 is of the day it is told: tomorrow's plan without a year is not older."""
    text = "The company will cut 2,300 jobs in 2030."
    (figure,) = read(text, published=date(2026, 3, 2))
    article = make_article(title="", text=text, published_at=datetime(2026, 3, 2, 9, tzinfo=UTC))
    seen = unplaced(figure, article, story="story", origin="o", claimant=None, grammar_version="t")
    assert figure.as_of and figure.as_of.year == 2030
    assert seen.as_of == date(2026, 3, 2)


@pytest.mark.parametrize("one, other", SAME)
def test_one_thing_in_other_words_is_one_series(one, other):
    """Owner, place and kind of thing decide, not the wording."""
    first, second = placed(one, other)
    assert list(first.values()) == list(second.values()), (first, second)


@pytest.mark.parametrize("one, other", DIFFERENT)
def test_different_things_never_share_a_series(one, other):
    """Another place, owner, happening or kind of thing is another series."""
    first, second = placed(one, other)
    assert not set(first.values()) & set(second.values())


def test_an_article_that_says_a_number_again_means_one_thing():
    """Though the second time it leaves out whose it is; another number in another sentence is another thing."""
    (again,) = placed(
        "The Republic's military still holds around 800 square kilometres of the Varda area, an insider said. "
        '"What we have now is 800 square kilometres or so," he said.'
    )
    assert len(again) == 2 and len(set(again.values())) == 1


def test_keys_hold_no_small_words():
    """Articles, possessives and case do not make another series."""
    assert normal("The Republic's territory") == normal("republic territory") == "republic territory"


def test_synonyms_are_one_thing():
    """Words that somebody said to mean one thing meet in measure, owner and place; parts of words do not."""
    synonyms = Synonyms(groups=(("russia", "enemy", "enemy occupiers"), ("cholera cases", "vibrio infections")))
    key = make_series().key

    def applied(**slots):
        return synonyms.applied(key.model_copy(update=slots))

    assert applied(subject="enemy").subject == applied(subject="enemy occupiers").subject == "russia"
    assert applied(measure="confirmed vibrio infections").measure == "confirmed cholera cases"
    assert applied(scope="enemyville").scope == "enemyville"
    assert applied(subject="russia enemy").subject == "russia enemy", "what is named already stays as it is"


CORRECTIONS = [
    ("CORRECTED-Cholera cases rise to 172", (), True),
    ("Correction: toll in Sarat", (), True),
    ("Cholera cases rise to 172", (Dropped(text="(Corrects number of cases)", reason="correction note"),), True),
    (
        "Cholera cases rise",
        (Dropped(text="An earlier version of this article gave 180 cases.", reason="correction note"),),
        True,
    ),
    ("Market correction deepens", (), False),
    ("Cholera cases rise", (Dropped(text="(Adds quotes)", reason="correction note"),), False),
]


@pytest.mark.parametrize("title, dropped, corrects", CORRECTIONS)
def test_a_correction_says_so(title, dropped, corrects):
    """By its headline or by the note that was taken out of its text."""
    assert is_correction(make_article(title=title, text=f"{title}\n\nBody.", dropped=dropped)) is corrects


@pytest.mark.parametrize("owner, called", [("Boeing", "Boeing's jobs"), ("Norrvik Mills", "Norrvik Mills' jobs")])
def test_a_series_is_called_by_its_owner(owner, called):
    """With an apostrophe alone behind an s."""
    (figure,) = read("It has 2,300 jobs.", published=date(2026, 3, 2))
    owned = figure.model_copy(update={"subject": owner, "counted": None, "measure": "jobs"})
    assert label(owned, key_of(owned, "story-1")) == called
