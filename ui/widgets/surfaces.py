"""Grounds that things lie on: card, panel of a colour, scroll area."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from ui.theme.theme import colours
from ui.theme.tokens import Size
from ui.widgets.layouts import Column, Margins
from ui.widgets.painting import round_box, smooth

GROUNDS: Final = frozenset(
    {"canvas", "rail", "surface", "sunken", "select", "info_soft", "amber_soft"}
)


class Ground(QWidget):
    """A plain area in one of the ground colours.

    Args:
        fill: canvas, rail, surface, sunken, select, info_soft or amber_soft.
        parent: the owner.
    """

    def __init__(self, fill: str = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert fill in GROUNDS, fill
        self._fill = fill

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(event.rect(), getattr(colours(), self._fill))


class Card(QWidget):
    """A box with a hairline edge and rounded corners.

    Args:
        margins: left, top, right, bottom inside the edge, in design pixels.
        gap: between two things inside.
        fill: the ground inside: surface, canvas or sunken.
        parent: the owner.
    """

    def __init__(
        self,
        *,
        margins: Margins = (16, 16, 16, 16),
        gap: int = 8,
        fill: str = "surface",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        assert fill in GROUNDS, fill
        self._fill = fill
        self.body = Column(self, gap=gap, margins=margins)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        now = colours()
        painter = smooth(QPainter(self))
        ground = getattr(now, self._fill)
        round_box(painter, self.rect(), Size.RADIUS_CARD, ground, now.hairline)


class ScrollArea(QScrollArea):
    """Scrolls one widget up and down, without a frame, on whatever ground lies behind.

    Args:
        content: the widget to scroll.
        parent: the owner.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
