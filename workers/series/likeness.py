"""How sure it is that a figure and a series speak of one thing: the same measure, owner and place, by what is said.

Three ways to the same measure, surest first: the same head with no word that tells the two apart; other words for it,
where what the figure counts and what is said around it share their stems; the same telling number in an article that
shares its names. Owner and place must agree; what one side leaves out, the other's article must speak of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from rapidfuzz import fuzz

from monitor.model.change import Series, SeriesKey
from monitor.model.figure import Figure

#: Likeness below this opens a series of its own.
SURE_ENOUGH = 0.7
#: Two words or names at least this alike (0-100) are one.
ALIKE = 88
#: Two texts that name neither owner nor place of a figure speak of one thing if they share this part of their names.
OVERLAP = 0.3
#: Two measures told in other words are one if this part of what each counts is spoken of by the other.
COVERED = 0.6
#: What one happening is told of, at most; a figure about a day further off is of another.
EPISODE = timedelta(days=60)
#: A figure of the only series of its kind that an event is known by may be this many times the first one.
NEAR = 1.6
NEAR_COUNTS = 1.3
#: So many times the first one, it is another thing, unless all that is said of the two is the same.
TOO_FAR = 20.0
#: Tokens to each side of a figure whose words say what it is.
_AROUND = 9


def word_set(text: str) -> frozenset[str]:
    """A set of words written as one string."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Spoken:
    """What a figure's article and sentence say of it, beside its slots."""

    #: Names the article speaks of, lower-cased.
    names: tuple[str, ...]
    #: Stems of what is counted and measured; and of all words around the figure.
    core: frozenset[str]
    around: frozenset[str]
    about: date


def spoken(figure: Figure, names: tuple[str, ...], about: date) -> Spoken:
    """What is said of a figure, to be compared with what was said when a series was opened."""
    start = figure.start - figure.sentence_start
    before = _NUMBER.split(figure.sentence[:start])[-1]
    behind = _NUMBER.split(figure.sentence[start + len(figure.quote) :])[0]
    near = _stems(" ".join([*before.split()[-_AROUND:], *behind.split()[:_AROUND]]))
    core = _stems(f"{(figure.counted or '').lower()} {figure.measure or ''}")
    return Spoken(names, frozenset(core), frozenset(near | core), about)


#: By Series.id: the figures of one article that are in it.
Beside = Mapping[str, Sequence[Figure]]
NOTHING_BESIDE: Beside = {}


def best(
    key: SeriesKey, figure: Figure, said: Spoken, held: Sequence[Series], beside: Beside = NOTHING_BESIDE
) -> tuple[Series | None, float, str]:
    """The series most likely meant, how sure that is (0-1), and why; None where none is sure enough.

    `beside`: by series, the article's other figures in it. Two figures of one article are of one series only where all
    that they say is the same, or the one repeats the other's number; and not where one sentence tells them apart ("830
    of 1,100 trains").
    """
    same = [series for series in held if series.key == key and not _told_beside(figure, beside.get(series.id, ()))]
    if same:
        nearest = max(same, key=lambda series: _nearness(figure, said, series))
        return nearest, 1.0, "same measure, subject and place"
    open_to = [
        series
        for series in held
        if _repeats(figure, beside.get(series.id))
        and not (key.head in _EPISODES and abs(said.about - series.opened_at.date()) > EPISODE)
    ]
    found: list[tuple[float, tuple[str, str], Series, str]] = []
    for series in open_to:
        if series.claim is not None and _times(figure.claim.middle, series.claim.middle) >= TOO_FAR:
            continue
        score, because = likeness(key, figure, said, series)
        if score >= SURE_ENOUGH:
            found.append((-score, series.order, series, because))
    if found:
        score, _, series, because = min(found, key=lambda each: each[:2])
        return series, -score, because
    alone = [series for series in open_to if _may_be_it(key, figure, said, series)]
    if len(alone) == 1:
        return alone[0], SURE_ENOUGH, "the only one of its size that both texts speak of"
    return None, 0.0, ""


def _repeats(figure: Figure, others: Sequence[Figure] | None) -> bool:
    """Whether an article's figure says the number again that it gave for a series, or it gave none."""
    return others is None or any((each.value, each.unit) == (figure.value, figure.unit) for each in others)


def _told_beside(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the same sentence gives another number for what seems to be the same, said by nobody else."""
    return any(
        each.sentence_start == figure.sentence_start
        and each.attribution == figure.attribution
        and each.mood is figure.mood
        and not each.agrees(figure)
        and not _COMPARED.search(_between(each, figure))
        for each in others
    )


def _between(one: Figure, other: Figure) -> str:
    """The words of their sentence between two figures."""
    first, last = sorted((one, other), key=lambda each: each.start)
    return first.sentence[first.end - first.sentence_start : last.start - last.sentence_start]


def _nearness(figure: Figure, said: Spoken, series: Series) -> tuple[int, float, tuple[str, str]]:
    """How near a series of a figure's own key is; there are several where one sentence or a person told two apart."""
    names = len({*series.names} & {*said.names})
    times = _times(figure.claim.middle, series.claim.middle) if series.claim else float("inf")
    return names, -times, series.order


def _may_be_it(key: SeriesKey, figure: Figure, said: Spoken, series: Series) -> bool:
    """Nothing speaks against it: one kind of quantity, names in common, a size near the first one told."""
    other = series.key
    if (key.dimension, key.kind) != (other.dimension, other.kind) or series.claim is None:
        return False
    one_place = bool(key.scope) and key.scope == other.scope and not is_own_story(key.scope)
    if not one_place and not _shared(series.names, said.names, min(len(series.names), len(said.names))):
        return False
    if key.measure and other.measure and _told_apart(key.measure, other.measure):
        return False
    if not all(_slot(name, mine, theirs, said.names, series.names)[0] for name, mine, theirs in _slots(key, other)):
        return False
    reach = NEAR_COUNTS if key.dimension == "count" else NEAR
    return _times(figure.claim.middle, series.claim.middle) <= reach


def _times(one: float, other: float) -> float:
    """How many times the smaller is the larger; infinite across zero."""
    return max(one / other, other / one) if one * other > 0 else float("inf")


def _slots(key: SeriesKey, other: SeriesKey) -> tuple[tuple[str, str, str], ...]:
    """Owner and place of both. A name that is the owner here and the place there is one: "Holt Ridge's 9,500 acres",
    "15 square miles have burned in Holt Ridge"."""
    mine, theirs = [key.subject, key.scope], [other.subject, other.scope]
    for one, another in ((mine, theirs), (theirs, mine)):
        if one[1] and not one[0] and another[0] and one[1] != another[1] and _alike_phrases(one[1], another[0]):
            one[0], one[1] = one[1], ""
    return ("subject", mine[0], theirs[0]), ("place", mine[1], theirs[1])


def _alike_phrases(one: str, other: str) -> bool:
    return fuzz.token_set_ratio(one, other) >= ALIKE


def likeness(key: SeriesKey, figure: Figure, said: Spoken, series: Series) -> tuple[float, str]:
    """How sure it is that a figure's key and a series name one thing (0-1), and why."""
    other = series.key
    if (key.dimension, key.kind) != (other.dimension, other.kind):
        return 0.0, ""
    if _same_number(key, figure, said, series):
        return 0.75, "the same telling number, and nothing that tells the two apart"
    if not key.measure or not other.measure:
        return 0.0, ""
    score, reason = _measure(key.measure, figure, said, series)
    reasons = [reason]
    for name, mine, theirs in _slots(key, other):
        if not score:
            return 0.0, ""
        factor, reason = _slot(name, mine, theirs, said.names, series.names)
        score *= factor
        reasons += [reason] if reason else []
    return score, ", ".join(reasons)


# ── the measure ──────────────────────────────────────────────────────────────────────────────────────────────


def _measure(mine: str, figure: Figure, said: Spoken, series: Series) -> tuple[float, str]:
    """How sure it is that two measures are one, and why."""
    theirs = series.key.measure
    one, other = mine.split(), theirs.split()
    left = [word for word in one if not any(_alike(word, each) for each in other)]
    right = [word for word in other if not any(_alike(word, each) for each in one)]
    if not left and not right:
        return 1.0, f"measure {theirs!r}"
    if _told_apart(mine, theirs):
        return 0.0, ""
    if _alike(one[-1], other[-1]) and not (left and right and len(left) == len(one) - 1):
        return (0.85 if left and right else 0.9), f"measure {theirs!r}"
    if not _shared(series.names, said.names, min(len(series.names), len(said.names))):
        return 0.0, ""
    if _covered(said, series) >= COVERED:
        return 0.85, f"other words for {theirs!r}"
    return 0.0, ""


def _same_number(key: SeriesKey, figure: Figure, said: Spoken, series: Series) -> bool:
    """Whether two texts that share names give one number too special to be told of two things."""
    other = series.key
    if series.claim is None or not _is_telling(figure) or not figure.claim.overlaps(series.claim):
        return False
    if key.measure and other.measure and _told_apart(key.measure, other.measure):
        return False
    for _, mine, theirs in _slots(key, other):
        if mine and theirs and not is_own_story(mine) and not is_own_story(theirs) and not _alike_phrases(mine, theirs):
            return False
    return bool(_shared(series.names, said.names, min(len(series.names), len(said.names))))


def _told_apart(mine: str, theirs: str) -> bool:
    """A word of one makes it another measure: confirmed and suspected cases, drones launched and drones downed."""
    one, other = {*mine.split()}, {*theirs.split()}
    left, right = one - other, other - one
    return bool(_TELL_APART & (left | right) or (_FATES & left and _FATES & right)) or _opposed(mine, theirs)


def _opposed(mine: str, theirs: str) -> bool:
    """Both are outcomes of one happening, and other ones: killed and injured are never one."""
    one, other = mine.split()[-1], theirs.split()[-1]
    return one != other and one in _OUTCOMES and other in _OUTCOMES


def _covered(said: Spoken, series: Series) -> float:
    """The part of what each side counts that the other side speaks of (0-1)."""
    core, around = frozenset(series.core), frozenset(series.around)
    if not said.core or not core:
        return 0.0
    return (len(said.core & around) + len(core & said.around)) / (len(said.core) + len(core))


def _is_telling(figure: Figure) -> bool:
    """A number so special that two texts hardly tell it of two things: three digits, or a thousand and more."""
    digits = f"{abs(figure.value):.10g}".replace(".", "").strip("0")
    return len(digits) >= 3 or (len(digits) >= 2 and abs(figure.value) >= 1000)


def _stems(text: str) -> set[str]:
    """The stems of the words that say what is counted; names, numbers and words of moving and saying left out."""
    found = set()
    for word in _WORD.findall(text):
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if word[:1].isupper() or low in _SAYS_NOTHING or len(low) < 3:
            continue
        stem = low.removesuffix("s")
        found.add(_CONCEPTS.get(low) or _CONCEPTS.get(stem) or stem[:5])
    return found


# ── owner, place, names ──────────────────────────────────────────────────────────────────────────────────────


def _slot(name: str, mine: str, theirs: str, names: tuple[str, ...], held: tuple[str, ...]) -> tuple[float, str]:
    """How sure it is that two slots are one. What one side leaves out, the other's article must speak of."""
    mine, theirs = ("" if is_own_story(each) else each for each in (mine, theirs))
    if mine and theirs:
        part = bool(_PARTS & (set(mine.split()) ^ set(theirs.split())))
        alike = 0.0 if part else fuzz.token_set_ratio(mine, theirs)
        return (alike / 100, f"{name} {theirs!r}") if alike >= ALIKE else (0.0, "")
    if mine or theirs:
        phrase, where = (mine, held) if mine else (theirs, names)
        if all(any(_alike(word, each) for each in where) for word in phrase.split()):
            return 0.9, f"{name} {phrase!r} from the article"
        shared = _shared(held, names, len(held))
        return (0.85, f"both speak of {', '.join(shared)}") if shared else (0.0, "")
    if name == "subject":
        return 1.0, ""
    shared = _shared(held, names, min(len(held), len(names)))
    return (0.9, f"both speak of {', '.join(shared)}") if shared else (0.0, "")


def is_own_story(scope: str) -> bool:
    """A scope that stands for the story itself: the figure names neither owner nor place."""
    return scope.startswith("story-")


def _shared(held: tuple[str, ...], names: tuple[str, ...], of: int) -> list[str]:
    """Names that two texts share, where they are a fair part of `of`; none where they are not."""
    shared = [word for word in held if word in names]
    return shared[:4] if len(shared) >= OVERLAP * of else []


@lru_cache(maxsize=32)
def names_in(text: str) -> tuple[str, ...]:
    """The first names a text speaks of, lower-cased: words with a capital that stand nowhere without one."""
    small = {word for word in _WORD.findall(text) if word[:1].islower()}
    found: dict[str, None] = {}
    for word in _WORD.findall(text):
        low = re.sub(r"['’]s$", "", word.lower())
        if word[:1].isupper() and low not in small and low not in _NO_NAMES and len(low) > 1:
            found[low] = None
    return tuple(found)[:40]


def _alike(one: str, other: str) -> bool:
    one, other = one.removesuffix("s"), other.removesuffix("s")
    return one == other or (min(len(one), len(other)) > 4 and fuzz.ratio(one, other) >= ALIKE)


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|half)\b"
)
#: Says of two numbers for one thing that they are not of one mind or time.
_COMPARED = re.compile(
    r"\b(?:than|from|against|compared|official|officially|instead|versus|not|but|while|though|although|earlier|previous\w*|"
    r"initial\w*|later|puts?|says?|said|claims?|told|estimates?)\b"
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*[^\W_]|[^\W\d_]")
#: Words with a capital that name nothing: days, months, heads of sentences.
_NO_NAMES = word_set(
    "coast city state country south north east west hundred thousand million monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november december "
    "the a an in on at by for from of to and but or as it he she they we this that these those there more some "
    "about around nearly almost at least up over under after before since during one two three four five six "
    "seven eight nine ten according officials police residents rescuers government minister president new total "
    "another with all no if when while across only just now then corrected update breaking authorities hundreds "
    "thousands dozens"
)
#: Parts of a country are not the country.
_PARTS = word_set("northern southern eastern western central north south east west coastal rural upper lower")
#: Words that make another measure of the same head, however little else is said.
_TELL_APART = word_set(
    "civilian child woman man youth core suspected probable gross operating import export wounded all planned new "
    "excess daily weekly monthly male female"
)
#: What became of things; two of them are never one measure, though one of two texts may leave it out.
_FATES = word_set(
    "lost held destroyed damaged captured flooded spilled recovered vaccinated launched downed delivered abducted freed"
)
#: Measures of one happening: a year later they are of another.
_EPISODES = word_set("deaths injured missing evacuated displaced rescued magnitude burned containment arrests")
#: What becomes of people and things; two of them are never one measure.
_OUTCOMES = word_set(
    "deaths injured missing evacuated displaced rescued arrests cases hostages refugees survivors infected "
    "recovered casualties prisoners profit revenue loss debt cost price exports imports inflation unemployment "
    "turnout containment magnitude approval efficacy deficit growth gdp rate wind"
)
#: Words around a figure that do not say what it counts.
_SAYS_NOTHING = word_set(
    "the and for with from that this have has had was were are been being will would could may might said says "
    "told according rose risen rise fell fallen fall climbed reached stood stand stands number total toll amount "
    "figure percent more less than least about some nearly almost around over under its their his her our after "
    "before since during until while when where which who whom whose into onto upon out off than then now also "
    "still only just even year years month months week weeks day days today last next first second third per cent "
    "people person million billion thousand hundred year-on-year earlier later ago new other another further they "
    "them these those there army government military official all any each both not but one two three four five "
    "six seven eight nine ten put puts level share rate part"
)
_CONCEPTS = {
    word: f"={row.split()[0]}"
    for row in (
        "abducted kidnapped seized taken abduction kidnapping",
        "pupil schoolchildren schoolchild student children child",
        "customer client user subscriber account",
        "evacuated evacuee evacuees fled moved evacuation",
        "culled slaughtered destroyed cull",
        "fine fined penalty",
        "loan lend lent lending credit",
        "trapped encircled surrounded besieged",
        "home house household dwelling",
        "job position post",
        "worker employee staff",
        "soldier troop serviceman fighter",
        "farm holding",
        "hen bird chicken poultry turkey",
        "crop harvest yield",
        "support backing approval rating",
        "vote ballot",
        "storm hurricane cyclone typhoon",
        "quake earthquake tremor",
        "wage pay salary earning",
        "jobless unemployed unemployment",
        "satellite spacecraft",
        "drug cocaine heroin haul",
        "aid relief assistance",
        "oil crude petroleum",
        "spilled leaked spill leak",
        "fire blaze wildfire bushfire",
        "killed dead died deaths fatality victim body live",
        "injured wounded hurt injury",
    )
    for word in row.split()
}
