"""What happens on other threads reaches the window on its own, in good time."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.changes import Changes, ChangesHub
from helhedsplan_desktop.services.syncing import StatusKind, SyncStatus
from tests.support.pages import open_office
from ui.bridge.changes import ChangesBridge

ONE, TWO = b"1" * 16, b"2" * 16


class Listener(QObject):
    """Notes what arrives and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Changes] = []
        self.threads: set[bool] = set()

    def hear(self, changes: Changes) -> None:
        self.heard.append(changes)
        self.threads.add(QThread.currentThread() is self.thread())


@pytest.fixture
def hub() -> ChangesHub:
    return ChangesHub()


@pytest.fixture
def listener() -> Listener:
    return Listener()


def on_another_thread(work: Callable[[], None]) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_the_persons_own_act_arrives_at_once_on_the_windows_thread(
    qtbot: QtBot, hub: ChangesHub, listener: Listener
) -> None:
    bridge = ChangesBridge(hub, listener)
    bridge.changed.connect(listener.hear)
    on_another_thread(lambda: hub.tell(Changes({"Note": frozenset({ONE})})))
    assert listener.heard == []
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=200)
    assert listener.heard[0].of("Note") == {ONE}
    assert listener.threads == {True}


def test_what_sync_brings_is_gathered(qtbot: QtBot, hub: ChangesHub, listener: Listener) -> None:
    bridge = ChangesBridge(hub, listener)
    bridge.changed.connect(listener.hear)

    def pages() -> None:
        for rid in (ONE, TWO):
            for _ in range(100):
                hub.tell(Changes({"Note": frozenset({rid})}, by_sync=True))

    on_another_thread(pages)
    qtbot.waitUntil(lambda: bool(listener.heard), timeout=2000)
    qtbot.wait(300)
    assert len(listener.heard) == 1
    assert listener.heard[0].of("Note") == {ONE, TWO}
    assert listener.heard[0].by_sync


def test_after_closing_nothing_arrives_any_more(
    qtbot: QtBot, hub: ChangesHub, listener: Listener
) -> None:
    bridge = ChangesBridge(hub, listener)
    bridge.changed.connect(listener.hear)
    hub.tell(Changes({"Note": frozenset({ONE})}, by_sync=True))
    bridge.close()
    hub.tell(Changes({"Note": frozenset({TWO})}))
    qtbot.wait(400)
    assert [each.of("Note") for each in listener.heard if each.of("Note") == {TWO}] == []


def test_the_status_arrives_once_for_many_changes(qtbot: QtBot, tmp_path: Path) -> None:
    with open_office(tmp_path) as office:
        told: list[SyncStatus] = []
        office.status.changed.connect(told.append)
        board = office.session.syncing._board

        def busy() -> None:
            board.change(active=True)
            board.change(enrolled=True, unsent=3)
            board.change(active=False)

        on_another_thread(busy)
        qtbot.waitUntil(lambda: bool(told), timeout=2000)
        qtbot.wait(50)
        assert [each.kind for each in told] == [StatusKind.WAITING]
