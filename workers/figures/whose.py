"""Whose a figure is: the owner or doer by name, "the company" and "its" by what a text is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workers.figures import classes, speakers
from workers.figures.countries import country_of
from workers.figures.document import Document
from workers.figures.lexicon import words
from workers.figures.line import Line, acts, befallen, line_of
from workers.figures.people import is_given, is_organisation, is_person
from workers.figures.phrases import (
    COSTING,
    LINKS,
    costing_verb,
    is_time,
    phrase_before,
    phrase_from,
    subject_phrase,
    verbs_before,
)
from workers.figures.where import is_place_word

_NO_OWNERS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december god christmas easter ramadan covid-19 twitter facebook telegram"
)
_ROLES = words(
    "president general minister captain striker striker opposition candidate prime chief executive governor mayor "
    "senator judge dr mr mrs ms gen col professor coach"
)
_ITS = words("its their his her")
_IT = words("it they we")
_HE = words("he she")
_MEANING = words("plans hopes aims wants claims")
#: Nouns for the company a text is about.
_COMPANY = words(
    "company firm group business carmaker brewer retailer chipmaker drugmaker airline club maker manufacturer lender "
    "operator start-up startup supplier producer carrier grocer shipbuilder builder insurer bank"
)
#: What companies report of themselves, whoever is named beside.
_REPORTED = words(
    "profit profits loss losses revenue revenues sales turnover earnings margin dividend income shipments deliveries "
    "headcount workforce order orders backlog margins ebitda ebit debt receipts takings bookings deficit"
)
#: What is measured of a country.
_NATIONAL = words(
    "inflation unemployment gdp product economy deficit surplus wage wages debt prices migration exports imports "
    "output "
    "production growth insolvencies bankruptcies population deforestation reserves remittances"
)
_PARTIES = words("party rival opposition utility bank insurer developer owner agency union group")
_BODIES = words(
    "airport port parish town city state province country village family household coalition hospice federation "
    "region district "
    "county club library mill school church museum theatre zoo "
    "villagers islanders growers farmers adversary enemy side rebels insurgents militants"
)
#: Bodies and papers that own no figure by their common noun alone.
_PAPERS = words(
    "party poll survey report study document draft plan paper census figures estimates data records tally estimate"
)
#: Harm done to people is nobody's figure, a country's army apart.
_HARMS = words("killed kills wounded injured injures hurt maimed killing wounding injuring left leaving hit struck")
_POLLING = words("won wins win lead leads led trail trails trailed polled polls")
_WATERS = words("sea ocean gulf river lake")
_GIVING = words("give gives gave given hand hands handed")
_BRINGING = words("brings bring brought takes took")
_TURNING = _GIVING | _BRINGING
_BEFORE_AMOUNT = words(
    "anywhere between about around some only just over under more than at least most a an the - per cent"
)
_CONTINENTS = frozenset({"Europe", "Asia", "Africa"})
_OF = words("in at of to for")


@dataclass(frozen=True)
class About:
    """What is known of a text's owners, made once."""

    #: The organisation it is about: what its title and its first sentence both name.
    topic: str | None = None
    #: Words that have a capital within a sentence: at the head of one they are names, too.
    names: frozenset[str] = frozenset()


def about(document: Document) -> About:
    """The topic and the names of a text."""
    return About(_topic(document), frozenset(_INNER.findall(document.normal)))


_INNER = re.compile(r"(?<=[a-z,] )[A-Z\u00c0-\u00de][\w-]+")


def _topic(document: Document) -> str | None:
    first = next((each for each in document.sentences if not each.is_headline), None)
    if document.headline[1] == 0 or first is None:
        return None
    title = document.normal[document.headline[0] : document.headline[1]]
    told = {word.removesuffix("'s") for word in _CAPITAL.findall(title)}
    lead = _DATELINE.sub("", first.normal)
    found = [match.group() for match in _NAMED.finditer(lead) if _may_be_topic(lead, match.start())]
    shared = [name for name in found if told & set(name.split()) and _may_own(name)]
    return max(shared, key=len, default=None)


def _may_be_topic(lead: str, start: int) -> bool:
    """A name that no place stands behind "in"; "shares *in* Brimvik Seafarms" are the firm's."""
    return not _PLACED.search(lead, 0, start) or bool(_SHARES.search(lead, 0, start))


_SHARES = re.compile(r"\b(?:[Ss]hares|[Ss]take|[Ss]tock|[Pp]rofits?|[Ll]oss(?:es)?|[Ss]ales|[Rr]evenue) (?:in|at|of) $")
_CAPITAL = re.compile(r"[A-Z\u00c0-\u00de][\w'-]+")
_NAMED = re.compile(r"[A-Z\u00c0-\u00de][\w-]{1,20}(?: (?:& |of )?[A-Z\u00c0-\u00de][\w-]{1,20}){0,4}")
_PLACED = re.compile(r"\b(?:in|at|near|from|off|to|around|of)(?: the)? $")
_DATELINE = re.compile(r"^[A-Z][A-Z .,'-]+(?:[A-Z][\w. ]+\d+ )?(?:\([\w /]+\) )?- ")


def _may_own(name: str) -> bool:
    parts = name.split()
    if len(parts) == 1 and (
        parts[0].lower() in _NO_OWNERS or is_place_word(parts[0]) or speakers.is_head(parts[0].lower())
    ):
        return False
    return country_of(name) is None and not speakers.is_carrier(name) and not is_given(parts[0])


def subject(line: Line, first: int, last: int, verb: int, about: About) -> str | None:
    """Whose the counted thing at tokens [first, last) is: its owner, else who has or does it."""
    owned = _owner_of(line, first, last, about)
    if owned:
        return owned
    if charged := _charged(line, first, last):
        return charged
    has = range(first - 1, max(-1, first - 9, verb), -1) if verb < first else range(first - 1, max(-1, first - 4), -1)
    verb = next((k for k in has if line.low[k] in {"has", "have", "had"}), verb)  # "its new cabinet has 14 ministers"
    found = (
        _supported(line, first, last)
        or _receiver(line, first)
        or _doer(line, first, verb, about)
        or _located(line, first, last)
    )
    if found:
        return found
    if line.at(last) == "that" and (taker := _taker(line, last + 1, about)):
        return taker
    if line.at(first - 1) in {"a", "an"} and line.at(first - 2) == "," and _apposed_to(line, first, last)[0] != first:
        return _name_at(line, *_apposed_to(line, first, last))  # "Chad, a country of 20 million"
    told = line.low[first:last]
    if not _REPORTED.isdisjoint(told) and line.at(0) == "at":  # "At Norvik, profit more than doubled"
        begin, end = phrase_from(line, 1)
        named = _called(line, begin, end, about) if line.at(end) == "," else None
        if named:
            return named
    if line.at(first - 1) in {"the", "a"} and not line.at(last - 1).endswith("s") and line.tag(last) == "VERB":
        does = is_organisation(line.at(last - 1)) and verb >= last and not line.is_capital(first)
        if does and first > 0:
            return line.words(first, last)  # "the central bank sold $120 million"
    if about.topic and not _REPORTED.isdisjoint(told):
        return about.topic
    return _country_in(line, 0, line.size, alone=True) if not _NATIONAL.isdisjoint(told) else None


def _charged(line: Line, first: int, last: int) -> str | None:
    """The strike cost *the port* 4 million · the court fined *the club* 40,000 euros: who pays"""
    if not _CHARGING.isdisjoint(line.vocabulary):
        verb = first - 1 - (line.tag(first - 1) == "DET")
        if line.at(verb) in _FINING and line.at(verb - 1) not in LINKS and line.tag(last - 1) in {"NOUN", "PROPN"}:
            return line.words(first, last)
        for at in range(first, min(line.size, max(first, last) + 14)):
            amount = line.kind(at) in {"number", "symbol"} or line.tag(at) == "NUM" or line.at(at) in _BEFORE_AMOUNT
            if amount and line.kind(at - 1) != "symbol" and costing_verb(line, at) >= 0:
                begin, end = phrase_before(line, at)
                begin = max(begin, costing_verb(line, at) + 1)
                payer = begin < end <= at and not any(line.kind(k) in {"number", "symbol"} for k in range(begin, end))
                return line.words(begin, end) if payer and line.tag(begin) != "NUM" else None
    return None


_FINING = words("fined fines")
_CHARGING = _FINING | COSTING


def _owner_of(line: Line, first: int, last: int, about: About) -> str | None:
    """By the phrase itself: "Russian troops", "the company's plants", "its debt", "Boeing jets"."""
    for k in range(max(0, first - 2), last):
        if line.low[k] == "'s" or (line.low[k] == "'" and line.at(k - 1).endswith("s") and not line.glued(k + 1)):
            owner = _called(line, *phrase_before(line, k), about)
            if owner:
                return owner
    country = _country_in(line, first, last)
    if country:
        return _of_country(line, first, last) or country
    if line.at(_before_number(line, first)) in _ITS or line.at(first) in _ITS:
        return _behind_it(line, first, about)
    for k in range(first, last - 1):
        if k == 0 and line.text(0) not in about.names:
            continue  # "Net debt rose"
        if line.tag(k) == "PROPN" and line.is_capital(k) and not line.is_title_case and line.at(k + 1) != "-":
            name = _name_at(line, k, last)
            places = any(is_place_word(line.low[i]) or line.low[i] in _WATERS for i in range(first, last))
            if (
                name
                and not places
                and "." not in name
                and line.kind(k) == "word"
                and country_of(name) not in _CONTINENTS
            ):
                return name
    return None


def _before_number(line: Line, first: int) -> int:
    """ "*its* last 26 hands": the token before the number and the adjectives of what is counted."""
    at = first - 1
    while at > first - 5 and line.tag(at) in {"NUM", "ADJ"}:
        at -= 1
    return at


def _called(line: Line, first: int, last: int, about: About) -> str | None:
    """An owner by the words that name it: a country, a name, "the company"."""
    if last == first:
        return None
    kind = next((k for k in range(first, last - 1) if line.low[k] in _COMPANY | _PARTIES), -1)
    if kind >= 0 and line.is_capital(kind + 1):
        return _name_at(line, kind + 1, last)  # "German carmaker *Ostara Motors*"
    country = _country_in(line, first, last)
    if country:
        return _of_country(line, first, last) or country
    named = [k for k in range(first, last) if line.is_capital(k) and line.tag(k) in {"PROPN", "NOUN", "ADJ", "VERB"}]
    named = [k for k in named if k > 0 or line.is_capital(1) or _begins_named(line) or line.text(k) in about.names]
    if named:
        return _name_at(line, named[0], last)
    head = line.at(last - 1)
    if line.at(last) == "," and line.is_capital(last + 1) and line.is_capital(last + 2) and head in _COMPANY:
        return _name_at(line, last + 1, line.size)  # "the biggest utility, Cumberland Electric"
    if head in _COMPANY and about.topic:
        return about.topic
    told = is_organisation(head) or is_organisation(head.removesuffix("s")) or head in _BODIES | _COMPANY
    own = line.at(first - 1) in _THEIR_OWN and head in _OWN_BODIES
    told = told or own or head.endswith("maker")
    owned = line.low.index("'s", first, last) if "'s" in line.low[first:last] else first
    if not told and first < owned:
        return _called(line, first, owned, about)  # "*the navy*'s two frigates"
    told = told or (is_person(head) and line.tag(first - 1) == "DET")  # "the mayor"
    return line.words(first, last) if told and (own or head not in _PAPERS) and not is_time(head) else None


#: "*Our volunteers* have planted 400 trees."
_THEIR_OWN = words("his her its their our my")
_OWN_BODIES = words("party side partners teams members crews partner union camp supporters volunteers")


def _begins_named(line: Line) -> bool:
    """ "Ryanair trimmed", "Ford plans to": the first word of a sentence is a name, and no "Hunters" or "Turnout"."""
    word, does = line.at(0), line.tag(1) == "VERB" or (line.at(1).endswith("s") and line.at(2) == "to")
    if line.tag(0) == "PROPN" and (does or line.tag(1) in {"PROPN", "PART", "CONJ"}) and line.at(1) != "and":
        return True
    unknown = not word.endswith(("s", "tion", "ment", "ity", "ness", "ism")) and not classes.knows(word)
    return does and unknown and not (speakers.is_head(word) or is_organisation(word))


def _of_country(line: Line, first: int, last: int) -> str | None:
    """Armenia's governing *Civic Accord* · the Danish investor *Mads Friis* · the *Turkish federation*: no country"""
    if any(line.low[k].rstrip(".") in _ROLES for k in range(first, last)):
        return None
    foreign = next((k for k in range(first, last) if _country_in(line, k, k + 1) is not None), last)
    begin = foreign + 1 + (line.at(foreign + 1) == "'s")
    named = [k for k in range(begin, last) if line.is_capital(k) and line.tag(k) in {"PROPN", "NOUN", "ADJ"}]
    if named and named[0] > foreign + 1 and not _country_in(line, named[0], last):
        return _name_at(line, named[0], last)
    if named and named[-1] == last - 1 and is_organisation(line.at(last - 1)):
        return _name_at(line, foreign, last) if line.at(last - 1) not in _STATES else None
    works = line.at(last - 1) in _WORKS
    private = line.at(last - 1) in _COMPANY or line.at(last - 1) in _BODIES
    plain = works or (private and line.at(foreign + 1) != "'s" and not line.at(last - 1).endswith("s"))
    plain = plain and not named
    return line.words(foreign, last) if plain and not is_place_word(line.at(last - 1)) else None


_WORKS = words("works plant factory mill unit arm subsidiary refinery smelter shipyard")
#: Bodies that are their country.
_STATES = words("army government military force navy ministry parliament bank treasury guard police")


def _behind_it(line: Line, before: int, about: About) -> str | None:
    """Whom "its" and "it" go back to: the subject of the sentence, of the one before, else what the text is about."""
    index = line.sentence.index
    if nearer := _teller(line, before, about) or _of_clause(line, before, about):
        return nearer
    for other in line.document.sentences[max(0, index - 1) : index + 1][::-1]:
        if other.is_headline:
            continue
        laid = line_of(line.document, other)
        first, last = speakers.opening(laid)
        if last > first and laid.at(first) not in speakers.PRONOUNS and (other is not line.sentence or last <= before):
            owner = _called(laid, first, last, about)
            core = speakers.head_of(laid, first, last)
            theirs = laid.at(last) == "'s" and laid.at(last - 1) not in _COMPANY
            if owner and not (is_given(owner.split()[0]) or theirs or is_person(laid.at(core))):
                return owner
    return about.topic


def _teller(line: Line, before: int, about: About) -> str | None:
    """Gold rose after *Norvik* said it would dig up 40 tonnes: "it" is who says so"""
    for at in range(before - 1, max(0, before - 5), -1):
        if line.at(at) in _IT and line.at(at) != "we":
            verb = at - 1 - (line.at(at - 1) == "that")
            told = speakers.is_saying(line.at(verb)) or line.at(verb) in _SIGNALLING
            begin, end = phrase_before(line, verb) if told else (verb, verb)
            return _called(line, begin, end, about) if end > begin and line.is_capital(end - 1) else None
    return None


_SIGNALLING = words("signalled signaled hinted pledged promised vowed admitted denied")


def _of_clause(line: Line, before: int, about: About) -> str | None:
    """Velan sold 40 trucks; *rival Tesso* trebled its fleet: who begins the clause behind a semicolon"""
    cut = next((k for k in range(before - 1, 0, -1) if line.low[k] == ";"), 0)
    begin, end = phrase_from(line, cut + 1, before)
    named = cut and end > begin and any(line.is_capital(k) for k in range(begin, end)) and line.at(end) != "'s"
    return _called(line, begin, end, about) if named else None


def _doer(line: Line, first: int, verb: int, about: About) -> str | None:
    """Who has, makes, sells or loses it; what befalls people is nobody's of those who do it."""
    if not 0 <= verb < first:
        return None
    start = _first_of_group(line, verb)
    if start <= 1 <= verb and _begins_named(line):
        return _country_in(line, 0, 1) or _name_at(line, 0, 1)
    if line.at(start - 1) in _HE:
        return _behind_he(line, start - 1)
    if line.at(start - 1) in _IT:
        return _behind_it(line, start, about) if line.at(start - 1) != "we" else None
    begin, end = subject_phrase(line, start)
    if line.at(start - 1) == ",":
        begin, end = _apposed_to(line, begin, end)
    if line.at(end - 1) in _MEANING and line.at(end) == "to":
        end -= 1  # "the army plans to", whatever class "plans" was taken for
    if line.at(verb) in _HARMS:
        return _country_in(line, begin, end)
    if begin == end and line.at(start - 1) == "and" and line.at(start) != "to":
        begin, end = _shared_subject(line, start - 1)
    if begin == end and (line.at(start - 1) in {"and", "to", ","} or line.at(verb).endswith("ing")):
        begin, end = speakers.opening(line)  # "The club owes 40 million *and pays* 4 million a year"
        if line.at(begin) in _IT and end > begin:
            return _behind_it(line, begin, about)
    agents = (
        line.at(end - 1).endswith("s") and is_person(line.at(end - 1)[:-1]) and not speakers.is_saying(line.at(verb))
    )
    tended = not _TENDED.isdisjoint(line.low[first : first + 5])  # "doctors have 180 confirmed cases": none of theirs
    if end > begin and agents and not (tended or _befalls(line, verb)) and _country_in(line, begin, end) is None:
        return line.words(begin, end)  # "investigators have interviewed 40 witnesses"
    if line.at(verb) in _POLLING and end > begin and not line.is_capital(begin):
        return line.words(begin, end)  # "the ruling party took 36 percent"
    return _called(line, begin, end, about) or _producer(line, begin, end, verb)


def _producer(line: Line, begin: int, end: int, verb: int) -> str | None:
    """*Grain silos* stored 40,000 tonnes · *the smelter* burns 90 megawatts: what makes, moves or uses it"""
    if line.at(verb) not in _PRODUCING or end <= begin or line.tag(end - 1) != "NOUN":
        return None
    plain = not (line.is_capital(begin) and begin) and line.at(end - 1) not in _PAPERS and not is_time(line.at(end - 1))
    return line.words(begin, end) if plain else None


_PRODUCING = words(
    "handle handles handled pump pumps pumped produce produces produced generate generates generated feed feeds fed "
    "consume consumes consumed gulp gulps guzzle guzzles guzzled "
    "process processes processed treat treats treated store stores stored refine refines refined distribute "
    "distributes distributed deliver delivers delivered export exports exported import imports imported employ employs "
    "employed emit emits emitted discharge discharges discharged supply supplies supplied ship ships shipped churn "
    "churns churned"
)


_TENDED = words("cases infections deaths casualties fatalities injuries victims survivors patients")


def _taker(line: Line, first: int, about: About) -> str | None:
    """The 40 million *that it took* last year · the 90 tanks *that Norvia* lost: who the clause behind it tells of"""
    if line.at(first) in _IT:
        return _behind_it(line, first, about) if line.at(first) != "we" else None
    begin, end = phrase_from(line, first)
    does = end > begin and line.tag(end) == "VERB" and not speakers.is_saying(line.at(end))
    return _called(line, begin, end, about) if does and line.is_capital(begin) else None


def _apposed_to(line: Line, first: int, last: int) -> tuple[int, int]:
    """ "*Chad*, a country of 20 million, has …": the name before what it is, else the phrase itself."""
    comma = first - 1 - (line.tag(first - 1) == "DET")
    if last == first or line.at(comma) != ",":
        return first, last
    begin, end = phrase_before(line, comma)
    while line.at(begin - 1) == "&":
        begin -= 2  # "Hallam & Voss"
    named = end == comma > begin and line.is_capital(end - 1) and line.at(begin - 1) in {"", "the", '"'}
    return (begin, end) if named else (first, last)


def _shared_subject(line: Line, conjunction: int) -> tuple[int, int]:
    """ "*The panel* heard 40 witnesses and filled 310 pages": the subject of the verb before "and"."""
    for at in verbs_before(line, conjunction):
        start = _first_of_group(line, at)
        found = subject_phrase(line, start)
        if line.at(found[0] - 1) in _ITS and line.tag(found[0] - 2) == "VERB":
            continue  # "will close *its paper works* and cut 2,300 jobs": an object, whatever "works" was taken for
        return _apposed_to(line, *found) if line.at(start - 1) == "," else found
    return conjunction, conjunction


def _located(line: Line, first: int, last: int) -> str | None:
    """Consumer prices *in Turkey* · net profit *at Halvern Group* · remittances *to Nepal*"""
    if line.at(last) not in _OF or line.low[last - 1] not in _REPORTED | _NATIONAL | {
        "shares",
        "stock",
        "storage",
        "rate",
    }:
        return None
    start = last + 1 + (line.tag(last + 1) == "DET")
    begin, end = phrase_from(line, start)
    if end > begin == start and line.at(end - 1) in _COMPANY and line.tag(last + 1) == "DET":
        return line.words(begin, end)  # "losses at the Portuguese carrier"
    if end > begin == start and line.at(end - 1) in {"arm", "unit", "subsidiary"} and line.at(end) == "of":
        return _name_at(line, end + 1, line.size) if line.is_capital(end + 1) else None
    called = line.kind(start) == "word" and line.is_capital(start + 1) and line.tag(start) != "VERB"
    start += called and not line.is_capital(start)  # "receipts at *supermarket* Kolby & Lund"
    if not line.is_capital(start) or line.low[start] in _NO_OWNERS:
        return None
    return _country_in(line, start, start + 2) or _name_at(line, start, line.size)


def _supported(line: Line, first: int, last: int) -> str | None:
    """Support for *the Conservatives* rose to 32 percent · *the Conservatives* on 29 percent"""
    if line.at(last - 1) in {"support", "backing", "approval"} and line.at(last) in {"for", "of"}:
        start = last + 1 + (line.tag(last + 1) == "DET")
        return _name_at(line, start, line.size) if line.is_capital(start) else None
    if line.at(last) in LINKS and line.at(last + 1) == "on" and line.is_capital(last - 1):
        named = next(k for k in range(first, last) if line.is_capital(k))
        return _name_at(line, named, last)  # "the opposition *New Dawn* is on 28 percent"
    if line.at(first - 1) == "on":
        begin, end = phrase_before(line, first - 1 - (line.at(first - 2) in LINKS))
        named = next((k for k in range(begin, end) if line.is_capital(k)), -1)  # "the opposition *New Dawn* is on 28"
        return _name_at(line, named, end) if named >= 0 else None
    return None


def _befalls(line: Line, verb: int) -> bool:
    """What happens to those who are counted is nobody's of those who do it: "rescuers found 40"."""
    return line.at(verb) in acts() or line.at(verb) in befallen()


def _behind_he(line: Line, before: int) -> str | None:
    """Whom "he" goes back to: who last begins a sentence of the text by name, none between with a role of his own."""
    index = line.sentence.index
    for other in line.document.sentences[max(0, index - _BACK) : index + 1][::-1]:
        laid = line_of(line.document, other)
        first, last = speakers.opening(laid)
        if other.is_headline or last <= first or (other is line.sentence and last > before):
            continue
        if laid.at(first) in speakers.PRONOUNS:
            continue
        begin = last
        while begin > max(first, 1) and laid.is_capital(begin - 1):
            begin -= 1
        begin -= begin == 1 and is_given(laid.text(0))
        titled = laid.low[max(0, begin - 1) : begin + 1]
        name = _name_at(laid, begin, last) if begin < last else None
        if name and (_is_somebody(name) or not _TITLES.isdisjoint(titled)) and laid.at(last) != "'s":
            return name
        if is_person(laid.at(speakers.head_of(laid, first, last))):
            return None
    return None


_TITLES = words("mr mrs ms dr")
_BACK = 3  # sentences


def _is_somebody(name: str) -> bool:
    """A name of two words or more, or a first name; no organisation's, no country's."""
    return (" " in name or is_given(name)) and not is_organisation(name) and country_of(name) is None


def _receiver(line: Line, first: int) -> str | None:
    """The poll gave *the Alliance* 17 seats · the deal gives *Norvik* a 51 percent stake · brings *the site* to 480"""
    if _TURNING.isdisjoint(line.vocabulary):
        return None
    end = first
    while (
        line.at(end - 1) in _BEFORE_AMOUNT or line.kind(end - 1) in {"number", "symbol"} or line.tag(end - 1) == "NUM"
    ):
        end -= 1
    brought = line.at(end - 1) == "to"
    begin, last = phrase_before(line, end - brought)
    verb = begin - 1 - (line.tag(begin - 1) == "DET")
    gives = line.at(verb) in (_BRINGING if brought else _GIVING)
    return line.words(begin, last) if gives and last > begin else None


def _country_in(line: Line, first: int, last: int, *, alone: bool = False) -> str | None:
    """The first country named at tokens [first, last); `alone`: the only one."""
    found: list[str] = []
    for i in range(first, last):
        if not line.is_capital(i):
            continue
        country = country_of(f"{line.text(i)} {line.text(i + 1)}") or country_of(line.text(i))
        if country and country not in _CONTINENTS:
            if not alone:
                return country
            found.append(country)
    return found[0] if len(set(found)) == 1 else None


def _name_at(line: Line, first: int, last: int) -> str | None:
    """The capitalised words from `first` on, without what somebody is called by."""
    while first < last - 1 and line.low[first].rstrip(".") in _ROLES:
        first += 1
    end = first
    while (
        end < line.size
        and (end < last or end == first)
        and (
            (line.is_capital(end) and line.kind(end) == "word")
            or (line.at(end) == "&" and line.is_capital(end + 1) and end > first)
        )
    ):
        end += 1
    if end > first and line.at(end) == "of" and line.is_capital(end + 1) and end + 1 < last + 2:
        end += 2  # "the Bank of Japan"
    name = line.words(first, end) if end > first else ""
    if name.isupper() and line.kind(end) == "number":
        return None  # "EUR 213 million"
    return name if name and name.lower() not in _NO_OWNERS and name.lower() not in _ROLES else None


def _first_of_group(line: Line, verb: int) -> int:
    i = verb
    while i > 0 and (line.tag(i - 1) in {"VERB", "ADV", "PART"}) and line.at(i - 1) != "," and line.at(i - 1) != "'s":
        i -= 1
    return i
