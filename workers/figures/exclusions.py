"""What looks like a number and is no figure: years, dates, times, scores, ordinals, names with numbers, counters.

Each rule looks at one token (a number, or a number word) and its neighbours and returns the token after what it
recognises, or 0. `excluded` tries them in order. A rule that is unsure returns 0: a false figure is seen in the
alert's sentence, a lost one is never seen.
"""

from __future__ import annotations

from collections.abc import Callable

from workers.figures.dates import clock, date, short_year, year
from workers.figures.idioms import (
    capital_word,
    clock_words,
    group_of,
    group_of_digits,
    multi,
    pronoun_one,
    the_two,
)
from workers.figures.labels import (
    address,
    age_in_apposition,
    age_limit,
    called_or_worn,
    carrier_code,
    counter,
    denominator,
    label,
    list_marker,
    name_before,
    phone,
    score,
    serial,
    tenor,
    version_of_story,
    window_of_time,
)
from workers.figures.line import Line
from workers.figures.names import acronym_behind, glued_to_a_name, letter_glued_behind, ordinal, title
from workers.figures.which import (
    always,
    apposed_code,
    bearing,
    calibre,
    chess,
    citation,
    cricket,
    departure,
    frequency,
    hour,
    hyphenated_name,
    last_four,
    opus,
    plus_one,
    postcode,
    race,
    score_in_words,
    short_code,
    times_out_of,
    under_age_list,
    verse,
    wholly,
)

_Rule = Callable[[Line, int], int]


def excluded(line: Line, i: int) -> tuple[int, str] | None:
    """(token after it, rule) where token `i` begins something that is no figure, else None."""
    rules = _DIGIT_RULES if line.tokens[i].kind == "number" else _WORD_RULES
    for name, rule in rules:
        last = rule(line, i)
        if last:
            return last, name
    return None


_DIGIT_RULES: tuple[tuple[str, _Rule], ...] = (
    ("version of a story", version_of_story),
    ("chapter and verse", verse),
    ("flight or route", carrier_code),
    ("glued to a name", glued_to_a_name),
    ("ordinal", ordinal),
    ("title", title),
    ("acronym behind", acronym_behind),
    ("clock time", clock),
    ("serial number", serial),
    ("date", date),
    ("letter glued behind", letter_glued_behind),
    ("year", year),
    ("short year", short_year),
    ("phone number", phone),
    ("score", score),
    ("list marker or footnote", list_marker),
    ("counter", counter),
    ("window of time", window_of_time),
    ("tenor", tenor),
    ("address", address),
    ("group of", group_of_digits),
    ("label", label),
    ("age in apposition", age_in_apposition),
    ("age limit", age_limit),
    ("name before", name_before),
    ("called or worn", called_or_worn),
    ("denominator", denominator),
    ("race", race),
    ("calibre", calibre),
    ("stage of a tournament", last_four),
    ("times out of", times_out_of),
    ("wholly", wholly),
    ("always", always),
    ("list by age", under_age_list),
    ("hyphenated name", hyphenated_name),
    ("code in apposition", apposed_code),
    ("hour", hour),
    ("departure", departure),
    ("plus one", plus_one),
    ("short code", short_code),
    ("chess move", chess),
    ("citation", citation),
    ("opus", opus),
    ("frequency", frequency),
    ("bearing", bearing),
    ("postcode", postcode),
    ("cricket score", cricket),
)
_WORD_RULES: tuple[tuple[str, _Rule], ...] = (
    ("times out of", times_out_of),
    ("always", always),
    ("wholly", wholly),
    ("score", score_in_words),
    ("cricket score", cricket),
    ("clock time", clock_words),
    ("hour", hour),
    ("window of time", window_of_time),
    ("tenor", tenor),
    ("counter", counter),
    ("group of", group_of),
    ("title", title),
    ("capitalised name", capital_word),
    ("stage of a tournament", last_four),
    ("the two", the_two),
    ("age limit", age_limit),
    ("denominator", denominator),
    ("pronoun one", pronoun_one),
    ("multi", multi),
)
