"""Fetching a space: pages in revision order, judged, opened, incorporated; then the digest."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE, Quarantined, SpaceMark
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_desktop.sync.arrivals import Judged, Stored, store_arrivals
from helhedsplan_desktop.sync.incorporate import Arrival, understood
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.verification import (
    Manifest,
    VouchPaper,
    header_of,
    judge,
    verify_manifests,
    verify_vouches,
)
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import (
    MAX_PULL,
    HeadersAnswer,
    HeadersRequest,
    Pull,
    PullPage,
)
from helhedsplan_protocol.records import ERASE, Header, PullItem
from helhedsplan_protocol.wire import encode

UNIT: Final = 500
UNIT_BESIDE_A_PERSON: Final = 100
"""Records stored in one transaction; fewer while somebody saves."""

Wait = Callable[[], None]


@dataclass
class Pulled:
    """What a pull brought; `complete` if the digest agreed."""

    taken: int = 0
    merged: int = 0
    quarantined: int = 0
    complete: bool = False
    mismatch: bool = False

    def add(self, stored: Stored) -> None:
        """Count one stored chunk."""
        self.taken += stored.taken
        self.merged += stored.merged
        self.quarantined += stored.quarantined


class Puller:
    """Fetches spaces for one device.

    Args:
        executor: two threads: one fetches the next page while this one is stored, and helps
            verifying signatures.
        stop: raises when the person asked to stop, between two chunks.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        clock: Clock,
        ids: Ids,
        program: str,
        executor: Executor,
        stop: Wait,
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._clock = clock
        self._ids = ids
        self._program = program
        self._executor = executor
        self._stop = stop

    def pull(self, space: bytes, lineage: bytes, head: int) -> Pulled:
        """Fetch everything after the cursor and compare digests.

        Raises:
            TransportError, RefusedError: what is stored stays stored.
        """
        mark = self._begin(space, lineage, head)
        pulled = Pulled()
        last: PullPage | None = None
        for page in self._pages(space, lineage, mark.cursor):
            self._store_page(space, page, pulled, cursor=True)
            last = page
        if last is not None and last.digest is not None:
            self._compare(space, last.lineage, last.digest, pulled)
        return pulled

    def pull_records(self, space: bytes, lineage: bytes, rids: Sequence[bytes]) -> Pulled:
        """Fetch the current versions of single records."""
        pulled = Pulled()
        for at in range(0, len(rids), MAX_PULL):
            chunk = tuple(rids[at : at + MAX_PULL])
            page = self._transport.call(
                routes.PULL, Pull(space, lineage, 0, MAX_PULL, chunk), PullPage
            )
            self._store_page(space, page, pulled, cursor=False)
        return pulled

    def retry_quarantine(self, space: bytes, lineage: bytes) -> int:
        """Try again what could not be opened, after new keys, entries or a new program."""
        with self._store.read() as connection:
            waiting = [
                each
                for each in sync_marks.quarantined(connection, space)
                if each.program != self._program or each.roster_n != self._trust.roster.n
            ]
        if not waiting:
            return 0
        # The raw bytes are kept for the case that the server is gone; it has them in order too.
        rids = [each.rid for each in waiting]
        return self.pull_records(space, lineage, rids).taken

    def _begin(self, space: bytes, lineage: bytes, head: int) -> SpaceMark:
        with self._store.write_for_sync() as unit:
            mark = sync_marks.space_mark(unit.connection, space)
            if mark.lineage != lineage:
                mark = replace(mark, lineage=lineage, cursor=0)
            if mark.first_sync != DONE and mark.first_head is None:
                mark = replace(mark, first_head=head)
            sync_marks.put_space_mark(unit.connection, mark)
        return mark

    def _pages(self, space: bytes, lineage: bytes, cursor: int) -> Iterator[PullPage]:
        """Give page after page; the next one travels while this one is stored."""

        def fetch(after: int) -> "Future[PullPage]":
            return self._executor.submit(
                self._transport.call, routes.PULL, Pull(space, lineage, after, MAX_PULL), PullPage
            )

        coming = fetch(cursor)
        while True:
            page = coming.result()
            if page.more:
                coming = fetch(page.next)
            try:
                yield page
            except BaseException:
                coming.cancel()
                raise
            if not page.more:
                return

    def _store_page(self, space: bytes, page: PullPage, pulled: Pulled, *, cursor: bool) -> None:
        judged = self._judged(space, page)
        size = UNIT_BESIDE_A_PERSON if self._store.lock.person_lately else UNIT
        starts = range(0, max(1, len(judged)), size)
        manifest_rows: list[int] | None = None
        for at in starts:
            self._stop()
            chunk = judged[at : at + size]
            with self._store.write_for_sync() as unit:
                if manifest_rows is None:
                    manifest_rows = sealed.store_manifests(unit.connection, "batch", page.batches)
                    vouch_rows = sealed.store_manifests(unit.connection, "vouch", page.vouches)
                placed = [
                    each._replace(
                        batch=manifest_rows[each.item.batch_no] if each.arrival else None,
                        vouch=None
                        if each.item.vouch_no is None or not each.arrival
                        else vouch_rows[each.item.vouch_no],
                    )
                    for each in chunk
                ]
                keys = self._trust.keys
                pulled.add(store_arrivals(unit, space, placed, keys, self._ids))
                if cursor:
                    mark = sync_marks.space_mark(unit.connection, space)
                    last = at + size >= len(judged)
                    reached = page.next if last else chunk[-1].item.rev
                    sync_marks.put_space_mark(unit.connection, replace(mark, cursor=reached))

    def _judged(self, space: bytes, page: PullPage) -> list[Judged]:
        """Judge every item of a page, and open what may be opened."""
        manifests = verify_manifests(self._trust, page.batches, self._executor)
        vouches = verify_vouches(self._trust, page.vouches)
        with self._store.read() as connection:
            known = self._suspect_vids(connection, space, page)
        return [
            self._judged_item(space, page, item, manifests, vouches, known) for item in page.items
        ]

    def _suspect_vids(
        self, connection: Connection, space: bytes, page: PullPage
    ) -> dict[bytes, bytes]:
        """Return rid to mirror vid for items of ended epochs; others are not asked about."""
        present = self._trust.roster.epoch(space)
        rids = []
        for item in page.items:
            try:
                header = header_of(item)
            except CannotOpenError:
                continue
            if header.epoch != present:
                rids.append(header.rid)
        found = sealed.of_records(connection, space, rids, MIRROR)
        return {rid: row.vid for rid, row in found.items()}

    def _judged_item(
        self,
        space: bytes,
        page: PullPage,
        item: PullItem,
        manifests: Sequence[Manifest],
        vouches: Sequence[VouchPaper],
        known: dict[bytes, bytes],
    ) -> Judged:
        header: Header | None = None
        manifest = manifests[item.batch_no] if item.batch_no < len(manifests) else None
        no = item.vouch_no
        vouch = vouches[no] if no is not None and no < len(vouches) else None
        try:
            header = header_of(item)
            judge(self._trust, space, page.lineage, item, header, manifest, vouch, known)
            arrival = self._opened(item, header)
        except CannotOpenError as bad:
            raw = self._raw(space, item, header, bad.reason, manifest, vouch)
            return Judged(item, None, raw, None, None)
        return Judged(item, arrival, None, None, None)

    def _opened(self, item: PullItem, header: Header) -> Arrival:
        """Return a judged item with its body.

        Raises:
            CannotOpenError: with the reason for quarantine.
        """
        body = None
        if header.kind != ERASE:
            body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
        arrival = Arrival(item.rev, header, body)
        if not understood(arrival):
            raise CannotOpenError("unknown_noun")
        return arrival

    def _raw(
        self,
        space: bytes,
        item: PullItem,
        header: Header | None,
        reason: str,
        manifest: Manifest | None,
        vouch: VouchPaper | None,
    ) -> Quarantined:
        return Quarantined(
            space=space,
            rid=header.rid if header else item.rev.to_bytes(16, "big"),
            vid=header.vid if header else bytes(16),
            rev=item.rev,
            reason=reason,
            program=self._program,
            roster_n=self._trust.roster.n,
            at=milliseconds(self._clock.now()),
            item=encode(item),
            batch=encode(manifest.signed) if manifest else b"",
            vouch=encode(vouch.signed) if vouch else None,
        )

    def _compare(self, space: bytes, lineage: bytes, theirs: bytes, pulled: Pulled) -> None:
        """Compare digests at the head; fetch the differences if there are any."""
        with self._store.write_for_sync() as unit:
            ours = sealed.digest(unit.connection, space)
        if ours != theirs:
            pulled.mismatch = True
            self._reconcile(space, lineage, pulled)
            with self._store.write_for_sync() as unit:
                ours = sealed.digest(unit.connection, space)
        pulled.complete = ours == theirs
        with self._store.write_for_sync() as unit:
            mark = sync_marks.space_mark(unit.connection, space)
            if pulled.mismatch:
                mark = replace(mark, mismatches=mark.mismatches + 1)
                sync_marks.log(unit.connection, milliseconds(self._clock.now()), "digest_mismatch")
            reached = mark.first_head is None or mark.cursor >= mark.first_head
            if pulled.complete and reached and mark.first_sync != DONE:
                mark = replace(mark, first_sync=DONE, first_head=None)
            sync_marks.put_space_mark(unit.connection, mark)

    def _reconcile(self, space: bytes, lineage: bytes, pulled: Pulled) -> None:
        """Compare buckets, then headers, and fetch the records that differ."""
        answer = self._transport.call(
            routes.HEADERS, HeadersRequest(space, lineage, ()), HeadersAnswer
        )
        with self._store.write_for_sync() as unit:
            sealed.refresh_buckets(unit.connection, space)
            ours = sealed.bucket_digests(unit.connection, space)
        empty = bytes(32)
        different = [
            bucket
            for bucket in range(len(answer.digests) // 32)
            if answer.digests[bucket * 32 : bucket * 32 + 32] != ours.get(bucket, empty)
        ]
        for at in range(0, len(different), 64):
            chunk = tuple(different[at : at + 64])
            rows = self._transport.call(
                routes.HEADERS, HeadersRequest(space, lineage, chunk), HeadersAnswer
            ).rows
            with self._store.read() as connection:
                held = {
                    rid: vid
                    for bucket in chunk
                    for rid, vid in sealed.held_in(connection, space, bucket).items()
                }
            wanted = [row.rid for row in rows if held.get(row.rid) != row.vid]
            again = self.pull_records(space, lineage, wanted)
            pulled.taken += again.taken
            pulled.merged += again.merged
            pulled.quarantined += again.quarantined
            self._offer_again(space, set(held) - {row.rid for row in rows})

    def _offer_again(self, space: bytes, rids: set[bytes]) -> None:
        """Send what the server lacks as new: absence never deletes."""
        if not rids:
            return
        with self._store.write_for_sync() as unit:
            sync_marks.offer_again(unit.connection, space, list(rids), unit.next_edit())
            sync_marks.log(
                unit.connection, milliseconds(self._clock.now()), "offered_again", len(rids)
            )
