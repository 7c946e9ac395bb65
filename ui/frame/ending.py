"""Lets the program end in good order when the system asks for it by a signal."""

import signal
import socket
from types import FrameType
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer

_NAMES: Final = ("SIGTERM", "SIGINT", "SIGHUP")


class EndingBySignal(QObject):
    """Quits the application on SIGTERM, Ctrl+C or a closed terminal: drafts are kept, helpers end.

    While Qt waits no Python runs, and with it no signal handler; so the signal also writes to a
    socket that Qt listens to.

    Args:
        app: quits.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._app = app
        self._ear, self._mouth = socket.socketpair()
        for end in (self._ear, self._mouth):
            end.setblocking(False)  # noqa: FBT003  takes no name
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._wakened_before = signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        found = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
        self._before = {number: signal.signal(number, self._quit) for number in found}

    def stop(self) -> None:
        """Leave signals to whoever had them before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._before = {}
        signal.set_wakeup_fd(self._wakened_before)
        self._notifier.setEnabled(False)
        self._ear.close()
        self._mouth.close()

    def _quit(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        # Queued: before the event loop begins, quitting would be forgotten.
        QTimer.singleShot(0, self._app.quit)

    def _woken(self) -> None:
        """Let Python run its handlers, which it does on the way into this method."""
        self._ear.recv(64)
