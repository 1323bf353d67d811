"""Nothing, told in words: what is counted as zero, and what only sounds like it."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("None of the 40 crew members was hurt.", "None"),
        ("None of them was wounded.", "None"),
        ("Not one of the ships reached the strait.", "Not one"),
        ("There was not a single casualty.", "not a single"),
        ("The motion passed by 81 votes to none.", "none"),
        ("There was no loss of life.", "no"),
        ("No soldier was killed.", "No"),
        ("No drones had been lost, Moscow said.", "No"),
        ("No bank cards were compromised.", "No"),
        ("Nine militiamen were killed, and no civilians.", "no"),
        ("Nobody was hurt.", "Nobody"),
        ("None of the pumping stations was working.", "None"),
        ("She bore two children, of whom none survived.", "none"),
        ("The motion passed with 84 votes for and none against.", "none"),
        ("The motion passed by 61 votes to nil.", "nil"),
    ],
)
def test_none_is_zero(text: str, quote: str) -> None:
    """A count of nothing is a figure with the value 0."""
    assert [figure.quote for figure in read(text, published=date(2026, 3, 2)) if figure.value == 0] == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "None of this is confirmed.",
        "No details were released.",
        "No decisions have been taken.",
        "The pilot was killed, and no trace was found.",
        "She is second to none.",
        "He is bar none the best.",
        "Not one to wait, he left.",
        "There was not a single moment of doubt.",
        "There is no sign of life.",
        "Nobody expects a deal.",
        "None of the companies responded to questions.",
        "None of the evidence was kept.",
        "None of the claims could be checked.",
    ],
)
def test_an_idiom_counts_nothing(text: str) -> None:
    """Words of denial that count nothing are no figure."""
    assert read(text, published=date(2026, 3, 2)) == []
