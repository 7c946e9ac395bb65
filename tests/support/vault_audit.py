"""Everything that must fit together inside a vault, looked at row by row."""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select, text

from helhedsplan_desktop.records.nouns import NOUNS
from helhedsplan_desktop.store.link_tables import _place
from helhedsplan_desktop.store.search_index import indexed_words
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import (
    ALIVE,
    DIRECTORY,
    LINKS,
    SEARCHED,
    search_table,
    table_of,
)

TOKEN = re.compile(r"[0-9A-Za-z\x80-\U0010ffff]+")


def wrong_in(store: Store) -> list[str]:
    """Return what does not fit: rows without entry, entries without row, links, words."""
    with store.write_for_sync() as unit:
        connection = unit.connection
        return [
            problem
            for noun in NOUNS
            for look in (_directory, _links, _words)
            for problem in look(connection, noun, _rows(connection, noun))
        ]


def _rows(connection: Connection, noun: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(table_of(noun))).mappings()]


def _directory(connection: Connection, noun: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    entries = connection.execute(
        select(DIRECTORY.c.rid, DIRECTORY.c.space).where(
            DIRECTORY.c.noun == noun, DIRECTORY.c.life == ALIVE
        )
    )
    listed = {(row.rid, row.space) for row in entries}
    stored = {(row["id"], row["space"]) for row in rows}
    yield from (f"{noun} {rid.hex()} has no entry" for rid, _ in stored - listed)
    yield from (f"{noun} {rid.hex()} has no row" for rid, _ in listed - stored)


def _links(connection: Connection, noun: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    for column, table in LINKS[noun].items():
        mirrored = {tuple(row) for row in connection.execute(select(table))}
        stored = {
            (target, _place(noun, column, row), row["seq"])
            for row in rows
            for target in row[column]
        }
        if mirrored != stored:
            yield f"{table.name} differs in {len(mirrored ^ stored)} rows"


def _words(connection: Connection, noun: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    if noun not in SEARCHED:
        return
    name = search_table(noun)
    connection.execute(text(f"INSERT INTO {name}({name}) VALUES ('integrity-check')"))  # noqa: S608  our own table name
    connection.execute(
        text(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, '{name}', 'instance')")
    )
    indexed = {(row.term, row.doc) for row in connection.execute(text("SELECT * FROM temp.words"))}
    connection.execute(text("DROP TABLE temp.words"))
    stored = {
        (word.lower(), row["seq"])
        for row in rows
        for word in TOKEN.findall(indexed_words(noun, row))
    }
    if indexed != stored:
        yield f"{name} differs in {len(indexed ^ stored)} words: {sorted(indexed ^ stored)[:4]}"
