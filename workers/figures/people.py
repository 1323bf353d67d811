"""People: whom a pronoun, a short name or "the minister" stands for, by those a text has named so far."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from workers.figures import speakers
from workers.figures.countries import country_of
from workers.figures.lexicon import rows, words

_KEPT = 40  # names; whoever was named longer ago is not meant

_ORGANISATIONS = words(
    "giant ministry agency department office organization organisation "
    "police association union bank company firm group "
    "party court council committee commission board institute service authority government army military force fund "
    "airline operator maker team federation university hospital centre center network charity staff bureau "
    "administration society alliance parliament corporation watchdog regulator exchange league chamber report document "
    "study survey poll paper draft club lender retailer brewer carmaker chipmaker drugmaker tracker programme program "
    "treasury observatory laboratory museum school coastguard navy brigade command inc ltd corp plc ag holdings "
    "industries airlines airways energy minerals motors bank's front movement congress secretariat embassy trust "
    "defence defense prosecution tribunal inquiry inspectorate guild consultancy modelling "
    "foundation coalition consortium broker insurer utility supplier developer publisher newspaper archive data"
)
_PERSONS = words(
    "spokesman spokeswoman spokesperson official officer minister governor mayor general colonel president commander "
    "chief director doctor professor analyst economist leader secretary prosecutor lawyer judge senator lawmaker "
    "captain premier chancellor ambassador envoy witness resident soldier farmer pilot owner manager chairman "
    "chairwoman head scientist researcher expert historian engineer teacher source aide adviser mother father son "
    "daughter brother sister husband wife widow uncle aunt grandfather grandmother neighbour neighbor man woman boy "
    "girl nurse driver fisherman correspondent reporter editor author coach striker deputy councillor coordinator "
    "virologist biologist strategist dealer trader broker baker butcher founder executive chair boss sheriff warden "
    "constable inspector bishop priest pastor imam king queen prince princess student survivor worker activist "
    "diplomat negotiator attorney counsel investigator superintendent speaker whip candidate incumbent rival sergeant "
    "lieutenant major admiral marshal undersecretary trustee investor entrepreneur inventor astronomer geologist "
    "physicist chemist surgeon paramedic firefighter keeper ranger skipper ferryman customer client patient "
    "plumber carpenter electrician clerk cashier waiter waitress cook chef bartender barber hairdresser cleaner "
    "porter gardener welder miner joiner mason builder bricklayer painter tailor weaver potter mechanic "
    "technician machinist labourer laborer docker sailor receptionist librarian pharmacist dentist vet midwife "
    "therapist psychologist psychiatrist architect designer artist musician singer actor actress writer poet "
    "photographer translator interpreter lecturer academic graduate pupil apprentice trainee pensioner retiree "
    "veteran volunteer campaigner organiser organizer trucker courier cyclist climber passenger commuter shopper "
    "tourist vendor shopkeeper grocer hotelier landlord landlady tenant homeowner villager herder shepherd "
    "rancher grower beekeeper winemaker forester hunter sociologist anthropologist archaeologist palaeontologist "
    "ecologist climatologist meteorologist seismologist epidemiologist haematologist cardiologist oncologist "
    "demographer statistician mathematician accountant bookkeeper treasurer registrar solicitor barrister "
    "magistrate coroner detective policeman policewoman representative"
)
#: Bodies told of as "they".
_COLLECTIVE = words("police staff team crew couple family duo trio band")
#: Roles that companies have: "the owner, Blue Lane Ferries".
_COMPANIES_TOO = words("owner investor trader dealer broker customer client builder grower")
_SHE = words(
    "spokeswoman chairwoman mrs ms mother daughter sister wife widow aunt grandmother woman girl queen princess gran "
    "madame mme councilwoman congresswoman businesswoman actress"
)
_HE = words(
    "spokesman chairman mr son father brother husband uncle grandfather man boy king prince sir lord fisherman "
    "ferryman businessman congressman councilman"
)
_SMALL = words(
    "the a an in on at from but and when after while since his her its their for as our my said says told take meet "
    "consider"
)
#: "According to his words": he.
WHOSE = {"his": "he", "her": "she", "its": "it", "their": "they"}
_UPPER = "A-Z\u00c0-\u00de\u0100-\u017d"
#: One to four capitalised words; each part is bounded, so that hostile text costs no more.
_NAME = re.compile(
    rf"\b(?:[{_UPPER}]\. ?){{0,3}}[{_UPPER}][\w-]{{1,20}}\.?"
    rf"(?: (?:el-|al-|de |van |von |bin |da )?[{_UPPER}][\w-]{{1,20}}){{0,4}}"
)
_BEHIND = re.compile(
    r", (?:[1-9]\d, )?(?:an? |the |its |his |her |their |who (?:is|was) an? )?((?:[a-z][\w-]{1,20} ?){1,3})"
)
#: "Ivo Lund, 44, …": somebody.
_AGED = re.compile(r", [1-9]\d,")


class People:
    """Whom a text has named, growing sentence by sentence."""

    def __init__(self) -> None:
        #: Who spoke, acted or was brought in by a role, the latest last.
        self._known: list[str] = []
        #: Everybody's full name by surname and by first name.
        self._full: dict[str, str] = {}
        #: Who was last called by a role: "doctor" → "Osman el-Tayeb".
        self._roles: dict[str, str] = {}
        self._pronoun: dict[str, str] = {}

    def meet(self, sentence: str) -> None:
        """Take in the names of one sentence (normalised)."""
        for match in _NAME.finditer(sentence):
            self._meet(sentence, match)

    def _meet(self, sentence: str, match: re.Match[str]) -> None:
        parts = match.group().split()
        while parts and parts[0].lower() in _SMALL:
            parts = parts[1:]
        role = ""
        while parts and _is_role(parts[0]):
            role, parts = parts[0].lower().rstrip("."), parts[1:]
        if not parts or speakers.is_a_time(parts[0].lower()):
            return
        if not role:
            before = sentence[max(0, match.start() - 24) : match.start()].rstrip(" ,").rpartition(" ")[2].lower()
            role = before if before in _PERSONS and (before not in _COMPANIES_TOO or _given(parts[0])) else ""
        behind = _BEHIND.match(sentence, match.end()) if not role and len(parts) > 1 else None
        if behind:
            role = next((word for word in behind[1].split() if word in _PERSONS), "")
        name = " ".join(parts)
        if len(parts) > 1:
            self._full[parts[-1].lower()] = name
            self._full.setdefault(parts[0].lower(), name)
        if role and not is_organisation(name):
            self._roles[role] = name
            self._tell(name, _by_role(role))
            self.heard(name)
        elif len(parts) > 1 and (_given(parts[0]) or _AGED.match(sentence, match.end())):
            self.heard(name)
        elif len(parts) == 1 and parts[0].lower() in self._full and _AGED.match(sentence, match.end()):
            self.heard(self._full[parts[0].lower()])

    def heard(self, name: str) -> None:
        """Somebody spoke or acted: the first whom a pronoun goes back to."""
        if name in self._known:
            self._known.remove(name)
        self._known = [*self._known[-_KEPT:], name]

    def resolve(self, name: str, near: Sequence[str] = ()) -> str:
        """The full name a pronoun, short name or "the official" stands for; "" for a pronoun nobody is behind.

        `near` are those named closer by than the last who spoke, the nearest first.
        """
        low = name.lower()
        if low.startswith("the same "):
            name = name[:4] + name[9:]
            low = name.lower()
        low = WHOSE.get(low, low)
        if low in speakers.PRONOUNS:
            return self._behind(low, near)
        parts = [part for part in low.removeprefix("the ").split() if part not in speakers.group("title")]
        if len(parts) == 1 and name[:1].isupper():
            return self._named(parts[0]) or name
        if low.startswith("the ") and len(low.split()) == 2:
            return self._called(low.split()[1]) or name
        if low.startswith("the former ") and len(low.split()) <= 4:
            return self._roles.get(low.split()[-1], name)
        return name

    def stated(self, subject: str, pronoun: str) -> str:
        """Whom a sentence's subject names, to whom a pronoun of the next goes back; "" for a thing."""
        head = _head(subject)
        if not head:
            return ""
        if pronoun in {"he", "she"}:
            if head[0].lower() in WHOSE:
                subject = self._roles.get(head[-1].lower(), subject)  # "her rival, Peter Lund"
            person = not _PERSONS.isdisjoint(word.lower() for word in head)
            name = self._named(head[0].lower()) if len(head) == 1 and head[0][:1].isupper() else subject
            return (
                self.resolve(subject)
                if person
                else name
                if self._pronoun_of(name) or name in self._full.values()
                else ""
            )
        spoken = speakers.is_head(head[-1].lower()) or speakers.is_head(head[-1].lower().removesuffix("s"))
        if _is_several(head) and spoken:
            return subject
        if is_organisation(subject) or country_of(subject):
            return self.resolve(subject)
        named = len(head) > 1 or (head[0].lower() not in self._full and not is_given(head[0]))
        named = named and head[0][:1].isupper() and head[-1][:1].isupper()
        return subject if named and not self._pronoun_of(subject) else ""

    def _behind(self, pronoun: str, near: Sequence[str]) -> str:
        for name in (*near, *reversed(self._known)):
            if self._fits(pronoun, name):
                if pronoun in {"he", "she"} and name[:1].isupper():
                    self._tell(name, pronoun)
                return name
        if pronoun in {"he", "she"}:
            met = (name for name in islice(reversed(self._full.values()), _KEPT) if is_given(name.split()[0]))
            return next((name for name in met if self._fits(pronoun, name)), "")
        return ""

    def _named(self, surname: str) -> str:
        for name in reversed(self._known):
            if len(name.split()) > 1 and surname in name.lower().split():
                return name
        return self._full.get(surname, "")

    def _called(self, role: str) -> str:
        """ "the doctor", "the ministry": the last who was called so."""
        for name in reversed(self._known):
            if len(name.split()) > 2 and role in name.lower().split():
                return name
            if self._roles.get(role) == name:
                return name
        return ""

    def _tell(self, name: str, pronoun: str) -> None:
        if pronoun:
            self._pronoun.setdefault(name, pronoun)

    def _fits(self, pronoun: str, name: str) -> bool:
        """A pronoun may stand for the name: "he" for one person, "it" for an organisation, "they" for several."""
        if not name or speakers.is_carrier(name):
            return False
        written = _head(name)
        if not written:
            return False
        head = [word.lower() for word in written]
        several = _is_several(written) or " and " in name
        known = self._pronoun_of(name)
        person = bool(known) or not _PERSONS.isdisjoint(head) or name in self._roles.values()
        body = head[-1] in _ORGANISATIONS and not known  # "the General Staff"
        abroad = name[:1].isupper() and any(country_of(word) for word in written)  # "Kestrel Motors India"
        organisation = body or (not person and (is_organisation(name) or abroad or country_of(name) is not None))
        person = person and not body
        if pronoun == "they":
            return (several or head[-1] in _COLLECTIVE) and not known
        if pronoun == "it":
            return not several and (organisation or (not person and name[:1].isupper()))
        whole = person or (len(head) > 1 and name[:1].isupper()) or name.startswith("one of ")
        return not organisation and not several and known in {"", pronoun} and whole

    def _pronoun_of(self, name: str) -> str:
        """ "he" or "she", by what the name was called, by its words, or by its first name; "" where nothing tells."""
        found = self._pronoun.get(name)
        if found:
            return found
        low = [word.rstrip(".") for word in name.lower().split()]
        for word in low:
            if by_role := _by_role(word):
                return by_role
        first = next((word for word in name.split() if not _is_role(word) and word[:1].isupper()), "")
        return _given(first) if len(low) > 1 else ""


def _is_role(word: str) -> bool:
    low = word.lower()
    return low in _PERSONS or low in speakers.group("title")


def _by_role(role: str) -> str:
    return "she" if role in _SHE else "he" if role in _HE else ""


def is_organisation(name: str) -> bool:
    """Named by a word for a body of people, or by initials."""
    return not _ORGANISATIONS.isdisjoint(word.lower() for word in _head(name)) or name.split()[-1].isupper()


def _head(name: str) -> list[str]:
    """The words of a phrase before its complements."""
    return _COMPLEMENT.split(name, maxsplit=1)[0].split()


_COMPLEMENT = re.compile(r" (?:of|in|on|at|for|from|who|that|which|under|near|with|to|by) ")


def _is_several(head: list[str]) -> bool:
    last = head[-1]
    return last.islower() and last.endswith("s") and not last.endswith("ss")


def is_surname(name: str) -> bool:
    """One capitalised word that names no body, no country, nobody who passes on what others say."""
    plain = name[:1].isupper() and name.isalpha() and not name.isupper()
    return plain and not is_organisation(name) and country_of(name) is None and not speakers.is_carrier(name)


def is_person(word: str) -> bool:
    """A common noun for one person."""
    return word in _PERSONS


def is_given(name: str) -> bool:
    """A first name of people."""
    return bool(_given(name))


def _given(first: str) -> str:
    """The pronoun of a first name; "" for one that is not known."""
    return _first_names().get(first.lower(), "")


@cache
def _first_names() -> dict[str, str]:
    return {name: pronoun for names, pronoun in rows("first_names") for name in names.split("|")}
