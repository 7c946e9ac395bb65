"""Files and folders that only their owner reads, written whole or not at all.

On Windows the profile's folder inherits the user's own access list; the modes bite elsewhere.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem

OWNER_FILE: Final = 0o600
OWNER_FOLDER: Final = 0o700

_FULL: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""No room, none for this file, none for this user."""

_READ_ONLY: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_FAILED: Final = frozenset({errno.EIO, errno.ENXIO, errno.ENODEV, errno.EBUSY, errno.ETIMEDOUT})
"""A disk that breaks or was pulled out, or a file that another program holds."""


@contextmanager
def disk_problems_told() -> Iterator[None]:
    """Turn what a disk refuses into what a person is told.

    Raises:
        AppError: DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise AppError(Problem.DISK_FULL) from error
        if error.errno in _READ_ONLY:
            raise AppError(Problem.DISK_READ_ONLY) from error
        if error.errno in _FAILED:
            raise AppError(Problem.DISK_FAILED) from error
        raise


def create_private_file(path: Path) -> None:
    """Make an empty file that only its owner reads; fails if the path is taken."""
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0)
    os.close(os.open(path, flags, OWNER_FILE))


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` so that a crash leaves the old file or the new one, never a part.

    Source: temp file in the same folder, fsync, rename, fsync of the folder.

    Raises:
        AppError: DISK_FULL, DISK_READ_ONLY; the old file stands.
    """
    temporary = path.with_name(f".{path.name}.new")
    with disk_problems_told():
        try:
            with suppress(FileNotFoundError):
                temporary.unlink()
            create_private_file(temporary)
            with temporary.open("r+b") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            replace_file(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def replace_file(source: Path, target: Path) -> None:
    """Rename `source` to `target`, in one step that is on disk when this returns."""
    source.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows does so by itself."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_limited(path: Path, most_bytes: int) -> bytes:
    """Return at most `most_bytes` of a file: what is larger is none of ours.

    Raises:
        AppError: DISK_READ_ONLY if it may not be read.
    """
    with disk_problems_told(), path.open("rb") as file:
        return file.read(most_bytes)


def tighten(path: Path) -> None:
    """Take everyone else's rights to a file of ours away, where the system has such rights."""
    if os.name != "nt" and path.exists():
        path.chmod(OWNER_FILE)
