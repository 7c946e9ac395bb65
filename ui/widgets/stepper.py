"""A count that is set with one finger: minus, the number, plus."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.icons import Icon, draw_icon
from ui.theme.theme import colours, g, t
from ui.theme.tokens import SEMIBOLD, Size
from ui.widgets.focus_ring import RingShape
from ui.widgets.layouts import Row
from ui.widgets.painting import CENTRE, round_box, smooth, words

_SIDE: Final = 44


class Stepper(QWidget):
    """A number with a button on each side; arrow keys and digits work on it.

    Args:
        name: what is counted.
        value: shown first.
        most: the largest number.
        parent: the owner.
    """

    value_changed = Signal(int)

    def __init__(
        self, name: str, value: int = 0, *, most: int = 999, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._most = most
        self._typed = ""
        self._minus = _StepButton(
            Icon.MINUS, translate("Stepper", "One less: {name}").format(name=name), self
        )
        self._plus = _StepButton(
            Icon.PLUS, translate("Stepper", "One more: {name}").format(name=name), self
        )
        self._number = _Number(self)
        self._minus.clicked.connect(self._less)
        self._plus.clicked.connect(self._more)
        row = Row(self, gap=0)
        for part in (self._minus, self._number, self._plus):
            row.addWidget(part)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._value = -1
        self.set_value(value)

    def value(self) -> int:
        """Return the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Set the number, brought inside 0 to the largest."""
        value = min(max(value, 0), self._most)
        if value == self._value:
            return
        self._value = value
        self._number.value = value
        self._number.update()
        self._minus.setEnabled(value > 0)
        self._plus.setEnabled(value < self._most)
        self.setAccessibleName(f"{self._name}: {value}")
        self.value_changed.emit(value)

    def ring_shape(self) -> RingShape:
        """Return where the focus ring belongs."""
        return RingShape(self._number.geometry().adjusted(4, 4, -4, -4), Size.RADIUS)

    def _less(self) -> None:
        self._typed = ""
        self.set_value(self._value - 1)

    def _more(self) -> None:
        self._typed = ""
        self.set_value(self._value + 1)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Plus}:
            self._more()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Minus}:
            self._less()
        elif event.text().isdecimal():
            self._typed = (self._typed + event.text())[-len(str(self._most)) :]
            self.set_value(int(self._typed))
        elif key == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
            self.set_value(int(self._typed or "0"))
        else:
            super().keyPressEvent(event)


class _Number(QWidget):
    """The number between the two buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.value = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(40) + g(16), t(20) + g(_SIDE - 20))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        ink = colours().text if self.value else colours().text2
        words(painter, self.rect(), str(self.value), ink, 16, SEMIBOLD, CENTRE, tabular=True)


class _StepButton(QPushButton):
    """Minus or plus; held down it goes on."""

    def __init__(self, icon: Icon, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setAutoRepeat(True)
        # One tab stop a stepper: the arrow keys do what the buttons do.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(g(_SIDE), t(20) + g(_SIDE - 20))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        now = colours()
        over = self.isEnabled() and self.underMouse()
        fill = now.hairline if self.isDown() else now.hover if over else now.raised
        round_box(painter, self.rect(), Size.RADIUS, fill, now.edge_soft)
        side = g(20)
        box = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        draw_icon(painter, self._icon, box, now.text if self.isEnabled() else now.text3)
