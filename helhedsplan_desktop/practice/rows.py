"""Rows as the store takes them, with ids that carry the time at which each was made."""

from datetime import datetime
from typing import Any

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.practice import calendar

Row = dict[str, Any]


class WalkingClock:
    """A clock that stands at the moment which is being told."""

    def __init__(self) -> None:
        self.at = 0

    def now(self) -> datetime:
        """Return the instant of the moment."""
        return calendar.instant_of(self.at)

    def monotonic(self) -> float:
        """Return seconds that grow with the moments."""
        return self.at * 60.0


class RowMaker:
    """Gives rows their id, space, author and time; moments must not go back."""

    def __init__(self, randomness: Randomness) -> None:
        self._clock = WalkingClock()
        self._ids = Ids(self._clock, randomness)

    def row(self, at: int, space: bytes, author: bytes, **columns: Any) -> Row:
        """Return the row of a record that `author`, a device, made at the moment `at`."""
        self._clock.at = at
        return {
            "id": self._ids.record(),
            "space": space,
            "author": author,
            "changed_at": milliseconds(self._clock.now()),
            **columns,
        }
