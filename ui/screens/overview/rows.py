"""The clickable lines of the overview's side column."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import Size
from ui.widgets.avatar import draw_avatar
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import hairline, round_box, smooth, width_of, words

_ICON = 20
_AVATAR = 32


class _TwoLines(QAbstractButton):
    """A line of the side column: a picture, two lines of words; the whole of it answers."""

    def __init__(self, title: str, second: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(title)
        self._second = second
        self.setAccessibleName(f"{title}, {second}" if second else title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS)

    def _lead(self) -> int:
        """Return where the words begin."""
        raise NotImplementedError

    def _paint_words(self, painter: QPainter, right: int) -> None:
        now = colours()
        width = right - self._lead()
        top = (self.height() - t(38)) // 2
        words(painter, QRect(self._lead(), top, width, t(20)), self.text(), now.text)
        second = QRect(self._lead(), top + t(20), width, t(18))
        words(painter, second, self._second, now.text2, 12)
        missing = width_of(self.text()) > width or width_of(self._second, 12) > width
        self.setToolTip(f"{self.text()}\n{self._second}" if missing else "")

    def _paint_ground(self, painter: QPainter) -> None:
        if self.underMouse() or self.isDown():
            round_box(
                painter, self.rect().adjusted(-g(6), 0, g(6), 0), Size.RADIUS, colours().hover
            )


class LooseEnd(_TwoLines):
    """Something that waits for the person.

    Args:
        icon: what kind of thing.
        title: what it is.
        second: one fact about it.
        amber: True if it needs the person.
        leads_on: False if there is nothing to open.
        parent: the owner.
    """

    def __init__(
        self,
        icon: Icon,
        title: str,
        second: str,
        *,
        amber: bool = False,
        leads_on: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, second, parent)
        self._icon = icon
        self._amber = amber
        self._leads_on = leads_on
        self.setEnabled(leads_on)

    @override
    def _lead(self) -> int:
        return t(_ICON) + g(12)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(200), t(20) + t(18) + g(10))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        self._paint_ground(painter)
        side = t(_ICON)
        middle = self.height() // 2
        tone: QColor = now.amber if self._amber else now.text2
        draw_icon(painter, self._icon, QRect(0, middle - side // 2, side, side), tone)
        caret = t(16) if self._leads_on else 0
        self._paint_words(painter, self.width() - caret - g(8))
        if self._leads_on:
            box = QRect(self.width() - caret, middle - caret // 2, caret, caret)
            draw_icon(painter, Icon.CARET_RIGHT, box, now.text2)
        hairline(painter, self._lead(), self.height() - 1, self.width() - self._lead())


class RecentLine(_TwoLines):
    """A contact opened lately.

    Args:
        shown_as: the name, or what stands in its place.
        second: where the person lives, and when it was opened.
        name: whose initials stand in the disc.
        identified: False for a known-as without identity.
        parent: the owner.
    """

    def __init__(
        self,
        shown_as: str,
        second: str,
        *,
        name: str,
        identified: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(shown_as, second, parent)
        self._name = name
        self._identified = identified

    @override
    def _lead(self) -> int:
        return g(_AVATAR) + g(12)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(200), t(20) + t(18) + g(6))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        self._paint_ground(painter)
        side = g(_AVATAR)
        disc = QRect(0, (self.height() - side) // 2, side, side)
        draw_avatar(painter, disc, self._name, identified=self._identified)
        self._paint_words(painter, self.width())
