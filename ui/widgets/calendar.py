"""A month to choose a day from, all by keyboard: arrows, Page Up and Down, Enter."""

import calendar
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.buttons import IconButton
from ui.widgets.labels import Heading
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import CENTRE, focus_ring, round_box, smooth, words

_WEEKS: Final = 6
_DAYS: Final = 7
_CELL: Final = 34
_WEEK_COLUMN: Final = 30


class MonthGrid(QWidget):
    """The days of one month with week numbers; emits `picked` with the chosen day.

    Args:
        today: the present day.
        parent: the owner.
    """

    picked = Signal(object)
    month_changed = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today
        self._over: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def day(self) -> date:
        """Return the day that has the keyboard."""
        return self._day

    def set_day(self, day: date) -> None:
        """Move to a day; its month is shown."""
        moved = (day.year, day.month) != (self._day.year, self._day.month)
        self._day = day
        self.setAccessibleName(QLocale().toString(_qt(day), QLocale.FormatType.LongFormat))
        self.update()
        if moved:
            self.month_changed.emit()

    def turn(self, months: int) -> None:
        """Move by whole months; the 31st becomes the last day of a shorter month."""
        count = self._day.year * 12 + self._day.month - 1 + months
        year, month = divmod(count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        self.set_day(date(year, month + 1, min(self._day.day, last)))

    def _first(self) -> date:
        """Return the Monday in the first cell."""
        first = self._day.replace(day=1)
        return first - timedelta(days=first.weekday())

    def _cell(self, row: int, column: int) -> QRect:
        side = t(_CELL)
        return QRect(t(_WEEK_COLUMN) + column * side, t(22) + row * side, side, side)

    def _day_at(self, point: QPoint) -> date | None:
        for number in range(_WEEKS * _DAYS):
            if self._cell(*divmod(number, _DAYS)).contains(point):
                return self._first() + timedelta(days=number)
        return None

    @override
    def sizeHint(self) -> QSize:
        side = t(_CELL)
        return QSize(t(_WEEK_COLUMN) + _DAYS * side, t(22) + _WEEKS * side)

    @override
    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        self._over = self._day_at(event.position().toPoint())
        self.update()

    @override
    def leaveEvent(self, event: QEvent, /) -> None:
        self._over = None
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        day = self._day_at(event.position().toPoint())
        if day is not None:
            self.set_day(day)
            self.picked.emit(day)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        days = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self.set_day(self._day + timedelta(days=days[key]))
        elif key in months:
            self.turn(months[key])
        elif key == Qt.Key.Key_Home:
            self.set_day(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.picked.emit(self._day)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        for column in range(_DAYS):
            name = QLocale().standaloneDayName(column + 1, QLocale.FormatType.ShortFormat)
            head = self._cell(0, column)
            box = QRect(head.x(), 0, head.width(), t(20))
            words(painter, box, name.rstrip("."), now.text3, 12, align=CENTRE)
        for row in range(_WEEKS):
            monday = self._first() + timedelta(days=row * _DAYS)
            box = QRect(0, self._cell(row, 0).y(), t(_WEEK_COLUMN) - g(6), t(_CELL))
            words(painter, box, str(monday.isocalendar().week), now.text3, 12, align=CENTRE)
            for column in range(_DAYS):
                self._paint_day(painter, self._cell(row, column), monday + timedelta(days=column))

    def _paint_day(self, painter: QPainter, cell: QRect, day: date) -> None:
        now = colours()
        box = cell.adjusted(1, 1, -1, -1)
        ink = now.text if day.month == self._day.month else now.text3
        weight = REGULAR
        if day == self._today:
            round_box(painter, box, box.height() / 2, now.accent)
            ink, weight = now.on_accent, SEMIBOLD
        elif day == self._day:
            round_box(painter, box, Size.RADIUS, now.select)
            ink, weight = now.select_text, SEMIBOLD
        elif day == self._over:
            round_box(painter, box, Size.RADIUS, now.hover)
        words(painter, cell, str(day.day), ink, 13, weight, CENTRE)
        if day == self._day and self.hasFocus():
            focus_ring(painter, cell, Size.RADIUS + 1)


class CalendarPopup(QFrame):
    """The month in a box that closes by a choice, Esc or a click elsewhere."""

    picked = Signal(object)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName(translate("DateField", "Calendar"))
        self._title = Heading("", 13)
        self.grid = MonthGrid(today, self)
        self.grid.picked.connect(self._pick)
        self.grid.month_changed.connect(self._show_title)
        head = Row(gap=4)
        before = IconButton(Icon.CARET_LEFT, translate("DateField", "Month before"), target=32)
        after = IconButton(Icon.CARET_RIGHT, translate("DateField", "Month after"), target=32)
        before.clicked.connect(self._back)
        after.clicked.connect(self._forward)
        head.addWidget(self._title, 1)
        head.addWidget(before)
        head.addWidget(after)
        column = Column(self, gap=6, margins=(12, 8, 12, 12))
        column.addLayout(head)
        column.addWidget(self.grid)
        self._show_title()

    def open_at(self, day: date, corner: QPoint) -> None:
        """Show the month of a day with the top left at a point of the screen."""
        self.grid.set_day(day)
        self._show_title()
        self.adjustSize()
        screen = self.screen().availableGeometry()
        box = QRect(corner, self.size())
        if box.bottom() > screen.bottom():
            box.moveBottom(corner.y() - g(48))
        box.moveRight(min(box.right(), screen.right()))
        self.move(box.topLeft())
        self.show()
        self.grid.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_title(self) -> None:
        name = QLocale().standaloneMonthName(self.grid.day().month)
        self._title.setText(f"{name[:1].upper()}{name[1:]} {self.grid.day().year}")

    def _back(self) -> None:
        self.grid.turn(-1)

    def _forward(self) -> None:
        self.grid.turn(1)

    def _pick(self, day: object) -> None:
        self.hide()
        self.picked.emit(day)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.raised)
        painter.setPen(now.edge_soft)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
