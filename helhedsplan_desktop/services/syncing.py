"""Syncing as the window sees it: the chip, what waits, what was refused, the log."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.records.organisation import DeviceReport
from helhedsplan_desktop.store import identity, refusals, sync_marks
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.repositories import organisation, subjects
from helhedsplan_desktop.store.standing import Standing
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync import deletions
from helhedsplan_desktop.sync.auditing import send_access_log
from helhedsplan_desktop.sync.cycle import Cycle
from helhedsplan_desktop.sync.inviting import Inviting
from helhedsplan_desktop.sync.space_round import Outcome
from helhedsplan_desktop.sync.status import StatusBoard, StatusKind, SyncStatus
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_desktop.sync.worker import SyncWorker, run_cycle
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster_state import RosterError

LISTED: Final = 200
REPORT_EVERY_MS: Final = 3_600_000
_NOT_TO_HAND_OVER: Final = frozenset(
    {
        ErrorCode.TOO_LARGE.value,
        refusals.TO_HAND_OVER,
        refusals.HANDED_OVER,
        refusals.NOT_CLOSED,
    }
)

__all__ = [
    "LogLine",
    "QuarantinedItem",
    "RefusedItem",
    "Standing",
    "StatusKind",
    "SyncStatus",
    "Syncing",
    "WaitingDeletions",
    "WaitingItem",
]


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A record that waits to be sent; `title` is the contact it is or is about.

    Args:
        at: when it was last changed here, ms since 1970 UTC; 0 for a deletion.
    """

    rid: bytes
    noun: str
    title: str
    at: int


@dataclass(frozen=True, slots=True)
class RefusedItem:
    """A record that was not sent.

    Args:
        code: the protocol's, or `not_let_through` by the line, `to_hand_over` with the next round,
            `handed_over` to a lead who can take it in, `not_closed` if it was sent and only its old
            copy in another space stays.
        at: when, ms since 1970 UTC.
    """

    rid: bytes
    noun: str
    title: str
    code: str
    at: int


@dataclass(frozen=True, slots=True)
class QuarantinedItem:
    """A received version set aside; `reason` is a code, `at` ms since 1970 UTC."""

    rid: bytes
    reason: str
    at: int


@dataclass(frozen=True, slots=True)
class WaitingDeletions:
    """So many records of a space were deleted within a week that a person is asked first."""

    space: bytes
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log; `event` is a code that the window words."""

    at: int
    event: str
    count: int
    detail: str


class Syncing:
    """Use cases of syncing, over one open vault.

    Args:
        make_transport: makes the connection to the vault's server; called once a cycle is due.
        program: this program's version.
        log: told of errors in our own code.
        finished: told after each finished round, on its thread, whether everything that this
            laptop holds agrees with the server.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        randomness: Randomness,
        make_transport: Callable[[str], Transport],
        program: str,
        log: EventLog | None = None,
        finished: Callable[[bool], None] = lambda _agreed: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._randomness = randomness
        self._make_transport = make_transport
        self._program = program
        self._finished = finished
        self._board = StatusBoard()
        self._worker = SyncWorker(
            store, self._board, clock, randomness, self._make_cycle, self._duties, log
        )
        self._cycle: Cycle | None = None
        self._reported_at = self._audited_at = -REPORT_EVERY_MS
        self._worker.refresh()

    @property
    def status(self) -> SyncStatus:
        """Where syncing stands now."""
        return self._board.now

    def listen(self, listener: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Tell `listener` every change, on any thread; return what takes it away again."""
        return self._board.listen(listener)

    def start(self) -> None:
        """Begin to sync by itself."""
        self._worker.start()

    def sync_now(self) -> None:
        """Begin a cycle at once, without waiting for it."""
        self._worker.wake()

    def set_idle(self, *, idle: bool) -> None:
        """Pull less often while nobody looks."""
        self._worker.set_idle(idle=idle)

    def run_once(self) -> Outcome | None:
        """Run one cycle here and now, for tests and tools; None if no server of ours answered.

        Raises:
            RefusedError: the server answered with a problem.
        """
        if self._cycle is None:
            self._cycle = self._make_cycle(lambda: None)
        try:
            outcome = run_cycle(self._cycle, self._board)
            if outcome is not None:
                self._duties(self._cycle, outcome)
        finally:
            self._worker.refresh()
        return outcome

    def close(self) -> None:
        """Stop syncing; what is under way is finished or begun anew next time."""
        self._worker.stop()
        if self._cycle is not None:
            self._cycle.close()
            self._cycle = None

    def waiting(self) -> tuple[WaitingItem, ...]:
        """Return what waits to be sent, the oldest first, at most 200."""
        with self._store.read() as connection:
            found = sync_marks.waiting(connection, LISTED)
            changed = _changed_at(connection, found)
            return tuple(
                WaitingItem(
                    rid, noun, subjects.title_of(connection, noun, rid), changed.get(rid, 0)
                )
                for rid, noun in found
            )

    def refused(self) -> tuple[RefusedItem, ...]:
        """Return what the server would not take, with the reason."""
        with self._store.read() as connection:
            return tuple(
                RefusedItem(
                    row.rid,
                    row.noun or "",
                    subjects.title_of(connection, row.noun or "", row.rid),
                    row.code,
                    row.at,
                )
                for row in refusals.listed(connection)
            )

    def quarantined(self) -> tuple[QuarantinedItem, ...]:
        """Return what arrived and could not be opened or understood."""
        with self._store.read() as connection:
            return tuple(
                QuarantinedItem(each.rid, each.reason, each.at)
                for each in sync_marks.quarantined(connection)
                if each.reason not in sync_marks.WAITING
            )

    def waiting_deletions(self) -> tuple[WaitingDeletions, ...]:
        """Return the spaces in which more deletions arrived within a week than are believed."""
        with self._store.read() as connection:
            found = sync_marks.waiting_deletions(connection)
            names = organisation.space_names(connection)
        return tuple(WaitingDeletions(space, names.get(space, ""), n) for space, n in found)

    def answer_deletions(self, space: bytes, *, believe: bool) -> None:
        """Say whether the deletions that wait in a space are right; sync acts on it at once.

        Not believed, the records stay here and go to the server again, marked for a lead to decide.
        """
        with self._store.write() as unit:
            deletions.answer(unit.connection, space, believe=believe)
        self._worker.wake()

    def try_again(self, rid: bytes) -> None:
        """Offer a refused record to the server once more.

        Raises:
            AppError: NOT_FOUND if it is not in the list.
        """
        with self._store.write() as unit:
            if all(row.rid != rid for row in refusals.listed(unit.connection)):
                raise AppError(Problem.NOT_FOUND)
            refusals.accept(unit.connection, [rid])
            unit.touch_state(rid)
        self._worker.wake()

    def hand_over(self, rid: bytes) -> None:
        """Let a lead take over what was refused: the next round puts it sealed beside its space.

        It stays here, and leaves the list when it comes back from the lead.

        Raises:
            AppError: NOT_FOUND if it is not in the list, NOT_ALLOWED for what is too large to
                travel at all, a lead has been given already, or is with the server.
        """
        with self._store.write() as unit:
            codes = {row.rid: row.code for row in refusals.listed(unit.connection)}
            if rid not in codes:
                raise AppError(Problem.NOT_FOUND)
            if codes[rid] in _NOT_TO_HAND_OVER:
                raise AppError(Problem.NOT_ALLOWED)
            refusals.recode(unit.connection, [rid], refusals.TO_HAND_OVER)
            unit.touch_state(rid)
        self._worker.wake()

    def log(self) -> tuple[LogLine, ...]:
        """Return what sync did lately, the newest first."""
        with self._store.read() as connection:
            return tuple(LogLine(*row) for row in sync_marks.log_lines(connection, LISTED))

    # --- inside -----------------------------------------------------------------------------------

    def _make_cycle(self, stop: Callable[[], None]) -> Cycle:
        with self._store.read() as connection:
            address = identity.read(connection).text(identity.SERVER)
        return Cycle(
            self._store,
            self._make_transport(address or "http://127.0.0.1:9"),
            self._clock,
            self._ids,
            self._randomness,
            self._program,
            stop,
        )

    def _duties(self, cycle: Cycle, outcome: Outcome) -> None:
        """After a cycle: tell the vault, take in newcomers, and report at most hourly."""
        self._finished(outcome.complete)
        trust = cycle.trust()
        role = trust.roster.role_of_device(trust.device)
        if role in {"worker", "lead"}:
            self._report(trust.device)
        self._send_access_log(cycle)
        if role != "lead" or trust.fork is not None or trust.cloned:
            return
        inviting = Inviting(
            self._store, cycle.transport, trust, self._clock, self._ids, self._randomness
        )
        # A newcomer who is not taken in now waits for the next cycle; nothing of ours is lost.
        with suppress(TransportError, RefusedError, RosterError):
            inviting.approve_automatic_ones()

    def _send_access_log(self, cycle: Cycle) -> None:
        """Append this laptop's access log, at most hourly; what is refused waits."""
        now = milliseconds(self._clock.now())
        if 0 <= now - self._audited_at < REPORT_EVERY_MS:
            return
        self._audited_at = now
        with suppress(TransportError, RefusedError):
            send_access_log(self._store, cycle.transport, cycle.trust(), self._clock)

    def _report(self, device: bytes) -> None:
        now = milliseconds(self._clock.now())
        if 0 <= now - self._reported_at < REPORT_EVERY_MS:
            return
        with self._store.read() as connection:
            me = identity.read(connection)
            counted = sync_marks.counts(connection)
            mine = next(
                (row for row in organisation.reports(connection) if row["device"] == device), None
            )
        if mine is not None and now - mine["synced_at"] < REPORT_EVERY_MS:
            self._reported_at = mine["synced_at"]
            return
        report = DeviceReport(
            id=mine["id"] if mine is not None else self._ids.record(),
            space=me.need(identity.PLAN),
            device=device,
            user=me.need(identity.USER),
            name=me.text(identity.COMPUTER),
            synced_at=now,
            unsent=counted.unsent,
            refused=counted.refused,
            quarantined=counted.quarantined,
            program=self._program,
        )
        with self._store.write_for_sync() as unit:
            unit.put(report)


def _changed_at(connection: Connection, records: Sequence[tuple[bytes, str]]) -> dict[bytes, int]:
    """Return id to when a record was last changed, for those of (id, noun) that are alive."""
    by_noun = defaultdict[str, list[bytes]](list)
    for rid, noun in records:
        by_noun[noun].append(rid)
    return {
        rid: row["changed_at"]
        for noun, rids in by_noun.items()
        for rid, row in rows_of(connection, noun, rids).items()
    }
