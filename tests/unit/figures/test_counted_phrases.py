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
    ("The firm spent 40 million euros on new plants.", "plants"),
    ("He blew £62,000 on a car.", "car"),
    ("They cut a deficit of 4 percent of output.", "deficit"),
    ("They hired clerks at an annual cost of 40 million euros.", "annual cost"),
    ("Egypt had bought 40 tonnes of Black Sea grain.", "Black Sea grain"),
    ("The army took 40 square miles of Varda.", "-"),
    ("They freed 90 men, a third of them farmers.", "farmers"),
    ("They lost 90 crates, four of them holding lamps.", "crates"),
    ("They sent 90 men to hospital, six of whom have died.", "men"),
    ("They carried 90 passengers, 4 percent more than last year.", "passengers"),
    ("They added 40 jobs, short of the 75,000 economists had expected.", "jobs"),
    ("Gas storage stood at 31.5 percent of capacity.", "Gas storage"),
    ("They hold 40 percent of capacity.", "capacity"),
    ("Farmers burned 40 tonnes.", "-"),
    ("Owners speak of takings down by half.", "takings"),
    ("Liu must repay 7 million yuan plus interest at 4.3 percent.", "interest"),
    ("They fitted bats with loggers weighing just 0.4 grams.", "loggers"),
    ("A meeting that police put at 1,500 went on.", "meeting"),
    ("It closes at a cost Lund estimated at 40 million.", "cost"),
    ("Lund had put it at 40.", "-"),
    ("Their first estimate of the shortfall, 40 million, was low.", "shortfall"),
    ("The fire has blackened the valley and is 35 percent contained.", "fire"),
    ("Divers sampled the sites and found plastic at 40.", "-"),
    ("The trial, before Judge Ada Brandt in Varda, is expected to last 4 weeks.", "trial"),
    ("Flour has become 18 percent dearer.", "Flour"),
    ("The council has earmarked £650,000 for potholes.", "potholes"),
    ("He had spent £310,000 of it on horses.", "horses"),
    ("The firm made 40 million euros on Tuesday.", "-"),
    ("They spent 40 million euros in Paris.", "-"),
    ("They paid three times the going rate.", "going rate"),
    ("A force has massed, about three times the size of the garrison.", "-"),
    ("The islands are dredging sand at a rate of 9,000 cubic metres a day.", "sand"),
    ("Its hotels took in more money, with arrivals up a third.", "arrivals"),
    ("Borrowing is pegged at 15 percent and the fiscal deficit at 4.3 percent.", "fiscal deficit"),
    ("The shares closed at $164, a drop of 6.5 percent.", "shares"),
    ("Customs stopped 3,862 parcels, of which 41 held reptiles.", "parcels"),
    ("The ward has 480 beds, 60 more than before.", "beds"),
    ("The bank expects unemployment to peak at 9.1 percent.", "unemployment"),
    ("At 2.7 metres, the river is low.", "river"),
    ("A pair of cubs, each weighing 500 grams.", "cubs"),
    ("She got a cheque for £243.", "cheque"),
    ("The jet burns a fifth less fuel.", "fuel"),
    ("Nobody was injured.", "injured"),
]
BY_ANOTHER = [  # what another number of the sentence counts, too
    ("The site had 40 calls a flat, against 14 last spring.", "calls"),
    ("Some 40 posts go, fewer than the 90 announced in July.", "posts"),
    ("Some 40 posts go in 90 shops.", "shops"),
    ("It has 40 clerks, below a peak of 90 in May.", "clerks"),
    ("It has 40 clerks at a height of 90 metres.", "height"),
    ("Wages swallow 91 percent of turnover and the 70 percent that the regulator recommends.", "Wages"),
    ("They carried 40 men and the 90 horses that the army lost.", "horses"),
    ("Calls averaged 29 a day, down from 47 a day in May and from more than 70 a day in June.", "Calls"),
    ("Not 400 but 40 rifles went missing.", "rifles"),
    ("The bill passed with 236 votes in favour, 229 against.", "votes"),
    ("Shipments to Chile doubled, whereas those to Peru shrank by a fifth.", "Shipments"),
    ("Those on the pier saw 40 ships.", "ships"),
    ("Rent rose to 900 euros, a 50 percent increase.", "Rent"),
    ("They run 40 homes, compared with 12 five years ago.", "homes"),
    ("They run 40 homes, compared with 12 shops five years ago.", "shops"),
]
BESIDE = [  # what stands beside its number
    ("He lost seventeen of his twenty-two hectares of pears.", "pears"),
    ("She served nine years of a 14-year sentence.", "sentence"),
    ("The drug is for children aged between 3 and 9 years.", "children"),
    ("Children under the age of six sleep.", "Children"),
    ("He died at the age of 40.", "age"),
    ("They ordered six scanners, at 3 million euros apiece.", "scanners"),
    ("They were helped by a rise in the levy to 21 percent.", "levy"),
    ("They saw a fall of 3 percent in sales.", "sales"),
    ("They saw a fall of 3 percent in March.", "fall"),
    ("The detour adds ten days to a voyage.", "voyage"),
    ("The tunnel cut two hours from the trip.", "trip"),
    ("They walked two hours from the camp.", "-"),
    ("Temperatures in the low 30s are forecast.", "Temperatures"),
    ("Travelling at nine kilometres a second, the rock missed.", "rock"),
    ("Running costs fell 4 percent, the firm said.", "Running costs"),
    ("They sold cattle at prices down by a third.", "prices"),
    ("The country pays 7 percent on its bonds.", "bonds"),
    ("Borrowers pay 7 percent on average.", "-"),
    ("The shells, of which five hit a barn, were old.", "shells"),
    ("The firm owes two billion euros of debt.", "debt"),
    ("One soldier had been wounded.", "soldier"),
]
BY_VERB = [  # what the verb tells of
    ("The bill swallows four-fifths of turnover.", "bill"),
    ("Lawmakers want to shrink the deficit to 6 percent.", "deficit"),
    ("The deficit shrank to 6 percent.", "deficit"),
    ("Under a rule that takes effect in May, each household will be limited to 90 litres.", "household"),
    ("Its rise trimmed their loss to 17 percent.", "loss"),
    ("A canal, first estimated at $310 million, was never dug.", "canal"),
    ("Membership of the club, which the clerk had put at 61,000, fell.", "Membership"),
    ("Hay now fetches $130 a bale.", "Hay"),
    ("A flat in Varda now rents for £742 a month.", "flat"),
    ("Output grew by a third, wages by a tenth.", "wages"),
    ("The pumps have been going for thirty hours.", "pumps"),
    ("The club is paying him 40 euros.", "-"),
    ("The lake has dropped and loses 30 centimetres a year.", "lake"),
    ("Anna Brandt lost 40 hectares.", "-"),
    ("Shipments to Chile doubled in May.", "Shipments"),
    ("The bank expected revenue to triple by May.", "revenue"),
    ("Members said that rebuilding might cost 40 million euros.", "rebuilding"),
    ("Rebuilding the bridge will take 12 months.", "Rebuilding the bridge"),
    ("Revenue, helped by a levy on banks, is to grow by 9 percent.", "Revenue"),
    ("The tremor, whose source lay deep, lasted for two minutes.", "tremor"),
    ("The court fined the club 40,000 euros.", "club"),
    ("The judge jailed the surgeon for seven years.", "surgeon"),
    ("The judge saw the surgeon for seven minutes.", "judge"),
    ("The crater formed last year. It is five to 10 km wide.", "crater"),
    ("Police came last year. It is five to 10 km wide.", "-"),
    ("Unemployment is 8 percent and analysts believe it could reach 9 percent.", "Unemployment"),
    ("Clinics have seen about 300 cases, according to Harbour Aid, which runs four of them.", "Clinics"),
    ("The firm has 40 shops, said Lund, who runs four of them.", "shops"),
    ("The fans paid 40 euros; the club gave way after 85 of them signed.", "fans"),
]


@pytest.mark.parametrize(
    ("text", "expected"), COUNTED + BY_ANOTHER + BESIDE + BY_VERB, ids=lambda value: str(value)[:50]
)
def test_counted(text: str, expected: str) -> None:
    """The last figure's noun phrase, as written."""
    assert (read(text, published=date(2026, 3, 2))[-1].counted or "-") == expected


FATES = [  # text, the measure of its last figure
    ("21 miners are trapped.", "miner trapped"),
    ("21 miners are trapped. Fifteen remain trapped.", "trapped"),
    ("21 miners were trapped. Six have been brought out alive.", "rescued"),
    ("Eight hikers are still missing.", "hiker missing"),
    ("Gunmen abducted 40 schoolgirls.", "schoolgirl abducted"),
    ("Some 300 inmates were released.", "freed"),
    ("The firm has laid off 400 workers.", "laid off"),
    ("The firm sacked 12 managers.", "manager laid off"),
    ("The firm has 400 workers.", "workers"),
    ("Nobody was injured.", "injured"),
    ("No one died.", "deaths"),
    ("The firm released 40 documents.", "document"),
]


@pytest.mark.parametrize(("text", "expected"), FATES, ids=lambda value: str(value)[:50])
def test_what_befell_people_is_in_the_measure(text: str, expected: str) -> None:
    """Miners trapped and miners rescued are two measures, so two series."""
    assert read(text, published=date(2026, 3, 2))[-1].measure == expected
