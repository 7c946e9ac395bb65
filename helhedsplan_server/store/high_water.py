"""The last head of every space, in a small file outside the database.

A database that was put back from a copy shows itself by a head below its mark: revisions that
clients were promised are missing, and the lineage of the space must change before anything is
served. The file is not synced: after a power cut it may be behind, never ahead of the truth.
"""

import os
import struct
import threading
from pathlib import Path
from typing import Final

_SLOT: Final = struct.Struct(">16s16sQ")


class HighWater:
    """Marks of (space, lineage, head), one fixed slot a space.

    Args:
        path: the file; it is made when missing, owner-only.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._slots: dict[bytes, int] = {}
        self._marks: dict[bytes, tuple[bytes, int]] = {}
        data = os.read(self._file, os.fstat(self._file).st_size)
        for slot, (space, lineage, head) in enumerate(_slots(data)):
            self._slots[space] = slot
            self._marks[space] = (lineage, head)

    def marks(self) -> dict[bytes, tuple[bytes, int]]:
        """Return space -> (lineage, head)."""
        return dict(self._marks)

    def raise_to(self, space: bytes, lineage: bytes, head: int) -> None:
        """Note that `head` was promised in `lineage`; a lower head of the same lineage is late."""
        with self._lock:
            known = self._marks.get(space)
            if known and known[0] == lineage and known[1] >= head:
                return
            self._marks[space] = (lineage, head)
            slot = self._slots.setdefault(space, len(self._slots))
            os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
            os.write(self._file, _SLOT.pack(space, lineage, head))

    def replace(self, marks: dict[bytes, tuple[bytes, int]]) -> None:
        """Forget everything and note `marks`: after a restore the old promises are void."""
        with self._lock:
            os.ftruncate(self._file, 0)
            self._marks.clear()
            self._slots.clear()
        for space, (lineage, head) in marks.items():
            self.raise_to(space, lineage, head)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)


def marks_of(path: Path) -> dict[bytes, tuple[bytes, int]]:
    """Return space -> (lineage, head) of a file that another process may be writing."""
    return {space: (lineage, head) for space, lineage, head in _slots(path.read_bytes())}


def _slots(data: bytes) -> list[tuple[bytes, bytes, int]]:
    """Return the whole slots; one that was torn at the end of the file is left out."""
    whole = len(data) - len(data) % _SLOT.size
    return list(_SLOT.iter_unpack(data[:whole]))
