"""Notes and remarks: timelines, one note, hits."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, RowMapping, func, select

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.foundation.ids import row_number_at
from helhedsplan_desktop.rules.folding import words
from helhedsplan_desktop.store.search_index import PREFIX_FROM, newest
from helhedsplan_desktop.store.tables import DIRECTORY, LINKS, table_of

NOTE: Final = table_of("Note")
REMARK: Final = table_of("Remark")
ABOUT: Final = LINKS["Note"]["contacts"]


def of_contact(connection: Connection, contact: bytes, limit: int) -> list[RowMapping]:
    """Return the latest notes about a contact with `dirty` and `open_conflicts`, newest first."""
    latest = (
        select(ABOUT.c.owner, ABOUT.c.place)
        .where(ABOUT.c.target == contact)
        .order_by(ABOUT.c.place.desc(), ABOUT.c.owner.desc())
        .limit(limit)
        .subquery()
    )
    return list(
        connection.execute(
            select(NOTE, DIRECTORY.c.dirty, DIRECTORY.c.open_conflicts)
            .join(latest, latest.c.owner == NOTE.c.seq)
            .join(DIRECTORY, DIRECTORY.c.rid == NOTE.c.id)
            .order_by(NOTE.c.happened_on.desc(), NOTE.c.happened_at.desc(), NOTE.c.seq.desc())
        ).mappings()
    )


def get(connection: Connection, rid: bytes) -> RowMapping | None:
    """Return one note with `dirty` and `open_conflicts`."""
    return (
        connection.execute(
            select(NOTE, DIRECTORY.c.dirty, DIRECTORY.c.open_conflicts)
            .join(DIRECTORY, DIRECTORY.c.rid == NOTE.c.id)
            .where(NOTE.c.id == rid)
        )
        .mappings()
        .first()
    )


def remarks(connection: Connection, notes: list[bytes]) -> dict[bytes, list[RowMapping]]:
    """Return note id to its remarks, oldest first."""
    found: dict[bytes, list[RowMapping]] = {}
    for row in connection.execute(
        select(REMARK).where(REMARK.c.note.in_(notes)).order_by(REMARK.c.seq)
    ).mappings():
        found.setdefault(row["note"], []).append(row)
    return found


def remark(connection: Connection, rid: bytes) -> RowMapping | None:
    """Return one remark."""
    return connection.execute(select(REMARK).where(REMARK.c.id == rid)).mappings().first()


def found(connection: Connection, typed: str, limit: int) -> list[RowMapping]:
    """Return hits with all columns, newest first; nothing below two letters."""
    searched = words(typed)
    if not searched or max(map(len, searched)) < PREFIX_FROM["Note"]:
        return []
    return list(
        connection.execute(
            select(NOTE)
            .where(NOTE.c.seq.in_(newest(connection, "Note", searched, limit)))
            .order_by(NOTE.c.seq.desc())
        ).mappings()
    )


def count_since(connection: Connection, devices: list[bytes], since: str) -> tuple[int, int]:
    """Return (talks, bridging) that these devices wrote since a day, ISO 8601.

    A note is written on its day or later, so only rows made since the day before are looked at:
    rows are ordered by creation, and the day more is for clocks that are behind.
    """
    earliest = datetime.fromisoformat(since).astimezone() - timedelta(days=1)
    talks, bridging = connection.execute(
        select(
            func.count().filter(NOTE.c.kind.in_(("talk", "enquiry"))),
            func.count().filter(NOTE.c.kind == "referral"),
        ).where(
            NOTE.c.seq >= row_number_at(milliseconds(earliest)),
            NOTE.c.happened_on >= since,
            NOTE.c.author.in_(devices),
        )
    ).one()
    return talks, bridging
