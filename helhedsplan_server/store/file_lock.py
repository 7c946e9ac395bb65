"""One process at a time at a file that several servers of one data folder write."""

import contextlib
import os
import sys
from collections.abc import Iterator

if sys.platform == "win32":
    import msvcrt
    from typing import Final

    _FAR: Final = 1 << 62
    """Windows keeps others from reading what is locked, so a byte far behind the end stands in."""

    @contextlib.contextmanager
    def locked(file: int) -> Iterator[None]:
        """Wait until no other process holds the lock of an open file, and hold it."""
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            os.lseek(file, _FAR, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    @contextlib.contextmanager
    def locked(file: int) -> Iterator[None]:
        """Wait until no other process holds the lock of an open file, and hold it.

        The system frees it when the process ends. Threads of one process share the descriptor and
        so the lock: they need one of their own as well.
        """
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
