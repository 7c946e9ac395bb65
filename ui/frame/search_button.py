"""The search of the top bar: it looks like a field and opens the search over everything."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, current, g, t
from ui.theme.tokens import Size
from ui.widgets.focus_ring import RingShape
from ui.widgets.keys import key_cap_size
from ui.widgets.painting import CENTRE, round_box, smooth, width_of, words

KEY: Final = "Ctrl+K"
WIDE: Final = 320
NARROW: Final = 236
_ICON: Final = 18


class SearchButton(QPushButton):
    """A quiet field that is a button: what is typed belongs into the overlay it opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._short = False
        self._keyless = False
        self.setAccessibleName(translate("TopBar", "Search"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        current().changed.connect(self._rescale)
        self._rescale()

    def set_room(self, *, short: bool, keyless: bool) -> None:
        """Give way: first the length, then the key."""
        self._short, self._keyless = short, keyless
        self.setToolTip(KEY if keyless else "")
        self._rescale()

    def _rescale(self) -> None:
        self.setMaximumWidth(g(NARROW) if self._short else t(WIDE))
        self.updateGeometry()
        self.update()

    def _text(self) -> str:
        if self._short:
            return translate("TopBar", "Search")
        return translate("TopBar", "Search contacts, notes, follow-ups")

    def least_width(self, *, short: bool, keyless: bool) -> int:
        """Return the least width in a state of giving way."""
        if not short:
            return t(WIDE)
        text = g(11) + t(_ICON) + g(8) + width_of(translate("TopBar", "Search"))
        return text + g(24) + (0 if keyless else key_cap_size(KEY).width() + g(8))

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), t(20) + g(16))

    @override
    def minimumSizeHint(self) -> QSize:
        least = self.least_width(short=self._short, keyless=self._keyless)
        return QSize(least, t(20) + g(16))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        fill = now.hover if self.underMouse() else now.sunken
        round_box(painter, self.rect(), Size.RADIUS, fill, now.hairline)
        side = t(_ICON)
        box = QRect(g(10), (self.height() - side) // 2, side, side)
        draw_icon(painter, Icon.MAGNIFYING_GLASS, box, now.text2)
        right = g(8)
        if not self._keyless:
            size = key_cap_size(KEY)
            cap = QRect(
                self.width() - size.width() - g(8),
                (self.height() - size.height()) // 2,
                size.width(),
                size.height(),
            )
            round_box(painter, cap, 4, now.surface, now.hairline)
            words(painter, cap, KEY, now.text2, 12, align=CENTRE)
            right += size.width() + g(8)
        x = box.right() + 1 + g(6)
        room = QRect(x, 0, self.width() - x - right, self.height())
        words(painter, room, self._text(), now.text3)
