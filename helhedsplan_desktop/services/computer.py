"""Use cases about the computer that the program runs on."""

from pathlib import Path

from helhedsplan_desktop.foundation.disk_encryption import DiskState, disk_state
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.rules.clean_text import clean_line
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store import identity

LONGEST = 60


class Computer:
    """The computer under the open vault.

    Args:
        folder: where the vault stands; None in a vault without one.
    """

    def __init__(self, desk: Desk, folder: Path | None) -> None:
        self._desk = desk
        self._folder = folder

    def disk(self) -> DiskState:
        """Return whether the disk is encrypted; may take seconds."""
        return disk_state(self._folder) if self._folder is not None else DiskState.UNKNOWN

    def rename(self, name: str) -> None:
        """Give the computer another name; the lead sees it with the next report.

        Raises:
            AppError: REQUIRED, TOO_LONG (limit, length).
        """
        name = clean_line(name)
        if not name:
            raise AppError(Problem.REQUIRED, field="name")
        if len(name) > LONGEST:
            raise AppError(Problem.TOO_LONG, field="name", limit=LONGEST, length=len(name))
        with self._desk.store.write() as unit:
            identity.put(unit.connection, computer=name.encode())
