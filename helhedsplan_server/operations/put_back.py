"""Putting a backup back: the database of the backup, the journal of today.

Everything happens on a copy beside the present database, which takes its place when it is whole
and checked. Where this is cut short in between, the server refuses to start until it ran again.
"""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.operations.backup import read_manifest, sqlite_file
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.freezing import set_frozen
from helhedsplan_server.operations.verify import verify
from helhedsplan_server.restore.restoring import Restored, restore
from helhedsplan_server.store.durable import sync_directory, sync_file, write_durably
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import Journal, whole_bytes
from helhedsplan_server.store.process_lock import ProcessLock
from helhedsplan_server.store.schema import upgrade
from helhedsplan_server.surroundings import Clock, Randomness

_STAGING: Final = "restoring"
_SQLITE_FILES: Final = ("", "-wal", "-shm")


@dataclass(frozen=True)
class PutBack:
    """A backup that was put back.

    Attributes:
        restored: what the journal added to it.
        findings: what the check of the result found; nothing took its place if it is not clean.
        replaced: folder of the database that was here before; None if there was none.
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
        StartError: a server runs on the folder, `backup` is none or is damaged, or it belongs
            to another log than the journal.
    """
    read_manifest(backup)
    place = sqlite_file(config)
    source = config.model_copy(update={"data": backup, "database_url": None, "journal": None})
    config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.closing(ProcessLock(config.lock_file)):
        if not config.journal_file.exists() or not whole_bytes(config.journal_file):
            write_durably(config.journal_file, source.journal_file.read_bytes())
        staging = place.parent / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        staged = config.model_copy(
            update={"data": staging, "database_url": None, "journal": config.journal_file}
        )
        shutil.copyfile(sqlite_file(source), sqlite_file(staged))
        restored, findings = _bring_up(staged, clock, randomness, stay_frozen=stay_frozen)
        replaced = None
        if findings.clean:
            replaced = _take_its_place(staged, config, f"{clock.now():%Y%m%dT%H%M%SZ}")
        shutil.rmtree(staging)
    return PutBack(restored, findings, replaced)


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
