"""The work pages in the real window: its toast, its panels and its keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.services.contact_views import ContactFilter
from helhedsplan_desktop.services.session import Session
from helhedsplan_desktop.store import directory
from helhedsplan_protocol.records import Conflict as OpenConflict
from tests.support.programs import inhabited, make_core, press, program, unlock
from ui.frame.workspace import Workspace
from ui.parts.follow_up_list import FollowUpList
from ui.screens.conflicts.view import ConflictsView
from ui.screens.follow_ups.plan_panel import PlanPanel
from ui.screens.page import PageName, Wish
from ui.screens.quick_note.panel import QuickNotePanel
from ui.theme.theme import Theme
from ui.widgets.toast import Toast

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def town(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[tuple[Workspace, Session]]:
    """The window over a small practice town, unlocked."""
    core = inhabited(make_core(tmp_path))
    with program(qtbot, theme, core) as desktop:
        workspace = unlock(qtbot, desktop)
        yield workspace, core.begin_session()


def open_conflict(session: Session) -> None:
    """Leave another phone number open beside that of somebody in the town."""
    rid = session.people.list(ContactFilter(scope="all")).rows[0].rid
    with session.conflicts._desk.store.write_for_sync() as unit:
        entry = directory.entries(unit.connection, [rid])[rid]
        waiting = OpenConflict("phone", "0031450000", b"v" * 16, b"x" * 16, 0)
        directory.write(unit.connection, [], [entry.with_changes(conflicts=(waiting,))])


def said(view: FollowUpList) -> str:
    """Return what a screen reader says of the list."""
    model = view.model()
    return " ".join(str(model.index(row, 0).data()) for row in range(model.rowCount()))


def overview_list(workspace: Workspace, qtbot: QtBot) -> FollowUpList:
    workspace.open_page(PageName.OVERVIEW)
    found = workspace.findChild(FollowUpList)
    assert found is not None
    qtbot.waitUntil(lambda: found.hasFocus() and bool(found.lines()), timeout=5000)
    return found


def test_ctrl_z_brings_back_what_space_closed(
    town: tuple[Workspace, Session], qtbot: QtBot
) -> None:
    workspace, _ = town
    view = overview_list(workspace, qtbot)
    before = [line.what for line in view.lines()]
    QTest.keyClick(view, Qt.Key.Key_Space)
    toast = workspace.findChild(Toast)
    assert toast is not None
    qtbot.waitUntil(lambda: toast.text() == "The follow-up is done", timeout=5000)
    qtbot.waitUntil(lambda: [line.what for line in view.lines()] == before[1:], timeout=5000)
    press(workspace, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: [line.what for line in view.lines()] == before, timeout=5000)


def test_f9_veils_the_follow_ups(town: tuple[Workspace, Session], qtbot: QtBot) -> None:
    workspace, _ = town
    view = overview_list(workspace, qtbot)
    name = next(line.contact_name for line in view.lines() if line.identified)
    assert name in said(view)
    press(workspace, Qt.Key.Key_F9)
    assert name not in said(view)


def test_a_plan_can_be_made_from_anywhere(town: tuple[Workspace, Session], qtbot: QtBot) -> None:
    workspace, _ = town
    workspace.open_page(PageName.FOLLOW_UPS, Wish.PLAN)
    panel = workspace.findChild(PlanPanel)
    assert panel is not None
    qtbot.waitUntil(panel.isVisible, timeout=5000)


def test_esc_in_the_quick_note_closes_the_note_and_not_the_conflicts(
    town: tuple[Workspace, Session], qtbot: QtBot
) -> None:
    workspace, session = town
    open_conflict(session)
    workspace.open_page(PageName.CONFLICTS)
    view = workspace.findChild(ConflictsView)
    assert view is not None
    qtbot.waitUntil(view.isVisible, timeout=5000)
    press(workspace, Qt.Key.Key_N, CONTROL)
    note = workspace.findChild(QuickNotePanel)
    assert note is not None
    qtbot.waitUntil(lambda: note.isVisible() and note.focusWidget() is not None, timeout=5000)
    focused = workspace.window().focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not note.isVisible(), timeout=5000)
    assert workspace.present is PageName.CONFLICTS
