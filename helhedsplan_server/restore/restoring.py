"""Making a database that was put back from a copy fit to serve: journal applied, lineages anew."""

from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from helhedsplan_protocol.records import ERASE, Batch, Header, Signed, bucket_of
from helhedsplan_protocol.roster import SignedEntry, entry_hash
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import StartError
from helhedsplan_server.records.manifests import Paper
from helhedsplan_server.restore.consistency import Remembered, ledgers, remembered
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.roster.ledger import EMPTY_DIGEST, open_spaces
from helhedsplan_server.store.engine import Store, insert_ignoring, insert_replacing
from helhedsplan_server.store.high_water import HighWater
from helhedsplan_server.store.journal import Journal, JournalErasure
from helhedsplan_server.store.tables import (
    batches,
    buckets,
    challenges,
    erasures,
    grants,
    history,
    organisation,
    records,
    restores,
    roster_entries,
    sessions,
    spaces,
    vids,
)
from helhedsplan_server.store.used_bytes import recount
from helhedsplan_server.surroundings import Clock, Randomness, now_ms


class Restored(NamedTuple):
    """What was put back from the journal."""

    entries: int
    grants: int
    erasures: int


def restore(
    store: Store,
    journal: Journal,
    high_water: HighWater,
    clock: Clock,
    randomness: Randomness,
    quota_bytes: int | None,
) -> Restored:
    """Bring a put-back database up to its journal, and return what that added.

    Every space gets a new lineage, because acknowledged versions may be missing; every session
    and ratchet ends. Clients then compare and offer again what is missing here.

    Raises:
        StartError: journal and database belong to different logs.
    """
    memory = remembered(journal.frames())
    with store.write(alone=True) as connection:
        at, restore_id = now_ms(clock), randomness.bytes(16)
        copied_n = connection.execute(select(organisation.c.roster_n)).scalar_one()
        state, entries = _restore_roster(connection, memory, at)
        given = _restore_grants(connection, memory, at)
        connection.execute(update(organisation).values(restore_id=restore_id))
        # The journal may have lost entries too: from here on the log can have branches.
        connection.execute(insert(restores).values(restore_id=restore_id, log_n=copied_n, at=at))
        connection.execute(delete(sessions))
        connection.execute(delete(challenges))
        _renew_lineages(connection, randomness)
        open_spaces(connection, state, randomness, quota_bytes)
        erased = [_erase_again(connection, erasure, at) for erasure in memory.erasures.values()]
        recount(connection)
        marks = connection.execute(select(spaces.c.space, spaces.c.lineage, spaces.c.head)).all()
    high_water.replace({row.space: (row.lineage, row.head) for row in marks})
    return Restored(entries, given, sum(erased))


def _restore_roster(connection: Connection, memory: Remembered, at: int) -> tuple[RosterState, int]:
    before = RosterBook().at(connection)
    state = before.clone()
    shared = {n: entry for n, entry in memory.entries.items() if n <= before.n}
    if shared != {n: entry for n, entry in ledgers(connection).entries.items() if n in shared}:
        raise StartError(
            "Journal and database hold different rosters: this database is of another "
            "organisation, or of a branch of the log that the journal does not know."
        )
    later = [memory.entries[n] for n in sorted(memory.entries) if n > before.n]
    try:
        state.extend(SignedEntry(entry.bytes, entry.sig) for entry in later)
    except RosterError as bad:
        raise StartError("The journal does not continue the log of this database.") from bad
    if later:
        connection.execute(
            insert(roster_entries),
            [
                {
                    "n": entry.n,
                    "bytes": entry.bytes,
                    "sig": entry.sig,
                    "hash": entry_hash(entry.bytes, entry.sig),
                    "at": at,
                }
                for entry in later
            ],
        )
        connection.execute(
            update(organisation).values(
                org=state.org, roster_n=state.n, roster_hash=state.head_hash
            )
        )
    return state, len(later)


def _restore_grants(connection: Connection, memory: Remembered, at: int) -> int:
    rows = connection.execute(
        select(grants.c.space, grants.c.epoch, grants.c.to_device, grants.c.bytes)
    )
    stored = {(row.space, row.epoch, row.to_device): row.bytes for row in rows}
    later = [g for place, g in memory.grants.items() if stored.get(place) != g.bytes]
    insert_replacing(
        connection,
        grants,
        [
            {
                "space": grant.space,
                "epoch": grant.epoch,
                "to_device": grant.to_device,
                "bytes": grant.bytes,
                "sig": grant.sig,
                "at": at,
            }
            for grant in later
        ],
    )
    return len(later)


def _renew_lineages(connection: Connection, randomness: Randomness) -> None:
    connection.execute(delete(buckets))
    for space in connection.execute(select(spaces.c.space)).scalars().all():
        connection.execute(
            update(spaces)
            .where(spaces.c.space == space)
            .values(lineage=randomness.bytes(16), digest_head=0, digest=EMPTY_DIGEST, busy_until=0)
        )


def _erase_again(connection: Connection, erasure: JournalErasure, at: int) -> bool:
    """Put an erase of the journal back at head+1 and remove what it erases; False if it stands."""
    place = (erasures.c.space == erasure.space, erasures.c.rid == erasure.rid)
    if connection.execute(select(erasures.c.vid).where(*place)).scalar() is not None:
        return False
    header = decode(erasure.header, Header)
    paper = Paper(Signed(erasure.batch_bytes, erasure.batch_sig), Batch)
    for table in (records, history):
        old = (table.c.space == erasure.space, table.c.rid == erasure.rid)
        connection.execute(delete(table).where(*old))
    head = connection.execute(select(spaces.c.head).where(spaces.c.space == erasure.space))
    rev = head.scalar_one() + 1
    connection.execute(
        insert(records).values(
            space=erasure.space,
            rid=erasure.rid,
            vid=erasure.vid,
            rev=rev,
            bucket=bucket_of(erasure.rid),
            kind=ERASE,
            epoch=header.epoch,
            size=len(erasure.header),
            batch=paper.key,
            vouch=None,
            at=at,
            header=erasure.header,
            nonce=b"",
            ct=b"",
        )
    )
    insert_ignoring(connection, batches, [paper.row(erasure.space)])
    insert_replacing(connection, vids, [{"space": erasure.space, "vid": erasure.vid, "rev": rev}])
    connection.execute(
        insert(erasures).values(
            space=erasure.space,
            rid=erasure.rid,
            vid=erasure.vid,
            header=erasure.header,
            batch_bytes=erasure.batch_bytes,
            batch_sig=erasure.batch_sig,
            at=at,
        )
    )
    connection.execute(update(spaces).where(spaces.c.space == erasure.space).values(head=rev))
    return True
