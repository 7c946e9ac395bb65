"""What the sync chip shows."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.store.standing import Standing


class StatusKind(StrEnum):
    """The states of the sync chip."""

    NEVER = "never"
    SYNCED = "synced"
    SYNCING = "syncing"
    OFFLINE = "offline"
    WAITING = "waiting"
    NEEDS_YOU = "needs_you"


_ASKING: Final = frozenset(
    {
        Problem.ACCESS_CLOSED,
        Problem.PROGRAM_TOO_OLD,
        Problem.CA_FILE_UNREADABLE,
        Problem.PROXY_UNUSABLE,
    }
)
"""Problems that time does not cure: a person has to do something."""


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """Where syncing stands.

    Args:
        active: True while a cycle runs.
        online: False after a try that reached no server of ours.
        synced_at: last finished sync, ms since 1970 UTC; 0: never.
        quarantined: received versions that could not be opened or understood.
        deletions: received deletions, so many at once that a person is asked first.
        standing: what this laptop may do, by the roster; it holds offline too.
        doubted: laptops that a lead is asked about: copied, or put back from a backup.
        forked: the server stands on another branch of the roster, until a lead decides.
        problem: why the last try ended early; None if it did not.
        retry_at: when the next try begins by itself, ms since 1970 UTC; 0: the last did not fail.
        enrolled: False before this laptop belongs to an organisation.
    """

    active: bool = False
    online: bool = True
    synced_at: int = 0
    unsent: int = 0
    refused: int = 0
    quarantined: int = 0
    conflicts: int = 0
    first_sync_done: bool = True
    problem: Problem | None = None
    enrolled: bool = False
    deletions: int = 0
    retry_at: int = 0
    standing: Standing = Standing.ACTIVE
    forked: bool = False
    doubted: int = 0

    @property
    def to_be_emptied(self) -> bool:
        """True once a lead's signature told this laptop to remove what it holds."""
        return self.standing is Standing.WIPED

    @property
    def kind(self) -> StatusKind:
        """The one state that the chip shows."""
        asks = self.conflicts or self.refused or self.quarantined or self.deletions
        if asks or self.forked or self.doubted or self.problem in _ASKING:
            return StatusKind.NEEDS_YOU
        if self.active:
            return StatusKind.SYNCING
        if not self.enrolled:
            return StatusKind.NEVER
        if not self.online:
            return StatusKind.OFFLINE
        if self.unsent:
            return StatusKind.WAITING
        return StatusKind.SYNCED if self.synced_at else StatusKind.NEVER


Listener = Callable[[SyncStatus], None]


class StatusBoard:
    """Holds the present status and tells every change of it, on the thread that made it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now = SyncStatus()
        self._listeners: tuple[Listener, ...] = ()

    @property
    def now(self) -> SyncStatus:
        """The present status."""
        return self._now

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add `listener` and return what takes it away again."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def stop() -> None:
            with self._lock:
                self._listeners = tuple(each for each in self._listeners if each is not listener)

        return stop

    def change(self, **values: Any) -> None:
        """Change the named values; tell it if anything is different."""
        with self._lock:
            before, self._now = self._now, replace(self._now, **values)
            listeners = self._listeners
        if self._now != before:
            for listener in listeners:
                listener(self._now)
