"""Buttons and choices answer to mouse, keys and screen readers."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.icons import Icon
from ui.widgets.buttons import Button, IconButton, Kind
from ui.widgets.choices import CheckBox, Pill, Switch
from ui.widgets.layouts import Flow
from ui.widgets.segment import Segment
from ui.widgets.stepper import Stepper
from ui.widgets.tabs import TabStrip

Show = Callable[..., QWidget]

THEMES: list[tuple[str, str, Icon | None]] = [
    ("system", "As the computer", Icon.MONITOR),
    ("light", "Light", None),
    ("dark", "Dark", None),
]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_shown_key_clicks_the_button_from_anywhere_in_the_window(
    qtbot: QtBot, show: Show, key: Qt.Key
) -> None:
    save = Button("Save", Kind.PRIMARY, key="Ctrl+Enter")
    line = QLineEdit()
    show(save, line)
    line.setFocus()

    with qtbot.waitSignal(save.clicked, timeout=1000):
        QTest.keyClick(line, key, Qt.KeyboardModifier.ControlModifier)


def test_a_blocked_button_does_nothing_by_key(show: Show) -> None:
    save = Button("Save", key="Ctrl+S")
    line = QLineEdit()
    show(save, line)
    save.setEnabled(False)
    clicks: list[bool] = []
    save.clicked.connect(clicks.append)

    QTest.keyClick(line, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert not clicks


def test_a_click_leaves_the_focus_where_the_person_types(show: Show) -> None:
    line, pill, button = QLineEdit(), Pill("Mine"), Button("Filter")
    show(line, pill, button)
    line.setFocus()

    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert line.hasFocus()
    assert pill.isChecked()


def test_tab_reaches_button_and_pill_and_space_presses_them(qtbot: QtBot, show: Show) -> None:
    pill, button = Pill("Mine"), Button("Filter")
    page = show(pill, button)
    pill.setFocus()
    QTest.keyClick(pill, Qt.Key.Key_Space)
    QTest.keyClick(page, Qt.Key.Key_Tab)

    assert pill.isChecked()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_names_for_screen_readers_say_word_count_and_key(qtbot: QtBot) -> None:
    pill = Pill("Overdue", count=2)
    eye = IconButton(Icon.EYE_SLASH, "Hide from others", key="F9")
    qtbot.addWidget(pill)
    qtbot.addWidget(eye)
    pill.set_count(5)

    spoken = QAccessible.queryAccessibleInterface(pill)
    assert pill.accessibleName() == "Overdue 5"
    assert spoken is not None
    assert spoken.state().checkable
    assert eye.toolTip() == "Hide from others (F9)"
    assert eye.accessibleName() == "Hide from others"


@pytest.mark.parametrize("kind", [CheckBox, Switch])
def test_the_words_of_a_tick_answer_too(qtbot: QtBot, kind: type[CheckBox] | type[Switch]) -> None:
    part = kind("Told what we keep")
    qtbot.addWidget(part)
    part.resize(part.sizeHint())
    part.show()

    QTest.mouseClick(
        part, Qt.MouseButton.LeftButton, pos=QPoint(part.width() - 3, part.height() // 2)
    )

    assert part.isChecked()
    assert part.height() >= 32


def test_a_segment_is_moved_with_arrow_keys(qtbot: QtBot, show: Show) -> None:
    segment = Segment(THEMES, "Theme")
    show(segment)
    segment.choose("system")
    first = segment.findChildren(QWidget)[0]
    first.setFocus()

    with qtbot.waitSignal(segment.chosen, timeout=1000) as told:
        QTest.keyClick(first, Qt.Key.Key_Right)

    assert told.args == ["light"]
    assert segment.current() == "light"


def test_tabs_tell_key_and_count(qtbot: QtBot, show: Show) -> None:
    tabs = TabStrip("Contact")
    tabs.add("stream", "Timeline")
    tabs.add("agreements", "Agreements", 2)
    show(tabs)
    tabs.setFocus()

    with qtbot.waitSignal(tabs.chosen, timeout=1000) as told:
        QTest.keyClick(tabs, Qt.Key.Key_Right)

    assert told.args == ["agreements"]
    assert tabs.accessibleTabName(1) == "Agreements 2"
    before = tabs.tabRect(1).width()
    tabs.set_count("agreements", 1234)
    assert tabs.tabRect(1).width() > before


def test_a_stepper_counts_by_finger_arrows_and_digits(show: Show) -> None:
    stepper = Stepper("6-12", 3, most=40)
    show(stepper)
    minus, plus = stepper.findChildren(QWidget)[0], stepper.findChildren(QWidget)[1]

    QTest.mouseClick(plus, Qt.MouseButton.LeftButton)
    assert stepper.value() == 4
    QTest.mouseClick(minus, Qt.MouseButton.LeftButton)
    stepper.setFocus()
    QTest.keyClick(stepper, Qt.Key.Key_Up)
    assert stepper.value() == 4
    QTest.keyClicks(stepper, "18")
    assert stepper.value() == 18
    assert stepper.accessibleName() == "6-12: 18"
    stepper.set_value(99)
    assert stepper.value() == 40
    assert not plus.isEnabled()
    assert min(plus.width(), plus.height(), minus.width(), minus.height()) >= 44


def test_pills_go_on_in_a_new_line_when_the_line_is_full(qtbot: QtBot) -> None:
    page = QWidget()
    flow = Flow(page, gap=6, line_gap=8)
    pills = [Pill(word) for word in ("Education", "Employment", "Crime prevention", "Cohesion")]
    for pill in pills:
        flow.addWidget(pill)
    qtbot.addWidget(page)
    page.resize(220, 300)
    page.show()

    assert pills[0].y() < pills[-1].y()
    assert all(pill.geometry().right() <= 220 for pill in pills)
    assert flow.heightForWidth(220) > flow.heightForWidth(900)
