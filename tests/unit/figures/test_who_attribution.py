"""Who is said to state a figure, in the sentence and across sentences; nobody where nobody is."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read, speakers, who
from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import quantities


def said_by(text: str) -> tuple[str, ...]:
    """The attribution of the last quantity of a text."""
    doc = document(text, published=date(2025, 3, 14))
    context = who.context(doc)
    found = []
    for sentence in doc.sentences:
        line = Line(doc, sentence)
        found += [who.attribution(doc, line, each, context) for each in quantities(line)]
    return found[-1]


ONE_SENTENCE = [
    ("The ministry denied that 500 soldiers had died.", ("the ministry",)),  # with the mood "denied"
    ("Gold added almost 2 percent.", ()),
    ("Hospitals admitted 1,120 patients.", ()),
    ("The dam had failed; 40 people died, aid workers estimate.", ("aid workers",)),
    ("The cell lasts 20 years, said its inventor, Professor Hanne Lykke.", ("Professor Hanne Lykke",)),
    ("The study found that 40 percent of wells are dry.", ("the study",)),
    ("Data from the port authority showed 40 ships waiting.", ("the port authority",)),
    ("According to the health ministry, 40 people died.", ("the health ministry",)),
    ("Some 300 homes burned, according to Mayor Lena Ortiz.", ("Mayor Lena Ortiz",)),
    ("Police said 12 people were hurt.", ("police",)),
    ("Police said that 12 people were hurt.", ("police",)),
    ("Twelve people were hurt, police said.", ("police",)),
    ("Twelve people were hurt, said the police.", ("the police",)),
    ("The company said it employs 4,500 workers.", ("the company",)),
    ("The toll stands at 27, officials said on Monday.", ("officials",)),
    ("Gen. Ada Brandt said 800 soldiers had arrived.", ("Gen. Ada Brandt",)),
    ("Ada Brandt, the defence minister, said 800 soldiers had arrived.", ("Ada Brandt",)),
    ("Around 800 soldiers had arrived, said Ada Brandt, the defence minister.", ("Ada Brandt",)),
    ("The mayor put the number at 70.", ("the mayor",)),
    ("The United Nations estimates that 3 million people fled.", ("the United Nations",)),
    ("Estimates by the World Health Organization put the number at 4,000.", ("the World Health Organization",)),
    ("A commander told Reuters that 60 tanks were lost.", ("a commander", "Reuters")),
    ("A commander told the Wall Street Journal that 60 tanks were lost.", ("a commander", "the Wall Street Journal")),
    ("Reuters reported that 60 tanks were lost.", ("Reuters",)),
    (
        "Reuters reported that 60 tanks were lost, citing a source in the General Staff.",
        ("a source in the General Staff", "Reuters"),
    ),
    (
        "A source in Norland's General Staff told Reuters that 60 tanks were lost.",
        ("a source in Norland's General Staff", "Reuters"),
    ),
    ("Rescuers have since confirmed 19 deaths.", ("rescuers",)),
    ("The ministry announced 200 new cases.", ("the ministry",)),
    ("Analysts at Kestrel Bank estimate 15 million users.", ("analysts at Kestrel Bank",)),
    ('"We lost 40 tanks," Ada Brandt said.', ("Ada Brandt",)),
    ('"We lost 40 tanks," said a senior official.', ("a senior official",)),
    ("A spokesman for the army said 90 drones were downed.", ("a spokesman for the army",)),
    ("The interior ministry later said 31 people were missing.", ("the interior ministry",)),
    ("Witnesses said about 20 shots were fired.", ("witnesses",)),
    ("The World Bank warned that 5 million jobs could go.", ("the World Bank",)),
    ("More than 100 people were rescued, the fire department said.", ("the fire department",)),
    ("The report said 8 percent of bridges are unsafe.", ("the report",)),
    ("According to police, 12 people were hurt.", ("police",)),
    ("Prosecutors allege that he stole 3 million euros.", ("prosecutors",)),
    ("Governor Ivo Lund said on Friday that 2,000 people had left.", ("Governor Ivo Lund",)),
    ("Data from the central bank show a gain of 3 percent.", ("the central bank",)),
    ("The airline said Tuesday it would cut 300 flights.", ("the airline",)),
    ("The board proposed spending 2.5 billion kronor on buybacks.", ("the board",)),
    ("One broker we spoke to put the cargo claims at $25 million.", ("one broker",)),
    ("Lindqvist cautions that this is one of 40 sites.", ("Lindqvist",)),
    ("The Coast Patrol logged 173 collisions.", ("the Coast Patrol",)),
    ("The manifest lists 112 passengers.", ("the manifest",)),
    ("The employers are offering four percent.", ("the employers",)),
    ("Growers' unions are asking for 12 million, and say one farm in five will close.", ("growers' unions",)),
    (
        "The toll has climbed to 19, interior minister Ivo Lund has just told reporters.",
        ("interior minister Ivo Lund",),
    ),
    ("Half of the hospitals are closed, WHO's envoy in Kelmet said.", ("WHO's envoy in Kelmet",)),
    ("The marchers numbered 9,000, works council chief Petra Lund said.", ("works council chief Petra Lund",)),
    ("Search teams in the east say they have saved 94 people.", ("Search teams in the east",)),
    ("The army said all but three were intercepted.", ("the army",)),
    ('Lund again: "We burn $8 million a month."', ("Lund",)),
    ('13:09 Lund again: "That is 14 tax rises."', ("Lund",)),
    ("Kelmet has promised to send 60 firefighters, its foreign ministry says.", ("its foreign ministry", "Kelmet")),
    ("The bank cut its growth forecast to 3.3 percent, citing weak output.", ("the bank",)),
]

BY_VIEW = [  # views, wishes and moved estimates are said by who holds them
    ("The bank raised its forecast for growth to 3 percent.", ("the bank",)),
    ("Analysts at Kestrel Bank see copper at $9,800.", ("analysts at Kestrel Bank",)),
    ("The union wants a limit of 13 hours.", ("the union",)),
    ("The opposition has called for 4 billion crowns in aid.", ("the opposition",)),
    ("The mayor has promised to hire 350 wardens.", ("the mayor",)),
    ("Output fell short of the 3 percent that analysts had expected.", ("analysts",)),
    ("Profit missed the 40 million analysts had forecast.", ("analysts",)),
    ("Output rose 3 percent, the office said on Friday, with another 40 plants reopened.", ("the office",)),
    ("The bank said it needed 40 million but had received less than 5 million.", ("the bank",)),
    ("A poll gives the coalition 47 seats.", ("a poll",)),
    ("A draft, seen by AFP, provides for 1,500 observers.", ("a draft",)),
    ('"Two of my uncles sold 40 sheep," laughs Hanne Lykke.', ("Hanne Lykke",)),
    ("The road was shut, police said, adding that 40 cars were stuck.", ("police",)),
    ("A teacher who hid in a water tank said she had seen 40 men.", ("a teacher",)),
    ("The Orne, said Ivo Lund, who estimates that 40 pumps failed, is rising.", ("Ivo Lund",)),
    ("According to the tanker-tracking firm Mareterra, 40 ships sailed.", ("the tanker-tracking firm Mareterra",)),
    ("Wells fell by a fifth, figures from the farm institute show.", ("the farm institute",)),
]

BY_WORDS = [  # verbs with their particles, views, what is put beside a figure
    ("Villagers spoke of 40 bodies in the river.", ("villagers",)),
    ("Ministers talk of 40 new hospitals.", ("ministers",)),
    ("The retailer guided for sales of 4 billion euros.", ("the retailer",)),
    ("Economists had pencilled in growth of 3 percent.", ("economists",)),
    ("Growth came in above the 3 percent economists had pencilled in.", ("economists",)),
    ("Profit was below the 40 million expected by analysts.", ("analysts",)),
    ("The firm owned up to only 12 breaches.", ("the firm",)),
    ("The ministry would confirm only 12 deaths.", ("the ministry",)),
    ("The ministry would only confirm 12 deaths.", ("the ministry",)),
    ("The minister let slip that 40 wells were dry.", ("the minister",)),
    ("The minister was quoted as saying 40 wells were dry.", ("the minister",)),
    ("Lund clarified that 12 had survived.", ("Lund",)),
    ("The repairs will take 12 weeks, the utility advises, and cost little.", ("the utility",)),
    ("Twelve had survived, the governor wrote on Telegram.", ("the governor",)),
    ("Residents told us they had waited ten days.", ("residents",)),
    ("NASA modelling suggests that seas will rise 40 cm.", ("NASA modelling",)),
    ("Seas may rise 40 cm, WHO modelling suggests.", ("WHO modelling",)),
    ("In the union's view a rise of 6 percent is fair.", ("the union",)),
    ("Rates will climb 2 points, by the regulator's arithmetic.", ("the regulator",)),
    ("It cost 40 million, by the employers' own count.", ("the employers",)),
    ("The scheme will cost 3 billion, on Treasury figures, and take longer.", ("treasury",)),
    ("According to the ministry's arithmetic, 40 schools will close.", ("the ministry",)),
    ("According to Wednesday's ministry bulletin, 40 are ill.", ("ministry bulletin",)),
    ("The firm's own estimate: 40 million.", ("the firm",)),
    ("The exit poll, remember, gave the Greens 17 seats.", ("the exit poll",)),
    ("Local officials gave a toll of 40.", ("Local officials",)),
    ("The agency set a target of 40 percent.", ("the agency",)),
    ("A crowd that police put at 40 left.", ("police",)),
    ("A crowd that organisers put at 20,000 and police at 9,000 left.", ("police",)),
    ("Organisers said 20,000 had come, police 9,000.", ("police",)),
    ("The army's tally stands at 40, the rebels' at 90.", ("the rebels",)),
    ("It was sold in June at a price Lund estimates at 40 million.", ("Lund",)),
    ("A bill put by Steelmark at 40 million will be paid.", ("Steelmark",)),
    ("The depot, a loss put at 40 million by the same insurers, has gone.", ("the insurers",)),
    ("The toll is 40, a figure Lund disputes, police said.", ("police",)),
    ("Lund, for his part, counted 40.", ("Lund",)),
    ("Lund (Ind) said the wall would be 40 metres long.", ("Lund",)),
    ("Ivo Lund, head of the service, told reporters that 40 were lost.", ("Ivo Lund",)),
    ('"There were two," said an 18-year-old girl. "We are 40."', ("an 18-year-old girl",)),
    ("None died, the governor, Iva Brandt, wrote on Telegram, though two women were hurt.", ("Iva Brandt",)),
    ("Growth slowed, noted Ivo Lund of Kestrel, and credit grew 3 percent.", ("Ivo Lund of Kestrel",)),
    ("Output fell, the office said, while police counted 40.", ("police",)),
    ("The cause, says nurse Hanne Lykke, is 40 nets.", ("nurse Hanne Lykke",)),
    ("The army claims to control 40 towns.", ("the army",)),
    ("The villagers I met spoke of a wave 40 metres high.", ("the villagers",)),
    ("The number is 40,000, per UNHCR.", ("UNHCR",)),
    ("18:42 Police now say 40 were hurt.", ("police",)),
    ("Orders fell more than the 4 percent dip economists had forecast.", ("economists",)),
    ("The yen could lose 40 percent, in the view of strategists at Brix.", ("strategists at Brix",)),
    ("Some 40 gangs are active, by police estimates.", ("police",)),
    ("The survey, carried out by Veritas in May, found 40 percent in favour.", ("Veritas", "the survey")),
    ("Doctors at St Brannoc's say they saw 40 patients.", ("doctors at St Brannoc's",)),
    ("Others say 40 were lost.", ("others",)),
    ("The moon is 40 km across, the astronomers write.", ("the astronomers",)),
    ('"I counted 40 and then I stopped," laughs astronomer Mia Holm.', ("astronomer Mia Holm",)),
    ("The firm has denied this, saying just 40 will go.", ("the firm",)),
    ("Several of those on board said 40 had drowned.", ("several of those on board",)),
    ("Sources close to the club say the fee is 40 million.", ("sources close to the club",)),
    ("The fee is thought by analysts to be 40 million.", ("analysts",)),
    ("Brandt warned that 40 ships might sink, but said she hoped for 60.", ("Brandt",)),
    ("Lund, however, thinks another 40 boats will follow.", ("Lund",)),
    ("Lund revealed that he had lost 40 kilos.", ("Lund",)),
    ("Lund recalled losing 40 sheep.", ("Lund",)),
    ("The Harbour Times reported that 40 jobs would go.", ("The Harbour Times",)),
    ("Veritas has her on 40 percent.", ("Veritas",)),
    ("The team reports in the journal Cryo that 40 percent relapsed.", ("the team",)),
    ('"I lost 40 sheep," Ivo Brandt, a shepherd, remembers.', ("Ivo Brandt",)),
    ("Lund says there are some. There may be 40, he concedes.", ("Lund",)),
    ("For Ivo Lund, a shepherd, it is bad. He said he lost 40 sheep.", ("Ivo Lund",)),
    ("The union said in a statement posted on a wall that 40 were hurt.", ("the union",)),
]

NOBODY = [
    "A ranger guided 40 tourists down the hill.",
    "Then confirmed cases rose by 40.",
    "By one estimate, 40 gangs are active.",
    "Deliveries came to 40, short of what was expected by then.",
    "The toll is 40 per 1,000 births.",
    "Norvik said it would sell. He has 40 ships.",
    "Talk of 40 job cuts unsettled the town.",
    "Police looked for 40 men.",
    "The trial gave 40 patients a new drug.",
    "The mayor would say nothing of the 40 people.",
    "The mayor would not say that 40 people had died.",
    "In his office 40 people work.",
    "By the end of the year 40 people had left.",
    "By most accounts 40 people were in the room.",
    "A crowd estimated at 40,000 left.",
    "The capacity of the port was previously put at 40.",
    "The army lost 40 men, a claim Lund denies.",
    "The committee heard from 40 witnesses.",
    "Doctors advise against it: 40 stations were cut off.",
    "Data broadcast by the aircraft show it at 40 knots.",
    "Some 300 a day died, according to the airport, which handles 40.",
    "One broker put the cargo claims on hold after 40 days.",
    "The broker we talked to put a stop to it after 40 days.",
    "The study group meets in Kelmet and has 40 members.",
    "Lund, 66, has ruled for two terms.",
    "Hackers fear for 40 of their own.",
    "Cubans - no fewer than 28 a day by a church group's tally - have left, 90,000 in all.",
    "He died in Lund's Zamfara state, after 40 years there.",
    "The crash claimed 40 lives.",
    "The bridge is expected to cost 40 million.",
    "Snow is planned to be cleared from 40 roads.",
    "By 2030 the country will have raised the number of its nurses to 40.",
    "Hopes of finding 40 men faded.",
    "Two officials said so.",
    "Member states have pledged 45 percent of that.",
    "The group called 40 of its vans back.",
    "The police gave 40 children coats.",
    "The bridge is 300 metres long.",
    "The minister did not say that 500 soldiers had died.",
    "Reporters asked the minister about 40 cars.",
    "Inflation fell to 3 percent.",
    "The 27 officials said nothing.",
    "The firm employs 400 people, but the minister said little.",
    "He said 40 people died.",
    "Thousands marched through the capital, and 12 were arrested.",
    "The company hired 40 engineers; its rivals said they would follow.",
    "The army has 3,000 tanks.",
    "It was said to cost 4 million dollars.",
]

ACROSS = [
    ('"We lost 40 tanks," Ada Brandt said. "We have 200 left."', ("Ada Brandt",)),
    ("Ada Brandt said the city had fallen. She added that 40 people died.", ("Ada Brandt",)),
    ("Ada Brandt said the city had fallen. Brandt said 40 people died.", ("Ada Brandt",)),
    ("Ada Brandt runs the ministry. Brandt said 40 people died.", ("Ada Brandt",)),
    (
        "A source in the general staff said it was over. The source added that 40 tanks were lost.",
        ("a source in the general staff",),
    ),
    ("A senior official said it was over. The official put the number at 40.", ("a senior official",)),
    ("The health ministry said it was over. The ministry reported 40 new cases.", ("the health ministry",)),
    ("The mayor said it was over. The bridge is 300 metres long.", ()),
    ('Ada Brandt said: "It was bad. We lost 40 tanks."', ("Ada Brandt",)),
    ("Ada Brandt spoke first. Ivo Lund said it was over. He said 40 people died.", ("Ivo Lund",)),
    ("Police said the road was shut.\n\nAbout 40 cars were stuck.", ()),
    ("Reuters said the road was shut. He said 40 cars were stuck.", ()),
    ('"It was bad," said Ivo Lund.\n\n"It cost 40 million dollars," he said.', ("Ivo Lund",)),
    ("The health ministry said the wards were full. He said 40 people died.", ()),
    ("Officials said the dam broke. They said 40 people died.", ("officials",)),
    ("Police said it was over. Trade unions have called a strike. They say 40 men were hurt.", ("Trade unions",)),
    ("Anna Brandt said it was over. Her rival, Peter Lund, disagreed. She said 40 people died.", ("Anna Brandt",)),
    ("Anna Brandt said it was over. Peter Lund, a farmer, was unmoved. He said 40 cows died.", ("Peter Lund",)),
    ("The chief doctor, Osman Tayeb, is outside. The doctor said 40 people died.", ("Osman Tayeb",)),
    ("The institute has checked the small print. It reckons 40 rules will change.", ("the institute",)),
    ("The health ministry said it was over. Revenue fell, it said, by 40 percent.", ("the health ministry",)),
    ("Ivo Lund said it was over. The roof needs repairs of 40 euros, he says.", ("Ivo Lund",)),
    ("Varda's General Staff counted some clashes. The fighting, it said, cost 40 lives.", ("Varda's General Staff",)),
    ("The defence does not dispute it. It says she repaid 40 crowns.", ("the defence",)),
    ("Auditors were called in. Their first estimate, 40 crowns, was low.", ()),
    ("Auditors were called in. Their first estimate of the loss, 40 crowns, was low.", ("auditors",)),
    ("The team went north. Vents, they calculate, hold 40 tonnes.", ("the team",)),
    ("A spokesman for its operator was more cautious: 40, he said.", ("a spokesman for its operator",)),
    ("Ana Ruiz spoke. The clerk, Hallur Brim, has ordered a recount: of 40 votes, he said.", ("Hallur Brim",)),
    ("The owner, Blue Lane Ferries, denied it. In a statement it said 40 were aboard.", ("Blue Lane Ferries",)),
    ("Plexora lost 40 jobs, it told investors.", ("Plexora",)),
    ('"The captain had flown 40 hours," stated Ivo Lund. He clarified that 12 were dead.', ("Ivo Lund",)),
    ('Ivo Lund said it rained. "The mayor tells me so. There are 40 of us."', ("Ivo Lund",)),
    ('Doctor Hanne Lykke saw them first. "Forty kilos."', ("Doctor Hanne Lykke",)),
    ('The doctor\'s house burned. "Forty kilos."', ()),
    (
        'Norvik India said so. For S. Murugan, 27, a turner, it is hard. "I have 40 days," he said.',
        ("S. Murugan",),
    ),
    ("Take Ivo Lund, a plumber. He said he lost 40 crowns.", ("Ivo Lund",)),
]


BY_MEANING = [  # who means to, who asks that, who speaks behind what else is said of him
    ("Engineers hope to halve the flow within 40 hours.", ("engineers",)),
    ("The treasury expects to borrow 40 million.", ("the treasury",)),
    ("The firm plans to hire 40 clerks, Ada Brandt said.", ("Ada Brandt", "the firm")),
    ("Brussels had threatened to suspend 40 million euros.", ("Brussels",)),
    ("Prosecutors asked that he be jailed for 40 months.", ("prosecutors",)),
    ("It was slow, said Ivo Lund, an agent in Varda, who reckons that one sale in five fails.", ("Ivo Lund",)),
    ("Fever was rare, said Ada Brandt, who led the study, and 40 children were ill.", ("Ada Brandt",)),
    ("According to the most recent global report, 40 people died.", ("the most recent global report",)),
    ("The gap, the authors write, comes from a map of 40 valleys.", ("the authors",)),
    ("The pumps will stop in 40 days, Ada Brandt told a meeting that ran until midnight.", ("Ada Brandt",)),
    ("The glut had led analysts to predict a fall of 40 percent.", ("analysts",)),
    ("The levy that the ministry reckons will bring in 40 million is new.", ("the ministry",)),
    ("The load, whose street value investigators put at 40 million euros, sank.", ("investigators",)),
    ("The minister hopes that 40 clinics will open.", ("the minister",)),
    ("Unemployment is 8 percent and analysts at Norrbank believe it could reach 9 percent.", ("analysts at Norrbank",)),
]


@pytest.mark.parametrize(
    ("text", "expected"), ONE_SENTENCE + BY_VIEW + BY_WORDS + ACROSS + BY_MEANING, ids=lambda value: str(value)[:50]
)
def test_speaker(text: str, expected: tuple[str, ...]) -> None:
    """The speakers of the last figure, innermost first."""
    assert said_by(text) == expected


@pytest.mark.parametrize("text", NOBODY)
def test_nobody(text: str) -> None:
    """No attribution where nobody is said to state the figure."""
    assert said_by(text) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reuters", True),
        ("the Wall Street Journal", True),
        ("AFP", True),
        ("state television", True),
        ("Varda News Agency", True),
        ("The Harbour Times", True),
        ("Meridian Wire news agency", True),
        ("the health ministry", False),
        ("Ada Brandt", False),
        ("the World Health Organization", False),
    ],
)
def test_carrier(name: str, expected: bool) -> None:
    """Agencies, newspapers and broadcasters carry; others claim."""
    assert speakers.is_carrier(name) is expected


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ((), None),
        (("Reuters",), None),
        (("a commander", "The Wall Street Journal"), "commander"),
        (("a senior officer on the general staff",), "general staff"),
        (("a source in the general staff", "Reuters"), "general staff"),
        (("a source in Norland's General Staff",), "general staff"),
        (("Gen. Ada Brandt",), "ada brandt"),
        (("the Ministry of Health",), "health ministry"),
        (("the health ministry",), "health ministry"),
        (("health officials",), "health officials"),
    ],
)
def test_claimant(chain: tuple[str, ...], expected: str | None) -> None:
    """The innermost who is no carrier, under one name however it is written."""
    assert who.claimant(chain) == expected


#: Sentence, words that name who says its figure; "-" where nobody is said to.
NAMED = [
    ("The dam operator, Norvik Energi, put losses at $40 million.", "Norvik Energi"),
    ("Losses were put at $40 million by the dam operator.", "dam operator"),
    ("By the union's count, 4,000 drivers walked out.", "union"),
    ("Some 4,000 drivers walked out, by the union's count.", "union"),
    ("Ministers believe 300 firms will close.", "Ministers"),
    ("Police: 14 dead in bus crash", "Police"),
    ("14 dead in bus crash - police", "police"),
    ("14 dead in bus crash, police say", "police"),
    ("Fourteen people are feared dead, fire chief Lena Holt has said.", "Lena Holt"),
    ("Speaking to reporters in Varda, Holt said 14 were dead.", "Holt"),
    ("Asked about the toll, Holt said 14 were dead.", "Holt"),
    ("In its quarterly report, the bank said profits fell 12 percent.", "bank"),
    ("Interior Minister Jan Kolar said on Tuesday that 14 were dead.", "Jan Kolar"),
    ("On Tuesday Interior Minister Jan Kolar told parliament 14 were dead.", "Jan Kolar"),
    ('"We lost 14 people," Kolar told the BBC.', "Kolar"),
    ("A preliminary estimate by engineers suggests 3,000 homes are unsafe.", "engineers"),
    ("Estimates from the agriculture ministry show a crop of 12 million tonnes.", "agriculture ministry"),
    ("The ministry's estimate is 12 million tonnes.", "ministry"),
    ("The opposition claims that 40 voters were turned away.", "opposition"),
    ("More than 40 were hurt, the Red Crescent said in a statement.", "Red Crescent"),
    (
        "Authorities in the coastal province of Mirra say at least 40 boats sank.",
        "Authorities in the coastal province of Mirra",
    ),
    ("The study, published in Nature, found that 12 percent of patients relapsed.", "study"),
    (
        "Researchers at the University of Oslo found that 12 percent of patients relapsed.",
        "Researchers at the University of Oslo",
    ),
    ("The prosecutor alleged that the firm hid $3 million.", "prosecutor"),
    ("The defendant, 45, is alleged to have hidden $3 million.", "-"),
    ("The firm is said to have hidden $3 million.", "-"),
    ("Reportedly, 40 boats sank.", "-"),
    ("Forty boats sank, reports said.", "reports"),
    ("The army killed 40 rebels and lost 3 men.", "-"),
    (
        "The spokesman for the regional administration, Oleh Marn, wrote on Telegram that 3 drones were shot down.",
        "Oleh Marn",
    ),
    ("Two of the 14 are children, doctors at the clinic told AFP.", "doctors at the clinic"),
    ("A source close to the talks said the offer was worth $2 billion.", "source close to the talks"),
    ("Goldman Sachs analysts forecast oil at $90 a barrel.", "Goldman Sachs analysts"),
    ("The United Nations says 2 million people need food.", "United Nations"),
    ("The company reported a profit of $3 million.", "company"),
    ("Inflation was 3 percent in May, official data showed on Friday.", "official data"),
    ("Health Minister Ana Ruiz confirmed 12 new cases.", "Ana Ruiz"),
    ("The mayor estimated the damage at $5 million.", "mayor"),
    ("Damage is estimated at $5 million.", "-"),
    ("Figures released by the central bank put reserves at $40 billion.", "central bank"),
    ("Reserves stood at $40 billion, figures released by the central bank on Monday show.", "central bank"),
    ("Marn, citing intelligence reports, said 3,000 troops had crossed.", "Marn"),
    ("He said he had seen 3 bodies.", "-"),
    (
        "The police commander of Ninevah Province announced that bombings fell 80 percent.",
        "police commander of Ninevah Province",
    ),
    ("A man who had been an associate of Marn said 15 attempts failed.", "A man"),
    ("Senator Ada Leahy at a hearing in the spring of 2025 noted that 20 samples were lost.", "Senator Ada Leahy"),
    ("The United States was to cut its output by 7 percent.", "-"),
    ("From Mauritania to the Gulf States, 300 million people speak Arabic.", "-"),
    ("A report issued by the Centre for Soil Studies says 40 wells are dry.", "Centre for Soil Studies"),
    ("The clinic counts only patients whose infection a laboratory has confirmed, 12 so far.", "-"),
    ("Ministers wrote 14 letters last year.", "-"),
    ("The bank expects inflation of 4 percent, its governor said on Thursday.", "its governor"),
    ("The union demands a rise of 8 percent.", "union"),
    ("The union demanded a rise of 8 percent.", "-"),
    ("Lawyers are seeking a fine of 40,000 euros.", "lawyers"),
    ("Investigators are seeking two men.", "-"),
    ("The ministry has pledged 400 new flats.", "ministry"),
    ("The ministry has pledged 40 percent of it.", "-"),
    ("Norvia's claim to have downed 40 drones was denied.", "Norvia"),
    ("The insurance claim to be settled is 40 million euros.", "-"),
    ("By decree of the Senate the levy rises to 4 percent.", "Senate"),
    ("By order of size they measure 40 metres.", "-"),
    ("Its manifest listed 40 passengers.", "manifest"),
    ("The ship listed after 40 containers slid.", "-"),
    ("A review rated one in five schools poor.", "review"),
    ("Two guards fled, the inquest heard.", "inquest"),
    ("Rents must not exceed 40 euros, the guidelines warn.", "guidelines"),
    ("State media said 40 boats sank.", "State media"),
    ("A leaked memo suggests 400 posts will go.", "leaked memo"),
    ("The balance sheet has 400 lines.", "-"),
]


@pytest.mark.parametrize(("text", "name"), NAMED, ids=lambda value: str(value)[:50])
def test_the_speaker_is_found_by_the_grammar_of_the_sentence(text: str, name: str) -> None:
    """Appositions, relative clauses, passives, tallies and headlines name who says a figure; bare acts name nobody."""
    for figure in read(text, published=date(2026, 3, 2)):
        said = " · ".join(figure.attribution)
        assert (not said) if name == "-" else (name.lower() in said.lower()), figure


def test_a_paragraph_that_is_all_quotation_is_said_by_the_one_before() -> None:
    """A quotation that runs on into its own paragraph keeps its speaker."""
    text = '"We came too late," said Ada Brandt, the mayor.\n\n"By evening 40 houses had burned. It was over."'
    assert read(text, published=date(2026, 3, 2))[0].attribution == ("Ada Brandt",)


def test_a_full_stop_inside_quotation_marks_is_not_the_name():
    """'reports "The Harbour Gazette."': a paper, which carries what others say."""
    (figure,) = read('Some 40 boats sank, reports "The Harbour Gazette."', published=date(2026, 3, 2))

    assert figure.attribution == ("The Harbour Gazette",)
