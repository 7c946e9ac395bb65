"""What was copied here does not stay in the clipboard, and no clipboard history keeps it."""

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_SECONDS: Final = 30

_NO: Final = bytes(4)
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'

DO_NOT_KEEP: Final = {
    "x-kde-passwordManagerHint": b"secret",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"",
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
}
"""Formats by which a clipboard history passes something over. Source: Microsoft, 'Clipboard
formats'; KDE's Klipper, which other Linux histories follow."""


class ClipboardGuard(QObject):
    """Empties the clipboard half a minute after a copy, and at once when the vault locks.

    Only what this program put there is marked and taken away.

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
            self._mark()
        else:
            self._timer.stop()

    def _mark(self) -> None:
        """Put the same text there once more, with the wish that nobody keeps it."""
        # None while the clipboard is being emptied.
        copied: QMimeData | None = self._clipboard.mimeData()
        if not copied or not copied.hasText() or copied.hasFormat(next(iter(DO_NOT_KEEP))):
            return
        marked = QMimeData()
        marked.setText(copied.text())
        for name, value in DO_NOT_KEEP.items():
            marked.setData(name, value)
        self._clipboard.setMimeData(marked)

    def clear(self) -> None:
        """Take away what this program put there, also what X11 pastes by the middle button."""
        if self._ours:
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)
        self._ours = False
        self._timer.stop()
