"""Speakers: verbs of saying, and the noun phrases that name who speaks, by word classes."""

from __future__ import annotations

from functools import cache

from workers.figures.lexicon import rows, words
from workers.figures.line import Line

PRONOUNS = words("he she they it")
#: What somebody thinks is told by whoever says so: "the bank expects 3 percent, its governor said".
EXPECTING = words("expect expects expected believes believe predict predicts forecast forecasts pencilled penciled")
_LINKS = words("of in for at on with from inside within near to against across under by")
_MAX = 18  # tokens between a speaker's first word and the verb
_NAMING = frozenset(("NOUN", "PROPN"))
_INSIDE = frozenset(("NOUN", "PROPN", "ADJ", "NUM"))
_JOINTS = words("'s ' - & \" ‘ ’")
_AMOUNTS = words("percent per million billion trillion")
_PARTICLES = words("al de van von bin el la")
_RELATIVES = words("who which that whose")
_NEVER_NAMES = words(
    "then now here there thus once again also even still never always later earlier soon first second last next other "
    "more most many few several such same what who how why when where while since until before after although though "
    "because however meanwhile instead indeed perhaps maybe yet just only nor neither either both all some any none "
    "was were has have had did does can will would could should may might must"
)
_SOME = words("those some many others most everyone anyone all")
_CALENDAR = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
_TIMES = _CALENDAR | words(
    "today yesterday tomorrow week weekend month year day night morning evening afternoon hour hours days weeks months "
    "years time times moment quarter season spring summer autumn winter noon dawn midnight decade"
)
_TIME_WORDS = words("on in of the last this late early since at earlier next")
_OCCASIONS = words(
    "statement interview conference hearing briefing post speech address letter message telegram video meeting rally "
    "summit news report call update broadcast bulletin email tweet visit session filing remarks court testimony"
)
_FIRST_NAMES = words("dawn april may june august summer")
_SMALL = words("the a an of and in on at for but or if when as that this by from with to he she it they we i")
#: Nouns that never state anything, though they stand before a verb of saying ("the figure reported").
_THINGS = words(
    "result results "
    "figure number total toll amount case cases death deaths percent percentage rate price prices cost costs part way "
    "thing things one ones rest most many others more number attack attacks fire war fighting losses case sign signs"
)


@cache
def group(name: str) -> frozenset[str]:
    """The words of one class of `lexicon/speakers.tsv`."""
    return frozenset(word for word, kind in rows("speakers") if kind == name)


@cache
def phrases() -> dict[str, tuple[list[str], ...]]:
    """Words that say something together, by the first of them: "spoke *of* nine", "owned *up to* 12"."""
    found: dict[str, tuple[list[str], ...]] = {}
    for phrase in sorted(group("phrase")):
        first, *others = phrase.split(" ")
        found[first] = (*found.get(first, ()), others)
    return found


def is_saying(word: str) -> bool:
    """A finite verb of saying, by its form."""
    return word in group("say")


def is_head(word: str) -> bool:
    """A noun for somebody or something that states things."""
    return word in group("head")


def is_carrier(name: str) -> bool:
    """A news agency, newspaper or broadcaster: it passes on what others say."""
    low = " ".join(name.lower().split())
    bare = low.removeprefix("the ")
    if low in group("carrier") or bare in group("carrier"):
        return True
    ends = tuple(f" {ending}" for ending in group("ending"))
    return bare.endswith(ends) and " of " not in bare


def phrase_before(line: Line, end: int) -> tuple[int, int]:
    """Tokens [first, last) of the subject of a verb (group) that begins at `end`; (0, 0) where nobody is named.

    "The police commander of Ninevah province" is found whole; of "soldiers who fought in Kursk" only the soldiers.
    """
    floor = max(0, end - _MAX)
    last = _without_times(line, end, floor)
    if line.at(last - 1) in PRONOUNS:
        return last - 1, last
    if line.at(last - 1) in {"another", "others"} and line.at(last - 2) in {"", ",", ";", '"', "and", "but", "while"}:
        return last - 1, last  # "another said"
    of_them = line.at(last - 1) in {"them", "us"} and line.at(last - 2) == "of"
    if of_them and line.tag(last - 3) in {"NUM", "ADJ", "DET"}:
        return last - 3, last
    first = _chunk_left(line, last, floor)
    if last == 1 and first == last and _begins_named(line):
        return 0, 1  # "Lund revealed", whatever class "Lund" was taken for
    if first == last:  # "an officer who declined to be named said"
        first, last = _behind_relative(line, last - 1, floor) or (0, 0)
        return (first, last) if last and _may_speak(line, first, last) else (0, 0)
    while first > floor + 1:
        left = _further_left(line, first, floor)
        if left is None and line.tag(first - 1) == "ADP":
            left = _behind_relative(line, first - 1, floor)  # "a teacher who hid in a water tank said"
        if left is None:
            break
        first, cut = left
        last = cut or last
    return (first, _without_occasion(line, first, last)) if _may_speak(line, first, last) else (0, 0)


def _begins_named(line: Line) -> bool:
    """A sentence's first word, before a verb of saying, is a name and no "Then" or "Earlier"."""
    word = line.at(0)
    plain = word.isalpha() and len(word) > 2 and not word.endswith(("ly", "ing", "ed"))
    return plain and line.is_capital(0) and line.tag(0) in {"ADV", "ADJ", "VERB", "X"} and word not in _NEVER_NAMES


def _without_times(line: Line, end: int, floor: int) -> int:
    """ "The ministry *on Friday* said", "Leahy at a hearing *in the spring of 2002* noted": where the time begins."""
    at = end
    while at > floor and (_is_time(line, at - 1) or line.kind(at - 1) == "number" or line.at(at - 1) in _TIME_WORDS):
        at -= 1
    participle = line.tag(at - 1) == "VERB" and not is_saying(line.at(at - 1)) and not is_head(line.at(at - 1))
    if participle and line.tag(at - 2) in _NAMING:
        at -= 1  # "an estimate issued in 2003"
    return at if at < end and line.tag(at - 1) in _NAMING | {"PRON"} else end


def _without_occasion(line: Line, first: int, last: int) -> int:
    """ "Leahy *at a hearing in Varda*": the phrase without the occasion he spoke at."""
    for at in range(first + 1, last):
        if line.tag(at) == "ADP" and line.at(at) in {"at", "in", "on", "during", "from", "to"}:
            head = head_of(line, at + 1, last)
            if line.at(head) in _OCCASIONS:
                return at
    return last


def _further_left(line: Line, first: int, floor: int) -> tuple[int, int] | None:
    """(first token of the phrase that carries this one, where that phrase ends if a clause hangs on it), or None."""
    before = line.at(first - 1)
    if line.tag(first - 1) == "ADP" and before in _LINKS:
        return _carrier_of(line, first - 1, floor)
    if before == "and" and line.tag(first - 2) in _NAMING:
        start = _chunk_left(line, first - 1, floor)
        amount = line.tag(start) == "NUM" and line.at(start + 1) in _AMOUNTS
        return (start, 0) if start < first - 1 and not (amount or _is_time(line, first - 2)) else None
    if line.tag(first - 1) in {"VERB", "ADV"}:
        return _behind_relative(line, first - 1, floor)
    return None


def _carrier_of(line: Line, adposition: int, floor: int) -> tuple[int, int] | None:
    """ "the head *of* …", "soldiers fighting *in* …": the phrase a prepositional phrase hangs on."""
    if _is_noun(line, adposition - 1) and not _is_time(line, adposition - 1):
        start = _chunk_left(line, adposition, floor)
        return (start, 0) if start < adposition else None
    if line.at(adposition - 1) in _SOME:  # "several of *those* on board"
        start = adposition - 1
        of_them = line.at(start - 1) == "of" and line.tag(start - 2) in {"ADJ", "NUM", "DET", "NOUN"}
        return start - 2 * of_them, 0
    close = line.tag(adposition - 1) == "ADJ" or line.at(adposition - 1) in {"close", "near"}
    if close and _is_noun(line, adposition - 2):  # "a source close to the talks"
        start = _chunk_left(line, adposition - 1, floor)
        return (start, 0) if start < adposition - 1 else None
    if line.tag(adposition - 1) == "VERB" and line.at(adposition - 1).endswith(("ing", "ed", "en", "wn")):
        start = _chunk_left(line, adposition - 1, floor)
        return (start, adposition - 1) if start < adposition - 1 else None
    return None


def _behind_relative(line: Line, at: int, floor: int) -> tuple[int, int] | None:
    """ "a man who had been an associate of Z said": the phrase before "who"."""
    for k in range(at, floor, -1):
        if line.at(k) in {",", ";", '"'} or is_saying(line.at(k)):
            return None
        if line.at(k) in _RELATIVES and line.tag(k) != "PROPN" and line.tag(k - 1) in _NAMING:
            start = _chunk_left(line, k, floor)
            return (start, k) if start < k else None
    return None


def _chunk_left(line: Line, end: int, floor: int) -> int:
    """The first token of the noun phrase, without its complements, that ends right before token `end`."""
    last = end
    if line.at(last - 1) in {'"', "'", "’"} and line.tag(last - 2) in _NAMING:
        last -= 1  # a call sign in quotation marks
    elif line.at(last - 1) == "'s" and line.is_capital(last - 2):
        last -= 1  # "doctors at St Brannoc's say"
    if last <= floor or not (_is_noun(line, last - 1) or _names(line, last - 1)):
        return end
    at = last - 1
    while at > floor:
        word, name = line.at(at - 1), line.tag(at - 1)
        if name == "DET" or word in {"his", "her", "its", "their", "our"}:
            return at - 1
        initial = word == "." and line.glued(at - 1) and (len(line.at(at - 2)) == 1 or line.glued(at))
        joint = word in _JOINTS and at - 1 > floor and line.tag(at - 2) in _INSIDE | {"VERB", "ADV"}
        joint = joint and (word != "-" or line.glued(at - 1))
        inside = (name in _INSIDE or is_head(word)) and not (_is_time(line, at - 1) and not _is_age(line, at - 1))
        if not (initial or joint or inside or word in _PARTICLES or _describes(line, at - 1)):
            break
        at -= 1
    while at < last and (line.at(at) in _JOINTS or line.tag(at) == "ADV" or is_minute(line, at)):
        at += 1
    return at


def is_minute(line: Line, at: int) -> bool:
    """ "18:*42* Police say": of the time a live blog begins with."""
    return line.kind(at) == "number" and line.at(at - 1) in {":", "."} and line.kind(at - 2) == "number"


def _describes(line: Line, at: int) -> bool:
    """A participle or a capitalised word of a name: "retired general", "Joint Chiefs"."""
    opens = line.at(at - 1) in {",", '"', ""}
    if line.tag(at) == "VERB" and opens and line.tag(at + 1) in _NAMING and not is_saying(line.at(at)):
        return True  # ", aid workers say", "Search teams say": a modifier taken for a verb
    if line.tag(at) == "VERB" and (is_saying(line.at(at)) or line.at(at - 1) in {"has", "have", "had", "be", "been"}):
        return False
    return _names(line, at) or (line.tag(at) == "VERB" and line.at(at).endswith(("ed", "ing", "wn")))


def _names(line: Line, at: int) -> bool:
    """Capitalised within a sentence, and no small word ("Hugh" is one before "Denning", whatever its class)."""
    if not (line.is_capital(at) and line.kind(at) == "word" and at > 0):
        return False
    small = line.tag(at) in {"PRON", "ADP", "CONJ", "DET"}
    return not small or (line.tag(at + 1) == "PROPN" and line.is_capital(at + 1) and line.at(at) not in _SMALL)


def _may_speak(line: Line, first: int, last: int) -> bool:
    """The phrase's head is somebody, or something that states things."""
    at = head_of(line, first, last)
    word = line.at(at)
    if word in _THINGS or _is_time(line, at) or not word[:1].isalpha():
        return False
    return _is_noun(line, at) or line.is_capital(at)


def head_of(line: Line, first: int, last: int) -> int:
    """The last noun before the first preposition."""
    end = next((k for k in range(first, last) if line.tag(k) == "ADP" and line.at(k) in _LINKS), last)
    nouns = (k for k in range(end - 1, first - 1, -1) if _is_noun(line, k))
    return next(nouns, max(first, end - 1))


def _is_noun(line: Line, at: int) -> bool:
    """A noun by its class, or one that states things whatever its class was taken for."""
    return line.tag(at) in _NAMING or is_head(line.at(at))


def is_a_time(word: str) -> bool:
    """A noun that says when."""
    return word in _TIMES


def _tells_when(line: Line, at: int) -> bool:
    """A time, and no first name: "Dawn Pryce", "April Jones"."""
    first_name = line.at(at) in _FIRST_NAMES and line.is_capital(at) and line.tag(at + 1) == "PROPN"
    return _is_time(line, at) and not first_name and not _is_age(line, at)


def _is_age(line: Line, at: int) -> bool:
    """ "a 16-*year*-old girl"."""
    return line.follows(at, "year", "-", "old")


def _is_time(line: Line, at: int) -> bool:
    """A noun that says when; no "Times" or "Evening" of a name."""
    named = line.is_capital(at) and at > 0 and line.at(at) not in _CALENDAR
    return is_a_time(line.at(at)) and not named


def opening(line: Line) -> tuple[int, int]:
    """Tokens [first, last) of what a sentence begins with, behind a dateline, a time or a place; (0, 0) for none."""
    at = 0
    for k in range(min(16, line.size)):
        if line.at(k) in {"-", "\u2014"} and not line.glued(k):
            at = k + 1
    while at < line.size and (line.kind(at) == "number" or line.at(at) in {":", '"', "am", "pm"}):
        at += 1
    if line.at(at) in {"for", "take", "ask", "meet"} and line.is_capital(at + 1):
        return phrase_after(line, at + 1)  # "For Ivo Lund, a shepherd, the wolves are the problem"
    if line.tag(at) == "ADP":
        behind = _chunk_right(line, at + 1)
        at = behind + (line.at(behind) == ",")
    return phrase_after(line, at)


def phrase_after(line: Line, start: int) -> tuple[int, int]:
    """Tokens [start, last) of the speaker named from token `start` on; (0, 0) where none is."""
    if line.at(start) in PRONOUNS:
        return (start, start + 1) if line.at(start) != "it" else (0, 0)
    if _is_time(line, start) and line.at(start + 1) == "'s":
        start += 2  # "according to Wednesday's ministry bulletin"
    last = _chunk_right(line, start)
    if last == start:
        return 0, 0
    while last < line.size and last - start < _MAX:
        if line.tag(last) == "ADP" and line.at(last) in _LINKS and line.at(last) != "to":
            further = _chunk_right(line, last + 1)
            if further == last + 1 or _is_time(line, further - 1) or _is_time(line, last + 2):
                break
            last = further
        elif line.at(last) == "and" and line.is_capital(last - 1) and line.is_capital(last + 1):
            last = max(last + 1, _chunk_right(line, last + 1))
        else:
            break
    return (start, last) if _may_speak(line, start, last) else (0, 0)


def _chunk_right(line: Line, start: int) -> int:
    """The token after the noun phrase, without its complements, that begins at `start`; `start` where none does."""
    at, last = start, start
    if line.tag(at) == "DET" or line.at(at) in {"his", "her", "its", "their", "our"}:
        at += 1
        at += line.at(at) == "most" and line.tag(at + 1) == "ADJ"  # "according to the most recent report"
    while at < line.size:
        word, name = line.at(at), line.tag(at)
        says = (
            is_saying(word) and last > start and (line.at(at + 1) == "that" or (name == "VERB" and not is_head(word)))
        )
        if says or _tells_when(line, at):
            break
        dotted = line.at(at - 1) == "." and line.glued(at)
        joined = line.at(at - 1) == "-" and line.glued(at) and at > start  # "tanker-tracking firm"
        named = line.is_capital(at) and name not in {"PRON", "ADP", "CONJ", "DET"}
        if dotted or named or _is_noun(line, at):
            last = at + 1
        elif word == "." and line.glued(at) and (len(line.at(at - 1)) == 1 or line.glued(at + 1)):
            pass
        elif word in _JOINTS and (line.glued(at) or line.glued(at + 1)):
            owner = word == "'" and line.at(at - 1).endswith("s") and line.tag(at + 1) in _INSIDE
            if word in {'"', "’", "'"} and last > start and not line.glued(at + 1) and not owner:
                break
        elif (
            name not in {"ADJ", "NUM"}
            and not joined
            and not (_describes(line, at) and (last == start or is_head(line.at(at + 1))))
        ):
            break
        at += 1
    return last
