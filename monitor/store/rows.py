"""What the tables of every noun share: a connection, inserting once, and leases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from monitor.flow import Outcome
from monitor.model.job import Lease
from monitor.store.tables import micros
from monitor.store.together import Statement, together

#: Keys of PostgreSQL's advisory locks; any numbers, the same for every process.
LOCK_SCHEMA, LOCK_STORIES, LOCK_SERIES = 7_301, 7_302, 7_303


class Rows:
    """One noun's part of a unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _insert_new(self, table: Table, values: Mapping[str, Any]) -> bool:
        """Insert a row unless its key is there; whether it was new."""
        # without the option an INSERT's count is gone on psycopg, and everything new would count as known
        options = {"preserve_rowcount": True}
        statement = _insert_new(table, self._on_sqlite)
        return self._connection.execute(statement, values, execution_options=options).rowcount == 1

    def _inserting(self, table: Table, values: Mapping[str, Any]) -> Statement:
        """What inserts a row unless its key is there."""
        return _insert_new(table, self._on_sqlite), values

    def _upsert(self, table: Table, values: Mapping[str, Any], changed: Mapping[str, Any]) -> None:
        """Insert a row, or change these columns of the one that is there."""
        statement = _insert(table, self._on_sqlite).values(**values)
        keys = [column.name for column in table.primary_key]
        self._connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=dict(changed)))

    @property
    def _on_sqlite(self) -> bool:
        return self._connection.dialect.name == "sqlite"

    def _lock(self, key: int) -> None:
        """Hold one named lock until the transaction ends."""
        together(self._connection, self._locking(key))

    def _locking(self, key: int) -> list[Statement]:
        """What takes a named lock; nothing on SQLite, where the write transaction itself is that lock."""
        return [] if self._on_sqlite else [(_LOCK, {"key": key})]


_LOCK = text("SELECT pg_advisory_xact_lock(:key)")


def _insert(table: Table, on_sqlite: bool) -> Any:
    return insert_sqlite(table) if on_sqlite else insert_postgresql(table)


@cache
def _insert_new(table: Table, on_sqlite: bool) -> Any:
    return _insert(table, on_sqlite).on_conflict_do_nothing()


class Leasing(Rows):
    """Rows that are claimed, worked on, and given back or ended."""

    _table: Table

    def _claim(
        self, due: ColumnElement[bool], now: datetime, until: datetime, owner: str, limit: int, by: str
    ) -> list[tuple[Any, Lease]]:
        """Lease rows that are `due` and not held by anybody, least `by` first; each claim counts an attempt."""
        table = self._table
        free = or_(table.c.until.is_(None), table.c.until <= micros(now))
        query = select(table).where(due, free).order_by(table.c[by], table.c.id).limit(limit)
        claimed = []
        for row in self._connection.execute(query.with_for_update(skip_locked=True)).all():
            lease = Lease(row=row.id, owner=owner, fence=row.fence + 1, attempt=row.attempts + 1)
            self._connection.execute(
                update(table)
                .where(table.c.id == row.id)
                .values(owner=owner, until=micros(until), fence=lease.fence, attempts=lease.attempt)
            )
            claimed.append((row, lease))
        return claimed

    def _release(self, lease: Lease, **values: Any) -> bool:
        """End a lease and change the row; False, with nothing changed, if it was lost."""
        return self._held(lease, owner=None, until=None, **values)

    def _held(self, lease: Lease, **values: Any) -> bool:
        table = self._table
        mine = and_(table.c.id == lease.row, table.c.fence == lease.fence, table.c.owner == lease.owner)
        return self._connection.execute(update(table).where(mine).values(**values)).rowcount == 1

    def _finish(self, lease: Lease, outcome: Outcome, because: str, now: datetime) -> bool:
        return self._release(lease, outcome=outcome.value, because=because, finished_at=micros(now))


def in_batches(ids: Sequence[Any], size: int = 500) -> list[Sequence[Any]]:
    """Cut a list for IN (...): SQLite allows 32,766 parameters, PostgreSQL 65,535."""
    return [ids[at : at + size] for at in range(0, len(ids), size)]
