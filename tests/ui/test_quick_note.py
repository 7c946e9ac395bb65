"""The quick note: written by keyboard alone, refused where it must be."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from tests.support.worker_hand import (
    WAIT,
    Show,
    begun,
    cpr_like,
    line_of,
    note_over,
    offered,
    press_button,
    said,
    submit,
    typed,
)
from ui.screens.quick_note.who_field import ANONYMOUS
from ui.widgets.margin_note import MarginNote


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


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
    people = note.form.who.picker.people
    qtbot.waitUntil(lambda: [each.identity for each in people()] == [ANONYMOUS], timeout=WAIT)
    QTest.keyClicks(line, "ami")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not note.form.fields().anonymous, timeout=WAIT)
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
