"""Sending a space's unsent records; a retry sends identical bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import directory, sealed, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import MIRROR, SENT
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ANCESTORS, PUSH_ITEMS
from helhedsplan_protocol.messages import ItemResult, Push, PushAnswer
from helhedsplan_protocol.records import PushItem

_RETIRING: Final = frozenset(
    {
        ErrorCode.EPOCH_STALE,
        ErrorCode.LOG_STALE,
        ErrorCode.LINEAGE_CHANGED,
    }
)
"""Answers after which a version is made anew, once a pull has completed."""


@dataclass
class Pushed:
    """What a push did.

    Attributes:
        behind: True if a pull is due before the next push.
        erased: records that the server has erased, to be fetched.
    """

    applied: int = 0
    refused: int = 0
    behind: bool = False
    stale: bool = False
    erased: list[bytes] = field(default_factory=list)
    retired: list[bytes] = field(default_factory=list)


class Pusher:
    """Sends spaces for one device."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        freezer: Freezer,
        clock: Clock,
        stop: Callable[[], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._freezer = freezer
        self._clock = clock
        self._stop = stop
        self._items = PUSH_ITEMS

    def push(self, space: bytes, lineage: bytes) -> Pushed:
        """Send everything that may go; what is outstanding goes first, byte for byte.

        Raises:
            TransportError: nothing is known of what was under way; it is sent again.
            RefusedError: the server took nothing.
        """
        pushed = Pushed()
        with self._store.read() as connection:
            rows = sealed.outstanding(connection, space, SENT, self._items)
        while True:
            self._stop()
            if not rows:
                with self._store.write_for_sync() as unit:
                    rows = self._freezer.freeze(unit, space, self._items)
            if not rows:
                return pushed
            answer = self._send(space, lineage, rows)
            self._settle(space, rows, answer, pushed)
            if pushed.behind or pushed.stale:
                return pushed
            rows = []

    def forget_retired(self, space: bytes, rids: Sequence[bytes]) -> None:
        """Drop versions that were retired, now that a pull has completed."""
        with self._store.write_for_sync() as unit:
            sealed.drop(unit.connection, [(space, rid, SENT) for rid in rids])
            sync_marks.retire_frozen(unit.connection, rids)

    def _send(self, space: bytes, lineage: bytes, rows: Sequence[SealedRow]) -> PushAnswer:
        with self._store.read() as connection:
            papers = sealed.manifests(connection, {row.batch for row in rows if row.batch})
        numbers = {paper: at for at, paper in enumerate(papers)}
        request = Push(
            space,
            lineage,
            tuple(papers.values()),
            tuple(PushItem(row.header, row.nonce, row.ct, numbers[row.batch or 0]) for row in rows),
        )
        try:
            answer = self._transport.call(routes.PUSH, request, PushAnswer)
        except TransportError:
            # A proxy may refuse large bodies: the next try sends half.
            self._items = max(1, self._items // 2)
            raise
        except RefusedError as refused:
            if refused.code is ErrorCode.TOO_LARGE:
                self._items = max(1, self._items // 2)
            raise
        self._items = min(PUSH_ITEMS, self._items * 2)
        return answer

    def _settle(
        self, space: bytes, rows: Sequence[SealedRow], answer: PushAnswer, pushed: Pushed
    ) -> None:
        """Store what the server said of each version, in one transaction."""
        by_vid = {row.vid: row for row in rows}
        taken: dict[bytes, ItemResult] = {}
        with self._store.write_for_sync() as unit:
            for result in answer.results:
                row = by_vid.get(result.vid)
                if row is None:
                    continue
                if result.status in {"applied", "duplicate"} and result.rev is not None:
                    taken[row.rid] = result
                elif result.status == "conflict":
                    pushed.behind = True
                elif result.status == "erased":
                    pushed.erased.append(row.rid)
                    pushed.behind = True
                elif result.code in _RETIRING:
                    pushed.retired.append(row.rid)
                    pushed.stale = True
                else:
                    self._refuse(unit.connection, row, result, pushed)
            self._acknowledge(unit.connection, space, rows, taken)
            self._move_cursor(unit.connection, space, answer, taken)
            for rid in taken:
                unit.touch_state(rid)
        pushed.applied += len(taken)

    def _acknowledge(
        self,
        connection: Connection,
        space: bytes,
        rows: Sequence[SealedRow],
        taken: dict[bytes, ItemResult],
    ) -> None:
        if not taken:
            return
        mirrors = sealed.of_records(connection, space, list(taken), MIRROR)
        revs = {rid: result.rev or 0 for rid, result in taken.items()}
        late = [rid for rid, rev in revs.items() if rid in mirrors and rev < mirrors[rid].rev]
        sealed.drop(connection, [(space, rid, SENT) for rid in late])
        sealed.acknowledge(
            connection, space, {rid: rev for rid, rev in revs.items() if rid not in late}, SENT
        )
        entries: dict[bytes, Entry] = {}
        for at in range(0, len(taken), 500):
            entries |= directory.entries(connection, list(taken)[at : at + 500])
        vids = {row.rid: row.vid for row in rows}
        directory.acknowledge(
            connection,
            [
                entry.with_changes(
                    dirty=0 if entry.dirty == entry.frozen else entry.dirty,
                    frozen=0,
                    reoffer=False,
                    ancestors=entry.ancestors
                    if rid in late
                    else (vids[rid], *entry.ancestors)[:ANCESTORS],
                )
                for rid, entry in entries.items()
            ],
        )
        sync_marks.accept(connection, list(taken))

    def _move_cursor(
        self,
        connection: Connection,
        space: bytes,
        answer: PushAnswer,
        taken: dict[bytes, ItemResult],
    ) -> None:
        """Go on past our own revisions if nobody else's stand between."""
        mark = sync_marks.space_mark(connection, space)
        revs = sorted(result.rev or 0 for result in taken.values())
        if revs and revs == list(range(mark.cursor + 1, answer.head + 1)):
            sync_marks.put_space_mark(connection, replace(mark, cursor=answer.head))

    def _refuse(
        self, connection: Connection, row: SealedRow, result: ItemResult, pushed: Pushed
    ) -> None:
        entry = directory.entries(connection, [row.rid]).get(row.rid)
        code = (result.code or ErrorCode.BAD_REQUEST).value
        sync_marks.refuse(
            connection,
            row.rid,
            row.space,
            row.vid,
            code,
            entry.frozen if entry else 0,
            milliseconds(self._clock.now()),
        )
        sealed.drop(connection, [(row.space, row.rid, SENT)])
        sync_marks.retire_frozen(connection, [row.rid])
        pushed.refused += 1
