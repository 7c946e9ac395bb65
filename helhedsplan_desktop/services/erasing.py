"""Erasing a contact or a note for good, as the law may demand; a lead's act."""

from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.repositories import companions
from helhedsplan_desktop.store.repositories.companions import Companions
from helhedsplan_desktop.store.tables import ALIVE

__all__ = ["AT_ONCE", "Companions", "Erasing"]

AT_ONCE: Final = 20
"""Records erased in one act: more would stop every other laptop until its person said yes."""

_COMPANIONS: Final = {"Note": companions.of_note, "Contact": companions.of_contact}


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
