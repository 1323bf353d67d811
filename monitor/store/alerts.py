"""Alerts decided on, and the outbox: what is owed to each receiver and what it has been told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from monitor.model.alert import Alert, AlertState, Notification
from monitor.model.job import Deliver
from monitor.ports import Owed
from monitor.store.jobs import owe
from monitor.store.rows import Rows
from monitor.store.tables import alerts, maybe_moment, micros, moment, notifications


class AlertRows(Rows):
    """`ports.Alerts`."""

    def add(self, decided: Sequence[Alert]) -> list[Alert]:
        """Store what is new; returns the new ones."""
        return [
            alert
            for alert in decided
            if self._insert_new(
                alerts,
                {
                    "id": alert.id,
                    "series": alert.series,
                    "state": alert.state.value,
                    "body": alert.model_dump_json(),
                    "decided_at": micros(alert.decided_at),
                },
            )
        ]

    def get(self, alert: str) -> Alert | None:
        """One alert."""
        body = self._connection.scalar(select(alerts.c.body).where(alerts.c.id == alert))
        return Alert.model_validate_json(body) if body else None

    def all(self, limit: int = 200) -> list[Alert]:
        """Newest first."""
        return self._found(select(alerts.c.body).order_by(alerts.c.decided_at.desc(), alerts.c.id).limit(limit))

    def of_series(self, series: str) -> list[Alert]:
        """Oldest first."""
        query = select(alerts.c.body).where(alerts.c.series == series)
        return self._found(query.order_by(alerts.c.decided_at, alerts.c.id))

    def held(self) -> list[Alert]:
        """Oldest first."""
        query = select(alerts.c.body).where(alerts.c.state == AlertState.HELD.value)
        return self._found(query.order_by(alerts.c.decided_at, alerts.c.id))

    def set_state(self, alert: str, state: AlertState, because: str, now: datetime) -> None:
        """Record what became of an alert, when, and why."""
        held = self.get(alert)
        if held is None:
            return
        changed = held.model_copy(update={"state": state, "because": because, "decided_at": now})
        self._connection.execute(
            update(alerts)
            .where(alerts.c.id == alert)
            .values(state=state.value, body=changed.model_dump_json(), decided_at=micros(now))
        )

    def follow(self, series: str, moved: Mapping[str, str]) -> None:
        """Have a series' alerts on observations (keys) be of the series (values) that these were moved to."""
        for alert in self.of_series(series):
            to = moved.get(alert.observation)
            if to is not None:
                body = alert.model_copy(update={"series": to}).model_dump_json()
                self._connection.execute(update(alerts).where(alerts.c.id == alert.id).values(series=to, body=body))

    def _found(self, query: Any) -> list[Alert]:
        return [Alert.model_validate_json(body) for body in self._connection.scalars(query)]


class OutboxRows(Rows):
    """`ports.Outbox`."""

    def add(self, new: Sequence[Notification], now: datetime) -> None:
        """Owe each once, and its deliver job with it."""
        for notification in new:
            fresh = self._insert_new(
                notifications,
                {
                    "id": notification.id,
                    "alert": notification.alert,
                    "receiver": notification.receiver,
                    "grouping": notification.group,
                    "body": notification.model_dump_json(),
                    "state": "owed",
                    "created_at": micros(now),
                    "because": "",
                },
            )
            if fresh:
                owe(self, [Deliver(notification=notification.id)], now)

    def get(self, notification: str) -> Owed | None:
        """One notification and how its delivery stands."""
        row = self._connection.execute(select(notifications).where(notifications.c.id == notification)).first()
        return _owed(row) if row else None

    def all(self, limit: int = 200) -> list[Owed]:
        """Newest first."""
        query = select(notifications).order_by(notifications.c.created_at.desc(), notifications.c.id).limit(limit)
        return [_owed(row) for row in self._connection.execute(query)]

    def of_alert(self, alert: str) -> list[Owed]:
        """By receiver."""
        query = select(notifications).where(notifications.c.alert == alert).order_by(notifications.c.receiver)
        return [_owed(row) for row in self._connection.execute(query)]

    def start(self, notification: str, now: datetime) -> None:
        """Record that an attempt begins, and count it."""
        self._set(notification, started_at=micros(now), attempts=notifications.c.attempts + 1)

    def failed(self, notification: str, because: str, now: datetime) -> None:
        """The attempt surely did not get through."""
        self._set(notification, started_at=None, because=because)

    def sent(self, notification: str, ref: str | None, now: datetime) -> None:
        """The receiver has it."""
        self._set(notification, state="sent", started_at=None, sent_at=micros(now), ref=ref, because="")

    def parked(self, notification: str, because: str, now: datetime) -> None:
        """It may have got through; somebody has to look."""
        self._set(notification, state="parked", because=because)

    def thread(self, receiver: str, group: str) -> str | None:
        """Reference of the first message this receiver got for this group."""
        query = select(notifications.c.ref).where(
            notifications.c.receiver == receiver,
            notifications.c.grouping == group,
            notifications.c.state == "sent",
            notifications.c.ref.is_not(None),
        )
        ref: str | None = self._connection.scalar(query.order_by(notifications.c.sent_at, notifications.c.id).limit(1))
        return ref

    def told(self, receiver: str, since: datetime) -> int:
        """Messages this receiver was sent since then."""
        query = select(func.count()).where(
            notifications.c.receiver == receiver, notifications.c.sent_at >= micros(since)
        )
        return int(self._connection.scalar(query) or 0)

    def _set(self, notification: str, **values: Any) -> None:
        self._connection.execute(update(notifications).where(notifications.c.id == notification).values(**values))


def _owed(row: Any) -> Owed:
    return Owed(
        notification=Notification.model_validate_json(row.body),
        state=row.state,
        attempts=row.attempts,
        created_at=moment(row.created_at),
        started_at=maybe_moment(row.started_at),
        sent_at=maybe_moment(row.sent_at),
        ref=row.ref,
        because=row.because,
    )
