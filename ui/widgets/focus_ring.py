"""The visible keyboard focus: one overlay a window that follows the focus.

A ring inside each widget would cost 4 px on every side and shift the content. Text fields paint
their own focus edge; everything else says where its ring belongs by a method `ring_shape`.
"""

from typing import Final, NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid
from typing_extensions import override

from ui.widgets.painting import focus_ring, smooth

REACH: Final = 4  # 2 px gap and 2 px ring
_MOVES: Final = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
)


class RingShape(NamedTuple):
    """Where a ring belongs.

    Args:
        box: the thing inside the ring, in the widget's own coordinates.
        radius: corners of the thing.
    """

    box: QRect
    radius: float


@runtime_checkable
class Ringed(Protocol):
    """A widget that wants the ring while it has the focus."""

    def ring_shape(self) -> RingShape:
        """Return where the ring belongs."""
        ...


class FocusRing(QWidget):
    """Paints the ring around whatever part of `window` has the focus.

    Args:
        window: a top-level widget; the ring is its child and above all others.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._watched: list[QWidget] = []
        self._radius = 0.0
        self._clip = QRect()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)
        self._focus_moved(None, app.focusWidget())

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in self._watched:
            # A page that was destroyed with the focus in it has nothing left to let go of.
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        if not isinstance(now, Ringed) or not self._window.isAncestorOf(now):
            self.hide()
            return
        each: QWidget | None = now
        while each is not None and each is not self._window:
            each.installEventFilter(self)
            self._watched.append(each)
            each = each.parentWidget()
        self._follow()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _MOVES:
            self._follow()
        return False

    def _follow(self) -> None:
        widget = self._watched[0] if self._watched else None
        if widget is None or not widget.isVisible() or not isinstance(widget, Ringed):
            self.hide()
            return
        shape = widget.ring_shape()
        seen = widget.visibleRegion().boundingRect()
        if seen.isEmpty():
            self.hide()
            return
        outer = shape.box.adjusted(-REACH, -REACH, REACH, REACH)
        # A part half scrolled out of view shows its ring only where the part itself shows.
        clip = QRect(outer)
        if seen.top() > shape.box.top():
            clip.setTop(seen.top())
        if seen.bottom() < shape.box.bottom():
            clip.setBottom(seen.bottom())
        corner = widget.mapTo(self._window, outer.topLeft())
        self._radius = shape.radius + REACH
        self._clip = clip.translated(QPoint() - outer.topLeft())
        self.setGeometry(QRect(corner, outer.size()))
        self.raise_()
        self.show()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = smooth(QPainter(self))
        painter.setClipRect(self._clip)
        focus_ring(painter, self.rect(), self._radius)
