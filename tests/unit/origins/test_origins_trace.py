"""Whose reporting a story is: rewrites of one report tied, own reporting on the same event kept apart."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.cli.demo.wire import load_wire
from monitor.model.article import Article
from monitor.model.figure import Figure, Interval, Kind, Qualifier
from monitor.model.noun import derive_id
from monitor.model.story import Story, Trace
from workers.origins import Profile, profile, trace
from workers.origins.profiles import Quantity
from workers.origins.quoted import alike, quotations
from workers.origins.tracing import same_quantity

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SQUARE_MILE = 2_589_988.110336
FACTORS = {
    "mile ** 2": ("area", SQUARE_MILE),
    "kilometer ** 2": ("area", 1e6),
    "percent": ("share", 0.01),
    "1": ("count", 1.0),
}


def figure(
    value: float,
    unit: str = "1",
    *,
    measure: str = "",
    qualifier: Qualifier = Qualifier.EXACT,
    slack: float = 0.0,
    kind: Kind = Kind.LEVEL,
) -> Figure:
    """A figure whose words claim value ± slack (a share of it)."""
    dimension, factor = FACTORS[unit]
    low, high = value * (1 - slack), value * (1 + slack)
    quote = f"{value:g} {unit}"
    return Figure(
        quote=quote,
        start=0,
        end=len(quote),
        sentence=quote,
        sentence_start=0,
        value=value,
        low=low,
        high=high,
        unit=unit,
        dimension=dimension,
        interval=Interval(low=low * factor, high=high * factor),
        qualifier=qualifier,
        measure=measure or None,
        kind=kind,
    )


def about(value: float, unit: str = "1", *, measure: str = "") -> Figure:
    """A rounded figure."""
    return figure(value, unit, measure=measure, qualifier=Qualifier.ABOUT, slack=0.025)


def told(body: str, *figures: Figure, title: str, outlet: str, hours: float = 0) -> Profile:
    """The profile of a story with this body and these figures."""
    at = NOON + timedelta(hours=hours)
    article = Article(
        id=derive_id("article", body),
        outlet=outlet,
        url=f"https://{outlet}.example/1",
        title=title,
        text=f"{title}\n\n{body}",
        published_at=at,
        seen_at=at,
        cleaner_version="1",
    )
    story = Story(id=derive_id("story", article.id), lead=article.id, title=title, opened_at=at)
    return profile(story, article, figures)


def fed(*profiles: Profile) -> list[Trace]:
    """Traces in order, each story knowing those before it as the store does."""
    held: list[Profile] = []
    traces = []
    for each in profiles:
        found = trace(each, held)
        traces.append(found)
        held.append(each.traced(found))
    return traces


EXCLUSIVE = told(
    "KELMET (Meridian Wire) - The Federation has moved about 38,000 soldiers into the Orlin marshes, a colonel on the Republic's "
    "general staff told Meridian Wire. The Republic once held 214 square miles of the marshes and holds 97 square miles now.\n\n"
    '"We are giving ground one ditch at a time, and they know it as well as we do," the colonel said.\n\n'
    "The Federation's ministry did not comment. The marshes cover the road from Orlin to the coast.",
    about(38_000, measure="troops"),
    figure(214, "mile ** 2", measure="territory held"),
    figure(97, "mile ** 2", measure="territory held"),
    title="EXCLUSIVE-Republic loses half of Orlin marshes, colonel says",
    outlet="Meridian Wire",
)
REWRITE = told(
    "The Republic is losing the Orlin marshes, a staff colonel has told the Meridian Wire agency. Of 554 square kilometres, only "
    "some 250 square kilometres are left.\n\n"
    "Federation forces in the marshes now number nearly 40,000 soldiers, the colonel believes. The road from Orlin to the coast is "
    "under fire.",
    figure(38_500, measure="troops", qualifier=Qualifier.NEARLY, slack=0.03),
    figure(554, "kilometer ** 2", measure="territory held"),
    about(250, "kilometer ** 2", measure="territory held"),
    title="Colonel: marshes of Orlin slipping from Republic's hands",
    outlet="Channel Nine",
    hours=7,
)
BORROWED = told(
    "The Orlin marshes are almost lost to the Republic, whose army keeps about 97 of the 214 square miles it had there, a colonel of the "
    "general staff said. Federation soldiers hold the road from Orlin to the coast.",
    figure(97, "mile ** 2", measure="territory held"),
    figure(214, "mile ** 2", measure="territory held"),
    title="Republic clings to last of Orlin marshes",
    outlet="Open Monitor",
    hours=20,
)
OTHER_OFFICER = told(
    "A major who serves in the Orlin marshes told the Harbour Gazette that the Federation has 52,000 soldiers there, more than the general "
    "staff of the Republic has ever admitted.\n\n"
    '"Nobody at headquarters has walked these dykes since the winter," the major said. He put the ground still held in the marshes at '
    "a quarter of what it was. The road from Orlin to the coast is cut, the Gazette found.",
    figure(52_000, measure="troops"),
    figure(25, "percent", measure="territory held"),
    title="Major says 52,000 Federation soldiers are in Orlin marshes",
    outlet="Harbour Gazette",
    hours=26,
)
OTHER_AGENCY = told(
    "KELMET (Northern Press) - The Republic holds 97 square miles of the Orlin marshes, down from 214 square miles, its general staff "
    "said at a briefing. Soldiers of the Federation hold the road from Orlin to the coast, the staff told Northern Press.",
    figure(97, "mile ** 2", measure="territory held"),
    figure(214, "mile ** 2", measure="territory held"),
    title="Republic puts its hold on Orlin marshes at 97 square miles",
    outlet="Northern Press",
    hours=3,
)
ELSEWHERE = told(
    "The tyre works in Tarn will lay off 97 people of 214, its owner said. The city will lose 2.4 million crowns a year in taxes.",
    figure(97, measure="people"),
    figure(214, measure="people"),
    title="Tyre works in Tarn lays off 97",
    outlet="Tarn Finance",
    hours=2,
)


BAKER = told(
    "Half of the bakers of Elk Ford will close by the summer, a survey by their guild shows. Flour has doubled in price since the mill "
    "burned.\n\n“I bake for the love of it now,” said Odile Marchetti, whose oven has been lit since 1931.",
    figure(50, "percent", measure="bakers"),
    title="Bakers of Elk Ford give up",
    outlet="Le Fournil",
)
CITING = told(
    "In Elk Ford the bakers are putting out their ovens. Odile Marchetti told the daily Le Fournil that she went on for love alone; "
    "many of her colleagues will not see the summer as bakers.",
    title="Cold ovens in Elk Ford",
    outlet="The Ridge",
    hours=6,
)
UNCITING = told(
    "In Elk Ford the bakers are putting out their ovens. Odile Marchetti goes on for love alone; many of her colleagues will not see "
    "the summer as bakers.",
    title="Cold ovens in Elk Ford",
    outlet="The Ridge",
    hours=6,
)


def baker(dateline: str, outlet: str) -> Profile:
    """The same report under a dateline."""
    return told(
        f"{dateline}Of the bakers of Elk Ford 47 will close by the summer, a survey by their guild shows. Flour has doubled in "
        "price since the mill burned.\n\n“I bake for the love of it now,” said Odile Marchetti, whose oven has been lit since 1931.",
        figure(47, measure="bakers"),
        title="Bakers of Elk Ford give up",
        outlet=outlet,
    )


def citing(agency: str) -> Profile:
    """What another outlet makes of it, saying whom it has it from."""
    return told(
        f"In Elk Ford the bakers are putting out their ovens. Odile Marchetti told the agency {agency} that she went on for love "
        "alone; 47 of her colleagues will not see the summer as bakers.",
        figure(47, measure="colleagues"),
        title="Cold ovens in Elk Ford",
        outlet="The Ridge",
        hours=6,
    )


RESULTS = told(
    "Brannoc Lines lost 41.7 million crowns in the quarter, the ferry company said, and will lay up 23 of 186 ships.\n\n"
    "“The boats were too many,” chief executive Iver Dahl said in a statement.",
    figure(41_700_000, measure="loss"),
    figure(186, measure="ships"),
    figure(23, measure="ships"),
    title="Brannoc Lines loses 41.7 million crowns",
    outlet="Ledger & Post",
)
OWN_RESULTS = told(
    "The ferry company Brannoc Lines lays up 23 of its 186 ships after a quarterly loss of 41.7 million crowns.\n\n“We should have sold "
    "them two winters ago,” a captain said on the quay of Calder.",
    figure(41_700_000, measure="loss"),
    figure(186, measure="ships"),
    figure(23, measure="ships"),
    title="Brannoc Lines lays up 23 ships",
    outlet="Calder Mail",
    hours=3,
)
RETOLD_RESULTS = told(
    "The ferry company Brannoc Lines lays up 23 of its 186 ships after a quarterly loss of 41.7 million crowns.",
    figure(41_700_000, measure="loss"),
    figure(186, measure="ships"),
    figure(23, measure="ships"),
    title="Brannoc Lines lays up 23 ships",
    outlet="Calder Mail",
    hours=3,
)


# ── what is tied ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_rewrite_in_other_units_shares_the_origin() -> None:
    """One exclusive told in square kilometres and rounded: same origin, the evidence says in what both agree."""
    first, second = fed(EXCLUSIVE, REWRITE)

    assert first.origin == derive_id("origin", EXCLUSIVE.story)
    assert (second.origin, second.event) == (first.origin, first.event)
    assert {each.kind for each in second.evidence} == {"figures", "source", "names"}
    assert any("554" in each.because and "214" in each.because for each in second.evidence)
    assert all(each.other == EXCLUSIVE.story for each in second.evidence)
    assert second.source == "Meridian Wire"


def test_rare_figures_tie_a_story_that_names_nobody() -> None:
    """Two rare figures in one text and in the other, no source named: one report."""
    first, second = fed(EXCLUSIVE, BORROWED)

    assert second.origin == first.origin
    assert second.source == "Meridian Wire"


def test_a_reworded_quotation_and_the_source_tie() -> None:
    """No number shared: the same words of the same person, given to the same newspaper."""
    first = told(
        'Nurses at Holm Quay hospital sleep in the laundry, the Calder Mail found. "They count the beds twice and the nurses never," a nurse '
        "said on the ward.",
        title="Nurses of Holm Quay sleep in laundry",
        outlet="Calder Mail",
    )
    second = told(
        'Hospital staff in Holm Quay have to sleep in the laundry, reports the Calder Mail. "The beds are counted twice, the nurses never are," '
        "one nurse told the newspaper on her ward.",
        title="Nurses sleep in laundry, paper says",
        outlet="Channel Nine",
        hours=5,
    )
    one, two = fed(first, second)

    assert two.origin == one.origin
    assert "reworded" in two.because


def test_the_rewrite_may_come_first() -> None:
    """The store may see the rewrite before the exclusive; both end in one origin all the same."""
    first, second = fed(REWRITE, EXCLUSIVE)

    assert first.origin == second.origin


# ── what is kept apart ───────────────────────────────────────────────────────────────────────────────────────


def test_another_officer_with_other_numbers_is_another_origin() -> None:
    """A second newspaper's own reporting on the same event: other origin, same event, two independent sources."""
    first, second = fed(EXCLUSIVE, OTHER_OFFICER)

    assert second.origin == derive_id("origin", OTHER_OFFICER.story)
    assert second.event == first.event
    assert "own reporting" in second.because


def test_two_agencies_at_one_briefing_are_two_origins() -> None:
    """Both give the staff's figures and each names itself: two acts of reporting."""
    first, second = fed(EXCLUSIVE, OTHER_AGENCY)

    assert second.origin != first.origin
    assert second.event == first.event


def test_a_cited_outlet_and_a_name_tie() -> None:
    """An outlet no list knows, cited in a text that tells of the same private person: its report; the name alone: not."""
    first, second = fed(BAKER, CITING)
    _, third = fed(BAKER, UNCITING)

    assert second.origin == first.origin
    assert {each.because for each in second.evidence} >= {"both: Le Fournil", "both: Odile Marchetti"}
    assert third.origin != first.origin


@pytest.mark.parametrize(
    ("dateline", "outlet", "agency", "tied"),
    [
        ("ELK FORD (HNL) - ", "Highland Newsline", "HNL", True),  # by what it signs with
        ("", "Northern News Agency", "NNA", True),  # by the initials of its whole name
        ("", "FNA (Ford News Agency), English service", "FNA", True),  # without what stands beside its name
        ("ELK FORD (HNL) - ", "Highland Newsline", "NNA", False),
    ],
)
def test_an_agency_is_cited_by_its_initials(dateline: str, outlet: str, agency: str, tied: bool) -> None:
    """Who is cited is the outlet of the other story, under whichever of its names."""
    first, second = fed(baker(dateline, outlet), citing(agency))

    assert (second.origin == first.origin) is tied


def test_whoever_quotes_others_has_reported_himself() -> None:
    """The same three figures of one company: taken over in silence they tie, beside a quotation of one's own they do not."""
    first, second = fed(RESULTS, OWN_RESULTS)
    _, third = fed(RESULTS, RETOLD_RESULTS)

    assert second.origin != first.origin
    assert third.origin == first.origin


def test_equal_numbers_about_something_else_tie_nothing() -> None:
    """97 and 214 people in another town are not 97 and 214 square miles."""
    first, second = fed(EXCLUSIVE, ELSEWHERE)

    assert second.origin != first.origin
    assert second.event != first.event


def test_a_source_alone_ties_nothing() -> None:
    """Two stories that the same agency told on one day about one war are two reports until something else is shared."""
    other = told(
        "KELMET (Meridian Wire) - Federation drones have burned the grain store at Orlin, beside the marshes, a mayor said. Soldiers of the "
        "Republic closed the road from Orlin to the coast.",
        figure(4, measure="drones"),
        title="Grain store at Orlin burns beside marshes",
        outlet="Meridian Wire",
        hours=4,
    )

    first, second = fed(EXCLUSIVE, other)

    assert second.origin != first.origin


def cup(outlet: str, body: str, *figures: Figure, title: str, hours: float) -> Profile:
    """A report on the cup of the Vale, in which four clubs are left."""
    names = "Orlin and Kelmet play the final of the Vale Cup in Tamsin on Sunday."
    return told(f"{body} {names}", *figures, title=title, outlet=outlet, hours=hours)


BLOG = cup(
    "Terrace Talk",
    "Orlin are in the final of the Vale Cup, 2 goals up at last on the favourites, Meridian Wire reported.",
    figure(2, measure="goals"),
    title="Orlin in the final of the Vale Cup",
    hours=0,
)
NEXT_DAY = cup(
    "Meridian Wire",
    "TAMSIN (Meridian Wire) - Kelmet reached the final of the Vale Cup with 2 goals late in the match.",
    figure(2, measure="goals"),
    title="Kelmet in the final of the Vale Cup",
    hours=26,
)


def test_a_report_that_came_later_is_nobodys_source() -> None:
    """A blog rewrites the agency's report of the first match; the one of the next day's match is another."""
    first, second = fed(BLOG, NEXT_DAY)
    sooner, later = fed(NEXT_DAY, BLOG)

    assert second.origin != first.origin
    assert later.origin != sooner.origin


def test_two_texts_of_one_agency_are_two_reports() -> None:
    """Two papers print two texts that the same agency signs: its name ties them no more."""
    bodies = (
        "ORLIN (Meridian Wire) - The mill at Orlin burned for 9 hours, a fireman said. The marshes are closed.",
        "ORLIN (Meridian Wire) - The mill at Orlin stood in the marshes since 1871, and 9 people worked there.",
    )
    one, other = (
        told(body, figure(9), title="The mill at Orlin in the marshes", outlet=outlet, hours=at)
        for at, (body, outlet) in enumerate(zip(bodies, ("The Ridge", "Calder Mail"), strict=True))
    )
    first, second = fed(one, other)

    assert one.signed == other.signed == "meridian wire"
    assert second.origin != first.origin


def test_what_the_whole_event_tells_ties_nothing() -> None:
    """A toll that five newspapers give, each from its own reporter, makes no rewrite of the sixth."""
    names = ["Ash Tribune", "Birch Herald", "Cedar Courier", "Elm Gazette", "Fir Chronicle"]
    told_by = [
        told(
            f"The bridge over the Sarn fell and 312 people died, officials said. A witness told the {name} of a noise like a train on the "
            f"bridge. The Sarn runs {word} and cold below the town of Elk Ford.",
            figure(312, measure="death toll"),
            title=f"Bridge over the Sarn falls: {word}",
            outlet=name,
            hours=place,
        )
        for place, (name, word) in enumerate(zip(names, ["brown", "grey", "green", "black", "white"], strict=True))
    ]
    sixth = told(
        "The bridge over the Sarn at Elk Ford fell with 312 people dead, officials said. The Sarn runs cold below the town.",
        figure(312, measure="death toll"),
        title="Sarn bridge falls",
        outlet="Yew Post",
        hours=9,
    )

    origins = [each.origin for each in fed(*told_by, sixth)]

    assert len(set(origins)) == 6


def test_later_than_the_window_is_apart() -> None:
    """The same rewrite five days later is no longer tied: by then everybody has the numbers."""
    late = REWRITE.model_copy(update={"published_at": NOON + timedelta(hours=97)})
    within = REWRITE.model_copy(update={"published_at": NOON + timedelta(hours=96)})

    assert fed(EXCLUSIVE, late)[1].origin != fed(EXCLUSIVE, late)[0].origin
    assert fed(EXCLUSIVE, within)[1].origin == fed(EXCLUSIVE, within)[0].origin


def test_conflicting_numbers_speak_against() -> None:
    """The same thing counted otherwise is told as evidence against, with both numbers."""
    shared = [figure(1_376, measure="territory held", kind=Kind.TOTAL)]
    one = told(
        "Soldiers hold the Orlin marshes, a colonel said.",
        *shared,
        figure(38_000, measure="troops"),
        title="Orlin marshes",
        outlet="A",
    )
    two = told(
        "Soldiers keep the Orlin marshes, a colonel said.",
        *shared,
        figure(52_000, measure="troops"),
        title="Orlin marshes",
        outlet="B",
    )

    found = fed(one, two)[1]

    assert found.origin != fed(one, two)[0].origin
    assert found.score < fed(one, one.model_copy(update={"story": "story-x"}))[1].score


# ── laws ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_order_of_others_does_not_matter(order: tuple[int, ...]) -> None:
    """Whatever order the store answers in, the trace is the same to the last word."""
    others = [EXCLUSIVE, OTHER_OFFICER, OTHER_AGENCY, ELSEWHERE]

    assert trace(REWRITE, [others[at] for at in order]) == trace(REWRITE, others)


@given(st.permutations([EXCLUSIVE, REWRITE, BORROWED, OTHER_OFFICER, ELSEWHERE]))
@settings(max_examples=40, deadline=None)
def test_the_order_of_arrival_does_not_change_who_is_independent(order: list[Profile]) -> None:
    """However the stories come in, the exclusive and its rewrites are one source, the others one each."""
    origins = {each.story: found.origin for each, found in zip(order, fed(*order), strict=True)}

    assert origins[EXCLUSIVE.story] == origins[REWRITE.story] == origins[BORROWED.story]
    assert len(set(origins.values())) == 3


def test_read_again_it_finds_itself_nowhere() -> None:
    """A story's own older profile is no evidence; reading it again gives the same trace."""
    once = trace(REWRITE, [EXCLUSIVE])

    assert trace(REWRITE, [EXCLUSIVE, REWRITE.traced(once)]) == once


def test_a_profile_survives_the_store() -> None:
    """JSON and back, with the trace in it."""
    kept = REWRITE.traced(trace(REWRITE, [EXCLUSIVE]))

    assert Profile.model_validate_json(kept.model_dump_json()) == kept
    assert kept.origin == derive_id("origin", EXCLUSIVE.story)


def test_a_given_source_is_kept() -> None:
    """What the monitor knew already about whose reporting it is stands."""
    at = NOON
    article = Article(
        id="article-1",
        outlet="A",
        url="https://a.example",
        title="T",
        text="T\n\nBody.",
        published_at=at,
        seen_at=at,
        cleaner_version="1",
    )

    assert (
        profile(Story(id="story-1", lead="article-1", title="T", opened_at=at), article, [], source="Reuters").source
        == "Reuters"
    )


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────


def quantity(each: Figure) -> Quantity:
    """The figure as profiles hold it."""
    return told("Body.", each, title="T", outlet="A").figures[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (figure(531, "mile ** 2"), figure(1376, "kilometer ** 2"), True),
        (figure(309, "mile ** 2"), figure(800, "kilometer ** 2"), True),
        (figure(309, "mile ** 2"), figure(531, "mile ** 2"), False),
        (about(59_000), figure(59_500, qualifier=Qualifier.NEARLY, slack=0.01), True),
        (about(59_000), about(50_000), False),
        (figure(172), figure(173), False),
        (figure(172), figure(172), True),
        (figure(40), figure(40, "percent"), False),
        (figure(0), figure(0), True),
    ],
)
def test_same_quantity(one: Figure, other: Figure, same: bool) -> None:
    """One number in other units and rounding; counts that differ by one are two."""
    assert same_quantity(quantity(one), quantity(other)) is same
    assert same_quantity(quantity(other), quantity(one)) is same


def test_digits_that_mean_something_make_a_number_rare() -> None:
    """Four digits weigh more than two, two more than one, and a handful of people next to nothing."""
    weights = [quantity(figure(value)).rarity for value in (1_376, 214, 59_000, 60_000, 3)]

    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 5


def test_open_ends_are_no_numbers() -> None:
    """ "More than 40 percent" is held by its one end; a figure that claims nothing is left out."""
    more = figure(40, "percent").model_copy(update={"interval": Interval(low=0.4, high=None)})
    nothing = figure(40, "percent").model_copy(update={"interval": Interval(low=None, high=None)})

    assert same_quantity(quantity(more), quantity(figure(41, "percent")))
    assert told("Body.", nothing, title="T", outlet="A").figures == ()


# ── quotations ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "weighs"),
    [
        ("the sea was kinder to us than the company was", "the sea was kinder to us than the company was", "same"),
        ("the sea was kinder to us than the company was", "the sea has been kinder to us than the company", "reworded"),
        ("the sea was kinder to us than the company was", "the company was kinder to us than the sea was", "nothing"),
        ("one day we will walk home slowly", "i believe that one day they will let us walk home slowly", "reworded"),
        (
            "the sea was kinder to us than the company was",
            "we are digging with our hands and listening for voices",
            "nothing",
        ),
        ("it is what it is", "it is what it is", "nothing"),
    ],
)
def test_alike(one: str, other: str, weighs: str) -> None:
    """Word for word, reworded, or only on the same subject; words without meaning never count."""
    weight, same = alike(one, other)

    assert ("nothing" if not weight else "same" if same else "reworded") == weighs
    assert alike(other, one) == (weight, same)


def test_words_of_the_whole_event_are_no_quotation() -> None:
    """What is left when the names that all stories tell are taken away must suffice."""
    said = "the orlin marshes are lost"

    assert alike(said, said)[1]
    assert alike(said, said, {"orlin"}) == (0.0, False)


def test_quotations_are_found_in_every_pair_of_marks() -> None:
    """Straight, curly, German and French marks and single ones; scare quotes are none."""
    text = (
        'She said "we wait for the boats here". He said “we have no boats at all”. Er sagte: „Wir haben keine Boote mehr“. '
        "Il dit « nous n’avons pas de bateaux ». They said ‘nobody told us about boats’. A “special operation”."
    )

    assert quotations(text) == (
        "we wait for the boats here",
        "we have no boats at all",
        "wir haben keine boote mehr",
        "nous n avons pas de bateaux",
        "nobody told us about boats",
    )


# ── the demo wire ────────────────────────────────────────────────────────────────────────────────────────────


def test_the_demo_wire_has_the_sources_it_was_written_with() -> None:
    """The exclusive and its two rewrites are one source, the newspaper's report and its echo another."""
    numbers = {
        "front-exclusive": [
            figure(40, "percent"),
            figure(1376, "kilometer ** 2"),
            figure(800, "kilometer ** 2"),
            about(59_000),
        ],
        "front-rewrite-nine": [
            figure(59_500, qualifier=Qualifier.NEARLY, slack=0.01),
            figure(531, "mile ** 2"),
            about(309, "mile ** 2"),
        ],
        "front-rewrite-open": [about(800, "kilometer ** 2"), about(1375, "kilometer ** 2")],
        "front-president": [about(50_000)],
        "front-half": [figure(47, "percent")],
        "front-half-nine": [figure(47, "percent")],
        "cholera-first": [figure(120), figure(6)],
        "cholera-wednesday": [figure(180), figure(9)],
        "quake-first": [figure(27), figure(140)],
    }
    items = sorted((item for item in load_wire().items if item.id in numbers), key=lambda item: item.at)
    profiles = [
        told(
            "\n\n".join(item.paragraphs),
            *numbers[item.id],
            title=item.title,
            outlet=item.outlet.name,
            hours=(item.at - NOON) / timedelta(hours=1),
        )
        for item in items
    ]
    found = dict(zip((item.id for item in items), fed(*profiles), strict=True))

    assert len({found[id].origin for id in ("front-exclusive", "front-rewrite-nine", "front-rewrite-open")}) == 1
    assert found["front-half"].origin == found["front-half-nine"].origin
    assert len({each.origin for each in found.values()}) == 6
    assert found["front-president"].event == found["front-exclusive"].event
    assert found["cholera-first"].event == found["cholera-wednesday"].event
    assert len({found[id].event for id in ("front-exclusive", "cholera-first", "quake-first")}) == 3
