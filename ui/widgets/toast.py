"""The undo notice: at the bottom for ten seconds, Ctrl+Z takes the act back."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import round_box, smooth, soft_shadow, width_of, words

SECONDS: Final = 10
_SPREAD: Final = 20
_NARROWEST: Final = 280


class _UndoWord(QPushButton):
    """The word that takes the act back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(translate("Toast", "Undo"), parent)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect().adjusted(4, 6, -4, -6), 4)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        box = self.rect().adjusted(g(8), 0, 0, 0)
        width = words(painter, box, self.text(), now.toast_link, 13, SEMIBOLD)
        if self.underMouse():
            painter.fillRect(box.x(), (self.height() + t(16)) // 2, width, 1, now.toast_link)
        words(painter, box.adjusted(width + g(4), 0, 0, 0), "Ctrl+Z", now.toast_hint, 12)

    def needed_width(self) -> int:
        """Return the width in pixels."""
        return g(16) + width_of(self.text(), 13, SEMIBOLD) + g(4) + width_of("Ctrl+Z", 12)


class Toast(QWidget):
    """Says what was done and offers to undo it; lies over the bottom of `window`.

    Args:
        window: the widget over whose bottom the notice floats.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._text = ""
        self._icon = Icon.CHECK_CIRCLE
        self._undo: Callable[[], object] | None = None
        self._word = _UndoWord(self)
        self._word.clicked.connect(self._take_back)
        self._time = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._time.timeout.connect(self.dismiss)
        self._key = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), window)
        self._key.activated.connect(self._take_back)
        self._key.setEnabled(False)
        window.installEventFilter(self)
        self.hide()

    def say(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        icon: Icon = Icon.CHECK_CIRCLE,
    ) -> None:
        """Show a notice in place of the one before.

        Args:
            text: what was done.
            undo: takes it back; without it the notice only informs.
            icon: before the words.
        """
        self._text, self._undo, self._icon = text, undo, icon
        self.setAccessibleName(text)
        self._word.setVisible(undo is not None)
        self._key.setEnabled(undo is not None)
        self._place()
        self.raise_()
        self.show()
        self._time.start()
        # A screen reader speaks the notice without the focus moving.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """Return the words shown, or an empty string."""
        return self._text if self.isVisible() else ""

    def dismiss(self) -> None:
        """Take the notice away; the act stands."""
        self._time.stop()
        self._undo = None
        self._key.setEnabled(False)
        self.hide()

    def _take_back(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def _box(self) -> QRect:
        return self.rect().adjusted(_SPREAD, _SPREAD, -_SPREAD, -_SPREAD)

    def _place(self) -> None:
        tall = t(20) + g(24)
        wide = g(16) + g(20) + g(12) + width_of(self._text) + g(24)
        if self._undo is not None:
            wide += self._word.needed_width()
        wide = min(max(wide, t(_NARROWEST)), self._window.width() - 2 * g(16))
        x = (self._window.width() - wide) // 2
        y = self._window.height() - tall - g(24)
        box = QRect(x, y, wide, tall)
        self.setGeometry(box.adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD))
        inner = self._box()
        width = self._word.needed_width()
        self._word.setGeometry(inner.right() - width - g(8), inner.y(), width, inner.height())
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    @override
    def enterEvent(self, event: QEnterEvent, /) -> None:
        # Whoever reads it keeps it.
        self._time.stop()

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        if self.isVisible():
            self._time.start()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        box = self._box()
        soft_shadow(painter, QRectF(box), Size.RADIUS_TOAST, _SPREAD, 4)
        round_box(painter, box, Size.RADIUS_TOAST, now.toast, now.toast_edge)
        side = g(20)
        middle = box.y() + (box.height() - side) // 2
        draw_icon(painter, self._icon, QRect(box.x() + g(16), middle, side, side), now.toast_icon)
        room = box.adjusted(g(16) + side + g(12), 0, -g(12), 0)
        if self._undo is not None:
            room.setRight(self._word.x())
        words(painter, room, self._text, now.toast_text)
