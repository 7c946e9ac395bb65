"""A lead's question to the author of a note: it stands at the note and in the author's list."""

from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.follow_ups import QUESTION, FollowUp
from helhedsplan_desktop.records.notes import Note, Remark
from helhedsplan_desktop.services import checks, editing
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store.repositories import follow_ups

QUESTION_LIMIT: Final = 200
"""Characters: a question is also the words of a follow-up."""


class Questions:
    """Use cases of sending a note back to its author with a question."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(self, note: bytes, text: str) -> Undo:
        """Put a question to the author of a note.

        It becomes a remark at the note and a follow-up of the author that is due today, in the
        space of the note. The author's next remark at the note answers it.

        Args:
            text: at most `QUESTION_LIMIT` characters.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead, and for an own note; NOT_FOUND; REQUIRED,
                TOO_LONG, CPR_FOUND.
        """
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)
        names = self._desk.names()
        with self._desk.store.write() as unit:
            about = editing.stored(unit.connection, Note.noun, note)
            assert isinstance(about, Note)
            author = names.user_of(about.author)
            if author is None:
                raise AppError(Problem.NOT_FOUND)
            if author == self._desk.me.user:
                raise AppError(Problem.NOT_ALLOWED)
            made = self._records(about, author, text.strip())
            for record in made:
                checks.refuse_cpr(record, self._desk.today())
            unit.put_many(made)
        done = [(each.noun, each.id) for each in made]
        return Undo(lambda: _take_back(self._desk, done))

    def _records(self, note: Note, author: bytes, asked: str) -> list[Record]:
        remark = Remark(id=self._desk.ids.record(), space=note.space, note=note.id, text=asked)
        step = FollowUp(
            id=self._desk.ids.record(),
            space=note.space,
            contact=note.contacts[0] if note.contacts else None,
            note=note.id,
            what=asked,
            due_on=self._desk.today().isoformat(),
            area=note.areas[0] if note.areas else "",
            owner=author,
            priority=QUESTION,
        )
        return [remark, step]


def answered(connection: Connection, desk: Desk, note: bytes) -> list[Record]:
    """Return the open questions to this person about a note, as done with today's remark."""
    found: list[Record] = []
    for rid in follow_ups.open_about(connection, note, desk.me.user, QUESTION):
        step = editing.stored(connection, FollowUp.noun, rid)
        closed = {"status": "done", "closed_on": desk.today().isoformat()}
        found.append(FollowUp(**(step.model_dump() | closed)))
    return found


def _take_back(desk: Desk, made: list[tuple[str, bytes]]) -> None:
    editing.delete(desk, made)
