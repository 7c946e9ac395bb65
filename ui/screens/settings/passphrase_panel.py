"""Changing the passphrase, in the side panel."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.unlocking import Judgement, Strength
from ui.language import translate
from ui.widgets import passphrase as parts
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import Field
from ui.widgets.layouts import Row
from ui.widgets.side_panel import SidePanel

_BARS = {
    Strength.WEAK: parts.Strength.WEAK,
    Strength.FAIR: parts.Strength.FAIR,
    Strength.GOOD: parts.Strength.GOOD,
    Strength.STRONG: parts.Strength.STRONG,
}


class PassphrasePanel(SidePanel):
    """Asks for the old and the new passphrase.

    Signals:
        typed: the new passphrase so far, to be judged.
        proposal_wished: propose five words.
        confirmed: old and new passphrase.
    """

    typed = Signal(str)
    proposal_wished = Signal()
    confirmed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("Settings", "Change passphrase"), parent=parent)
        self._old = parts.PassphraseField(name=translate("Settings", "Present passphrase"))
        self._new = parts.PassphraseField(name=translate("Settings", "New passphrase"), shown=True)
        self._old_field = Field(translate("Settings", "Present passphrase"), self._old)
        self._new_field = Field(translate("Settings", "New passphrase"), self._new)
        self._bars = parts.StrengthBars()
        self._propose = Button(translate("Settings", "Propose five words"), Kind.SOFT)
        self._save = Button(translate("Settings", "Change"), Kind.PRIMARY, key="Ctrl+Enter")
        self.body.addWidget(self._old_field)
        self.body.addWidget(parts.CapsLockHint(self._old))
        self.body.addWidget(self._new_field)
        self.body.addWidget(self._bars)
        row = Row()
        row.addWidget(self._propose)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addStretch()
        self.add_action(self._save)
        self._save.setEnabled(False)
        self._new.textChanged.connect(self.typed)
        self._propose.clicked.connect(self.proposal_wished)
        self._save.clicked.connect(self._confirm)

    def begin(self) -> None:
        """Open empty."""
        self._old.clear()
        self._new.clear()
        self._old_field.set_error("")
        self.show()
        self.raise_()
        self._old.setFocus()

    def use(self, proposal: str) -> None:
        """Fill in proposed words."""
        self._new.setText(proposal)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show how strong the new passphrase is."""
        sentence = (
            translate("Settings", "Good enough.")
            if judgement.accepted
            else translate("Settings", "At least 15 characters, or five words.")
        )
        self._bars.set_strength(_BARS[judgement.strength], sentence)
        self._save.setEnabled(judgement.accepted and bool(self._old.text()))

    def show_refusal(self, sentence: str) -> None:
        """Say why the passphrase stays as it is."""
        self._old_field.set_error(sentence)
        self._save.setEnabled(True)

    def _confirm(self) -> None:
        self._save.setEnabled(False)
        self.confirmed.emit(self._old.text(), self._new.text())
