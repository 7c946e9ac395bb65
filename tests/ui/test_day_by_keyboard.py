"""A day's ways by keys alone: nobody is passed by, and the keyboard stays where the work is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from tests.support.hands import WAIT, Hands
from tests.support.programs import inhabited, make_core, program, unlock
from ui.frame.workspace import Workspace
from ui.screens.contacts.page import ContactsPage
from ui.screens.page import PageName
from ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desktop(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Desktop]:
    with program(qtbot, theme, inhabited(make_core(tmp_path))) as started:
        yield started


@pytest.fixture
def workspace(qtbot: QtBot, desktop: Desktop) -> Workspace:
    return unlock(qtbot, desktop)


@pytest.fixture
def hands(qtbot: QtBot, desktop: Desktop, workspace: Workspace) -> Hands:
    hands = Hands(qtbot, desktop.window)
    hands.wait_for("My follow-ups")
    del workspace
    return hands


def contacts(workspace: Workspace) -> ContactsPage:
    page = workspace.findChild(ContactsPage)
    assert page is not None
    return page


def test_the_first_arrow_chooses_the_first_contact(
    qtbot: QtBot, workspace: Workspace, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    table = contacts(workspace).list.table
    qtbot.waitUntil(lambda: table.model().rowCount() > 1, timeout=WAIT)
    # Only a list that has its rows already when the keyboard comes goes to the first unseen.
    hands.press(Qt.Key.Key_1, CTRL)
    hands.press(Qt.Key.Key_2, CTRL)
    qtbot.waitUntil(table.currentIndex().isValid, timeout=WAIT)
    hands.press(Qt.Key.Key_Down)
    assert table.selectionModel().hasSelection()
    assert table.currentIndex().row() == 0
    hands.press(Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1


def test_a_new_contact_is_one_key_away_and_its_note_the_next(
    qtbot: QtBot, workspace: Workspace, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_N, CTRL_SHIFT)
    hands.wait_for("Create contact")
    qtbot.waitUntil(lambda: contacts(workspace).form.panel.isAncestorOf(hands.at()), timeout=WAIT)
    hands.type("Sofie Bak")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.wait_until_gone("Create contact")
    qtbot.waitUntil(lambda: not workspace.rail.isAncestorOf(hands.at()), timeout=WAIT)
    assert contacts(workspace).isAncestorOf(hands.at())


def test_closing_a_panel_gives_the_keyboard_back(
    qtbot: QtBot, workspace: Workspace, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    hands.reach("New contact")
    hands.press(Qt.Key.Key_Space)
    panel = contacts(workspace).form.panel
    qtbot.waitUntil(lambda: panel.isAncestorOf(hands.at()), timeout=WAIT)
    hands.press(Qt.Key.Key_Escape)
    back = hands.at()
    assert isinstance(back, QAbstractButton)
    assert back.text() == "New contact"


@pytest.mark.parametrize(
    ("key", "page"), [(Qt.Key.Key_K, PageName.CONFLICTS), (Qt.Key.Key_S, PageName.SYNC)]
)
def test_pages_outside_the_rail_have_keys_too(
    workspace: Workspace, hands: Hands, key: Qt.Key, page: PageName
) -> None:
    hands.press(key, CTRL_SHIFT)
    assert workspace.present is page
