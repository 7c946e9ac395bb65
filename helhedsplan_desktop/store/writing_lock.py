"""The one lock for all writing. SQLite's own busy handler is never met."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock

PERSON_LATELY_SECONDS: Final = 10.0
"""Sync stores in small units for this long after a person saved."""

UNIT: Final = 500
UNIT_BESIDE_A_PERSON: Final = 50
"""Records that sync stores in one transaction; fewer while somebody saves."""


class WritingLock:
    """Lets a person's save pass before the next unit of sync."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._gate = threading.Condition()
        self._wanted = 0
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
        """Hold the lock for one unit of sync, once no person wants it."""
        with self._gate:
            self._gate.wait_for(lambda: not self._wanted)
        with self._lock:
            yield

    def give_way(self) -> None:
        """Wait while a person saves, on a thread of sync that would compete with it."""
        # Asked thousands of times a second: a look without the gate is enough to begin with.
        if self._wanted:
            with self._gate:
                self._gate.wait_for(lambda: not self._wanted)

    @property
    def records_at_once(self) -> int:
        """How many records sync may store in one unit: few if a person saves or did lately."""
        with self._gate:
            since = self._clock.monotonic() - self._last_person
            lately = self._wanted > 0 or since < PERSON_LATELY_SECONDS
        return UNIT_BESIDE_A_PERSON if lately else UNIT
