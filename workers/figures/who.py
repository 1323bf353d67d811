"""Who says it: the speakers behind a figure, innermost first, from the sentence and its neighbours.

A name is given only where words of saying reach the figure; in doubt there is none, as a wrong name is worse.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workers.figures import sayings, speakers
from workers.figures.countries import country_of
from workers.figures.document import Document, Sentence
from workers.figures.lexicon import words
from workers.figures.line import Line, line_of
from workers.figures.nodes import Quantity
from workers.figures.people import WHOSE, People, is_person, is_surname
from workers.figures.reach import Cue, reaches
from workers.figures.sources import REPORTS, TALLIES


@dataclass(frozen=True)
class Said:
    """A saying of one sentence, with the full name of who says it ("" for a pronoun nobody is behind)."""

    cue: Cue
    name: str
    #: It stands within a quotation: the mayor of "the mayor tells me" speaks nobody's quotation.
    is_quoted: bool = False


@dataclass(frozen=True)
class Context:
    """What is known of a document's speakers, made once."""

    #: By sentence: its sayings, in order.
    said: tuple[tuple[Said, ...], ...] = ()
    #: By sentence: it begins within a quotation opened in an earlier one.
    opens_inside: tuple[bool, ...] = ()
    #: By sentence: the person whom a sentence is about that says nothing, before a quotation; "" for nobody.
    about: tuple[str, ...] = ()

    def speaker(self, index: int) -> str:
        """Who speaks first in a sentence, somebody whom a quotation can go back to; "" for nobody."""
        told = (each.name for each in self.said[index] if not (each.cue.is_paper or each.is_quoted))
        return next((name for name in told if name and not name.lower().startswith(_THEIRS)), "")


def context(document: Document) -> Context:
    """Sayings, names and quotation runs of a document, in one pass."""
    said: list[tuple[Said, ...]] = []
    inside: list[bool] = []
    about: list[str] = []
    people = People()
    open_quote = False
    paragraph = -1
    for sentence in document.sentences:
        if sentence.paragraph != paragraph:
            paragraph, open_quote = sentence.paragraph, False
        inside.append(open_quote)
        before = said[-1] if said else ()
        said.append(_sayings(document, sentence, people, before, inside) if _may_speak(sentence) else ())
        open_quote ^= sentence.normal.count('"') % 2 == 1
        about.append(_about(document, sentence, people) if not (said[-1] or '"' in sentence.normal) else "")
        if not sentence.is_headline:
            people.meet(sentence.normal)
            actors = _actors(line_of(document, sentence)) if not said[-1] and _may_act(sentence) else []
            for name in [*actors, *(each.name for each in said[-1])]:
                if name and not name.lower().startswith(_THEIRS):
                    people.heard(name)
    return Context(tuple(said), tuple(inside), tuple(about))


def _about(document: Document, sentence: Sentence, people: People) -> str:
    """Whom a sentence begins with, where a quotation follows in its paragraph: "Ivo Lund has seen it. "Forty …""."""
    behind = document.sentences[sentence.index + 1 : sentence.index + 2]
    if not behind or behind[0].paragraph != sentence.paragraph or not behind[0].normal.startswith('"'):
        return ""
    line = line_of(document, sentence)
    first, last = _apposed(line, *speakers.opening(line))
    if last <= first:
        return ""
    if line.at(first) in {"he", "she"}:
        return people.resolve(line.at(first))
    return people.stated(_clean(line.words(first, last)), "he") if line.is_capital(last - 1) else ""


def _sayings(
    document: Document, sentence: Sentence, people: People, before: tuple[Said, ...], inside: list[bool]
) -> tuple[Said, ...]:
    """The sayings of one sentence, pronouns resolved; who speaks is who a later pronoun goes back to."""
    line = line_of(document, sentence)
    found: list[Said] = []
    for cue in sayings.cues(line):
        name = _clean(line.words(cue.first, cue.last))
        common = (
            (line.tag(0) in {"NOUN", "NUM"} or name in {"Another", "Others"})
            and not line.is_capital(1)
            and not name[1:2].isupper()
        )
        common = (
            common
            and country_of(name) is None
            and (cue.last > 1 or speakers.is_head(line.low[0]) or line.low[0].endswith("s"))
        )
        if cue.first == 0 and common:
            name = name[:1].lower() + name[1:]  # "Survivors say" begins its sentence, and is no name
        near: list[str] = []
        pronoun = WHOSE.get(name.lower(), name.lower())
        if pronoun in speakers.PRONOUNS:
            here = (each for each in reversed(found) if each.cue.last <= cue.first and not each.cue.is_paper)
            near = [each.name for each in here if not each.name.lower().startswith(("my ", "our "))]
            near += _subjects(line, cue, pronoun, people, inside)
            near += [each.name for each in before[:1] if pronoun in {"it", "they"}]
        quoted = inside[sentence.index] ^ (line.low[: cue.verb].count('"') % 2 == 1)
        resolved = people.resolve(name, near)
        if not resolved and pronoun in {"he", "she"}:
            told = [each.name for each in (*reversed(found), *before) if not each.cue.is_paper]
            resolved = next((each for each in told if is_surname(each)), "")  # "Lund says … he concedes"
        found.append(Said(cue, resolved, quoted))
    return tuple(found)


def _subjects(line: Line, cue: Cue, pronoun: str, people: People, inside: list[bool]) -> list[str]:
    """Whom a pronoun may go back to first: the subject of its own sentence, then that of the sentence before."""
    index = line.sentence.index
    own = "" if inside[index] else _subject(line, cue.first, pronoun, people)
    found = []
    for other in line.document.sentences[max(0, index - 1) : index]:
        near = not other.is_headline and other.paragraph >= line.sentence.paragraph - 1
        if near and not inside[other.index]:
            laid = line_of(line.document, other)
            found.append(_subject(laid, laid.size, pronoun, people))
    if cue.reach == "before" or ":" in line.low[speakers.opening(line)[1] : cue.first]:
        found = [own, *found]  # "Its spokesman was more cautious: 40, he said"
    elif pronoun in {"it", "they"}:
        found.append(own)  # "Plexora lost 40 jobs, it told investors"
    return [name for name in found if name]


def _subject(line: Line, end: int, pronoun: str, people: People) -> str:
    """Whom a sentence begins with, before token `end`, for a pronoun to go back to; "" for nobody."""
    first, last = speakers.opening(line)
    if not first < last <= end or line.at(first) in speakers.PRONOUNS or line.at(first - 1) == '"':
        return ""
    role = line.at(last - 1)
    first, last = _apposed(line, first, last)
    name = line.words(first, last)
    if line.tag(first) != "PROPN" and not (first and line.is_capital(first)):
        name = name[0].lower() + name[1:]
    person = is_person(role) and pronoun in {"he", "she"} and line.is_capital(first)
    return people.stated(_clean(name), pronoun) or (name if person else "")


def _apposed(line: Line, first: int, last: int) -> tuple[int, int]:
    """The owner, *the investor Mads Friis*, has …: the name behind a role, else the role."""
    if line.at(last) != "," or line.is_capital(last - 1):
        return first, last
    inner = speakers.phrase_after(line, last + 1)
    named = inner[1] > inner[0] and line.at(inner[1]) == "," and line.is_capital(inner[1] - 1)
    return inner if named else (first, last)


#: "His grandfather" is nobody whom a pronoun or a quotation goes back to.
_THEIRS = ("his ", "her ", "its ", "their ", "my ", "our ")
_ACTS = words(
    "denied denies dismissed rejected rejects called calls accused blamed urged declined refused defended disputed "
    "disputes"
)


def _may_act(sentence: Sentence) -> bool:
    return not _ACTS.isdisjoint(_WORD.findall(sentence.lower))


def _actors(line: Line) -> list[str]:
    """Who denied, called or refused something: "he" and "it" of the next sentence."""
    spans = [speakers.phrase_before(line, at) for at, word in enumerate(line.low) if word in _ACTS]
    return [_clean(line.words(*span)) for span in spans if span[1] and line.at(span[0]) not in speakers.PRONOUNS]


_WORD = re.compile(r"[a-z]+")


def _may_speak(sentence: Sentence) -> bool:
    """Some word of it may be one of saying (asked before it is cut into tokens)."""
    if '"' in sentence.normal or _HEADED.search(sentence.normal) or _PER.search(sentence.normal):
        return True
    found = frozenset(_WORD.findall(sentence.lower))
    if not sayings.openers().isdisjoint(found):
        return True
    begun = found & speakers.phrases().keys()
    if begun and any(
        " ".join([word, *others]) in sentence.lower for word in begun for others in speakers.phrases()[word]
    ):
        return True
    if any(f"{word} to " in sentence.lower for word in found & sayings.INTENDING):
        return True
    return not sayings.FIGURE_OPENERS.isdisjoint(found) and _DIGIT.search(sentence.normal) is not None


#: "Police: 14 dead" · "14 dead - police"
_HEADED = re.compile(r"^\w+(?: \w+)?:|[-\u2014] [\w ]{2,40}$")
_PER = re.compile(r", per (?:the )?[A-Z]")
#: A digit, or a word for a number.
_DIGIT = re.compile(
    r"\d|\b(?:no|two|three|four|five|six|seven|eight|nine|ten|dozens?|half|third|hundreds?|thousands?|millions?)\b"
)


def attribution(document: Document, line: Line, quantity: Quantity, context: Context) -> tuple[str, ...]:
    """Who is said to state the figure, innermost first, outermost last; empty where nobody is."""
    here = context.said[line.sentence.index]
    reaching = [said for said in here if reaches(line, said.cue, quantity)]
    if reaching and not quantity.is_modifier and _counts_speakers(here, quantity):
        return ()
    if len(reaching) > 1:
        nearest = max((each.cue.verb for each in reaching if _stands_apart(each.cue, quantity, reaching)), default=-1)
        reaching = [each for each in reaching if each.cue.verb >= nearest]
    told = [each for each in reaching if each.cue.reach == "object" or line.at(each.cue.verb) not in speakers.EXPECTING]
    result: list[str] = []
    for said in _ordered(line, told or reaching, quantity):
        listener = _clean(said.cue.listener)
        for name in (said.name, listener if listener and speakers.is_carrier(listener) else ""):
            if name and name not in result:
                result.append(name)
    if result:
        return tuple(result)
    if reaching:
        return ()  # a pronoun says it, and nobody is behind it
    quoted = _quoted_speaker(document, line, quantity, context)
    return (quoted,) if quoted else ()


def _counts_speakers(said: tuple[Said, ...], quantity: Quantity) -> bool:
    """ "*Two* officials said": how many speak is said by nobody."""
    return any(each.cue.first <= quantity.first < each.cue.last and not each.cue.is_paper for each in said)


def _stands_apart(cue: Cue, quantity: Quantity, reaching: list[Said]) -> bool:
    """No saying before this one reaches its figure: "police said, while organisers counted 40"."""
    around = any(each.cue.reach == "around" and each.cue.verb < cue.verb for each in reaching)
    return cue.is_beside or (around and cue.reach == "before" and cue.verb < quantity.last)


def _ordered(line: Line, said: list[Said], quantity: Quantity) -> list[Said]:
    """Innermost first: the nearest; sayings before counting, asking and own papers, people before carriers."""

    def distance(each: Said) -> tuple[bool, bool, bool, bool, int]:
        cue = each.cue
        theirs = each.name.lower().startswith(_THEIRS)
        near = min(abs(cue.verb - quantity.first), abs(cue.verb - quantity.last))
        weak = line.at(cue.verb) in sayings.WEAK or each.name.removeprefix("the ").lower() in REPORTS
        return speakers.is_carrier(each.name), cue.reach != "object", weak, theirs, near

    return sorted(said, key=distance)[:3]


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
        if not other.is_headline and (name := context.speaker(other.index)):
            return name
        if other.index < index and other.paragraph == here and context.about[other.index]:
            return context.about[other.index]
    return ""


_NEAR = 12  # sentences; a quotation runs no further, and a hostile paragraph costs no more


def _all_quoted(paragraph: list[Sentence]) -> bool:
    """The paragraph begins with a quotation mark and holds no words after one that closes it."""
    text = " ".join(each.normal for each in paragraph).strip()
    return text.startswith('"') and ('"' not in text[1:] or text.rstrip(".").endswith('"'))


def _clean(name: str) -> str:
    """One line, one kind of quotation mark, no article before a pronounless name at the start of a sentence."""
    name = " ".join(name.replace("\u2019", "'").split())
    if name.count('"') % 2:
        name = name.strip('".,') or name  # 'writes "The Harbour Gazette."'
    tally, _, source = name.partition(" by " if " by " in name else " from ")
    if source and tally.lower() in TALLIES:
        name = source
    for article in ("The ", "A ", "An "):
        if name.startswith(article) and not speakers.is_carrier(name):
            return name[0].lower() + name[1:]
    first = name.split(" ")[0]
    if speakers.is_head(first.lower()) and (first == name or not name[len(first) + 1].isupper()):
        return name[0].lower() + name[1:]
    return name


# ── claimants ───────────────────────────────────────────────────────────────────────────────────


def claimant(attribution: tuple[str, ...]) -> str | None:
    """Who stands behind it: the innermost that is no carrier, normalised; None where there is none.

    A source "in", "of", "at" or "on" an organisation is that organisation; ministries are named "… ministry" whichever
    way round. "Health officials" stay apart from "health ministry": not every health official speaks for it.
    """
    for name in attribution:
        if not speakers.is_carrier(name):
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
