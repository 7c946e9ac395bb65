"""A field that chooses one of several."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.painting import round_box, smooth, width_of, words


class Combo(QComboBox):
    """Chooses one of several by mouse, arrows or first letters.

    Args:
        choices: (key, words) of each.
        placeholder: shown while nothing is chosen; without one the first choice is chosen.
        name: for screen readers, where no `Field` gives the label.
        parent: the owner.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        *,
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._invalid = False
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(name)
        self.setItemDelegate(_ChoiceDelegate(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(12)
        self.set_choices(choices)
        self.activated.connect(self._activated)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer other choices; the chosen one stays if it is among them."""
        before = self.current_key()
        self.clear()
        for key, text in choices:
            self.addItem(text, key)
        index = self.findData(before) if before else -1
        self.setCurrentIndex(index if index >= 0 else -1 if self.placeholderText() else 0)

    def current_key(self) -> str:
        """Return the key of the chosen one, or an empty string."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose by key without a signal; an unknown key chooses nothing."""
        self.setCurrentIndex(self.findData(key))

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show or clear the edge of a wrong field."""
        self._invalid = invalid
        self.update()

    def _activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        # Scrolling the page must not change an answer on the way.
        event.ignore()

    @override
    def sizeHint(self) -> QSize:
        texts = [self.itemText(n) for n in range(self.count())] + [self.placeholderText()]
        width = max(width_of(text) for text in texts)
        return QSize(width + g(12) + t(16) + 2 * g(12), t(20) + g(16))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(t(80), t(20) + g(16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        focus = self.hasFocus() or self.view().isVisible()
        if not self.isEnabled():
            round_box(painter, self.rect(), Size.RADIUS, now.sunken, now.hairline)
        elif self._invalid or focus:
            edge = now.danger if self._invalid else now.accent
            round_box(painter, self.rect(), Size.RADIUS, now.surface, edge, 2)
        else:
            round_box(painter, self.rect(), Size.RADIUS, now.surface, now.edge)
        empty = self.currentIndex() < 0
        text = self.placeholderText() if empty else self.currentText()
        ink = now.text3 if empty or not self.isEnabled() else now.text
        side = t(16)
        right = self.width() - g(12) - side
        words(painter, QRect(g(12), 0, right - g(16), self.height()), text, ink)
        box = QRect(right, (self.height() - side) // 2, side, side)
        draw_icon(painter, Icon.CARET_DOWN, box, now.text2)


class _ChoiceDelegate(QStyledItemDelegate):
    """Paints the choices in the opened list."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /
    ) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(width_of(text, 13, SEMIBOLD) + 2 * g(12), t(20) + g(14))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        /,
    ) -> None:
        painter.save()
        smooth(painter)
        now = colours()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.fillRect(rect, now.raised)
        on = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        if on:
            round_box(painter, rect.adjusted(4, 1, -4, -1), 4, now.select)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room = rect.adjusted(g(12), 0, -g(12), 0)
        words(painter, room, text, now.select_text if on else now.text)
        painter.restore()
