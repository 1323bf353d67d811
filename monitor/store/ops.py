"""What the status page counts: heartbeats, outcomes, depths, totals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, func, select

from monitor.flow import QUEUES, STEPS, Outcome
from monitor.ports import Heartbeat
from monitor.store.rows import Rows
from monitor.store.tables import (
    alerts,
    articles,
    changes,
    entries,
    feeds,
    heartbeats,
    jobs,
    micros,
    moment,
    notifications,
    observations,
    outcomes,
    series,
    stories,
)

_COUNTED = (feeds, entries, articles, stories, series, observations, changes, alerts)


class OpsRows(Rows):
    """`ports.Ops`."""

    def beat(self, process: str, kind: str, now: datetime, facts: Mapping[str, str]) -> None:
        """A process says that it is alive."""
        changed = {"at": micros(now), "facts": json.dumps(dict(facts))}
        row = {"process": process, "kind": kind, "started_at": micros(now), **changed}
        self._upsert(heartbeats, row, changed)

    def forget(self, process: str) -> None:
        """A process that ended cleanly is no longer expected to beat."""
        self._connection.execute(delete(heartbeats).where(heartbeats.c.process == process))

    def heartbeats(self) -> list[Heartbeat]:
        """By kind, then name."""
        rows = self._connection.execute(select(heartbeats).order_by(heartbeats.c.kind, heartbeats.c.process))
        return [
            Heartbeat(row.process, row.kind, moment(row.at), moment(row.started_at), json.loads(row.facts))
            for row in rows
        ]

    def count(self, step: str, outcome: Outcome) -> None:
        """One more unit of work of this step ended so."""
        row = {"step": step, "outcome": outcome.value, "count": 1}
        self._upsert(outcomes, row, {"count": outcomes.c.count + 1})

    def outcomes(self) -> dict[tuple[str, str], int]:
        """(step, outcome) → count since the store was made."""
        rows = self._connection.execute(select(outcomes.c.step, outcomes.c.outcome, outcomes.c.count))
        return {(step, outcome): count for step, outcome, count in rows}

    def depths(self, now: datetime) -> dict[str, tuple[int, datetime | None]]:
        """Work waiting, by "entries" and queue → (owed and not done, since when the oldest that is due waits).

        An alert that is held until later is not waiting.
        """
        due = func.min(entries.c.due)
        count, oldest = self._connection.execute(select(func.count(), due).where(entries.c.outcome.is_(None))).one()
        depths = {"entries": (count, _since(oldest, now))}
        for queue in QUEUES:
            depths[queue] = (0, None)
        queue_of = {step.name: step.queue for step in STEPS if step.queue}
        rows = self._connection.execute(
            select(jobs.c.step, func.count(), func.min(jobs.c.due))
            .where(jobs.c.outcome.is_(None), (jobs.c.step != "review") | (jobs.c.due <= micros(now)))
            .group_by(jobs.c.step)
        )
        for step, count, oldest in rows:
            queue = queue_of[step]
            before, since = depths[queue]
            waits = [each for each in (since, _since(oldest, now)) if each is not None]
            depths[queue] = (before + count, min(waits) if waits else None)
        return depths

    def totals(self) -> dict[str, int]:
        """Rows held, by table; dead letters; notifications by state."""
        totals = {
            table.name: int(self._connection.scalar(select(func.count()).select_from(table)) or 0) for table in _COUNTED
        }
        dead = Outcome.DEAD.value
        totals["dead_letters"] = sum(
            int(self._connection.scalar(select(func.count()).where(table.c.outcome == dead)) or 0)
            for table in (entries, jobs)
        )
        states = select(notifications.c.state, func.count()).group_by(notifications.c.state)
        for state, count in self._connection.execute(states):
            totals[f"notifications_{state}"] = count
        return totals


def _since(due: int | None, now: datetime) -> datetime | None:
    """When the wait began; None for nothing, or nothing that is due yet."""
    return moment(due) if due is not None and due <= micros(now) else None
