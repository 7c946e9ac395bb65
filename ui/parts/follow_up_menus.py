"""What can be done with one follow-up, as menus: a key, a click or a finger opens them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from helhedsplan_desktop.services.desk import MemberLabel
from ui.day_words import date_words, day_words, next_monday, upper_first
from ui.language import translate
from ui.parts.follow_up_lines import Line
from ui.theme.icons import Icon, themed_icon
from ui.widgets.calendar import CalendarPopup

TWO_WEEKS: Final = 14


def days_to_choose(today: date) -> tuple[tuple[str, date], ...]:
    """Return the days most often chosen, in words."""
    later = today + timedelta(days=TWO_WEEKS)
    return (
        (upper_first(day_words(today + timedelta(days=1), today)), today + timedelta(days=1)),
        (translate("FollowUps", "Monday"), next_monday(today)),
        (translate("FollowUps", "In %n days", None, TWO_WEEKS), later),
    )


def reasons_to_drop() -> tuple[str, ...]:
    """Return the common reasons why a follow-up falls away."""
    return (
        translate("FollowUps", "Solved in another way"),
        translate("FollowUps", "The resident does not want it"),
        translate("FollowUps", "No longer relevant"),
    )


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _add(menu: QMenu, words: str, act: Callable[[], object], icon: Icon | None = None) -> QAction:
    # A slot of its own drops what the signal says beside.
    def chosen() -> None:
        act()

    action = menu.addAction(words)
    if icon is not None:
        action.setIcon(themed_icon(icon))
    action.triggered.connect(chosen)
    return action


class PostponeMenu:
    """Offers the new day of a follow-up.

    Args:
        owner: the widget that the menu belongs to.
        chosen: called with the new day.
    """

    def __init__(self, owner: QWidget, chosen: Callable[[date], object]) -> None:
        self._owner = owner
        self._chosen = chosen

    def fill(self, menu: QMenu, today: date, point: QPoint) -> None:
        """Put the days into a menu; the month opens at `point`."""
        for words, day in days_to_choose(today):
            shown = f"{words}\t{date_words(day, today)}"
            _add(menu, shown, self._taker(day))
        menu.addSeparator()
        _add(
            menu,
            translate("FollowUps", "Choose a day …"),
            lambda: self._open_month(today, point),
            Icon.CALENDAR_BLANK,
        )

    def open_at(self, today: date, point: QPoint) -> QMenu:
        """Show the days at a point of the screen, the first one chosen."""
        menu = _menu(self._owner)
        self.fill(menu, today, point)
        menu.popup(point)
        menu.setActiveAction(menu.actions()[0])
        return menu

    def _taker(self, day: date) -> Callable[[], object]:
        return lambda: self._chosen(day)

    def _open_month(self, today: date, point: QPoint) -> None:
        popup = CalendarPopup(today, self._owner)
        popup.picked.connect(self._chosen)
        popup.open_at(today + timedelta(days=1), point)


def fill_colleagues(
    menu: QMenu,
    members: tuple[MemberLabel, ...],
    but: bytes | None,
    chosen: Callable[[bytes], object],
) -> None:
    """Put every colleague but one into a menu."""

    def taker(user: bytes) -> Callable[[], object]:
        return lambda: chosen(user)

    for member in members:
        if member.user != but:
            _add(menu, member.name, taker(member.user), Icon.USER)
    if menu.isEmpty():
        nobody = menu.addAction(translate("FollowUps", "There is no colleague yet"))
        nobody.setEnabled(False)


def colleagues_menu(
    owner: QWidget,
    members: tuple[MemberLabel, ...],
    but: bytes | None,
    chosen: Callable[[bytes], object],
) -> QMenu:
    """Return a menu of the colleagues who can take a follow-up over."""
    menu = _menu(owner)
    fill_colleagues(menu, members, but, chosen)
    return menu


class Acts:
    """What the menu of a line can ask for; each is called with the line's id first."""

    def __init__(
        self,
        *,
        done: Callable[[bytes], object],
        opened: Callable[[bytes], object],
        postponed: Callable[[bytes, date], object],
        handed_over: Callable[[bytes, bytes], object],
        dropped: Callable[[bytes, str], object],
    ) -> None:
        self.done = done
        self.opened = opened
        self.postponed = postponed
        self.handed_over = handed_over
        self.dropped = dropped


def line_menu(
    owner: QWidget,
    line: Line,
    today: date,
    members: tuple[MemberLabel, ...],
    acts: Acts,
    point: QPoint,
) -> QMenu:
    """Return the menu of one line with everything that can be done with it."""
    menu = _menu(owner)
    if not line.done:
        done = translate("FollowUps", "Mark as done") + "\t" + translate("FollowUps", "Space")
        _add(menu, done, lambda: acts.done(line.rid), Icon.CHECK_CIRCLE)
        later = menu.addMenu(translate("FollowUps", "Postpone") + "\tP")
        later.setIcon(themed_icon(Icon.CALENDAR_PLUS))
        PostponeMenu(owner, lambda day: acts.postponed(line.rid, day)).fill(later, today, point)
        over = menu.addMenu(translate("FollowUps", "Hand over to colleague") + "\tH")
        over.setIcon(themed_icon(Icon.SWAP))
        fill_colleagues(over, members, line.owner, lambda user: acts.handed_over(line.rid, user))
        falls = menu.addMenu(translate("FollowUps", "Falls away because"))
        falls.setIcon(themed_icon(Icon.X_CIRCLE))
        for reason in reasons_to_drop():
            _add(falls, reason, _dropper(acts, line.rid, reason))
    contact = line.contact
    if contact is not None:
        menu.addSeparator()
        words = translate("FollowUps", "Open the contact") + "\tEnter"
        _add(menu, words, lambda: acts.opened(contact), Icon.ARROW_SQUARE_OUT)
    return menu


def _dropper(acts: Acts, rid: bytes, reason: str) -> Callable[[], object]:
    return lambda: acts.dropped(rid, reason)
