"""An error that no field can show: under the bar, until the person has read it."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from ui.bridge.problem_texts import ProblemWords
from ui.language import translate
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.layouts import Column


class ProblemStrip(QWidget):
    """Shows `ProblemWords` over the page; the page stays usable."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banner = Banner("", BannerTone.AMBER, button=translate("ProblemStrip", "Close"))
        self._banner.clicked.connect(self.dismiss)
        Column(self, margins=(24, 12, 24, 4)).addWidget(self._banner)
        self.hide()

    def show_words(self, words: ProblemWords) -> None:
        """Show what happened and what to do."""
        self._banner.set_text(words.sentence)
        self.setAccessibleName(words.sentence)
        self.show()
        # A screen reader speaks it without the focus moving.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words.sentence))

    def dismiss(self) -> None:
        """Take the words away."""
        self.hide()
