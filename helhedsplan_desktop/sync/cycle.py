"""One round of syncing, step by step on one control thread; testable without threads."""

from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.appending import pull_roster
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.pull import Pulled, Puller
from helhedsplan_desktop.sync.push import Pushed, Pusher
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Empty, SpacesAnswer, SpaceState

ROUNDS: Final = 5
"""Pushes and pulls of one space in one cycle; who is still behind goes on in the next."""


@dataclass
class Outcome:
    """What a cycle did."""

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


class NotEnrolledError(Exception):
    """This laptop belongs to no organisation yet."""


class Cycle:
    """Syncs one vault with one server.

    Args:
        program: version of this program, for the quarantine's second tries.
        stop: raises when the person asked to stop.
        executor: fetches a page while one is stored, and helps verifying; two threads if None.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        clock: Clock,
        ids: Ids,
        randomness: Randomness,
        program: str,
        stop: Callable[[], None],
        executor: Executor | None = None,
    ) -> None:
        self._store = store
        self.transport = transport
        self._clock = clock
        self._ids = ids
        self._randomness = randomness
        self._program = program
        self._stop = stop
        self._trust: Trust | None = None
        self._executor = executor or ThreadPoolExecutor(2, "sync-page")

    def close(self) -> None:
        """End the threads and connections."""
        self._executor.shutdown(cancel_futures=True)
        self.transport.close()

    def trust(self) -> Trust:
        """Return what this laptop believes, loaded once.

        Raises:
            NotEnrolledError.
        """
        if self._trust is None:
            with self._store.read() as connection:
                self._trust = trusting.load(connection)
        if self._trust is None or not self._trust.me.enrolled:
            self._trust = None
            raise NotEnrolledError
        return self._trust

    def run_once(self) -> Outcome:
        """Exchange everything that waits on either side.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        trust = self.trust()
        outcome = Outcome()
        answer = self.spaces()
        if (answer.roster_n, answer.roster_hash) != (trust.roster.n, trust.roster.head_hash):
            pull_roster(self._store, self.transport, trust)
            answer = self.spaces()
        for state in answer.spaces:
            self._stop()
            if (state.space, trust.roster.epoch(state.space)) not in trust.keys:
                outcome.complete = False
                continue
            self._sync_space(trust, state, outcome)
        self._finish(outcome)
        return outcome

    def refresh_roster(self) -> None:
        """Open a session and bring the roster up to date, and nothing else.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        answer, trust = self.spaces(), self.trust()
        if (answer.roster_n, answer.roster_hash) != (trust.roster.n, trust.roster.head_hash):
            pull_roster(self._store, self.transport, trust)

    def fetch_only(self, space: bytes) -> None:
        """Pull one space and push nothing: a newcomer's first look.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        for state in self.spaces().spaces:
            if state.space == space:
                self._puller(self.trust()).pull(space, state.lineage, state.head)

    def spaces(self) -> SpacesAnswer:
        """Ask where the server stands, with a fresh session if the old one ended.

        Raises:
            NotEnrolledError, TransportError, RefusedError.
        """
        if not self.transport.has_token:
            open_session(self._store, self.transport, self.trust(), self._randomness)
        try:
            return self.transport.call(routes.SPACES, Empty(), SpacesAnswer)
        except RefusedError as refused:
            if refused.code is not ErrorCode.AUTH_REQUIRED:
                raise
        open_session(self._store, self.transport, self.trust(), self._randomness)
        return self.transport.call(routes.SPACES, Empty(), SpacesAnswer)

    def _sync_space(self, trust: Trust, state: SpaceState, outcome: Outcome) -> None:
        """Pull what is new, push what waits, until neither side is behind."""
        puller, pusher = self._puller(trust), self._pusher(trust)
        space, lineage = state.space, state.lineage
        retired: list[bytes] = []
        if self._is_behind(state) or self._tries_due(space, trust):
            outcome.add_pull(self._pulled(puller, state))
        may_push = state.role in {"worker", "lead"} and not trust.roster.is_draining(trust.device)
        for _ in range(ROUNDS if may_push else 0):
            pushed = pusher.push(space, lineage)
            outcome.add_push(pushed)
            retired += pushed.retired
            if pushed.stale:
                pull_roster(self._store, self.transport, trust)
            if not (pushed.behind or pushed.stale):
                break
            outcome.add_pull(puller.pull(space, lineage, state.head))
            if pushed.erased:
                outcome.add_pull(puller.pull_records(space, lineage, pushed.erased))
            if retired:
                pusher.forget_retired(space, retired)
                retired = []
        else:
            outcome.complete = outcome.complete and not may_push
        with self._store.read() as connection:
            mark = sync_marks.space_mark(connection, space)
        outcome.complete = outcome.complete and mark.first_sync == DONE

    def _pulled(self, puller: Puller, state: SpaceState) -> Pulled:
        pulled = puller.pull(state.space, state.lineage, state.head)
        pulled.taken += puller.retry_quarantine(state.space, state.lineage)
        return pulled

    def _is_behind(self, state: SpaceState) -> bool:
        """Return True if the server has what we lack, or differs at the same head."""
        with self._store.read() as connection:
            mark = sync_marks.space_mark(connection, state.space)
        if mark.lineage != state.lineage or mark.cursor != state.head or mark.first_sync != DONE:
            return True
        with self._store.write_for_sync() as unit:
            return sealed.digest(unit.connection, state.space) != state.digest

    def _tries_due(self, space: bytes, trust: Trust) -> bool:
        with self._store.read() as connection:
            return any(
                each.program != self._program or each.roster_n != trust.roster.n
                for each in sync_marks.quarantined(connection, space)
            )

    def _finish(self, outcome: Outcome) -> None:
        now = milliseconds(self._clock.now())
        with self._store.write_for_sync() as unit:
            if outcome.applied:
                sync_marks.log(unit.connection, now, "sent", outcome.applied)
            if outcome.taken:
                sync_marks.log(unit.connection, now, "received", outcome.taken)
            if outcome.quarantined:
                sync_marks.log(unit.connection, now, "quarantined", outcome.quarantined)
            identity.put(unit.connection, synced_at=now.to_bytes(8, "big"))

    def _puller(self, trust: Trust) -> Puller:
        return Puller(
            self._store,
            self.transport,
            trust,
            self._clock,
            self._ids,
            self._program,
            self._executor,
            self._stop,
        )

    def _pusher(self, trust: Trust) -> Pusher:
        freezer = Freezer(trust, self._ids, self._randomness, self._clock)
        return Pusher(self._store, self.transport, freezer, self._clock, self._stop)
