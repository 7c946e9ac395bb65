"""The practice town: people, places, staff and years of work, the same from the same seed."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_desktop.practice import calendar
from helhedsplan_desktop.practice.chronicle import Batch, Chronicle
from helhedsplan_desktop.practice.places import Spaces
from helhedsplan_desktop.practice.plot import Plotter
from helhedsplan_desktop.practice.staff import StaffMember, invite, workers
from helhedsplan_desktop.practice.stories import Frame
from helhedsplan_desktop.records import catalogue

SMALL: Final = 214
"""Contacts of the town for someone who wants to try the program."""

NOTES_A_CONTACT: Final = 12
_SHORTEST_PLAN_DAYS: Final = 400


def no_pause() -> None:
    """Go on at once."""


class PracticeTown:
    """Invented people with years of notes.

    Args:
        seed: the same seed, size and moment give the same town.
        contacts: how many people; the first fourteen have a part of their own.
        now: the present; nothing lies after it but due dates.
        notes: how many notes; None: twelve a contact.
        pause: called between small steps, so that other threads get their turn.
    """

    def __init__(
        self,
        seed: int,
        contacts: int,
        now: datetime,
        *,
        notes: int | None = None,
        pause: Callable[[], None] = no_pause,
    ) -> None:
        self.contacts = contacts
        self.notes = contacts * NOTES_A_CONTACT if notes is None else notes
        self._seed = seed
        self._pause = pause
        moment = calendar.moment_of(now)
        begins = min(calendar.PLAN_BEGINS, calendar.day_of(moment) - _SHORTEST_PLAN_DAYS)
        randomness = SeededRandomness(seed)
        self.spaces = Spaces(*(randomness.bytes(16) for _ in range(3)))
        self.staff = invite(randomness, contacts)
        self._frame = Frame(moment, begins, len(workers(self.staff)))

    @property
    def me(self) -> StaffMember:
        """Who sits at the practice laptop."""
        return self.staff[0]

    @property
    def lead(self) -> StaffMember:
        """Who leads the team."""
        return next(each for each in self.staff if each.lead)

    def batches(self, spaces: Spaces | None = None) -> Iterator[Batch]:
        """Give all rows, each batch of one noun, ids in order of time.

        Args:
            spaces: where the records shall be at home; None: `self.spaces`.
        """
        choices = catalogue.load()
        chronicle = Chronicle(
            self._seed, self._frame, self.staff, spaces or self.spaces, choices, self._pause
        )
        yield from chronicle.setting()
        plotter = Plotter(self._seed, self._frame, workers(self.staff), choices, self._pause)
        yield from chronicle.events(plotter.plot(self.contacts, self.notes))
        yield from chronicle.reports()
