"""The page of people and access."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from helhedsplan_desktop.foundation.clock import instant
from ui.day_words import freshness
from ui.language import translate
from ui.screens.members.aside import AsideColumn
from ui.screens.members.invite_column import InviteColumn
from ui.screens.members.people import InvitationRow, PersonRow
from ui.screens.members.person_column import PersonColumn
from ui.screens.members.shown import CodeShown, MembersShown, Stage
from ui.screens.members.spaces import SpaceColumn, SpaceRow
from ui.theme.icons import Icon
from ui.theme.theme import current, t
from ui.theme.tokens import Tone
from ui.widgets.banner import Banner, BannerTone
from ui.widgets.buttons import Button, Kind
from ui.widgets.labels import Hairline, Heading, Label
from ui.widgets.layouts import Column, Row, discard
from ui.widgets.surfaces import ScrollArea
from ui.widgets.tabs import TabStrip

PEOPLE: Final = "people"
SPACES: Final = "spaces"

COLUMN: Final = 376
"""Width of the right column in design pixels."""

FOLDS_UNDER: Final = 560
"""The right column lies over the list when the list would get fewer text units."""


class MembersView(QWidget):
    """Shows `MembersShown`.

    Args:
        titles: proposals for the title of somebody new.
        parent: the owner.

    Signals:
        invited: the filled `InviteForm`.
        approved: number of the invitation whose laptop may come in.
        cancelled: number of the invitation that is taken back.
        asked_again: the server shall be asked again for open invitations.
        act_wished: an `ActWished` that was agreed to.
    """

    invited = Signal(object)
    approved = Signal(int)
    cancelled = Signal(int)
    asked_again = Signal()
    act_wished = Signal(object)

    def __init__(self, titles: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: MembersShown | None = None
        self._beside: QWidget | None = None
        self._count = Label("", tone=Tone.TEXT2)
        self._invite = Button(
            translate("Members", "Invite a colleague"), Kind.PRIMARY, icon=Icon.USER_PLUS
        )
        self._banner = Banner("", BannerTone.AMBER)
        self._tabs = TabStrip(translate("Members", "People and access"))
        self._team = Button(translate("Access", "New team"), Kind.SECONDARY, icon=Icon.PLUS)
        self._away = Banner("", button=translate("Members", "Try again"), icon=Icon.CLOUD_SLASH)
        self._content = QWidget()
        self._rows = Column(self._content, margins=(24, 4, 24, 24))
        self.column = InviteColumn(titles)
        self.person = PersonColumn()
        self.space = SpaceColumn()
        self._columns = QStackedWidget()
        self._line = Hairline(upright=True)
        self._main = QWidget()
        self._build()
        self._invite.clicked.connect(self.invite)
        self._away.clicked.connect(self.asked_again)
        self.column.invited.connect(self.invited)
        self.column.withdrawn.connect(self._withdraw)
        self.column.closed.connect(self._close)
        for column in (self.person, self.space):
            column.closed.connect(self._close)
            column.act_wished.connect(self.act_wished)
        self._team.clicked.connect(self._begin_team)
        self._tabs.chosen.connect(self._turn)
        current().changed.connect(self._rescaled)

    def show_members(self, shown: MembersShown) -> None:
        """Show these people and invitations."""
        self._shown = shown
        self._refresh()

    def set_unreachable(self, why: str) -> None:
        """Say that invitations cannot be asked for, or that they can again (empty)."""
        told = translate("Members", "Open invitations cannot be shown right now.")
        self._away.set_text(f"{why} {told}".strip())
        self._away.set_button(translate("Members", "Try again"))
        self._away.setVisible(bool(why))

    def set_without_server(self) -> None:
        """Say that nobody can be invited here."""
        self._away.set_text(
            translate("Members", "Inviting needs the server of an organisation: not here.")
        )
        self._away.set_button("")
        self._away.show()
        self._invite.setEnabled(False)
        self._team.setEnabled(False)

    def show_tab(self, tab: str) -> None:
        """Show people or spaces."""
        self._tabs.choose(tab)
        self._turn(tab)

    def close_column(self) -> None:
        """End what stands beside the list; no code stays behind."""
        if self._beside is not None:
            self._close()

    def aside(self) -> AsideColumn | None:
        """Return the column in which a lead acts, if one is open."""
        return self._beside if isinstance(self._beside, AsideColumn) else None

    def show_code(self, code: CodeShown) -> None:
        """Show the code of a fresh invitation."""
        now = self._shown.now if self._shown else instant(code.expires_at).astimezone()
        self._open_beside(self.column)
        self.column.show_code(code, _sayer(now))

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide a code, or show it again; the staff's own names stay."""
        self.column.set_veiled(veiled)

    def focus_first(self) -> None:
        """Put the keyboard where the work begins."""
        self._invite.setFocus()

    def invite(self) -> None:
        """Open the form beside the list."""
        self._open_beside(self.column)
        self.column.ask()

    def _build(self) -> None:
        column = Column(self._main)
        head = Column(gap=12, margins=(24, 18, 24, 8))
        title = Row(gap=12)
        title.addWidget(Heading(translate("Members", "People and access")))
        title.addWidget(self._count)
        title.addStretch()
        title.addWidget(self._team)
        title.addWidget(self._invite)
        head.addLayout(title)
        self._tabs.add(PEOPLE, translate("Access", "People and computers"))
        self._tabs.add(SPACES, translate("Access", "Spaces and who reads them"))
        head.addWidget(self._tabs)
        head.addWidget(self._banner)
        head.addWidget(self._away)
        self._banner.hide()
        self._away.hide()
        self._team.hide()
        column.addLayout(head)
        column.addWidget(ScrollArea(self._content), 1)
        row = Row(self)
        row.addWidget(self._main, 1)
        row.addWidget(self._line)
        for beside in (self.column, self.person, self.space):
            self._columns.addWidget(beside)
        row.addWidget(self._columns)
        self._place()

    def _refresh(self) -> None:
        shown = self._shown
        if shown is None:
            return
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        self._tabs.set_count(PEOPLE, len(shown.people))
        self._tabs.set_count(SPACES, len(shown.spaces))
        if self._tabs.current() == SPACES:
            self._show_spaces(shown)
        else:
            self._show_people(shown)
        self._renew_beside()

    def _show_people(self, shown: MembersShown) -> None:
        if shown.invitations:
            self._rows.addWidget(Heading(translate("Members", "Open invitations"), 16))
            for invitation in shown.invitations:
                line = InvitationRow(invitation, shown.now)
                line.approved.connect(self.approved)
                line.cancelled.connect(self._withdraw)
                self._rows.addWidget(line)
            self._rows.addSpacing(t(16))
            self._rows.addWidget(Heading(translate("Members", "People and laptops"), 16))
        for person in shown.people:
            row = PersonRow(person, shown.now)
            row.opened.connect(self.open_person)
            self._rows.addWidget(row)
        self._rows.addStretch()
        self._count.setText(translate("Members", "%n member(s)", None, len(shown.people)))
        waiting = [each for each in shown.invitations if each.stage is Stage.CLAIMED]
        if waiting:
            self._banner.set_text(
                translate("Members", "%n laptop(s) to approve", None, len(waiting))
            )
        self._banner.setVisible(bool(waiting))

    def _show_spaces(self, shown: MembersShown) -> None:
        for space in shown.spaces:
            row = SpaceRow(space)
            row.opened.connect(self._open_space)
            self._rows.addWidget(row)
        self._rows.addStretch()

    def _renew_beside(self) -> None:
        """Show in the open column what holds now, or close it if its person or space is gone."""
        if self._beside is self.person:
            self.open_person(self.person.user)
        elif self._beside is self.space and self.space.space:
            self._open_space(self.space.space)

    def open_person(self, user: object) -> None:
        """Show beside the list what can be done about somebody's access."""
        shown = self._shown
        found = next((each for each in shown.people if each.user == user), None) if shown else None
        if shown is None or found is None:
            self.close_column()
            return
        self.person.show_person(found, shown.now)
        self._open_beside(self.person)

    def _open_space(self, space: object) -> None:
        shown = self._shown
        found = (
            next((each for each in shown.spaces if each.space == space), None) if shown else None
        )
        if shown is None or found is None:
            self.close_column()
            return
        self.space.show_space(found, shown.people)
        self._open_beside(self.space)

    def _begin_team(self) -> None:
        if self._shown is not None:
            self._open_beside(self.space)
            self.space.begin_team(self._shown.people)

    def _open_beside(self, column: QWidget) -> None:
        fresh = self._beside is not column
        self._beside = column
        self._columns.setCurrentWidget(column)
        self._place()
        if fresh and isinstance(column, AsideColumn):
            column.focus_first()

    def _turn(self, tab: str) -> None:
        """Show the other tab; each has its own main action."""
        self.close_column()
        self._team.setVisible(tab == SPACES)
        self._invite.setVisible(tab == PEOPLE)
        self._refresh()

    def _withdraw(self, invite: int) -> None:
        if self.column.code_shown() == invite:
            self._close()
        self.cancelled.emit(invite)

    def _close(self) -> None:
        """Put the column away; no code stays behind."""
        self._beside = None
        self.column.forget()
        self._place()
        (self._invite if self._invite.isVisible() else self._team).setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._beside is not None:
            self._close()
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._place()

    def _rescaled(self) -> None:
        self._place()
        self._refresh()

    def _place(self) -> None:
        """Show the right column while it is asked for: beside the list or over it."""
        folded = (self.width() - t(COLUMN)) / current().scale < FOLDS_UNDER
        beside = self._beside is not None
        if folded:
            self._columns.setMinimumWidth(0)
            self._columns.setMaximumWidth(self.width())
        else:
            self._columns.setFixedWidth(t(COLUMN))
        self._columns.setVisible(beside)
        # One main action a page: while the column asks, its own button is it.
        self._invite.set_kind(Kind.SECONDARY if beside else Kind.PRIMARY)
        self._line.setVisible(beside and not folded)
        self._main.setVisible(not (beside and folded))


def _sayer(now: datetime) -> Callable[[int], str]:
    return lambda at: freshness(instant(at).astimezone(), now)
