"""What was copied here does not stay in the clipboard."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

KEPT_SECONDS: Final = 30


class ClipboardGuard(QObject):
    """Empties the clipboard half a minute after a copy, and at once when the vault locks.

    Only what this program put there is taken away.

    Args:
        app: whose clipboard it is.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._clipboard: QClipboard = app.clipboard()
        self._timer = QTimer(self, interval=KEPT_SECONDS * 1000, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._copied)

    def _copied(self) -> None:
        if self._clipboard.ownsClipboard():
            self._timer.start()
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Take away what this program put there."""
        self._timer.stop()
        if self._clipboard.ownsClipboard() and self._clipboard.text():
            self._clipboard.clear()
