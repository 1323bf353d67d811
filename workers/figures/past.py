"""No longer so: figures told of a time that is over: "a year ago it was six", "once 900 strong", "we had 41 then"."""

from __future__ import annotations

from functools import lru_cache

from workers.figures.against import (
    HELD,
    ROUNDS,
    at_best,
    before_upheaval,
    dated_back,
    had_been,
    is_former,
    is_mended,
    is_own_earlier,
    is_set_beside,
    phrase_start,
)
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.phrases import TIMES, is_time
from workers.figures.then_and_now import by_now
from workers.figures.when import is_year


def is_no_more(line: Line, quantity: Quantity) -> bool:
    """What a level was before, wherever in its sentence that is told."""
    if line.at(quantity.first - 1) == "once" and line.at(quantity.first - 2) == ",":
        return True  # "the garrison, once 900 strong"
    return at_best(line, quantity.last) or any(told(line, quantity) for told in _TOLD)


def _is_swung_from(line: Line, quantity: Quantity) -> bool:
    """Swung to a profit of 9 million *from a loss of* 4 million"""
    if line.at(phrase_start(line, quantity.first)) != "from":
        return False
    return not _SWINGING.isdisjoint(line.low[max(0, quantity.first - 20) : quantity.first])


_SWINGING = words("swing swings swung swinging")


def _they_had(line: Line, quantity: Quantity) -> bool:
    """Two fifths of *the* 9.9 billion *that it took in 2023* · *the* 40 *they had a year ago*"""
    at = quantity.last + (line.at(quantity.last) == "that")
    if line.at(at) not in _THEY or "the" not in line.low[max(0, quantity.first - 1) : quantity.core_first]:
        return False
    return line.tag(at + 1) == "VERB" and line.at(at + 1) not in _MODALS and dated_back(line, quantity)


_THEY = words("it they he she we")
_MODALS = words("will would can could may might must should")


def _having_been(line: Line, quantity: Quantity) -> bool:
    """Settled at 71.84*, having touched* 74.10"""
    if line.at(quantity.first - 1) in {"to", "at"}:
        return line.at(quantity.first - 3) == "having" and line.tag(quantity.first - 2) == "VERB"
    return line.at(quantity.first - 2) == "having" and line.at(quantity.first - 1) in _REACHED


_REACHED = words("touched hit reached been topped passed exceeded")


def _we_had(line: Line, quantity: Quantity) -> bool:
    """ "*We had* forty-one *on Sunday*": who tells it of that time has no longer so many"""
    if "had" not in line.vocabulary:
        return False
    at = next((k for k in range(quantity.first - 1, quantity.first - 4, -1) if line.at(k) == "had"), -1)
    return at > 0 and line.at(at - 1) in _WE and dated_back(line, quantity)


_WE = words("we i they")


def _of_last_season(line: Line, quantity: Quantity) -> bool:
    """Last winter's *four-day* outage"""
    at = quantity.first - 3
    return line.at(at) in {"last", "previous"} and line.at(at + 1) in _SEASONS and line.at(at + 2) == "'s"


_SEASONS = words("winter spring summer autumn fall season year decade century")


def is_over(line: Line, quantity: Quantity, start: int) -> bool:
    """A year ago *it was* six · in December *they were* four in ten: no longer so"""
    if not _tells_of_then(line):
        return False
    told = line.at(quantity.first - 2) in _FIGURES and line.at(quantity.first - 1) in {"was", "were"}
    dated = any(_is_then(line, k) for k in range(start, max(start, quantity.first - 2)))
    if told and dated:
        return True
    spoken = line.low[max(start, quantity.first - 5) : quantity.first]
    if not _HELD.isdisjoint(spoken) and before_upheaval(line, quantity):
        return True
    return (
        _unlike_now(line, quantity, start) or _until_then(line, quantity, start) or _when_it_was(line, quantity, start)
    )


@lru_cache(maxsize=4)
def _tells_of_then(line: Line) -> bool:
    """The line holds a word without which nothing in it is over."""
    return not _THENS.isdisjoint(line.vocabulary) or any(word[:2] in {"19", "20"} for word in line.vocabulary)


_FIGURES = words("it they figure number total rate share toll level count")


def _when_it_was(line: Line, quantity: Quantity, start: int) -> bool:
    """The first rise since March, *when the rate was* 3.1 percent · since the peak, *when they were seeing* 60 a day"""
    if line.at(start - 1) != "when" or _STATES.isdisjoint(line.low[start : quantity.first]):
        return False
    return any(_is_then(line, k) or line.at(k) == "peak" for k in range(max(0, start - 7), start - 1))


_HELD = HELD | {"home"}
_BEGAN = words("began started")
NOW = words("now today currently nowadays")


def _unlike_now(line: Line, quantity: Quantity, start: int) -> bool:
    """Had a dozen customers *in January*; it *now* has 57 · stood at 41 million *in 2020*, are down to 9.5"""
    spoken = line.low[max(start, quantity.first - 5) : quantity.first]
    if not _BEGAN.isdisjoint(spoken) and by_now(line, quantity.last, line.size):
        return True  # "what began as a band of fourteen has become an orchestra of ninety-six"
    if HELD.isdisjoint(spoken):
        return False
    return any(_is_now_told(line, k) for k in range(quantity.last, quantity.last + 10))


_THENS = NOW | _BEGAN | TIMES | {f"{each}s" for each in TIMES} | words("ago last until before prior when")


def _is_now_told(line: Line, at: int) -> bool:
    """ "*now costs* fifty", "*now has* about 40": what it is instead."""
    told = line.at(at) in NOW and line.tag(at + 1) == "VERB"
    return told and any(line.kind(k) == "number" for k in range(at + 2, at + 5))


def _is_then(line: Line, at: int) -> bool:
    """A word for an earlier time: "in 2019", "in January", "a year ago"."""
    past = is_time(line.low[at]) and not line.low[at].endswith("day")  # "stood at 287 on Thursday" is dated, not past
    past = (
        past and line.at(at + 1) not in {"on", "later"} and line.at(at - 1) not in {"from", "to"}
    )  # "from May to July"
    return past or line.low[at] == "ago" or (is_year(line, at) and line.at(at - 1) in {"in", "since", "of"})


def _until_then(line: Line, quantity: Quantity, start: int) -> bool:
    """ "*until last year* the mill employed 300", "was 90 percent full *this time last year*", "had 300 *in 1990*" """
    ends = (k for k in range(quantity.last, line.size) if line.at(k) in _PARTING or _counts(line, k))
    spoken = (*range(start, quantity.first), *range(quantity.last, next(ends, line.size)))
    if any(_ends_then(line, k) for k in spoken if line.low[k] in _ENDING):
        return True
    state = next((k for k in range(quantity.first - 1, max(start - 1, quantity.first - 5), -1) if _is_act(line, k)), -1)
    return line.at(state) in _STATES and any(_is_years_back(line, k) or _is_until_day(line, k) for k in spoken)


def _is_until_day(line: Line, at: int) -> bool:
    """Owed 88 million *until Tuesday*"""
    return line.at(at) == "until" and is_time(line.at(at + 1)) and line.is_capital(at + 1)


_ENDING = words("until last this")


def _is_act(line: Line, at: int) -> bool:
    return line.tag(at) == "VERB" or line.at(at) in _STATES


_STATES = words("had was were numbered employed cost earned charged covered stood owed owned held")
_SINCE = words("on from than over since")  # "were up 24 percent on a year ago"
_PARTING = words(", ; and but as than")


def _counts(line: Line, at: int) -> bool:
    return line.kind(at) == "number" and not is_year(line, at)


def _is_long_ago(line: Line, at: int) -> bool:
    """ "ago", "last year", "in 2019": no time that the news is about."""
    if line.at(at) == "ago":
        return line.at(at - 1) in {"year", "years", "decade", "decades"}
    return is_year(line, at) and int(line.at(at)) < line.document.published.year


def _ends_then(line: Line, at: int) -> bool:
    """ "*until* last year", "*until* recently", "*this time last* year", "at *the last* election"."""
    if line.at(at) == "until":
        over = not {"was", "were"}.isdisjoint(line.low[at : at + 6])  # "until the house was sold"
        return over or _is_long_ago(line, at + 1) or line.at(at + 1) in {"last", "recently", "lately"}
    again = line.at(at) == "last" and line.at(at + 1) in ROUNDS and line.at(at - 1) == "the"
    return again or line.follows(at, "this", "time", "last")


def _is_years_back(line: Line, at: int) -> bool:
    """ "five years *ago*", "in *1990*"; not "up 24 percent on a year ago"."""
    if line.at(at) == "ago":
        return _is_long_ago(line, at) and line.at(at - 3) not in _SINCE
    return is_year(line, at) and line.at(at - 1) == "in" and line.document.published.year - int(line.at(at)) > 1


_TOLD = (
    is_former,
    is_own_earlier,
    is_set_beside,
    is_mended,
    had_been,
    _we_had,
    _they_had,
    _having_been,
    _of_last_season,
    _is_swung_from,
)
