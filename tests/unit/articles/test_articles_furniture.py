"""Which lines of a page are not its article: each rule with what it must drop and the prose that looks like it."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.articles.furniture import drop_furniture, has_sentence_shape, judged, reason_to_drop

#: reason → lines that are furniture for that reason.
DROPPED = {
    "correction note": [
        "(Corrects toll in first paragraph; the agency said 40, not 400)",
        "(Adds comment from ministry, paragraphs 3-5)",
        "(Refiles to fix spelling of Orlin.)",
        "Correction: An earlier version gave the number of cases as 180.",
        "Clarification (March 4): the 12 million covers two years.",
        "Editor's note: The count of 300 includes suspected cases.",
        "Corrects number of injured in paragraph 2 to 140.",
        "An earlier version of this article said that 400 people had died.",
        "This article was amended on 4 March to correct the length of the bridge.",
    ],
    "counter": [
        "2 hours ago 5",
        "35 minutes ago",
        "Updated 3 hours ago",
        "an hour ago",
        "14 comments",
        "1.2k shares",
        "Comments (14)",
        "12 Comments | 40 Shares",
        "4 min read",
        "3 / 12",
        "2 days ago 1,204",
    ],
    "date line": [
        "Published 24 November 2024, 12:30 EST",
        "Mon, Mar 2, 2026 at 9:14 AM",
        "Last updated on 3rd March 2026 at 11.20am",
        "2026-03-02",
    ],
    "label": [
        "Advertisement",
        "Share this article",
        "Most read",
        "Related stories",
        "Leave a Reply",
        "Follow us on Telegram.",
        "Post a comment below",
        "Log in to take part",
        "Your email address will not be published.",
        "Tags: Varda, Orlin, railway",
        "Read the full story",
        "Story continues below",
        "Reuters",
    ],
    "pointer to another article": [
        "Read more: Drone strike on fuel depot kills at least 11 people",
        "READ ALSO Dam bursts above Sarat, 300 flee",
        "See also Minister resigns over 40 million contract",
        "Related: How 12 villages were lost?",
        "> Watch: The moment the bridge fell!",
        "Explainer - What 71,000 troops can do",
        "ANALYSIS-Why the 8 percent matter.",
        "Read more about the 400 missing here.",
        "Click here for our live coverage.",
        "Don't miss: “Forty days in Orlin”",
    ],
    "copyright": [
        "© 2026 Harbour Gazette.",
        "Copyright 2026 Meridian Wire. Reprints need consent.",
        "(c) 2026 Delta Tribune.",
    ],
    "promotion": [
        "Sign up for our morning letter.",
        "Sign up for The Tide, our newsletter, and get 5 stories a day.",
        "Subscribe to our morning letter and get 12 stories for $1 a week.",
        "Subscribe to get the latest posts sent to your email.",
        "Get the Capital Dispatch briefing in your inbox at 7 a.m. Join 210,000 readers.",
        "Read on for only $1 a week. Cancel at any time.",
        "Join our 84,000 subscribers and our 312 partners.",
        "Already a subscriber? Sign in.",
        "Become a member for $5 a month.",
        "Download our app for 24-hour coverage.",
        "Follow Channel Nine on Telegram.",
        "Do you have a tip for our reporters? Write to us.",
        "This site uses cookies from 842 partners.",
        "By continuing, you agree to our terms.",
        "Support independent journalism from as little as $2.",
        "It costs $1 a week to continue reading.",
    ],
    "caption": [
        "FILE PHOTO: Soldiers of the 12th Brigade rest beside a road near Orlin.",
        "[1/5]A rescuer stands on the roof of a market hall in Sarat, March 3, 2026.",
        "Photo: Aurel Vance / Meridian Wire",
        "Nurses wait at a field hospital in Port Selim. Photo: Aurel Vance / Meridian Wire",
        "Unverified image of a bridge near Orlin. Two of its 12 arches were blown up in the spring.",
        "Satellite image of the 300-metre breach above Sarat.",
        "This handout picture shows 40 tents on a football ground.",
        "A woman carries water past 12 burnt lorries in this undated picture.",
        "Mira Halden (L) with envoy Tomas Reel at a table of 20.",
        "A map of the Ness and the 14 dams above it, drawn for the survey by... Institute for Rivers",
        "Families queue for bread in Orlin. Aurel Vance/Delta Pictures via AP",
        "Rescuers at a market hall in Sarat, where 58 lay buried. (AFP)",
        "People queue for bread at one of 14 bakeries in Orlin, March 3, 2026. REUTERS/Aurel Vance",
        "A grain ship in the harbour (Photo by Aurel Vance)",
    ],
    "byline": [
        "By Ada Brandt",
        "By Ada Brandt and Tomas Reel in Kelmet",
        "By our staff",
        "Reporting by Ada Brandt; editing by Tomas Reel",
        "Ada Brandt is the paper's defence correspondent. She has covered 3 wars.",
        "Tomas Reel covers grain and railways for the Ledger and has won 2 prizes.",
        "Contact the author at desk@gazette.example or on 555 0100.",
    ],
    "no sentence": [
        "Varda",
        "Lottery: 34 million jackpot goes to pensioner in Delta City",
        "Drone strike on fuel depot kills at least 11 people",
        "Home | World | Money | Sport",
        "Confirmed cases 180 172 120",
        "“We lost 40 houses in one night”",
        "Army has lost 40 percent of Varda, officer says – Reuters",
        "Could 300 Engineers Hold Back The Ness Until Sunday?",
        "Ness Above 4 Metres: Orlin Prepares For The Worst Flood!",
    ],
}


@pytest.mark.parametrize(("reason", "line"), [(reason, line) for reason, lines in DROPPED.items() for line in lines])
def test_furniture_is_dropped_for_its_reason(reason: str, line: str) -> None:
    """Each rule drops its own."""
    assert reason == reason_to_drop(line)


#: Prose that bears a mark of furniture, by the rule that might take it.
KEPT = [
    # corrections
    "Corrected for inflation, wages fell by 4 percent last year.",
    "Correction officers counted 40 prisoners too few.",
    "Clarification of the treaty took 3 years, the envoy wrote.",
    # counters
    "Three years ago it was 40.",
    "12 years ago it was 400.",
    "400 followers of the sect were arrested.",
    "14 readers wrote in.",
    # labels and pointers
    "Live-fire drills near Orlin killed 3 conscripts.",
    "Related-party deals rose by 40 percent.",
    "Watch towers were built on 12 of the hills.",
    "Analysis of 300 samples is still under way.",
    "Opinion polls give her 41 percent.",
    "Share prices fell by 8 percent.",
    "Reuters was the first to report 40 deaths.",
    "See also the annex, in which 12 villages are named.",
    "Home prices rose by 7 percent.",
    "Search teams found 12 bodies.",
    # promotions
    "In its evening briefing, the general staff put the number of clashes at 120.",
    "The daily briefing gave a toll of 40.",
    "Northmark, already a member of the alliance, has 28,000 soldiers.",
    "Norland hopes to become a member of the union within 5 years.",
    "More than 40,000 people subscribe to the service.",
    "The two banks agreed on terms and conditions for loans of $40 million.",
    "The network changed its privacy policy, which covers 2 billion users.",
    "Some 3 million drivers have to download the app, the ministry said.",
    "He was told to sign up for the army with 40 others.",
    "Customers get the app and 3 months of insurance.",
    # copyright
    "Copyright claims against the firm rose to 40 last year.",
    # captions
    "Satellite images taken on Monday show 40 vehicles at the base.",
    "Images from the scene showed that 12 houses had burnt down.",
    "A picture of the flood was shared 4 million times.",
    "The photograph, taken in 1954, sold for $40,000.",
    "A map shows where 3,000 soldiers dug in, the survey said.",
    "Graphic novels made up 12 percent of sales.",
    "Still, 40 families refused to leave.",
    "Pictured in 1954, the bridge had 12 arches and carried 300 carts a day.",
    # bylines
    "By Monday 40 houses had burnt down.",
    "Norland is the world's largest producer of rye, with 40 percent of the harvest.",
    "Contact was lost on Monday with a ship of 12 sailors on board.",
    "Follow-up checks at 40 schools found nothing.",
    "Ada Brandt is a reporter who was among the 12 people killed.",
    # shape
    "Six people have died.",
    "Confirmed cases: 180.",
    "“We counted 40,” she said.",
    "She said: “We counted 40.”",
    "How many will come? Nobody knows.",
    "- 14 bridges in the valley;",
    "1. The toll has reached 58.",
    "The ministry counts only those whose infection a laboratory has confirmed [3]",
    "The toll has reached 58, the ministry said. (AFP)",
    "The toll has reached 58, the ministry said. – Reuters",
    "The toll has reached 58, the agency said on Monday /TASS/",
    "The ministry has 12 ships at sea…",
    "The Federation Of Northern Harbour Towns Counted 40 Members In March.",
    "The ministry, whose count had been questioned by doctors in all four clinics of the lower town, now puts the number of people who have died since Monday at nine",
]


@pytest.mark.parametrize("line", KEPT)
def test_prose_with_a_mark_of_furniture_is_kept(line: str) -> None:
    """A true sentence lost with its figure is the worse fault."""
    assert reason_to_drop(line) is None


def test_second_telling_is_a_repeat() -> None:
    """A standfirst that its first paragraph repeats stays once; so does a title."""
    kept, dropped = drop_furniture(
        ["Dam bursts above Sarat!", "Some 300 people fled.", "Nobody was hurt.", "Some 300 people  fled."],
        title="Dam bursts above Sarat",
    )

    assert kept == ["Some 300 people fled.", "Nobody was hurt."]
    assert [reason for _, reason in dropped] == ["repeat", "repeat"]


def test_line_said_twice_in_a_row_above_a_credit_is_a_caption() -> None:
    """Alt text, caption, credit: none of them is the article."""
    kept, dropped = drop_furniture(
        [
            "The 12 arches of the old bridge at Orlin.",
            "The 12 arches of the old bridge at Orlin.",
            "Delta Pictures",
            "It fell.",
        ],
        title="Bridge falls",
    )

    assert kept == ["It fell."]
    assert [reason for _, reason in dropped] == ["caption", "caption", "no sentence"]


def test_standfirst_said_twice_in_a_row_stays_once() -> None:
    """Without a credit below it, it is the article's own."""
    kept, _ = drop_furniture(["The bridge fell at noon.", "The bridge fell at noon.", "Nobody was on it."], title="")

    assert kept == ["The bridge fell at noon.", "Nobody was on it."]


@given(st.lists(st.text(max_size=60), max_size=12), st.text(max_size=20))
def test_every_paragraph_is_kept_or_dropped_once(paragraphs: list[str], title: str) -> None:
    """In order, unchanged, and never with two verdicts."""
    kept, dropped = drop_furniture(paragraphs, title=title)
    told = [text for text, _ in judged(paragraphs, title=title)]

    assert [each for each in paragraphs if each.strip()] == told
    assert sorted(told) == sorted([*kept, *(text for text, _ in dropped)])


@given(st.lists(st.sampled_from(KEPT + DROPPED["promotion"] + DROPPED["no sentence"]), max_size=12))
def test_what_was_kept_once_is_kept_again(paragraphs: list[str]) -> None:
    """Cleaning what is clean changes nothing."""
    kept, _ = drop_furniture(paragraphs, title="")

    assert (kept, []) == drop_furniture(kept, title="")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Six people have died.", True),
        ("Six people have died", False),
        ("“Will they come?” she asked.", True),
        ("Six People Have Died In Port Selim?", False),
        ("Is it over?", True),
        ("", False),
    ],
)
def test_sentence_shape(line: str, expected: bool) -> None:
    """A full stop or its like; Title Case needs the full stop."""
    assert expected is has_sentence_shape(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Ada and " * 400 + "!",
        "By Ada, " * 400 + "!",
        "Ab " * 400 + "... A" + "/" * 4_000 + "x",
        "." * 20_000 + "x",
        "." + " " * 200_000 + "x",
        '!"' * 20_000 + "x",
        "Photo: " + "A" * 50_000,
        "a" * 500_000,
        "1 comment " * 2_000,
        "image " * 89,
        "[" * 50_000,
        "2 hours ago " * 500,
    ],
)
def test_no_line_takes_long(line: str) -> None:
    """Other people's text decides nothing about our time."""
    began = perf_counter()
    drop_furniture([line], title="")

    assert perf_counter() - began < 1
