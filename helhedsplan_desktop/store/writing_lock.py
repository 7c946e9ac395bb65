"""The one lock for all writing. SQLite's own busy handler is never met."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock

PERSON_LATELY_SECONDS: Final = 3.0
"""Sync stores in small units for this long after a person saved."""

UNIT: Final = 1000
UNIT_SECONDS: Final = 0.2
UNIT_BESIDE_A_PERSON: Final = 250
UNIT_SECONDS_BESIDE_A_PERSON: Final = 0.02
"""What sync stores in one transaction, and for how long at most; less while somebody saves."""

STEP: Final = 250
STEP_BESIDE_A_PERSON: Final = 50
"""Records between two looks at whether the unit ends."""


class Filling:
    """How full one unit of sync is: it ends early once a person wants to write.

    Attributes:
        room: how many records the next step of it may store.
    """

    def __init__(self, lock: "WritingLock", clock: Clock) -> None:
        self._lock = lock
        self._clock = clock
        self._begun = False
        beside = lock.beside_a_person
        self._left = UNIT_BESIDE_A_PERSON if beside else UNIT
        self._step = STEP_BESIDE_A_PERSON if beside else STEP
        self._until = clock.monotonic() + (UNIT_SECONDS_BESIDE_A_PERSON if beside else UNIT_SECONDS)

    @property
    def room(self) -> int:
        """How many records the next step may store; 0: the unit ends. The first has room."""
        if self._left <= 0:
            return 0
        if self._begun and (self._lock.wanted or self._clock.monotonic() > self._until):
            return 0
        return min(self._step, self._left)

    def add(self, records: int) -> None:
        """Count what a step stored."""
        self._left -= records
        self._begun = True


class WritingLock:
    """Lets a person's save pass before the next unit of sync."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._gate = threading.Condition()
        self._wanted = 0
        self._filling = False
        self._last_person = float("-inf")

    @contextmanager
    def for_person(self) -> Iterator[None]:
        """Hold the lock for a person's act; sync stays out from the moment this is asked."""
        with self._gate:
            self._wanted += 1
        self._lock.acquire()
        try:
            yield
        finally:
            self._lock.release()
            with self._gate:
                self._wanted -= 1
                self._last_person = self._clock.monotonic()
                self._gate.notify_all()

    @contextmanager
    def for_sync(self) -> Iterator[None]:
        """Hold the lock for one unit of sync, once no person wants it.

        Until it is `filled`, threads that give way to units wait: one thread runs Python at a time,
        and two that want it would take turns while the unit holds the database.
        """
        with self._gate:
            self._gate.wait_for(lambda: not self._wanted)
            self._filling = True
        try:
            with self._lock:
                yield
        finally:
            self.filled()

    def filled(self) -> None:
        """Let the others go on: what is left of this unit is indexing and committing, in C."""
        with self._gate:
            self._filling = False
            self._gate.notify_all()

    def give_way(self) -> None:
        """Wait while a person saves, on a thread of sync that would compete with it."""
        # Asked thousands of times a second: a look without the gate is enough to begin with.
        if self._wanted:
            with self._gate:
                self._gate.wait_for(lambda: not self._wanted)

    def give_way_to_units(self) -> None:
        """Wait while a person saves or a unit is filled, with work that is all Python's."""
        if self._wanted or self._filling:
            with self._gate:
                self._gate.wait_for(lambda: not (self._wanted or self._filling))

    @property
    def wanted(self) -> bool:
        """True while a person waits to write, or writes."""
        return self._wanted > 0

    @property
    def beside_a_person(self) -> bool:
        """True if a person saves or did lately."""
        with self._gate:
            since = self._clock.monotonic() - self._last_person
            return self._wanted > 0 or since < PERSON_LATELY_SECONDS

    @property
    def records_at_once(self) -> int:
        """How many records sync may store in one unit: few if a person saves or did lately."""
        return UNIT_BESIDE_A_PERSON if self.beside_a_person else UNIT

    def filling(self) -> Filling:
        """Return the measure of a unit that begins."""
        return Filling(self, self._clock)
