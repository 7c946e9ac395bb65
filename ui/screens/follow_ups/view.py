"""The page of follow-ups: mine, the team's, and what was done lately."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.desk import MemberLabel
from helhedsplan_desktop.services.follow_ups import FollowUpGroups
from ui.language import translate
from ui.parts.follow_up_lines import Group, done_group, open_groups
from ui.parts.follow_up_list import PAD, FollowUpList
from ui.parts.follow_up_menus import Acts, PostponeMenu, colleagues_menu, line_menu
from ui.screens.follow_ups.plan_panel import PlanPanel
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button
from ui.widgets.empty_page import EmptyPage
from ui.widgets.keys import KeyCap
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row
from ui.widgets.surfaces import ScrollArea
from ui.widgets.tabs import TabStrip

MINE = "mine"
TEAM = "all"
DONE = "done"


@dataclass(frozen=True, slots=True)
class FollowUpsShown:
    """Everything that the page shows.

    Args:
        mine: this person's, with what was done lately.
        team: everyone's.
        me: this person's user id.
        today: the present day.
    """

    mine: FollowUpGroups
    team: FollowUpGroups
    me: bytes
    areas: tuple[AreaLabel, ...]
    members: tuple[MemberLabel, ...]
    today: date


class FollowUpsView(QWidget):
    """Shows `FollowUpsShown`.

    Args:
        today: tells the present day.
        parent: the owner.

    Signals:
        done: id of a follow-up that is done.
        postponed: id, and the new day.
        handed_over: id, and the user who takes over.
        dropped: id, and why.
        opened: id of a contact to open.
        note_wished: a quick note.
        plan_wished: the form of a new follow-up.
    """

    done = Signal(object)
    postponed = Signal(object, object)
    handed_over = Signal(object, object)
    dropped = Signal(object, str)
    opened = Signal(object)
    note_wished = Signal()
    plan_wished = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: FollowUpsShown | None = None
        self._veiled = False
        self._tabs = TabStrip(translate("FollowUps", "Whose follow-ups"))
        self._tabs.add(MINE, translate("FollowUps", "Mine"), 0)
        self._tabs.add(TEAM, translate("FollowUps", "The team's"), 0)
        self._tabs.add(DONE, translate("FollowUps", "Done"))
        self._plan = Button(translate("FollowUps", "Plan follow-up"), icon=Icon.PLUS)
        # The heading must not jump when an empty page takes the button away.
        steady = self._plan.sizePolicy()
        steady.setRetainSizeWhenHidden(True)
        self._plan.setSizePolicy(steady)
        self._list = FollowUpList(translate("FollowUps", "Follow-ups"), menus=True)
        self._stack = QStackedWidget()
        self._empty = EmptyPage(
            translate("FollowUps", "No follow-ups"),
            translate(
                "FollowUps",
                "A follow-up is the next step that you promised a resident.\n"
                "Write it at once, and the program reminds you, also without a network.",
            ),
            primary=translate("FollowUps", "Plan follow-up"),
            secondary=translate("FollowUps", "Quick note"),
            secondary_icon=Icon.NOTE_PENCIL,
        )
        self._none_done = EmptyPage(
            translate("FollowUps", "Nothing was done in the last seven days"),
            translate("FollowUps", "What you mark as done stands here for a week."),
        )
        self._keys = _KeyLine()
        self.panel = PlanPanel(today, self)
        self.panel.hide()
        self._build()
        self._connect()

    def show_follow_ups(self, shown: FollowUpsShown) -> None:
        """Show these follow-ups; the chosen tab and line stay."""
        self._shown = shown
        self._tabs.set_count(MINE, shown.mine.open_count)
        self._tabs.set_count(TEAM, shown.team.open_count)
        self.panel.set_choices(shown.areas, shown.members, shown.me)
        self._refresh()

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show initials and bars instead of names and words, or show them again."""
        self._veiled = veiled
        self._refresh()

    def focus_first(self) -> None:
        """Put the keyboard where the work begins."""
        (self._list if self._list.lines() else self._plan).setFocus()

    def _build(self) -> None:
        column = Column(self)
        head = Column(gap=4, margins=(24, 18, 24, 0))
        title = Row(gap=12)
        title.addWidget(Heading(translate("FollowUps", "Follow-ups")))
        title.addStretch()
        title.addWidget(self._plan)
        head.addLayout(title)
        head.addWidget(self._tabs)
        column.addLayout(head)
        lines = QWidget()
        inset = Column(lines, margins=(24 - PAD, 0, 24 - PAD, 0))
        inset.addWidget(self._list)
        self._lines = lines
        self._stack.addWidget(lines)
        # The lesson of an empty page scrolls where large text leaves no room for all of it.
        self._lessons = {each: ScrollArea(each) for each in (self._empty, self._none_done)}
        for lesson in self._lessons.values():
            self._stack.addWidget(lesson)
        column.addWidget(self._stack, 1)
        column.addWidget(self._keys)
        self.setTabOrder(self._tabs, self._list)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._refresh)
        self._plan.clicked.connect(self._wish_plan)
        self._empty.primary_clicked.connect(self.plan_wished)
        self._empty.secondary_clicked.connect(self.note_wished)
        self._list.done.connect(self.done)
        self._list.contact_wished.connect(self.opened)
        self._list.menu_wished.connect(self._open_menu)
        self._list.postpone_wished.connect(self._offer_days)
        self._list.hand_over_wished.connect(self._offer_colleagues)
        self.panel.closed.connect(self.focus_first)
        current().changed.connect(self._refresh)

    def _wish_plan(self) -> None:
        self.plan_wished.emit()

    def _refresh(self) -> None:
        if self._shown is None:
            return
        groups = self._groups(self._shown)
        self._list.show_groups(groups, veiled=self._veiled)
        on_done = self._tabs.current() == DONE
        empty = self._none_done if on_done else self._empty
        self._stack.setCurrentWidget(self._lines if groups else self._lessons[empty])
        self._plan.setVisible(bool(groups) or on_done)
        self._keys.setVisible(bool(groups) and not on_done)

    def _groups(self, shown: FollowUpsShown) -> tuple[Group, ...]:
        tab = self._tabs.current()
        if tab == DONE:
            return done_group(shown.team, shown.areas, shown.today, owners=True)
        if tab == TEAM:
            return open_groups(shown.team, shown.areas, shown.today, owners=True)
        return open_groups(shown.mine, shown.areas, shown.today)

    def _open_menu(self, rid: object, point: QPoint) -> None:
        line = self._list.line(rid)
        if line is None or self._shown is None:
            return
        acts = Acts(
            done=self.done.emit,
            opened=self.opened.emit,
            postponed=self.postponed.emit,
            handed_over=self.handed_over.emit,
            dropped=self.dropped.emit,
        )
        members = self._shown.members
        line_menu(self, line, self._shown.today, members, acts, point).popup(point)

    def _offer_days(self, rid: object, point: QPoint) -> None:
        if self._shown is not None:
            menu = PostponeMenu(self, lambda day: self.postponed.emit(rid, day))
            menu.open_at(self._shown.today, point)

    def _offer_colleagues(self, rid: object, point: QPoint) -> None:
        line = self._list.line(rid)
        if line is not None and self._shown is not None:
            menu = colleagues_menu(
                self,
                self._shown.members,
                line.owner,
                lambda user: self.handed_over.emit(rid, user),
            )
            menu.popup(point)
            menu.setActiveAction(menu.actions()[0])

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _place_panel(self) -> None:
        width = min(t(Size.FORM_COLUMN) + t(48), self.width())
        self.panel.setGeometry(self.width() - width, 0, width, self.height())


class _KeyLine(QWidget):
    """Says once, at the foot of the list, what the keys do."""

    def __init__(self) -> None:
        super().__init__()
        column = Column(self)
        column.addWidget(Hairline())
        row = Row(gap=6, margins=(24, 9, 24, 9))
        column.addLayout(row)
        for key, words in (
            (translate("FollowUps", "Space"), translate("FollowUps", "done")),
            ("P", translate("FollowUps", "postpone")),
            ("H", translate("FollowUps", "hand over")),
            ("Enter", translate("FollowUps", "open the contact")),
        ):
            row.addWidget(KeyCap(key))
            row.addWidget(Label(words, size=12, tone=Tone.TEXT2))
            row.addSpacing(12)
        row.addStretch()
