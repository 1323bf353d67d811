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
    ("The fund has put in £112 million since 2021.", ["total"]),
    ("The ship has cost £112 million since 2021.", ["level"]),
    ("Some 38,200 people have been let go at 129 companies so far this year.", ["total", "level"]),
    ("The Liberals won an extra £40 million for roads.", ["delta"]),
    ("The Liberals won £40 million for extra roads.", ["level"]),
    ("The detour adds 10 days and 3,500 miles to the trip.", ["delta", "delta"]),
    ("They added 40 grams of salt, 3,500 miles away.", ["level", "level"]),
    ("The price rose by a factor of three.", ["ratio"]),
    ("Exports beat the forecast by 3 percent.", ["delta"]),
    ("They made 12,600 tonnes of steel above quota.", ["delta"]),
    ("They made 12,600 tonnes of steel above ground.", ["level"]),
    ("It took 91 percent of turnover, against 78 percent a season earlier.", ["share", "share"]),
    ("Inflation was 4 percent, against 5 percent in May.", ["level", "level"]),
    ("Between 1 and 3 percent would remain.", ["share"]),
    ("A tax of 3 percent would remain.", ["level"]),
    ("Police have so far made 12 arrests.", ["total"]),
    ("The plan has so far failed, and 12 are held.", ["level"]),
    ("They opened shelters with a combined 220 cots.", ["total"]),
    ("Arrivals totalled 146 tonnes.", ["total"]),
    ("Arrivals averaged 146 tonnes.", ["level"]),
    ("The company has 40 ships.", ["level"]),
    ("Debt is 2.1 times operating earnings.", ["ratio"]),
    ("The hall was three times too small.", ["ratio"]),
    ("He was jailed three times before.", ["level"]),
    ("Residents will pay 4.9 percent more in tax.", ["delta"]),
    ("A 10 percent swing in the vote would cost her the seat.", ["delta"]),
    ("A 10 percent tax on land would cost her the seat.", ["level"]),
    ("The council sliced 3 million crowns from the budget.", ["delta"]),
    ("The council took 3 million crowns from the bank.", ["level"]),
    ("The oil price fell 3 percent.", ["delta"]),
    ("Sales came in 50,000 below the forecast.", ["delta"]),
    ("They found 50,000 below the ice.", ["level"]),
    ("Since the start of the war 400 nurses have been killed.", ["total"]),
    ("Since she left, 400 nurses have been killed.", ["level"]),
    ("The total was 2.3 million cars.", ["total"]),
    ("A poll found 68 percent against the reform and 19 percent in favour.", ["share", "share"]),
    ("The firm won 68 percent of the votes, by an overwhelming 90 percent.", ["share", "share"]),
    ("The bank warned against a rate of 19 percent.", ["level"]),
    ("Its share has risen 12 percent since January.", ["delta"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_what_sort_of_number_it_is(text, kinds):
    """One kind a figure, in text order."""
    assert [figure.kind for figure in read(text, published=date(2026, 3, 2))] == kinds
