"""Strips across the window that say in what state everything is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.frame.top_bar import PRIVACY_KEY
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.glyph import Glyph
from ui.widgets.labels import Label
from ui.widgets.layouts import Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.surfaces import Ground


class PrivacyStrip(Ground):
    """Says under the bar what is hidden, and how to get it back.

    Signals:
        shown_again: show names again.
    """

    shown_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("select", parent)
        text = translate(
            "TopBar", "Names, areas and notes are hidden. Numbers and dates can still be seen."
        )
        self.setAccessibleName(text)
        row = Row(self, gap=8, margins=(24, 6, 26, 6))
        row.addWidget(Glyph(Icon.EYE_SLASH, 20, Tone.SELECT))
        row.addWidget(_middle(Paragraph(text, tone=Tone.SELECT)), 1)
        again = Button(translate("TopBar", "Show again"), Kind.LINK, height=32)
        again.clicked.connect(self.shown_again)
        row.addWidget(again)
        row.addWidget(Label(PRIVACY_KEY, size=12, tone=Tone.SELECT, elide=False))


class _AmberStrip(Ground):
    """Says in what state everything is, beside the one act that goes with it.

    Args:
        icon: what the state is like.
        text: what the person should know.
        act: words of the button.
    """

    _acted = Signal()

    def __init__(self, icon: Icon, text: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__("amber_soft", parent)
        self.setAccessibleName(text)
        row = Row(self, gap=8, margins=(24, 6, 14, 6))
        row.addWidget(Glyph(icon, 20, Tone.AMBER_ICON))
        row.addWidget(_middle(Paragraph(text, tone=Tone.AMBER)), 1)
        button = Button(act, height=Size.BUTTON_SMALL)
        button.clicked.connect(self._acted)
        row.addWidget(button)


class RolledBackStrip(_AmberStrip):
    """Says that an older copy of the vault was put back, what that means and what happens next.

    Signals:
        sync_wished: the person wants to fetch what is missing now.
    """

    sync_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        text = translate(
            "TopBar",
            "An older copy of your data was put back on this computer. Everything that was sent"
            " is fetched again at the next sync. What was not sent since the copy is gone.",
        )
        super().__init__(
            Icon.CLOCK_COUNTER_CLOCKWISE, text, translate("TopBar", "Sync now"), parent
        )
        self._acted.connect(self.sync_wished)


class AccessStrip(Ground):
    """Says that this laptop may only be read, and why; hidden while nothing is the matter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber_soft", parent)
        self._words = Paragraph("", tone=Tone.AMBER)
        row = Row(self, gap=8, margins=(24, 6, 14, 6))
        row.addWidget(Glyph(Icon.LOCK_SIMPLE, 20, Tone.AMBER_ICON))
        row.addWidget(_middle(self._words), 1)
        self.hide()

    def show_words(self, words: str) -> bool:
        """Show these words, or nothing if they are empty; returns True if that is a change."""
        changed = words != self._words.text()
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        return changed


class RelockStrip(_AmberStrip):
    """Says that this person's role or team has changed, which holds here after the next unlock.

    Signals:
        lock_wished: the person wants to lock now.
    """

    lock_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        text = translate(
            "TopBar",
            "Your role or team has been changed. Lock and unlock once: then it holds here too."
            " What you have written stays.",
        )
        super().__init__(Icon.KEY, text, translate("TopBar", "Lock now"), parent)
        self._acted.connect(self.lock_wished)
        self.hide()


class PracticeStrip(_AmberStrip):
    """Says over everything that the people are invented and nothing is sent.

    Signals:
        ended: the person has practised enough.
    """

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        text = translate("Practice", "Practice data: everyone is invented, and nothing is sent.")
        super().__init__(Icon.FLASK, text, translate("Practice", "End practice"), parent)
        self._acted.connect(self.ended)


def _middle(words: Paragraph) -> Paragraph:
    """Return the words, set in the middle of the strip's height."""
    words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return words
