"""Statements executed in order with little ado: a placement's, which others wait for.

Each is compiled once and handed to the driver. PostgreSQL is asked one by one, so that it keeps the plan of what is
asked again and again (with values written in, the look-up in the index took four times the server's work), and told
what only writes in one message, which leaves nothing to plan. SQLite is in this very process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Executable, Insert, Select
from sqlalchemy.exc import DBAPIError

#: A statement with its parameters; an INSERT with every column that may not be null.
Statement = tuple[Executable, Mapping[str, Any]]
Row = tuple[Any, ...]


def together(connection: Connection, said: Sequence[Statement]) -> list[list[Row]]:
    """Execute these in order; the rows of each, none for what only writes."""
    if connection.dialect.name == "sqlite":
        return [_one_by_one(connection, statement, params) for statement, params in said]
    if not connection.in_transaction():
        connection.begin()  # the driver begins one by itself, but commit() asks for SQLAlchemy's
    sent = [(_compiled(statement, connection.dialect, tuple(params)), params) for statement, params in said]
    raw: Any = connection.connection.driver_connection
    driver: Any = connection.dialect.loaded_dbapi
    try:
        if len(sent) > 1 and all(isinstance(statement, Insert) for statement, _ in said):
            cursor = driver.ClientCursor(raw)
            cursor.execute("; ".join(cursor.mogrify(each.text, each.given(params)) for each, params in sent))
            return [[] for _ in sent]
        return [each.rows(raw.execute(each.text, each.given(params))) for each, params in sent]
    except driver.Error as error:
        if connection.dialect.is_disconnect(error, raw, None):
            connection.invalidate(error)
        raise DBAPIError.instance(None, None, error, driver.Error, dialect=connection.dialect) from error


def _one_by_one(connection: Connection, statement: Executable, params: Mapping[str, Any]) -> list[Row]:
    result = connection.execute(statement, params)
    return [tuple(row) for row in result] if result.returns_rows else []


@cache
def _compiled(statement: Executable, dialect: Dialect, names: tuple[str, ...]) -> _Compiled:
    return _Compiled(statement, dialect, names)


class _Compiled:
    """A statement as one database is told it, and what its types do to values on the way in and out."""

    def __init__(self, statement: Any, dialect: Dialect, names: tuple[str, ...]) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=names if isinstance(statement, Insert) else None)
        binds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        reads = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self.text = str(compiled)
        self._params = compiled.construct_params
        self._binds = {name: bind for name, bind in binds.items() if bind}
        self._reads = [(at, read) for at, read in enumerate(reads) if read]

    def given(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """The parameters as the driver takes them."""
        given = dict(self._params(params))
        for name, bind in self._binds.items():
            given[name] = bind(given[name])
        return given

    def rows(self, cursor: Any) -> list[Row]:
        """What the driver answered, as the statement's types read it."""
        if cursor.description is None:
            return []
        rows = [list(row) for row in cursor.fetchall()]
        for at, read in self._reads:
            for row in rows:
                row[at] = read(row[at])
        return [tuple(row) for row in rows]
