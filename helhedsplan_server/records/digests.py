"""Bucket and space digests: what two ends compare to know that they hold the same rows.

A bucket is stale when it holds a row whose rev is above `spaces.digest_head`: every change of a
record's current row gives it a new rev in the same bucket, so no mark needs to be written when
versions come in. Stale buckets are computed anew when someone asks.
"""

from collections import defaultdict
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Row, bindparam, select, update

from helhedsplan_protocol.records import bucket_digest, space_digest
from helhedsplan_server.store.engine import Store, insert_replacing
from helhedsplan_server.store.tables import buckets, records, spaces

_STALE: Final = (
    select(records.c.bucket)
    .where(records.c.space == bindparam("space"), records.c.rev > bindparam("digest_head"))
    .distinct()
)
_PAIRS: Final = select(records.c.bucket, records.c.rid, records.c.vid).where(
    records.c.space == bindparam("space")
)
_PAIRS_IN: Final = _PAIRS.where(records.c.bucket.in_(bindparam("stale", expanding=True)))
_HELD: Final = select(buckets.c.bucket, buckets.c.digest).where(
    buckets.c.space == bindparam("space")
)
_STANDING: Final = (
    spaces.c.space == bindparam("of_space"),
    spaces.c.lineage == bindparam("of_lineage"),
    spaces.c.head == bindparam("of_head"),
)
_FREE: Final = select(spaces.c.space).where(*_STANDING).with_for_update(skip_locked=True)
_KEEP: Final = (
    update(spaces)
    .where(*_STANDING)
    .values(digest=bindparam("found"), digest_head=bindparam("of_head"))
)
_FEW: Final = 256
"""Up to this many stale buckets are read by index, more by one pass over the space."""


class SpaceDigests(NamedTuple):
    """The digests of one space at one head; `fresh` are those that the tables lack."""

    space: bytes
    lineage: bytes
    head: int
    digest: bytes
    buckets: dict[int, bytes]
    fresh: dict[int, bytes]


def read_digests(connection: Connection, space: Row[Any]) -> SpaceDigests:
    """Return all digests of a space as this snapshot has it; `space` is its row."""
    held = connection.execute(_HELD, {"space": space.space})
    known: dict[int, bytes] = {bucket: digest for bucket, digest in held.all()}  # noqa: C416  rows are no pairs to mypy
    key = {"space": space.space, "digest_head": space.digest_head}
    stale = list(connection.execute(_STALE, key).scalars())
    fresh = _compute(connection, space.space, stale)
    known.update(fresh)
    return SpaceDigests(space.space, space.lineage, space.head, space_digest(known), known, fresh)


def _compute(connection: Connection, space: bytes, stale: list[int]) -> dict[int, bytes]:
    if not stale:
        return {}
    if len(stale) <= _FEW:
        rows = connection.execute(_PAIRS_IN, {"space": space, "stale": stale})
    else:
        rows = connection.execute(_PAIRS, {"space": space})
    wanted = set(stale)
    pairs: defaultdict[int, list[tuple[bytes, bytes]]] = defaultdict(list)
    for bucket, rid, vid in rows.all():
        if bucket in wanted:
            pairs[bucket].append((rid, vid))
    return {bucket: bucket_digest(found) for bucket, found in pairs.items()}


class Digests:
    """The space digests, kept until a write makes them stale."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, connection: Connection, space: Row[Any]) -> tuple[bytes, SpaceDigests | None]:
        """Return the digest at this snapshot, and what is worth keeping for the next asker."""
        if space.digest_head == space.head:
            return bytes(space.digest), None
        found = read_digests(connection, space)
        return found.digest, found

    def keep(self, found: SpaceDigests | None) -> None:
        """Store computed digests unless the space has moved on or somebody is at work in it.

        They spare the next asker some work; nobody who reads waits for a writer to store them.
        """
        if found is None:
            return
        standing = {
            "of_space": found.space,
            "of_lineage": found.lineage,
            "of_head": found.head,
        }
        with self._store.write() as connection:
            if connection.execute(_FREE, standing).scalar() is not None:
                connection.execute(_KEEP, {**standing, "found": found.digest})
                insert_replacing(
                    connection,
                    buckets,
                    [
                        {"space": found.space, "bucket": bucket, "digest": digest}
                        for bucket, digest in found.fresh.items()
                    ],
                )
