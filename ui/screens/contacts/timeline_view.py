"""The timeline: a list of rows of different heights, with forms in between."""

from collections.abc import Callable, Hashable
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from ui.language import translate
from ui.models.rows import Index, RowsModel
from ui.screens.contacts.timeline_layout import RIGHT_PAD, TEXT_AT, EntryLayout, LayoutCache
from ui.screens.contacts.timeline_rows import (
    EntryRow,
    MonthRow,
    SlotRow,
    TimelineRow,
    spoken_entry,
    state_words,
)
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.painting import focus_ring, smooth, words

_SLOT_GAP: Final = 8

SlotKey = tuple[str, bytes]


class TimelineView(QListView):
    """Shows `TimelineRow`s.

    The widgets of slots belong to the view, not to the rows: a row that comes and goes while a
    colleague's work arrives takes nothing away that was typed in it.

    Signals:
        menu_wanted: note id and the global point at which its menu opens.
        edit_wanted: note id: Enter or a double click.
        remark_wanted: note id: B.
        delete_wanted: note id: Delete.

    Args:
        parent: the owner.
    """

    menu_wanted = Signal(bytes, QPoint)
    edit_wanted = Signal(bytes)
    remark_wanted = Signal(bytes)
    delete_wanted = Signal(bytes)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.veiled = False
        self.rows: RowsModel[TimelineRow] = RowsModel(
            lambda row: row.key,
            lambda row: spoken_entry(row, veiled=self.veiled),
            is_heading=lambda row: not isinstance(row, EntryRow),
            parent=self,
        )
        self.layouts = LayoutCache()
        self._slots: dict[SlotKey, QWidget] = {}
        self.setAccessibleName(translate("Timeline", "Timeline"))
        self.setModel(self.rows)
        self.setItemDelegate(_TimelineDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(t(20))
        current().changed.connect(self._rescale)

    def show_rows(self, rows: tuple[TimelineRow, ...]) -> None:
        """Show other rows; forms that are no longer among them go away."""
        self.rows.show(rows)
        wanted = {row.key for row in rows if isinstance(row, SlotRow)}
        for key in [each for each in self._slots if each not in wanted]:
            widget = self._slots.pop(key)
            widget.hide()
            widget.deleteLater()
        self._relay()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide texts, names and areas, or show them again."""
        self.veiled = veiled
        self.layouts.clear()
        self._relay()

    def slot(self, key: SlotKey) -> QWidget | None:
        """Return the widget of a slot."""
        return self._slots.get(key)

    def set_slot(self, key: SlotKey, widget: QWidget) -> None:
        """Put a widget into a slot in place of the one before; the view becomes its owner."""
        before = self._slots.get(key)
        if before is not None:
            before.hide()
            before.deleteLater()
        widget.setParent(self.viewport())
        self._slots[key] = widget
        self._relay()

    def slot_height(self, key: SlotKey) -> int:
        """Return the height that a slot needs in pixels, with its gap."""
        widget = self._slots.get(key)
        if widget is None:
            return 0
        width = self._slot_box(QRect(0, 0, self.viewport().width(), 0)).width()
        tall = widget.heightForWidth(width) if widget.hasHeightForWidth() else -1
        return max(tall, widget.minimumSizeHint().height()) + g(_SLOT_GAP) * 2

    def layout_of(self, row: EntryRow) -> EntryLayout:
        """Return the layout of an entry at the present width."""
        return self.layouts.of(row, self.viewport().width(), veiled=self.veiled)

    def entry_at(self, index: Index) -> EntryRow | None:
        """Return the entry of an index, None for a month or a form."""
        row = self.rows.row(index.row()) if index.isValid() else None
        return row if isinstance(row, EntryRow) else None

    def current_note(self) -> bytes | None:
        """Return the note that the keyboard is on."""
        row = self.entry_at(self.currentIndex())
        return row.entry.rid if row is not None and row.is_note else None

    def reveal(self, key: Hashable) -> None:
        """Bring a row into view and put the keyboard on it if it is an entry."""
        number = self.rows.place(key)
        if number >= 0:
            index = self.rows.index(number, 0)
            if self.entry_at(index) is not None:
                self.setCurrentIndex(index)
            self.scrollTo(index)

    def _relay(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _rescale(self) -> None:
        self.layouts.clear()
        self.verticalScrollBar().setSingleStep(t(20))
        self._relay()

    def _slot_box(self, row: QRect) -> QRect:
        return row.adjusted(g(TEXT_AT), g(_SLOT_GAP), -g(RIGHT_PAD), -g(_SLOT_GAP))

    def _place_slots(self) -> None:
        """Lay each slot's widget over its row."""
        for key, widget in self._slots.items():
            number = self.rows.place(key)
            if number < 0:
                widget.hide()
                continue
            box = self._slot_box(self.visualRect(self.rows.index(number, 0)))
            if widget.geometry() != box:
                widget.setGeometry(box)
            widget.show()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_slots()

    @override
    def scrollContentsBy(self, dx: int, dy: int, /) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_slots()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._relay()

    @override
    def viewportEvent(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            # A form grew or shrank.
            self._relay()
        return super().viewportEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        note = self.current_note()
        signals = {
            Qt.Key.Key_Return: self.edit_wanted,
            Qt.Key.Key_Enter: self.edit_wanted,
            Qt.Key.Key_F2: self.edit_wanted,
            Qt.Key.Key_B: self.remark_wanted,
            Qt.Key.Key_Delete: self.delete_wanted,
        }
        wanted = signals.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if note is not None and wanted is not None and plain:
            wanted.emit(note)
            return
        super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        row = self.entry_at(index)
        if row is None or not row.is_note or event.button() is not Qt.MouseButton.LeftButton:
            return
        cell = self.layout_of(row).action_cell(self.visualRect(index))
        if cell.contains(point):
            below = self.viewport().mapToGlobal(cell.bottomLeft())
            self.menu_wanted.emit(row.entry.rid, below)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        row = self.entry_at(self.indexAt(event.position().toPoint()))
        if row is not None and row.is_note:
            self.edit_wanted.emit(row.entry.rid)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = self.entry_at(index)
        if row is None or not row.is_note:
            return
        cell = self.layout_of(row).action_cell(self.visualRect(index))
        place = self.viewport().mapToGlobal(cell.bottomLeft()) if by_key else event.globalPos()
        self.menu_wanted.emit(row.entry.rid, place)

    @override
    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
        /,
    ) -> QModelIndex:
        """Step over months and forms: only entries take the keyboard."""
        actions = QAbstractItemView.CursorAction
        steps: dict[QAbstractItemView.CursorAction, Callable[[int], int]] = {
            actions.MoveUp: lambda at: at - 1,
            actions.MovePrevious: lambda at: at - 1,
            actions.MoveDown: lambda at: at + 1,
            actions.MoveNext: lambda at: at + 1,
            actions.MoveHome: lambda _at: 0,
            actions.MoveEnd: lambda _at: self.rows.rowCount() - 1,
        }
        step = steps.get(cursorAction)
        if step is None:
            return super().moveCursor(cursorAction, modifiers)
        onward = (
            -1 if cursorAction in {actions.MoveUp, actions.MovePrevious, actions.MoveEnd} else 1
        )
        number = step(self.currentIndex().row())
        while 0 <= number < self.rows.rowCount():
            index = self.rows.index(number, 0)
            if self.entry_at(index) is not None:
                return index
            number += onward
        return self.currentIndex()


class _TimelineDelegate(QStyledItemDelegate):
    """Paints the rows of a `TimelineView`."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        row = self._view.rows.row(index.row())
        if isinstance(row, MonthRow):
            height = t(18) + g(14)
        elif isinstance(row, SlotRow):
            height = self._view.slot_height(row.key)
        else:
            height = self._view.layout_of(row).height
        return QSize(1, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        row = self._view.rows.row(index.row())
        box = QRect(option.rect)
        box.setWidth(self._view.viewport().width())
        painter.save()
        smooth(painter)
        if isinstance(row, MonthRow):
            words(painter, box, row.title, colours().text2, 12, SEMIBOLD)
        elif isinstance(row, EntryRow):
            flags = QStyle.StateFlag
            focused = bool(option.state & flags.State_HasFocus)
            over = bool(option.state & flags.State_MouseOver)
            self._view.layout_of(row).paint(painter, box, active=over or focused)
            if focused:
                ring = box.adjusted(g(TEXT_AT) - g(8), 3, -g(RIGHT_PAD) + g(8), -3)
                focus_ring(painter, ring, Size.RADIUS)
        elif not self._is_last_of_month(index.row()):
            # The line from node to node goes on beside a form.
            painter.fillRect(box.x() + g(28) // 2, box.y(), 1, box.height(), colours().hairline)
        painter.restore()

    def _is_last_of_month(self, number: int) -> bool:
        """Return True if no entry of the month comes after the form in this row."""
        for at in range(number + 1, self._view.rows.rowCount()):
            row = self._view.rows.row(at)
            if not isinstance(row, SlotRow):
                return isinstance(row, MonthRow)
        return True

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
        /,
    ) -> bool:
        row = self._view.entry_at(index)
        if event.type() is not QEvent.Type.ToolTip or row is None:
            return False
        cell = self._view.layout_of(row).action_cell(self._view.visualRect(index))
        if cell.contains(event.pos()):
            tip = translate("Timeline", "More about this note")
        else:
            tip = state_words(row.entry)
        QToolTip.showText(event.globalPos(), tip, view)
        return True
