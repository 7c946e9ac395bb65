"""What leads have seen of a contact, by the order that the server gave to a space's records."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from helhedsplan_desktop.store.tables import LINKS, MIRROR, SEALED, SPACE, table_of

REVIEW: Final = table_of("Review")
NOTE: Final = table_of("Note")
STEP: Final = table_of("FollowUp")
ABOUT: Final = LINKS["Note"]["contacts"]
_AT_ONCE: Final = 500


def _same_lineage() -> ColumnElement[bool]:
    """Revisions of an earlier lineage say nothing of today's."""
    return and_(SPACE.c.space == REVIEW.c.of_space, SPACE.c.lineage == REVIEW.c.lineage)


_SEEN: Final = (
    select(SEALED.c.rid)
    .join(REVIEW, REVIEW.c.of_space == SEALED.c.space)
    .join(SPACE, _same_lineage())
    .where(SEALED.c.state == MIRROR, REVIEW.c.through >= SEALED.c.rev)
)


class Place(NamedTuple):
    """How far a space has been fetched: its lineage and latest revision."""

    space: bytes
    lineage: bytes
    through: int


def place(connection: Connection, space: bytes) -> Place | None:
    """Return how far a space has been fetched; None if it never was."""
    row = connection.execute(
        select(SPACE.c.lineage, SPACE.c.cursor).where(SPACE.c.space == space)
    ).first()
    return Place(space, row.lineage, row.cursor) if row is not None and row.lineage else None


def of_device(connection: Connection, contact: bytes, device: bytes) -> RowMapping | None:
    """Return what was marked about a contact on one laptop."""
    return (
        connection.execute(
            select(REVIEW).where(REVIEW.c.contact == contact, REVIEW.c.device == device)
        )
        .mappings()
        .first()
    )


def contact_of(connection: Connection, mark: bytes) -> bytes | None:
    """Return whom a mark is about."""
    found: bytes | None = connection.execute(
        select(REVIEW.c.contact).where(REVIEW.c.id == mark)
    ).scalar()
    return found


def seen(connection: Connection, contact: bytes, rids: Sequence[bytes]) -> set[bytes]:
    """Return those of `rids` whose version at the server a lead has seen with the contact."""
    return _seen(connection, _SEEN.where(REVIEW.c.contact == contact), rids)


def seen_steps(connection: Connection, rids: Sequence[bytes]) -> set[bytes]:
    """Return those follow-ups that a lead has seen with the contact that each is about."""
    steps = _SEEN.join(STEP, and_(STEP.c.id == SEALED.c.rid, STEP.c.contact == REVIEW.c.contact))
    return _seen(connection, steps, rids)


def _seen(connection: Connection, statement: Select[bytes], rids: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for at in range(0, len(rids), _AT_ONCE):
        some = statement.where(SEALED.c.rid.in_(rids[at : at + _AT_ONCE]))
        found |= set(connection.execute(some).scalars())
    return found


def new_notes(
    connection: Connection, lead: bytes, devices: Sequence[bytes], since: int
) -> dict[bytes, int]:
    """Return contact to the number of notes by others that a lead has not marked as seen.

    Args:
        lead: whose marks count.
        devices: whose notes are no news to that lead.
        since: row number of the oldest note that counts; rows are ordered by creation.
    """
    marks = (
        select(REVIEW.c.contact, REVIEW.c.of_space, func.max(REVIEW.c.through).label("through"))
        .join(SPACE, _same_lineage())
        .where(REVIEW.c.lead == lead)
        .group_by(REVIEW.c.contact, REVIEW.c.of_space)
        .subquery()
    )
    counted = connection.execute(
        select(ABOUT.c.target, func.count())
        .select_from(NOTE)
        .join(ABOUT, ABOUT.c.owner == NOTE.c.seq)
        .join(
            SEALED,
            and_(
                SEALED.c.rid == NOTE.c.id,
                SEALED.c.space == NOTE.c.space,
                SEALED.c.state == MIRROR,
            ),
        )
        .outerjoin(marks, and_(marks.c.contact == ABOUT.c.target, marks.c.of_space == NOTE.c.space))
        .where(
            NOTE.c.seq >= since,
            NOTE.c.author.not_in(devices),
            or_(marks.c.through.is_(None), marks.c.through < SEALED.c.rev),
        )
        .group_by(ABOUT.c.target)
    )
    return {contact: count for contact, count in counted}  # noqa: C416  a row is no pair to mypy
