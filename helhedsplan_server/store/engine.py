"""Transactions: one snapshot to read from, and writers that never get into each other's way.

SQLite is the embedded default: WAL, `synchronous=FULL`, one process, and one lock in it, so that
`BEGIN IMMEDIATE` never meets SQLite's own busy handler. PostgreSQL runs the same statements from
any number of processes; there the writers of one space queue at its row (`SELECT ... FOR UPDATE`),
and rare acts that touch everything run alone (`write(alone=True)`).
"""

import contextlib
import functools
import operator
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg.types.array import ListBinaryDumper
from sqlalchemy import (
    ARRAY,
    URL,
    Connection,
    Engine,
    Insert,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    insert,
    make_url,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from helhedsplan_server.errors import StartError

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
_WORTH_UNNESTING: Final = 2
_POOL: Final = {"pool_size": 8, "max_overflow": 56}

_SQLITE_THREADS: Final = 12
"""One writes at a time, and each reader's connection may hold 32 MB."""

_POSTGRES_THREADS: Final = 16
"""Most wait for a row or the network. With 48 at one space a push waits its turn unfairly long:
p99 1.4 s instead of 0.6 s with 64 clients, and a fifth fewer pushes (ADR 20).
"""

ADVISORY: Final = 0x48656C68
"""The class ("Helh") of all advisory locks that this program takes in its PostgreSQL database."""

_BESIDE_OTHERS: Final = text(f"SELECT pg_advisory_xact_lock_shared({ADVISORY}, 1)")
_ALONE: Final = text(f"SELECT pg_advisory_xact_lock({ADVISORY}, 1)")
_SESSION: Final = {"application_name": "helhedsplan-server", "connect_timeout": 10}
_TIMEOUTS: Final = "-c idle_in_transaction_session_timeout=60s -c lock_timeout=20s"
"""A process that hangs or lost its network must not hold a space for the others."""

_DURABLE: Final = (
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') = 'off'"
)
"""An answer is a promise; where the operator asks for more (a standby), that stays."""

_DRIVERS: Final = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


def sqlite_url(path: Path) -> str:
    """Return the SQLAlchemy address of a database file."""
    return f"sqlite:///{path}"


def database_url(given: str) -> URL:
    """Return the address of a database with the driver that this program uses for it.

    Raises:
        StartError: it is no address, or of a database that is not supported.
    """
    try:
        url = make_url(given)
    except ArgumentError:
        url = None
    if url is None or url.drivername not in _DRIVERS:
        # The address may hold a password, so it is not shown.
        raise StartError(
            "The address of the database must begin with sqlite:/// or postgresql://."
        ) from None
    return url.set(drivername=_DRIVERS[url.drivername])


class Store:
    """The database behind two kinds of transaction.

    Args:
        address: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`.

    Attributes:
        url: the address with the driver.
        is_sqlite: one process only; else PostgreSQL.
        useful_threads: how many may use it at once with gain.

    Raises:
        StartError: it is no such address.
    """

    def __init__(self, address: str) -> None:
        self.url = database_url(address)
        self.is_sqlite = self.url.drivername == "sqlite"
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
        self.useful_threads = _SQLITE_THREADS if self.is_sqlite else _POSTGRES_THREADS
        self._writing = threading.Lock()
        reading = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        writing = {"isolation_level": "READ COMMITTED"}
        self._reader: Engine = self.engine.execution_options(**({} if self.is_sqlite else reading))
        self._looker: Engine = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="AUTOCOMMIT")
        )
        self._writer: Engine = self.engine.execution_options(
            **({_BEGIN: "BEGIN IMMEDIATE"} if self.is_sqlite else writing)
        )

    def reach(self) -> None:
        """Pass if the database answers.

        Raises:
            StartError: it does not; the sentence says where it was looked for and why not.
        """
        try:
            self.engine.connect().close()
        except OperationalError as failed:
            # Without driver, password and options: as the operator knows it.
            plain = self.url.set(drivername=self.url.get_backend_name(), password=None, query={})
            why = str(failed.orig).strip().splitlines()[0].removeprefix("connection failed: ")
            raise StartError(
                f"Cannot reach the database {plain.render_as_string()}: {why}"
            ) from None

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection whose statements all see one snapshot."""
        with self._reader.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def look(self) -> Iterator[Connection]:
        """Give a connection for one statement that reads: a third of the messages of `read`."""
        with self._looker.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Connection]:
        """Give a connection that writes; it commits durably at the end or not at all.

        Each statement sees what was committed before it began, so what must not change under a
        decision is locked first: the row of the space, or everything.

        Args:
            alone: no other transaction of any server process writes meanwhile. On SQLite that
                holds for every transaction.
        """
        with self._one_writer(), self._writer.connect() as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(_ALONE if alone else _BESIDE_OTHERS)
            yield connection

    def _one_writer(self) -> contextlib.AbstractContextManager[object]:
        return self._writing if self.is_sqlite else contextlib.nullcontext()

    def close(self) -> None:
        """Close every connection; SQLite folds its log into the file."""
        self.engine.dispose()


def insert_rows(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, which all name the same columns."""
    if connection.dialect.name == "sqlite":
        _insert_plainly(connection, table, rows, "")
    elif len(rows) < _WORTH_UNNESTING:
        connection.execute(insert(table), rows)
    else:
        names = tuple(rows[0])
        columns = {name: [row[name] for row in rows] for name in names}
        connection.execute(_unnested(table, names), columns)


def _insert_plainly(
    connection: Connection, table: Table, rows: list[dict[str, Any]], otherwise: str
) -> None:
    """Insert bytes, numbers and text on SQLite, which takes them as they are.

    SQLAlchemy's look at each value of each row costs more than the insert itself.

    Args:
        otherwise: the conflict clause.
    """
    names = tuple(rows[0])
    columns, marks = ", ".join(names), ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks}){otherwise}"  # noqa: S608  our own names
    connection.exec_driver_sql(statement, list(map(operator.itemgetter(*names), rows)))


@functools.cache
def _unnested(table: Table, names: tuple[str, ...]) -> Insert:
    """Return an insert that takes each column as one array: one message for any number of rows."""
    arrays = (bindparam(name, type_=ARRAY(table.c[name].type)) for name in names)
    rows = func.unnest(*arrays).table_valued(*names).render_derived()
    return insert(table).from_select(list(names), select(*rows.c))


def insert_ignoring(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, leaving those alone whose key stands already."""
    if rows and connection.dialect.name == "sqlite":
        _insert_plainly(connection, table, rows, " ON CONFLICT DO NOTHING")
    elif rows:
        connection.execute(postgresql.insert(table).on_conflict_do_nothing(), rows)


def insert_replacing(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert `rows`, overwriting those whose key stands already."""
    if rows:
        connection.execute(_replacing(connection.dialect.name, table, tuple(rows[0])), rows)


@functools.cache
def _replacing(dialect: str, table: Table, names: tuple[str, ...]) -> Any:
    """Return an insert of these columns that overwrites the row whose key stands already."""
    statement = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changed)


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(
        url,
        # None hands BEGIN and COMMIT to the events below; threads borrow pooled connections.
        connect_args={"isolation_level": None, "check_same_thread": False},
        **_POOL,
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
        # Straight to the driver: a request begins two or three small transactions.
        database: Any = connection.connection.driver_connection
        database.execute(statement)

    return engine


class _BinaryCursor(psycopg.Cursor[Any]):
    """Takes results as bytes; as text, each ciphertext would come in twice its length."""

    def __init__(self, connection: psycopg.Connection[Any], **given: Any) -> None:
        super().__init__(connection, **given)
        self.format = psycopg.pq.Format.BINARY


def _postgres_engine(url: URL) -> Engine:
    options = f"{_TIMEOUTS} {url.query.get('options', '')}"
    engine = create_engine(
        url, connect_args={**_SESSION, "options": options, "cursor_factory": _BinaryCursor}, **_POOL
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # By default arrays go as text: ciphertext twice as long, and escaped in Python.
        connection.adapters.register_dumper(list, ListBinaryDumper)
        cursor = connection.cursor()
        cursor.execute(_DURABLE)
        cursor.close()
        connection.commit()

    return engine
