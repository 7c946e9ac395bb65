"""One of two to four choices in one box."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.focus_ring import RingShape
from ui.widgets.layouts import Row
from ui.widgets.painting import round_box, smooth, width_of, words


class _SegmentPart(QAbstractButton):
    """One choice inside a `Segment`."""

    def __init__(self, text: str, icon: Icon | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self._drawn(), 4)

    def _drawn(self) -> QRect:
        """Return what is painted: the target reaches over the edge of the box."""
        return self.rect().adjusted(0, 3, 0, -3)

    def _lead(self) -> int:
        return t(16) + g(8) if self._icon else 0

    @override
    def sizeHint(self) -> QSize:
        width = self._lead() + width_of(self.text(), 13, SEMIBOLD) + 2 * g(13)
        return QSize(width, t(20) + g(16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        on = self.isChecked()
        if on or (self.underMouse() and self.isEnabled()):
            round_box(painter, self._drawn(), 4, now.select if on else now.hover)
        ink = now.text3 if not self.isEnabled() else now.select_text if on else now.text
        weight = SEMIBOLD if on else REGULAR
        x = (self.width() - self._lead() - width_of(self.text(), 13, weight)) // 2
        if self._icon:
            side = t(16)
            draw_icon(painter, self._icon, QRect(x, (self.height() - side) // 2, side, side), ink)
        box = QRect(x + self._lead(), 0, self.width(), self.height())
        words(painter, box, self.text(), ink, 13, weight)


class Segment(QWidget):
    """One of two to four choices in one box; arrow keys move between them.

    Args:
        choices: (key, word, icon or None) of each.
        name: what is chosen here, for screen readers.
        parent: the owner.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str, Icon | None]],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._keys = [key for key, _, _ in choices]
        self._group = QButtonGroup(self)
        row = Row(self, gap=4, margins=(3, 0, 3, 0))
        for index, (_, word, icon) in enumerate(choices):
            part = _SegmentPart(word, icon, self)
            self._group.addButton(part, index)
            row.addWidget(part)
        self._group.idToggled.connect(self._toggled)

    def choose(self, key: str) -> None:
        """Choose by key, as if the person did."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def current(self) -> str:
        """Return the chosen key, or an empty string."""
        index = self._group.checkedId()
        return self._keys[index] if index >= 0 else ""

    def _toggled(self, index: int, on: bool) -> None:  # noqa: FBT001  the signal's own shape
        if on:
            self.update()
            self.chosen.emit(self._keys[index])

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        round_box(painter, self.rect(), Size.RADIUS, now.raised, now.edge_soft)
        parts = self._group.buttons()
        for before, after in pairwise(parts):
            if not before.isChecked() and not after.isChecked():
                x = (before.geometry().right() + after.x()) // 2
                tall = t(16)
                painter.fillRect(x, (self.height() - tall) // 2, 1, tall, now.edge_soft)
