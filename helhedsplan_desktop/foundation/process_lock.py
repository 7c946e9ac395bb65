"""One process a profile: two would write the same vault and count the same tries."""

import os
import sys
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.files import OWNER_FILE, disk_problems_told

_NOBODY: Final = -1


class ProcessLock:
    """A lock that the system lets go when the process ends, however it ends.

    Args:
        path: the lock's file; its folder exists, its content means nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle = _NOBODY

    @property
    def held(self) -> bool:
        """True while this object holds the lock."""
        return self._handle != _NOBODY

    def acquire(self) -> bool:
        """Take the lock; returns False if another process has it.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY.
        """
        if self.held:
            return True
        with disk_problems_told():
            handle = os.open(self._path, os.O_CREAT | os.O_RDWR, OWNER_FILE)
        if not _lock(handle):
            os.close(handle)
            return False
        self._handle = handle
        return True

    def release(self) -> None:
        """Let the lock go; the file stays, for removing it would let two in."""
        if self.held:
            os.close(self._handle)
            self._handle = _NOBODY


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            # flock, not lockf: a POSIX record lock falls when any handle of the file is closed.
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
