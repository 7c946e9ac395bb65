"""The frame of one step: logo, step indicator, heading, content, back and on."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import t
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.first_start import StepIndicator
from ui.widgets.glyph import Logo
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.progress import BusyLine

WIDTH: Final = 600


class Step(QWidget):
    """One step of first start.

    Args:
        steps: the words of all steps of this way.
        number: which one this is, from 0.
        title: heading.
        text: one or two sentences below it.
        forward: word of the main button.

    Signals:
        went_back: the person goes a step back.
        went_on: the main button, once it may.
    """

    went_back = Signal()
    went_on = Signal()

    def __init__(
        self, steps: Sequence[str], number: int, title: str, text: str, forward: str = ""
    ) -> None:
        super().__init__()
        self.body = Column(gap=14)
        self._reason = Label("", tone=Tone.TEXT2)
        self._back = Button(translate("FirstStart", "Back"), Kind.GHOST, icon=Icon.ARROW_LEFT)
        self._forward = Button(
            forward or translate("FirstStart", "Continue"), Kind.PRIMARY, height=Size.BUTTON_TALL
        )
        self._busy = BusyLine()
        column = Column(self, gap=6)
        head = Row(gap=16)
        head.addWidget(Logo(36))
        head.addWidget(StepIndicator(steps, number))
        head.addStretch()
        column.addLayout(head)
        column.addSpacing(t(24))
        column.addWidget(Heading(title, 26))
        column.addWidget(Paragraph(text, tone=Tone.TEXT2))
        column.addSpacing(t(14))
        column.addLayout(self.body)
        column.addSpacing(t(14))
        column.addWidget(self._busy)
        foot = Row(gap=16)
        foot.addWidget(self._back)
        foot.addStretch()
        foot.addWidget(self._reason)
        foot.addWidget(self._forward)
        column.addLayout(foot)
        column.addStretch()
        self._back.clicked.connect(self.went_back)
        self._forward.clicked.connect(self.try_on)

    def begin(self) -> None:
        """Came into view: put the keyboard where the work begins."""

    def set_reason(self, reason: str) -> None:
        """Say what is missing; with an empty reason the person may go on."""
        self._reason.setText(reason)
        self._forward.setEnabled(not reason)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show that something is under way."""
        self._busy.set_busy(busy)
        self._forward.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def hide_back(self) -> None:
        """Take the way back away: what was done is done."""
        self._back.hide()

    def try_on(self) -> None:
        """Go on if nothing is missing."""
        if self._forward.isEnabled():
            self.went_on.emit()
