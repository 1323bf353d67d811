"""Who says it: the speakers behind a figure, innermost first, from the sentence and its neighbours.

A name is given only where words of saying reach the figure; in doubt there is none, as a wrong name is worse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workers.figures import sayings, speakers
from workers.figures.document import Document, Sentence
from workers.figures.lexicon import words
from workers.figures.line import Line, line_of
from workers.figures.nodes import Quantity


@dataclass(frozen=True)
class Context:
    """What is known of a document's speakers, made once."""

    #: By sentence: the speaker of its first saying, resolved; "" for none.
    speaker: tuple[str, ...] = ()
    #: By sentence: it begins within a quotation opened in an earlier one / quotation marks open at its end.
    opens_inside: tuple[bool, ...] = ()
    #: By sentence: full names known before it ends, the latest last.
    known: tuple[tuple[str, ...], ...] = ()
    #: By sentence: full names of anybody mentioned before it ends.
    mentioned: tuple[tuple[str, ...], ...] = ()


def context(document: Document) -> Context:
    """Speakers, names and quotation runs of a document, in one pass."""
    speaker: list[str] = []
    inside: list[bool] = []
    known: list[tuple[str, ...]] = []
    mentioned: list[tuple[str, ...]] = []
    names: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    open_quote = False
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph, open_quote = sentence.paragraph, False
        inside.append(open_quote)
        open_quote ^= sentence.normal.count('"') % 2 == 1
        found = ""
        for match in _FULL_NAME.finditer(sentence.normal) if not sentence.is_headline else ():
            if match.group() not in full:
                full = (*full, match.group())[-60:]
        for match in _INTRODUCED.finditer(sentence.normal) if not sentence.is_headline else ():
            names = _latest(names, match[1])
        if _may_speak(sentence):
            line = line_of(document, sentence)
            for cue in sayings.cues(line):
                name = _resolve(line.words(cue.first, cue.last), names, full)
                if name and not name.lower().startswith(_THEIRS):
                    found = found or name
                    names = _latest(names, name)
        if not found and _may_act(sentence):
            for name in _actors(line_of(document, sentence)):
                names = _latest(names, name)
        speaker.append(found)
        known.append(names)
        mentioned.append(full)
    return Context(tuple(speaker), tuple(inside), tuple(known), tuple(mentioned))


#: "His grandfather" is nobody whom a pronoun or a quotation goes back to.
_THEIRS = ("his ", "her ", "its ", "their ")


def _latest(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return (*[each for each in names if each != name], name)[-40:]


_ACTS = words("denied denies dismissed rejected rejects called calls accused blamed urged declined refused defended")


def _may_act(sentence: Sentence) -> bool:
    return not _ACTS.isdisjoint(_SAYING.findall(sentence.lower))


def _actors(line: Line) -> list[str]:
    """Who denied, called or refused something: "he" and "it" of the next sentence."""
    spans = [speakers.phrase_before(line, at) for at, word in enumerate(line.low) if word in _ACTS]
    return [_clean(line.words(*span)) for span in spans if span[1] and line.at(span[0]) not in speakers.PRONOUNS]


#: Two to four capitalised words in a row; each part is bounded, so that hostile text costs no more.
_FULL_NAME = re.compile(r"\b[A-Z][a-z'-]{1,20}(?: [A-Z][a-z'-]{1,20}){1,3}")
#: Somebody brought in by title or role: "Dr Aoife Brannigan is outside", "the chief doctor, Osman el-Tayeb".
_INTRODUCED = re.compile(
    r"\b(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Gen|General|Col|Colonel|Captain|Mayor|Governor|Minister|President)\.? "
    r"|(?:doctor|director|mayor|governor|minister|chief|owner|farmer|leader|head|author|manager|chair|president), )"
    r"([A-Z][a-z'-]{1,20}(?: (?:el-|al-|de |van |von |bin )?[A-Z][a-z'-]{1,20}){1,3})"
)
_SAYING = re.compile(r"[a-z]+")


def _may_speak(sentence: Sentence) -> bool:
    """Some word of it is one of saying (asked before it is cut into tokens)."""
    sayings = speakers.group("say")
    return any(word in sayings or word in _OPENERS for word in _SAYING.findall(sentence.lower))


_OPENERS = words("according citing quoting found by put puts placed pegged")


def attribution(document: Document, line: Line, quantity: Quantity, context: Context) -> tuple[str, ...]:
    """Who is said to state the figure, innermost first, outermost last; empty where nobody is."""
    index = line.sentence.index
    names = context.known[index - 1] if 0 < index <= len(context.known) else ()
    full = context.mentioned[index] if index < len(context.mentioned) else ()
    reaching = [cue for cue in sayings.cues(line) if sayings.reaches(line, cue, quantity)]
    told = [cue for cue in reaching if line.at(cue.verb) not in sayings.EXPECTING]
    chain = _ordered(line, told or reaching, quantity)
    result: list[str] = []
    for cue in chain:
        name = _resolve(line.words(cue.first, cue.last), names, full)
        if name and name not in result:
            result.append(name)
        listener = _clean(cue.listener)
        if listener and is_carrier(listener) and listener not in result:
            result.append(listener)
    if result:
        return tuple(result)
    quoted = _quoted_speaker(document, line, quantity, context)
    return (quoted,) if quoted else ()


def _ordered(line: Line, cues: list[sayings.Cue], quantity: Quantity) -> list[sayings.Cue]:
    """Innermost first: the nearest cue; people before carriers."""

    def distance(cue: sayings.Cue) -> tuple[bool, int]:
        return is_carrier(line.words(cue.first, cue.last)), min(
            abs(cue.verb - quantity.first), abs(cue.verb - quantity.last)
        )

    return sorted(cues, key=distance)[:3]


def _quoted_speaker(document: Document, line: Line, quantity: Quantity, context: Context) -> str:
    """The speaker of the quotation the figure stands in: from its own sentence, its paragraph, or next to it.

    A paragraph that is nothing but a quotation goes on from the one before, or is said by who speaks first behind it.
    """
    index = line.sentence.index
    if not (context.opens_inside[index] ^ (line.low[: quantity.first].count('"') % 2 == 1)):
        return ""
    here = line.sentence.paragraph
    near = document.sentences[max(0, index - _NEAR) : index + _NEAR]
    around = [other for other in near if abs(other.paragraph - here) <= 1]
    around.sort(key=lambda other: (other.paragraph != here, other.paragraph > here, abs(other.index - index)))
    for other in around:
        if other.paragraph != here and not _all_quoted([each for each in near if each.paragraph == here]):
            return ""
        if context.speaker[other.index] and not other.is_headline:
            return context.speaker[other.index]
    return ""


_NEAR = 12  # sentences; a quotation runs no further, and a hostile paragraph costs no more


def _all_quoted(paragraph: list[Sentence]) -> bool:
    """The paragraph begins with a quotation mark and holds no words after one that closes it."""
    text = " ".join(each.normal for each in paragraph).strip()
    return text.startswith('"') and ('"' not in text[1:] or text.rstrip(".").endswith('"'))


def _clean(name: str) -> str:
    """One line, one kind of quotation mark, no article before a pronounless name at the start of a sentence."""
    name = " ".join(name.replace("\u2019", "'").split())
    tally, _, source = name.partition(" from ")
    if source and tally.lower() in sayings.TALLIES:
        name = source
    for article in ("The ", "A ", "An "):
        if name.startswith(article) and not is_carrier(name):
            return name[0].lower() + name[1:]
    first = name.split(" ")[0]
    if speakers.is_head(first.lower()) and (first == name or not name[len(first) + 1].isupper()):
        return name[0].lower() + name[1:]
    return name


def _resolve(name: str, known: tuple[str, ...], full: tuple[str, ...] = ()) -> str:
    """The full name a pronoun, short name or "the official" stands for; "" for a pronoun nobody is behind."""
    name = _clean(name)
    if name.lower().startswith("the same "):
        name = name[:4] + name[9:]
    low = name.lower()
    if low in speakers.PRONOUNS:
        return next((each for each in reversed(known) if _fits(low, each)), "")
    last = low.removeprefix("the ").split()[-1]
    bare = len([word for word in low.split() if word not in speakers.group("title")]) == 1
    if (bare and name[:1].isupper()) or (low.startswith("the ") and len(low.split()) == 2):
        for each in reversed(known):
            if len(each.split()) > len(name.split()) and last in each.lower().split():
                return each
    if bare and name[:1].isupper():
        return next((each for each in reversed(full) if each.lower().split()[-1] == last), name)
    return name


_ORGANISATIONS = words(
    "ministry agency department office organization organisation police association union bank company firm group "
    "party "
    "court council committee commission board institute service authority government army military force fund airline "
    "operator maker team federation university hospital centre center network charity staff bureau administration "
    "society alliance parliament corporation watchdog regulator exchange league chamber"
)


_PERSONS = words(
    "spokesman spokeswoman spokesperson official officer minister governor mayor general colonel president commander "
    "chief director doctor professor analyst economist leader secretary prosecutor lawyer judge senator lawmaker "
    "captain "
    "premier chancellor ambassador envoy witness resident soldier farmer pilot owner manager chairman chairwoman head "
    "scientist researcher expert historian engineer teacher source aide adviser mother father son daughter "
    "brother sister"
)


def _fits(pronoun: str, name: str) -> bool:
    """A pronoun may stand for the name: "he" for one person, "it" for an organisation, "they" for several."""
    if is_carrier(name):
        return False
    low = name.lower().split(" of ")[0].split(" for ")[0].split(" in ")[0].split()
    several = (low[-1].endswith("s") and not low[-1].endswith("ss") and name[:1].islower()) or " and " in name
    person = not _PERSONS.isdisjoint(low) or not speakers.group("title").isdisjoint(low)
    organisation = not person and (
        not _ORGANISATIONS.isdisjoint(low) or name.split()[-1].isupper() or (low[-1].endswith("s") and not several)
    )
    if pronoun == "they":
        return several
    if pronoun == "it":
        return organisation
    return not organisation and not several


# ── carriers and claimants ───────────────────────────────────────────────────────────────────────────────────


def is_carrier(name: str) -> bool:
    """A news agency, newspaper or broadcaster: it passes on what others say."""
    low = " ".join(name.lower().split())
    bare = low.removeprefix("the ")
    if low in speakers.group("carrier") or bare in speakers.group("carrier"):
        return True
    ends = tuple(f" {ending}" for ending in speakers.group("ending"))
    return bare.endswith(ends) and " of " not in bare


def claimant(attribution: tuple[str, ...]) -> str | None:
    """Who stands behind it: the innermost that is no carrier, normalised; None where there is none.

    A source "in", "of", "at" or "on" an organisation is that organisation; ministries are named "… ministry" whichever
    way round. "Health officials" stay apart from "health ministry": not every health official speaks for it.
    """
    for name in attribution:
        if not is_carrier(name):
            return _normalised(name)
    return None


_ARTICLE = words("the a an")
_ROLES = words("source sources officer officers official officials spokesman spokeswoman spokesperson commander member")


def _normalised(name: str) -> str:
    low = name.lower().replace("\u2019", "'").split()
    while len(low) > 1 and (low[0] in _ARTICLE or (low[0].rstrip(".") in _ABBREVIATED)):
        low = low[1:]
    for at, word in enumerate(low):
        if word in {"in", "on", "at", "of", "for", "from", "with"} and _ROLES & set(low[:at]) and low[at + 1 :]:
            return _normalised(" ".join(low[at + 1 :]).split("'s ")[-1])
    if low[:2] == ["ministry", "of"] and len(low) > 2:
        return " ".join([*low[2:], "ministry"])
    if "in" in low[1:-1]:
        low = low[: low.index("in", 1)]  # "the general staff in Kelmet"
    return " ".join(low).split("'s ")[-1]


_ABBREVIATED = words("gen lt col maj sgt capt mr mrs ms dr prof sen rep gov adm brig sir")
