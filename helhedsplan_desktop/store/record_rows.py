"""Rows of records as they stand in their tables, by id."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, select

from helhedsplan_desktop.store.tables import table_of

CHUNK: Final = 500


def rows_of(connection: Connection, noun: str, rids: Sequence[bytes]) -> dict[bytes, Any]:
    """Return record id to its row, column by name, for those of `rids` that have one."""
    found: dict[bytes, Any] = {}
    for at in range(0, len(rids), CHUNK):
        rows = connection.execute(_by_id(noun), {"ids": rids[at : at + CHUNK]}).mappings()
        found |= {row["id"]: row for row in rows}
    return found


@cache
def _by_id(noun: str) -> Select[Any]:
    # Made once: building the statement costs more than reading the few rows of an edit.
    table = table_of(noun)
    return select(table).where(table.c.id.in_(bindparam("ids", expanding=True)))
