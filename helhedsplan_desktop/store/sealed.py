"""Sealed versions, exactly as they travelled: the mirror of the server and what is outstanding."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from helhedsplan_desktop.store.tables import BUCKET, MANIFEST, MIRROR, QUARANTINE, SEALED
from helhedsplan_protocol.records import Signed, bucket_digest, bucket_of, space_digest

CHUNK: Final = 500


@dataclass(frozen=True, slots=True)
class SealedRow:
    """One sealed version; `state`: sent, mirror or relay; `batch` a row of the manifests."""

    space: bytes
    rid: bytes
    state: str
    rev: int
    vid: bytes
    kind: str
    batch: int | None
    vouch: int | None
    header: bytes
    nonce: bytes
    ct: bytes

    def row(self) -> dict[str, Any]:
        """Return the column values."""
        return {
            "space": self.space,
            "rid": self.rid,
            "state": self.state,
            "rev": self.rev,
            "vid": self.vid,
            "kind": self.kind,
            "bucket": bucket_of(self.rid),
            "batch": self.batch,
            "vouch": self.vouch,
            "header": self.header,
            "nonce": self.nonce,
            "ct": self.ct,
        }


_COLUMNS: Final = tuple(SEALED.c[name] for name in SealedRow.__slots__)


def of_records(
    connection: Connection, space: bytes, rids: Sequence[bytes], state: str
) -> dict[bytes, SealedRow]:
    """Return record id to its sealed version in a state, for those of `rids` that have one."""
    found: dict[bytes, SealedRow] = {}
    for at in range(0, len(rids), CHUNK):
        rows = connection.execute(
            select(*_COLUMNS).where(
                SEALED.c.rid.in_(rids[at : at + CHUNK]),
                SEALED.c.space == space,
                SEALED.c.state == state,
            )
        )
        found |= {row.rid: SealedRow(*row) for row in rows}
    return found


def outstanding(connection: Connection, space: bytes, state: str, limit: int) -> list[SealedRow]:
    """Return at most `limit` versions of a space in a state, the oldest first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(SEALED.c.space == space, SEALED.c.state == state)
        .order_by(SEALED.c.id)
        .limit(limit)
    )
    return [SealedRow(*row) for row in rows]


def add(connection: Connection, rows: Iterable[SealedRow]) -> None:
    """Store versions of records that have none in that state yet."""
    values = [row.row() for row in rows]
    if values:
        connection.execute(insert(SEALED), values)
        _mark_stale(connection, [row for row in values if row["state"] == MIRROR])


def put(connection: Connection, rows: Sequence[SealedRow]) -> None:
    """Store versions over what the same records had in that state."""
    drop(connection, [(row.space, row.rid, row.state) for row in rows])
    add(connection, rows)


def drop(connection: Connection, keys: Sequence[tuple[bytes, bytes, str]]) -> None:
    """Take versions away, given as (space, rid, state)."""
    if keys:
        connection.execute(
            delete(SEALED).where(
                SEALED.c.rid == bindparam("r"),
                SEALED.c.space == bindparam("s"),
                SEALED.c.state == bindparam("t"),
            ),
            [{"s": space, "r": rid, "t": state} for space, rid, state in keys],
        )
        _mark_stale(
            connection,
            [{"space": s, "bucket": bucket_of(r)} for s, r, state in keys if state == MIRROR],
        )


def acknowledge(connection: Connection, space: bytes, revs: dict[bytes, int], sent: str) -> None:
    """Make outstanding versions, given as record id to rev, the mirror; no byte is copied."""
    if not revs:
        return
    drop(connection, [(space, rid, MIRROR) for rid in revs])
    connection.execute(
        update(SEALED)
        .where(
            SEALED.c.rid == bindparam("r"),
            SEALED.c.space == bindparam("s"),
            SEALED.c.state == bindparam("t"),
        )
        .values(state=MIRROR, rev=bindparam("v")),
        [{"s": space, "r": rid, "t": sent, "v": rev} for rid, rev in revs.items()],
    )
    _mark_stale(connection, [{"space": space, "bucket": bucket_of(rid)} for rid in revs])


def store_manifests(connection: Connection, kind: str, papers: Sequence[Signed]) -> list[int]:
    """Return the row of each signed manifest, storing those that are new."""
    rows = []
    for paper in papers:
        digest = hashlib.sha256(paper.bytes + paper.sig).digest()
        known = connection.execute(
            select(MANIFEST.c.id).where(MANIFEST.c.digest == digest)
        ).scalar()
        if known is None:
            known = connection.execute(
                insert(MANIFEST)
                .values(kind=kind, digest=digest, bytes=paper.bytes, sig=paper.sig)
                .returning(MANIFEST.c.id)
            ).scalar_one()
        rows.append(int(known))
    return rows


def manifests(connection: Connection, ids: Iterable[int]) -> dict[int, Signed]:
    """Return manifest row to its signed bytes."""
    rows = connection.execute(
        select(MANIFEST.c.id, MANIFEST.c.bytes, MANIFEST.c.sig).where(MANIFEST.c.id.in_(list(ids)))
    )
    return {row.id: Signed(row.bytes, row.sig) for row in rows}


def digest(connection: Connection, space: bytes) -> bytes:
    """Return the digest of everything held of a space; only stale buckets are computed."""
    refresh_buckets(connection, space)
    return space_digest(bucket_digests(connection, space))


def bucket_digests(connection: Connection, space: bytes) -> dict[int, bytes]:
    """Return bucket to digest; empty buckets are left out. `refresh_buckets` must have run."""
    rows = connection.execute(
        select(BUCKET.c.bucket, BUCKET.c.digest).where(BUCKET.c.space == space)
    )
    return {row.bucket: row.digest for row in rows}


def refresh_buckets(connection: Connection, space: bytes) -> None:
    """Compute the stale bucket digests of a space."""
    stale = list(
        connection.execute(
            select(BUCKET.c.bucket).where(BUCKET.c.space == space, BUCKET.c.stale)
        ).scalars()
    )
    fresh = []
    for at in range(0, len(stale), CHUNK):
        chunk = stale[at : at + CHUNK]
        held = _pairs(connection, space, chunk)
        fresh += [
            {"b": bucket, "d": bucket_digest(list(held.get(bucket, {}).items()))}
            for bucket in chunk
        ]
    if fresh:
        connection.execute(
            update(BUCKET)
            .where(BUCKET.c.space == space, BUCKET.c.bucket == bindparam("b"))
            .values(digest=bindparam("d"), stale=False),
            fresh,
        )


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
            QUARANTINE.c.space == space, QUARANTINE.c.bucket.in_(buckets)
        ),
    ):
        for bucket, rid, vid in connection.execute(query):
            held.setdefault(bucket, {})[rid] = vid
    return held


def held_in(connection: Connection, space: bytes, bucket: int) -> dict[bytes, bytes]:
    """Return rid to vid of everything held in one bucket."""
    return _pairs(connection, space, [bucket]).get(bucket, {})


def mark_stale(connection: Connection, space: bytes, rids: Iterable[bytes]) -> None:
    """Say that what is held of these records changed outside the mirror."""
    _mark_stale(connection, [{"space": space, "bucket": bucket_of(rid)} for rid in rids])


def _mark_stale(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    touched = {(row["space"], row["bucket"]) for row in rows}
    if touched:
        connection.execute(
            upsert(BUCKET)
            .values(space=bindparam("s"), bucket=bindparam("b"), digest=bytes(32), stale=True)
            .on_conflict_do_update(index_elements=["space", "bucket"], set_={"stale": True}),
            [{"s": space, "b": bucket} for space, bucket in touched],
        )
