"""What an alert says, whom it goes to, and which figures a watch is about."""

import pytest

from monitor.model.alert import Alert, AlertState, Match, Watch
from monitor.model.figure import Mood
from tests.factories import NOW, make_article, make_series
from tests.telling import tell
from workers.alerts import matches, message, notifications, route
from workers.alerts.render import number, told
from workers.series import detect

SERIES = make_series(label="Russian troops in Kursk")


def say(before, after, **options):
    """The message for `after`, measured against `before`."""
    seen = [each for each in (before, after) if each]
    change = detect(SERIES, seen)[-1]
    alert = Alert(
        id="alert-1",
        watch="W",
        change=change.id,
        series=SERIES.id,
        observation=after.id,
        state=AlertState.SENT,
        because=f"{change.kind.value}: {change.because}",
        group="group-1",
        decided_at=NOW,
    )
    return message(
        alert,
        change,
        after,
        SERIES,
        Watch(name="W"),
        before=before,
        observations=options.get("observations", seen),
        article=make_article(),
        articles=3,
        origins=2,
        now=NOW,
    )


HEADLINES = [
    (None, "approximately 59,000 troops", "Russian troops in Kursk: ~59,000"),
    ("approximately 59,000 troops", "some 45,000 troops", "Russian troops in Kursk: ~59,000 → ~45,000 (−24 %)"),
    ("at least 27 died", "at least 31 died", "Russian troops in Kursk: ≥27 → ≥31 (+15 %)"),
    (
        "more than 40 percent of it",
        "nearly half of it",
        "Russian troops in Kursk: >40 % → just under 50 % (+5.5 points)",
    ),
    (None, "200-300 meters per day", "Russian troops in Kursk: 200–300 m / day"),
    (None, "$1.5 billion in aid", "Russian troops in Kursk: $1.5 billion"),
    (None, "up to 531 square miles", "Russian troops in Kursk: ≤531 sq mi"),
]


@pytest.mark.parametrize("before, after, headline", HEADLINES)
def test_headline(before, after, headline):
    """What it is, what it was, how far it moved: signs for the qualifiers, the figure's own unit."""
    assert say(tell(before) if before else None, tell(after, 3)).headline == headline


def test_the_sentence_with_the_figure_marked():
    """No figure without its words."""
    text = "Commanders said on Monday that approximately 59,000 troops had arrived."
    said = say(None, tell(text))
    quote = said.quote
    assert quote.sentence == text
    assert quote.sentence[quote.start : quote.end] == "approximately 59,000"
    assert said.articles == 3 and said.origins == 2 and said.why


def test_before_and_who_contradicts():
    """The value before with its day and source; other claimants' standing values."""
    before, after = tell("59,000 troops", 1), tell("71,000 troops", 6)
    other = tell("around 50,000 troops", 3, claimant="president halden", attribution=("President Halden",))
    old = tell("some 30,000 troops", -20, claimant="president vance")
    said = say(before, after, observations=[old, before, other, after])
    assert said.before == "59,000 on 2 Mar 2026 (general staff)"
    assert said.conflicting == ("President Halden: ~50,000 (4 Mar 2026)",)


def test_a_first_figure_tells_what_its_sentence_says_it_was():
    """Nothing was held, but the sentence has the value before."""
    said = say(None, tell("The price of wheat fell from $310 to $295 a tonne this week."))
    assert said.before == "$310 / metric ton, as the same sentence has it"


NUMBERS = [
    (59000, "59,000"),
    (7.1, "7.1"),
    (1_500_000, "1.5 million"),
    (2.5e9, "2.5 billion"),
    (0, "0"),
    (0.75, "0.75"),
]


@pytest.mark.parametrize("value, words", NUMBERS)
def test_numbers_as_a_newspaper_prints_them(value, words):
    """Thousands grouped, millions in words, no dust."""
    assert number(value) == words


def test_shares_are_told_in_percent():
    """Half is 50 %."""
    assert told(tell("half of the territory").figure) == "50 %"


def test_what_is_no_fact_is_told_as_such():
    """A plan, a forecast and a denial are never read as what is so."""
    assert told(tell("inflation of 6 percent", mood=Mood.FORECAST).figure) == "6 % expected"
    assert told(tell("2,300 jobs", mood=Mood.PLANNED).figure) == "2,300 planned"
    assert told(tell("40 dead", mood=Mood.DENIED).figure) == "40 denied"


MATCHES = [
    (Match(any=("Ness", "Thames")), True),
    (Match(any=("ness",)), True),
    (Match(any=("Nes",)), False),
    (Match(all=("Ness", "Orlin")), True),
    (Match(all=("Ness", "London")), False),
    (Match(none=("Orlin",)), False),
    (Match(any=("/or(lin|len)/",)), True),
    (Match(any=("harbour  office",)), True),
    (Match(measure="water level"), True),
    (Match(measure="troops"), False),
    (Match(scope="Orlin"), True),
    (Match(claimant="harbour"), True),
    (Match(outlet="Gazette"), True),
    (Match(unit="meter"), True),
    (Match(unit="USD"), False),
    (Match(), True),
]


@pytest.mark.parametrize("match, about", MATCHES)
def test_which_figures_a_watch_is_about(match, about):
    """Words at word boundaries in any case; /regex/; selectors word by word."""
    from tests.factories import make_observation

    text = "Ness rises in Orlin\n\nThe river stood at 4.2 metres, the harbour office said."
    article = make_article(title="Ness rises in Orlin", text=text)
    assert matches(Watch(name="W", match=match), article, make_observation(), make_series()) is about


def test_routes_and_ids():
    """The watch's receivers, or all; the same alert and receiver is the same notification."""
    alert = Alert(
        id="alert-1", watch="W", change="c", series="s", observation="o", state=AlertState.SENT, because="b", group="g",
        decided_at=NOW,
    )  # fmt: skip
    assert route(alert, Watch(name="W"), ("a", "b")) == ("a", "b")
    assert route(alert, Watch(name="W", to=("b", "gone")), ("a", "b")) == ("b",)
    said = say(None, tell("59,000 troops"))
    twice = [each.id for _ in range(2) for each in notifications(alert, said, ("a", "b"))]
    assert len(twice) == 4 and len(set(twice)) == 2
