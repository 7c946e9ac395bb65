"""Contacts, form, quick note and search: named, large enough, unclipped at every text scale."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from tests.support.walk import WindowWatch, clipped, nameless, small_targets
from ui.screens.contacts.page import ContactsPage
from ui.screens.quick_note.note_panel import QuickNote
from ui.screens.search.search_panel import Search
from ui.theme.theme import Mode, Theme

Show = Callable[..., QWidget]
WAIT = 5000
SCALES = pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
WIDTH, HEIGHT = 1072, 744


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def lived_in(office: Office) -> bytes:
    """Give a contact with everything that can be shown of one."""
    amina = office.meet(
        "Amina Yusuf",
        alias="Mina",
        phone="00 12 34 56",
        channel="text_message",
        age_band="15-17",
        interpreter="Somali",
        areas=("KRI", "UDL"),
        department=office.session.places.departments()[0].rid,
        stairwell="12",
    )
    office.promise("Svar Amina om fritidsjobbet i kiosken", "2026-03-09", amina)
    office.promise("Ring til skolen", "2026-03-20", amina, area="UDL")
    note = office.write_note("Amina har fået afslag i bageriet.", amina)
    office.session.notes.remark(note, "Hun må komme igen.")
    office.open_conflict(note, text="Amina har fået afslag i kiosken.")
    office.open_conflict(amina, phone="00 99 88 77")
    for number in range(12):
        office.meet(f"Jens-Christian Vestergaard Abrahamsen {number}")
    return amina


def contact_page(office: Office, show: Show, qtbot: QtBot, scale: float) -> ContactsPage:
    amina = lived_in(office)
    page = ContactsPage(office.context)
    show(page, width=round(WIDTH * scale), height=round(HEIGHT * scale))
    page.opened()
    page.open_contact(amina)
    qtbot.waitUntil(lambda: page.detail.shown is not None, timeout=WAIT)
    qtbot.waitUntil(lambda: page.list.table.contacts.rowCount() > 1, timeout=WAIT)
    QApplication.processEvents()
    return page


def walked(page: QWidget) -> None:
    assert not nameless(page)
    assert not small_targets(page)
    assert not clipped(page)


@SCALES
def test_the_page_of_a_contact(
    office: Office, show: Show, qtbot: QtBot, theme: Theme, scale: float
) -> None:
    theme.set_scale(scale)
    page = contact_page(office, show, qtbot, scale)
    walked(page)
    page.detail.tabs.choose("agreements")
    QApplication.processEvents()
    walked(page)


@SCALES
def test_the_form_of_a_contact(
    office: Office, show: Show, qtbot: QtBot, theme: Theme, scale: float
) -> None:
    theme.set_scale(scale)
    page = contact_page(office, show, qtbot, scale)
    page._new_contact("Amina Jusuf")
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    QApplication.processEvents()
    walked(page.form.panel)


@SCALES
def test_the_quick_note(
    office: Office, show: Show, qtbot: QtBot, theme: Theme, scale: float
) -> None:
    theme.set_scale(scale)
    amina = lived_in(office)
    window = QWidget()
    show(window, width=round(WIDTH * scale), height=round(HEIGHT * scale))
    note = QuickNote(office.context, window)
    note.setGeometry(round(376 * scale), 0, round(696 * scale), round(HEIGHT * scale))
    note.begin(amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    QTest.keyClicks(note.form.text, f"Nummer {date(1990, 1, 1):%d%m%y}-1234.")
    QApplication.processEvents()
    walked(note)


@SCALES
def test_the_search(office: Office, show: Show, qtbot: QtBot, theme: Theme, scale: float) -> None:
    theme.set_scale(scale)
    lived_in(office)
    window = QWidget()
    show(window, width=round(WIDTH * scale), height=round(HEIGHT * scale))
    search = Search(office.context, window)
    search.setGeometry(window.rect())
    search.begin("amina", (24, 10))
    qtbot.waitUntil(lambda: search.view._rows.rowCount() > 0, timeout=WAIT)
    QApplication.processEvents()
    walked(search)


def test_tab_reaches_list_contact_and_timeline_and_comes_back(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = contact_page(office, show, qtbot, 1.0)
    page.list.filters.search.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        now = QApplication.focusWidget()
        assert now is not None
        if now in seen:
            break
        seen.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.list.filters.search
    for part in (page.list.table, page.detail.tabs, page.detail.stream.timeline):
        assert part in seen


def test_a_switch_of_scheme_keeps_the_page_and_paints_it_anew(
    office: Office, show: Show, qtbot: QtBot, theme: Theme
) -> None:
    page = contact_page(office, show, qtbot, 1.0)
    light = page.grab().toImage().pixelColor(700, 400)
    theme.set_mode(Mode.DARK)
    QApplication.processEvents()
    dark = page.grab().toImage().pixelColor(700, 400)
    assert light.lightness() > 200
    assert dark.lightness() < 60
    assert page.detail.shown is not None


def test_no_part_opens_a_window_of_its_own_while_a_page_is_made(
    office: Office, show: Show, qtbot: QtBot, qapp: QApplication
) -> None:
    window = QWidget()
    show(window, width=WIDTH, height=HEIGHT)
    watch = WindowWatch()
    qapp.installEventFilter(watch)
    page = ContactsPage(office.context)
    page.setParent(window)
    note = QuickNote(office.context, window)
    search = Search(office.context, window)
    page.show()
    page.opened()
    page.open_contact(lived_in(office))
    qtbot.waitUntil(lambda: page.detail.shown is not None, timeout=WAIT)
    note.begin()
    qtbot.waitUntil(note.form.isVisible, timeout=WAIT)
    search.begin("amina", (24, 10))
    qtbot.waitUntil(lambda: search.view._rows.rowCount() > 0, timeout=WAIT)
    qapp.removeEventFilter(watch)
    assert watch.opened == []
