"""The kind of thing measured, under one name however it is told: "killed 27 people", "a death toll of 27" → deaths."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from workers.figures.counted_beside import BEFALLS_NOBODY, WITHIN_COMPOUND, Counted
from workers.figures.countries import country_of
from workers.figures.lexicon import rows, words
from workers.figures.line import Line
from workers.figures.nodes import Quantity
from workers.figures.people import is_person
from workers.figures.phrases import IDLE, head
from workers.figures.where import is_place_word

_PEOPLE = words(
    "people person persons civilians civilian child children woman women man men resident residents patient patients "
    "passenger passengers others other victims villagers student students protester protesters migrants worker workers "
    "wounded injured inmate inmates guest guests tourists suspects suspect "
    "employee employees staff "
    "voters voter adults adult respondents pupil pupils lives hostage hostages"
)
_TROOPS = words(
    "soldier soldiers troop troops serviceman servicemen policeman policemen police officer officers fighters"
)
#: Modifiers that make no other measure of it: "the official toll", "annual inflation", "its main interest rate".
_TELLS_NOTHING = words(
    "'s the a an of official latest current main annual provisional preliminary confirmed-dead own one two three "
    "four five six seven eight nine ten final striking year-on-year yearly headline combined reported known estimated"
)
#: Heads whose of-phrase is what is meant ("cases of cholera"), and is put before them.
_OF_HEADS = words("case cases death deaths barrel tonne ton litre liter price prices rate level")
_KEEP_OF = words("price prices cost rate level value")
_MAX_WORDS = 6


def measure(line: Line, quantity: Quantity, found: Counted | None, verb: int) -> str | None:
    """The normalised lower-case phrase for what is measured; None where the text does not say."""
    happening = _happening(line, verb)
    dimension = quantity.unit.dimension
    predicate = _predicate(line, quantity)
    if predicate:
        return predicate
    if found is None or found.rule == BEFALLS_NOBODY:
        return _without_counted(line, quantity, happening, verb)
    if found.rule == WITHIN_COMPOUND:
        found = replace(found, last=found.first + 1)
    core = found.line.low[head(found.line, *_first_phrase(found))]
    if happening and dimension in {"count", "share"} and is_people(core):
        people = happening[0]
        if people != "=":
            plain = core in _PEOPLE - {"civilians", "civilian", "children", "child"}
            return people if plain or singular(core) == singular(people) else f"{singular(core)} {people}"
    name = _name(found)
    if dimension == "area" and core in _FIRES:
        return "area burned"
    if not name:
        return None
    if happening and (dimension == "area" or core in _TERRITORY) and happening[1] != "=":
        return f"{'area' if dimension == 'area' else name} {happening[1]}"
    if happening and dimension in {"count", "volume", "mass"} and core not in _PEOPLE and name not in _OUTCOMES:
        return _with_fate(name, core, happening[2])
    if dimension == "time" and line.at(verb) in _JAILED:
        return "prison sentence"
    takes_sum = verb >= 0 and line.at(verb) in _moneys() and line.at(verb) not in _COSTS
    if dimension.startswith("money") and takes_sum and not _says_money(name):
        return _moneys()[line.at(verb)]
    if dimension.startswith("money") and not _says_money(name):
        return f"price of {name}" if line.at(verb) in _COSTS else name
    participle = _participle(found, verb, line)
    return f"{participle} {name}" if participle and not name.startswith(participle) else name


def is_people(word: str) -> bool:
    """A noun for people: "miners", "hostages", "the policemen"."""
    return word in _PEOPLE or word in _TROOPS or word in _FOLK or is_person(singular(word))


#: Who is trapped, rescued, held or missing in the news, and speaks seldom.
_FOLK = words(
    "miner miners climber climbers hiker hikers sailor sailors seafarer seafarers crew crewmen refugee refugees "
    "migrant skier skiers diver divers detainee detainees prisoner prisoners captive captives "
    "schoolgirls schoolchildren fishermen holidaymakers pilgrims swimmers shoppers demonstrators "
    "peacekeepers evacuees returnees gunmen"
)
_FIRES = words("fire fires wildfire wildfires blaze blazes bushfire bushfires")
_TERRITORY = words("territory ground land terrain area areas region regions country front")
#: What is done to things tells two counts of them apart: 40 tanks destroyed, 40 tanks sent.
_FATES = words("destroyed damaged flooded spilled recovered vaccinated captured killed launched downed delivered")
_OUTCOMES = words("deaths injured missing casualties")


def _with_fate(name: str, core: str, fate: str) -> str:
    """40 tanks destroyed and 40 tanks sent are two measures; exported wheat is "wheat exports" """
    if fate == "destroyed" and core in _FLYING:
        fate = "downed"
    if fate.startswith("+"):
        return name if name.endswith(fate[1:]) else f"{name} {fate[1:]}"
    return name if fate not in _FATES or name.startswith(fate) else f"{fate} {name}"


_FLYING = words("drone drones missile missiles rocket rockets aircraft helicopter helicopters uavs")
_JAILED = words("sentenced jailed gets got serve serving served imprisoned faces face")


def _predicate(line: Line, quantity: Quantity) -> str | None:
    """The fire is 60 percent contained · the bridge is 80 percent complete"""
    at = quantity.last
    if quantity.unit.name != "percent" or line.at(at - 1) == "of" or line.at(at) in _COMPARING:
        return None
    told = line.tag(at) == "ADJ" or (line.tag(at) == "VERB" and line.at(at).endswith("ed"))
    if not told or line.tag(at + 1) in {"NOUN", "PROPN", "ADJ"}:
        return None
    return _synonyms().get(line.at(at), line.at(at))


_COMPARING = words("more less higher lower fewer up down above below cheaper larger smaller better worse")


def singular(word: str) -> str:
    """A noun's singular, roughly: what series keys need is the same form every time, not the dictionary's."""
    if word in _SINGULARS:
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_IRREGULAR = {
    "people": "people",
    "children": "child",
    "women": "woman",
    "men": "man",
    "servicemen": "serviceman",
    "policemen": "policeman",
    "lives": "life",
    "knives": "knife",
    "wives": "wife",
    "premises": "premises",
    "series": "series",
    "species": "species",
    "aircraft": "aircraft",
    "troops": "troop",
    "forces": "force",
    "sales": "sale",
    "earnings": "earnings",
    **{
        word: word
        for word in [
            "measles",
            "rabies",
            "news",
            "politics",
            "economics",
            "diabetes",
            "headquarters",
            "means",
            "athletics",
        ]
    },
}
_SINGULARS = words("measles rabies news politics economics diabetes headquarters means athletics series species")
_COSTS = words("cost costs costing sold sells sell priced traded trades fetched fetches")


def _without_counted(line: Line, quantity: Quantity, happening: tuple[str, str, str] | None, verb: int) -> str | None:
    """27 were killed · 1,376 square kilometres were held · the fire burned 12,000 acres"""
    if quantity.unit.name == "percent" and (line.at(verb) in _POLLED or line.at(quantity.first - 1) == "on"):
        return "support" if verb >= 0 or line.is_capital(quantity.first - 2) else None
    if quantity.unit.dimension == "time" and line.at(verb) in _JAILED:
        return "prison sentence"
    if quantity.unit.dimension.startswith("money") and verb >= 0:
        return _moneys().get(line.at(verb))
    if happening is None:
        return None
    people, land, _ = happening
    if quantity.unit.dimension == "area" and land != "=":
        return f"area {land}"
    counts = quantity.unit.dimension == "count" and not quantity.has_unit and quantity.value == int(quantity.value)
    return people if counts and people != "=" and line.at(quantity.first - 1) not in {"at", "to"} else None


#: The Liberals lead with 34 percent · won 40 percent
_POLLED = words("lead leads led leading polled polling won win wins scored scoring got gets trail trails trailed")


def _first_phrase(found: Counted) -> tuple[int, int]:
    """The phrase without its of-phrase."""
    for i in range(found.first, found.last):
        if found.line.low[i] == "of" and i > found.first:
            return found.first, i
    return found.first, found.last


def _name(found: Counted) -> str | None:
    """Modifiers that tell it apart, and the head under its usual name."""
    line = found.line
    first, last = _first_phrase(found)
    core = head(line, first, last)
    own = _plain_words(line, first, core + 1)
    inner = _plain_words(line, last + 1, found.last) if last < found.last else []
    if not own:
        return None
    if inner and line.low[core] in _KEEP_OF:
        return " ".join([*own, "of", *inner])[:80]
    if inner and line.low[core] in _OF_HEADS:
        modifiers, kind = own[:-1], own[-1:]
        return _usual([*modifiers, *inner], kind[0])
    return _usual(own[:-1], own[-1])


def _usual(modifiers: list[str], core: str) -> str:
    """The head under the name that all its words share; a two-word head counts as one ("death toll")."""
    known = _synonyms()
    if modifiers and core in _OUTLOOKS:
        modifiers, core = modifiers[:-1], singular(modifiers[-1])
    if modifiers and f"{modifiers[-1]} {core}" in known:
        core, modifiers = known[f"{modifiers[-1]} {core}"], modifiers[:-1]
    else:
        core = known.get(core, core)
    return " ".join([*modifiers, core][-_MAX_WORDS:])


_OUTLOOKS = words("forecast estimate projection outlook target expectation")


def _plain_words(line: Line, first: int, last: int) -> list[str]:
    """Words without owners, places, counts and small words; the last one in the singular."""
    kept = []
    for i in range(first, last):
        word = line.low[i]
        if line.kind(i) != "word" or word in IDLE or word in _TELLS_NOTHING:
            continue
        names = line.tag(i) == "PROPN" or country_of(line.text(i)) or is_place_word(line.text(i))
        if i < last - 1 and names and line.is_capital(i):
            continue
        kept.append(word)
    if kept:
        kept[-1] = singular(kept[-1])
    return kept


def _participle(found: Counted, verb: int, line: Line) -> str:
    """have been confirmed · has confirmed 40 cases · 40 cases confirmed: the word that tells cases apart"""
    if found.line is not line:
        return ""
    if line.at(found.last) in _TELLING:
        return line.at(found.last)
    return line.low[verb] if verb >= 0 and line.low[verb] in _TELLING else ""


_TELLING = words("confirmed suspected unconfirmed vaccinated")


def _says_money(name: str) -> bool:
    last = name.split()[-1]
    return last in _MONEY_WORDS or name.split()[0] in _KEEP_OF


_MONEY_WORDS = words(
    "price cost revenue profit loss debt deficit surplus budget fine damage bill wage salary rent aid loan "
    "investment tax "
    "income value spending package deal fund bond dividend bonus sale share market stock oil crude gold bitcoin"
)


def _happening(line: Line, verb: int) -> tuple[str, str, str] | None:
    if verb < 0:
        return None
    known = happenings()
    return known.get(f"{line.at(verb)} {line.at(verb + 1)}") or known.get(line.at(verb))


@cache
def happenings() -> dict[str, tuple[str, str, str]]:
    return {
        form: (people, land, else_) for forms, people, land, else_ in rows("happenings") for form in forms.split("|")
    }


@cache
def _synonyms() -> dict[str, str]:
    return {word: name for name, called in rows("measures") for word in called.split("|")}


@cache
def _moneys() -> dict[str, str]:
    return {form: name for name, forms in rows("moneys") for form in forms.split("|")}
