"""What is counted: by the first rule that finds it, and what happens to it."""

from __future__ import annotations

from dataclasses import replace

from workers.figures import counted_beside as beside
from workers.figures import counted_by_verb as by_verb
from workers.figures.counted_as_another import AS_COUNT_BEFORE, another, as_count_before, gapped_count
from workers.figures.counted_beside import Counted
from workers.figures.lexicon import words
from workers.figures.line import Line, acts
from workers.figures.nodes import Quantity
from workers.figures.phrases import LINKS, governing_verb

_HEDGES = words(
    "remain remains remained left still known believed thought feared reported said confirmed expected understood "
    "estimated presumed considered listed"
)


def counted(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """What the quantity counts or measures; None where its own sentence does not say."""
    quantity = _with_its_words(line, quantity)
    told = another(line, quantity, others)
    if told is not None:
        found = _by_rules(line, told, others)
        return replace(found, rule="counted: as another number") if found else None
    found = _by_rules(line, quantity, others)
    return None if found and _names_nothing(found) else found


def _with_its_words(line: Line, quantity: Quantity) -> Quantity:
    """At a depth of *only* 8 km · the tunnel, *a mere* 800 metres: words that bound or colour it are part of it"""
    first = quantity.first
    if quantity.has_unit and line.at(first - 1) == "another" and line.tag(first - 2) == "NOUN":
        first -= 1  # "ticket sales brought in £3m, merchandise another £1.2m"
    while line.at(first - 1) in _COLOURING and first > 1:
        first -= 1
    if line.low[max(0, first - 2) : first] in (["at", "present"], [",", "all"]):
        first -= 1 + (line.at(first - 1) == "present")
    coloured = line.at(first - 1) in _HEFTY and line.at(first - 2) in {"a", "an"}
    if coloured and line.tag(beside.ends(line, quantity)) not in {"NOUN", "PROPN", "ADJ"}:
        first -= 2
    return replace(quantity, first=first) if first < quantity.first else quantity


_COLOURING = words("only merely barely scarcely even fully just currently presently")
_HEFTY = words(
    "hefty mere whopping record staggering massive paltry measly meagre modest full further extra additional cool "
    "combined healthy sizeable tiny huge respectable stunning scant"
)


def _names_nothing(found: Counted) -> bool:
    """Put *it* at 40 · *one* in nine: a pronoun or a number, which stands for what was told before."""
    if found.last != found.first + 1:
        return False
    return found.line.low[found.first] in _NAMING_NOTHING or found.line.tag(found.first) == "NUM"


_NAMING_NOTHING = words("it they them this that these those one ones others")


#: In the order in which they are asked.
_RULES = (
    beside.magnitude,
    beside.aged,
    beside.nobody,
    beside.of_others,
    beside.odds,
    beside.of_them,
    beside.of_which,
    by_verb.makes_up,
    by_verb.of_them,
    beside.of_phrase,
    beside.compound,
    beside.against,
    beside.money_on,
    beside.money_gone_on,
    by_verb.costs_somebody,
    beside.each_at,
    beside.added_to,
    beside.step_in,
    beside.in_the_range,
    beside.times_the,
    beside.at_a_rate,
    beside.measured,
    beside.behind,
    beside.sold_for,
    beside.lasts_for,
    beside.before_of,
    beside.beside,
    by_verb.object_at,
    by_verb.object_given,
    beside.participle,
    by_verb.gapped,
    by_verb.object_moved,
    by_verb.subject,
    gapped_count,
    beside.apposition,
    beside.at_head,
    by_verb.clause_subject,
    by_verb.it_is,
    as_count_before,
)


def _by_rules(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """By the first rule that finds it."""
    for rule in _RULES:
        found = rule(line, quantity, others)
        if found and found.last > found.first:
            return found
    return None


def act(line: Line, quantity: Quantity, found: Counted | None) -> int:
    """The verb that says what happens to what is counted; -1 for none."""
    first, last = quantity.first, beside.ends(line, quantity)
    if found and found.line is line and found.first >= last and found.rule != beside.BEFALLS_NOBODY:
        last = found.last
    if found and found.rule in _TOLD_BEFORE and (own := _own_verb(line, last)) >= 0:
        return own
    verb = governing_verb(line, first, last)
    if verb >= last and line.low[verb] in _HEDGES:
        verb = _behind_hedge(line, verb)
    if verb < 0:
        verb = _state_behind(line, last)
    return _passive_behind(line, last) if verb < 0 else verb


#: What is counted stands with another number, whose verb is not this one's.
_TOLD_BEFORE = frozenset(("counted: as another number", AS_COUNT_BEFORE))


def _own_verb(line: Line, last: int) -> int:
    """A dozen died and 33 *suffered* wounds · eleven are *missing*: what the number itself is subject of; else -1"""
    at = last
    while line.at(at) in LINKS or line.tag(at) == "ADV":
        at += 1
    told = line.tag(at) == "VERB" or (at > last and line.at(at) in acts())
    return at if told else -1


def _state_behind(line: Line, last: int) -> int:
    """About 150 were *injured*: an adjective that tells what happened; -1 for none."""
    for i in range(last, min(line.size, last + 5)):
        if line.low[i] in acts():
            return i
        if line.low[i] not in LINKS and line.tag(i) != "ADV" and line.low[i] not in {"in", "being", "now"}:
            return -1
    return -1


def _behind_hedge(line: Line, verb: int) -> int:
    """Thirty-three are *known* to have died · 40 are feared dead: what is known or feared of them."""
    for i in range(verb + 1, min(line.size, verb + 6)):
        if line.kind(i) != "word" or line.low[i] in {"that", "and", "but"}:
            break
        if line.tag(i) in {"VERB", "ADJ"} and line.low[i] not in LINKS:
            return i
    return verb


def _passive_behind(line: Line, last: int) -> int:
    """Nearly half of the ground that the army took has been lost: the verb behind a relative clause."""
    for i in range(last + 1, min(line.size, last + 20)):
        if line.tag(i) == "VERB" and line.low[i] not in LINKS and line.at(i - 1) in {"been", "was", "were"}:
            return i
    return -1
