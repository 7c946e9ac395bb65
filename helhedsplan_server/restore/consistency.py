"""Is this database the newest that clients have seen? Asked before anything is served."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import (
    GrantPlace,
    Journal,
    JournalEntry,
    JournalErasure,
    JournalFrame,
    JournalGrant,
)
from helhedsplan_server.store.tables import erasures, grants, records, roster_entries, spaces

RecordPlace = tuple[bytes, bytes]


class Remembered(NamedTuple):
    """What the journal holds: the last frame of each kind and key."""

    entries: dict[int, JournalEntry]
    grants: dict[GrantPlace, JournalGrant]
    erasures: dict[RecordPlace, JournalErasure]


def remembered(frames: Iterable[JournalFrame]) -> Remembered:
    """Return the frames of a journal as three tables."""
    found = Remembered({}, {}, {})
    for frame in frames:
        if isinstance(frame, JournalEntry):
            found.entries[frame.n] = frame
        elif isinstance(frame, JournalGrant):
            found.grants[frame.space, frame.epoch, frame.to_device] = frame
        else:
            found.erasures[frame.space, frame.rid] = frame
    return found


def check(connection: Connection, journal: Journal, high_water: HighWater) -> None:
    """Pass if nothing that was acknowledged is missing here, and complete journal and marks.

    Raises:
        StartError: the database is older than its journal or marks, or contradicts itself.
    """
    # Both are read before the snapshot begins: other processes only add to them after a commit.
    marks = high_water.marks()
    memory = remembered(journal.frames())
    _check_counters(connection)
    _check_marks(connection, marks)
    stored = ledgers(connection)
    behind = (
        memory.grants.keys() - stored.grants.keys(),
        memory.erasures.keys() - stored.erasures.keys(),
        memory.entries.keys() - stored.entries.keys(),
        {n for n, entry in memory.entries.items() if stored.entries.get(n, entry) != entry},
    )
    if any(behind):
        raise _restore_first()
    journal.append(_missing(memory, stored))
    for row in connection.execute(select(spaces)):
        high_water.raise_to(row.space, row.lineage, row.head)


def complete(store: Store, journal: Journal) -> None:
    """Write what was committed, but not journalled because a process or a connection broke."""
    memory = remembered(journal.frames())
    with store.read() as connection:
        missing = _missing(memory, ledgers(connection))
    journal.append(missing)


def _check_counters(connection: Connection) -> None:
    highest = (
        select(records.c.space, func.max(records.c.rev).label("rev"))
        .group_by(records.c.space)
        .subquery()
    )
    beyond = connection.execute(
        select(func.count())
        .select_from(spaces.join(highest, highest.c.space == spaces.c.space))
        .where(highest.c.rev > spaces.c.head)
    ).scalar_one()
    if beyond:
        raise StartError("A space holds rows beyond its own head: the database is damaged.")


def _check_marks(connection: Connection, marks: dict[bytes, tuple[bytes, int]]) -> None:
    rows = connection.execute(select(spaces.c.space, spaces.c.lineage, spaces.c.head))
    stored = {row.space: (row.lineage, row.head) for row in rows}
    for space, (lineage, head) in marks.items():
        known = stored.get(space)
        if known is None or known[0] != lineage or known[1] < head:
            raise _restore_first()


def ledgers(connection: Connection) -> Remembered:
    """Return roster, grants and erasures of the database in the form of the journal."""
    found = Remembered({}, {}, {})
    for row in connection.execute(select(roster_entries)):
        found.entries[row.n] = JournalEntry(row.n, row.bytes, row.sig)
    for row in connection.execute(select(grants)):
        place = (row.space, row.epoch, row.to_device)
        found.grants[place] = JournalGrant(*place, row.bytes, row.sig)
    for row in connection.execute(select(erasures)):
        found.erasures[row.space, row.rid] = JournalErasure(
            row.space, row.rid, row.vid, row.header, row.batch_bytes, row.batch_sig
        )
    return found


def _missing(memory: Remembered, stored: Remembered) -> list[JournalFrame]:
    """Return what was committed but not yet in the journal when the server stopped."""
    return [
        *(stored.entries[n] for n in sorted(stored.entries.keys() - memory.entries.keys())),
        *(g for place, g in stored.grants.items() if memory.grants.get(place) != g),
        *(stored.erasures[place] for place in stored.erasures.keys() - memory.erasures.keys()),
    ]


def _restore_first() -> StartError:
    return StartError(
        "The database is older than what clients have seen: "
        "run `helhedsplan-server restore` once before serving."
    )
