"""Contacts: finding, reading, writing them down."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from rapidfuzz import fuzz

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.clean_text import clean_line
from helhedsplan_desktop.rules.folding import fold
from helhedsplan_desktop.services import checks, editing, record_states
from helhedsplan_desktop.services.conflicts import Conflicts
from helhedsplan_desktop.services.contact_views import (
    ContactFilter,
    ContactForm,
    ContactList,
    ContactPage,
    Duplicate,
    RecordState,
    row_maker,
)
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.follow_ups import FollowUps
from helhedsplan_desktop.services.lazy_rows import LazyRows
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store.repositories import (
    contacts,
    follow_ups,
    notes,
    own_marks,
    record_marks,
)

SIMILAR: Final = 88
"""Score of 100 from which two names count as spellings of one (measured on Danish, Turkish,
Arabic and Somali names of the practice town: Mohamed and Muhammed score 86 to 92)."""

DUPLICATES_SHOWN: Final = 3
_NO_DATE: Final = "9999"

Raw = Any


class People:
    """Use cases of contacts."""

    def __init__(
        self, desk: Desk, places: Places, follow_ups_: FollowUps, conflicts: Conflicts
    ) -> None:
        self._desk = desk
        self._places = places
        self._follow_ups = follow_ups_
        self._conflicts = conflicts

    def list(self, chosen: ContactFilter) -> ContactList:
        """Return the contacts that fit, in the chosen order; rows are made when looked at."""
        today = self._desk.today().isoformat()
        me = self._desk.me.user
        with self._desk.store.read() as connection:
            raw: Sequence[Raw] = contacts.listed(
                connection,
                owner=me if chosen.scope == "mine" else None,
                area=chosen.area,
                department=chosen.department,
                status=chosen.status,
                typed=chosen.text,
            )
            total, mine, overdue = contacts.counts(connection, me, today)
            unsent = contacts.with_unsent_notes(connection)
        if chosen.overdue:
            raw = [row for row in raw if row.step is not None and row.due_on < today]
        if chosen.not_informed:
            raw = [row for row in raw if not row.informed_on and row.status == "active"]
        if chosen.sort in _SORTS:
            raw = sorted(raw, key=_SORTS[chosen.sort])
        make = row_maker(self._places.department_names(), self._desk.names(), unsent)
        places = {row.id: at for at, row in enumerate(raw)}
        return ContactList(LazyRows(raw, make), places, total, mine, overdue)

    def page(self, rid: bytes, *, again: bool = False) -> ContactPage:
        """Return one contact and remember that it was opened.

        Args:
            rid: the contact.
            again: True if it stands on the screen already and is only read anew.

        Raises:
            AppError: NOT_FOUND.
        """
        names = self._desk.names()
        with self._desk.store.read() as connection:
            raw = contacts.one_listed(connection, rid)
            full = contacts.get(connection, rid)
            unsent = contacts.with_unsent_notes(connection)
            refused = record_marks.refusal(connection, rid)
            dirty = {rid: raw is not None and raw.dirty > 0}
            state = record_states.of_contact(connection, rid, dirty, self._desk.lead_devices)[rid]
        if raw is None or full is None:
            raise AppError(Problem.NOT_FOUND)
        if not again:
            self._remember_opened(rid)
        row = row_maker(self._places.department_names(), names, unsent)(raw)
        conflict = self._conflicts.of(rid)
        return ContactPage(
            row=row,
            form=_form_of(full),
            owner_name=names.of_user(full["owner"]),
            state=RecordState(
                kind=state,
                refused=refused,
                changed_at=full["changed_at"],
                changed_by=names.of_device(full["author"]),
            ),
            follow_ups=tuple(
                each
                for each in self._follow_ups.of_contact(rid)
                if each.status == "open" and each.priority != QUESTION
            ),
            conflicts=(conflict,) if conflict else (),
            read_only=self._read_only(rid),
        )

    def create(self, form: ContactForm) -> bytes:
        """Store a new contact of this person; return its id.

        Raises:
            AppError: REQUIRED, TOO_LONG, CPR_FOUND, FUTURE_DATE.
        """
        record = self.record_of(form)
        with self._desk.store.write() as unit:
            unit.put(record)
        return record.id

    def record_of(self, form: ContactForm) -> Contact:
        """Return the new, checked record of a form, not stored yet.

        Raises:
            AppError: CPR_FOUND, FUTURE_DATE.
        """
        record = Contact(
            id=self._desk.ids.record(),
            space=self._desk.homes.team,
            **_values(form) | {"owner": form.owner or self._desk.me.user},
        )
        self._check(record)
        return record

    def update(self, rid: bytes, form: ContactForm) -> Undo:
        """Store what a person changed of a contact.

        Raises:
            AppError: NOT_FOUND, REQUIRED, TOO_LONG, CPR_FOUND, FUTURE_DATE, NOT_ALLOWED.
        """
        self._check(Contact(**_values(form)))
        return editing.change(self._desk, "Contact", rid, _values(form))

    def delete(self, rid: bytes) -> Undo:
        """Delete a contact with this person's own notes and follow-ups about nobody else.

        Raises:
            AppError: NOT_FOUND; NOT_ALLOWED if a colleague wrote about the contact.
        """
        names = self._desk.names()
        me = self._desk.me.user
        with self._desk.store.read() as connection:
            about = notes.of_contact(connection, rid, 10_000)
            steps = follow_ups.of_contact(connection, rid)
        if any(names.user_of(row["author"]) != me for row in about) or any(
            row["owner"] != me for row in steps
        ):
            raise AppError(Problem.NOT_ALLOWED)
        gone = [("Note", row["id"]) for row in about if row["contacts"] == (rid,)]
        gone += [("FollowUp", row["id"]) for row in steps]
        return editing.delete(self._desk, [*gone, ("Contact", rid)])

    def duplicates(
        self, name: str, phone: str = "", department: bytes | None = None
    ) -> tuple[Duplicate, ...]:
        """Return at most three contacts that may be the same person, the likeliest first."""
        department_names = self._places.department_names()
        folded = fold(name)
        with self._desk.store.read() as connection:
            same_phone = {row.id for row in contacts.with_phone(connection, clean_line(phone))}
            everyone = contacts.all_names(connection)
        scored: list[tuple[float, Duplicate]] = []
        for row in everyone:
            why, score = _likeness(row, folded, department, same_phone)
            if why:
                found = Duplicate(row.id, row.name, department_names.get(row.department, ""), why)
                scored.append((score, found))
        scored.sort(key=lambda each: -each[0])
        return tuple(found for _, found in scored[:DUPLICATES_SHOWN])

    def _check(self, record: Contact) -> None:
        today = self._desk.today()
        checks.refuse_cpr(record, today)
        if record.informed_on:
            checks.day_in_past(record.informed_on, today, "informed_on")

    def _remember_opened(self, rid: bytes) -> None:
        with self._desk.store.write() as unit:
            own_marks.remember_opened(unit.connection, rid, self._desk.now())
            own_marks.log_access(
                unit.connection,
                self._desk.now(),
                self._desk.me.user,
                self._desk.me.device,
                "view",
                rid,
                "",
            )

    def _read_only(self, rid: bytes) -> bool:
        with self._desk.store.read() as connection:
            try:
                editing.refuse_newer(connection, rid)
            except AppError:
                return True
        return False


def _likeness(
    row: Any, folded: str, department: bytes | None, same_phone: set[bytes]
) -> tuple[str, float]:
    """Return why a contact may be the one being typed, and how likely; empty for no."""
    if row.id in same_phone:
        return "phone", 200.0
    if len(folded) < 3:  # noqa: PLR2004  two letters fit half the town
        return "", 0.0
    score = fuzz.token_sort_ratio(folded, fold(row.name), score_cutoff=SIMILAR)
    nearer = 5.0 if department is not None and row.department == department else 0.0
    if score == 100:  # noqa: PLR2004  equal but for spelling of letters and order
        return "name", 100.0 + nearer
    return ("similar", score + nearer) if score else ("", 0.0)


def _danish(name: str) -> str:
    """Return a key that sorts æ, ø, å after z, as Danish does."""
    return name.casefold().replace("æ", "{").replace("ø", "|").replace("å", "}")


_SORTS: Final[dict[str, Callable[[Raw], Any]]] = {
    "next_step": lambda row: (row.due_on or _NO_DATE, row.due_at or "", row.name),
    "name": lambda row: _danish(row.name),
    "last_contact": lambda row: _reversed_day(row.last_contact),
}


def _reversed_day(day: str | None) -> int:
    """Return a number that sorts the latest day first and none last."""
    return -int(day.replace("-", "")) if day else 0


def _values(form: ContactForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ContactForm.__slots__}


def _form_of(row: Any) -> ContactForm:
    return ContactForm(**{name: row[name] for name in ContactForm.__slots__})
