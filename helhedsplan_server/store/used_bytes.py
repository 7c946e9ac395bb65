"""The account of a space: every byte that its members can make the server keep there.

`spaces.used_bytes` changes in the transaction that writes or removes the rows, under the lock of
the row of the space; `verify` and a restore count anew. What was sent counts as it was sent:
headers, ciphertexts, manifests, signatures. What the server makes of it has a bound of its own
(4,096 buckets a space) and does not count, except the version ids, which stay for ever.
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    ScalarSelect,
    Table,
    cast,
    func,
    select,
    update,
)

from helhedsplan_server.store.tables import batches, erasures, history, records, spaces, vouches

VID_BYTES: Final = 40
"""Of each version that was ever taken in: its row in `vids`. The head says how many there are."""

_SIZED: Final = (records, history, batches, vouches)
_OF_ERASE: Final = (erasures.c.header, erasures.c.batch_bytes, erasures.c.batch_sig)


def held_bytes() -> ColumnElement[Any]:
    """Return what `used_bytes` of a row of `spaces` has to be, as an expression beside that row."""
    held: ColumnElement[Any] = spaces.c.head * VID_BYTES
    for table in _SIZED:
        held += _sum(table, table.c.size)
    for part in _OF_ERASE:
        held += _sum(erasures, func.length(part))
    return cast(held, BigInteger)  # PostgreSQL sums bigints into a decimal


def recount(connection: Connection) -> None:
    """Count every space anew, while nobody else writes."""
    connection.execute(update(spaces).values(used_bytes=held_bytes()))


def lock_space(connection: Connection, space: bytes) -> None:
    """Hold the row of a space until the transaction ends: so that no two count it at once."""
    connection.execute(select(spaces.c.space).where(spaces.c.space == space).with_for_update())


def take_off(connection: Connection, space: bytes, freed: int) -> None:
    """Take bytes whose rows are gone off the account of a space."""
    left = spaces.c.used_bytes - freed
    connection.execute(update(spaces).where(spaces.c.space == space).values(used_bytes=left))


def size_of(connection: Connection, table: Table, *rows: ColumnElement[bool]) -> int:
    """Return the bytes of these rows of a table with a column `size`."""
    query = select(func.coalesce(func.sum(table.c.size), 0)).where(*rows)
    return int(connection.execute(query).scalar_one())


def _sum(table: Table, size: ColumnElement[Any]) -> ScalarSelect[Any]:
    query = select(func.coalesce(func.sum(size), 0)).where(table.c.space == spaces.c.space)
    return query.correlate(spaces).scalar_subquery()
