"""The three ways in, and the practice town being built."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.errors import AppError
from ui.bridge.problem_texts import words_for
from ui.language import translate
from ui.parts.step import Step
from ui.theme.icons import Icon
from ui.theme.theme import t
from ui.theme.tokens import Tone
from ui.widgets.first_start import WayCard
from ui.widgets.glyph import Logo
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column
from ui.widgets.progress import Meter


class WaysPage(QWidget):
    """Offers the three ways.

    Signals:
        code_chosen: with an invitation code.
        founding_chosen: a new organisation.
        practice_chosen: the practice town.
    """

    code_chosen = Signal()
    founding_chosen = Signal()
    practice_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._first = WayCard(
            Icon.TICKET,
            translate("FirstStart", "I have an invitation code"),
            translate(
                "FirstStart", "Your lead has given you a code of 30 characters. You must be online."
            ),
            key="1",
            main=True,
        )
        found = WayCard(
            Icon.BUILDINGS,
            translate("FirstStart", "Found a new organisation"),
            translate("FirstStart", "You are a lead and have a founding code for the server."),
            key="2",
        )
        practice = WayCard(
            Icon.FLASK,
            translate("FirstStart", "Try with practice data"),
            translate(
                "FirstStart",
                "Practise in an invented town. Nothing is sent, and you can delete it all.",
            ),
            key="3",
        )
        column = Column(self, gap=12)
        column.addWidget(Logo(48))
        column.addSpacing(t(8))
        column.addWidget(Heading(translate("FirstStart", "Welcome to Helhedsplan"), 26))
        column.addWidget(
            Label(
                translate("FirstStart", "How do you want to begin on this computer?"),
                tone=Tone.TEXT2,
            )
        )
        column.addSpacing(t(8))
        for card in (self._first, found, practice):
            column.addWidget(card)
        column.addSpacing(t(8))
        column.addWidget(
            Label(
                translate("FirstStart", "Everything you write is encrypted on this computer."),
                size=12,
                tone=Tone.TEXT2,
                icon=Icon.SHIELD_CHECK,
            )
        )
        column.addStretch()
        self._first.clicked.connect(self.code_chosen)
        found.clicked.connect(self.founding_chosen)
        practice.clicked.connect(self.practice_chosen)

    def begin(self) -> None:
        """Put the keyboard on the common way."""
        self._first.setFocus()


class PracticeStep(Step):
    """Shows how far the practice town is."""

    _told = Signal(int, int)

    def __init__(self, steps: Sequence[str], number: int) -> None:
        super().__init__(
            steps,
            number,
            translate("FirstStart", "The practice town is being built"),
            translate("FirstStart", "All people in it are invented."),
        )
        self._meter = Meter(0, 1, name=translate("FirstStart", "Progress"), width=400)
        self.body.addWidget(self._meter)
        self.hide_back()
        self.set_reason(translate("FirstStart", "A moment …"))
        self._told.connect(self._show_progress)

    def tell(self, done: int, whole: int) -> None:
        """Take progress from any thread."""
        self._told.emit(done, whole)

    def show_problem(self, error: AppError) -> None:
        """Say why the town could not be built."""
        self.set_reason(words_for(error).sentence)

    def _show_progress(self, done: int, whole: int) -> None:
        self._meter.set_value(done, whole, translate("FirstStart", "Progress"))
