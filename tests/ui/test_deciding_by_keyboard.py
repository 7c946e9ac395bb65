"""What sync asks a person is decided by keyboard alone, over a real server, on both laptops."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.services import editing
from helhedsplan_desktop.services.erasing import Erasing
from helhedsplan_desktop.sync.transport import RefusedError
from tests.support.hands import WAIT, Hands, said
from tests.support.other_programs import newer_program, program_without, update
from tests.support.seats import Seat
from tests.support.world import LaptopInWorld, World, user_of, world
from ui.screens.conflicts.page import ConflictsPage
from ui.screens.contacts.page import ContactsPage
from ui.screens.page import PageName
from ui.screens.sync.page import SyncPage

Show = Callable[..., QWidget]
CTRL = Qt.KeyboardModifier.ControlModifier
MINE = "Kim vil i praktik på lageret, men først efter påske."
THEIRS = "Kim vil i praktik på lageret, og de kan tage imod ham fra april."
MANY = 30


@pytest.fixture
def town(tmp_path: Path) -> Iterator[World]:
    with world(tmp_path) as made:
        yield made


@pytest.fixture
def sit() -> Iterator[Callable[[LaptopInWorld], Seat]]:
    """Lets people sit down at laptops, and get up when the test ends."""
    seats: list[Seat] = []

    def sit_down(laptop: LaptopInWorld) -> Seat:
        seats.append(Seat(laptop))
        return seats[-1]

    yield sit_down
    for seat in seats:
        seat.close()


Sit = Callable[[LaptopInWorld], Seat]


def put_text(laptop: LaptopInWorld, note: bytes, text: str) -> None:
    with laptop.store.write() as unit:
        before = editing.stored(unit.connection, "Note", note)
        unit.put(Note(**(before.model_dump() | {"text": text})))


def text_on(laptop: LaptopInWorld, note: bytes) -> str:
    return laptop.day.notes.get(note).form.text


# --- conflicts ------------------------------------------------------------------------------------


@pytest.fixture
def clash(town: World) -> tuple[LaptopInWorld, LaptopInWorld, bytes]:
    """Karin and Fatma changed the same words of a note, and both know of it."""
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    note = karin.write_note("Kim vil i praktik på lageret.", karin.meet("Kim Mortensen"))
    town.settle()
    put_text(karin, note, MINE)
    put_text(fatma, note, THEIRS)
    town.settle()
    assert len(karin.conflicts()) == len(fatma.conflicts()) == 1
    return karin, fatma, note


Clash = tuple[LaptopInWorld, LaptopInWorld, bytes]


def conflicts(seat: Seat, show: Show, qtbot: QtBot) -> Hands:
    page = ConflictsPage(seat.context)
    show(page, width=1072, height=744)
    page.opened()
    hands = Hands(qtbot, page.window())
    hands.wait_for("Keep mine")
    return hands


@pytest.mark.parametrize(
    ("key", "stands", "told"),
    [
        (Qt.Key.Key_1, MINE, "theirs"),
        (Qt.Key.Key_2, THEIRS, "mine"),
        (Qt.Key.Key_3, None, "both"),
    ],
)
def test_one_key_decides_everywhere_and_undo_asks_everywhere_again(
    clash: Clash,
    town: World,
    sit: Sit,
    show: Show,
    qtbot: QtBot,
    key: Qt.Key,
    stands: str | None,
    told: str,
) -> None:
    karin, fatma, note = clash
    seat = sit(karin)
    hands = conflicts(seat, show, qtbot)
    hands.press(key)
    hands.wait_for("No conflicts")
    town.settle()
    assert text_on(karin, note) == text_on(fatma, note)
    assert text_on(fatma, note) == stands or stands is None
    assert stands is not None or (MINE in text_on(fatma, note) and THEIRS in text_on(fatma, note))
    assert fatma.conflicts() == ()
    [news] = fatma.day.news.unread()
    assert (news.by_name, news.stands) == ("Karin", told)
    seat.ways.take_back()
    hands.wait_for("Keep mine")
    town.settle()
    assert len(fatma.conflicts()) == 1
    assert karin.digests() == fatma.digests()


def test_the_texts_are_merged_by_keyboard_and_both_get_the_merged_one(
    clash: Clash, town: World, sit: Sit, show: Show, qtbot: QtBot
) -> None:
    karin, fatma, note = clash
    hands = conflicts(sit(karin), show, qtbot)
    hands.press(Qt.Key.Key_4)
    hands.wait_for("The merged text")
    hands.press(Qt.Key.Key_End, CTRL)
    hands.type(" Aftalt i dag.")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.wait_for("No conflicts")
    town.settle()
    assert text_on(karin, note) == text_on(fatma, note)
    assert text_on(fatma, note).endswith("Aftalt i dag.")
    assert "efter påske" in text_on(fatma, note)
    assert "fra april" in text_on(fatma, note)
    assert fatma.conflicts() == ()


def test_later_decides_nothing_and_leads_to_the_overview(
    clash: Clash, town: World, sit: Sit, show: Show, qtbot: QtBot
) -> None:
    karin, fatma, note = clash
    seat = sit(karin)
    hands = conflicts(seat, show, qtbot)
    hands.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: seat.ways.went == [(PageName.OVERVIEW, None)], timeout=WAIT)
    town.settle()
    assert len(karin.conflicts()) == len(fatma.conflicts()) == 1
    assert text_on(karin, note) == text_on(fatma, note)


# --- the sync page --------------------------------------------------------------------------------


def syncing(seat: Seat, show: Show, qtbot: QtBot) -> Hands:
    page = SyncPage(seat.context)
    show(page, width=1072, height=744)
    page.opened()
    return Hands(qtbot, page.window())


def test_a_lead_is_told_that_changes_may_be_old_before_she_takes_them_over(
    town: World, sit: Sit, show: Show, qtbot: QtBot
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    town.settle()
    fatma.offline()
    fatma.write_note("Amina søger fritidsjob i kiosken")
    karin.day.access.revoke_person(user_of(fatma), stolen=False)
    fatma.online(town.server.address)
    with pytest.raises(RefusedError):
        fatma.sync()
    town.back_up_server()
    town.put_server_back()
    karin.sync()
    seat = sit(karin)
    hands = syncing(seat, show, qtbot)
    hands.wait_for("Take over")
    hands.push("Take over")
    qtbot.waitUntil(lambda: bool(seat.ways.errors), timeout=WAIT)
    assert seat.ways.errors[0].problem is Problem.PARCEL_UNSEALED
    assert not karin.find_note("kiosken")
    hands.wait_for("Take over all the same")
    hands.push("Take over all the same")
    qtbot.waitUntil(lambda: len(karin.find_note("kiosken")) == 1, timeout=WAIT)
    qtbot.waitUntil(lambda: "Took 1 change over" in seat.ways.told, timeout=WAIT)


def test_a_list_that_went_two_ways_is_brought_together_from_the_screen(
    town: World, sit: Sit, show: Show, qtbot: QtBot
) -> None:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma", "lead"), town.join(karin, "Ole")
    town.settle()
    town.back_up_server()
    karin.day.access.revoke_person(user_of(ole), stolen=True)
    karin.sync()
    town.put_server_back(journal_lost=True)
    fatma.day.access.add_team("Team Vest")
    fatma.sync()
    karin.sync()
    assert karin.syncing.status.forked
    seat = sit(karin)
    hands = syncing(seat, show, qtbot)
    hands.wait_for("Bring it together")
    hands.push("Bring it together")
    qtbot.waitUntil(lambda: "The members' list is one again" in seat.ways.told, timeout=WAIT)
    hands.wait_until_gone("Bring it together")
    for _ in range(3):
        for laptop in (karin, fatma):
            laptop.sync()
    assert not karin.syncing.status.forked
    assert not fatma.syncing.status.forked
    with pytest.raises(RefusedError):
        ole.sync()
    town.laptops.pop("Ole").close()


def test_a_refused_record_is_handed_over_and_taken_over_by_keyboard(
    town: World, sit: Sit, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    rid = karin.meet("Amina Yusuf")
    town.settle()
    fatma.change(rid, alias="Mina")
    with newer_program(monkeypatch, min_writer=2):
        karin.change(rid, phone="001")
        karin.sync()
    fatma.sync()
    hands = syncing(sit(fatma), show, qtbot)
    hands.wait_for("Contact: Amina Yusuf")
    hands.push("Give it to a lead")
    hands.wait_for("It goes to a lead with the next sync. It stays here too.")
    for _ in range(2):
        fatma.sync()
    seat = sit(karin)
    hers = syncing(seat, show, qtbot)
    hers.wait_for("1 change of Fatma wait for you")
    with newer_program(monkeypatch):
        hers.push("Take over")
        qtbot.waitUntil(lambda: seat.ways.told == ["Took 1 change over"], timeout=WAIT)
        karin.sync()
    fatma.sync()
    assert karin.contact(rid).alias == fatma.contact(rid).alias == "Mina"


def test_what_was_set_aside_is_said_and_is_there_after_the_update(
    town: World, sit: Sit, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin = town.found("Karin")
    fatma = town.join(karin, "Fatma")
    note = karin.write_note("Amina søger fritidsjob i kiosken", karin.meet("Amina Yusuf"))
    with program_without(monkeypatch, "Note"):
        karin.sync()
        fatma.sync()
        hands = syncing(sit(fatma), show, qtbot)
        hands.wait_for("Something is set aside")
        hands.wait_for(
            "It was written in a newer version of the program. You can read it after the update."
        )
    update(fatma)
    fatma.sync()
    after = syncing(sit(fatma), show, qtbot)
    after.wait_for("Everything is sent and received")
    assert "Something is set aside" not in said(after.window)
    assert fatma.find_note("kiosken") == [note]


def many_notes(town: World) -> tuple[LaptopInWorld, LaptopInWorld, LaptopInWorld, bytes]:
    karin = town.found("Karin")
    fatma, ole = town.join(karin, "Fatma"), town.join(karin, "Ole")
    amina = fatma.meet("Amina Yusuf")
    for number in range(MANY):
        fatma.write_note(f"Amina søger fritidsjob, notat {number}", amina)
    town.settle()
    return karin, fatma, ole, amina


@pytest.mark.parametrize(
    ("word", "left", "asked"), [("Delete them here too", 0, 0), ("Keep them", MANY, MANY + 1)]
)
def test_many_deletions_are_answered_by_keyboard(
    town: World, sit: Sit, show: Show, qtbot: QtBot, word: str, left: int, asked: int
) -> None:
    _, fatma, ole, amina = many_notes(town)
    fatma.day.people.delete(amina)
    fatma.sync()
    ole.sync()
    seat = sit(ole)
    hands = syncing(seat, show, qtbot)
    hands.wait_for("31 deletions wait for your answer")
    assert len(ole.find_note("fritidsjob")) == MANY
    hands.push(word)
    qtbot.waitUntil(lambda: len(seat.ways.told) == 1, timeout=WAIT)
    ole.sync()
    hands.wait_until_gone("31 deletions wait for your answer")
    assert len(ole.find_note("fritidsjob")) == left
    assert len(ole.conflicts()) == asked, "what is kept waits under Conflicts"


def test_what_a_lead_erased_is_kept_and_asked_about_again(
    town: World, sit: Sit, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    karin, _, ole, amina = many_notes(town)
    monkeypatch.setattr(Erasing, "_announce", lambda _self, _rids: None)
    karin.day.erasing.erase("Contact", amina)
    karin.sync()
    ole.sync()
    seat = sit(ole)
    hands = syncing(seat, show, qtbot)
    hands.wait_for("31 deletions wait for your answer")
    hands.push("Keep them")
    qtbot.waitUntil(lambda: len(seat.ways.told) == 1, timeout=WAIT)
    assert "you are asked again" in seat.ways.told[0]
    ole.sync()
    assert len(ole.find_note("fritidsjob")) == MANY
    assert [each.count for each in ole.syncing.waiting_deletions()] == [MANY + 1]


# --- history --------------------------------------------------------------------------------------


def test_an_old_text_is_looked_up_by_keyboard(
    town: World, sit: Sit, show: Show, qtbot: QtBot
) -> None:
    karin = town.found("Karin")
    kim = karin.meet("Kim Mortensen", alias="Kimmer")
    note = karin.write_note("Kim vil i praktik.", kim)
    karin.sync()
    put_text(karin, note, "Kim vil helst på lageret.")
    karin.sync()
    page = ContactsPage(sit(karin).context)
    show(page, width=1072, height=744)
    page.opened()
    hands = Hands(qtbot, page.window())
    qtbot.waitUntil(lambda: page.list.table.model().rowCount() == 1, timeout=WAIT)
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.detail.entry(note) is not None, timeout=WAIT)
    hands.reach("Timeline")
    hands.press(Qt.Key.Key_Down)
    ask_for_menu(hands.at())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=WAIT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    while menu.activeAction() is None or menu.activeAction().text() != "Earlier versions …":
        hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.wait_for("Kim vil i praktik.")
    assert "Kim vil helst på lageret." not in said(page.history)
    page.window().activateWindow()  # offscreen, a popup that closed leaves no window active
    qtbot.waitUntil(lambda: hands.at() is page.history, timeout=WAIT)
    hands.press(Qt.Key.Key_Escape)
    assert not page.history.isVisible()
    assert page.isAncestorOf(hands.at()), "the keyboard is not lost"


def ask_for_menu(widget: QWidget) -> None:
    """Press the menu key; offscreen Qt makes no event of it."""
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, QPoint(5, 5), widget.mapToGlobal(QPoint(5, 5)))
    QApplication.sendEvent(widget, event)
