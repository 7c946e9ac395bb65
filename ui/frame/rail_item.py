"""One place in the rail: icon, word and count, or icon and badge."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ui.navigation import Destination, word_of
from ui.theme.icons import draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.chips import draw_count
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import RIGHT, round_box, smooth, width_of, words

_ICON: Final = 20
_BADGE: Final = 18
_COUNT: Final = 20


class RailItem(QAbstractButton):
    """One place: icon, word, count; icon and badge alone when the rail is narrow."""

    def __init__(self, destination: Destination, key: str) -> None:
        super().__init__()
        self.page = destination.name
        self._icon = destination.icon
        self._amber = destination.only_counted
        self._key = key
        self._count = 0
        self._narrow = False
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(word_of(self.page))
        self._name_it()

    @property
    def count(self) -> int:
        """How many wait there."""
        return self._count

    def set_count(self, count: int) -> None:
        """Show how many wait there; 0 shows nothing."""
        self._count = count
        self._name_it()
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Leave the word to the tip, or show it."""
        self._narrow = narrow
        self._name_it()
        self.updateGeometry()
        self.update()

    def _name_it(self) -> None:
        word = f"{self.text()}, {self._count}" if self._count else self.text()
        self.setAccessibleName(word)
        tip = f"{self.text()} ({self._key})" if self._key else self.text()
        self.setToolTip(tip if self._narrow else "")

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect().adjusted(4, 4, -4, -4), Size.RADIUS)

    @override
    def nextCheckState(self) -> None:
        """Leave it: which place is the present one is decided by the page that opens."""

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(48), t(20) + g(16))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # The rail is one list for arrows; each item is a tab stop as well.
        match event.key():
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        chosen = self.isChecked()
        if chosen or self.underMouse():
            round_box(painter, self.rect(), Size.RADIUS, now.select if chosen else now.hairline)
        if chosen:
            bar = QRect(0, (self.height() - t(20)) // 2, 3, t(20))
            round_box(painter, bar, 1.5, now.accent)
        side = g(_ICON)
        left = (self.width() - side) // 2 if self._narrow else g(12)
        box = QRect(left, (self.height() - side) // 2, side, side)
        draw_icon(painter, self._icon, box, now.select_text if chosen else now.text2)
        if self._narrow:
            self._paint_badge(painter, box)
            return
        weight = SEMIBOLD if chosen else REGULAR
        ink = now.select_text if chosen else now.text
        room = self.rect().adjusted(g(42), 0, -g(44) if self._count else -g(8), 0)
        words(painter, room, self.text(), ink, 13, weight)
        self._paint_count(painter)

    def _paint_count(self, painter: QPainter) -> None:
        if not self._count:
            return
        now = colours()
        if not self._amber:
            room = self.rect().adjusted(0, 0, -g(17), 0)
            words(painter, room, str(self._count), now.text2, 13, align=RIGHT, tabular=True)
            return
        tall = t(_COUNT)
        wide = max(tall, width_of(str(self._count), 12, SEMIBOLD) + g(12))
        box = QRect(self.width() - g(10) - wide, (self.height() - tall) // 2, wide, tall)
        draw_count(painter, box, self._count, now.badge, now.amber_text, bold=True)

    def _paint_badge(self, painter: QPainter, icon: QRect) -> None:
        """Paint the count as a disc that rises with its size, so that the icon stays readable."""
        if not self._count:
            return
        now = colours()
        tall = t(_BADGE)
        wide = max(tall, width_of(str(self._count), 12, SEMIBOLD) + g(8))
        box = QRect(0, 0, wide, tall)
        box.moveTop(max(0, icon.center().y() - g(8) - tall // 2))
        box.moveLeft(min(icon.center().x() + g(4), self.width() - wide))
        fill, ink = (now.amber_text, now.surface) if self._amber else (now.accent, now.on_accent)
        draw_count(painter, box, self._count, fill, ink, bold=True)
