"""Units left out: "to 14 from 11 percent", "and solar barely 2", "plunged to minus ten", "most were over 60".

Each rule looks at one bare number, at what stands around it and at the amount with a unit that was said before it in
its sentence or the last; `restore` tries them in order and gives the number its unit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from workers.figures.countries import country_of
from workers.figures.lexicon import words
from workers.figures.line import Line, befallen
from workers.figures.moved import moved_itself
from workers.figures.nodes import COUNT, Quantity, Unit
from workers.figures.ranges import moves
from workers.figures.units import degrees, named_money

_POINTS = Unit("percentage_point", "points", 0.01)
_YEAR = Unit("year", "time", 31557600.0)
_CLOSERS = words(
    "in on at by for from to last this a an year earlier before after since and or but while as the than against "
    "compared versus with now then today per of per if when where which who that was is are were over under "
    "apiece each all again overall instead altogether so until next during within among across yesterday tomorrow "
    "it they"
)


class _Place(NamedTuple):
    """A bare number, what was said before it, and what its sentence holds."""

    line: Line
    bare: Quantity
    #: The last amount with a unit before it in its sentence; None where there is none.
    said: Quantity | None
    #: The one before that, in another unit.
    other: Quantity | None
    #: The next amount behind it.
    following: Quantity | None
    #: The last unit of the sentence before, and the text's first exchange rate.
    units: Sequence[Unit]

    @property
    def earlier(self) -> Unit | None:
        """The last unit of the sentence before."""
        return self.units[0] if self.units else None


def restore(line: Line, found: Sequence[Quantity], earlier: Sequence[Unit] = ()) -> None:
    """Give the bare numbers of a sentence the unit they leave out; `earlier` as in `quantities`.

    Changes `found`.
    """
    said = other = None
    for k, quantity in enumerate(found):
        if not quantity.has_unit and _is_bare(line, quantity):
            following = found[k + 1] if k + 1 < len(found) else None
            _restore(_Place(line, quantity, said, other, following, earlier))
        if quantity.has_unit:
            if said is not None and said.unit.dimension != quantity.unit.dimension:
                other = said
            said = quantity


def _restore(place: _Place) -> None:
    for name, rule in _RULES:
        unit = rule(place)
        if unit is not None:
            place.bare.unit, place.bare.has_unit = unit, True
            place.bare.rules.append(f"unit: {name}")
            return


_OWED = words("debt debts cash loans losses aid investment equity")


def _is_bare(line: Line, quantity: Quantity) -> bool:
    """Nothing that is counted stands behind it."""
    if quantity.unit is not COUNT or quantity.rate or quantity.is_modifier or quantity.number.form == "zero":
        return False
    behind = line.at(quantity.last)
    if behind in _THAN and line.at(quantity.last + 1) == "than":
        return True
    if behind == "the" or (behind == "of" and line.at(quantity.last + 1) in _OWED):
        # "3.9bn the market had hoped for", "two billion of debt", "by four the next"
        return quantity.number.magnitude > 1 or line.at(quantity.last + 1) in {"next", "following", "previous"}
    if line.kind(quantity.last) == "word":
        return behind in _CLOSERS or behind in _PLACES or behind in _POINT or line.tag(quantity.last) == "VERB"
    return behind not in {"-", "/", ":"} or not line.glued(quantity.last)


_GOES_ON = words("and but while as in for by over on under after if when with against")


def _ends_clause(line: Line, at: int) -> bool:
    return line.kind(at) != "word" or line.at(at) in _GOES_ON


def _same_size(one: Quantity, other: Quantity) -> bool:
    """Numbers of one thing: the same magnitude word, neither twenty times the other."""
    low, high = sorted((abs(one.number.value), abs(other.number.value)))
    return one.number.magnitude == other.number.magnitude and high <= max(20 * low, 20.0)


# ── points ───────────────────────────────────────────────────────────────────────────────────────────────────

_POINT = words("point points")
_POLLED = words(
    "poll polls pollster pollsters survey surveys voter voters ratio margin unemployment inflation turnout approval "
    "error support percent % share rating ratings lead majority"
)
_PLAYED = words("index game games match season table win wins league championship shares stocks ftse dow nikkei")


def _points(place: _Place) -> Unit | None:
    """Her lead narrowed to 4 points · a margin of error of two points · improved 1.8 points to 93.4 percent"""
    line, bare = place.line, place.bare
    if line.at(bare.last) not in _POINT:
        following = place.following
        fewer = following is None or line.at(bare.last) != "from" or following.first - bare.last > 2
        return None if fewer or following is None or following.unit.name != "percentage_point" else following.unit
    polled = not _POLLED.isdisjoint(line.vocabulary) or (place.earlier is not None and place.earlier.name == "percent")
    if not polled or not _PLAYED.isdisjoint(line.vocabulary) or abs(bare.value) > 60:
        return None
    bare.last += 1
    bare.core_last = bare.last
    return _POINTS


# ── the other side of a comparison ───────────────────────────────────────────────────────────────────────────

_AGAINST = words("against versus than vs vs.")
#: Before a percentage they make it a level: "rose 5 percent from 27" compares nothing.
_LEVELS = words("to at of is was stood by")


_THAN = words("more fewer less higher lower")
_FORESEEN = words("expected forecast predicted planned estimated targeted budgeted foreseen analysts economists")


def _more_than(place: _Place) -> Unit | None:
    """17.9 million tonnes of grain, 3.2 million fewer than a year ago"""
    line, bare, said = place.line, place.bare, place.said
    foreseen = line.at(bare.last) in _FORESEEN
    told = line.at(bare.first - 1) in {",", "is", "was"} and line.at(bare.last) in _THAN
    if said is None or not (told or foreseen):
        return None
    least = 1e3 if said.unit.dimension.startswith("money") else 1e6
    alike = min(bare.number.magnitude, said.number.magnitude) >= least and said.unit.dimension not in {"share", "time"}
    return said.unit if alike else None


_INSTEAD = frozenset(
    {("rather", "than"), ("compared", "with"), ("compared", "to"), ("short", "of"), ("ahead", "of"), ("shy", "of")}
)


def _compared(place: _Place) -> Unit | None:
    """5.1 percent, against 4.7 · to six months from 18 · $4m instead of 3 million"""
    line, bare, said = place.line, place.bare, place.said
    if said is None:
        return None
    if line.follows(bare.first, "give", "or", "take") or line.follows(bare.first - 3, "plus", "or", "minus"):
        return said.unit if abs(bare.value) < abs(said.value / said.unit.scale) else None
    at = bare.first - 1
    if line.at(at) == "of" and line.at(at - 1) in _TOLD_OF:  # "against the average of 65"
        at -= 2
    while line.at(at) in {"the", "a", "an", "usual", "only", "just", "previous"}:
        at -= 1
    word, before = line.at(at), line.at(at - 1)
    if (before, word) == ("instead", "of") and bare.number.magnitude == said.number.magnitude:
        return said.unit
    if not _same_size(said, bare):
        return None
    instead = (before, word) in _INSTEAD or (word in {"below", "above"} and at < bare.first - 1)
    level = said.unit.dimension != "share" or line.at(said.first - 1) in _LEVELS
    back = (word == "from" and level) or (word == "to" and line.at(said.first - 1) == "from")
    return said.unit if instead or back or word in _AGAINST else None


def _from_behind(place: _Place) -> Unit | None:
    """Rose to 14 from 11 percent · 12, against 9 percent a year ago"""
    line, bare, following = place.line, place.bare, place.following
    if following is None or not following.has_unit or not _same_size(bare, following):
        return None
    between = line.low[bare.last : following.first]
    if between and between[0] == ",":
        between = between[1:]
    joined = between in (["from"], ["against"], ["compared", "with"], ["versus"], ["up", "from"], ["down", "from"])
    return following.unit if joined and line.at(bare.first - 1) in {"to", "at", "was", "is", "of"} else None


# ── a clause that leaves out what the one before it said ─────────────────────────────────────────────────────

_GAPPED = ("share", "temperature", "points")
_HEDGES = words("barely only just about some nearly around roughly almost hardly scarcely a mere another")
_JOINS = words("and but while , ; whereas with")


def _gapped(place: _Place) -> Unit | None:
    """Wind supplied 47 per cent and solar barely 2 · wages went up three percent, the rent has gone up thirty"""
    return _gapped_from(place, place.said) or _gapped_from(place, place.other)


def _gapped_from(place: _Place, said: Quantity | None) -> Unit | None:
    line, bare = place.line, place.bare
    if said is None or said.is_modifier:
        return None
    if _parallel(line, said, bare):
        return said.unit
    if not _ends_clause(line, bare.last):
        return None
    dimension = said.unit.dimension
    sums = dimension != "count" and bare.number.magnitude == said.number.magnitude > 1
    if dimension not in _GAPPED and not sums:
        return None
    if dimension == "share" and abs(bare.value) > 100:
        return None
    if _JOINS.isdisjoint(line.low[said.last : bare.first]):
        return None
    at = bare.first - 1
    while line.at(at) in _HEDGES:
        at -= 1
    before = line.at(at)
    if before in befallen() and line.at(at - 1) not in {"the", "those"}:
        return None
    of_others = bare.is_range and line.at(at - 1) in {
        "the",
        "those",
    }
    if sums and (line.at(at) in {"of", "and", "to"} or of_others) and dimension not in _GAPPED:
        return said.unit
    if before == line.at(said.first - 1) and before not in {"", ","}:
        return said.unit
    if dimension == "temperature":
        reached = before in {"to", "at", "of", "by", "from"} or line.at(bare.first) in {"above", "below"}
        return said.unit if reached else None
    exact = dimension == "share" and bare.number.form == "digits" and bare.number.step < 1
    named = line.tag(at) in {"NOUN", "PROPN"}
    return said.unit if exact or named else None


_PLACES = words(
    "in on at among for outside inside beyond upstream downstream abroad elsewhere there to from with under over "
    "behind across by per here before after"
)


def _parallel(line: Line, said: Quantity, bare: Quantity) -> bool:
    """5 percent among men and 8 among women · 52 seconds, she in 58: the same place in a second clause"""
    if bare.number.magnitude != said.number.magnitude or not _same_size(said, bare):
        return False
    before, behind = line.at(bare.first - 1), line.at(bare.last)
    if before in {"and", "but", "while"} and behind in _PLACES:
        return line.at(bare.last + 1) not in {"which", "whom", "them"}
    same = before == line.at(said.first - 1) and before in {"in", "at", "to", "by", "of", "with", "weighed", "cost"}
    return same and line.kind(bare.last) != "word" and line.at(bare.first - 2) not in {"and", ","}


_PRICED = words("price prices ticket tickets fare fares rent rents fee fees cost costs litre wage wages ranging ranged")
_GOES = words("go goes going went sell sells sold")
_PRICES = words("got paid received charged cost costs earned owed pay get spent sold gave borrowed asked offered")


def _of_a_sum(place: _Place) -> Unit | None:
    """16.4 million dollars, of which some 9 million was pledged · 13.5 billion euros, including two billion of debt ·
    9,000 hours, of which 2,150 on this type"""
    line, bare, said = place.line, place.bare, place.said
    if said is None or "/" in said.unit.dimension or bare.value >= said.value:
        return None
    of_which = line.follows(bare.first - 2, "of", "which")
    if said.unit.dimension.startswith("money"):
        part = of_which or line.at(bare.first - 1) == "including"
        return said.unit if part and bare.number.magnitude >= 1e3 else None
    return said.unit if of_which and said.unit.dimension not in _NO_SUMS and _same_size(said, bare) else None


_NO_SUMS = frozenset(("share", "points", "temperature"))


def _part_of(place: _Place) -> Unit | None:
    """Seventeen of his twenty-two hectares · 130 of the worst 150 miles of line"""
    line, bare, whole = place.line, place.bare, place.following
    if line.at(bare.last) != "of" or whole is None or not whole.has_unit or whole.is_modifier:
        return None
    between = range(bare.last + 1, whole.first)
    if not 1 <= len(between) <= 3 or whole.unit.dimension in _NO_SUMS or bare.value > whole.value:
        return None
    alone = line.tag(whole.last) not in {"NOUN", "PROPN"}  # not "two of the $5 million projects"
    return whole.unit if alone and all(line.tag(at) in _DESCRIBES for at in between) else None


_DESCRIBES = frozenset(("DET", "PRON", "ADJ", "PART"))


def _stepped_to(place: _Place) -> Unit | None:
    """Fell by 3,225 tonnes to 148,700"""
    line, bare, said = place.line, place.bare, place.said
    if said is None or said.unit.dimension in _NO_SUMS or line.low[said.last : bare.first] != ["to"]:
        return None
    stepped = line.at(said.first - 1) == "by" or line.at(said.first - 1) in moves()
    return said.unit if stepped and bare.number.magnitude == said.number.magnitude else None


def _moved_to(place: _Place) -> Unit | None:
    """A sentence of 12 years *was reduced to nine* · the 3-mile road was later extended to five"""
    line, bare, said = place.line, place.bare, place.said
    if said is None or said.unit.dimension in _NO_SUMS or line.at(bare.first - 1) != "to":
        return None
    moved = moved_itself(line, said.last) == bare.first - 2 and _ends_clause(line, bare.last)
    return said.unit if moved and _same_size(said, bare) else None


def _further(place: _Place) -> Unit | None:
    """Ten feet down, and the wreck a further forty"""
    line, bare, said = place.line, place.bare, place.said
    further = line.follows(bare.first - 2, "a", "further") or line.at(bare.first - 1) == "another"
    if said is None or not further or said.unit.dimension in {"share", "time"} or not _ends_clause(line, bare.last):
        return None
    if {line.at(bare.first - 2), line.at(bare.first - 3)} & befallen():
        return None
    return said.unit if _same_size(said, bare) else None


_MEASURES = words(
    "held holds hit hits reached reaches touched touches totalled totaled stood was were fell rose dropped climbed "
    "sold earned earns spent cost costs paid expected forecast predicted projected wanted sought promised had produce "
    "produces produced yield yields yielded generate generates generated weigh weighs weighed managed manages"
)


def _measured_again(place: _Place) -> Unit | None:
    """ "The dam holds 3.4 billion cubic metres; it held 1.1 billion" · yields 12 MW and has touched 15.1"""
    line, bare, said = place.line, place.bare, place.said
    if said is None or said.is_modifier or " / " in said.unit.name or not _ends_clause(line, bare.last):
        return None
    if said.unit.dimension in {"share", "time", "points"} or not _same_size(said, bare):
        return None
    before = line.at(bare.first - 1)
    measured = before in _MEASURES or line.follows(bare.first - 2, "pencilled", "in")
    precise = bare.number.magnitude > 1 or 0 < bare.number.step < 1
    precise = precise or (abs(bare.value) >= 100 and not said.unit.dimension.startswith("money"))
    return said.unit if measured and precise and before not in befallen() - _MEASURES else None


_FORESEES = words("in expected forecast predicted projected wanted")


def _foreseen_before(place: _Place) -> Unit | None:
    """ "Most economists expected a cut of 25 basis points. Two had pencilled in 50." """
    line, bare, earlier = place.line, place.bare, place.earlier
    if place.said is not None or earlier is None or earlier.name not in {"basis_point", "percent", "percentage_point"}:
        return None
    before = line.at(bare.first - 1)
    foresees = line.at(bare.first - 2) in {"pencilled", "penciled"} if before == "in" else before in _FORESEES
    return earlier if foresees and bare.number.magnitude == 1.0 and _ends_clause(line, bare.last) else None


_ELSE = words("sometimes maybe perhaps then later often even occasionally")


def _or_else(place: _Place) -> Unit | None:
    """Five dollars, sometimes ten · 15 euros, or eight for students · twenty, then thirty pounds"""
    line, bare, said, following = place.line, place.bare, place.said, place.following
    if said is not None and " / " not in said.unit.name and _same_size(said, bare):
        between = line.low[said.last : bare.first + 1]
        other = len(between) in {2, 3} and between[0] == "," and between[1] in _ELSE
        cheaper = between[:2] == [",", "or"] and said.unit.dimension.startswith("money")
        if (other or cheaper) and (_ends_clause(line, bare.last) or line.at(bare.last) in {"a", "per"}):
            return said.unit
    if following is None or not following.has_unit or " / " in following.unit.name or not _same_size(bare, following):
        return None
    joined = line.low[bare.last : following.first] in ([",", word] for word in ("then", "later", "now"))
    return following.unit if joined else None


_DISPUTE = words(
    "union unions employer employers strike striking strikers offered stoppage mediator wage wages pay raise walkout "
    "management "
    "bosses mills"
)
_BIDS = words("offering offered offer offers want wants wanted demand demands demanding demanded put accept sought get")


def _bid(place: _Place) -> Unit | None:
    """The dockers want 7.5%, the employers are offering four, the mediator favours something between five and six"""
    line, bare, said = place.line, place.bare, place.said
    percent = said.unit if said is not None else place.earlier
    if percent is None or percent.name != "percent" or _DISPUTE.isdisjoint(line.vocabulary):
        return None
    bid = (
        line.at(bare.first - 1) in _BIDS
        or line.follows(bare.first - 2, "out", "for")
        or (bare.is_range and _ends_clause(line, bare.last))
    )
    return percent if bid and bare.number.magnitude == 1.0 and 0 < bare.value <= 50 else None


def _paid(place: _Place) -> Unit | None:
    """It was worth 38,000 euros and I got 20,000 for it"""
    line, bare, said = place.line, place.bare, place.said
    if said is None or not said.unit.dimension.startswith("money") or " / " in said.unit.name:
        return None
    if not _PRICED.isdisjoint(line.vocabulary) and line.at(bare.first - 1) in {"to", "at", "and"}:
        return said.unit if _ends_clause(line, bare.last) and bare.number.magnitude == 1.0 else None
    sold = line.at(bare.first - 1) == "for" and line.at(bare.first - 2) in _GOES
    bought = (sold or line.at(bare.first - 1) in _PRICES) and line.at(bare.last) in {
        "for",
        "",
        ".",
        ",",
        "a",
        "in",
        '"',
    }
    return said.unit if bought and _same_size(said, bare) else None


def _sum_before(place: _Place) -> Unit | None:
    """ "Insurers are talking of 400 million euros. The last one cost them 1.3 billion." """
    line, bare, earlier = place.line, place.bare, place.earlier
    if earlier is None or place.said is not None or bare.number.magnitude < 1e6:
        return None
    if not earlier.dimension.startswith("money") or "/" in earlier.dimension or not _ends_clause(line, bare.last):
        return None
    return earlier if not _PRICES.isdisjoint(line.low[max(0, bare.first - 3) : bare.first]) else None


_STOOD = words("at to of below above past beyond near around about reach hit touched")


def _traded(place: _Place) -> Unit | None:
    """ "We see the rouble at 100 by June", "the currency was at 95.40": the exchange rate told before"""
    line, bare = place.line, place.bare
    rate = next((unit for unit in reversed(place.units) if "/money" in unit.dimension), None)
    if rate is None or bare.number.magnitude > 1 or line.kind(bare.last) == "symbol":
        return None
    stood = line.at(bare.first - 1) in _STOOD or line.at(bare.first) in _STOOD
    ours = rate.name.partition(" / ")[0]
    named = any(named_money(line, at) == ours for at in range(max(0, bare.first - 8), bare.first))
    return rate if stood and (named or "currency" in line.low[: bare.first]) else None


_TOLD_OF = words(
    "threshold target rate goal norm usual mean level share forecast consensus average figure ceiling limit"
)


def _as_before(place: _Place) -> Unit | None:
    """ "We laid down a cautious figure, 4.7." · The threshold is 4."""
    line, bare, earlier = place.line, place.bare, place.earlier
    before = place.said.unit if place.said is not None else earlier
    if before is None or before.name != "percent" or not _ends_clause(line, bare.last) or abs(bare.value) > 100:
        return None
    if bare.number.magnitude > 1:
        return None
    exact = place.said is None and bare.number.step < 1 and bare.number.step > 0
    told = line.at(bare.first - 1) in {"is", "was", ",", "of", "at", "to"} and not _TOLD_OF.isdisjoint(
        line.low[max(0, bare.first - 5) : bare.first]
    )
    return before if exact or told else None


# ── what the sentence is about ───────────────────────────────────────────────────────────────────────────────

_HEAT = words("temperature temperatures mercury thermometer thermometers lows highs")
_FELT = words("it feel feels felt overnight frost snow wind cold colder coldest freezing degrees")
_HEAT_STANDS = words("to at of below above reached hit between near around about under over touched")


def _heat(place: _Place) -> Unit | None:
    """Temperatures plunged to minus ten in the valleys"""
    line, bare = place.line, place.bare
    felt = line.at(bare.core_first) == "minus" and not _FELT.isdisjoint(line.vocabulary)
    if (_HEAT.isdisjoint(line.vocabulary) and not felt) or not -90 <= bare.value <= 130 or bare.number.magnitude > 1:
        return None
    stands = line.at(bare.first - 1) in _HEAT_STANDS or bare.value < 0 or bare.is_range
    return degrees(line, bare.value) if stands else None


_AGED = words("most all many both people women men half who they patients victims voters dead residents others")


def _age(place: _Place) -> Unit | None:
    """Most were over 60 · two in five teachers are over 55"""
    line, bare = place.line, place.bare
    if bare.qualifier not in {"more_than", "less_than"} or line.at(bare.core_first - 1) not in {"over", "under"}:
        return None
    be = line.at(bare.core_first - 2)
    if (
        be not in {"are", "were", "is", "was", "aged", "them"}
        or not 1 <= bare.value <= 110
        or not bare.number.step >= 1
    ):
        return None
    subject = line.low[max(0, bare.core_first - 6) : bare.core_first - 2]
    named = any(country_of(line.text(k)) for k in range(max(0, bare.core_first - 6), bare.core_first - 2))
    people = named or not _AGED.isdisjoint(subject) or any(word.endswith("ers") for word in subject)
    return _YEAR if people and line.kind(bare.last) != "word" else None


_RETIRE = words("retire retires retired retiring retirement pension pensions")


def _retires(place: _Place) -> Unit | None:
    """The retirement age rises to 67 · miners may retire at 55"""
    line, bare = place.line, place.bare
    if not 50 <= bare.value <= 80 or bare.number.step < 1 or _RETIRE.isdisjoint(line.vocabulary):
        return None
    if line.at(bare.first - 1) not in {"at", "to", "from", "until", "of"}:
        return None
    return (
        _YEAR
        if line.kind(bare.last) != "word" or line.at(bare.last) in {"from", "to", "by", "in", "and", "with"}
        else None
    )


_Rule = Callable[[_Place], Unit | None]
_RULES: tuple[tuple[str, _Rule], ...] = (
    ("points of a poll", _points),
    ("as compared", _compared),
    ("more than that", _more_than),
    ("of a sum", _of_a_sum),
    ("part of", _part_of),
    ("stepped to", _stepped_to),
    ("moved to", _moved_to),
    ("further", _further),
    ("or else", _or_else),
    ("bid", _bid),
    ("from behind", _from_behind),
    ("exchange rate", _traded),
    ("temperature", _heat),
    ("left out", _gapped),
    ("measured again", _measured_again),
    ("foreseen before", _foreseen_before),
    ("paid", _paid),
    ("as before", _as_before),
    ("sum before", _sum_before),
    ("age", _age),
    ("retires", _retires),
)
