"""Moving a contact to another space from its menu, with the way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.services.contact_views import ContactForm
from helhedsplan_desktop.services.syncing import Standing, SyncStatus
from tests.support.pages import Ways
from tests.support.world import LaptopInWorld, world
from ui.bridge.changes import ChangesBridge
from ui.bridge.sync_status import StatusBridge
from ui.frame.sync_words import access_words
from ui.jobs.runner import JobRunner
from ui.screens.contacts.move import Mover
from ui.screens.page import PageContext


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[LaptopInWorld]:
    with world(tmp_path) as around:
        yield around.found("Karin Østergaard")


def test_a_contact_goes_into_the_space_that_was_chosen_and_comes_back(
    lead: LaptopInWorld, qtbot: QtBot
) -> None:
    runner = JobRunner()
    ways = Ways(runner)
    runner.unhandled.connect(ways.tell)
    changes, status = ChangesBridge(lead.day.changes), StatusBridge(lead.syncing)
    context = PageContext(lead.day, runner, ways, changes, status, SystemClock(), lambda: False)
    owner = QWidget()
    qtbot.addWidget(owner)
    rid = lead.day.people.create(ContactForm(name="Amina Yusuf"))
    before = lead.day.moving.look("Contact", rid).here
    Mover(context, owner).ask("Contact", rid, QPoint(10, 10))
    qtbot.waitUntil(lambda: bool(owner.findChildren(QMenu)), timeout=5000)
    [menu] = owner.findChildren(QMenu)
    [choice] = [each for each in menu.actions() if "Karin Østergaard" in each.text()]
    choice.trigger()
    menu.close()
    qtbot.waitUntil(lambda: ways.told == ["1 record moved"], timeout=5000)
    assert lead.day.moving.look("Contact", rid).here != before
    changes.close()
    status.close()
    runner.close()


def test_a_laptop_that_is_being_closed_says_that_nothing_can_be_written() -> None:
    assert access_words(SyncStatus(enrolled=True)) == ""
    assert access_words(SyncStatus(enrolled=True, standing=Standing.CLONED)) == ""
    assert "nothing more can be" in access_words(SyncStatus(standing=Standing.DRAINING))
    assert "no access any more" in access_words(SyncStatus(standing=Standing.OUT))
