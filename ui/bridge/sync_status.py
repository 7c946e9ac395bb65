"""Where syncing stands, brought to the GUI thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from helhedsplan_desktop.services.syncing import Syncing, SyncStatus


class SyncStatusBridge(QObject):
    """Tells screens where syncing stands, on the GUI thread.

    Signals:
        changed: a `SyncStatus`.
    """

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, syncing: Syncing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._syncing = syncing
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._stop: Callable[[], None] = syncing.listen(self._heard.emit)

    @property
    def now(self) -> SyncStatus:
        """The present status."""
        return self._syncing.status

    def close(self) -> None:
        """Stop listening: the vault is about to be locked."""
        self._stop()
