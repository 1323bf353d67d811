"""Which way figures move: level, value before and step apart from each other."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model.figure import Kind
from workers.figures import trend
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import quantities

MOVES = [
    # text, the figure's value, trend, previous, delta, kind, how many absorbed
    ("The toll rose by nine, to 27.", 27, "up", None, 9, None, 1),
    ("The toll rose by nine to 27.", 27, "up", None, 9, None, 1),
    ("The toll rose to 27.", 27, "up", None, None, None, 0),
    ("Profit fell from $36,040 to $34,935.", 34935, "down", 36040, None, None, 1),
    ("Profit fell to $34,935 from $36,040.", 34935, "down", 36040, None, None, 1),
    ("The rate rose 3 percentage points to 7.5 percent.", 7.5, "up", None, 3, None, 1),
    ("Unemployment doubled to 19 percent.", 19, "up", None, None, None, 1),
    ("Sales were up 4 percent from a year earlier.", 4, "up", None, None, Kind.DELTA, 0),
    ("Staff increased by 200.", 200, "up", None, None, Kind.DELTA, 0),
    ("Staff fell by 200.", 200, "down", None, None, Kind.DELTA, 0),
    ("Shares rose 2 percent to $84.", 84, "up", None, None, None, 0),
    ("Shares rose 2 percent to $84.", 2, "up", None, None, Kind.DELTA, 0),
    ("Some 45,000 troops, down from 59,000, hold the town.", 45000, "down", 59000, None, None, 1),
    ("They have 309 boats, up from 250.", 309, "up", 250, None, None, 1),
    ("The toll climbed to 41.", 41, "up", None, None, None, 0),
    ("The toll has risen to 41.", 41, "up", None, None, None, 0),
    ("Imports dropped to 200 tonnes.", 200, "down", None, None, None, 0),
    ("Imports dropped 5 percent.", 5, "down", None, None, Kind.DELTA, 0),
    ("Imports slid by 5 percent.", 5, "down", None, None, Kind.DELTA, 0),
    ("The fine was cut from $500 to $300.", 300, "down", 500, None, None, 1),
    ("The force grew from 3,000 to 5,000 men.", 5000, "up", 3000, None, None, 1),
    ("The estimate was revised to 4,000.", 4000, "to", None, None, None, 0),
    ("The estimate was revised from 3,000 to 4,000.", 4000, "up", 3000, None, None, 1),
    ("The estimate was revised from 5,000 to 4,000.", 4000, "down", 5000, None, None, 1),
    ("Revenue jumped 12 percent to $9 million.", 12, "up", None, None, Kind.DELTA, 0),
    ("Output shrank 3 percent.", 3, "down", None, None, Kind.DELTA, 0),
    ("The index lost ground, sliding 3 percent.", 3, "down", None, None, Kind.DELTA, 0),
    ("Cases surged to 900 from 400.", 900, "up", 400, None, None, 1),
    ("The bank raised its rate to 5 percent.", 5, "up", None, None, None, 0),
    ("The bank raised its rate from 4 percent to 5 percent.", 5, "up", 4, None, None, 1),
    ("Prices plunged to $40 a barrel.", 40, "down", None, None, None, 0),
    ("Brent settled $1.34 lower.", 1.34, "down", None, None, Kind.DELTA, 0),
    ("The levee is five feet higher.", 5, "up", None, None, Kind.DELTA, 0),
    ("Sales fell 39% in Peru, 45% in Chile and by almost half in Cuba.", 45, "down", None, None, Kind.DELTA, 0),
    ("Sales fell 39% in Peru, 45% in Chile and by almost half in Cuba.", 0.5, "down", None, None, Kind.DELTA, 0),
    ("The glacier has lost 60% of its volume.", 60, "down", None, None, Kind.DELTA, 0),
]
STILL = [
    "The army lost 40 percent of the territory.",
    "The bridge is 300 metres long.",
    "About 40 people died.",
    "They set up 40 tents.",
    "The firm raised $5 million.",
    "Between 10,000 and 12,000 soldiers arrived.",
    "Police arrested 30 people.",
    "The talks broke down after 40 days.",
    "The town has 40 wells.",
    "The pay rise cost 40 jobs.",
    "The wall is five feet high.",
    "The bridge lies two miles lower down.",
    "Women hold 39% in Peru, 45% in Chile and almost half in Cuba.",
]


@pytest.mark.parametrize(("text", "value", "way", "previous", "delta", "kind", "parts"), MOVES)
def test_move(
    text: str, value: float, way: str, previous: float | None, delta: float | None, kind: Kind | None, parts: int
) -> None:
    """The figure of a move, with its trend, value before, step, kind, and how many others only explain it."""
    doc = document(text, published=date(2025, 3, 14))
    line = Line(doc, doc.sentences[0])
    found = quantities(line)
    (place,) = [k for k, each in enumerate(found) if each.value == value]
    move = trend.moves(line, found)[place]

    assert (move.trend, move.previous, move.delta, move.kind) == (way, previous, delta, kind)
    explaining = {move.before, move.step, move.multiple} - {None}
    assert len(explaining) == parts
    assert place not in explaining


@pytest.mark.parametrize("text", STILL)
def test_no_move(text: str) -> None:
    """Sentences without movement move nothing."""
    doc = document(text, published=date(2025, 3, 14))
    line = Line(doc, doc.sentences[0])
    assert trend.moves(line, quantities(line)) == {}
