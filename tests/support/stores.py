"""Real stores for tests: SQLCipher in memory or in a file under a test key, no key derivation."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.store.store import Store

TEST_KEY = bytes(range(32))
"""The data key of every vault that tests make; it protects invented data only."""

THIS_LAPTOP = bytes(range(16))


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self, start: datetime = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)) -> None:
        self.instant = start

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def forward(self, **step: float) -> None:
        self.instant += timedelta(**step)


def engine(path: Path | None = None, key: bytes = TEST_KEY) -> Engine:
    """Return an engine over one SQLCipher connection, its transactions BEGIN IMMEDIATE."""
    made = create_engine(
        "sqlite://" if path is None else f"sqlite:///{path}",
        module=sqlcipher3.dbapi2,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(made, "connect")
    def _open(connection: Any, _record: object) -> None:
        for pragma in (
            f"key = \"x'{key.hex()}'\"",
            "cipher_memory_security = OFF",
            "journal_mode = WAL",
            "synchronous = FULL",
            "temp_store = MEMORY",
            "secure_delete = ON",
            "cache_size = -65536",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return made


def open_store(
    clock: Clock | None = None,
    path: Path | None = None,
    device: Callable[[], bytes] = lambda: THIS_LAPTOP,
) -> Store:
    """Return a store over a prepared vault; in memory unless `path` is given."""
    made = engine(path)
    prepare(made, path)
    return Store(made, made, clock or SetClock(), device)
