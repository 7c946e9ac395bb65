"""Notices that nobody is there: no touch for some minutes, or a computer that slept."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import Clock

TICK_SECONDS: Final = 10
ASLEEP_SECONDS: Final = 60
"""A tick that comes so much too late means that the computer slept: no busy program is so slow."""

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Watches keys, mouse and touch of one window.

    It listens where the system hands events to the window: a filter on the application would be
    called for each of the thousands of events inside it.

    Wall-clock time is compared, because a monotonic clock stands still on some systems while the
    computer sleeps; a clock that is set forward locks too early, never too late.

    Args:
        window: whose events are seen; it is shown already.
        clock: tells the time.

    Signals:
        idle: nobody touched anything for the minutes asked for.
        slept: the computer slept and woke.
    """

    idle = Signal()
    slept = Signal()

    def __init__(self, window: QWindow, clock: Clock) -> None:
        super().__init__(window)
        self._clock = clock
        self._minutes = 0
        self._touched = clock.now()
        self._seen = clock.now()
        self._timer = QTimer(self, interval=TICK_SECONDS * 1000)
        self._timer.timeout.connect(self.tick)
        window.installEventFilter(self)

    def start(self, minutes: int) -> None:
        """Begin to watch, or go on with another limit."""
        if not self._timer.isActive():
            self._touched = self._seen = self._clock.now()
            self._timer.start()
        self._minutes = minutes

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def tick(self) -> None:
        """Look at the clock; the timer calls it every few seconds."""
        now = self._clock.now()
        gap, self._seen = (now - self._seen).total_seconds(), now
        if gap > ASLEEP_SECONDS + TICK_SECONDS:
            self._touched = now
            self.slept.emit()
        elif (now - self._touched).total_seconds() >= self._minutes * 60:
            self._touched = now
            self.idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _TOUCHES:
            self._touched = self._clock.now()
        return False
