"""What is counted: the noun phrase that a figure is told of, wherever the sentence has put it."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read

COUNTED = [  # text, what its last figure counts ("-" for nothing named)
    ("Inflation, which peaked at 10 percent, slowed to 4 percent.", "Inflation"),
    ("Prices, which had doubled, rose 3 percent.", "Prices"),
    ("The toll from a slide that buried two hamlets rose to 87.", "toll"),
    ("One boat in ten is never seen.", "boat"),
    ("Refugees make up nearly a fifth of the population.", "Refugees"),
    ("Coal still provides 71 percent of the heat.", "Coal"),
    ("The peso lost a tenth of its value.", "peso"),
    ("The firm sold a tenth of its plants.", "plants"),
    ("Iran's production, at 3.3 million barrels, was unchanged.", "Iran's production"),
    ("Turnout: 61.8 percent.", "Turnout"),
    ("The finance chief said restructuring would cost 900 million euros.", "restructuring"),
    ("The bill passed by 217 votes to 188.", "votes"),
    ("The bridge gave way under the weight of two gravel trucks.", "gravel trucks"),
    ("She asked for €100 million in aid.", "aid"),
    ("Gold added 41 points to close at $4,310.", "Gold"),
    ("The wells were 40 percent lower than the year before.", "wells"),
    ("Dredgers will deepen the fairway by 1.5 metres.", "fairway"),
    ("Gold, meanwhile, hit $5,310 an ounce.", "Gold"),
    ("The spread between gilts and bonds narrowed to 98 basis points.", "spread"),
    ("They held two 48-hour stoppages.", "stoppages"),
    ("They sat in the 179-seat parliament.", "seat parliament"),
    ("Observers visited 1,412 stations and found fault in 3 percent of them.", "stations"),
    ("Guards hold 90 men, 14 of them in Varda.", "men"),
    ("Of the twelve jurors, ten voted against.", "jurors"),
    ("The fleet has grown sevenfold.", "fleet"),
    ("They beat a $470 million average estimate.", "average estimate"),
    ("It costs 40 euros.", "-"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED, ids=lambda value: str(value)[:50])
def test_counted(text: str, expected: str) -> None:
    """The last figure's noun phrase, as written."""
    assert (read(text, published=date(2026, 3, 2))[-1].counted or "-") == expected
