"""How the server processes on one PostgreSQL know of each other.

Each keeps one connection with two advisory locks, which the database frees when the process ends:
one that all who serve share and a restore holds alone, and one that names the data folder. Journal
and marks lie in that folder, so processes with different folders would each know half.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, text

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import ADVISORY, Store
from helhedsplan_server.store.file_lock import locked
from helhedsplan_server.surroundings import Randomness

_FOLDERS: Final = ADVISORY + 1
_SERVE: Final = text(f"SELECT pg_try_advisory_lock_shared({ADVISORY}, 2)")
_BE_ALONE: Final = text(f"SELECT pg_try_advisory_lock({ADVISORY}, 2)")
_NAME_FOLDER: Final = text(f"SELECT pg_advisory_lock_shared({_FOLDERS}, :folder)")
_OTHER_FOLDERS: Final = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = :folders AND objid <> :folder"
)

_SERVING: Final = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = :ours AND objid = 2"
)


class Presence:
    """Says on PostgreSQL that this process serves; SQLite needs none, it has one process.

    Args:
        folder: what `folder_id` returns.
        alone: nobody else may serve, as for a restore.

    Raises:
        StartError: somebody serves who should not.
    """

    def __init__(self, store: Store, folder: int, *, alone: bool) -> None:
        self._store = store
        self._folder = folder
        self._alone = alone
        self._connection: Connection | None = None
        self.hold()

    def hold(self) -> None:
        """Take the locks, again if the connection was lost meanwhile.

        Raises:
            StartError: somebody serves who should not.
        """
        if self._store.is_sqlite or (self._connection and self._answers(self._connection)):
            return
        self.close()
        # Between statements it is in no transaction: it would be thrown out as idle in one.
        engine = self._store.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection = engine.connect()
        # Not given back to the pool, where its session would live on and with it the locks.
        self._connection.detach()
        try:
            self._take(self._connection)
        except StartError:
            self.close()
            raise

    def close(self) -> None:
        """Let others take the locks, now and not once the database notices that we are gone."""
        if self._connection is not None:
            with suppress(Exception):
                self._connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")
            self._connection.close()
            self._connection = None

    def _take(self, connection: Connection) -> None:
        if not connection.execute(_BE_ALONE if self._alone else _SERVE).scalar():
            raise StartError(
                "A server runs on this database: stop it first."
                if self._alone
                else "This database is being restored: wait until that is done."
            )
        folder = {"folder": self._folder}
        connection.execute(_NAME_FOLDER, folder)
        if connection.execute(_OTHER_FOLDERS, {**folder, "folders": _FOLDERS}).scalar():
            raise StartError(
                "Another server uses this database with another data folder: "
                "all servers of one database share one folder."
            )

    def _answers(self, connection: Connection) -> bool:
        try:
            connection.exec_driver_sql("SELECT 1")
        except Exception:  # noqa: BLE001  whatever is wrong with it, it is replaced
            return False
        return True


def somebody_serves(connection: Connection) -> bool:
    """Return whether a process serves or restores this PostgreSQL database now."""
    return bool(connection.execute(_SERVING, {"ours": ADVISORY}).scalar())


def folder_id(path: Path, randomness: Randomness) -> int:
    """Return the number that a data folder was given when the first server came to it.

    Args:
        path: the file that holds it; it is made when missing.
    """
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with locked(file):
            known = os.read(file, 4)
            if len(known) < 4:  # noqa: PLR2004  as many bytes as were asked for
                known = randomness.bytes(4)
                os.lseek(file, 0, os.SEEK_SET)
                os.write(file, known)
                os.fsync(file)
    finally:
        os.close(file)
    return int.from_bytes(known, "big") >> 1  # the keys of advisory locks are signed
