"""Rows of a record table, read and written by the hundred, without SQLAlchemy's work on each."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Boolean, Column, Connection
from sqlalchemy.dialects import sqlite

from helhedsplan_desktop.records.base import CodeList, IdList
from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import table_of

Row = dict[str, Any]

_DIALECT: Final = sqlite.dialect()


def rows_of(connection: Connection, noun: str, rids: Sequence[bytes]) -> dict[bytes, Row]:
    """Return id to row of those of `rids` that are alive, every column by its name."""
    statement, row_of = _reading(noun)
    rows = map(row_of, raw.within(connection, statement, rids))
    return {row["id"]: row for row in rows}


@cache
def _reading(noun: str) -> tuple[str, Callable[[tuple[Any, ...]], Row]]:
    """Return the statement that reads rows, and what makes a row of what it gives."""
    table = table_of(noun)
    names = [column.name for column in table.columns]
    readers = {
        column.name: reader for column in table.columns if (reader := _reader(column)) is not None
    }

    def row_of(values: tuple[Any, ...]) -> Row:
        row = dict(zip(names, values, strict=True))
        for name, reader in readers.items():
            row[name] = reader(row[name])
        return row

    return f"SELECT {', '.join(names)} FROM {table.name} WHERE id IN", row_of  # noqa: S608  our own names


def _reader(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what turns a stored value into the column's own type; None where it is that."""
    kind = column.type
    if isinstance(kind, IdList | CodeList):
        return partial(kind.process_result_value, dialect=_DIALECT)
    if isinstance(kind, Boolean):
        return lambda stored: None if stored is None else bool(stored)
    return None


@cache
def insertion_of(noun: str) -> tuple[str, Callable[[Row], tuple[Any, ...]]]:
    """Return the statement that inserts rows of a noun, and what makes its values of a row."""
    table = table_of(noun)
    names = [column.name for column in table.columns]
    bindings = [(at, bind) for at, column in enumerate(table.columns) if (bind := _binding(column))]
    in_order = itemgetter(*names)

    def values(row: Row) -> tuple[Any, ...]:
        found = list(in_order(row))
        for at, bind in bindings:
            found[at] = bind(found[at])
        return tuple(found)

    return raw.insertion(table, names), values


def _binding(column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what turns a value of a list column into what is stored; None for plain columns."""
    kind = column.type
    if not isinstance(kind, IdList | CodeList):
        return None
    return partial(kind.process_bind_param, dialect=_DIALECT)
