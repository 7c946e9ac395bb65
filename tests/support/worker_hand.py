"""The hand of a worker on the page of contacts and the quick note: keys, clicks, what is seen."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Office
from ui.parts.remark_box import RemarkBox
from ui.screens.contacts.page import ContactsPage
from ui.screens.contacts.timeline_rows import EntryRow
from ui.screens.quick_note.note_panel import QuickNote

Show = Callable[..., QWidget]
WAIT: Final = 5000
CONTROL: Final = Qt.KeyboardModifier.ControlModifier


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


def open_remark(page: ContactsPage, qtbot: QtBot) -> RemarkBox:
    first_note(page)
    QTest.keyClick(page.detail.stream.timeline, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is not None, timeout=WAIT)
    box = page.findChild(RemarkBox)
    assert box is not None
    qtbot.waitUntil(lambda: box.focusWidget() is not None, timeout=WAIT)
    return box


def begin_new(page: ContactsPage, qtbot: QtBot) -> None:
    press_button(page.list, "New contact")
    qtbot.waitUntil(page.form.panel.isVisible, timeout=WAIT)
    qtbot.waitUntil(page.form.panel.fields.name.hasFocus, timeout=WAIT)


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
