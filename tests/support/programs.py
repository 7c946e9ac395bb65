"""The whole program in its window, over a real vault in a temporary profile."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.policy import Policy
from helhedsplan_desktop.foundation.settings import Settings, SettingsFile
from helhedsplan_desktop.practice_vault import settle
from tests.support.stores import SetClock
from tests.support.vaults import PASSPHRASE, cheap_kdf
from ui.application import Look
from ui.frame.workspace import Workspace
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Theme

FEW = 16
"""Contacts: the fourteen with a part of their own, and two more."""


def make_core(folder: Path, policy: Policy | None = None, clock: SetClock | None = None) -> Core:
    """Return a core that derives keys in a millisecond."""
    return Core(Profile(folder / "profile"), policy, clock or SetClock(), make_kdf=cheap_kdf)


def inhabited(core: Core, *, lead: bool = False) -> Core:
    """Return the core with a locked vault that holds a small practice town."""
    shutil.copytree(_template(lead=lead), core.profile.folder)
    return core


@cache
def _template(*, lead: bool) -> Path:
    """Return a profile made once in this process: filling it costs more than copying it."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    core = make_core(Path(folder.name))
    core.unlocking.create(PASSPHRASE)
    settle(core, FEW, lead=lead)
    core.close()
    return core.profile.folder


@contextmanager
def program(qtbot: QtBot, theme: Theme, core: Core) -> Iterator[Desktop]:
    """Give the started program; it is closed at the end."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    look = Look(
        app, theme, SettingsFile(core.profile.settings), Settings(theme="light", language="en")
    )
    desktop = Desktop(app, core, look, FEW)
    qtbot.addWidget(desktop.window)
    with qtbot.waitActive(desktop.window):
        desktop.start()
        desktop.window.activateWindow()
    try:
        yield desktop
    finally:
        desktop.window.close()
        desktop.close()
        # Now and here: Python's collector would destroy its timers on any thread.
        delete(desktop)


def unlock(qtbot: QtBot, desktop: Desktop, passphrase: str = PASSPHRASE) -> Workspace:
    """Type the passphrase and return the workspace that opens."""
    screen = desktop.window.screen_shown
    assert isinstance(screen, UnlockScreen)
    field = screen.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, passphrase)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desktop.workspace is not None, timeout=10_000)
    assert desktop.workspace is not None
    return desktop.workspace


def words(widget: QWidget) -> str:
    """Return the words of all visible labels."""
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def press(workspace: Workspace, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key in the window."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(workspace.window(), key, held)
