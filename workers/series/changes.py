"""What changed in a series: a pure function of the set of its observations, whatever order they arrived in.

Observations are read in the order of their own time (as_of, then publication). Each claimant has a standing claim. An
observation that agrees with a standing claim restates it; one that does not is a change, unless something newer had
been published when it came out. A change's id is derived from what is said, so that it is found once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from monitor.model.change import Change, ChangeKind, Judgement, Observation, Series
from monitor.model.figure import Kind, Mood, Trend
from monitor.model.noun import derive_id

#: Moods that are compared with each other in one series; denied, imagined and superseded figures change nothing.
COMPARED = (Mood.REPORTED, Mood.PLANNED, Mood.FORECAST)
#: A claim of somebody else that is older than this is not contradicted any more, it is out of date.
FRESH = timedelta(days=4)
#: Two claims so near each other in time are about one state of things: of a running total, of what need not grow.
SAME_DAYS = timedelta(days=1)
STANDS_DAYS = timedelta(days=3)
#: A jump by this factor is more often a slip than news.
JUMP = 8.0
#: What was so long ago says little about what is likely now.
COMPARABLE = timedelta(days=60)
#: Running totals of a happening: they may not fall, and a lower one long after is of another happening. Last words.
TOTALS = frozenset(
    ("deaths", "casualties", "injured", "arrests", "cases", "infected", "abducted", "destroyed", "rescued")
)
#: Said of a total of which only some are meant: these fall as well as rise.
_NOT_TOTALS = frozenset(("active", "new", "daily", "weekly", "monthly", "severe", "open"))
#: A total about which nothing was said for so long begins anew where it is lower.
EPISODE = timedelta(days=60)
#: A claim this much narrower than the one it agrees with says more.
SHARPER = 0.5
#: Bounds of the interval, rounded to this many digits, are part of a change's id.
_DIGITS = 9


@dataclass
class _Standing:
    """What is held while the observations are read in order."""

    #: By claimant; "" for claims nobody is said to make.
    lines: dict[str, Observation] = field(default_factory=dict)
    #: By the same: the day of which it was said last, in whatever words.
    said: dict[str, date] = field(default_factory=dict)
    latest: Observation | None = None

    def hold(self, observation: Observation) -> None:
        """Have a claim stand from now on."""
        line = self.line(observation)
        self.lines[line] = self.latest = observation
        self.said[line] = observation.as_of

    def line(self, observation: Observation) -> str:
        """Whose line it belongs to: "the ministry" goes on with that of the health ministry."""
        mine = line_of(observation)
        if mine in self.lines or not mine:
            return mine
        words = {*mine.split()}
        return next(
            (each for each in self.lines if each and (words <= (held := {*each.split()}) or held <= words)), mine
        )

    def again(self, observation: Observation) -> None:
        """A standing claim was said again: what is compared with it stays its first wording."""
        agreeing = _agreeing(observation, self)
        if agreeing in self.said:
            self.said[agreeing] = max(self.said[agreeing], observation.as_of)
        if observation.claimant:
            line = self.line(observation)
            self.lines.setdefault(line, self.lines.get(agreeing, observation))
            self.said[line] = observation.as_of


def detect(series: Series, observations: Sequence[Observation]) -> list[Change]:
    """Every change in a series, first to last; restated, refined and late observations included, for `explain`.

    What a person rejected changes nothing; what a person confirmed is no slip, however it looks.
    """
    compared = sorted(
        (each for each in observations if each.figure.mood in COMPARED and each.judgement is not Judgement.REJECTED),
        key=_time,
    )
    newer = _already_newer(compared)
    standing = _Standing()
    found: dict[str, Change] = {}
    for observation, known in zip(compared, newer, strict=True):
        change = _judge(observation, standing, known, series)
        found.setdefault(change.id, change)
        settled = change.kind not in (ChangeKind.RESTATED, ChangeKind.LATE)
        if settled and (change.implausible is None or _confirmed(observation, compared)):
            standing.hold(observation)
        elif change.kind is ChangeKind.RESTATED:
            standing.again(observation)
    return list(found.values())


def line_of(observation: Observation) -> str:
    """Whose line in the series an observation belongs to."""
    return observation.claimant or ""


def implausible(observation: Observation, before: Observation) -> str | None:
    """Why a change looks like a slip rather than news; None for a plausible one, or where too much time has passed."""
    if beyond := _beyond(observation):
        return beyond
    if observation.as_of - before.as_of > COMPARABLE:
        return None
    new, old = observation.figure.claim.middle, before.figure.claim.middle
    if new == 0 or old == 0:
        return None
    factor = max(abs(new / old), abs(old / new))
    if factor >= JUMP:
        return f"{factor:.3g} times {'more' if abs(new) > abs(old) else 'less'} than {before.figure.quote!r}"
    if observation.figure.value == before.figure.value and observation.figure.unit != before.figure.unit:
        return f"the same number as {before.figure.quote!r} in another unit"
    digits, others = _digits(observation), _digits(before)
    if len(digits) >= 3 and digits != others and sorted(digits) == sorted(others) and digits[0] == others[0]:
        return f"the digits of {before.figure.quote!r} in another order"
    return None


def corrects_itself(observation: Observation) -> bool:
    """Whether the figure's own sentence says that it corrects another."""
    return bool(_CORRECTS.search(observation.figure.sentence))


_CORRECTS = re.compile(r"\bcorrect(?:ed|s|ing|ion)\b", re.IGNORECASE)
#: Said of a count that was counted anew; of a forecast it is an update like any other.
_REVISED = re.compile(r"\b(?:revis(?:ed|es|ing)|re-?count(?:ed|ing)?|re-?test(?:ed|ing)?)\b", re.IGNORECASE)

# ── one observation against what stands ──────────────────────────────────────────────────────────────────────


def _judge(observation: Observation, standing: _Standing, newer: Observation | None, series: Series) -> Change:
    if newer is None and standing.latest is not None and _begins_anew(observation, standing.latest, series):
        days = (observation.as_of - standing.latest.as_of).days
        standing.lines.clear()
        standing.said.clear()
        standing.latest = None
        because = f"a new episode: nothing was said for {days} days, and it is fewer"
        return _change(series, ChangeKind.FIRST, observation, None, because, _beyond(observation))
    agreeing = standing.lines.get(_agreeing(observation, standing))
    if standing.latest is None and newer is None:
        return _change(series, ChangeKind.FIRST, observation, None, "nothing was held before", _beyond(observation))
    if agreeing is not None and not _moved_away(observation, agreeing):
        if observation.figure.claim.width < SHARPER * agreeing.figure.claim.width:
            return _change(
                series, ChangeKind.REFINED, observation, agreeing, _words("agrees with, and is sharper than", agreeing)
            )
        return _change(series, ChangeKind.RESTATED, observation, agreeing, _words("says the same as", agreeing))
    if newer is not None and (standing.latest is None or not observation.corrects):
        return _change(series, ChangeKind.LATE, observation, newer, _words("came out after the newer", newer))
    assert standing.latest is not None
    return _disagreeing(observation, standing, series)


def _disagreeing(observation: Observation, standing: _Standing, series: Series) -> Change:
    assert standing.latest is not None
    own = standing.lines.get(standing.line(observation))
    edited = _version_before(observation, standing)
    rival = None if own or not observation.claimant else _rival(observation, standing, series)
    before = edited or own or rival or standing.latest
    if edited is not None and not observation.corrects:
        kind = ChangeKind.UPDATED if observation.as_of > edited.as_of else ChangeKind.REVISED
        words = _words("edited in place without a notice; it said", edited)
        return _change(series, kind, observation, edited, words, implausible(observation, edited))
    if observation.corrects and (
        own is not None or observation.outlet == before.outlet or corrects_itself(observation)
    ):
        kind, words = ChangeKind.CORRECTED, "the publisher corrects"
    elif rival is not None:
        kind, words = ChangeKind.CONFLICTING, f"{observation.said_by} contradicts"
    elif _REVISED.search(observation.figure.sentence) and observation.figure.mood is Mood.REPORTED:
        kind, words = ChangeKind.REVISED, "revised, by its own words, from"
    elif _is_total(series) and observation.figure.claim.middle < before.figure.claim.middle:
        kind, words = ChangeKind.REVISED, "a running total, revised down from"
    elif _is_later(observation, before):
        kind, words = ChangeKind.UPDATED, "later than, and outside"
    else:
        kind, words = ChangeKind.REVISED, "the same day as, and outside"
    return _change(series, kind, observation, before, _words(words, before), implausible(observation, before))


def _is_total(series: Series) -> bool:
    """Whether the series counts what happened up to now, so that it can only grow."""
    key = series.key
    return (
        key.dimension == "count"
        and key.kind in (Kind.LEVEL, Kind.TOTAL)
        and key.head in TOTALS
        and not _NOT_TOTALS & set(key.measure.split())
    )


def _begins_anew(observation: Observation, held: Observation, series: Series) -> bool:
    """A year later a lower toll is that of another flood, not a correction of the first."""
    if observation.as_of - held.as_of <= EPISODE or not _is_total(series):
        return False
    return observation.figure.claim.middle < held.figure.claim.middle and not observation.figure.agrees(held.figure)


def _beyond(observation: Observation) -> str | None:
    """Why a share cannot be so: part of a whole is between nothing and all of it."""
    figure = observation.figure
    if figure.kind is Kind.SHARE and figure.dimension == "share" and not 0 <= figure.claim.middle <= 1:
        return f"{figure.quote!r} of a whole cannot be"
    return None


def _version_before(observation: Observation, standing: _Standing) -> Observation | None:
    """What an earlier version of the same page said, where it still stands."""
    held = (standing.lines.get(standing.line(observation)), standing.latest)
    return next(
        (each for each in held if each and each.url == observation.url and each.article != observation.article), None
    )


def _moved_away(observation: Observation, held: Observation) -> bool:
    """ "cut by half a point to 8.5 percent": a later text that says it moved is no restatement of what stood."""
    figure = observation.figure
    if figure.trend not in (Trend.UP, Trend.DOWN) or observation.as_of <= held.as_of:
        return False
    told = figure.delta is not None or figure.previous is not None
    return (
        told and (figure.value > held.figure.value) == (figure.trend is Trend.UP) and figure.value != held.figure.value
    )


def _rival(observation: Observation, standing: _Standing, series: Series) -> Observation | None:
    """The latest claim of somebody else about the same days that this one contradicts; None where it tells a move.

    A running total that is told higher days later has grown, whoever says so.
    """
    if observation.figure.trend in (Trend.UP, Trend.DOWN):
        return None
    middle, total = observation.figure.claim.middle, _is_total(series)
    rivals = []
    for line, each in standing.lines.items():
        near = SAME_DAYS if total and middle > each.figure.claim.middle else STANDS_DAYS
        if each.claimant and abs(observation.as_of - standing.said.get(line, each.as_of)) <= near:
            rivals.append(each)
    return max(rivals, key=_time, default=None)


def _is_later(observation: Observation, before: Observation) -> bool:
    """About a later day; or of one day by their texts alone, and published later."""
    if observation.as_of != before.as_of or (observation.figure.as_of and before.figure.as_of):
        return observation.as_of > before.as_of
    return observation.published_at > before.published_at


def _agreeing(observation: Observation, standing: _Standing) -> str:
    """The line of the claim it agrees with; "?" if none.

    Whoever has a claim standing is compared with that alone; others, and what nobody is said to say, with everybody's.
    """
    mine = observation.figure
    line = standing.line(observation)
    own = standing.lines.get(line) if observation.claimant else None
    if own is not None:
        return line if mine.agrees(own.figure) else "?"
    latest = [(_time(each), line) for line, each in standing.lines.items() if mine.agrees(each.figure)]
    return max(latest)[1] if latest else "?"


def _already_newer(ordered: Sequence[Observation]) -> list[Observation | None]:
    """For each observation, one about a later day that was already published when it came out; None where none was."""
    found: list[Observation | None] = []
    earliest: Observation | None = None  # of those about later days
    of_day: list[Observation] = []
    for observation in reversed(ordered):
        if of_day and of_day[0].as_of != observation.as_of:
            earliest = min(
                (each for each in (*of_day, earliest) if each), key=lambda each: (each.published_at, each.id)
            )
            of_day = []
        of_day.append(observation)
        late = earliest is not None and earliest.published_at < observation.published_at
        found.append(earliest if late else None)
    return found[::-1]


def _confirmed(observation: Observation, others: Sequence[Observation]) -> bool:
    """Whether another origin says the same of the same days, or a person says so."""
    mine = observation.figure
    return observation.judgement is Judgement.CONFIRMED or any(
        each.origin != observation.origin and abs(each.as_of - observation.as_of) <= FRESH and mine.agrees(each.figure)
        for each in others
    )


def _change(
    series: Series,
    kind: ChangeKind,
    observation: Observation,
    against: Observation | None,
    because: str,
    slip: str | None = None,
) -> Change:
    interval = observation.figure.claim
    said = (_rounded(interval.low), _rounded(interval.high), observation.as_of, line_of(observation))
    # whether it was first or an update depends on what else is held: the id must not
    quiet = kind if kind in (ChangeKind.RESTATED, ChangeKind.REFINED, ChangeKind.LATE) else "change"
    return Change(
        id=derive_id("change", series.id, quiet, *said),
        kind=kind,
        series=series.id,
        observation=observation.id,
        against=against.id if against else None,
        because=because,
        implausible=slip,
    )


def _words(what: str, other: Observation) -> str:
    return f"{what} {other.figure.quote!r} ({other.said_by}, {other.as_of})"


def _rounded(value: float | None) -> str:
    return "" if value is None else f"{value:.{_DIGITS}g}"


def _time(observation: Observation) -> tuple[str, ...]:
    """Its own time. Versions of one page bear one date: they follow each other as they were seen, and the figures of
    an article as they stand in it."""
    moments = (observation.as_of, observation.published_at)
    place = f"{observation.figure.start:09}"
    return (
        *(each.isoformat() for each in moments),
        observation.url,
        observation.seen_at.isoformat(),
        place,
        observation.id,
    )


def _digits(observation: Observation) -> str:
    """The significant digits of the number as told."""
    return f"{abs(observation.figure.value):.10g}".replace(".", "").strip("0")
