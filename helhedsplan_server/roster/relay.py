"""Entries that a restored server lacks, brought back by the devices that know them."""

import contextlib
from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_protocol.roster import Entry, SignedEntry, entry_hash
from helhedsplan_protocol.roster_fork import Branch
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_protocol.wire import MalformedError, decode
from helhedsplan_server.restore.consistency import complete
from helhedsplan_server.roster.access import is_frozen
from helhedsplan_server.roster.book import Roster, RosterBook, branches, entries_aside
from helhedsplan_server.roster.forking import objection
from helhedsplan_server.roster.ledger import Addition, rotations, store_addition
from helhedsplan_server.store.engine import Store, insert_ignoring
from helhedsplan_server.store.journal import Journal
from helhedsplan_server.store.tables import (
    organisation,
    restores,
    roster_aside,
    roster_entries,
    spaces,
)
from helhedsplan_server.surroundings import Clock, Randomness, now_ms

_ASIDE_ROWS: Final = 1000
_ASIDE_AT_ONCE: Final = 64
"""More relayed entries than these are not looked at or kept; a fork has a handful."""


class RosterRelay:
    """Takes in roster entries from anyone: their signatures speak for them.

    Args:
        quota_bytes: quota of every new space; None without quota.
    """

    def __init__(
        self,
        store: Store,
        book: RosterBook,
        journal: Journal,
        clock: Clock,
        randomness: Randomness,
        quota_bytes: int | None,
    ) -> None:
        self._store = store
        self._book = book
        self._journal = journal
        self._clock = clock
        self._randomness = randomness
        self._quota_bytes = quota_bytes

    def take(self, entries: tuple[SignedEntry, ...]) -> None:
        """Append what follows the log, without grants, and keep aside what does not fit.

        A frozen server takes nothing in; whoever relays does so again at the next session.
        """
        with self._store.write(alone=True) as connection:
            connection.execute(select(organisation.c.one).with_for_update())
            before = self._book.at(connection)
            if before.genesis is None or is_frozen(connection):
                return
            known = set(connection.execute(select(roster_entries.c.hash)).scalars())
            unknown = [e for e in entries if entry_hash(e.bytes, e.sig) not in known]
            state, addition = _fitting(connection, before, unknown)
            at = now_ms(self._clock)
            store_addition(connection, state, addition, self._randomness, at, self._quota_bytes)
            _put_aside(connection, before, unknown[len(addition.entries) :], at)
        if addition.entries:
            self._book.keep(state)
            # All that lacks: what was before may never have come into the journal either.
            complete(self._store, self._journal)


def _fitting(
    connection: Connection, before: Roster, entries: list[SignedEntry]
) -> tuple[Roster, Addition]:
    """Return the longest run of entries that leads from the log to a valid state."""
    state, folding = before, before.clone()
    decoded: list[Entry] = []
    count = 0
    for signed in entries:
        try:
            decoded.append(folding.append(signed))
        except RosterError:
            break
        if objection(before, decoded) or not _keeps_promises(connection, decoded[-1]):
            break
        if not folding.unrotated:
            state, count = folding.clone(), len(decoded)
    return state, Addition(tuple(entries[:count]), tuple(decoded[:count]))


def _keeps_promises(connection: Connection, entry: Entry) -> bool:
    """Return False for a rotation of the present lineage that ends behind rows that stand.

    One of an earlier lineage tells of a server that was lost: its head is no promise here.
    """
    for rotation in rotations([entry]):
        row = connection.execute(
            select(spaces.c.lineage, spaces.c.head)
            .where(spaces.c.space == rotation.space)
            .with_for_update()
        ).one_or_none()
        if row and row.lineage == rotation.lineage and row.head != rotation.head:
            return False
    return True


def _put_aside(connection: Connection, before: Roster, entries: list[SignedEntry], at: int) -> None:
    """Keep the entries that make a branch of the log; no junk is kept."""
    kept = connection.execute(select(func.count()).select_from(roster_aside)).scalar_one()
    fresh = _connected(connection, entries[: max(0, min(_ASIDE_AT_ONCE, _ASIDE_ROWS - kept))])
    if not fresh:
        return
    found = branches(connection, (*entries_aside(connection), *fresh)).branches
    if not _can_be_lost(connection, before, found, fresh):
        return
    meant = {entry for branch in found for entry in branch.entries}
    rows = [
        {
            "hash": entry_hash(signed.bytes, signed.sig),
            "n": decode(signed.bytes, Entry).n,
            "bytes": signed.bytes,
            "sig": signed.sig,
            "at": at,
        }
        for signed in fresh
        if signed in meant
    ]
    insert_ignoring(connection, roster_aside, rows)


def _can_be_lost(
    connection: Connection, before: Roster, found: tuple[Branch, ...], fresh: list[SignedEntry]
) -> bool:
    """Return whether these branches can be what restores lost; forged ones look just alike.

    Each restore lost the end of one log, so it makes one branch; more are believed only of leads
    who are still in, for a server that was put back may have shown more than one log before. And
    once a lead gave a branch up, only who is still in may bring more of it: whoever is out could
    lock the others out.
    """
    restored = connection.execute(select(func.count()).select_from(restores)).scalar_one()
    more = len(found) > max(restored, len(before.fork.branches))
    authors = [
        decode(entry.bytes, Entry).author
        for branch in found
        if more or branch.resolved_n is not None
        for entry in branch.entries
        if entry in fresh
    ]
    if more and any(before.role_of_device(author) != "lead" for author in authors):
        return False
    return all(before.is_active(a) and a not in before.fork.revoked for a in authors)


def _connected(connection: Connection, entries: list[SignedEntry]) -> list[SignedEntry]:
    """Return the entries that follow something known, at once or after each other.

    Looking is cheap; folding the log to check a branch is not, and anybody may ask for it.
    """
    fresh, links = list[SignedEntry](), set[bytes]()
    for table in (roster_entries, roster_aside):
        links |= set(connection.execute(select(table.c.hash)).scalars())
    for signed in entries:
        link = entry_hash(signed.bytes, signed.sig)
        with contextlib.suppress(MalformedError):
            if link not in links and decode(signed.bytes, Entry).prev_hash in links:
                links.add(link)
                fresh.append(signed)
    return fresh
