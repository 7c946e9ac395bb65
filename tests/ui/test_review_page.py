"""The review: a lead sees what needs a look; the words of a note open for a logged reason."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.records.organisation import DeviceReport
from helhedsplan_desktop.services.contact_views import NextStep
from helhedsplan_desktop.services.lazy_rows import LazyRows
from helhedsplan_desktop.services.reviewing import ReviewPage as Reviewed
from helhedsplan_desktop.services.reviewing import ReviewRow
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.tables import ACCESS_LOG, MIRROR, SPACE
from tests.support.desks import LAPTOP_OF_SAMIRA, PLAN, SAMIRA
from tests.support.pages import Office, open_office
from ui.models.list_view import FastListView
from ui.screens.page import Page
from ui.screens.review.figures import LoadBars
from ui.screens.review.filters import ReviewFilters
from ui.screens.review.page import ReviewPage
from ui.screens.review.view import ReviewShown, ReviewView
from ui.theme.theme import Theme
from ui.widgets.combo import Combo

Show = Callable[..., QWidget]
WEEK_AGO = 8 * 24 * 3600 * 1000


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path, role="lead") as made:
        made.furnish()
        yield made


def told(name: str, office: Office) -> bytes:
    """Write down a contact that lacks nothing."""
    rid = office.meet(name, informed_on="2026-03-01", areas=("UDL",))
    office.write_note(f"Ord om {name}", rid)
    return rid


def opened(office: Office, show: Show, qtbot: QtBot, width: int = 1072) -> ReviewPage:
    page = ReviewPage(office.context)
    show(page, width=width, height=744)
    page.opened()
    qtbot.waitUntil(lambda: any(_counts(each) for each in words(page)), timeout=3000)
    return page


def _counts(words_there: str) -> bool:
    """Return whether these words say how many contacts are listed."""
    return words_there[:1].isdigit() and " contact" in words_there


def words(page: QWidget) -> list[str]:
    shown = [each for each in page.findChildren(QWidget) if each.isVisible()]
    return [each.text() for each in shown if isinstance(each, QLabel | QAbstractButton)]


def listed(page: QWidget) -> FastListView:
    found = page.findChild(FastListView)
    assert found is not None
    return found


def rows(page: QWidget) -> list[str]:
    model = listed(page).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _names(page: QWidget, wanted: list[str]) -> bool:
    return [row.split(",")[0] for row in rows(page)] == wanted


def press(page: QWidget, words_there: str) -> None:
    part = next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == words_there and each.isVisible()
    )
    part.click()


def choose(qtbot: QtBot, page: Page, name: str) -> None:
    """Go to a contact by arrows and wait for its details."""
    view = listed(page)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    while not str(view.currentIndex().data()).startswith(name):
        QTest.keyClick(view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: "What happened" in words(page) and name in words(page), timeout=3000)


def test_what_needs_a_look_stands_first_with_a_mark(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    quiet = told("Tove Rask", office)
    office.promise("Ring", "2026-03-30", quiet)
    late = told("Henning Krag", office)
    office.promise("Ring om afdrag", "2026-03-09", late)
    told("Mahmoud Khalil", office)
    page = opened(office, show, qtbot)
    said = rows(page)
    assert said[0].startswith("Henning Krag, 3 days overdue, Ring om afdrag, Mette Lindholm")
    assert said[1].startswith("Mahmoud Khalil, No next step")
    assert said[2].startswith("Tove Rask, 30 March")


def test_the_first_contact_is_chosen_and_shown_at_once(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    told("Henning Krag", office)
    page = opened(office, show, qtbot)
    qtbot.waitUntil(lambda: "Text hidden" in words(page), timeout=3000)
    assert [each.row() for each in listed(page).selectedIndexes()] == [0]


def test_pills_count_and_filter(office: Office, show: Show, qtbot: QtBot) -> None:
    late = told("Henning Krag", office)
    office.promise("Ring om afdrag", "2026-03-09", late)
    told("Mahmoud Khalil", office)
    page = opened(office, show, qtbot)
    named = {each.accessibleName() for each in page.findChildren(QAbstractButton)}
    assert {"All 2", "Overdue 1", "Quality 1"} <= named
    press(page, "Overdue")
    qtbot.waitUntil(partial(_names, page, ["Henning Krag"]), timeout=3000)
    press(page, "Overdue")
    assert _names(page, ["Henning Krag"])
    press(page, "All")
    qtbot.waitUntil(lambda: len(rows(page)) == 2, timeout=3000)


def test_owner_and_search_narrow_the_list(office: Office, show: Show, qtbot: QtBot) -> None:
    told("Henning Krag", office)
    office.meet("Zahra Noori", owner=SAMIRA)
    page = opened(office, show, qtbot)
    filters = page.findChild(ReviewFilters)
    assert filters is not None
    QTest.keyClicks(filters.search, "zah")
    qtbot.waitUntil(partial(_names, page, ["Zahra Noori"]), timeout=3000)
    filters.search.clear()
    owner = filters.findChildren(Combo)[0]
    owner.setFocus()
    QTest.keyClick(owner, Qt.Key.Key_Down)
    qtbot.waitUntil(partial(_names, page, ["Henning Krag"]), timeout=3000)


def test_nothing_found_offers_to_clear_the_filters(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    told("Henning Krag", office)
    page = opened(office, show, qtbot)
    filters = page.findChild(ReviewFilters)
    assert filters is not None
    QTest.keyClicks(filters.search, "ingen")
    qtbot.waitUntil(lambda: "Clear filters" in words(page), timeout=3000)
    press(page, "Clear filters")
    qtbot.waitUntil(partial(_names, page, ["Henning Krag"]), timeout=3000)


def test_the_words_of_a_note_open_for_a_reason_and_the_log_knows(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    rid = told("Henning Krag", office)
    page = opened(office, show, qtbot)
    choose(qtbot, page, "Henning Krag")
    qtbot.waitUntil(lambda: "Text hidden" in words(page), timeout=3000)
    said = words(page)
    assert "Your look-up is logged." in said
    assert "Ord om Henning Krag" not in said
    reason = next(each for each in page.findChildren(Combo) if each.placeholderText())
    read = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Read")
    assert not read.isEnabled()
    reason.setFocus()
    QTest.keyClick(reason, Qt.Key.Key_Down)
    assert read.isEnabled()
    read.setFocus()
    QTest.keyClick(read, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Ord om Henning Krag" in words(page), timeout=3000)
    with office.desk.store.read() as connection:
        log = connection.execute(select(ACCESS_LOG)).mappings().all()
    assert [(row["rid"], row["action"], row["reason"]) for row in log] == [
        (rid, "review", "supervision")
    ]


def test_texts_do_not_stay_open_behind_another_page(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    rid = told("Henning Krag", office)
    page = opened(office, show, qtbot)
    choose(qtbot, page, "Henning Krag")
    page.findChildren(ReviewView)[0].read_wished.emit(rid, "safety")
    qtbot.waitUntil(lambda: "Ord om Henning Krag" in words(page), timeout=3000)
    page.closed()
    qtbot.waitUntil(
        lambda: "Ord om Henning Krag" not in [each.text() for each in page.findChildren(QLabel)],
        timeout=3000,
    )


def test_work_is_spread_alphabetically_and_a_silent_laptop_is_amber(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    told("Henning Krag", office)
    told("Kim Mortensen", office)
    office.meet("Zahra Noori", owner=SAMIRA)
    now = office.desk.now()
    with office.desk.store.write() as unit:
        for device, user, at in (
            (office.session.me.device, office.session.me.user, now),
            (LAPTOP_OF_SAMIRA, SAMIRA, now - WEEK_AGO),
        ):
            unit.put(
                DeviceReport(
                    id=office.desk.ids.record(),
                    space=PLAN,
                    device=device,
                    user=user,
                    synced_at=at,
                )
            )
    page = opened(office, show, qtbot)
    bars = page.findChild(LoadBars)
    assert bars is not None
    assert bars.accessibleDescription() == "Mette Lindholm: 2; Samira Haddad: 1"
    qtbot.waitUntil(lambda: "Silent for 8 days" in words(page), timeout=3000)
    said = words(page)
    today = next(each for each in said if each.startswith("today at"))
    assert said.index("Silent for 8 days") < said.index(today)
    assert "1 of 2 since yesterday" in said


def test_everybody_can_read_what_a_lead_sees(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    press(page, "What the staff can see")
    assert any("access log" in each for each in words(page))


def test_at_large_text_the_detail_lies_over_the_list_and_esc_goes_back(
    office: Office, show: Show, qtbot: QtBot, theme: Theme
) -> None:
    told("Henning Krag", office)
    theme.set_scale(1.5)
    page = opened(office, show, qtbot, width=1200)
    view = listed(page)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "What happened" in words(page), timeout=3000)
    assert not view.isVisible()
    focused = page.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    assert view.isVisible()
    assert view.hasFocus()


def test_behind_the_veil_nobody_can_be_named(office: Office, show: Show, qtbot: QtBot) -> None:
    rid = told("Henning Krag", office)
    office.promise("Ring om gælden", "2026-03-09", rid)
    page = opened(office, show, qtbot)
    choose(qtbot, page, "Henning Krag")
    page.privacy_changed(veiled=True)
    names = [each.accessibleName() for each in page.findChildren(QWidget) if each.isVisible()]
    everything = " ".join([*rows(page), *words(page), *names])
    assert "H.K." in everything
    assert "Krag" not in everything
    assert "gælden" not in everything


def test_a_worker_is_told_that_it_is_for_leads(tmp_path: Path, show: Show, qtbot: QtBot) -> None:
    with open_office(tmp_path) as office:
        page = ReviewPage(office.context)
        show(page)
        page.opened()
        qtbot.waitUntil(lambda: bool(office.ways.errors), timeout=3000)
        assert office.ways.errors[0].problem is Problem.NOT_ALLOWED


def test_fifty_thousand_contacts_scroll_without_a_hitch(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    ids = [number.to_bytes(16, "big") for number in range(50_000)]
    step = NextStep(bytes(16), "Ring om brevet", "2026-03-09", "", "UDL")

    def make(rid: bytes) -> ReviewRow:
        number = int.from_bytes(rid, "big")
        return ReviewRow(
            rid, f"Beboer {number}", True, "Møllebo", SAMIRA, "Samira Haddad", "2026-03-01",  # noqa: FBT003  a plain row
            step, 3, 11, "overdue", ("UDL",), "active", True, 0,  # noqa: FBT003  same
        )  # fmt: skip

    view = ReviewView(office.session.catalogue, lambda _: ())
    show(view, width=1072, height=744)
    lazy: LazyRows[bytes, ReviewRow] = LazyRows(ids, make)
    shown = ReviewShown(
        Reviewed(lazy, {"all": len(ids)}, (), ()),
        {rid: at for at, rid in enumerate(ids)},
        (),
        (),
        office.context.now(),
    )
    start = time.thread_time()
    view.show_review(shown)
    taken = time.thread_time() - start
    bar = listed(view).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=3000)
    frames = []
    for place in range(0, bar.maximum(), bar.maximum() // 40):
        begun = time.thread_time()
        bar.setValue(place)
        listed(view).viewport().repaint()
        frames.append(time.thread_time() - begun)
    assert taken < 0.3
    assert sorted(frames)[len(frames) // 2] < 0.05


def arrive(office: Office, note: bytes, rev: int, by: bytes = LAPTOP_OF_SAMIRA) -> None:
    """Let a note be a colleague's and stand at the server under a revision."""
    with office.desk.store.write_for_sync() as unit:
        connection = unit.connection
        entry = directory.entries(connection, [note])[note]
        row = rows_of(connection, "Note", [note])[note]
        unit.store_rows("Note", [row | {"author": by}])
        mirror = (entry.space, note, MIRROR, rev, bytes(16), "put", None, None, b"", b"", b"")
        sealed.add(connection, [SealedRow(*mirror)])
        directory.write(connection, [], [entry.with_changes(dirty=0)])
        values = {"lineage": b"l" * 16, "cursor": rev, "first_sync": "done", "mismatches": 0}
        connection.execute(SPACE.delete())
        connection.execute(SPACE.insert().values(space=entry.space, **values))


def test_a_key_marks_a_contact_as_seen_until_something_new_comes(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    amina = told("Amina Yusuf", office)
    note = office.write_note("Samira talte med Amina", amina)
    arrive(office, note, rev=7)
    page = opened(office, show, qtbot)
    assert "1 new note" in rows(page)[0]
    listed(page).setFocus()
    listed(page).selectRow(0)
    seen = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Seen")
    qtbot.waitUntil(seen.isEnabled, timeout=3000)
    QTest.keyClick(listed(page), Qt.Key.Key_S)
    qtbot.waitUntil(lambda: office.ways.told == ["Marked as seen"], timeout=3000)
    qtbot.waitUntil(lambda: "new note" not in rows(page)[0], timeout=3000)
    state = {each.rid: each.state for each in office.session.timelines.of(amina)}
    assert state[note] == "seen"
    office.ways.take_back()
    qtbot.waitUntil(lambda: "1 new note" in rows(page)[0], timeout=3000)


def test_an_s_typed_into_the_search_marks_nothing(office: Office, show: Show, qtbot: QtBot) -> None:
    amina = told("Amina Yusuf", office)
    arrive(office, office.write_note("Samira talte med Amina", amina), rev=7)
    page = opened(office, show, qtbot)
    listed(page).setFocus()
    listed(page).selectRow(0)
    seen = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Seen")
    qtbot.waitUntil(seen.isEnabled, timeout=3000)
    search = page.findChild(ReviewFilters)
    assert search is not None
    search.search.setFocus()
    QTest.keyClicks(search.search, "s")
    assert search.search.text() == "s"
    assert office.ways.told == []


def test_what_is_new_is_a_view_of_its_own(office: Office, show: Show, qtbot: QtBot) -> None:
    told("Tove Rask", office)
    arrive(office, office.write_note("Nyt", told("Amina Yusuf", office)), rev=7)
    page = opened(office, show, qtbot)
    pill = next(each for each in page.findChildren(QAbstractButton) if each.text() == "Changed")
    pill.click()
    qtbot.waitUntil(lambda: len(rows(page)) == 1 and "Amina" in rows(page)[0], timeout=3000)
