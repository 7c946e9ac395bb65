"""Earlier versions: whoever wonders what stood there before sees it, from a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.support.seats import Seat
from tests.support.worker_hand import Show, choose
from tests.support.world import World, world
from ui.screens.contacts.history import HistoryPanel
from ui.screens.contacts.page import ContactsPage

WAIT = 20_000


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def karin(town: World) -> Iterator[Seat]:
    seat = Seat(town.found("Karin"))
    yield seat
    seat.close()


def said(panel: QWidget) -> list[str]:
    shown = [each for each in panel.findChildren(QWidget) if each.isVisibleTo(panel)]
    texts = [each.text() for each in shown if isinstance(each, QLabel)]
    return [*texts, *(each.accessibleName() for each in shown)]


def look_back(page: ContactsPage, qtbot: QtBot) -> HistoryPanel:
    page.detail.menu_wanted.emit(QPoint(0, 0))
    [menu] = [each for each in page.findChildren(QMenu) if each.isVisible()]
    [line] = [each for each in menu.actions() if each.text() == "Earlier versions …"]
    line.trigger()
    menu.close()
    panel = page.findChild(HistoryPanel)
    assert panel is not None
    qtbot.waitUntil(lambda: not any("Asking" in each for each in said(panel)), timeout=WAIT)
    return panel


def opened(karin: Seat, show: Show, qtbot: QtBot, rid: bytes) -> ContactsPage:
    page = ContactsPage(karin.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(lambda: page.list.table.model().rowCount() == 1, timeout=WAIT)
    choose(page, qtbot, rid)
    return page


def test_what_stood_before_is_shown_with_who_and_when(
    karin: Seat, show: Show, qtbot: QtBot
) -> None:
    kim = karin.laptop.meet("Kim", phone="0011111111")
    for phone in ("0022222222", "0033333333"):
        karin.laptop.sync()
        karin.laptop.change(kim, phone=phone)
    karin.laptop.sync()
    panel = look_back(opened(karin, show, qtbot, kim), qtbot)
    qtbot.waitUntil(lambda: "0011111111" in said(panel), timeout=WAIT)
    told = said(panel)
    assert [each for each in told if each in {"0011111111", "0022222222"}][:2] == [
        "0022222222",
        "0011111111",
    ]
    assert "0033333333" not in told
    assert sum(each.startswith("Karin · ") for each in told) >= 2


def test_nothing_changed_and_no_network_are_said_in_words(
    karin: Seat, show: Show, qtbot: QtBot
) -> None:
    kim = karin.laptop.meet("Kim")
    karin.laptop.sync()
    page = opened(karin, show, qtbot, kim)
    panel = look_back(page, qtbot)
    nothing = "Nothing was changed in the last 90 days."
    qtbot.waitUntil(lambda: nothing in said(panel), timeout=WAIT)
    karin.laptop.offline()
    look_back(page, qtbot)
    qtbot.waitUntil(
        lambda: any("server is not answering" in each for each in said(panel)), timeout=WAIT
    )
