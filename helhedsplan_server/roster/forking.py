"""What may be appended while a branch of the log is known that no lead decided on yet."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, select

from helhedsplan_protocol import roster
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster import Entry, EntryType
from helhedsplan_protocol.roster_fork import Branch
from helhedsplan_protocol.wire import decode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.access import FORK_SECONDS
from helhedsplan_server.roster.book import Roster
from helhedsplan_server.store.tables import roster_entries

_ALWAYS: Final[frozenset[EntryType]] = frozenset({"lineage_ack", "bulk_erase", "policy"})
"""These change neither who is in nor which key counts."""


def check_branches(connection: Connection, before: Roster, entries: Sequence[Entry]) -> None:
    """Pass if these entries may follow the log `before`: first decide, then let people in or out.

    Raises:
        Refusal: `space_frozen` while a fork is open, `bad_request` for a decision on no open
            branch or for an entry that the log does not hold, `device_revoked` when a branch put
            its author out.
    """
    opened = [branch for branch in before.fork.branches if branch.resolved_n is None]
    for entry in entries:
        if entry.type == "fork_resolved":
            opened = _decided(connection, before, entry, opened)
        elif opened and entry.type not in _ALWAYS:
            raise Refusal(ErrorCode.SPACE_FROZEN, after_seconds=FORK_SECONDS)


def _decided(
    connection: Connection, before: Roster, entry: Entry, opened: list[Branch]
) -> list[Branch]:
    """Return the branches that are open after this decision."""
    payload = decode(entry.payload, roster.ForkResolved)
    dropped = [branch for branch in opened if payload.drop in branch.hashes]
    kept = select(roster_entries.c.n).where(roster_entries.c.hash == payload.keep)
    if not dropped or connection.execute(kept).scalar() is None:
        raise Refusal(ErrorCode.BAD_REQUEST)
    if entry.author in before.fork.revoked:
        raise Refusal(ErrorCode.DEVICE_REVOKED)
    return [branch for branch in opened if branch not in dropped]
