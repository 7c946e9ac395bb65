"""Erasing a contact or a note for good, as the law may demand; a lead's act."""

from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store import directory, sync_marks
from helhedsplan_desktop.store.repositories import companions
from helhedsplan_desktop.store.repositories.companions import Companions
from helhedsplan_desktop.store.tables import ALIVE

AT_ONCE: Final = 20
"""Records erased in one act: more would stop every other laptop until its person said yes."""

_COMPANIONS: Final = {"Note": companions.of_note, "Contact": companions.of_contact}
_LISTED: Final = 500


@dataclass(frozen=True, slots=True)
class Erased:
    """A record that stood on this laptop and was erased by somebody else.

    Args:
        by_name: the lead who erased it; empty if unknown.
        at: when this laptop learned of it, ms since 1970 UTC.
    """

    rid: bytes
    by_name: str
    at: int


class Erasing:
    """Use cases of erasing: nothing of the record stays on the server or on any laptop."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, noun: str, rid: bytes) -> Companions:
        """Return what would be erased with a contact or note: what is about nobody else.

        Raises:
            AppError: NOT_FOUND.
        """
        with self._desk.store.read() as connection:
            entry = directory.entries(connection, [rid]).get(rid)
            if entry is None or entry.life != ALIVE or entry.noun != noun:
                raise AppError(Problem.NOT_FOUND)
            found: Companions = _COMPANIONS[noun](connection, rid, entry.space)
        return found

    def erase(self, noun: str, rid: bytes) -> int:
        """Erase a contact or note with what belongs to it; return how many records.

        It is gone here at once and everywhere with the next sync. There is no way back.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead, or for more than `AT_ONCE` records (reason:
                too_many): erase notes first; NOT_FOUND.
        """
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)
        records = ((noun, rid), *self.look(noun, rid).going)
        if len(records) > AT_ONCE:
            raise AppError(Problem.NOT_ALLOWED, reason="too_many")
        with self._desk.store.write() as unit:
            for each_noun, each in reversed(records):
                unit.erase(each_noun, each)
        return len(records)

    def told(self) -> tuple[Erased, ...]:
        """Return what others erased that stood here, the newest first."""
        names = self._desk.names()
        with self._desk.store.read() as connection:
            lines = sync_marks.log_lines(connection, _LISTED)
        return tuple(
            Erased(
                bytes.fromhex(line.detail[:32]),
                names.of_device(bytes.fromhex(line.detail[32:])),
                line.at,
            )
            for line in lines
            if line.event == "erased"
        )
