"""Layouts whose gaps and margins are told at 100 % and follow the text scale."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import current, g

Margins = tuple[int, int, int, int]
NO_MARGINS: Margins = (0, 0, 0, 0)


def discard(widget: QWidget) -> None:
    """Take a widget out of its window at once; it is destroyed a little later.

    It is hidden first: a widget that was laid out in this turn of the event loop waits to be shown,
    and without a parent it would come up as a window of its own.
    """
    widget.hide()
    # The connection keeps it until Qt destroys it. Without a parent it is Python's, whose collector
    # would destroy it at any moment, on any thread, and also while Qt walks over all widgets.
    widget.destroyed.connect(partial(_gone, widget))
    widget.setParent(None)
    widget.deleteLater()


def _gone(*_: object) -> None:
    """Take the news; the widget was kept by being bound to this."""


class Column(QVBoxLayout):
    """Things below each other.

    Args:
        parent: the widget to fill, or None for a layout inside another.
        gap: between two things, in design pixels.
        margins: left, top, right, bottom, in design pixels.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 0, margins: Margins = NO_MARGINS
    ) -> None:
        super().__init__()
        self._gap = gap
        self._margins = margins
        if parent is not None:
            parent.setLayout(self)
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setSpacing(g(self._gap))
        self.setContentsMargins(*(g(each) for each in self._margins))


class Row(QHBoxLayout):
    """Things beside each other.

    Args:
        parent: the widget to fill, or None for a layout inside another.
        gap: between two things, in design pixels.
        margins: left, top, right, bottom, in design pixels.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 0, margins: Margins = NO_MARGINS
    ) -> None:
        super().__init__()
        self._gap = gap
        self._margins = margins
        if parent is not None:
            parent.setLayout(self)
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self.setSpacing(g(self._gap))
        self.setContentsMargins(*(g(each) for each in self._margins))


class Flow(QLayout):
    """Things beside each other that go on in a new line when the line is full: chips and pills.

    Args:
        parent: the widget to fill, or None.
        gap: between two things in a line, in design pixels.
        line_gap: between two lines, in design pixels.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6, line_gap: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._line_gap = line_gap
        if parent is not None:
            parent.setLayout(self)
        self.setContentsMargins(0, 0, 0, 0)
        current().changed.connect(self.invalidate)

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem:
        # Qt asks for one beyond the last to learn that there is none; the stub does not say so.
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    @override
    def takeAt(self, index: int, /) -> QLayoutItem:
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]  # as above

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(each.width() for each in shown) + g(self._gap) * max(len(shown) - 1, 0)
        tall = max((each.height() for each in shown), default=0)
        return QSize(width, tall).grownBy(self.contentsMargins())

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return the height needed in `rect`'s width; put the things there if `move`."""
        around = self.contentsMargins()
        inner = rect.marginsRemoved(around)
        x, y, line = inner.x(), inner.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if line and x + size.width() > inner.x() + inner.width():
                x, y, line = inner.x(), y + line + g(self._line_gap), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), self._widened(item, size, inner, x)))
            x += size.width() + g(self._gap)
            line = max(line, size.height())
        return y + line + around.bottom() - rect.y()

    def _widened(self, item: QLayoutItem, size: QSize, inner: QRect, x: int) -> QSize:
        """Return the size of a thing; one that expands takes the rest of its line."""
        if item is self._items[-1] and item.expandingDirections() & Qt.Orientation.Horizontal:
            return QSize(inner.x() + inner.width() - x, size.height())
        return size
