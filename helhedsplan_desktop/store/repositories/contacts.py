"""Contacts: lists, one contact, duplicates."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, RowMapping, ScalarSelect, and_, func, select, text

from helhedsplan_desktop.records.follow_ups import QUESTION
from helhedsplan_desktop.rules.folding import words
from helhedsplan_desktop.store.search_index import match_expression, newest
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, LINKS, table_of

CONTACT: Final = table_of("Contact")
FOLLOW_UP: Final = table_of("FollowUp")
NOTE: Final = table_of("Note")
ABOUT: Final = LINKS["Note"]["contacts"]


def _last_contact() -> ScalarSelect[Any]:
    return select(func.max(ABOUT.c.place)).where(ABOUT.c.target == CONTACT.c.id).scalar_subquery()


def _next_step() -> ScalarSelect[Any]:
    inner = FOLLOW_UP.alias("earliest")
    return (
        select(inner.c.seq)
        .where(
            inner.c.contact == CONTACT.c.id,
            inner.c.status == "open",
            # What a lead asks the author of a note is no step with the contact.
            inner.c.priority != QUESTION,
        )
        .order_by(inner.c.due_on, inner.c.due_at)
        .limit(1)
        .scalar_subquery()
    )


Found = Row[*tuple[Any, ...]]
"""(id, name, alias, identified, department, owner) of a hit."""

LIST_COLUMNS: Final = (
    CONTACT.c.id,
    CONTACT.c.name,
    CONTACT.c.alias,
    CONTACT.c.identified,
    CONTACT.c.department,
    CONTACT.c.areas,
    CONTACT.c.owner,
    CONTACT.c.status,
    CONTACT.c.protected,
    CONTACT.c.informed_on,
    CONTACT.c.made_at,
    _last_contact().label("last_contact"),
    FOLLOW_UP.c.id.label("step"),
    FOLLOW_UP.c.what,
    FOLLOW_UP.c.due_on,
    FOLLOW_UP.c.due_at,
    FOLLOW_UP.c.area.label("step_area"),
    DIRECTORY.c.dirty,
    DIRECTORY.c.open_conflicts,
)
"""What a row of a list is made of, in this order."""

_LISTED: Final = select(*LIST_COLUMNS).select_from(
    CONTACT.join(DIRECTORY, DIRECTORY.c.rid == CONTACT.c.id).outerjoin(
        FOLLOW_UP, FOLLOW_UP.c.seq == _next_step()
    )
)


def listed(
    connection: Connection,
    *,
    owner: bytes | None = None,
    area: str = "",
    department: bytes | None = None,
    status: str = "",
    typed: str = "",
) -> list[Row[*tuple[Any, ...]]]:
    """Return list rows of the contacts that fit every given condition, newest first.

    Args:
        owner: user id of the case owner; None for all.
        typed: words or beginnings of words in name, alias, stairwell or phone.
    """
    query = _LISTED
    if owner is not None:
        query = query.where(CONTACT.c.owner == owner)
    if area:
        query = query.where(CONTACT.c.areas.op("LIKE")(text("'%,' || :area || ',%'")))
    if department is not None:
        query = query.where(CONTACT.c.department == department)
    if status:
        query = query.where(CONTACT.c.status == status)
    parameters: dict[str, Any] = {"area": area} if area else {}
    if found := words(typed):
        query = query.where(
            text(
                "contact.seq IN"
                " (SELECT rowid FROM search_contact WHERE search_contact MATCH :words)"
            )
        )
        parameters["words"] = match_expression(found)
    return list(connection.execute(query.order_by(CONTACT.c.seq.desc()), parameters))


def one_listed(connection: Connection, rid: bytes) -> Row[*tuple[Any, ...]] | None:
    """Return the list row of one contact."""
    return connection.execute(_LISTED.where(CONTACT.c.id == rid)).first()


def get(connection: Connection, rid: bytes) -> RowMapping | None:
    """Return one contact with all columns."""
    return connection.execute(select(CONTACT).where(CONTACT.c.id == rid)).mappings().first()


def counts(connection: Connection, owner: bytes, today: str) -> tuple[int, int, int]:
    """Return how many contacts there are, how many `owner` has and how many of those are late."""
    total, mine = connection.execute(
        select(func.count(), func.count().filter(CONTACT.c.owner == owner)).select_from(CONTACT)
    ).one()
    overdue = connection.execute(
        select(func.count(func.distinct(FOLLOW_UP.c.contact)))
        .select_from(FOLLOW_UP.join(CONTACT, CONTACT.c.id == FOLLOW_UP.c.contact))
        .where(FOLLOW_UP.c.status == "open", FOLLOW_UP.c.due_on < today, CONTACT.c.owner == owner)
    ).scalar_one()
    return total, mine, overdue


def names(connection: Connection, rids: list[bytes]) -> dict[bytes, tuple[str, bool]]:
    """Return contact id to (name, identified) for those of `rids` that are here."""
    found: dict[bytes, tuple[str, bool]] = {}
    for at in range(0, len(rids), 500):
        rows = connection.execute(
            select(CONTACT.c.id, CONTACT.c.name, CONTACT.c.identified).where(
                CONTACT.c.id.in_(rids[at : at + 500])
            )
        )
        found |= {rid: (name, identified) for rid, name, identified in rows}
    return found


def found(connection: Connection, typed: str, limit: int) -> list[Found]:
    """Return (id, name, alias, identified, department, owner) of hits, newest first."""
    return list(
        connection.execute(
            select(
                CONTACT.c.id,
                CONTACT.c.name,
                CONTACT.c.alias,
                CONTACT.c.identified,
                CONTACT.c.department,
                CONTACT.c.owner,
            )
            .where(CONTACT.c.seq.in_(newest(connection, "Contact", words(typed), limit)))
            .order_by(CONTACT.c.seq.desc())
        )
    )


def with_phone(connection: Connection, phone: str) -> list[Row[*tuple[Any, ...]]]:
    """Return (id, name, department) of contacts with exactly this phone number."""
    return list(
        connection.execute(
            select(CONTACT.c.id, CONTACT.c.name, CONTACT.c.department).where(
                CONTACT.c.phone == phone, CONTACT.c.phone != ""
            )
        )
    )


def all_names(connection: Connection) -> list[Row[*tuple[Any, ...]]]:
    """Return (id, name, department) of every contact."""
    return list(connection.execute(select(CONTACT.c.id, CONTACT.c.name, CONTACT.c.department)))


def with_unsent_notes(connection: Connection) -> set[bytes]:
    """Return the contacts that an unsent note is about."""
    rows = connection.execute(
        select(NOTE.c.contacts).where(
            NOTE.c.id.in_(
                select(DIRECTORY.c.rid)
                .where(
                    and_(
                        DIRECTORY.c.dirty > 0, DIRECTORY.c.noun == "Note", DIRECTORY.c.life == ALIVE
                    )
                )
                .limit(5000)
            )
        )
    ).scalars()
    return {rid for contacts in rows for rid in contacts}


def not_informed(connection: Connection, owner: bytes, limit: int) -> list[Row[*tuple[Any, ...]]]:
    """Return (id, name) of `owner`'s contacts with notes who were not told what we keep."""
    return list(
        connection.execute(
            select(CONTACT.c.id, CONTACT.c.name)
            .where(
                CONTACT.c.owner == owner,
                CONTACT.c.informed_on == "",
                CONTACT.c.status == "active",
                select(ABOUT.c.owner).where(ABOUT.c.target == CONTACT.c.id).exists(),
            )
            .order_by(CONTACT.c.seq.desc())
            .limit(limit)
        )
    )


def made_since(connection: Connection, owner: bytes, day: str) -> int:
    """Return how many contacts `owner` got since a local day, ISO 8601."""
    start = int(datetime.fromisoformat(day).astimezone().timestamp() * 1000)
    return connection.execute(
        select(func.count())
        .select_from(CONTACT)
        .where(CONTACT.c.owner == owner, CONTACT.c.made_at >= start)
    ).scalar_one()
