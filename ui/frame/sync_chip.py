"""The chip in the top bar that says where syncing stands."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.frame.sync_words import ChipWords
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size, Tone
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import round_box, smooth, width_of, words

_ICON: Final = 18
_GAP: Final = 6
_LEFT: Final = 9
_RIGHT: Final = 11


class SyncChip(QPushButton):
    """Shows `ChipWords`; without room for words they stand in the tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ChipWords(Icon.CLOUD_SLASH, Tone.TEXT2, "")
        self._wordless = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_words(self, shown: ChipWords) -> None:
        """Show another state."""
        self._words = shown
        self.setAccessibleName(shown.text)
        self._renew()

    def set_wordless(self, wordless: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Leave the words to the tip, or show them."""
        self._wordless = wordless
        self._renew()

    def _renew(self) -> None:
        self.setToolTip(self._words.text if self._wordless else "")
        self.updateGeometry()
        self.update()

    def _weight(self) -> int:
        return SEMIBOLD if self._words.amber else REGULAR

    def full_width(self) -> int:
        """Return the width with words."""
        text = width_of(self._words.text, 13, self._weight())
        return g(_LEFT) + t(_ICON) + g(_GAP) + text + g(_RIGHT)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    @override
    def sizeHint(self) -> QSize:
        tall = t(20) + g(12)
        return QSize(tall if self._wordless else self.full_width(), tall)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        over = self.underMouse()
        if self._words.amber:
            round_box(painter, self.rect(), Size.RADIUS, now.badge if over else now.amber_soft)
        else:
            fill = now.hover if over else None
            round_box(painter, self.rect(), Size.RADIUS, fill, now.hairline)
        side = t(_ICON)
        left = (self.width() - side) // 2 if self._wordless else g(_LEFT)
        box = QRect(left, (self.height() - side) // 2, side, side)
        draw_icon(painter, self._words.icon, box, now.of(self._words.icon_tone))
        if not self._wordless:
            x = box.right() + 1 + g(_GAP)
            ink = now.amber_text if self._words.amber else now.text2
            room = QRect(x, 0, self.width() - x, self.height())
            words(painter, room, self._words.text, ink, 13, self._weight())
