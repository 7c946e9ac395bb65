"""Real stores for tests: an encrypted vault with all tables, under the test key."""

from collections.abc import Iterator
from contextlib import contextmanager

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.store.store import Store
from tests.support.stores import THIS_LAPTOP, SetClock
from tests.support.vaults import temporary_database


@contextmanager
def open_store(clock: Clock | None = None) -> Iterator[Store]:
    """Give a store over a new vault, gone with the block."""
    with temporary_database() as database:
        prepare(database)
        yield Store(database.writer, database.reader, clock or SetClock(), lambda: THIS_LAPTOP)
