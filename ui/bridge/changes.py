"""What changed in the vault, brought to the GUI thread."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from helhedsplan_desktop.foundation.changes import NOTHING, Changes, ChangesHub

GATHERS_MS: Final = 250
"""A colleague's edits arrive by the hundred while syncing: screens read anew once."""


class ChangesBridge(QObject):
    """Tells screens which records changed, on the GUI thread.

    A person's own act is told at once; what sync brings is gathered for 250 ms. Connect a bound
    method of a QObject: Qt takes the connection away when that object is destroyed.

    Signals:
        changed: a `Changes`.
    """

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, hub: ChangesHub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._gathered = NOTHING
        self._timer = QTimer(self, interval=GATHERS_MS, singleShot=True)
        self._timer.timeout.connect(self._tell_gathered)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._stop: Callable[[], None] = hub.listen(self._heard.emit)

    def close(self) -> None:
        """Stop listening: the vault is about to be locked."""
        self._stop()
        self._timer.stop()
        self._gathered = NOTHING

    def _take(self, changes: object) -> None:
        """Tell a change or gather it; runs on the GUI thread."""
        assert isinstance(changes, Changes)
        if not changes.by_sync:
            self.changed.emit(changes)
            return
        self._gathered = self._gathered.merged(changes) if self._gathered else changes
        if not self._timer.isActive():
            self._timer.start()

    def _tell_gathered(self) -> None:
        gathered, self._gathered = self._gathered, NOTHING
        self.changed.emit(gathered)
