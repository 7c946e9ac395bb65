"""The frame around pages, by keyboard, over a real vault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.follow_ups import FollowUpForm
from tests.support.programs import inhabited, make_core, press, program, unlock, words
from ui.frame.workspace import Workspace
from ui.screens.page import PageName
from ui.theme.theme import Theme
from ui.widgets.toast import Toast

CONTROL = Qt.KeyboardModifier.ControlModifier


class ShownWindows(QObject):
    """Counts the windows that come up."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def desktop(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Desktop]:
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as started:
        yield started


@pytest.fixture
def workspace(qtbot: QtBot, desktop: Desktop) -> Workspace:
    return unlock(qtbot, desktop)


def rows(widget: QWidget) -> str:
    """Return what a screen reader says of every row of every list."""
    said = []
    for view in widget.findChildren(QAbstractItemView):
        model = view.model()
        if model is not None:
            said += [
                str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
                for row in range(model.rowCount())
            ]
    return " ".join(said)


def region(workspace: Workspace) -> str:
    focus = workspace.window().focusWidget()
    for name, part in (("rail", workspace.rail), ("bar", workspace.bar)):
        if part.isAncestorOf(focus):
            return name
    return "page"


def test_the_rail_shows_the_places_of_a_worker_and_digits_open_them(
    workspace: Workspace,
) -> None:
    shown = [
        name
        for name in PageName
        if (item := workspace.rail.item(name)) is not None and item.isVisible()
    ]
    assert shown == [
        PageName.OVERVIEW,
        PageName.CONTACTS,
        PageName.FOLLOW_UPS,
        PageName.SETTINGS,
        PageName.HELP,
    ]
    for key, name in ((Qt.Key.Key_2, PageName.CONTACTS), (Qt.Key.Key_5, PageName.HELP)):
        press(workspace, key, CONTROL)
        assert workspace.present is name
    workspace.open_page(PageName.OVERVIEW)
    press(workspace, Qt.Key.Key_F1)
    item = workspace.rail.item(PageName.HELP)
    assert item is not None
    assert item.isChecked()


def test_a_lead_has_review_and_team_too(qtbot: QtBot, theme: Theme, tmp_path: Path) -> None:
    with program(qtbot, theme, inhabited(make_core(tmp_path), lead=True)) as desktop:
        workspace = unlock(qtbot, desktop)
        for name in (PageName.REVIEW, PageName.MEMBERS):
            item = workspace.rail.item(name)
            assert item is not None
            assert item.isVisible()
        press(workspace, Qt.Key.Key_4, CONTROL)
        assert workspace.present is PageName.REVIEW


def test_the_rail_counts_what_is_due_and_counts_anew_after_an_act(
    qtbot: QtBot, desktop: Desktop, workspace: Workspace
) -> None:
    item = workspace.rail.item(PageName.FOLLOW_UPS)
    assert item is not None
    qtbot.waitUntil(lambda: item.count > 0, timeout=5000)
    before = item.count
    follow_ups = desktop._core.begin_session().follow_ups
    follow_ups.add(FollowUpForm(None, "Ring til udlejningen", "2026-03-12"))
    qtbot.waitUntil(lambda: item.count == before + 1, timeout=5000)
    assert item.accessibleName() == f"Follow-ups, {before + 1}"


def test_f9_hides_names_on_every_page_and_shows_them_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    workspace.open_page(PageName.CONTACTS)
    qtbot.waitUntil(lambda: "Amina Yusuf" in rows(workspace), timeout=5000)
    press(workspace, Qt.Key.Key_F9)
    assert "Names, areas and notes are hidden" in words(workspace)
    assert workspace.bar.eye.isChecked()
    assert "Amina Yusuf" not in rows(workspace)
    assert "A.Y." in rows(workspace)
    # A page that is made while names are hidden is made with hidden names.
    workspace.open_page(PageName.FOLLOW_UPS)
    qtbot.wait(50)
    assert "Amina Yusuf" not in words(workspace)
    press(workspace, Qt.Key.Key_F9)
    assert "Names, areas and notes are hidden" not in words(workspace)
    workspace.open_page(PageName.CONTACTS)
    qtbot.waitUntil(lambda: "Amina Yusuf" in rows(workspace), timeout=5000)


@pytest.mark.parametrize("wished", [True, False])
def test_leaving_the_window_hides_names_if_the_person_wants_it(
    desktop: Desktop,
    workspace: Workspace,
    *,
    wished: bool,
) -> None:
    habits = desktop._habits
    assert habits is not None
    habits.set_veil_on_leave(wished)
    desktop.window.left.emit()
    assert workspace.veiled is wished


def test_ctrl_n_opens_the_quick_note_over_the_right_under_the_bar(
    qtbot: QtBot, workspace: Workspace
) -> None:
    press(workspace, Qt.Key.Key_N, CONTROL)
    note = workspace._floating.note
    qtbot.waitUntil(note.isVisible, timeout=5000)
    box = note.geometry()
    assert box.right() == workspace.rect().right()
    assert box.top() == workspace.bar.height() + workspace._practice.height()
    assert box.width() == 696


def test_ctrl_k_opens_the_search(workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_K, CONTROL)
    assert workspace._floating.search.isVisible()
    assert workspace._floating.search.geometry() == workspace.rect()


def test_f6_goes_round_page_rail_and_bar(workspace: Workspace) -> None:
    workspace.open_page(PageName.SETTINGS)
    assert region(workspace) == "page"
    went = []
    for _ in range(3):
        press(workspace, Qt.Key.Key_F6)
        went.append(region(workspace))
    assert went == ["rail", "bar", "page"]


def test_arrows_walk_the_rail_and_enter_opens(workspace: Workspace) -> None:
    workspace.rail.focus_current()
    window = workspace.window()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert workspace.present is PageName.CONTACTS


def test_undo_of_a_toast_runs_on_the_writer_lane(qtbot: QtBot, workspace: Workspace) -> None:
    undone: list[str] = []

    def take_back() -> None:
        import threading

        undone.append(threading.current_thread().name)

    workspace.toast("Saved", take_back)
    press(workspace, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: bool(undone), timeout=5000)
    assert undone[0].startswith("writer")
    toast = workspace.findChild(Toast)
    assert toast is not None
    assert not toast.isVisible()


def test_an_error_that_nobody_takes_stands_under_the_bar_until_it_is_closed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    def fail() -> None:
        raise AppError(Problem.DISK_FULL)

    workspace._runner.run(fail, workspace, print)
    qtbot.waitUntil(workspace._problem.isVisible, timeout=5000)
    assert "not enough space" in workspace._problem.accessibleName()
    workspace.open_page(PageName.HELP)
    assert not workspace._problem.isVisible()


def test_no_second_window_flashes_up_on_the_way_in(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    core = inhabited(make_core(tmp_path))
    shown = ShownWindows()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(shown)
    try:
        with program(qtbot, theme, core) as desktop:
            workspace = unlock(qtbot, desktop)
            for name in PageName:
                workspace.open_page(name)
                QApplication.processEvents()
    finally:
        app.removeEventFilter(shown)
    assert shown.names == ["MainWindow"]


def test_text_grows_and_shrinks_by_keys_and_is_kept(
    desktop: Desktop, workspace: Workspace, theme: Theme
) -> None:
    press(workspace, Qt.Key.Key_Plus, CONTROL)
    press(workspace, Qt.Key.Key_Plus, CONTROL)
    assert theme.scale == 1.5
    press(workspace, Qt.Key.Key_Minus, CONTROL)
    assert theme.scale == 1.25
    assert '"text_scale": 125' in desktop._core.profile.settings.read_text("utf-8")
    press(workspace, Qt.Key.Key_0, CONTROL)
    assert theme.scale == 1.0


def test_the_lock_minutes_survive_locking_within_the_policy(qtbot: QtBot, desktop: Desktop) -> None:
    unlock(qtbot, desktop)
    habits = desktop._habits
    assert habits is not None
    assert habits.lock_minutes == 5
    habits.set_lock_minutes(60)
    assert habits.lock_minutes == 15
    desktop._lock()
    qtbot.waitUntil(lambda: desktop.workspace is None, timeout=5000)
    qtbot.waitUntil(lambda: desktop._core.unlocking.state().stage == "locked", timeout=5000)
    qtbot.waitUntil(
        lambda: type(desktop.window.screen_shown).__name__ == "UnlockScreen", timeout=5000
    )
    unlock(qtbot, desktop)
    anew = desktop._habits
    assert anew is not None
    qtbot.waitUntil(lambda: anew.lock_minutes == 15, timeout=5000)


def test_everything_that_takes_the_keyboard_has_a_name_on_every_page(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    nameless = []
    with program(qtbot, theme, inhabited(make_core(tmp_path), lead=True)) as desktop:
        workspace = unlock(qtbot, desktop)
        for name in PageName:
            workspace.open_page(name)
            qtbot.waitUntil(lambda: not workspace._runner._waiting, timeout=5000)
            nameless += [
                f"{name}: {type(each).__name__}"
                for each in workspace.findChildren(QWidget)
                if each.isVisible()
                and each.focusPolicy() is not Qt.FocusPolicy.NoFocus
                and not accessible_name(each)
            ]
    assert nameless == []


def accessible_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
