"""Transactions: one snapshot to read from, one writer at a time to write.

SQLite is the embedded default: WAL, `synchronous=FULL`, one process, and one lock in it, so that
`BEGIN IMMEDIATE` never meets SQLite's own busy handler. PostgreSQL runs the same statements; there
the row lock of the space (`SELECT ... FOR UPDATE`) stands in for the process lock.
"""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

_BEGIN: Final = "helhedsplan_begin"
_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",  # what an erase removes is overwritten, not just forgotten
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-32768",
    "PRAGMA busy_timeout=5000",
)


def sqlite_url(path: Path) -> str:
    """Return the SQLAlchemy address of a database file."""
    return f"sqlite:///{path}"


class Store:
    """The database behind two kinds of transaction.

    Args:
        url: SQLAlchemy address; `sqlite:///...` or `postgresql+psycopg://...`.
    """

    def __init__(self, url: str) -> None:
        self._sqlite = url.startswith("sqlite")
        self.engine = _sqlite_engine(url) if self._sqlite else create_engine(url)
        self._writing = threading.Lock()
        isolation = {} if self._sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader: Engine = self.engine.execution_options(**isolation)
        self._writer: Engine = self.engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose statements all see one snapshot."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give a connection that writes; it commits durably at the end or not at all."""
        with self._one_writer(), self._writer.connect() as connection, connection.begin():
            yield connection

    def _one_writer(self) -> contextlib.AbstractContextManager[object]:
        return self._writing if self._sqlite else contextlib.nullcontext()

    def close(self) -> None:
        """Close every connection; SQLite folds its log into the file."""
        self.engine.dispose()


def insert_ignoring(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, leaving those alone whose key stands already."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows)


def insert_replacing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, overwriting those whose key stands already."""
    if rows:
        dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
        statement = dialect.insert(table)
        keys = [column.name for column in table.primary_key]
        changed = {name: statement.excluded[name] for name in rows[0] if name not in keys}
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed), rows)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        # None hands BEGIN and COMMIT to the events below; threads borrow pooled connections.
        connect_args={"isolation_level": None, "check_same_thread": False},
        pool_size=8,
        max_overflow=56,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        statement = connection.get_execution_options().get(_BEGIN, "BEGIN")
        connection.exec_driver_sql(statement)

    return engine
