"""What stands while the vault is locked."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.unlocking import Unlocking
from ui.bridge.problem_texts import minutes_words, words_for
from ui.jobs.runner import JobRunner
from ui.language import translate
from ui.screens.unlock.put_back import PutBack
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import Size, Tone
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import Field
from ui.widgets.glyph import Logo
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.passphrase import CapsLockHint, PassphraseField
from ui.widgets.pictures import Skyline
from ui.widgets.progress import BusyLine

WIDTH: Final = 360
_TICK_MS: Final = 1000


class UnlockScreen(Skyline):
    """Asks for the passphrase.

    Args:
        unlocking: opens the vault.
        runner: derives the key off the GUI thread.
        parent: the owner.

    Signals:
        unlocked: the vault is open.
        recovery_wished: the person forgot the passphrase.
    """

    unlocked = Signal()
    recovery_wished = Signal()

    def __init__(
        self, unlocking: Unlocking, runner: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unlocking = unlocking
        self._runner = runner
        self._why = Label("", tone=Tone.TEXT2)
        self._field = PassphraseField(name=translate("Unlock", "Type your passphrase"))
        self._labelled = Field(translate("Unlock", "Type your passphrase"), self._field)
        self._button = Button(translate("Unlock", "Unlock"), Kind.PRIMARY, height=Size.BUTTON_TALL)
        self._keychain = Button(
            translate("Unlock", "Unlock with this computer's keychain"),
            icon=Icon.KEY,
            height=Size.BUTTON_TALL,
        )
        self._keychain.hide()
        self._forgotten = Button(
            translate("Unlock", "Forgotten your passphrase?"), Kind.LINK, height=Size.BUTTON_SMALL
        )
        self._put_back = PutBack(unlocking, runner)
        self._busy = BusyLine()
        self._banner = Banner("", BannerTone.DANGER, icon=Icon.WARNING_CIRCLE)
        self._box = QWidget()
        self._ticking = QTimer(self, interval=_TICK_MS)
        self._build()
        self._field.returnPressed.connect(self._unlock)
        self._button.clicked.connect(self._unlock)
        self._keychain.clicked.connect(self._unlock_by_keychain)
        self._forgotten.clicked.connect(self.recovery_wished)
        self._put_back.done.connect(self._copy_stands)
        self._field.textChanged.connect(self._typed)
        self._ticking.timeout.connect(self._show_throttle)
        current().changed.connect(self._rescale)

    def begin(self, *, idle: bool = False, failed: bool = False) -> None:
        """Stand ready: empty field, the keyboard in it.

        Args:
            idle: the program locked by itself because nobody used it.
            failed: the vault opened, but the program could not show its pages.
        """
        why = translate("Unlock", "The program locked because it was not in use.")
        self._why.setText(why if idle else translate("Unlock", "Locked"))
        self._field.clear()
        self._labelled.set_error("")
        state = self._unlocking.state()
        self._banner.setVisible(failed or state.problem is not None)
        if failed:
            self._banner.set_text(
                translate(
                    "Unlock",
                    "The program could not show your pages. Everything you have written is saved."
                    " Unlock again. If it happens again, restart the program and tell IT.",
                )
            )
        if state.problem is not None:
            self._banner.set_text(words_for(state.problem).sentence)
            self._offer_copy(state.problem)
        self._field.setFocus()
        self._show_throttle()
        self._runner.run(self._unlocking.keychain_opens, self, self._keychain.setVisible, _silent)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._field.setFocus()

    def _build(self) -> None:
        column = Column(self._box, gap=12)
        column.addWidget(Logo(48))
        column.addSpacing(t(8))
        column.addWidget(Heading("Helhedsplan", 26))
        column.addWidget(self._why)
        column.addSpacing(t(12))
        column.addWidget(self._banner)
        column.addWidget(self._put_back)
        column.addWidget(self._labelled)
        column.addWidget(CapsLockHint(self._field))
        column.addWidget(self._button)
        column.addWidget(self._keychain)
        column.addWidget(self._busy)
        column.addSpacing(t(8))
        links = Row()
        links.addWidget(self._forgotten)
        links.addStretch()
        column.addLayout(links)
        column.addWidget(
            Label(
                translate("Unlock", "Everything is encrypted on this computer."),
                size=12,
                tone=Tone.TEXT2,
                icon=Icon.SHIELD_CHECK,
            )
        )
        outer = Column(self)
        outer.addStretch(2)
        # Centred by stretches: an alignment would give the box no height for its width.
        across = Row()
        across.addStretch()
        across.addWidget(self._box)
        across.addStretch()
        outer.addLayout(across)
        outer.addStretch(5)
        self._banner.hide()
        self._rescale()

    def _rescale(self) -> None:
        self._box.setFixedWidth(t(WIDTH))

    def _typed(self) -> None:
        self._labelled.set_error("")

    def _unlock(self) -> None:
        passphrase = self._field.text()
        if not passphrase or not self._button.isEnabled():
            return
        self._set_busy(busy=True)
        self._runner.run(
            partial(self._unlocking.unlock, passphrase), self, self._opened, self._refused
        )

    def _unlock_by_keychain(self) -> None:
        self._set_busy(busy=True)
        work = self._unlocking.unlock_from_keychain
        self._runner.run(work, self, self._asked_keychain, self._refused)

    def _asked_keychain(self, opened: bool) -> None:  # noqa: FBT001  as the service answers
        if opened:
            self._opened(None)
            return
        self._set_busy(busy=False)
        self._labelled.set_error(
            translate("Unlock", "The keychain did not open it. Type your passphrase.")
        )
        self._field.setFocus()

    def _opened(self, _: None) -> None:
        self._field.clear()
        self._set_busy(busy=False)
        self.unlocked.emit()

    def _refused(self, error: AppError) -> None:
        self._set_busy(busy=False)
        self._labelled.set_error(words_for(error).sentence)
        self._offer_copy(error)
        self._field.selectAll()
        self._field.setFocus()
        if error.problem is Problem.WRONG_PASSPHRASE:
            self._show_throttle()

    def _offer_copy(self, error: AppError) -> None:
        if error.problem in {Problem.VAULT_DAMAGED, Problem.DISK_FAILED}:
            self._put_back.offer()

    def _copy_stands(self) -> None:
        self._banner.hide()
        self._labelled.set_error("")
        self._field.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy.set_busy(busy)
        for button in (self._button, self._keychain, self._forgotten):
            button.setEnabled(not busy)
        self._field.setReadOnly(busy)

    def _show_throttle(self) -> None:
        """Count down while too many tries were wrong; the field stays calm meanwhile."""
        seconds = self._unlocking.throttled_seconds()
        self._button.setEnabled(seconds == 0)
        if seconds:
            wait = minutes_words(seconds)
            self._labelled.set_error(
                translate("Unlock", "Too many attempts. Try again in {time}.").format(time=wait)
            )
            self._ticking.start()
        elif self._ticking.isActive():
            self._ticking.stop()
            self._labelled.set_error("")


def _silent(_: AppError) -> None:
    """A keychain that cannot be asked is not offered; the passphrase opens as always."""
