"""Deleting everywhere: a lead is told what goes and is asked once; nobody else is offered it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.errors import AppError, Problem
from tests.support.pages import Office, open_office
from tests.support.worker_hand import WAIT, Show, choose, opened
from ui.screens.contacts.erase import ErasePanel
from ui.screens.contacts.page import ContactsPage


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path, role="lead") as made:
        made.furnish()
        yield made


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def menu_of(page: ContactsPage) -> dict[str, QMenu]:
    """Open the contact's menu; return the words of its lines and the menu."""
    page.detail.menu_wanted.emit(QPoint(0, 0))
    [menu] = [each for each in page.findChildren(QMenu) if each.isVisible()]
    return {each.text().split("\t")[0]: menu for each in menu.actions()}


def wish_erasing(page: ContactsPage) -> None:
    menu = menu_of(page)["Delete everywhere …"]
    [line] = [each for each in menu.actions() if each.text() == "Delete everywhere …"]
    line.trigger()
    menu.close()


def said(panel: QWidget) -> str:
    shown = [each for each in panel.findChildren(QWidget) if each.isVisibleTo(panel)]
    return "\n".join(each.text() for each in shown if isinstance(each, QLabel | QAbstractButton))


def asked(lead: Office, show: Show, qtbot: QtBot, rid: bytes) -> tuple[ContactsPage, ErasePanel]:
    page = opened(lead, show, qtbot)
    choose(page, qtbot, rid)
    wish_erasing(page)
    panel = page.findChild(ErasePanel)
    assert panel is not None
    qtbot.waitUntil(panel.isVisible, timeout=WAIT)
    return page, panel


def press(panel: ErasePanel, word: str) -> None:
    [button] = [
        each
        for each in panel.findChildren(QAbstractButton)
        if each.text() == word and each.isVisibleTo(panel)
    ]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_lead_sees_what_goes_and_it_is_gone(lead: Office, show: Show, qtbot: QtBot) -> None:
    amina = lead.meet("Amina Yusuf")
    lead.write_note("Hun søger fritidsjob", amina)
    lead.promise("Ring", "2026-03-14", amina)
    page, panel = asked(lead, show, qtbot, amina)
    assert "The contact · 1 note · 1 follow-up" in said(panel)
    assert "It cannot be undone." in said(panel)
    press(panel, "Delete everywhere")
    qtbot.waitUntil(lambda: lead.ways.told == ["3 records are deleted everywhere"], timeout=WAIT)
    with pytest.raises(AppError) as gone:
        lead.session.people.page(amina)
    assert gone.value.problem is Problem.NOT_FOUND
    qtbot.waitUntil(lambda: page.detail.shown is None, timeout=WAIT)
    assert not panel.isVisible()


def test_the_keyboard_stands_on_leaving_it_and_esc_leaves_too(
    lead: Office, show: Show, qtbot: QtBot
) -> None:
    amina = lead.meet("Amina Yusuf")
    _, panel = asked(lead, show, qtbot, amina)
    focused = panel.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.text() == "Leave it"
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert lead.session.people.page(amina).form.name == "Amina Yusuf"


def test_more_than_twenty_at_once_are_said_to_need_the_server(
    lead: Office, show: Show, qtbot: QtBot
) -> None:
    amina = lead.meet("Amina Yusuf")
    for number in range(20):
        lead.write_note(f"Notat {number}", amina)
    _, panel = asked(lead, show, qtbot, amina)
    assert "The contact · 20 notes" in said(panel)
    assert "you must be online" in said(panel)
    press(panel, "Delete everywhere")
    qtbot.waitUntil(lambda: lead.ways.told == ["21 records are deleted everywhere"], timeout=WAIT)


def test_a_worker_is_not_offered_it(worker: Office, show: Show, qtbot: QtBot) -> None:
    amina = worker.meet("Amina Yusuf")
    page = opened(worker, show, qtbot)
    choose(page, qtbot, amina)
    lines = menu_of(page)
    assert "Delete contact" in lines
    assert "Delete everywhere …" not in lines
    lines["Delete contact"].close()
