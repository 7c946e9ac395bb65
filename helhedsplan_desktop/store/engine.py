"""The vault's database: its connections, its copies and its end.

Writing goes through one connection, reading through a few, each a snapshot (WAL).
Source: docs/adr/0001, docs/adr/0006.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import (
    create_private_file,
    disk_problems_told,
    replace_file,
    tighten,
)
from helhedsplan_desktop.store.cipher import (
    DRIVER,
    DriverError,
    check,
    connect,
    damaged,
    driver_of,
    tell,
    told,
)
from helhedsplan_desktop.store.vault_files import SIDE_FILES, look_at_database

KEY_BYTES: Final = 32
WRITER_CACHE_KIB: Final = 64 * 1024
"""The 2 MB default made bulk inserts three times slower."""

READER_CACHE_KIB: Final = 8 * 1024
READERS: Final = 3
"""Lists, a search and a report at a time; with the writer at most 88 MB of cache."""

_INTERRUPTS: Final = 40
_INTERRUPT_SECONDS: Final = 0.05
"""Two seconds in all for work in flight to end when the vault is locked."""


class Database:
    """One open vault file.

    Args:
        path: the file.
        key: 32 bytes; copied, and forgotten by `close`.

    Attributes:
        writer: engine with the one writing connection; it begins with BEGIN IMMEDIATE.
        reader: engine with read-only connections, each a snapshot from its first query on.
    """

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        assert len(key) == KEY_BYTES
        self.path: Final = path
        self._key = bytearray(key)
        self._changed = threading.Condition()
        self._open: list[Any] = []  # the writer's first
        self._in_use = 0
        write = self._creator(WRITER_CACHE_KIB, read_only=False)
        self._connect_reader = self._creator(READER_CACHE_KIB, read_only=True)
        self.writer: Final = self._engine(1, write, begin="BEGIN IMMEDIATE")
        self.reader: Final = self._engine(READERS, self._connect_reader, begin="BEGIN")

    @property
    def closed(self) -> bool:
        """True once `close` ran."""
        return not self._key

    @property
    def writing(self) -> bool:
        """True while the writing connection is in somebody's hands."""
        pool = self.writer.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedout() > 0

    def check(self) -> tuple[str, ...]:
        """Return what is wrong with the file, empty if nothing: pages' MACs and SQLite's own.

        Takes seconds on a large vault; weekly, before backups and after a crash.

        Raises:
            AppError: VAULT_LOCKED if it is locked meanwhile, DISK_FAILED.
        """
        with self._fresh_reader() as connection:
            return check(connection)

    @contextmanager
    def _fresh_reader(self) -> Iterator[Any]:
        """Give a reading connection that remembers nothing.

        FTS5 looks through its index by what the same connection read of it before others wrote,
        and takes what has changed since for damage.
        """
        with self._changed:
            connection = self._connect_reader()
            self._in_use += 1
        try:
            with told():
                yield connection
        except DriverError as error:
            if self.closed:
                raise AppError(Problem.VAULT_LOCKED) from error
            raise
        finally:
            with self._changed:
                if connection in self._open:
                    self._open.remove(connection)
                self._in_use -= 1
                self._changed.notify_all()
            connection.close()

    def copy_to(self, target: Path) -> None:
        """Put a copy of the vault as it stands now at `target`, under the same key.

        It goes on while others write, page by page (online backup API), is opened and checked
        before it gets its name, and replaces an older copy in one step. The vault is checked
        first: copying a page whose MAC is wrong would make it a right page of zeros.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY, VAULT_DAMAGED.
        """
        if self.check():
            raise damaged()
        making = target.with_name(f".{target.name}.new")
        with disk_problems_told():
            making.unlink(missing_ok=True)
            create_private_file(making)
            try:
                self._copy(making)
                replace_file(making, target)
            finally:
                making.unlink(missing_ok=True)

    def _copy(self, making: Path) -> None:
        with told(), closing(connect(making, self._key, READER_CACHE_KIB)) as copy:
            source = self.reader.raw_connection()
            try:
                source.driver_connection.backup(copy)  # type: ignore[union-attr]  # checked out
            finally:
                source.close()
            # A copy stands alone: no -wal beside it that a rename would leave behind.
            copy.execute("PRAGMA journal_mode = DELETE")
            if check(copy):
                raise damaged()

    def close(self) -> None:
        """Close every connection and forget the key; may be called twice.

        Work in flight is interrupted and given two seconds to let its connection go; what is held
        longer is closed under the holder, whose next question fails.
        """
        with self._changed:
            self._key[:] = bytes(len(self._key))
            del self._key[:]
            if self._in_use:
                self._interrupt_work()
        # The writer goes last: closing the last connection folds the -wal into the file.
        for engine in (self.reader, self.writer):
            engine.dispose()
        for connection in reversed(self._open):
            connection.close()
        self._open.clear()

    def _interrupt_work(self) -> None:
        """Stop running statements until every connection is given back or time is up."""
        for _ in range(_INTERRUPTS):
            # Once is not enough: a thread between two statements would start the next.
            for connection in self._open:
                connection.interrupt()
            if self._changed.wait_for(lambda: not self._in_use, _INTERRUPT_SECONDS):
                break
        for connection in self._open:
            # An interrupt stands until the next statement and would stop the checkpoint.
            with suppress(DriverError):
                connection.execute("SELECT 1").fetchall()

    def _engine(self, size: int, creator: Callable[[], Any], *, begin: str) -> Engine:
        engine = create_engine(
            "sqlite://",
            module=DRIVER,
            creator=creator,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_use_lifo=True,  # one warm cache rather than three half warm ones
            hide_parameters=True,  # the text of an exception is no place for what people wrote
        )

        @event.listens_for(engine, "begin")
        def start(connection: Connection) -> None:
            # Straight to the driver: a cycle of sync begins some hundred small transactions.
            with told():
                driver_of(connection).execute(begin)

        event.listen(engine, "checkout", self._taken)
        event.listen(engine, "checkin", self._given_back)
        event.listen(engine, "handle_error", tell)
        return engine

    def _creator(self, cache_kib: int, *, read_only: bool) -> Callable[[], Any]:
        def keyed() -> Any:
            with self._changed:
                if self.closed:
                    raise AppError(Problem.VAULT_LOCKED)
                with told():
                    connection = connect(self.path, self._key, cache_kib)
                if read_only:
                    connection.execute("PRAGMA query_only = ON")
                    self._open.append(connection)
                else:
                    self._open.insert(0, connection)
                return connection

        return keyed

    def _taken(self, *_: object) -> None:
        with self._changed:
            if self.closed:
                raise AppError(Problem.VAULT_LOCKED)
            self._in_use += 1

    def _given_back(self, *_: object) -> None:
        with self._changed:
            self._in_use -= 1
            self._changed.notify_all()


def create_database(path: Path, key: bytes | bytearray) -> Database:
    """Return a new, empty vault file that only its owner reads.

    Raises:
        AppError: VAULT_EXISTS, DISK_FULL, DISK_READ_ONLY.
    """
    with disk_problems_told():
        try:
            create_private_file(path)
        except FileExistsError as taken:
            raise AppError(Problem.VAULT_EXISTS) from taken
    return Database(path, key)


def open_database(path: Path, key: bytes | bytearray) -> Database:
    """Return the vault file at `path`, keyed and asserted.

    Raises:
        AppError: VAULT_DAMAGED (part "database"), VAULT_FOREIGN for a file that was never ours,
            DISK_FULL, DISK_READ_ONLY.
    """
    look_at_database(path)
    for suffix in ("", *SIDE_FILES):
        tighten(path.with_name(path.name + suffix))
    database = Database(path, key)
    try:
        with database.writer.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
    except BaseException:
        database.close()
        raise
    return database
