"""Mood: whether a figure is said to be so, to be meant, expected, untrue, imagined, or no longer so.

Cues count within the clause of the quantity, the nearest before it first; a verb of saying hands its clause's cue on
to nobody ("plans to raise it to 9, the firm said" stays planned).
"""

from __future__ import annotations

from functools import cache, lru_cache

from monitor.model.figure import Mood
from workers.figures.against import NORMS, SELF, comparing, exceeded_by, upheaval_at
from workers.figures.clauses import clause_start
from workers.figures.foretold import FORETELLS, foretold_at, is_coming, set_at
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.mood_behind import awaited_by, behind
from workers.figures.mood_cues import FORESEEN, cues, is_conditioned, is_may, said_before
from workers.figures.nodes import Quantity
from workers.figures.past import NOW, is_no_more, is_over
from workers.figures.phrases import LINKS
from workers.figures.rejected import REJECTS, is_rejected
from workers.figures.speakers import is_saying
from workers.figures.when import is_year

_NO_DENIAL = words("since to only just yet clear least less more fewer exactly even")


def mood(line: Line, quantity: Quantity) -> Mood:
    """The mood of the quantity in its clause."""
    if _is_whole(line, quantity.first):
        return Mood.REPORTED
    if is_no_more(line, quantity):
        return Mood.PAST
    awaited = awaited_by(line, quantity)
    if awaited is not None:
        return awaited
    if line.at(quantity.last) in NOW and comparing(line, quantity.first) >= 0:
        return Mood.REPORTED  # "will reach 90 million, compared with 70 million today"
    start = clause_start(line, quantity.first)
    found = _ahead(line, quantity, start) or _labelled(line, quantity) or behind(line, quantity)
    if found is Mood.REPORTED and is_coming(line, quantity, start):
        return Mood.PLANNED
    return Mood.FORECAST if found is Mood.REPORTED and _by_then(line, quantity, start) else found


def former(line: Line, quantity: Quantity) -> Mood:
    """The mood of what a level was before: past, but "from an *expected* 8.4 percent"."""
    return Mood.FORECAST if line.at(quantity.core_first - 1) in FORESEEN else Mood.PAST


def _by_then(line: Line, quantity: Quantity, start: int) -> bool:
    """The sea rises by 40 centimetres *by 2060*: told of a year that is still to come"""
    if "by" not in line.vocabulary:
        return False
    near = range(start, min(line.size, quantity.last + _NEAR))
    years = (k + 1 for k in near if line.at(k) == "by" and is_year(line, k + 1))
    return any(int(line.at(k)) > line.document.published.year for k in years)


_NEAR = 8  # tokens from a quantity to the year behind it


def _ahead(line: Line, quantity: Quantity, start: int) -> Mood | None:
    """The mood of the nearest cue before the quantity, from `start` on; None where there is none."""
    if _is_turned(line, start, quantity):
        return Mood.HYPOTHETICAL
    if _far_from(line, quantity):
        return Mood.DENIED
    for at in _cue_places(line):
        near = start <= at <= quantity.first and not _quoted_apart(line, at, quantity.first)
        found = _told_at(line, at, quantity) if near else None
        if found is not None:
            return _in_context(line, at, start, quantity, found)
    return Mood.PAST if is_over(line, quantity, start) else None


def _quoted_apart(line: Line, at: int, first: int) -> bool:
    """ "I'd like to win it," the 22-year-old said: a cue within quotation marks, and a figure behind them"""
    return line.low[:at].count('"') % 2 == 1 and line.low[at:first].count('"') == 1


def _told_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """What the cue at token `at` tells of the quantity; None where it tells nothing, or of another number."""
    found = set_at(line, at) or _cue_at(line, at, quantity.first)
    if found is not None and line.at(at) in NORMS and exceeded_by(line, quantity.first):
        return None  # "beat the forecast by 3 percent"
    if found is None and at < quantity.first and is_rejected(line, at):
        return Mood.DENIED
    found = found or foretold_at(line, at, quantity) or _negation_at(line, at, quantity)
    return None if found is Mood.PAST and _answered(line, at, quantity.first) else found


def _in_context(line: Line, at: int, start: int, quantity: Quantity, found: Mood) -> Mood:
    """What a cue's mood becomes by what else stands in the clause: who denies it, who says it, on what condition."""
    foretold = found in (Mood.PLANNED, Mood.FORECAST)
    if found is Mood.DENIED and line.at(at) != "that" and not _NOBODY.isdisjoint(line.low[max(0, at - 2) : at]):
        return Mood.REPORTED  # "nobody denies that 40 came"
    if found is Mood.DENIED and _told_since(line, at, quantity.first):
        return Mood.REPORTED  # "denying reports of an epidemic, the governor said there had been 10 cases"
    had = found is Mood.PAST and line.at(at) == "had"
    if (had or foretold or found is Mood.HYPOTHETICAL) and _denied_before(line, at, start):
        return Mood.DENIED  # "denied knowing that there had been 12 invoices"
    if had and said_before(line, at):
        return Mood.REPORTED  # "rescuers said there had been 14 deaths"
    if found is Mood.PLANNED and line.at(at) in _WILL and is_conditioned(line, quantity.last):
        return Mood.HYPOTHETICAL
    if foretold and line.at(at) in _IFFY and "if" in line.vocabulary:
        return Mood.HYPOTHETICAL
    return found


@lru_cache(maxsize=4)
def _cue_places(line: Line) -> tuple[int, ...]:
    """The tokens of the line at which a cue can begin, the last one first."""
    begins = _begins()
    return tuple(at for at in range(line.size - 1, -1, -1) if line.low[at] in begins)


@cache
def _begins() -> frozenset[str]:
    """Words that a cue before a quantity begins with."""
    return frozenset(cues("mood")) | FORETELLS | _NOT | REJECTS | _MEANT | _FACING | words("before prior target once")


_NOT = words("not n't never")
_IFFY = words("could would might face faces")
_NOBODY = _NOT | words("nobody none neither")
_WILL = words("will would 'll")


def _answered(line: Line, cue: int, limit: int) -> bool:
    """Another number took the cue and a clause of its own follows: "*previously* given as 7, were in fact *6*"."""
    if not NOW.isdisjoint(line.low[cue:limit]):
        return True  # "once had 40 shops, *now* 6"
    counts = (k for k in range(cue + 1, limit) if line.tag(k) == "NUM" and not is_year(line, k))
    other = next(counts, limit)
    rest = range(other + 1, limit)
    if "to" in line.low[other:limit]:
        return True  # "an initial count of 72 was cut to 58", "gone up from 900 to 1,300"
    if not any(line.at(k) == "," for k in rest):
        return False
    speak = any(is_saying(line.at(k)) for k in range(limit, limit + 6))  # "up from 0.8 percent, two brokers said"
    return speak or any(line.tag(k) == "VERB" for k in rest)


def _is_turned(line: Line, start: int, quantity: Quantity) -> bool:
    """*Had* the valve failed, 90 litres would have vented: a condition without "if"."""
    if _IMAGINED.isdisjoint(line.vocabulary):
        return False
    return any(
        line.at(at) in {"had", "were", "should"} and line.is_capital(at) and quantity.first > at + 1
        for at in (0, 1, start, start + 1)
    )


_IMAGINED = words("would could might")


def _far_from(line: Line, quantity: Quantity) -> bool:
    """*Far from the* 200 dead *claimed* · *rather than the* 40 *rumoured*"""
    if _ALLEGED.isdisjoint(line.vocabulary):
        return False
    at = quantity.first - 1
    behind = line.low[quantity.last : quantity.last + 4]
    told = line.at(at) == "the" and (line.at(at - 2), line.at(at - 1)) in _INSTEAD
    return told and not _ALLEGED.isdisjoint(behind)


_INSTEAD = frozenset({("far", "from"), ("rather", "than"), ("instead", "of"), ("nowhere", "near")})
_ALLEGED = words("claimed rumoured rumored alleged")


def _labelled(line: Line, quantity: Quantity) -> Mood | None:
    """*Final projection:* Reds 23, Blues 14 · *The outlook for tomorrow:* 40 to 60 millimetres"""
    if ":" not in line.vocabulary:
        return None
    colon = next((k for k in range(min(line.size, _LABEL)) if line.at(k) == ":" and line.kind(k + 1) != "number"), -1)
    if colon < 0:
        colon = next((k for k in range(min(line.size, _LABEL)) if line.at(k) == ":" and not line.glued(k + 1)), -1)
    if not 0 < colon < quantity.first or any(line.tag(k) == "VERB" and line.at(k) not in _LABELS for k in range(colon)):
        return None
    return next((_LABELS[word] for word in line.low[:colon] if word in _LABELS), None)


_LABEL = 9  # tokens of a label at most
_LABELS = {
    **dict.fromkeys(words("forecast forecasts projection projections outlook prognosis tomorrow"), Mood.FORECAST),
    **dict.fromkeys(words("plan plans target targets goal goals"), Mood.PLANNED),
}
_OWN = words("its their his her the")


def _is_whole(line: Line, first: int) -> bool:
    """Will close 31 of its *88* shops · three of the district's *11* libraries: so many there are"""
    at = first - 1
    if line.at(at) == "'s":
        while at > first - 5 and line.at(at) not in _OWN:
            at -= 1
    return line.at(at) in _OWN and line.at(at - 1) == "of" and line.tag(at - 2) == "NUM"


def _told_since(line: Line, cue: int, limit: int) -> bool:
    """A comma and a saying part the denial from the figure."""
    comma = next((k for k in range(cue + 1, limit) if line.at(k) == ","), limit)
    return any(is_saying(line.at(k)) for k in range(comma, limit))


def _negation_at(line: Line, at: int, quantity: Quantity) -> Mood | None:
    """A "not" or "never" that denies the verb of the figure, not one further up ("asked not to be named")."""
    if line.at(at) not in _NOT or line.at(at + 1) in _NO_DENIAL or at >= quantity.first:
        return None
    if line.at(at - 1) in {"ca", "can", "could"} or line.at(quantity.first - 1) in {"for", "since"}:
        return None  # "you can't live on nine hundred euros", "has not rained for 411 days"
    begin = _behind_aside(line, at + 1)
    verbs = [k for k in range(begin, quantity.first) if line.tag(k) == "VERB" and line.at(k) not in LINKS]
    between = line.low[begin : quantity.first]
    return Mood.DENIED if len(verbs) <= 1 and "," not in between and not is_saying(line.at(at + 1)) else None


def _behind_aside(line: Line, start: int) -> int:
    """Not*, as rumoured,* 2,000: the token behind what somebody else said; `start` where nothing stands between."""
    if not line.follows(start, ",", "as"):
        return start
    return next((k + 1 for k in range(start + 2, min(line.size, start + 12)) if line.at(k) == ","), start)


def _denied_before(line: Line, at: int, start: int) -> bool:
    """ "denied a report that it was preparing to …" """
    return any(line.at(k) in _DENIES or is_rejected(line, k) for k in range(start, at))


_DENIES = words("denied denies denying rejected dismissed")


_MEANT = words("plan plans planned planning want wanted demand demanded seek sought")
_FACING = words("face faces facing")
#: What somebody faces when it is still to come.
_BURDENS = words(
    "years months weeks bill bills fine fines blow hit rise rises hike hikes increase increases cut cuts shortfall "
    "delay delays wait penalty penalties sentence surcharge levy tariff tariffs loss losses charge"
)


def _cue_at(line: Line, at: int, limit: int) -> Mood | None:
    """The mood of a cue that begins at `at` and ends by `limit`."""
    if is_may(line, at):
        return None
    if line.at(at) == "would" and line.at(at + 1) != "have" and said_before(line, at):
        return None
    if line.at(at - 1) in {"than", "as"} and line.at(at) in FORESEEN:
        return None  # "more than expected"
    if line.at(at) == "target" and line.at(at - 1) == "price":
        return Mood.FORECAST
    if upheaval_at(line, at) or _is_of_once(line, at):
        return Mood.PAST
    if line.at(at) in _MEANT | _FACING and line.at(at - 1) not in _SHIFTED and _is_meant(line, at, limit):
        return Mood.PLANNED if line.at(at) in _MEANT else Mood.FORECAST
    for cue, found in cues("mood").get(line.at(at), ()):
        if at + len(cue) <= limit and line.follows(at, *cue):
            return found
    return None


def _is_meant(line: Line, at: int, limit: int) -> bool:
    """ "*plans* 40 flights", "*want* 40 million", "*faces* up to 40 *years*", "*face a bill* of 40 euros" """
    if at + 1 == limit:
        return line.at(at) in _MEANT or not _BURDENS.isdisjoint(line.low[limit : limit + 7])
    return line.at(at) in _FACING and not _BURDENS.isdisjoint(line.low[at:limit])


_SHIFTED = words("would could might had")


def _is_of_once(line: Line, at: int) -> bool:
    """A club that *once drew* 9,000 · *it had* earlier *forecast* 3 percent; not "analysts had expected" """
    if line.at(at) == "once":
        told = line.tag(at - 1) in {"NOUN", "PROPN", "PRON"} or line.at(at - 1) in {"had", "'d", "was", "were"}
        return told and line.tag(at + 1) == "VERB"
    had = at - 1 - (line.at(at - 1) in _ONCE)
    own = had < at - 1 or line.at(had - 1) in SELF
    return line.at(at) in FORESEEN and line.at(had) == "had" and own


_ONCE = words("earlier previously originally initially first")
