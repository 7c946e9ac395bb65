"""The sync page: what needs the person is said, and can be done from there by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.services.parcels import ParcelView
from helhedsplan_desktop.services.syncing import LogLine, RefusedItem, Standing, SyncStatus
from helhedsplan_desktop.store import identity, refusals, sync_marks
from helhedsplan_desktop.store.sync_marks import DELETION_WAITS, Quarantined
from tests.support.desks import TEAM
from tests.support.pages import Office, open_office
from ui.screens.page import PageName
from ui.screens.sync.needed import DoubtShown
from ui.screens.sync.page import SyncPage
from ui.screens.sync.view import SyncShown, SyncView
from ui.screens.sync.words import event_words, refusal_words, sign
from ui.theme.icons import Icon
from ui.theme.theme import font
from ui.widgets.paragraph import Paragraph

Show = Callable[..., QWidget]
NOW = datetime(2026, 3, 12, 14, 32, tzinfo=UTC)
ENROLLED = SyncStatus(enrolled=True, synced_at=milliseconds(NOW))
DELETIONS = 3


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def opened(office: Office, show: Show, qtbot: QtBot) -> SyncPage:
    page = SyncPage(office.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(lambda: "What happened" in words(page), timeout=3000)
    return page


def words(page: QWidget) -> str:
    """Return what stands on the page, once what was laid out in this turn is shown."""
    QApplication.processEvents()
    said = [
        each.text()
        for each in page.findChildren(QWidget)
        if isinstance(each, QLabel | QAbstractButton) and each.isVisibleTo(page)
    ]
    said += [each.accessibleName() for each in page.findChildren(QWidget)]
    return "\n".join(said)


def press(page: QWidget, word: str) -> None:
    """Press a button by keyboard."""
    QApplication.processEvents()
    [button] = [
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == word and each.isVisibleTo(page)
    ]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def refuse(office: Office, rid: bytes, code: str = "too_large") -> None:
    """Let the server have refused a record's present edit."""
    with office.desk.store.write_for_sync() as unit:
        at = milliseconds(NOW)
        refusals.refuse(unit.connection, rid, TEAM, bytes(16), code, 1, at)


def shown(status: SyncStatus, *log: LogLine) -> SyncShown:
    return SyncShown(status, (), (), (), (), (), log, bytes(16))


def test_a_refused_note_opens_from_here_and_can_be_offered_again(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    note = office.write_note("A long story", amina)
    refuse(office, note)
    page = opened(office, show, qtbot)
    said = words(page)
    assert "Note: Amina Yusuf" in said
    assert "Shorten the text" in said
    press(page, "Open")
    assert office.ways.went == [("edit_note", note)]
    press(page, "Try again")
    qtbot.waitUntil(lambda: "Note: Amina Yusuf" not in words(page), timeout=3000)
    assert office.session.syncing.refused() == ()


def test_names_are_initials_while_the_page_is_veiled(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    refuse(office, office.meet("Amina Yusuf"))
    page = opened(office, show, qtbot)
    page.privacy_changed(veiled=True)
    assert "Contact: A.Y." in words(page)
    assert "Amina" not in words(page)


@pytest.mark.parametrize(("word", "kept"), [("Delete them here too", b"y"), ("Keep them", b"n")])
def test_many_deletions_wait_for_a_persons_word(
    word: str, kept: bytes, office: Office, show: Show, qtbot: QtBot
) -> None:
    with office.desk.store.write_for_sync() as unit:
        rows = [
            Quarantined(
                space=TEAM,
                rid=bytes([at]) * 16,
                vid=bytes([at]) * 16,
                rev=2,
                reason=DELETION_WAITS,
                program="",
                roster_n=1,
                at=milliseconds(NOW),
                item=b"",
                batch=b"",
                vouch=None,
            )
            for at in range(1, DELETIONS + 1)
        ]
        sync_marks.put_quarantine(unit.connection, rows)
    page = opened(office, show, qtbot)
    assert "3 deletions wait for your answer" in words(page)
    press(page, word)

    def answer() -> bytes | None:
        with office.desk.store.read() as connection:
            return identity.read(connection).get(f"deletions.{TEAM.hex()}")

    asked = b"".join(bytes([at]) * 16 for at in range(1, DELETIONS + 1))
    qtbot.waitUntil(lambda: answer() == kept + asked, timeout=3000)


def test_conflicts_are_named_and_one_key_from_being_settled(show: Show, qtbot: QtBot) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    view.show_sync(shown(SyncStatus(enrolled=True, conflicts=2)), NOW)
    assert "2 conflicts to resolve" in words(view)
    with qtbot.waitSignal(view.conflicts_wished):
        press(view, "Resolve")


def test_resolving_leads_to_the_page_of_conflicts(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    view = page.findChild(SyncView)
    assert view is not None
    view.conflicts_wished.emit()
    assert office.ways.went == [(PageName.CONFLICTS, None)]


def test_a_contact_that_was_refused_opens_as_a_contact(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    henning = office.meet("Henning Krag")
    refuse(office, henning, "role_denied")
    page = opened(office, show, qtbot)
    assert "Talk to your lead" in words(page)
    press(page, "Open")
    assert office.ways.went == [("contact", henning)]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (ENROLLED, "Everything is sent and received"),
        (SyncStatus(enrolled=True, unsent=3), "3 changes waiting to be sent"),
        (SyncStatus(enrolled=True, active=True), "Syncing …"),
        (SyncStatus(enrolled=True, online=False), "The server is not answering."),
        (
            SyncStatus(enrolled=True, problem=Problem.ACCESS_CLOSED),
            "Your access is closed. Contact your lead.",
        ),
        (SyncStatus(), "This computer works on its own"),
        (SyncStatus(enrolled=True, standing=Standing.DRAINING), "nothing more can be written"),
        (SyncStatus(enrolled=True, standing=Standing.CLONED), "A second copy of this computer"),
        (SyncStatus(enrolled=True, standing=Standing.OUT), "Your access is closed."),
        (SyncStatus(enrolled=True, forked=True), "gone two ways"),
        (SyncStatus(enrolled=True, problem=Problem.PROGRAM_TOO_OLD), "Update the program."),
    ],
)
def test_one_sentence_says_where_syncing_stands(
    status: SyncStatus, sentence: str, show: Show
) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    view.show_sync(shown(status), NOW)
    assert sentence in words(view)


def test_the_log_tells_time_and_event_whole(show: Show) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    at = milliseconds(NOW)
    view.show_sync(shown(ENROLLED, LogLine(at, "sent", 3745, "")), NOW)
    assert "Sent 3,745 changes." in words(view)
    [time] = [each for each in view.findChildren(QLabel) if each.text() == "14:32"]
    painted = QFontMetrics(font(12, tabular=True)).horizontalAdvance(time.text())
    assert time.width() >= painted, "the time is elided"


def test_the_log_names_the_day_once_and_all_sentences_stand_in_one_column(show: Show) -> None:
    view = SyncView()
    page = show(view, width=1072, height=744)
    day = 24 * 3600 * 1000
    at = milliseconds(NOW)
    lines = [LogLine(at - ago, "sent", 2, "") for ago in (0, day, day + 60_000)]
    view.show_sync(shown(SyncStatus(enrolled=True), *lines), NOW)
    assert words(view).count("Yesterday") == 1
    sentences = [each for each in view.findChildren(Paragraph) if "Sent 2" in each.text()]
    assert len({each.mapTo(page, each.rect().topLeft()).x() for each in sentences}) == 1


def test_only_a_laptop_in_an_organisation_can_sync(show: Show) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    for status, can in ((SyncStatus(), False), (ENROLLED, True)):
        view.show_sync(shown(status), NOW)
        [button] = [b for b in view.findChildren(QAbstractButton) if b.text() == "Sync now"]
        assert button.isEnabled() is can


def test_refused_items_carry_no_button_that_opens_nothing(show: Show) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    item = RefusedItem(bytes(16), "Remark", "", "quota", milliseconds(NOW))
    view.show_sync(SyncShown(ENROLLED, (), (item,), (), (), (), (), bytes(16)), NOW)
    said = words(view).split("\n")
    assert "Try again" in said
    assert "Open" not in said


def test_no_warning_stands_beside_words_that_all_is_well() -> None:
    asked = SyncStatus(enrolled=True, synced_at=milliseconds(NOW), conflicts=1)
    assert sign(asked) is Icon.CLOUD_CHECK
    assert sign(SyncStatus(enrolled=True, unsent=2, conflicts=1)) is Icon.CLOUD_ARROW_UP
    assert sign(SyncStatus(enrolled=True, online=False, synced_at=1)) is Icon.CLOUD_SLASH


def test_the_next_try_is_told_after_one_that_failed(show: Show) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    later = milliseconds(NOW) + 4 * 60_000
    failed = replace(ENROLLED, online=False, retry_at=later)
    view.show_sync(shown(failed), NOW)
    assert "We try again by ourselves at 14:36." in words(view)
    view.show_sync(shown(replace(failed, active=True)), NOW)
    assert "We try again" not in words(view)


def test_the_whole_log_is_one_key_away(show: Show) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    at = milliseconds(NOW)
    view.show_sync(shown(ENROLLED, *(LogLine(at, "sent", n, "") for n in range(100, 130))), NOW)
    assert "Sent 129 changes." not in words(view)
    press(view, "Show more")
    assert "Sent 129 changes." in words(view)
    press(view, "Show less")
    assert "Sent 129 changes." not in words(view)


def test_a_lead_is_asked_about_a_doubted_laptop_and_a_parcel(show: Show, qtbot: QtBot) -> None:
    view = SyncView()
    show(view, width=1072, height=744)
    doubt = DoubtShown(bytes([7]) * 16, "Bærbar (Jonas Bruun)", copied=True)
    parcel = ParcelView(bytes(16), TEAM, "Jonas Bruun", 3, milliseconds(NOW), taken=False)
    view.show_sync(replace(shown(ENROLLED), doubted=(doubt,), parcels=(parcel,)), NOW)
    assert "3 changes of Jonas Bruun wait for you" in words(view)
    assert "Its data are in use at two places." in words(view)
    with qtbot.waitSignal(view.doubt_answered) as answered:
        press(view, "Put it out")
    assert answered.args == [doubt.device, False]
    with qtbot.waitSignal(view.parcel_wished) as wished:
        press(view, "Take over")
    assert wished.args == [parcel]
    doubtful = frozenset({parcel.parcel})
    view.show_sync(replace(shown(ENROLLED), parcels=(parcel,), unsealed=doubtful), NOW)
    assert "They may be old" in words(view)
    assert "Nothing of others is overwritten" not in words(view)
    with qtbot.waitSignal(view.parcel_wished) as wished:
        press(view, "Take over all the same")
    assert wished.args == [parcel]
    view.show_sync(replace(shown(ENROLLED), parcels=(replace(parcel, taken=True),)), NOW)
    assert "wait for you" not in words(view)


EVENTS = [
    "sent",
    "received",
    "quarantined",
    "digest_mismatch",
    "offered_again",
    "server_went_back",
    "unreachable",
    "roster_brought_back",
    "roster_forked",
    "handed_over",
    "erased",
    "settled",
    "not_let_through",
    "not_closed",
]


@pytest.mark.parametrize("event", EVENTS)
def test_no_event_of_the_log_is_shown_as_a_code(event: str) -> None:
    told = event_words(LogLine(milliseconds(NOW), event, 2, ""))
    assert event not in told.split()
    assert " " in told


def test_what_waits_says_what_it_is_whom_it_is_about_and_since_when(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = office.meet("Amina Yusuf")
    office.promise("Ring til Amina", "2026-03-14", amina)
    page = opened(office, show, qtbot)
    said = words(page).split("\n")
    at = said.index("Follow-up")
    assert said[at + 1] == "Amina Yusuf"
    assert said[at + 2].startswith("today at ")


@pytest.mark.parametrize(
    "code",
    [
        "too_large",
        "quota",
        "client_too_old",
        "not_let_through",
        "not_closed",
        "to_hand_over",
        "handed_over",
    ],
)
def test_a_reason_that_a_person_can_act_on_is_no_code(code: str) -> None:
    assert code not in refusal_words(code)
    assert "Tell IT this code" not in refusal_words(code)


def test_a_refused_record_is_given_to_a_lead(office: Office, show: Show, qtbot: QtBot) -> None:
    refuse(office, office.meet("Amina Yusuf"), "role_denied")
    page = opened(office, show, qtbot)
    press(page, "Give it to a lead")
    qtbot.waitUntil(lambda: "It goes to a lead with the next sync." in words(page), timeout=3000)
    assert "Give it to a lead" not in words(page)
    assert [each.code for each in office.session.syncing.refused()] == ["to_hand_over"]
