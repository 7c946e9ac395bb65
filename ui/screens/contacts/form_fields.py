"""The fields of a contact, and reading them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.records.catalogue import Catalogue, Choice, Choices
from helhedsplan_desktop.services.contact_views import AreaLabel, ContactForm, DepartmentLabel
from helhedsplan_desktop.services.desk import MemberLabel
from ui.day_words import date_words
from ui.language import current_language, translate
from ui.theme.tokens import SEMIBOLD, Size, Tone
from ui.widgets.choices import CheckBox, Pill
from ui.widgets.combo import Combo
from ui.widgets.fields import Field, TextField
from ui.widgets.labels import Label
from ui.widgets.layouts import Column, Flow, Row

_CONSENT_OF_THEIR_OWN: Final = "15-17"
_LIMITS: Final = {"name": 80, "alias": 80, "stairwell": 40, "phone": 24}


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What can be chosen in the form."""

    areas: tuple[AreaLabel, ...]
    departments: tuple[DepartmentLabel, ...]
    members: tuple[MemberLabel, ...]
    me: bytes


class ContactFields(QWidget):
    """Shows and reads a `ContactForm`.

    Args:
        catalogue: names of codes.
        today: tells the present day.
        parent: the owner.

    Signals:
        changed: the person changed anything.
        identity_changed: name, phone or department changed.
    """

    changed = Signal()
    identity_changed = Signal()

    def __init__(
        self, catalogue: Catalogue, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._today = today
        self._filling = False
        self._shown = ContactForm()
        self.below_name = Column()
        self._make_fields()
        self._arrange()
        self._connect()

    def _make_fields(self) -> None:
        language = current_language().value
        choose = translate("ContactForm", "Choose")
        self.name = TextField()
        self.name.setMaxLength(_LIMITS["name"])
        self.name_field = Field(
            translate("ContactForm", "Name or known as"),
            self.name,
            hint=translate("ContactForm", "What they are called is enough. No CPR number."),
        )
        self._only_alias = CheckBox(translate("ContactForm", "I only know what they are called"))
        self._alias = TextField()
        self._alias.setMaxLength(_LIMITS["alias"])
        self._department = Combo(placeholder=choose)
        self._stairwell = TextField("12 A")
        self._stairwell.setMaxLength(_LIMITS["stairwell"])
        self._phone = TextField()
        self._phone.setMaxLength(_LIMITS["phone"])
        self._ages: dict[str, Pill] = {}
        for band in self._catalogue.age_bands:
            words = band.code or band.name(language)
            self._ages[band.code] = Pill(words)
        self._age_hint = Label(
            translate(
                "ContactForm", "15-17: consider whether the resident can consent themselves."
            ),
            size=12,
            tone=Tone.TEXT2,
        )
        self._channel = Combo(_named(self._catalogue.channels, choose))
        self._interpreter = Combo()
        self._area_flow = Flow(gap=6, line_gap=8)
        self._areas: dict[str, Pill] = {}
        self._owner = Combo()
        self._status = Combo(
            [(each.code, each.name(language)) for each in self._catalogue.contact_statuses]
        )
        self._protected = CheckBox(translate("ContactForm", "Name and address protection"))
        self._informed = CheckBox(
            translate("ContactForm", "The resident has been told what we keep")
        )
        self._informed_on = Label("", size=12, tone=Tone.TEXT2)

    def _arrange(self) -> None:
        form = Column(self, gap=Size.FIELD_GAP)
        who = Column(gap=4)
        who.addWidget(self.name_field)
        who.addWidget(self._only_alias)
        who.addLayout(self.below_name)
        form.addLayout(who)
        form.addLayout(
            _pair(
                Field(translate("ContactForm", "Department"), self._department),
                Field(translate("ContactForm", "Stairwell"), self._stairwell, optional=True),
                (7, 3),
            )
        )
        ages = Flow(gap=6, line_gap=6)
        for pill in self._ages.values():
            ages.addWidget(pill)
        age = Column(gap=Size.LABEL_GAP)
        age.addLayout(_head(translate("ContactForm", "Age band")))
        age.addLayout(ages)
        age.addWidget(self._age_hint)
        form.addLayout(age)
        form.addLayout(
            _pair(
                Field(translate("ContactForm", "Channel"), self._channel, optional=True),
                Field(
                    translate("ContactForm", "Needs interpreter"), self._interpreter, optional=True
                ),
            )
        )
        area = Column(gap=Size.LABEL_GAP)
        area.addLayout(_head(translate("ContactForm", "Focus area")))
        area.addLayout(self._area_flow)
        form.addLayout(area)
        told = Column()
        told.addWidget(self._informed)
        day = Row(margins=(28, 0, 0, 0))
        day.addWidget(self._informed_on)
        told.addLayout(day)
        form.addLayout(told)
        form.addLayout(
            _pair(
                Field(translate("ContactForm", "Phone"), self._phone, optional=True),
                Field(translate("ContactForm", "Also known as"), self._alias, optional=True),
            )
        )
        form.addLayout(
            _pair(
                Field(translate("ContactForm", "Case owner"), self._owner),
                Field(translate("ContactForm", "Status"), self._status),
            )
        )
        form.addWidget(self._protected)

    def _connect(self) -> None:
        for line in (self.name, self._phone):
            line.textEdited.connect(self._identity_edited)
        self._department.chosen.connect(self._identity_edited)
        for line in (self._alias, self._stairwell):
            line.textEdited.connect(self._edited)
        for combo in (self._channel, self._interpreter, self._owner, self._status):
            combo.chosen.connect(self._edited)
        for box in (self._only_alias, self._protected, self._informed):
            box.toggled.connect(self._edited)
        for band, pill in self._ages.items():
            pill.clicked.connect(self._age_taker(band))

    def set_choices(self, choices: FormChoices) -> None:
        """Offer areas, departments, languages and colleagues."""
        self._department.set_choices(
            [("", translate("ContactForm", "Not known"))]
            + [(each.rid.hex(), each.name) for each in choices.departments]
        )
        mine = [(choices.me.hex(), translate("ContactForm", "Me"))]
        others = [
            (each.user.hex(), each.name) for each in choices.members if each.user != choices.me
        ]
        self._owner.set_choices(mine + others)
        while self._area_flow.count():
            self._area_flow.takeAt(0)
        for pill in self._areas.values():
            pill.hide()
            pill.deleteLater()
        self._areas = {}
        for area in choices.areas:
            pill = Pill(area.short, area=area.hue)
            pill.toggled.connect(self._edited)
            self._areas[area.code] = pill
            self._area_flow.addWidget(pill)

    def show_form(self, form: ContactForm) -> None:
        """Show a contact, without a signal."""
        self._filling = True
        self._shown = form
        self.name.setText(form.name)
        self._only_alias.setChecked(not form.identified)
        self._alias.setText(form.alias)
        self._department.choose(form.department.hex() if form.department else "")
        self._stairwell.setText(form.stairwell)
        self._phone.setText(form.phone)
        self._choose_age(form.age_band)
        self._channel.choose(form.channel)
        self._offer_languages(form.interpreter)
        for code, pill in self._areas.items():
            pill.setChecked(code in form.areas)
        if form.owner is not None:
            self._owner.choose(form.owner.hex())
        else:
            self._owner.setCurrentIndex(0)
        self._status.choose(form.status)
        self._protected.setChecked(form.protected)
        self._informed.setChecked(bool(form.informed_on))
        self._tell_informed()
        self._filling = False
        self.name_field.set_error("")

    def _offer_languages(self, chosen: str) -> None:
        """Offer the usual languages and, if it is another, the one that stands there."""
        language = current_language().value
        names = [each.name(language) for each in self._catalogue.languages]
        if chosen and chosen not in names:
            names.append(chosen)
        none = [("", translate("ContactForm", "No"))]
        self._interpreter.set_choices(none + [(name, name) for name in names])
        self._interpreter.choose(chosen)

    def form(self) -> ContactForm:
        """Return what stands in the form."""
        department, owner = self._department.current_key(), self._owner.current_key()
        return replace(
            self._shown,
            name=self.name.text().strip(),
            identified=not self._only_alias.isChecked(),
            alias=self._alias.text().strip(),
            department=bytes.fromhex(department) if department else None,
            stairwell=self._stairwell.text().strip(),
            phone=self._phone.text().strip(),
            age_band=next((band for band, pill in self._ages.items() if pill.isChecked()), ""),
            channel=self._channel.current_key(),
            interpreter=self._interpreter.current_key(),
            areas=tuple(code for code, pill in self._areas.items() if pill.isChecked()),
            owner=bytes.fromhex(owner) if owner else None,
            status=self._status.current_key(),
            protected=self._protected.isChecked(),
            informed_on=self._informed_day(),
        )

    def _informed_day(self) -> str:
        if not self._informed.isChecked():
            return ""
        return self._shown.informed_on or self._today().isoformat()

    def _tell_informed(self) -> None:
        day = self._informed_day()
        self._informed_on.setText(date_words(date.fromisoformat(day), self._today()) if day else "")
        self._informed_on.setVisible(bool(day))

    def _age_taker(self, band: str) -> Callable[[], None]:
        def take() -> None:
            self._choose_age(band)
            self._edited()

        return take

    def _choose_age(self, band: str) -> None:
        for each, pill in self._ages.items():
            pill.setChecked(each == band)
        self._age_hint.setVisible(band == _CONSENT_OF_THEIR_OWN)

    def free_texts(self) -> tuple[str, ...]:
        """Return what was typed where a CPR number could slip in."""
        return (self.name.text(), self._alias.text(), self._stairwell.text())

    def _identity_edited(self) -> None:
        self._edited()
        if not self._filling:
            self.identity_changed.emit()

    def _edited(self) -> None:
        if self._filling:
            return
        self.name_field.set_error("")
        self._tell_informed()
        self.changed.emit()


def _pair(left: Field, right: Field, shares: tuple[int, int] = (1, 1)) -> Row:
    row = Row(gap=12)
    row.addWidget(left, shares[0])
    row.addWidget(right, shares[1])
    return row


def _head(label: str) -> Row:
    row = Row(gap=8)
    row.addWidget(Label(label, weight=SEMIBOLD))
    row.addWidget(Label(translate("Field", "Optional"), size=12, tone=Tone.TEXT3))
    row.addStretch()
    return row


def _named(choices: Choices[Choice], none: str) -> list[tuple[str, str]]:
    language = current_language().value
    return [("", none)] + [(each.code, each.name(language)) for each in choices]
