"""One contact: every act on its page by keyboard, and its way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from tests.support.worker_hand import (
    WAIT,
    Show,
    choose,
    first_note,
    open_remark,
    opened,
    press_button,
    said,
    texts,
    wait_for_names,
)
from ui.parts.remark_box import RemarkBox
from ui.screens.contacts.conflict_strip import ConflictStrip
from ui.theme.theme import Theme
from ui.widgets.editor import NoteEditor


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


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
    qtbot.waitUntil(lambda: office.ways.told == ["The note is deleted"], timeout=WAIT)
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
    # The list hears of it before the page tells of it.
    qtbot.waitUntil(lambda: bool(office.ways.told), timeout=WAIT)
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
