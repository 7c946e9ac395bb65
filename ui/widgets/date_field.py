"""A field for a day: type it as you say it, or choose it from a month."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.day_words import date_words, day_words, upper_first
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import current, g
from ui.theme.tokens import Size
from ui.typed_day import parse_day
from ui.widgets.buttons import IconButton
from ui.widgets.calendar import CalendarPopup
from ui.widgets.fields import TextField


class DateField(TextField):
    """A day, typed ("12/3", "12. marts", "i morgen", "mandag") or chosen; Alt+Down opens the month.

    Args:
        today: tells the present day.
        day: shown first, or None for empty.
        placeholder: shown while empty.
        name: for screen readers, where no `Field` gives the label.
        parent: the owner.

    Signals:
        day_changed: the new `date`, or None if the field was emptied.
        misread: the text when it means no day.
    """

    day_changed = Signal(object)
    misread = Signal(str)

    def __init__(
        self,
        today: Callable[[], date],
        day: date | None = None,
        *,
        placeholder: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, name=name, parent=parent)
        self._today = today
        self._day: date | None = None
        self._popup: CalendarPopup | None = None
        self._button = IconButton(
            Icon.CALENDAR_BLANK,
            translate("DateField", "Open the calendar"),
            target=32,
            icon_size=18,
            parent=self,
        )
        self._button.clicked.connect(self.open_calendar)
        self.editingFinished.connect(self._read)
        self.set_day(day)
        self._rescale()
        current().changed.connect(self._rescale)

    def day(self) -> date | None:
        """Return the day, or None."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day, without a signal."""
        self._day = day
        self.setText(self._words(day))
        # Where there is no room for all of it, its beginning is shown.
        self.setCursorPosition(0)
        self.set_invalid(False)

    def open_calendar(self) -> None:
        """Open the month below the field."""
        if self._popup is None:
            self._popup = CalendarPopup(self._today(), self)
            self._popup.picked.connect(self._picked)
        corner = self.mapToGlobal(QPoint(0, self.height() + 4))
        self._popup.open_at(self._day or self._today(), corner)

    def _words(self, day: date | None) -> str:
        """Return "I dag, 12. marts" for near days and "12. marts" for others."""
        if day is None:
            return ""
        today = self._today()
        near, plain = day_words(day, today), date_words(day, today)
        return upper_first(plain if near == plain else f"{near}, {plain}")

    def _picked(self, day: object) -> None:
        assert isinstance(day, date)
        self._take(day)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, day: date | None) -> None:
        changed = day != self._day
        self.set_day(day)
        if changed:
            self.day_changed.emit(day)

    def _read(self) -> None:
        """Understand what was typed."""
        if self.text() == self._words(self._day):
            return
        if not self.text().strip():
            self._take(None)
            return
        day = parse_day(self.text(), self._today())
        if day is None:
            self.set_invalid(True)
            self.misread.emit(self.text())
        else:
            self._take(day)

    def _rescale(self) -> None:
        self.setTextMargins(0, 0, g(Size.TARGET), 0)
        self._place()

    def _place(self) -> None:
        side = self._button.sizeHint().height()
        self._button.setGeometry(
            self.width() - side - g(2), (self.height() - side) // 2, side, side
        )

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
            return
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.selectAll()
