"""Lets the open vault be copied each day and checked each week, off the GUI thread."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.errors import AppError, Problem
from ui.jobs.runner import JobRunner

if TYPE_CHECKING:
    from helhedsplan_desktop.services.vault_care import CareStatus

FIRST_MS: Final = 3 * 60_000
"""After unlocking the person goes first: the copy begins when the morning's rush is over."""

AGAIN_MS: Final = 3_600_000


class Caretaker(QObject):
    """Looks every hour whether the vault is due.

    Args:
        core: behind the profile.
        runner: outlives a lock, so that locking never waits for a copy.
        parent: the owner.

    Signals:
        damaged: an `AppError`: the file is not whole any more.
    """

    damaged = Signal(object)

    def __init__(self, core: Core, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._core = core
        self._runner = runner
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, now that the vault is open."""
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """Leave the vault alone: it is about to be locked."""
        self._timer.stop()

    def look(self) -> None:
        """Copy and check if it is time."""
        self._timer.start(AGAIN_MS)
        self._runner.run(self._care, self, self._cared, self._not)

    def _care(self) -> "CareStatus":
        return self._core.opened().care.run_if_due()

    def _cared(self, status: "CareStatus") -> None:
        if status.problem is Problem.VAULT_DAMAGED:
            self.damaged.emit(AppError(Problem.VAULT_DAMAGED, part="database"))

    def _not(self, _: AppError) -> None:
        """The vault was locked meanwhile: the next opening looks again."""
