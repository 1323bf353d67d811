"""Every wording of the qualifier tables bounds a number, and is part of its quote."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures.document import document
from workers.figures.lexicon import rows
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.quantities import quantities


def read(text: str) -> list[tuple[str, Quantity]]:
    """The quantities of one sentence with their quotes."""
    doc = document(text, published=date(2025, 3, 1))
    line = Line(doc, doc.sentences[0])
    return [(line.words(each.first, each.last), each) for each in quantities(line)]


@pytest.mark.parametrize("row", rows("qualifiers"), ids=lambda row: row[0])
def test_wordings_before_a_number(row: tuple[str, ...]) -> None:
    """ "They rose to <wording> 40 metres" has the table's qualifier and shade, and the words in its quote."""
    before = "well" if row[0] == "past" else "rose to"
    glue = "" if row[0] in {"<", ">", "~", "≈", "≤", "≥"} else " "
    ((quote, found),) = read(f"They {before} {row[0]}{glue}40 metres.")

    assert (found.qualifier, found.shade) == (row[1], row[2])
    assert quote == (f"{row[0]}{glue}40 metres" if row[3] == "yes" else "40 metres")


@pytest.mark.parametrize("row", rows("qualifiers_behind"), ids=lambda row: row[0])
def test_wordings_behind_a_number(row: tuple[str, ...]) -> None:
    """ "They rose to 40 metres <wording>" or "40-<wording> boxes"."""
    words = row[0].replace("- ", "-").replace(" -", "-").replace(" ,", ",")
    glued = words[0] in "-+,"
    text = f"They saw 40{words} boxes." if glued or words in {"odd", "plus"} else f"It holds 40 metres {words}."
    if words in {"odd", "plus"}:
        text = f"They saw 40 {words} boxes."
    ((_, found),) = read(text)

    assert found.qualifier == row[1]


@pytest.mark.parametrize(
    ("text", "quote", "qualifier"),
    [
        ("Moscow has deployed just under 60,000 men.", "just under 60,000", "less_than"),
        ("They hold over roughly 800 hectares.", "roughly 800 hectares", "about"),
        ("It took at least about 40 days.", "at least about 40 days", "at_least"),
        ("An estimated 50,000 marched.", "An estimated 50,000", "about"),
        ("Casualties exceeded 30,000.", "30,000", "more_than"),
        ("The toll topped 120.", "120", "more_than"),
        ("They met over two days.", "two days", "exact"),
        ("It spread over 16 kilometres.", "16 kilometres", "exact"),
        ("It lasted over two days.", "over two days", "more_than"),
        ("A hundred or so came.", "A hundred or so", "about"),
        ("About 10 to 15 people came.", "About 10 to 15", "range"),
        ("He turned around 40 ships.", "40", "exact"),
    ],
)
def test_wordings_in_their_place(text: str, quote: str, qualifier: str) -> None:
    """The outermost bound wins; prepositions of place and time bound nothing."""
    ((found, quantity),) = read(text)

    assert (found, quantity.qualifier) == (quote, qualifier)
