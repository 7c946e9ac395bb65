"""A walk over the five work pages: names, targets, room at every text scale, calm under change."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from tests.support.pages import Office, open_office
from ui.screens.conflicts.page import ConflictsPage
from ui.screens.follow_ups.page import FollowUpsPage
from ui.screens.members.page import MembersPage
from ui.screens.overview.page import OverviewPage
from ui.screens.page import Page, PageContext
from ui.screens.review.page import ReviewPage
from ui.theme.theme import Mode, Theme

Show = Callable[..., QWidget]
PAGES = pytest.mark.parametrize(
    "make", [OverviewPage, FollowUpsPage, ConflictsPage, ReviewPage, MembersPage]
)
ROOM = {1.0: (960, 584), 1.5: (1200, 725), 2.0: (1184, 706)}
"""Text scale to the room of a page: the smallest window at 100 %, the usual one at the others."""

LEAST_TARGET = 32


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_office(tmp_path, role="lead") as made:
        made.furnish()
        kim = made.meet("Kim Mortensen", areas=("BES",))
        note = made.write_note("Kim vil i praktik på lageret.", kim)
        made.open_conflict(note, text="Kim vil i praktik efter påske.")
        made.promise("Ring til Kim", "2026-03-09", kim)
        made.session.people.page(kim)
        yield made


def opened(
    office: Office, show: Show, qtbot: QtBot, make: Callable[[PageContext], Page], scale: float
) -> Page:
    page = make(office.context)
    show(page, width=ROOM[scale][0] + 22, height=ROOM[scale][1] + 22)
    page.resize(*ROOM[scale])
    with qtbot.waitSignal(office.runner.busy_changed, timeout=3000, check_params_cb=_idle):
        page.opened()
    qtbot.wait(20)  # parts made anew are laid out in the next turn of the event loop
    return page


def _idle(busy: bool) -> bool:  # noqa: FBT001  the signal's own shape
    return not busy


def shown(page: QWidget) -> list[QWidget]:
    return [each for each in page.findChildren(QWidget) if each.isVisible()]


def _offered(page: QWidget) -> set[str]:
    """Return what can be clicked."""
    return {each.accessibleName() for each in shown(page) if isinstance(each, QAbstractButton)}


@PAGES
def test_everything_that_takes_the_keyboard_has_a_name(
    office: Office, show: Show, qtbot: QtBot, make: Callable[[PageContext], Page]
) -> None:
    page = opened(office, show, qtbot, make, 1.0)
    nameless = [
        type(each).__name__
        for each in shown(page)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
        and not isinstance(each, QScrollBar)
        and not QAccessible.queryAccessibleInterface(each).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def _buttons_are_whole(page: QWidget) -> None:
    buttons = [each for each in shown(page) if isinstance(each, QAbstractButton)]
    small = [
        (each.text() or each.accessibleName(), each.size().toTuple())
        for each in buttons
        if each.height() < LEAST_TARGET or each.width() < LEAST_TARGET
    ]
    assert buttons
    assert small == []
    cut = [each.text() for each in buttons if each.width() < each.minimumSizeHint().width()]
    assert cut == []


@PAGES
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_at_every_scale_buttons_are_whole_and_the_page_fits_its_room(
    office: Office,
    show: Show,
    qtbot: QtBot,
    theme: Theme,
    make: Callable[[PageContext], Page],
    scale: float,
) -> None:
    theme.set_scale(scale)
    page = opened(office, show, qtbot, make, scale)
    # What was made anew last may still lack its place.
    qtbot.waitUntil(partial(_buttons_are_whole, page), timeout=3000)
    asked = page.minimumSizeHint()
    assert asked.width() <= ROOM[scale][0]
    assert asked.height() <= ROOM[scale][1]


@PAGES
def test_a_switch_to_dark_and_large_while_open_does_no_harm(
    office: Office,
    show: Show,
    qtbot: QtBot,
    theme: Theme,
    make: Callable[[PageContext], Page],
) -> None:
    page = opened(office, show, qtbot, make, 1.0)
    before = _offered(page)
    theme.set_mode(Mode.DARK)
    theme.set_scale(2.0)
    page.privacy_changed(veiled=True)
    qtbot.wait(20)
    theme.set_mode(Mode.LIGHT)
    theme.set_scale(1.0)
    page.privacy_changed(veiled=False)
    qtbot.waitUntil(lambda: before <= _offered(page), timeout=3000)
