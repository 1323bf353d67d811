"""Whose reporting a text says it is, and what names no one's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from monitor.model.article import Article
from workers.origins import named_sources
from workers.origins.sources import cited_names, display, refers_to, same_source

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def article(body: str, *, outlet: str = "Calder Mail", credit: str | None = None) -> Article:
    """An article with this body."""
    return Article(
        id="article-1",
        outlet=outlet,
        url="https://calder.example/1",
        title="Harbour",
        text=f"Harbour\n\n{body}",
        credit=credit,
        published_at=NOON,
        seen_at=NOON,
        cleaner_version="1",
    )


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("The pilots will strike, a union official told Reuters.", "reuters"),
        ("The pilots will strike, the Wall Street Journal reported.", "wall street journal"),
        ("The WSJ has reported that the pilots will strike.", "wall street journal"),
        ("The pilots will strike, according to the Northfield Courier.", "northfield courier"),
        ("The pilots will strike, reports the Northfield Courier.", "northfield courier"),
        ("An official told the Meridian Wire news agency that the pilots will strike.", "meridian wire"),
        ("The pilots, he admitted to the agency Meridian Wire, will strike.", "meridian wire"),
        ('“Pilots will strike,” writes "The Wall Street Journal."', "wall street journal"),
        ("HOLM QUAY, May 4 (Northern Wire) - The pilots will strike.", "northern wire"),
        ("HOLM QUAY (Reuters) – The pilots will strike.", "reuters"),
        ("(AP) — The pilots will strike.", "associated press"),
        ("The pilots will strike. Reuters could not independently verify the letter.", "reuters"),
        ("The union did not answer a request for comment from Bloomberg.", "bloomberg"),
        ("The pilots will strike, people familiar with it told The New York Times' newsletter.", "new york times"),
        ("The pilots will strike.\n\nThe Wall Street Journal", "wall street journal"),
        ("The pilots will strike.\n\nOriginal URL: https://www.reuters.com/world/pilots-1", "reuters"),
        (
            "The pilots will strike.\n\nOriginal URL: https://www.paper.com.au/business/the-wall-street-journal/pilots",
            "wall street journal",
        ),
        ("The pilots will strike.\n\nSource: Kyodo", "kyodo"),
    ],
)
def test_the_source_is_found(body: str, source: str) -> None:
    """Phrases, datelines and credit lines that say whose reporting it is."""
    assert named_sources(article(body))[:1] == (source,)


@pytest.mark.parametrize(
    "body",
    [
        "The pilots will strike, a union official said.",
        "The minister told Congress that the pilots will strike.",
        "The minister told President Halden that the pilots will strike.",
        "The Press Secretary reported no change.",
        "The Federal Aviation Agency Board told Senator Lind to wait.",
        "Pilots wait beside a hangar. Aurel Vance / Sputnik via AP",
        "Picture: Reuters/Aurel Vance",
        "She reported the theft to the police of Holm Quay.",
        "The Environmental Protection Agency reported a spill.",
    ],
)
def test_nobody_is_named(body: str) -> None:
    """People who were told, offices that reported, and photo credits are no source of the text."""
    assert named_sources(article(body)) == ()


def test_the_credit_comes_first() -> None:
    """Where the page credits one outlet and the text mentions another, the credit is whose reporting it is."""
    body = "The pilots will strike, as an official had told Reuters in March."

    assert named_sources(article(body, credit="The Wall Street Journal")) == ("wall street journal", "reuters")


def test_an_outlet_may_name_itself() -> None:
    """ "told the Beacon" is a source in the Beacon, though the name has no outlet word in it."""
    body = "Three officers told the Beacon that the pilots will strike."

    assert named_sources(article(body, outlet="The Beacon")) == ("beacon",)
    assert named_sources(article(body)) == ()


@pytest.mark.parametrize(
    ("body", "outlet", "named"),
    [
        ("Pilots will strike, a shopkeeper told the Meridian agency.", "meridian", True),
        ("Pilots will strike, according to the agency ANB.", "anb", True),
        ("Pilots will strike, the French daily Le Carrefour reports.", "le carrefour", True),
        ("The scene is told in the columns of De Leievogel.", "de leievogel", True),
        ("The Sheffield Examiner, which obtained the paper, reported a strike.", "sheffield examiner", True),
        ("Pilots will strike, according to a memo seen by the Examiner.", "sheffield examiner", True),
        ("Pilots will strike, Meridian reported on Monday.", "meridian", True),
        ("Pilots will strike, according to the agency ANB. The airport waits.", "anb", True),
        ("“Nobody flies,” she said in remarks to The Meridian.", "meridian", True),
        ("That is the line he gave to Meridian’s reporter at the gate.", "meridian", True),
        ("It was the Meridian's investigation that grounded them.", "meridian", True),
        ("The pilots gave to Meridiana what they owed.", "meridian", False),
        ("Meridian’s reportedly empty halls stay shut.", "meridian", False),
        ("Pilots will strike, a shopkeeper told Marta Meridian.", "meridian", False),
        ("The shop stands beside the Meridian hotel.", "meridian", False),
        ("Pilots will strike, the governor told Petrenyo's deputy.", "meridian", False),
        ("Pilots will strike, according to a memo seen by the Courier.", "sheffield examiner", False),
        ("Pilots on the ground. Photo: told by Meridian", "meridian", False),
    ],
)
def test_an_outlet_unknown_by_its_name_is_cited(body: str, outlet: str, named: bool) -> None:
    """Where outlets are spoken of, whoever is an outlet of another story is named."""
    assert any(refers_to(name, outlet) for name in cited_names(article(body))) is named


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("reuters", "reuters", True),
        ("harbour gazette", "harbourgazette", True),
        ("calder bay post", "cbp", True),
        ("harbour gazette", "hill gazette", False),
        ("reuters", "associated press", False),
    ],
)
def test_same_source(one: str, other: str, same: bool) -> None:
    """One outlet under its name, its host or its initials."""
    assert same_source(one, other) is same
    assert same_source(other, one) is same


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("reuters", "Reuters"),
        ("bbc", "BBC"),
        ("agence france-presse", "Agence France-Presse"),
        ("press trust of india", "Press Trust of India"),
    ],
)
def test_display(name: str, shown: str) -> None:
    """Names are shown as people write them."""
    assert display(name) == shown


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        "told Aa " * 12_000,
        "Aa " * 30_000,
        "Aa Times " * 10_000,
        "(A" * 40_000,
        "the agency " * 9_000,
        "Xx could not " * 8_000,
        "Aa, which " * 9_000,
    ],
)
def test_no_text_holds_up_the_reader(body: str) -> None:
    """A hundred thousand characters of half a phrase are read at once."""
    assert isinstance(named_sources(article(body)), tuple)
    assert isinstance(cited_names(article(body)), tuple)
