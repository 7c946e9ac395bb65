"""Keeps the full-text tables in step with the record tables."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, func, select, text

from helhedsplan_desktop.rules.folding import FOLDING, fold
from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import SEARCHED, search_table, table_of

Row = Mapping[str, Any]
Found = tuple[int, str]
"""Row number and the folded words under which the row is found."""

PREFIX_FROM: Final[dict[str, int]] = {"Note": 2, "Remark": 2}
"""Letters from which a noun is searched; one where it is not named."""


RULES: Final = f"{FOLDING} " + " ".join(
    f"{noun}({','.join(names)})" for noun, names in SEARCHED.items()
)
"""Folding and searched columns; a vault that was indexed under other rules is indexed anew."""

_CHUNK: Final = 1000
"""Records that are read and indexed at once."""

_LOOKED_AT: Final = 100
"""Records that are read at once in search of words that nearly every record holds."""

_COMMON: Final = 4
"""Words that one record in so many holds are found by reading, rarer ones by the index."""


def indexed_words(noun: str, row: Row) -> str:
    """Return the folded words under which a record is found."""
    return " ".join(fold(row[name]) for name in SEARCHED[noun] if row[name])


def differ(noun: str, before: Row, after: Row) -> bool:
    """Return whether a record is found under other words than before."""
    return any(before[name] != after[name] for name in SEARCHED.get(noun, ()))


def entries(noun: str, rows: Iterable[Row]) -> list[Found]:
    """Return what `add` puts into the index of rows; nothing of a noun that is not searched."""
    if noun not in SEARCHED:
        return []
    return [(row["seq"], indexed_words(noun, row)) for row in rows]


def add(connection: Connection, noun: str, entries: Sequence[Found]) -> None:
    """Index new rows, given as their `entries`, in one statement.

    The full-text table writes out what it has gathered whenever a statement on many rows begins.
    """
    if entries:
        name = search_table(noun)
        found = "SELECT CAST(key AS INTEGER), value FROM json_each(?)"
        statement = f"INSERT INTO {name}(rowid, words) {found}"
        raw.run(connection, statement, (json.dumps(dict(sorted(entries))),))


def drop(connection: Connection, noun: str, rows: Iterable[Row]) -> None:
    """Take rows out of the index; they must be as they were when they were added."""
    if gone := entries(noun, rows):
        name = search_table(noun)
        statement = f"INSERT INTO {name}({name}, rowid, words) VALUES ('delete', ?, ?)"  # noqa: S608  our own table name
        raw.many(connection, statement, gone)


def rebuild(connection: Connection, progress: Callable[[int, int], None] | None = None) -> None:
    """Index every record anew, in the caller's transaction.

    Args:
        progress: told how many records of how many are indexed.
    """
    count = {noun: select(func.count()).select_from(table_of(noun)) for noun in SEARCHED}
    total = sum(connection.execute(each).scalar_one() for each in count.values())
    done = 0
    for noun, names in SEARCHED.items():
        name, table = search_table(noun), table_of(noun)
        connection.execute(text(f"INSERT INTO {name}({name}) VALUES ('delete-all')"))  # noqa: S608  our own table name
        after = -1
        query = select(table.c.seq, *(table.c[each] for each in names)).order_by(table.c.seq)
        while rows := connection.execute(query.where(table.c.seq > after).limit(_CHUNK)).all():
            add(connection, noun, entries(noun, (row._asdict() for row in rows)))
            after = rows[-1].seq
            done += len(rows)
            if progress:
                progress(done, total)


def newest(connection: Connection, noun: str, words: list[str], limit: int) -> list[int]:
    """Return the row numbers of records that hold every word or its beginning, newest first.

    The index gathers everything that begins with two letters before it gives the newest (over
    600,000 notes a quarter of a second), so the newest records are read first: words as common as
    that are found among them, and the answer is the same.

    Args:
        words: folded, as `rules.folding.words` gives them.
        limit: the most that are wanted.
    """
    if not words:
        return []
    if common := _among_newest(connection, noun, words, limit):
        return common
    name = search_table(noun)
    query = f"SELECT rowid FROM {name} WHERE {name} MATCH :words ORDER BY rowid DESC LIMIT :most"  # noqa: S608  our own table name
    found = connection.execute(text(query), {"words": match_expression(words), "most": limit})
    return list(found.scalars())


def _among_newest(connection: Connection, noun: str, words: list[str], limit: int) -> list[int]:
    """Return `limit` hits among the newest records, nothing if the words are not common there."""
    table = table_of(noun)
    query = select(table.c.seq, *(table.c[each] for each in SEARCHED[noun]))
    beginnings = [f" {each}" for each in words]
    hits: list[int] = []
    rows = connection.execute(
        query.order_by(table.c.seq.desc()).limit(max(limit, _LOOKED_AT) * _COMMON)
    )
    for looked_at, row in enumerate(rows, 1):
        held = f" {indexed_words(noun, row._asdict())}"
        if all(each in held for each in beginnings):
            hits.append(row.seq)
            if len(hits) == limit:
                return hits
        if looked_at >= _LOOKED_AT and len(hits) * _COMMON < looked_at:
            break
    return []


def match_expression(words: list[str]) -> str:
    """Return the FTS5 expression for records that hold every word or its beginning."""
    return " AND ".join(f'"{word}"*' for word in words)
