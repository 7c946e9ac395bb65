"""The passphrase: a field that can be shown, the Caps Lock hint, and strength in bars and words."""

import sys
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.theme import colours, current, font, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.buttons import IconButton
from ui.widgets.fields import TextField
from ui.widgets.labels import Label
from ui.widgets.layouts import Row
from ui.widgets.painting import round_box, smooth
from ui.widgets.paragraph import Paragraph

_BARS: Final = 4
_BAR: Final = QSize(38, 6)


class PassphraseField(TextField):
    """A hidden field with a button that shows what was typed.

    Args:
        placeholder: shown while empty.
        height: 44 as on the unlock screen.
        shown: True begins in clear, for a new passphrase.
        name: for screen readers, where no `Field` gives the label.
        parent: the owner.
    """

    caps_lock_changed = Signal(bool)

    def __init__(
        self,
        placeholder: str = "",
        *,
        height: int = Size.BUTTON_TALL,
        shown: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, height=height, name=name, parent=parent)
        self._caps = False
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self._eye = IconButton(Icon.EYE, "", parent=self)
        self._eye.clicked.connect(self._switch)
        self.set_shown(shown)
        self._rescale()
        current().changed.connect(self._rescale)

    def set_shown(self, shown: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show what was typed, or hide it."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        if shown:
            self._eye.set_icon(Icon.EYE_SLASH, translate("Passphrase", "Hide the passphrase"))
        else:
            self._eye.set_icon(Icon.EYE, translate("Passphrase", "Show the passphrase"))

    def caps_lock(self) -> bool:
        """Return True while the last letter typed came with Caps Lock on."""
        return self._caps

    def _switch(self) -> None:
        self.set_shown(self.echoMode() is QLineEdit.EchoMode.Password)

    def _rescale(self) -> None:
        self.setFont(font(16))
        self.setTextMargins(0, 0, g(Size.BUTTON), 0)
        self._place()

    def _place(self) -> None:
        side = self._eye.sizeHint().height()
        self._eye.setGeometry(self.width() - side - g(4), (self.height() - side) // 2, side, side)

    def _set_caps(self, *, on: bool) -> None:
        if on != self._caps:
            self._caps = on
            self.caps_lock_changed.emit(on)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_CapsLock:
            # The state after this press; the first press of an unknown state is taken as "on".
            self._set_caps(on=not self._caps)
        else:
            typed = caps_lock_of(event)
            if typed is not None:
                self._set_caps(on=typed)
        super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        known = _system_caps_lock()
        if known is not None:
            self._set_caps(on=known)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self._set_caps(on=False)


def caps_lock_of(event: QKeyEvent) -> bool | None:
    """Return whether a key press shows Caps Lock on, or None if it does not tell.

    Qt does not report Caps Lock; a capital without Shift, or a small letter with it, gives it away.
    """
    text = event.text()
    if len(text) != 1 or not text.isalpha() or text.lower() == text.upper():
        return None
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return text.isupper() != shift


def _system_caps_lock() -> bool | None:
    """Return the state that Windows reports, or None elsewhere."""
    if sys.platform != "win32":
        return None
    import ctypes

    virtual_key = 0x14
    return bool(ctypes.windll.user32.GetKeyState(virtual_key) & 1)


class CapsLockHint(Label):
    """The words below a passphrase field while Caps Lock is on.

    Args:
        field: the field to watch; the hint takes no room while Caps Lock is off.
        parent: the owner.
    """

    def __init__(self, field: PassphraseField, parent: QWidget | None = None) -> None:
        super().__init__(
            translate("Passphrase", "Caps Lock is on"),
            tone=Tone.AMBER,
            icon=Icon.ARROW_FAT_UP,
            icon_tone=Tone.AMBER_ICON,
            parent=parent,
        )
        self.setVisible(False)
        field.caps_lock_changed.connect(self.setVisible)


class Strength(IntEnum):
    """How long a passphrase would stand."""

    NONE = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4


class StrengthBars(QWidget):
    """Four bars, the word and one sentence that wraps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = _Bars()
        self._word = Label("", weight=SEMIBOLD, elide=False)
        self._sentence = Paragraph("", tone=Tone.TEXT2)
        row = Row(self, gap=5)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._bars, 0, top)
        row.addSpacing(g(15))
        row.addWidget(self._word, 0, top)
        row.addWidget(self._sentence, 1)
        self.set_strength(Strength.NONE, "")

    def set_strength(self, strength: Strength, sentence: str) -> None:
        """Show a strength.

        Args:
            strength: fills so many bars and chooses the word.
            sentence: why, or what would help.
        """
        words = {
            Strength.NONE: "",
            Strength.WEAK: translate("Passphrase", "Weak."),
            Strength.FAIR: translate("Passphrase", "Fair."),
            Strength.GOOD: translate("Passphrase", "Good."),
            Strength.STRONG: translate("Passphrase", "Strong."),
        }
        self._bars.strength = strength
        self._bars.update()
        self._word.setText(words[strength])
        self._word.set_tone(_TONES[strength])
        self._sentence.setText(sentence)
        self.setAccessibleName(f"{words[strength]} {sentence}".strip())


_TONES: Final = {
    Strength.NONE: Tone.TEXT2,
    Strength.WEAK: Tone.DANGER,
    Strength.FAIR: Tone.AMBER,
    Strength.GOOD: Tone.GREEN,
    Strength.STRONG: Tone.GREEN,
}


class _Bars(QWidget):
    """The four bars."""

    def __init__(self) -> None:
        super().__init__()
        self.strength = Strength.NONE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BARS * t(_BAR.width()) + (_BARS - 1) * g(6), t(20))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        fill = {
            Strength.WEAK: now.danger,
            Strength.FAIR: now.amber,
        }.get(self.strength, now.green)
        tall = _BAR.height()
        for number in range(_BARS):
            x = number * (t(_BAR.width()) + g(6))
            bar = QRect(x, (self.height() - tall) // 2, t(_BAR.width()), tall)
            round_box(painter, bar, tall / 2, fill if number < self.strength else now.hairline)
