"""Units that go without saying: a bare number takes one only where the text gives it one."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures import read

RESTORED = [
    # text, the units read, in order
    ("The Greens won 14 percent, the Liberals 9.", ["percent", "percent"]),
    ("Unemployment is 5 percent among men and 8 among women.", ["percent", "percent"]),
    ("Output was 17.9 million tonnes, 3.2 million fewer than a year ago.", ["metric_ton", "metric_ton"]),
    ("They asked for $40 million instead of 10 million.", ["USD", "USD"]),
    ("It was worth 38,000 euros and I got 20,000 for it.", ["EUR", "EUR"]),
    ("Temperatures plunged to minus ten in the valleys.", ["degree_Celsius"]),
    ("Most were over 60.", ["year"]),
    ("The dockers want 7.5%, the employers are offering four.", ["percent", "percent"]),
    ("It releases 600 kilos of gas, give or take 50.", ["kilogram", "kilogram"]),
    ("The plan costs $16 million, of which some 9 million had been pledged.", ["USD", "USD"]),
    ("Borrowing came to 3.2bn kronor, well short of the 3.9bn the market had hoped for.", ["SEK", "SEK"]),
    ("Tickets go for 15 euros, or eight for students.", ["EUR", "EUR"]),
    ("He offered twenty, then thirty euros.", ["EUR", "EUR"]),
    ("Traffic fell from 210 million passengers to 206m.", ["1", "1"]),
    ("Her lead in the poll has narrowed to 4 points.", ["percentage_point"]),
    ("Inflation was 5.2 percent in May. In June we saw 4.7.", ["percent", "percent"]),
    ("The bank sees inflation at 5.6 percent rather than the 4.8 it projected in May.", ["percent", "percent"]),
    ("Most had expected a cut of 25 basis points. Two had pencilled in 50.", ["basis_point", "1", "basis_point"]),
    ("Revenue was NOK 3.41 billion; analysts had pencilled in 3.5 billion.", ["NOK", "NOK"]),
    ("The captain had flown 9,000 hours, of which 2,150 on this type.", ["hour", "hour"]),
    ("He lost seventeen of his twenty-two hectares.", ["hectare", "hectare"]),
    ("They cleared 130 of the worst 150 miles of line.", ["mile", "mile"]),
    ("Each family gets 10 million tenge, and the injured from 1 to 3 million.", ["KZT", "KZT"]),
    ("The retirement age will rise to 67 from 2034.", ["year"]),
    ("A tray that cost 900 naira now goes for 2,700.", ["NGN", "NGN"]),
    ("She is eighty-one, walks with a stick.", ["year"]),
    ("The youngest was fifty-three.", ["year"]),
    ("He robbed a widow of ninety.", ["year"]),
    ("Pupils as young as seven are walking.", ["year"]),
    ("The engine burned for 18 and a half minutes.", ["minute"]),
    ("Pump prices went up by 14 rupees in Lahore.", ["PKR"]),
    ("The yard in Cebu earned 840 million pesos.", ["PHP"]),
    ("The tunnel to Bergen costs 40 million crowns.", ["NOK"]),
    ("Miners may retire at 63 with a full pension.", ["year"]),
    ("Stocks fell by 3,225 tonnes to 148,700.", ["metric_ton", "metric_ton"]),
    ("The dam holds 3.4 billion litres; on Monday it held 1.1 billion.", ["liter", "liter"]),
    ("The ledge is twelve feet down, and the wreck a further forty.", ["foot", "foot"]),
    ("The meteorite sold for thirty-two thousand pounds.", ["GBP"]),
    ("Snow of 14 inches is due, and it was 19 degrees on Monday.", ["inch", "degree_Fahrenheit"]),
]
LEFT_ALONE = [
    ("Unemployment hit 12 percent in the valley, and the blast killed nine.", ["percent", "1"]),
    ("Some 40 percent of the homes burned and 12 people died.", ["percent", "1"]),
    ("Sales rose 5 percent and the index closed at 5,432.", ["percent", "1"]),
    ("Sales rose 5 percent to 27.", ["percent", "1"]),
    ("The storm dumped 30 cm of snow and hurt six.", ["centimeter", "1"]),
    ("The fund gave $5 million to 300 schools.", ["USD", "1"]),
    ("The fund gave $5 million, of which 300 schools got a share.", ["USD", "1"]),
    ("The dockers want 7.5% and police arrested four.", ["percent", "1"]),
    ("It rained 30 mm and the wind killed another 12.", ["millimeter", "1"]),
    ("He paid $3.5 million; the club sold 4.2 million shirts.", ["USD", "1"]),
    ("Two of the $5 million projects failed.", ["1", "USD"]),
    ("An army of 40 came.", ["1"]),
    ("They note 3 problems.", ["1"]),
    ("He retired to 60 acres with a pension.", ["acre"]),
    ("The fund pays pensions to 70 people.", ["1"]),
    ("They caught 4 million pounds of fish.", ["pound"]),
    ("The bar rose from 20.4 m to 20.6m.", ["meter", "meter"]),
    ("Inflation was 5.2 percent in May. Police arrested 12.", ["percent", "1"]),
    ("He scored 31 points.", ["1"]),
    ("The team has 60 points and is top of the league.", ["1"]),
]


@pytest.mark.parametrize(("text", "units"), [*RESTORED, *LEFT_ALONE])
def test_a_bare_number_takes_the_unit_it_leaves_out(text: str, units: list[str]) -> None:
    """What is compared, gapped or felt has the unit said before it; what counts something else has none."""
    found = [figure.unit for figure in read(text, published=date(2026, 3, 2))]

    assert found == units


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("STOCKHOLM - The bank sold bonds for 5 billion crowns.", "SEK"),
        ("Chisinau will pay. Moldova has 6 million lei in reserve.", "MDL"),
        ("The lira fell to 41.2 to the dollar.", "TRY / USD"),
        ("The crown, Sweden's currency, weakened to 11.38 per euro.", "SEK / EUR"),
        ("The state pays 2,585 Indian rupees per 100 kg.", "INR / kilogram"),
        ("They sell bonds at a pace of 5 billion euros ($5.4 billion) a month.", "EUR / month"),
        ("Bread sold for $20 a loaf.", "USD"),
        ("Rents average 1.320 euros.", "EUR"),
    ],
)
def test_money_is_that_of_the_text(text: str, unit: str) -> None:
    """The country decides what crowns are; what a sum is per is in its unit where it is a measure."""
    figures = read(text, published=date(2026, 3, 2))

    assert [figure.unit for figure in figures] == [unit]
