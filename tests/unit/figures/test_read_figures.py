"""`read` over whole texts: one figure is one record, every span slices back, and sentences do not disturb each other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.figure import Kind, Mood
from workers.figures import GRAMMAR_VERSION, read
from workers.figures.explain import explain

DAY = date(2026, 3, 6)
LEAD = (
    "The Republic has lost more than 40 percent of the territory it held in Varda, a senior officer said on Monday. "
    'He put the area that is left at about 800 square kilometres (309 square miles). "They have 59,000 troops," he said.'
)


def told(text, title=""):
    return read(text, published=DAY, title=title)


def test_a_conversion_in_brackets_is_the_same_figure():
    """One record, the conversion in `also` with its own span."""
    (figure,) = told("The fire covers 42,000 acres (17,000 hectares).")
    assert (figure.value, figure.unit) == (42000, "acre")
    (also,) = figure.also
    assert (also.quote, also.value, also.unit) == ("17,000 hectares", 17000, "hectare")


def test_title_and_body_tell_one_figure_once():
    """The body's is kept, the title's words are in `also`; a figure only the title has stays."""
    title = "Over two-fifths of Varda lost; 12 villages burned"
    figures = told(f"{title}\n\n{LEAD}", title)
    quotes = [figure.quote for figure in figures]
    assert quotes == ["12", "more than 40 percent", "about 800 square kilometres", "59,000"]
    assert [also.quote for also in figures[1].also] == ["Over two-fifths"]


def test_of_two_numbers_in_a_list_each_is_a_figure():
    """Lists are several figures of one unit."""
    assert [figure.value for figure in told("The rates are 5, 6 and 7 percent.")] == [5, 6, 7]
    assert {figure.unit for figure in told("The rates are 5, 6 and 7 percent.")} == {"percent"}


def test_what_a_sentence_leaves_out_is_taken_from_the_one_before():
    """ "Of these, 40 …" counts what was counted."""
    figures = told("Some 120 soldiers were captured in Varda. Of these, 40 were wounded.")
    assert [figure.counted for figure in figures] == ["soldiers", "soldiers"]


def test_a_step_belongs_to_its_level():
    """It knows the value before and the step, which are figures of the same measure too: past, and a delta."""
    step, rose = told("The toll rose by nine, to 40.")
    assert (rose.value, rose.delta, rose.trend.value) == (40, 9, "up")
    assert (step.value, step.kind, step.step_of, step.measure) == (9, Kind.DELTA, rose.start, rose.measure)
    before, fell = told("The price fell from $310 to $295 a tonne.")
    assert (fell.value, fell.previous, fell.trend.value) == (295, 310, "down")
    assert (before.value, before.mood, before.kind, before.previous) == (310, Mood.PAST, fell.kind, None)


def test_a_step_in_a_unit_of_its_own_knows_its_level():
    """Two percent of a price is told beside the price it led to."""
    step, level = told("Shares rose 2 percent to $84.")
    assert (step.kind, step.step_of, level.step_of) == (Kind.DELTA, level.start, None)


NOTHING = [
    "",
    "\n\n \n",
    "The ministry did not answer a request for comment.",
    "On 24 November 2024, at 10:30 p.m., Boeing 737 flight BA 286 left gate 14.",
    "Call +44 20 7946 0958 or write to 10 Downing Street.",
    "Article 5 and Resolution 2231 were cited by the Group of Seven.",
    "United won 3-1 and lead the group after matchday 4.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_read_where_there_is_nothing(text):
    """Dates, times, names, phones, scores and empty texts hold no figures."""
    assert told(text) == []


SPACES = ["\u00a0", "\u2009", "\u202f", "  ", "\t"]


@pytest.mark.parametrize("space", SPACES)
def test_spans_slice_the_original_whatever_its_spaces(space):
    """Typographic spaces and quotes change no value and no offset."""
    text = LEAD.replace(" ", space).replace('"', "”").replace("'", "’")
    for figure in told(text):
        assert text[figure.start : figure.end] == figure.quote
        assert text[figure.sentence_start :].startswith(figure.sentence)
    assert [figure.value for figure in told(text)] == [figure.value for figure in told(LEAD)]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_and_slices_back(noise):
    """No text breaks the reader, with a figure beside it or without."""
    text = f"{noise}\n\nAt least 27 people were killed in Sarat.\n\n{noise}"
    figures = told(text)
    assert all(text[figure.start : figure.end] == figure.quote for figure in figures)
    assert any(figure.quote == "At least 27" for figure in figures)


UNRELATED = [
    "The harbour stays open, but crews are not allowed on shore.",
    "Families have put up lists of names on the wall of the school.",
    "Rain is forecast for the rest of the week.",
]


@pytest.mark.parametrize("sentence", UNRELATED)
def test_an_unrelated_sentence_changes_no_figure(sentence):
    """Values, units, what is counted, who says it: the same with a paragraph more at the end."""
    alone, joined = told(LEAD), told(f"{LEAD}\n\n{sentence}")
    assert alone == joined


def test_explain_names_rules_and_what_was_left_out():
    """Every figure with its slots and rules; what looked like a number and is none, with the rule that says so."""
    text = "In 2019 the mine employed 1,200 workers."
    words = explain(text, told(text), published=DAY)
    assert "1,200" in words and "rule" in words and "workers" in words
    assert "'2019' is no figure" in words


def test_the_grammar_has_a_version():
    """It is stored with every observation."""
    assert GRAMMAR_VERSION
