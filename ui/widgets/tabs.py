"""Tabs of a page, with counts."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget
from typing_extensions import override

from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD
from ui.widgets.chips import count_width, draw_count
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import hairline, round_box, smooth, width_of, words

_GAP: Final = 26
_BAR: Final = 3


class TabStrip(QTabBar):
    """Tabs over a hairline; arrow keys move between them.

    Args:
        name: what the tabs divide, for screen readers.
        parent: the owner.
    """

    chosen = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._counts: dict[str, int] = {}
        self._over = -1
        self.currentChanged.connect(self._changed)

    def add(self, key: str, text: str, count: int | None = None) -> None:
        """Add a tab.

        Args:
            key: sent by `chosen`.
            text: its word.
            count: a number after the word, or None.
        """
        index = self.addTab(text)
        self.setTabData(index, key)
        self.set_count(key, count)

    def set_count(self, key: str, count: int | None) -> None:
        """Show another number after the word of a tab, or none."""
        if count is None:
            self._counts.pop(key, None)
        else:
            self._counts[key] = count
        index = self._keys().index(key)
        text = self.tabText(index)
        self.setAccessibleTabName(index, text if count is None else f"{text} {count}")
        # A tab is measured anew only when its text is set.
        self.setTabText(index, text)

    def choose(self, key: str) -> None:
        """Show a tab."""
        self.setCurrentIndex(self._keys().index(key))

    def current(self) -> str:
        """Return the key of the shown tab, or an empty string."""
        return str(self.tabData(self.currentIndex()) or "")

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        box = self._word_box(self.currentIndex())
        return RingShape(box.adjusted(-2, g(8), 2, -g(8)), 4)

    def _keys(self) -> list[str]:
        return [str(self.tabData(index)) for index in range(self.count())]

    def _changed(self, index: int) -> None:
        if self.tabData(index):
            self.chosen.emit(str(self.tabData(index)))

    def _count(self, index: int) -> int | None:
        return self._counts.get(str(self.tabData(index)))

    def _word_width(self, index: int) -> int:
        width = width_of(self.tabText(index), 13, SEMIBOLD)
        number = self._count(index)
        return width if number is None else width + g(8) + count_width(number)

    def _word_box(self, index: int) -> QRect:
        box = self.tabRect(index)
        return QRect(box.x(), box.y(), self._word_width(index), box.height())

    @override
    def tabSizeHint(self, index: int, /) -> QSize:
        return QSize(self._word_width(index) + g(_GAP), t(20) + g(24))

    @override
    def minimumTabSizeHint(self, index: int, /) -> QSize:
        return self.tabSizeHint(index)

    @override
    def sizeHint(self) -> QSize:
        width = sum(self.tabSizeHint(index).width() for index in range(self.count()))
        return QSize(width, t(20) + g(24))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(t(120), t(20) + g(24))

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        super().mouseMoveEvent(event)
        self._over = self.tabAt(event.position().toPoint())
        self.update()

    @override
    def enterEvent(self, event: QEnterEvent, /) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        hairline(painter, 0, self.height() - 1, self.width())
        for index in range(self.count()):
            box = self._word_box(index)
            on = index == self.currentIndex()
            over = index == self._over and self.underMouse()
            ink = now.text if on or over else now.text2
            text = self.tabText(index)
            weight = SEMIBOLD if on else REGULAR
            width = words(painter, box.adjusted(0, 0, 2, 0), text, ink, 13, weight)
            number = self._count(index)
            if number is not None:
                pill = QRect(0, 0, count_width(number), t(18))
                pill.moveCenter(box.center())
                pill.moveLeft(box.x() + width + g(8))
                fill, words_on = (
                    (now.select, now.select_text) if on else (now.tva.soft, now.tva.text)
                )
                draw_count(painter, pill, number, fill, words_on)
                width += g(8) + pill.width()
            if on:
                bar = QRect(box.x(), self.height() - _BAR, width, _BAR)
                round_box(painter, bar, 1.5, now.accent)
