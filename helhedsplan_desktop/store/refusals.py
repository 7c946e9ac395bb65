"""What the server, the line or an older vocabulary would not let out, with the reason."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert as upsert

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import DIRECTORY, REFUSED

TO_HAND_OVER: Final = "to_hand_over"
"""Code of what a person wants a lead to have; the next round seals it."""

HANDED_OVER: Final = "handed_over"
"""Code of what waits sealed for a lead; also an event of the sync log."""

NOT_CLOSED: Final = "not_closed"
"""Code of a moved record whose old copy the server would not let end; also an event of the log."""

_LISTED: Final = (
    select(REFUSED.c.rid, REFUSED.c.space, REFUSED.c.code, REFUSED.c.at, DIRECTORY.c.noun)
    .outerjoin(DIRECTORY, DIRECTORY.c.rid == REFUSED.c.rid)
    .order_by(REFUSED.c.at.desc())
)
_OUTGROWN: Final = (
    "SELECT r.rid FROM refused r JOIN directory d ON d.rid = r.rid"
    " WHERE r.space = ? AND r.code = ? AND d.min_writer <= ?"
)


def refuse(
    connection: Connection, rid: bytes, space: bytes, vid: bytes, code: str, edit: int, at: int
) -> None:
    """Note that the server would not take a record's edit."""
    values = {"space": space, "vid": vid, "code": code, "edit": edit, "at": at}
    connection.execute(
        upsert(REFUSED)
        .values(rid=rid, **values)
        .on_conflict_do_update(index_elements=["rid"], set_=values)
    )


def accept(connection: Connection, rids: Sequence[bytes]) -> None:
    """Forget refusals of records that went through after all."""
    if raw.rows(connection, "SELECT 1 FROM refused LIMIT 1"):
        raw.run_within(connection, "DELETE FROM refused WHERE rid IN", rids)


def recode(connection: Connection, rids: Sequence[bytes], code: str) -> None:
    """Note what has become of refused records."""
    raw.run_within(connection, "UPDATE refused SET code = ? WHERE rid IN", rids, code)


def edits(connection: Connection, code: str) -> dict[bytes, int]:
    """Return record id to the edit number that was refused with a code."""
    return dict(raw.rows(connection, "SELECT rid, edit FROM refused WHERE code = ?", (code,)))


def times(connection: Connection, code: str) -> dict[bytes, tuple[bytes, int]]:
    """Return record id to (space, time) of what was refused with a code."""
    rows = raw.rows(connection, "SELECT rid, space, at FROM refused WHERE code = ?", (code,))
    return {rid: (space, at) for rid, space, at in rows}


def listed(connection: Connection) -> list[Row[*tuple[Any, ...]]]:
    """Return (rid, space, code, at, noun) of every refused record."""
    return list(connection.execute(_LISTED))


def outgrown(connection: Connection, space: bytes, code: str, schema: int) -> list[bytes]:
    """Return the records of a space that were refused with a code for an older vocabulary."""
    return [rid for (rid,) in raw.rows(connection, _OUTGROWN, (space, code, schema))]


def refused_before(connection: Connection, space: bytes, code: str, at: int) -> list[bytes]:
    """Return the records of a space that were refused with a code before a time."""
    query = "SELECT rid FROM refused WHERE space = ? AND code = ? AND at < ?"
    return [rid for (rid,) in raw.rows(connection, query, (space, code, at))]
