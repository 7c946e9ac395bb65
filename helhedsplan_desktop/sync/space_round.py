"""One space in one cycle: pull what is new, push what waits, until neither side is behind."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import refusals, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE, SPOILT, WAITING, Quarantined
from helhedsplan_desktop.sync.comparing import Comparer
from helhedsplan_desktop.sync.deletions import DeletionDesk
from helhedsplan_desktop.sync.judging import WentBackError
from helhedsplan_desktop.sync.pull import Pulled, Puller
from helhedsplan_desktop.sync.push import Pushed, Pusher
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import SpaceState
from helhedsplan_protocol.version import SCHEMA

ROUNDS: Final = 5
"""Pushes and pulls in one cycle; who is still behind goes on in the next."""

_COMPARISONS: Final = 3
"""Times that what is held is brought in line within one pull; others may write meanwhile."""

_HOUR_MS: Final = 60 * 60 * 1000


@dataclass
class Outcome:
    """What a cycle did; `complete` if nothing is left to do on either side."""

    taken: int = 0
    applied: int = 0
    merged: int = 0
    refused: int = 0
    quarantined: int = 0
    complete: bool = True

    def add_pull(self, pulled: Pulled) -> None:
        """Count a pull."""
        self.taken += pulled.taken
        self.merged += pulled.merged
        self.quarantined += pulled.quarantined

    def add_push(self, pushed: Pushed) -> None:
        """Count a push."""
        self.applied += pushed.applied
        self.refused += pushed.refused


class SpaceRound:
    """Brings one space in line with the server.

    Args:
        program: version of this program, for the quarantine's second tries.
    """

    def __init__(
        self,
        store: Store,
        trust: Trust,
        program: str,
        clock: Clock,
        puller: Puller,
        pusher: Pusher,
        comparer: Comparer,
    ) -> None:
        self._store = store
        self._trust = trust
        self._program = program
        self._clock = clock
        self._puller = puller
        self._pusher = pusher
        self._comparer = comparer
        self._deletions = DeletionDesk(store, trust, puller, clock)

    def run(self, state: SpaceState, outcome: Outcome) -> bool:
        """Pull and push, and count it in `outcome`; return True if the roster has grown.

        Then nothing more was pushed: the caller fetches the roster and runs the round again.

        Raises:
            TransportError, RefusedError: what is stored stays stored. `client_too_old` after
                everything was sent that fits on what is known here.
        """
        try:
            if self._is_behind(state):
                self._pull(state, outcome, back=self._is_other_history(state))
                self._let_outgrown_go(state.space)
            return self.push(state, outcome)
        except RefusedError as refused:
            if refused.code is ErrorCode.CLIENT_TOO_OLD and not self._is_other_history(state):
                self._push_without_pulling(state, outcome)
            raise

    def _push_without_pulling(self, state: SpaceState, outcome: Outcome) -> None:
        """Send what fits on what is known here; the rest waits for the program's update."""
        if not self._trust.may_push(state.space):
            return
        while True:
            pushed = self._pusher.push(state.space, state.lineage)
            outcome.add_push(pushed)
            if pushed.stale or not pushed.retired:
                return
            self._pusher.hold_back(state.space, pushed.retired, ErrorCode.CLIENT_TOO_OLD)

    def _let_outgrown_go(self, space: bytes) -> None:
        """Offer again what an older program had to hold back."""
        with self._store.read() as connection:
            held = self._outgrown(connection, space)
        if held:
            with self._store.write_for_sync() as unit:
                refusals.accept(unit.connection, held)

    def _outgrown(self, connection: Connection, space: bytes) -> list[bytes]:
        code = ErrorCode.CLIENT_TOO_OLD.value
        return refusals.outgrown(connection, space, code, SCHEMA)

    def push(self, state: SpaceState, outcome: Outcome) -> bool:
        """Push what waits, as `run`, without looking first whether the server has more."""
        if not self._trust.may_push(state.space) or not self._may_send(state.space):
            return False
        self._ask_for_overtaken(state, outcome)
        for _ in range(ROUNDS):
            pushed = self._pusher.push(state.space, state.lineage)
            outcome.add_push(pushed)
            if not pushed.behind:
                return pushed.stale
            self._pull(state, outcome, back=False)
            if pushed.erased:
                erased = self._puller.records(state.space, state.lineage, pushed.erased)
                erased.join(self._deletions.settle(state.space, state.lineage))
                outcome.add_pull(erased)
            self._pusher.retire(state.space, pushed.retired)
            if pushed.stale:
                return True
        outcome.complete = False
        return False

    def _ask_for_overtaken(self, state: SpaceState, outcome: Outcome) -> None:
        """Learn what became of a `move` whose record a person has brought back since.

        It is not sent again: the server's row may be all that others have.
        """
        with self._store.read() as connection:
            moves = sealed.overtaken(connection, state.space)
        if moves:
            outcome.add_pull(self._puller.records(state.space, state.lineage, list(moves)))
            self._pusher.retire(state.space, moves)

    def has_unsent(self, space: bytes) -> bool:
        """Return True if a push would send something."""
        if not self._trust.may_push(space):
            return False
        with self._store.read() as connection:
            if not sync_marks.dirty(connection, space, 1):
                return False
            hidden = sync_marks.quarantined_rids(connection, space)
            return not hidden.issuperset(sync_marks.dirty(connection, space, len(hidden) + 1))

    def _may_send(self, space: bytes) -> bool:
        with self._store.read() as connection:
            return sync_marks.may_send(connection, space)

    def settle(self, state: SpaceState, outcome: Outcome) -> None:
        """Take in what waited for another space to be fetched."""
        outcome.add_pull(self._deletions.settle(state.space, state.lineage))

    def _is_other_history(self, state: SpaceState) -> bool:
        """Return True if the server does not go on from where it stood for us."""
        with self._store.read() as connection:
            mark = sync_marks.space_mark(connection, state.space)
        if mark.lineage is None:
            return False
        return mark.lineage != state.lineage or state.head < mark.cursor

    def _is_behind(self, state: SpaceState) -> bool:
        """Return True if the server has what we lack, or differs at the same head."""
        with self._store.read() as connection:
            mark = sync_marks.space_mark(connection, state.space)
            kept = sync_marks.quarantined(connection, state.space)
            due = any(self._try_again(each) for each in kept)
            # A rebase that was cut off has found what the server lacks, and not offered it yet.
            due = due or bool(sync_marks.reoffered(connection, state.space))
            due = due or bool(self._outgrown(connection, state.space))
            due = due or bool(_outlived(connection, state.space, kept))
        if due or mark.lineage != state.lineage or mark.cursor != state.head:
            return True
        return mark.first_sync != DONE or not self._comparer.equal(state.space, state.digest)

    def _try_again(self, kept: Quarantined) -> bool:
        """Return True if new keys, entries or a new program may open what was not opened.

        Bytes that nobody signed are asked for again every hour: a disk was mended, or a line.
        """
        if kept.program != self._program or kept.roster_n != self._trust.judged_under:
            return True
        since = milliseconds(self._clock.now()) - kept.at
        return kept.reason in WAITING or (kept.reason in SPOILT and not 0 <= since < _HOUR_MS)

    def _pull(self, state: SpaceState, outcome: Outcome, *, back: bool) -> None:
        """Fetch what is new and compare; what the server lost is kept to be offered again.

        Args:
            back: the server's history is not the one that we knew.
        """
        space, lineage = state.space, state.lineage
        for _ in range(_COMPARISONS):
            if back:
                outcome.add_pull(self._take_up(space, lineage))
            try:
                fed = self._puller.feed(space, lineage, state.head)
                outcome.add_pull(fed)
                outcome.add_pull(self._retry_quarantine(space, lineage))
            except WentBackError:
                back = True
                continue
            if fed.digest is not None and self._comparer.equal(space, fed.digest):
                self._comparer.note_equal(space)
                outcome.add_pull(self._deletions.settle(space, lineage))
                self._comparer.offer_missing(space)
                return
            self._comparer.note_mismatch(space)
            back = True
        outcome.complete = False

    def _take_up(self, space: bytes, lineage: bytes) -> Pulled:
        """Take up the server's present history."""
        found = self._comparer.went_back(space, lineage)
        if self._trust.may_push(space):
            self._pusher.relay_erases(space, lineage)
        return self._puller.records(space, lineage, found.wanted)

    def _retry_quarantine(self, space: bytes, lineage: bytes) -> Pulled:
        """Try again what could not be opened, after new keys, entries or a new program."""
        with self._store.read() as connection:
            kept = sync_marks.quarantined(connection, space)
            outlived = _outlived(connection, space, kept)
            due = [
                each
                for each in kept
                if each.rid not in outlived
                # A deletion waits for a person's word, unless it came in an earlier history.
                if not each.program or (each.reason not in WAITING and self._try_again(each))
            ]
        if outlived:
            with self._store.write_for_sync() as unit:
                sync_marks.release(unit.connection, space, outlived)
        lost = [each for each in due if not each.rev and each.batch]
        if lost and self._trust.may_push(space):
            self._puller.rescue(space, lineage, lost, self._program)
        # The server has the same bytes, in order and with their papers.
        return self._puller.records(space, lineage, [each.rid for each in due if each.rev])


def _outlived(connection: Connection, space: bytes, kept: list[Quarantined]) -> list[bytes]:
    """Return records of which a version is kept raw that the server lost, and that went in since.

    A colleague had understood it, and wrote over it.
    """
    lost = [each for each in kept if not each.rev]
    known = sync_marks.known_vids(connection, space, [each.rid for each in lost])
    return [each.rid for each in lost if each.vid in known.get(each.rid, ())]
