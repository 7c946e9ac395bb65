"""Brings a vault to this program's tables and search words, or refuses it politely.

Alembic costs 0.4 s to import, so it is imported only when a revision is due.
"""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import search_index
from helhedsplan_desktop.store.generation import SEAL
from helhedsplan_desktop.store.repositories import own_marks

REVISIONS: Final = ("0001",)
"""Every revision that this program knows, oldest first."""

SCRIPTS: Final = "helhedsplan_desktop.store:migrations"

SEARCH_MARK: Final = "search_rules"
"""Setting that tells under which rules the search index was built."""

Progress = Callable[[int, int], None]
"""Told how many records of how many are done."""


def prepare(writer: Engine, path: Path | None, progress: Progress | None = None) -> None:
    """Bring the vault behind `writer` to today's form; an empty one gets all tables.

    Before an upgrade the vault file is copied, still encrypted; the copy goes when the upgraded
    vault has been opened once more. Tables and search index change in one transaction.

    Args:
        writer: engine of the one writing connection, begun with BEGIN IMMEDIATE.
        path: the vault file; None for a vault in memory.
        progress: told of the records that are indexed anew.

    Raises:
        AppError: VAULT_NEWER, VAULT_FOREIGN, DISK_FULL; the vault is as it was.
    """
    with writer.connect() as connection:
        version = _version(connection)
        new = version is None and not _tables(connection)
    if version is None and not new:
        raise AppError(Problem.VAULT_FOREIGN)
    if version is not None and version not in REVISIONS:
        raise AppError(Problem.VAULT_NEWER)
    due = version != REVISIONS[-1]
    if path is not None and due and version is not None:
        _copy(writer, path, version)
    with writer.begin() as connection:
        if due:
            _upgrade(connection)
        if own_marks.setting(connection, SEARCH_MARK) != search_index.RULES:
            search_index.rebuild(connection, progress)
            own_marks.put_setting(connection, SEARCH_MARK, search_index.RULES)
    if path is not None and not due:
        for copy in path.parent.glob(f"{path.name}.at-*"):
            copy.unlink()


def copy_path(path: Path, version: str) -> Path:
    """Return where the copy of a vault at `version` stands before its upgrade."""
    return path.with_name(f"{path.name}.at-{version}")


def _tables(connection: Connection) -> set[str]:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    # The seal stands in a new vault from its making on and is no part of the migrations.
    return set(found.scalars()) - {SEAL.name}


def _version(connection: Connection) -> str | None:
    if "alembic_version" not in _tables(connection):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", SCRIPTS)
    command.upgrade(config, REVISIONS[-1])


def _copy(writer: Engine, path: Path, version: str) -> None:
    """Copy the vault file beside itself: whole under its name, or not there."""
    raw = writer.raw_connection()
    try:
        # The pages of the journal go into the file first; no transaction may be open for that.
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        raw.close()
    unfinished = path.with_name(f"{path.name}.copying")
    try:
        shutil.copyfile(path, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(copy_path(path, version))
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise AppError(Problem.DISK_FULL) from error
        raise
