"""The one lock for all writing. SQLite's own busy handler is never met."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock

PERSON_LATELY_SECONDS: Final = 10.0
"""Sync stores in small units for this long after a person saved."""


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

    @property
    def person_lately(self) -> bool:
        """True if a person saves now or did in the last ten seconds."""
        with self._gate:
            return (
                self._wanted > 0
                or self._clock.monotonic() - self._last_person < PERSON_LATELY_SECONDS
            )
