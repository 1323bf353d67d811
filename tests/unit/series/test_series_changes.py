"""What changed: every kind, by the words that were told; and that the order of arrival does not matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model.change import ChangeKind
from monitor.model.figure import Mood
from tests.factories import make_series
from tests.telling import tell
from workers.series import detect

SERIES = make_series()

#: The first words, then what came after them and what that is.
KINDS = [
    (tell("approximately 59,000 troops"), tell("just under 60,000 troops", 1.5), ChangeKind.RESTATED),
    (tell("1,376 square kilometres"), tell("531 square miles", 1.5), ChangeKind.RESTATED),
    (tell("as much as 1,376 square kilometres"), tell("some 1,375 square kilometres", 2), ChangeKind.RESTATED),
    (tell("more than 40 percent of the territory"), tell("over two-fifths of the territory", 2), ChangeKind.RESTATED),
    (tell("dozens of people died"), tell("27 people died", 1.5), ChangeKind.REFINED),
    (tell("more than 40 percent of the territory"), tell("nearly half of the territory", 3), ChangeKind.UPDATED),
    (tell("approximately 59,000 troops"), tell("about 71,000 troops", 6), ChangeKind.UPDATED),
    (tell("at least 27 people died"), tell("at least 31 people died", 2), ChangeKind.UPDATED),
    (tell("at least 27 people died"), tell("at least 31 people died", 1.5), ChangeKind.UPDATED),
    (tell("27 people died", as_of=1), tell("31 people died", 1.5, as_of=1), ChangeKind.REVISED),
    (tell("120 cases", as_of=1), tell("127 cases", 1.2, as_of=1), ChangeKind.REVISED),
    (tell("9 percent rate"), tell("8.5 percent rate", 5), ChangeKind.REFINED),
    (
        tell("a rate of 9 percent"),
        tell("cut the rate by half a percentage point to 8.5 percent", 5),
        ChangeKind.UPDATED,
    ),
    (tell("180 cases"), tell("172 cases", 2, corrects=True), ChangeKind.CORRECTED),
    (tell("about 59,000 troops"), tell("around 50,000 troops", 2, claimant="president"), ChangeKind.CONFLICTING),
    (tell("about 59,000 troops"), tell("around 50,000 troops", 20, claimant="president"), ChangeKind.UPDATED),
    (tell("about 59,000 troops"), tell("around 50,000 troops", 3, claimant="president"), ChangeKind.CONFLICTING),
    (tell("59,000 troops"), tell("52,000 troops", 3, claimant="republic's general staff"), ChangeKind.UPDATED),
    (tell("27 people died"), tell("60 people died", 1.5, claimant="red cross"), ChangeKind.CONFLICTING),
    (tell("2.6 percent inflation"), tell("The office revised inflation to 2.8 percent", 9), ChangeKind.REVISED),
    (tell("58 people died", 5), tell("27 people died", 5.5, as_of=2), ChangeKind.LATE),
    (tell("58 people died", 5), tell("48 people died", 5.5, as_of=2, corrects=True), ChangeKind.LATE),
    (tell("$84 a barrel"), tell("$84.40 a barrel", 2), ChangeKind.REFINED),
    (tell("$84.10 a barrel"), tell("$84.40 a barrel", 2), ChangeKind.UPDATED),
    (tell("7.1 percent inflation"), tell("7.0 percent inflation", 2), ChangeKind.UPDATED),
]


@pytest.mark.parametrize(
    "before, after, kind", KINDS, ids=[f"{b.figure.quote} → {a.figure.quote}" for b, a, _ in KINDS]
)
def test_kind_of_change(before, after, kind):
    """The words decide, in whatever unit or rounding they come."""
    found = {change.observation: change.kind for change in detect(SERIES, [before, after])}
    assert found[before.id] is ChangeKind.FIRST
    assert found[after.id] is kind


@pytest.mark.parametrize("mood", [Mood.DENIED, Mood.HYPOTHETICAL, Mood.PAST])
def test_what_is_not_said_to_be_so_changes_nothing(mood):
    """Denied, imagined and superseded figures are kept, and never compared."""
    assert detect(SERIES, [tell("59,000 troops", mood=mood)]) == []
    assert len(detect(SERIES, [tell("45,000 troops"), tell("59,000 troops", 2, mood=mood)])) == 1


@pytest.mark.parametrize("claimant", ["general staff", None])
def test_a_figure_edited_in_place_is_told_as_such(claimant):
    """A page that says another number than an hour ago, under the same date and without a word: whatever sorts first."""
    page = {"url": "https://wire.example/live", "claimant": claimant}
    for before, after in (("59,000 troops", "45,000 troops"), ("45,000 troops", "59,000 troops")):
        told = [tell(before, 2, seen=2, **page), tell(after, 2, seen=2.1, **page)]
        first, edited = detect(SERIES, told)
        assert (first.kind, edited.kind) == (ChangeKind.FIRST, ChangeKind.REVISED)
        assert (edited.observation, edited.against) == (told[1].id, told[0].id)
        assert edited.because.startswith(f"edited in place without a notice; it said '{before.split()[0]}")


def test_an_outlet_that_names_nobody_restates():
    """A rewrite without its source says the same, and does not open a line of its own to be contradicted."""
    told = [
        tell("about 59,000 troops", 1),
        tell("just under 60,000 troops", 1.5, claimant=None, outlet="Channel Nine"),
        tell("about 71,000 troops", 6),
        tell("around 71,000 troops", 6.5, claimant=None, outlet="Channel Nine"),
    ]
    kinds = [change.kind for change in detect(SERIES, told)]
    assert kinds == [ChangeKind.FIRST, ChangeKind.RESTATED, ChangeKind.UPDATED, ChangeKind.RESTATED]


def test_a_rival_is_compared_with_what_was_said_last():
    """A claim that is said again stands on, so that another's days after its first wording contradicts it."""
    told = [
        tell("about 45,000 troops", 1),
        tell("some 45,000 troops", 4),
        tell("about 60,000 troops", 6, claimant="president"),
    ]
    assert [change.kind for change in detect(SERIES, told)][-1] is ChangeKind.CONFLICTING


def test_two_claims_of_one_article_follow_each_other_as_they_stand_in_it():
    """ "The union counts 9,200, the company 6,400": the second contradicts the first, whatever their ids."""
    one, other = (
        tell(words, claimant=claimant, url="https://wire.example/1").model_copy(update={"article": "article-1"})
        for words, claimant in (("9,200 strikers", "the union"), ("6,400 strikers", "the company"))
    )
    for first, second in ((one, other), (other, one)):
        told = [
            first.model_copy(update={"figure": first.figure.model_copy(update={"start": 10, "end": 15})}),
            second.model_copy(update={"figure": second.figure.model_copy(update={"start": 40, "end": 45})}),
        ]
        found = [(change.observation, change.kind) for change in detect(SERIES, told)]
        assert found == [(first.id, ChangeKind.FIRST), (second.id, ChangeKind.CONFLICTING)]


def deaths(**changes):
    """A series of a running total, or of something else where its key is changed."""
    key = SERIES.key.model_copy(update={"measure": "deaths", "dimension": "count"} | changes)
    return make_series(key=key)


FALLS = [
    (deaths(), 12, ChangeKind.REVISED, "revised down"),
    (deaths(measure="confirmed cholera cases"), 12, ChangeKind.REVISED, "revised down"),
    (deaths(measure="active cases"), 12, ChangeKind.UPDATED, "later"),
    (deaths(measure="missing"), 12, ChangeKind.UPDATED, "later"),
    (deaths(kind="rate"), 12, ChangeKind.UPDATED, "later"),
    (deaths(), 90, ChangeKind.FIRST, "a new episode"),
    (deaths(measure="missing"), 90, ChangeKind.UPDATED, "later"),
]


@pytest.mark.parametrize("later, kind", [(60, ChangeKind.UPDATED), (12, ChangeKind.CONFLICTING)])
def test_a_total_that_another_tells_higher_days_later_has_grown(later, kind):
    """A lower one contradicts: no total shrinks by itself."""
    told = [tell("27 people died"), tell(f"{later} people died", 4, claimant="red cross")]
    assert detect(deaths(), told)[-1].kind is kind


@pytest.mark.parametrize("series, day, kind, said", FALLS)
def test_a_running_total_does_not_fall(series, day, kind, said):
    """Unless it is revised, and says so; a lower one after months is of another happening. Levels and rates may."""
    change = detect(series, [tell("58 people died"), tell("31 people died", day)])[-1]
    assert (change.kind, said in change.because) == (kind, True), change


def test_a_new_episode_is_counted_from_its_own_beginning():
    """What was held before it is not compared with; a total that only grew after a long silence goes on."""
    told = [tell("58 people died"), tell("4 people died", 90), tell("9 people died", 92), tell("58 people died", 95)]
    kinds = [change.kind for change in detect(deaths(), told)]
    assert kinds == [ChangeKind.FIRST, ChangeKind.FIRST, ChangeKind.UPDATED, ChangeKind.UPDATED]
    grown = [tell("58 people died"), tell("61 people died", 90)]
    assert [change.kind for change in detect(deaths(), grown)] == [ChangeKind.FIRST, ChangeKind.UPDATED]


@pytest.mark.parametrize("words, slip", [("130 percent of the voters", True), ("95 percent of the voters", False)])
def test_a_part_is_no_more_than_the_whole(words, slip):
    """A share of a whole beyond 100 percent is a slip, also where it is the first figure."""
    [change] = detect(SERIES, [tell(words)])
    assert bool(change.implausible) is slip


SLIPS = [
    ("40 people died", "400 people died", True),
    ("40 people died", "58 people died", False),
    ("1,234 cases", "1,324 cases", True),
    ("1,234 cases", "1,434 cases", False),
    ("309 square miles", "309 square kilometres", True),
    ("3,000 homes", "31,000 homes", True),
    ("no casualties", "12 casualties", False),
]


@pytest.mark.parametrize("before, after, slip", SLIPS)
def test_implausible_changes_are_marked(before, after, slip):
    """Ten times as many, digits in another order, the same number in another unit: more often a slip than news."""
    change = detect(SERIES, [tell(before), tell(after, 2)])[-1]
    assert bool(change.implausible) is slip, change


def test_a_slip_does_not_move_the_series():
    """What comes after it is measured against what stood before, unless somebody else tells the same."""
    typo, right = tell("400 people died", 3.5, outlet="Tribune"), tell("40 people died", 4, outlet="Tribune")
    told = [tell("40 people died", 3), typo, right]
    assert [change.kind for change in detect(SERIES, told)][-1] is ChangeKind.RESTATED
    confirmed = [*told[:2], tell("some 400 people died", 3.7, outlet="Other Wire"), tell("410 people died", 4)]
    assert detect(SERIES, confirmed)[-1].kind in (ChangeKind.RESTATED, ChangeKind.UPDATED, ChangeKind.REFINED)
    assert detect(SERIES, confirmed)[-1].implausible is None


WEEK = [
    tell("at least 27 people died", 2, origin="a"),
    tell("dozens of people died", 2.1, claimant=None, outlet="Courier", origin="b"),
    tell("at least 31 people died", 2.5, origin="a"),
    tell("40 people died", 3, claimant="civil protection", origin="c"),
    tell("400 people died", 3.4, claimant="civil protection", outlet="Tribune", origin="d"),
    tell("some 4,000 people died", 5, as_of=-300, claimant=None, origin="e"),
    tell("58 people died", 5.5, claimant="civil protection", origin="c"),
    tell("58 people died", 5.6, claimant=None, outlet="Nine", origin="c"),
]


@given(st.permutations(WEEK))
def test_the_order_of_arrival_does_not_matter(order):
    """The same set of observations gives the same changes."""
    assert detect(SERIES, order) == detect(SERIES, WEEK)


@given(st.integers(1, len(WEEK)))
def test_telling_it_all_again_changes_nothing(count):
    """A second reading of the same articles finds the same change ids."""
    some = WEEK[:count]
    again = [each.model_copy(update={"id": f"{each.id}-again"}) for each in some]
    ids = {change.id for change in detect(SERIES, some)}
    news = {
        change.id
        for change in detect(SERIES, some + again)
        if change.kind not in (ChangeKind.RESTATED, ChangeKind.REFINED, ChangeKind.LATE)
    }
    assert news <= ids


def test_ids_name_what_is_said_not_who_carried_it():
    """Another outlet's article with the same words, claimant and day makes the same change."""
    one, other = tell("58 people died", 5, outlet="Nine"), tell("58 people died", 5.2, outlet="Gazette")
    assert detect(SERIES, [one])[0].id == detect(SERIES, [other])[0].id


def test_every_step_of_a_long_series_is_one_change():
    """Whatever has been seen before, the next day's number is compared with what stands."""
    told = [tell(f"{51_234 + 700 * n} troops", 1 + n) for n in range(60)]
    assert [change.kind for change in detect(SERIES, told)] == [ChangeKind.FIRST] + [ChangeKind.UPDATED] * 59
