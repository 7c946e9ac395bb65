"""The folded roster as a transaction sees it, without folding it anew for every request."""

import threading
from collections import OrderedDict
from typing import Final

from sqlalchemy import Connection, select

from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.signatures import verify
from helhedsplan_server.store.tables import organisation, roster_entries

_HEAD: Final = select(organisation.c.roster_hash)
_KEPT: Final = 8
"""Readers with an older snapshot than the last append still find their state."""


class RosterBook:
    """Folded states by the hash of their last entry.

    A state that was handed out is never changed: folding starts from a clone.
    """

    def __init__(self) -> None:
        empty = RosterState(verify)
        self._lock = threading.Lock()
        self._empty = empty
        self._states: OrderedDict[bytes, RosterState] = OrderedDict()

    def at(self, connection: Connection) -> RosterState:
        """Return the roster as this transaction's snapshot has it."""
        head = bytes(connection.execute(_HEAD).scalar_one())
        with self._lock:
            known = self._states.get(head)
        return known or self._catch_up(connection, head)

    def keep(self, state: RosterState) -> None:
        """Remember a state that an append has just committed."""
        with self._lock:
            self._states[state.head_hash] = state
            while len(self._states) > _KEPT:
                self._states.popitem(last=False)

    def _catch_up(self, connection: Connection, head: bytes) -> RosterState:
        """Fold what is missing on top of the newest known state that this snapshot shares."""
        hashes = select(roster_entries.c.hash).order_by(roster_entries.c.n.desc())
        shared = self._empty
        for value in connection.execute(hashes).scalars():
            with self._lock:
                known = self._states.get(bytes(value))
            if known is not None:
                shared = known
                break
        state = shared.clone()
        rows = connection.execute(
            select(roster_entries.c.bytes, roster_entries.c.sig)
            .where(roster_entries.c.n > shared.n)
            .order_by(roster_entries.c.n)
        )
        state.extend(SignedEntry(row.bytes, row.sig) for row in rows)
        assert state.head_hash == head, "the stored log does not lead to its stored head"
        self.keep(state)
        return state
