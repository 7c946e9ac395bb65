"""Erasing a contact or a note for good, as the law may demand; a lead's act."""

from collections import defaultdict
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.access import Access
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store import directory, identity, sealed
from helhedsplan_desktop.store.repositories import companions
from helhedsplan_desktop.store.repositories.companions import Companions
from helhedsplan_desktop.store.tables import ALIVE

__all__ = ["AT_ONCE", "Companions", "Erasing"]

AT_ONCE: Final = 20
"""Records erased in one act that nobody is told of before: no laptop asks its person for so few."""

_COMPANIONS: Final = {"Note": companions.of_note, "Contact": companions.of_contact}


class Erasing:
    """Use cases of erasing: nothing of the record stays on the server or on any laptop."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

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

        It is gone here at once and everywhere with the next sync. There is no way back. More than
        `AT_ONCE` records are announced first, under this lead's signature: that asks the server.

        Raises:
            AppError: NOT_ALLOWED for anyone but a lead, NOT_FOUND; and as the server answers, if it
                had to be asked: then nothing is erased.
        """
        if not self._desk.me.is_lead:
            raise AppError(Problem.NOT_ALLOWED)
        records = ((noun, rid), *self.look(noun, rid).going)
        if len(records) > AT_ONCE:
            self._announce([each for _, each in records])
        with self._desk.store.write() as unit:
            known = directory.entries(unit.connection, [each for _, each in records])
            # Somebody else may have erased some of it while the server was asked.
            here = [each for each in records if known[each[1]].life == ALIVE]
            for each_noun, each in reversed(here):
                unit.erase(each_noun, each)
        return len(here)

    def _announce(self, rids: list[bytes]) -> None:
        """Tell every laptop that what it holds of these records goes by a lead's will."""
        erased: dict[bytes, list[bytes]] = defaultdict(list)
        with self._desk.store.read() as connection:
            enrolled = identity.read(connection).enrolled
            entries = directory.entries(connection, rids)
            held = sealed.everywhere(connection, rids)
            for rid, entry in entries.items():
                # What never left goes without a word.
                if rid in held or entry.ancestors:
                    erased[sealed.place_of_end(connection, rid, entry.space)].append(rid)
        if enrolled and erased:
            self._access.announce_erasing(erased)
