"""Many values as one parameter of a statement: an array on PostgreSQL, a JSON list on SQLite.

The statement then has one text however many values it is asked about, so that it is built, compiled and prepared once.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Self

from sqlalchemy import Boolean, ColumnElement, Dialect, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import TableValuedAlias
from sqlalchemy.types import TypeEngine


def among(asked: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Whether a column is one of the values (numbers or words) of the parameter `name`."""
    return _Among(asked, _many(name, asked.type))


def rows_of(name: str, each: TypeEngine[Any]) -> TableValuedAlias:
    """The values of the parameter `name` as rows of one column, `value`."""
    # a function's only column is called as its alias on PostgreSQL; on SQLite json_each calls it so itself
    return _Each(_many(name, each)).table_valued("value", name="value")


def _many(name: str, each: TypeEngine[Any]) -> _Array:
    return _Array(bindparam(name, type_=_Many(each)))


class _Many(TypeDecorator[Sequence[Any]]):
    """Written as the literal that the database parses: psycopg takes twice as long to make an array of a list."""

    impl = Text
    cache_ok = True

    def __init__(self, each: TypeEngine[Any]) -> None:
        super().__init__()
        self.each = each

    def process_bind_param(self, value: Sequence[Any] | None, dialect: Dialect) -> str:
        """As SQLAlchemy asks, on the way in."""
        many = value or ()
        return json.dumps(list(many)) if dialect.name == "sqlite" else f"{{{','.join(map(_element, many))}}}"


def _element(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Array(FunctionElement[Any]):
    inherit_cache = True


class _Among(FunctionElement[bool]):
    inherit_cache = True
    type = Boolean()

    def self_group(self, against: Any = None) -> Self:
        """Itself: SQLAlchemy would ask SQLite whether it `= 1`, and SQLite would then not look into its index."""
        return self


class _Each(FunctionElement[Any]):
    inherit_cache = True


@compiles(_Array)
def _array(element: _Array, compiler: SQLCompiler, **kw: Any) -> str:
    (literal,) = element.clauses
    assert isinstance(literal.type, _Many)
    each = compiler.dialect.type_compiler_instance.process(literal.type.each)
    return f"CAST({compiler.process(literal, **kw)} AS {each}[])"


@compiles(_Array, "sqlite")
def _array_sqlite(element: _Array, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(_Among)
def _among(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    asked, values = (compiler.process(each, **kw) for each in element.clauses)
    return f"({asked} = ANY({values}))"


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    asked, values = (compiler.process(each, **kw) for each in element.clauses)
    return f"({asked} IN (SELECT value FROM json_each({values})))"  # noqa: S608 - both are compiled SQL


@compiles(_Each)
def _each(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"unnest({compiler.process(element.clauses, **kw)})"


@compiles(_Each, "sqlite")
def _each_sqlite(element: _Each, compiler: SQLCompiler, **kw: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **kw)})"
