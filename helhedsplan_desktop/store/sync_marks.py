"""Where syncing stands: cursors, roster, keys, quarantine, refusals, the log."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from helhedsplan_desktop.store import buckets, news_lines, raw
from helhedsplan_desktop.store.tables import (
    ALIVE,
    DIRECTORY,
    QUARANTINE,
    ROSTER,
    SPACE,
    SPACE_KEY,
    SYNC_LOG,
)
from helhedsplan_protocol.records import bucket_of
from helhedsplan_protocol.roster import SignedEntry

OPEN: Final = "open"
DONE: Final = "done"
SPOILT: Final = frozenset({"bad_signature", "bad_header"})
"""Quarantine reasons of bytes that changed since their author signed them."""

DELETION_WAITS: Final = "deletion_waits"
"""Quarantine reason of a deletion that waits for the end of its pull, or for a person's word."""

MOVE_WAITS: Final = "move_waits"
"""Quarantine reason of a `move` that waits for the record to arrive in its new space."""

MOVED_AWAY: Final = "moved_away"
"""Quarantine reason of a `move` out of sight that waits until unsent work is handed over."""

WAITING: Final = frozenset({DELETION_WAITS, MOVE_WAITS, MOVED_AWAY})
"""Reasons of what is understood and only waits."""


@dataclass(frozen=True, slots=True)
class SpaceMark:
    """Where the sync of one space stands; `first_head` is set while the first sync runs."""

    space: bytes
    lineage: bytes | None = None
    cursor: int = 0
    first_head: int | None = None
    first_sync: str = OPEN
    synced_at: int | None = None
    mismatches: int = 0


_MARK: Final = f"SELECT {', '.join(SpaceMark.__slots__)} FROM {SPACE.name} WHERE space = ?"  # noqa: S608  our own names


_PUT_MARK: Final = (
    f"{raw.insertion(SPACE, SpaceMark.__slots__)} ON CONFLICT (space) DO UPDATE SET"
    f" {', '.join(f'{name} = excluded.{name}' for name in SpaceMark.__slots__[1:])}"
)


def space_mark(connection: Connection, space: bytes) -> SpaceMark:
    """Return where the sync of a space stands."""
    for row in raw.rows(connection, _MARK, (space,)):
        return SpaceMark(*row)
    return SpaceMark(space)


def put_space_mark(connection: Connection, mark: SpaceMark) -> None:
    """Store where the sync of a space stands."""
    raw.run(connection, _PUT_MARK, [getattr(mark, name) for name in SpaceMark.__slots__])


def pass_own(connection: Connection, space: bytes, revs: Sequence[int], head: int) -> None:
    """Move the cursor past our own revisions if nobody else's stand between."""
    mark = space_mark(connection, space)
    if revs and sorted(revs) == list(range(mark.cursor + 1, head + 1)):
        put_space_mark(connection, replace(mark, cursor=head))


def first_sync_done(connection: Connection) -> bool:
    """Return False while a space waits for the end of its first sync."""
    waiting = connection.execute(
        select(func.count()).select_from(SPACE).where(SPACE.c.first_sync == OPEN)
    ).scalar_one()
    return waiting == 0


_ENTRIES: Final = "SELECT bytes, sig FROM roster WHERE n >= ? ORDER BY n"
_KEYS: Final = "SELECT space, epoch, key FROM space_key"
_PUT_KEY: Final = (
    "INSERT INTO space_key (space, epoch, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
)
_TRY_AGAIN: Final = "UPDATE quarantine SET program = '' WHERE space = ? AND reason = 'no_key'"


def roster_entries(connection: Connection, first_n: int = 0) -> list[SignedEntry]:
    """Return the verified roster, from genesis or from a later entry on."""
    return [SignedEntry(*row) for row in raw.rows(connection, _ENTRIES, (first_n,))]


def add_roster_entries(
    connection: Connection, first_n: int, entries: Sequence[SignedEntry]
) -> None:
    """Store verified entries that follow those that are here."""
    if entries:
        connection.execute(
            insert(ROSTER),
            [
                {"n": first_n + at, "bytes": entry.bytes, "sig": entry.sig}
                for at, entry in enumerate(entries)
            ],
        )


def cut_roster(connection: Connection, first_n: int) -> None:
    """Take the entries from a number on away: their branch was given up."""
    connection.execute(delete(ROSTER).where(ROSTER.c.n >= first_n))


def forget_space_key(connection: Connection, space: bytes, epoch: int) -> None:
    """Take a key away: its epoch was of a branch that was given up."""
    connection.execute(
        delete(SPACE_KEY).where(SPACE_KEY.c.space == space, SPACE_KEY.c.epoch == epoch)
    )


def space_keys(connection: Connection) -> dict[tuple[bytes, int], bytes]:
    """Return (space, epoch) to its key."""
    return {(space, epoch): key for space, epoch, key in raw.rows(connection, _KEYS)}


def put_space_key(connection: Connection, space: bytes, epoch: int, key: bytes) -> None:
    """Store a key that the canary proved; what waited for a key is tried again."""
    raw.run(connection, _PUT_KEY, (space, epoch, key))
    raw.run(connection, _TRY_AGAIN, (space,))


def clear_trust(connection: Connection) -> None:
    """Forget roster and keys: this laptop begins anew."""
    connection.execute(delete(ROSTER))
    connection.execute(delete(SPACE_KEY))


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A received version that could not be opened or understood, raw.

    `roster_n` is below zero if a fork was open when it was tried last.
    """

    space: bytes
    rid: bytes
    vid: bytes
    rev: int
    reason: str
    program: str
    roster_n: int
    at: int
    item: bytes
    batch: bytes
    vouch: bytes | None


_QUARANTINED: Final = (
    f"SELECT {', '.join(Quarantined.__slots__)} FROM quarantine"  # noqa: S608  our own names
    " WHERE ? IS NULL OR space = ? ORDER BY id"
)
_HELD_RAW: Final = "SELECT rid FROM quarantine WHERE space = ?"
_QUARANTINED_RIDS: Final = "SELECT rid FROM quarantine WHERE space = ? AND rev > 0"


def put_quarantine(connection: Connection, rows: Sequence[Quarantined]) -> None:
    """Keep versions raw, over older ones of the same records."""
    for row in rows:
        values = {name: getattr(row, name) for name in Quarantined.__slots__}
        values["bucket"] = bucket_of(row.rid)
        connection.execute(
            upsert(QUARANTINE)
            .values(values)
            .on_conflict_do_update(
                index_elements=["rid", "space"],
                set_={k: v for k, v in values.items() if k not in {"rid", "space"}},
            )
        )
        buckets.mark_stale(connection, [(row.space, row.rid)])


_OF_REASON: Final = "SELECT space, rid FROM quarantine WHERE reason = ?"


def quarantined(connection: Connection, space: bytes | None = None) -> list[Quarantined]:
    """Return what is kept raw, of one space or of all, waiting deletions too."""
    rows = raw.rows(connection, _QUARANTINED, (space, space))
    return [Quarantined(*row) for row in rows]


def rids_of_reason(connection: Connection, reason: str) -> dict[bytes, set[bytes]]:
    """Return space to the records of which a version is kept raw for one reason."""
    found: dict[bytes, set[bytes]] = {}
    for space, rid in raw.rows(connection, _OF_REASON, (reason,)):
        found.setdefault(space, set()).add(rid)
    return found


def waiting_deletions(connection: Connection) -> list[tuple[bytes, int]]:
    """Return (space, count) of deletions that wait for a person's word."""
    rows = connection.execute(
        select(QUARANTINE.c.space, func.count())
        .where(QUARANTINE.c.reason == DELETION_WAITS)
        .group_by(QUARANTINE.c.space)
        .order_by(QUARANTINE.c.space)
    )
    return [(space, count) for space, count in rows]


def quarantined_rids(connection: Connection, space: bytes) -> set[bytes]:
    """Return the records of which the server's version is kept raw."""
    return {rid for (rid,) in raw.rows(connection, _QUARANTINED_RIDS, (space,))}


def outlive_quarantine(connection: Connection, space: bytes, rids: Sequence[bytes]) -> None:
    """Keep raw versions that the server lost, out of the way of digests and pushes.

    A deletion that waited for a person's word is not kept: whoever deleted offers it again. Nor
    are bytes that nobody signed: they are no version.
    """
    for at in range(0, len(rids), 500):
        here = (QUARANTINE.c.space == space, QUARANTINE.c.rid.in_(rids[at : at + 500]))
        worthless = QUARANTINE.c.reason.in_(WAITING | SPOILT)
        connection.execute(delete(QUARANTINE).where(*here, worthless))
        connection.execute(update(QUARANTINE).where(*here).values(rev=0))
    buckets.mark_stale(connection, [(space, rid) for rid in rids])


def judge_anew(connection: Connection, space: bytes) -> None:
    """Let what is kept raw be asked for again: its revisions are of an earlier history."""
    raw.run(connection, "UPDATE quarantine SET program = '' WHERE space = ? AND rev > 0", (space,))


def release(connection: Connection, space: bytes, rids: Sequence[bytes]) -> None:
    """Take records out of the quarantine: a version of them was understood."""
    there = {rid for (rid,) in raw.rows(connection, _HELD_RAW, (space,))}
    ended = [rid for rid in rids if rid in there]
    if not ended:
        return
    raw.run_within(connection, "DELETE FROM quarantine WHERE space = ? AND rid IN", ended, space)
    buckets.mark_stale(connection, [(space, rid) for rid in ended])


_TAILS: Final = "SELECT rid, ancestors FROM directory WHERE rid IN"
_VIDS: Final = "SELECT rid, vid FROM sealed WHERE space = ? AND rid IN"


def known_vids(
    connection: Connection, space: bytes, rids: Sequence[bytes]
) -> dict[bytes, frozenset[bytes]]:
    """Return record id to the versions of it that were judged or made here.

    Those that are held, and the ancestors of the local one: a server that went back shows them.
    """
    found: dict[bytes, set[bytes]] = {
        rid: {tail[start : start + 16] for start in range(0, len(tail), 16)}
        for rid, tail in raw.within(connection, _TAILS, rids)
    }
    for rid, vid in raw.within(connection, _VIDS, rids, space):
        found.setdefault(rid, set()).add(vid)
    return {rid: frozenset(vids) for rid, vids in found.items()}


_DIRTY: Final = (
    "SELECT d.rid FROM directory d LEFT JOIN refused r ON r.rid = d.rid"
    " WHERE d.dirty > 0 AND d.frozen = 0 AND d.space = ? AND (r.edit IS NULL OR r.edit < d.dirty)"
    " ORDER BY d.dirty, d.id LIMIT ?"
)


def dirty(connection: Connection, space: bytes, limit: int) -> list[bytes]:
    """Return records of a space to be sent, the oldest edit first; refused edits wait."""
    return [rid for (rid,) in raw.rows(connection, _DIRTY, (space, limit))]


def retire_frozen(connection: Connection, rids: Sequence[bytes]) -> None:
    """Let records be frozen anew."""
    for at in range(0, len(rids), 500):
        connection.execute(
            update(DIRECTORY).where(DIRECTORY.c.rid.in_(rids[at : at + 500])).values(frozen=0)
        )


def mark_reoffer(connection: Connection, rids: Sequence[bytes]) -> None:
    """Mark records whose version the server lost."""
    for at in range(0, len(rids), 500):
        connection.execute(
            update(DIRECTORY).where(DIRECTORY.c.rid.in_(rids[at : at + 500])).values(reoffer=True)
        )


# Written as its index is, which holds these few records only.
_REOFFERED: Final = "SELECT rid FROM directory WHERE reoffer > 0 AND space = ?"
_REOFFERING: Final = "SELECT DISTINCT space FROM directory WHERE reoffer > 0"


def reoffering(connection: Connection) -> set[bytes]:
    """Return the spaces that have marked records."""
    return {space for (space,) in raw.rows(connection, _REOFFERING)}


def reoffered(connection: Connection, space: bytes) -> list[bytes]:
    """Return the marked records of a space."""
    return [rid for (rid,) in raw.rows(connection, _REOFFERED, (space,))]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much waits: for the chip, the report and the sync page.

    `deletions`: received deletions, more at once than are believed without a person's word.
    """

    unsent: int
    refused: int
    quarantined: int
    deletions: int
    conflicts: int


_COUNTS: Final = (
    "SELECT (SELECT count(*) FROM directory WHERE dirty > 0 AND noun != 'DeviceReport'),"  # noqa: S608  our own words
    " (SELECT count(*) FROM refused),"
    f" (SELECT count(*) FROM quarantine WHERE reason NOT IN ({', '.join('?' * len(WAITING))})),"
    " (SELECT count(*) FROM quarantine WHERE reason = ?),"
    " (SELECT count(*) FROM directory WHERE open_conflicts > 0 AND life = ?)"
)


def counts(connection: Connection) -> Counts:
    """Return how much waits."""
    values = (*WAITING, DELETION_WAITS, ALIVE)
    ((unsent, refused, quarantined, deletions, conflicts),) = raw.rows(connection, _COUNTS, values)
    return Counts(unsent, refused, quarantined, deletions, conflicts)


_WORK: Final = (
    "SELECT EXISTS (SELECT 1 FROM directory d WHERE d.dirty > 0 AND (d.space = ? OR EXISTS"
    " (SELECT 1 FROM sealed s WHERE s.rid = d.rid AND s.space = ? AND s.state != 'mirror')))"
    " OR EXISTS (SELECT 1 FROM refused WHERE space = ?)"
)


def may_send(connection: Connection, space: bytes) -> bool:
    """Return False if nothing at all waits to be sent to a space, as nearly always."""
    ((found,),) = raw.rows(connection, _WORK, (space, space, space))
    return bool(found)


_ANYTHING_WAITS: Final = (
    "SELECT EXISTS (SELECT 1 FROM directory WHERE dirty > 0 AND noun != 'DeviceReport')"
    " OR EXISTS (SELECT 1 FROM quarantine WHERE reason NOT IN (SELECT value FROM json_each(?)))"
)


def anything_waits(connection: Connection) -> bool:
    """Return True if something is unsent or could not be understood: asked in every round."""
    waiting = json.dumps(sorted(WAITING))
    return bool(raw.rows(connection, _ANYTHING_WAITS, (waiting,))[0][0])


def waiting(connection: Connection, limit: int) -> list[tuple[bytes, str]]:
    """Return (rid, noun) of what waits to be sent, the oldest edit first."""
    rows = connection.execute(
        select(DIRECTORY.c.rid, DIRECTORY.c.noun)
        .where(DIRECTORY.c.dirty > 0, DIRECTORY.c.noun != "DeviceReport")
        .order_by(DIRECTORY.c.dirty)
        .limit(limit)
    )
    return [(rid, noun) for rid, noun in rows]


_LOG: Final = raw.insertion(SYNC_LOG, ("at", "event", "count", "detail"))


def log(connection: Connection, at: int, event: str, count: int = 0, detail: str = "") -> None:
    """Append a line to the sync log; the last 500 are kept, and what nobody has read yet."""
    raw.run(connection, _LOG, (at, event, count, detail))
    news_lines.trim(connection)


def log_lines(connection: Connection, limit: int) -> list[Row[*tuple[Any, ...]]]:
    """Return (at, event, count, detail), the newest first."""
    return list(
        connection.execute(
            select(SYNC_LOG.c.at, SYNC_LOG.c.event, SYNC_LOG.c.count, SYNC_LOG.c.detail)
            .order_by(SYNC_LOG.c.id.desc())
            .limit(limit)
        )
    )
