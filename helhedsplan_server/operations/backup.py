"""A copy of a server that runs: database, journal and marks of one moment, checked before use.

The marks are copied first and the database last, so that the copy promises nothing that its
database does not hold: the folder can be served as it is, or put back by `restore --from`.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy.engine import make_url

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.health.readiness import PROGRAM
from helhedsplan_server.operations.copying import copy_all
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.last_backup import LastBackup, note_backup
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.store.durable import sync_directory, sync_file, write_durably
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.journal import whole_bytes
from helhedsplan_server.store.schema import REVISION, upgrade
from helhedsplan_server.surroundings import Clock, now_ms

MANIFEST: Final = "backup.json"
_CHUNK_BYTES: Final = 1 << 20


class BackedUpFile(msgspec.Struct, frozen=True):
    """One file of a backup; `sha256` in hexadecimal."""

    name: str
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup folder holds; `made_at` in milliseconds since 1970 UTC."""

    made_at: int
    program: str
    schema: str
    files: tuple[BackedUpFile, ...]


class Backup(msgspec.Struct, frozen=True):
    """A backup that was made: where it is, and what the check of the copy found."""

    folder: Path
    manifest: Manifest
    findings: Findings

    @property
    def total_bytes(self) -> int:
        """Size of all its files."""
        return sum(file.bytes for file in self.manifest.files)


def back_up(config: ServerConfig, to: Path, clock: Clock) -> Backup:
    """Return the backup that now stands in a new folder in `to`; the server may run meanwhile.

    The folder gets its name when every file in it is checked and on the disk. A copy in which
    something is wrong is kept under a name that ends in `-damaged`.

    A database of PostgreSQL is written down as a SQLite file, from one snapshot of it.

    Raises:
        StartError: there is no database.
    """
    with standing_store(config):
        pass  # the sentence for a missing, empty or foreign database
    at = clock.now()
    name = f"helhedsplan-{at:%Y%m%dT%H%M%SZ}"
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = to / f".{name}.partial"
    partial.mkdir(mode=0o700)
    try:
        copy = config.model_copy(update={"data": partial, "database_url": None, "journal": None})
        _copy_files(config, copy)
        with standing_store(copy) as store:
            findings = verify(copy, store)
        manifest = _seal(copy, now_ms(clock))
        folder = to / (name if findings.clean else f"{name}-damaged")
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    sync_directory(to)
    if findings.clean:
        note_backup(config.data, LastBackup(manifest.made_at, str(folder.absolute())))
    return Backup(folder, manifest, findings)


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a backup after comparing every file with it.

    Raises:
        StartError: it is no backup, or one of its files is missing or changed.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as bad:
        raise StartError(f"{folder} is no backup: {MANIFEST} is missing or damaged.") from bad
    for file in manifest.files:
        path = folder / file.name
        if not path.is_file() or _described(path) != file:
            raise StartError(f"The backup is damaged: {file.name} is not what was backed up.")
    return manifest


def is_file(config: ServerConfig) -> bool:
    """Return True if the database is a SQLite file."""
    return make_url(config.url).get_backend_name() == "sqlite"


def sqlite_file(config: ServerConfig) -> Path:
    """Return the file of a SQLite database."""
    database = make_url(config.url).database
    assert is_file(config)
    assert database
    return Path(database)


def write_down(standing: Store, copy: ServerConfig) -> None:
    """Write one snapshot of a database down as a new SQLite file."""
    target = sqlite_file(copy)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.closing(Store(copy.url)) as fresh:
        upgrade(fresh)
        with standing.read() as reading, fresh.write(alone=True) as writing:
            copy_all(reading, writing)


def _copy_files(config: ServerConfig, copy: ServerConfig) -> None:
    marks = config.marks_file.read_bytes() if config.marks_file.exists() else b""
    write_durably(copy.marks_file, marks)
    frames = b""
    if config.journal_file.exists():
        # The server may be writing the next frame: it is left out, as at a power cut.
        frames = config.journal_file.read_bytes()[: whole_bytes(config.journal_file)]
    write_durably(copy.journal_file, frames)
    if not is_file(config):
        with standing_store(config) as standing:
            write_down(standing, copy)
        return
    target = sqlite_file(copy)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        contextlib.closing(sqlite3.connect(sqlite_file(config), timeout=30)) as source,
        contextlib.closing(sqlite3.connect(target)) as fresh,
    ):
        # All pages in one step: one snapshot, and writers are not held up (WAL).
        source.backup(fresh, pages=-1)


def _seal(copy: ServerConfig, at: int) -> Manifest:
    """Sync the files of the copy and write down what they are."""
    files = []
    for path in (sqlite_file(copy), copy.journal_file, copy.marks_file):
        path.chmod(0o600)
        sync_file(path)
        files.append(_described(path))
    copy.lock_file.unlink(missing_ok=True)
    manifest = Manifest(at, PROGRAM, REVISION, tuple(files))
    write_durably(copy.data / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _described(path: Path) -> BackedUpFile:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
    return BackedUpFile(path.name, size, digest.hexdigest())
