"""The sync thread: pushes soon after a save, pulls now and then, waits out failures."""

import threading
from collections.abc import Callable
from typing import Final

from helhedsplan_desktop.foundation.changes import Changes
from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.store import identity, standing, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.backoff import Backoff, fraction
from helhedsplan_desktop.sync.cycle import Cycle, NotEnrolledError
from helhedsplan_desktop.sync.space_round import Outcome
from helhedsplan_desktop.sync.status import StatusBoard
from helhedsplan_desktop.sync.transport import PartLostError, RefusedError, TransportError
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster_state import RosterError

PUSH_AFTER_SECONDS: Final = 2.0
PULL_EVERY_SECONDS: Final = 60.0
IDLE_EVERY_SECONDS: Final = 600.0
JITTER: Final = 0.2
LOOK_SECONDS: Final = 15.0
"""How often the clocks are compared while nothing is due."""

SLEPT_SECONDS: Final = 20.0
"""A wall clock that is ahead by more tells of a computer that slept."""

UNREACHABLE: Final = "unreachable"
"""Event of the log: the first try of a row that reached no server of ours."""
LEAVE_SECONDS: Final = 3.0
"""How long locking waits for the sync thread; a transaction takes a few hundredths of it."""


class StoppedError(Exception):
    """The worker was told to end."""


class SyncWorker:
    """Runs cycles on a thread of its own.

    Args:
        make_cycle: makes the cycle on the worker's thread, given what raises when it must stop.
        duties: what else is done after each finished cycle: report, newcomers.
        log: told of errors in our own code, which do not end the thread.
    """

    def __init__(
        self,
        store: Store,
        board: StatusBoard,
        clock: Clock,
        randomness: Randomness,
        make_cycle: Callable[[Callable[[], None]], Cycle],
        duties: Callable[[Cycle, Outcome], None],
        log: EventLog | None = None,
    ) -> None:
        self._log = log
        self._store = store
        self._board = board
        self._clock = clock
        self._randomness = randomness
        self._make_cycle = make_cycle
        self._duties = duties
        self._backoff = Backoff(randomness)
        self._gate = threading.Condition()
        self._due = clock.monotonic()
        self._stopping = False
        self._idle = False
        self._thread: threading.Thread | None = None
        self._cycle: Cycle | None = None
        self._stop_listening: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Start the thread; the first cycle begins at once."""
        self._stop_listening = self._store.changes.listen(self._changed)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Begin a cycle now: a person asked, the network came back, the laptop woke."""
        self._set_due(0.0)

    def set_idle(self, *, idle: bool) -> None:
        """Pull less often while nobody looks."""
        with self._gate:
            self._idle = idle

    def stop(self) -> None:
        """End the thread after the transaction under way, without waiting for the server.

        A thread that is just connecting goes on for some seconds, and finds everything closed.
        """
        self._stop_listening()
        with self._gate:
            self._stopping = True
            self._gate.notify_all()
            cycle, thread = self._cycle, self._thread
        if cycle is not None:
            cycle.transport.hang_up()
        if thread is not None:
            thread.join(LEAVE_SECONDS)
            self._thread = None

    def refresh(self) -> None:
        """Bring the figures of the status up to date."""
        with self._store.read() as connection:
            counted = sync_marks.counts(connection)
            me = identity.read(connection)
            done = sync_marks.first_sync_done(connection)
            stands = standing.stored(connection)
        synced = me.get(identity.SYNCED_AT)
        self._board.change(
            unsent=counted.unsent,
            refused=counted.refused,
            quarantined=counted.quarantined,
            deletions=counted.deletions,
            conflicts=counted.conflicts,
            enrolled=me.enrolled,
            first_sync_done=done,
            standing=stands,
            synced_at=int.from_bytes(synced, "big") if synced else 0,
        )

    # --- inside -----------------------------------------------------------------------------------

    def _run(self) -> None:
        cycle = self._make_cycle(self._check_stop)
        with self._gate:
            self._cycle = cycle
        try:
            while self._wait_until_due():
                self._one(cycle)
        except Exception:
            # Once it was told to stop, the vault may be closed under whatever was under way.
            if not self._stopping:
                raise
        finally:
            cycle.close()

    def _one(self, cycle: Cycle) -> None:
        """Run one cycle and decide when the next is due."""
        online = self._board.now.online
        self._board.change(active=True)
        try:
            wait = self._cycled(cycle)
        except RefusedError as refused:
            wait = self._backoff.failure(float(refused.after_seconds or 0))
        except AppError as told:
            # A full disk is emptied, too: sync goes on by itself.
            self._board.change(problem=told.problem)
            wait = self._backoff.failure()
        except StoppedError:
            raise
        except Exception as fault:  # noqa: BLE001  nothing is above this thread, and sync must go on
            wait = self._backoff.failure()
            self._board.change(problem=Problem.BUG)
            if self._log is not None:
                self._log.crash(type(fault), fault.__traceback__)
        finally:
            self.refresh()
            self._board.change(active=False)
        self._tell_next(wait, was_online=online)
        with self._gate:
            # What was saved meanwhile has set an earlier time already.
            self._due = min(self._due, self._clock.monotonic() + wait)

    def _tell_next(self, wait: float, *, was_online: bool) -> None:
        """Tell when the next try begins if this one failed, and note the first of a row."""
        now = milliseconds(self._clock.now())
        retry_at = now + int(1000 * wait) if self._backoff.failing else 0
        self._board.change(retry_at=retry_at)
        if was_online and not self._board.now.online:
            with self._store.write_for_sync() as unit:
                sync_marks.log(unit.connection, now, UNREACHABLE)

    def _cycled(self, cycle: Cycle) -> float:
        """Return the seconds until the next cycle is due."""
        answers = cycle.answers
        outcome = run_cycle(cycle, self._board)
        if outcome is None:
            if cycle.answers > answers:
                # A bad line carries something all the same: it is tried again soon.
                self._backoff.success()
            return self._backoff.failure()
        self._duties(cycle, outcome)
        self._backoff.success()
        moving = outcome.taken or outcome.applied
        return PUSH_AFTER_SECONDS if moving and not outcome.complete else self._pause()

    def _pause(self) -> float:
        every = IDLE_EVERY_SECONDS if self._idle else PULL_EVERY_SECONDS
        return every * (1 - JITTER + 2 * JITTER * fraction(self._randomness))

    def _changed(self, changes: Changes) -> None:
        if not changes.by_sync:
            self.refresh()
            self._set_due(PUSH_AFTER_SECONDS)

    def _set_due(self, seconds: float) -> None:
        with self._gate:
            self._due = min(self._due, self._clock.monotonic() + seconds)
            self._gate.notify_all()

    def _wait_until_due(self) -> bool:
        with self._gate:
            while not self._stopping:
                left = self._due - self._clock.monotonic()
                if left <= 0:
                    self._due = float("inf")
                    return True
                if self._slept_while_waiting(min(left, LOOK_SECONDS)):
                    self._backoff.success()
                    self._due = self._clock.monotonic()
        return False

    def _slept_while_waiting(self, seconds: float) -> bool:
        """Wait; return True if the computer slept meanwhile: only one of its clocks went on."""
        wall, steady = self._clock.now(), self._clock.monotonic()
        self._gate.wait(seconds)
        gone = (self._clock.now() - wall).total_seconds()
        return gone - (self._clock.monotonic() - steady) > SLEPT_SECONDS

    def _check_stop(self) -> None:
        if self._stopping:
            raise StoppedError


_TOLD: Final = {
    ErrorCode.DEVICE_REVOKED: Problem.ACCESS_CLOSED,
    ErrorCode.CLONE_SUSPECTED: Problem.ACCESS_CLOSED,
    ErrorCode.CLIENT_TOO_OLD: Problem.PROGRAM_TOO_OLD,
}


def run_cycle(cycle: Cycle, board: StatusBoard) -> Outcome | None:
    """Run one cycle and tell the board how it went; None if no answer of our server came.

    Raises:
        RefusedError: the server answered with a problem that time may cure.
    """
    try:
        try:
            outcome = cycle.run_once()
        finally:
            board.change(forked=cycle.forked, doubted=cycle.doubted)
    except NotEnrolledError:
        board.change(enrolled=False)
        return None
    except PartLostError as error:
        board.change(online=True, problem=error.problem)
        return None
    except TransportError as error:
        # The network is weather: only a server that is not ours is worth telling.
        told = None if error.problem is Problem.SERVER_UNREACHABLE else error.problem
        board.change(online=False, problem=told)
        return None
    except RosterError:
        board.change(online=True, problem=Problem.SERVER_UNTRUSTED)
        return None
    except RefusedError as refused:
        board.change(online=True, problem=_TOLD.get(refused.code, Problem.SERVER_BUSY))
        raise
    board.change(online=True, problem=None)
    return outcome
