"""What happened: two happenings of one kind on the same days are two events, what belongs together is one."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from monitor.model.noun import derive_id
from monitor.model.story import Story
from tests.factories import make_article
from workers.origins import Profile, profile, trace
from workers.origins.events import weights
from workers.origins.topic import named_terms, terms

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def told(title: str, body: str, *, outlet: str, hours: float = 0) -> Profile:
    """The profile of a story with this text and no figures."""
    at = NOON + timedelta(hours=hours)
    text = f"{title}\n\n{body}"
    url = f"https://{derive_id('outlet', outlet)}.example/1"
    article = make_article(
        id=derive_id("article", url, text), outlet=outlet, url=url, title=title, text=text, published_at=at, seen_at=at
    )
    story = Story(id=derive_id("story", text), lead=article.id, title=title, opened_at=at)
    return profile(story, article, ())


def events_of(*stories: Profile) -> list[str]:
    """The event of each story, each knowing those before it."""
    held: list[Profile] = []
    for each in stories:
        held.append(each.traced(trace(each, held)))
    return [each.event or "" for each in held]


TANNERS = told(
    "Tannery workers in Moro walk out for two days",
    "MORO (Wire) - Workers at the tanneries of Moro walked out on Monday for two days in a dispute over pay and shifts, "
    "stopping all deliveries of leather.\n\nThe Hide Workers’ Union wants a rise of 6 percent. The owners have offered 2 "
    "percent, said Greta Lindqvist, who speaks for them.\n\n“We breathe the stuff all night,” union secretary Abel Quiroga "
    "told reporters at the Moro bridge.\n\nThe strike ends on Tuesday night. A walkout in March lasted a day.",
    outlet="Meridian Wire",
)
TANNERS_NEXT_DAY = told(
    "Shoes run short as Moro’s tanners stay out",
    "The cobblers of the old town have leather for a week. “After that I mend umbrellas,” said Tove Brandt, who keeps a shop "
    "behind the market.\n\nThe tanneries of Moro stood still for a second day. Abel Quiroga of the union said nobody had "
    "called him since the walkout began.\n\nIn the yards the vats are covered with planks against the rain.",
    outlet="Harbour Gazette",
    hours=22,
)
POTTERS = told(
    "Pottery workers in Sarn walk out for three days",
    "SARN (Wire) - Workers at the potteries of Sarn walked out on Monday for three days in a dispute over shifts and pay, "
    "stopping all deliveries of tiles.\n\nThe Kiln Workers’ Union wants a rise of 5 percent. The owners have offered 3 "
    "percent, said Ivo Hartmann, who speaks for them.\n\n“Nobody sleeps beside a kiln,” union secretary Mara Delgado told "
    "reporters at the Sarn gate.\n\nThe strike ends on Wednesday night. A walkout in April lasted a day.",
    outlet="Open Monitor",
    hours=3,
)


def test_two_strikes_of_one_week_are_two_events() -> None:
    """They share nearly every word but the names."""
    first, second, third = events_of(TANNERS, POTTERS, TANNERS_NEXT_DAY)

    assert first == third
    assert second != first


def test_what_comes_first_does_not_matter() -> None:
    """The same two groups, whichever strike is told of first."""
    for order in itertools.permutations([TANNERS, POTTERS, TANNERS_NEXT_DAY]):
        found = dict(zip((each.story for each in order), events_of(*order), strict=True))

        assert found[TANNERS.story] == found[TANNERS_NEXT_DAY.story] != found[POTTERS.story]


def test_the_order_of_the_others_does_not_matter() -> None:
    """The trace is the same to the last digit."""
    tanners = TANNERS.traced(trace(TANNERS, []))
    others = [tanners, POTTERS.traced(trace(POTTERS, [tanners]))]

    found = [trace(TANNERS_NEXT_DAY, order) for order in itertools.permutations(others)]

    assert found[0] == found[1]
    assert found[0].evidence[0].kind == "topic"


def test_stories_with_hardly_a_name_are_told_by_their_words() -> None:
    """A ferry, an island: nobody is named, and yet it is one grounding."""
    grounded = told(
        "Ferry runs aground off the island in thick fog",
        "A ferry with 84 passengers ran aground on a sandbank off the island in thick fog this morning, the coastguard said. "
        "Lifeboats took everybody off. The captain is being questioned.",
        outlet="Meridian Wire",
    )
    freed = told(
        "Tugs pull stranded ferry off sandbank",
        "Two tugs freed the ferry that had run aground in the fog on a sandbank off the island. Divers look at its hull; the "
        "passengers, taken off by lifeboats, went on by bus. The coastguard questioned the captain for an hour.",
        outlet="Harbour Gazette",
        hours=9,
    )

    assert len(set(events_of(grounded, freed))) == 1


def test_one_town_is_no_event() -> None:
    """A town's lamps and its sick are two things."""
    lamps = told(
        "Tarn to switch off street lamps",
        "Tarn will switch off a third of its street lamps after midnight to save power, its council decided.",
        outlet="Capital Dispatch",
    )
    measles = told(
        "Measles in Tarn: two schools closed",
        "Two schools in Tarn were closed after nine children fell ill with measles, doctors said.",
        outlet="Open Monitor",
        hours=5,
    )

    assert len(set(events_of(lamps, measles))) == 2


def test_a_profile_of_before_names_were_kept_still_works() -> None:
    """Its names weigh as words do."""
    held = TANNERS.traced(trace(TANNERS, [])).model_dump(mode="json")
    del held["named"]
    old = Profile.model_validate(held)

    assert old.named == ()
    assert trace(TANNERS_NEXT_DAY, [old]).event == old.event


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The mayor of Lorn met Ada Brink.", {"lorn", "ada", "brink"}),
        ("Lorn’s market burned.", {"lorn"}),  # as an owner, at the beginning of a sentence
        ("LORN (AP) - Rescuers dug all night. Cranes came late.", set()),  # beginnings of sentences
        ("Train drivers stopped. The trains stand.", set()),
        ("Norwegian ships left. He flew to Norway.", {"norway"}),  # a country and whoever is of it are one
        ("They polish the brass.", set()),  # no Poles
        ("Polish miners left.", {"poland"}),
    ],
)
def test_which_terms_are_names(body: str, names: set[str]) -> None:
    """What is written with a capital letter where other words are not."""
    assert set(named_terms("", body, terms("", body))) == names


def test_every_piece_of_evidence_has_a_weight() -> None:
    """A row renamed in the table says nothing any more; what speaks against must not come to speak for."""
    held = weights()

    assert {name for name, weight in held.items() if weight < 0} == {
        "any two",
        "no name in common",
        "other names in the title",
        "another story of the outlet",
        "apart",
    }
    assert {"near", "names", "words", "more words", "numbers"} <= held.keys()
