"""Lines of the sync log that tell what a colleague did: they stay until this person read them."""

from typing import Any, Final

from sqlalchemy import Connection, Row, select

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.tables import SYNC_LOG

LOG_KEPT: Final = 500
"""Lines of the log that stay whatever they tell."""

EVENTS: Final = ("erased", "settled")
_READ_UNTIL: Final = "news.read"

_OLD: Final = "id <= (SELECT max(id) FROM sync_log) - ?"
_READ: Final = "at <= (SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM setting WHERE name = ?)"
# Each line passes this stretch, so that nobody walks through all that is kept unread.
_TRIM: Final = (
    f"DELETE FROM sync_log WHERE {_OLD} AND id > (SELECT max(id) FROM sync_log) - ?"  # noqa: S608  our own words
    f" AND (event NOT IN (?, ?) OR {_READ})"
)
_END: Final = f"DELETE FROM sync_log WHERE {_OLD} AND {_READ}"  # noqa: S608  our own words


def trim(connection: Connection) -> None:
    """Take the lines away that fell out of the log; news that nobody read stay behind it."""
    raw.run(connection, _TRIM, (LOG_KEPT, 2 * LOG_KEPT, *EVENTS, _READ_UNTIL))


def unread(connection: Connection) -> list[Row[*tuple[Any, ...]]]:
    """Return (at, event, detail) of the news that were not put away, the newest first."""
    until = int(own_marks.setting(connection, _READ_UNTIL) or 0)
    return list(
        connection.execute(
            select(SYNC_LOG.c.at, SYNC_LOG.c.event, SYNC_LOG.c.detail)
            .where(SYNC_LOG.c.event.in_(EVENTS), SYNC_LOG.c.at > until)
            .order_by(SYNC_LOG.c.id.desc())
        )
    )


def put_away(connection: Connection, until: int) -> None:
    """Count the news up to a moment, in ms since 1970 UTC, as read."""
    own_marks.put_setting(connection, _READ_UNTIL, str(until))
    raw.run(connection, _END, (LOG_KEPT, _READ_UNTIL))
