"""Statements given to the driver as they are: for thousands of rows, and for what sync always asks.

SQLAlchemy's work on each row's parameters costs more than the insert itself where thousands of
plain bytes and numbers are written, and ten times the query where one indexed row is read. These
statements hold our own table names and bound values.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, Table

from helhedsplan_desktop.store.cipher import driver_of, told

CHUNK: Final = 500
"""Ids in one IN list, rows in one insertion."""

_WORTH_A_STATEMENT: Final = 16
"""Fewer rows than this are inserted one by one: a statement for each number of rows is not made."""


def insertion(table: Table, columns: Sequence[str]) -> str:
    """Return the statement that inserts these columns."""
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  our own names


def rows(
    connection: Connection, statement: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Return all rows of a query, in the snapshot of the connection."""
    if not connection.in_transaction():
        connection.begin()
    with told():
        found: list[tuple[Any, ...]] = driver_of(connection).execute(statement, values).fetchall()
        return found


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> None:
    """Run a change of the bookkeeping of sync; record tables are written by `many` only."""
    if not connection.in_transaction():
        connection.begin()
    with told():
        driver_of(connection).execute(statement, values)


def many(connection: Connection, statement: str, values: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement once for each row of values."""
    if values:
        connection.exec_driver_sql(statement, list(values))


def insert(connection: Connection, insertion: str, values: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, some hundred in one step of the database.

    Another thread may run Python during a step. If each row were a step of its own, it would be
    waited for after every row.

    Args:
        insertion: for one row; ends in its marks.
        values: of each row.
    """
    if len(values) < _WORTH_A_STATEMENT:
        many(connection, insertion, values)
        return
    for at in range(0, len(values), CHUNK):
        chunk = values[at : at + CHUNK]
        together = tuple(chain.from_iterable(chunk))
        connection.exec_driver_sql(_of_rows(insertion, len(chunk)), together)


@lru_cache(64)
def _of_rows(insertion: str, count: int) -> str:
    """Return the insertion of so many rows at once."""
    return insertion + f", {insertion[insertion.rindex('(') :]}" * (count - 1)


def within(
    connection: Connection, statement: str, ids: Sequence[bytes | int], *before: Any
) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a query over many ids, some hundred at a time.

    Args:
        statement: ends in `IN`; the list of ids is put behind it.
        ids: bound behind the other values.
        before: values of the marks in the statement.
    """
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        marks = f"{statement} ({', '.join('?' * len(chunk))})"
        yield from rows(connection, marks, (*before, *chunk))


def run_within(connection: Connection, statement: str, ids: Sequence[bytes], *before: Any) -> None:
    """Run a change over many ids, as `within`."""
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        marks = f"{statement} ({', '.join('?' * len(chunk))})"
        run(connection, marks, (*before, *chunk))
