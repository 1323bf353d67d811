"""What speaks for two figures being of one thing, and what words stand for one."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import make_article
from workers.figures import claimant, read
from workers.figures.lexicon import rows as figure_rows
from workers.series import unplaced
from workers.series.lexicon import called, rows
from workers.series.likeness import SURE_ENOUGH, evidence, likeness, may_be_one, reason, weights, wording
from workers.series.place import measured
from workers.series.said import word_list


def told(text, number=0):
    """The first figure of a text, ready to be compared."""
    moment = datetime(2026, 3, 2, 9, number, tzinfo=UTC)
    article = make_article(id=f"article-{number}", title="", text=text, published_at=moment)
    figure = read(text, published=date(2026, 3, 2))[0]
    seen = unplaced(
        figure,
        article,
        story=f"story-{number}",
        origin="o",
        claimant=claimant(figure.attribution),
        grammar_version="t",
    )
    return wording(seen, measured(seen))


def sure(one, other):
    """How sure it is that the first figures of two texts are of one thing."""
    mine, theirs = told(other, 1), told(one)
    return likeness(mine, theirs) if may_be_one(mine, theirs) else 0.0


ALIKE = [
    ("Orvane will cut 2,400 jobs.", "Orvane to slash 2,400 posts, a union said."),
    ("Gunmen abducted 87 pupils in Zuro.", "Nearly 90 schoolchildren were kidnapped in Zuro."),
    ("About 40,000 people marched through Sorren.", "The crowd of demonstrators in Sorren numbered 42,000."),
    ("The storm left 310,000 homes in Velmark without power.", "In Velmark some 310,000 households lost power."),
]
APART = [
    ("Russia has 45,000 troops in Kursk.", "Ukraine has suffered 30,000 casualties in Kursk, Moscow said."),
    ("The raid killed 27 people in Sarat.", "The raid wounded 27 people in Sarat."),
    ("Lenna has 120 confirmed cases of cholera.", "Lenna has 120 suspected cases of cholera."),
    ("Velmark's army launched 88 drones at Sorren.", "Sorren's army downed 88 drones of Velmark."),
    ("A quake killed 27 people in Sarat.", "A ferry sank off Orlin and killed 27 people."),
]


@pytest.mark.parametrize("one, other", ALIKE)
def test_one_thing_in_other_words_is_seen(one, other):
    """By what is counted and what became of it, by one name for many words."""
    assert sure(one, other) >= SURE_ENOUGH


@pytest.mark.parametrize("one, other", APART)
def test_other_things_are_kept_apart(one, other):
    """Though the numbers or the names are the same."""
    assert sure(one, other) < SURE_ENOUGH


def test_a_placement_is_explained_in_words():
    """With what speaks most for it, and the figure it is most like."""
    one, other = ALIKE[1]

    assert reason(told(other, 1), told(one)).endswith(": as '87'")


def test_every_piece_of_evidence_has_its_weight():
    """None is weighed that the file does not name, and the file names none twice."""
    names = [name for name, *_ in rows("weights")]
    seen = {name for pair in (*ALIKE, *APART) for name, _ in evidence(told(pair[1], 1), told(pair[0]))}

    assert seen <= weights().keys()
    assert len(names) == len(set(names))


CALLED = [
    ("evacuees", {"evacuated"}),
    ("injuries", {"injured"}),
    ("shot down", {"downed"}),
    ("lost power", {"outage"}),
    ("arresting", {"arrested"}),
    ("tables", set()),
]


@pytest.mark.parametrize("words, concepts", CALLED)
def test_words_are_called_by_one_name(words, concepts):
    """In whichever form they stand; a phrase goes before its words."""
    assert called(words.split(), "fates") == concepts


def test_countries_are_those_of_the_figures():
    """Owners are called as figures call them; siblings share no lexicon, so both hold the names."""
    named = {country.lower().replace(" ", "_") for country, *_ in figure_rows("demonyms")}
    assert word_list("countries") == named
