"""Where everything of one person on one computer lives."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import OWNER_FOLDER, disk_problems_told
from helhedsplan_desktop.foundation.folder_safety import check_folder

PROGRAM: Final = "Helhedsplan"

_OTHERS: Final = 0o077


@dataclass(frozen=True, slots=True)
class Profile:
    """The data folder and the names in it.

    Args:
        folder: absolute; made by `prepare`.
    """

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLCipher file."""
        return self.folder / "vault.db"

    @property
    def database_in_making(self) -> Path:
        """The SQLCipher file until its header stands beside it."""
        return self.folder / "vault.making.db"

    @property
    def header(self) -> Path:
        """The wraps and the generation, beside the database."""
        return self.folder / "vault.header"

    @property
    def lock(self) -> Path:
        """Held by the one process that uses this profile."""
        return self.folder / "vault.lock"

    @property
    def tries(self) -> Path:
        """Wrong passphrases in a row."""
        return self.folder / "tries.json"

    @property
    def settings(self) -> Path:
        """What must be known before the vault opens."""
        return self.folder / "settings.json"

    @property
    def logs(self) -> Path:
        """Event codes of the last 14 days."""
        return self.folder / "logs"

    @property
    def backups(self) -> Path:
        """Nightly encrypted copies."""
        return self.folder / "backups"

    def prepare(self) -> None:
        """Make the folder, closed to others, and refuse a place where a vault is not safe.

        A folder that existed and holds other people's or other programs' files is not closed
        behind their back: it is refused unless it is closed already.

        Raises:
            AppError: FOLDER_UNSAFE (reason network, cloud, owner or shared), DISK_FULL,
                DISK_READ_ONLY.
        """
        check_folder(self.folder)
        with disk_problems_told():
            self.folder.mkdir(OWNER_FOLDER, parents=True, exist_ok=True)
            if os.name != "nt":
                self._close_to_others()

    def _close_to_others(self) -> None:
        found = self.folder.stat()
        if found.st_uid != os.geteuid():
            raise AppError(Problem.FOLDER_UNSAFE, reason="owner")
        if found.st_mode & _OTHERS:
            ours = {self.header.name, self.settings.name, self.lock.name}
            names = {each.name for each in self.folder.iterdir()}
            if names and not names & ours:
                raise AppError(Problem.FOLDER_UNSAFE, reason="shared")
            self.folder.chmod(OWNER_FOLDER)


def profile_at(folder: str | Path | None) -> Profile:
    """Return the profile in `folder` (`--profile DIR`), or this person's own by default."""
    if folder is None:
        return default_profile()
    return Profile(Path(folder).expanduser().absolute())


def default_profile() -> Profile:
    """Return the profile in this system's folder for a person's local, unsynced data."""
    import platformdirs

    return Profile(platformdirs.user_data_path(PROGRAM, appauthor=False, roaming=False))


def machine_policy_file() -> Path:
    """Return the file by which IT sets the policy of a computer; it may be missing."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / PROGRAM / "policy.toml"
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / PROGRAM / "policy.toml"
    return Path("/etc/helhedsplan/policy.toml")
