"""Parts of the first start: the way cards, the step indicator, the code field."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, font, g, t
from ui.theme.tokens import REGULAR, SEMIBOLD, Size
from ui.widgets.focus_ring import RingShape
from ui.widgets.keys import bind_key
from ui.widgets.painting import CENTRE, RIGHT, line, round_box, smooth, width_of, words

GROUPS: Final = 6
GROUP_LENGTH: Final = 5
CODE_LENGTH: Final = GROUPS * GROUP_LENGTH
_BOX: Final = QSize(84, 48)
_STEP: Final = 103.2  # six boxes fill the column of 600


class WayCard(QPushButton):
    """One way to begin: a large button of icon, title, sentence and key number.

    Args:
        icon: in the disc at the left.
        title: 16/600; also the accessible name.
        text: 13/400; the accessible description.
        key: shown at the right; pressing it chooses the card.
        main: True for the common way: its disc is filled with the accent.
        parent: the owner.
    """

    def __init__(
        self,
        icon: Icon,
        title: str,
        text: str,
        *,
        key: str = "",
        main: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._icon = icon
        self._sentence = text
        self._key = key
        self._main = main
        self.setAccessibleDescription(text)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if key:
            bind_key(self, key)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self.rect(), Size.RADIUS_CARD)

    @override
    def sizeHint(self) -> QSize:
        wide = max(width_of(self.text(), 16, SEMIBOLD), width_of(self._sentence))
        return QSize(g(20 + 44 + 20) + wide + g(80), t(24) + t(20) + g(40))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        fill = now.hover if self.underMouse() or self.isDown() else now.surface
        round_box(painter, self.rect(), Size.RADIUS_CARD, fill, now.hairline)
        middle = self.height() // 2
        disc = QRect(g(20), middle - g(22), g(44), g(44))
        round_box(painter, disc, g(22), now.accent if self._main else now.select)
        inset = g(11)
        ink = now.on_accent if self._main else now.select_text
        draw_icon(painter, self._icon, disc.adjusted(inset, inset, -inset, -inset), ink)
        caret = QRect(self.width() - g(20) - g(20), middle - g(10), g(20), g(20))
        draw_icon(painter, Icon.CARET_RIGHT, caret, now.text2)
        key = QRect(caret.x() - g(12) - t(20), 0, t(20), self.height())
        words(painter, key, self._key, now.text2, 13, align=RIGHT)
        left = disc.right() + 1 + g(20)
        room = key.x() - left
        top = middle - (t(24) + t(20)) // 2
        words(painter, QRect(left, top, room, t(24)), self.text(), now.text, 16, SEMIBOLD)
        words(painter, QRect(left, top + t(24), room, t(20)), self._sentence, now.text2)


class StepIndicator(QWidget):
    """Where the person is among a few steps.

    Args:
        steps: the words, in order.
        current: index of the present one.
        parent: the owner.
    """

    def __init__(
        self, steps: Sequence[str], current: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_current(current)

    def set_current(self, current: int) -> None:
        """Show another step as the present one."""
        self._current = current
        self.setAccessibleName(
            translate("StepIndicator", "Step {number} of {all}: {name}").format(
                number=current + 1, all=len(self._steps), name=self._steps[current]
            )
        )
        self.updateGeometry()
        self.update()

    def _weight(self, index: int) -> int:
        return SEMIBOLD if index == self._current else REGULAR

    @override
    def sizeHint(self) -> QSize:
        width = sum(
            t(24) + g(8) + width_of(step, 13, self._weight(index))
            for index, step in enumerate(self._steps)
        )
        return QSize(width + (len(self._steps) - 1) * g(12 + 32 + 12) + 1, t(24))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        x = 0
        for index, step in enumerate(self._steps):
            disc = QRect(x, 0, t(24), t(24))
            self._paint_disc(painter, disc, index)
            x += disc.width() + g(8)
            ink = now.text if index == self._current else now.text2
            room = QRect(x, 0, self.width() - x + 1, self.height())
            x += words(painter, room, step, ink, 13, self._weight(index))
            if index < len(self._steps) - 1:
                x += g(12)
                painter.fillRect(x, self.height() // 2, g(32), 1, now.edge_soft)
                x += g(32) + g(12)

    def _paint_disc(self, painter: QPainter, disc: QRect, index: int) -> None:
        now = colours()
        half = disc.height() / 2
        if index < self._current:
            round_box(painter, disc, half, now.green_soft)
            inset = round(disc.height() * 0.2)
            box = disc.adjusted(inset, inset, -inset, -inset)
            draw_icon(painter, Icon.CHECK, box, now.green)
        elif index == self._current:
            round_box(painter, disc, half, now.accent)
            words(painter, disc, str(index + 1), now.on_accent, 12, SEMIBOLD, CENTRE)
        else:
            round_box(painter, disc, half, None, now.edge)
            words(painter, disc, str(index + 1), now.text2, 12, SEMIBOLD, CENTRE)


def tidy_code(text: str) -> str:
    """Return the code signs in a text as Crockford's alphabet has them.

    Small letters become capitals, spaces and dashes fall away, and O, I and L become the digits
    that they look like. Source: Crockford's Base32.
    """
    capitals = text.upper().translate(str.maketrans("OIL", "011"))
    return "".join(sign for sign in capitals if sign.isascii() and sign.isalnum())


class CodeField(QLineEdit):
    """A code of 30 signs in six boxes; one logical field for keyboard, paste and screen reader."""

    code_changed = Signal(str)
    submitted = Signal()

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrame(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.textEdited.connect(self._edited)
        self.cursorPositionChanged.connect(self._moved)
        self.returnPressed.connect(self._return_pressed)

    def code(self) -> str:
        """Return the signs typed so far, without spaces or dashes."""
        return self.text()

    def missing(self) -> int:
        """Return how many signs are missing."""
        return CODE_LENGTH - len(self.text())

    def set_code(self, code: str) -> None:
        """Show a code, for instance one that was pasted or scanned."""
        self.setText(tidy_code(code)[:CODE_LENGTH])
        self.code_changed.emit(self.text())
        self.update()

    def _edited(self, text: str) -> None:
        tidy = tidy_code(text)[:CODE_LENGTH]
        if tidy != text:
            place = len(tidy_code(text[: self.cursorPosition()]))
            self.setText(tidy)
            self.setCursorPosition(min(place, len(tidy)))
        self.code_changed.emit(tidy)
        self.update()

    def _moved(self) -> None:
        self.update()

    def _return_pressed(self) -> None:
        self.submitted.emit()

    def _box(self, group: int) -> QRect:
        return QRect(t(group * _STEP), 0, t(_BOX.width()), t(_BOX.height()))

    def _sign_width(self) -> int:
        return QFontMetrics(font(16, SEMIBOLD, mono=True)).horizontalAdvance("0") + t(2)

    def _sign_left(self, box: QRect) -> int:
        return box.x() + (box.width() - GROUP_LENGTH * self._sign_width()) // 2

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._box(GROUPS - 1).right() + 1, t(_BOX.height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        super().keyPressEvent(event)
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent, /) -> None:
        super().focusInEvent(event)
        self.deselect()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        place = self.cursorPosition()
        present = min(place // GROUP_LENGTH, GROUPS - 1)
        for group in range(GROUPS):
            box = self._box(group)
            focus = self.hasFocus() and group == present
            edge = now.accent if focus else now.edge
            round_box(painter, box, Size.RADIUS, now.surface, edge, 2 if focus else 1)
            if group:
                gap = t(_STEP) - box.width()
                x = box.x() - (gap + t(8)) // 2
                painter.fillRect(x, self.height() // 2, t(8), 1, now.edge)
            self._paint_group(painter, box, group)
            if focus:
                x = self._sign_left(box) + (place - group * GROUP_LENGTH) * self._sign_width()
                painter.fillRect(QRectF(x - 0.5, box.y() + t(13), 1.5, t(22)), now.accent)

    def _paint_group(self, painter: QPainter, box: QRect, group: int) -> None:
        now = colours()
        chosen = font(16, SEMIBOLD, mono=True)
        start, end = self._selection()
        for offset in range(GROUP_LENGTH):
            index = group * GROUP_LENGTH + offset
            x = self._sign_left(box) + offset * self._sign_width()
            cell = QRect(x, box.y(), self._sign_width(), box.height())
            if start <= index < end:
                painter.fillRect(cell.adjusted(0, t(13), 0, -t(13)), now.select)
            if index < len(self.text()):
                line(
                    painter,
                    cell.adjusted(-2, 0, 2, 0),
                    self.text()[index],
                    now.text,
                    chosen,
                    CENTRE,
                )
            else:
                dash = cell.width() - t(4)
                painter.fillRect(x + t(2), box.center().y() + t(10), dash, 1, now.edge_soft)

    def _selection(self) -> tuple[int, int]:
        start = self.selectionStart()
        return (start, start + len(self.selectedText())) if start >= 0 else (0, 0)
