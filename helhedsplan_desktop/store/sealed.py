"""Sealed versions, exactly as they travelled: the mirror of the server and what is outstanding."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from helhedsplan_desktop.store import buckets
from helhedsplan_desktop.store.tables import (
    DIRECTORY,
    MANIFEST,
    MIRROR,
    QUARANTINE,
    RELAY,
    SEALED,
    SENT,
)
from helhedsplan_protocol.records import Header, Signed, bucket_of
from helhedsplan_protocol.wire import decode

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


_OTHER: Final = SEALED.alias("other")
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


class MirrorMark(NamedTuple):
    """Which version is the server's; `rev` is 0 if it was told in an earlier lineage."""

    vid: bytes
    rev: int


def mirror_marks(
    connection: Connection, space: bytes, rids: Sequence[bytes]
) -> dict[bytes, MirrorMark]:
    """Return record id to the mark of its mirror, for those of `rids` that have one."""
    found: dict[bytes, MirrorMark] = {}
    for at in range(0, len(rids), CHUNK):
        rows = connection.execute(
            select(SEALED.c.rid, SEALED.c.vid, SEALED.c.rev).where(
                SEALED.c.rid.in_(rids[at : at + CHUNK]),
                SEALED.c.space == space,
                SEALED.c.state == MIRROR,
            )
        )
        found |= {rid: MirrorMark(vid, rev) for rid, vid, rev in rows}
    return found


def outstanding(connection: Connection, space: bytes, limit: int) -> list[SealedRow]:
    """Return at most `limit` sent versions of a space, the oldest first.

    A version whose record has a newer row in quarantine waits: its author would not know of it.
    """
    hidden = select(QUARANTINE.c.rid).where(QUARANTINE.c.space == space, QUARANTINE.c.rev > 0)
    rows = connection.execute(
        select(*_COLUMNS)
        .where(SEALED.c.space == space, SEALED.c.state == SENT, SEALED.c.rid.not_in(hidden))
        .order_by(SEALED.c.id)
        .limit(limit)
    )
    return [SealedRow(*row) for row in rows]


def sent_vids(connection: Connection, space: bytes) -> dict[bytes, bytes]:
    """Return record id to the version that is outstanding."""
    rows = connection.execute(
        select(SEALED.c.rid, SEALED.c.vid).where(SEALED.c.space == space, SEALED.c.state == SENT)
    )
    return {row.rid: row.vid for row in rows}


def relays(connection: Connection, space: bytes, limit: int, *, erases: bool) -> list[SealedRow]:
    """Return versions of an earlier lineage that go to the server again as they are.

    A relay whose record has no frozen edit, or another version outstanding, serves as a base of
    merging only: it does not follow what the server holds.

    Args:
        erases: True for erases, which go first; False for everything else.
    """
    kind = SEALED.c.kind == "erase" if erases else SEALED.c.kind != "erase"
    sent = select(_OTHER.c.rid).where(_OTHER.c.space == space, _OTHER.c.state == SENT)
    rows = connection.execute(
        select(*_COLUMNS)
        .join(DIRECTORY, DIRECTORY.c.rid == SEALED.c.rid)
        .where(SEALED.c.space == space, SEALED.c.state == RELAY, SEALED.c.rid.not_in(sent))
        .where(DIRECTORY.c.frozen != 0, kind)
        .order_by(SEALED.c.id)
        .limit(limit)
    )
    return [SealedRow(*row) for row in rows]


def relayed(connection: Connection, space: bytes, rids: Sequence[bytes]) -> dict[bytes, bool]:
    """Return rid to True where a kept version of an earlier lineage had no predecessor.

    Records without a kept version are left out.
    """
    rows = of_records(connection, space, rids, RELAY)
    return {rid: decode(row.header, Header).base is None for rid, row in rows.items()}


def mirror_to_relay(connection: Connection, space: bytes, rids: Sequence[bytes]) -> None:
    """Keep versions that the server lost, to be offered again; the mirror of them ends.

    A record that is offered again already keeps the version of that offer: it grew from this one.
    """
    for at in range(0, len(rids), CHUNK):
        chunk = rids[at : at + CHUNK]
        here = (SEALED.c.space == space, SEALED.c.rid.in_(chunk))
        offered = set(
            connection.execute(select(SEALED.c.rid).where(*here, SEALED.c.state == RELAY)).scalars()
        )
        drop(connection, [(space, rid, MIRROR) for rid in chunk if rid in offered])
        connection.execute(
            update(SEALED).where(*here, SEALED.c.state == MIRROR).values(state=RELAY, rev=0)
        )
    buckets.mark_stale(connection, [(space, rid) for rid in rids])


def forget_revs(connection: Connection, space: bytes) -> None:
    """Say that the revisions known of a space were told in an earlier lineage."""
    connection.execute(
        update(SEALED).where(SEALED.c.space == space, SEALED.c.state == MIRROR).values(rev=0)
    )


def add(connection: Connection, rows: Iterable[SealedRow]) -> None:
    """Store versions of records that have none in that state yet."""
    values = [row.row() for row in rows]
    if values:
        connection.execute(insert(SEALED), values)
        buckets.mark_stale(
            connection, [(row["space"], row["rid"]) for row in values if row["state"] == MIRROR]
        )


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
        buckets.mark_stale(connection, [(s, r) for s, r, state in keys if state == MIRROR])


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
    buckets.mark_stale(connection, [(space, rid) for rid in revs])


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
