"""What is copied is marked as not to be kept, and goes by itself and with the lock."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.frame.clipboard import DO_NOT_KEEP, KEPT_SECONDS, ClipboardGuard

pytestmark = pytest.mark.needs_qt


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    """A field of a window that has the focus, as when somebody copies."""
    made = QLineEdit("00 11 22 33")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
    return made


@pytest.fixture
def guard(field: QLineEdit) -> Iterator[ClipboardGuard]:
    assert field.isVisible()
    made = ClipboardGuard()
    yield made
    made.clear()
    made.deleteLater()


@pytest.mark.usefixtures("guard")
def test_a_copied_text_can_be_pasted_and_says_that_nobody_may_keep_it(
    field: QLineEdit, qtbot: QtBot
) -> None:
    field.selectAll()
    field.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "00 11 22 33"
    assert set(DO_NOT_KEEP) <= set(copied.formats())
    target = QLineEdit()
    qtbot.addWidget(target)
    target.paste()
    assert target.text() == "00 11 22 33"


def test_it_is_gone_when_the_vault_locks_and_after_half_a_minute(guard: ClipboardGuard) -> None:
    clipboard = QGuiApplication.clipboard()
    for end in (guard.clear, guard._timer.timeout.emit):
        clipboard.setText("Birthe")
        assert guard._timer.isActive()
        assert guard._timer.interval() == KEPT_SECONDS * 1000
        end()
        assert clipboard.text() == ""
        assert not guard._timer.isActive()


def test_what_was_only_selected_goes_too_where_the_system_keeps_it(
    guard: ClipboardGuard, monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[object] = []

    class Selecting:
        """A clipboard of X11, which the test's own platform has not."""

        def supportsSelection(self) -> bool:
            return True

        def ownsSelection(self) -> bool:
            return True

        def clear(self, mode: object = QClipboard.Mode.Clipboard) -> None:
            cleared.append(mode)

    monkeypatch.setattr(guard, "_clipboard", Selecting())
    guard.clear()
    assert cleared == [QClipboard.Mode.Selection]
