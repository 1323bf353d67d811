"""Whose reporting a story is and which event it belongs to: the verdict, with the evidence for it.

Two stories share an origin when within 96 hours they are on one topic and rare figures, quotations and a named source
together suffice. What the whole event tells (its names, its official toll, an agency everybody cites) is discounted by
the number of origins that tell it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from monitor.model.noun import derive_id
from monitor.model.story import Evidence, Trace
from workers.origins.events import WINDOW, EventFound, event_held, event_of
from workers.origins.profiles import Profile, Quantity
from workers.origins.quoted import alike
from workers.origins.sources import display, refers_to, same_source
from workers.origins.topic import direction, nearness, rarity

#: TF-IDF cosine from which two stories are on one topic.
TOPIC = 0.2
#: Evidence that suffices: two rare figures, or a quotation and a source, never a source alone.
ENOUGH = 1.0
#: No kind of evidence weighs more than this: ten shared figures may be one table.
MOST = {"figures": 2.0, "quotation": 2.0, "source": 0.8, "names": 0.5}
#: Both name the same third outlet; or one names the other's.
THIRD, CITED = 0.6, 0.8
#: Nobody rewrites a report that is published so much later; clocks and feeds differ by less.
LATER = timedelta(hours=6)
#: Both are the same outlet's own texts: two acts of reporting, unless much more speaks for one.
SIGNED = 0.3
#: People and places that no other origin of the event names tell the same report where its source is named too: by
#: themselves two independent reports share them.
FULL_NAME, SHORT_NAME = 0.25, 0.1
#: Two numbers for one thing speak against one report; more than so much they never do, rewrites make mistakes too.
CONFLICT = -0.3
MOST_APART = -1.2
#: Whoever quotes somebody that the other does not, and names no source, has spoken to people himself.
OWN_QUOTATION = -0.6
#: Figures alone, with no source and no quotation, must weigh this, if they are two and if they are three or more.
TWO_ALONE = 1.5
THREE_ALONE = 1.25
#: What is left of a figure's weight, where figures are all there is, when an office told it to everybody who asked.
PUBLIC = 0.4
#: A source and one figure tie two stories only if the number is rarer than this; a round one comes back for days.
ONE_FIGURE = 0.8


@dataclass(frozen=True)
class _Tie:
    """What speaks for one story sharing another's origin."""

    other: Profile
    nearness: float
    evidence: tuple[Evidence, ...]
    score: float
    suffices: bool


def trace(profile: Profile, others: Sequence[Profile]) -> Trace:
    """The verdict on a story. The same whatever the order of `others`; its own older profile among them is ignored."""
    near = sorted(
        (
            other
            for other in others
            if other.story != profile.story and abs(other.published_at - profile.published_at) <= WINDOW
        ),
        key=lambda other: other.story,
    )
    rare = rarity([profile.topic, *(other.topic for other in near)])
    directions = {each.story: direction(each.topic, rare) for each in (profile, *near)}
    mine = directions[profile.story]
    topics = {other.story: nearness(mine, directions[other.story]) for other in near}
    on_topic = [other for other in near if topics[other.story] >= TOPIC]
    ties = [_tie(profile, other, topics[other.story], on_topic) for other in on_topic]
    held = [tie for tie in ties if tie.suffices]
    if held:
        best = min(held, key=lambda tie: (-tie.score, -tie.nearness, tie.other.published_at, tie.other.story))
        return _joined(profile, best, held)
    return _alone(profile, event_of(profile, near, directions), ties)


def origin_of(profile: Profile) -> str:
    """The origin a story is held under, its own where it was not traced yet."""
    return profile.origin or derive_id("origin", profile.story)


def _joined(profile: Profile, best: _Tie, held: Sequence[_Tie]) -> Trace:
    origin = origin_of(best.other)
    evidence = [each for tie in held if origin_of(tie.other) == origin for each in tie.evidence]
    telling = sorted(best.evidence, key=lambda each: (each.kind != "source", -each.weight, each.because))
    reasons = "; ".join(each.because for each in telling[:4])
    return Trace(
        story=profile.story,
        origin=origin,
        event=event_held(best.other),
        source=profile.source or best.other.source,
        score=round(best.score, 3),
        because=f"same reporting as {best.other.outlet}'s “{best.other.title}”: {reasons}",
        evidence=tuple(sorted(evidence, key=lambda each: (-each.weight, each.other, each.because))),
    )


def _alone(profile: Profile, found: EventFound, ties: Sequence[_Tie]) -> Trace:
    most = max((tie.score for tie in ties), default=0.0)
    because = "own reporting: no other story on its topic"
    if found.evidence:
        because = f"own reporting: evidence for a shared origin weighs {most:.2f} at most"
    return Trace(
        story=profile.story,
        origin=derive_id("origin", profile.story),
        event=found.id,
        source=profile.source,
        score=round(most, 3),
        because=because,
        evidence=found.evidence,
    )


# ── evidence ─────────────────────────────────────────────────────────────────────────────────────────────────


def _tie(profile: Profile, other: Profile, near: float, on_topic: Sequence[Profile]) -> _Tie:
    third = [each for each in on_topic if origin_of(each) != origin_of(other)]
    quoted = _shared_quotations(profile, other, third)
    source = _shared_source(profile, other, third)
    own = () if source else _own_quotations(profile, other)
    alone = not quoted and not source
    public = PUBLIC if alone or own else 1.0
    figures = _shared_figures(profile, other, third, public=public, told=PUBLIC if own else 1.0)
    names = _shared_names(profile, other, third) if source else ()
    apart = (*_conflicts(profile, other), *own)
    evidence = (*figures, *quoted, *source, *names, *apart)
    speaks_for = sum(
        min(most, sum(each.weight for each in evidence if each.kind == kind and each.weight > 0))
        for kind, most in MOST.items()
    )
    score = max(0.0, speaks_for + max(MOST_APART, sum(each.weight for each in apart)))
    least = ENOUGH if not alone else TWO_ALONE if len(figures) < 3 else THREE_ALONE
    suffices = score >= least and not (alone and len(figures) < 2)
    enough = bool(quoted) or bool(names) or len(figures) > 1 or any(each.weight >= ONE_FIGURE for each in figures)
    suffices = suffices and enough and not _reports_apart(profile, other)
    return _Tie(other, near, evidence, score, suffices)


def _reports_apart(one: Profile, other: Profile) -> bool:
    """Both say whose reporting they are, and it is not the same: two agencies at one press conference. Two stories of
    one outlet are two acts of reporting: its market report of Monday and that of Tuesday."""
    if _of_one_outlet(one, other):
        return True
    return bool(one.sources and other.sources) and _common_source(one, other) is None


def _of_one_outlet(one: Profile, other: Profile) -> bool:
    return bool(one.by) and one.by == other.by


def _common_source(one: Profile, other: Profile) -> str | None:
    """An outlet both name, or that one names and the other is; two stories of one outlet are two acts of reporting."""
    if _of_one_outlet(one, other):
        return None
    both = (name for name in one.sources if any(same_source(name, each) for each in other.sources))
    named = (*both, _cited(one, other), _signed(one, other), _signed(other, one))
    return next((name for name in named if name and not _came_later(name, one, other)), None)


def _came_later(name: str, one: Profile, other: Profile) -> bool:
    """One of them is a text of this outlet's own, and the other, which names it, was there before."""
    earlier, later = sorted((one, other), key=lambda each: each.published_at)
    if later.published_at <= earlier.published_at + LATER:
        return False
    return _is_by(name, later) and not _is_by(name, earlier)


def _is_by(name: str, profile: Profile) -> bool:
    return any(same_source(name, own) for own in (profile.by, profile.signed) if own)


def _cited(one: Profile, other: Profile) -> str | None:
    """The outlet of one of them, where the other names it, if by its initials ("the agency ANA")."""
    for teller, reporter in ((one, other), (other, one)):
        by = reporter.by
        if by and by != teller.by:
            named = any(same_source(name, by) for name in teller.sources)
            if named or any(_means(name, reporter) for name in teller.cited):
                return by
    return None


def _means(name: str, reporter: Profile) -> bool:
    return refers_to(name, reporter.by) or same_source(name, reporter.outlet.casefold())


def _signed(teller: Profile, reporter: Profile) -> str | None:
    """Whose report one of them says it is, where the other cites it: "LORN (CP) - …", "the agency CP was told"."""
    return next((name for name in reporter.sources if any(same_source(name, each) for each in teller.cited)), None)


def _shared_source(one: Profile, other: Profile, third: Sequence[Profile]) -> tuple[Evidence, ...]:
    name = _common_source(one, other)
    if name is None:
        return ()
    elsewhere = _origins(each for each in third if any(same_source(name, source) for source in each.sources))
    told = CITED if _cited(one, other) else THIRD
    weight = (SIGNED if one.signed and one.signed == other.signed else told) / (1 + 0.5 * elsewhere)
    reporter = next((each.outlet for each in (other, one) if each.by == name), display(name))
    return (Evidence(kind="source", weight=round(weight, 3), because=f"both: {reporter}", other=other.story),)


def _origins(profiles: Iterable[Profile]) -> int:
    return len({origin_of(each) for each in profiles})


def _shared_figures(
    one: Profile, other: Profile, third: Sequence[Profile], *, public: float, told: float
) -> tuple[Evidence, ...]:
    """Figures both tell. `public`: what is left of the weight of one told in public, `told`: of any other."""
    found: list[Evidence] = []
    taken: set[int] = set()
    for mine in one.figures:
        fits = [(at, its) for at, its in enumerate(other.figures) if at not in taken and same_quantity(mine, its)]
        if not fits:
            continue
        at, its = max(fits, key=lambda pair: (pair[1].measure == mine.measure, pair[1].rarity, -pair[0]))
        taken.add(at)
        elsewhere = _origins([each for each in third if any(same_quantity(mine, theirs) for theirs in each.figures)])
        weight = (mine.rarity + its.rarity) / 2 / (1 + elsewhere)
        if mine.measure and its.measure and not set(mine.measure.split()) & set(its.measure.split()):
            weight *= 0.5
        weight *= public if mine.public or its.public else told
        said = mine.said if mine.said == its.said else f"{mine.said} = {its.said}"
        common = f", told by {elsewhere} other origins" if elsewhere else ""
        found.append(
            Evidence(kind="figures", weight=round(weight, 3), because=f"both: {said}{common}", other=other.story)
        )
    return tuple(sorted(found, key=lambda each: (-each.weight, each.because)))


def _shared_names(one: Profile, other: Profile, third: Sequence[Profile]) -> tuple[Evidence, ...]:
    found = []
    for name in one.names:
        if name not in other.names or any(name in each.names for each in third):
            continue
        if any(refers_to(name.casefold(), by) for by in (one.by, other.by)):
            continue
        weight = FULL_NAME if " " in name else SHORT_NAME
        found.append(Evidence(kind="names", weight=weight, because=f"both: {name}", other=other.story))
    return tuple(sorted(found, key=lambda each: (-each.weight, each.because)))


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether two figures may be one number in other words: same dimension, near, and what they claim overlaps."""
    if one.dimension != other.dimension:
        return False
    slack = 0.0 if one.dimension == "count" and one.exact and other.exact else 0.005
    (low, high), (least, most) = _ends(one, slack), _ends(other, slack)
    if low > most or least > high:
        return False
    here, there = (low + high) / 2, (least + most) / 2
    return abs(here - there) <= 0.12 * max(abs(here), abs(there))


def _conflicts(one: Profile, other: Profile) -> tuple[Evidence, ...]:
    """Things both put a number to, and not the same one."""
    found = []
    for key in sorted({_thing(each) for each in one.figures} & {_thing(each) for each in other.figures}):
        mine = [each for each in one.figures if _thing(each) == key]
        its = [each for each in other.figures if _thing(each) == key]
        if not key[0] or any(same_quantity(here, there) for here in mine for there in its):
            continue
        because = f"{key[0]}: {mine[0].said} against {its[0].said}"
        found.append(Evidence(kind="figures", weight=CONFLICT, because=because, other=other.story))
    return tuple(found)


def _thing(quantity: Quantity) -> tuple[str, str, str]:
    return quantity.measure, quantity.kind, quantity.dimension


def _ends(quantity: Quantity, slack: float) -> tuple[float, float]:
    low, high = quantity.low, quantity.high
    if low is None:
        assert high is not None
        low = high - 0.1 * abs(high)
    if high is None:
        high = low + 0.1 * abs(low)
    return low - slack * abs(low), high + slack * abs(high)


def _shared_quotations(one: Profile, other: Profile, third: Sequence[Profile]) -> tuple[Evidence, ...]:
    common = _told_by_many(third)
    found: list[Evidence] = []
    for mine in one.quotations:
        (weight, same), its = max(
            ((alike(mine, its, common), its) for its in other.quotations), default=((0.0, False), "")
        )
        if not weight:
            continue
        elsewhere = _origins(
            each for each in third if any(alike(mine, theirs, common)[0] for theirs in each.quotations)
        )
        words = "word for word" if same else "reworded"
        found.append(
            Evidence(
                kind="quotation",
                weight=round(weight / (1 + elsewhere), 3),
                because=f"same quotation, {words}: “{_short(mine)}” / “{_short(its)}”",
                other=other.story,
            )
        )
    return tuple(sorted(found, key=lambda each: (-each.weight, each.because)))


def _own_quotations(one: Profile, other: Profile) -> tuple[Evidence, ...]:
    """What the later of two stories quotes and the earlier does not."""
    earlier, later = sorted((one, other), key=lambda each: (each.published_at, each.story))
    return tuple(
        Evidence(kind="quotation", weight=OWN_QUOTATION, because=f"its own: “{_short(each)}”", other=other.story)
        for each in later.quotations
        if not any(alike(each, theirs)[0] for theirs in earlier.quotations)
    )


def _told_by_many(third: Sequence[Profile]) -> frozenset[str]:
    """Terms that run through the event: in the topics of three other origins or more."""
    by_term: dict[str, set[str]] = {}
    for each in third:
        for term in each.topic:
            by_term.setdefault(term, set()).add(origin_of(each))
    return frozenset(term for term, origins in by_term.items() if len(origins) >= 3)


def _short(quotation: str) -> str:
    return quotation if len(quotation) <= 70 else quotation[:69] + "…"
