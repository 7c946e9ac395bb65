"""Choices that a person makes with one click: tick, radio, switch, pill."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QRadioButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD
from ui.widgets.focus_ring import RingShape
from ui.widgets.painting import area_square, round_box, smooth, width_of, words

TICK: Final = 18
_WORD_GAP: Final = 10
_TRACK: Final = QSize(36, 20)


def draw_tick(painter: QPainter, box: QRect, *, checked: bool, enabled: bool = True) -> None:
    """Paint a tick box that fills the square `box`."""
    now = colours()
    if not checked:
        round_box(painter, box, 4, now.surface, now.edge if enabled else now.hairline, 1.5)
        return
    round_box(painter, box, 4, now.accent if enabled else now.hairline)
    side = box.height()
    painter.setPen(
        QPen(
            now.on_accent if enabled else now.text3,
            max(1.5, side / 11),
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
    )
    corner = QPointF(box.topLeft())
    painter.drawPolyline(
        [
            corner + QPointF(side * 0.25, side * 0.52),
            corner + QPointF(side * 0.43, side * 0.69),
            corner + QPointF(side * 0.76, side * 0.33),
        ]
    )


def draw_radio(painter: QPainter, box: QRect, *, checked: bool, enabled: bool = True) -> None:
    """Paint a radio button that fills the square `box`."""
    now = colours()
    half = box.height() / 2
    if not checked:
        round_box(painter, box, half, now.surface, now.edge if enabled else now.hairline, 1.5)
        return
    round_box(painter, box, half, now.accent if enabled else now.hairline)
    hole = QRectF(box).adjusted(half * 0.6, half * 0.6, -half * 0.6, -half * 0.6)
    round_box(painter, hole, hole.height() / 2, now.on_accent if enabled else now.text3)


def _word_width(button: QAbstractButton) -> int:
    return width_of(button.text()) if button.text() else 0


def _marked_size(button: QAbstractButton, mark_width: int) -> QSize:
    text = _word_width(button)
    return QSize(mark_width + (g(_WORD_GAP) + text + 1 if text else 0), t(20) + g(12))


def _paint_word(button: QAbstractButton, painter: QPainter, x: int) -> None:
    now = colours()
    ink = now.text if button.isEnabled() else now.text3
    words(painter, QRect(x, 0, button.width() - x, button.height()), button.text(), ink)


def _mark_box(button: QAbstractButton) -> QRect:
    side = t(TICK)
    return QRect(0, (button.height() - side) // 2, side, side)


class CheckBox(QCheckBox):
    """A tick box with its words; the whole of it answers."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(_mark_box(self), 4)

    @override
    def sizeHint(self) -> QSize:
        return _marked_size(self, t(TICK))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        box = _mark_box(self)
        draw_tick(painter, box, checked=self.isChecked(), enabled=self.isEnabled())
        _paint_word(self, painter, box.right() + 1 + g(_WORD_GAP))


class RadioButton(QRadioButton):
    """One of several choices, with its words; the whole of it answers."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(_mark_box(self), t(TICK) / 2)

    @override
    def sizeHint(self) -> QSize:
        return _marked_size(self, t(TICK))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        box = _mark_box(self)
        draw_radio(painter, box, checked=self.isChecked(), enabled=self.isEnabled())
        _paint_word(self, painter, box.right() + 1 + g(_WORD_GAP))


class Switch(QCheckBox):
    """On or off, at once.

    Args:
        text: the words after the switch; give `name` instead where the words stand elsewhere.
        name: for screen readers.
        parent: the owner.
    """

    def __init__(self, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name or text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _track(self) -> QRect:
        size = QSize(t(_TRACK.width()), t(_TRACK.height()))
        return QRect(0, (self.height() - size.height()) // 2, size.width(), size.height())

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self._track(), self._track().height() / 2)

    @override
    def sizeHint(self) -> QSize:
        return _marked_size(self, t(_TRACK.width()))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def hitButton(self, pos: object, /) -> bool:
        return True

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        track = self._track()
        half = track.height() / 2
        on, enabled = self.isChecked(), self.isEnabled()
        if not enabled:
            round_box(painter, track, half, now.hairline)
        elif on:
            round_box(painter, track, half, now.accent)
        else:
            round_box(painter, track, half, now.surface, now.edge, 1.25)
        # Off is smaller than on, so that the state shows without colour.
        side = track.height() * (0.7 if on else 0.6)
        inset = (track.height() - side) / 2
        x = track.right() + 1 - inset - side if on else track.x() + inset
        knob = QRectF(x, track.y() + inset, side, side)
        ink = now.text3 if not enabled else now.on_accent if on else now.edge
        round_box(painter, knob, side / 2, ink)
        _paint_word(self, painter, track.right() + 1 + g(_WORD_GAP))


class Pill(QAbstractButton):
    """A filter or choice in a rounded box; on = filled.

    Args:
        text: the word.
        count: a number after the word ("100+" if nobody counted on), or None.
        area: a focus area code, whose square stands before the word.
        icon: before the word.
        icon_amber: True if the icon says "needs you".
        caret: True for a pill that opens a menu.
        checkable: False for a pill that only acts.
        parent: the owner.
    """

    def __init__(
        self,
        text: str,
        *,
        count: int | str | None = None,
        area: str = "",
        icon: Icon | None = None,
        icon_amber: bool = False,
        caret: bool = False,
        checkable: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._count = count
        self._area = area
        self._icon = icon
        self._icon_amber = icon_amber
        self._caret = caret
        self.setText(text)
        self.setCheckable(checkable)
        self._tell_name()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_count(self, count: int | str | None) -> None:
        """Show another number after the word."""
        if count != self._count:
            self._count = count
            self._tell_name()
            self.updateGeometry()
            self.update()

    def set_text(self, text: str) -> None:
        """Show another word, for instance the one chosen in the pill's menu."""
        self.setText(text)
        self._tell_name()
        self.updateGeometry()

    def _tell_name(self) -> None:
        shown = self.text() if self._count is None else f"{self.text()} {self._count}"
        self.setAccessibleName(shown)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), self.height() / 2)

    def _lead(self) -> int:
        if self._area:
            return t(8) + g(6)
        return t(16) + g(6) if self._icon else 0

    @override
    def sizeHint(self) -> QSize:
        width = 2 * g(12) + self._lead() + width_of(self.text(), 13, SEMIBOLD)
        if self._count is not None:
            width += g(6) + width_of(str(self._count), 12)
        if self._caret:
            width += g(4) + t(14) - g(2)
        return QSize(width, t(20) + g(12))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        half = self.height() / 2
        on = self.isChecked()
        if on:
            round_box(painter, self.rect(), half, now.select)
        else:
            over = self.isEnabled() and (self.underMouse() or self.isDown())
            fill = now.hover if over else now.raised
            round_box(painter, self.rect(), half, fill, now.edge_soft)
        ink = now.text3 if not self.isEnabled() else now.select_text if on else now.text
        weight = SEMIBOLD if on else REGULAR
        drawn = self._lead() + width_of(self.text(), 13, weight)
        if self._count is not None:
            drawn += g(6) + width_of(str(self._count), 12)
        if self._caret:
            drawn += g(4) + t(14)
        x = (self.width() - drawn) // 2
        middle = self.height() // 2
        if self._area:
            area_square(painter, x, self.height() / 2, now.area(self._area).main, t(8))
        elif self._icon:
            side = t(16)
            tone = now.amber if self._icon_amber else ink if on else now.text2
            draw_icon(painter, self._icon, QRect(x, middle - side // 2, side, side), tone)
        x += self._lead()
        x += words(painter, QRect(x, 0, self.width(), self.height()), self.text(), ink, 13, weight)
        if self._count is not None:
            x += g(6)
            hint = now.select_text if on else now.text2
            number = str(self._count)
            x += words(painter, QRect(x, 0, self.width(), self.height()), number, hint, 12)
        if self._caret:
            side = t(14)
            box = QRect(x + g(4), middle - side // 2, side, side)
            draw_icon(painter, Icon.CARET_DOWN, box, now.select_text if on else now.text2)
