"""Writing the roster tables: entries, grants, and what follows from them elsewhere."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from helhedsplan_protocol import roster
from helhedsplan_protocol.records import space_digest
from helhedsplan_protocol.roster import Entry, Grant, SignedEntry, SignedGrant, entry_hash
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.roster_view import GrantDemand
from helhedsplan_protocol.wire import decode
from helhedsplan_server.store.engine import insert_replacing
from helhedsplan_server.store.journal import JournalEntry, JournalFrame, JournalGrant
from helhedsplan_server.store.tables import (
    grants,
    organisation,
    roster_entries,
    sessions,
    spaces,
)
from helhedsplan_server.surroundings import Randomness

EMPTY_DIGEST: Final = space_digest({})
_HELD: Final = select(grants.c.space, grants.c.epoch, grants.c.to_device)


class Addition(NamedTuple):
    """What one append adds: signed and decoded entries, signed and decoded grants."""

    entries: tuple[SignedEntry, ...]
    decoded: tuple[Entry, ...]
    grants: tuple[SignedGrant, ...] = ()
    granted: tuple[Grant, ...] = ()


def held_grants(connection: Connection) -> frozenset[GrantDemand]:
    """Return (space, epoch, to) of every stored grant."""
    rows = connection.execute(_HELD)
    return frozenset((row.space, row.epoch, row.to_device) for row in rows)


def store_addition(
    connection: Connection,
    after: RosterState,
    addition: Addition,
    randomness: Randomness,
    at: int,
    quota_bytes: int | None,
) -> list[JournalFrame]:
    """Write an append that was checked, and return what the journal must hold.

    New spaces get their row, the sessions of revoked and wiped devices end.
    """
    _store_entries(connection, after, addition.entries, at)
    frames: list[JournalFrame] = [
        JournalEntry(entry.n, signed.bytes, signed.sig)
        for signed, entry in zip(addition.entries, addition.decoded, strict=True)
    ]
    frames += _store_grants(connection, addition, at)
    open_spaces(connection, after, randomness, quota_bytes)
    first = after.n - len(addition.entries) + 1
    gone = [
        facts.device
        for facts in after.devices()
        if max(facts.revoked_n or 0, facts.wiped_n or 0) >= max(first, 1)
    ]
    if gone:
        connection.execute(delete(sessions).where(sessions.c.device.in_(gone)))
    return frames


def _store_entries(
    connection: Connection, after: RosterState, entries: Sequence[SignedEntry], at: int
) -> None:
    if not entries:
        return
    first = after.n - len(entries) + 1
    connection.execute(
        insert(roster_entries),
        [
            {
                "n": first + place,
                "bytes": signed.bytes,
                "sig": signed.sig,
                "hash": entry_hash(signed.bytes, signed.sig),
                "at": at,
            }
            for place, signed in enumerate(entries)
        ],
    )
    connection.execute(
        update(organisation).values(org=after.org, roster_n=after.n, roster_hash=after.head_hash)
    )


def _store_grants(connection: Connection, addition: Addition, at: int) -> list[JournalFrame]:
    pairs = list(zip(addition.grants, addition.granted, strict=True))
    insert_replacing(
        connection,
        grants,
        [
            {
                "space": grant.space,
                "epoch": grant.epoch,
                "to_device": grant.to,
                "bytes": signed.bytes,
                "sig": signed.sig,
                "at": at,
            }
            for signed, grant in pairs
        ],
    )
    return [
        JournalGrant(grant.space, grant.epoch, grant.to, signed.bytes, signed.sig)
        for signed, grant in pairs
    ]


def open_spaces(
    connection: Connection,
    state: RosterState,
    randomness: Randomness,
    quota_bytes: int | None,
) -> None:
    """Give every space of the roster that has none a row with a fresh lineage."""
    standing = set(connection.execute(select(spaces.c.space)).scalars())
    fresh = [facts.space for facts in state.spaces() if facts.space not in standing]
    if fresh:
        connection.execute(
            insert(spaces),
            [_new_space(space, randomness.bytes(16), quota_bytes) for space in fresh],
        )


def _new_space(space: bytes, lineage: bytes, quota_bytes: int | None) -> dict[str, object]:
    return {
        "space": space,
        "lineage": lineage,
        "head": 0,
        "digest_head": 0,
        "digest": EMPTY_DIGEST,
        "used_bytes": 0,
        "quota_bytes": quota_bytes,
        "frozen": False,
        "busy_until": 0,
    }


def rotations(entries: Iterable[Entry]) -> list[roster.Rotate]:
    """Return the decoded rotations among roster entries."""
    return [decode(entry.payload, roster.Rotate) for entry in entries if entry.type == "rotate"]
