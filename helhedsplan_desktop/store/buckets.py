"""Digests of what is held of a space, kept by bucket so that only what changed is computed."""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_protocol.records import bucket_digest, bucket_of, space_digest

CHUNK: Final = 500

_EMPTY: Final = bytes(32)
_STALE: Final = (
    "INSERT INTO bucket (space, bucket, digest, stale) VALUES (?, ?, ?, 1)"
    " ON CONFLICT (space, bucket) DO UPDATE SET stale = 1"
)
_DIGESTS: Final = "SELECT bucket, digest FROM bucket WHERE space = ?"
_STALE_AMONG: Final = "SELECT bucket FROM bucket WHERE stale AND space = ? AND bucket IN"
_STALE_ONES: Final = "SELECT bucket FROM bucket WHERE space = ? AND stale"
_MIRRORS: Final = (
    # The state is written out, for so is the index.
    f"SELECT bucket, rid, vid FROM sealed WHERE state = '{MIRROR}' AND space = ? AND bucket IN"  # noqa: S608  our own names
)
_RAW_ONES: Final = (
    "SELECT bucket, rid, vid FROM quarantine WHERE rev > 0 AND space = ? AND bucket IN"
)
_FRESH: Final = "UPDATE bucket SET digest = ?, stale = 0 WHERE space = ? AND bucket = ?"


def digest(connection: Connection, space: bytes) -> bytes:
    """Return the digest of everything held of a space; only stale buckets are computed."""
    refresh(connection, space)
    return digest_of_fresh(connection, space)


def digest_of_fresh(connection: Connection, space: bytes) -> bytes:
    """Return the digest of everything held of a space; none of its buckets may be stale."""
    return space_digest(bucket_digests(connection, space))


def bucket_digests(connection: Connection, space: bytes) -> dict[int, bytes]:
    """Return bucket to digest; empty buckets are left out. `refresh` must have run."""
    return dict(raw.rows(connection, _DIGESTS, (space,)))


def refresh(connection: Connection, space: bytes) -> None:
    """Compute the stale bucket digests of a space."""
    stale = stale_buckets(connection, space)
    fresh: list[tuple[bytes, bytes, int]] = []
    for at in range(0, len(stale), CHUNK):
        chunk = stale[at : at + CHUNK]
        held = _pairs(connection, space, chunk)
        fresh += [
            (bucket_digest(list(held.get(bucket, {}).items())), space, bucket) for bucket in chunk
        ]
    raw.many(connection, _FRESH, fresh)


def stale_buckets(connection: Connection, space: bytes) -> list[int]:
    """Return the buckets of a space whose digest is to be computed."""
    return [bucket for (bucket,) in raw.rows(connection, _STALE_ONES, (space,))]


def _pairs(
    connection: Connection, space: bytes, buckets: Sequence[int]
) -> dict[int, dict[bytes, bytes]]:
    """Return bucket to rid to vid, of the mirror and, over it, of the quarantine."""
    held: dict[int, dict[bytes, bytes]] = {}
    for query in (_MIRRORS, _RAW_ONES):
        for bucket, rid, vid in raw.within(connection, query, buckets, space):
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
    touched: dict[bytes, set[int]] = {}
    for space, rid in places:
        touched.setdefault(space, set()).add(bucket_of(rid))
    for space, found in touched.items():
        # Of a whole page of records most are known to be stale: they are not written again.
        stale = {bucket for (bucket,) in raw.within(connection, _STALE_AMONG, list(found), space)}
        raw.many(connection, _STALE, [(space, each, _EMPTY) for each in found - stale])
