"""Choosing the passphrase: a proposal, an own one, the same again."""

from collections.abc import Sequence

from typing_extensions import override

from helhedsplan_desktop.services.unlocking import Reason, Strength, Unlocking
from ui.language import translate
from ui.parts.step import Step
from ui.theme.icons import Icon
from ui.theme.tokens import Tone
from ui.widgets import passphrase as parts
from ui.widgets.buttons import Button, Kind
from ui.widgets.fields import Field
from ui.widgets.labels import Heading, Label
from ui.widgets.layouts import Row
from ui.widgets.surfaces import Card

_BARS = {
    Strength.WEAK: parts.Strength.WEAK,
    Strength.FAIR: parts.Strength.FAIR,
    Strength.GOOD: parts.Strength.GOOD,
    Strength.STRONG: parts.Strength.STRONG,
}
_FIVE_WORDS = 5


class PassphraseStep(Step):
    """Asks for the passphrase of this computer.

    Args:
        steps: the words of all steps of this way.
        number: which one this is, from 0.
        unlocking: proposes and judges.
    """

    def __init__(self, steps: Sequence[str], number: int, unlocking: Unlocking) -> None:
        super().__init__(
            steps,
            number,
            translate("FirstStart", "Choose your passphrase"),
            translate(
                "FirstStart",
                "It locks everything on this computer. Nobody can see or reset it. If you forget"
                " it, your lead can invite you again, but nobody can open notes that you have not"
                " sent.",
            ),
        )
        self._unlocking = unlocking
        self._proposal = Heading("", 20)
        self._use = Button(translate("FirstStart", "Use the proposal"), Kind.SOFT, icon=Icon.CHECK)
        self._other = Button(
            translate("FirstStart", "New proposal"), Kind.GHOST, icon=Icon.ARROWS_CLOCKWISE
        )
        self._own = parts.PassphraseField(
            shown=True, name=translate("FirstStart", "Your passphrase")
        )
        self._bars = parts.StrengthBars()
        self._again = parts.PassphraseField(name=translate("FirstStart", "Repeat the passphrase"))
        self._build()
        self._use.clicked.connect(self._take)
        self._other.clicked.connect(self._propose)
        self._own.textChanged.connect(self._judge)
        self._again.textChanged.connect(self._judge)
        self._own.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self.try_on)
        self._propose()
        self._judge()

    @property
    def passphrase(self) -> str:
        """What was chosen."""
        return self._own.text()

    @override
    def begin(self) -> None:
        """Put the keyboard on the proposal."""
        self._use.setFocus()

    def forget(self) -> None:
        """Empty both fields."""
        self._own.clear()
        self._again.clear()

    def _build(self) -> None:
        card = Card(gap=8)
        card.body.addWidget(
            Label(
                translate("FirstStart", "Proposal: five random words"),
                size=12,
                tone=Tone.TEXT2,
                icon=Icon.DICE_FIVE,
            )
        )
        card.body.addWidget(self._proposal)
        row = Row(gap=8)
        row.addWidget(self._use)
        row.addWidget(self._other)
        row.addStretch()
        card.body.addLayout(row)
        self.body.addWidget(card)
        own = Field(
            translate("FirstStart", "Your passphrase"),
            self._own,
            note=translate(
                "FirstStart", "Use the proposal, or write your own: five words or 15 characters"
            ),
        )
        self.body.addWidget(own)
        self.body.addWidget(self._bars)
        self.body.addWidget(Field(translate("FirstStart", "Repeat the passphrase"), self._again))
        self.body.addWidget(parts.CapsLockHint(self._again))

    def _propose(self) -> None:
        self._proposal.setText(self._unlocking.propose_passphrase())

    def _take(self) -> None:
        self._own.setText(self._proposal.text())
        self._again.setFocus()

    def _judge(self) -> None:
        judgement = self._unlocking.strength(self._own.text())
        sentence = _sentence(judgement.reasons, judgement.words)
        self._bars.set_strength(_BARS[judgement.strength], sentence if self._own.text() else "")
        again = self._again.text()
        if not judgement.accepted:
            self.set_reason(translate("FirstStart", "Choose a stronger passphrase."))
        elif again == self._own.text():
            self.set_reason("")
        elif self._own.text().startswith(again):
            self.set_reason(translate("FirstStart", "Type the rest of the passphrase again."))
        else:
            self.set_reason(translate("FirstStart", "The two are not the same."))


def _sentence(reasons: tuple[Reason, ...], words: int) -> str:
    if not reasons:
        if words >= _FIVE_WORDS:
            return translate("FirstStart", "Nobody has time to guess five random words.")
        return translate("FirstStart", "Hard to guess.")
    return {
        Reason.TOO_SHORT: translate("FirstStart", "It is too short."),
        Reason.COMMON: translate("FirstStart", "Many people use it."),
        Reason.PROGRAM_WORD: translate("FirstStart", "It is named after the program or the place."),
        Reason.REPEATED: translate("FirstStart", "It repeats itself."),
        Reason.SEQUENCE: translate("FirstStart", "It follows a sequence."),
        Reason.KEYBOARD: translate("FirstStart", "It follows the keyboard."),
        Reason.TOO_PLAIN: translate("FirstStart", "It is easy to guess."),
    }[reasons[0]]
