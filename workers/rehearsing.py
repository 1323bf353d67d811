"""What a watch would have told: stored observations go through it again, by the daemon's own code, on a scratch store.

What was seen before is there at the start, as one look back; what was seen since comes in as it came in then, article
by article, and jobs that fell due in between (holds that ended, series that fell silent) run at their time. The store
that is read is not written to; the scratch store is left with everything, for whoever wants to look.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from monitor.model.alert import Alert, AlertState, Message, Watch
from monitor.model.change import Observation
from monitor.model.job import CheckSilence, Job, ReviewAlert
from monitor.ports import Store, UnitOfWork
from workers.reading import Desk, follow, owe_silence, review, silent, standing

#: Stands for every receiver: a rehearsal sends nothing.
NOBODY = "rehearsal"
ALL = 1_000_000
BATCH = 100


@dataclass(frozen=True)
class Rehearsed:
    """An alert that would have been decided on, what it is about, and its message if it would have been sent."""

    alert: Alert
    about: str
    message: Message | None


def rehearse(watch: Watch, since: datetime, store: UnitOfWork, scratch: Store, now: datetime) -> list[Rehearsed]:
    """What the watch would have decided on since then, in order. `scratch` must be empty."""
    with scratch.begin() as uow:
        stage = _Stage(watch.model_copy(update={"to": ()}), store, uow)
        before, after = stage.take_in(since)
        for _, seen in before:
            stage.let_in(seen)
        for id in sorted({each.series for _, seen in before for each in seen}):
            follow(id, stage.desk(since))
        known = {alert.id for alert in uow.alerts.all(ALL)}
        for moment, seen in after:
            stage.run_due(moment)
            stage.let_in(seen)
            for id in sorted({each.series for each in seen}):
                follow(id, stage.desk(moment))
            article = uow.articles.get(seen[0].article)
            if article is not None:
                owe_silence(article, seen, stage.desk(moment))
        stage.run_due(now)
        decided = [alert for alert in reversed(uow.alerts.all(ALL)) if alert.id not in known]
        messages = {owed.notification.alert: owed.notification.message for owed in uow.outbox.all(ALL)}
        found = [Rehearsed(alert, stage.about(alert), messages.get(alert.id)) for alert in decided]
        uow.commit()
    return found


Arrival = tuple[datetime, Sequence[Observation]]


@dataclass
class _Stage:
    """The scratch store, and the store that it is played from."""

    watch: Watch
    store: UnitOfWork
    uow: UnitOfWork

    def desk(self, now: datetime) -> Desk:
        return Desk(self.uow, now, (self.watch,), (NOBODY,))

    def take_in(self, since: datetime) -> tuple[list[Arrival], list[Arrival]]:
        """Put series and articles on the stage; the observations of each article, before and since, as they came in."""
        by_article: dict[str, list[Observation]] = defaultdict(list)
        for each in self.store.series.observed_since(since):
            self.uow.series.save(each)
            for observation in self.store.series.observations(each.id):
                by_article[observation.article].append(observation)
        arrivals = sorted(((seen[0].seen_at, seen) for seen in by_article.values()), key=lambda each: _order(each[1]))
        for _, seen in arrivals:
            article = self.store.articles.get(seen[0].article)
            placement = self.store.articles.placement(seen[0].article)
            if article is not None and placement is not None:
                self.uow.articles.add(article, placement)
        return [each for each in arrivals if each[0] < since], [each for each in arrivals if each[0] >= since]

    def let_in(self, seen: Sequence[Observation]) -> None:
        self.uow.series.replace_observations(seen[0].article, seen)

    def about(self, alert: Alert) -> str:
        """The series and the words the alert is about."""
        place, told = self.uow.series.get(alert.series), self.uow.series.observation(alert.observation)
        return f"{place.label if place else alert.series}: {told.figure.quote if told else ''}"

    def run_due(self, now: datetime) -> None:
        """Run what falls due until then, each at its time."""
        while due := self.uow.jobs.unhinted(now, now, BATCH):
            self.uow.jobs.hinted(due, now)
            for job in due:
                self._run(job)

    def _run(self, job: Job) -> None:
        if isinstance(job, CheckSilence):
            last, wait = self.uow.series.observation(job.observation), self.watch.alert.silent_for
            if last is not None and wait is not None:
                silent(job, self.watch, self.desk(last.published_at + wait))
        elif isinstance(job, ReviewAlert):
            alert = self.uow.alerts.get(job.alert)
            place = self.uow.series.get(alert.series) if alert else None
            if alert and place and alert.held_until and alert.state is AlertState.HELD:
                seen = standing(place.id, self.uow)
                review(alert, self.watch, place, seen, self.desk(alert.held_until))


def _order(seen: Sequence[Observation]) -> tuple[str, str, str]:
    return seen[0].seen_at.isoformat(), seen[0].published_at.isoformat(), seen[0].article
