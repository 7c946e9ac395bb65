"""Whom a note is about: contacts by type-ahead, somebody new by the typed name, or nobody."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.services.searching import ContactHit
from ui.language import translate
from ui.screens.quick_note.fields import NoteFields, Who
from ui.theme.icons import Icon
from ui.widgets.layouts import Column
from ui.widgets.person_picker import Person, PersonPicker

NEW: Final = b"new"
ANONYMOUS: Final = b"anonymous"


class WhoField(QWidget):
    """A person picker that also offers "new" and "anonymous".

    Args:
        parent: the owner.

    Signals:
        asked: what was typed; answer by `suggest`.
        added: the id of a contact that was picked.
        changed: the chosen people changed by the person.
    """

    asked = Signal(str)
    added = Signal(bytes)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picker = PersonPicker(translate("QuickNote", "Type a name"))
        self.picker.asked.connect(self.asked)
        self.picker.picked.connect(self._picked)
        self.picker.people_changed.connect(self._people_changed)
        self._quiet = False
        self._typed = ""
        Column(self).addWidget(self.picker)
        self.setFocusProxy(self.picker)

    def set_who(self, fields: NoteFields) -> None:
        """Show the people of a form, without a signal."""
        people = [_person(each) for each in fields.who]
        if fields.new_name:
            people.append(_new_person(fields.new_name))
        if fields.anonymous:
            people.append(_anonymous())
        self._quiet = True
        self.picker.set_people(people)
        self._quiet = False

    def who(self) -> tuple[Who, ...]:
        """Return the chosen contacts."""
        return tuple(
            Who(each.identity, each.name, each.identified)
            for each in self.picker.people()
            if each.identity not in {NEW, ANONYMOUS}
        )

    def new_name(self) -> str:
        """Return the name of the contact to be made, or an empty string."""
        return next((each.name for each in self.picker.people() if each.identity == NEW), "")

    def anonymous(self) -> bool:
        """Return True if the note is about nobody who is written down."""
        return any(each.identity == ANONYMOUS for each in self.picker.people())

    def is_empty(self) -> bool:
        """Return True while nobody is chosen."""
        return not self.picker.people()

    def set_invalid(self, invalid: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Show or clear the edge of a wrong field."""
        self.picker.set_invalid(invalid)

    def suggest(self, hits: Sequence[ContactHit], typed: str) -> None:
        """Offer contacts, then somebody new by the typed name, then nobody.

        An answer to what is no longer in the field is passed over: Enter must not take from it.
        """
        if typed.strip() != self.picker.text().strip():
            return
        people = [
            Person(hit.rid, hit.name, _detail(hit), identified=hit.identified) for hit in hits
        ]
        name = self._typed = typed.strip()
        if name and not self.new_name():
            new = translate("QuickNote", "Create “{name}” as a new contact").format(name=name)
            people.append(Person(NEW, new, icon=Icon.USER_PLUS))
        if not self.anonymous() and (not name or _begins(name)):
            people.append(_anonymous())
        self.picker.suggest(people)

    def _picked(self, picked: object) -> None:
        assert isinstance(picked, Person)
        others = [each for each in self.picker.people() if each.identity != picked.identity]
        if picked.identity == ANONYMOUS:
            self._replace([picked])
        elif picked.identity == NEW:
            self._replace([*_named(others), _new_person(self._typed)])
        else:
            self._replace([*_named(others), picked])
            self.added.emit(picked.identity)

    def _replace(self, people: list[Person]) -> None:
        self._quiet = True
        self.picker.set_people(people)
        self._quiet = False

    def _people_changed(self) -> None:
        if not self._quiet:
            self.changed.emit()


def _named(people: Sequence[Person]) -> list[Person]:
    return [each for each in people if each.identity != ANONYMOUS]


def _begins(typed: str) -> bool:
    """Return True if the typed letters begin the word for nobody."""
    return _anonymous().name.lower().startswith(typed.lower())


def _person(who: Who) -> Person:
    return Person(who.rid, who.name, identified=who.identified)


def _new_person(name: str) -> Person:
    detail = translate("QuickNote", "new contact")
    return Person(NEW, name, detail, icon=Icon.USER_PLUS)


def _anonymous() -> Person:
    detail = translate("QuickNote", "nobody is written down")
    return Person(ANONYMOUS, translate("QuickNote", "Anonymous"), detail, icon=Icon.USER_CIRCLE)


def _detail(hit: ContactHit) -> str:
    called = translate("QuickNote", "known as {name}").format(name=hit.alias) if hit.alias else ""
    return " · ".join(part for part in (hit.department, called) if part)
