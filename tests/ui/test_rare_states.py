"""The invented states of the pictures hold what they promise, and the panels read by keyboard."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.records import catalogue
from helhedsplan_desktop.trying.rare_states import note_in_conflict, sync_that_asks
from ui.parts.value_words import Vocabulary
from ui.screens.conflicts.comparison import compare
from ui.screens.sync.view import SyncView
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.side_panel import SidePanel

NOW = SystemClock().now().astimezone()


def test_the_sync_page_asks_everything_that_it_can_ask(
    show: Callable[..., QWidget],
) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    view.show_sync(sync_that_asks(NOW, (), bytes(16)), NOW)
    named = {each.text() for each in view.findChildren(Button)}
    assert named >= {
        "Bring it together",
        "Keep them",
        "Delete them here too",
        "It may go on",
        "Put it out",
        "Take over",
        "Give it to a lead",
        "Try again",
    }
    titles = {each.text() for each in view.findChildren(QLabel)}
    assert "Waiting to be sent" in titles
    assert "Something is set aside" in titles


def test_two_versions_of_a_note_differ_in_text_and_day() -> None:
    conflict = note_in_conflict(NOW)
    shown = compare(conflict, Vocabulary((), (), (), catalogue.load(), NOW.date()))
    assert [each.name for each in shown.fields] == ["Note", "Day"]
    text = shown.fields[0]
    [first, second] = [each.of(text.left) for each in text.left_spans]
    assert "efter påske." in first
    assert "på mandag." in second


def test_a_panel_that_only_tells_is_read_by_the_arrows(show: Callable[..., QWidget]) -> None:
    panel = SidePanel("Earlier versions", footer=False)
    for number in range(40):
        panel.body.addWidget(Label(f"Line {number}"))
    show(panel, width=600, height=300)
    bar = panel.scroll_area.verticalScrollBar()
    panel.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(panel, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(panel, Qt.Key.Key_Home)
    assert bar.value() == 0
