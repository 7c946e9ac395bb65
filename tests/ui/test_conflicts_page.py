"""Conflicts: both versions side by side, one key decides, and nothing is lost on the way."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from ui.screens.conflicts.merge_editor import MergeEditor
from ui.screens.conflicts.page import ConflictsPage
from ui.screens.page import PageName
from ui.widgets.paragraph import Paragraph

Show = Callable[..., QWidget]
MINE = "Kim vil i praktik på lageret, men først efter påske."
THEIRS = "Kim vil i praktik på lageret, og lederen kan tage imod ham."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


@pytest.fixture
def note(office: Office) -> bytes:
    """A note of mine that Samira changed too."""
    kim = office.meet("Kim Mortensen")
    rid = office.write_note(MINE, kim)
    office.open_conflict(rid, text=THEIRS)
    return rid


def opened(office: Office, show: Show, qtbot: QtBot) -> ConflictsPage:
    page = ConflictsPage(office.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(
        partial(_says, page, "Differs" if office.session.conflicts.count() else "No conflicts"),
        timeout=3000,
    )
    return page


def _says(page: QWidget, words_there: str) -> bool:
    return words_there in words(page)


def words(page: QWidget) -> list[str]:
    shown = [each for each in page.findChildren(QWidget) if each.isVisible()]
    return [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]


def press(page: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(page.window(), key)


def press_button(page: QWidget, words_there: str) -> None:
    part = next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == words_there and each.isVisible()
    )
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Space)


def editor(page: QWidget) -> MergeEditor:
    found = page.findChild(MergeEditor)
    assert found is not None
    return found


def text(office: Office, note: bytes) -> str:
    return office.session.notes.get(note).form.text


def test_both_versions_say_whose_they_are_and_where_they_differ(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    del note
    page = opened(office, show, qtbot)
    said = words(page)
    assert {"Your version", "Your colleague's version", MINE, THEIRS, "1 of 1"} <= set(said)
    assert "Samira is told what you choose. Nothing is lost." in said
    assert any("Kim Mortensen · Talk" in each for each in said)
    assert any("Case owner: Mette Lindholm · Arose just now" in each for each in said)
    spoken = [each.accessibleName() for each in page.findChildren(Paragraph)]
    assert f"Note: {MINE} Differs: men først efter påske." in spoken


def test_rows_of_both_versions_share_their_height(office: Office, show: Show, qtbot: QtBot) -> None:
    rid = office.write_note("Kort.", office.meet("Kim Mortensen"))
    office.open_conflict(rid, text="Langt. " * 60, channel="walk_in")
    page = opened(office, show, qtbot)
    channels = [each for each in page.findChildren(QLabel) if each.text() == "Channel"]
    tops = {each.mapTo(page, each.rect().topLeft()).y() for each in channels if each.isVisible()}
    assert len(channels) == 2
    assert len(tops) == 1


@pytest.mark.parametrize(
    ("key", "stands"),
    [
        (Qt.Key.Key_1, MINE),
        (Qt.Key.Key_2, THEIRS),
        (Qt.Key.Key_3, f"{MINE}\n\n{THEIRS}"),
    ],
)
def test_one_key_decides_and_undo_opens_it_again(
    office: Office, note: bytes, show: Show, qtbot: QtBot, key: Qt.Key, stands: str
) -> None:
    page = opened(office, show, qtbot)
    press(page, key)
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    assert text(office, note) == stands
    qtbot.waitUntil(lambda: office.ways.told == ["The conflict is settled"], timeout=3000)
    office.ways.take_back()
    qtbot.waitUntil(partial(_says, page, "Keep mine"), timeout=3000)
    assert text(office, note) == MINE


def test_mine_can_be_the_waiting_one(office: Office, show: Show, qtbot: QtBot) -> None:
    """Samira's edit stands; the one that waits is this person's own."""
    rid = office.meet("Kim Mortensen", phone="0031450000")
    office.open_conflict(rid, phone="0020120000")
    office.swap_authors(rid)
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_1)
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    assert office.session.people.page(rid).form.phone == "0020120000"


def test_two_numbers_cannot_both_stand(office: Office, show: Show, qtbot: QtBot) -> None:
    rid = office.meet("Kim Mortensen", phone="0020120000")
    office.open_conflict(rid, phone="0031450000")
    page = opened(office, show, qtbot)
    assert "Keep both" not in words(page)
    assert {"0020120000", "0031450000"} <= set(words(page))
    press(page, Qt.Key.Key_3)
    assert office.session.conflicts.count() == 1


def test_several_fields_are_decided_together(office: Office, show: Show, qtbot: QtBot) -> None:
    rid = office.write_note(MINE, office.meet("Kim Mortensen"))
    office.open_conflict(rid, text=THEIRS, channel="walk_in")
    page = opened(office, show, qtbot)
    assert {"Phone", "Walk-in at the community house"} & set(words(page))
    press(page, Qt.Key.Key_2)
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    form = office.session.notes.get(rid).form
    assert (form.text, form.channel) == (THEIRS, "walk_in")


def test_later_shows_the_next_one_and_then_leaves(office: Office, show: Show, qtbot: QtBot) -> None:
    for name in ("Kim Mortensen", "Tove Rask"):
        rid = office.meet(name, phone="0020120000")
        office.open_conflict(rid, phone="0031450000")
    page = opened(office, show, qtbot)
    assert "1 of 2" in words(page)
    focused = page.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert "2 of 2" in words(page)
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert office.ways.went == [(PageName.OVERVIEW, None)]
    assert office.session.conflicts.count() == 2


def test_a_record_is_shown_when_it_is_asked_for(office: Office, show: Show, qtbot: QtBot) -> None:
    rids = []
    for name in ("Kim Mortensen", "Tove Rask"):
        rids.append(office.meet(name, phone="0020120000"))
        office.open_conflict(rids[-1], phone="0031450000")
    page = opened(office, show, qtbot)
    page.show_record(rids[1])
    qtbot.waitUntil(partial(_says, page, "2 of 2"), timeout=3000)


def test_merging_begins_with_the_words_of_both(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    merged = editor(page).text()
    assert "men først efter påske." in merged
    assert "og lederen kan tage imod ham." in merged
    assert len(editor(page).extraSelections()) == 2
    assert words(page).count("Included") == 2
    assert text(office, note) == MINE


def test_a_piece_that_was_deleted_is_put_in_again(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    del note
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    editor(page).set_text(THEIRS)
    qtbot.waitUntil(partial(_says, page, "Insert"), timeout=3000)
    press_button(page, "Insert")
    assert editor(page).text() == (
        "Kim vil i praktik på lageret, men først efter påske. og lederen kan tage imod ham."
    )
    editor(page).undo()
    assert editor(page).text() == THEIRS


def test_the_merged_text_is_saved_by_ctrl_enter(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    editor(page).selectAll()
    QTest.keyClicks(editor(page), "Kim vil i praktik efter april.")
    QTest.keyClick(editor(page), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    assert text(office, note) == "Kim vil i praktik efter april."
    assert office.session.drafts.all() == ()


def test_half_a_merge_is_kept_and_found_again(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    del note
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    editor(page).selectAll()
    QTest.keyClicks(editor(page), "Halvt")
    page.before_lock()
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=3000)
    again = opened(office, show, qtbot)
    press(again, Qt.Key.Key_4)
    qtbot.waitUntil(editor(again).isVisible, timeout=3000)
    assert editor(again).text() == "Halvt"


def test_other_fields_are_picked_while_merging(office: Office, show: Show, qtbot: QtBot) -> None:
    rid = office.write_note(MINE, office.meet("Kim Mortensen"))
    office.open_conflict(rid, text=THEIRS, channel="walk_in")
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    mine = next(each for each in page.findChildren(QRadioButton) if each.text() == "Phone")
    mine.setFocus()
    QTest.keyClick(mine, Qt.Key.Key_Space)
    press_button(page, "Save the merged text")
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    assert office.session.notes.get(rid).form.channel == "phone"


def test_too_long_a_text_is_said_beside_the_button(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    del note
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    editor(page).set_text("a" * 2003)
    press_button(page, "Save the merged text")
    assert "3 characters too many." in words(page)
    assert office.session.conflicts.count() == 1


def test_a_deletion_and_an_edit_offer_to_keep_or_to_delete(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    rid = office.meet("Kim Mortensen", phone="0020120000")
    office.open_conflict(rid, deleted_by=None)
    page = ConflictsPage(office.context)
    show(page, width=1072, height=744)
    page.opened()
    qtbot.waitUntil(partial(_says, page, "Delete it after all"), timeout=3000)
    assert "Keep it" in words(page)
    press(page, Qt.Key.Key_1)
    qtbot.waitUntil(partial(_says, page, "No conflicts"), timeout=3000)
    assert office.session.people.page(rid).form.name == "Kim Mortensen"


def test_behind_the_veil_neither_version_can_be_read(
    office: Office, note: bytes, show: Show, qtbot: QtBot
) -> None:
    del note
    page = opened(office, show, qtbot)
    press(page, Qt.Key.Key_4)
    qtbot.waitUntil(editor(page).isVisible, timeout=3000)
    page.privacy_changed(veiled=True)
    qtbot.waitUntil(partial(_says, page, "Keep mine"), timeout=3000)
    names = [each.accessibleName() for each in page.findChildren(QWidget) if each.isVisible()]
    everything = " ".join([*words(page), *names])
    assert "K.M." in everything
    for secret in ("Mortensen", "praktik", "lageret"):
        assert secret not in everything
