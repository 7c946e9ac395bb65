"""Progress that shows only when it is needed."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, QTimer, QTimerEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.language import translate
from ui.theme.theme import colours, t
from ui.widgets.painting import round_box, smooth

_WAIT_MILLISECONDS: Final = 300  # shorter waits are not shown: a flash disturbs more than it tells
_FRAME_MILLISECONDS: Final = 33
_ROUND_FRAMES: Final = 45
_SHARE: Final = 0.3


class BusyLine(QWidget):
    """A thin line that moves while something takes longer than 300 ms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delay = QTimer(self, singleShot=True, interval=_WAIT_MILLISECONDS)
        self._delay.timeout.connect(self._begin)
        self._frames = 0
        self._ticker = 0
        self.setFixedHeight(2)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Begin to wait, or stop."""
        if busy:
            if not self._ticker and not self._delay.isActive():
                self._delay.start()
            return
        self._delay.stop()
        if self._ticker:
            self.killTimer(self._ticker)
            self._ticker = 0
        self.setAccessibleName("")
        self.update()

    def shows(self) -> bool:
        """Return True while the line is visible to the person."""
        return bool(self._ticker)

    def _begin(self) -> None:
        self._frames = 0
        self._ticker = self.startTimer(_FRAME_MILLISECONDS)
        self.setAccessibleName(translate("BusyLine", "Working"))
        self.update()

    @override
    def timerEvent(self, event: QTimerEvent, /) -> None:
        self._frames += 1
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        if not self._ticker:
            return
        wide = self.width() * _SHARE
        x = (self._frames % _ROUND_FRAMES) / _ROUND_FRAMES * (self.width() + wide) - wide
        QPainter(self).fillRect(QRectF(x, 0, wide, 2), colours().accent)


class Meter(QWidget):
    """How much of a whole is reached, as a bar.

    Args:
        value: reached.
        whole: of so many.
        name: for screen readers, for instance "5 of 8 reached".
        width: in design pixels.
        parent: the owner.
    """

    def __init__(
        self,
        value: int = 0,
        whole: int = 1,
        *,
        name: str = "",
        width: int = 96,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide = width
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_value(value, whole, name)

    def set_value(self, value: int, whole: int, name: str) -> None:
        """Show another share."""
        self._value, self._whole = value, max(whole, 1)
        self.setAccessibleName(name)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(t(self._wide), 6)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        draw_meter(smooth(QPainter(self)), QRectF(self.rect()), self._value / self._whole)


def draw_meter(painter: QPainter, box: QRectF, share: float) -> None:
    """Paint a bar that is filled up to `share`, 0 to 1."""
    now = colours()
    round_box(painter, box, box.height() / 2, now.hairline)
    if share > 0:
        filled = QRectF(box)
        filled.setWidth(max(box.width() * min(share, 1), box.height()))
        round_box(painter, filled, box.height() / 2, now.accent)
