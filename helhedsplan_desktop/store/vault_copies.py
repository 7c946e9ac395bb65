"""The vault's own copies on this disk: encrypted files named by the instant of their making.

They hold under the same key as the vault, so the header beside the vault opens each of them.
"""

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.clock import instant, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import (
    OWNER_FOLDER,
    create_private_file,
    disk_problems_told,
    replace_file,
)
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.store.vault_files import SIDE_FILES, look_at_database

KEPT: Final = 7

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"vault-(\d{8}T\d{6}Z)\.db")
_HALF: Final = ".vault-*.db.new*"
"""A copy on its way and what SQLite keeps beside it, as `Database.copy_to` names them."""


@dataclass(frozen=True, slots=True)
class VaultCopy:
    """One copy; `at` is the instant of its making, ms since 1970 UTC by this computer's clock."""

    path: Path
    at: int


def copies(profile: Profile) -> tuple[VaultCopy, ...]:
    """Return the copies, the newest first."""
    found = []
    with suppress(OSError):
        for path in profile.backups.iterdir():
            name = _NAME.fullmatch(path.name)
            with suppress(ValueError):
                if name:
                    made = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
                    found.append(VaultCopy(path, milliseconds(made)))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))


def new_copy(profile: Profile, now: int) -> VaultCopy:
    """Return where a copy made now goes; its folder exists, and no half copy of a crash in it.

    Raises:
        AppError: DISK_FULL, DISK_READ_ONLY.
    """
    with disk_problems_told():
        profile.backups.mkdir(OWNER_FOLDER, exist_ok=True)
        for half in profile.backups.glob(_HALF):
            half.unlink(missing_ok=True)
    return VaultCopy(profile.backups / f"vault-{instant(now):{_STAMP}}.db", now)


def drop_old_copies(profile: Profile, now: int) -> None:
    """Remove all but the newest; what a wrong clock dated ahead counts as the oldest."""
    by_age = sorted(copies(profile), key=lambda each: (each.at <= now, each.at), reverse=True)
    with disk_problems_told():
        for each in by_age[KEPT:]:
            each.path.unlink(missing_ok=True)


def put_back(profile: Profile, copy: Path) -> None:
    """Put a copy in the place of the closed vault's database; header and copy stay.

    A crash leaves the old database or the copy, whole. The vault will see at its next opening that
    it went back, until the server's digest agrees.

    Raises:
        AppError: NOT_FOUND if that is no copy of this profile, VAULT_DAMAGED or VAULT_FOREIGN
            (part) for what cannot be a vault, DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
    """
    if copy not in {each.path for each in copies(profile)}:
        raise AppError(Problem.NOT_FOUND)
    look_at_database(copy)
    making = profile.database.with_name(f".{profile.database.name}.new")
    with disk_problems_told():
        making.unlink(missing_ok=True)
        try:
            create_private_file(making)
            with copy.open("rb") as source, making.open("r+b") as target:
                shutil.copyfileobj(source, target)
                target.flush()
                os.fsync(target.fileno())
            # They belong to what goes; beside the copy they would be taken for its own.
            for suffix in SIDE_FILES:
                profile.database.with_name(profile.database.name + suffix).unlink(missing_ok=True)
            replace_file(making, profile.database)
        finally:
            making.unlink(missing_ok=True)
