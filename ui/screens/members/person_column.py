"""The right column about one person: role, laptops, a code for another one, leaving."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from ui.language import translate
from ui.screens.members.acts import LAPTOP_ACTS, Act, ActWished
from ui.screens.members.aside import AsideColumn
from ui.screens.members.people import seen_words
from ui.screens.members.shown import ROLES, LaptopShown, PersonShown, role_meaning, role_name
from ui.theme.icons import Icon
from ui.theme.tokens import Size, Tone
from ui.widgets.buttons import Button, Kind
from ui.widgets.combo import Combo
from ui.widgets.fields import Field
from ui.widgets.labels import Hairline, Label
from ui.widgets.layouts import Row


class PersonColumn(AsideColumn):
    """Offers what a lead can do about one person's access."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person: PersonShown | None = None
        self._role: Combo | None = None
        self._role_field: Field | None = None

    @property
    def user(self) -> bytes:
        """Whom the column is about; empty: nobody."""
        return self._person.user if self._person else b""

    def show_person(self, person: PersonShown, now: datetime) -> None:
        """Show what can be done about this person."""
        self._person = person
        self.empty()
        self.set_head(person.name, person.title)
        if not person.me:
            self._add_role(person)
        for laptop in person.laptops:
            self._add_laptop(person, laptop, now)
        self.body.addWidget(Hairline())
        self.section(translate("Access", "Another laptop"))
        again = ActWished(Act.NEW_LAPTOP, user=person.user)
        self.offer(again, person.name, explained=True)
        if not person.me:
            self.body.addWidget(Hairline())
            self.section(translate("Access", "Stops here"))
            leaves = ActWished(Act.LEAVES, user=person.user)
            self.offer(leaves, person.name, explained=True)
        self.body.addStretch()

    def _add_role(self, person: PersonShown) -> None:
        self._role = Combo([(role, role_name(role)) for role in ROLES])
        self._role.choose(person.role)
        self._role_field = Field(
            translate("Members", "Role"), self._role, hint=role_meaning(person.role)
        )
        self._role.chosen.connect(self._role_chosen)
        self.body.addWidget(self._role_field)
        self._save = Button(
            translate("Access", "Change role"), Kind.SECONDARY, height=Size.BUTTON_SMALL
        )
        self._save.setEnabled(False)
        self._save.clicked.connect(self._change_role)
        row = Row()
        row.addWidget(self._save)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(Hairline())

    def _add_laptop(self, person: PersonShown, laptop: LaptopShown, now: datetime) -> None:
        name = laptop.name or translate("Members", "Laptop without a name")
        self.section(name)
        self.body.addWidget(
            Label(seen_words(laptop, now), size=12, tone=Tone.TEXT2, icon=Icon.LAPTOP)
        )
        if laptop.mine:
            told = translate("Access", "This is the laptop you sit at.")
            self.body.addWidget(Label(told, size=12, tone=Tone.TEXT2))
            return
        acts = [ActWished(act, user=person.user, device=laptop.device) for act in LAPTOP_ACTS]
        self.offer_some(acts, name)

    def _role_chosen(self, role: str) -> None:
        assert self._role_field is not None
        assert self._person is not None
        self._role_field.set_hint(role_meaning(role))
        self._save.setEnabled(role != self._person.role)

    def _change_role(self) -> None:
        assert self._role is not None
        self.act_wished.emit(
            ActWished(Act.ROLE, user=self.user, role=self._role.current_key() or "")
        )
