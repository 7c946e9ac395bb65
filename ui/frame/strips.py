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


class RolledBackStrip(Ground):
    """Says that an older copy of the vault was put back, what that means and what happens next.

    Signals:
        sync_wished: the person wants to fetch what is missing now.
    """

    sync_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber_soft", parent)
        text = translate(
            "TopBar",
            "An older copy of your data was put back on this computer. Everything that was sent"
            " is fetched again at the next sync. What was not sent since the copy is gone.",
        )
        self.setAccessibleName(text)
        row = Row(self, gap=8, margins=(24, 6, 14, 6))
        row.addWidget(Glyph(Icon.CLOCK_COUNTER_CLOCKWISE, 20, Tone.AMBER_ICON))
        row.addWidget(_middle(Paragraph(text, tone=Tone.AMBER)), 1)
        now = Button(translate("TopBar", "Sync now"), height=Size.BUTTON_SMALL)
        now.clicked.connect(self.sync_wished)
        row.addWidget(now)


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


class RelockStrip(Ground):
    """Says that this person's role or team has changed, which holds here after the next unlock.

    Signals:
        lock_wished: the person wants to lock now.
    """

    lock_wished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber_soft", parent)
        text = translate(
            "TopBar",
            "Your role or team has been changed. Lock and unlock once: then it holds here too."
            " What you have written stays.",
        )
        self.setAccessibleName(text)
        row = Row(self, gap=8, margins=(24, 6, 14, 6))
        row.addWidget(Glyph(Icon.KEY, 20, Tone.AMBER_ICON))
        row.addWidget(_middle(Paragraph(text, tone=Tone.AMBER)), 1)
        now = Button(translate("TopBar", "Lock now"), height=Size.BUTTON_SMALL)
        now.clicked.connect(self.lock_wished)
        row.addWidget(now)
        self.hide()


class PracticeStrip(Ground):
    """Says over everything that the people are invented and nothing is sent.

    Signals:
        ended: the person has practised enough.
    """

    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("amber_soft", parent)
        text = translate("Practice", "Practice data: everyone is invented, and nothing is sent.")
        self.setAccessibleName(text)
        row = Row(self, gap=8, margins=(24, 6, 14, 6))
        row.addWidget(Glyph(Icon.FLASK, 20, Tone.AMBER_ICON))
        row.addWidget(_middle(Paragraph(text, tone=Tone.AMBER)), 1)
        end = Button(translate("Practice", "End practice"), height=Size.BUTTON_SMALL)
        end.clicked.connect(self.ended)
        row.addWidget(end)


def _middle(words: Paragraph) -> Paragraph:
    """Return the words, set in the middle of the strip's height."""
    words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    return words
