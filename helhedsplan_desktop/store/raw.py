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

CHUNK: Final = 512
"""The most ids in one IN list, and rows in one insertion."""

_AT_ONCE: Final = (CHUNK, 128, 32)
"""Numbers of rows that are inserted in one step; what is left over goes in one by one.

A statement is made once for each of these, and kept by the driver: to make one of 500 rows takes
as long as to run it.
"""


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
    at = 0
    for count in _AT_ONCE:
        while len(values) - at >= count:
            together = tuple(chain.from_iterable(values[at : at + count]))
            connection.exec_driver_sql(_of_rows(insertion, count), together)
            at += count
    many(connection, insertion, values[at:])


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
    for chunk in _lists(ids):
        yield from rows(connection, _with_list(statement, len(chunk)), (*before, *chunk))


def run_within(connection: Connection, statement: str, ids: Sequence[bytes], *before: Any) -> None:
    """Run a change over many ids, as `within`."""
    for chunk in _lists(ids):
        run(connection, _with_list(statement, len(chunk)), (*before, *chunk))


def _lists(ids: Sequence[bytes | int]) -> Iterator[list[bytes | int]]:
    """Give ids in lists of few lengths, so that few statements are made: the last stands again."""
    for at in range(0, len(ids), CHUNK):
        chunk = list(ids[at : at + CHUNK])
        length = 1 << (len(chunk) - 1).bit_length()
        yield chunk + chunk[-1:] * (length - len(chunk))


@lru_cache(512)
def _with_list(statement: str, count: int) -> str:
    return f"{statement} ({', '.join('?' * count)})"
