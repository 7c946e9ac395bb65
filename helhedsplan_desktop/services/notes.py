"""Writing down what happened."""

from dataclasses import dataclass, replace
from typing import Any

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.notes import Note, Remark
from helhedsplan_desktop.rules import cpr
from helhedsplan_desktop.services import checks, editing, questions
from helhedsplan_desktop.services.contact_views import ContactForm, RecordState, RemarkView
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.follow_ups import FollowUpForm, FollowUps
from helhedsplan_desktop.services.people import People
from helhedsplan_desktop.services.timelines import remark_view
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store.repositories import contacts, notes, own_marks, record_marks


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What a person fills in about an encounter.

    Args:
        new_contact_name: a person to be written down with the note; empty: nobody new.
        anonymous: the note is about nobody in particular.
        next_step: the follow-up that comes of it; empty: none.
    """

    contacts: tuple[bytes, ...] = ()
    text: str = ""
    note_type: str = "talk"
    channel: str = ""
    happened_on: str = ""
    happened_at: str = ""
    areas: tuple[str, ...] = ()
    cpr_override: bool = False
    new_contact_name: str = ""
    anonymous: bool = False
    next_step: str = ""
    next_step_on: str = ""
    next_step_owner: bytes | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save made, and what takes it back."""

    rid: bytes
    contact: bytes | None
    undo: Undo


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note for reading or editing; `contact_names` go with the form's contacts."""

    rid: bytes
    form: NoteForm
    contact_names: tuple[str, ...]
    author_name: str
    mine: bool
    state: RecordState
    conflicts: int
    remarks: tuple[RemarkView, ...]


class Notes:
    """Use cases of notes."""

    def __init__(self, desk: Desk, people: People, follow_ups: FollowUps) -> None:
        self._desk = desk
        self._people = people
        self._follow_ups = follow_ups

    def check(self, text: str) -> tuple[cpr.Mark, ...]:
        """Return what in `text` looks like a CPR number; pure and quick."""
        return cpr.find(text, self._desk.today())

    def save(self, form: NoteForm, draft: bytes | None = None) -> Saved:
        """Store a note with its new contact and next step, and drop its draft, in one act.

        Raises:
            AppError: REQUIRED (contacts, text, happened_on, next_step_on), TOO_LONG, CPR_FOUND,
                BAD_VALUE, FUTURE_DATE.
        """
        records = self._records(form)
        with self._desk.store.write() as unit:
            unit.put_many(records)
            if draft is not None:
                own_marks.discard_draft(unit.connection, draft)
        made = [(each.noun, each.id) for each in records]
        note = next(each for each in records if isinstance(each, Note))
        return Saved(
            note.id,
            note.contacts[0] if note.contacts else None,
            Undo(lambda: _forget(self._desk, made)),
        )

    def get(self, rid: bytes) -> NoteView:
        """Return one note.

        Raises:
            AppError: NOT_FOUND.
        """
        names = self._desk.names()
        with self._desk.store.read() as connection:
            row = notes.get(connection, rid)
            if row is None:
                raise AppError(Problem.NOT_FOUND)
            people = contacts.names(connection, list(row["contacts"]))
            remarks = notes.remarks(connection, [rid]).get(rid, [])
            refused = record_marks.refusal(connection, rid)
        user = names.user_of(row["author"])
        me = self._desk.me.user
        state = RecordState(
            "saved" if row["dirty"] else "sent", refused, row["changed_at"], names.of_user(user)
        )
        return NoteView(
            rid=rid,
            form=_form_of(row),
            contact_names=tuple(people.get(each, ("", True))[0] for each in row["contacts"]),
            author_name=names.of_user(user),
            mine=user == me,
            state=state,
            conflicts=row["open_conflicts"],
            remarks=tuple(remark_view(each, names, me) for each in remarks),
        )

    def update(self, rid: bytes, form: NoteForm) -> Undo:
        """Store this person's changes of an own note.

        Raises:
            AppError: NOT_FOUND, NOT_ALLOWED for a colleague's note, and as `save`.
        """
        self._refuse_foreign(rid)
        self._check(form)
        return editing.change(self._desk, "Note", rid, _values(form))

    def delete(self, rid: bytes) -> Undo:
        """Delete an own note.

        Raises:
            AppError: NOT_FOUND, NOT_ALLOWED for a colleague's note.
        """
        self._refuse_foreign(rid)
        return editing.delete(self._desk, [("Note", rid)])

    def remark(self, note: bytes, text: str, *, cpr_override: bool = False) -> bytes:
        """Add a remark to anybody's note; return its id.

        A question that a lead put to this person about the note is answered with it.

        Raises:
            AppError: NOT_FOUND, REQUIRED, TOO_LONG, CPR_FOUND.
        """
        if not text.strip():
            raise AppError(Problem.REQUIRED, field="text")
        with self._desk.store.write() as unit:
            home = editing.stored(unit.connection, "Note", note).space
            record = Remark(
                id=self._desk.ids.record(),
                space=home,
                note=note,
                text=text,
                cpr_override=cpr_override,
            )
            checks.refuse_cpr(record, self._desk.today(), overridden=cpr_override)
            unit.put_many([record, *questions.answered(unit.connection, self._desk, note)])
        return record.id

    def _records(self, form: NoteForm) -> list[Record]:
        """Return the records that a form makes, in the order in which they refer."""
        self._check(form)
        records: list[Record] = []
        who = form.contacts
        if form.new_contact_name.strip():
            new = self._people.record_of(
                ContactForm(name=form.new_contact_name, areas=form.areas, channel=form.channel)
            )
            records.append(new)
            who = (*who, new.id)
        note = Note(
            id=self._desk.ids.record(),
            space=self._desk.homes.team,
            **_values(replace(form, contacts=who)),
        )
        checks.refuse_cpr(note, self._desk.today(), overridden=form.cpr_override)
        records.append(note)
        if form.next_step.strip():
            records.append(self._next_step(form, who, note.id))
        return records

    def _next_step(self, form: NoteForm, who: tuple[bytes, ...], note: bytes) -> Record:
        if not form.next_step_on:
            raise AppError(Problem.REQUIRED, field="next_step_on")
        return self._follow_ups.record_of(
            FollowUpForm(
                contact=who[0] if who else None,
                what=form.next_step,
                due_on=form.next_step_on,
                area=form.areas[0] if form.areas else "",
                owner=form.next_step_owner,
                note=note,
            )
        )

    def _check(self, form: NoteForm) -> None:
        if not (form.contacts or form.new_contact_name.strip() or form.anonymous):
            raise AppError(Problem.REQUIRED, field="contacts")
        if not form.text.strip():
            raise AppError(Problem.REQUIRED, field="text")
        checks.day_in_past(form.happened_on, self._desk.today(), "happened_on")

    def _refuse_foreign(self, rid: bytes) -> None:
        names = self._desk.names()
        with self._desk.store.read() as connection:
            row = notes.get(connection, rid)
        if row is None:
            raise AppError(Problem.NOT_FOUND)
        if names.user_of(row["author"]) != self._desk.me.user:
            raise AppError(Problem.NOT_ALLOWED)


def _values(form: NoteForm) -> dict[str, Any]:
    return {
        "contacts": form.contacts,
        "text": form.text,
        "kind": form.note_type,
        "channel": form.channel,
        "happened_on": form.happened_on,
        "happened_at": form.happened_at,
        "areas": form.areas,
        "cpr_override": form.cpr_override,
    }


def _form_of(row: Any) -> NoteForm:
    return NoteForm(
        contacts=row["contacts"],
        text=row["text"],
        note_type=row["kind"],
        channel=row["channel"],
        happened_on=row["happened_on"],
        happened_at=row["happened_at"],
        areas=row["areas"],
        cpr_override=row["cpr_override"],
        anonymous=not row["contacts"],
    )


def _forget(desk: Desk, made: list[tuple[str, bytes]]) -> None:
    editing.delete(desk, made)
