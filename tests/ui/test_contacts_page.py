"""The page of contacts: found by typing, opened by keys, and every act can be taken back."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.services.contact_views import ContactForm
from tests.support.desks import SAMIRA
from tests.support.pages import Office, open_office
from ui.screens.contacts.conflict_strip import ConflictStrip
from ui.screens.contacts.page import ContactsPage
from ui.screens.contacts.remark_box import RemarkBox
from ui.screens.contacts.timeline_rows import EntryRow
from ui.screens.page import Wish
from ui.theme.theme import Theme
from ui.widgets.editor import NoteEditor
from ui.widgets.empty_page import EmptyPage

Show = Callable[..., QWidget]
WAIT = 5000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def opened(office: Office, show: Show, qtbot: QtBot, width: int = 1072) -> ContactsPage:
    page = ContactsPage(office.context)
    show(page, width=width, height=744)
    with qtbot.waitSignal(page.list.table.contacts.modelReset, timeout=WAIT):
        page.opened()
    return page


def names(page: ContactsPage) -> list[str]:
    model = page.list.table.contacts
    return [model.row(at).name for at in range(model.rowCount())]


def wait_for_names(page: ContactsPage, qtbot: QtBot, *wanted: str) -> None:
    qtbot.waitUntil(lambda: names(page) == list(wanted), timeout=WAIT)


def choose(page: ContactsPage, qtbot: QtBot, rid: bytes) -> None:
    """Open a contact by the keyboard from the list."""
    page.list.table.choose(rid)
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_contact(page) == rid, timeout=WAIT)


def shown_contact(page: ContactsPage) -> bytes | None:
    return page.detail.shown.page.row.rid if page.detail.shown else None


def texts(page: ContactsPage) -> list[str]:
    """Return the texts of the timeline, newest first."""
    rows = page.detail.stream.timeline.rows.rows
    return [row.entry.text for row in rows if isinstance(row, EntryRow)]


def said(widget: QWidget) -> list[str]:
    labels: list[QLabel | QPushButton] = [
        *widget.findChildren(QLabel),
        *widget.findChildren(QPushButton),
    ]
    return [each.text() for each in labels if each.isVisible()]


def press_button(widget: QWidget, words: str) -> None:
    found = [
        each
        for each in widget.findChildren(QPushButton)
        if each.isVisible() and each.text() == words
    ]
    assert found, f"no button {words!r} among {said(widget)}"
    found[0].click()


def first_note(page: ContactsPage) -> None:
    """Put the keyboard on the newest entry of the timeline."""
    page.detail.stream.timeline.setFocus()
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_Down)


# --- the list -----------------------------------------------------------------------------------


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


# --- one contact --------------------------------------------------------------------------------


def test_the_next_step_is_pinned_and_done_by_one_button(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    office.promise("Svar om fritidsjob", "2026-03-12", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    assert "Svar om fritidsjob" in said(page.detail.step)
    press_button(page.detail.step, "Mark as done")
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    qtbot.waitUntil(lambda: "Svar om fritidsjob" not in said(page.detail.step), timeout=WAIT)
    assert "Svar om fritidsjob" in texts(page)
    office.ways.take_back()
    qtbot.waitUntil(lambda: "Svar om fritidsjob" in said(page.detail.step), timeout=WAIT)


def test_what_is_agreed_is_planned_by_keyboard_alone(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    press_button(page.detail.step, "Plan next step")
    field = page.detail.agreements.plan.what
    qtbot.waitUntil(field.hasFocus, timeout=WAIT)
    QTest.keyClicks(field, "Ring til skolen")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: field.text() == "", timeout=WAIT)
    steps = office.session.follow_ups.of_contact(amina)
    assert [(each.what, each.due_on) for each in steps] == [("Ring til skolen", "2026-03-16")]
    page.detail.tabs.choose("timeline")
    qtbot.waitUntil(lambda: "Ring til skolen" in said(page.detail.step), timeout=WAIT)


def test_an_own_note_is_deleted_by_key_and_comes_back_by_undo(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    first_note(page)
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: texts(page) == [], timeout=WAIT)
    assert office.ways.told == ["The note is deleted"]
    office.ways.take_back()
    qtbot.waitUntil(lambda: texts(page) == ["Amina har fået afslag."], timeout=WAIT)


def test_enter_on_an_own_note_opens_it_for_changing(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    first_note(page)
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_Return)
    assert office.ways.went == [("edit_note", note)]


def open_remark(page: ContactsPage, qtbot: QtBot) -> RemarkBox:
    first_note(page)
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is not None, timeout=WAIT)
    box = page.findChild(RemarkBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.focusWidget() is not None, timeout=WAIT)
    return box


def test_a_remark_is_written_below_its_note(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    note = office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    box = open_remark(page, qtbot)
    editor = box.findChild(NoteEditor)
    assert editor is not None
    QTest.keyClicks(editor, "Hun må komme igen.")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: office.session.notes.get(note).remarks != (), timeout=WAIT)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is None, timeout=WAIT)
    assert office.session.notes.get(note).remarks[0].text == "Hun må komme igen."
    assert office.session.drafts.all() == ()


def test_a_remark_survives_a_colleagues_work_and_a_closed_box(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    box = open_remark(page, qtbot)
    editor = box.findChild(NoteEditor)
    assert editor is not None
    QTest.keyClicks(editor, "Halvt skrev")
    office.write_note("Et nyt notat imens.", amina)
    qtbot.waitUntil(lambda: len(texts(page)) == 2, timeout=WAIT)
    assert box.text() == "Halvt skrev"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is None, timeout=WAIT)
    page.detail.stream.timeline.setFocus()
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is not None, timeout=WAIT)
    again = page.findChild(RemarkBox)
    assert again is not None
    assert again.text() == "Halvt skrev"


def test_a_remark_that_was_left_opens_again_with_its_note(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    note = office.write_note("Amina har fået afslag.", office.meet("Amina Yusuf"))
    office.session.drafts.keep(None, "remark", note, {"text": "Halvt skrevet"})
    page = opened(office, show, qtbot)
    page.show_record(note)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is not None, timeout=WAIT)
    box = page.findChild(RemarkBox)
    assert box is not None
    assert box.text() == "Halvt skrevet"


def test_two_versions_are_shown_on_the_contact_and_settled_there(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf", phone="00 12 34 56")
    office.open_conflict(amina, phone="00 99 88 77")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    strip = page.detail.findChild(ConflictStrip)
    assert strip is not None
    qtbot.waitUntil(lambda: "00 12 34 56" in said(strip), timeout=WAIT)
    shown = said(strip)
    assert "00 99 88 77" in shown
    assert any("Samira Haddad" in each for each in shown)
    press_button(strip, "Keep colleague's")
    qtbot.waitUntil(lambda: office.session.conflicts.count() == 0, timeout=WAIT)
    qtbot.waitUntil(lambda: page.detail.findChild(ConflictStrip) is None, timeout=WAIT)
    assert office.session.people.page(amina, again=True).form.phone == "00 99 88 77"


def test_a_strip_stays_under_the_finger_when_a_colleague_writes(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf", phone="00 12 34 56")
    office.open_conflict(amina, phone="00 99 88 77")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    strip = page.detail.findChild(ConflictStrip)
    office.write_note("Et nyt notat imens.", amina)
    qtbot.waitUntil(lambda: texts(page) == ["Et nyt notat imens."], timeout=WAIT)
    assert page.detail.findChild(ConflictStrip) is strip


def test_two_versions_of_a_note_are_settled_inside_the_timeline(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = office.write_note("Hun vil gerne i praktik.", amina)
    office.open_conflict(note, text="Hun vil gerne i praktik efter påske.")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    strip = page.detail.stream.timeline.slot(("conflict", note))
    assert isinstance(strip, ConflictStrip)
    qtbot.waitUntil(lambda: "Keep both" in said(strip), timeout=WAIT)
    press_button(strip, "Keep both")
    qtbot.waitUntil(lambda: office.session.conflicts.count() == 0, timeout=WAIT)
    kept = office.session.notes.get(note).form.text
    assert "efter påske" in kept
    assert kept.startswith("Hun vil gerne i praktik.")


def test_a_contact_deleted_by_its_owner_leaves_the_page_and_comes_back(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    page._acts.delete_contact(amina)
    qtbot.waitUntil(lambda: page.detail.shown is None, timeout=WAIT)
    wait_for_names(page, qtbot)
    office.ways.take_back()
    wait_for_names(page, qtbot, "Amina Yusuf")


def test_the_menu_of_a_note_copies_its_text(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    first_note(page)
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_Menu)
    timeline = page.detail.stream.timeline
    timeline.menu_wanted.emit(
        timeline.current_note(), timeline.mapToGlobal(timeline.rect().center())
    )
    menu = page.findChild(QMenu)
    assert menu is not None
    next(each for each in menu.actions() if each.text() == "Copy the text").trigger()
    menu.close()
    assert QGuiApplication.clipboard().text() == "Amina har fået afslag."


def test_a_note_found_elsewhere_is_shown_among_what_happened(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    old = office.write_note("Det første notat.", amina, "2026-01-05")
    for day in range(10, 28):
        office.write_note("Et notat til.", amina, f"2026-02-{day}")
    page = opened(office, show, qtbot)
    page.show_record(old)
    qtbot.waitUntil(lambda: page.detail.stream.timeline.current_note() == old, timeout=WAIT)
    timeline = page.detail.stream.timeline
    assert timeline.viewport().rect().intersects(timeline.visualRect(timeline.currentIndex()))


def test_privacy_hides_names_texts_and_areas(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf", alias="Mina", age_band="15-17", phone="00 12 34 56")
    office.promise("Svar om fritidsjob", "2026-03-12", amina)
    office.write_note("Amina har fået afslag.", amina)
    page = opened(office, show, qtbot)
    QTest.keyClicks(page.list.filters.search, "Amina")
    choose(page, qtbot, amina)
    box = open_remark(page, qtbot)
    page.privacy_changed(veiled=True)
    everything = " ".join([*said(page), page.list.filters.search.displayText()])
    for secret in ("Amina", "Mina", "15-17", "00 12 34 56", "fritidsjob"):
        assert secret not in everything
    assert "A.Y." in everything
    assert not any(each.isVisible() for each in box.findChildren(NoteEditor))
    model = page.list.table.contacts
    assert "Amina" not in str(model.index(0, 0).data())
    rows = page.detail.stream.timeline.rows
    assert "afslag" not in str(rows.index(1, 0).data())


def test_one_pane_takes_turns_where_both_have_no_room(
    office: Office, show: Show, qtbot: QtBot, theme: Theme
) -> None:
    amina = office.meet("Amina Yusuf")
    theme.set_scale(1.5)
    page = opened(office, show, qtbot, width=1072)
    assert page.list.isVisible()
    assert not page.detail.isVisible()
    choose(page, qtbot, amina)
    assert not page.list.isVisible()
    assert page.detail.isVisible()
    page.detail.header.back_wanted.emit()
    assert page.list.isVisible()


# --- the form -----------------------------------------------------------------------------------


def begin_new(page: ContactsPage, qtbot: QtBot) -> None:
    press_button(page.list, "New contact")
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    qtbot.waitUntil(page.form.panel.fields.name.hasFocus, timeout=WAIT)


def test_a_name_is_enough_for_a_new_contact(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    name = page.form.panel.fields.name
    QTest.keyClicks(name, "Ham med hunden")
    QTest.keyClick(name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_for_names(page, qtbot, "Ham med hunden")
    qtbot.waitUntil(lambda: shown_contact(page) is not None, timeout=WAIT)
    assert not page.form.panel.isVisible()
    qtbot.waitUntil(lambda: office.session.drafts.all() == (), timeout=WAIT)


def test_a_contact_like_another_is_said_in_the_margin_and_never_blocks(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Amina Jusuf")
    qtbot.waitUntil(lambda: "Open Amina Yusuf" in said(page.form.panel), timeout=WAIT)
    press_button(page.form.panel, "It is someone else")
    assert "Open Amina Yusuf" not in said(page.form.panel)
    press_button(page.form.panel, "Create contact")
    qtbot.waitUntil(lambda: "Amina Jusuf" in names(page), timeout=WAIT)
    assert amina in {page.list.table.contacts.row(at).rid for at in range(2)}


def test_what_was_typed_of_a_contact_stays_after_esc(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Zahra No")
    qtbot.waitUntil(lambda: "The draft is saved" in said(page.form.panel), timeout=1000)
    QTest.keyClick(page.form.panel.fields.name, Qt.Key.Key_Escape)
    assert not page.form.panel.isVisible()
    begin_new(page, qtbot)
    assert page.form.panel.fields.name.text() == "Zahra No"
    press_button(page.form.panel, "Start over")
    qtbot.waitUntil(lambda: page.form.panel.fields.name.text() == "", timeout=WAIT)


def test_who_will_not_be_registered_leaves_nothing_behind(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    QTest.keyClicks(page.form.panel.fields.name, "Zahra Noori")
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=WAIT)
    press_button(page.form.panel, "Does not want to be registered")
    qtbot.waitUntil(lambda: office.session.drafts.all() == (), timeout=WAIT)
    assert names(page) == []


def test_a_changed_contact_can_be_changed_back(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf", phone="00 12 34 56")
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    QTest.keyClick(page.detail.header, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    page.form.panel.fields.name.selectAll()
    QTest.keyClicks(page.form.panel.fields.name, "Amina Y. Hansen")
    press_button(page.form.panel, "Save")
    wait_for_names(page, qtbot, "Amina Y. Hansen")
    assert office.session.people.page(amina, again=True).form.phone == "00 12 34 56"
    office.ways.take_back()
    wait_for_names(page, qtbot, "Amina Yusuf")


def test_a_cpr_number_in_the_name_blocks_with_the_reason(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    begin_new(page, qtbot)
    number = f"{date(1990, 1, 1):%d%m%y}-1234"
    QTest.keyClicks(page.form.panel.fields.name, f"Zahra {number}")
    assert "Remove the CPR number before you save." in said(page.form.panel)
    QTest.keyClick(
        page.form.panel.fields.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    QApplication.processEvents()
    assert page.form.panel.isVisible()


def test_all_that_the_form_asks_is_stored(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    wanted = ContactForm(
        name="Amina Yusuf",
        alias="Mina",
        identified=False,
        department=office.session.places.departments()[0].rid,
        stairwell="12 A",
        phone="00 12 34 56",
        channel="text_message",
        interpreter="Somali",
        age_band="15-17",
        areas=("KRI", "UDL"),
        owner=SAMIRA,
        status="paused",
        protected=True,
        informed_on="2026-03-12",
    )
    page = opened(office, show, qtbot)
    choose(page, qtbot, amina)
    page._edit_contact()
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    page.form.panel.fields.show_form(wanted)
    press_button(page.form.panel, "Save")
    qtbot.waitUntil(lambda: "The contact is changed" in office.ways.told, timeout=WAIT)
    stored = office.session.people.page(amina, again=True).form
    assert set(stored.areas) == {"KRI", "UDL"}
    for field in ContactForm.__slots__:
        if field != "areas":
            assert getattr(stored, field) == getattr(wanted, field), field
