"""What changed, told on the GUI thread."""

import threading
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from helhedsplan_desktop.foundation.changes import NOTHING, Changes, ChangesHub

GATHERED_MS: Final = 250
"""Changes from sync are shown together after so long: a round stores hundreds of records."""


class ChangesBridge(QObject):
    """Hands the changes of the store to screens.

    The person's own acts arrive at once, those of sync gathered.

    Args:
        hub: tells on whatever thread committed.
        parent: the owner; the bridge lives on its thread.

    Signals:
        changed: a `Changes`, on the GUI thread.
    """

    changed = Signal(object)
    _arrived = Signal()

    def __init__(self, hub: ChangesHub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._own = NOTHING
        self._synced = NOTHING
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(GATHERED_MS)
        self._timer.timeout.connect(self._tell_synced)
        self._arrived.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        self._stop = hub.listen(self._hear)

    def close(self) -> None:
        """Hear no more."""
        self._stop()
        self._timer.stop()

    def _hear(self, changes: Changes) -> None:
        """Note what changed; runs on the thread that committed."""
        with self._lock:
            if changes.by_sync:
                self._synced = changes.merged(self._synced) if self._synced else changes
            else:
                self._own = changes.merged(self._own) if self._own else changes
        self._arrived.emit()

    @Slot()
    def _tell(self) -> None:
        with self._lock:
            own, self._own = self._own, NOTHING
            waiting = bool(self._synced)
        if own:
            self.changed.emit(own)
        if waiting and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _tell_synced(self) -> None:
        with self._lock:
            synced, self._synced = self._synced, NOTHING
        if synced:
            self.changed.emit(synced)
