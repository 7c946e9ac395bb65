"""The last head of every space, in a small file outside the database.

A database that was put back from a copy shows itself by a head below its mark: revisions that
clients were promised are missing, and the lineage of the space must change before anything is
served. The file is not synced: after a power cut it may be behind, never ahead of the truth.
All server processes on one data folder keep their marks here, one writing at a time.
"""

import logging
import os
import struct
import threading
from pathlib import Path
from typing import Final

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.store.file_lock import locked

_LOG: Final = logging.getLogger("helhedsplan_server")
_SLOT: Final = struct.Struct(">16s16sQ")


class HighWater:
    """Marks of (space, lineage, head), one fixed slot a space.

    Args:
        path: the file; it is made when missing, owner-only.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._slots: dict[bytes, int] = {}

    def marks(self) -> dict[bytes, tuple[bytes, int]]:
        """Return space -> (lineage, head)."""
        with self._lock, locked(self._file):
            return marks_of(self._path)

    def mark(self, space: bytes) -> tuple[bytes, int] | None:
        """Return lineage and head that were promised last; None if nothing ever was."""
        with self._lock, locked(self._file):
            slot = self._slot_of(space)
            return None if slot is None else self._read(slot)

    def raise_to(self, space: bytes, lineage: bytes, head: int) -> None:
        """Note that `head` was promised in `lineage`; a lower head of the same lineage is late."""
        with self._lock, locked(self._file):
            slot = self._slot_of(space)
            if slot is None:
                slot = self._slots[space] = len(self._slots)
            else:
                known = self._read(slot)
                if known[0] == lineage and known[1] >= head:
                    return
            os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
            os.write(self._file, _SLOT.pack(space, lineage, head))

    def replace(self, marks: dict[bytes, tuple[bytes, int]]) -> None:
        """Forget everything and note `marks`: after a restore the old promises are void."""
        with self._lock, locked(self._file):
            os.ftruncate(self._file, 0)
            self._slots.clear()
        for space, (lineage, head) in marks.items():
            self.raise_to(space, lineage, head)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _slot_of(self, space: bytes) -> int | None:
        """Return the place of a space; another process may have given it one."""
        if space not in self._slots:
            taken = _slots(self._path.read_bytes())
            self._slots = {known: slot for slot, (known, _, _) in enumerate(taken)}
        return self._slots.get(space)

    def _read(self, slot: int) -> tuple[bytes, int]:
        os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
        _, lineage, head = _SLOT.unpack(os.read(self._file, _SLOT.size))
        return lineage, head


def demand_promised(
    space: bytes, lineage: bytes, head: int, mark: tuple[bytes, int] | None
) -> None:
    """Pass if a space of a running server still holds what was promised of it.

    The database may have been changed under the server: a standby that lacked the last commits was
    promoted, a copy was put back. Then nothing is given or taken until `restore` has run; a rev
    that was acknowledged must not be given again.

    Args:
        space: the space, as its row says with `lineage` and `head`.
        mark: its mark as it stood before that row was read.

    Raises:
        Refusal: `busy`.
    """
    if mark is not None and (mark[0] != lineage or head < mark[1]):
        _LOG.error("space %s is behind its mark: stop the server and run restore", space.hex())
        raise Refusal(ErrorCode.BUSY)


def marks_of(path: Path) -> dict[bytes, tuple[bytes, int]]:
    """Return space -> (lineage, head) of a file that another process may be writing."""
    return {space: (lineage, head) for space, lineage, head in _slots(path.read_bytes())}


def _slots(data: bytes) -> list[tuple[bytes, bytes, int]]:
    """Return the whole slots; one that was torn at the end of the file is left out."""
    whole = len(data) - len(data) % _SLOT.size
    return list(_SLOT.iter_unpack(data[:whole]))
