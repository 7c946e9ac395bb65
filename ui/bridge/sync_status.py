"""The sync status, told on the GUI thread."""

from PySide6.QtCore import QObject, Qt, Signal, Slot

from helhedsplan_desktop.services.syncing import Syncing, SyncStatus


class StatusBridge(QObject):
    """Hands each status of syncing to the window.

    Args:
        syncing: tells on whatever thread the status changed.
        parent: the owner; the bridge lives on its thread.

    Signals:
        changed: the present `SyncStatus`; several quick changes arrive as one.
    """

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, syncing: Syncing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._syncing = syncing
        self._shown: SyncStatus | None = None
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._stop = syncing.listen(self._hear)

    @property
    def now(self) -> SyncStatus:
        """The present status."""
        return self._syncing.status

    def close(self) -> None:
        """Hear no more."""
        self._stop()

    def _hear(self, _status: SyncStatus) -> None:
        """Note that something changed; runs on the thread that changed it."""
        self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        status = self._syncing.status
        if status != self._shown:
            self._shown = status
            self.changed.emit(status)
