"""What the page of contacts reads, each in one job on the free lane."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from helhedsplan_desktop.services.contact_views import (
    ContactFilter,
    ContactForm,
    ContactList,
    Duplicate,
)
from helhedsplan_desktop.services.drafts import DraftView
from helhedsplan_desktop.services.session import Session
from ui.parts.remark_desk import left_draft
from ui.parts.value_words import Vocabulary
from ui.screens.contacts.form_fields import FormChoices
from ui.screens.contacts.stream import ContactShown

NEW_CONTACT: Final = "contact"
REMARK: Final = "remark"
PAGE_LENGTH: Final = 100
"""Notes of a timeline read at once; older ones on demand."""


@dataclass(frozen=True, slots=True)
class Listed:
    """The list with what its filters offer."""

    found: ContactList
    choices: FormChoices


def read_choices(session: Session, language: str) -> FormChoices:
    """Return what can be chosen about contacts."""
    return FormChoices(
        session.places.areas(language),
        session.places.departments(),
        session.places.members(),
        session.me.user,
    )


def read_list(session: Session, chosen: ContactFilter, language: str) -> Listed:
    """Return the contacts that fit."""
    return Listed(session.people.list(chosen), read_choices(session, language))


def read_contact(
    session: Session, rid: bytes, language: str, today: date, length: int, *, again: bool
) -> ContactShown:
    """Return everything that is shown of one contact.

    Args:
        session: the use cases.
        rid: the contact.
        language: "da" or "en".
        today: the present day.
        length: most notes of the timeline.
        again: True if it stands on the screen already.

    Raises:
        AppError: NOT_FOUND.
    """
    page = session.people.page(rid, again=again)
    entries = session.timelines.of(rid, limit=length)
    notes = [each for each in entries if each.kind == "note"]
    unsettled = {
        each.rid: found
        for each in notes
        if each.conflicts and (found := session.conflicts.of(each.rid)) is not None
    }
    steps = tuple(
        found
        for each in page.follow_ups
        if each.conflicts and (found := session.conflicts.of(each.rid)) is not None
    )
    areas = session.places.areas(language)
    words = Vocabulary(
        areas, session.places.departments(), session.places.members(), session.catalogue, today
    )
    return ContactShown(
        page=page,
        entries=entries,
        note_conflicts=unsettled,
        conflicts=(*page.conflicts, *steps),
        areas=areas,
        words=words,
        today=today,
        more=len(notes) >= length,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record is shown: its contact, and the note among what happened with it.

    Args:
        remark: True if a remark to the note was begun and left.
    """

    contact: bytes | None
    note: bytes | None
    remark: bool = False


def find_place(session: Session, rid: bytes) -> Place:
    """Return where a contact or a note is shown.

    Raises:
        AppError: NOT_FOUND for neither.
    """
    if session.searching.contact(rid) is not None:
        return Place(rid, None)
    contacts = session.notes.get(rid).form.contacts
    left = left_draft(session, REMARK, rid) is not None
    return Place(contacts[0] if contacts else None, rid, left)


@dataclass(frozen=True, slots=True)
class FormStart:
    """What the form of a contact opens with.

    Args:
        contact: the contact that is changed; None for a new one.
        kept: the draft that is opened again, None for none.
    """

    contact: bytes | None
    form: ContactForm
    choices: FormChoices
    kept: DraftView | None


def read_form(session: Session, contact: bytes | None, name: str, language: str) -> FormStart:
    """Return what the form of a contact opens with.

    Args:
        session: the use cases.
        contact: the contact to change; None for a new one.
        name: of the new one, as far as it was typed.
        language: "da" or "en".

    Raises:
        AppError: NOT_FOUND.
    """
    choices = read_choices(session, language)
    kept = left_draft(session, NEW_CONTACT, contact)
    if kept is not None and not name:
        return FormStart(contact, form_of_draft(kept), choices, kept)
    if contact is not None:
        return FormStart(contact, session.people.page(contact, again=True).form, choices, None)
    return FormStart(None, ContactForm(name=name, owner=session.me.user), choices, None)


def form_of_draft(kept: DraftView) -> ContactForm:
    """Return the form that a draft keeps; what this program does not know is left out."""
    known = {name: kept.fields[name] for name in ContactForm.__slots__ if name in kept.fields}
    return ContactForm(**known | {"areas": tuple(known.get("areas", ()))})


def draft_of_form(form: ContactForm) -> dict[str, object]:
    """Return a form as a draft keeps it."""
    return {name: getattr(form, name) for name in ContactForm.__slots__}


def find_duplicates(
    session: Session, form: ContactForm, but: bytes | None
) -> tuple[Duplicate, ...]:
    """Return contacts that may be the one in the form, without the one that is changed."""
    found = session.people.duplicates(form.name, form.phone, form.department)
    return tuple(each for each in found if each.rid != but)
