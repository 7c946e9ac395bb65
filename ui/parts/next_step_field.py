"""A next step with its day: a line of text, and pills for the days that people say."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from ui.day_words import date_words, next_monday
from ui.language import translate
from ui.parts.follow_up_menus import days_to_choose
from ui.widgets.calendar import CalendarPopup
from ui.widgets.choices import Pill
from ui.widgets.fields import Field, TextField
from ui.widgets.layouts import Column, Flow

WHAT_LIMIT: Final = 200


class NextStepField(QWidget):
    """Asks what comes next and when.

    Whoever writes a step and names no day gets Monday, in sight: a step that is due too early is
    moved, one without a day is forgotten.

    Args:
        label: the field's name.
        today: tells the present day.
        optional: True says so beside the label.
        parent: the owner.

    Signals:
        changed: the words or the day changed by the person.
    """

    changed = Signal()

    def __init__(
        self,
        label: str,
        today: Callable[[], date],
        *,
        optional: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None
        self._popup: CalendarPopup | None = None
        self.what = TextField(name=label)
        self.what.setMaxLength(WHAT_LIMIT)
        self.what.textEdited.connect(self._typed)
        self.field = Field(label, self.what, optional=optional)
        self._pills = [Pill(words) for words, _ in days_to_choose(today())]
        self._other = Pill(translate("NextStep", "Choose date"))
        self._other.clicked.connect(self._choose_other)
        flow = Flow(gap=6)
        for number, pill in enumerate(self._pills):
            pill.clicked.connect(self._taker(number))
            flow.addWidget(pill)
        flow.addWidget(self._other)
        column = Column(self, gap=8)
        column.addWidget(self.field)
        column.addLayout(flow)
        self.setFocusProxy(self.what)

    def text(self) -> str:
        """Return what was typed, without blanks around it."""
        return self.what.text().strip()

    def day(self) -> date | None:
        """Return the day, None while there is no step."""
        return self._day if self.text() else None

    def set_step(self, what: str, day: date | None) -> None:
        """Show a step, without a signal."""
        self.what.setText(what)
        self._day = day
        self._show_day()

    def _days(self) -> tuple[date, ...]:
        # Asked anew: the form may stay open over midnight.
        return tuple(day for _, day in days_to_choose(self._today()))

    def _taker(self, number: int) -> Callable[[], None]:
        def take() -> None:
            self._take(self._days()[number])

        return take

    def _take(self, day: object) -> None:
        assert isinstance(day, date)
        self._day = day
        self._show_day()
        self.changed.emit()

    def _typed(self) -> None:
        if self._day is None and self.text():
            self._day = next_monday(self._today())
            self._show_day()
        self.changed.emit()

    def _show_day(self) -> None:
        """Fill the pill of the day; on a Sunday one day has two names, the first is shown."""
        near = [number for number, day in enumerate(self._days()) if day == self._day]
        for number, pill in enumerate(self._pills):
            pill.setChecked(near[:1] == [number])
        other = self._day if self._day is not None and not near else None
        self._other.setChecked(other is not None)
        self._other.set_text(
            date_words(other, self._today()) if other else translate("NextStep", "Choose date")
        )

    def _choose_other(self) -> None:
        # The click has toggled the pill; the day decides how it stands.
        self._show_day()
        if self._popup is None:
            self._popup = CalendarPopup(self._today(), self)
            self._popup.picked.connect(self._take)
        corner = self._other.mapToGlobal(QPoint(0, self._other.height() + 4))
        self._popup.open_at(self._day or self._days()[0], corner)
