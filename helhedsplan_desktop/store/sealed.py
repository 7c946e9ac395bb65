"""Sealed versions, exactly as they travelled: the mirror of the server and what is outstanding."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select, update

from helhedsplan_desktop.store import buckets, raw
from helhedsplan_desktop.store.tables import (
    MANIFEST,
    MIRROR,
    RELAY,
    SEALED,
    SENT,
)
from helhedsplan_protocol.records import ERASE, MOVE, PUT, Header, Signed, bucket_of
from helhedsplan_protocol.wire import decode

CHUNK: Final = 500


class SealedRow(NamedTuple):
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

    def values(self) -> tuple[Any, ...]:
        """Return the column values in the order of `_STORED`."""
        return (*self, bucket_of(self.rid))


_COLUMNS: Final = tuple(SEALED.c[name] for name in SealedRow._fields)
_STORED: Final = (*SealedRow._fields, "bucket")
_INSERT: Final = raw.insertion(SEALED, _STORED)
_SELECT: Final = (
    f"SELECT {', '.join(SealedRow._fields)} FROM sealed"  # noqa: S608  our own names
    " WHERE space = ? AND state = ? AND rid IN"
)
_EVERYWHERE: Final = f"SELECT {', '.join(SealedRow._fields)} FROM sealed WHERE rid IN"  # noqa: S608  our own names
_OF_TWO_SPACES: Final = (
    "SELECT rid FROM sealed INDEXED BY ix_sealed_record WHERE state = ?"
    " GROUP BY rid HAVING count(*) > 1"
)
_UNSENT_OF: Final = "DELETE FROM sealed WHERE state != 'mirror' AND kind != 'erase' AND rid IN"
_EMPTY: Final = "UPDATE sealed SET nonce = x'', ct = x'' WHERE kind != 'erase' AND rid IN"
_UNSENT: Final = (
    # The few unsent records lead; the sealed versions of a whole vault are never gone through.
    " FROM directory d CROSS JOIN sealed s ON s.rid = d.rid AND s.space = ? AND s.state = ?"
    " WHERE d.dirty > 0 AND d.frozen != 0"
)
_OUTSTANDING: Final = (
    # Ids are put in order first: sorting whole versions would read the ciphertext of them all.
    f"SELECT id, {', '.join(SealedRow._fields)} FROM sealed WHERE id IN (SELECT s.id{_UNSENT}"  # noqa: S608  our own names
    # What closes an old copy goes its own way.
    " AND s.kind != 'move' AND (s.space = d.space OR s.kind != 'erase')"
    " AND s.id > ? AND d.rid NOT IN (SELECT rid FROM quarantine WHERE space = ? AND rev > 0)"
    " ORDER BY s.id LIMIT ?) ORDER BY id"
)
_RELAYS: Final = (
    f"SELECT {', '.join(f's.{name}' for name in SealedRow._fields)}{_UNSENT}"  # noqa: S608  our own names
    " AND (s.kind = 'erase') = ? AND NOT EXISTS"
    " (SELECT 1 FROM sealed o WHERE o.rid = d.rid AND o.space = ? AND o.state = ?)"
    " ORDER BY s.id LIMIT ?"
)
_OVERTAKEN: Final = f"SELECT s.rid, s.vid{_UNSENT} AND s.kind = 'move' AND s.space = d.space"
_SENT_VIDS: Final = f"SELECT s.rid, s.vid{_UNSENT}"
_ERASES: Final = "SELECT rev, header FROM sealed WHERE space = ? AND state = ? AND kind = 'erase'"
_MARKS: Final = "SELECT rid, vid, rev FROM sealed WHERE space = ? AND state = ? AND rid IN"
_DELETE: Final = "DELETE FROM sealed WHERE space = ? AND state = ? AND rid IN"
_MANIFESTS: Final = "SELECT id, bytes, sig FROM manifest WHERE id IN"
_PAPERS: Final = "SELECT digest, id FROM manifest WHERE digest IN"
_KEEP_PAPER: Final = raw.insertion(MANIFEST, ("kind", "digest", "bytes", "sig"))
_ACKNOWLEDGE: Final = "UPDATE sealed SET state = ?, rev = ? WHERE id = ?"
_HELD: Final = "SELECT id, rid, space, state, vid, kind, rev FROM sealed WHERE rid IN"
_STRANDED: Final = (
    "DELETE FROM sealed WHERE space = ? AND state = 'sent' AND rid IN"
    " (SELECT d.rid FROM directory d WHERE d.space != ? AND (d.frozen = 0 OR EXISTS"
    " (SELECT 1 FROM sealed h WHERE h.rid = d.rid AND h.space = d.space AND h.state = 'sent')))"
)
_TAKE_AWAY: Final = "DELETE FROM sealed WHERE id = ?"


def of_records(
    connection: Connection, space: bytes, rids: Sequence[bytes], state: str
) -> dict[bytes, SealedRow]:
    """Return record id to its sealed version in a state, for those of `rids` that have one."""
    rows = (SealedRow(*row) for row in raw.within(connection, _SELECT, rids, space, state))
    return {row.rid: row for row in rows}


def everywhere(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, list[SealedRow]]:
    """Return record id to all its sealed versions, of every space and state."""
    found: dict[bytes, list[SealedRow]] = {}
    for values in raw.within(connection, _EVERYWHERE, rids):
        row = SealedRow(*values)
        found.setdefault(row.rid, []).append(row)
    return found


def of_two_spaces(connection: Connection) -> list[bytes]:
    """Return the records that more than one space has a version of; reads an index only."""
    return [row.rid for row in connection.exec_driver_sql(_OF_TWO_SPACES, (MIRROR,))]


def place_of_end(connection: Connection, rid: bytes, home: bytes) -> bytes:
    """Return the space that must hear of a record's end.

    That is its home if it ever got there, else the space that it has not left for others yet: one
    that a `move` is under way to end is left.
    """
    held = everywhere(connection, [rid]).get(rid, [])
    living = {each.space for each in held if each.state == MIRROR and each.kind == PUT}
    if not living or any(each.space == home for each in held):
        return home
    left = {each.space for each in held if each.state == SENT and each.kind == MOVE}
    return min(living - left or living)


def empty(connection: Connection, rids: Sequence[bytes]) -> None:
    """Leave of records that were erased only what names them, in every space."""
    raw.run_within(connection, _UNSENT_OF, rids)
    raw.run_within(connection, _EMPTY, rids)


def erases(connection: Connection, space: bytes) -> list[tuple[int, bytes]]:
    """Return (rev, header) of every erase that the server has of a space."""
    return [(rev, header) for rev, header in raw.rows(connection, _ERASES, (space, MIRROR))]


class Held(NamedTuple):
    """What a sealed version is, without its bytes; `number` is its row."""

    number: int
    rid: bytes
    space: bytes
    state: str
    vid: bytes
    kind: str
    rev: int


def held(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, list[Held]]:
    """Return record id to what is held of it, of every space and state."""
    found: dict[bytes, list[Held]] = {}
    for values in raw.within(connection, _HELD, rids):
        each = Held(*values)
        found.setdefault(each.rid, []).append(each)
    return found


def take_away(connection: Connection, versions: Sequence[Held]) -> None:
    """Take versions away that were just read."""
    raw.many(connection, _TAKE_AWAY, [(each.number,) for each in versions])
    mirrors = [(each.space, each.rid) for each in versions if each.state == MIRROR]
    buckets.mark_stale(connection, mirrors)


class MirrorMark(NamedTuple):
    """Which version is the server's; `rev` is 0 if it was told in an earlier lineage."""

    vid: bytes
    rev: int


def with_header(
    connection: Connection, space: bytes, is_meant: Callable[[Header], bool]
) -> list[tuple[bytes, str]]:
    """Return (rid, state) of what a space has under some headers; reads all of them."""
    rows = connection.execute(
        select(SEALED.c.rid, SEALED.c.state, SEALED.c.header).where(SEALED.c.space == space)
    )
    return [(row.rid, row.state) for row in rows if is_meant(decode(row.header, Header))]


def mirror_marks(
    connection: Connection, space: bytes, rids: Sequence[bytes]
) -> dict[bytes, MirrorMark]:
    """Return record id to the mark of its mirror, for those of `rids` that have one."""
    rows = raw.within(connection, _MARKS, rids, space, MIRROR)
    return {rid: MirrorMark(vid, rev) for rid, vid, rev in rows}


def outstanding(
    connection: Connection, space: bytes, limit: int, after: int = 0
) -> dict[int, SealedRow]:
    """Return at most `limit` sent versions of a space by their number, the oldest first.

    A version whose record has a newer row in quarantine waits: its author would not know of it.

    Args:
        after: number of the last one that is not asked for.
    """
    rows = raw.rows(connection, _OUTSTANDING, (space, SENT, after, space, limit))
    return {row[0]: SealedRow(*row[1:]) for row in rows}


def overtaken(connection: Connection, space: bytes) -> dict[bytes, bytes]:
    """Return record id to the outstanding `move` out of a space that it has come back to."""
    return dict(raw.rows(connection, _OVERTAKEN, (space, SENT)))


def sent_vids(connection: Connection, space: bytes) -> dict[bytes, bytes]:
    """Return record id to the version that is outstanding."""
    return dict(raw.rows(connection, _SENT_VIDS, (space, SENT)))


def relays(connection: Connection, space: bytes, limit: int, *, erases: bool) -> list[SealedRow]:
    """Return versions of an earlier lineage that go to the server again as they are.

    A relay whose record has no frozen edit, or another version outstanding, serves as a base of
    merging only: it does not follow what the server holds.

    Args:
        erases: True for erases, which go first; False for everything else.
    """
    rows = raw.rows(connection, _RELAYS, (space, RELAY, erases, space, SENT, limit))
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


def drop_stranded(connection: Connection, space: bytes) -> None:
    """Take away what was sent in a space of which the server has another history now.

    Of records that are at home elsewhere, and wait for no answer from there: it never comes.
    """
    raw.run(connection, _STRANDED, (space, space))


def forget_revs(connection: Connection, space: bytes) -> None:
    """Say that the revisions known of a space were told in an earlier lineage."""
    connection.execute(
        update(SEALED).where(SEALED.c.space == space, SEALED.c.state == MIRROR).values(rev=0)
    )


def add(connection: Connection, rows: Iterable[SealedRow]) -> None:
    """Store versions of records that have none in that state yet."""
    rows = list(rows)
    raw.insert(connection, _INSERT, [row.values() for row in rows])
    buckets.mark_stale(connection, [(row.space, row.rid) for row in rows if row.state == MIRROR])


def put(connection: Connection, rows: Sequence[SealedRow]) -> None:
    """Store versions over what the same records had in that state."""
    drop(connection, [(row.space, row.rid, row.state) for row in rows])
    add(connection, rows)


def drop(connection: Connection, keys: Sequence[tuple[bytes, bytes, str]]) -> None:
    """Take versions away, given as (space, rid, state)."""
    groups: dict[tuple[bytes, str], list[bytes]] = {}
    for space, rid, state in keys:
        groups.setdefault((space, state), []).append(rid)
    for (space, state), rids in groups.items():
        raw.run_within(connection, _DELETE, rids, space, state)
        if state == MIRROR:
            buckets.mark_stale(connection, [(space, rid) for rid in rids])


def drop_closings(connection: Connection, space: bytes, rids: Sequence[bytes]) -> None:
    """Take away what is outstanding to end old copies of records in a space."""
    sent = of_records(connection, space, rids, SENT)
    closing = [rid for rid, row in sent.items() if row.kind in {MOVE, ERASE}]
    drop(connection, [(space, rid, SENT) for rid in closing])


def acknowledge(
    connection: Connection, space: bytes, revs: Mapping[bytes, int], state: str
) -> set[bytes]:
    """Make outstanding versions, given as record id to rev, the mirror; no byte is copied.

    What was sent also ends a version of an earlier lineage.

    Returns:
        The records of which something newer had come meanwhile; their versions are dropped.
    """
    late, changed, gone = set[bytes](), list[tuple[str, int, int]](), list[Held | None]()
    for rid, versions in held(connection, list(revs)).items():
        here = {each.state: each for each in versions if each.space == space}
        mirror, mine, relay = here.get(MIRROR), here.get(state), here.get(RELAY)
        if mirror is not None and revs[rid] < mirror.rev:
            late.add(rid)
            gone.append(mine)
            continue
        gone.append(mirror)
        if mine is not None:
            changed.append((MIRROR, revs[rid], mine.number))
        if mine is not relay:
            gone.append(relay)
    take_away(connection, [each for each in gone if each is not None])
    raw.many(connection, _ACKNOWLEDGE, changed)
    buckets.mark_stale(connection, [(space, rid) for rid in revs])
    return late


def store_manifests(connection: Connection, kind: str, papers: Sequence[Signed]) -> list[int]:
    """Return the row of each signed manifest, storing those that are new."""
    digests = [hashlib.sha256(paper.bytes + paper.sig).digest() for paper in papers]
    known = dict(raw.within(connection, _PAPERS, digests))
    fresh = {
        digest: (kind, digest, paper.bytes, paper.sig)
        for digest, paper in zip(digests, papers, strict=True)
        if digest not in known
    }
    raw.insert(connection, _KEEP_PAPER, list(fresh.values()))
    known |= dict(raw.within(connection, _PAPERS, list(fresh)))
    return [known[digest] for digest in digests]


def manifests(connection: Connection, ids: Iterable[int]) -> dict[int, Signed]:
    """Return manifest row to its signed bytes."""
    rows = raw.within(connection, _MANIFESTS, list(ids))
    return {row: Signed(content, sig) for row, content, sig in rows}
