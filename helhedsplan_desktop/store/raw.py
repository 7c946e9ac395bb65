"""Statements for thousands of rows, given to the driver as they are.

SQLAlchemy's work on each row's parameters costs more than the insert itself where thousands of
plain bytes and numbers are written; these statements hold our own table names and bound values.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, Table

CHUNK: Final = 500
"""Ids in one IN list."""


def insertion(table: Table, columns: Sequence[str]) -> str:
    """Return the statement that inserts these columns."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  our own names


def many(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement once for each row of values."""
    if rows:
        connection.exec_driver_sql(statement, list(rows))


def within(
    connection: Connection, statement: str, ids: Sequence[bytes], *before: Any
) -> Iterator[Row[*tuple[Any, ...]]]:
    """Give the rows of a query over many ids, some hundred at a time.

    Args:
        statement: ends in `IN`; the list of ids is put behind it.
        ids: bound behind the other values.
        before: values of the marks in the statement.
    """
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        marks = f"{statement} ({', '.join('?' * len(chunk))})"
        yield from connection.exec_driver_sql(marks, (*before, *chunk))


def run_within(connection: Connection, statement: str, ids: Sequence[bytes], *before: Any) -> None:
    """Run a change over many ids, as `within`."""
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        marks = f"{statement} ({', '.join('?' * len(chunk))})"
        connection.exec_driver_sql(marks, (*before, *chunk))
