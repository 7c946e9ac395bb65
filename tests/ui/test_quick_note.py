"""The quick note: written by keyboard alone, kept within a second, never lost."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.desks import LAPTOP_OF_SAMIRA
from tests.support.pages import Office, open_office
from ui.screens.contacts.page import ContactsPage
from ui.screens.quick_note.note_panel import QuickNote
from ui.screens.quick_note.who_field import ANONYMOUS
from ui.widgets.margin_note import MarginNote

Show = Callable[..., QWidget]
WAIT = 5000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def note_over(office: Office, show: Show, width: int = 1072, panel: int = 696) -> QuickNote:
    """Give the note as the window does: over the right of a page."""
    page = QWidget()
    show(page, width=width, height=744)
    note = QuickNote(office.context, page)
    note.setGeometry(width - panel, 0, panel, 744)
    return note


def begun(note: QuickNote, qtbot: QtBot, about: bytes | None = None) -> QuickNote:
    note.begin(about)
    qtbot.waitUntil(note.form.isVisible, timeout=WAIT)
    return note


def typed(widget: QWidget | None = None, text: str = "", *keys: Qt.Key) -> None:
    """Type where the keyboard is."""
    target = widget or QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
    for key in keys:
        QTest.keyClick(target, key)


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


def offered(note: QuickNote) -> list[str]:
    """Return the suggestions below the field for people."""
    return [row.name for row in note.form.who.picker._list._model.rows]


def line_of(note: QuickNote) -> QLineEdit:
    line = note.form.who.picker.findChild(QLineEdit)
    assert line is not None
    return line


def cpr_like() -> str:
    return f"{date(1990, 1, 1):%d%m%y}-1234"


def submit(note: QuickNote) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert note.isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_Return, CONTROL)


def test_a_note_is_written_by_keyboard_alone(office: Office, show: Show, qtbot: QtBot) -> None:
    henning = office.meet("Henning Krag")
    office.meet("Amina Yusuf")
    note = begun(note_over(office, show), qtbot)
    line = line_of(note)
    assert line.hasFocus()
    QTest.keyClicks(line, "henn")
    qtbot.waitUntil(lambda: offered(note)[:1] == ["Henning Krag"], timeout=WAIT)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    while QApplication.focusWidget() is not note.form.text:
        typed(None, "", Qt.Key.Key_Tab)
    typed(note.form.text, "Henning er bagud med huslejen.")
    while QApplication.focusWidget() is not note.form.step.what:
        typed(None, "", Qt.Key.Key_Tab)
    typed(None, "Ring om afdragsordningen")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told == ["The note is saved"], timeout=WAIT)
    entries = office.session.timelines.of(henning)
    stored = next(each for each in entries if each.kind == "note")
    assert stored.text == "Henning er bagud med huslejen."
    assert (stored.on, stored.channel) == ("2026-03-12", "walk_in")
    steps = office.session.follow_ups.of_contact(henning)
    assert [(each.what, each.due_on) for each in steps] == [
        ("Ring om afdragsordningen", "2026-03-16")
    ]
    assert not note.isVisible()
    assert office.session.drafts.all() == ()


def test_somebody_new_and_nobody_are_offered_while_typing(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    note = begun(note_over(office, show), qtbot)
    qtbot.waitUntil(lambda: "Anonymous" in offered(note), timeout=WAIT)
    line = line_of(note)
    QTest.keyClicks(line, "Ham med hunden")
    wanted = "Create “Ham med hunden” as a new contact"
    qtbot.waitUntil(lambda: offered(note) == [wanted], timeout=WAIT)
    QTest.keyClick(line, Qt.Key.Key_Return)
    note.form.text.setFocus()
    typed(note.form.text, "Han har mistet sit arbejde.")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    hits = office.session.searching.people("hunden")
    assert [each.name for each in hits] == ["Ham med hunden"]
    assert len(office.session.timelines.of(hits[0].rid)) == 1


def test_an_anonymous_note_names_nobody(office: Office, show: Show, qtbot: QtBot) -> None:
    note = begun(note_over(office, show), qtbot)
    line = line_of(note)
    QTest.keyClicks(line, "ano")
    qtbot.waitUntil(lambda: "Anonymous" in offered(note), timeout=WAIT)
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert note.form.fields().anonymous
    note.form.text.setFocus()
    typed(note.form.text, "Fem spurgte om det samme brev.")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    found = office.session.searching.find("brev")
    assert [each.contact for each in found.notes] == [None]
    assert found.contacts == ()


def test_choosing_somebody_takes_anonymous_away(office: Office, show: Show, qtbot: QtBot) -> None:
    office.meet("Amina Yusuf")
    note = begun(note_over(office, show), qtbot)
    line = line_of(note)
    qtbot.waitUntil(lambda: "Anonymous" in offered(note), timeout=WAIT)
    QTest.keyClicks(line, "anon")
    qtbot.waitUntil(lambda: offered(note)[-1:] == ["Anonymous"], timeout=WAIT)
    QTest.keyClick(line, Qt.Key.Key_Up)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [each.identity for each in note.form.who.picker.people()] == [ANONYMOUS]
    QTest.keyClicks(line, "ami")
    qtbot.waitUntil(lambda: "Amina Yusuf" in offered(note), timeout=WAIT)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert not note.form.fields().anonymous
    assert [each.name for each in note.form.fields().who] == ["Amina Yusuf"]


def test_a_cpr_number_is_marked_and_blocks_saving_with_the_reason(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = begun(note_over(office, show), qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, f"Hun gav mig {cpr_like()} i dag.")
    assert "Remove the number before you save." in said(note)
    submit(note)
    QApplication.processEvents()
    assert office.ways.told == []
    assert len([each for each in note.findChildren(MarginNote) if each.isVisible()]) == 1
    press_button(note, "Remove the number")
    assert cpr_like() not in note.form.text.text()
    assert "Remove the number before you save." not in said(note)
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)


def test_what_the_author_says_is_no_cpr_number_is_stored(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = begun(note_over(office, show), qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, f"Sagsnummeret er {cpr_like()}.")
    press_button(note, "It is not a CPR number")
    submit(note)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    stored = office.session.timelines.of(amina)[0]
    assert cpr_like() in stored.text
    view = office.session.notes.get(stored.rid)
    assert view.form.cpr_override


def test_a_second_number_is_not_covered_by_the_first_word(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    note = begun(note_over(office, show), qtbot, office.meet("Amina Yusuf"))
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, f"Nummer {cpr_like()} ")
    press_button(note, "It is not a CPR number")
    typed(note.form.text, f"og {date(1985, 5, 5):%d%m%y}-4321 ")
    assert "Remove the number before you save." in said(note)


def test_in_a_narrow_panel_the_note_stands_below_the_text(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = begun(note_over(office, show, width=960, panel=520), qtbot, amina)
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, f"Nummer {cpr_like()} ")
    shown = next(each for each in note.findChildren(MarginNote) if each.isVisible())
    top = shown.mapTo(note, QPoint(0, 0)).y()
    assert top > note.form.text.mapTo(note, QPoint(0, 0)).y() + note.form.text.height()


def test_what_is_missing_is_said_at_its_field(office: Office, show: Show, qtbot: QtBot) -> None:
    note = begun(note_over(office, show), qtbot)
    press_button(note, "Save")
    assert "Write whom it is about, or choose Anonymous." in said(note)
    assert line_of(note).hasFocus()
    amina = office.meet("Amina Yusuf")
    QTest.keyClicks(line_of(note), "amina")
    qtbot.waitUntil(lambda: "Amina Yusuf" in offered(note), timeout=WAIT)
    QTest.keyClick(line_of(note), Qt.Key.Key_Return)
    press_button(note, "Save")
    assert "Write what happened." in said(note)
    assert note.form.text.hasFocus()
    assert office.session.timelines.of(amina) == ()


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


def test_the_areas_of_the_last_note_are_proposed(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = office.meet("Amina Yusuf")
    first = begun(note_over(office, show), qtbot, amina)
    qtbot.waitUntil(first.form.text.hasFocus, timeout=WAIT)
    first.form.choose_areas(("KRI",))
    typed(first.form.text, "Om fritidsjob.")
    submit(first)
    qtbot.waitUntil(lambda: office.ways.told != [], timeout=WAIT)
    begun(first, qtbot, amina)
    qtbot.waitUntil(lambda: first.form.fields().areas == ("KRI",), timeout=WAIT)


def test_a_day_in_the_future_is_refused_where_it_stands(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    note = begun(note_over(office, show), qtbot, office.meet("Amina Yusuf"))
    qtbot.waitUntil(note.form.text.hasFocus, timeout=WAIT)
    typed(note.form.text, "I morgen?")
    day = note.form._day
    day.setFocus()
    day.selectAll()
    typed(day, "13/3")
    note.form.text.setFocus()
    submit(note)
    assert "The date cannot be in the future." in said(note)
    assert office.ways.told == []


def test_the_focus_goes_back_where_it_was(office: Office, show: Show, qtbot: QtBot) -> None:
    page = QWidget()
    before = QLineEdit(page)
    show(page, width=1072, height=744)
    before.setFocus()
    note = QuickNote(office.context, page)
    note.setGeometry(376, 0, 696, 744)
    begun(note, qtbot)
    typed(line_of(note), "", Qt.Key.Key_Escape)
    if note.isVisible():
        # The first Esc closes the suggestions.
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
