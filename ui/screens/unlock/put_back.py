"""Offers the newest copy of a vault whose file is not whole any more."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.clock import instant
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.unlocking import Unlocking
from ui.bridge.problem_texts import words_for
from ui.day_words import clock_time, long_date
from ui.jobs.runner import JobRunner
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.buttons import Button
from ui.widgets.layouts import Column
from ui.widgets.paragraph import Paragraph


class PutBack(QWidget):
    """One button for the newest copy; after a copy that does not open either, the one before it.

    Hidden until it is needed: nobody shall go back by accident.

    Signals:
        done: a copy stands in the vault's place and waits for the passphrase.
    """

    done = Signal()

    def __init__(self, unlocking: Unlocking, runner: JobRunner) -> None:
        super().__init__()
        self._unlocking = unlocking
        self._runner = runner
        self._tried = 0
        self._words = Paragraph("", tone=Tone.TEXT2)
        self._button = Button("", icon=Icon.CLOCK_COUNTER_CLOCKWISE)
        column = Column(self, gap=8, margins=(0, 4, 0, 8))
        column.addWidget(self._words)
        column.addWidget(self._button)
        self._button.clicked.connect(self._put)
        self.hide()

    def offer(self) -> None:
        """Show the copy to go back to, if there is one."""
        found = self._unlocking.copies()
        if self._tried >= len(found):
            self.hide()
            return
        made = instant(found[self._tried].at).astimezone()
        self._words.setText(
            translate(
                "Unlock",
                "A copy of your data stands on this computer. What was sent since comes back with"
                " the next sync; what was not sent is gone.",
            )
        )
        self._button.setText(
            translate("Unlock", "Put the copy back: {day}, {time}").format(
                day=long_date(made.date()), time=clock_time(made)
            )
        )
        self._button.setEnabled(True)
        self.show()

    def _put(self) -> None:
        self._button.setEnabled(False)
        work = partial(_put_back, self._unlocking, self._tried)
        self._runner.run(work, self, self._stands, self._not)

    def _stands(self, _: None) -> None:
        self._tried += 1
        self._words.setText(
            translate("Unlock", "The copy stands in its place. Type your passphrase.")
        )
        self._button.hide()
        self.done.emit()

    def _not(self, error: AppError) -> None:
        self._tried += 1
        self._words.setText(words_for(error).sentence)
        self._button.setEnabled(True)


def _put_back(unlocking: Unlocking, place: int) -> None:
    """Put back the copy at this place, the newest first."""
    unlocking.put_back(unlocking.copies()[place])
