"""Kinds: level, delta, rate, share, ratio or plan, by what moved, by the quantity's own words and by its sentence."""

from __future__ import annotations

from monitor.model.figure import Kind, Mood
from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.moved import Move
from workers.figures.nodes import Quantity


def kind(line: Line, quantity: Quantity, move: Move | None, said: Mood) -> Kind:
    """What sort of number it is."""
    if move and move.kind:
        return move.kind
    if quantity.kind:
        return quantity.kind
    if quantity.unit.name == "percent" and _is_part(line, quantity):
        return Kind.SHARE
    if _adds(line, quantity):
        return Kind.DELTA
    if said in (Mood.PLANNED, Mood.FORECAST):
        return Kind.PLAN
    return Kind.LEVEL


def _adds(line: Line, quantity: Quantity) -> bool:
    """Two more bodies · another 40 people · an additional 5,000 troops: added to what was counted before"""
    if quantity.has_unit:
        return False
    more = line.at(quantity.last) in _MORE and line.at(quantity.last + 1) not in {"than", "", ".", ","}
    return more or line.at(quantity.first) == "another" or line.at(quantity.first - 1) in _ANOTHER


_MORE = words("more additional further extra")
_ANOTHER = words("another additional further extra")
_PARTS = words("share proportion percentage quota")
_HOLDINGS = words("stake stakes shareholding shareholdings holding ownership majority")
_VOTED = words("vote votes ballots poll polls voters seats counted")
_WON = words("has have had won win wins got gets took takes with received polled polls by on at")
_SAY = words(
    "are were is was have had say said says think thought believe believed want wanted support supported oppose "
    "opposed back backed favour favor favoured favored trust approve disapprove live lived agree agreed voted reported"
)
_BE = words("is are was were been be remains remained only just about some around now still")
_COMPARES = words("higher lower more less up down above below off ahead behind better worse cheaper due")


def _is_part(line: Line, quantity: Quantity) -> bool:
    """Only 19 per cent are against · a 30% stake · the share of infants … 81 percent: a part of a whole"""
    before, behind = line.at(quantity.first - 1), line.at(quantity.last)
    held = before == "of" and line.at(quantity.first - 2) in _HOLDINGS  # "a stake of 30 per cent"
    if held or line.at(line.skip_hyphen(quantity.last)) in _HOLDINGS or line.follows(quantity.first - 2, "of", "which"):
        return True
    if behind in _SAY and (before in {"", "that", "only", "and", "but", '"', ","} or quantity.first == 0):
        return True
    if before in _BE and behind not in _COMPARES and line.tag(quantity.last) in {"ADJ", "VERB"}:
        return True
    if not _PARTS.isdisjoint(line.low[max(0, quantity.first - 14) : quantity.first]):
        return True
    voted = not _VOTED.isdisjoint(line.vocabulary)
    return voted and (before in _WON or line.tag(quantity.first - 1) in {"NOUN", "PROPN"})
