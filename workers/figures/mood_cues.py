"""What the cues of mood before a figure and behind it share: the lexicons, and which tense is whose."""

from __future__ import annotations

from functools import cache
from itertools import product

from monitor.model.figure import Mood
from workers.figures.lexicon import rows, words
from workers.figures.line import Line


@cache
def cues(name: str) -> dict[str, tuple[tuple[tuple[str, ...], Mood], ...]]:
    """First word → (all words, mood), longest first, of one lexicon."""
    table: dict[str, list[tuple[tuple[str, ...], Mood]]] = {}
    for surface, told in rows(name):
        for cue in product(*(each.split("|") for each in surface.split())):  # "plans|plan to"
            table.setdefault(cue[0], []).append((cue, Mood(told)))
    return {first: tuple(sorted(cues, key=lambda each: -len(each[0]))) for first, cues in table.items()}


def is_may(line: Line, at: int) -> bool:
    """May, not "may"."""
    return line.at(at) == "may" and line.is_capital(at)


def said_before(line: Line, at: int) -> bool:
    """A saying in the past stands further left, so that the tenses behind it are shifted back."""
    return any(line.at(k) in _TOLD for k in range(max(0, at - REACH), at))


_TOLD = words(
    "said told announced added vowed promised warned estimated predicted believed pledged confirmed stated "
    "thought hoped signalled signaled indicated hinted suggested decided ruled agreed "
    "concluded found forecast feared expected assumed "
    "declared explained insisted noted wrote argued calculated claimed reported reckoned reckons"
)
REACH = 25  # tokens; a cue further off belongs to something else
#: Words and marks behind which the clause of a cue does not go on.
ENDS_CLAUSE = words(", ; . : — that who which than")


def is_conditioned(line: Line, start: int) -> bool:
    """Will flood 40 villages *if the dam fails*"""
    at = next((k for k in range(start, line.size) if line.at(k) in {"if", "unless"}), 0)
    return at > 0 and line.at(at - 1) not in _ASKS and not any(line.at(k) in {";", "—", '"'} for k in range(start, at))


_ASKS = words("as asked asking asks see know knew wonder wondered say said clear unclear tell told even")
FORESEEN = words("expected forecast predicted projected anticipated pencilled penciled")


def under_plan(line: Line) -> bool:
    """*Under the deal*, 500 prisoners would be freed: a plan or an agreement says what is to be"""
    at = next((k for k in (0, 1) if line.at(k) == "under"), -1)
    return at >= 0 and not _PLANS.isdisjoint(line.low[at + 1 : at + 5])


_PLANS = words("plan plans proposal proposals deal agreement scheme accord programme program pact draft bill terms")
