"""The quick note keeps what is typed, and gives it back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.support.desks import LAPTOP_OF_SAMIRA
from tests.support.pages import Office, open_office
from tests.support.worker_hand import WAIT, Show, begun, line_of, note_over, said, submit, typed
from ui.screens.contacts.page import ContactsPage
from ui.screens.quick_note.note_panel import QuickNote


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def test_typing_is_kept_within_a_second_and_after_esc(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    note = begun(note_over(office, show), qtbot)
    note.form.text.setFocus()
    began = time.monotonic()
    typed(note.form.text, "Halvt skrev")
    qtbot.waitUntil(lambda: "The draft is saved" in said(note), timeout=1000)
    assert time.monotonic() - began < 1
    assert [each.fields["text"] for each in office.session.drafts.all()] == ["Halvt skrev"]
    typed(note.form.text, "et")
    typed(note.form.text, "", Qt.Key.Key_Escape)
    assert not note.isVisible()
    begun(note, qtbot)
    assert note.form.text.text() == "Halvt skrevet"
    assert any("Go on where you left off" in each for each in said(note))


def test_locking_keeps_the_last_letters(office: Office, show: Show, qtbot: QtBot) -> None:
    note = begun(note_over(office, show), qtbot)
    note.form.text.setFocus()
    typed(note.form.text, "Lige inden lås")
    note.before_lock()
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=WAIT)
    assert office.session.drafts.all()[0].fields["text"] == "Lige inden lås"


def test_an_empty_note_leaves_no_draft(office: Office, show: Show, qtbot: QtBot) -> None:
    note = begun(note_over(office, show), qtbot, office.meet("Amina Yusuf"))
    note.form.text.setFocus()
    typed(note.form.text, "x")
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=WAIT)
    typed(note.form.text, "", Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: office.session.drafts.all() == (), timeout=WAIT)


def test_a_note_about_another_contact_does_not_mix_with_what_was_left(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina, henning = office.meet("Amina Yusuf"), office.meet("Henning Krag")
    note = begun(note_over(office, show), qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, "Om Amina")
    note.begin(henning)
    qtbot.waitUntil(lambda: note.form.text.text() == "", timeout=WAIT)
    assert [each.name for each in note.form.fields().who] == ["Henning Krag"]
    note.begin(amina)
    qtbot.waitUntil(lambda: note.form.text.text() == "Om Amina", timeout=WAIT)
    assert [each.name for each in note.form.fields().who] == ["Amina Yusuf"]


def test_undo_of_a_save_gives_the_draft_back(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    note = begun(note_over(office, show), qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, "Gemt for tidligt")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    office.ways.take_back()
    qtbot.waitUntil(lambda: office.session.timelines.of(amina) == (), timeout=WAIT)
    begun(note, qtbot, amina)
    qtbot.waitUntil(lambda: note.form.text.text() == "Gemt for tidligt", timeout=WAIT)


def test_an_own_note_is_changed_and_changed_back(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    stored = office.write_note("Amina har fået afslag.", amina)
    note = note_over(office, show)
    note.edit(stored)
    qtbot.waitUntil(note.form.isVisible, timeout=WAIT)
    assert not note.form.step.isVisible()
    note.form.text.setFocus()
    typed(note.form.text, " I dag.")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told == ["The note is changed"], timeout=WAIT)
    assert office.session.notes.get(stored).form.text == "Amina har fået afslag. I dag."
    office.ways.take_back()
    qtbot.waitUntil(
        lambda: office.session.notes.get(stored).form.text == "Amina har fået afslag.",
        timeout=WAIT,
    )


def test_a_colleagues_note_is_for_reading(office: Office, show: Show, qtbot: QtBot) -> None:
    stored = office.write_note("Samira talte med Amina.", office.meet("Amina Yusuf"))
    with office.desk.store.write_for_sync() as unit:
        unit.connection.exec_driver_sql(
            "UPDATE note SET author = ? WHERE id = ?", (LAPTOP_OF_SAMIRA, stored)
        )
    note = note_over(office, show)
    note.edit(stored)
    qtbot.waitUntil(note.form.isVisible, timeout=WAIT)
    assert note.form.text.text() == "Samira talte med Amina."
    assert "Written by Samira Haddad, who alone can change it." in said(note)
    assert not note.form.text.isEnabled()
    assert "Save" not in said(note)
    note.form.close_panel()
    begun(note, qtbot, office.meet("Henning Krag"))
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    assert "Save" in said(note)


def test_ctrl_enter_saves_the_form_in_which_one_types(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    page = ContactsPage(office.context)
    show(page, width=1072, height=744)
    page.opened()
    page.open_contact(amina)
    qtbot.waitUntil(lambda: page.detail.shown is not None, timeout=WAIT)
    page.detail.begin_plan()
    QTest.keyClicks(page.detail.agreements.plan.what, "Ring til skolen")
    note = QuickNote(office.context, page)
    note.setGeometry(376, 0, 696, 744)
    begun(note, qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, "Vi talte om skolen.")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told == ["The note is saved"], timeout=WAIT)
    assert office.session.follow_ups.of_contact(amina) == ()
    assert page.detail.agreements.plan.text() == "Ring til skolen"


def test_the_focus_goes_back_where_it_was(office: Office, show: Show, qtbot: QtBot) -> None:
    page = QWidget()
    before = QLineEdit(page)
    show(page, width=1072, height=744)
    before.setFocus()
    note = QuickNote(office.context, page)
    note.setGeometry(376, 0, 696, 744)
    begun(note, qtbot)
    typed(line_of(note), "", Qt.Key.Key_Escape)
    assert not note.isVisible()
    assert before.hasFocus()


def test_privacy_covers_the_whole_form(office: Office, show: Show, qtbot: QtBot) -> None:
    note = begun(note_over(office, show), qtbot, office.meet("Amina Yusuf"))
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, "Hemmeligt")
    note.privacy_changed(veiled=True)
    assert not note.form.text.isVisible()
    assert not note.form.who.isVisible()
    note.privacy_changed(veiled=False)
    assert note.form.text.isVisible()
    assert note.form.text.text() == "Hemmeligt"
