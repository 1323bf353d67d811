"""Kinds: level, delta, rate, total, share, ratio or plan, by what moved, by the quantity's words and its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.model.figure import Kind, Mood
from workers.figures.against import is_set_beside_a_part
from workers.figures.lexicon import words
from workers.figures.line import Line, line_of
from workers.figures.measures import happenings
from workers.figures.moved import Move
from workers.figures.nodes import Quantity


def kind(line: Line, quantity: Quantity, move: Move | None, said: Mood, others: Sequence[Quantity]) -> Kind:
    """What sort of number it is; `others` are the line's quantities."""
    if line.follows(quantity.first - 2, "factor", "of") or _is_multiple(line, quantity):
        return Kind.RATIO
    if move and move.kind:
        return move.kind
    if quantity.kind:
        return quantity.kind
    if quantity.unit.name == "percent" and (_is_part(line, quantity) or _is_beside_part(line, quantity, others)):
        return Kind.SHARE
    if _adds(line, quantity):
        return Kind.DELTA
    if said in (Mood.PLANNED, Mood.FORECAST):
        return Kind.PLAN
    return Kind.TOTAL if _sums_up(line, quantity) else Kind.LEVEL


def _is_multiple(line: Line, quantity: Quantity) -> bool:
    """Debt is *2.1 times earnings* · three *times too* small; not "was held three times" """
    if line.at(quantity.last) != "times" and line.at(quantity.last - 1) != "times":
        return False
    at = quantity.last + (line.at(quantity.last) == "times")
    measured = line.tag(at) in {"NOUN", "DET", "ADJ"} and line.at(at) not in _EVERY
    return measured or line.at(at) in _MEASURED or quantity.value % 1 != 0


_MEASURED = words("too its their")
_EVERY = words("a an this last each every that")


def _is_beside_part(line: Line, quantity: Quantity, others: Sequence[Quantity]) -> bool:
    """91 percent of turnover, *against 78 percent* a season earlier: a share like the one it is set against"""
    if not is_set_beside_a_part(line, quantity.first):
        return False
    before = [each for each in others if each.last <= quantity.first and each.unit.name == "percent"]
    return bool(before) and (before[-1].kind is Kind.SHARE or _is_part(line, before[-1]))


def _adds(line: Line, quantity: Quantity) -> bool:
    """Two more bodies · another 40 people · an additional 5,000 troops: added to what was counted before"""
    if quantity.has_unit:
        money = quantity.unit.dimension.startswith("money") and not quantity.rate
        return money and line.at(quantity.first - 1) in _ANOTHER  # "an extra 40 million crowns"
    if line.at(quantity.last) in _MORE and line.at(quantity.last + 1) not in {"than", "", ".", ","}:
        return True
    return line.at(quantity.first - 1) in _ANOTHER and not _is_of_others(line, quantity)


def _is_of_others(line: Line, quantity: Quantity) -> bool:
    """27 died and another 140 *were injured*: others befell something else, so that nothing is added to a count"""
    begin = max(0, quantity.first - 2)
    own = _fates_in(line, begin, min(line.size, quantity.last + _NEAR))
    if not own:
        return False
    other = _fates_in(line, 0, begin)
    if not other and line.sentence.index:
        behind = line_of(line.document, line.document.sentences[line.sentence.index - 1])
        other = _fates_in(behind, 0, behind.size)
    return bool(other) and own.isdisjoint(other)


_NEAR, _FAR = 7, 16  # tokens


def _fates_in(line: Line, first: int, last: int) -> frozenset[str]:
    """What befell anybody in tokens [first, last), by name."""
    told = (happenings().get(word) for word in line.low[first:last])
    return frozenset(each[0] for each in told if each and each[0] != "=")


def _sums_up(line: Line, quantity: Quantity) -> bool:
    """A total of 31 drones · brought the toll to 27 · 40 in all · 300 people so far · have died since January"""
    first, last = quantity.first, quantity.last
    if line.follows(first - 3, "a", "total", "of"):
        return True
    if line.at(first - 1) in _SUMMED or _so_far(line, first):
        return True
    if line.at(first - 1) == "to" and not _BRINGS.isdisjoint(line.low[max(0, first - _FAR) : first]):
        return True
    end = next((at for at in range(last, line.size) if _ends_count(line, at)), line.size)
    if not _is_beside_count(line, first) and any(_is_in_all(line, at) for at in (0, *range(last, end))):
        return True
    if line.at(first - 2) == "total" and line.at(first - 1) in {"was", "is", "reached"}:
        return True
    lasting = not _HAVE.isdisjoint(line.low[:end])
    counted = not quantity.has_unit and line.at(last) not in {"a", "an", "per"} and line.at(first - 1) not in _KEEPING
    summed = counted or _is_put_together(line, quantity)
    return lasting and summed and ("since" in line.low[last:end] or _since_ahead(line, first))


def _since_ahead(line: Line, first: int) -> bool:
    """*Since* the beginning of the year 29 violations have been recorded"""
    at = next((k for k in (0, 1) if line.at(k) == "since"), -1)
    return at >= 0 and first - at < _NEAR and not any(line.tag(k) == "VERB" for k in range(at, first))


def _is_put_together(line: Line, quantity: Quantity) -> bool:
    """Has *put in 112 million* since 2021 · has *exported 40 tonnes* since: no level, "has cost 40 euros since" """
    whole = quantity.unit.dimension.partition(":")[0] in _ADD_UP and not quantity.rate and not quantity.is_modifier
    at = quantity.first - 1
    verb = at - (line.at(at) in {"in", "out", "up", "back"})
    return whole and line.tag(verb) == "VERB" and line.at(verb) not in _KEPT


_ADD_UP = words("money mass volume energy")
_KEEPING = words("cost stood remained weighed held")
_KEPT = _KEEPING | words("been is are was were had has have totalled")


def _so_far(line: Line, first: int) -> bool:
    """Police have *so far* made 12 arrests"""
    at = next((k for k in range(first - 1, max(0, first - 5), -1) if line.follows(k, "so", "far")), first)
    return at < first and _CLAUSE.isdisjoint(line.low[at:first]) and "," not in line.low[at:first]


def _ends_count(line: Line, at: int) -> bool:
    """Another clause or number; not "38,200 people have been let go *at 129* companies so far"."""
    other = line.kind(at) == "number" and line.at(at - 1) not in _PLACES
    return other or line.at(at) in _CLAUSE


_PLACES = words("at in from across among by")


def _is_beside_count(line: Line, first: int) -> bool:
    """No word of a sum stands in the line, or another count has it: "38,200 people at *129* companies so far"."""
    if _IN_ALL.keys().isdisjoint(line.vocabulary):
        return True
    return line.at(first - 1) in _PLACES and any(line.kind(at) == "number" for at in range(first - 1))


def _is_in_all(line: Line, at: int) -> bool:
    """ "in all", "all told", "so far" begins at token `at`."""
    return any(line.follows(at, *cue) for cue in _IN_ALL.get(line.at(at), ()))


#: First word → the cues that begin with it.
_IN_ALL = {
    "in": (("in", "all"), ("in", "total")),
    "all": (("all", "told"),),
    "altogether": (("altogether",),),
    "so": (("so", "far"),),
    "to": (("to", "date"),),
}
_SUMMED = words("combined cumulative aggregate totalled totaled totals totalling totaling")
_BRINGS = words("bringing brings brought taking takes took pushing pushed")
_HAVE = words("have has had")
_CLAUSE = words("; . and but while which who")
_MORE = words("more additional further extra")
_ANOTHER = words("another additional further extra")
_PARTS = words("share proportion percentage quota")
_HOLDINGS = words("stake stakes shareholding shareholdings holding ownership majority")
_VOTED = words("vote votes voted ballots survey poll polls voters seats counted")
_WON = words("has have had won win wins got gets took takes with received polled polls by on at")
_SAY = words(
    "are were is was have had say said says think thought believe believed want wanted support supported oppose "
    "opposed back backed favour favor favoured favored trust approve disapprove live lived agree agreed voted reported"
)
_WOULD = words("would will could may might")
_FAVOUR = words("favour favor")
_STAYS = words("be remain survive stay live vote back support say")
_BE = words("is are was were been be remains remained only just about some around now still")
_COMPARES = words("higher lower more less up down above below off ahead behind better worse cheaper due")


def _is_part(line: Line, quantity: Quantity) -> bool:
    """Only 19 per cent are against · a 30% stake · the share of infants … 81 percent: a part of a whole"""
    lead = quantity.first - 1
    while line.tag(lead) == "ADJ" or line.at(lead) in {"a", "an"}:
        lead -= 1  # "by an overwhelming 97 percent"
    before, behind = line.at(lead), line.at(quantity.last)
    held = before == "of" and line.at(quantity.first - 2) in _HOLDINGS  # "a stake of 30 per cent"
    if held or line.at(line.skip_hyphen(quantity.last)) in _HOLDINGS or line.follows(quantity.first - 2, "of", "which"):
        return True
    if (behind in _SAY or (behind in _WOULD and line.at(quantity.last + 1) in _STAYS)) and (
        before in {"", "that", "only", "and", "but", '"', ",", ":", ";"}
    ):
        return True
    if before in _BE and behind not in _COMPARES and line.tag(quantity.last) in {"ADJ", "VERB"}:
        return True
    if not _PARTS.isdisjoint(line.low[max(0, quantity.first - 14) : quantity.first]):
        return True
    voted = not _VOTED.isdisjoint(line.vocabulary)
    if voted and (behind in {"against", "undecided", "opposed", "unsure"} or line.at(quantity.last + 1) in _FAVOUR):
        return True  # "a poll found 68 percent against it"
    return voted and (before in _WON or line.tag(quantity.first - 1) in {"NOUN", "PROPN"})
