"""Hears from the system that the screen was locked or the computer goes to sleep.

Windows tells a window by messages, Linux everyone by D-Bus. macOS tells nobody that Qt would let
us ask; there, and wherever nothing answers, `IdleWatch` notices a sleep when it is over.
"""

import sys
from typing import Any, Final

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from typing_extensions import override

WM_WTSSESSION_CHANGE: Final = 0x02B1
WM_POWERBROADCAST: Final = 0x0218
_SESSION_GOES: Final = frozenset({0x2, 0x4, 0x7})
"""Console disconnected, remote session disconnected, session locked."""

_SUSPENDS: Final = 0x4
_WINDOWS_MESSAGES: Final = (b"windows_generic_MSG", b"windows_dispatcher_MSG")
_SAVERS: Final = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class SessionWatch(QObject):
    """Tells that the person went away from the computer.

    Args:
        window: system handle of the window, for Windows.
        parent: the owner.

    Signals:
        left: the screen was locked, the user switched, or the computer goes to sleep.
    """

    left = Signal()

    def __init__(self, window: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            self._filter = WindowsMessages(self)
            application = QCoreApplication.instance()
            assert application is not None
            application.installNativeEventFilter(self._filter)
            import ctypes

            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, 0)
        elif sys.platform.startswith("linux"):
            self._listen_on_the_bus()

    def _listen_on_the_bus(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        # The stubs ask for bytes as the name of a slot, the binding itself only takes text.
        saver: Any = SLOT("saver_changed(bool)")
        sleep: Any = SLOT("sleeps(bool)")
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for interface in _SAVERS:
                session.connect("", "", interface, "ActiveChanged", self, saver)
        if system.isConnected():
            manager = "org.freedesktop.login1.Manager"
            system.connect("org.freedesktop.login1", "", manager, "PrepareForSleep", self, sleep)

    @Slot(bool)
    def saver_changed(self, active: bool) -> None:  # noqa: FBT001  the bus sends it so
        """The screen saver covers the screen, or no longer."""
        if active:
            self.left.emit()

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:  # noqa: FBT001  the bus sends it so
        """The computer goes to sleep, or woke."""
        if begins:
            self.left.emit()


class WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to windows.

    Args:
        watch: told when one means that the person left.
    """

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    @override
    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int, /
    ) -> tuple[bool, int]:
        if QByteArray(kind).data() in _WINDOWS_MESSAGES and _means_leaving(int(message)):
            self._watch.left.emit()
        return False, 0


def _means_leaving(address: int) -> bool:
    """Return True if the MSG at `address` tells of a lock, a switch or a sleep."""
    from ctypes import wintypes

    found = wintypes.MSG.from_address(address)
    if found.message == WM_WTSSESSION_CHANGE:
        return found.wParam in _SESSION_GOES
    return bool(found.message == WM_POWERBROADCAST and found.wParam == _SUSPENDS)
