"""Notices that a person's role or team was changed while the vault is open."""

from PySide6.QtCore import QObject, Signal

from helhedsplan_desktop.services.desk import Homes
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.services.syncing import SyncStatus
from ui.bridge.sync_status import StatusBridge
from ui.jobs.runner import JobRunner

Belonging = tuple[str, Homes]
"""A person's role, and the spaces that new records go to."""


class RoleWatch(QObject):
    """Looks after each round of syncing; the screens keep what held at the unlocking.

    Args:
        session: the use cases, with the role that the screens were built for.
        runner: looks on its free lane.
        status: tells when a round is over.
        parent: the owner.

    Signals:
        outdated: the screens show an access that no longer holds; told once.
    """

    outdated = Signal()

    def __init__(
        self, session: Session, runner: JobRunner, status: StatusBridge, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._runner = runner
        self._homes: Homes | None = None
        self._told = False
        status.changed.connect(self._after_round)
        self._look()

    def _after_round(self, status: SyncStatus) -> None:
        if not status.active and not self._told:
            self._look()

    def _look(self) -> None:
        self._runner.run(self._read, self, self._compare)

    def _read(self) -> Belonging:
        members = self._session.members
        return members.me().role, members.homes()

    def _compare(self, found: Belonging) -> None:
        role, homes = found
        before = self._homes or homes
        self._homes = before
        if not self._told and (role != self._session.me.role or homes != before):
            self._told = True
            self.outdated.emit()
