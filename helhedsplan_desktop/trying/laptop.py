"""A throw-away laptop: the program's core in a profile that goes when the trial ends."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.clock import local_day, milliseconds
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.policy import Policy

if TYPE_CHECKING:
    from helhedsplan_desktop.services.session import Session


class TrialLaptop:
    """One invented person's laptop, with a vault of its own under a proposed passphrase.

    Args:
        folder: where the profile is made.
        name: of the person.
        policy: of this computer.
    """

    def __init__(self, folder: Path, name: str, policy: Policy | None = None) -> None:
        self.name = name
        self.core = Core(Profile(folder), policy)
        self.passphrase = self.core.unlocking.propose_passphrase()

    @property
    def session(self) -> "Session":
        """The use cases of the person.

        Raises:
            AppError: VAULT_LOCKED, NOT_FOUND before the laptop belongs to an organisation.
        """
        return self.core.begin_session()

    def write_note(self, text: str, contact: bytes) -> bytes:
        """Write a note of today about a contact; return its id."""
        from helhedsplan_desktop.services.notes import NoteForm

        today = local_day(milliseconds(self.core.clock.now())).isoformat()
        form = NoteForm(contacts=(contact,), text=text, happened_on=today)
        return self.session.notes.save(form).rid

    def set_phone(self, contact: bytes, phone: str) -> None:
        """Change the telephone number of a contact."""
        form = self.session.people.page(contact).form
        self.session.people.update(contact, replace(form, phone=phone))

    def phone(self, contact: bytes) -> str:
        """Return the telephone number of a contact."""
        return self.session.people.page(contact).form.phone

    def finds(self, words: str) -> tuple[bytes, ...]:
        """Return the notes that hold these words."""
        return tuple(hit.rid for hit in self.session.searching.find(words).notes)

    def digests(self) -> dict[bytes, bytes]:
        """Return the digest of the shared spaces, by space: what the server compares too."""
        from helhedsplan_desktop.store import buckets

        homes = self.core.members().homes()
        with self.core.opened().store.write_for_sync() as unit:
            return {
                space: buckets.digest(unit.connection, space) for space in (homes.plan, homes.team)
            }

    def close(self) -> None:
        """Lock it and let the profile go."""
        self.core.close()
