"""Where a figure is told of: places behind "in" and "near", a document's main place."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from workers.figures.countries import country_of, place_of
from workers.figures.document import Document
from workers.figures.lexicon import words
from workers.figures.line import Line, line_of
from workers.figures.people import is_organisation, is_person
from workers.figures.phrases import clause, phrase_from
from workers.figures.speakers import is_head

_PLACE_NOUNS = words(
    "region area valley province city town village district county state salient peninsula island islands oblast "
    "prefecture governorate strip coast bay territory front sector municipality capital port borough neighbourhood"
)
_LOCATIVE = words(
    "in into off near above along around across within throughout inside outside at on from over to of for"
)
_PLACE_OF = words("of from to at on over for")  # weaker: only before a place noun or a known place
_MOVING = words(
    "deployed deploy deploys moved move moves sent send sends transferred redeployed dispatched shipped flown "
    "flew brought "
    "carry carries carried pump pumps pumped supplied delivered delivers "
    "evacuated fled crossed returned airlifted exported travelled traveled marched rushed ferried relocated"
)
_HAPPENINGS = words(
    "fire blaze crash collision blast explosion attack battle junction market fighting accident shooting"
)
_SETTLED = words("post crossing checkpoint hamlet settlement resort suburb outskirts suburbs centre heart edge streets")
#: What stands at a place and is named by it: "the Orlan depot".
_SITES = words(
    "plant depot yard factory mine deposit refinery airport base camp dam quarry stadium station smelter field "
    "reservoir ridge lagoon delta line motorway highway tunnel bridge market clinic seam post checkpoint crossing "
    "park arena mall prison jail campus glacier canal strait pier terminal warehouse beach harbour harbor "
    "pass docks dock quay wharf square gorge canyon forest cemetery"
)
_FALLING = words("dump dumped dumps dropped drop fell fall poured strike strikes struck")
_SIDES = words("north south east west")
#: Parts of a place: "in northern Ecuador" is not all of Ecuador.
_PARTS = words(
    "northern southern eastern western central north south east west north-eastern northeastern north-western "
    "northwest northeast southwest southeast northwestern south-eastern southeastern south-western southwestern "
    "coastal rural upper lower downtown inner outer"
)
_NOT_PLACES = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september "
    "october november december president general minister ministry army government parliament senate congress "
    "court police "
    "reuters afp ap bbc cnn ukrainian russian god christmas easter ramadan covid-19 twitter facebook telegram"
)


_CONTINENTS = frozenset({"Europe", "Asia", "Africa"})


def scope(line: Line, first: int, last: int) -> str | None:
    """Where, by the words of the figure's own clause, the nearest behind it first; None where it does not say."""
    begin, end = clause(line, first)
    for i in range(first, last):
        if line.is_capital(i) and country_of(line.text(i)) in _CONTINENTS:
            return country_of(line.text(i))  # "3,000 European jobs"
    found = _places(line)
    behind = [place for i, place in found if last <= i < end]
    before = [place for i, place in found if begin <= i < first]
    if behind:
        return behind[0]
    if before:
        return before[-1]
    if found:
        return found[-1][1] if len({place for _, place in found}) == 1 else None
    return _common_place(line, begin, end)


def _common_place(line: Line, begin: int, end: int) -> str | None:
    """On *the hills* · in *the upper valley*: a place told by what it is, where none has a name."""
    for i in range(begin, end - 2):
        if line.low[i] in _COMMONLY and line.at(i + 1) == "the":
            first, last = phrase_from(line, i + 1, end)
            if last > first and line.at(last - 1) in _COMMON_PLACES and not line.is_capital(first):
                return line.words(first, last)
    return None


_COMMONLY = words("in on across from at inside outside below beneath along throughout")
_COMMON_PLACES = words(
    "south north east west southwest southeast northwest northeast beach airport jails jail prison prisons rectorate "
    "academy clinic province region district port harbour stadium camp market suburbs outskirts countryside "
    "valley gulf hills hillside atoll pit lagoon plain delta foothills desert highlands lowlands marshes"
)


@lru_cache(maxsize=4)
def _places(line: Line) -> tuple[tuple[int, str], ...]:
    """Every place of the line with the token it begins at, kept while its quantities are read."""
    return tuple((i, place) for i in range(line.size) if (place := _place_at(line, i)))


def main_place(document: Document) -> str | None:
    """The place a text is about: named in its title, else most often in its first sentences, else its dateline."""
    counts: Counter[str] = Counter()
    for sentence in document.sentences[:6]:
        line = line_of(document, sentence)
        for at, place in _places(line):
            if line.at(at - 1) == "at" and line.tag(at - 2) != "VERB" and not sentence.is_headline:
                continue  # "the team at Lund": where somebody is, not what a text is about
            counts[place] += 3 if sentence.is_headline else 1
    if counts:
        return max(counts, key=lambda place: counts[place])
    named = (country_of(word) for word in _CAPITALISED.findall(document.normal[slice(*document.headline)]))
    country = next((each for each in named if each and each not in _CONTINENTS), None)
    if country:
        return country
    dateline = _DATELINE.search(document.text)
    return dateline[1].strip().title() if dateline else None


_CAPITALISED = re.compile(r"[A-Z][\w-]+")
_DATELINE = re.compile(r"(?m)^\s*([A-Z][A-Z .'-]{2,30})(?:, [A-Z][\w. ]{2,20})? ?\([A-Z][\w .]{1,30}\) ?[-–—]")


@lru_cache(maxsize=4096)  # each figure of a sentence asks for all of its places
def _place_at(line: Line, i: int) -> str | None:
    """The place that begins at token `i`, behind a word of place or before a noun of place."""
    if i == 0 and line.tag(0) != "PROPN":
        return None  # "Coast guards rescued": a capital at the head of a sentence names nothing
    if not line.is_capital(i) or line.kind(i) != "word":
        return None
    if line.is_capital(i - 1) and line.kind(i - 1) == "word" and not (i == 1 and line.tag(0) == "ADP"):
        return None
    if line.low[i].removesuffix(".") in _NOT_PLACES or line.tag(i) not in {"PROPN", "NOUN", "ADJ"}:
        return None
    end = i
    while (
        end < line.size
        and line.is_capital(end)
        and line.kind(end) == "word"
        and line.tag(end) in {"PROPN", "NOUN", "ADJ"}
    ):
        end += 1
    name = line.words(i, end)
    if i == 0 and end == 1 and line.low[0] in _PLACE_NOUNS:
        return None  # "State media said"
    if line.at(end) == "'s":
        country = country_of(name)
        if line.at(end + 1) in _PLACE_NOUNS and not country:
            return name
        if line.at(i - 1) in _WITHIN and line.at(end + 1) in _OF_TOWNS:
            return _bare(name)  # "in Lisbon's suburbs"
        return _place_at(line, end + 1) if line.is_capital(end + 1) else None
    if line.at(i - 1) == "of" and line.at(i - 2) in _SIDES and not country_of(name):
        return _bare(name)  # "the road east of Lund"
    if line.at(i - 1) == "of" and line.at(i - 2) in _SIDES:
        return f"{line.at(i - 2)}ern {_bare(name)}"  # "the north of Bangladesh"
    if line.at(end) in _PLACE_NOUNS or line.at(end - 1) in _PLACE_NOUNS:
        named = line.at(end + 1) == "of" and line.is_capital(end + 2)
        return _bare(name) if not named else None  # "the Tunisian town of Zarzis" is Zarzis
    if line.at(i - 1) == "," and line.at(i - 2) in _PLACE_NOUNS and line.at(i - 3) in {"the", "its"}:
        return _bare(name) if line.at(i - 4) in _LOCATIVE else None  # "in the capital, Varda"
    first = i
    while line.at(first - 1) in _PARTS:
        first -= 1
    before = line.at(first - 1)
    if before == "the":
        before = line.at(first - 2)
    if before in _LOCATIVE and before not in _PLACE_OF:
        part = f"{line.words(first, i)} " if first < i else ""
        return part + _bare(name) if not _is_person(line, i, end) else None
    sited = line.at(end) in _SITES or line.at(end - 1) in _SITES
    if before in _LOCATIVE and first == i and sited:
        return line.words(i, end + (line.at(end) in _SITES))  # "at the Orlan depot"
    if (
        before == "on"
        and line.tag(end) not in {"NOUN", "PROPN"}
        and not _FALLING.isdisjoint(line.low[max(0, i - 12) : i])
    ):
        return _bare(name)  # "dumped 14 inches of snow on Varda"
    if before == "at" and first == i and _stands_at(line, i):
        return _bare(name)  # "measured at Skagen", "the fire at Wattle Ridge"
    if before == "to" and not _MOVING.isdisjoint(line.vocabulary) and line.tag(i) == "PROPN":
        return _bare(name)  # "has deployed 59,000 troops to Kursk"
    if (before == "of" and line.at(i - 2) in _PLACE_NOUNS | _SETTLED) or (
        before in _PLACE_OF and country_of(name) and line.tag(end) not in {"NOUN", "PROPN"}
    ):
        return _bare(name)
    return None


_WITHIN = words("in inside across at throughout on")
_OF_TOWNS = words(
    "market markets streets schools hospitals jails prisons suburbs outskirts airport airports port ports stadium "
    "harbour north south east west centre slums parks beaches roads factories shops hotels courts mosques churches"
)


def _stands_at(line: Line, i: int) -> bool:
    """Measured *at* Skagen · the fire, *at* Wattle Ridge · the Elbe *at* Dresden; nobody's profit, no analyst"""
    at = i - 1 - (line.at(i - 1) == "the")
    what = at - 1 - (line.at(at - 1) == ",")
    if line.tag(what) == "VERB" or line.at(what) in _HAPPENINGS:
        return True
    person = is_head(line.at(what)) or is_head(line.at(what).removesuffix("s")) or is_person(line.at(what))
    person = person or is_person(line.at(what).removesuffix("s"))
    plain = line.tag(what) in {"NOUN", "PROPN"} and not person and line.at(what) not in _EARNED
    return plain and line.at(at) == "at" and not _is_firm(line, i)


def _is_firm(line: Line, first: int) -> bool:
    """ "At Brandt Securities", "at Hokkaido University", "at Velan Auto Components": no place by its name."""
    end = first + 1
    while line.is_capital(end) and line.kind(end) == "word":
        end += 1
    several = end > first + 1 and (line.at(end - 1).endswith("s") or end > first + 2)
    return several or line.at(end) == "'" or is_organisation(line.words(first, end))


_EARNED = words(
    "profit profits loss losses revenue revenues sales turnover earnings margin margins jobs workers staff shares "
    "plant plants stake strike unit arm"
)


def _bare(name: str) -> str:
    """ "Kursk Region" → "Kursk"."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].lower() in _PLACE_NOUNS:
        parts.pop()
    bare = " ".join(parts)
    return place_of(bare)


def _is_person(line: Line, first: int, end: int) -> bool:
    return line.at(first - 1).removesuffix(".") in {
        "president",
        "gen",
        "general",
        "mr",
        "mrs",
        "ms",
        "dr",
        "minister",
        "col",
    }


def is_place_word(word: str) -> bool:
    """Whether a word is a noun of place ("region") or a country."""
    return word.lower() in _PLACE_NOUNS or country_of(word) is not None
