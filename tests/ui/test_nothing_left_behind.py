"""What is taken down is gone: no widget outlives the screen that it belonged to."""

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from tests.support.programs import inhabited, make_core, program, unlock
from ui.screens.page import PageName
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Theme


def strangers(desktop: Desktop, before: set[int]) -> list[str]:
    """Return the widgets without a parent, but for the window and what is older than it."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [
        f"{type(each).__module__}.{type(each).__qualname__}"
        for each in QApplication.topLevelWidgets()
        if each.parent() is None and each is not desktop.window and id(each) not in before
    ]


def test_nothing_stands_without_a_parent_and_locking_leaves_the_unlock_screen_alone(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    """A widget without a parent would keep what it shows in memory while the vault is locked.

    Python's collector would destroy it at any moment and on any thread, and the program with it.
    """
    gc.collect()
    old = QApplication.topLevelWidgets()
    before = {id(each) for each in old}
    with program(qtbot, theme, inhabited(make_core(tmp_path), lead=True)) as desktop:
        workspace = unlock(qtbot, desktop)
        for name in PageName:
            workspace.open_page(name)
            QApplication.processEvents()
            assert strangers(desktop, before) == []
        for wish in (workspace.quick_note, workspace.search):
            wish()
            QApplication.processEvents()
            QTest.keyClick(workspace.window(), Qt.Key.Key_Escape)
        workspace.lock()
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, UnlockScreen))
        assert strangers(desktop, before) == []
