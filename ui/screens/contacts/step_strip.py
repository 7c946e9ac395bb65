"""The next step of a contact, pinned above its timeline."""

from datetime import date

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.services.follow_ups import FollowUpRow
from ui.day_words import day_and_time
from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.veil import Veil


class StepStrip(QWidget):
    """Shows the earliest open follow-up with its one button, or offers to plan one.

    Signals:
        done: the follow-up is done.
        menu_wanted: the follow-up and the global point at which its menu opens.
        plan_wanted: there is none: plan one.

    Args:
        parent: the owner.
    """

    done = Signal(bytes)
    menu_wanted = Signal(bytes, QPoint)
    plan_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step: FollowUpRow | None = None
        self._head = Label("", size=12, tone=Tone.TEXT2)
        self._what = Label("", weight=SEMIBOLD)
        self._hidden = Veil(b"", size=13)
        self._words = QStackedWidget()
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._words.addWidget(self._what)
        self._words.addWidget(self._hidden)
        self._done = Button(
            translate("StepStrip", "Mark as done"), icon=Icon.CHECK, height=Size.BUTTON_SMALL
        )
        self._done.clicked.connect(self._mark_done)
        self._more = IconButton(
            Icon.DOTS_THREE, translate("StepStrip", "More about this step"), target=Size.TARGET
        )
        self._more.clicked.connect(self._open_menu)
        self._plan = Button(
            translate("StepStrip", "Plan next step"),
            Kind.LINK,
            height=Size.BUTTON_SMALL,
        )
        self._plan.clicked.connect(self.plan_wanted)
        row = Row(self, gap=8, margins=(16 + 20 + 12, 9, 12, 9))
        words = Column()
        words.addWidget(self._head)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        row.addWidget(self._plan)
        row.addWidget(self._done)
        row.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rescale()
        current().changed.connect(self._rescale)

    def show_step(self, step: FollowUpRow | None, today: date, *, veiled: bool) -> None:
        """Show a step, or that there is none."""
        self._step = step
        planned = step is not None
        self._words.setVisible(planned)
        self._done.setVisible(planned)
        self._more.setVisible(planned)
        self._plan.setVisible(not planned)
        if step is None:
            self._head.setText(translate("StepStrip", "No next step is planned"))
            self._head.set_tone(Tone.TEXT2)
            self.setAccessibleName(self._head.text())
            self.update()
            return
        due = date.fromisoformat(step.due_on)
        when = (
            translate("StepStrip", "%n day(s) overdue", None, step.days_over)
            if step.days_over > 0
            else day_and_time(due, step.due_at, today)
        )
        self._head.setText(translate("StepStrip", "Next step · {when}").format(when=when))
        self._head.set_tone(Tone.AMBER if step.days_over > 0 else Tone.TEXT2)
        self._what.setText(step.what)
        self._words.setCurrentWidget(self._hidden if veiled else self._what)
        self.setAccessibleName(self._head.text() if veiled else f"{self._head.text()}: {step.what}")
        self.update()

    def _overdue(self) -> bool:
        return self._step is not None and self._step.days_over > 0

    def _mark_done(self) -> None:
        if self._step is not None:
            self.done.emit(self._step.rid)

    def _open_menu(self) -> None:
        if self._step is not None:
            point = self._more.mapToGlobal(self._more.rect().bottomLeft())
            self.menu_wanted.emit(self._step.rid, point)

    def _rescale(self) -> None:
        self._words.setFixedHeight(t(20))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = smooth(QPainter(self))
        over = self._overdue()
        round_box(painter, self.rect(), Size.RADIUS, now.amber_soft if over else now.info_soft)
        side = g(20)
        box = QRect(g(16), (self.height() - side) // 2, side, side)
        icon = Icon.WARNING_CIRCLE if over else Icon.CLOCK
        draw_icon(painter, icon, box, now.amber if over else now.accent)
