"""An append-only file beside the database: roster entries, grants and erasures survive a restore.

Every server process on one data folder appends to it, one at a time. It is synced before an answer
goes out, and a restored database is brought back to it. Each frame is
`length | crc32 | MessagePack`; a torn last frame was never answered and is cut off, into a file
beside the journal.
"""

import contextlib
import os
import re
import struct
import threading
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_protocol.wire import Id, Number, Signature
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.store.durable import sync_directory, write_all
from helhedsplan_server.store.file_lock import locked

_FRAME: Final = struct.Struct(">II")

_FRAME_BYTES: Final = 2 * PAGE_BYTES
"""More than any frame has: each holds a part of one request, and no body is that large."""

_BEGINNINGS: Final = re.compile(rb"[\x90-\x9f](?:\xa5entry|\xa5grant|\xa7erasure)")
"""How the MessagePack of a frame begins, whatever fields are added to it."""


class JournalEntry(msgspec.Struct, frozen=True, array_like=True, tag="entry"):
    """A roster entry as it stands in `roster_entries`."""

    n: Number
    bytes: bytes
    sig: Signature


class JournalGrant(msgspec.Struct, frozen=True, array_like=True, tag="grant"):
    """A grant as it stands in `grants`; a later one with the same key replaces it."""

    space: Id
    epoch: Number
    to_device: Id
    bytes: bytes
    sig: Signature


class JournalErasure(msgspec.Struct, frozen=True, array_like=True, tag="erasure"):
    """A row of the erasure ledger."""

    space: Id
    rid: Id
    vid: Id
    header: bytes
    batch_bytes: bytes
    batch_sig: Signature


JournalFrame = JournalEntry | JournalGrant | JournalErasure

GrantPlace = tuple[bytes, int, bytes]
"""Space, epoch and receiving device."""

_DECODER: Final = msgspec.msgpack.Decoder(JournalFrame)
_ENCODER: Final = msgspec.msgpack.Encoder()


class Journal:
    """The journal file, open for appending.

    Args:
        path: the file; it is made when missing, owner-only.

    Raises:
        StartError: the file is damaged; then it stays as it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._unwritten: list[bytes] = []
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o600)
        self._forget()
        try:
            with locked(self._file):
                self._find_end()
        except StartError:
            os.close(self._file)
            raise
        os.fsync(self._file)
        sync_directory(path.parent)

    def frames(self) -> Iterator[JournalFrame]:
        """Yield every frame from the start of the file."""
        return frames_of(self._path)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever written."""
        return self._end == 0

    def holds(self, n: int, grants: Collection[GrantPlace]) -> bool:
        """Return whether each entry up to `n` and a grant for each place are journalled.

        By whatever process. Of a grant that replaced another one it does not tell which is here.
        """
        with self._lock, locked(self._file):
            self._find_end()
            return self._whole_n >= n and self._grants.issuperset(grants)

    def append(self, frames: Iterable[JournalFrame]) -> None:
        """Write the frames and wait until they are on the disk.

        What could not be written is kept and goes with the next call.

        Raises:
            Refusal: `busy` when the disk refuses.
            StartError: the file was damaged meanwhile.
        """
        packed = [_ENCODER.encode(frame) for frame in frames]
        if not packed:
            return
        with self._lock, locked(self._file):
            self._unwritten += packed
            self._find_end()
            data = b"".join(
                _FRAME.pack(len(part), zlib.crc32(part)) + part for part in self._unwritten
            )
            try:
                os.lseek(self._file, self._end, os.SEEK_SET)
                write_all(self._file, data)
                os.fsync(self._file)
            except OSError as failed:
                with contextlib.suppress(OSError):  # else the next to write cuts it off
                    os.ftruncate(self._file, self._end)
                raise Refusal(ErrorCode.BUSY) from failed
            self._unwritten.clear()
            self._find_end()

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _find_end(self) -> None:
        """Go on behind what other processes wrote; what one left half written is cut off."""
        size = os.fstat(self._file).st_size
        if size < self._end:  # not by a server: somebody cut the file
            self._forget()
        if size != self._end:
            for data in _raw_frames(self._path, self._end):
                self._end += _FRAME.size + len(data)
                self._note(_DECODER.decode(data))
        if size > self._end:
            self._set_aside(size - self._end)
            os.ftruncate(self._file, self._end)

    def _forget(self) -> None:
        self._end = 0
        self._whole_n = -1  # up to here no entry is missing
        self._entries, self._grants = set[int](), set[GrantPlace]()

    def _note(self, frame: JournalFrame) -> None:
        if isinstance(frame, JournalGrant):
            self._grants.add((frame.space, frame.epoch, frame.to_device))
        elif isinstance(frame, JournalEntry):
            self._entries.add(frame.n)
            while self._whole_n + 1 in self._entries:
                self._whole_n += 1

    def _set_aside(self, length: int) -> None:
        """Add what is about to be cut off to the file beside the journal that ends in `.cut`."""
        with self._path.open("rb") as file:
            file.seek(self._end)
            torn = file.read(length)
        beside = self._path.with_name(f"{self._path.name}.cut")
        aside = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o600)
        try:
            write_all(aside, torn)
            os.fsync(aside)
        finally:
            os.close(aside)


def frames_of(path: Path) -> Iterator[JournalFrame]:
    """Yield every whole frame of a journal that another process may be writing.

    Raises:
        StartError: the file is damaged before its last frame.
    """
    for data in _raw_frames(path):
        yield _DECODER.decode(data)


def whole_bytes(path: Path, start: int = 0) -> int:
    """Return how many bytes from `start` are whole frames; a torn last one does not count.

    Raises:
        StartError: the file is damaged before its last frame.
    """
    return sum(_FRAME.size + len(data) for data in _raw_frames(path, start))


def _raw_frames(path: Path, start: int = 0) -> Iterator[bytes]:
    """Yield the packed frames from the byte `start` up to a torn last one."""
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        file.seek(start)
        while len(head := file.read(_FRAME.size)) == _FRAME.size:
            length, checksum = _FRAME.unpack(head)
            if length > _FRAME_BYTES:
                raise _damaged(path)
            data = file.read(length)
            if data and len(data) == length and zlib.crc32(data) == checksum:
                yield data
                continue
            if not length:  # a power cut may leave zeros where the frame was to be
                data = file.read()
            elif file.tell() < size or zlib.crc32(data) == checksum:
                raise _damaged(path)  # the latter is whole, but for its length
            if _holds_frame(data):
                raise _damaged(path)
            return


def _holds_frame(data: bytes) -> bool:
    """Return whether a whole frame begins anywhere in what seems to be a torn one."""
    for found in _BEGINNINGS.finditer(data, _FRAME.size):
        length, checksum = _FRAME.unpack_from(data, found.start() - _FRAME.size)
        packed = data[found.start() : found.start() + length]
        if len(packed) == length and zlib.crc32(packed) == checksum:
            return True
    return False


def _damaged(path: Path) -> StartError:
    return StartError(
        f"The journal {path.name} is damaged before its end, so nothing of it was changed: if the "
        "database is the newest, move the journal away, and the server writes it anew."
    )


_BINARY: Final = getattr(os, "O_BINARY", 0)
