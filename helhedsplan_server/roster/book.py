"""The folded roster as a transaction sees it, without folding it anew for every request."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_protocol.roster import SignedEntry
from helhedsplan_protocol.roster_fork import NO_FORK, ForkFacts, forks_of
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.signatures import verify
from helhedsplan_server.store.tables import organisation, restores, roster_aside, roster_entries

_HEAD: Final = select(
    organisation.c.roster_hash,
    # Entries are only ever added aside, so their number names what was known.
    select(func.count()).select_from(roster_aside).scalar_subquery().label("aside"),
)
_KEPT: Final = 8
"""Readers with an older snapshot than the last append still find their state."""


class Roster(RosterState):
    """The folded log, and what the branches beside it mean (`fork`)."""

    fork: ForkFacts = NO_FORK


class RosterBook:
    """Folded states by the hash of their last entry.

    A state that was handed out is never changed: folding starts from a clone.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._empty = Roster(verify)
        self._states: OrderedDict[bytes, Roster] = OrderedDict()
        self._forked: dict[tuple[bytes, int], Roster] = {}

    def at(self, connection: Connection) -> Roster:
        """Return the roster as this transaction's snapshot has it."""
        head, aside = connection.execute(_HEAD).one()
        with self._lock:
            known = self._states.get(head)
        state = known or self._catch_up(connection, bytes(head))
        return self._with_branches(connection, state, aside) if aside else state

    def latest(self) -> RosterState:
        """Return the newest state that this process has seen; the empty one at its start."""
        with self._lock:
            return next(reversed(self._states.values()), self._empty)

    def keep(self, state: Roster) -> None:
        """Remember a state that an append has just committed."""
        plain = state.clone()
        plain.fork = NO_FORK
        with self._lock:
            self._states[state.head_hash] = plain
            while len(self._states) > _KEPT:
                self._states.popitem(last=False)

    def _with_branches(self, connection: Connection, state: Roster, aside: int) -> Roster:
        key = (state.head_hash, aside)
        with self._lock:
            known = self._forked.get(key)
        if known is None:
            known = state.clone()
            known.fork = branches(connection, entries_aside(connection))
            with self._lock:
                self._forked = {key: known}
        return known

    def _catch_up(self, connection: Connection, head: bytes) -> Roster:
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


def branches(connection: Connection, aside: Iterable[SignedEntry]) -> ForkFacts:
    """Return what these entries mean beside the stored log.

    Only a log that lost its end can have branches. So they count from the oldest restore on:
    otherwise whoever was put out could sign one dated back to when he was in.
    """
    floor = connection.execute(select(func.min(restores.c.log_n))).scalar()
    if floor is None:
        return NO_FORK
    rows = connection.execute(
        select(roster_entries.c.bytes, roster_entries.c.sig).order_by(roster_entries.c.n)
    )
    log = [SignedEntry(row.bytes, row.sig) for row in rows]
    return forks_of(log, aside, verify, max(0, floor))


def entries_aside(connection: Connection) -> tuple[SignedEntry, ...]:
    """Return every entry that was kept beside the log."""
    rows = connection.execute(
        select(roster_aside.c.bytes, roster_aside.c.sig).order_by(roster_aside.c.n)
    )
    return tuple(SignedEntry(row.bytes, row.sig) for row in rows)
