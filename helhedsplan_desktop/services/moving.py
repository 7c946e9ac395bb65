"""Moving a contact or a note to another space: to a team, or into a Shielded space and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.access import SpaceView
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.repositories import companions, notes
from helhedsplan_desktop.store.repositories.companions import Companions
from helhedsplan_desktop.store.tables import ALIVE

_COMPANIONS: Final = {"Note": companions.of_note, "Contact": companions.of_contact}


@dataclass(frozen=True, slots=True)
class Move:
    """What a move would take along, or took.

    Args:
        here: the space that the record stands in.
        choices: the spaces that it may go to; the person is a member of all of them.
        along: remarks, next steps and notes that go with it.
        staying: notes about a contact that stay, for they are about somebody else too.
    """

    here: bytes
    choices: tuple[SpaceView, ...]
    along: int
    staying: int


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and what takes it back."""

    records: int
    undo: Undo


class Moving:
    """Use cases of moving between spaces.

    Members of the old space only stop seeing the record with their next sync; what they had not
    sent yet is kept for a lead.

    Args:
        spaces: every space of the organisation by the verified roster.
    """

    def __init__(self, desk: Desk, spaces: Callable[[], tuple[SpaceView, ...]]) -> None:
        self._desk = desk
        self._spaces = spaces

    def look(self, noun: str, rid: bytes) -> Move:
        """Return where a contact or note may go, and what goes with it.

        Raises:
            AppError: NOT_FOUND.
        """
        with self._desk.store.read() as connection:
            entry = directory.entries(connection, [rid]).get(rid)
            if entry is None or entry.life != ALIVE or entry.noun != noun:
                raise AppError(Problem.NOT_FOUND)
            with_it: Companions = _COMPANIONS[noun](connection, rid, entry.space)
        choices = tuple(
            each
            for each in self._spaces()
            if each.space != entry.space and self._desk.me.user in each.members
        )
        return Move(entry.space, choices, len(with_it.going), with_it.staying)

    def move(self, noun: str, rid: bytes, space: bytes) -> Moved:
        """Move a contact or note, with what belongs to it, in one act.

        Raises:
            AppError: NOT_FOUND; NOT_ALLOWED for a colleague's note unless this person leads, into
                a space that is not this person's, or if a newer program wrote one of the records;
                DECISION_NEEDED.
        """
        self._refuse_foreign(noun, rid)
        look = self.look(noun, rid)
        if space not in {each.space for each in look.choices}:
            raise AppError(Problem.NOT_ALLOWED)
        with self._desk.store.write() as unit:
            with_it: Companions = _COMPANIONS[noun](unit.connection, rid, look.here)
            records = ((noun, rid), *with_it.going)
            for each_noun, each in records:
                unit.move(each_noun, each, space)
        return Moved(len(records), Undo(lambda: self._back(records, look.here)))

    def _refuse_foreign(self, noun: str, rid: bytes) -> None:
        if noun != "Note" or self._desk.me.is_lead:
            return
        with self._desk.store.read() as connection:
            row = notes.get(connection, rid)
        if row is not None and self._desk.names().user_of(row["author"]) != self._desk.me.user:
            raise AppError(Problem.NOT_ALLOWED)

    def _back(self, records: Sequence[tuple[str, bytes]], space: bytes) -> None:
        with self._desk.store.write() as unit:
            for noun, rid in records:
                unit.move(noun, rid, space)
