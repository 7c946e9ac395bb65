"""Brings a vault to this program's tables and search words, or refuses it politely.

Alembic costs 0.4 s to import, so it is imported only when a revision is due.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.store import search_index
from helhedsplan_desktop.store.engine import Database
from helhedsplan_desktop.store.generation import SEAL
from helhedsplan_desktop.store.repositories import own_marks

REVISIONS: Final = ("0001", "0002")
"""Every revision that this program knows, oldest first."""

SCRIPTS: Final = "helhedsplan_desktop.store:migrations"

SEARCH_MARK: Final = "search_rules"
"""Setting that tells under which rules the search index was built."""

Progress = Callable[[int, int], None]
"""Told how many records of how many are done."""


def prepare(database: Database, progress: Progress | None = None) -> None:
    """Bring an opened vault to today's form; an empty one gets all tables.

    Before an upgrade the vault file is copied, still encrypted; the copy goes when the upgraded
    vault has been opened once more. Tables and search index change in one transaction.

    Args:
        database: the vault, keyed, with or without tables.
        progress: told of the records that are indexed anew.

    Raises:
        AppError: VAULT_NEWER, VAULT_FOREIGN, VAULT_DAMAGED, DISK_FULL, DISK_READ_ONLY; the vault is
            as it was.
    """
    with database.writer.connect() as connection:
        tables = _tables(connection)
        version = _version(connection, tables)
    if version is None and tables - {SEAL.name}:
        raise AppError(Problem.VAULT_FOREIGN, part="database")
    if version is not None and version not in REVISIONS:
        raise AppError(Problem.VAULT_NEWER)
    due = version != REVISIONS[-1]
    if due and version is not None:
        database.copy_to(copy_path(database.path, version))
    with database.writer.begin() as connection:
        if due:
            _upgrade(connection)
        if own_marks.setting(connection, SEARCH_MARK) != search_index.RULES:
            search_index.rebuild(connection, progress)
            own_marks.put_setting(connection, SEARCH_MARK, search_index.RULES)
    if not due:
        for copy in database.path.parent.glob(copy_path(database.path, "*").name):
            copy.unlink()


def copy_path(path: Path, version: str) -> Path:
    """Return where the copy of a vault at `version` stands before its upgrade."""
    return path.with_name(f"{path.name}.at-{version}")


def _tables(connection: Connection) -> set[str]:
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
    # The seal stands in a new vault from its making on and is no part of the migrations.
    return set(found.scalars()) - {SEAL.name}


def _version(connection: Connection, tables: set[str]) -> str | None:
    if "alembic_version" not in tables:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found else None


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", SCRIPTS)
    command.upgrade(config, REVISIONS[-1])
