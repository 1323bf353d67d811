"""What is left out says why."""

from __future__ import annotations

from datetime import date

import pytest

from workers.figures.document import document
from workers.figures.line import Line
from workers.figures.quantities import left_out, quantities


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("The law of 2019 stands.", "2019", "year"),
        ("It began on 17 April 2015.", "17 April 2015", "date"),
        ("It began on May 5, 1961.", "5, 1961", "date"),
        ("Doors open at 10:30 p.m. today.", "10:30 p.m.", "clock time"),
        ("They won 3-1.", "3-1", "score"),
        ("He came 22nd.", "22nd", "ordinal"),
        ("An F-16s wing passed.", "16s", "glued to a name"),
        ("He cited Article 5.", "5", "label"),
        ("Call 555-0142 now.", "555-0142", "phone number"),
        ("It happened two years ago.", "two years ago", "counter"),
        ("In the past 24 hours it rained.", "24 hours", "window of time"),
        ("He lives at 10 Downing Street.", "10 Downing Street", "address"),
        ("Anna Smith, 45, left.", "45", "age in apposition"),
        ("The Group of Seven met.", "Seven", "group of"),
        ("It is a two-state plan.", "two-state", "idiom"),
        ("The two leaders met.", "two", "the two"),
        ("No one of them came, one said.", "one", "pronoun one"),
        ("The multi-million deal fell.", "million", "multi"),
        ("Use version 3.11.2 only.", "3.11.2", "serial number"),
        ("A 5G mast fell.", "5G", "letter glued behind"),
        ("The 100m final was postponed.", "100m", "race"),
        ("A 12-gauge shotgun lay there.", "12-gauge", "calibre"),
        ("She reached the last four in Doha.", "four", "stage of a tournament"),
        ("Nine times out of ten it works.", "Nine times out of ten", "times out of"),
        ("He gave it his 100 percent backing.", "100 percent", "wholly"),
        ("They work seven days a week.", "seven days a week", "always"),
        ("The 40 under 40 list is out.", "40 under 40", "list by age"),
        ("They met at the 7-Eleven today.", "7-Eleven", "hyphenated name"),
        ("It came from 90210, a postcode in the hills.", "90210", "code in apposition"),
        ("Doors open at 8.", "8", "hour"),
        ("The siren sounded at ten to eight.", "ten to eight", "hour"),
        ("The train due at 16.42 was late.", "16.42", "departure"),
        ("They lost two-nil in Split.", "two-nil", "score"),
        ("Thirty-love, called the umpire.", "Thirty-love", "score"),
        ("Text HELP to 60606 now.", "60606", "short code"),
        ("The 5+1 format is back.", "5+1", "plus one"),
        ("One woman, who would not be named, wept.", "One", "pronoun one"),
        ("The visitors were all out for 187.", "187", "cricket score"),
        ("She took four for 52 in the second innings.", "four for 52", "cricket score"),
        ("He opened with 1. e4 again.", "1. e4", "chess move"),
        ("The bishop read Matthew 5:3-12 aloud.", "5:3-12", "chapter and verse"),
        ("The defence cited 410 U.S. 113 in court.", "410 U.S. 113", "citation"),
        ("It can be heard on 93.5 FM.", "93.5 FM", "frequency"),
        ("They married in Dehradun 248001.", "248001", "postcode"),
        ("She won 4-6, 6-2, 7-5 at last.", "4-6", "score"),
        ("Theirs was a three-cornered contest.", "three-cornered", "idiom"),
        ("Of every hundred spent, little is left.", "hundred", "denominator"),
        ("Seven Samurai returns in a new print.", "Seven Samurai", "capitalised name"),
        ("One teacher at School No. 12 spoke.", "One", "pronoun one"),
    ],
)
def test_left_out_with_a_reason(text: str, words: str, rule: str) -> None:
    """Each kind of number that is no figure is left out under its rule's name."""
    doc = document(text, published=date(2025, 3, 1))
    line = Line(doc, doc.sentences[0])

    assert quantities(line) == []
    assert (words, rule) in [(line.words(each.first, each.last), each.rule) for each in left_out(line)]
