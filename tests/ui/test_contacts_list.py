"""The list of contacts: found by typing, opened by keys, kept while others change it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.desks import SAMIRA
from tests.support.pages import Office, open_office
from tests.support.worker_hand import (
    WAIT,
    Show,
    choose,
    names,
    opened,
    press_button,
    said,
    shown_contact,
    wait_for_names,
)
from ui.screens.page import Wish
from ui.widgets.empty_page import EmptyPage


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def test_typing_in_the_list_searches_and_enter_opens_the_first(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.meet("Henning Krag")
    amina = office.meet("Amina Yusuf")
    page = opened(office, show, qtbot)
    QTest.keyClicks(page.list.table, "a")
    assert page.list.filters.search.hasFocus()
    QTest.keyClicks(page.list.filters.search, "mi")
    wait_for_names(page, qtbot, "Amina Yusuf")
    QTest.keyClick(page.list.filters.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_contact(page) == amina, timeout=WAIT)


def test_arrows_rest_on_a_contact_before_it_is_looked_up(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    rids = [office.meet(name) for name in ("Amina Yusuf", "Birthe Kjeldsen", "Henning Krag")]
    page = opened(office, show, qtbot)
    table = page.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home)
    for _ in range(2):
        QTest.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown_contact(page) == table.chosen_contact(), timeout=WAIT)
    assert table.chosen_contact() in rids
    looked_up = office.session.overview.page().recent
    assert [each.rid for each in looked_up] == [table.chosen_contact()]


def test_home_and_end_reach_the_ends(office: Office, show: Show, qtbot: QtBot) -> None:
    for number in range(30):
        office.meet(f"Beboer {number:02}")
    page = opened(office, show, qtbot)
    table = page.list.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 29
    qtbot.waitUntil(
        lambda: table.visualRect(table.currentIndex()).bottom() <= table.viewport().height(),
        timeout=WAIT,
    )
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert table.currentIndex().row() == 0


def test_the_chosen_contact_stays_chosen_when_a_colleague_adds_others(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    for number in range(20):
        office.meet(f"Beboer {number:02}")
    birthe = office.meet("Birthe Kjeldsen")
    page = opened(office, show, qtbot)
    choose(page, qtbot, birthe)
    office.meet("Aase Andersen")
    qtbot.waitUntil(lambda: "Aase Andersen" in names(page), timeout=WAIT)
    assert page.list.table.chosen_contact() == birthe


def test_mine_and_overdue_narrow_the_list_and_say_how_many(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.promise("Ring om afdrag", "2026-03-09", office.meet("Henning Krag"))
    office.meet("Amina Yusuf")
    office.meet("Ole Brink", owner=SAMIRA)
    page = opened(office, show, qtbot)
    assert sorted(names(page)) == ["Amina Yusuf", "Henning Krag"]
    bar = page.list.filters
    pills = {each.accessibleName(): each for each in bar.findChildren(QWidget)}
    pills["Overdue 1"].click()  # type: ignore[attr-defined]  # found among all widgets by name
    wait_for_names(page, qtbot, "Henning Krag")
    pills["Overdue 1"].click()  # type: ignore[attr-defined]  # as above
    pills["Mine 2"].click()  # type: ignore[attr-defined]  # as above
    qtbot.waitUntil(lambda: len(names(page)) == 3, timeout=WAIT)


def test_an_empty_list_teaches_and_offers_the_typed_name(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    lesson = page.list.findChild(EmptyPage)
    assert lesson is not None
    assert "No contacts yet" in said(lesson)
    office.meet("Henning Krag")
    wait_for_names(page, qtbot, "Henning Krag")
    QTest.keyClicks(page.list.filters.search, "Zahra")
    wait_for_names(page, qtbot)
    qtbot.waitUntil(lambda: "No results" in said(page.list), timeout=WAIT)
    press_button(page.list, "Create “Zahra”")
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    assert page.form.panel.fields.name.text() == "Zahra"


def test_a_wish_from_the_overview_lists_who_was_not_told(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.meet("Amina Yusuf", informed_on="2026-02-04")
    office.meet("Birthe Kjeldsen")
    page = opened(office, show, qtbot)
    page.show_wish(Wish.NOT_INFORMED)
    wait_for_names(page, qtbot, "Birthe Kjeldsen")
    press_button(page.list, "Clear filters")
    qtbot.waitUntil(lambda: len(names(page)) == 2, timeout=WAIT)


def test_a_row_says_what_decides(office: Office, show: Show, qtbot: QtBot) -> None:
    office.promise("Ring om afdrag", "2026-03-09", office.meet("Henning Krag"))
    office.meet("Vera Holm", status="do_not_contact")
    page = opened(office, show, qtbot)
    model = page.list.table.contacts
    spoken = {model.row(at).name: str(model.index(at, 0).data()) for at in range(2)}
    assert "Ring om afdrag" in spoken["Henning Krag"]
    assert "3" in spoken["Henning Krag"]
    assert "Do not contact" in spoken["Vera Holm"]
