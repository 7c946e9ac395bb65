"""Somebody becomes a lead: by the recovery sheet, or by a colleague while the vault is open."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.services.syncing import SyncStatus
from tests.support.seats import Seat
from tests.support.world import World, user_of, world
from ui.frame.role_watch import RoleWatch
from ui.screens.settings.recover_panel import RecoverPanel
from ui.screens.sync.needed import ForkShown
from ui.screens.sync.view import SyncShown, SyncView
from ui.widgets.first_start import CodeField

Show = Callable[..., QWidget]
WAIT = 20_000


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def fatma(town: World) -> Iterator[Seat]:
    """A worker beside Karin, who leads."""
    seat = Seat(town.join(town.found("Karin"), "Fatma"))
    yield seat
    seat.close()


def said(widget: QWidget) -> str:
    shown = [each for each in widget.findChildren(QWidget) if each.isVisibleTo(widget)]
    return "\n".join(each.text() for each in shown if isinstance(each, QLabel | QAbstractButton))


def opened(fatma: Seat, show: Show) -> RecoverPanel:
    holder = QWidget()
    panel = RecoverPanel(fatma.context, holder)
    show(holder, width=900, height=744)
    panel.setGeometry(0, 0, 900, 744)
    panel.begin()
    return panel


def type_sheet(panel: RecoverPanel, lines: tuple[str, ...]) -> None:
    first, second = panel.findChildren(CodeField)
    first.set_code(lines[0])
    second.set_code(lines[1])


def press(panel: QWidget, word: str) -> None:
    [button] = [each for each in panel.findChildren(QAbstractButton) if each.text() == word]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_sheet_makes_a_lead_who_is_told_to_lock_once(
    town: World, fatma: Seat, show: Show, qtbot: QtBot
) -> None:
    panel = opened(fatma, show)
    type_sheet(panel, town.sheet)
    press(panel, "Become a lead")
    qtbot.waitUntil(lambda: "Lock now" in said(panel), timeout=WAIT)
    assert fatma.laptop.members.me().role == "lead"
    assert [each.code() for each in panel.findChildren(CodeField)] == ["", ""]
    with qtbot.waitSignal(panel.lock_wished):
        press(panel, "Lock now")


def test_a_wrong_line_is_named_and_what_was_typed_stays(
    town: World, fatma: Seat, show: Show, qtbot: QtBot
) -> None:
    panel = opened(fatma, show)
    wrong = ("A" if town.sheet[0][0] != "A" else "B") + town.sheet[0][1:]
    type_sheet(panel, (wrong, town.sheet[1]))
    before = [each.code() for each in panel.findChildren(CodeField)]
    press(panel, "Become a lead")
    qtbot.waitUntil(lambda: "Asking the server" not in said(panel), timeout=WAIT)
    assert fatma.laptop.members.me().role == "worker"
    assert [each.code() for each in panel.findChildren(CodeField)] == before
    assert "Lock now" not in said(panel)


def test_a_role_given_meanwhile_is_told_once_and_nothing_else_is(
    town: World, fatma: Seat, qtbot: QtBot
) -> None:
    watch = RoleWatch(fatma.laptop.day, fatma.runner, fatma.status, fatma.runner)
    told = QSignalSpy(watch.outdated)
    fatma.laptop.sync()
    karin = town.laptops["Karin"]
    karin.day.access.set_role(user_of(fatma.laptop), "lead")
    with qtbot.waitSignal(watch.outdated, timeout=WAIT):
        fatma.laptop.sync()
        fatma.status.changed.emit(SyncStatus(enrolled=True))
    fatma.status.changed.emit(SyncStatus(enrolled=True))
    assert told.count() == 1


def test_a_lead_is_asked_to_bring_a_list_together_that_went_two_ways(
    show: Show, qtbot: QtBot
) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    fork = ForkShown(2, ("Bærbar (Jonas)",), ())
    status = SyncStatus(enrolled=True, forked=True)
    shown = SyncShown(status, (), (), (), (), (), (), bytes(16), fork=fork)
    view.show_sync(shown, SystemClock().now().astimezone())
    qtbot.waitUntil(lambda: "Bring it together" in said(view), timeout=WAIT)
    text = said(view)
    assert "lost 2 decisions about access" in text
    assert "Stays out: Bærbar (Jonas)." in text
    with qtbot.waitSignal(view.fork_settled):
        press(view, "Bring it together")
