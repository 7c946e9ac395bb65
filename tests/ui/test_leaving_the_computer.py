"""The system says that the screen is locked or the computer sleeps: the vault locks."""

import ctypes
import os
import shutil
import subprocess
import sys
from ctypes import wintypes
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.support.programs import inhabited, make_core, program, unlock
from ui.frame.session_watch import (
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    SessionWatch,
    WindowsMessages,
)
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Theme

LISTENS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication
from ui.frame.session_watch import SessionWatch
app = QApplication([])
watch = SessionWatch(0)
heard = []
watch.left.connect(lambda: heard.append(1))
def tell(active):
    signal = QDBusMessage.createSignal("/ScreenSaver", sys.argv[1], "ActiveChanged")
    signal.setArguments([active])
    assert QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "other").send(signal)
QTimer.singleShot(0, lambda: tell(False))
QTimer.singleShot(20, lambda: tell(True))
watch.left.connect(app.quit)
QTimer.singleShot(20000, app.quit)
app.exec()
sys.exit(0 if heard == [1] else 1)
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no D-Bus here")
@pytest.mark.parametrize("saver", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"])
def test_a_locked_screen_is_heard_on_the_bus(saver: str) -> None:
    told = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENS, saver],
        env=dict(os.environ, QT_QPA_PLATFORM="offscreen"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize(
    ("message", "parameter", "leaves"),
    [
        (WM_WTSSESSION_CHANGE, 0x7, True),
        (WM_WTSSESSION_CHANGE, 0x2, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),
        (WM_POWERBROADCAST, 0x4, True),
        (WM_POWERBROADCAST, 0x7, False),
        (0x0100, 0x7, False),
    ],
)
def test_windows_tells_by_messages(message: int, parameter: int, *, leaves: bool) -> None:
    watch = SessionWatch(0)
    heard: list[int] = []
    watch.left.connect(lambda: heard.append(1))
    told = wintypes.MSG(message=message, wParam=parameter)
    messages = WindowsMessages(watch)
    assert messages.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(told)) == (False, 0)
    assert bool(heard) is leaves


def test_leaving_locks_an_open_vault_once(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with program(qtbot, theme, inhabited(make_core(tmp_path))) as desktop:
        unlock(qtbot, desktop)
        assert desktop._away is not None
        desktop._away.left.emit()
        desktop._away.left.emit()
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, UnlockScreen), timeout=5000)
        assert desktop.workspace is None
