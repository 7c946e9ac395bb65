"""Throwing away what has had its time: run at start and every hour."""

from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from helhedsplan_server.records.parcels import KEPT_MS as PARCELS_KEPT_MS
from helhedsplan_server.roster.access import is_frozen
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import challenges, history, parcels, sessions, spaces
from helhedsplan_server.surroundings import Clock, now_ms

HISTORY_KEPT_MS: Final = 90 * 24 * 60 * 60 * 1000
"""Superseded versions can be looked at for 90 days."""


def tidy(store: Store, clock: Clock) -> None:
    """Delete ended sessions and challenges, and history and parcels past their 90 days.

    A frozen server stays as it is.
    """
    at = now_ms(clock)
    with store.write() as connection:
        if is_frozen(connection):
            return
        connection.execute(delete(sessions).where(sessions.c.expires_at <= at))
        connection.execute(delete(challenges).where(challenges.c.expires_at <= at))
        connection.execute(delete(parcels).where(parcels.c.at <= at - PARCELS_KEPT_MS))
        _drop_history(connection, at - HISTORY_KEPT_MS)


def _drop_history(connection: Connection, until: int) -> None:
    old = history.c.superseded_at <= until
    freed = connection.execute(
        select(history.c.space, func.sum(history.c.size).label("size"))
        .where(old)
        .group_by(history.c.space)
    ).all()
    for row in freed:
        connection.execute(
            update(spaces)
            .where(spaces.c.space == row.space)
            .values(used_bytes=spaces.c.used_bytes - row.size)
        )
    connection.execute(delete(history).where(old))
