"""Throwing away what has had its time: run at start and every hour."""

from typing import Final

from sqlalchemy import Connection, delete, select

from helhedsplan_server.health.papers import drop_unnamed_papers
from helhedsplan_server.records.parcels import KEPT_MS as PARCELS_KEPT_MS
from helhedsplan_server.roster.access import is_frozen
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import (
    audit_events,
    challenges,
    history,
    parcels,
    sessions,
)
from helhedsplan_server.store.used_bytes import lock_space, size_of, take_off
from helhedsplan_server.surroundings import Clock, now_ms

_DAY_MS: Final = 24 * 60 * 60 * 1000

HISTORY_KEPT_MS: Final = 90 * _DAY_MS
"""Superseded versions can be looked at for 90 days."""


def tidy(store: Store, clock: Clock, access_events_days: int) -> None:
    """Delete ended sessions and challenges, history and parcels past their 90 days, unnamed papers.

    Access events go after `access_events_days`. A frozen server stays as it is.
    """
    at = now_ms(clock)
    with store.write() as connection:
        if is_frozen(connection):
            return
        connection.execute(delete(sessions).where(sessions.c.expires_at <= at))
        connection.execute(delete(challenges).where(challenges.c.expires_at <= at))
        until = at - access_events_days * _DAY_MS
        connection.execute(delete(audit_events).where(audit_events.c.at <= until))
        connection.execute(delete(parcels).where(parcels.c.at <= at - PARCELS_KEPT_MS))
    until = at - HISTORY_KEPT_MS
    with store.read() as connection:
        old = select(history.c.space).where(history.c.superseded_at <= until).distinct()
        found = connection.execute(old).scalars().all()
    for space in found:
        with store.write() as connection:
            _drop_history(connection, space, until)
    drop_unnamed_papers(store)


def _drop_history(connection: Connection, space: bytes, until: int) -> None:
    """Take old versions off the space's account; locked, so that no two processes count them."""
    lock_space(connection, space)
    old = (history.c.space == space, history.c.superseded_at <= until)
    freed = size_of(connection, history, *old)
    connection.execute(delete(history).where(*old))
    take_off(connection, space, freed)
