"""Words on a page: labels of one line, headings, hairlines."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, font, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Tone
from ui.widgets.painting import line

LINE_HEIGHTS: Final = {12: 18, 13: 20, 16: 24, 20: 28, 26: 34}
_SMALL: Final = 12
_ELLIPSIS_ROOM: Final = 24


class Label(QLabel):
    """One line of words; elided when there is no room, with the full text as its tip.

    Args:
        text: the words.
        size: 12, 13, 16, 20 or 26 design pixels.
        weight: 400 or 600.
        tone: colour of the words.
        icon: painted before the words; 14 px at size 12, else 16.
        icon_tone: colour of the icon; that of the words if left out.
        elide: False keeps the whole text, whatever it costs.
        tabular: figures of equal width, for columns.
        parent: the owner.
    """

    def __init__(
        self,
        text: str = "",
        *,
        size: int = 13,
        weight: int = REGULAR,
        tone: Tone = Tone.TEXT,
        icon: Icon | None = None,
        icon_tone: Tone | None = None,
        elide: bool = True,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size = size
        self._weight = weight
        self._tone = tone
        self._icon = icon
        self._icon_tone = icon_tone
        self._tabular = tabular
        self._elide = elide
        across = QSizePolicy.Policy.Preferred if elide else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: Tone) -> None:
        """Change the colour of the words."""
        self._tone = tone
        self.update()

    def set_icon(self, icon: Icon | None, tone: Tone | None = None) -> None:
        """Change the icon before the words, or take it away."""
        self._icon, self._icon_tone = icon, tone
        self.updateGeometry()
        self.update()

    def _icon_side(self) -> int:
        return t(14 if self._size == _SMALL else 16) if self._icon else 0

    def _lead(self) -> int:
        return self._icon_side() + g(6) if self._icon else 0

    def _full_width(self) -> int:
        measure = QFontMetrics(font(self._size, self._weight, tabular=self._tabular))
        return self._lead() + measure.horizontalAdvance(self.text()) + 1

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._full_width(), t(LINE_HEIGHTS[self._size]))

    @override
    def minimumSizeHint(self) -> QSize:
        full = self.sizeHint()
        if not self._elide:
            return full
        return QSize(min(full.width(), self._lead() + t(_ELLIPSIS_ROOM)), full.height())

    @override
    def event(self, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            # The tip exists only while words are missing.
            if self._full_width() <= self.width():
                event.ignore()
                return True
            self.setToolTip(self.text())
            shown = super().event(event)
            self.setToolTip("")
            return shown
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        now = colours()
        tone = self._tone if self.isEnabled() else Tone.TEXT3
        box = self.contentsRect()
        if self._icon:
            side = self._icon_side()
            middle = box.y() + (box.height() - side) // 2
            draw_icon(
                painter,
                self._icon,
                QRect(box.x(), middle, side, side),
                now.of(self._icon_tone or tone),
            )
        chosen = font(self._size, self._weight, tabular=self._tabular)
        line(
            painter,
            box.adjusted(self._lead(), 0, 0, 0),
            self.text(),
            now.of(tone),
            chosen,
            self.alignment() | Qt.AlignmentFlag.AlignVCenter,
        )


class Heading(Label):
    """The name of a page, a section or a group, in weight 600.

    Args:
        text: the words.
        size: 26 greeting and big figures, 20 page and person, 16 section, 13 group.
        tone: colour of the words.
        parent: the owner.
    """

    def __init__(
        self,
        text: str = "",
        size: int = 20,
        *,
        tone: Tone = Tone.TEXT,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, size=size, weight=SEMIBOLD, tone=tone, parent=parent)


class Hairline(QWidget):
    """A line of one pixel that divides two things, across or (`upright`) down."""

    def __init__(self, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if upright:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        QPainter(self).fillRect(self.rect(), colours().hairline)
