"""Files that are whole after a power cut: written beside, synced, then named."""

import os
from pathlib import Path


def write_durably(path: Path, data: bytes) -> None:
    """Make `path` hold `data`, owner-only; whoever reads meanwhile sees the old or the new."""
    partial = path.with_name(f"{path.name}.partial")
    file = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o600)
    try:
        write_all(file, data)
        os.fsync(file)
    finally:
        os.close(file)
    partial.replace(path)
    sync_directory(path.parent)


def write_all(file: int, data: bytes) -> None:
    """Write all of `data` where the file stands."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def sync_file(path: Path) -> None:
    """Wait until what was written to a file is on the disk."""
    file = os.open(path, os.O_RDWR | _BINARY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def sync_directory(path: Path) -> None:
    """Make the names in a folder durable too; Windows cannot and need not."""
    if os.name == "nt":
        return
    directory = os.open(path, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


_BINARY = getattr(os, "O_BINARY", 0)
