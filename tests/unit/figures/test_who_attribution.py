"""Who is said to state a figure, in the sentence and across sentences; nobody where nobody is."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import who
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
]

NOBODY = [
    "The bridge is 300 metres long.",
    "The ministry denied that 500 soldiers had died.",
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
]


@pytest.mark.parametrize(("text", "expected"), ONE_SENTENCE + ACROSS, ids=lambda value: str(value)[:50])
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
    assert who.is_carrier(name) is expected


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
