"""Becoming a lead by the recovery sheet, when nobody leads any more."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.foundation.errors import AppError, Problem
from ui.bridge.problem_texts import words_for
from ui.language import translate
from ui.screens.page import PageContext
from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import Field
from ui.widgets.first_start import CodeField
from ui.widgets.paragraph import Paragraph
from ui.widgets.side_panel import SidePanel


class RecoverPanel(SidePanel):
    """Asks for the two lines of the sheet.

    Args:
        context: use cases and ways out.
        parent: the page, which sets the geometry.

    Signals:
        lock_wished: this person leads now and wants to see it.
    """

    lock_wished = Signal()

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(translate("Recover", "Lead with the recovery sheet"), parent=parent)
        self._context = context
        names = (translate("Recovery", "First line"), translate("Recovery", "Second line"))
        self._codes = tuple(CodeField(name) for name in names)
        self._fields = tuple(Field(*pair) for pair in zip(names, self._codes, strict=True))
        self._done = Banner(
            translate(
                "Recover",
                "You lead every space now. Lock and unlock once: then the program shows it.",
            ),
            BannerTone.GREEN,
            icon=Icon.CHECK_CIRCLE,
        )
        self.body.addWidget(
            Paragraph(
                translate(
                    "Recover",
                    "For when nobody leads any more. With the sheet you become a lead of every"
                    " space and can read everything in it. It is written down that you did.",
                ),
                tone=Tone.TEXT2,
            )
        )
        for part in (*self._fields, self._done):
            self.body.addWidget(part)
        self.body.addStretch()
        lead = Button(translate("Recover", "Become a lead"), Kind.PRIMARY, key="Ctrl+Enter")
        self._lead = self.add_action(lead)
        self._lock = self.add_action(Button(translate("Recover", "Lock now"), Kind.PRIMARY))
        for code in self._codes:
            code.code_changed.connect(self._typed)
        self._codes[0].submitted.connect(self._codes[1].setFocus)
        self._codes[1].submitted.connect(self._recover)
        self._lead.clicked.connect(self._recover)
        self._lock.clicked.connect(self.lock_wished)
        self.closed.connect(self.forget)
        self.hide()

    def begin(self) -> None:
        """Open empty."""
        self.forget()
        self._show_done(done=False)
        self.show()
        self.raise_()
        self._codes[0].setFocus()

    def forget(self) -> None:
        """Empty both lines."""
        for code in self._codes:
            code.set_code("")

    def _typed(self) -> None:
        missing = sum(code.missing() for code in self._codes)
        for field in self._fields:
            field.set_error("")
        self._lead.setEnabled(not missing)
        self.set_reason(
            translate("Recovery", "%n character(s) missing.", None, missing) if missing else "",
            Tone.TEXT2,
        )

    def _recover(self) -> None:
        if not self._lead.isEnabled():
            return
        self._lead.setEnabled(False)
        self.set_reason(translate("Recover", "Asking the server …"), Tone.TEXT2)
        lines = tuple(code.code() for code in self._codes)
        work = partial(self._context.session.members.recover, *lines)
        # Not the writer lane: the server is asked, and no save may wait for a network.
        self._context.runner.run(work, self, self._recovered, self._refused)

    def _recovered(self, _: None) -> None:
        self.forget()
        self._show_done(done=True)
        self._lock.setFocus()

    def _refused(self, error: AppError) -> None:
        self._lead.setEnabled(True)
        sentence = words_for(error).sentence
        if error.problem not in {Problem.CODE_WRONG, Problem.CODE_INCOMPLETE}:
            self.set_reason(sentence)
            return
        self.set_reason("")
        line = error.params.get("line", 0)
        for place, field in enumerate(self._fields, start=1):
            field.set_error(sentence if line in (0, place) else "")

    def _show_done(self, *, done: bool) -> None:
        for field in self._fields:
            field.setVisible(not done)
        self._done.setVisible(done)
        self._lead.setVisible(not done)
        self._lock.setVisible(done)
        if done:
            self.set_reason("")
