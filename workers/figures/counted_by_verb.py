"""What is counted by the verb of its clause: the subject that rises or stands at, the object that is put or moved."""

from __future__ import annotations

from dataclasses import replace

from workers.figures.counted_beside import COMPARATIVES, EMPTY_HEADS, PLACERS, Counted, behind, ends, past_empty
from workers.figures.lexicon import words
from workers.figures.line import Line, line_of
from workers.figures.nodes import Quantity
from workers.figures.people import is_given
from workers.figures.phrases import (
    COSTING,
    LINKS,
    clause,
    costing_verb,
    head,
    is_time,
    outer_phrase,
    phrase_before,
    phrase_from,
    subject_phrase,
    verbs_before,
    with_complement,
)
from workers.figures.sayings import placer
from workers.figures.speakers import EXPECTING, is_head, is_saying, opening

_VERB_GROUP = frozenset(("VERB", "ADV", "PART"))
BY_DOER = "counted: who does it"
_ENDING = words("close trade end finish settle stand")
_MAKING_UP = words(
    "make makes made account accounts accounted supply supplies supplied provide provides provided "
    "constitute constitutes constituted comprise comprises comprised contribute contributes swallow swallows swallowed "
    "absorb absorbs absorbed consume consumes consumed"
)
#: "Electric vans took 31 percent of the market": who has so much of it, where it is no thing to have.
_SHARING = words(
    "take takes took taken win wins won capture captures captured command commands commanded hold holds held"
)
_SHARED = words("market sales sector registrations shipments trade")
_LOSING_VALUE = words("lost lose loses shed sheds gained gains")
_WORTH = words("value price worth weight strength capacity purchasing")
#: Verbs that move their object to a level or by a step.
_MOVERS = words(
    "raised raise raises raising cut cuts cutting increased increase increases increasing lowered lower lowers "
    "lowering "
    "reduced reduce reduces reducing lifted lift lifts hiked hike hikes expanded expand boosted boost trimmed slashed "
    "trim trims trimming taking slashing lifting boosting shrinking narrowing "
    "bolster bolsters bolstered doubled tripled halved revised brought brings bring took takes take"
)
#: Verbs that a percentage tells the step of: "sales fell 7 percent".
_STEPS = words(
    "risen fallen dropped grown shrunk added adds rocketed plummeted dwindled rebounded rocket swelled lose "
    "rose fell dropped climbed grew gained slipped jumped surged declined increased decreased tumbled plunged "
    "shrink contract expand ease slip slide jump surge soar plunge tumble gain lose lost gone up down "
    "losing gaining rising falling climbing shedding adding growing shrinking "
    "dipped dip dips crept creep creeps nudged inched ticked slumped slump slumps skidded sagged crashed cratered "
    "leapt leaped vaulted spiked ballooned swollen bounced rallied retreated receded slackened firmed subsided trebled "
    "improved worsened appreciated depreciated dived accelerated recovered collapsed swung "
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
    "fetch fetches fetched retails retailed "
    "ranges range ranged ranging varies varied vary amounts amounted amount "
    "nears approached equalled equaled became crossed touched doubled tripled"
)


#: "A flat rents for £742": what somebody pays for it.
_TRADING = words("rent rents rented renting sell sells sold selling go goes went going trade trades traded let lets")


def makes_up(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*Refugees* make up a fifth of the population · *the peso* lost a tenth of its value: what is so big a share"""
    if quantity.unit.dimension != "share" or line.at(ends(line, quantity)) != "of":
        return None
    back = range(quantity.first - 1, max(-1, quantity.first - 6), -1)
    verb = next((k for k in back if line.tag(k) == "VERB" or line.follows(k, "account", "for")), -1)
    of_its = line.at(ends(line, quantity) + 1) in {"its", "their", "his", "her"}
    worth = of_its and line.low[verb] in _LOSING_VALUE and line.at(ends(line, quantity) + 2) in _WORTH
    shared = verb >= 0 and line.low[verb] in _SHARING
    shared = shared and line.at(phrase_from(line, ends(line, quantity) + 1)[1] - 1) in _SHARED
    if verb < 0 or not (worth or shared or line.low[verb] in _MAKING_UP):
        return None
    first, last = subject_phrase(line, _group_start(line, verb))
    return Counted(line, first, last, "counted: what makes up a share") if last > first else None


def object_at(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """put the toll at 40 · estimated enemy losses at 5,000 · put the number of missing at 340"""
    if line.at(quantity.first - 1 - (line.at(quantity.first - 1) == '"')) != "at":
        return None
    for i in range(quantity.first - 2, max(-1, quantity.first - 12), -1):
        if line.low[i] in PLACERS and line.tag(i) not in {"ADJ", "ADP"}:
            if i == quantity.first - 2 and (hung := _hung_on(line, i)):
                return hung
            first, last = phrase_from(line, i + 1, quantity.first - 1)
            if last == first:  # a noun taken for a verb: "put turnout at 85,000"
                first, last = i + 1 + (line.tag(i + 1) == "DET"), quantity.first - 1
            first, last = past_empty(line, first, last)
            return Counted(line, *with_complement(line, first, last), "counted: put at")
        if line.low[i] in {";", ",", ":"}:
            return None
    return None


def _hung_on(line: Line, verb: int) -> Counted | None:
    """a *meeting* that police put at 1,500 · at a *cost* Lund estimated at 40 million · *a canal*, once valued at 3"""
    first, _ = placer(line, verb)
    aside = verb - 1 - (line.tag(verb - 1) in {"ADV", "ADJ"})
    if not first and line.at(aside) == ",":
        return Counted(line, *outer_phrase(line, aside), "counted: put at")
    end = first - (line.at(first - 1) in {"that", "which"})
    if not 0 < first < verb:
        return None
    set_off = end < first and line.at(end - 1) == ","  # "*membership* of the club, which the clerk had put at 61,000"
    first, last = outer_phrase(line, end - 1) if set_off else phrase_before(line, end)
    return Counted(line, first, last, "counted: put at") if last > first and (set_off or last == end) else None


def costs_somebody(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*The flood* is costing the canal 2 million a day · *delays* cost the bakery £4,000: what costs somebody"""
    if not quantity.unit.dimension.startswith("money") or COSTING.isdisjoint(line.vocabulary):
        return None
    verb = costing_verb(line, quantity.first)
    if verb < 0:
        return None
    start = _group_start(line, verb)
    first, last = subject_phrase(line, start)
    if last == first and line.at(start - 1) == "and":
        first, last = _shared_subject(line, start - 1)
    return Counted(line, *with_complement(line, first, last), BY_DOER) if last > first else None


def object_given(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Fined *the club* 40,000 euros · jailed *the surgeon* for seven years: who has to pay or serve it"""
    if not quantity.has_unit or _FINING.isdisjoint(line.vocabulary):
        return None
    at = quantity.first - (line.at(quantity.first - 1) in {"for", "to"})
    first, last = phrase_before(line, at)
    verb = first - 1 - (line.tag(first - 1) == "DET")
    given = last == at > first and line.at(verb) in _FINING
    return Counted(line, first, last, "counted: who is fined") if given else None


_FINING = words("fined fines jailed jails sentenced imprisoned suspended banned")


def object_moved(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """raised its key rate by 25 basis points, to 3.75 percent · cut its forecast to 2 percent"""
    passed = False
    for i in range(quantity.first - 1, max(-1, quantity.first - 20), -1):
        steps = line.low[i] in _STEPS and line.tag(i) == "VERB"
        moves = steps and (line.tag(i + 1) == "DET" or line.at(i + 1) in _ITS)  # "to shrink *the deficit* to 6 percent"
        if line.low[i] in {";", ":", "("} or (steps and not moves) or (line.low[i] == "," and passed):
            return None
        passed = passed or line.low[i] in LINKS
        by = line.at(quantity.first - 1) == "by" and line.low[i] not in _STEPS | LINKS and not is_saying(line.low[i])
        if line.tag(i) != "VERB" or not (moves or line.low[i] in _MOVERS or by):
            continue
        first, last = past_empty(line, *phrase_from(line, i + 1, quantity.first))
        if last == first or not {"to", "by", "from"} & set(line.low[last : quantity.first]):
            return None
        if line.low[head(line, first, last)] in EMPTY_HEADS:
            told = _told_before(line, quantity, others)  # "adds five flights, raising the total to twelve"
            if told or line.at(i + 1) not in _ITS:
                return told
        return Counted(line, *with_complement(line, first, last), "counted: what was moved")
    return None


_ITS = words("its their his her")


def _told_before(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """What the number before counts."""
    before = [each for each in others if each.last < quantity.first and not each.has_unit]
    found = behind(line, before[-1], others) if before else None
    return replace(found, rule="counted: as the number before") if found else None


def gapped(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Output grew by a third, *wages* by a tenth: the verb is that of the number before"""
    at = quantity.first - 1
    if line.at(at) not in {"by", "to"} or not any(each.last < at for each in others):
        return None
    first, last = phrase_before(line, at)
    opens = first - 1 - (line.tag(first - 1) == "DET")
    plain = last == at and last > first and not line.is_capital(first) and not is_time(line.low[last - 1])
    plain = plain and line.at(opens) in _GAPS and "VERB" not in line.tags[first:last]
    return Counted(line, first, last, "counted: shares a verb") if plain else None


_GAPS = words(", ; and but while")


def subject(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """The death toll rose by nine, to 40 · casualties exceeded 30,000 · annual inflation slowed to 7.1 percent"""
    verb = _group_start(line, quantity.first) if _is_verb(line, quantity) else _verb_left(line, quantity)
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
    named = last - first > 1 and line.is_capital(last - 2)  # "the Nikkei average"
    if line.low[head(line, first, last)] in EMPTY_HEADS and not named:
        if line.at(last) != "of":
            return None
        first, last = phrase_from(line, last + 1)
        return Counted(line, *with_complement(line, first, last), "counted: what the number is of")
    first, last = with_complement(line, first, last)
    return Counted(line, first, min(last, verb) if first < verb else last, "counted: before the verb")


def _is_verb(line: Line, quantity: Quantity) -> bool:
    """Shipments *doubled* in May; not "insurers doubled premiums", "double the number"."""
    verb = line.tag(quantity.core_last - 1) == "VERB" or line.at(quantity.first - 1) == "to"
    return (
        verb
        and quantity.number.form == "multiple"
        and line.tag(quantity.last) not in {"NOUN", "PROPN", "ADJ", "DET", "PRON"}
    )


def tells_of_it(line: Line, quantity: Quantity) -> bool:
    """Traders think *it* could reach 9.2 percent · *they* have tripled: what was told of before rises or stands."""
    verb = _group_start(line, quantity.first) if _is_verb(line, quantity) else _verb_left(line, quantity)
    return verb > 0 and line.at(verb - 1) in {"it", "they"}


def it_is(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*The crater* has cooled. It is five to 10 km wide: what the sentence before begins with"""
    index = line.sentence.index
    sized = quantity.has_unit and quantity.unit.dimension in _SIZES
    if not sized or line.at(0) != "it" or not index or not tells_of_it(line, quantity):
        return None
    before = line_of(line.document, line.document.sentences[index - 1])
    first, last = opening(before)
    near = last > first and line.sentence.paragraph - before.sentence.paragraph <= 1
    thing = near and before.tag(last - 1) == "NOUN" and not before.sentence.is_headline
    first += before.tag(first) == "DET"
    thing = thing and not (is_head(before.low[last - 1]) or is_time(before.low[last - 1]))
    return Counted(before, first, last, "counted: what it is") if thing else None


_SIZES = words("length mass area volume speed")


def of_them(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """*Fans* paid £40 to the club, which heard of it from 85 of them: the last told of in the plural"""
    end = ends(line, quantity)
    if line.at(end) != "of" or line.at(end + 1) != "them" or not others:
        return None
    begin, until = opening(line)
    until = next((k for k in range(begin + 1, until) if line.tag(k) == "ADP"), until)  # "clinics in Port Selim"
    begins = until > begin and line.tag(until - 1) == "NOUN" and line.at(until - 1).endswith("s")
    begins = begins and clause(line, quantity.first)[0] > until  # not "herons take a tenth of them"
    found = _told_before(line, quantity, others)
    if begins and until < quantity.first:
        several = (
            found
            and line.low[found.last - 1].endswith("s")
            and not _RUNNING.intersection(line.low[max(0, quantity.first - 2) : quantity.first])
        )
        if not several:
            return Counted(line, begin + (line.tag(begin) == "DET"), until, "counted: those it began with")
    return found


#: Places and vehicles are run, not the cases they see.
_RUNNING = words("runs run ran owns own owned operates operate operated manages manage managed built")


def _shared_subject(line: Line, conjunction: int) -> tuple[int, int]:
    """*The fire* has blackened 40 hectares *and is* 35 percent contained: the subject of the verb before "and"."""
    at = next(verbs_before(line, conjunction), -1)
    return subject_phrase(line, _group_start(line, at)) if at >= 0 else (conjunction, conjunction)


def _expected_to(line: Line, verb: int, limit: int) -> tuple[int, int] | None:
    """Expects *unemployment* to peak at 9.1 percent: who rises or falls is not who expects it"""
    to = next((k for k in range(max(1, verb - 1), limit) if line.low[k] == "to"), 0)
    first, last = phrase_before(line, to)
    begins = first - 1 - (line.at(first - 1) in {"the", "its", "their"})
    expected = last == to and last > first and line.at(begins) in EXPECTING
    return (first, last) if expected else None


def clause_subject(line: Line, quantity: Quantity, others: list[Quantity]) -> Counted | None:
    """Sea ice covered 14 million square kilometres · passengers waited seven hours: whose measure it is"""
    if not quantity.has_unit or quantity.is_modifier or quantity.unit.dimension in {"share", "ratio", "points"}:
        return None
    money = quantity.unit.dimension.startswith("money") and line.at(quantity.first - 1) not in {"at", "to"}
    for i in range(quantity.first - 1, max(-1, quantity.first - 14), -1):
        if line.low[i] in {";", ":", "\u2014", "(", ")", '"', "that"}:
            return None
        doing = line.low[i].endswith("ing") and (money or line.at(i - 1) not in LINKS)
        if line.tag(i) == "VERB" and line.low[i] not in LINKS and not doing:
            start = _group_start(line, i)
            first, last = subject_phrase(line, start)
            if last == first and line.at(start - 1) == "and":
                first, last = _shared_subject(line, start - 1)
            if last == first or _pays(line, head(line, first, last), quantity):
                return None
            return Counted(line, *with_complement(line, first, last), BY_DOER)
    return None


def _pays(line: Line, core: int, quantity: Quantity) -> bool:
    """Somebody who pays or earns, exports or burns: money and tonnes are not what they are."""
    dimension = quantity.unit.dimension
    if dimension.startswith("money"):
        return line.tag(core) == "PROPN" or is_head(line.low[core]) or line.low[core].endswith(_AGENTS)
    if is_given(line.text(core - 1)) and line.is_capital(core):
        return True  # "Ivo Lund lost 40 hectares"
    return dimension not in {"time", "length", "speed"} and not quantity.rate and is_head(line.low[core])


_AGENTS = ("ers", "ors", "men")


def _verb_left(line: Line, quantity: Quantity) -> int:
    """The verb whose subject the number is told of ("rose", "stood at", "was"); -1 for verbs that act on things."""
    i = quantity.first - 1
    steps = 0
    while i >= 0 and steps < 14:
        word, name = line.low[i], line.tag(i)
        if name == "VERB" and line.at(i - 1) == "to" and word in _ENDING and i > 2:
            i, steps = i - 2, steps + 2  # "added 41 points *to close at* 8,712"
            continue
        if (
            name == "VERB"
            or (word in {"amount", "amounts"} and line.tag(i - 1) == "NOUN" and i == quantity.first - 2)
            or (
                i == quantity.first - 1
                and (word in _STEPS or word in _SPREADING or (word == "off" and line.at(i - 1) == ","))
            )
        ):
            return _group_start(line, i) if _tells_of_subject(line, i, quantity) else -1
        if word in {";", ":", "—", "(", ")"} or name == "PRON":
            return -1
        i -= 1
        steps += 1
    return -1


#: "Depth *ranges* from 3 to 12 metres", whatever class "ranges" was taken for.
_SPREADING = words("ranges ranged varies varied")


_PAST = words("past above below")


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
        line.low[verb] in _STEPS or line.at(ends(line, quantity)) in COMPARATIVES
    ):
        return True
    if line.low[verb] in _TRADING and line.at(quantity.first - 1) == "for":
        return quantity.unit.dimension.startswith("money")
    moved = line.low[verb] in _STEPS and line.tag(verb - 1) != "DET"
    if moved and not _PAST.isdisjoint(line.low[quantity.first : quantity.core_first]):
        return True  # "traffic dropped *below* 90 trains"
    between = {line.low[i] for i in range(verb + 1, quantity.first)}
    return (
        bool(between & {"to", "at", "by", "from", "past", "above", "below", "around", "near"})
        or line.low[verb] in _LEVEL_VERBS
    )
