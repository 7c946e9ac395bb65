"""Doorway privacy: bars in place of words.

The bars' number and widths come from a hash of the record's id, not from the words: nothing can be
read from them, and they stay the same while the page is repainted.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.theme import colours, g, t
from ui.widgets.labels import LINE_HEIGHTS
from ui.widgets.painting import smooth

_BAR: Final = 9
_GAP: Final = 6
_RADIUS: Final = 4
_SHARE_LIGHT: Final = 0.59
_SHARE_DARK: Final = 0.84
_NARROWEST: Final = 14
_WIDEST: Final = 56


def _widths(seed: bytes) -> Iterator[int]:
    """Yield bar widths in design pixels, without end, the same for the same seed."""
    count = 0
    while True:
        for byte in hashlib.blake2b(seed, salt=count.to_bytes(8, "big")).digest():
            yield _NARROWEST + byte * (_WIDEST - _NARROWEST) // 255
        count += 1


def veil_colour() -> QColor:
    """Return the colour of the bars."""
    now = colours()
    colour = QColor(now.edge_soft)
    colour.setAlphaF(_SHARE_DARK if now.dark else _SHARE_LIGHT)
    return colour


def draw_veil(
    painter: QPainter, x: float, middle: float, room: float, seed: bytes, bars: int = 0
) -> float:
    """Paint one line of bars.

    Args:
        painter: open and set to smooth edges.
        x: left end in pixels.
        middle: y of the line's middle.
        room: the bars never reach further than this, in pixels.
        seed: what the widths come from: an id, never the words.
        bars: how many; 0 takes one to three from the seed.

    Returns:
        The width painted.
    """
    count = bars or 1 + hashlib.blake2b(seed, digest_size=1).digest()[0] % 3
    painter.setPen(painter.pen().color())
    colour = veil_colour()
    height = t(_BAR)
    start = x
    for number, width in enumerate(_widths(seed)):
        wide = t(width)
        if number == count or x + wide > start + room:
            break
        painter.setBrush(colour)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.drawRoundedRect(QRectF(x, middle - height / 2, wide, height), _RADIUS, _RADIUS)
        x += wide + g(_GAP)
    return max(x - start - g(_GAP), 0)


class Veil(QWidget):
    """Lines of bars where a text would stand.

    Args:
        seed: an id, never the words.
        lines: how many lines.
        size: of the text that is hidden, in design pixels.
        parent: the owner.
    """

    def __init__(
        self, seed: bytes, *, lines: int = 1, size: int = 13, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._seed = seed
        self._lines = lines
        self._size = size
        self.setAccessibleName(translate("Veil", "Hidden"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(160), self._lines * t(LINE_HEIGHTS[self._size]))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        tall = t(LINE_HEIGHTS[self._size])
        for number in range(self._lines):
            # The last of several lines is shorter, as in a text.
            last = number == self._lines - 1
            room = self.width() * (0.5 if last and number else 1)
            seed = self._seed + bytes([number % 256])
            bars = 0 if self._lines == 1 else 99
            draw_veil(painter, 0, number * tall + tall / 2, room, seed, bars)
