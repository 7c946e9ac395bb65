"""Putting a backup back: the database of the backup, the journal of today.

Everything happens on a copy beside the present database, which takes its place when it is whole
and checked; into PostgreSQL it is written in one transaction. Where this is cut short in between,
the server refuses to start until it ran again.
"""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.operations.backup import is_file, read_manifest, sqlite_file, write_down
from helhedsplan_server.operations.copying import copy_all, count, empty
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.freezing import set_frozen
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.restore.restoring import Restored, restore
from helhedsplan_server.store.durable import sync_directory, sync_file, write_durably
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import Journal, whole_bytes
from helhedsplan_server.store.presence import Presence, folder_id
from helhedsplan_server.store.process_lock import ProcessLock
from helhedsplan_server.store.schema import upgrade
from helhedsplan_server.store.tables import spaces
from helhedsplan_server.surroundings import Clock, Randomness

_STAGING: Final = "restoring"
_SQLITE_FILES: Final = ("", "-wal", "-shm")


@dataclass(frozen=True)
class PutBack:
    """A backup that was put back.

    Attributes:
        restored: what the journal added to it.
        findings: what the check of the result found; nothing took its place if it is not clean.
        replaced: folder of the database that was here before, as a SQLite file; None if there was
            none.
    """

    restored: Restored
    findings: Findings
    replaced: Path | None


def put_back(
    config: ServerConfig,
    backup: Path,
    clock: Clock,
    randomness: Randomness,
    *,
    stay_frozen: bool = False,
) -> PutBack:
    """Return what was put back; the server takes work in afterwards unless `stay_frozen`.

    The journal of the data folder is kept, that of the backup is used only where there is none.
    Every space gets a new lineage and every session ends; programs then offer what is missing.

    Raises:
        StartError: a server runs on the folder or the database, `backup` is none or is damaged, or
            it belongs to another log than the journal.
    """
    read_manifest(backup)
    source = config.model_copy(update={"data": backup, "database_url": None, "journal": None})
    config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.closing(ProcessLock(config.lock_file)), _filled(config, randomness) as filled:
        if not config.journal_file.exists() or not whole_bytes(config.journal_file):
            write_durably(config.journal_file, source.journal_file.read_bytes())
        staging = (config.data if filled else sqlite_file(config).parent) / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        staged = config.model_copy(
            update={"data": staging, "database_url": None, "journal": config.journal_file}
        )
        shutil.copyfile(sqlite_file(source), sqlite_file(staged))
        restored, findings = _bring_up(staged, clock, randomness, stay_frozen=stay_frozen)
        replaced, stamp = None, f"{clock.now():%Y%m%dT%H%M%SZ}"
        if findings.clean and filled:
            replaced = _fill(filled, staged, config, stamp)
        elif findings.clean:
            replaced = _take_its_place(staged, config, stamp)
        shutil.rmtree(staging)
    return PutBack(restored, findings, replaced)


@contextlib.contextmanager
def _filled(config: ServerConfig, randomness: Randomness) -> Iterator[Store | None]:
    """Give the database of PostgreSQL that is filled anew, while nobody serves; None for a file."""
    if is_file(config):
        yield None
        return
    with contextlib.ExitStack() as held:
        store = held.enter_context(contextlib.closing(Store(config.url)))
        store.reach()
        folder = folder_id(config.folder_file, randomness)
        held.callback(Presence(store, folder, alone=True).close)
        yield store


def _fill(store: Store, staged: ServerConfig, config: ServerConfig, stamp: str) -> Path | None:
    """Put what is staged in place of all rows of a database; return where those are kept."""
    upgrade(store)
    replaced = None
    with store.read() as connection:
        served = count(spaces, connection)
    if served:
        replaced = config.data / f"replaced-{stamp}"
        replaced.mkdir(mode=0o700)
        write_down(store, config.model_copy(update={"data": replaced, "database_url": None}))
    with (
        contextlib.closing(Store(staged.url)) as whole,
        whole.read() as reading,
        store.write(alone=True) as writing,
    ):
        empty(writing)
        copy_all(reading, writing)
    write_durably(config.marks_file, staged.marks_file.read_bytes())
    return replaced


def _bring_up(
    staged: ServerConfig, clock: Clock, randomness: Randomness, *, stay_frozen: bool
) -> tuple[Restored, Findings]:
    """Return what the journal added to the staged copy, and what a check of it found."""
    with contextlib.ExitStack() as opened:
        store = opened.enter_context(contextlib.closing(Store(staged.url)))
        journal = opened.enter_context(contextlib.closing(Journal(staged.journal_file)))
        marks = opened.enter_context(contextlib.closing(HighWater(staged.marks_file)))
        upgrade(store)
        restored = restore(store, journal, marks, clock, randomness, staged.quota_bytes)
        set_frozen(store, frozen=stay_frozen)
        return restored, verify(staged, store)


def _take_its_place(staged: ServerConfig, config: ServerConfig, stamp: str) -> Path | None:
    """Put the staged database and its marks where the server looks; return where the old went."""
    fresh, place = sqlite_file(staged), sqlite_file(config)
    fresh.chmod(0o600)
    sync_file(fresh)
    # SQLite would play a log that stayed behind into the new file: all of the old goes together.
    old = [path for end in _SQLITE_FILES if (path := Path(f"{place}{end}")).exists()]
    replaced = place.parent / f"replaced-{stamp}" if old else None
    if replaced is not None:
        replaced.mkdir(mode=0o700)
        for path in old:
            path.rename(replaced / path.name)
    fresh.rename(place)
    write_durably(config.marks_file, staged.marks_file.read_bytes())
    sync_directory(place.parent)
    return replaced
