"""What of a vault stands in a profile, told before any key is tried and without SQLCipher."""

import shutil
from enum import Enum, auto
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import disk_problems_told, replace_file
from helhedsplan_desktop.foundation.paths import Profile

PAGE_BYTES: Final = 4096
SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database, by suffix."""

_PLAIN_SQLITE: Final = b"SQLite format 3\0"


class Standing(Enum):
    """What a profile holds."""

    NOTHING = auto()
    VAULT = auto()
    PART = auto()


def standing(profile: Profile) -> Standing:
    """Return whether a vault stands here, nothing of one, or only a part.

    A header with the database still under its making name is a vault: creation was cut off after
    its last decision, and `finish_making` ends it.
    """
    header = profile.header.exists()
    database = profile.database.exists()
    if header and (database or profile.database_in_making.exists()):
        return Standing.VAULT
    if header or database or any(side.exists() for side in _side_files(profile.database)):
        return Standing.PART
    return Standing.NOTHING


def finish_making(profile: Profile) -> None:
    """Give a database whose header stands its name, if creation was cut off just before."""
    if profile.database_in_making.exists() and not profile.database.exists():
        with disk_problems_told():
            replace_file(profile.database_in_making, profile.database)


def clear_making(profile: Profile) -> None:
    """Remove a database without a header: its key was never kept, so it holds nothing."""
    with disk_problems_told():
        for path in (profile.database_in_making, *_side_files(profile.database_in_making)):
            path.unlink(missing_ok=True)


def remove_vault(profile: Profile) -> None:
    """Remove a closed vault with its copies; what is left of a crash in between opens nothing.

    Raises:
        AppError: DISK_READ_ONLY, DISK_FAILED; the header is gone before anything else.
    """
    with disk_problems_told():
        # Without the header nobody can open the rest, for the key was wrapped in it alone.
        for path in (profile.header, profile.database, *_side_files(profile.database)):
            path.unlink(missing_ok=True)
        profile.tries.unlink(missing_ok=True)
    shutil.rmtree(profile.backups, ignore_errors=True)


def look_at_database(path: Path) -> None:
    """Refuse what cannot be a vault's database.

    Raises:
        AppError: VAULT_DAMAGED if it is missing, empty or cut off; VAULT_FOREIGN if it is plain.
    """
    try:
        size = path.stat().st_size
        with disk_problems_told(), path.open("rb") as file:
            start = file.read(len(_PLAIN_SQLITE))
    except FileNotFoundError as missing:
        raise AppError(Problem.VAULT_DAMAGED, part="database") from missing
    if start == _PLAIN_SQLITE:
        raise AppError(Problem.VAULT_FOREIGN, part="database")
    if size == 0 or size % PAGE_BYTES:
        raise AppError(Problem.VAULT_DAMAGED, part="database")


def has_left_work(database: Path) -> bool:
    """Return True if work stands beside the file: who closed it last did not end in good order."""
    log = database.with_name(f"{database.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _side_files(database: Path) -> tuple[Path, ...]:
    return tuple(database.with_name(database.name + suffix) for suffix in SIDE_FILES)
