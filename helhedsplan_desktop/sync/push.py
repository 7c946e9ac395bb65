"""Sending a space's unsent records; a retry sends identical bytes."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import directory, refusals, sealed, sync_marks
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.freezing import PUSH_BYTES, Freezer
from helhedsplan_desktop.sync.heavy import AGAIN_MS, NOT_LET_THROUGH, Heavy
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.messages import ItemResult, Push, PushAnswer
from helhedsplan_protocol.records import PushItem, Signed

_RETIRING: Final = frozenset(
    {ErrorCode.EPOCH_STALE, ErrorCode.LOG_STALE, ErrorCode.LINEAGE_CHANGED}
)
"""Answers after which a version is made anew, once a pull has completed."""

_TAKEN: Final = frozenset({"applied", "duplicate"})


@dataclass
class Pushed:
    """What a push did.

    Attributes:
        behind: True if a pull is due before the next push.
        stale: True if the roster has grown, or the server's history is another one.
        erased: records that the server has erased, to be fetched.
        retired: record id to the version that is made anew once a pull has completed.
    """

    applied: int = 0
    refused: int = 0
    behind: bool = False
    stale: bool = False
    erased: list[bytes] = field(default_factory=list)
    retired: dict[bytes, bytes] = field(default_factory=dict)


class Pusher:
    """Sends spaces for one device.

    Args:
        executor: carries a push while the next one is sealed.
        portion: versions a push.
        heavy: what a line does not let through.
        stop: raises when the person asked to stop, between two pushes.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        freezer: Freezer,
        clock: Clock,
        executor: Executor,
        portion: Portion,
        heavy: Heavy,
        stop: Callable[[], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._freezer = freezer
        self._clock = clock
        self._executor = executor
        self._portion = portion
        self._heavy = heavy
        self._stop = stop

    def push(self, space: bytes, lineage: bytes) -> Pushed:
        """Send everything that may go; what is outstanding goes first, byte for byte.

        Raises:
            TransportError: nothing is known of what was under way; it is sent again.
            RefusedError: the server took nothing.
        """
        pushed = Pushed()
        self._offer_again(space)
        if not self._anything(space):
            return pushed
        self._relay(space, lineage, pushed, erases=True)
        self._relay(space, lineage, pushed, erases=False)
        if not (pushed.behind or pushed.stale):
            self._stop()
            self._send_all(_Queue(self._freezer, space, self._most, self._heavy), lineage, pushed)
        return pushed

    def relay_erases(self, space: bytes, lineage: bytes) -> Pushed:
        """Send the erases that the server lost, before anything of it is taken in.

        Raises:
            TransportError, RefusedError.
        """
        pushed = Pushed()
        self._relay(space, lineage, pushed, erases=True)
        return pushed

    def retire(self, space: bytes, versions: dict[bytes, bytes]) -> None:
        """Let versions, given by record id, be made anew, now that a pull has completed."""
        with self._store.write_for_sync() as unit:
            standing = sealed.sent_vids(unit.connection, space)
            rids = [rid for rid, vid in versions.items() if standing.get(rid) == vid]
            sealed.drop(unit.connection, [(space, rid, SENT) for rid in rids])
            sync_marks.retire_frozen(unit.connection, rids)
            directory.note_first_versions(unit.connection, {rid: versions[rid] for rid in rids})

    def hold_back(self, space: bytes, versions: dict[bytes, bytes], code: ErrorCode) -> None:
        """List versions, given by record id, as refused: they stand in the way of the others."""
        with self._store.write_for_sync() as unit:
            rows = sealed.of_records(unit.connection, space, list(versions), SENT)
            for row in rows.values():
                self._refuse(unit, row, SENT, code, Pushed())

    # --- inside -----------------------------------------------------------------------------------

    def _anything(self, space: bytes) -> bool:
        """Return False if nothing waits, as nearly always: no transaction to write is begun."""
        with self._store.read() as connection:
            return bool(
                sync_marks.dirty(connection, space, 1)
                or sealed.outstanding(connection, space, 1)
                or any(sealed.relays(connection, space, 1, erases=each) for each in (True, False))
            )

    def _offer_again(self, space: bytes) -> None:
        """Let what a line did not let through be tried once an hour."""
        before = milliseconds(self._clock.now()) - AGAIN_MS
        with self._store.read() as connection:
            due = refusals.refused_before(connection, space, NOT_LET_THROUGH, before)
        if due:
            with self._store.write_for_sync() as unit:
                refusals.accept(unit.connection, due)

    def _relay(self, space: bytes, lineage: bytes, pushed: Pushed, *, erases: bool) -> None:
        """Send versions of an earlier lineage as they are."""
        tried: set[bytes] = set()
        while not (pushed.behind or pushed.stale):
            self._stop()
            with self._store.read() as connection:
                rows = sealed.relays(connection, space, self._portion.items, erases=erases)
            if not rows or tried & {row.vid for row in rows}:
                return
            rows = list(_fitting(rows))
            tried |= {row.vid for row in rows}
            sending = self._executor.submit(self._exchange, space, lineage, rows, RELAY)
            answer = self._answer(rows, RELAY, lineage, sending, pushed)
            if answer is not None:
                with self._store.write_for_sync() as unit:
                    self._settle(unit, space, rows, RELAY, answer, pushed)

    def _send_all(self, queue: "_Queue", lineage: bytes, pushed: Pushed) -> None:
        """Send what the queue gives; one push travels while the answer to another is stored.

        The next one is stored as sent before the answer to the present one is awaited, so that
        line and server need not wait for this laptop.
        """
        space = queue.space
        with self._store.write_for_sync() as unit:
            rows = queue.next(unit)
        sending = self._submit(space, lineage, rows) if rows else None
        with self._store.write_for_sync() as unit:
            following = queue.next(unit)
        while sending is not None:
            answer = self._answer(rows, SENT, lineage, sending, pushed)
            ends = (
                pushed.behind or pushed.stale or any(map(loses, answer.results if answer else ()))
            )
            sending = self._submit(space, lineage, following) if following and not ends else None
            with self._store.write_for_sync() as unit:
                if answer is not None:
                    self._settle(unit, space, rows, SENT, answer, pushed)
                rows, following = following, queue.next(unit) if sending is not None else ()
            self._stop()

    def _most(self) -> int:
        """Return how many versions a push may hold; few while a person saves beside it."""
        return min(self._portion.items, self._store.lock.records_at_once)

    def _submit(
        self, space: bytes, lineage: bytes, rows: Sequence[SealedRow]
    ) -> "Future[PushAnswer]":
        return self._executor.submit(self._exchange, space, lineage, rows, SENT)

    def _exchange(
        self, space: bytes, lineage: bytes, rows: Sequence[SealedRow], state: str
    ) -> PushAnswer:
        """Return the server's answer to versions; touches no transaction of ours."""
        vouches = (self._freezer.vouch(space, lineage, rows),) if state == RELAY else ()
        request = push_of(self._store, space, lineage, rows, vouches)
        return self._transport.call(routes.PUSH, request, PushAnswer)

    def _answer(
        self,
        rows: Sequence[SealedRow],
        state: str,
        lineage: bytes,
        sending: "Future[PushAnswer]",
        pushed: Pushed,
    ) -> PushAnswer | None:
        """Wait for the answer; None if it says nothing of single versions."""
        try:
            answer = sending.result()
        except TransportError as lost:
            if not self._heavy.failed(rows, lost.problem):
                self._portion.failed(len(rows))
                raise
            self._set_aside(rows[0], state, pushed)
            return None
        except RefusedError as refused:
            if refused.code is not ErrorCode.TOO_LARGE:
                raise
            self._too_large(rows, state, pushed)
            return None
        self._portion.succeeded()
        self._heavy.passed(rows)
        if answer.lineage != lineage:
            # It acknowledges nothing: the next look at the spaces tells what to do.
            pushed.stale = True
            return None
        return answer

    def _too_large(self, rows: Sequence[SealedRow], state: str, pushed: Pushed) -> None:
        """Try with half of them in the next round; a single version cannot be sent at all."""
        self._portion.failed(len(rows))
        if len(rows) > 1:
            pushed.behind = True
            return
        with self._store.write_for_sync() as unit:
            self._refuse(unit, rows[0], state, ErrorCode.TOO_LARGE, pushed)

    def _set_aside(self, row: SealedRow, state: str, pushed: Pushed) -> None:
        """List what the line does not let through; the others go on."""
        with self._store.write_for_sync() as unit:
            self._refuse(unit, row, state, NOT_LET_THROUGH, pushed)
            now = milliseconds(self._clock.now())
            sync_marks.log(unit.connection, now, NOT_LET_THROUGH, 1)

    def _settle(
        self,
        unit: UnitOfWork,
        space: bytes,
        rows: Sequence[SealedRow],
        state: str,
        answer: PushAnswer,
        pushed: Pushed,
    ) -> None:
        """Store what the server said of each version."""
        by_vid = {row.vid: row for row in rows}
        taken: dict[bytes, int] = {}
        for result in answer.results:
            row = by_vid.get(result.vid)
            if row is None:
                continue
            if result.status in _TAKEN and result.rev is not None:
                taken[row.rid] = result.rev
            elif loses(result):
                self._lose(unit, row, state, result, pushed)
            else:
                self._refuse(unit, row, state, result.code or ErrorCode.BAD_REQUEST, pushed)
        self._acknowledge(unit, space, {row.rid: row.vid for row in rows}, state, taken)
        sync_marks.pass_own(unit.connection, space, list(taken.values()), answer.head)
        pushed.applied += len(taken)

    def _lose(
        self, unit: UnitOfWork, row: SealedRow, state: str, result: ItemResult, pushed: Pushed
    ) -> None:
        """Note that a version cannot be applied: what is newer is fetched, then it is made anew."""
        pushed.behind = True
        pushed.stale = pushed.stale or result.status == "refused"
        if result.status == "erased":
            pushed.erased.append(row.rid)
        if state == SENT:
            pushed.retired[row.rid] = row.vid
        else:
            # It stays the base of merging with what the pull brings.
            sync_marks.retire_frozen(unit.connection, [row.rid])

    def _acknowledge(
        self,
        unit: UnitOfWork,
        space: bytes,
        vids: dict[bytes, bytes],
        state: str,
        taken: dict[bytes, int],
    ) -> None:
        if not taken:
            return
        connection = unit.connection
        late = sealed.acknowledge(connection, space, taken, state)
        leading = {rid: vids[rid] if state == SENT else b"" for rid in taken}
        directory.acknowledge(connection, space, leading, late)
        refusals.accept(connection, list(taken))
        unit.touch_state(*taken)

    def _refuse(
        self, unit: UnitOfWork, row: SealedRow, state: str, code: str, pushed: Pushed
    ) -> None:
        """List what the server would not take; a refused relay is written anew instead."""
        connection = unit.connection
        entry = directory.entries(connection, [row.rid]).get(row.rid)
        if state == SENT:
            edit = entry.frozen if entry else 0
            at = milliseconds(self._clock.now())
            refusals.refuse(connection, row.rid, row.space, row.vid, code, edit, at)
            pushed.refused += 1
            unit.touch_state(row.rid)
            if entry is not None:
                # A double of this push that comes late may still be taken: then it is an elder of
                # what stands here, and a deletion has something to tell.
                tail = (row.vid, *entry.ancestors)[:ANCESTORS]
                directory.write(connection, [], [entry.with_changes(ancestors=tail)])
        sealed.drop(connection, [(row.space, row.rid, state)])
        sync_marks.retire_frozen(connection, [row.rid])


def push_of(
    store: Store,
    space: bytes,
    lineage: bytes,
    rows: Sequence[SealedRow],
    vouches: tuple[Signed, ...] = (),
) -> Push:
    """Return the request that sends sealed versions with the manifests that cover them."""
    with store.read() as connection:
        papers = sealed.manifests(connection, {row.batch for row in rows if row.batch})
    numbers = {paper: at for at, paper in enumerate(papers)}
    items = (PushItem(row.header, row.nonce, row.ct, numbers[row.batch or 0]) for row in rows)
    return Push(space, lineage, tuple(papers.values()), tuple(items), vouches)


class _Queue:
    """What waits in a space, a push at a time: what is outstanding already, then what is unsent.

    Args:
        most: tells how many versions the next push may hold.
        heavy: what goes alone.
    """

    def __init__(
        self, freezer: Freezer, space: bytes, most: Callable[[], int], heavy: Heavy
    ) -> None:
        self.space: Final = space
        self._freezer = freezer
        self._most = most
        self._heavy = heavy
        self._last: int | None = 0
        self._frozen: Sequence[SealedRow] = ()

    def next(self, unit: UnitOfWork) -> Sequence[SealedRow]:
        """Return the next push, stored as sent; empty once nothing waits."""
        most = self._most()
        if self._last is not None:
            found = sealed.outstanding(unit.connection, self.space, most, self._last)
            if found:
                rows = self._heavy.apart(_fitting(list(found.values())))
                self._last = list(found)[len(rows) - 1]
                return rows
            # From here on only this queue makes versions outstanding.
            self._last = None
        frozen = self._frozen or self._freezer.freeze(unit, self.space, most)
        rows = self._heavy.apart(_fitting(frozen))
        self._frozen = frozen[len(rows) :]
        return rows


def loses(result: ItemResult) -> bool:
    """Return True if the version cannot be applied as it is, though its record may be sent."""
    if result.status == "refused":
        return result.code in _RETIRING
    return result.status not in _TAKEN or result.rev is None


def _fitting(rows: Sequence[SealedRow]) -> Sequence[SealedRow]:
    """Return the first versions that fit one push, at least one."""
    size = 0
    for count, row in enumerate(rows):
        size += len(row.header) + len(row.ct)
        if size > PUSH_BYTES and count:
            return rows[:count]
    return rows
