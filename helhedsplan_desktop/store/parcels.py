"""Parcels that this laptop made: sealed unsent work that a lead takes over."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.tables import DIRECTORY, PARCEL

KEPT: Final = "kept"
PUT: Final = "put"

_HOLDS: Final = "parcel."
"""Fact of a space: what its newest parcels hold."""


def unsent_spaces(connection: Connection) -> list[bytes]:
    """Return the spaces in which something is unsent."""
    rows = select(DIRECTORY.c.space).where(DIRECTORY.c.dirty > 0).distinct()
    return sorted(connection.execute(rows).scalars())


def unsent(connection: Connection, space: bytes) -> list[tuple[bytes, int]]:
    """Return (record id, edit number) of what is unsent in a space, by id."""
    rows = connection.execute(
        select(DIRECTORY.c.rid, DIRECTORY.c.dirty)
        .where(DIRECTORY.c.dirty > 0, DIRECTORY.c.space == space)
        .order_by(DIRECTORY.c.rid)
    )
    return [(rid, edit) for rid, edit in rows]


def holds(connection: Connection, space: bytes) -> bytes | None:
    """Return the digest of the unsent work that the newest parcels of a space hold."""
    return identity.read(connection).get(f"{_HOLDS}{space.hex()}")


def keep(
    connection: Connection,
    space: bytes,
    digest: bytes,
    made: Sequence[tuple[bytes, bytes]],
    at: int,
) -> None:
    """Keep new parcels of a space, given as (id, bytes), over those that never left."""
    connection.execute(delete(PARCEL).where(PARCEL.c.space == space, PARCEL.c.state == KEPT))
    for parcel, content in made:
        connection.execute(
            insert(PARCEL).values(parcel=parcel, space=space, bytes=content, state=KEPT, at=at)
        )
    identity.put(connection, **{f"{_HOLDS}{space.hex()}": digest})


def to_put(connection: Connection) -> list[tuple[bytes, bytes]]:
    """Return (id, bytes) of the parcels that the server has not got, the oldest first."""
    rows = connection.execute(
        select(PARCEL.c.parcel, PARCEL.c.bytes)
        .where(PARCEL.c.state == KEPT)
        .order_by(PARCEL.c.at, PARCEL.c.parcel)
    )
    return [(parcel, content) for parcel, content in rows]


def note_put(connection: Connection, parcel: bytes) -> None:
    """Note that the server has a parcel; it stays here all the same."""
    connection.execute(update(PARCEL).where(PARCEL.c.parcel == parcel).values(state=PUT))


def put_again(connection: Connection) -> None:
    """Note that the server may have lost every parcel."""
    connection.execute(update(PARCEL).values(state=KEPT))
