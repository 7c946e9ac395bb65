"""What a person does on a laptop, told to the ledger."""

import random
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.records.notes import Note
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.merge import DELETED_BY
from helhedsplan_desktop.store import directory, raw
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, table_of
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_protocol.limits import RESOLVED
from helhedsplan_protocol.records import Conflict, Resolution
from tests.simulation.laptops import Laptop
from tests.simulation.ledger import Ledger

STATES: Final = ("do_not_contact", "paused", "moved", "closed", "enquiry", "active")
AREAS: Final = ("BES", "KRI", "SUN", "UDL")
WORDED: Final = ("alias", "phone", "stairwell")
_ALIVE: Final = "SELECT rid FROM directory WHERE noun = ? AND life = ? ORDER BY rid"


class Person:
    """Works on one laptop at a time; every act is one unit of work, as the services do it."""

    def __init__(self, rng: random.Random, ledger: Ledger) -> None:
        self._rng = rng
        self._ledger = ledger

    # --- acts -------------------------------------------------------------------------------------

    def create_linked_pair(self, laptop: Laptop) -> None:
        """Write down a contact and a note about it, in one unit."""
        space = self._rng.choice(laptop.spaces())
        name, text = self._ledger.word(), self._text(self._rng.randint(1, 6))
        contact = Contact(id=laptop.ids.record(), space=space, name=name)
        note = Note(
            id=laptop.ids.record(),
            space=space,
            contacts=(contact.id,),
            text=text,
            happened_on="2026-03-12",
        )
        known = [each for each in (contact, note) if each.noun != laptop.without]
        with laptop.store.write() as unit:
            unit.put_many(known)
        self._ledger.began(contact.id, space, "Contact", [name])
        if note in known:
            self._ledger.began(note.id, space, "Note", text.split())

    def edit_field(self, laptop: Laptop) -> None:
        """Change one to three worded fields of a contact."""
        found = self._some(laptop, "Contact")
        if found is None:
            return
        columns = self._rng.sample(WORDED, self._rng.choice((1, 1, 2)))
        self._save(laptop, found, {column: self._ledger.word() for column in columns})

    def edit_text(self, laptop: Laptop) -> None:
        """Change words of a note, add some, or add a paragraph."""
        found = self._some(laptop, "Note")
        if found is not None:
            self._save(laptop, found, {"text": self._edited(found["text"])})

    def edit_set(self, laptop: Laptop) -> None:
        """Add or take away an area of a contact."""
        found = self._some(laptop, "Contact")
        if found is None:
            return
        area = self._rng.choice(AREAS)
        areas = set(found["areas"]) ^ {area}
        self._ledger.stories[found["id"]].wordless = True
        self._save(laptop, found, {"areas": tuple(sorted(areas))})

    def edit_status(self, laptop: Laptop) -> None:
        """Change how a contact may be approached."""
        found = self._some(laptop, "Contact")
        if found is None:
            return
        self._ledger.stories[found["id"]].wordless = True
        self._save(laptop, found, {"status": self._rng.choice(STATES)})

    def delete(self, laptop: Laptop) -> None:
        """Delete a record."""
        found = self._some(laptop, self._rng.choice(("Contact", "Note")))
        if found is not None:
            with laptop.store.write() as unit:
                self._delete(unit, found["noun"], found["id"])

    def edit_unknown(self, laptop: Laptop, name: str) -> None:
        """Fill in a field of a contact that today's program does not know."""
        found = self._some(laptop, "Contact")
        if found is None:
            return
        rid = found["id"]
        self._save(laptop, found, {})
        with laptop.store.write_for_sync() as unit:
            entry = directory.entries(unit.connection, [rid])[rid]
            if not entry.dirty:
                return
            story = self._ledger.stories[rid]
            story.unknown = {name: f"of {rid.hex()}"}
            story.wordless = True
            directory.write(unit.connection, [], [entry.with_changes(extra=story.unknown)])

    def move_space(self, laptop: Laptop) -> None:
        """Bring a record home to another space."""
        found = self._some(laptop, self._rng.choice(("Contact", "Note")))
        others = [space for space in laptop.spaces() if found and space != found["space"]]
        if found is None or not others:
            return
        try:
            with laptop.store.write() as unit:
                unit.move(found["noun"], found["id"], self._rng.choice(others))
        except AppError as told:
            if told.problem is not Problem.DECISION_NEEDED:
                raise
            return
        self._ledger.stories[found["id"]].moved = True

    def erase(self, laptop: Laptop) -> None:
        """Erase a record for good."""
        found = self._some(laptop, self._rng.choice(("Contact", "Note")))
        if found is not None:
            with laptop.store.write() as unit:
                unit.erase(found["noun"], found["id"])
            self._ledger.stories[found["id"]].erased = True

    def resolve_conflict(self, laptop: Laptop) -> None:
        """Decide one open conflict, as the page of conflicts does it."""
        with laptop.store.read() as connection:
            rids = connection.execute(
                select(DIRECTORY.c.rid)
                .where(DIRECTORY.c.open_conflicts > 0, DIRECTORY.c.life == ALIVE)
                .order_by(DIRECTORY.c.rid)
            ).scalars()
            stories = self._ledger.stories
            mine = [rid for rid in rids if rid in stories and stories[rid].noun != laptop.without]
        if not mine:
            return
        rid = self._rng.choice(mine)
        with laptop.store.write() as unit:
            entry = directory.entries(unit.connection, [rid])[rid]
            waiting = self._rng.choice(entry.conflicts)
            takes_other = self._rng.random() < 0.5
            self._decide(laptop, unit, entry, waiting, takes_other=takes_other)

    def save_again(self, laptop: Laptop, rid: bytes) -> None:
        """Save a record that was refused once more."""
        with laptop.store.read() as connection:
            found = row_of(connection, self._ledger.stories[rid].noun, rid)
        if found is not None:
            self._save(laptop, found, {})

    # --- inside -----------------------------------------------------------------------------------

    def _some(self, laptop: Laptop, noun: str) -> dict[str, Any] | None:
        """Return the row of one living record that people wrote in this schedule."""
        if noun == laptop.without:
            return None
        with laptop.store.read() as connection:
            known = raw.rows(connection, _ALIVE, (noun, ALIVE))
            rids = [rid for (rid,) in known if rid in self._ledger.stories]
            if not rids:
                return None
            # The latest are edited most, so that people meet.
            rid = rids[-1 - min(int(self._rng.expovariate(0.5)), len(rids) - 1)]
            return row_of(connection, noun, rid)

    def _save(self, laptop: Laptop, row: dict[str, Any], changed: dict[str, Any]) -> None:
        noun = NOUNS[row["noun"]]
        fields = {name: row[name] for name in wire.fields_of(row["noun"], row)}
        record = noun(id=row["id"], space=row["space"], **(fields | changed))
        try:
            with laptop.store.write() as unit:
                unit.put(record)
        except AppError as told:
            if told.problem is not Problem.DECISION_NEEDED:
                raise
            return
        for column, value in changed.items():
            self._ledger.replaced(row["id"], row[column], value)

    def _delete(self, unit: UnitOfWork, noun: str, rid: bytes) -> None:
        entry = directory.entries(unit.connection, [rid])[rid]
        row = row_of(unit.connection, noun, rid)
        assert row is not None
        unit.remove(noun, rid)
        seen = [*wire.fields_of(noun, row).values(), *(each.value for each in entry.conflicts)]
        self._ledger.deleted(rid, entry.space, seen)

    def _decide(
        self,
        laptop: Laptop,
        unit: UnitOfWork,
        entry: Entry,
        waiting: Conflict,
        *,
        takes_other: bool,
    ) -> None:
        rid, noun = entry.rid, entry.noun
        choice = "other" if takes_other else "standing"
        decision = Resolution(
            waiting.path, waiting.vid, laptop.device, milliseconds(laptop.clock.now()), choice
        )
        settled = entry.with_changes(
            conflicts=tuple(each for each in entry.conflicts if each is not waiting),
            resolved=(decision, *entry.resolved)[:RESOLVED],
        )
        row = row_of(unit.connection, noun, rid)
        assert row is not None
        if waiting.path == DELETED_BY and takes_other:
            directory.write(unit.connection, [], [settled])
            self._delete(unit, noun, rid)
            return
        fields = wire.fields_of(noun, row)
        standing = wire.by_path(noun, fields).get(waiting.path)
        # Whoever keeps a record that somebody deleted changes it without a word.
        silent = {"areas", "status", "protected", DELETED_BY}
        self._ledger.stories[rid].wordless |= waiting.path in silent
        if takes_other:
            fields |= wire.by_column(noun, {waiting.path: waiting.value})
            self._ledger.decided(rid, standing, waiting.value)
        elif waiting.path != DELETED_BY:
            self._ledger.decided(rid, waiting.value, standing)
        directory.write(unit.connection, [], [settled])
        unit.put(NOUNS[noun](id=rid, space=entry.space, **wire.row_of(noun, fields)))

    def _text(self, count: int) -> str:
        return " ".join(self._ledger.word() for _ in range(count))

    def _edited(self, text: str) -> str:
        paragraphs = text.split("\n\n")
        at = self._rng.randrange(len(paragraphs))
        words = paragraphs[at].split()
        act = self._rng.random()
        if act < 0.4 and words:
            words[self._rng.randrange(len(words))] = self._ledger.word()
        elif act < 0.8:
            words.insert(self._rng.randint(0, len(words)), self._ledger.word())
        else:
            paragraphs.insert(at, self._text(2))
            return "\n\n".join(paragraphs)
        paragraphs[at] = " ".join(words)
        return "\n\n".join(paragraphs)


def row_of(connection: Connection, noun: str, rid: bytes) -> dict[str, Any] | None:
    """Return the living row of a record with its noun, None if there is none."""
    row = connection.execute(_row_query(noun), {"rid": rid}).mappings().first()
    return dict(row) | {"noun": noun} if row is not None else None


@cache
def _row_query(noun: str) -> Select[*tuple[Any, ...]]:
    table = table_of(noun)
    return select(table).where(table.c.id == bindparam("rid"))
