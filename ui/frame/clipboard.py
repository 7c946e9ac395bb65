"""What was copied here does not stay in the clipboard."""

from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_SECONDS: Final = 30


class ClipboardGuard(QObject):
    """Empties the clipboard half a minute after a copy, and at once when the vault locks.

    Only what this program put there is taken away.

    Args:
        parent: the owner.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._ours = False
        self._timer = QTimer(self, interval=KEPT_SECONDS * 1000, singleShot=True)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._copied)

    def _copied(self) -> None:
        # Not every platform knows the owner; who copies elsewhere has turned away from our window.
        here = QGuiApplication.focusWindow() is not None
        self._ours = self._clipboard.ownsClipboard() or here
        if self._ours:
            self._timer.start()
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Take away what this program put there."""
        if self._ours:
            self._clipboard.clear()
        self._ours = False
        self._timer.stop()
