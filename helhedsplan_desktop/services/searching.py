"""Finding people, notes and follow-ups as one types."""

from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.rules.excerpts import excerpt, marks
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.places import Places
from helhedsplan_desktop.store.repositories import contacts, follow_ups, notes

COUNTED: Final = 100
"""Hits are counted up to here; beyond, the window says `100+`."""

SNIPPET: Final = 110
"""Characters of a note in a hit."""


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact that fits."""

    rid: bytes
    name: str
    alias: str
    identified: bool
    department: str
    owner_name: str


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note that fits, with the stretch around the first hit."""

    rid: bytes
    contact: bytes | None
    contact_name: str
    on: str
    author_name: str
    snippet: str


@dataclass(frozen=True, slots=True)
class FollowUpHit:
    """A follow-up that fits."""

    rid: bytes
    what: str
    contact: bytes | None
    contact_name: str
    due_on: str
    status: str


@dataclass(frozen=True, slots=True)
class Found:
    """Hits by group, newest first; `counts` by group name, at most 100 each."""

    contacts: tuple[ContactHit, ...]
    notes: tuple[NoteHit, ...]
    follow_ups: tuple[FollowUpHit, ...]
    counts: dict[str, int]


class Searching:
    """Use cases of searching."""

    def __init__(self, desk: Desk, places: Places) -> None:
        self._desk = desk
        self._places = places

    def find(self, typed: str, limit: int = 8) -> Found:
        """Return at most `limit` hits of each group for every word or its beginning."""
        names = self._desk.names()
        with self._desk.store.read() as connection:
            people = contacts.found(connection, typed, COUNTED)
            texts = notes.found(connection, typed, COUNTED)
            steps = follow_ups.found(connection, typed, COUNTED)
            about = contacts.names(
                connection, [row["contacts"][0] for row in texts[:limit] if row["contacts"]]
            )
        note_hits = tuple(
            NoteHit(
                row["id"],
                row["contacts"][0] if row["contacts"] else None,
                about.get(row["contacts"][0], ("", True))[0] if row["contacts"] else "",
                row["happened_on"],
                names.of_device(row["author"]),
                excerpt(row["text"], typed, SNIPPET),
            )
            for row in texts[:limit]
        )
        step_hits = tuple(
            FollowUpHit(
                row["id"],
                row["what"],
                row["contact"],
                row["contact_name"] or "",
                row["due_on"],
                row["status"],
            )
            for row in steps[:limit]
        )
        counts = {"contacts": len(people), "notes": len(texts), "follow_ups": len(steps)}
        return Found(self._contact_hits(people[:limit]), note_hits, step_hits, counts)

    def people(self, typed: str, limit: int = 8) -> tuple[ContactHit, ...]:
        """Return contacts for type-ahead, newest first."""
        with self._desk.store.read() as connection:
            rows = contacts.found(connection, typed, limit)
        return self._contact_hits(rows)

    def contact(self, rid: bytes) -> ContactHit | None:
        """Return one contact as type-ahead shows it, None if it is not on this laptop."""
        with self._desk.store.read() as connection:
            row = contacts.get(connection, rid)
        if row is None:
            return None
        return ContactHit(
            rid,
            row["name"],
            row["alias"],
            row["identified"],
            self._places.department_names().get(row["department"], ""),
            self._desk.names().of_user(row["owner"]),
        )

    def marks(self, text: str, typed: str) -> tuple[tuple[int, int], ...]:
        """Return the stretches of `text` that the typed words hit; pure and quick."""
        return marks(text, typed)

    def _contact_hits(self, rows: list[contacts.Found]) -> tuple[ContactHit, ...]:
        departments = self._places.department_names()
        names = self._desk.names()
        return tuple(
            ContactHit(
                row.id,
                row.name,
                row.alias,
                row.identified,
                departments.get(row.department, ""),
                names.of_user(row.owner),
            )
            for row in rows
        )
