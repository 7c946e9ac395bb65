"""Changing and deleting stored records, with what takes it back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.services import checks
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.undo import Undo
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.tables import table_of
from helhedsplan_protocol.version import SCHEMA


def stored(connection: Connection, noun: str, rid: bytes) -> Record:
    """Return a stored record.

    Raises:
        AppError: NOT_FOUND.
    """
    table = table_of(noun)
    row = connection.execute(select(table).where(table.c.id == rid)).mappings().first()
    if row is None:
        raise AppError(Problem.NOT_FOUND)
    return NOUNS[noun](**row)


def change(desk: Desk, noun: str, rid: bytes, values: Mapping[str, Any]) -> Undo:
    """Change columns of a record as this person's act.

    Raises:
        AppError: NOT_FOUND, CPR_FOUND, TOO_LONG, REQUIRED, PROGRAM_TOO_OLD when only a newer
            program may write it, DECISION_NEEDED.
    """
    with desk.store.write() as unit:
        before = stored(unit.connection, noun, rid)
        refuse_newer(unit.connection, rid)
        after = NOUNS[noun](**(before.model_dump() | dict(values)))
        checks.refuse_cpr(after, desk.today(), overridden=getattr(after, "cpr_override", False))
        unit.put(after)
    return Undo(lambda: restore(desk, [before]))


def refuse_newer(connection: Connection, rid: bytes) -> None:
    """Refuse to edit what only a newer program may write.

    Raises:
        AppError: PROGRAM_TOO_OLD.
    """
    entry = directory.entries(connection, [rid]).get(rid)
    if entry is not None and entry.min_writer > SCHEMA:
        raise AppError(Problem.PROGRAM_TOO_OLD)


def delete(desk: Desk, records: Sequence[tuple[str, bytes]]) -> Undo:
    """Delete records, given as (noun, id), in one act.

    Raises:
        AppError: NOT_FOUND.
    """
    with desk.store.write() as unit:
        before = [stored(unit.connection, noun, rid) for noun, rid in records]
        for noun, rid in records:
            unit.remove(noun, rid)
    return Undo(lambda: restore(desk, before))


def restore(desk: Desk, records: Sequence[Record]) -> None:
    """Put records back as they were, as a new edit."""
    with desk.store.write() as unit:
        unit.put_many(list(records))
