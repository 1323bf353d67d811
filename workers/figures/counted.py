"""What is counted: the noun phrase behind the number, in the of-phrase, before the verb, or in the sentence before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from workers.figures.lexicon import words
from workers.figures.line import Line, acts, befallen
from workers.figures.nodes import Quantity
from workers.figures.phrases import (
    LINKS,
    TIMES,
    governing_verb,
    head,
    is_time,
    outer_phrase,
    phrase_before,
    phrase_from,
    subject_phrase,
    with_complement,
)
from workers.figures.sayings import placer
from workers.figures.speakers import EXPECTING, is_head, is_saying

#: Heads that only say that something is counted: what is counted stands behind their "of".
_EMPTY_HEADS = words(
    "number numbers total totals count counts tally amount quantity share proportion percentage majority rest part "
    "group groups figure figures level levels half quarter third average sum volume"
)
_MEASURING = words(
    "population toll budget speed price rate temperature magnitude debt deficit surplus level capacity height "
    "depth width interest "
    "weight salary wage turnover revenue profit loss value cost margin fine damages bail ransom age area size"
)
_OF_DIMENSIONS = words("share ratio mass volume area length time")
_VERB_GROUP = frozenset(("VERB", "ADV", "PART"))


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


def counted(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """What the quantity counts or measures; None where its own sentence does not say."""
    as_before = _as_before(line, quantity, others)
    if as_before is not None:
        found = _by_rules(line, as_before, others)
        return replace(found, rule="counted: as the number before") if found else None
    found = _by_rules(line, quantity, others)
    return None if found and _names_nothing(found) else found


def _names_nothing(found: Counted) -> bool:
    """Put *it* at 40 · *one* in nine: a pronoun or a number, which stands for what was told before."""
    if found.last != found.first + 1:
        return False
    return found.line.low[found.first] in _NAMING_NOTHING or found.line.tag(found.first) == "NUM"


_NAMING_NOTHING = words("it they them this that these those one ones others")


def _by_rules(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """By the first rule that finds it."""
    for rule in (
        _magnitude,
        _nobody,
        _of_others,
        _odds,
        _of_them,
        _makes_up,
        _of_phrase,
        _compound,
        _against,
        _money_on,
        _times_the,
        _at_a_rate,
        _measured,
        _behind,
        _sold_for,
        _before_of,
        _beside,
        _object_at,
        _participle,
        _object_moved,
        _subject,
        _apposition,
        _at_head,
        _clause_subject,
    ):
        found = rule(line, quantity, others)
        if found and found.last > found.first:
            return found
    return None


def _as_before(line: Line, quantity: Quantity, others: list[Quantity]) -> Quantity | None:
    """Closed at 164p, a drop *of 6.5 per cent* · 4.3 percent, *against 4.4*: the number that tells what both count"""
    at = quantity.first - 1
    step = line.at(at) == "of" and line.at(at - 1) in _STEP_NOUNS and line.at(at - 2) in {"a", "an"}
    against = line.at(at) in {"against", "versus"} and line.at(at - 1) == ","
    end = _ends(line, quantity)
    more = line.at(at) == "," and line.at(end) in _COMPARING and line.at(end + 1) == "than"
    of_them = line.at(at) == "," and line.at(end) == "of" and line.at(end + 1) in _PRONOUNS
    more = more or (of_them and not _is_what_they_are(line, end + 2)) or _is_expected(line, end)
    if (
        line.low[max(0, at - 1) : at + 1] == ["of", "which"] and (line.tag(end) == "VERB" or line.at(end) in acts())
    ) or more:
        step = True  # "3,862 parcels, of which 41 held reptiles", "480 beds, 60 more than before"
    elif not ((step and line.at(at - 3) == ",") or (against and not _names_count(line, end))):
        return None
    before = [each for each in others if each.last < quantity.first]
    alike = before and (step or before[-1].unit.dimension == quantity.unit.dimension)
    return before[-1] if alike else None


def _ends(line: Line, quantity: Quantity) -> int:
    """The token behind the quantity and its conversions in brackets."""
    end = quantity.extra.get("also_last")
    return end + (line.at(end) in {")", "]"}) if isinstance(end, int) else quantity.last


def _magnitude(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """A magnitude 6.4 earthquake: its magnitude, whatever else the sentence tells"""
    if quantity.unit.dimension != "magnitude":
        return None
    at = next((k for k in range(max(0, quantity.first - 2), line.size) if line.low[k] == "magnitude"), None)
    return Counted(line, at, at + 1, "counted: magnitude") if at is not None else None


BEFALLS_NOBODY = "counted: what befalls nobody"


def _nobody(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Nobody was *injured* · no one *died*: what is counted is what befell them"""
    if line.at(quantity.last - 1) not in {"nobody", "one"} or quantity.value or quantity.has_unit:
        return None
    at = quantity.last
    while line.at(at) in LINKS or line.tag(at) == "ADV":
        at += 1
    told = line.tag(at) in {"VERB", "ADJ"} and (line.at(at) in acts() or line.at(at) in befallen())
    return Counted(line, at, at + 1, BEFALLS_NOBODY) if told else None


def _of_others(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """12 of the 27 member states · 56 of 72 drones: both count the same"""
    end = _ends(line, quantity)
    if line.at(end) != "of" or (quantity.has_unit and quantity.unit.dimension != "share"):
        return None
    second = next((each for each in others if each.first in (end + 1, end + 2) and not each.has_unit), None)
    if second is None:
        return None
    first, last = phrase_from(line, _ends(line, second))
    return Counted(line, first, last, "counted: one of several")


def _odds(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """One *boat* in ten · one *household* in six"""
    if quantity.number.form != "odds":
        return None
    inside = range(quantity.core_first, quantity.core_last)
    nouns = [k for k in inside if line.tag(k) == "NOUN" and line.kind(k) == "word" and line.low[k] not in _ODDS]
    return Counted(line, nouns[0], nouns[-1] + 1, "counted: within odds") if nouns else None


def _of_them(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """1,740 prisoners, a hundred of them *women* · three-quarters of them *children*"""
    end = _ends(line, quantity)
    beside = line.at(quantity.first - 1) == "," and line.at(end) == "of" and line.at(end + 1) in _PRONOUNS
    if not beside or not _is_what_they_are(line, end + 2):
        return None
    first, last = phrase_from(line, end + 2)
    return Counted(line, first, last, "counted: so many of them") if line.tag(last) != "VERB" else None


def _is_what_they_are(line: Line, at: int) -> bool:
    """ "of them *women*", not "of them holding batteries"."""
    return line.tag(at) != "VERB" and not line.at(at).endswith("ing") and _names_count(line, at)


def _is_expected(line: Line, end: int) -> bool:
    """The 75,000 *economists polled by Reuters had expected*: who expects it is not counted"""
    first, last = phrase_from(line, end)
    if first != end or last == first or not is_head(line.low[head(line, first, last)]):
        return False
    had = next((k for k in range(last, min(last + 4, line.size)) if line.low[k] in {"had", "have"}), 0)
    return bool(had) and line.at(had + 1) in EXPECTING


def _makes_up(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*Refugees* make up a fifth of the population · *the peso* lost a tenth of its value: what is so big a share"""
    if quantity.unit.dimension != "share" or line.at(_ends(line, quantity)) != "of":
        return None
    verb = next((k for k in range(quantity.first - 1, max(-1, quantity.first - 6), -1) if line.tag(k) == "VERB"), -1)
    of_its = line.at(_ends(line, quantity) + 1) in {"its", "their", "his", "her"}
    worth = of_its and line.low[verb] in _LOSING_VALUE and line.at(_ends(line, quantity) + 2) in _WORTH
    if verb < 0 or not (worth or line.low[verb] in _MAKING_UP):
        return None
    first, last = subject_phrase(line, _group_start(line, verb))
    return Counted(line, first, last, "counted: what makes up a share") if last > first else None


def _of_phrase(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """40 percent of the territory · dozens of people · three of the soldiers"""
    end = _of_stuff(line, quantity) if quantity.rate else _ends(line, quantity)
    plain = not quantity.has_unit or quantity.rate or quantity.unit.dimension in _OF_DIMENSIONS | {"points"}
    if line.at(end) == "into" and quantity.unit.dimension == "time":
        return Counted(line, *phrase_from(line, end + 1), "counted: so long into")
    if line.at(end) != "of" or not plain or line.at(end + 1) in {"them", "whom", "it", "us"}:
        return None
    if line.at(quantity.first - 1) == "of" and line.at(quantity.first - 2) in _MEASURING and quantity.has_unit:
        return None  # "a deficit of 4 percent of output"
    first, last = phrase_from(line, end + (2 if line.at(end + 1) in _PRONOUNS else 1))
    level = line.at(quantity.first - 1) == "to" or line.at(quantity.first - 2) in {"stood", "stands", "stand"}
    if level and quantity.unit.name == "percent" and line.tag(first) == "NOUN" and _verb_left(line, quantity) >= 0:
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


BY_DOER = "counted: who does it"
WITHIN_COMPOUND = "counted: within a compound"


def _compound(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a 12-member panel: member · a 20,000-strong force: force · a five-mile-long queue: queue"""
    if not quantity.is_modifier:
        return None
    end = _ends(line, quantity)
    if line.at(end) == "-" and not quantity.has_unit:
        first, last = phrase_from(line, end + 1)  # "a 12-member panel", "the 179-seat parliament"
        return Counted(line, end + 1, max(last, end + 2), WITHIN_COMPOUND)
    first, last = phrase_from(line, end)
    return Counted(line, first, last, "counted: behind a compound")


def _against(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Passed by 217 votes to *188*: both count the same"""
    at = quantity.first - 1
    if quantity.has_unit or line.at(at) not in {"to", "against"} or _names_count(line, quantity.last):
        return None
    before = next((each for each in others if each.last < at and not each.has_unit and at - each.last <= 4), None)
    if before is None:
        return None
    first, last = phrase_from(line, before.last)
    return Counted(line, first, last, "counted: against as many") if last == at and first == before.last else None


def _measured(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a population of 3 million · a death toll of 27: the noun before "of" is what is measured"""
    if not quantity.has_unit and _names_count(line, _ends(line, quantity)):
        return None  # "under the weight of two gravel trucks"
    found = _before_of(line, quantity, others)
    measured = line.at(quantity.first - 1) == "of" and line.at(quantity.first - 2) in _MEASURING - _EMPTY_HEADS
    if measured and (found is None or found.last == found.first):
        first = quantity.first - 2  # "an annual cost of", whatever class "cost" was taken for
        while line.tag(first - 1) in {"ADJ", "NOUN"}:
            first -= 1
        return Counted(line, first, quantity.first - 1, "counted: before 'of'")
    return found if found and line.low[found.last - 1] in _MEASURING else None


def _names_count(line: Line, end: int) -> bool:
    """Right behind the number stands what it counts."""
    first, last = phrase_from(line, end)
    return last > first == end and line.at(head(line, first, last)) not in TIMES


def _behind(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """just under 60,000 troops · 120 confirmed cases of cholera"""
    as_many = line.at(quantity.last - 1) in {"many", "much"} and line.at(quantity.last - 2) == "as"
    if quantity.unit.dimension == "ratio" and line.follows(quantity.last, "the", "number", "of"):
        first, last = phrase_from(line, quantity.last + 3)  # "three times the number of soldiers"
        return Counted(line, first, last, "counted: the number of")
    end = _ends(line, quantity)
    if quantity.has_unit and quantity.unit.dimension != "share" and not as_many:
        return _modified(line, quantity, end)
    if quantity.unit.dimension == "share" and line.at(end) in _COMPARATIVES:
        fewer = line.at(end) in {"less", "more", "fewer"} and line.tag(end + 1) == "NOUN"
        first, last = phrase_from(line, end + 1) if fewer else (end, end)  # "burns a fifth less fuel"
        return Counted(line, first, last, "counted: so much less") if last > first and quantity.value < 1 else None
    first, last = phrase_from(line, end)
    core = line.at(head(line, first, last))
    if last == first or core in TIMES:
        return None
    first, last = with_complement(line, first, last)
    if quantity.has_unit and line.at(head(line, first, last)) in _EMPTY_HEADS:
        return None
    return Counted(line, first, last, "counted: behind the number")


def _modified(line: Line, quantity: Quantity, end: int) -> Counted | None:
    """A £1m *ticket* · beating a T$470 billion *average estimate* · an $8 billion *deal*"""
    begins = line.tag(end) in {"NOUN", "ADJ"} and line.tag(quantity.first - 1) in {"DET", "PRON"}
    if not begins or not quantity.unit.dimension.startswith("money") or line.at(end) in TIMES | _COMPARATIVES:
        return None
    first, last = phrase_from(line, end)
    plain = first == end and last > first and not is_time(line.low[last - 1])
    return Counted(line, first, last, "counted: behind its price") if plain else None


def _before_of(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a death toll of 27 · a population of 3 million · prices at $84"""
    if line.at(quantity.first - 1) != "of":
        return None
    if line.at(quantity.first - 2) == ",":
        return _set_off(line, quantity.first - 2)
    first, last = phrase_before(line, quantity.first - 1)
    if last > first and line.low[last - 1] in _EMPTY_HEADS:
        return None
    return Counted(line, first, last, "counted: before 'of'")


def _at_a_rate(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Dredging *sand* at a rate of 9,000 cubic metres a day: what goes at that rate"""
    at = quantity.first - 4
    if not any(line.follows(at, "at", word, kind, "of") for word in ("a", "the") for kind in ("rate", "pace", "speed")):
        return None
    first, last = phrase_before(line, at)
    first += line.tag(first) == "VERB" and line.at(first - 1) in LINKS  # "is dredging sand"
    return Counted(line, first, last, "counted: what goes at a rate")


def _beside(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """With *arrivals* up a third · and *the fiscal deficit* at 4.3 percent: no verb of its own"""
    at = quantity.first - 1
    at -= line.at(at) == "by" and line.at(at - 1) in {"up", "down"}  # "takings down by half"
    if line.at(at) not in {"up", "down", "at"}:
        return None
    first, last = phrase_before(line, at)
    opens = first - 1 - (line.at(first - 1) in {"the", "its", "their"})
    plain = last == at and last > first and not line.is_capital(first)
    measured = quantity.unit.dimension == "share" and line.at(at) == "at" and line.at(last - 1) in _MEASURING
    plain = plain and (measured or line.at(opens) in {"with", "and", "of", "plus"})
    return Counted(line, first, last, "counted: beside the number") if plain else None


def _sold_for(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Got *a cheque* for £243 · sold *the plant* for 3 million: what changes hands for it"""
    at = quantity.first - 1
    if line.at(at) != "for" or not quantity.unit.dimension.startswith("money"):
        return None
    first, last = phrase_before(line, at)
    core = head(line, first, last)
    thing = last == at and last > first and line.tag(core) == "NOUN" and not is_head(line.low[core])
    thing = thing and line.low[core] not in _PLACERS
    return Counted(line, first, last, "counted: for its price") if thing and not is_time(line.low[core]) else None


def _at_head(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """At 2.7 metres, *the Elbe* is still low: what a sentence that begins with its measure is about"""
    end = _ends(line, quantity)
    if quantity.first != 1 or line.low[0] != "at" or line.at(end) != ",":
        return None
    first, last = phrase_from(line, end + 1)
    return Counted(line, first, last, "counted: behind its measure") if first - end <= 2 else None


def _object_at(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """put the toll at 40 · estimated enemy losses at 5,000 · put the number of missing at 340"""
    if line.at(quantity.first - 1 - (line.at(quantity.first - 1) == '"')) != "at":
        return None
    for i in range(quantity.first - 2, max(-1, quantity.first - 12), -1):
        if line.low[i] in _PLACERS and line.tag(i) not in {"ADJ", "ADP"}:
            if i == quantity.first - 2 and (hung := _hung_on(line, i)):
                return hung
            first, last = phrase_from(line, i + 1, quantity.first - 1)
            if last == first:  # a noun taken for a verb: "put turnout at 85,000"
                first, last = i + 1 + (line.tag(i + 1) == "DET"), quantity.first - 1
            first, last = _past_empty(line, first, last)
            return Counted(line, *with_complement(line, first, last), "counted: put at")
        if line.low[i] in {";", ",", ":"}:
            return None
    return None


def _hung_on(line: Line, verb: int) -> Counted | None:
    """a *meeting* that police put at 1,500 · at a *cost* Lund estimated at 40 million: what the clause hangs on"""
    first, _ = placer(line, verb)
    end = first - (line.at(first - 1) in {"that", "which"})
    first, last = phrase_before(line, end) if 0 < first < verb else (0, 0)
    return Counted(line, first, last, "counted: put at") if last > first and last == end else None


def _past_empty(line: Line, first: int, last: int) -> tuple[int, int]:
    """The number *of missing* · his forecast *for the wheat crop*: what the head is of"""
    if line.at(last - 1) in _EMPTY_HEADS and line.at(last) == "of":
        return phrase_from(line, last + 1)
    if line.at(last - 1) in _OUTLOOKS and line.at(last) in {"for", "of"}:
        inner = phrase_from(line, last + 1)
        named = line.is_capital(inner[0])  # "its growth forecast for Nigeria"
        return inner if inner[1] > inner[0] and not named else (first, last)
    return first, last


def _times_the(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Three times *the going rate* · treble *the present capacity*"""
    end = _ends(line, quantity)
    if quantity.unit.dimension != "ratio" or line.at(end) not in {"the", "its", "their"} or line.at(end + 1) in _SIZES:
        return None
    first, last = phrase_from(line, end)
    return Counted(line, first, last, "counted: so many times")


def _money_on(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """$12.5 million in damages · blew £62,000 on a car · set aside 48 million for a voyage: what it is spent on"""
    end = _ends(line, quantity)
    if line.at(end) == "of" and line.at(end + 1) in {"it", "that", "this"}:
        end += 2  # "spent £310,000 of it on horses"
    if not quantity.unit.dimension.startswith("money") or line.at(end) not in {"in", "on", "for", "off", "into"}:
        return None
    spent = not _SPENDING.isdisjoint(line.low[max(0, quantity.first - 7) : quantity.first])
    if not (line.at(end) == "in" or spent) or (line.is_capital(end + 1) and not spent):
        return None
    first, last = phrase_from(line, end + 1)
    near = first - end <= (1 if line.at(end) == "in" and not spent else 2)
    plain = near and last > first and not is_time(line.low[last - 1])
    plain = plain and (spent or line.at(last - 1) not in _SETTINGS)
    placed = line.at(end) == "in" and line.is_capital(first)
    return Counted(line, first, last, "counted: money in") if plain and not placed else None


def _participle(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """a satellite weighing 1.2 tonnes · a fence, costing $4 million · snow up to 40 centimetres deep"""
    at = quantity.first - (line.at(quantity.first - 1) in {"just", "barely", "only", "some"})
    deep = quantity.extra.get("compound") or line.at(_ends(line, quantity)) in _DIMENSIONS
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


def _object_moved(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """raised its key rate by 25 basis points, to 3.75 percent · cut its forecast to 2 percent"""
    for i in range(quantity.first - 1, max(-1, quantity.first - 20), -1):
        if line.low[i] in {";", ":", "("} or (line.low[i] in _STEPS and line.tag(i) == "VERB"):
            return None
        by = line.at(quantity.first - 1) == "by" and line.low[i] not in _STEPS | LINKS and not is_saying(line.low[i])
        if line.tag(i) != "VERB" or not (line.low[i] in _MOVERS or by):
            continue
        first, last = _past_empty(line, *phrase_from(line, i + 1, quantity.first))
        if last == first or not {"to", "by", "from"} & set(line.low[last : quantity.first]):
            return None
        if line.low[head(line, first, last)] in _EMPTY_HEADS:
            return _told_before(line, quantity, others)  # "adds five flights, raising the total to twelve"
        return Counted(line, *with_complement(line, first, last), "counted: what was moved")
    return None


def _told_before(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """What the number before counts."""
    before = [each for each in others if each.last < quantity.first and not each.has_unit]
    found = _behind(line, before[-1], others) if before else None
    return replace(found, rule="counted: as the number before") if found else None


def _subject(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """The death toll rose by nine, to 40 · casualties exceeded 30,000 · annual inflation slowed to 7.1 percent"""
    verb = _verb_left(line, quantity)
    if verb < 0:
        return None
    first, last = phrase_before(line, quantity.first)
    if quantity.unit.dimension == "share" and verb + 2 < first < last == quantity.first:
        return None if is_time(line.low[last - 1]) else Counted(line, first, last, "counted: before the number")
    first, last = _expected_to(line, verb, quantity.first) or subject_phrase(line, verb)
    if last == first and line.at(verb - 1) == "and" and quantity.has_unit:
        first, last = _shared_subject(line, verb - 1)
    if last == first:
        return None
    if line.low[head(line, first, last)] in _EMPTY_HEADS:
        if line.at(last) != "of":
            return None
        first, last = phrase_from(line, last + 1)
        return Counted(line, *with_complement(line, first, last), "counted: what the number is of")
    return Counted(line, *with_complement(line, first, last), "counted: before the verb")


def _shared_subject(line: Line, conjunction: int) -> tuple[int, int]:
    """*The fire* has blackened 40 hectares *and is* 35 percent contained: the subject of the verb before "and"."""
    for at in range(conjunction - 1, max(-1, conjunction - 16), -1):
        if line.low[at] in {";", ":", '"', ","}:
            break
        if line.tag(at) == "VERB" and line.tag(at - 1) != "VERB":
            return subject_phrase(line, _group_start(line, at))
    return conjunction, conjunction


def _expected_to(line: Line, verb: int, limit: int) -> tuple[int, int] | None:
    """Expects *unemployment* to peak at 9.1 percent: who rises or falls is not who expects it"""
    to = next((k for k in range(max(1, verb - 1), limit) if line.low[k] == "to"), 0)
    first, last = phrase_before(line, to)
    begins = first - 1 - (line.at(first - 1) in {"the", "its", "their"})
    expected = last == to and last > first and line.at(begins) in EXPECTING
    return (first, last) if expected else None


def _set_off(line: Line, comma: int) -> Counted | None:
    """Iran's *production*, at 3.3 million barrels a day, was … · a *fund*, of 60 million"""
    first, last = _past_empty(line, *outer_phrase(line, comma))
    named = last > first and line.tag(last - 1) != "PROPN"
    return Counted(line, first, last, "counted: set off by commas") if named else None


def _apposition(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Sarat earthquake: toll 40 · unemployment, 4.1 percent · at an all-time high, $84"""
    before = line.at(quantity.first - 1)
    if before in {"at", "once"} and line.at(quantity.first - 2) == ",":
        return _set_off(line, quantity.first - 2)
    if before == ":" or (before == "," and "," in line.low[quantity.last : quantity.last + 7]):
        return _set_off(line, quantity.first - 1)
    first, last = phrase_before(line, quantity.first)
    if last == quantity.first and last > first and not line.is_capital(first) and not _is_peak(line, first, last):
        return Counted(line, first, last, "counted: before the number")
    return None


def _clause_subject(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Sea ice covered 14 million square kilometres · passengers waited seven hours: whose measure it is"""
    if not quantity.has_unit or quantity.is_modifier or quantity.unit.dimension in {"share", "ratio", "points"}:
        return None
    for i in range(quantity.first - 1, max(-1, quantity.first - 14), -1):
        if line.low[i] in {";", ":", "\u2014", "(", ")", '"', "that"}:
            return None
        if line.tag(i) == "VERB" and line.low[i] not in LINKS and not line.low[i].endswith("ing"):
            first, last = subject_phrase(line, _group_start(line, i))
            payer = last > first and _pays(line, head(line, first, last), quantity)
            if last == first or payer:
                return None
            return Counted(line, *with_complement(line, first, last), BY_DOER)
    return None


def _pays(line: Line, core: int, quantity: Quantity) -> bool:
    """Somebody who pays or earns, exports or burns: money and tonnes are not what they are."""
    dimension = quantity.unit.dimension
    if dimension.startswith("money"):
        return line.tag(core) == "PROPN" or is_head(line.low[core])
    return dimension not in {"time", "length", "speed"} and not quantity.rate and is_head(line.low[core])


def _is_peak(line: Line, first: int, last: int) -> bool:
    """ "a record $3,057", "an all-time high": says how high, not what."""
    return all(line.low[i] in _PEAKS for i in range(first, last))


def _verb_left(line: Line, quantity: Quantity) -> int:
    """The verb whose subject the number is told of ("rose", "stood at", "was"); -1 for verbs that act on things."""
    i = quantity.first - 1
    steps = 0
    while i >= 0 and steps < 14:
        word, name = line.low[i], line.tag(i)
        if name == "VERB" and line.at(i - 1) == "to" and word in _ENDING and i > 2:
            i, steps = i - 2, steps + 2  # "added 41 points *to close at* 8,712"
            continue
        if name == "VERB" or (
            i == quantity.first - 1 and (word in _STEPS or (word == "off" and line.at(i - 1) == ","))
        ):
            return _group_start(line, i) if _tells_of_subject(line, i, quantity) else -1
        if word in {";", ":", "—", "(", ")"} or name == "PRON":
            return -1
        i -= 1
        steps += 1
    return -1


def _group_start(line: Line, verb: int) -> int:
    """The first token of the verb group: "has risen", "had been put"."""
    i = verb
    while i > 0 and (line.low[i - 1] in LINKS or line.tag(i - 1) in _VERB_GROUP) and line.at(i - 1) != ",":
        i -= 1
    return i


def _tells_of_subject(line: Line, verb: int, quantity: Quantity) -> bool:
    if line.low[verb] in LINKS:
        return True
    if quantity.unit.dimension in {"share", "points", "ratio"} and (
        line.low[verb] in _STEPS or line.at(_ends(line, quantity)) in _COMPARATIVES
    ):
        return True
    between = {line.low[i] for i in range(verb + 1, quantity.first)}
    return bool(between & {"to", "at", "by", "from", "past", "above", "below"}) or line.low[verb] in _LEVEL_VERBS


_SIZES = words("number size rate amount")
_COMPARING = words("more fewer less higher lower")
_STEP_NOUNS = words("increase rise drop fall decline gain jump decrease reduction improvement")
_SPENDING = words(
    "spend spends spent spending blew splashed lavished invest invests invested investing pay pays paid earmarked "
    "allocated budgeted aside wiped wiping shave knock knocked put needs need pour poured"
)
_ENDING = words("close trade end finish settle stand")
_PLACERS = words(
    "sold sell sells bought "
    "see sees put puts estimated estimates estimate placed places pegged valued values kept left held set fixed"
)
_PARTICIPLES = words(
    "located situated weighing measuring costing totalling totaling covering worth numbering reaching exceeding "
    "valued spanning "
    "lasting averaging"
)
_DIMENSIONS = words("deep high long wide tall thick across")
_LOSING = words("losing gaining rising falling climbing shedding adding growing shrinking")
_PEAKS = words("record all-time all time - high low peak new fresh")
_ODDS = words("in every out of")
_MAKING_UP = words(
    "make makes made account accounts accounted supply supplies supplied provide provides provided "
    "constitute constitutes constituted comprise comprises comprised contribute contributes"
)
_LOSING_VALUE = words("lost lose loses shed sheds gained gains")
_WORTH = words("value price worth weight strength capacity purchasing")
_COMPARATIVES = words(
    "lower higher more fewer less up down ahead above below cheaper dearer faster slower weaker stronger larger bigger "
    "smaller longer shorter heavier lighter older younger"
)
_PRONOUNS = words("them those whom these which")
_HEDGES = words(
    "remain remains remained left still known believed thought feared reported said confirmed expected understood "
    "estimated presumed considered listed"
)
_OUTLOOKS = words("forecast forecasts estimate estimates projection projections outlook target targets")
_SETTINGS = words("trade trading dealings session market markets value terms size length width height")
#: Verbs that move their object to a level or by a step.
_MOVERS = words(
    "raised raise raises raising cut cuts cutting increased increase increases increasing lowered lower lowers "
    "lowering "
    "reduced reduce reduces reducing lifted lift lifts hiked hike hikes expanded expand boosted boost trimmed slashed "
    "bolster bolsters bolstered doubled tripled halved revised brought brings bring took takes take"
)
#: Verbs that a percentage tells the step of: "sales fell 7 percent".
_STEPS = words(
    "risen fallen dropped grown shrunk added adds rocketed plummeted dwindled rebounded rocket swelled lose "
    "rose fell dropped climbed grew gained slipped jumped surged declined increased decreased tumbled plunged "
    "shrink contract expand ease slip slide jump surge soar plunge tumble gain lose lost gone up down "
    "losing gaining rising falling climbing shedding adding growing shrinking "
    "soared eased edged weakened strengthened slid sank shed "
    "shrank expanded contracted advanced rise fall drop climb grow decline increase rises falls slips jumps gains "
    "drops "
    "slides climbs surges plunges tumbles soars eases dips"
)
_LEVEL_VERBS = words(
    "averaging running hovering standing "
    "cost costs sold sells weighed weighs measured measures lasted lasts is are was were reached reaches reach "
    "hit hits exceeded exceeds exceed exceeding topped tops passed surpassed "
    "totalled totaled total totals averaged averages numbered numbers number stood stands remained remains neared "
    "average cost weigh measure last exceed top pass surpass stand remain approach near hit "
    "nears approached equalled equaled became crossed touched doubled tripled"
)


def act(line: Line, quantity: Quantity, found: Counted | None) -> int:
    """The verb that says what happens to what is counted; -1 for none."""
    first, last = quantity.first, _ends(line, quantity)
    if found and found.line is line and found.first >= last and found.rule != BEFALLS_NOBODY:
        last = found.last
    verb = governing_verb(line, first, last)
    if verb >= last and line.low[verb] in _HEDGES:
        verb = _behind_hedge(line, verb)
    if verb < 0:
        verb = _state_behind(line, last)
    return _passive_behind(line, last) if verb < 0 else verb


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
