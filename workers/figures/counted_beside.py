"""What is counted where it stands beside its number: behind it, in its of-phrase, before "of", within a compound."""

from __future__ import annotations

from dataclasses import dataclass

from workers.figures.lexicon import words
from workers.figures.line import Line, acts, befallen
from workers.figures.nodes import Quantity
from workers.figures.people import is_person
from workers.figures.phrases import (
    LINKS,
    TIMES,
    head,
    is_time,
    outer_phrase,
    phrase_before,
    phrase_from,
    with_complement,
)
from workers.figures.speakers import is_head

#: Heads that only say that something is counted: what is counted stands behind their "of".
EMPTY_HEADS = words(
    "number numbers total totals count counts tally amount quantity share proportion percentage majority rest part "
    "group groups figure figures level levels half quarter third average sum volume"
)
_MEASURING = words(
    "population toll budget speed price rate temperature magnitude debt deficit surplus level capacity height "
    "depth width interest "
    "weight salary wage turnover revenue profit loss value cost margin fine damages bail ransom age area size"
)
_OF_DIMENSIONS = words("share ratio mass volume area length time points information energy power data")
BEFALLS_NOBODY = "counted: what befalls nobody"
WITHIN_COMPOUND = "counted: within a compound"
_AMOUNTING = words("amount amounts amounted come comes came")
_SIZES = words("number size rate amount")
_SPENDING = words(
    "spend spends spent spending blew splashed lavished invest invests invested investing pay pays paid earmarked "
    "charge charges charged charging secured secure secures pledged approved promised "
    "allocated budgeted aside wiped wiping shave knock knocked put needs need pour poured"
)
#: "Pays 7 percent on its bonds": what it is paid or charged on.
_CHARGING = words("pay pays paid paying charge charges charged charging levies levied imposes imposed earns earned")
PLACERS = words(
    "sold sell sells bought "
    "putting placing pegging pegged valuing estimating pricing appraised assessed insured priced listed rated "
    "see sees put puts estimated estimates estimate placed places pegged valued values kept left held set fixed"
)
_PARTICIPLES = words(
    "located situated weighing measuring costing totalling totaling covering worth numbering reaching exceeding "
    "valued spanning "
    "lasting averaging"
)
_DIMENSIONS = words("deep high long wide tall thick across")
_LOSING = words("losing gaining rising falling climbing shedding adding growing shrinking")
STEP_NOUNS = words(
    "increase rise drop fall decline gain jump decrease reduction improvement surge slump plunge dip cut growth "
    "hike move swing shift change fluctuation collapse spike uptick downturn contraction expansion shortfall"
)
_PEAKS = words("record all-time all time - high low peak new fresh")
_ODDS = words("in every out of")
COMPARATIVES = words(
    "lower higher more fewer less up down ahead above below cheaper dearer faster slower weaker stronger larger bigger "
    "smaller longer shorter heavier lighter older younger"
)
PRONOUNS = words("them those whom these which")
_OUTLOOKS = words("forecast forecasts estimate estimates projection projections outlook target targets")
_SETTINGS = words("trade trading dealings session market markets value terms size length width height")


@dataclass(frozen=True)
class Counted:
    """Tokens [first, last) of `line` that name what is counted, and the rule that found them."""

    line: Line
    first: int
    last: int
    rule: str

    @property
    def text(self) -> str:
        """As written."""
        return self.line.words(self.first, self.last)


def ends(line: Line, quantity: Quantity) -> int:
    """The token behind the quantity and its conversions in brackets."""
    end = quantity.extra.get("also_last")
    return end + (line.at(end) in {")", "]"}) if isinstance(end, int) else quantity.last


def magnitude(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """A magnitude 6.4 earthquake: its magnitude, whatever else the sentence tells"""
    if quantity.unit.dimension != "magnitude":
        return None
    at = next((k for k in range(max(0, quantity.first - 2), line.size) if line.low[k] == "magnitude"), None)
    return Counted(line, at, at + 1, "counted: magnitude") if at is not None else None


def aged(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Children *under the age of* six · men *aged* between 30 and 40: who is so old"""
    at = quantity.core_first - 1
    if line.at(at) == "between":
        at -= 1
    if line.at(at) == "," and line.at(ends(line, quantity)) in {".", ""} and not quantity.has_unit:
        first, last = phrase_before(line, at)  # "Guards arrested a sailor, 34."
        if last == first or not is_person(line.low[last - 1]) or not 15 < quantity.value < 110:
            return None
    elif line.at(at) == "aged":
        first, last = phrase_before(line, at)
    elif line.low[at - 2 : at + 1] == ["the", "age", "of"] and at > 2:
        first, last = phrase_before(line, at - 3)
    else:
        return None
    return Counted(line, first, last, "counted: who is so old")


def of_which(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """The *missiles*, of which five hit a target"""
    at = quantity.first - 2
    hung = line.at(at + 1) == "which" and line.at(at) == "of" and line.at(at - 1) == ","
    if not hung or names_count(line, ends(line, quantity)):
        return None
    return Counted(line, *outer_phrase(line, at - 1), "counted: of which")


def each_at(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Six *scanners*, at 3 million apiece: what each of them costs"""
    if line.at(quantity.first - 1) not in {"at", "for"} or line.at(ends(line, quantity)) not in {"apiece", "each"}:
        return None
    first, last = phrase_before(line, quantity.first - 1)
    while first < last - 1 and line.tag(first) == "NUM":
        first += 1
    return Counted(line, first, last, "counted: what each costs")


def step_in(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """A rise in *the levy* to 21 percent · a fall of 3 percent in *sales*: what has risen, whatever the verb says"""
    at = quantity.first - 1
    if line.at(at) in {"to", "of", "from"}:
        first, last = phrase_before(line, at)
        begins = first - 1 - (line.tag(first - 1) == "DET")
        if last == at and last > first and line.at(begins) in {"in", "of"} and line.at(begins - 1) in STEP_NOUNS:
            return Counted(line, first, last, "counted: what a step is in")
    end = ends(line, quantity)
    if quantity.unit.dimension == "share" and (found := _stepping(line, end)):
        return found
    if line.at(at) == "of" and line.at(at - 1) in STEP_NOUNS and line.at(end) == "in":
        first, last = phrase_from(line, end + 1)
        told = first - end <= 2 and last > first and not line.is_capital(first) and not is_time(line.low[last - 1])
        return Counted(line, first, last, "counted: what a step is in") if told else None
    return None


def _stepping(line: Line, end: int) -> Counted | None:
    """A 4% dip in *milk prices* · each 5 percent rise in *the fuel price* · 8 percent more in *rent*"""
    last = end + 1
    while line.tag(last - 1) == "ADJ" and line.at(last - 1) not in STEP_NOUNS and last < end + 3:
        last += 1
    steps = line.at(last - 1) in STEP_NOUNS or line.low[end:last] in (["more"], ["less"])
    if not steps or line.at(last) != "in":
        return None
    first, until = phrase_from(line, last + 1)
    told = until > first and first - last <= 2 and not line.is_capital(first) and not is_time(line.low[until - 1])
    return Counted(line, first, until, "counted: what a step is in") if told else None


def added_to(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Adding ten days and 3,500 miles to *a voyage* · cut two hours from *the trip*: what grows or shrinks by it"""
    if not quantity.has_unit:
        return None
    end = ends(line, quantity)
    if line.at(end) in {"and", "or"}:
        end = next((ends(line, each) for each in others if each.first == end + 1 and each.has_unit), end)
    taking = _TAKING.get(line.at(end))
    if taking is None or taking.isdisjoint(line.low[max(0, quantity.first - 7) : quantity.first]):
        return None
    first, last = phrase_from(line, end + 1)
    near = first - end <= 2 and last > first and line.tag(last - 1) == "NOUN" and not is_time(line.low[last - 1])
    return Counted(line, first, last, "counted: what it is added to") if near else None


_CUTTING = words(
    "cut cuts cutting shave shaves shaved shaving knock knocks knocked wipe wipes wiped slash slashed trim"
)
_TAKING = {"to": words("add adds added adding"), "from": _CUTTING, "off": _CUTTING}


def in_the_range(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*Temperatures* in the low 30s: what reaches that range"""
    if quantity.unit.dimension != "temperature" or not line.follows(quantity.first - 2, "in", "the"):
        return None
    return Counted(line, *phrase_before(line, quantity.first - 2), "counted: in a range")


def nobody(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Nobody was *injured* · no one *died*: what is counted is what befell them"""
    if line.at(quantity.last - 1) not in {"nobody", "one"} or quantity.value or quantity.has_unit:
        return None
    at = quantity.last
    while line.at(at) in LINKS or line.tag(at) == "ADV":
        at += 1
    told = line.tag(at) in {"VERB", "ADJ"} and (line.at(at) in acts() or line.at(at) in befallen())
    return Counted(line, at, at + 1, BEFALLS_NOBODY) if told else None


def of_others(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """12 of the 27 member states · 56 of 72 drones · seven of its nine hectares of vines: both count the same"""
    end = ends(line, quantity)
    if line.at(end) != "of":
        return None
    whole = next((each for each in others if each.first in (end + 1, end + 2)), None)
    if whole is None or whole.is_modifier:
        return None
    behind = ends(line, whole)
    if whole.has_unit:
        if quantity.unit != whole.unit or line.at(behind) != "of":
            return None
        behind += 1
    elif quantity.has_unit and quantity.unit.dimension != "share":
        return None
    first, last = phrase_from(line, behind)
    return Counted(line, first, last, "counted: one of several")


def odds(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """One *boat* in ten · one *household* in six"""
    if quantity.number.form != "odds":
        return None
    inside = range(quantity.core_first, quantity.core_last)
    nouns = [k for k in inside if line.tag(k) == "NOUN" and line.kind(k) == "word" and line.low[k] not in _ODDS]
    return Counted(line, nouns[0], nouns[-1] + 1, "counted: within odds") if nouns else None


def of_them(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """1,740 prisoners, a hundred of them *women* · three-quarters of them *children*"""
    end = ends(line, quantity)
    beside = line.at(quantity.first - 1) == "," and line.at(end) == "of" and line.at(end + 1) in PRONOUNS
    if not beside or not is_what_they_are(line, end + 2):
        return None
    first, last = phrase_from(line, end + 2)
    return Counted(line, first, last, "counted: so many of them") if line.tag(last) != "VERB" else None


def is_what_they_are(line: Line, at: int) -> bool:
    """ "of them *women*", not "of them holding batteries"."""
    return line.tag(at) != "VERB" and not line.at(at).endswith("ing") and names_count(line, at)


def of_phrase(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """40 percent of the territory · dozens of people · three of the soldiers"""
    end = _of_stuff(line, quantity) if quantity.rate else ends(line, quantity)
    if line.at(end) == "into" and quantity.unit.dimension == "time":
        return Counted(line, *phrase_from(line, end + 1), "counted: so long into")
    if line.at(end) != "of" or line.at(end + 1) in {"them", "whom", "it", "us"}:
        return None
    owed = quantity.unit.dimension.startswith("money:") and line.tag(end + 1) in {"NOUN", "ADJ"}  # "2bn of debt"
    if not (not quantity.has_unit or quantity.rate or owed or quantity.unit.dimension in _OF_DIMENSIONS):
        return None
    if any(each.first in (end + 1, end + 2) and each.unit == quantity.unit and not each.is_modifier for each in others):
        return None  # "seven of its nine hectares"
    if line.at(quantity.first - 1) == "of" and line.at(quantity.first - 2) in _MEASURING and quantity.has_unit:
        return None  # "a deficit of 4 percent of output"
    first, last = phrase_from(line, end + (2 if line.at(end + 1) in PRONOUNS else 1))
    level = line.at(quantity.first - 1) == "to" or line.at(quantity.first - 2) in {"stood", "stands", "stand"}
    amounts = quantity.unit.dimension == "time" and line.at(quantity.first - 2) in _AMOUNTING
    if (
        level
        and (quantity.unit.name == "percent" or amounts)
        and line.tag(first) == "NOUN"
        and (amounts or "VERB" in line.tags[: quantity.first])
    ):
        return None  # "stood at 31.5 percent of capacity"
    if quantity.unit.name == "percent" and _is_yardstick(line, first, last):
        return None
    if quantity.has_unit and quantity.unit.dimension not in {"share", "ratio"} and line.is_capital(last - 1):
        return None  # "531 square miles of Varda" says where
    if last == first and quantity.unit.dimension in {"mass", "volume"} and line.kind(end + 1) == "word":
        last = first + 1  # "1.3 tonnes of ivory", whatever class "ivory" was taken for
    return Counted(line, first, last, "counted: of-phrase")


def _is_yardstick(line: Line, first: int, last: int) -> bool:
    """4.8 percent of GDP: what is measured stands elsewhere"""
    return " ".join(line.low[first:last]) in {"gdp", "gross domestic product", "economic output", "national income"}


def _of_stuff(line: Line, quantity: Quantity) -> int:
    """The "of" of a rate: 240,000 barrels *of* oil a day; its last token where there is none."""
    inside = range(quantity.number.last, quantity.last)
    return next((k for k in inside if line.at(k) == "of"), quantity.last)


def compound(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a 12-member panel: member · a 20,000-strong force: force · a five-mile-long queue: queue"""
    if not quantity.is_modifier:
        return None
    end = ends(line, quantity)
    if line.at(end) == "-" and not quantity.has_unit:
        first, last = phrase_from(line, end + 1)  # "a 12-member panel", "the 179-seat parliament"
        return Counted(line, end + 1, max(last, end + 2), WITHIN_COMPOUND)
    first, last = phrase_from(line, end)
    return Counted(line, first, last, "counted: behind a compound")


def against(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Passed by 217 votes to *188*: both count the same"""
    at = quantity.first - 1
    if quantity.has_unit or line.at(at) not in {"to", "against"} or names_count(line, quantity.last):
        return None
    before = next((each for each in others if each.last < at and not each.has_unit and at - each.last <= 4), None)
    if before is None:
        return None
    first, last = phrase_from(line, before.last)
    return Counted(line, first, last, "counted: against as many") if last == at and first == before.last else None


def measured(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a population of 3 million · a death toll of 27: the noun before "of" is what is measured"""
    if not quantity.has_unit and names_count(line, ends(line, quantity)):
        return None  # "under the weight of two gravel trucks"
    found = before_of(line, quantity, others)
    measured = line.at(quantity.first - 1) == "of" and line.at(quantity.first - 2) in _MEASURING - EMPTY_HEADS
    if measured and (found is None or found.last == found.first):
        first = quantity.first - 2  # "an annual cost of", whatever class "cost" was taken for
        while line.tag(first - 1) in {"ADJ", "NOUN"}:
            first -= 1
        return Counted(line, first, quantity.first - 1, "counted: before 'of'")
    return found if found and line.low[found.last - 1] in _MEASURING else None


def names_count(line: Line, end: int) -> bool:
    """Right behind the number stands what it counts."""
    first, last = phrase_from(line, end)
    return last > first == end and not is_time(line.at(head(line, first, last)))


def behind(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """just under 60,000 troops · 120 confirmed cases of cholera"""
    as_many = line.at(quantity.last - 1) in {"many", "much"} and line.at(quantity.last - 2) == "as"
    if quantity.unit.dimension == "ratio" and line.follows(quantity.last, "the", "number", "of"):
        first, last = phrase_from(line, quantity.last + 3)  # "three times the number of soldiers"
        return Counted(line, first, last, "counted: the number of")
    end = ends(line, quantity)
    if quantity.has_unit and quantity.unit.dimension != "share" and not as_many:
        return _modified(line, quantity, end)
    if quantity.unit.dimension == "share" and line.at(end) in COMPARATIVES:
        part = quantity.value < 1 or quantity.unit.name == "percent"
        fewer = line.at(end) in {"less", "more", "fewer"} and line.tag(end + 1) == "NOUN"
        first, last = phrase_from(line, end + 1) if fewer else (end, end)  # "burns a fifth less fuel"
        return Counted(line, first, last, "counted: so much less") if last > first and part else None
    first, last = phrase_from(line, end)
    core = line.at(head(line, first, last))
    if last == first or core in TIMES:
        return None
    first, last = with_complement(line, first, last)
    if quantity.has_unit and line.at(head(line, first, last)) in EMPTY_HEADS:
        return None
    return Counted(line, first, last, "counted: behind the number")


def _modified(line: Line, quantity: Quantity, end: int) -> Counted | None:
    """A £1m *ticket* · beating a T$470 billion *average estimate* · an $8 billion *deal*"""
    begins = line.tag(end) in {"NOUN", "ADJ"} and line.tag(quantity.first - 1) in {"DET", "PRON"}
    if not begins or not quantity.unit.dimension.startswith("money") or line.at(end) in TIMES | COMPARATIVES:
        return None
    first, last = phrase_from(line, end)
    plain = first == end and last > first and not is_time(line.low[last - 1])
    return Counted(line, first, last, "counted: behind its price") if plain else None


def before_of(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a death toll of 27 · a population of 3 million · prices at $84"""
    if line.at(quantity.first - 1) != "of":
        return None
    if line.at(quantity.first - 2) == ",":
        return _set_off(line, quantity.first - 2)
    first, last = phrase_before(line, quantity.first - 1)
    if last > first and line.low[last - 1] in EMPTY_HEADS:
        return None
    if line.at(last - 1) in {"spoke", "speaks", "talked", "talks"}:
        return None
    opens = first - 1 - (line.tag(first - 1) == "DET")
    if line.at(opens) == "," and last > first and not quantity.has_unit and is_person(line.low[last - 1]):
        return None  # "guards told of 40 sheep, the herder of 90"
    return Counted(line, first, last, "counted: before 'of'")


def at_a_rate(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Dredging *sand* at a rate of 9,000 cubic metres a day: what goes at that rate"""
    at = quantity.first - 4
    if not any(line.follows(at, "at", word, kind, "of") for word in ("a", "the") for kind in ("rate", "pace", "speed")):
        return None
    first, last = phrase_before(line, at)
    first += line.tag(first) == "VERB" and line.at(first - 1) in LINKS  # "is dredging sand"
    return Counted(line, first, last, "counted: what goes at a rate")


def beside(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """With *arrivals* up a third · and *the fiscal deficit* at 4.3 percent: no verb of its own"""
    at = quantity.first - 1
    at -= line.at(at) == "by" and line.at(at - 1) in {"up", "down"}  # "takings down by half"
    if line.at(at) not in {"up", "down", "at"}:
        return None
    first, last = phrase_before(line, at)
    opens = first - 1 - (line.at(first - 1) in {"the", "its", "their"})
    plain = last == at and last > first and not line.is_capital(first)
    measured = quantity.unit.dimension == "share" and line.at(at) == "at" and line.at(last - 1) in _MEASURING
    plain = plain and (measured or line.at(opens) in {"with", "and", "of", "plus", "at", "on"})
    return Counted(line, first, last, "counted: beside the number") if plain else None


def sold_for(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Got *a cheque* for £243 · sold *the plant* for 3 million: what changes hands for it"""
    at = quantity.first - 1
    if line.at(at) != "for" or not quantity.unit.dimension.startswith("money"):
        return None
    first, last = phrase_before(line, at)
    core = head(line, first, last)
    thing = last == at and last > first and line.tag(core) == "NOUN" and not is_head(line.low[core])
    thing = thing and line.low[core] not in PLACERS
    return Counted(line, first, last, "counted: for its price") if thing and not is_time(line.low[core]) else None


def at_head(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """At 2.7 metres, *the Elbe* is low · weighing 40 tonnes, *the statue* …: what is told behind its measure"""
    end = ends(line, quantity)
    opens = line.at(0) == "at" and quantity.first == 1
    opens = opens or (
        line.at(0).endswith("ing")
        and quantity.has_unit
        and line.tag(0) == "VERB"
        and line.low[0] not in _NO_PARTICIPLES
        and "VERB" not in line.tags[1:end]
    )
    if not opens or line.at(end) != "," or "," in line.low[:end]:
        return None
    first, last = phrase_from(line, end + 1)
    return Counted(line, first, last, "counted: behind its measure") if first - end <= 2 else None


_NO_PARTICIPLES = words("during including excluding following according morning evening spring king beijing")


def past_empty(line: Line, first: int, last: int) -> tuple[int, int]:
    """The number *of missing* · his forecast *for the wheat crop*: what the head is of"""
    if line.at(last - 1) in EMPTY_HEADS and line.at(last) == "of":
        return phrase_from(line, last + 1)
    if line.at(last - 1) in _OUTLOOKS and line.at(last) in {"for", "of"}:
        inner = phrase_from(line, last + 1)
        named = line.is_capital(inner[0])  # "its growth forecast for Nigeria"
        return inner if inner[1] > inner[0] and not named else (first, last)
    return first, last


def times_the(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Three times *the going rate* · treble *the present capacity*"""
    end = ends(line, quantity)
    if quantity.unit.dimension != "ratio" or line.at(end) not in {"the", "its", "their"} or line.at(end + 1) in _SIZES:
        return None
    first, last = phrase_from(line, end)
    return Counted(line, first, last, "counted: so many times")


def money_on(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """$12.5 million in damages · blew £62,000 on a car · set aside 48 million for a voyage: what it is spent on"""
    end = ends(line, quantity)
    if quantity.unit.name == "percent" and line.at(end) == "on":
        charged = not _CHARGING.isdisjoint(line.low[max(0, quantity.first - 5) : quantity.first])
        first, last = phrase_from(line, end + 1)
        charged = charged and last > first and line.at(last - 1) not in {"average", "top"}
        return Counted(line, first, last, "counted: percent on") if charged else None
    if line.at(end) == "of" and line.at(end + 1) in {"it", "that", "this"}:
        end += 2  # "spent £310,000 of it on horses"
    if not quantity.unit.dimension.startswith("money") or line.at(end) not in {"in", "on", "for", "off", "into"}:
        return None
    spent = not _SPENDING.isdisjoint(line.low[max(0, quantity.first - 7) : quantity.first])
    spent = spent and line.at(quantity.first - 1) != "of"  # "approved a loan of 40 million for"
    if not (line.at(end) == "in" or spent) or (line.is_capital(end + 1) and not spent):
        return None
    first, last = phrase_from(line, end + 1)
    near = first - end <= (1 if line.at(end) == "in" and not spent else 2)
    plain = near and last > first and not is_time(line.low[last - 1])
    plain = plain and (spent or line.at(last - 1) not in _SETTINGS)
    placed = line.at(end) == "in" and line.is_capital(first)
    return Counted(line, first, last, "counted: money in") if plain and not placed else None


def money_gone_on(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """£80,000 went on *legal fees* · $12m will go towards *a roof*: what it is spent on"""
    if not quantity.unit.dimension.startswith("money"):
        return None
    at = ends(line, quantity)
    while line.at(at) in LINKS or line.tag(at) == "ADV":
        at += 1
    if line.at(at) not in _GONE or line.at(at + 1) not in {"on", "towards", "toward", "into"}:
        return None
    first, last = phrase_from(line, at + 2)
    return Counted(line, first, last, "counted: what money went on") if first - at <= 4 else None


_GONE = words("go goes went going gone spent earmarked allocated")


def lasts_for(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """They have *flour* for two weeks · only enough *oxygen* for a day: what lasts so long"""
    at = quantity.first - 1
    if quantity.unit.dimension != "time" or line.at(at) != "for":
        return None
    first, last = phrase_before(line, at)
    begins = first - 1
    while line.at(begins) in {"enough", "only", "sufficient", "the", "just"}:
        begins -= 1
    lasts = last == at > first and line.tag(last - 1) == "NOUN" and not is_head(line.low[last - 1])
    lasts = lasts and (line.at(begins) in {"has", "have", "had"} or line.at(first - 1) == "enough")
    return Counted(line, first, last, "counted: what lasts") if lasts else None


def participle(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a satellite weighing 1.2 tonnes · a fence, costing $4 million · snow up to 40 centimetres deep"""
    at = quantity.first - (line.at(quantity.first - 1) in {"just", "barely", "only", "some"})
    deep = quantity.extra.get("compound") or line.at(ends(line, quantity)) in _DIMENSIONS
    deep = deep or any(line.low[k] in _DIMENSIONS for k in range(at, quantity.core_first))
    each = at - 1
    each -= line.at(each) in _PARTICIPLES
    if line.at(each) == "each" and line.at(each - 1) == ",":
        first, last = phrase_before(line, each - 1)  # "a pair of cubs, each weighing barely 500 grams"
        return Counted(line, first, last, "counted: before a participle")
    if line.at(at - 1) in _PARTICIPLES or (quantity.unit.dimension == "share" and line.at(at - 1) in _LOSING):
        at -= 1
    elif not (quantity.has_unit and deep):
        return None
    first, last = phrase_before(line, at)
    return Counted(line, first, last, "counted: before a participle")


def _set_off(line: Line, comma: int) -> Counted | None:
    """Iran's *production*, at 3.3 million barrels a day, was … · a *fund*, of 60 million"""
    first, last = past_empty(line, *outer_phrase(line, comma))
    named = last > first and line.tag(last - 1) != "PROPN"
    return Counted(line, first, last, "counted: set off by commas") if named else None


def apposition(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Sarat earthquake: toll 40 · unemployment, 4.1 percent · at an all-time high, $84"""
    before = line.at(quantity.first - 1)
    if before in {"at", "once"} and line.at(quantity.first - 2) == ",":
        return _set_off(line, quantity.first - 2)
    if before == ":" or (before == "," and "," in line.low[quantity.last : quantity.last + 7]):
        return _set_off(line, quantity.first - 1)
    first, last = phrase_before(line, quantity.first)
    verb = first - 1 - (line.tag(first - 1) == "DET" or line.at(first - 1) in _THEIRS)
    if quantity.unit.dimension.startswith("money") and line.at(verb) in _GIVING:
        return None  # "owes its banks 4 billion": who gets it is not what it is
    if last == quantity.first and last > first and not line.is_capital(first) and not _is_peak(line, first, last):
        return Counted(line, first, last, "counted: before the number")
    return None


_THEIRS = words("its their his her our")
_GIVING = words(
    "owe owes owed pay pays paid lend lends lent offer offers offered give gives gave grant grants granted award "
    "awards awarded charge charges charged save saves saved "
    "earn earns earned hand hands handed promise promises promised"
)


def _is_peak(line: Line, first: int, last: int) -> bool:
    """ "a record $3,057", "an all-time high": says how high, not what."""
    return all(line.low[i] in _PEAKS for i in range(first, last))
