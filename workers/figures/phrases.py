"""Noun phrases and clauses of one line, from word classes: where a phrase ends, what the verb is, who does it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from workers.figures.lexicon import words
from workers.figures.line import Line
from workers.figures.speakers import is_saying

_NAMING = frozenset(("NOUN", "PROPN"))
_LITTLE = words("little bit lot fraction trifle total")
#: What costs somebody money.
COSTING = words("cost costs costing")
#: Adjectives and participles that stand for people.
_NOMINAL = words(
    "injured wounded dead deceased missing killed infected displaced unemployed homeless arrested detained elderly "
    "poor accused sick condemned"
)
#: Heads of phrases that say when, and are never what is counted.
TIMES = words(
    "second minute hour day night week weekend month quarter year decade century morning evening afternoon monday "
    "tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september october "
    "november december spring summer autumn winter time moment today yesterday tomorrow"
)
#: Times that stand behind a phrase without a preposition: "two sessions today", "killed 12 soldiers Monday".
_DEICTIC = words(
    "today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday annually daily"
)
#: Verbs that taggers take for nouns behind a nominal adjective ("the number of injured stood at 212").
_NEVER_NOUNS = words(
    "stood stands rose risen fell fallen climbed reached exceeded dropped grew grown remained killed said"
)
_SUBJECTS = words("it they he she we who which")
_ORDINALS = words("st nd rd th")
_RECORDING = words("confirmed reported recorded registered counted")
_LOCATIVE = words("near outside inside around off along")
_WITHIN = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_DETERMINERS = words(
    "the a an this that these those its their his her our your my some any all each every both another"
)
#: Words that cut a sentence into clauses.
_BREAKS = words("; : — -- but while whereas although though because when where if as after before until which who whom")
_CLAUSE_COMMA = words("and or but while which who when where as after")
#: Adjective-like words that count on or compare, and are no part of what is counted.
IDLE = words(
    "more fewer less other others additional extra further new such same total overall estimated reported only "
    "just even "
    "still now also so far already or about some another least most further together alone annually daily"
)
#: Verbs that never name the governing act: auxiliaries and links.
LINKS = words(
    "is are was were be been being am 's 're has have had having do does did will would can could may might shall "
    "should "
    "must"
)


def phrase_from(line: Line, start: int, end: int | None = None) -> tuple[int, int]:
    """The noun phrase that begins at token `start`: [first, last); (start, start) where none does."""
    stop = line.size if end is None else end
    i = start
    while i < stop and (line.low[i] in IDLE or line.low[i] in _DETERMINERS or line.low[i] == '"'):
        i += 1
    while i < stop and line.at(i - 1) == "-" and line.glued(i - 1) and line.glued(i):
        i += 2 if line.at(i + 1) == "-" else 1  # "47-year-old driver": the age is no part of what he is
    first, last = i, i
    while i < stop:
        word, name = line.low[i], line.tag(i)
        if word == "&" and i > first and line.is_capital(i - 1) and line.is_capital(i + 1):
            i += 1  # "grocer Brandt & Sons"
            continue
        if word in {"-", "/", "&"} and line.glued(i) and i > first and line.glued(i + 1):
            i += 2
            last = i if line.tag(i - 1) in _NAMING or line.kind(i - 1) == "number" else last  # "32 F-16s"
            continue
        if word == "'s" and i > first:
            i += 1
            continue
        if name == "NUM" and line.at(i - 1) == "'s" and last > first:
            i += 1  # "the hospital's 90 beds"
            continue
        if last > first and word in _DEICTIC and line.tag(i + 1) not in _NAMING:
            break
        if last > first and name == "NUM" and is_time(line.at(i + 1)):
            break  # "12 shops five years ago"
        if (
            last > first
            and word in {"last", "next", "this", "each", "every", "late", "early"}
            and is_time(line.at(i + 1))
        ):
            break  # "1,120 patients last week"
        if last == first and i > first and _joins_adjectives(line, i):
            i += 1
            continue
        if last == first and (name == "NUM" or word in {"no", "all"}) and line.at(i + 1) == "-" and line.glued(i + 1):
            i += 2  # "two 48-hour stoppages", "three no-confidence votes"
            continue
        if i == first and line.kind(i) == "number" and _is_year(line, i) and line.at(i - 1) in _DETERMINERS | {"'s"}:
            i += 1  # "the 2027 harvest"
            continue
        fallen = i == first and word in {"fallen", "grown", "killed"} and line.tag(i + 1) in {"ADJ", "NOUN", "PROPN"}
        if line.kind(i) not in {"word", "number"} or word in LINKS or (word in _NEVER_NOUNS and not fallen):
            break
        if line.at(i + 1) in _ORDINALS and line.glued(i + 1):  # "the 47th Brigade"
            i += 2
            continue
        if name in _NAMING or (word in _NOMINAL and not _names_something(line, i + 1, stop)):
            last = i + 1
        elif not _goes_on(line, i, stop) or (name == "VERB" and last > first and line.at(i - 1) != "'s"):
            break  # "gunmen opened fire": behind its noun a participle is the verb
        i += 1
    return (first, min(last, stop)) if last > first else (start, start)


def _is_year(line: Line, i: int) -> bool:
    return len(line.low[i]) == 4 and line.low[i][:2] in {"19", "20"} and line.tag(i + 1) in {"NOUN", "ADJ"}


def phrase_before(line: Line, end: int, floor: int = 0) -> tuple[int, int]:
    """The noun phrase that ends right before token `end`: [first, last); (end, end) where none does."""
    last = end
    while last > floor and line.at(last - 1) in {",", '"', "then", "now", "also", "still", "already"}:
        last -= 1
    i = last
    while i > floor:
        word, name = line.low[i - 1], line.tag(i - 1)
        if word in _DETERMINERS:
            break
        if word == "-" and line.glued(i - 1):
            i -= 1
            continue
        if word == "'s" or name in _WITHIN or (name == "VERB" and i < last and _modifies(line, i - 1, last)):
            if (word in LINKS and word != "'s") or (name == "VERB" and line.at(i - 2) in _SUBJECTS):
                break  # "it *paid* growers"
            i -= 1
            continue
        break
    while i < last and line.low[i] in IDLE | {"'s"}:
        i += 1
    if i < last and line.tag(last - 1) in _NAMING:
        return i, last
    return end, end


def outer_phrase(line: Line, end: int) -> tuple[int, int]:
    """The noun phrase whose complements end right before `end`: "*shares* in the group," [first, last)."""
    first, last = phrase_before(line, end)
    while last > first > 1:
        before = first - 1 - (line.at(first - 1) in _DETERMINERS)
        outer = phrase_before(line, before) if line.tag(before) == "ADP" else (before, before)
        if outer[1] == outer[0]:
            break
        first, last = outer
    return first, last


def clause(line: Line, at: int) -> tuple[int, int]:
    """Tokens [first, last) of the clause that token `at` stands in."""
    cuts = _cuts(line)
    behind = bisect_left(cuts, at)
    first = cuts[behind - 1] + 1 if behind else 0
    behind += behind < len(cuts) and cuts[behind] == at
    return first, cuts[behind] if behind < len(cuts) else max(line.size, at + 1)


@lru_cache(maxsize=4)
def _cuts(line: Line) -> tuple[int, ...]:
    """The tokens that part clauses, kept while the line's quantities are read."""
    return tuple(i for i in range(line.size) if _breaks(line, i))


def governing_verb(line: Line, first: int, last: int) -> int:
    """The verb that takes tokens [first, last) as object ("killed 27 people") or subject ("27 people were killed").

    Its index, or -1. Auxiliaries are passed over; the nearest to the left wins, then the first to the right.
    """
    begin, end = clause(line, first)
    for i in range(first - 1, begin - 1, -1):
        if line.tag(i) == "VERB" and is_saying(line.low[i]):
            if line.low[i] in _RECORDING and i == first - 1:
                return i  # "have confirmed 40 cases"
            break  # "the ministry said 14 soldiers were killed"
        if line.tag(i) == "VERB" and line.low[i] not in LINKS:
            return i
        if line.low[i] in {",", "("} and line.tag(i + 1) != "NUM" and i < first - 3:
            break
    for i in range(last, min(end, last + 9)):
        if line.tag(i) == "VERB" and line.low[i] not in LINKS and not _postmodifies(line, i, end):
            return i
    return -1


def _postmodifies(line: Line, i: int, end: int) -> bool:
    """ "the pupils *abducted* in Zuro have been freed": a participle behind its noun, with the verb still to come."""
    if not line.low[i].endswith(("ed", "en", "wn", "ing")) or line.low[i - 1] in LINKS or line.tag(i - 1) == "ADV":
        return False
    return any(line.low[k] in LINKS for k in range(i + 1, min(end, i + 9)))


def verbs_before(line: Line, conjunction: int) -> Iterator[int]:
    """The verbs of the clause before the "and" at `conjunction`, the nearest first; of a group its first word."""
    for at in range(conjunction - 1, max(-1, conjunction - 16), -1):
        if line.low[at] in {";", ":", '"', ","}:
            return
        if line.tag(at) == "VERB" and line.tag(at - 1) != "VERB":
            yield at


def subject_phrase(line: Line, verb: int) -> tuple[int, int]:
    """The noun phrase that heads the clause before its verb: [first, last); (verb, verb) where there is none."""
    begin = max(clause(line, verb)[0], verb - _FAR)
    if line.at(verb - 1) in RELATIVES:
        first, last = phrase_before(line, verb - 1)  # "inflation, *which* peaked at 10 percent"
        return (first, last) if last > first else (verb, verb)
    there = line.at(verb - 1) == "there" and line.tag(verb - 2) in _NAMING  # "the front there is 90 km long"
    if line.tag(verb - 1) == "PRON" and line.at(verb - 1) not in _DETERMINERS and not there:
        return verb, verb  # "it had been": what it is stands elsewhere
    aside = next((k for k in range(verb - 2, max(begin, verb - 6), -1) if line.at(k) == ","), 0)
    if line.at(verb - 1) == "," and aside and not any(line.tag(k) in {"VERB", "PROPN"} for k in range(aside, verb)):
        return subject_phrase(line, aside)  # "gold, *meanwhile*, hit", "shipments, *by contrast*, slid"
    opens = _comma_before(line, begin - 3, verb - 1) if line.at(verb - 1) == "," else -1
    sized = line.at(opens + 1) in {"a", "an", "all"} or line.tag(opens + 1) == "NUM"
    if opens > 0 and (sized or line.tag(opens + 1) == "ADP" or line.at(opens + 1) in {"before", "after"}):
        outside = subject_phrase(line, opens)
        if outside[1] > outside[0]:
            return outside  # "the trial, *before Judge Lund in Court 4*, is expected to last"
    if line.at(verb - 1) == "," and line.at(begin - 1) in RELATIVES:
        return _before_clause(line, begin - 1, verb)
    if line.at(verb - 1) == "," and (aside := _aside_before(line, verb - 1)):
        outside = subject_phrase(line, aside)
        if outside[1] > outside[0]:
            return outside
    begin = _behind_saying(line, begin, verb)
    i, found, skipped = begin, (verb, verb), -1
    while i < verb:
        if line.low[i] in RELATIVES and found[1] > found[0] and line.tag(i + 1) == "VERB":
            break  # "the toll from a landslide *that* buried two villages rose"
        first, last = phrase_from(line, i, verb)
        if last > first:
            before = first - 1
            while before >= begin and (line.low[before] in _DETERMINERS or line.low[before] in IDLE):
                before -= 1
            before -= line.tag(before) == "ADV" and line.tag(before - 1) == "ADP" and before > begin + 1
            counted = line.tag(before) == "NUM" or line.at(before) == "%"
            year = len(line.at(before)) == 4 and line.at(before)[:2] in {"19", "20"}
            behind_it = before > begin + 2 or (line.tag(before - 1) == "ADP" and not year)
            counted = counted and behind_it  # not the time a live blog begins with
            behind_place = before >= begin and (line.tag(before) == "ADP" or counted or _is_behind(line, before))
            behind_place = behind_place or (line.at(before) == "to" and before > begin)
            joined = line.at(before) in {"and", "or"} and skipped == before  # "the spread between gilts and bonds"
            joined = joined and "VERB" not in line.tags[found[1] : before]
            behind_place = behind_place or joined
            skipped = last if behind_place else -1
            if not behind_place and not is_time(line.low[head(line, first, last)]):
                found = first, last
            i = last
        else:
            i += 1
    return found if found[1] > found[0] else _gerund(line, begin, verb)


def _gerund(line: Line, begin: int, verb: int) -> tuple[int, int]:
    """ "*Rebuilding the bridge* will take a year": what is done, with its object; (verb, verb) for none."""
    if line.tag(begin) != "VERB" or not line.at(begin).endswith("ing") or line.at(verb) not in LINKS:
        return verb, verb
    first, last = phrase_from(line, begin + 1, verb)
    return (begin, last) if last == verb > first else (verb, verb)


def _aside_before(line: Line, end: int) -> int:
    """The comma that opens what a comma at `end` closes: ", helped by a levy," · ", whose source lay deep,"; else 0."""
    for k in range(end - 2, max(0, end - _FAR), -1):
        if line.low[k] in {";", ":", '"'}:
            return 0
        if line.low[k] == ",":
            at = k + 1 + (line.tag(k + 1) == "ADV" or line.at(k + 1) in _ONCE)
            participle = line.tag(at) == "VERB" and line.at(at).endswith(("ed", "en", "ing", "wn", "ught", "lt"))
            if participle or line.at(k + 1) == "whose":
                return k
    return 0


_ONCE = words("first once now long last originally previously initially already")


def _comma_before(line: Line, begin: int, end: int) -> int:
    """The last comma before token `end`, -1 for none, or where a verb stands between."""
    for k in range(end - 1, begin, -1):
        if line.tag(k) == "VERB":
            return -1
        if line.at(k) == ",":
            return k
    return -1


RELATIVES = words("which who that")
_FAR = 60  # tokens between a subject and its verb; what stands further off is a list


def _before_clause(line: Line, relative: int, verb: int) -> tuple[int, int]:
    """ "*Inflation*, which peaked at 10 percent, slowed": what the clause between commas hangs on."""
    first, last = outer_phrase(line, relative)
    return (first, last) if last > first else (verb, verb)


def _behind_saying(line: Line, begin: int, verb: int) -> int:
    """ "the finance chief said *restructuring would cost*": who says it is no subject of what he says."""
    for i in range(verb - 2, begin, -1):
        if line.tag(i) == "VERB" and is_saying(line.low[i]) and line.low[i] not in _RECORDING:
            return i + 1
    return begin


def _is_behind(line: Line, i: int) -> bool:
    """ "near Belgorod", "reservoirs serving the city": what follows is no subject of its own."""
    return line.low[i] in _LOCATIVE or (line.tag(i) == "VERB" and line.low[i].endswith("ing"))


def costing_verb(line: Line, amount: int) -> int:
    """The verb that makes what begins at `amount` the price that somebody pays: "has *cost* the port"; -1 for none."""
    first, last = phrase_before(line, amount)
    if last == first or line.at(last - 1) in _LITTLE or line.kind(last - 1) != "word":
        return -1  # "cost a little under 24 dollars"
    inner = next((k for k in range(first + 1, last - 1) if line.low[k] in COSTING and line.is_capital(k + 1)), 0)
    if inner and last == amount:
        return inner  # "the trip cost Lund 300 euros", whatever class "cost" was taken for
    verb = first - 1 - (line.tag(first - 1) == "DET" or line.at(first - 1) in {"its", "their"})
    costs = last == amount > first and line.at(verb) in COSTING
    return verb if costs and line.tag(verb - 1) not in {"DET", "ADJ"} else -1


def is_time(word: str) -> bool:
    """A noun of time, singular or plural."""
    return word in TIMES or word.removesuffix("s") in TIMES


def with_complement(line: Line, first: int, last: int) -> tuple[int, int]:
    """The phrase with the of-phrase behind it: "price" → "price of milling wheat"."""
    if line.at(last) == "of":
        inner, end = phrase_from(line, last + 1)
        if end > inner:
            return first, end
    return first, last


def head(line: Line, first: int, last: int) -> int:
    """The last noun of a phrase."""
    for i in range(last - 1, first - 1, -1):
        if line.tag(i) in _NAMING:
            return i
    return last - 1


def _breaks(line: Line, i: int) -> bool:
    word = line.low[i]
    if word in _BREAKS and line.kind(i) != "number":
        return True
    if word == "that" and (line.tag(i) == "CONJ" or (line.tag(i) == "PRON" and line.tag(i - 1) == "VERB")):
        return True
    if word == "-" and not line.glued(i) and not line.glued(i + 1):  # behind a dateline, or a dash
        return True
    if word in {"and", "or"}:
        if line.tag(i + 1) in {"PRON", "VERB"} or (line.tag(i + 1) == "DET" and _verb_soon(line, i + 1)):
            return True
        return _counts_next(line, i + 1) and any(line.tag(k) == "VERB" for k in range(max(0, i - 12), i))
    return word == "," and line.at(i + 1) in _CLAUSE_COMMA


def _counts_next(line: Line, i: int) -> bool:
    """ "nine were killed *and around 300 are missing*": a count with a verb of its own."""
    at = next((k for k in range(i, min(i + 4, line.size)) if line.tag(k) == "NUM"), -1)
    return at >= 0 and any(line.low[k] in LINKS for k in range(at + 1, min(at + 4, line.size)))


def _verb_soon(line: Line, i: int) -> bool:
    return any(line.tag(k) == "VERB" for k in range(i, min(line.size, i + 6)))


def _modifies(line: Line, i: int, stop: int) -> bool:
    """A participle before a noun: "confirmed cases", "advancing soldiers"."""
    word = line.low[i]
    if not word.endswith(("ed", "ing", "en", "wn", "ught")) or word in LINKS:
        return False
    k = i + 1
    if line.at(k) == "-" and line.glued(k) and line.glued(k + 1):
        k += 2  # "burned-out vehicles"
    while k < stop and line.tag(k) == "ADJ":
        k += 1
    return k < stop and line.tag(k) in _NAMING


def _goes_on(line: Line, i: int, stop: int) -> bool:
    """A word that stands within a noun phrase without ending it."""
    name = line.tag(i)
    if name == "VERB":
        return _modifies(line, i, stop)
    if name == "ADV":
        return _before_adjective(line, i)
    return name in _WITHIN and not (name == "NUM" and line.kind(i) == "number")


def _joins_adjectives(line: Line, i: int) -> bool:
    """Large *and* small islands · five tight*,* long hugs"""
    return line.low[i] in {"and", "or", ","} and line.tag(i - 1) == "ADJ" and line.tag(i + 1) == "ADJ"


def _names_something(line: Line, i: int, stop: int) -> bool:
    """A noun stands at token `i`: "wounded soldiers"."""
    return i < stop and line.tag(i) in _NAMING


def _before_adjective(line: Line, i: int) -> bool:
    return line.tag(i + 1) == "ADJ" or (line.tag(i + 1) == "VERB" and line.low[i + 1].endswith("ed"))
