"""Keeps the link tables in step with the record tables that they mirror."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert

from helhedsplan_desktop.records.base import declarations
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.store.tables import LINKS

Row = Mapping[str, Any]


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
        entries = _entries(noun, column, rows)
        if entries:
            connection.execute(insert(table), entries)


def drop(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Take the links of rows away; they must be as they were when they were added."""
    rows = list(rows)
    for column, table in LINKS[noun].items():
        entries = _entries(noun, column, rows)
        if entries:
            connection.execute(
                delete(table).where(*(key == bindparam(key.name) for key in table.primary_key)),
                entries,
            )


def _entries(noun: str, column: str, rows: Iterable[Row]) -> list[dict[str, Any]]:
    return [
        {"target": target, "place": _place(noun, column, row), "owner": row["seq"]}
        for row in rows
        for target in sorted(set(row[column]))
    ]


def _place(noun: str, column: str, row: Row) -> str:
    ordered_by = declarations(NOUNS[noun])[column].ordered_by
    assert ordered_by is not None
    return row[ordered_by] or ""
