"""The vault's driver: the one file that names SQLCipher.

Every connection is keyed, set up and asserted here, and its errors become what a person is told.
Source: docs/adr/0001, docs/adr/0006.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, ExceptionContext

from helhedsplan_desktop.foundation.errors import AppError, Problem

DRIVER: Final = sqlcipher
"""The DB-API module, for SQLAlchemy."""

DriverError: Final = sqlcipher.Error
"""What the driver raises where nothing is `told`."""

# For what is neither number nor text the driver looks for a method of conversion in vain, value by
# value, unless it is told that there is nothing to convert: storing a row costs a quarter then.
sqlcipher.register_adapter(bytes, bytes)
sqlcipher.register_adapter(type(None), {None: None}.__getitem__)

_LEAST_SQLITE: Final = (3, 51, 3)
_BAD_SQLITE: Final = (3, 52, 0)
"""3.51.3 mends a corruption of WAL files; 3.52.0 was withdrawn."""

_BUSY_SECONDS: Final = 5.0
"""Only a checkpoint against a reader ever waits: writers meet at our own lock."""

_STATEMENTS: Final = 1024
"""More than the program has. The driver's own 128 throw out the newest of the full list, so that
two statements in turn would be made anew each time."""

_SETUP: Final[dict[str, tuple[str, object]]] = {
    # ON makes search 20 times slower, while Python holds the same text anyway.
    "cipher_memory_security": ("OFF", "0"),
    "cipher_log_level": ("NONE", "NONE"),
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    # 16 MB: at the default of 4 MB a bulk sync spent a tenth of its time on folding the log in.
    "wal_autocheckpoint": ("4000", 4000),
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "mmap_size": ("0", 0),
}
"""Pragma to what is set and what it must answer afterwards."""

_PROBLEMS: Final = {
    sqlcipher.SQLITE_FULL: Problem.DISK_FULL,
    sqlcipher.SQLITE_READONLY: Problem.DISK_READ_ONLY,
    sqlcipher.SQLITE_CANTOPEN: Problem.DISK_READ_ONLY,
    sqlcipher.SQLITE_IOERR: Problem.DISK_FAILED,
    # Another program holds the file: a scanner or a backup, which lets it go again.
    sqlcipher.SQLITE_BUSY: Problem.DISK_FAILED,
    sqlcipher.SQLITE_PROTOCOL: Problem.DISK_FAILED,
    sqlcipher.SQLITE_PERM: Problem.DISK_READ_ONLY,
    sqlcipher.SQLITE_CORRUPT: Problem.VAULT_DAMAGED,
    sqlcipher.SQLITE_NOTADB: Problem.VAULT_DAMAGED,
}
"""Primary result code of SQLite to what a person is told; the driver gives no other."""

_WORDS: Final = {
    "database or disk is full": sqlcipher.SQLITE_FULL,
    "attempt to write a readonly database": sqlcipher.SQLITE_READONLY,
    "unable to open database file": sqlcipher.SQLITE_CANTOPEN,
    "disk I/O error": sqlcipher.SQLITE_IOERR,
    "database is locked": sqlcipher.SQLITE_BUSY,
    "database disk image is malformed": sqlcipher.SQLITE_CORRUPT,
}
"""Of a copy that fails the driver tells only these words. Source: sqlite3ErrStr of SQLite."""


class EngineUnfitError(RuntimeError):
    """The packaged SQLCipher lacks what a vault needs: our mistake, not the person's."""


def connect(path: Path, key: bytearray, cache_kib: int) -> Any:
    """Return a keyed connection on which every setting was made and read back."""
    _assert_library()
    connection = sqlcipher.connect(
        str(path),
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        cached_statements=_STATEMENTS,
        check_same_thread=False,
    )
    try:
        # The raw-key form goes past PBKDF2: the data key is random, and unlocking is Argon2's.
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        version = connection.execute("PRAGMA cipher_version").fetchone()
        _demand(bool(version and version[0]), "this is plain SQLite, nothing would be encrypted")
        for name, (value, _) in _SETUP.items():
            connection.execute(f"PRAGMA {name} = {value}")
        connection.execute(f"PRAGMA cache_size = -{cache_kib}")
        for name, (_, expected) in _SETUP.items():
            answer = connection.execute(f"PRAGMA {name}").fetchone()
            _demand(answer == (expected,), f"{name} is {answer}")
        connection.enable_load_extension(False)  # noqa: FBT003  the driver's own signature
    except BaseException:
        connection.close()
        raise
    return connection


def check(connection: Any) -> tuple[str, ...]:
    """Return what is wrong with a file, empty if nothing: its pages' MACs and SQLite's own look."""
    wrong = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    if not wrong:
        try:
            wrong = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        except sqlcipher.DatabaseError as error:
            problem = _app_error(error)
            # The vault was locked meanwhile, or the disk failed: nothing is known of the file.
            if problem is None or problem.problem is not Problem.VAULT_DAMAGED:
                raise
            wrong = [str(error)]
    return tuple(row for row in wrong if row != "ok")


def _assert_library() -> None:
    version = sqlcipher.sqlite_version_info
    _demand(version >= _LEAST_SQLITE, f"SQLite {version} is too old")
    _demand(version != _BAD_SQLITE, f"SQLite {version} was withdrawn")


def _demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001  reads as a sentence
    """Refuse to open a vault by a library that does not do what we rely on, also under -O."""
    if not holds:
        raise EngineUnfitError(otherwise)


def driver_of(connection: Connection) -> Any:
    """Return the driver's own connection beneath; what runs on it is put `with told()`."""
    return connection.connection.driver_connection


ROW_AT_FAULT: Final = (sqlcipher.IntegrityError, sqlcipher.InterfaceError, sqlcipher.DataError)
"""What the driver raises at a row whose content nobody foresaw; never at a full disk."""


@contextmanager
def told() -> Iterator[None]:
    """Turn the driver's errors into what a person is told."""
    try:
        yield
    except sqlcipher.Error as error:
        problem = _app_error(error)
        if problem is None:
            raise
        raise problem from error


def tell(context: ExceptionContext) -> None:
    """Turn the driver's error within SQLAlchemy's into what a person is told."""
    problem = _app_error(context.original_exception)
    if problem is not None:
        raise problem from context.original_exception


def _app_error(error: BaseException | None) -> AppError | None:
    code = getattr(error, "sqlite_errorcode", None) or _WORDS.get(str(error))
    if code is None:
        return None
    problem = _PROBLEMS.get(code & 0xFF)
    if problem is Problem.VAULT_DAMAGED:
        return damaged()
    return AppError(problem) if problem else None


def damaged() -> AppError:
    """Return what a person is told of a vault whose file cannot be trusted."""
    return AppError(Problem.VAULT_DAMAGED, part="database")
