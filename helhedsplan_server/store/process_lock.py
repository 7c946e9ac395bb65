"""One server process a data folder."""

import sqlite3
from pathlib import Path

from helhedsplan_server.errors import StartError


class ProcessLock:
    """Held while the server runs; the system frees it even after a crash.

    It is an exclusive transaction on an empty SQLite file, which is the one file lock that works
    alike on every system that we serve.

    Args:
        path: the file; it is made when missing.

    Raises:
        StartError: another process holds it.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        try:
            self._connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as taken:
            self._connection.close()
            raise StartError(f"Another server already uses the folder {path.parent}.") from taken

    def close(self) -> None:
        """Let another process in."""
        self._connection.close()
