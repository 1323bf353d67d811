"""Whose a figure is: its owner or doer, by name, by "the company" and "its"."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read

OWNERS = [  # title, text, whose its last figure is ("-" for nobody's)
    ("", "Doctors in Port Selim have 180 confirmed cases of cholera.", "-"),
    ("", "Farmers in Varda have 3,000 cattle.", "Farmers"),
    ("", "Norrvik Mills will close its paper works in Aldham and cut 2,300 jobs.", "Norrvik Mills"),
    ("", "The ferry carried 312 passengers.", "-"),
    ("", "Iran's exports rose to 1.9 million barrels.", "Iran"),
    ("", "Last year Orvane Pharma's sales fell 4 percent.", "Orvane Pharma"),
    ("", "Last month Brazil exported 40 tonnes of soybeans.", "Brazil"),
    ("", "German carmaker Ostara Motors cut 4,500 jobs.", "Ostara Motors"),
    ("", "Net profit at Halvern Group tumbled 38 percent.", "Halvern Group"),
    ("", "Consumer prices in Turkey rose 2.1 percent.", "Turkey"),
    ("", "The trade surplus swelled to 5 billion francs, Swiss customs said.", "Switzerland"),
    ("", "Rescuers found 40 bodies in the mud.", "-"),
    ("", "The fire killed 40 people.", "-"),
    ("", "Some 40 houses burned.", "-"),
    ("Ostara cuts jobs", "Ostara Motors is in trouble.\n\nThe company has 40 plants.", "Ostara Motors"),
    ("Ostara cuts jobs", "Ostara Motors is in trouble.\n\nThe company's 40 plants are idle.", "Ostara Motors"),
    ("Ostara cuts jobs", "Ostara Motors is in trouble.\n\nRevenue fell 7 percent.", "Ostara Motors"),
    ("Ostara cuts jobs", "Ostara Motors said its profit fell 7 percent.", "Ostara Motors"),
    ("", "The Turkish federation has 45 days.", "Turkish federation"),
    ("", "The Danish investor Mads Friis has 40 clubs.", "Mads Friis"),
    ("", "Armenia's governing Civic Accord won 43.7 percent of the vote.", "Civic Accord"),
    ("", "The Norwegian Research Council has 40 ships.", "Norwegian Research Council"),
    ("Ostara cuts jobs", "Ostara Motors is in trouble.\n\nThe firm is spending $42 million on tests.", "Ostara Motors"),
    ("", "The Russian army has 40,000 troops.", "Russia"),
    ("", "Argentine growers have sown 17.3 million hectares.", "Argentina"),
    ("Crash at Kivala", "A plane fell at Kivala.\n\nThe airline has 11 aircraft.", "airline"),
    ("", "Plexora trimmed its target to 40 million.", "Plexora"),
    ("", "Boeing delivered 40 jetliners.", "Boeing"),
    ("", "Turnout hit 40 percent.", "-"),
    ("", "Hailstones broke 40 windows.", "-"),
    ("", "Investigators have interviewed 40 witnesses.", "Investigators"),
    ("", "Doctors said 40 people were ill.", "-"),
    ("", "The mayor wants to plant 40 trees.", "mayor"),
    ("", "The army plans to call up 40 reservists.", "army"),
    ("", "The poll gave the Alliance anywhere between 17 and 19.", "Alliance"),
    ("", "The ward brings the hospital to 40 beds.", "hospital"),
    ("", "The war brought the toll to 40.", "-"),
    ("", "The opposition New Dawn is on 28 percent.", "New Dawn"),
    ("", "Losses at the Portuguese carrier narrowed to 40 million euros.", "Portuguese carrier"),
    ("", "At the shipbuilder Islacraft, profit rose to 40 million pesos.", "Islacraft"),
    ("", "The central bank sold 40 million dollars on the market.", "central bank"),
    ("Norvik falls", "Shares in Norvik Sea fell.\n\nRevenue was 40 million crowns.", "Norvik Sea"),
    ("", "Net interest-bearing debt climbed to 40 million crowns.", "-"),
    ("", "Ringleader Ivo Lund fled. He spent 40 crowns on a horse.", "Ivo Lund"),
    ("", "Chad, a land of farms, has 40 rivers.", "Chad"),
    ("", "Ostara Motors, a maker of vans, has 40 plants.", "Ostara Motors"),
    ("", "In January, the city exported 40 tonnes of rice.", "city"),
    ("", "The commission heard witnesses and filled 40 pages.", "commission"),
    ("", "The Harle Mill is down to its last 26 hands.", "Harle Mill"),
    ("", "Egypt did well, with more than the 40 million euros that it took in May.", "Egypt"),
    ("", "They found the 40 tanks that Norvia lost.", "Norvia"),
    ("", "They found the 40 tanks that Norvia said were lost.", "-"),
    ("", "The city library loaned out 40 books.", "city library"),
    ("", "The storm took out 40 books.", "-"),
    ("", "Mr Adeyemi was late. He paid 40 crowns.", "Adeyemi"),
    ("", "Revenue at the Indian arm of Tessmark came to 40 million euros.", "Tessmark"),
    ("", "The fire in Varda spread. He spent 40 crowns on a horse.", "-"),
    ("", "The flood is costing the canal operator 2 million euros a day.", "canal operator"),
    ("", "Delays cost the bakery £4,000 last week.", "bakery"),
    ("", "Freight in the port costs a little under 24 dollars.", "-"),
    ("", "Judges fined the brewer 40,000 euros.", "brewer"),
    ("", "Grain silos at Odense stored 40,000 tonnes.", "Grain silos"),
    ("", "The mine produces 45 megawatts.", "mine"),
    ("", "The storm took 40 boats.", "-"),
    ("", "Tax receipts at supermarket Kolby & Lund fell by 4 percent.", "Kolby & Lund"),
    ("", "Our volunteers have planted 400 trees.", "volunteers"),
    ("", "Gold rose after Norvik said it would dig up 40 tonnes.", "Norvik"),
    ("", "Velan sold 40 trucks; rival Tesso trebled its fleet to 90.", "Tesso"),
    ("", "The French works will build 40 trams.", "French works"),
    ("", "Canadian factories built 40 trams.", "Canada"),
    ("", "The carrier flew 40 planes.", "carrier"),
    ("", "The enemy lost 40 tanks.", "enemy"),
    ("", "The navy's two frigates fired 12 shells.", "navy"),
    ("", "The lake's two herons ate 12 perch.", "-"),
    ("", "The steelmaker owes its banks 4 billion euros.", "steelmaker"),
]


@pytest.mark.parametrize(("title", "text", "expected"), OWNERS, ids=lambda value: str(value)[:50])
def test_owner(title: str, text: str, expected: str) -> None:
    """The last figure's owner."""
    whole = f"{title}\n\n{text}" if title else text

    assert (read(whole, published=date(2026, 3, 2), title=title)[-1].subject or "-") == expected
