"""Comparing what is held with the server: by digest, then bucket, then header.

After a pull the two must be equal. When the server went back (a backup was put in place, a standby
took over), the same comparison finds what it lost, and that is offered again.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import buckets, directory, sealed, sync_marks
from helhedsplan_desktop.store.directory import OF_NO_EDIT
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE
from helhedsplan_desktop.store.tables import ERASED, MIRROR
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import HeaderRow, HeadersAnswer, HeadersRequest
from helhedsplan_protocol.records import in_a_row

WENT_BACK: Final = "server_went_back"
MISMATCH: Final = "digest_mismatch"

_DIGEST_BYTES: Final = 32
_BLOCK: Final = 64 * _DIGEST_BYTES
_AT_ONCE: Final = 64
"""Buckets in one request: some thousand headers at the largest size that we design for."""


@dataclass
class Differences:
    """How what is held differs from the server.

    Attributes:
        head: the server's when it told its digests.
        wanted: records whose version on the server is not the one held.
        lost: held records whose version the server has not.
    """

    head: int
    wanted: list[bytes] = field(default_factory=list)
    lost: list[bytes] = field(default_factory=list)


class Comparer:
    """Compares spaces of one device with the server."""

    def __init__(self, store: Store, transport: Transport, clock: Clock) -> None:
        self._store = store
        self._transport = transport
        self._clock = clock

    def equal(self, space: bytes, theirs: bytes) -> bool:
        """Return True if what is held has the server's digest."""
        with self._store.read() as connection:
            if not buckets.stale_buckets(connection, space):
                return buckets.digest_of_fresh(connection, space) == theirs
        with self._store.write_for_sync() as unit:
            return buckets.digest(unit.connection, space) == theirs

    def differences(self, space: bytes, lineage: bytes) -> Differences:
        """Return what differs; costs a request and some per differing bucket.

        Raises:
            TransportError, RefusedError.
        """
        answer = self._headers(space, lineage, ())
        with self._store.write_for_sync() as unit:
            buckets.refresh(unit.connection, space)
            ours = buckets.bucket_digests(unit.connection, space)
        different = list(_different(in_a_row(ours), answer.digests))
        found = Differences(answer.head)
        for start in range(0, len(different), _AT_ONCE):
            self._compare(space, lineage, different[start : start + _AT_ONCE], found)
        return found

    def went_back(self, space: bytes, lineage: bytes) -> Differences:
        """Take up the server's present history, and keep what it lost to be offered again.

        The cursor moves to the head of the first answer: what differs is known by then, and what
        comes later is in the feed.

        Raises:
            TransportError, RefusedError: nothing is changed then.
        """
        found = self.differences(space, lineage)
        with self._store.write_for_sync() as unit:
            connection = unit.connection
            if sync_marks.space_mark(connection, space).lineage != lineage:
                sealed.drop_stranded(connection, space)
            sealed.forget_revs(connection, space)
            self._keep_lost(unit, space, found.lost)
            sync_marks.judge_anew(connection, space)
            mark = sync_marks.space_mark(connection, space)
            sync_marks.put_space_mark(connection, replace(mark, lineage=lineage, cursor=found.head))
            if found.lost:
                at = milliseconds(self._clock.now())
                sync_marks.log(connection, at, WENT_BACK, len(found.lost))
        return found

    def offer_missing(self, space: bytes) -> int:
        """Make records that the server lacks unsent, after a pull that found all it has.

        A version without predecessor goes again as it is; else the record is written anew.
        Absence never deletes.
        """
        with self._store.write_for_sync() as unit:
            connection = unit.connection
            rids = sync_marks.reoffered(connection, space)
            hidden = sync_marks.quarantined_rids(connection, space)
            marks = sealed.mirror_marks(connection, space, rids)
            missing = [rid for rid in rids if rid not in marks and rid not in hidden]
            if missing:
                self._offer(unit, space, missing)
            return len(missing)

    def note_equal(self, space: bytes) -> None:
        """Note that the space is as the server has it; the first sync may end with that."""
        with self._store.write_for_sync() as unit:
            mark = sync_marks.space_mark(unit.connection, space)
            reached = mark.first_head is None or mark.cursor >= mark.first_head
            if reached:
                mark = replace(mark, first_sync=DONE, first_head=None)
            mark = replace(mark, synced_at=milliseconds(self._clock.now()))
            sync_marks.put_space_mark(unit.connection, mark)

    def note_mismatch(self, space: bytes) -> None:
        """Count that the digests differed; it is reported."""
        with self._store.write_for_sync() as unit:
            mark = sync_marks.space_mark(unit.connection, space)
            mark = replace(mark, mismatches=mark.mismatches + 1)
            sync_marks.put_space_mark(unit.connection, mark)
            sync_marks.log(unit.connection, milliseconds(self._clock.now()), MISMATCH)

    # --- inside -----------------------------------------------------------------------------------

    def _headers(self, space: bytes, lineage: bytes, named: Sequence[int]) -> HeadersAnswer:
        request = HeadersRequest(space, lineage, tuple(named))
        return self._transport.call(routes.HEADERS, request, HeadersAnswer)

    def _compare(
        self, space: bytes, lineage: bytes, named: Sequence[int], found: Differences
    ) -> None:
        rows: dict[bytes, HeaderRow] = {
            row.rid: row for row in self._headers(space, lineage, named).rows
        }
        with self._store.read() as connection:
            held = buckets.held_in(connection, space, named)
        found.wanted += [rid for rid, row in rows.items() if held.get(rid) != row.vid]
        found.lost += [rid for rid, vid in held.items() if rid not in rows or rows[rid].vid != vid]

    def _keep_lost(self, unit: UnitOfWork, space: bytes, rids: Sequence[bytes]) -> None:
        connection = unit.connection
        raw = sync_marks.quarantined_rids(connection, space) & set(rids)
        sync_marks.outlive_quarantine(connection, space, list(raw))
        homes = directory.facts(connection, [rid for rid in rids if rid not in raw])
        held = [rid for rid, fact in homes.items() if fact.space == space]
        # An old copy, or its end, is not offered again: what it held stands in another space.
        gone = [rid for rid, fact in homes.items() if fact.space != space]
        sealed.drop(connection, [(space, rid, MIRROR) for rid in gone])
        # So nothing is left to close; if the old copy comes back, it is closed anew.
        sealed.drop_closings(connection, space, gone)
        sealed.mirror_to_relay(connection, space, held)
        sync_marks.mark_reoffer(connection, held)
        entries = directory.entries(connection, held)
        edit = unit.next_edit()
        # An erase is eligible whatever its base, so nothing has to be fetched before it goes. One
        # that was never sent is still to be frozen: what is held of the record is no erase.
        erases = [
            entry.with_changes(dirty=edit, frozen=edit)
            for entry in entries.values()
            if entry.life == ERASED and not entry.dirty
        ]
        directory.write(connection, [], erases)

    def _offer(self, unit: UnitOfWork, space: bytes, rids: Sequence[bytes]) -> None:
        connection = unit.connection
        edit = unit.next_edit()
        first = sealed.relayed(connection, space, rids)
        sent = sealed.sent_vids(connection, space)
        offered = []
        for entry in directory.entries(connection, rids).values():
            pure = not entry.dirty or entry.dirty == entry.frozen
            dirty, frozen = entry.dirty or edit, entry.frozen
            unsent_erase = entry.life == ERASED and dirty != frozen
            if first.get(entry.rid) and entry.rid not in sent and not unsent_erase:
                # Equal numbers say that the relay holds all that is here.
                frozen = dirty if pure else OF_NO_EDIT
            offered.append(entry.with_changes(dirty=dirty, frozen=frozen, reoffer=False))
        directory.write(connection, [], offered)


def _different(ours: bytes, theirs: bytes) -> Iterator[int]:
    """Give the numbers of the buckets whose digests differ; most are equal, so by the hundred."""
    for block in range(0, len(theirs), _BLOCK):
        if ours[block : block + _BLOCK] == theirs[block : block + _BLOCK]:
            continue
        for at in range(block, min(block + _BLOCK, len(theirs)), _DIGEST_BYTES):
            if ours[at : at + _DIGEST_BYTES] != theirs[at : at + _DIGEST_BYTES]:
                yield at // _DIGEST_BYTES
