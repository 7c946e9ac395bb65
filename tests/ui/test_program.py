"""The program from its start to its end: unlocking, locking, coming back, closing."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.core import Core
from helhedsplan_desktop.services.unlocking import Stage
from tests.support.programs import inhabited, make_core, program, unlock
from tests.support.stores import SetClock
from tests.support.vaults import PASSPHRASE
from ui.frame.workspace import Workspace
from ui.screens.first_start.flow import FirstStart
from ui.screens.page import PageName
from ui.screens.unlock.screen import UnlockScreen
from ui.theme.theme import Theme

Started = Callable[[Core], Desktop]


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def desktop(qtbot: QtBot, theme: Theme, tmp_path: Path, clock: SetClock) -> Iterator[Desktop]:
    with program(qtbot, theme, inhabited(make_core(tmp_path, clock=clock))) as started:
        yield started


def words(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel))


def stage(desktop: Desktop) -> Stage:
    return desktop._core.unlocking.state().stage


def wait_for_the_door(qtbot: QtBot, desktop: Desktop) -> UnlockScreen:
    qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, UnlockScreen), timeout=5000)
    screen = desktop.window.screen_shown
    assert isinstance(screen, UnlockScreen)
    return screen


def test_an_empty_computer_starts_with_the_three_ways(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    with program(qtbot, theme, make_core(tmp_path)) as desktop:
        assert isinstance(desktop.window.screen_shown, FirstStart)


def test_the_passphrase_leads_to_the_overview_and_nothing_shows_before(
    qtbot: QtBot, desktop: Desktop
) -> None:
    assert desktop.workspace is None
    assert "Mette" not in words(desktop.window)
    workspace = unlock(qtbot, desktop)
    assert desktop.window.screen_shown is workspace
    assert workspace.present is PageName.OVERVIEW
    qtbot.waitUntil(lambda: "Mette" in words(workspace), timeout=5000)


def test_a_wrong_passphrase_is_told_calmly_and_opens_nothing(
    qtbot: QtBot, desktop: Desktop
) -> None:
    screen = wait_for_the_door(qtbot, desktop)
    field = screen.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "sommer cykel vindue lampe skov")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Wrong passphrase." in words(screen), timeout=5000)
    assert stage(desktop) is Stage.LOCKED
    assert desktop.workspace is None


def test_ctrl_l_locks_takes_every_page_down_and_comes_back_to_the_same(
    qtbot: QtBot, desktop: Desktop
) -> None:
    workspace = unlock(qtbot, desktop)
    workspace.open_page(PageName.CONTACTS)
    destroyed = []
    workspace.destroyed.connect(lambda: destroyed.append(1))
    QTest.keyClick(desktop.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = wait_for_the_door(qtbot, desktop)
    assert stage(desktop) is Stage.LOCKED
    assert "Amina" not in words(desktop.window)
    assert "not in use" not in words(screen)
    qtbot.waitUntil(lambda: bool(destroyed), timeout=5000)
    assert not desktop.window.findChildren(Workspace)
    assert unlock(qtbot, desktop).present is PageName.CONTACTS


def test_what_was_typed_before_locking_is_a_draft_afterwards(
    qtbot: QtBot, desktop: Desktop
) -> None:
    workspace = unlock(qtbot, desktop)
    workspace.quick_note()
    note = workspace._floating.note
    qtbot.waitUntil(note.isVisible, timeout=5000)
    QTest.keyClicks(note.form.text, "Han kom forbi")  # type: ignore[attr-defined]  # it is a QuickNote
    desktop._lock()
    wait_for_the_door(qtbot, desktop)
    unlock(qtbot, desktop)
    drafts = desktop._core.begin_session().drafts.all()
    assert [each.fields["text"] for each in drafts] == ["Han kom forbi"]


def test_the_program_locks_after_the_idle_minutes_and_says_why(
    qtbot: QtBot, desktop: Desktop, clock: SetClock
) -> None:
    unlock(qtbot, desktop)
    idle = desktop._idle
    assert idle is not None
    # Short steps: a long gap between two looks at the clock means that the computer slept.
    for _ in range(4):
        clock.forward(seconds=60)
        idle.tick()
    assert desktop.workspace is not None
    clock.forward(seconds=61)
    idle.tick()
    screen = wait_for_the_door(qtbot, desktop)
    assert "because it was not in use" in words(screen)


def test_a_key_press_counts_as_being_there(qtbot: QtBot, desktop: Desktop, clock: SetClock) -> None:
    unlock(qtbot, desktop)
    idle, handle = desktop._idle, desktop.window.windowHandle()
    assert idle is not None
    for _ in range(12):
        clock.forward(seconds=60)
        QTest.keyClick(handle, Qt.Key.Key_Shift)
        idle.tick()
    assert desktop.workspace is not None


def test_a_computer_that_slept_is_locked_at_once(
    qtbot: QtBot, desktop: Desktop, clock: SetClock
) -> None:
    unlock(qtbot, desktop)
    idle = desktop._idle
    assert idle is not None
    clock.forward(seconds=90)
    idle.tick()
    wait_for_the_door(qtbot, desktop)


def test_locking_empties_the_clipboard_of_what_was_copied_here(
    qtbot: QtBot, desktop: Desktop
) -> None:
    unlock(qtbot, desktop)
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("00 12 34 56")
    desktop._lock()
    wait_for_the_door(qtbot, desktop)
    assert not clipboard.text()


def test_the_title_names_nobody(qtbot: QtBot, desktop: Desktop) -> None:
    unlock(qtbot, desktop)
    assert desktop.window.windowTitle() == "Helhedsplan"


def test_another_language_builds_the_pages_anew_on_the_same_page(
    qtbot: QtBot, desktop: Desktop
) -> None:
    workspace = unlock(qtbot, desktop)
    workspace.open_page(PageName.SETTINGS)
    desktop._look.set_language("da")
    anew = desktop.workspace
    assert anew is not None
    assert anew is not workspace
    assert anew.present is PageName.SETTINGS
    item = anew.rail.item(PageName.SETTINGS)
    assert item is not None
    assert item.text() == "Indstillinger"


def test_practice_is_filled_from_the_third_way_and_removed_again(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = make_core(tmp_path)
    with program(qtbot, theme, core) as desktop:
        first = desktop.window.screen_shown
        assert isinstance(first, FirstStart)
        core.unlocking.create("kaffe tagsten viol færge brise")
        first._fill()
        qtbot.waitUntil(lambda: desktop.workspace is not None, timeout=30_000)
        workspace = desktop.workspace
        assert workspace is not None
        assert "everyone is invented" in words(workspace)
        workspace.practice_ended.emit()
        qtbot.waitUntil(lambda: isinstance(desktop.window.screen_shown, FirstStart), timeout=5000)
        assert not core.profile.database.exists()
        assert not core.profile.header.exists()
        assert stage(desktop) is Stage.MISSING


def test_closing_the_window_locks_and_lets_the_profile_go(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as desktop:
        unlock(qtbot, desktop)
        desktop.window.close()
        again = make_core(tmp_path)
        assert again.unlocking.state().stage is Stage.LOCKED
        again.close()


def test_size_and_place_are_remembered_and_nothing_else(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as desktop:
        unlock(qtbot, desktop)
        # The screen of a test is 800 pixels high.
        desktop.window.resize(1024, 700)
        desktop.window.close()
    kept = core.profile.settings.read_text("utf-8")
    assert "Mette" not in kept
    with program(qtbot, theme, make_core(tmp_path)) as desktop:
        assert (desktop.window.width(), desktop.window.height()) == (1024, 700)


def test_pages_that_cannot_be_shown_are_told_at_the_door_and_opened_by_the_next_try(
    qtbot: QtBot, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("Amina Yusuf")

    screen = wait_for_the_door(qtbot, desktop)
    field = screen.findChild(QLineEdit)
    assert field is not None
    with monkeypatch.context() as broken:
        broken.setattr(Workspace, "open_page", break_down)
        QTest.keyClicks(field, PASSPHRASE)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: desktop.window.screen_shown is not screen, timeout=10_000)
        again = wait_for_the_door(qtbot, desktop)
    named = (each.accessibleName() for each in again.findChildren(QWidget))
    said = " ".join((words(again), *named))
    assert "The program could not show your pages." in said
    assert "Amina" not in said
    assert stage(desktop) is Stage.LOCKED
    assert unlock(qtbot, desktop).present is PageName.OVERVIEW
