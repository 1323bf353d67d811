"""Work owed to the workers, and what was given up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from monitor.flow import Outcome
from monitor.model.entry import Entry
from monitor.model.job import JOB_TYPES, Deliver, Job, Lease
from monitor.ports import DeadLetter, Leased
from monitor.store.rows import Leasing, Rows, in_batches
from monitor.store.tables import entries, jobs, micros, moment, notifications
from monitor.store.together import Statement, together


def owe(rows: Rows, owed: Sequence[Job], now: datetime, due: datetime | None = None) -> None:
    """Owe each job once; known ids are left as they are."""
    together(rows._connection, [owing(rows, job, due or now) for job in owed])


def owing(rows: Rows, job: Job, due: datetime) -> Statement:
    """What owes a job."""
    row = {"id": job.id, "step": job.step, "body": job.model_dump_json(), "due": micros(due)}
    return rows._inserting(jobs, {**row, "fence": 0, "attempts": 0})


class JobRows(Leasing):
    """`ports.Jobs`."""

    _table = jobs

    def owe(self, owed: Sequence[Job], now: datetime, *, due: datetime | None = None) -> None:
        """Owe each once; known ids are left as they are."""
        owe(self, owed, now, due)

    def unhinted(self, now: datetime, hinted_before: datetime, limit: int) -> list[Job]:
        """Owed, due, unleased jobs never hinted or last hinted before that moment; oldest first."""
        stale = or_(jobs.c.hinted_at.is_(None), jobs.c.hinted_at < micros(hinted_before))
        query = (
            select(jobs)
            .where(jobs.c.outcome.is_(None), jobs.c.due <= micros(now), jobs.c.until.is_(None), stale)
            .order_by(jobs.c.due, jobs.c.id)
            .limit(limit)
        )
        return [_job(row) for row in self._connection.execute(query)]

    def hinted(self, told: Sequence[Job], now: datetime) -> None:
        """Remember that the queue was told about these."""
        for ids in in_batches([job.id for job in told]):
            self._connection.execute(update(jobs).where(jobs.c.id.in_(ids)).values(hinted_at=micros(now)))

    def claim(self, job: str, now: datetime, until: datetime, owner: str) -> Leased[Job] | None:
        """Lease one job and count the attempt; None if it is done, dead, leased, not due, or unknown."""
        due = (jobs.c.id == job) & jobs.c.outcome.is_(None) & (jobs.c.due <= micros(now))
        claimed = self._claim(due, now, until, owner, 1, "due")
        return Leased(_job(claimed[0][0]), claimed[0][1]) if claimed else None

    def retry(self, lease: Lease, due: datetime, because: str) -> bool:
        """Owe it again at `due`; False if the lease was lost."""
        return self._release(lease, due=micros(due), because=because, hinted_at=None)

    def give_back(self, lease: Lease, now: datetime) -> bool:
        """Owe it again at once without counting the attempt."""
        return self._release(lease, due=micros(now), attempts=lease.attempt - 1, hinted_at=None)

    def finish(self, lease: Lease, outcome: Outcome, because: str, now: datetime) -> bool:
        """End it with its outcome; a deliver job that is given up takes its notification with it."""
        if not self._finish(lease, outcome, because, now):
            return False
        if outcome is Outcome.DEAD:
            self._bury(lease.row, because)
        return True

    def expire(self, now: datetime, limits: Mapping[str, int]) -> list[tuple[Job, Outcome]]:
        """Owe again what leases ran out on, or make dead letters of jobs past their step's attempts."""
        ran_out = select(jobs).where(jobs.c.outcome.is_(None), jobs.c.until <= micros(now))
        expired = []
        for row in self._connection.execute(ran_out.with_for_update(skip_locked=True)).all():
            dead = row.attempts >= limits.get(row.step, row.attempts + 1)
            because = f"its worker went away {row.attempts} times" if dead else "its worker went away"
            values: dict[str, Any] = {"owner": None, "until": None, "hinted_at": None, "because": because}
            if dead:
                values |= {"outcome": Outcome.DEAD.value, "finished_at": micros(now)}
            self._connection.execute(update(jobs).where(jobs.c.id == row.id).values(**values))
            if dead:
                self._bury(row.id, because)
            expired.append((_job(row), Outcome.DEAD if dead else Outcome.RETRY))
        return expired

    def _bury(self, id: str, because: str) -> None:
        row = self._connection.execute(select(jobs).where(jobs.c.id == id)).one()
        if row.step == Deliver.step:
            notification = json.loads(row.body)["notification"]
            self._connection.execute(
                update(notifications)
                .where(notifications.c.id == notification, notifications.c.state == "owed")
                .values(state="dead", because=because)
            )


def _job(row: Any) -> Job:
    return JOB_TYPES[row.step].model_validate_json(row.body)


class DeadRows(Rows):
    """`ports.DeadLetters`."""

    def all(self, limit: int = 200) -> list[DeadLetter]:
        """Newest first."""
        letters = [_letter_of_entry(row) for row in self._dead(entries, limit)]
        letters += [_letter_of_job(row) for row in self._dead(jobs, limit)]
        return sorted(letters, key=lambda letter: (letter.at, letter.id), reverse=True)[:limit]

    def get(self, id: str) -> DeadLetter | None:
        """One dead letter."""
        for table, letter in ((entries, _letter_of_entry), (jobs, _letter_of_job)):
            dead = select(table).where(table.c.id == id, table.c.outcome == Outcome.DEAD.value)
            row = self._connection.execute(dead).first()
            if row:
                return letter(row)
        return None

    def requeue(self, id: str, now: datetime) -> bool:
        """Owe it again from its first attempt; False if there is no such dead letter."""
        letter = self.get(id)
        if letter is None:
            return False
        again = {"outcome": None, "because": None, "finished_at": None, "attempts": 0, "due": micros(now)}
        table = entries if letter.step == "fetch" else jobs
        if table is jobs:
            again["hinted_at"] = None
        self._connection.execute(update(table).where(table.c.id == id).values(**again))
        if letter.step == Deliver.step:
            # one that was sent after all stays sent
            given_up = (notifications.c.id == letter.about) & (notifications.c.state == "dead")
            self._connection.execute(update(notifications).where(given_up).values(state="owed", because=""))
        return True

    def _dead(self, table: Any, limit: int) -> Sequence[Any]:
        query = select(table).where(table.c.outcome == Outcome.DEAD.value).order_by(table.c.finished_at.desc())
        return self._connection.execute(query.limit(limit)).all()


def _letter_of_entry(row: Any) -> DeadLetter:
    about = Entry.model_validate_json(row.body).url
    return DeadLetter(row.id, "fetch", row.because or "", row.attempts, moment(row.finished_at), about)


def _letter_of_job(row: Any) -> DeadLetter:
    body = json.loads(row.body)
    about = str(body.get("notification") or body.get("article") or body.get("alert"))
    return DeadLetter(row.id, row.step, row.because or "", row.attempts, moment(row.finished_at), about)
