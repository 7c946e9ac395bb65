"""The promises of one space that can be asked by counting: S1, S2, S4, S7, sums and digests."""

from collections import defaultdict
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, and_, func, or_, select

from helhedsplan_protocol.records import ERASE, MOVE, bucket_digest, space_digest
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.store.tables import buckets, erasures, history, records, spaces, vids
from helhedsplan_server.store.used_bytes import held_bytes

_LISTED: Final = 1000
"""Rows of one rule that are read; more of them make no new sentence."""


def verify_space(connection: Connection, space: Row[Any], findings: Findings) -> None:
    """Note where the rows of a space break a promise; `space` is its row."""
    place = f"space {space.space.hex()}"
    _check_revisions(connection, space, place, findings)
    for what, query in _rules(space.space).items():
        for rid in connection.execute(query.limit(_LISTED)).scalars():
            findings.wrong(place, what, f"record {bytes(rid).hex()}")
    _check_sizes(connection, space, place, findings)
    _check_digests(connection, space, place, findings)


def _check_revisions(
    connection: Connection, space: Row[Any], place: str, findings: Findings
) -> None:
    """S1 and S4: the revisions 1..head went to exactly one version each, none went beyond."""
    row = connection.execute(
        select(
            func.count().label("versions"),
            func.count(vids.c.rev.distinct()).label("revs"),
            func.coalesce(func.min(vids.c.rev), 1).label("first"),
            func.coalesce(func.max(vids.c.rev), 0).label("last"),
        ).where(vids.c.space == space.space)
    ).one()
    findings.looked_at["versions"] += row.versions
    if row.revs != row.versions:
        findings.wrong(place, f"S1: {row.versions - row.revs} revisions were given twice")
    if (row.first, row.last, row.revs) != (1, space.head, space.head):
        findings.wrong(
            place, f"S1: the head is {space.head}, revisions {row.first}..{row.last}: {row.revs}"
        )
    highest = select(func.max(records.c.rev)).where(records.c.space == space.space)
    if (connection.execute(highest).scalar() or 0) > space.head:
        findings.wrong(place, f"S4: a row lies beyond the head {space.head}")


def _rules(space: bytes) -> dict[str, Select[Any]]:
    """Return what may not be, and the query for the record ids where it is."""
    mine, old = records.c.space == space, history.c.space == space
    known = and_(vids.c.space == space, vids.c.vid == records.c.vid, vids.c.rev == records.c.rev)
    known_old = and_(
        vids.c.space == space, vids.c.vid == history.c.vid, vids.c.rev == history.c.rev
    )
    with_history = records.join(
        history, and_(history.c.space == records.c.space, history.c.rid == records.c.rid)
    )
    erased = erasures.outerjoin(
        records, and_(records.c.space == erasures.c.space, records.c.rid == erasures.c.rid)
    )
    return {
        "S2: the current version has another revision than it was given": select(records.c.rid)
        .select_from(records.outerjoin(vids, known))
        .where(mine, vids.c.vid.is_(None)),
        "S2: a superseded version has another revision than it was given": select(history.c.rid)
        .select_from(history.outerjoin(vids, known_old))
        .where(old, vids.c.vid.is_(None)),
        "S2: a superseded version is no older than the current one": select(history.c.rid)
        .select_from(with_history)
        .where(mine, history.c.rev >= records.c.rev),
        "S2: a record has superseded versions and no current one": select(history.c.rid)
        .where(old, ~select(records.c.rid).where(mine, records.c.rid == history.c.rid).exists())
        .distinct(),
        "S7: something older is left after an erase or a move": select(history.c.rid)
        .select_from(with_history)
        .where(mine, records.c.kind.in_((ERASE, MOVE))),
        "S7: what was erased has a ciphertext": select(records.c.rid).where(
            mine, records.c.kind == ERASE, func.length(records.c.ct) > 0
        ),
        "S7: an erase of the ledger is not the current version": select(erasures.c.rid)
        .select_from(erased)
        .where(
            erasures.c.space == space,
            or_(records.c.vid.is_(None), records.c.vid != erasures.c.vid),
        ),
        "S7: an erase is missing in the ledger": select(records.c.rid).where(
            mine,
            records.c.kind == ERASE,
            ~select(erasures.c.rid)
            .where(erasures.c.space == space, erasures.c.rid == records.c.rid)
            .exists(),
        ),
    }


def _check_sizes(connection: Connection, space: Row[Any], place: str, findings: Findings) -> None:
    query = select(held_bytes()).select_from(spaces).where(spaces.c.space == space.space)
    used = connection.execute(query).scalar_one()
    if used != space.used_bytes:
        findings.wrong(place, f"holds {used} bytes, but counts {space.used_bytes}")


def _check_digests(connection: Connection, space: Row[Any], place: str, findings: Findings) -> None:
    """Compute every bucket anew and compare those that are not waiting to be computed."""
    pairs: defaultdict[int, list[tuple[bytes, bytes]]] = defaultdict(list)
    stale = set[int]()
    query = select(records.c.bucket, records.c.rid, records.c.vid, records.c.rev)
    rows = connection.execution_options(yield_per=5000).execute(
        query.where(records.c.space == space.space)
    )
    for bucket, rid, vid, rev in rows:
        pairs[bucket].append((rid, vid))
        if rev > space.digest_head:
            stale.add(bucket)
    right = {bucket: bucket_digest(found) for bucket, found in pairs.items()}
    held = connection.execute(
        select(buckets.c.bucket, buckets.c.digest).where(buckets.c.space == space.space)
    ).all()
    for row in held:
        if row.bucket not in stale and row.digest != right.get(row.bucket):
            findings.wrong(place, "a bucket has another digest than its rows", str(row.bucket))
    if right.keys() - stale - {row.bucket for row in held}:
        findings.wrong(place, "a bucket that should be computed is not")
    if space.digest_head == space.head and space.digest != space_digest(right):
        findings.wrong(place, "has another digest than its rows")
