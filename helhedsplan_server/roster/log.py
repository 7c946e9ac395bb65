"""`roster/pull` and `roster/append`."""

import contextlib
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_protocol.messages import (
    GrantKey,
    RosterAppend,
    RosterHead,
    RosterPage,
    RosterPull,
)
from helhedsplan_protocol.roster import RECOVERY, Entry, SignedEntry, SignedGrant
from helhedsplan_protocol.roster_facts import DeviceFacts
from helhedsplan_protocol.roster_grants import check_grants
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.roster_view import GrantDemand
from helhedsplan_protocol.wire import decode
from helhedsplan_server.accounts.doubts import clear_by
from helhedsplan_server.errors import Refusal, StartError
from helhedsplan_server.restore.consistency import complete
from helhedsplan_server.roster.access import demand_lead, demand_open, demand_unsuspected
from helhedsplan_server.roster.book import Roster, RosterBook
from helhedsplan_server.roster.forking import check_branches
from helhedsplan_server.roster.ledger import Addition, held_grants, rotations, store_addition
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.journal import Journal, JournalFrame
from helhedsplan_server.store.tables import (
    grants,
    organisation,
    roster_entries,
    spaces,
)
from helhedsplan_server.surroundings import Clock, Randomness, now_ms

BUSY_SECONDS: Final = 10
"""How long pushes of a space wait after a rotation was refused for its head."""
_RESTORE_ID: Final = select(organisation.c.restore_id)
_HASH_AT: Final = select(roster_entries.c.hash).where(roster_entries.c.n == bindparam("at"))
_ENTRIES: Final = (
    select(roster_entries.c.bytes, roster_entries.c.sig)
    .where(roster_entries.c.n >= bindparam("first"), roster_entries.c.n <= bindparam("last"))
    .order_by(roster_entries.c.n)
)
_GRANTS: Final = (
    select(grants.c.space, grants.c.epoch, grants.c.bytes, grants.c.sig)
    .where(
        grants.c.to_device == bindparam("to"),
        grants.c.space.in_(bindparam("among", expanding=True)),
    )
    .order_by(grants.c.space, grants.c.epoch)
)


class _HeadMovedError(Exception):
    """A rotation names a head that its space has left behind."""


class RosterLog:
    """The signed log as devices read and extend it.

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

    # --- pull -------------------------------------------------------------------------------------

    def pull(self, device: bytes, request: RosterPull) -> RosterPage:
        """Return the log from `from_n`, cut by bytes; a reader goes on until `roster_n`.

        A revoked or wiped device reads up to the entry that says so, and no grants; one that
        another branch put out reads what both branches have, and that branch.

        Raises:
            Refusal: `auth_required` for a device that the log never named.
        """
        with self._store.read() as connection:
            state = self._book.at(connection)
            facts = state.device(device)
            if facts is None:
                raise Refusal(ErrorCode.AUTH_REQUIRED)
            restore_id = connection.execute(_RESTORE_ID).scalar_one()
            out = _end_of(state, facts)
            last = state.n if out is None else out
            leads = state.role_of_device(device) == "lead"
            held = held_grants(connection) if leads else frozenset()
            page = RosterPage(
                roster_n=last,
                roster_hash=_hash_at(connection, last),
                restore_id=restore_id,
                entries=self._page(connection, request.from_n, last),
                grants=() if out is not None else _grants_to(connection, state, device),
                held=tuple(GrantKey(*key) for key in sorted(held)),
                aside=_aside(state) if out is None or facts.active else (),
            )
        if not self._journal.holds(state.n, held):
            # Who took it died before journalling. Reading goes on where the journal cannot be
            # written: the next tidying says so.
            with contextlib.suppress(Refusal, StartError):
                complete(self._store, self._journal)
        return page

    def _page(self, connection: Connection, from_n: int, last: int) -> tuple[SignedEntry, ...]:
        page: list[SignedEntry] = []
        room = PAGE_BYTES // 2  # the other half is for grants
        for row in connection.execute(_ENTRIES, {"first": from_n, "last": last}):
            room -= len(row.bytes) + len(row.sig)
            if page and room < 0:
                break
            page.append(SignedEntry(row.bytes, row.sig))
        return tuple(page)

    # --- append -----------------------------------------------------------------------------------

    def append(self, device: bytes, request: RosterAppend) -> RosterHead:
        """Return the new end of the log after adding all entries and grants, or none.

        Raises:
            Refusal: what `RosterState.append` and `check_grants` say; `log_stale` also when a
                rotation names a head that is not current (pushes then wait 10 s),
                `lineage_changed`, `device_revoked`, `draining`, `role_denied`,
                `clone_suspected`, `space_frozen`, also while a fork is open.
        """
        try:
            with self._store.write(alone=True) as connection:
                connection.execute(select(organisation.c.one).with_for_update())
                before, held = self._book.at(connection), held_grants(connection)
                state, frames = self._append(connection, device, request, before, held)
        except _HeadMovedError as moved:
            self._hold_pushes(request.entries)
            raise Refusal(ErrorCode.LOG_STALE) from moved
        except RosterError as bad:
            raise Refusal(bad.code) from bad
        self._book.keep(state)
        if self._journal.holds(before.n, held):
            self._journal.append(frames)
        else:
            # Who took what was before died between its commit and the journal.
            complete(self._store, self._journal)
        return RosterHead(state.n, state.head_hash)

    def _append(
        self,
        connection: Connection,
        device: bytes,
        request: RosterAppend,
        before: Roster,
        held: frozenset[GrantDemand],
    ) -> tuple[Roster, list[JournalFrame]]:
        demand_lead(before, device)
        demand_unsuspected(connection, device)
        demand_open(connection)
        after = before.clone()
        decoded = after.extend(request.entries)
        check_branches(connection, before, decoded)
        self._check_heads(connection, decoded)
        granted = check_grants(before, after, request.grants, held)
        addition = Addition(request.entries, decoded, request.grants, granted)
        frames = store_addition(
            connection, after, addition, self._randomness, now_ms(self._clock), self._quota_bytes
        )
        clear_by(connection, decoded)
        return after, frames

    def _check_heads(self, connection: Connection, entries: tuple[Entry, ...]) -> None:
        """Hold the space row of every rotation and compare: no row slips in behind its head."""
        for rotation in rotations(entries):
            row = connection.execute(
                select(spaces.c.lineage, spaces.c.head)
                .where(spaces.c.space == rotation.space)
                .with_for_update()
            ).one_or_none()
            # A space that this very append opens has no row yet: its head is 0 and nobody pushed.
            if row is None:
                raise Refusal(ErrorCode.BAD_REQUEST)
            if row.lineage != rotation.lineage:
                raise Refusal(ErrorCode.LINEAGE_CHANGED)
            if row.head != rotation.head:
                raise _HeadMovedError
            connection.execute(
                update(spaces).where(spaces.c.space == rotation.space).values(busy_until=0)
            )

    def _hold_pushes(self, entries: tuple[SignedEntry, ...]) -> None:
        """Let pushes wait in every space that the append would rotate: the next try wins."""
        rotated = [r.space for r in rotations(decode(e.bytes, Entry) for e in entries)]
        until = now_ms(self._clock) + BUSY_SECONDS * 1000
        with self._store.write() as connection:
            connection.execute(
                update(spaces).where(spaces.c.space.in_(rotated)).values(busy_until=until)
            )


def _hash_at(connection: Connection, n: int) -> bytes:
    return bytes(connection.execute(_HASH_AT, {"at": n}).scalar_one())


def _grants_to(
    connection: Connection, state: RosterState, device: bytes
) -> tuple[SignedGrant, ...]:
    """Return the grants to this device of the spaces that it still is a member of.

    Where a lead's device has none, the sheet may just have named it: it gets the one that only
    the sheet opens.
    """
    mine = state.spaces_of(state.user_of(device) or b"")
    found = _grants_of(connection, device, mine)
    lacking = {(space, each.epoch) for space in mine for each in state.epochs(space)} - found.keys()
    if lacking and state.role_of_device(device) == "lead":
        sealed = _grants_of(connection, RECOVERY, mine)
        found |= {place: sealed[place] for place in lacking & sealed.keys()}
    return tuple(found.values())


def _grants_of(
    connection: Connection, to: bytes, among: tuple[bytes, ...]
) -> dict[tuple[bytes, int], SignedGrant]:
    rows = connection.execute(_GRANTS, {"to": to, "among": list(among)})
    return {(row.space, row.epoch): SignedGrant(row.bytes, row.sig) for row in rows}


def _aside(state: Roster) -> tuple[SignedEntry, ...]:
    """Return the entries of every branch, each once, in an order that can be folded."""
    known = dict.fromkeys(entry for branch in state.fork.branches for entry in branch.entries)
    return tuple(known)


def _end_of(state: Roster, facts: DeviceFacts) -> int | None:
    """Return the last entry that a device may read that is out; None for one that is in."""
    if facts.wiped_n is not None or not facts.active:
        return max(facts.revoked_n or 0, facts.wiped_n or 0)
    putting_out = [b.common_n for b in state.fork.branches if facts.device in b.revoked]
    return min(putting_out, default=None)
