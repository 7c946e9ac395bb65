"""The tab Agreements: the open follow-ups of one contact, and a line to plan the next."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.rules import overdue
from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.follow_ups import FollowUpGroups, FollowUpRow
from ui.language import translate
from ui.parts.follow_up_lines import Line, open_groups
from ui.parts.follow_up_list import FollowUpList
from ui.parts.next_step_field import NextStepField
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button
from ui.widgets.keys import keep_keys_within
from ui.widgets.layouts import Column, Row
from ui.widgets.paragraph import Paragraph


class Agreements(QWidget):
    """Shows what was agreed and is not done yet.

    Signals:
        done: a follow-up is done.
        menu_wanted: a follow-up and the global point at which its menu opens.
        planned: what shall be done and the ISO day.

    Args:
        today: tells the present day.
        parent: the owner.
    """

    done = Signal(bytes)
    menu_wanted = Signal(bytes, QPoint)
    planned = Signal(str, str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = NextStepField(
            translate("Agreements", "What did you agree?"), today, optional=False
        )
        self.plan.changed.connect(self._changed)
        self._save = Button(
            translate("Agreements", "Plan"), icon=Icon.PLUS, key="Ctrl+Enter", height=Size.BUTTON
        )
        self._save.setEnabled(False)
        keep_keys_within(self._save, self)
        self._save.clicked.connect(self._save_plan)
        self.plan.what.returnPressed.connect(self._save_plan)
        self._list = FollowUpList(translate("Agreements", "Agreements"), menus=True)
        self._list.done.connect(self.done)
        self._list.menu_wished.connect(self.menu_wanted)
        self._empty = Paragraph(
            translate(
                "Agreements",
                "Here stands what you and the resident have agreed and not done yet.",
            ),
            tone=Tone.TEXT2,
        )
        column = Column(self, gap=16, margins=(24, 16, 24, 16))
        form = Column(gap=8)
        form.addWidget(self.plan)
        foot = Row()
        foot.addWidget(self._save)
        foot.addStretch()
        form.addLayout(foot)
        column.addLayout(form)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def show_steps(
        self,
        steps: Sequence[FollowUpRow],
        areas: tuple[AreaLabel, ...],
        today: date,
        *,
        veiled: bool,
    ) -> None:
        """Show the open follow-ups of a contact."""
        # Whom they are about stands in the head of the page.
        here = [replace(step, contact_name="", department="") for step in steps]
        groups = open_groups(_grouped(here, today), areas, today, owners=True)
        self._list.show_groups(groups, veiled=veiled)
        # What is being written here would tell as much as what stands here.
        self.plan.setVisible(not veiled)
        self._save.setVisible(not veiled)
        self._list.setVisible(bool(steps))
        self._empty.setVisible(not steps)
        self._rest.setVisible(not steps)

    def line(self, rid: bytes) -> Line | None:
        """Return one follow-up in words; its contact is on the screen and not offered again."""
        found = self._list.line(rid)
        return replace(found, contact=None) if found is not None else None

    def begin_plan(self) -> None:
        """Put the keyboard where the next agreement is written."""
        self.plan.setFocus()

    def clear_plan(self) -> None:
        """Empty the line after it was stored."""
        self.plan.set_step("", None)
        self._changed()

    def _changed(self) -> None:
        self._save.setEnabled(self.plan.day() is not None)

    def _save_plan(self) -> None:
        day = self.plan.day()
        if day is not None:
            self.planned.emit(self.plan.text(), day.isoformat())


def _grouped(steps: Sequence[FollowUpRow], today: date) -> FollowUpGroups:
    groups: dict[str, list[FollowUpRow]] = {"overdue": [], "today": [], "week": [], "later": []}
    for step in steps:
        groups[overdue.group_of(step.due_on, today)].append(step)
    return FollowUpGroups(
        overdue=tuple(groups["overdue"]),
        today=tuple(groups["today"]),
        week=tuple(groups["week"]),
        later=tuple(groups["later"]),
        done_lately=(),
    )
