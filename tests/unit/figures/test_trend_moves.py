"""Which way figures move: level, value before and step apart from each other."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.model.figure import Kind
from workers.figures import read, trend
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
#: What is set against what it was, and steps told behind a level or without a verb of their own.
AGAINST = [
    # text, the figure's value, trend, previous, delta
    ("The clinic treated 90 patients, compared with 60 the week before.", 90, "up", 60, None),
    (
        "The town counted 90 births in the three months to June, the registrar said on Monday, against 120 a year earlier.",
        90,
        "down",
        120,
        None,
    ),
    ("The school has 90 pupils, versus 60 in 2019.", 90, "up", 60, None),
    ("The shop sold 90 bikes, up from none in May.", 90, "up", 0, None),
    ("The 300-strong garrison will be reduced to 120.", 120, "down", 300, None),
    ("The duty, currently 4 percent, would rise to 7 percent.", 7, "up", 4, None),
    ("The duty, now 4 percent, will be cut to 2 percent.", 2, "down", 4, None),
    ("The Greens hold 31 of the 90 seats, four more than before.", 31, "up", None, 4),
    ("Turnout was 61 percent, two points higher than in 2019.", 61, "up", None, 2),
    ("The lift has 90 seats, 12 fewer than the old one.", 90, "down", None, 12),
    ("Copper closed 40 dollars higher at 9,000 dollars.", 9000, "up", None, 40),
    ("Silver, off 3 percent at 28 dollars, led the losses.", 28, "down", None, None),
    ("Silver, off 3 percent at 28 dollars, led the losses.", 3, "down", None, None),
    ("Oil rose 90 cents, or 1.4 percent, to 71 dollars.", 1.4, "up", None, None),
    ("The mill will make 900 fewer tyres.", 900, "down", None, None),
    ("They took in 40 more refugees than last year.", 40, "up", None, None),
    ("The patient lost 12 kilograms.", 12, "down", None, None),
    ("The lake has gained 12 million litres since May.", 12000000, "up", None, None),
    ("The town has lost a third of its shops.", 1 / 3, "down", None, None),
    ("Visitors passed the 90,000 mark.", 90000, "up", None, None),
    ("The fund has topped 90 million crowns.", 90000000, "up", None, None),
    ("Staff shrank from 900 to a core of 40.", 40, "down", 900, None),
    ("The index fell to a low of 900.", 900, "down", None, None),
    ("Costs rose from an average of 40 crowns to 90 crowns.", 90, "up", 40, None),
    ("The fleet, previously put at 90 ships, is in fact 60 ships.", 60, "down", 90, None),
    ("The town had 14 mills in 2019; it now has three.", 3, "down", 14, None),
    ("The village, home to 900 people before the war, now has 60.", 60, "down", 900, None),
    ("The bay once held 900 seals and today has 60.", 60, "down", 900, None),
    ("The toll was 40, lower than the 60 reported earlier.", 40, "down", 60, None),
    ("The bank sees growth of 2 percent, rather than the 3 percent it forecast in May.", 2, "down", 3, None),
    ("Prices rose 4 percent, compared with 7 percent last year.", 4, "up", 7, None),
    ("The bridge is 40 metres longer than the old one.", 40, "up", None, None),
    ("Arrivals reached 900, an increase of 40 on the week.", 900, "up", None, 40),
    ("Exports came to 900 tonnes, 4 percent less than a year ago.", 900, "down", None, None),
    ("Output fell by 40 tonnes to 900 tonnes.", 900, "down", None, 40),
    ("The rate was raised by half a point to 4 percent.", 4, "up", None, 0.5),
    ("Beds fell from 900 to 640 under the reform.", 640, "down", 900, None),
    ("The herd has shrunk to 640 head, from 900 in 2015.", 640, "down", 900, None),
    ("The strike left 640 flights grounded, 90 more than on Monday.", 640, "up", None, 90),
    ("Some 640 flats stand empty, 90 fewer than a year ago.", 640, "down", None, 90),
    ("Wheat gained 3.5 percent to 240 crowns a tonne.", 240, "up", None, None),
    ("Wheat gained 3.5 percent to 240 crowns a tonne.", 3.5, "up", None, None),
    ("The crown slipped 0.4 percent to 9.40 per euro.", 9.40, "down", None, None),
    ("Unemployment edged up to 6.4 percent from 6.1 percent in May.", 6.4, "up", 6.1, None),
    ("Inflation ran at 6.4 percent, against 5.9 percent in May.", 6.4, "up", 5.9, None),
    ("Output came to 640 tonnes, after 900 tonnes the year before.", 640, "down", 900, None),
    ("Output came to 640 tonnes, a fall of 12 percent.", 640, "down", None, None),
    ("Output came to 640 tonnes, a fall of 90 tonnes on the year.", 640, "down", None, 90),
    ("The reserve is down to 640 tonnes.", 640, "down", None, None),
    ("The reserve is up 12 percent at 640 tonnes.", 640, "up", None, None),
    ("The reserve, at 640 tonnes, is 12 percent smaller than in May.", 12, "down", None, None),
    ("Deaths rose to 64 overnight, up from 51 on Sunday.", 64, "up", 51, None),
    ("The death toll, earlier put at 51, now stands at 64.", 64, "up", 51, None),
    ("It sold 640 cars compared to 900 in the same quarter last year.", 640, "down", 900, None),
    ("The league has 18 clubs, two more than last season.", 18, "up", None, 2),
    ("The fee goes up from 600 to 640 crowns.", 640, "up", 600, None),
    ("The council raised the fee from 600 crowns to 640 crowns a year.", 640, "up", 600, None),
    # what is cut itself, or pointed back to
    ("An initial count of 72 injured was cut to 58.", 58, "down", 72, None),
    ("The 12-year term was later extended to 14 years.", 14, "up", 12, None),
    ("A sentence of 12 years was reduced to nine.", 9, "down", 12, None),
    ("The court gave her 40,000 crowns, a sum the judge raised to 60,000 crowns.", 60000, "up", 40000, None),
    ("The fee was 6 percent; the club has since reduced that to 4 percent.", 4, "down", 6, None),
    ("The rate could climb to 4 percent, analysts at Brandl said, from 3 percent.", 4, "up", 3, None),
    ("The toll fell, officials said, from 40 to 30.", 30, "down", 40, None),
    ("The firm lifted its target for 2027 to 900 stores from 750.", 900, "up", 750, None),
    ("They cut the deficit to 6.2 percent from an expected 8.4 percent.", 6.2, "down", 8.4, None),
    # what a level is set against
    ("The lake holds 101 cubic kilometres rather than 94.", 101, "up", 94, None),
    ("Police seized 4.3 tonnes, correcting a statement in which they had spoken of 5 tonnes.", 4.3, "down", 5, None),
    ("Some 300 jobs will go, fewer than the 500 announced in May.", 300, "down", 500, None),
    ("They shot down 61 of the 74 drones, up from 43 the night before.", 61, "up", 43, None),
    ("Its loss was £38 million, more than twice the £17 million of last year.", 38e6, "up", 17e6, None),
    ("Profit was £4.1m (2024: £3.2m).", 4.1e6, "up", 3.2e6, None),
    ("Prices rose 3.1% in May after 2.9% in April.", 3.1, "up", 2.9, None),
    ("Inflation, at 3.1 percent, was little changed from 3 percent.", 3.1, None, 3, None),
    ("The party won 12 seats (down three).", 12, "down", None, 3),
    ("The toll has passed 900.", 900, "up", None, None),
    ("The index rose to 51.2 in May (April: 49.8).", 51.2, "up", 49.8, None),
    # then and now
    ("The mine, which employed 1,400 in its heyday, is down to its last 26 men.", 26, "down", 1400, None),
    ("A ticket that cost 40 crowns in spring now fetches 55 crowns.", 55, "up", 40, None),
    ("Premiums, which had sunk to 0.2 percent, are now at 0.7 percent.", 0.7, "up", 0.2, None),
    ("In 1990 there were 40 mills; now there are three.", 3, "down", 40, None),
    ("What began as a band of fourteen has become an orchestra of ninety-six.", 96, "up", 14, None),
    # steps and ways by a noun, records
    ("The firm guided for growth of 12 percent.", 12, "up", None, None),
    ("A reduction of 12 percentage points was agreed.", 12, "down", None, None),
    ("Turnout, at 38.7 percent, was the lowest since 1990.", 38.7, "down", None, None),
    ("The lake loses 12 centimetres a year.", 12, "down", None, None),
    ("Its shares were down 4 percent at 640 crowns.", 640, "down", None, None),
    ("Traffic was 12 percent up on last year.", 12, "up", None, None),
    ("Traffic dropped 12 percent year on year.", 12, "down", None, None),
    ("The ice is 12 metres thinner than in 1990.", 12, "down", None, None),
    ("The lake stands 12 metres below its level of 1990.", 12, "down", None, None),
    ("The queue grew by 12 minutes.", 12, "up", None, None),
    ("The gap narrowed to 12 points.", 12, "down", None, None),
    ("The gap narrowed by 12 points.", 12, "down", None, None),
    ("The rocket rose to a height of 12 kilometres.", 12, "up", None, None),
]
UNMOVED = [
    "The clinic treated 90 patients, compared with a national average of 60.",
    "They passed 90 trucks.",
    "The town had 14 mills in 2019 and now has three banks.",
    "The army has 40 tanks, the rebels 12.",
    "The toll is 40, not the 60 claimed.",
    "The firm has 40 shops, compared with 90 for its rival.",
    "He is 40 years older than the 12 boys.",
    "The jobless rate held at 6.4 percent, unchanged from May.",
    "Its fleet of 640 ships is twice the size it was in 2010.",
    "The council bought 40 trees, a sum the mayor defended.",
    "Of 72 people 12 were freed and sent home.",
    "They walk rather than pay 40 crowns.",
    "The army said 40 died, withdrawing 900 troops.",
    "Some 300 jobs went, announced on 12 posters.",
    "Profit was 40 million crowns (Kelmet: 12 million crowns).",
    "The rebels, who had killed 40 soldiers, freed 12.",
    "He began with 40 sheep and has 12 goats.",
    "The wall, at 9 metres, is the highest in Europe.",
    "A loss of 40 million crowns was booked.",
    "She won by 12 votes.",
    "The firm lost 12 million crowns last year.",
    "The firm cut 120 jobs.",
    "The tax brought in 12 million crowns.",
    "He fell from a height of 12 metres.",
    "He moved from Kelmet to Norland with 12 others.",
    "The club went up with 12 wins.",
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


@pytest.mark.parametrize(("text", "value", "way", "previous", "delta"), AGAINST)
def test_set_against(text: str, value: float, way: str, previous: float | None, delta: float | None) -> None:
    """The trend of a figure, its value before and its step, wherever in the sentence they are told."""
    found = read(text, published=date(2025, 3, 14))
    (figure,) = [each for each in found if each.value == pytest.approx(value, rel=1e-3)]

    assert (figure.trend, figure.previous, figure.delta) == (way, previous, delta)


@pytest.mark.parametrize("text", UNMOVED)
def test_not_set_against_itself(text: str) -> None:
    """Norms, targets, rivals and places are no value before."""
    found = read(text, published=date(2025, 3, 14))

    assert found
    assert all(figure.previous is None and figure.trend is None for figure in found)
