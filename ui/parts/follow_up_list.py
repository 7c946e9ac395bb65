"""The list of follow-ups: a circle that closes one, what to do for whom, area and due day."""

from collections.abc import Hashable
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from ui.models.list_view import FastListView, RowDelegate, RowState
from ui.models.rows import Index, RowsModel
from ui.parts.follow_up_lines import Group, Line
from ui.parts.record_state import record_state
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.chips import draw_area_mark
from ui.widgets.painting import (
    RIGHT,
    focus_ring,
    hairline,
    round_box,
    smooth,
    width_of,
    words,
)
from ui.widgets.veil import draw_veil

PAD: Final = 8
"""Between the edge of a row and its circle, so that ring and selection do not touch it."""

CIRCLE: Final = 18
_CIRCLE_CELL: Final = 34
_AREA_FROM_RIGHT: Final = 214
_MENU: Final = 32

_Row = Group | Line


class _Delegate(RowDelegate[_Row]):
    """Paints a line or the heading of a group.

    Args:
        menus: True leaves room for the three dots at the right.
    """

    def __init__(self, *, menus: bool) -> None:
        super().__init__()
        self._menus = menus
        self.veiled = False
        self.on_circle = False
        self.lit = False

    @override
    def height(self) -> int:
        return t(20) + t(18) + g(14)

    @override
    def heading_height(self) -> int:
        return t(18) + g(17)

    def circle_cell(self, box: QRect) -> QRect:
        """Return where a click closes a line: the whole cell before the words."""
        return QRect(box.x(), box.y(), g(PAD) + g(_CIRCLE_CELL), box.height())

    def menu_cell(self, box: QRect) -> QRect:
        """Return where a click opens the menu of a line; empty without menus."""
        if not self._menus:
            return QRect()
        side = g(_MENU)
        top = box.y() + (box.height() - side) // 2
        return QRect(box.right() + 1 - g(PAD) - side, top, side, side)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = QRect(option.rect)
        if self.on_circle:
            option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)
        if self.on_circle and focused:
            painter.save()
            ring = self._circle(box).adjusted(-4, -4, 4, 4)
            focus_ring(smooth(painter), ring, ring.height() / 2)
            painter.restore()

    @override
    def paint_ground(self, painter: QPainter, box: QRect, state: RowState) -> None:
        # Without the keyboard in it the list shows no choice: nothing beside it depends on one.
        if state.selected and self.lit:
            round_box(painter, box.adjusted(0, 1, 0, -1), Size.RADIUS, colours().select)
        elif state.hovered:
            round_box(painter, box.adjusted(0, 1, 0, -1), Size.RADIUS, colours().hover)

    @override
    def paint_row(self, painter: QPainter, box: QRect, row: _Row, state: RowState) -> None:
        if isinstance(row, Group):
            self._paint_heading(painter, box, row)
            return
        now = colours()
        self._paint_circle(painter, box, row, state)
        menu = self.menu_cell(box)
        right = menu.left() - g(4) if self._menus else box.right() + 1 - g(PAD)
        left = self.circle_cell(box).right() + 1
        area_x = max(right - t(_AREA_FROM_RIGHT), left)
        due_left = self._paint_due(painter, QRect(left, box.y(), right - left, box.height()), row)
        if row.area and not self.veiled:
            draw_area_mark(painter, area_x, box.center().y() + 1, row.hue, row.area)
        self._paint_words(painter, box, row, QRect(left, box.y(), 0, 0), min(area_x, due_left))
        if self._menus:
            side = g(20)
            dots = QRect(0, 0, side, side)
            dots.moveCenter(menu.center())
            draw_icon(painter, Icon.DOTS_THREE, dots, now.text2)
        if not (state.selected and self.lit):
            hairline(painter, left, box.bottom(), box.right() + 1 - g(PAD) - left)

    def _paint_heading(self, painter: QPainter, box: QRect, group: Group) -> None:
        now = colours()
        line = QRect(box.x() + g(PAD), box.y() + g(12), box.width() - 2 * g(PAD), t(18))
        ink = now.amber_text if group.amber else now.text
        width = words(painter, line, group.title, ink, 12, SEMIBOLD)
        words(painter, line.adjusted(width + g(8), 0, 0, 0), str(group.count), now.text2, 12)

    def _circle(self, box: QRect) -> QRect:
        side = t(CIRCLE)
        return QRect(box.x() + g(PAD), box.y() + (box.height() - side) // 2, side, side)

    def _paint_circle(self, painter: QPainter, box: QRect, row: Line, state: RowState) -> None:
        now = colours()
        circle = self._circle(box)
        if row.done:
            draw_icon(painter, Icon.CHECK_CIRCLE, circle, now.green)
            return
        edge = now.accent if state.hovered or (state.selected and self.lit) else now.edge
        round_box(painter, circle, circle.height() / 2, None, edge, 1.5)

    def _paint_due(self, painter: QPainter, room: QRect, row: Line) -> int:
        """Paint the due day at the right of `room` and return where it begins."""
        now = colours()
        ink, weight = (now.amber_text, SEMIBOLD) if row.over else (now.text2, 400)
        # The sign of what needs the person stands by the words, as colour alone says nothing.
        words(painter, room, row.due, ink, 13, weight, RIGHT)
        begins = room.right() + 1 - width_of(row.due, 13, weight)
        if row.over:
            side = t(16)
            begins -= g(8) + side
            middle = room.center().y() + 1
            sign = QRect(begins, middle - side // 2, side, side)
            draw_icon(painter, Icon.WARNING_CIRCLE, sign, now.amber)
        return begins

    def _paint_words(
        self, painter: QPainter, box: QRect, row: Line, start: QRect, right: int
    ) -> None:
        now = colours()
        top = box.y() + g(7)
        first = QRect(start.x(), top, right - g(12) - start.x(), t(20))
        second = QRect(start.x(), top + t(20), first.width(), t(18))
        if self.veiled:
            draw_veil(painter, first.x(), first.center().y(), first.width(), row.rid)
        else:
            ink = now.text2 if row.done else now.text
            width = words(painter, first, row.what, ink)
            sign = record_state(row.state)
            side = t(14)
            box = QRect(first.x() + width + g(6), first.center().y() - side // 2, side, side)
            if sign.urgent and box.right() <= first.right():
                draw_icon(painter, sign.icon, box, now.of(sign.tone))
        words(painter, second, row.who(veiled=self.veiled), now.text2, 12)


class FollowUpList(FastListView):
    """Follow-ups in groups, all by keyboard.

    Arrows move, Space closes, P postpones, H hands over, Enter opens the contact. Left puts the
    keyboard on the circle, where Enter closes too; Right takes it back to the line.

    Args:
        name: what is listed, for screen readers.
        grows: True for a list as tall as its lines, inside a page that scrolls.
        menus: True shows three dots at the lines, and tells of `menu_wished`.
        starts_on_circle: where the keyboard is at first.
        parent: the owner.

    Signals:
        done: id of the line whose circle was clicked, or Space pressed.
        contact_wished: id of the contact of a line that was opened.
        menu_wished: id of a line and the point on the screen for its menu.
        postpone_wished: the same, for P; hand_over_wished for H.
        moved_to: the current line's box in this list, for the page that scrolls.
    """

    done = Signal(object)
    contact_wished = Signal(object)
    menu_wished = Signal(object, QPoint)
    postpone_wished = Signal(object, QPoint)
    hand_over_wished = Signal(object, QPoint)
    moved_to = Signal(QRect)

    def __init__(
        self,
        name: str,
        *,
        grows: bool = False,
        menus: bool = False,
        starts_on_circle: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._grows = grows
        self._lines = RowsModel[_Row](_identity, self._sentence, is_heading=_is_heading)
        self._painter = _Delegate(menus=menus)
        self._painter.on_circle = starts_on_circle
        super().__init__(self._lines, self._painter, name, parent)
        self._lines.setParent(self)
        self._letters: dict[Qt.Key, SignalInstance] = {}
        if menus:
            self._letters = {
                Qt.Key.Key_Menu: self.menu_wished,
                Qt.Key.Key_P: self.postpone_wished,
                Qt.Key.Key_H: self.hand_over_wished,
            }
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            current().changed.connect(self._fit)
        self.clicked_at.connect(self._clicked)
        self.opened.connect(self._open)

    def show_groups(self, groups: tuple[Group, ...], *, veiled: bool = False) -> None:
        """Show these groups; the keyboard goes on where the current line stood."""
        at = self.currentIndex().row()
        self._painter.veiled = veiled
        rows: list[_Row] = []
        for group in groups:
            rows += [group, *group.lines]
        self._lines.show(tuple(rows))
        if at >= 0 and not self.currentIndex().isValid():
            self._choose_near(at)
        self._fit()
        self.viewport().update()

    def lines(self) -> tuple[Line, ...]:
        """Return the lines shown."""
        return tuple(row for row in self._lines.rows if isinstance(row, Line))

    def line(self, rid: Hashable) -> Line | None:
        """Return one line by its id."""
        row = self._lines.row(place) if (place := self._lines.place(rid)) >= 0 else None
        return row if isinstance(row, Line) else None

    def menu_point(self, rid: Hashable) -> QPoint:
        """Return where on the screen the menu of a line belongs."""
        box = self.visualRect(self._lines.index(max(self._lines.place(rid), 0), 0))
        cell = self._painter.menu_cell(box)
        corner = cell.bottomLeft() if cell.isValid() else box.center()
        return self.viewport().mapToGlobal(corner)

    def _sentence(self, row: _Row) -> str:
        if isinstance(row, Group):
            return f"{row.title} {row.count}"
        return row.spoken(veiled=self._painter.veiled)

    def _fit(self) -> None:
        if self._grows:
            self.setFixedHeight(self.verticalHeader().length())

    def _pass_heading(self, before: int) -> None:
        """Go on past a heading in the direction that the keyboard moved."""
        at = self.currentIndex().row()
        if at >= 0 and isinstance(self._lines.row(at), Group):
            self._choose_near(at, up=at < before)

    def _choose_near(self, at: int, *, up: bool = False) -> None:
        """Choose the line that stands here, or the nearest below; `up` looks above first."""
        last = self._lines.rowCount() - 1
        if last < 0:
            return
        start = min(at, last)
        below, above = range(start, last + 1), range(start, -1, -1)
        places = (*above, *below) if up else (*below, *above)
        found = next((each for each in places if isinstance(self._lines.row(each), Line)), None)
        if found is not None:
            self.setCurrentIndex(self._lines.index(found, 0))

    def _current(self) -> Line | None:
        return self.line(self.chosen_id())

    def _clicked(self, rid: Hashable, point: QPoint) -> None:
        line = self.line(rid)
        if line is None:
            return
        box = QRect(QPoint(), self.visualRect(self._lines.index(self._lines.place(rid), 0)).size())
        if self._painter.circle_cell(box).contains(point):
            self._close(line)
        elif self._painter.menu_cell(box).contains(point):
            self.menu_wished.emit(rid, self.menu_point(rid))
        elif self._grows:
            self._open(rid)

    def _open(self, rid: Hashable) -> None:
        line = self.line(rid)
        if line is not None and line.contact is not None:
            self.contact_wished.emit(line.contact)

    def _close(self, line: Line) -> None:
        if not line.done:
            self.done.emit(line.rid)

    @override
    def currentChanged(self, current: Index, previous: Index, /) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and self.hasFocus():
            self.moved_to.emit(self.visualRect(self._lines.index(current.row(), 0)))

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        line = self._current()
        key = event.key()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if line is not None and (key == Qt.Key.Key_Space or (enter and self._painter.on_circle)):
            self._close(line)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._painter.on_circle = key == Qt.Key.Key_Left
            self.viewport().update()
        elif line is not None and key in self._letters:
            if not line.done or key == Qt.Key.Key_Menu:
                self._letters[Qt.Key(key)].emit(line.rid, self.menu_point(line.rid))
        else:
            before = self.currentIndex().row()
            super().keyPressEvent(event)
            self._pass_heading(before)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        line = self.line(self._lines.identity(index.row())) if index.isValid() else None
        if line is not None and event.reason() is QContextMenuEvent.Reason.Mouse:
            self.menu_wished.emit(line.rid, event.globalPos())

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self._painter.lit = True
        # Qt goes to the first row, which is a heading.
        if self._current() is None:
            self._choose_near(0)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self._painter.lit = False
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if self._grows:
            # The page scrolls, not the list.
            event.ignore()
            return
        super().wheelEvent(event)


def _identity(row: _Row) -> Hashable:
    return row.rid if isinstance(row, Line) else ("group", row.title)


def _is_heading(row: _Row) -> bool:
    return isinstance(row, Group)
