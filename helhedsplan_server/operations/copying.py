"""Every row of one database into another, in the order of its key."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Table, delete, func, insert, select

from helhedsplan_server.store.tables import metadata

_ROWS: Final = 500


def copy_all(reading: Connection, writing: Connection) -> dict[str, int]:
    """Copy all rows of a snapshot into empty tables; return table to rows."""
    return {table.name: _copy(table, reading, writing) for table in metadata.sorted_tables}


def empty(connection: Connection) -> None:
    """Take all rows out of all tables."""
    for table in reversed(metadata.sorted_tables):
        connection.execute(delete(table))


def count(table: Table, connection: Connection) -> int:
    """Return how many rows a table has."""
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    copied = 0
    for part in _parts(table, reading):
        writing.execute(insert(table), part)
        copied += len(part)
    return copied


def _parts(table: Table, reading: Connection) -> Iterator[list[dict[str, object]]]:
    query = select(table).order_by(*table.primary_key)
    rows = reading.execution_options(yield_per=_ROWS).execute(query)
    for part in rows.mappings().partitions():
        yield [dict(row) for row in part]
