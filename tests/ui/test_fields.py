"""Fields: what is typed, what is wrong, and what a screen reader hears of it."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.language import use_language
from ui.theme.icons import Icon
from ui.widgets.buttons import Button
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.editor import NoteEditor
from ui.widgets.fields import Field, SearchField, TextField
from ui.widgets.first_start import CodeField
from ui.widgets.layouts import Column
from ui.widgets.passphrase import CapsLockHint, PassphraseField, Strength, StrengthBars
from ui.widgets.person_picker import Person, PersonPicker
from ui.widgets.side_panel import SidePanel

Show = Callable[..., QWidget]

THURSDAY = date(2026, 3, 12)
ADA, BO = Person(b"a", "Ada Holm", "Kløverparken"), Person(b"b", "Bo Lund", identified=False)


def test_an_error_is_shown_spoken_and_taken_back(show: Show) -> None:
    line = TextField()
    field = Field("Date", line, hint="As you say it.")
    show(field)
    line.clearFocus()  # a blinking caret would be a difference too
    before = line.grab().toImage()

    field.set_error("There is no such date.")
    assert line.accessibleDescription() == "There is no such date."
    assert line.grab().toImage() != before

    field.set_error("")
    assert line.accessibleDescription() == "As you say it."
    assert line.grab().toImage() == before
    assert line.accessibleName() == "Date"


def test_an_optional_field_says_so(show: Show) -> None:
    field = Field("Channel", Combo([("sms", "Text message")]), optional=True)
    show(field)

    assert "Optional" in [each.text() for each in field.findChildren(type(field._mark))]


def test_escape_empties_a_search_and_then_leaves_it_alone(show: Show) -> None:
    search = SearchField("Name", key="Ctrl+K")
    show(search)
    QTest.keyClicks(search, "mø")
    QTest.keyClick(search, Qt.Key.Key_Escape)

    assert search.text() == ""


def test_a_combo_is_chosen_by_letters_and_ignores_the_wheel(qtbot: QtBot, show: Show) -> None:
    combo = Combo([("p", "Phone"), ("s", "Street"), ("v", "Visit")], placeholder="Choose")
    show(combo)
    assert combo.current_key() == ""
    combo.setFocus()

    with qtbot.waitSignal(combo.chosen, timeout=1000) as told:
        QTest.keyClicks(combo, "v")

    assert told.args == ["v"]
    combo.set_choices([("x", "Other"), ("v", "Visit")])
    assert combo.current_key() == "v"


def test_the_editor_counts_marks_and_removes(show: Show) -> None:
    editor = NoteEditor(limit=2000)
    field = Field("What happened?", editor)
    show(field)
    told: list[str] = []
    editor.counted.connect(told.append)
    text = "🙂 gave me 123 456 today"
    editor.insertPlainText(text)
    start = text.index("123")
    plain = editor.grab().toImage()

    editor.set_marks([(start, start + 7)])

    assert told[-1] == f"{len(text)} of 2,000"
    assert editor.grab().toImage() != plain
    assert editor.mark_middle(0) is not None
    editor.remove_mark(0)
    assert editor.text() == "🙂 gave me  today"
    editor.undo()
    assert editor.text() == text


def test_the_editor_says_how_much_is_too_much(qtbot: QtBot) -> None:
    editor = NoteEditor(limit=5)
    qtbot.addWidget(editor)
    editor.set_text("1234567")

    assert editor.over_limit() == 2


def test_pasted_text_loses_its_format_and_ctrl_enter_sends(qtbot: QtBot, show: Show) -> None:
    editor = NoteEditor()
    show(editor)
    editor.setFocus()
    QGuiApplication.clipboard().setText("From a mail")
    editor.paste()

    assert editor.text() == "From a mail"
    with qtbot.waitSignal(editor.submitted, timeout=1000):
        QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "From a mail"


def test_new_paragraphs_keep_the_line_height(show: Show) -> None:
    editor = NoteEditor()
    show(editor)
    editor.setFocus()
    QTest.keyClicks(editor, "one")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "two")
    cursor = QTextCursor(editor.document())
    first = editor.cursorRect(cursor).top()
    cursor.movePosition(QTextCursor.MoveOperation.End)

    assert editor.cursorRect(cursor).top() - first == 20


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("14/3", date(2026, 3, 14)), ("tomorrow", date(2026, 3, 13)), ("monday", date(2026, 3, 16))],
)
def test_a_day_is_typed_as_it_is_said(qtbot: QtBot, show: Show, typed: str, meant: date) -> None:
    field = DateField(lambda: THURSDAY)
    show(field)
    field.setFocus()

    with qtbot.waitSignal(field.day_changed, timeout=1000) as told:
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [meant]
    assert field.day() == meant


def test_a_day_that_does_not_exist_is_marked_and_not_taken(qtbot: QtBot, show: Show) -> None:
    field = DateField(lambda: THURSDAY, THURSDAY)
    show(field)
    field.setFocus()
    field.selectAll()

    with qtbot.waitSignal(field.misread, timeout=1000) as told:
        QTest.keyClicks(field, "31 february")
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert told.args == ["31 february"]
    assert field.day() == THURSDAY
    assert field.property("invalid")


def test_a_day_is_chosen_from_the_month_by_keyboard(qtbot: QtBot, show: Show) -> None:
    field = DateField(lambda: THURSDAY, THURSDAY)
    show(field)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    grid = QApplication.focusWidget()
    assert grid is not None

    with qtbot.waitSignal(field.day_changed, timeout=1000) as told:
        QTest.keyClick(grid, Qt.Key.Key_Down)
        QTest.keyClick(grid, Qt.Key.Key_PageDown)
        QTest.keyClick(grid, Qt.Key.Key_Return)

    assert told.args == [date(2026, 4, 19)]
    assert not grid.isVisible()


def test_a_shown_day_is_understood_when_it_is_typed_again(qtbot: QtBot, qapp: QApplication) -> None:
    use_language(qapp, "da")
    field = DateField(lambda: THURSDAY, date(2026, 3, 27))
    qtbot.addWidget(field)
    shown = field.text()
    field.set_day(None)
    field.setFocus()
    field.setText(shown)
    field.editingFinished.emit()

    assert field.day() == date(2026, 3, 27)


def test_a_code_is_one_field_for_keys_and_paste(show: Show) -> None:
    field = CodeField("Code")
    show(field)
    field.setFocus()
    QGuiApplication.clipboard().setText(" k7pwm-4txqd 9rhcv\n3nfjy 8b ")
    field.paste()
    assert field.code() == "K7PWM4TXQD9RHCV3NFJY8B"
    assert field.missing() == 8
    QTest.keyClicks(field, "oil-zge6")
    assert field.code().endswith("8B011ZGE6")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert field.missing() == 2


def test_a_code_takes_no_more_signs_than_it_has_boxes(qtbot: QtBot) -> None:
    field = CodeField("Code")
    qtbot.addWidget(field)
    field.set_code("A" * 50)

    assert len(field.code()) == 30
    assert field.missing() == 0


def test_signs_typed_in_the_middle_of_a_code_stay_where_they_were_typed(show: Show) -> None:
    field = CodeField("Code")
    show(field)
    field.set_code("ABCD")
    field.setFocus()
    field.setCursorPosition(1)
    QTest.keyClicks(field, "xy")

    assert field.code() == "AXYBCD"
    assert field.cursorPosition() == 3


def test_the_eye_shows_and_hides_the_passphrase(show: Show) -> None:
    field = PassphraseField(name="Passphrase")
    show(field)
    field.setText("coffee violet")
    assert field.displayText() != "coffee violet"

    QTest.mouseClick(field._eye, Qt.MouseButton.LeftButton)

    assert field.displayText() == "coffee violet"
    assert field._eye.accessibleName() == "Hide the passphrase"


def test_caps_lock_is_noticed_by_what_is_typed(show: Show) -> None:
    field = PassphraseField()
    hint = CapsLockHint(field)
    show(field, hint)
    field.setFocus()
    capital = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "K")

    QApplication.sendEvent(field, capital)
    assert hint.isVisible()

    QTest.keyClick(field, Qt.Key.Key_A)
    assert not hint.isVisible()
    QApplication.sendEvent(field, capital)
    field.clearFocus()
    assert not hint.isVisible()


def test_strength_is_a_word_and_a_sentence_not_only_bars(qtbot: QtBot) -> None:
    bars = StrengthBars()
    qtbot.addWidget(bars)
    bars.set_strength(Strength.WEAK, "Three more words would help.")

    assert bars.accessibleName() == "Weak. Three more words would help."


def test_people_are_picked_by_typing_arrows_and_enter(qtbot: QtBot, show: Show) -> None:
    picker = PersonPicker("Add person")
    page = show(picker)
    picker.asked.connect(lambda _: picker.suggest([ADA, BO]))
    line = picker.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, "o")
    QTest.keyClick(line, Qt.Key.Key_Down)

    with qtbot.waitSignal(picker.picked, timeout=1000) as told:
        QTest.keyClick(line, Qt.Key.Key_Return)

    assert told.args == [BO]
    assert picker.people() == (BO,)
    assert picker.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert picker.people() == ()
    assert page.isVisible()


def test_a_person_chosen_is_not_suggested_again(show: Show) -> None:
    picker = PersonPicker("Add person")
    show(picker)
    picker.set_people([ADA])
    picker.setFocus()
    picker.suggest([ADA, BO])

    assert picker._list._model.rows == (BO,)


@pytest.mark.parametrize(("typed", "left"), [("", True), ("o", False)])
def test_esc_leaves_a_list_that_nobody_typed_for(show: Show, typed: str, left: bool) -> None:  # noqa: FBT001  a case of the test
    picker = PersonPicker("Add person")
    panel = SidePanel("Quick note", parent=show(Button("List"), width=900, height=600))
    panel.body.addWidget(picker)
    picker.asked.connect(lambda _: picker.suggest([ADA, BO]))
    panel.show()
    line = picker.focusProxy()
    assert line is not None
    line.setFocus()
    QTest.keyClicks(line, typed)
    assert picker._list.isVisible()

    QTest.keyClick(line, Qt.Key.Key_Escape)

    assert not picker._list.isVisible()
    assert panel.isVisible() is not left


def test_enter_takes_the_first_for_what_was_typed_however_late_it_comes(show: Show) -> None:
    picker = PersonPicker("Add person")
    show(picker)
    line = picker.focusProxy()
    assert line is not None
    line.setFocus()
    picker.suggest([ADA])
    QTest.keyClicks(line, "bo")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert picker.people() == ()

    picker.suggest([BO])

    assert picker.people() == (BO,)
    assert not picker._list.isVisible()


def test_an_answer_after_the_keyboard_left_opens_no_list(show: Show) -> None:
    picker = PersonPicker("Add person")
    other = TextField(name="Other")
    holder = QWidget()
    column = Column(holder)
    column.addWidget(picker)
    column.addWidget(other)
    show(holder)
    picker.setFocus()
    other.setFocus()

    picker.suggest([ADA, BO])

    assert not picker._list.isVisible()
    picker.setFocus()
    picker.suggest([ADA, BO])
    assert picker._list.isVisible()


def test_a_chip_is_taken_away_by_a_click_and_by_delete(show: Show) -> None:
    picker = PersonPicker("Add person")
    show(picker)
    picker.set_people([ADA, BO, Person(b"new", "New contact", icon=Icon.USER_PLUS)])
    first, second = picker._chips[:2]
    assert first.accessibleName() == "Remove Ada Holm"

    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.keyClick(second, Qt.Key.Key_Delete)

    assert [person.name for person in picker.people()] == ["New contact"]


def test_only_one_can_be_chosen_where_one_is_asked(show: Show) -> None:
    picker = PersonPicker("Owner", single=True)
    show(picker)
    picker.setFocus()
    for person in (ADA, BO):
        picker.suggest([person])
        picker._list.take()

    assert picker.people() == (BO,)
