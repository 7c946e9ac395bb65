"""Digests of what is held of a space, kept by bucket so that only what changed is computed."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, select

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import BUCKET, MIRROR, QUARANTINE, SEALED
from helhedsplan_protocol.records import bucket_digest, bucket_of, space_digest

CHUNK: Final = 500

_EMPTY: Final = bytes(32)
_STALE: Final = (
    "INSERT INTO bucket (space, bucket, digest, stale) VALUES (?, ?, ?, 1)"
    " ON CONFLICT (space, bucket) DO UPDATE SET stale = 1"
)
_FRESH: Final = "UPDATE bucket SET digest = ?, stale = 0 WHERE space = ? AND bucket = ?"


def digest(connection: Connection, space: bytes) -> bytes:
    """Return the digest of everything held of a space; only stale buckets are computed."""
    refresh(connection, space)
    return space_digest(bucket_digests(connection, space))


def bucket_digests(connection: Connection, space: bytes) -> dict[int, bytes]:
    """Return bucket to digest; empty buckets are left out. `refresh` must have run."""
    rows = connection.execute(
        select(BUCKET.c.bucket, BUCKET.c.digest).where(BUCKET.c.space == space)
    )
    return {row.bucket: row.digest for row in rows}


def refresh(connection: Connection, space: bytes) -> None:
    """Compute the stale bucket digests of a space."""
    stale = list(
        connection.execute(
            select(BUCKET.c.bucket).where(BUCKET.c.space == space, BUCKET.c.stale)
        ).scalars()
    )
    fresh: list[tuple[bytes, bytes, int]] = []
    for at in range(0, len(stale), CHUNK):
        chunk = stale[at : at + CHUNK]
        held = _pairs(connection, space, chunk)
        fresh += [
            (bucket_digest(list(held.get(bucket, {}).items())), space, bucket) for bucket in chunk
        ]
    raw.many(connection, _FRESH, fresh)


def _pairs(
    connection: Connection, space: bytes, buckets: Sequence[int]
) -> dict[int, dict[bytes, bytes]]:
    """Return bucket to rid to vid, of the mirror and, over it, of the quarantine."""
    held: dict[int, dict[bytes, bytes]] = {}
    for query in (
        select(SEALED.c.bucket, SEALED.c.rid, SEALED.c.vid).where(
            SEALED.c.space == space, SEALED.c.bucket.in_(buckets), SEALED.c.state == MIRROR
        ),
        select(QUARANTINE.c.bucket, QUARANTINE.c.rid, QUARANTINE.c.vid).where(
            QUARANTINE.c.space == space, QUARANTINE.c.bucket.in_(buckets), QUARANTINE.c.rev > 0
        ),
    ):
        for bucket, rid, vid in connection.execute(query):
            held.setdefault(bucket, {})[rid] = vid
    return held


def held_in(connection: Connection, space: bytes, buckets: Sequence[int]) -> dict[bytes, bytes]:
    """Return rid to vid of everything held in some buckets (at most 500)."""
    found: dict[bytes, bytes] = {}
    for pairs in _pairs(connection, space, buckets).values():
        found |= pairs
    return found


def mark_stale(connection: Connection, places: Iterable[tuple[bytes, bytes]]) -> None:
    """Say that what is held of some (space, rid) changed."""
    touched = {(space, bucket_of(rid)) for space, rid in places}
    raw.many(connection, _STALE, [(space, bucket, _EMPTY) for space, bucket in touched])
