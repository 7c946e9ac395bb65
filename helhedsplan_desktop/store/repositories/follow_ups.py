"""Follow-ups: open ones, one contact's, figures."""

from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, func, select

from helhedsplan_desktop.rules.folding import words
from helhedsplan_desktop.store.search_index import newest
from helhedsplan_desktop.store.tables import DIRECTORY, table_of

FOLLOW_UP: Final = table_of("FollowUp")
CONTACT: Final = table_of("Contact")

_ROWS: Final[Select[Any]] = (
    select(
        FOLLOW_UP,
        CONTACT.c.name.label("contact_name"),
        CONTACT.c.department,
        CONTACT.c.identified,
        DIRECTORY.c.dirty,
        DIRECTORY.c.open_conflicts,
    )
    .join(DIRECTORY, DIRECTORY.c.rid == FOLLOW_UP.c.id)
    .outerjoin(CONTACT, CONTACT.c.id == FOLLOW_UP.c.contact)
)


def open_ones(connection: Connection, owner: bytes | None, limit: int) -> list[RowMapping]:
    """Return open follow-ups of `owner` (None: of everyone), the earliest due first."""
    query = _ROWS.where(FOLLOW_UP.c.status == "open")
    if owner is not None:
        query = query.where(FOLLOW_UP.c.owner == owner)
    ordered = query.order_by(FOLLOW_UP.c.due_on, FOLLOW_UP.c.due_at, FOLLOW_UP.c.seq)
    return list(connection.execute(ordered.limit(limit)).mappings())


def closed_since(connection: Connection, owner: bytes | None, day: str) -> list[RowMapping]:
    """Return follow-ups done since a day, ISO 8601, the latest first."""
    query = _ROWS.where(FOLLOW_UP.c.status == "done", FOLLOW_UP.c.closed_on >= day)
    if owner is not None:
        query = query.where(FOLLOW_UP.c.owner == owner)
    return list(
        connection.execute(query.order_by(FOLLOW_UP.c.closed_on.desc()).limit(20)).mappings()
    )


def of_contact(connection: Connection, contact: bytes) -> list[RowMapping]:
    """Return every follow-up of a contact, the earliest due first."""
    return list(
        connection.execute(
            _ROWS.where(FOLLOW_UP.c.contact == contact).order_by(FOLLOW_UP.c.due_on)
        ).mappings()
    )


def open_about(connection: Connection, note: bytes, owner: bytes, priority: str) -> list[bytes]:
    """Return the open follow-ups of `owner` that came from a note and have this priority."""
    wanted = (
        FOLLOW_UP.c.note == note,
        FOLLOW_UP.c.owner == owner,
        FOLLOW_UP.c.priority == priority,
        FOLLOW_UP.c.status == "open",
    )
    return list(connection.execute(select(FOLLOW_UP.c.id).where(*wanted)).scalars())


def get(connection: Connection, rid: bytes) -> RowMapping | None:
    """Return one follow-up."""
    return connection.execute(_ROWS.where(FOLLOW_UP.c.id == rid)).mappings().first()


def found(connection: Connection, typed: str, limit: int) -> list[RowMapping]:
    """Return hits, newest first."""
    return list(
        connection.execute(
            _ROWS.where(
                FOLLOW_UP.c.seq.in_(newest(connection, "FollowUp", words(typed), limit))
            ).order_by(FOLLOW_UP.c.seq.desc())
        ).mappings()
    )


def done_since(connection: Connection, owner: bytes, day: str) -> int:
    """Return how many follow-ups `owner` has done since a day, ISO 8601."""
    return connection.execute(
        select(func.count())
        .select_from(FOLLOW_UP)
        .where(
            FOLLOW_UP.c.owner == owner,
            FOLLOW_UP.c.status == "done",
            FOLLOW_UP.c.closed_on >= day,
        )
    ).scalar_one()
