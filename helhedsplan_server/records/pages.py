"""Rows turned into what travels: items with the manifests and vouches that cover them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, FromClause, Row, Select, Table, and_, bindparam, func, select

from helhedsplan_protocol.limits import PAGE_BYTES
from helhedsplan_protocol.records import PullItem, Signed
from helhedsplan_server.store.tables import batches, vouches

_ROOM: Final = PAGE_BYTES - 64 * 1024
"""What a page holds of items and papers; the rest is for its framing."""

_ITEM_FRAMING: Final = 32


class Page(NamedTuple):
    """Items in their order, and the papers that they name by number."""

    items: tuple[PullItem, ...]
    batches: tuple[Signed, ...]
    vouches: tuple[Signed, ...]


def with_paper_sizes(table: Table) -> tuple[FromClause, tuple[Any, ...]]:
    """Return rows joined with the sizes of their papers, and the columns that `cut` reads."""
    joined = table.outerjoin(
        batches, and_(batches.c.space == table.c.space, batches.c.batch == table.c.batch)
    ).outerjoin(vouches, and_(vouches.c.space == table.c.space, vouches.c.vouch == table.c.vouch))
    columns = (
        table.c.rev,
        table.c.size,
        table.c.batch,
        batches.c.size.label("batch_size"),
        table.c.vouch,
        func.coalesce(vouches.c.size, 0).label("vouch_size"),
    )
    return joined, columns


def cut(rows: Iterable[Row[Any]]) -> tuple[list[int], bool]:
    """Return the revs that fit one page, at least one, and whether rows were left over.

    Args:
        rows: the columns of `with_paper_sizes`, in the order of the page.
    """
    room, revs, papers = _ROOM, list[int](), set[bytes]()
    for row in rows:
        room -= row.size + _ITEM_FRAMING
        if row.batch not in papers:
            room -= row.batch_size
        if row.vouch is not None and row.vouch not in papers:
            room -= row.vouch_size
        if revs and room < 0:
            return revs, True
        papers.update({row.batch, row.vouch} - {None})
        revs.append(row.rev)
    return revs, False


def load_page(connection: Connection, space: bytes, rows: Sequence[Row[Any]]) -> Page:
    """Return the page of rows that carry rev, header, nonce, ct, batch and vouch."""
    papers = _Numbered(row.batch for row in rows)
    words = _Numbered(row.vouch for row in rows if row.vouch is not None)
    items = tuple(
        PullItem(
            rev=row.rev,
            header=row.header,
            nonce=row.nonce,
            ct=row.ct,
            batch_no=papers.numbers[row.batch],
            vouch_no=None if row.vouch is None else words.numbers[row.vouch],
        )
        for row in rows
    )
    return Page(
        items,
        papers.load(connection, _BATCHES, space),
        words.load(connection, _VOUCHES, space),
    )


class _Numbered:
    """Paper ids numbered by first use."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        self.numbers = {key: number for number, key in enumerate(dict.fromkeys(keys))}

    def load(self, connection: Connection, query: Select[Any], space: bytes) -> tuple[Signed, ...]:
        if not self.numbers:
            return ()
        found = connection.execute(query, {"space": space, "keys": list(self.numbers)})
        by_key = {row.key: Signed(row.bytes, row.sig) for row in found}
        return tuple(by_key[key] for key in self.numbers)


def _by_key(table: Table, key: str) -> Select[Any]:
    column = table.c[key]
    return select(column.label("key"), table.c.bytes, table.c.sig).where(
        table.c.space == bindparam("space"), column.in_(bindparam("keys", expanding=True))
    )


_BATCHES: Final = _by_key(batches, "batch")
_VOUCHES: Final = _by_key(vouches, "vouch")
