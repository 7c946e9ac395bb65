"""One round of syncing, step by step on one control thread; testable without threads."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity, parcels, standing, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.closing import Closer
from helhedsplan_desktop.sync.comparing import Comparer
from helhedsplan_desktop.sync.freezing import Freezer
from helhedsplan_desktop.sync.giving_back import give_back
from helhedsplan_desktop.sync.heavy import Heavy
from helhedsplan_desktop.sync.history import History
from helhedsplan_desktop.sync.judging import PageJudge
from helhedsplan_desktop.sync.leading import Leading
from helhedsplan_desktop.sync.meeting import Meeting
from helhedsplan_desktop.sync.own_moves import OwnMoves
from helhedsplan_desktop.sync.parcel_post import ParcelPost
from helhedsplan_desktop.sync.parcelling import Parceller
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.pull import Puller
from helhedsplan_desktop.sync.push import Pusher
from helhedsplan_desktop.sync.resting import Rest
from helhedsplan_desktop.sync.setbacks import Setbacks
from helhedsplan_desktop.sync.space_round import Outcome, SpaceRound
from helhedsplan_desktop.sync.taking_over import TakingOver
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Empty, SpacesAnswer, SpaceState
from helhedsplan_protocol.records import Body, Header

_LOOKS: Final = 3
"""Times that the spaces are gone through in one cycle, when the roster grows meanwhile."""

_OF_THE_DEVICE: Final = frozenset(
    {
        ErrorCode.AUTH_REQUIRED,
        ErrorCode.DEVICE_REVOKED,
        ErrorCode.RATE_LIMITED,
    }
)
"""Refusals that every other space would meet too."""


def _suspects(answer: SpacesAnswer, device: bytes) -> bool:
    """Return True if the server has seen a second copy of this vault."""
    return any(doubt.suspected and doubt.device == device for doubt in answer.doubts)


class NotEnrolledError(Exception):
    """This laptop belongs to no organisation yet."""


class Cycle:
    """Syncs one vault with one server.

    Args:
        program: version of this program, for the quarantine's second tries.
        stop: raises when the person asked to stop.
        executor: fetches and opens pages while one is stored, and helps verifying; three threads if
            None.
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
        self._executor = executor or ThreadPoolExecutor(3, "sync-page")
        self._pull_portion, self._push_portion = Portion(), Portion()
        self._heavy = Heavy()
        self._rest = Rest(store)
        self._setbacks = Setbacks(transport)
        self._own_moves = OwnMoves(store, transport, ids, self._executor)
        self._answer: SpacesAnswer | None = None

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

    @property
    def doubted(self) -> int:
        """How many laptops' vaults were seen twice or came from a backup, as told to a lead."""
        trust = self._trust
        if self._answer is None or trust is None:
            return 0
        leads = trust.roster.role_of_device(trust.device) == "lead"
        return len(self._answer.doubts) if leads else 0

    @property
    def answers(self) -> int:
        """Pages and pushes that went well so far."""
        return self._pull_portion.successes + self._push_portion.successes

    @property
    def forked(self) -> bool:
        """True while the server stands on another branch of the roster than this laptop."""
        return self._trust is not None and self._trust.fork is not None

    def run_once(self) -> Outcome:
        """Exchange everything that waits on either side.

        A space that the server refuses, or of which no answer comes, does not hold up the others.

        Raises:
            NotEnrolledError, RosterError.
            TransportError: of everything; PartLostError: of one space, after the others were done.
            RefusedError: of either.
        """
        trust, outcome = self.trust(), Outcome()
        self._rest.begin()
        self._setbacks.begin()
        try:
            self._all_spaces(trust, outcome)
        except RefusedError as error:
            if error.code is ErrorCode.DEVICE_REVOKED:
                self._meeting(trust).hear_why()
                self._hand_over(trust)
            raise
        freed = self._hand_over(trust)
        for state in self._answer.spaces if self._answer else ():
            if state.space in freed:
                self._round(trust).settle(state, outcome)
        give_back(self._store, trust)
        failed = self._setbacks.error
        outcome.complete = outcome.complete and failed is None
        self._finish(trust, outcome, of_all=failed is None)
        if failed is not None:
            raise failed
        if outcome.complete and trust.fork is None and not trust.cloned:
            Leading(self._store, self.transport, trust, self._randomness).take_up_lineages()
            if self._answer is not None:
                self._rest.reached(self._answer)
        return outcome

    def _all_spaces(self, trust: Trust, outcome: Outcome) -> None:
        """Bring every space in line; what fails of one of them is noted as a setback."""
        setbacks = self._setbacks
        for _ in range(_LOOKS):
            self._answer, done = self._current(), list[SpaceState]()
            trust.cloned = _suspects(self._answer, trust.device)
            again = held_back = False
            if self._rest.holds(self._answer):
                break
            for state in setbacks.turns(self._answer.spaces):
                self._stop()
                if (state.space, trust.roster.epoch(state.space)) not in trust.keys:
                    outcome.complete = False
                    continue
                try:
                    stale = self._round(trust).run(state, outcome)
                except RefusedError as error:
                    if error.code in _OF_THE_DEVICE:
                        raise
                    setbacks.refused(error)
                    # A copy goes on fetching, and tries no other space.
                    trust.cloned |= error.code is ErrorCode.CLONE_SUSPECTED
                    held_back |= error.code is ErrorCode.SPACE_FROZEN
                    continue
                except TransportError:
                    setbacks.lost(state.space)
                    continue
                setbacks.went_well(state.space)
                again |= stale
                done.append(state)
            # A server may hide a row, and the digest tells; it may hide a whole space too.
            listed = {state.space for state in self._answer.spaces}
            outcome.complete = outcome.complete and listed.issuperset(trust.spaces())
            if (again or held_back) and trust.fork is None:
                self._meeting(trust).look_aside()
            if not (again and setbacks.patient):
                break
        self._end_old_copies(trust, done, outcome)

    def _current(self) -> SpacesAnswer:
        """Return where the server stands, with our roster as far as the server's."""
        answer, meeting = self.spaces(), self._meeting(self.trust())
        if not meeting.line_up(answer):
            return answer
        answer = self.spaces()
        # Once more, for a server that was behind, or whose branch we went over to.
        return self.spaces() if meeting.line_up(answer) else answer

    def _meeting(self, trust: Trust) -> Meeting:
        return Meeting(self._store, self.transport, trust, self._randomness, self._clock)

    def refresh_roster(self) -> None:
        """Open a session and bring the roster up to date, and nothing else.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        self._current()

    def look_aside(self) -> None:
        """Ask whether the server keeps branches of the roster beside its log.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        self._meeting(self.trust()).look_aside()

    def go_over(self) -> None:
        """Stand on the server's branch of the roster: a lead decides for it here and now.

        Raises:
            TransportError, RefusedError, RosterError.
        """
        trust = self.trust()
        if trust.fork is not None:
            self._meeting(trust).go_over(trust.fork)

    def fetch_only(self, space: bytes) -> None:
        """Pull one space and push nothing: a newcomer's first look.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        for state in self.spaces().spaces:
            if state.space == space:
                self._puller(self.trust()).feed(space, state.lineage, state.head)

    def spaces(self) -> SpacesAnswer:
        """Ask where the server stands, with a fresh session if the old one ended.

        Raises:
            NotEnrolledError, TransportError, RefusedError.
        """
        if not self.transport.has_token:
            self._meeting(self.trust()).open_session()
        try:
            return self.transport.call(routes.SPACES, Empty(), SpacesAnswer)
        except RefusedError as refused:
            if refused.code is not ErrorCode.AUTH_REQUIRED:
                raise
        self._meeting(self.trust()).open_session()
        return self.transport.call(routes.SPACES, Empty(), SpacesAnswer)

    def _end_old_copies(self, trust: Trust, states: Sequence[SpaceState], outcome: Outcome) -> None:
        """Go on with records that moved between spaces, now that all spaces are known."""
        for state in states:
            self._round(trust).settle(state, outcome)
        for state in states:
            # What one space brought may have to be told in another that was done before it.
            try:
                if self._setbacks.patient and self._round(trust).has_unsent(state.space):
                    self._round(trust).push(state, outcome)
            except RefusedError as error:
                self._setbacks.refused(error)
            except TransportError:
                self._setbacks.lost(state.space)
        closer = Closer(
            self._store,
            self.transport,
            trust,
            self._freezer(trust),
            self._push_portion,
            self._setbacks,
            self._clock,
            self._stop,
        )
        closed = closer.close(states)
        outcome.applied += closed.applied
        outcome.complete = outcome.complete and not closed.behind
        if self._own_moves.recognise(trust, closed.apart, self._setbacks):
            outcome.complete = False

    def _hand_over(self, trust: Trust) -> list[bytes]:
        """Put what can no longer be sent beside the spaces, for a lead.

        Returns:
            The spaces of which a `move` has waited for that.
        """
        facts = trust.roster.device(trust.device)
        if facts is None or (not facts.active and facts.revoke_reason == "stolen"):
            return []
        seen = trust.spaces() if facts.active else ()
        reads_only = trust.roster.role_of_device(trust.device) == "reader"
        post = ParcelPost(self._store, self.transport, self._ids, self._clock, trust)
        parceller = Parceller(
            self._store,
            post,
            trust,
            self._freezer(trust),
            self._randomness,
            self._clock,
        )
        return parceller.hand_over(() if reads_only else seen, seen)

    def taking_over(self) -> TakingOver:
        """Return a lead's side of parcels."""
        return TakingOver(self._store, self.transport, self.trust(), self._ids, self._executor)

    def history(self, space: bytes, rid: bytes) -> list[tuple[Header, Body]]:
        """Return the superseded versions of a record, the newest first.

        Raises:
            NotEnrolledError, TransportError, RefusedError, RosterError.
        """
        self.refresh_roster()
        found = History(self.transport, self.trust(), self._executor).versions(space, rid)
        return [(each.header, each.body) for each in found if each.body is not None]

    def _finish(self, trust: Trust, outcome: Outcome, *, of_all: bool) -> None:
        """Note what the round did, and when, if it was one of all spaces."""
        now = milliseconds(self._clock.now())
        with self._store.write_for_sync() as unit:
            connection = unit.connection
            for event, count in (
                ("sent", outcome.applied),
                ("received", outcome.taken),
                ("quarantined", outcome.quarantined),
            ):
                if count:
                    sync_marks.log(connection, now, event, count)
            standing.note(connection, trust.roster, trust.device, cloned=trust.cloned)
            marks = [sync_marks.space_mark(connection, space) for space in trust.spaces()]
            outcome.complete = outcome.complete and all(m.first_sync == DONE for m in marks)
            if outcome.complete and self._answer is not None:
                # What waits to be offered again may be nowhere else, whatever holds it up.
                spaces = {state.space for state in self._answer.spaces}
                level = spaces - sync_marks.reoffering(connection)
                parcels.note_in_line(connection, level, self._answer.restore_id)
            if of_all:
                identity.put(connection, synced_at=now.to_bytes(8, "big"))

    def _round(self, trust: Trust) -> SpaceRound:
        return SpaceRound(
            self._store,
            trust,
            self._program,
            self._clock,
            self._puller(trust),
            Pusher(
                self._store,
                self.transport,
                self._freezer(trust),
                self._clock,
                self._executor,
                self._push_portion,
                self._heavy,
                self._stop,
            ),
            Comparer(self._store, self.transport, self._clock),
        )

    def _freezer(self, trust: Trust) -> Freezer:
        return Freezer(trust, self._randomness, self._clock)

    def _puller(self, trust: Trust) -> Puller:
        return Puller(
            self._store,
            self.transport,
            trust,
            self._ids,
            PageJudge(trust, self._program, self._clock, self._executor, self._store.lock),
            self._executor,
            self._pull_portion,
            self._stop,
        )
