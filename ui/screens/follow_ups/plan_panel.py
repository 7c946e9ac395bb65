"""The form of a new follow-up, beside the list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.contact_views import AreaLabel
from helhedsplan_desktop.services.desk import MemberLabel
from ui.language import translate
from ui.parts.follow_up_menus import days_to_choose
from ui.widgets.buttons import Button, Kind
from ui.widgets.choices import Pill
from ui.widgets.combo import Combo
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, TextField
from ui.widgets.layouts import Column, Flow, discard
from ui.widgets.person_picker import Person, PersonPicker
from ui.widgets.side_panel import SidePanel

WHAT_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """What stands in the form, finished or not.

    Args:
        contact: id and shown name of whom it is about; None: nobody in particular.
        due_on: ISO day, or empty.
        owner: user id in hexadecimal; empty: the person self.
    """

    what: str = ""
    contact: tuple[bytes, str] | None = None
    due_on: str = ""
    area: str = ""
    owner: str = ""

    def fields(self) -> dict[str, Any]:
        """Return the form as a draft keeps it."""
        return {
            "what": self.what,
            "contact": list(self.contact) if self.contact else None,
            "due_on": self.due_on,
            "area": self.area,
            "owner": self.owner,
        }


def plan_of(fields: dict[str, Any]) -> Plan:
    """Return the form that a draft keeps."""
    contact = fields.get("contact")
    return Plan(
        what=fields.get("what", ""),
        contact=(contact[0], contact[1]) if contact else None,
        due_on=fields.get("due_on", ""),
        area=fields.get("area", ""),
        owner=fields.get("owner", ""),
    )


class PlanPanel(SidePanel):
    """Asks what, whom and when; a plan needs no more than what and when.

    Args:
        today: tells the present day.
        parent: the page that it lies over.

    Signals:
        asked: what was typed into the field for the contact.
        changed: something was typed or chosen, to be kept as a draft.
        saved: the finished `Plan`.
        discarded: what was typed shall be forgotten.
    """

    asked = Signal(str)
    changed = Signal()
    saved = Signal(object)
    discarded = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(translate("FollowUps", "Plan follow-up"), parent=parent)
        self._today = today
        self._labels: tuple[AreaLabel, ...] = ()
        self._what = TextField(translate("FollowUps", "For instance: call about the letter"))
        self._what.setMaxLength(WHAT_LIMIT)
        self._what_field = Field(translate("FollowUps", "What will you do?"), self._what)
        self._who = PersonPicker(translate("FollowUps", "Type a name"), single=True)
        self._day = DateField(today)
        self._day_field = Field(translate("FollowUps", "When?"), self._day)
        self._days = Flow(gap=8)
        self._area_row = Flow(gap=8)
        self._areas: dict[str, Pill] = {}
        self._owner = Combo()
        self._save = Button(translate("FollowUps", "Plan"), Kind.PRIMARY, key="Ctrl+Enter")
        self._discard = Button(translate("FollowUps", "Discard"), Kind.GHOST)
        self._build()
        self._connect()

    def begin(self, plan: Plan | None = None) -> None:
        """Open the form, empty or as a draft left it."""
        self._discard.setVisible(plan is not None)
        shown = plan or Plan()
        self._what.setText(shown.what)
        people = [Person(*shown.contact)] if shown.contact else []
        self._who.set_people(people)
        self._day.set_day(date.fromisoformat(shown.due_on) if shown.due_on else None)
        self._choose_area(shown.area)
        self._owner.choose(shown.owner)
        self._clear_errors()
        self.set_saved(translate("FollowUps", "The draft is saved") if plan is not None else "")
        self.show()
        self.raise_()
        self._what.setFocus()

    def set_choices(
        self, areas: tuple[AreaLabel, ...], members: tuple[MemberLabel, ...], me: bytes
    ) -> None:
        """Offer these focus areas and owners."""
        mine = [("", translate("FollowUps", "Me"))]
        others = [(each.user.hex(), each.name) for each in members if each.user != me]
        self._owner.set_choices([*mine, *others])
        if areas != self._labels:
            self._labels = areas
            self._fill_areas()

    def suggest(self, people: Sequence[Person]) -> None:
        """Offer these contacts below the field."""
        self._who.suggest(people)

    def show_kept(self) -> None:
        """Say that the draft is kept, and offer to forget it."""
        if self.isVisible():
            self.set_saved(translate("FollowUps", "The draft is saved"))
            self._discard.show()

    def show_problem(self, sentence: str) -> None:
        """Say at the field for the words why the plan was refused."""
        self._what_field.set_error(sentence)
        self._what.setFocus()

    def plan(self) -> Plan:
        """Return what stands in the form."""
        day = self._day.day()
        person = next(iter(self._who.people()), None)
        area = next((code for code, pill in self._areas.items() if pill.isChecked()), "")
        return Plan(
            what=self._what.text().strip(),
            contact=(person.identity, person.name) if person else None,
            due_on=day.isoformat() if day else "",
            area=area,
            owner=self._owner.current_key(),
        )

    def _build(self) -> None:
        self.body.addWidget(self._what_field)
        self.body.addWidget(
            Field(translate("FollowUps", "Whom is it about?"), self._who, optional=True)
        )
        when = Column(gap=8)
        when.addWidget(self._day_field)
        for words, _ in days_to_choose(self._today()):
            pill = Pill(words, checkable=False)
            pill.clicked.connect(self._day_taker(words))
            self._days.addWidget(pill)
        when.addLayout(self._days)
        self.body.addLayout(when)
        areas = QWidget()
        areas.setLayout(self._area_row)
        self.body.addWidget(Field(translate("FollowUps", "Focus area"), areas, optional=True))
        self.body.addWidget(Field(translate("FollowUps", "Who will do it?"), self._owner))
        self.body.addStretch()
        self.add_action(self._discard)
        self.add_action(self._save)

    def _connect(self) -> None:
        self._save.clicked.connect(self._try_to_save)
        self._discard.clicked.connect(self._forget)
        self._who.asked.connect(self.asked)
        self._what.textEdited.connect(self._changed)
        self._who.people_changed.connect(self._changed)
        self._day.day_changed.connect(self._changed)
        self._day.misread.connect(self._misread)
        self._owner.chosen.connect(self._changed)

    def _day_taker(self, words: str) -> Callable[[], None]:
        def take() -> None:
            # Asked anew: the panel may stay open over midnight.
            self._day.set_day(dict(days_to_choose(self._today()))[words])
            self._changed()

        return take

    def _fill_areas(self) -> None:
        chosen = self.plan().area
        for pill in self._areas.values():
            discard(pill)
        while self._area_row.count():
            self._area_row.takeAt(0)
        self._areas = {}
        for label in self._labels:
            pill = Pill(label.short, area=label.hue)
            pill.clicked.connect(self._area_taker(label.code))
            self._areas[label.code] = pill
            self._area_row.addWidget(pill)
        self._choose_area(chosen)

    def _area_taker(self, code: str) -> Callable[[], None]:
        def take() -> None:
            self._choose_area(code if self._areas[code].isChecked() else "")
            self._changed()

        return take

    def _choose_area(self, code: str) -> None:
        for each, pill in self._areas.items():
            pill.setChecked(each == code)

    def _changed(self) -> None:
        self._clear_errors()
        self.set_saved("")
        self.changed.emit()

    def _forget(self) -> None:
        self.discarded.emit()
        self.close_panel()

    def _misread(self, _text: str) -> None:
        self._day_field.set_error(translate("FollowUps", "That is no day. Write it as 12/3."))

    def _clear_errors(self) -> None:
        self._what_field.set_error("")
        self._day_field.set_error("")

    def _try_to_save(self) -> None:
        plan = self.plan()
        if not plan.what:
            self._what_field.set_error(translate("FollowUps", "Write what you will do."))
            self._what.setFocus()
        elif not plan.due_on:
            if not self._day_field.error():
                self._day_field.set_error(translate("FollowUps", "Choose a day."))
            self._day.setFocus()
        else:
            self.saved.emit(plan)
