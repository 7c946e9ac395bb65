"""Small signs that stand alone in a layout: an icon, a number in a disc, the logo."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.painting import CENTRE, round_box, smooth, words


class Glyph(QWidget):
    """An icon beside words; decoration for the eye, silent for screen readers.

    Args:
        icon: what to paint.
        size: in design pixels.
        tone: its colour.
        disc: side of a soft disc behind it, 0 for none.
        line: height of the line of words it stands beside; it then grows with the words.
        parent: the owner.
    """

    def __init__(
        self,
        icon: Icon,
        size: int = 20,
        tone: Tone = Tone.TEXT2,
        *,
        disc: int = 0,
        line: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._size = size
        self._tone = tone
        self._disc = disc
        self._line = line
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_icon(self, icon: Icon, tone: Tone | None = None) -> None:
        """Show another icon."""
        self._icon = icon
        self._tone = tone or self._tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = g(self._disc or self._size)
        return QSize(self._side(), t(self._line)) if self._line else QSize(side, side)

    def _side(self) -> int:
        return t(self._size) if self._line else g(self._size)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        if self._disc:
            round_box(painter, self.rect(), self.height() / 2, now.select)
        side = self._side()
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        draw_icon(painter, self._icon, box, now.of(self._tone))


class StepDisc(QWidget):
    """A number in a small disc before a line of instructions."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setAccessibleName(str(number))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(22), t(22))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        round_box(painter, self.rect(), self.height() / 2, now.select)
        words(painter, self.rect(), str(self._number), now.select_text, 12, SEMIBOLD, CENTRE)


class Logo(QWidget):
    """The sign of the program: two houses under one roof line, on the accent.

    Args:
        size: 32 in the rail, 36 beside steps, 48 on the unlock screen.
        parent: the owner.
    """

    def __init__(self, size: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(self._size), g(self._size))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw_logo(smooth(QPainter(self)), self.rect())


def draw_logo(painter: QPainter, box: QRect) -> None:
    """Paint the sign so that it fills the square `box`."""
    now = colours()
    radius = max(Size.RADIUS, box.height() * 0.25)
    round_box(painter, box, radius, now.accent)
    draw_icon(painter, Icon.LOGO, box, now.on_accent)
