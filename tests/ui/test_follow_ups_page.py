"""The page of follow-ups: one key closes, postpones or hands over, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.support.desks import SAMIRA
from tests.support.pages import Office, open_office
from ui.parts.follow_up_list import FollowUpList
from ui.screens.follow_ups.page import FollowUpsPage
from ui.screens.follow_ups.plan_panel import PlanPanel
from ui.screens.page import Wish
from ui.widgets.tabs import TabStrip

Show = Callable[..., QWidget]
TODAY = "2026-03-12"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path) as made:
        made.furnish()
        yield made


def opened(office: Office, show: Show, qtbot: QtBot) -> FollowUpsPage:
    page = FollowUpsPage(office.context)
    show(page, width=1072, height=744)
    page.opened()
    count = office.session.follow_ups.mine().open_count
    qtbot.waitUntil(partial(_stands, page, count), timeout=3000)
    return page


def _stands(page: QWidget, count: int) -> bool:
    return tabs(page).accessibleTabName(0) == f"Mine {count}" and len(lines(page)) == count


def tabs(page: QWidget) -> TabStrip:
    found = page.findChild(TabStrip)
    assert found is not None
    return found


def listed(page: QWidget) -> FollowUpList:
    found = page.findChild(FollowUpList)
    assert found is not None
    return found


def panel(page: QWidget) -> PlanPanel:
    found = page.findChild(PlanPanel)
    assert found is not None
    return found


def lines(page: QWidget) -> list[str]:
    return [line.what for line in listed(page).lines()]


def dues(page: QWidget) -> dict[str, str]:
    return {line.what: line.due for line in listed(page).lines()}


def open_menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=3000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, words: str) -> None:
    """Choose by arrows and Enter, as a person without a mouse does."""
    for _ in range(len(menu.actions()) + 1):
        now: QAction | None = menu.activeAction()  # None at first; the stub leaves that out
        if now is not None and now.text().startswith(words):
            break
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def _offers(page: QWidget, words: str) -> bool:
    return any(
        each.text() == words and each.isVisible() for each in page.findChildren(QAbstractButton)
    )


def button(page: QWidget, words: str) -> QAbstractButton:
    return next(
        each
        for each in page.findChildren(QAbstractButton)
        if each.text() == words and each.isVisible()
    )


def on_line(page: QWidget, what: str) -> FollowUpList:
    """Put the keyboard on a line."""
    view = listed(page)
    view.setFocus()
    rid = next(line.rid for line in view.lines() if line.what == what)
    assert view.choose(rid)
    return view


def test_four_groups_in_their_order(office: Office, show: Show, qtbot: QtBot) -> None:
    for what, day in (
        ("Senere", "2026-03-20"),
        ("Fredag", "2026-03-13"),
        ("Nu", TODAY),
        ("For sent", "2026-03-01"),
    ):
        office.promise(what, day)
    page = opened(office, show, qtbot)
    model = listed(page).model()
    spoken = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    assert [each.split(",")[0] for each in spoken] == [
        "Overdue 1",
        "For sent",
        "Today 1",
        "Nu",
        "This week 1",
        "Fredag",
        "Later 1",
        "Senere",
    ]


def test_arrows_pass_over_headings(office: Office, show: Show, qtbot: QtBot) -> None:
    office.promise("For sent", "2026-03-01")
    office.promise("Nu", TODAY)
    page = opened(office, show, qtbot)
    view = on_line(page, "For sent")
    QTest.keyClick(view, Qt.Key.Key_Down)
    line = view.line(view.chosen_id())
    assert line is not None
    assert line.what == "Nu"
    QTest.keyClick(view, Qt.Key.Key_Up)
    line = view.line(view.chosen_id())
    assert line is not None
    assert line.what == "For sent"


def test_p_postpones_to_tomorrow_and_undo_takes_it_back(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    office.promise("Ring om brevet", "2026-03-09")
    page = opened(office, show, qtbot)
    QTest.keyClick(on_line(page, "Ring om brevet"), Qt.Key.Key_P)
    QTest.keyClick(open_menu(qtbot), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dues(page) == {"Ring om brevet": "Tomorrow"}, timeout=3000)
    qtbot.waitUntil(lambda: office.ways.told == ["Postponed to tomorrow"], timeout=3000)
    office.ways.take_back()
    qtbot.waitUntil(lambda: dues(page) == {"Ring om brevet": "3 days overdue"}, timeout=3000)


@pytest.mark.parametrize(("words", "day"), [("Monday", "2026-03-16"), ("In 14", "2026-03-26")])
def test_the_usual_days_are_offered(
    office: Office, show: Show, qtbot: QtBot, words: str, day: str
) -> None:
    office.promise("Ring om brevet", TODAY)
    page = opened(office, show, qtbot)
    QTest.keyClick(on_line(page, "Ring om brevet"), Qt.Key.Key_P)
    choose(open_menu(qtbot), words)
    qtbot.waitUntil(lambda: bool(office.ways.told), timeout=3000)
    (row,) = office.session.follow_ups.mine().later
    assert row.due_on == day


def test_h_hands_over_to_a_colleague(office: Office, show: Show, qtbot: QtBot) -> None:
    office.promise("Ring om brevet", TODAY)
    page = opened(office, show, qtbot)
    QTest.keyClick(on_line(page, "Ring om brevet"), Qt.Key.Key_H)
    choose(open_menu(qtbot), "Samira Haddad")
    qtbot.waitUntil(lambda: not lines(page), timeout=3000)
    (row,) = office.session.follow_ups.mine("all").today
    assert row.owner == SAMIRA
    qtbot.waitUntil(lambda: office.ways.told == ["Handed over to Samira Haddad"], timeout=3000)


def test_space_closes_and_it_stands_under_done(office: Office, show: Show, qtbot: QtBot) -> None:
    office.promise("Ring om brevet", TODAY)
    page = opened(office, show, qtbot)
    QTest.keyClick(on_line(page, "Ring om brevet"), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not lines(page), timeout=3000)
    qtbot.waitUntil(lambda: len(office.ways.told) == 1, timeout=3000)
    tabs(page).choose("done")
    assert lines(page) == ["Ring om brevet"]
    QTest.keyClick(on_line(page, "Ring om brevet"), Qt.Key.Key_Space)
    assert len(office.ways.told) == 1


def test_enter_opens_the_contact(office: Office, show: Show, qtbot: QtBot) -> None:
    kim = office.meet("Kim Mortensen")
    office.promise("Ring til Kim", TODAY, kim)
    page = opened(office, show, qtbot)
    QTest.keyClick(on_line(page, "Ring til Kim"), Qt.Key.Key_Return)
    assert office.ways.went == [("contact", kim)]


def test_the_team_tab_shows_whose_each_is(office: Office, show: Show, qtbot: QtBot) -> None:
    office.promise("Mit", TODAY)
    office.promise("Hendes", TODAY, owner=SAMIRA)
    page = opened(office, show, qtbot)
    assert lines(page) == ["Mit"]
    tabs(page).choose("all")
    whose = {line.what: line.who(veiled=False) for line in listed(page).lines()}
    assert whose == {"Mit": "Mette Lindholm", "Hendes": "Samira Haddad"}


def test_the_three_dots_offer_the_same_and_why_one_falls_away(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    rid = office.promise("Ring om brevet", TODAY)
    page = opened(office, show, qtbot)
    view = on_line(page, "Ring om brevet")
    box = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(box.right() - 20, box.center().y())
    )
    menu = open_menu(qtbot)
    said = [action.text().split("\t")[0] for action in menu.actions()]
    assert said[:4] == [
        "Mark as done",
        "Postpone",
        "Hand over to colleague",
        "Falls away because",
    ]
    reasons = menu.actions()[3].menu()
    assert isinstance(reasons, QMenu)
    reasons.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: not lines(page), timeout=3000)
    with office.desk.store.read() as connection:
        from helhedsplan_desktop.store.repositories import follow_ups

        row = follow_ups.get(connection, rid)
    assert row is not None
    assert (row["status"], row["outcome"]) == ("dropped", "Solved in another way")


def test_an_empty_page_teaches_and_offers_the_first_one(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    qtbot.waitUntil(partial(_offers, page, "Quick note"), timeout=3000)
    button(page, "Quick note").click()
    assert office.ways.went == [("quick_note", None, None)]
    button(page, "Plan follow-up").click()
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)


def plan(page: QWidget, what: str) -> PlanPanel:
    form = panel(page)
    field = form.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, what)
    return form


def test_a_planned_follow_up_stands_in_the_list(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    page.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)
    form = plan(page, "Ring om brevet")
    button(form, "Tomorrow").click()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dues(page) == {"Ring om brevet": "Tomorrow"}, timeout=3000)
    qtbot.waitUntil(lambda: not form.isVisible(), timeout=3000)
    assert office.session.drafts.all() == ()


def test_a_plan_without_a_day_says_what_is_missing(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    page.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)
    form = plan(page, "Ring om brevet")
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = [each.accessibleDescription() for each in form.findChildren(QLineEdit)]
    assert "Choose a day." in said
    assert office.session.follow_ups.mine().open_count == 0


def test_what_was_typed_is_there_when_the_form_opens_again(
    office: Office, show: Show, qtbot: QtBot
) -> None:
    page = opened(office, show, qtbot)
    page.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)
    form = plan(page, "Ring om br")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    qtbot.waitUntil(lambda: len(office.session.drafts.all()) == 1, timeout=3000)
    again = opened(office, show, qtbot)
    again.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(again).isVisible, timeout=3000)
    assert panel(again).plan().what == "Ring om br"
    button(panel(again), "Discard").click()
    qtbot.waitUntil(lambda: not office.session.drafts.all(), timeout=3000)


def test_a_lock_keeps_what_was_just_typed(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    page.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)
    plan(page, "Ring om brevet")
    page.before_lock()
    office.runner.close()
    (draft,) = office.session.drafts.all()
    assert draft.fields["what"] == "Ring om brevet"


def test_a_cpr_number_is_refused_at_its_field(office: Office, show: Show, qtbot: QtBot) -> None:
    page = opened(office, show, qtbot)
    page.show_wish(Wish.PLAN)
    qtbot.waitUntil(panel(page).isVisible, timeout=3000)
    born = date(1970, 1, 1)
    form = plan(page, f"Ring om {born:%d%m%y}-{1234}")
    button(form, "Tomorrow").click()
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    field = form.findChild(QLineEdit)
    assert field is not None
    qtbot.waitUntil(lambda: bool(field.accessibleDescription()), timeout=3000)
    assert form.isVisible()
    assert office.session.follow_ups.mine().open_count == 0
