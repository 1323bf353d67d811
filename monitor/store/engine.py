"""Opening the store: SQLite in a file or PostgreSQL by URL, its schema brought up to date; and the unit of work."""

from __future__ import annotations

import os
import select
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InvalidatePoolError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import ConnectionPoolEntry

from monitor import ports
from monitor.errors import BadConfiguration, Transient, Unavailable
from monitor.store.alerts import AlertRows, OutboxRows
from monitor.store.feeds import EntryRows, FeedRows, RevisitRows
from monitor.store.jobs import DeadRows, JobRows
from monitor.store.ops import OpsRows
from monitor.store.prune import prune
from monitor.store.schema import bring_up_to_date
from monitor.store.series import SeriesRows
from monitor.store.stories import ArticleRows, StoryRows

if TYPE_CHECKING:
    import psycopg

#: SQLite's lock is not fair: with four busy writers one of them waited 2.5 s.
BUSY_SECONDS = 30
CONNECT_SECONDS = 5
#: A connection that was not used for so long may have been dropped by something between us and the server.
SILENCE_SECONDS = 30


def open_store(url: str) -> SqlStore:
    """The store at an SQLAlchemy URL (`sqlite:///…` or `postgresql://…`), its schema up to date.

    Raises BadConfiguration for a URL that names neither, Unavailable when it cannot be reached, opened or written to,
    or when its schema is newer than this version knows. No message shows a password.
    """
    engine = _engine(url)
    try:
        _refuse_read_only(engine)
        bring_up_to_date(engine)
    except DBAPIError as error:
        engine.dispose()
        raise Unavailable(f"the store at {engine.url.render_as_string()} cannot be used: {_reason(error)}") from None
    except Unavailable:
        engine.dispose()
        raise
    return SqlStore(engine)


def _refuse_read_only(engine: Engine) -> None:
    """An up-to-date file is only read when it is opened; that it cannot be written to must not come out later."""
    file = engine.url.database
    if engine.dialect.name == "sqlite" and file and Path(file).exists() and not os.access(file, os.W_OK):
        raise Unavailable(f"the store {file} cannot be written to; check its owner and that the disk is not read-only")


class SqlUnitOfWork:
    """`ports.UnitOfWork`: one transaction on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.feeds: ports.Feeds = FeedRows(connection)
        self.entries: ports.Entries = EntryRows(connection)
        self.revisits: ports.Revisits = RevisitRows(connection)
        self.articles: ports.Articles = ArticleRows(connection)
        self.stories: ports.Stories = StoryRows(connection)
        self.jobs: ports.Jobs = JobRows(connection)
        self.dead: ports.DeadLetters = DeadRows(connection)
        self.series: ports.SeriesStore = SeriesRows(connection)
        self.alerts: ports.Alerts = AlertRows(connection)
        self.outbox: ports.Outbox = OutboxRows(connection)
        self.ops: ports.Ops = OpsRows(connection)

    def commit(self) -> None:
        """Make it so. The unit is over then."""
        self._connection.commit()


class SqlStore:
    """`ports.Store`. May be used from several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def begin(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that may write.

        Raises Transient when the database is busy for too long, full or away, Unavailable when it is damaged.
        """
        with self._transaction(write=True) as unit:
            yield unit

    @contextmanager
    def read(self) -> Iterator[SqlUnitOfWork]:
        """A transaction that only reads: one state of the store, however others write meanwhile."""
        with self._transaction(write=False) as unit:
            yield unit

    def prune(self, now: datetime) -> dict[str, int]:
        """Delete what is past keeping, in short transactions; rows deleted by table."""
        deleted: dict[str, int] = {}
        while True:
            with self.begin() as unit:
                batch = prune(unit._connection, now)
                unit.commit()
            if not batch:
                return deleted
            for table, count in batch.items():
                deleted[table] = deleted.get(table, 0) + count

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, write: bool) -> Iterator[SqlUnitOfWork]:
        try:
            with self._engine.connect() as connection:
                yield SqlUnitOfWork(connection.execution_options(**self._options(write)))
        except (OperationalError, InterfaceError, NoConnectionFree) as error:
            raise Transient(f"the store cannot be used right now: {_reason(error)}") from error
        except DatabaseError as error:
            if type(error) is not DatabaseError:  # a constraint, a statement: our fault, not the database's
                raise
            raise Unavailable(f"the store is damaged; restore a backup: {_reason(error)}") from error

    def _options(self, write: bool) -> dict[str, Any]:
        if write or self._engine.dialect.name == "sqlite":
            return {"writes": write}
        # by default each statement of a PostgreSQL transaction sees a state of its own
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        kind = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError):
        raise BadConfiguration("database.url is no sqlite:// or postgresql:// address") from None
    if kind == "sqlite":
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if kind == "postgresql":
        options = {"connect_timeout": CONNECT_SECONDS, "application_name": "figurewatch"}
        engine = create_engine(parsed, connect_args=options)
        event.listen(engine, "checkin", _remember_return)
        event.listen(engine, "checkout", _refuse_dead)
        return engine
    raise BadConfiguration(f"database.url names {kind}; SQLite and PostgreSQL are known")


def _remember_return(connection: psycopg.Connection | None, record: ConnectionPoolEntry) -> None:
    record.info["returned"] = time.monotonic()


def _refuse_dead(connection: psycopg.Connection, record: ConnectionPoolEntry, proxy: object) -> None:
    """Have a connection that is gone replaced before it is used.

    A server that ended it has said so: there is something to be read. Only after a silence is it asked, which costs a
    round trip; the placing of a copy has seven.
    """
    from psycopg import Error  # where SQLite is used it is never loaded

    said = select.select([connection.fileno()], [], [], 0)[0]
    if not said and time.monotonic() - record.info.get("returned", time.monotonic()) < SILENCE_SECONDS:
        return
    try:
        connection.execute("")
        connection.rollback()
    except Error as error:
        raise InvalidatePoolError("the server has ended the connection") from error


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would be a deferred one
    cursor = connection.cursor()
    _set_wal(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _set_wal(cursor: sqlite3.Cursor) -> None:
    # processes that make a new file at once meet here, and this statement does not wait for its lock by itself
    last = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    # a deferred transaction that has read cannot write once somebody else has: SQLite refuses at once
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _reason(error: Any) -> str:
    """The driver's words on one line; they name host and port, never a password."""
    return " ".join(str(getattr(error, "orig", None) or error).split())
