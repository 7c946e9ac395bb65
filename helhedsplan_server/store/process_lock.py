"""Which server processes may use a data folder together."""

import sqlite3
from pathlib import Path

from helhedsplan_server.errors import StartError


class ProcessLock:
    """Held while a server runs; the system frees it even after a crash.

    It is a transaction on an empty SQLite file, which is the one file lock that works alike on
    every system that we serve.

    Args:
        path: the file; it is made when missing.
        shared: others who share it may come in; else nobody may.

    Raises:
        StartError: another process holds it, or one of both does not share.
    """

    def __init__(self, path: Path, *, shared: bool = False) -> None:
        self._connection = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("BEGIN" if shared else "BEGIN EXCLUSIVE")
            self._connection.execute("SELECT count(*) FROM sqlite_master")  # this takes the share
        except sqlite3.OperationalError as taken:
            self._connection.close()
            raise StartError(f"Another server already uses the folder {path.parent}.") from taken

    def close(self) -> None:
        """Let another process in."""
        self._connection.close()
