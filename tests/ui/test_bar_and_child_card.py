"""The bar and the child card: what gives way when there is no room, and whom to call."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.app import Desktop
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.policy import ChildConcern, Policy
from helhedsplan_desktop.services.syncing import SyncStatus
from tests.support.programs import inhabited, make_core, press, program, unlock, words
from ui.frame.child_card import ChildCard
from ui.frame.sync_words import chip_words
from ui.frame.workspace import Workspace
from ui.screens.page import PageName
from ui.theme.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier
CONCERN = ChildConcern("00 12 34 56", "Weekdays 8-15", "00 12 34 57")
NOW = datetime(2026, 3, 12, 12, 40, tzinfo=UTC)


@pytest.fixture
def desktop(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Desktop]:
    core = inhabited(make_core(tmp_path, Policy(child_concern=CONCERN)))
    with program(qtbot, theme, core) as started:
        yield started


@pytest.fixture
def workspace(qtbot: QtBot, desktop: Desktop) -> Workspace:
    return unlock(qtbot, desktop)


def test_under_1100_text_units_the_rail_is_icons_with_names_in_tips(
    desktop: Desktop, workspace: Workspace
) -> None:
    desktop.window.resize(1280, 800)
    QApplication.processEvents()
    item = workspace.rail.item(PageName.CONTACTS)
    assert item is not None
    assert workspace.rail.width() == 208
    assert not item.toolTip()
    desktop.window.resize(1024, 700)
    QApplication.processEvents()
    assert workspace.rail.width() == 64
    assert item.toolTip() == "Contacts (Ctrl+2)"
    assert item.accessibleName() == "Contacts"


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
@pytest.mark.parametrize("width", [1024, 1280])
def test_the_bar_gives_way_in_order_and_never_overlaps(
    desktop: Desktop, workspace: Workspace, scale: int, width: int
) -> None:
    desktop._look.set_text_scale(scale)
    desktop.window.resize(width, 800)
    QApplication.processEvents()
    bar = workspace.bar
    parts = [bar.search, bar.child, bar.chip, bar.note, bar.note_icon, bar.eye, bar.lock]
    shown = [each for each in parts if each.isVisible()]
    boxes = [each.geometry() for each in shown]
    assert all(left.right() < right.left() for left, right in pairwise(boxes))
    assert boxes[-1].right() < bar.width()
    cramped = [
        (each.accessibleName() or each.text(), each.width(), each.minimumSizeHint().width())
        for each in shown
        if each.width() < each.minimumSizeHint().width()
    ]
    assert not cramped
    # The child concern keeps its words always.
    assert bar.child.text() == "Worried about a child?"


def test_an_icon_that_lost_its_word_keeps_it_in_tip_and_name(
    desktop: Desktop, workspace: Workspace
) -> None:
    desktop._look.set_text_scale(200)
    desktop.window.resize(1024, 700)
    QApplication.processEvents()
    bar = workspace.bar
    assert bar.note_icon.isVisible()
    assert bar.note_icon.accessibleName() == "Quick note"
    assert bar.note_icon.toolTip() == "Quick note (Ctrl+N)"
    assert bar.chip.toolTip() == "Only on this computer"


def test_the_child_card_opens_from_any_page_tells_the_numbers_and_closes_by_esc(
    workspace: Workspace,
) -> None:
    workspace.open_page(PageName.SETTINGS)
    press(workspace, Qt.Key.Key_B, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    card = workspace.findChild(ChildCard)
    assert card is not None
    assert card.isVisible()
    told = words(card)
    assert "The duty to report is yours" in told
    assert "112" in told
    assert "00 12 34 56" in told
    assert "00 12 34 57" in told
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()


def test_without_numbers_the_child_card_says_so_and_still_tells_112() -> None:
    card = ChildCard(ChildConcern())
    card.show()
    assert "112" in words(card)
    assert "has not written all its numbers" in words(card)
    card.close()
    card.deleteLater()


def test_a_number_is_copied_by_its_button(workspace: Workspace) -> None:
    press(workspace, Qt.Key.Key_B, CONTROL, Qt.KeyboardModifier.ShiftModifier)
    card = workspace.findChild(ChildCard)
    assert card is not None
    copy = next(
        each for each in card.findChildren(QWidget) if each.accessibleName() == "Copy 00 12 34 57"
    )
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "00 12 34 57"


ENROLLED = SyncStatus(enrolled=True, synced_at=int(NOW.timestamp() * 1000))


@pytest.mark.parametrize(
    ("status", "text", "amber"),
    [
        (ENROLLED, f"Synced at {NOW.astimezone():%-H:%M}", False),
        (replace(ENROLLED, active=True), "Syncing …", False),
        (replace(ENROLLED, online=False), "Offline: you can keep working", False),
        (replace(ENROLLED, unsent=1), "1 change waiting", False),
        (replace(ENROLLED, unsent=3), "3 changes waiting", False),
        (replace(ENROLLED, refused=1), "Needs you", True),
        (replace(ENROLLED, problem=Problem.ACCESS_CLOSED), "Needs you", True),
        (SyncStatus(enrolled=True), "Not synced yet", False),
        (SyncStatus(), "Only on this computer", False),
    ],
)
def test_the_chip_says_where_syncing_stands(status: SyncStatus, text: str, *, amber: bool) -> None:
    shown = chip_words(status, NOW.astimezone())
    assert (shown.text, shown.amber) == (text, amber)


def test_a_chip_of_another_day_tells_the_day() -> None:
    before = replace(ENROLLED, synced_at=int(NOW.timestamp() * 1000) - 86_400_000)
    assert chip_words(before, NOW.astimezone()).text.startswith("Synced yesterday at ")
