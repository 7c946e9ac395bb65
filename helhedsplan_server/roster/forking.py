"""What may be appended while a branch of the log is known that no lead decided on yet."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster import Entry, EntryType
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.access import FORK_SECONDS
from helhedsplan_server.roster.book import Roster
from helhedsplan_server.store.tables import roster_entries

_ALWAYS: Final[frozenset[EntryType]] = frozenset(
    {"lineage_ack", "bulk_erase", "policy", "recovery_used"}
)
"""The first three change neither who is in nor which key counts; the sheet opens every door."""


def objection(before: Roster, entries: Sequence[Entry]) -> ErrorCode | None:
    """Return why these entries may not follow the log `before`; None if they may.

    Whom a branch put out signs nothing any more, however it arrives; and while a fork is open,
    a lead first decides before people are let in or out.
    """
    opened = [branch for branch in before.fork.branches if branch.resolved_n is None]
    for entry in entries:
        if entry.author in before.fork.revoked:
            return ErrorCode.DEVICE_REVOKED
        if entry.type == "fork_resolved":
            drop = decode(entry.payload, roster.ForkResolved).drop
            opened = [branch for branch in opened if drop not in branch.hashes]
        elif opened and entry.type not in _ALWAYS:
            return ErrorCode.SPACE_FROZEN
    return None


def check_branches(connection: Connection, before: Roster, entries: Sequence[Entry]) -> None:
    """Pass if these entries of one append may follow the log `before`.

    Raises:
        Refusal: `space_frozen` while a fork is open, `device_revoked` for an author whom a branch
            put out, `bad_request` for a decision on no open branch or for no entry of the log.
    """
    wrong = objection(before, entries)
    if wrong is not None:
        raise Refusal(wrong, after_seconds=FORK_SECONDS)
    for entry in entries:
        if entry.type == "fork_resolved":
            payload = decode(entry.payload, roster.ForkResolved)
            kept = select(roster_entries.c.n).where(roster_entries.c.hash == payload.keep)
            known = connection.execute(kept).scalar() is not None
            if not known or before.fork.droppable(payload.drop) is None:
                raise Refusal(ErrorCode.BAD_REQUEST)
