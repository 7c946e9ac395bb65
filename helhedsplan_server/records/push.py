"""`push`: one transaction that orders versions of one space; the only place that gives a rev."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import BigInteger, Connection, Row, bindparam, delete, insert, select, update

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import PAGE_BYTES, PUSH_ITEMS
from helhedsplan_protocol.messages import ItemResult, Push, PushAnswer
from helhedsplan_protocol.records import ERASE, MOVE, PUT, Header, Kind, bucket_of
from helhedsplan_server.errors import Refusal
from helhedsplan_server.records.admission import Arrival, Gate, read_push
from helhedsplan_server.records.manifests import Paper, verify_all
from helhedsplan_server.roster.access import (
    demand_member,
    demand_unforked,
    demand_unsuspected,
)
from helhedsplan_server.roster.book import Roster, RosterBook
from helhedsplan_server.store.engine import Store, insert_rows
from helhedsplan_server.store.high_water import HighWater, demand_promised
from helhedsplan_server.store.journal import Journal, JournalErasure
from helhedsplan_server.store.tables import (
    batches,
    erasures,
    history,
    records,
    spaces,
    vids,
    vouches,
)
from helhedsplan_server.store.used_bytes import VID_BYTES, size_of
from helhedsplan_server.surroundings import Clock, now_ms

_KNOWN: Final = select(vids.c.vid, vids.c.rev).where(
    vids.c.space == bindparam("space"), vids.c.vid.in_(bindparam("vids", expanding=True))
)
_CURRENT: Final = select(records.c.rid, records.c.vid).where(
    records.c.space == bindparam("space"), records.c.rid.in_(bindparam("rids", expanding=True))
)
_ERASED: Final = select(erasures.c.rid).where(
    erasures.c.space == bindparam("space"), erasures.c.rid.in_(bindparam("rids", expanding=True))
)
_REMOVE: Final = delete(records).where(
    records.c.space == bindparam("space"), records.c.rid.in_(bindparam("rids", expanding=True))
)
_FORGET: Final = delete(history).where(
    history.c.space == bindparam("space"), history.c.rid.in_(bindparam("rids", expanding=True))
)
_PAPERS: Final = {"batch": batches, "vouch": vouches}
_STORED: Final = {
    name: select(table.c[name]).where(
        table.c.space == bindparam("space"), table.c[name].in_(bindparam("keys", expanding=True))
    )
    for name, table in _PAPERS.items()
}
_KEPT_COLUMNS: Final = (
    "space", "rid", "rev", "vid", "size", "batch", "vouch", "header", "nonce", "ct",
)  # fmt: skip
_TO_HISTORY: Final = insert(history).from_select(
    [*_KEPT_COLUMNS, "superseded_at"],
    select(*(records.c[name] for name in _KEPT_COLUMNS), bindparam("at", type_=BigInteger)).where(
        records.c.space == bindparam("space"),
        records.c.rid.in_(bindparam("rids", expanding=True)),
    ),
)

_LOCKED: Final = select(spaces).where(spaces.c.space == bindparam("of_space")).with_for_update()
_GROWN: Final = (
    update(spaces)
    .where(spaces.c.space == bindparam("of_space"))
    .values(head=bindparam("head"), used_bytes=bindparam("used_bytes"))
)
_LETTING_GO_BYTES: Final = 1024 * 1024
"""A full space has room for deletions and moves: an eighth of its quota, and this at least."""


class _Standing(NamedTuple):
    """The version that is current while a push runs; `row` is set when this push wrote it."""

    vid: bytes
    row: dict[str, Any] | None = None


@dataclass
class _Work:
    """One push between its first look at the tables and its last write to them.

    Attributes:
        known: vid -> rev of versions that were applied before or are applied now.
        current: rid -> the version that a push must build on.
        outlived: records whose row in the tables is replaced.
        purged: records of which nothing older may stay.
        erased_before: records whose erase came again.
        stored: keys of batches and vouches that stand in the tables already.
        papers: the others that are to be stored, by key.
        incoming_bytes: what is taken in adds so much to the account of the space.
    """

    space: Row[Any]
    at: int
    head: int
    known: dict[bytes, int]
    erased: set[bytes]
    current: dict[bytes, _Standing]
    stored: set[bytes]
    papers: dict[bytes, Paper[Any]] = field(default_factory=dict)
    incoming_bytes: int = 0
    outlived: set[bytes] = field(default_factory=set)
    purged: set[bytes] = field(default_factory=set)
    erased_before: set[bytes] = field(default_factory=set)
    superseded: list[dict[str, Any]] = field(default_factory=list)
    applied: list[tuple[Arrival, Header, int]] = field(default_factory=list)


class Pushing:
    """Takes versions in."""

    def __init__(
        self,
        store: Store,
        book: RosterBook,
        journal: Journal,
        high_water: HighWater,
        clock: Clock,
    ) -> None:
        self._store = store
        self._book = book
        self._journal = journal
        self._high_water = high_water
        self._clock = clock

    def push(self, device: bytes, request: Push) -> PushAnswer:
        """Return one result per item, in their order, after a durable commit.

        Raises:
            Refusal: `too_large`, `device_revoked`, `not_found` for a space that is not the
                device's, `clone_suspected`, `space_frozen`, `busy`. Everything else is the
                result of its item alone.
        """
        if len(request.items) > PUSH_ITEMS or _weight(request) > PAGE_BYTES:
            raise Refusal(ErrorCode.TOO_LARGE)
        arrivals = read_push(request)
        # Each paper once: versions of one batch share it.
        papers = list(dict.fromkeys(paper for each in arrivals for paper in each.papers))
        self._verify_ahead(papers)
        with self._store.write() as connection:
            space, state = self._lock(connection, device, request.space)
            gate = Gate(state, device, request.space, space.lineage, request.lineage)
            work = self._look(connection, space, arrivals, papers)
            results = tuple(self._decide(work, gate, arrival) for arrival in arrivals)
            ledger = self._write(connection, work)
            if work.erased_before:
                ledger += _ledger_again(connection, work)
        if work.applied:
            self._high_water.raise_to(request.space, space.lineage, work.head)
        self._journal.append(ledger)
        return PushAnswer(space.lineage, work.head, results)

    def _verify_ahead(self, papers: list[Paper[Any]]) -> None:
        """Check the signatures before the space is locked; the papers remember.

        A device's key never changes, so the roster that this process knows is good enough; a
        device that is not in it yet is looked up again under the lock.
        """
        verify_all(papers, self._book.latest())

    def _lock(self, connection: Connection, device: bytes, space: bytes) -> tuple[Row[Any], Roster]:
        row = connection.execute(_LOCKED, {"of_space": space}).one_or_none()
        state = self._book.at(connection)
        demand_member(state, device, space)
        demand_unforked(state, device, space)
        demand_unsuspected(connection, device)
        assert row is not None, "every space of the roster has its row"
        mark = self._high_water.mark(space)  # nobody raises it while the row is locked
        demand_promised(space, row.lineage, row.head, mark)
        if row.frozen:
            raise Refusal(ErrorCode.SPACE_FROZEN)
        wait = row.busy_until - now_ms(self._clock)
        if wait > 0:
            raise Refusal(ErrorCode.BUSY, after_seconds=wait // 1000 + 1)
        return row, state

    def _look(
        self,
        connection: Connection,
        space: Row[Any],
        arrivals: list[Arrival],
        papers: list[Paper[Any]],
    ) -> _Work:
        """Read all that deciding needs."""
        headers = [arrival.header for arrival in arrivals if arrival.header]
        found = connection.execute(
            _KNOWN, {"space": space.space, "vids": [header.vid for header in headers]}
        )
        rids = {"space": space.space, "rids": list({header.rid for header in headers})}
        current = connection.execute(_CURRENT, rids)
        return _Work(
            space=space,
            at=now_ms(self._clock),
            head=space.head,
            known={row.vid: row.rev for row in found},
            erased=set(connection.execute(_ERASED, rids).scalars()),
            current={row.rid: _Standing(row.vid) for row in current},
            stored=_stored(connection, space.space, papers),
        )

    def _decide(self, work: _Work, gate: Gate, arrival: Arrival) -> ItemResult:
        """Return the result of one item, and note what is to be written for it."""
        header, vid = arrival.header, arrival.vid
        # First of all: a retry of what was applied is answered whatever has changed since.
        if header is not None and vid in work.known:
            if header.kind == ERASE:
                work.erased_before.add(header.rid)
            return ItemResult(vid, "duplicate", rev=work.known[vid])
        code = gate.objection(arrival)
        if code is not None or header is None:
            return ItemResult(vid, "refused", code=code or ErrorCode.BAD_HEADER)
        if header.rid in work.erased:
            return ItemResult(vid, "erased")
        standing = work.current.get(header.rid)
        current = standing.vid if standing else None
        if header.kind != ERASE and header.base != current:
            return ItemResult(vid, "conflict", current=current)
        cost = _cost(work, arrival, header.kind)
        if _over_quota(work, header.kind, cost):
            return ItemResult(vid, "refused", code=ErrorCode.QUOTA)
        return self._apply(work, arrival, header, cost)

    def _apply(self, work: _Work, arrival: Arrival, header: Header, cost: int) -> ItemResult:
        work.head += 1
        work.incoming_bytes += cost
        for paper in arrival.papers:
            if paper.key not in work.stored:
                work.papers[paper.key] = paper
        standing = work.current.get(header.rid)
        if header.kind in {ERASE, MOVE}:
            work.purged.add(header.rid)
        if standing is not None and standing.row is None:
            work.outlived.add(header.rid)
        elif standing is not None and standing.row is not None:
            # Outlived by a later item of the same push: it never was in the tables.
            work.superseded.append({name: standing.row[name] for name in _KEPT_COLUMNS})
        if header.kind == ERASE:
            work.erased.add(header.rid)
        row = _record_row(work, arrival, header)
        work.current[header.rid] = _Standing(header.vid, row)
        work.known[header.vid] = work.head
        work.applied.append((arrival, header, work.head))
        return ItemResult(header.vid, "applied", rev=work.head)

    def _write(self, connection: Connection, work: _Work) -> list[JournalErasure]:
        """Write what was decided; nothing is written for a push without an applied item."""
        if not work.applied:
            return []
        space = work.space.space
        fresh = [standing.row for standing in work.current.values() if standing.row]
        alive = [row for row in work.superseded if row["rid"] not in work.purged]
        used = work.space.used_bytes + work.incoming_bytes - self._retire(connection, work)
        insert_rows(connection, records, fresh)
        if alive:
            connection.execute(
                insert(history), [{**row, "superseded_at": work.at} for row in alive]
            )
        given = [{"space": space, "vid": h.vid, "rev": rev} for _, h, rev in work.applied]
        insert_rows(connection, vids, given)
        for name, table in _PAPERS.items():
            papers = [p.row(space) for p in work.papers.values() if p.column == name]
            if papers:
                insert_rows(connection, table, papers)
        ledger = _ledger(work)
        if ledger:
            connection.execute(
                insert(erasures), [{**msgspec.structs.asdict(e), "at": work.at} for e in ledger]
            )
        grown = {"of_space": space, "head": work.head, "used_bytes": used}
        connection.execute(_GROWN, grown)
        return ledger

    def _retire(self, connection: Connection, work: _Work) -> int:
        """Take outlived rows out of the feed, and return how many bytes are gone for good."""
        space = work.space.space
        gone_bytes: int = sum(r["size"] for r in work.superseded if r["rid"] in work.purged)
        kept = list(work.outlived - work.purged)
        if kept:
            connection.execute(_TO_HISTORY, {"space": space, "rids": kept, "at": work.at})
        if work.purged:
            purged = list(work.purged)
            for table in (records, history):
                rows = (table.c.space == space, table.c.rid.in_(purged))
                gone_bytes += size_of(connection, table, *rows)
            connection.execute(_FORGET, {"space": space, "rids": purged})
        if work.outlived:
            connection.execute(_REMOVE, {"space": space, "rids": list(work.outlived)})
        return gone_bytes


def _weight(push: Push) -> int:
    """Return the bytes of a push, manifests included, without the few of its framing."""
    items = sum(len(i.header) + len(i.nonce) + len(i.ct) for i in push.items)
    return items + sum(len(s.bytes) + len(s.sig) for s in (*push.batches, *push.vouches))


def _stored(connection: Connection, space: bytes, papers: list[Paper[Any]]) -> set[bytes]:
    """Return the keys of those batches and vouches of a push that are stored already."""
    found = set[bytes]()
    for name, query in _STORED.items():
        keys = {paper.key for paper in papers if paper.column == name}
        if keys:
            named = {"space": space, "keys": list(keys)}
            found |= set(connection.execute(query, named).scalars())
    return found


def _cost(work: _Work, arrival: Arrival, kind: Kind) -> int:
    """Return how many bytes an item adds: with its papers, unless others brought them already."""
    size = arrival.size + VID_BYTES
    for paper in arrival.papers:
        if paper.key not in work.stored and paper.key not in work.papers:
            size += paper.size
    if kind == ERASE and arrival.paper is not None:
        size += len(arrival.item.header) + arrival.paper.size  # once more, in the ledger
    return size


def _over_quota(work: _Work, kind: Kind, cost: int) -> bool:
    """Return whether there is no room for an item; what a law wants gone needs none."""
    quota: int | None = work.space.quota_bytes
    if quota is None or kind == ERASE:
        return False
    if kind != PUT:
        quota += max(_LETTING_GO_BYTES, quota // 8)
    return bool(work.space.used_bytes + work.incoming_bytes + cost > quota)


def _record_row(work: _Work, arrival: Arrival, header: Header) -> dict[str, Any]:
    assert arrival.paper is not None, "an admitted item has its batch"
    return {
        "space": work.space.space,
        "rid": header.rid,
        "vid": header.vid,
        "rev": work.head,
        "bucket": bucket_of(header.rid),
        "kind": header.kind,
        "epoch": header.epoch,
        "size": arrival.size,
        "batch": arrival.paper.key,
        "vouch": arrival.vouch.key if arrival.vouch else None,
        "at": work.at,
        "header": arrival.item.header,
        "nonce": arrival.item.nonce,
        "ct": arrival.item.ct,
    }


def _ledger_again(connection: Connection, work: _Work) -> list[JournalErasure]:
    """Return the erases that came again: who took them first may have died before journalling."""
    again = {"space": work.space.space, "rids": list(work.erased_before)}
    columns = [erasures.c[name] for name in JournalErasure.__struct_fields__]
    found = connection.execute(_ERASED.with_only_columns(*columns), again)
    return [JournalErasure(*row) for row in found]


def _ledger(work: _Work) -> list[JournalErasure]:
    """Return the erases of this push with all that a restore needs to put them back."""
    return [
        JournalErasure(
            space=work.space.space,
            rid=header.rid,
            vid=header.vid,
            header=arrival.item.header,
            batch_bytes=arrival.paper.signed.bytes,
            batch_sig=arrival.paper.signed.sig,
        )
        for arrival, header, _ in work.applied
        if header.kind == ERASE and arrival.paper is not None
    ]
