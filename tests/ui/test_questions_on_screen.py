"""A lead sends a note back with a question, by keyboard, over a real server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.support.seats import Seat
from tests.support.world import LaptopInWorld, World, world
from ui.frame.badges import Badges, Counts
from ui.parts.follow_up_list import FollowUpList
from ui.parts.remark_box import RemarkBox
from ui.screens.follow_ups.page import FollowUpsPage
from ui.screens.review.page import ReviewPage
from ui.widgets.editor import NoteEditor

Show = Callable[..., QWidget]
WAIT = 20_000
ASKED = "Har I talt om husleje?"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def karin(town: World) -> Iterator[Seat]:
    seat = Seat(town.found("Karin"))
    yield seat
    seat.close()


@pytest.fixture
def fatma(town: World, karin: Seat) -> LaptopInWorld:
    fatma = town.join(karin.laptop, "Fatma")
    fatma.write_note("Amina søger fritidsjob", fatma.meet("Amina Yusuf"))
    town.settle()
    return fatma


def said(page: QWidget) -> list[str]:
    shown = [each for each in page.findChildren(QWidget) if each.isVisibleTo(page)]
    return [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]


def opened(karin: Seat, show: Show, qtbot: QtBot) -> ReviewPage:
    page = ReviewPage(karin.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(lambda: "Since you last looked" in said(page), timeout=WAIT)
    return page


def to_the_question(page: ReviewPage, qtbot: QtBot) -> RemarkBox:
    """Go from the list to the first note's question by keyboard alone."""
    window = page.window()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget().accessibleName().startswith("Ask Fatma about")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.findChild(RemarkBox) is not None, timeout=WAIT)
    box = page.findChild(RemarkBox)
    assert box is not None
    qtbot.waitUntil(lambda: isinstance(window.focusWidget(), NoteEditor), timeout=WAIT)
    return box


def test_a_note_goes_back_with_a_question_by_keyboard_alone(
    town: World, karin: Seat, fatma: LaptopInWorld, show: Show, qtbot: QtBot
) -> None:
    page = opened(karin, show, qtbot)
    to_the_question(page, qtbot)
    editor = page.window().focusWidget()
    QTest.keyClicks(editor, ASKED)
    QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bool(karin.ways.told), timeout=WAIT)
    assert page.findChild(RemarkBox) is None
    town.settle()
    [step] = fatma.day.follow_ups.mine().today
    assert step.what == ASKED


def test_what_was_typed_of_a_question_is_a_draft(
    karin: Seat, fatma: LaptopInWorld, show: Show, qtbot: QtBot
) -> None:
    del fatma
    page = opened(karin, show, qtbot)
    to_the_question(page, qtbot)
    editor = page.window().focusWidget()
    QTest.keyClicks(editor, "Har I talt")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(karin.context.session.drafts.all()) == 1, timeout=WAIT)
    again = to_the_question(page, qtbot)
    assert again.text() == "Har I talt"


def test_the_author_reads_that_a_lead_asks(
    town: World, karin: Seat, fatma: LaptopInWorld, show: Show, qtbot: QtBot
) -> None:
    [note] = [hit.rid for hit in karin.laptop.day.searching.find("fritidsjob").notes]
    karin.laptop.day.questions.ask(note, ASKED)
    town.settle()
    seat = Seat(fatma)
    try:
        page = FollowUpsPage(seat.context)
        show(page, width=1072, height=744)
        page.opened()
        lines = page.findChild(FollowUpList)
        assert lines is not None
        qtbot.waitUntil(lambda: len(lines.lines()) == 1, timeout=WAIT)
        [line] = lines.lines()
        assert line.what == ASKED
        assert line.who(veiled=False).startswith("Question from a lead · Amina Yusuf")
    finally:
        seat.close()


def test_the_rail_counts_for_a_lead_what_changed_since_the_last_look(
    karin: Seat, fatma: LaptopInWorld, qtbot: QtBot
) -> None:
    counted: list[Counts] = []
    for session, changed in ((karin.laptop.day, 1), (fatma.day, 0)):
        badges = Badges(session, karin.runner)
        badges.counted.connect(counted.append)
        badges.renew()
        qtbot.waitUntil(lambda: bool(counted), timeout=WAIT)
        assert counted.pop().changed == changed
