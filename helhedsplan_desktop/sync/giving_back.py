"""Showing the old copies of records that were moved into a space which has been left since.

The record was put in its new space, and its old copy was not closed yet. Who cannot see the new
space any more has the old copy; a member of both closes it, as always. What was unsent on the
record was handed over before. Source: docs/sync.md, moving a record.
"""

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.store import directory, parcels, sealed, sync_marks
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import ALIVE, MIRROR
from helhedsplan_desktop.sync.arrivals import show_again
from helhedsplan_desktop.sync.judging import judged_again
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol.records import PUT

AT_ONCE: Final = 50
"""Records in one unit, so that a person's save need not wait."""


def give_back(store: Store, trust: Trust) -> int:
    """Show the old copies of records whose home was left; return how many."""
    mine = trust.spaces()
    with store.read() as connection:
        if all(space in mine for space in parcels.spaces(connection)):
            return 0
        found = [each for row in _old_copies(connection, mine) for each in judged_again(trust, row)]
    for at in range(0, len(found), AT_ONCE):
        with store.write_for_sync() as unit:
            show_again(unit, found[at : at + AT_ONCE], trust.keys)
    return len(found)


def _old_copies(connection: Connection, mine: Collection[bytes]) -> Iterator[SealedRow]:
    """Give one old copy in a space of ours of each settled record that is at home in no such."""
    rids = sealed.of_two_spaces(connection)
    held = sealed.everywhere(connection, rids)
    raw = {space: sync_marks.quarantined_rids(connection, space) for space in mine}
    for rid, entry in directory.entries(connection, rids).items():
        if entry.space in mine or entry.dirty or entry.frozen or entry.life != ALIVE:
            continue
        copies = [
            row
            for row in held[rid]
            if row.state == MIRROR and row.kind == PUT and row.vid in entry.ancestors
            if row.space in mine and rid not in raw[row.space]
        ]
        if copies:
            yield min(copies)
