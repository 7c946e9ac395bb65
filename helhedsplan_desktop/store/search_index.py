"""Keeps the full-text tables in step with the record tables."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, text

from helhedsplan_desktop.rules.folding import fold
from helhedsplan_desktop.store.tables import SEARCHED, search_table

Row = Mapping[str, Any]

PREFIX_FROM: Final[dict[str, int]] = {"Note": 2, "Remark": 2}
"""Letters from which a noun is searched; one where it is not named."""


def indexed_words(noun: str, row: Row) -> str:
    """Return the folded words under which a record is found."""
    return " ".join(fold(row[name]) for name in SEARCHED[noun] if row[name])


def add(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Index new rows."""
    if noun in SEARCHED:
        name = search_table(noun)
        entries = [{"seq": row["seq"], "words": indexed_words(noun, row)} for row in rows]
        if entries:
            connection.execute(
                text(f"INSERT INTO {name}(rowid, words) VALUES (:seq, :words)"),  # noqa: S608  our own table name
                entries,
            )


def drop(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Take rows out of the index; they must be as they were when they were added."""
    if noun in SEARCHED:
        name = search_table(noun)
        entries = [{"seq": row["seq"], "words": indexed_words(noun, row)} for row in rows]
        if entries:
            connection.execute(
                text(
                    f"INSERT INTO {name}({name}, rowid, words)"  # noqa: S608  our own table name
                    " VALUES ('delete', :seq, :words)"
                ),
                entries,
            )


def match_expression(words: list[str]) -> str:
    """Return the FTS5 expression for records that hold every word or its beginning."""
    return " AND ".join(f'"{word}"*' for word in words)
