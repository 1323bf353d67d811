"""Kinds: what is added to a count is told apart from a count of others, and a running total from a level."""

from datetime import date

import pytest

from workers.figures import read

KINDS = [
    # text, the kinds read
    ("Another 140 people were injured.", ["delta"]),
    ("The blast killed 27 people. Another 140 people were injured.", ["level", "level"]),
    ("The blast killed 27 people and injured another 140.", ["level", "level"]),
    ("Some 27 people died. Another 12 people have died in hospital.", ["level", "delta"]),
    ("A total of 31 drones were shot down.", ["total"]),
    ("The find brought the death toll to 27.", ["total"]),
    ("So far 300 people have died.", ["total"]),
    ("Nepal has recorded 27 crashes since 2000.", ["total"]),
    ("Some 300 people have died so far, and 12 are missing.", ["total", "level"]),
    ("The company has 40 ships.", ["level"]),
    ("Its share has risen 12 percent since January.", ["delta"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_what_sort_of_number_it_is(text, kinds):
    """One kind a figure, in text order."""
    assert [figure.kind for figure in read(text, published=date(2026, 3, 2))] == kinds
