"""Batches and vouches that no version names any more: superseded and expired, erased or moved.

Finding them reads a space twice and holds nobody up; what was found is asked about again under the
lock of its space, as a push may have brought the same paper once more.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import CompoundSelect, Connection, Table, delete, select, union

from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import batches, history, records, spaces, vouches
from helhedsplan_server.store.used_bytes import lock_space, size_of, take_off

_AT_ONCE: Final = 500


def drop_unnamed_papers(store: Store) -> None:
    """Delete every batch and vouch that covers no stored version of its space."""
    with store.read() as connection:
        names = connection.execute(select(spaces.c.space)).scalars().all()
    for space in names:
        for table, key in ((batches, "batch"), (vouches, "vouch")):
            with store.read() as connection:
                found = _unnamed(connection, table, key, space)
            for part in _parts(found):
                with store.write() as connection:
                    _drop(connection, table, key, space, part)


def _named(key: str, space: bytes) -> CompoundSelect[Any]:
    """Return the query for the papers that current and superseded versions name."""
    return union(
        *(
            select(table.c[key]).where(table.c.space == space, table.c[key].is_not(None))
            for table in (records, history)
        )
    )


def _unnamed(connection: Connection, table: Table, key: str, space: bytes) -> list[bytes]:
    held = set(connection.execute(select(table.c[key]).where(table.c.space == space)).scalars())
    return sorted(held - set(connection.execute(_named(key, space)).scalars()))


def _drop(connection: Connection, table: Table, key: str, space: bytes, part: list[bytes]) -> None:
    lock_space(connection, space)
    named = _named(key, space).subquery()
    again = set(connection.execute(select(named).where(named.c[key].in_(part))).scalars())
    gone = [paper for paper in part if paper not in again]
    rows = (table.c.space == space, table.c[key].in_(gone))
    freed = size_of(connection, table, *rows)
    connection.execute(delete(table).where(*rows))
    take_off(connection, space, freed)


def _parts(found: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(found), _AT_ONCE):
        yield found[start : start + _AT_ONCE]
