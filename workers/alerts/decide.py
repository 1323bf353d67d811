"""Whether a change is told: the watch's condition, measured since the last alert; holds; and what ends them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.model.alert import Alert, AlertState, Condition, Watch
from monitor.model.change import Change, ChangeKind, Judgement, Observation, Series
from monitor.model.figure import Figure
from monitor.model.noun import derive_id
from workers.alerts.levels import has_levels, not_reached, unit_size
from workers.alerts.route import group_key

#: Kinds that can be news; a restatement, a sharper wording or an old figure never is.
NEWS = (ChangeKind.FIRST, ChangeKind.UPDATED, ChangeKind.REVISED, ChangeKind.CORRECTED, ChangeKind.CONFLICTING)
#: How long an implausible change waits for another source where the watch does not say.
DEFAULT_HOLD = timedelta(hours=6)

#: A figure of another week confirms nothing.
SAME_DAYS = timedelta(days=4)
#: Counts and spans of time below this are no news by themselves.
FEW = 5
#: Last words of measures of people harmed.
HARM = frozenset(("deaths", "injured", "missing", "casualties", "hostages", "cases", "infected", "arrests"))

History = Sequence[tuple[Alert, Observation]]


def decide(
    watch: Watch,
    change: Change,
    observation: Observation,
    series: Series,
    *,
    history: History,
    observations: Sequence[Observation],
    now: datetime,
) -> Alert | None:
    """The alert for a change that the watch is about; None where the kind of change is never news.

    `history` is what this watch decided in this series before. One claim is told once: a change that agrees with what
    was told last of its claimant, or is older than it, is withheld, whatever order the articles came in.
    """
    if change.kind not in NEWS:
        return None
    told = _baseline(history, observation)
    if change.kind is ChangeKind.FIRST and told is not None and _time(told) < _time(observation):
        told = None  # a new episode is not measured from the one before
    waiting = _waiting(history, observation)
    because = waiting or _not_asked_for(watch.alert, change, observation, told, observations, series)
    if because:
        return _alert(watch, change, observation, series, AlertState.WITHHELD, because, now=now)
    doubt = change.implausible or _too_far(watch.alert, observation, told)
    missing = watch.alert.confirm - len(confirming(observation, observations))
    if doubt and len(confirming(observation, observations)) > 1:
        doubt = None  # two independent sources do not make the same slip
    if observation.judgement is Judgement.CONFIRMED:
        doubt, missing = None, 0
    if doubt or missing > 0:
        because = f"held: {doubt or _wanted(missing)}"
        until = now + (watch.alert.hold or DEFAULT_HOLD) if doubt or watch.alert.hold else None
        return _alert(watch, change, observation, series, AlertState.HELD, because, now=now, held_until=until)
    return _alert(watch, change, observation, series, AlertState.SENT, _asked_for(change), now=now)


def review_held(
    alert: Alert,
    change: Change,
    observation: Observation,
    series: Series,
    observations: Sequence[Observation],
    watch: Watch,
    *,
    now: datetime,
) -> Alert | None:
    """What becomes of an alert that was kept back: sent, withheld, or None while it still waits.

    Confirmed by enough independent sources it goes out. Contradicted (the same claimant, or the same outlet, since then
    says something else) it does not. Neither by the end of its hold: it goes out, and says that nobody confirmed it.
    """
    if observation.judgement is not None:
        state = AlertState.SENT if observation.judgement is Judgement.CONFIRMED else AlertState.WITHHELD
        return _settled(alert, state, f"{_asked_for(change)}; {observation.judgement.value} by hand")
    sources = len(confirming(observation, observations))
    if sources >= max(watch.alert.confirm, 2 if change.implausible else 1):
        return _settled(alert, AlertState.SENT, f"{_asked_for(change)}; confirmed by {sources} independent sources")
    against = _contradiction(observation, observations)
    if against is not None:
        return _settled(
            alert, AlertState.WITHHELD, f"not confirmed, and {against.outlet} has {against.figure.quote!r} since then"
        )
    if alert.held_until is not None and now >= alert.held_until:
        because = f"{_asked_for(change)}; nobody else has confirmed it within its hold"
        return _settled(alert, AlertState.SENT, because)
    return None


def silence(
    watch: Watch, series: Series, observations: Sequence[Observation], *, now: datetime
) -> tuple[Change, Alert] | None:
    """What a watch with `silent_for` is told when nobody has said anything in a series for so long; else None."""
    last = max(observations, key=lambda each: (each.published_at, each.id), default=None)
    if last is None or watch.alert.silent_for is None or now < last.published_at + watch.alert.silent_for:
        return None
    change = Change(
        id=derive_id("change", series.id, ChangeKind.SILENT, last.id),
        kind=ChangeKind.SILENT,
        series=series.id,
        observation=last.id,
        because=f"nobody has said anything since {last.outlet} on {last.published_at:%-d %b %Y}",
    )
    return change, _alert(watch, change, last, series, AlertState.SENT, _asked_for(change), now=now)


def confirming(observation: Observation, observations: Sequence[Observation]) -> set[str]:
    """Origins whose figures about the same days agree with this one, its own included."""
    mine = observation.figure
    return {observation.origin} | {
        each.origin
        for each in observations
        if abs(each.as_of - observation.as_of) <= SAME_DAYS and mine.agrees(each.figure)
    }


# ── conditions ───────────────────────────────────────────────────────────────────────────────────────────────


def _not_asked_for(
    condition: Condition,
    change: Change,
    observation: Observation,
    told: Observation | None,
    observations: Sequence[Observation],
    series: Series,
) -> str | None:
    """Why the watch does not want it; None if it does."""
    if observation.figure.step_of is not None:
        return "a step, told with the level it led to"
    wanted = {ChangeKind.CONFLICTING: condition.conflict, ChangeKind.CORRECTED: condition.correction}.get(change.kind)
    if wanted is False:
        return f"a {change.kind.value} figure was not asked for"
    if has_levels(condition) and not wanted:
        before = next((each for each in observations if each.id == change.against), None)
        return not_reached(condition, observation, before, observations, series)
    if told is None:
        if not condition.first:
            return "the first figure of a series was not asked for"
        return _no_first_news(observation.figure)
    if observation.figure.agrees(told.figure):
        return f"the same was told before: {told.figure.quote!r}"
    if (observation.as_of, observation.published_at) < (told.as_of, told.published_at):
        return f"older than what was told: {told.figure.quote!r} as of {told.as_of}"
    if wanted:
        return None
    if condition.change is None:
        return "changes were not asked for"
    step = observation.figure.claim.middle - told.figure.claim.middle
    if condition.direction and (step > 0) != (condition.direction == "up"):
        return f"it went {'up' if step > 0 else 'down'}; only {condition.direction} was asked for"
    return _too_little(condition, observation, told, step)


def _no_first_news(figure: Figure) -> str | None:
    """Why a figure is no news when it is first seen; None where it is."""
    if _is_unnamed(figure):
        return "nothing says what is counted: told when it changes, not when it is first seen"
    if _is_age(figure):
        return f"{figure.quote!r} is an age: told when it changes, not when it is first seen"
    if _is_small(figure):
        return f"{figure.quote!r} is a small number: told when it changes, not when it is first seen"
    return None


def _is_unnamed(figure: Figure) -> bool:
    """ "Two at a time", "just over a hundred": a count of which the text leaves out what is counted."""
    return figure.dimension == "count" and figure.measure is None


def _is_age(figure: Figure) -> bool:
    """ "A 35-year-old sergeant", "the 200-year-old bridge"."""
    return figure.dimension == "time" and figure.quote.casefold().endswith("old")


def _is_small(figure: Figure) -> bool:
    """ "Two field hospitals", "four days": every text holds some. People harmed and prison terms are never few."""
    measure = set((figure.measure or "").split())
    told = {"count": figure.claim.middle, "time": figure.value}.get(figure.dimension)
    return told is not None and told < FEW and not measure & (HARM | {"sentence"})


def _too_little(condition: Condition, observation: Observation, told: Observation, step: float) -> str | None:
    threshold = condition.change
    assert threshold is not None
    if threshold.relative is not None:
        base = abs(told.figure.claim.middle)
        moved = abs(step) / base if base else float("inf")
        if moved < threshold.relative:
            return f"{moved:.1%} since {told.figure.quote!r} was told; {threshold.relative:.3g} of it was asked for"
    if threshold.absolute is not None:
        moved = abs(step) / unit_size(observation.figure)
        if moved < threshold.absolute:
            return f"{moved:g} since {told.figure.quote!r} was told; {threshold.absolute:g} was asked for"
    return None


def _too_far(condition: Condition, observation: Observation, told: Observation | None) -> str | None:
    if condition.max_jump is None or told is None:
        return None
    new, old = abs(observation.figure.claim.middle), abs(told.figure.claim.middle)
    if not new or not old or max(new / old, old / new) <= condition.max_jump:
        return None
    return f"a jump by more than {condition.max_jump:g} from {told.figure.quote!r}"


def _asked_for(change: Change) -> str:
    return f"{change.kind.value}: {change.because}"


def _baseline(history: History, observation: Observation) -> Observation | None:
    """What the change is measured from: what was last sent of this claimant, else what was last sent, else the first
    figure that was seen but not asked for. What is kept back was not told: a slip on hold moves nothing."""
    told = [each for alert, each in history if alert.state is AlertState.SENT]
    if not told:
        unasked = [each for alert, each in history if alert.state is AlertState.WITHHELD]
        return min(unasked, key=_time, default=None)
    own = [each for each in told if each.claimant == observation.claimant]
    return max(own or told, key=_time)


def _waiting(history: History, observation: Observation) -> str | None:
    """Why one alert is enough: the same claim is being kept back, and goes out by itself once it is confirmed."""
    for alert, each in history:
        if alert.state is AlertState.HELD and each.figure.agrees(observation.figure):
            return f"the same is kept back until it is confirmed: {each.figure.quote!r}"
    return None


def _contradiction(observation: Observation, observations: Sequence[Observation]) -> Observation | None:
    mine = observation.figure
    for each in sorted(observations, key=_time):
        later = each.published_at > observation.published_at
        kin = each.outlet == observation.outlet or (each.claimant and each.claimant == observation.claimant)
        if later and kin and not mine.agrees(each.figure):
            return each
    return None


def _wanted(missing: int) -> str:
    return "one more independent source wanted" if missing == 1 else f"{missing} more independent sources wanted"


def _settled(alert: Alert, state: AlertState, because: str) -> Alert:
    return alert.model_copy(update={"state": state, "because": because})


def _alert(
    watch: Watch,
    change: Change,
    observation: Observation,
    series: Series,
    state: AlertState,
    because: str,
    *,
    now: datetime,
    held_until: datetime | None = None,
) -> Alert:
    return Alert(
        id=derive_id("alert", watch.name, change.id),
        watch=watch.name,
        change=change.id,
        series=series.id,
        observation=observation.id,
        state=state,
        because=because,
        group=group_key(watch, series),
        held_until=held_until,
        decided_at=now,
    )


def _time(observation: Observation) -> tuple[str, str, str]:
    return observation.as_of.isoformat(), observation.published_at.isoformat(), observation.id
