"""Keeps the link tables in step with the record tables that they mirror."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection

from helhedsplan_desktop.records.base import declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import LINKS

Row = Mapping[str, Any]

_COLUMNS: Final = ("target", "place", "owner")


def differ(noun: str, before: Row, after: Row) -> bool:
    """Return whether a record's links, or their place in the targets' lists, changed."""
    return any(
        set(before[column]) != set(after[column]) or _place(noun, column, before) != place
        for column in LINKS[noun]
        for place in (_place(noun, column, after),)
    )


def add(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Mirror the links of new rows."""
    rows = list(rows)
    for column, table in LINKS[noun].items():
        raw.insert(connection, raw.insertion(table, _COLUMNS), _entries(noun, column, rows))


def drop(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Take the links of rows away; they must be as they were when they were added."""
    rows = list(rows)
    for column, table in LINKS[noun].items():
        where = " AND ".join(f"{name} = ?" for name in _COLUMNS)
        statement = f"DELETE FROM {table.name} WHERE {where}"  # noqa: S608  our own names
        raw.many(connection, statement, _entries(noun, column, rows))


def _entries(noun: str, column: str, rows: Iterable[Row]) -> list[tuple[bytes, str, int]]:
    """Return the values of `_COLUMNS` for each link of the rows."""
    ordered_by = _ordered_by(noun, column)
    return [
        (target, row[ordered_by] or "", row["seq"])
        for row in rows
        for target in sorted(set(row[column]))
    ]


def _place(noun: str, column: str, row: Row) -> str:
    return row[_ordered_by(noun, column)] or ""


@cache
def _ordered_by(noun: str, column: str) -> str:
    found = declarations(NOUNS[noun])[column].ordered_by
    assert found is not None
    return found
