"""The vault's generation: counted up in database and header, so that an old file is seen.

SQLCipher does not notice that yesterday's file stands in today's place. Both places hold a number
that grows at each opening, locking and change of passphrase: a database behind its header was put
back, and so was a header behind its database. A pair put back together is for the server's digest.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import BLOB, Boolean, Column, Connection, Integer, MetaData, Table, insert, select
from sqlalchemy import update as updated

_METADATA: Final = MetaData()

SEAL: Final = Table(
    "vault_seal",
    _METADATA,
    Column("id", Integer, primary_key=True, comment="Always 1"),
    Column("vault_id", BLOB, nullable=False, comment="As in the header, 16 bytes"),
    Column("generation", Integer, nullable=False, comment="Of this database"),
    Column(
        "pending", Integer, nullable=False, comment="Being written to the header; else the same"
    ),
    Column("rolled_back", Boolean, nullable=False, comment="True until the server's digest agreed"),
    comment="One row: which vault this is, and which state of it. Not part of the migrations",
)

_THE_ROW: Final = 1


@dataclass(frozen=True, slots=True)
class Seal:
    """The row.

    Args:
        pending: the number that a cut-off step may have left in the header.
        rolled_back: an old file was put back, and nobody has compared with the server since.
    """

    vault_id: bytes
    generation: int
    pending: int
    rolled_back: bool

    def fits(self, header_generation: int) -> bool:
        """Return True if a header of this generation belongs to this state of the database."""
        return header_generation in (self.generation, self.pending)

    def next_after(self, header_generation: int) -> int:
        """Return a generation that neither place has seen."""
        return max(header_generation, self.generation, self.pending) + 1


def make_seal(connection: Connection, vault_id: bytes, generation: int) -> None:
    """Store the seal of a new vault."""
    _METADATA.create_all(connection)
    connection.execute(
        insert(SEAL).values(
            id=_THE_ROW,
            vault_id=vault_id,
            generation=generation,
            pending=generation,
            rolled_back=False,
        )
    )


def read_seal(connection: Connection) -> Seal | None:
    """Return the seal, or None in a database that is no vault of ours."""
    known = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_schema WHERE name = 'vault_seal'"
    ).scalar()
    row = connection.execute(select(SEAL)).mappings().first() if known else None
    if row is None:
        return None
    return Seal(row["vault_id"], row["generation"], row["pending"], row["rolled_back"])


def announce(connection: Connection, pending: int) -> None:
    """Say which generation the header is about to get."""
    connection.execute(updated(SEAL).values(pending=pending))


def arrive(connection: Connection, generation: int) -> None:
    """Say that the header has it."""
    connection.execute(updated(SEAL).values(generation=generation, pending=generation))


def mark_rolled_back(connection: Connection, *, rolled_back: bool) -> None:
    """Remember that an old file was put back, or that the server's digest agreed since."""
    connection.execute(updated(SEAL).values(rolled_back=rolled_back))
