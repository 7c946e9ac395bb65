"""The search from anywhere: found while typing, opened by keys, hidden in the doorway."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from ui.screens.page import PageName
from ui.screens.search.rows import FOLLOW_UPS, NOTES, GroupRow, HitRow
from ui.screens.search.search_panel import Search

Show = Callable[..., QWidget]
WAIT = 5000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def search_over(office: Office, show: Show, text: str = "") -> Search:
    page = QWidget()
    show(page, width=1072, height=744)
    search = Search(office.context, page)
    search.setGeometry(page.rect())
    search.begin(text, (24, 10))
    return search


def hits(search: Search) -> list[str]:
    return [row.first for row in search.view._rows.rows if isinstance(row, HitRow)]


def groups(search: Search) -> list[str]:
    return [row.title for row in search.view._rows.rows if isinstance(row, GroupRow)]


def wait_for(search: Search, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: hits(search) == list(wanted), timeout=WAIT)


def said(search: Search) -> list[str]:
    return [each.text() for each in search.findChildren(QLabel) if each.isVisible()]


def test_groups_stand_in_one_order_and_enter_opens_the_first(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    leyla = office.meet("Leyla Demir", alias="Mølle")
    office.write_note("Vil gerne mødes i Møllebo.", leyla)
    office.promise("Ring til Møllebo", "2026-03-12", leyla)
    search = search_over(office, show)
    QTest.keyClicks(search.view.field, "møl")
    wait_for(search, qtbot, "Leyla Demir", "Vil gerne mødes i Møllebo.", "Ring til Møllebo")
    assert groups(search) == ["Contacts", "Notes", "Follow-ups"]
    QTest.keyClick(search.view.field, Qt.Key.Key_Return)
    assert office.ways.went == [("contact", leyla)]
    assert not search.isVisible()


def test_what_was_typed_is_marked_in_what_was_found(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.write_note("Vil gerne mødes i Møllebo.", office.meet("Leyla Demir"))
    search = search_over(office, show, "møl")
    wait_for(search, qtbot, "Vil gerne mødes i Møllebo.")
    row = search.view.chosen()
    assert row is not None
    assert [row.first[start:end] for start, end in row.first_marks] == ["Møl"]


def test_arrows_go_round_and_tab_steps_from_group_to_group(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    first, second = office.meet("Anna Berg"), office.meet("Anna Dahl")
    office.write_note("Anna ringede.", first)
    search = search_over(office, show, "anna")
    wait_for(search, qtbot, "Anna Dahl", "Anna Berg", "Anna ringede.")
    field = search.view.field

    def chosen() -> str:
        row = search.view.chosen()
        return row.first if row else ""

    assert chosen() == "Anna Dahl"
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert chosen() == "Anna Berg"
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert chosen() == "Anna ringede."
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert chosen() == "Anna Dahl"
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert chosen() == "Anna ringede."
    assert second != first


def test_a_note_is_opened_where_it_belongs(office: Office, show: Show, qtbot: QtBot) -> None:
    note = office.write_note("Spurgte om nøglen.", office.meet("Leyla Demir"))
    search = search_over(office, show, "nøglen")
    wait_for(search, qtbot, "Spurgte om nøglen.")
    QTest.keyClick(search.view.field, Qt.Key.Key_Return)
    assert office.ways.went == [("contact", note)]


def test_a_follow_up_about_nobody_leads_to_the_list(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.promise("Køb kaffe", "2026-03-12")
    search = search_over(office, show, "kaffe")
    wait_for(search, qtbot, "Køb kaffe")
    QTest.keyClick(search.view.field, Qt.Key.Key_Return)
    assert office.ways.went == [(PageName.FOLLOW_UPS, None)]


def test_a_scope_shows_all_of_one_kind(office: Office, show: Show, qtbot: QtBot) -> None:
    leyla = office.meet("Leyla Demir")
    for number in range(9):
        office.write_note(f"Notat nummer {number} om haven.", leyla)
    search = search_over(office, show, "haven")
    qtbot.waitUntil(lambda: len(hits(search)) == 4, timeout=WAIT)
    heading = search.view._rows.row(0)
    assert isinstance(heading, GroupRow)
    assert heading.more == "9"
    QTest.keyClick(search.view.field, Qt.Key.Key_3, CONTROL)
    qtbot.waitUntil(lambda: len(hits(search)) == 9, timeout=WAIT)
    assert groups(search) == ["Notes"]
    assert search.view.scope == NOTES
    QTest.keyClick(search.view.field, Qt.Key.Key_4, CONTROL)
    qtbot.waitUntil(lambda: "No results. Try another word." in said(search), timeout=WAIT)
    assert search.view.scope == FOLLOW_UPS


def test_a_click_on_show_all_searches_that_group(office: Office, show: Show, qtbot: QtBot) -> None:
    leyla = office.meet("Leyla Demir")
    for number in range(6):
        office.write_note(f"Notat nummer {number} om haven.", leyla)
    search = search_over(office, show, "haven")
    qtbot.waitUntil(lambda: len(hits(search)) == 4, timeout=WAIT)
    view = search.view.list
    box = view.visualRect(search.view._rows.index(0, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.waitUntil(lambda: len(hits(search)) == 6, timeout=WAIT)
    assert search.view.field.hasFocus()


def test_ctrl_n_writes_a_note_about_the_chosen_contact(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    leyla = office.meet("Leyla Demir")
    search = search_over(office, show, "leyla")
    wait_for(search, qtbot, "Leyla Demir")
    QTest.keyClick(search.view.field, Qt.Key.Key_N, CONTROL)
    assert office.ways.went == [("quick_note", leyla, None)]
    assert not search.isVisible()


def test_before_typing_the_contacts_opened_lately_stand_ready(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.session.people.page(office.meet("Amina Yusuf"))
    search = search_over(office, show)
    wait_for(search, qtbot, "Amina Yusuf")
    assert groups(search) == ["Opened lately"]


def test_the_newest_question_wins(office: Office, show: Show, qtbot: QtBot) -> None:
    office.meet("Anna Berg")
    office.meet("Anders Holm")
    search = search_over(office, show)
    QTest.keyClicks(search.view.field, "an")
    search._search()
    QTest.keyClicks(search.view.field, "ders")
    wait_for(search, qtbot, "Anders Holm")
    qtbot.waitUntil(lambda: not office.runner._waiting, timeout=WAIT)
    assert hits(search) == ["Anders Holm"]


def test_esc_closes_and_the_keyboard_goes_back(office: Office, show: Show) -> None:
    page = QWidget()
    before = QLineEdit(page)
    show(page, width=1072, height=744)
    before.setFocus()
    search = Search(office.context, page)
    search.setGeometry(page.rect())
    search.begin("", (24, 10))
    assert search.view.field.hasFocus()
    QTest.keyClick(search.view.field, Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert before.hasFocus()


def test_a_click_beside_the_card_closes(office: Office, show: Show) -> None:
    search = search_over(office, show)
    QTest.mouseClick(search.view, Qt.MouseButton.LeftButton, pos=QPoint(1060, 700))
    assert not search.isVisible()


def test_privacy_hides_names_and_texts(office: Office, show: Show, qtbot: QtBot) -> None:
    leyla = office.meet("Leyla Demir")
    office.write_note("Leyla spurgte om haven.", leyla)
    office.promise("Ring til Leyla", "2026-03-12", leyla)
    office.veiled = True
    search = search_over(office, show, "leyla")
    qtbot.waitUntil(lambda: len(hits(search)) == 3, timeout=WAIT)
    rows = search.view._rows
    spoken = " ".join(str(rows.index(at, 0).data()) for at in range(rows.rowCount()))
    assert "Leyla" not in spoken
    assert "haven" not in spoken
    assert "L.D." in spoken
    search.privacy_changed(veiled=False)
    spoken = " ".join(str(rows.index(at, 0).data()) for at in range(rows.rowCount()))
    assert "Leyla spurgte om haven." in spoken
