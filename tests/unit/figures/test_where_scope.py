"""Where a figure is told of: places behind their words of place, sites by name, common places without one."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read

PLACES = [  # text, where its last figure is told of ("-" for nowhere)
    ("Some 40 houses burned in Varda.", "Varda"),
    ("The storm dumped 14 inches of snow on Varda.", "Varda"),
    ("They wrote 40 pages on Varda.", "-"),
    ("Some 40 rifles went missing from the Orlan depot.", "Orlan depot"),
    ("Output at the Tesso plant grew by 40 percent.", "Tesso plant"),
    ("Profit at Tesso grew by 40 percent.", "-"),
    ("Seizures at Antwerp fell to 40 tonnes.", "Antwerp"),
    ("Analysts at Norrbank counted 40 ships.", "-"),
    ("Lines at Velan Auto Components' shop stood still for 40 days.", "-"),
    ("A team at Hokkaido University saw 40 vents.", "-"),
    ("They cut the growth forecast for Nigeria to 3 percent.", "Nigeria"),
    ("They left 40 tanks along a road east of Lysk.", "Lysk"),
    ("Some 40 fighters hold out in the hills above Daqra.", "Daqra"),
    ("Some 40 porpoises survive in the upper gulf.", "upper gulf"),
    ("Profit fell by 40 percent in the fourth quarter.", "-"),
    ("Rents rose 4 percent in Lisbon's suburbs.", "Lisbon"),
    ("Sales rose 4 percent in Lund's speech.", "-"),
    ("Nurses counted 40 patients at the Orlan clinic.", "Orlan clinic"),
    ("Traffic on the Red Line fell by 4 percent.", "Red Line"),
    ("Some 40 seals lay on the south beach.", "south beach"),
    ("Fares at the academy rose by 4 percent.", "academy"),
    ("They threw 40 stones at the mayor.", "-"),
    ("At the border post of Lysk, 40 trucks waited.", "Lysk"),
    ("The pipeline carries 40 million tonnes to Gorna.", "Gorna"),
    ("He gave 40 euros to Lund.", "-"),
    ("State media said 40 boats sank.", "-"),
    ("On the outskirts of Varda police found 40 guns.", "Varda"),
    ("Snow 40 cm deep fell on the Orlan pass.", "Orlan pass"),
    ("Bread costs 4 euros in the capital, Varda.", "Varda"),
    ("Bread costs 4 euros, Lund said.", "-"),
]


@pytest.mark.parametrize(("text", "expected"), PLACES, ids=lambda value: str(value)[:50])
def test_scope(text: str, expected: str) -> None:
    """The last figure's place."""
    assert (read(text, published=date(2026, 3, 2))[-1].scope or "-") == expected


def test_where_somebody_is_from_is_not_what_a_text_is_about() -> None:
    """A figure that names no place has the text's main place, not that of the team that saw it."""
    text = "Fire at Varda\n\nA team at Lund saw the fire in Varda. Some 40 houses burned."

    assert read(text, published=date(2026, 3, 2), title="Fire at Varda")[-1].scope == "Varda"
