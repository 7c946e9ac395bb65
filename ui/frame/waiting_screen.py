"""What stands in the window while something must be finished first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme.theme import current, t
from ui.theme.tokens import Size, Tone
from ui.widgets.glyph import Logo
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph
from ui.widgets.pictures import Skyline

_TOP = 132


class WaitingScreen(Skyline):
    """The unlock ground with one sentence.

    Args:
        text: what is being done.
        parent: the owner.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(text)
        self._holder = QWidget()
        column = Column(self._holder, gap=16, margins=(0, _TOP, 0, 0))
        column.addWidget(Logo(48), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Paragraph(text, tone=Tone.TEXT2))
        column.addStretch()
        row = Row(self)
        row.addStretch()
        row.addWidget(self._holder)
        row.addStretch()
        self._rescale()
        current().changed.connect(self._rescale)

    def _rescale(self) -> None:
        self._holder.setFixedWidth(t(Size.UNLOCK_COLUMN))
