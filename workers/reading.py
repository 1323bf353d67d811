"""One article, read: figures → origin → observations → changes → alerts → notifications owed, inside one unit of work.

The worker's `extract_story` and the command line's `track` and `place` go through here, so that what they show is what
the daemon does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.model.alert import Alert, AlertState, Notification, Watch
from monitor.model.article import Article
from monitor.model.change import NO_SYNONYMS, Change, Judgement, Observation, Series, Synonyms
from monitor.model.entry import Revisit
from monitor.model.figure import Figure
from monitor.model.job import CheckSilence, ReviewAlert
from monitor.model.noun import derive_id
from monitor.model.story import Placement, Story, Trace, Verdict
from monitor.ports import UnitOfWork
from workers import alerts, origins, series
from workers.arranging import arrange
from workers.figures import GRAMMAR_VERSION, claimant
from workers.figures import read as read_figures
from workers.versions import withdraw

#: Stories further apart than this rewrite no common report.
ORIGIN_WINDOW = timedelta(hours=96)


@dataclass(frozen=True)
class Desk:
    """What figures are recorded and told with: a unit of work, the moment, and what the settings say."""

    uow: UnitOfWork
    now: datetime
    watches: Sequence[Watch] = ()
    receivers: Sequence[str] = ()
    synonyms: Synonyms = NO_SYNONYMS


@dataclass
class Reading:
    """What came of reading one article."""

    observations: list[Observation] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    trace: Trace | None = None


def figures_of(article: Article, placement: Placement | None) -> list[Figure]:
    """The figures to keep: all of a lead's, and of a copy's those in sentences the lead does not have. Slow; pure."""
    found = read_figures(
        article.text, published=article.published_at.date(), title=article.title, outlet=article.outlet
    )
    if placement is None or placement.verdict is not Verdict.COPY:
        return found
    return [
        figure for figure in found if any(start < figure.end and figure.start < end for start, end in placement.unseen)
    ]


def record(
    article: Article,
    story: Story,
    placement: Placement | None,
    figures: Sequence[Figure],
    desk: Desk,
) -> Reading:
    """Write what the article says and everything that follows from it. Reading it again changes nothing."""
    uow = desk.uow
    uow.series.lock()
    reading = Reading()
    origin = story.origin or derive_id("origin", story.id)
    if placement is None or (placement.verdict is not Verdict.COPY and placement.story == story.id):
        reading.trace = _trace(article, story, figures, uow)
        origin = reading.trace.origin
    reading.observations, touched = arrange(
        article, _observed(article, story, origin, figures, desk.synonyms, uow), uow
    )
    touched |= withdraw(article, uow)
    _owe_revisit(article, reading.observations, desk)
    owe_silence(article, reading.observations, desk)
    for id in sorted(touched):
        changes, decided = follow(id, desk)
        reading.changes += changes
        reading.alerts += decided
    return reading


def _trace(article: Article, story: Story, figures: Sequence[Figure], uow: UnitOfWork) -> Trace:
    """Whose reporting the story is, recorded with its profile."""
    mine = origins.profile(story, article, figures)
    others = [
        origins.Profile.model_validate_json(each) for each in uow.stories.profiles(article.published_at - ORIGIN_WINDOW)
    ]
    trace = origins.trace(mine, [other for other in others if other.story != story.id])
    uow.stories.save_trace(trace, mine.traced(trace).model_dump_json(), article.published_at)
    _retell(story, trace, uow)
    return trace


def _retell(story: Story, trace: Trace, uow: UnitOfWork) -> None:
    """Copies that were read before their lead did not know its origin."""
    for other in uow.articles.of_story(story.id):
        seen = uow.series.observations_of_article(other.id)
        if any(each.origin != trace.origin for each in seen):
            moved = [each.model_copy(update={"origin": trace.origin}) for each in seen]
            uow.series.replace_observations(other.id, moved)


def _observed(
    article: Article, story: Story, origin: str, figures: Sequence[Figure], synonyms: Synonyms, uow: UnitOfWork
) -> list[Observation]:
    """The figures as observations, in no series yet."""
    observations: dict[str, Observation] = {}
    for figure in figures:
        observation = series.unplaced(
            figure,
            article,
            story=story.id,
            origin=origin,
            claimant=claimant(figure.attribution),
            grammar_version=GRAMMAR_VERSION,
            beside=figures,
            synonyms=synonyms,
        )
        observations.setdefault(observation.id, observation)
    judged = uow.series.judged(list(observations))
    return [each.model_copy(update={"judgement": judged.get(id)}) for id, each in observations.items()]


def _owe_revisit(article: Article, observations: Sequence[Observation], desk: Desk) -> None:
    """Have the page of a watched figure asked for again: it may be edited in place."""
    uow = desk.uow
    entry = uow.entries.get(article.entry) if article.entry and desk.watches else None
    if entry is None or entry.content:
        return  # what the feed itself carries is not compared with the page
    revisit = Revisit(entry=entry.id, first_seen=article.seen_at)
    due = revisit.due(desk.now)
    if due is None:
        return
    for each in observations:
        place = uow.series.get(each.series)
        if place is not None and any(alerts.matches(watch, article, each, place) for watch in desk.watches):
            uow.revisits.owe(revisit, due)
            return


def owe_silence(article: Article, observations: Sequence[Observation], desk: Desk) -> None:
    """Have series looked at after as long as a watch says; what was silent by then already is no news."""
    listening = [(watch, watch.alert.silent_for) for watch in desk.watches if watch.alert.silent_for]
    for each in observations if listening else ():
        place = desk.uow.series.get(each.series)
        for watch, wait in listening:
            due = each.published_at + wait
            if place is not None and due > desk.now and alerts.matches(watch, article, each, place):
                job = CheckSilence(watch=watch.name, observation=each.id)
                desk.uow.jobs.owe([job], desk.now, due=due)


def standing(id: str, uow: UnitOfWork) -> list[Observation]:
    """A series' observations that nobody rejected, and whose page still says so."""
    seen = uow.series.observations(id)
    return [each for each in seen if each.judgement is not Judgement.REJECTED and each.withdrawn_by is None]


# ── series → changes → alerts ────────────────────────────────────────────────────────────────────────────────


def follow(id: str, desk: Desk) -> tuple[list[Change], list[Alert]]:
    """What is new in one series, and the alerts decided on for it; held ones are looked at again."""
    uow = desk.uow
    place = uow.series.get(id)
    told = uow.alerts.of_series(id)
    seen = standing(id, uow)
    found = series.detect(place, seen) if place else []
    new = uow.series.settle_changes(id, found, desk.now, keep={alert.change for alert in told})
    if place is None:
        return [], []
    decided: list[Alert] = []
    for change in new:
        decided += _decide(change, place, seen, desk)
    by_name = {watch.name: watch for watch in desk.watches}
    for alert in uow.alerts.of_series(id):
        if alert.state is AlertState.HELD and alert.watch in by_name:
            state = review(alert, by_name[alert.watch], place, seen, desk)
            decided += [alert] if state is AlertState.SENT else []
    return new, decided


def _decide(change: Change, place: Series, seen: Sequence[Observation], desk: Desk) -> list[Alert]:
    uow, now = desk.uow, desk.now
    by_id = {each.id: each for each in seen}
    observation = by_id.get(change.observation)
    article = uow.articles.get(observation.article) if observation else None
    if observation is None or article is None:
        return []
    decided: list[Alert] = []
    for watch in desk.watches:
        if not alerts.matches(watch, article, observation, place):
            continue
        history = _history(watch, place, uow)
        alert = alerts.decide(watch, change, observation, place, history=history, observations=seen, now=now)
        if alert is None:
            continue
        decided += uow.alerts.add([alert])
    for alert in decided:
        watch = next(watch for watch in desk.watches if watch.name == alert.watch)
        if alert.state is AlertState.SENT:
            tell(alert, watch, place, seen, desk)
        elif alert.state is AlertState.HELD and alert.held_until:
            uow.jobs.owe([ReviewAlert(alert=alert.id)], now, due=alert.held_until)
    return decided


def _history(watch: Watch, place: Series, uow: UnitOfWork) -> list[tuple[Alert, Observation]]:
    """Earlier alerts of this watch on this series, each with what it told."""
    pairs = []
    for alert in uow.alerts.of_series(place.id):
        told = uow.series.observation(alert.observation) if alert.watch == watch.name else None
        if told is not None and told.judgement is not Judgement.REJECTED:
            pairs.append((alert, told))
    return pairs


def review(alert: Alert, watch: Watch, place: Series, seen: Sequence[Observation], desk: Desk) -> AlertState:
    """Look again at an alert that was kept back: let it go, give it up, or keep it."""
    uow, now = desk.uow, desk.now
    change = uow.series.change(alert.change)
    observation = uow.series.observation(alert.observation)
    if change is None or observation is None or observation.withdrawn_by:
        uow.alerts.set_state(alert.id, AlertState.WITHHELD, "what it told of is no longer said by its article", now)
        return AlertState.WITHHELD
    verdict = alerts.review_held(alert, change, observation, place, seen, watch, now=now)
    if verdict is None:
        return AlertState.HELD
    uow.alerts.set_state(alert.id, verdict.state, verdict.because, now)
    if verdict.state is AlertState.SENT:
        tell(verdict, watch, place, seen, desk)
    return verdict.state


def silent(job: CheckSilence, watch: Watch, desk: Desk) -> Alert | None:
    """The alert for a series in which nobody has said anything since; None where somebody has, or it was told."""
    uow = desk.uow
    last = uow.series.observation(job.observation)
    place = uow.series.get(last.series) if last else None
    seen = standing(place.id, uow) if place else []
    found = alerts.silence(watch, place, seen, now=desk.now) if place else None
    if place is None or found is None:
        return None
    change, alert = found
    if not uow.alerts.add([alert]):
        return None
    keep = {each.change for each in uow.alerts.of_series(place.id)}
    uow.series.settle_changes(place.id, [*series.detect(place, seen), change], desk.now, keep)
    tell(alert, watch, place, seen, desk)
    return alert


def tell(alert: Alert, watch: Watch, place: Series, seen: Sequence[Observation], desk: Desk) -> None:
    """Owe the alert's message to each receiver it is routed to."""
    uow = desk.uow
    change = uow.series.change(alert.change)
    observation = uow.series.observation(alert.observation)
    article = uow.articles.get(observation.article) if observation else None
    if change is None or observation is None or article is None:
        return
    before = uow.series.observation(change.against) if change.against else None
    articles, sources = carried_by(observation, seen, uow)
    message = alerts.message(
        alert,
        change,
        observation,
        place,
        watch,
        before=before,
        observations=seen,
        article=article,
        articles=articles,
        origins=sources,
        now=desk.now,
    )
    receivers = alerts.route(alert, watch, desk.receivers)
    uow.outbox.add(alerts.notifications(alert, message, receivers), desk.now)


def recounted(notification: Notification, uow: UnitOfWork) -> Notification:
    """The notification with the articles and sources that carry its figure by now: reprints come in by the minute."""
    alert = uow.alerts.get(notification.alert)
    observation = uow.series.observation(alert.observation) if alert else None
    if alert is None or observation is None:
        return notification
    articles, sources = carried_by(observation, standing(alert.series, uow), uow)
    message = notification.message.model_copy(update={"articles": articles, "origins": sources})
    return notification.model_copy(update={"message": message})


def carried_by(observation: Observation, seen: Sequence[Observation], uow: UnitOfWork) -> tuple[int, int]:
    """How many articles say what an observation says, their stories' copies with the same words included, and how many
    independent origins these have. Versions of one page are one article, and the last of them is what it says."""
    saying = [each for each in seen if each.figure.agrees(observation.figure)]
    pages = {observation.url or observation.article}
    for story in {each.story for each in saying}:
        words = {each.figure.quote for each in saying if each.story == story}
        read_in = {each.article for each in saying}
        carried = sorted(uow.articles.of_story(story), key=lambda article: article.seen_at)
        for page, copy in {each.url or each.id: each for each in carried}.items():
            if copy.id in read_in or any(quote in copy.text for quote in words):
                pages.add(page)
    return len(pages), len({each.origin for each in saying})
