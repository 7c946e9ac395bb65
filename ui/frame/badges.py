"""What waits, counted off the GUI thread for the rail."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from helhedsplan_desktop.services.session import Session
from ui.jobs.runner import JobRunner

_GATHER_MS: Final = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits.

    Args:
        due: follow-ups that are due by today.
        conflicts: records that wait for a decision.
        changed: for a lead, contacts that changed since the last look at each.
    """

    due: int = 0
    conflicts: int = 0
    changed: int = 0


class Badges(QObject):
    """Counts anew after changes, several at once.

    Args:
        session: the use cases.
        runner: counts on its free lane.
        parent: the owner.

    Signals:
        counted: the `Counts`.
    """

    counted = Signal(object)

    def __init__(self, session: Session, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._timer = QTimer(self, interval=_GATHER_MS, singleShot=True)
        self._timer.timeout.connect(self._count)

    def renew(self) -> None:
        """Count soon."""
        if not self._timer.isActive():
            self._timer.start()

    def _count(self) -> None:
        self._runner.run(self._read, self, self._tell)

    def _read(self) -> Counts:
        """Return the counts; runs off the GUI thread."""
        groups = self._session.follow_ups.mine()
        return Counts(
            due=len(groups.overdue) + len(groups.today),
            conflicts=self._session.conflicts.count(),
            changed=self._session.reviewing.changed() if self._session.me.is_lead else 0,
        )

    def _tell(self, counts: Counts) -> None:
        self.counted.emit(counts)
