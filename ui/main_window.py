"""The one window: it holds the unlock screens or the workspace, and knows nobody's name."""

import base64
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QIcon,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QShortcut,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.errors import AppError
from ui.application import NAME, Look
from ui.theme.theme import colours
from ui.widgets.focus_ring import FocusRing
from ui.widgets.glyph import draw_logo
from ui.widgets.layouts import Column, discard
from ui.widgets.painting import smooth

SMALLEST: Final = (1024, 640)
DEFAULT: Final = (1280, 800)
_ICON_SIDES: Final = (16, 32, 64)


class MainWindow(QWidget):
    """Shows one screen at a time and remembers its own size and place, nothing else.

    Args:
        look: text scale by keys; keeps the window's place.

    Signals:
        left: the person turned to another program.
        closing: the window is about to close.
    """

    left = Signal()
    closing = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._screen: QWidget | None = None
        self.setWindowTitle(NAME)
        self.setWindowIcon(program_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*DEFAULT)
        self._column = Column(self)
        self._restore_place()
        for keys, steps in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._larger if steps > 0 else self._smaller)
        QShortcut(QKeySequence("Ctrl+0"), self).activated.connect(self._usual_size)
        self._ring = FocusRing(self)

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen in the window."""
        return self._screen

    def show_screen(self, screen: QWidget) -> None:
        """Show a screen in place of the one before, which is destroyed with all that it shows."""
        before, self._screen = self._screen, screen
        if before is not None:
            self._column.removeWidget(before)
            discard(before)
        self._column.addWidget(screen)
        screen.show()
        self._ring.raise_()

    def _larger(self) -> None:
        self._look.step_text_scale(1)

    def _smaller(self) -> None:
        self._look.step_text_scale(-1)

    def _usual_size(self) -> None:
        self._look.set_text_scale(100)

    def _restore_place(self) -> None:
        kept = self._look.settings.value.window
        if kept:
            self.restoreGeometry(QByteArray(base64.b64decode(kept)))

    def _keep_place(self) -> None:
        kept = base64.b64encode(bytes(self.saveGeometry().data())).decode()
        try:
            self._look.settings.change(window=kept)
        except AppError:
            # A full disk forgets where the window stood; nothing of the person's is lost.
            return

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.left.emit()

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        self._keep_place()
        self.closing.emit()
        super().closeEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        # Between two screens the window shows an empty ground and not a flash of white.
        QPainter(self).fillRect(event.rect(), colours().canvas)


def program_icon() -> QIcon:
    """Return the sign of the program for the title bar and the task bar."""
    icon = QIcon()
    for side in _ICON_SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = smooth(QPainter(picture))
        draw_logo(painter, picture.rect())
        painter.end()
        icon.addPixmap(picture)
    return icon
