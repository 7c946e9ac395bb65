"""The list of the window: fast at 50,000 rows, painted by a delegate, all by keyboard."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ui.models.rows import Index, RowsModel
from ui.theme.theme import colours, current, t
from ui.theme.tokens import Size
from ui.widgets.painting import focus_ring, smooth

T = TypeVar("T")
_SELECTION_BAR: Final = 3


@dataclass(frozen=True, slots=True)
class RowState:
    """How a row stands when it is painted.

    Args:
        selected: chosen.
        hovered: under the pointer.
        focused: has the keyboard.
    """

    selected: bool = False
    hovered: bool = False
    focused: bool = False


class RowDelegate(QStyledItemDelegate, Generic[T]):
    """Paints rows; a subclass gives the height and what stands in a row."""

    def height(self) -> int:
        """Return the height of a row in pixels: sum of t(line heights) and g(padding)."""
        raise NotImplementedError

    def heading_height(self) -> int:
        """Return the height of the heading of a group in pixels."""
        return t(20) + t(16)

    def paint_row(self, painter: QPainter, box: QRect, row: T, state: RowState) -> None:
        """Paint the content of a row; the ground is painted already.

        Args:
            painter: set to smooth edges.
            box: the whole row in pixels.
            row: the value from the model.
            state: for what changes on a selected ground.
        """
        raise NotImplementedError

    def paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        """Paint what lies under a row: selection with its bar, or hover."""
        now = colours()
        if state.selected:
            painter.fillRect(box, now.select)
            painter.fillRect(QRect(box.x(), box.y(), _SELECTION_BAR, box.height()), now.accent)
        elif state.hovered:
            painter.fillRect(box, now.hover)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        model = index.model()
        assert isinstance(model, RowsModel)
        row = model.row(index.row())
        heading = not index.flags() & Qt.ItemFlag.ItemIsSelectable
        flags = QStyle.StateFlag
        state = RowState(
            selected=bool(option.state & flags.State_Selected),
            hovered=bool(option.state & flags.State_MouseOver) and not heading,
            focused=bool(option.state & flags.State_HasFocus) and not heading,
        )
        painter.save()
        smooth(painter)
        self.paint_ground(painter, option.rect, state)
        self.paint_row(painter, option.rect, row, state)
        if state.focused:
            focus_ring(painter, option.rect.adjusted(2, 2, -2, -2), Size.RADIUS)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        return QSize(0, self.height())


class FastListView(QTableView):
    """One column of equal rows.

    A `QTableView` with fixed sections resets 50,000 rows in 17 ms; a `QListView` needs 300.

    Args:
        model: the rows.
        delegate: how a row is painted.
        name: what is listed, for screen readers.
        parent: the owner.

    Signals:
        chosen: id of the row that became the chosen one, or None.
        opened: id of a row on Enter or double click.
        clicked_at: id of a row and the point inside it, for parts that answer by themselves.
    """

    chosen = Signal(object)
    opened = Signal(object)
    clicked_at = Signal(object, object)

    def __init__(
        self,
        model: RowsModel[Any],
        delegate: RowDelegate[Any],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = model
        self._delegate = delegate
        self._tall: set[int] = set()
        self._kept: Hashable = None
        self._kept_scroll = 0
        self._quiet = False
        delegate.setParent(self)
        self.setAccessibleName(name)
        self._look()
        self.setModel(model)
        self.setItemDelegate(delegate)
        model.modelAboutToBeReset.connect(self._about_to_change)
        model.modelReset.connect(self._was_reset)
        model.rowsInserted.connect(self._was_inserted)
        model.rowsRemoved.connect(self._was_removed)
        self._rescale()
        current().changed.connect(self._rescale)

    def _look(self) -> None:
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.setCornerButtonEnabled(False)
        # The style fills a selected row before the delegate does; at 125 % its edge shows through.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)

    def chosen_id(self) -> Hashable:
        """Return the id of the chosen row, or None."""
        index = self.currentIndex()
        return self._rows.identity(index.row()) if index.isValid() else None

    def choose(self, identity: Hashable) -> bool:
        """Choose the row with an id and bring it into view; False if there is none."""
        number = self._rows.place(identity)
        if number < 0:
            return False
        self.selectRow(number)
        self.scrollTo(self._rows.index(number, 0))
        return True

    def choose_nothing(self) -> None:
        """Take the choice away."""
        self.selectionModel().clear()

    def _rescale(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._delegate.height())
        # Hidden sections keep their old height unless told.
        self._tall.clear()
        self._size_headings()

    def _size_headings(self) -> None:
        header = self.verticalHeader()
        for number in self._tall:
            if number < header.count():
                header.resizeSection(number, self._delegate.height())
        self._tall = set(self._rows.headings())
        for number in self._tall:
            header.resizeSection(number, self._delegate.heading_height())

    def _about_to_change(self) -> None:
        self._kept = self.chosen_id()
        self._kept_scroll = self.verticalScrollBar().value()
        self._quiet = True

    def _was_reset(self) -> None:
        self._tall.clear()
        self._size_headings()
        self._restore()

    def _was_inserted(self) -> None:
        self._size_headings()

    def _was_removed(self) -> None:
        self._size_headings()
        self._restore()

    def _restore(self) -> None:
        """Choose again what was chosen before the rows changed; nothing in place of it."""
        number = self._rows.place(self._kept) if self._kept is not None else -1
        flags = QItemSelectionModel.SelectionFlag
        if number >= 0:
            self.selectionModel().setCurrentIndex(
                self._rows.index(number, 0), flags.ClearAndSelect | flags.Rows
            )
        else:
            self.selectionModel().clear()
        self.verticalScrollBar().setValue(self._kept_scroll)
        self._quiet = False
        if self._kept is not None and number < 0:
            self._kept = None
            self.chosen.emit(None)

    @override
    def rowsAboutToBeRemoved(self, parent: Index, start: int, end: int, /) -> None:
        # Qt would choose a neighbour: another person's details would show without being asked for.
        self._about_to_change()
        super().rowsAboutToBeRemoved(parent, start, end)

    @override
    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self.chosen.emit(self.chosen_id())

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            if self.currentIndex().isValid():
                self.opened.emit(self.chosen_id())
            return
        if event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End} and self._rows.rowCount():
            last = self._rows.rowCount() - 1
            self.setCurrentIndex(self._rows.index(0 if event.key() == Qt.Key.Key_Home else last, 0))
            return
        if event.key() == Qt.Key.Key_Down and not self.selectionModel().hasSelection():
            # Qt has gone to the first row unseen, and would pass it by.
            self.selectRow(next(self._rows_to_choose(), -1))
            return
        super().keyPressEvent(event)

    def _rows_to_choose(self) -> Iterator[int]:
        headings = set(self._rows.headings())
        return (row for row in range(self._rows.rowCount()) if row not in headings)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            inside = point - self.visualRect(index).topLeft()
            self.clicked_at.emit(self._rows.identity(index.row()), inside)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.opened.emit(self._rows.identity(index.row()))
