"""What belongs to a record so closely that it moves with it."""

from typing import Final, NamedTuple

from sqlalchemy import Connection, select

from helhedsplan_desktop.store.tables import LINKS, table_of

NOTE: Final = table_of("Note")
REMARK: Final = table_of("Remark")
FOLLOW_UP: Final = table_of("FollowUp")
REVIEW: Final = table_of("Review")
ABOUT: Final = LINKS["Note"]["contacts"]


class Companions(NamedTuple):
    """Records that go along, as (noun, id), and how many notes stay for others' sake."""

    going: tuple[tuple[str, bytes], ...]
    staying: int


def of_note(connection: Connection, note: bytes, space: bytes) -> Companions:
    """Return what stands in `space` and belongs to one note: remarks and next steps."""
    return Companions(tuple(_of_notes(connection, [note], space)), 0)


def of_contact(connection: Connection, contact: bytes, space: bytes) -> Companions:
    """Return what stands in `space` and is about one contact.

    A note that is about somebody else too stays, with what belongs to it.
    """
    rows = connection.execute(
        select(NOTE.c.id, NOTE.c.contacts)
        .join(ABOUT, ABOUT.c.owner == NOTE.c.seq)
        .where(ABOUT.c.target == contact, NOTE.c.space == space)
        .order_by(NOTE.c.seq)
    ).all()
    alone = [row.id for row in rows if tuple(row.contacts) == (contact,)]
    going = [("Note", rid) for rid in alone] + _of_notes(connection, alone, space)
    for noun, table in (("FollowUp", FOLLOW_UP), ("Review", REVIEW)):
        found = connection.execute(
            select(table.c.id)
            .where(table.c.contact == contact, table.c.space == space)
            .order_by(table.c.seq)
        ).scalars()
        going += [(noun, rid) for rid in found]
    return Companions(tuple(dict.fromkeys(going)), len(rows) - len(alone))


def _of_notes(connection: Connection, notes: list[bytes], space: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for noun, table in (("Remark", REMARK), ("FollowUp", FOLLOW_UP)):
        for at in range(0, len(notes), 500):
            rows = connection.execute(
                select(table.c.id)
                .where(table.c.note.in_(notes[at : at + 500]), table.c.space == space)
                .order_by(table.c.seq)
            )
            found += [(noun, rid) for rid in rows.scalars()]
    return found
