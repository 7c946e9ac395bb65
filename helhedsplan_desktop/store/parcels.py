"""Parcels that this laptop made: sealed work that a lead takes over."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from helhedsplan_desktop.store import directory, identity, raw
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.tables import DIRECTORY, MIRROR, PARCEL, RELAY
from helhedsplan_protocol.limits import ID_BYTES
from helhedsplan_protocol.records import DELETE
from helhedsplan_protocol.records import PUT as PUT_KIND

KEPT: Final = "kept"
PUT: Final = "put"

_HOLDS: Final = "parcel."
_AWAY: Final = "parcel_away."
"""Facts of a space: a digest of what its newest parcels hold, and then their ids."""

_DIGEST_BYTES: Final = 32

_TAKEN: Final = "taken."
"""Fact of a parcel on a lead's laptop: whether it was opened whole, and the records changed."""
_WHOLE: Final = b"1"
_PART: Final = b"0"

_IN_LINE: Final = "in_line."
"""Fact of a space: the server's `restore_id` when nothing was left to do in it."""

_HELD: Final = (
    f"SELECT s.id, {', '.join(f's.{name}' for name in SealedRow._fields)}"  # noqa: S608  our own names
    " FROM sealed s JOIN directory d ON d.rid = s.rid"
    " WHERE s.space = ? AND s.id > ? AND s.state IN (?, ?) AND s.kind IN (?, ?)"
    " AND d.dirty = 0 AND length(s.ct) > 0 ORDER BY s.id LIMIT ?"
)
_SPACES: Final = (
    "SELECT space FROM directory WHERE dirty > 0 UNION SELECT space FROM space_state ORDER BY 1"
)
_TO_PUT: Final = "SELECT parcel FROM parcel WHERE state = ? ORDER BY at, parcel"


def spaces(connection: Connection) -> list[bytes]:
    """Return the spaces that anything was ever fetched of, or in which something is unsent."""
    return [space for (space,) in raw.rows(connection, _SPACES)]


def note_in_line(connection: Connection, spaces: Iterable[bytes], restore_id: bytes) -> None:
    """Note that all that is here of some spaces is on the server as it was last restored."""
    known = identity.read(connection)
    names = [f"{_IN_LINE}{space.hex()}" for space in spaces]
    changed = {name: restore_id for name in names if known.get(name) != restore_id}
    identity.put(connection, **changed)


def was_in_line(known: identity.Identity, space: bytes) -> bool:
    """Return True if the server has not been restored since all that is here was on it."""
    return known.get(f"{_IN_LINE}{space.hex()}") == known.get(identity.RESTORE_ID)


def held(
    connection: Connection, space: bytes, after: int, limit: int
) -> list[tuple[int, SealedRow]]:
    """Return at most `limit` sealed versions of settled records, with their row numbers."""
    values = (space, after, MIRROR, RELAY, PUT_KIND, DELETE, limit)
    return [(number, SealedRow(*row)) for number, *row in raw.rows(connection, _HELD, values)]


def unsent(connection: Connection, space: bytes) -> list[tuple[bytes, int]]:
    """Return (record id, edit number) of what is unsent in a space, by id."""
    rows = connection.execute(
        select(DIRECTORY.c.rid, DIRECTORY.c.dirty)
        .where(DIRECTORY.c.dirty > 0, DIRECTORY.c.space == space)
        .order_by(DIRECTORY.c.rid)
    )
    return [(rid, edit) for rid, edit in rows]


def left(space: bytes) -> str:
    """Return the name of what is handed over of a space that was left."""
    return f"{_HOLDS}{space.hex()}"


def away(space: bytes) -> str:
    """Return the name of what is handed over of records that went out of sight."""
    return f"{_AWAY}{space.hex()}"


def digest_of(connection: Connection, name: str) -> bytes | None:
    """Return the digest of what the newest parcels of a name hold."""
    return _newest(connection, name)[0] or None


def keep(
    connection: Connection,
    name: str,
    space: bytes,
    digest: bytes,
    made: Iterable[tuple[bytes, bytes]],
    at: int,
) -> None:
    """Keep new parcels, given as (id, bytes), over those of the same name that never left."""
    _, old = _newest(connection, name)
    connection.execute(delete(PARCEL).where(PARCEL.c.parcel.in_(old), PARCEL.c.state == KEPT))
    ids = add(connection, space, made, at)
    identity.put(connection, **{name: digest + b"".join(ids)})


def all_put(connection: Connection, name: str) -> bool:
    """Return True if the server has the newest parcels of a name."""
    _, ids = _newest(connection, name)
    query = select(PARCEL.c.state).where(PARCEL.c.parcel.in_(ids))
    return all(state == PUT for state in connection.execute(query).scalars())


def let_stand(connection: Connection, name: str) -> None:
    """Keep the newest parcels of a name for good: nothing replaces them."""
    identity.forget(connection, name)


def replace(connection: Connection, parcel: bytes, parts: Sequence[tuple[bytes, bytes]]) -> None:
    """Put smaller parcels, given as (id, bytes), in the place of one."""
    query = select(PARCEL.c.space, PARCEL.c.at).where(PARCEL.c.parcel == parcel)
    space, at = connection.execute(query).one()
    connection.execute(delete(PARCEL).where(PARCEL.c.parcel == parcel))
    ids = add(connection, space, parts, at)
    for name in (left(space), away(space)):
        digest, held = _newest(connection, name)
        if parcel in held:
            place = held.index(parcel)
            held[place : place + 1] = ids
            identity.put(connection, **{name: digest + b"".join(held)})


def add(
    connection: Connection, space: bytes, made: Iterable[tuple[bytes, bytes]], at: int
) -> list[bytes]:
    """Keep parcels of a space, given as (id, bytes); return their ids."""
    ids = []
    for parcel, content in made:
        connection.execute(
            insert(PARCEL).values(parcel=parcel, space=space, bytes=content, state=KEPT, at=at)
        )
        ids.append(parcel)
    return ids


def to_put(connection: Connection) -> list[bytes]:
    """Return the parcels that the server has not got, the oldest first."""
    return [parcel for (parcel,) in raw.rows(connection, _TO_PUT, (KEPT,))]


def content(connection: Connection, parcel: bytes) -> bytes:
    """Return a parcel as it travels."""
    query = select(PARCEL.c.bytes).where(PARCEL.c.parcel == parcel)
    return bytes(connection.execute(query).scalar_one())


def note_put(connection: Connection, parcel: bytes) -> None:
    """Note that the server has a parcel; it stays here all the same."""
    connection.execute(update(PARCEL).where(PARCEL.c.parcel == parcel).values(state=PUT))


def put_again(connection: Connection) -> None:
    """Note that the server may have lost every parcel."""
    connection.execute(update(PARCEL).values(state=KEPT))


def note_taken(
    connection: Connection, parcel: bytes, rids: Sequence[bytes], *, whole: bool
) -> None:
    """Note which records a lead's laptop changed for a parcel.

    Args:
        whole: all that it holds could be opened.
    """
    name = f"{_TAKEN}{parcel.hex()}"
    known = identity.read(connection).get(name) or b""
    before = [known[at : at + ID_BYTES] for at in range(1, len(known), ID_BYTES)]
    held = b"".join(dict.fromkeys((*before, *rids)))
    identity.put(connection, **{name: (_WHOLE if whole else _PART) + held})


def is_opened_whole(known: identity.Identity, parcel: bytes) -> bool:
    """Return True if this laptop took in all that a parcel holds, sent or not."""
    return (known.get(f"{_TAKEN}{parcel.hex()}") or _PART)[:1] == _WHOLE


def is_taken(connection: Connection, known: identity.Identity, parcel: bytes) -> bool:
    """Return True if all of a parcel was taken over, and nothing of it waits to be sent."""
    if not is_opened_whole(known, parcel):
        return False
    value = known.need(f"{_TAKEN}{parcel.hex()}")
    rids = [value[at : at + ID_BYTES] for at in range(1, len(value), ID_BYTES)]
    return not any(fact.unsent for fact in directory.facts(connection, rids).values())


def _newest(connection: Connection, name: str) -> tuple[bytes, list[bytes]]:
    """Return the digest and the ids of the newest parcels of a name."""
    value = identity.read(connection).get(name) or b""
    ids = value[_DIGEST_BYTES:]
    held = [ids[start : start + ID_BYTES] for start in range(0, len(ids), ID_BYTES)]
    return value[:_DIGEST_BYTES], held
