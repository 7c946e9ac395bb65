"""The open vault as the services and sync see it: units of work and read connections."""

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine

from helhedsplan_desktop.foundation.changes import ChangesHub
from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.store import standing
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.store.writing_lock import WritingLock

IN_UNIT: Final = "in_unit_of_work"
"""Mark on the writer's connection while a unit runs; the tests fail any write without it."""


class Store:
    """Reading and writing of one open vault.

    Args:
        writer: engine with the one writing connection; it begins with BEGIN IMMEDIATE.
        reader: engine with read connections, each a snapshot while it is held.
        device: tells this laptop's device id; zeros before enrolment.

    Attributes:
        units: how many units of work were committed; unchanged means that nothing was written.
    """

    def __init__(
        self,
        writer: Engine,
        reader: Engine,
        clock: Clock,
        device: Callable[[], bytes],
    ) -> None:
        self._writer = writer
        self._reader = reader
        self._clock = clock
        self._device = device
        self.changes = ChangesHub()
        self.lock = WritingLock(clock)
        # Syncing and the screens each speak to the server: two sessions that begin at once would
        # show one value of the ratchet twice, as a copy of this vault would.
        self.handshake = threading.Lock()
        self.units = 0

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """Give a unit of work for a person's act; it commits at the end, or leaves no trace."""
        with self.lock.for_person():
            unit = yield from self._unit(by_person=True)
        self.changes.tell(unit.changes(by_sync=False))

    @contextmanager
    def write_for_sync(self) -> Iterator[UnitOfWork]:
        """Give a unit of work for sync, once no person wants to write."""
        with self.lock.for_sync():
            unit = yield from self._unit(by_person=False)
        self.changes.tell(unit.changes(by_sync=True))

    def _unit(self, *, by_person: bool) -> Generator[UnitOfWork, None, UnitOfWork]:
        with self._writer.begin() as connection:
            connection.info[IN_UNIT] = True
            try:
                unit = UnitOfWork(connection, self._clock, self._device())
                if by_person:
                    unit.read_only = not standing.stored(connection).may_edit
                yield unit
                if not by_person:
                    self.lock.filled()
                unit.index_words()
            finally:
                connection.info[IN_UNIT] = False
        self.units += 1
        return unit

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one snapshot."""
        with self._reader.connect() as connection:
            yield connection
