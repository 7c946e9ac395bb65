"""The way back in for somebody who forgot the passphrase: the recovery sheet and a new one."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.unlocking import Unlocking
from ui.bridge.problem_texts import words_for
from ui.jobs.runner import JobRunner
from ui.language import translate
from ui.parts.passphrase_step import PassphraseStep
from ui.parts.step import WIDTH, Step
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.widgets.banner import Banner
from ui.widgets.fields import Field
from ui.widgets.first_start import CODE_LENGTH, CodeField
from ui.widgets.layouts import Column, Row
from ui.widgets.pictures import Skyline
from ui.widgets.surfaces import ScrollArea


class SheetEntryStep(Step):
    """Asks for the two lines of the recovery sheet."""

    def __init__(self, steps: tuple[str, ...]) -> None:
        super().__init__(
            steps,
            0,
            translate("Recovery", "Type the recovery sheet"),
            translate(
                "Recovery",
                "Your organisation wrote it down when it was founded and keeps it locked away. It"
                " opens this computer once more, and you choose a new passphrase.",
            ),
        )
        names = (translate("Recovery", "First line"), translate("Recovery", "Second line"))
        self._codes = tuple(CodeField(name) for name in names)
        self._fields = tuple(
            Field(name, code) for name, code in zip(names, self._codes, strict=True)
        )
        for field in self._fields:
            self.body.addWidget(field)
        self.body.addWidget(
            Banner(
                translate(
                    "Recovery",
                    "No sheet at hand? Your lead can invite you again. Everything that was sent"
                    " comes back; what was not sent can only be opened with the sheet.",
                ),
                icon=Icon.INFO,
            )
        )
        for code in self._codes:
            code.code_changed.connect(self._typed)
        self._codes[0].submitted.connect(self._codes[1].setFocus)
        self._codes[1].submitted.connect(self.try_on)
        self._typed()

    @property
    def lines(self) -> tuple[str, str]:
        """Both lines as typed."""
        first, second = self._codes
        return first.code(), second.code()

    @override
    def begin(self) -> None:
        self._codes[0].setFocus()

    def show_refusal(self, error: AppError) -> None:
        """Say which line is not right."""
        sentence = words_for(error).sentence
        line = error.params.get("line", 0)
        for place, field in enumerate(self._fields, start=1):
            field.set_error(sentence if line in (0, place) else "")

    def forget(self) -> None:
        """Empty both lines."""
        for code in self._codes:
            code.set_code("")

    def _typed(self) -> None:
        for field, code in zip(self._fields, self._codes, strict=True):
            field.set_error("")
            field.set_side(
                translate("Recovery", "{n} of {all} characters").format(
                    n=CODE_LENGTH - code.missing(), all=CODE_LENGTH
                )
            )
        missing = sum(code.missing() for code in self._codes)
        self.set_reason(
            translate("Recovery", "%n character(s) missing.", None, missing) if missing else ""
        )


class RecoveryScreen(Skyline):
    """Leads from the sheet over a new passphrase to an open vault.

    Args:
        unlocking: opens the vault.
        runner: derives keys off the GUI thread.
        parent: the owner.

    Signals:
        unlocked: the vault is open under the new passphrase.
        went_back: the person remembers the passphrase after all.
    """

    unlocked = Signal()
    went_back = Signal()

    def __init__(
        self, unlocking: Unlocking, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unlocking = unlocking
        self._runner = runner
        steps = (
            translate("Recovery", "Recovery sheet"),
            translate("Recovery", "New passphrase"),
        )
        self.sheet = SheetEntryStep(steps)
        self.passphrase = PassphraseStep(steps, 1, unlocking)
        self._stack = QStackedWidget()
        self._build()
        self.sheet.went_back.connect(self.went_back)
        self.sheet.went_on.connect(partial(self._show, self.passphrase))
        self.passphrase.went_back.connect(partial(self._show, self.sheet))
        self.passphrase.went_on.connect(self._unlock)

    def begin(self) -> None:
        """Stand ready: the keyboard in the first line."""
        self.sheet.begin()

    def _build(self) -> None:
        for step in (self.sheet, self.passphrase):
            self._stack.addWidget(step)
        holder = QWidget()
        column = Column(holder, margins=(24, 64, 24, 24))
        across = Row()
        across.addStretch()
        across.addWidget(self._stack)
        across.addStretch()
        column.addLayout(across)
        column.addStretch()
        area = ScrollArea(holder)
        Column(self).addWidget(area)
        self.keep_clear(self._stack, area)
        current().changed.connect(self._rescale)
        self._rescale()

    def _rescale(self) -> None:
        self._stack.setFixedWidth(t(WIDTH))

    def _show(self, step: Step) -> None:
        self._stack.setCurrentWidget(step)
        step.begin()

    def _unlock(self) -> None:
        self.passphrase.set_busy(True)
        work = partial(
            self._unlocking.unlock_from_sheet, self.sheet.lines, self.passphrase.passphrase
        )
        self._runner.run(work, self, self._opened, self._refused)

    def _opened(self, _: None) -> None:
        self.sheet.forget()
        self.passphrase.forget()
        self.unlocked.emit()

    def _refused(self, error: AppError) -> None:
        self.passphrase.set_busy(False)
        if error.problem in {Problem.CODE_WRONG, Problem.CODE_INCOMPLETE}:
            self._show(self.sheet)
            self.sheet.show_refusal(error)
        else:
            self.passphrase.set_reason(words_for(error).sentence)
