"""What is left out says why."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import left_out, quantities


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("The law of 2019 stands.", "2019", "year"),
        ("It began on 17 April 2015.", "17 April 2015", "date"),
        ("It began on May 5, 1961.", "5, 1961", "date"),
        ("Doors open at 10:30 p.m. today.", "10:30 p.m.", "clock time"),
        ("They won 3-1.", "3-1", "score"),
        ("He came 22nd.", "22nd", "ordinal"),
        ("An F-16s wing passed.", "16s", "glued to a name"),
        ("He cited Article 5.", "5", "label"),
        ("Call 555-0142 now.", "555-0142", "phone number"),
        ("It happened two years ago.", "two years ago", "counter"),
        ("In the past 24 hours it rained.", "24 hours", "window of time"),
        ("He lives at 10 Downing Street.", "10 Downing Street", "address"),
        ("Anna Smith, 45, left.", "45", "age in apposition"),
        ("The Group of Seven met.", "Seven", "group of"),
        ("It is a two-state plan.", "two-state", "idiom"),
        ("The two leaders met.", "two", "the two"),
        ("No one of them came, one said.", "one", "pronoun one"),
        ("The multi-million deal fell.", "million", "multi"),
        ("Use version 3.11.2 only.", "3.11.2", "serial number"),
        ("A 5G mast fell.", "5G", "letter glued behind"),
    ],
)
def test_left_out_with_a_reason(text: str, words: str, rule: str) -> None:
    """Each kind of number that is no figure is left out under its rule's name."""
    doc = document(text, published=date(2025, 3, 1))
    line = Line(doc, doc.sentences[0])

    assert quantities(line) == []
    assert (words, rule) in [(line.words(each.first, each.last), each.rule) for each in left_out(line)]
