"""What leads have seen of a contact, by the order that the server gave to a space's records."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select

from helhedsplan_desktop.store.tables import MIRROR, SEALED, SPACE, table_of

REVIEW: Final = table_of("Review")
NOTE: Final = table_of("Note")
REMARK: Final = table_of("Remark")
CONTACT: Final = table_of("Contact")
STEP: Final = table_of("FollowUp")
_AT_ONCE: Final = 500


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


Leads = Callable[[Connection], frozenset[bytes] | None]
"""Gives the devices whose marks count; None: there is no roster to doubt anybody by.

Asked only if there are marks: it verifies the roster.
"""


def seen(connection: Connection, contact: bytes, rids: Sequence[bytes], leads: Leads) -> set[bytes]:
    """Return those of `rids` whose version at the server a lead has seen with the contact."""
    return _seen(connection, dict.fromkeys(rids, contact), leads)


def seen_steps(connection: Connection, rids: Sequence[bytes], leads: Leads) -> set[bytes]:
    """Return those follow-ups that a lead has seen with the contact that each is about."""
    about: dict[bytes, bytes] = {}
    for some in _chunks(rids):
        steps = select(STEP.c.id, STEP.c.contact).where(STEP.c.id.in_(some))
        about |= {rid: contact for rid, contact in connection.execute(steps) if contact}
    return _seen(connection, about, leads)


class Unseen(NamedTuple):
    """What others wrote about one contact that a lead has not marked as seen.

    Args:
        notes, steps: ids of the notes and follow-ups.
        remarked: for each remark the id of its note.
    """

    notes: Sequence[bytes]
    remarked: Sequence[bytes]
    steps: Sequence[bytes]


NOTHING_NEW: Final = Unseen((), (), ())


class _Young(NamedTuple):
    """A record made lately by somebody else, and where it is listed."""

    rid: bytes
    space: bytes
    contacts: tuple[bytes, ...]
    listed: bytes


def unseen(
    connection: Connection, lead: bytes, devices: Sequence[bytes], since: int
) -> dict[bytes, Unseen]:
    """Return contact to what others wrote about it that a lead has not marked as seen.

    Args:
        lead: whose marks count.
        devices: that lead's own: marks made elsewhere do not count, and what was written there is
            no news.
        since: row number of the oldest record that counts; rows are ordered by creation.
    """
    # By its signature: whoever else writes such a record hides nothing from this lead.
    marks = _signed_by(_marks(connection, REVIEW.c.lead == lead), devices)
    young = _young(connection, devices, since)
    arrived = _revisions(connection, [each.rid for some in young for each in some])
    found: dict[bytes, tuple[list[bytes], ...]] = {}
    for place, some in enumerate(young):
        for each in some:
            for contact in each.contacts:
                if marks.get((contact, each.space), -1) < arrived.get((each.space, each.rid), -1):
                    found.setdefault(contact, ([], [], []))[place].append(each.listed)
    return {contact: Unseen(*lists) for contact, lists in found.items()}


def count_open(connection: Connection, rids: Sequence[bytes], statuses: Collection[str]) -> int:
    """Return how many of these contacts have one of the statuses."""
    return sum(
        connection.execute(
            select(func.count())
            .select_from(CONTACT)
            .where(CONTACT.c.id.in_(some), CONTACT.c.status.in_(statuses))
        ).scalar_one()
        for some in _chunks(rids)
    )


def _young(
    connection: Connection, devices: Sequence[bytes], since: int
) -> tuple[list[_Young], list[_Young], list[_Young]]:
    """Return notes, remarks and follow-ups that others made since a row number."""
    # The note's own list of contacts: the link table is ordered by contact, not by note.
    notes = connection.execute(
        select(NOTE.c.id, NOTE.c.space, NOTE.c.contacts, NOTE.c.id).where(
            NOTE.c.seq >= since, NOTE.c.author.not_in(devices)
        )
    )
    remarks = connection.execute(
        select(REMARK.c.id, REMARK.c.space, NOTE.c.contacts, NOTE.c.id)
        .join(NOTE, NOTE.c.id == REMARK.c.note)
        .where(REMARK.c.seq >= since, REMARK.c.author.not_in(devices))
    )
    steps = connection.execute(
        select(STEP.c.id, STEP.c.space, STEP.c.contact).where(
            STEP.c.seq >= since, STEP.c.author.not_in(devices), STEP.c.contact.is_not(None)
        )
    )
    return (
        [_Young(*row) for row in notes],
        [_Young(*row) for row in remarks],
        [_Young(rid, space, (contact,), rid) for rid, space, contact in steps],
    )


def _seen(connection: Connection, about: Mapping[bytes, bytes], leads: Leads) -> set[bytes]:
    """Return the records that were seen, of record id to the contact that each is about."""
    made: list[_Mark] = []
    for some in _chunks(list(set(about.values()))):
        made += _marks(connection, REVIEW.c.contact.in_(some))
    if not made:
        return set()
    marks = _signed_by(made, leads(connection))
    arrived = _revisions(connection, list(about))
    return {
        rid for (space, rid), rev in arrived.items() if marks.get((about[rid], space), -1) >= rev
    }


class _Mark(NamedTuple):
    """A look at a contact, by the device that signed it: through a revision of a space."""

    author: bytes
    contact: bytes
    space: bytes
    through: int


def _marks(connection: Connection, which: ColumnElement[bool]) -> list[_Mark]:
    """Return the marks whose lineage is in force."""
    same = and_(SPACE.c.space == REVIEW.c.of_space, SPACE.c.lineage == REVIEW.c.lineage)
    columns = (REVIEW.c.author, REVIEW.c.contact, REVIEW.c.of_space, REVIEW.c.through)
    return [
        _Mark(*row) for row in connection.execute(select(*columns).join(SPACE, same).where(which))
    ]


def _signed_by(
    marks: Iterable[_Mark], devices: Collection[bytes] | None
) -> dict[tuple[bytes, bytes], int]:
    """Return (contact, space) to the latest revision that was seen on these devices."""
    found: dict[tuple[bytes, bytes], int] = {}
    for each in marks:
        if devices is None or each.author in devices:
            place = each.contact, each.space
            found[place] = max(each.through, found.get(place, -1))
    return found


def _revisions(connection: Connection, rids: Sequence[bytes]) -> dict[tuple[bytes, bytes], int]:
    """Return (space, rid) to the revision at the server.

    Asked by id alone: with the state beside it, SQLite would walk through the whole vault by the
    index of the mirror's buckets.
    """
    found: dict[tuple[bytes, bytes], int] = {}
    for some in _chunks(rids):
        rows = connection.execute(
            select(SEALED.c.space, SEALED.c.rid, SEALED.c.rev, SEALED.c.state).where(
                SEALED.c.rid.in_(some)
            )
        )
        found |= {(space, rid): rev for space, rid, rev, state in rows if state == MIRROR}
    return found


def _chunks(rids: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for at in range(0, len(rids), _AT_ONCE):
        yield rids[at : at + _AT_ONCE]
