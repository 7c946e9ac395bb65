"""People and access: a lead invites with a code, a laptop knocks, the lead lets it in."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.clock import SystemClock
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.services.syncing import Standing
from helhedsplan_desktop.sync.transport import RefusedError
from tests.support.pages import Ways
from tests.support.world import LaptopInWorld, World, user_of, world
from ui.bridge.changes import ChangesBridge
from ui.bridge.sync_status import StatusBridge
from ui.jobs.runner import JobRunner
from ui.screens.members.page import MembersPage
from ui.screens.members.person_column import PersonColumn
from ui.screens.members.spaces import SpaceColumn
from ui.screens.page import PageContext, Wish
from ui.widgets.combo import Combo
from ui.widgets.tabs import TabStrip

Show = Callable[..., QWidget]


class LeadsDesk:
    """A lead at a laptop that speaks to a real server."""

    def __init__(self, around: World) -> None:
        self.world = around
        self.laptop: LaptopInWorld = around.found("Karin Østergaard")
        self.runner = JobRunner()
        self.ways = Ways(self.runner)
        self.runner.unhandled.connect(self.ways.tell)
        session = self.laptop.day
        self.changes = ChangesBridge(session.changes)
        self.status = StatusBridge(session.syncing)
        self.context = PageContext(
            session, self.runner, self.ways, self.changes, self.status, SystemClock(), lambda: False
        )

    def close(self) -> None:
        self.changes.close()
        self.status.close()
        self.runner.close()


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[LeadsDesk]:
    with world(tmp_path) as around:
        desk = LeadsDesk(around)
        try:
            yield desk
        finally:
            desk.close()


def opened(lead: LeadsDesk, show: Show, qtbot: QtBot) -> MembersPage:
    page = MembersPage(lead.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(partial(_says, page, "Karin Østergaard"), timeout=20000)
    return page


def _says(page: QWidget, words_there: str) -> bool:
    return any(words_there in each for each in words(page))


def words(page: QWidget) -> list[str]:
    shown = [each for each in page.findChildren(QWidget) if each.isVisible()]
    return [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]


def _offers(page: QWidget, words_there: str) -> bool:
    return any(
        each.text() == words_there and each.isVisible()
        for each in page.findChildren(QAbstractButton)
    )


def press(page: QWidget, words_there: str) -> None:
    part = next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == words_there and each.isVisible()
    )
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Space)


def invite(page: MembersPage, qtbot: QtBot, name: str, *, automatic: bool = False) -> str:
    """Fill in the form by keyboard and return the code as it stands on screen."""
    press(page, "Invite a colleague")
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(field, name)
    if automatic:
        tick = page.findChild(QCheckBox)
        assert tick is not None
        tick.setFocus()
        QTest.keyClick(tick, Qt.Key.Key_Space)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(partial(_says, page, f"Invite {name}"), timeout=20000)
    return code_on(page)


def code_on(page: QWidget) -> str:
    groups = [
        each for each in words(page) if len(each) == 5 and each.isalnum() and each.upper() == each
    ]
    return "-".join(groups)


def test_a_code_in_six_groups_lets_a_newcomer_in_once_approved(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    page = opened(lead, show, qtbot)
    code = invite(page, qtbot, "Nadia Holst")
    assert len(code.split("-")) == 6
    said = " ".join(words(page))
    assert "Read the code aloud, or hand it over on paper." in said
    assert "Valid once, until" in said
    qtbot.waitUntil(partial(_says, page, "the code is valid until"), timeout=20000)
    press(page, "Done")
    assert code_on(page) == ""

    newcomer = lead.world.new_laptop("Nadia")
    newcomer.members.enrol(lead.world.server.address, code, "Nadias bærbare")
    page.opened()
    qtbot.waitUntil(partial(_offers, page, "Approve"), timeout=20000)
    press(page, "Approve")
    qtbot.waitUntil(lambda: lead.ways.told == ["The laptop is approved"], timeout=20000)
    assert newcomer.members.stage() == "approved"
    qtbot.waitUntil(lambda: "Open invitations" not in words(page), timeout=20000)
    qtbot.waitUntil(partial(_says, page, "Nadia Holst"), timeout=20000)
    assert _says(page, "2 member")


def test_a_withdrawn_code_lets_nobody_in(lead: LeadsDesk, show: Show, qtbot: QtBot) -> None:
    page = opened(lead, show, qtbot)
    code = invite(page, qtbot, "Nadia Holst")
    press(page, "Withdraw")
    qtbot.waitUntil(lambda: lead.ways.told == ["The invitation is withdrawn"], timeout=20000)
    assert code_on(page) == ""
    stranger = lead.world.new_laptop("Nadia")
    with pytest.raises(AppError):
        stranger.members.enrol(lead.world.server.address, code, "Nadias bærbare")


def test_without_a_network_people_are_shown_and_the_reason_is_said(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    lead.laptop.offline()
    page = opened(lead, show, qtbot)
    qtbot.waitUntil(partial(_says, page, "Try again"), timeout=20000)
    assert _says(page, "1 member")
    press(page, "Invite a colleague")
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(field, "Nadia Holst")
    press(page, "Make a code")
    make = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Make a code")
    qtbot.waitUntil(make.isEnabled, timeout=20000)
    assert not lead.ways.errors
    assert field.text() == "Nadia Holst"
    lead.laptop.online(lead.world.server.address)
    press(page, "Try again")
    qtbot.waitUntil(lambda: "Try again" not in words(page), timeout=20000)


def test_a_name_is_asked_for_and_the_veil_hides_the_code(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    page = opened(lead, show, qtbot)
    page.show_wish(Wish.INVITE)
    press(page, "Make a code")
    assert _says(page, "Write the name of your colleague.")
    QTest.keyClick(page, Qt.Key.Key_Escape)
    code = invite(page, qtbot, "Nadia Holst")
    page.privacy_changed(veiled=True)
    names = [each.accessibleName() for each in page.findChildren(QWidget) if each.isVisible()]
    everything = " ".join([*words(page), *names]).replace(" ", "")
    assert not any(group in everything for group in code.split("-"))
    page.closed()
    left = [each.text() for each in page.findChildren(QLabel)]
    assert not set(code.split("-")) & set(left)


def more(page: QWidget, name: str) -> None:
    """Open the column of a person or a space."""
    part = next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.accessibleName() == name and each.isVisible()
    )
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Space)


def in_team(lead: LeadsDesk, name: str) -> LaptopInWorld:
    """Take a colleague in and let the lead hear of it."""
    laptop = lead.world.join(lead.laptop, name)
    laptop.sync()
    lead.laptop.sync()
    return laptop


def test_a_laptop_is_locked_out_only_after_a_question(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    jonas = in_team(lead, "Jonas Bruun")
    page = opened(lead, show, qtbot)
    qtbot.waitUntil(partial(_says, page, "Jonas Bruun"), timeout=20000)
    more(page, "Access of Jonas Bruun")
    press(page, "It is lost or stolen")
    assert _says(page, "This cannot be undone.")
    press(page, "Leave it")
    assert not _says(page, "This cannot be undone.")
    press(page, "It is lost or stolen")
    press(page, "Yes, do it")
    qtbot.waitUntil(lambda: "The laptop is locked out" in lead.ways.told, timeout=20000)
    qtbot.waitUntil(partial(_says, page, "No laptop yet"), timeout=20000)
    with pytest.raises(RefusedError, match="device_revoked"):
        jonas.sync()
    assert jonas.syncing.status.standing is Standing.OUT


def test_a_worker_becomes_a_lead_and_a_second_laptop_gets_a_code(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    jonas = in_team(lead, "Jonas Bruun")
    page = opened(lead, show, qtbot)
    qtbot.waitUntil(partial(_says, page, "Jonas Bruun"), timeout=20000)
    more(page, "Access of Jonas Bruun")
    role = page.findChild(PersonColumn).findChild(Combo)  # type: ignore[union-attr]  # it stands there
    assert role is not None
    role.choose("lead")
    role.chosen.emit("lead")
    press(page, "Change role")
    qtbot.waitUntil(lambda: "The role is changed" in lead.ways.told, timeout=20000)
    staff = {each.user: each.role for each in lead.laptop.members.staff()}
    assert staff[user_of(jonas)] == "lead"
    # The column is read anew after a change.
    qtbot.waitUntil(partial(_offers, page, "Make a code for another laptop"), timeout=20000)
    press(page, "Make a code for another laptop")
    qtbot.waitUntil(partial(_says, page, "Invite Jonas Bruun"), timeout=20000)
    assert len(code_on(page).split("-")) == 6


def test_a_new_team_has_the_people_who_were_ticked(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    jonas = in_team(lead, "Jonas Bruun")
    page = opened(lead, show, qtbot)
    qtbot.waitUntil(partial(_says, page, "Jonas Bruun"), timeout=20000)
    tabs = page.findChild(TabStrip)
    assert tabs is not None
    tabs.choose("spaces")
    tabs.chosen.emit("spaces")
    qtbot.waitUntil(partial(_says, page, "Shielded notes of Jonas Bruun"), timeout=5000)
    press(page, "New team")
    qtbot.waitUntil(partial(_says, page, "Make the team"), timeout=5000)
    press(page, "Make the team")
    assert _says(page, "Write the name of the team.")
    field = next(each for each in page.findChildren(QLineEdit) if each.isVisible())
    QTest.keyClicks(field, "Team Syd")
    press(page.findChild(SpaceColumn), "Jonas Bruun")  # type: ignore[arg-type]  # it stands there
    press(page, "Make the team")
    qtbot.waitUntil(lambda: "The team is made" in lead.ways.told, timeout=20000)
    qtbot.waitUntil(partial(_says, page, "Team Syd"), timeout=20000)
    [team] = [each for each in lead.laptop.day.access.spaces() if each.name == "Team Syd"]
    assert user_of(jonas) in team.members
    more(page, "Access to Team Syd")
    qtbot.waitUntil(partial(_says, page, "Change the key"), timeout=5000)
    press(page, "Change the key")
    qtbot.waitUntil(lambda: "The key is changed" in lead.ways.told, timeout=20000)


def test_what_cannot_be_done_is_told_in_the_column(
    lead: LeadsDesk, show: Show, qtbot: QtBot
) -> None:
    in_team(lead, "Jonas Bruun")
    page = opened(lead, show, qtbot)
    qtbot.waitUntil(partial(_says, page, "Jonas Bruun"), timeout=20000)
    lead.laptop.offline()
    more(page, "Access of Jonas Bruun")
    press(page, "Let it send its last work")
    qtbot.waitUntil(partial(_says, page, "The server"), timeout=20000)
    assert lead.ways.told == []
