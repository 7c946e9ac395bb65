"""Rows of the directory: where a record is at home and what is unsent of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY
from helhedsplan_protocol.records import Conflict, Resolution

_CONFLICTS = msgspec.msgpack.Decoder(tuple[Conflict, ...])
_RESOLVED = msgspec.msgpack.Decoder(tuple[Resolution, ...])
_EXTRA = msgspec.msgpack.Decoder(dict[str, Any])
_ENCODE = msgspec.msgpack.Encoder().encode
_CHUNK: Final = 500

OF_NO_EDIT: Final = -1
"""As `frozen`: a version is outstanding that holds none of what was typed since. No edit has this
number, so acknowledging it never ends an edit."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record's bookkeeping, decoded.

    Args:
        dirty: edit number of the last unsent edit; 0: nothing to send.
        frozen: edit number held by the outstanding version; 0: none is outstanding.
        ancestors: version ids that went into the local version, newest first.
    """

    rid: bytes
    space: bytes
    noun: str
    life: int = ALIVE
    dirty: int = 0
    frozen: int = 0
    reoffer: bool = False
    min_writer: int = 1
    ancestors: tuple[bytes, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    resolved: tuple[Resolution, ...] = ()
    extra: dict[str, Any] | None = None

    def with_changes(self, **changes: Any) -> "Entry":
        """Return a copy with the named fields changed."""
        return replace(self, **changes)

    def row(self) -> dict[str, Any]:
        """Return the column values."""
        return {
            "rid": self.rid,
            "space": self.space,
            "noun": self.noun,
            "life": self.life,
            "dirty": self.dirty,
            "frozen": self.frozen,
            "reoffer": self.reoffer,
            "min_writer": self.min_writer,
            "open_conflicts": len(self.conflicts),
            "ancestors": b"".join(self.ancestors),
            "conflicts": _ENCODE(self.conflicts) if self.conflicts else None,
            "resolved": _ENCODE(self.resolved) if self.resolved else None,
            "extra": _ENCODE(self.extra) if self.extra else None,
        }


def entry_of(row: RowMapping) -> Entry:
    """Return the decoded entry of a directory row."""
    ancestors: bytes = row["ancestors"]
    return Entry(
        rid=row["rid"],
        space=row["space"],
        noun=row["noun"],
        life=row["life"],
        dirty=row["dirty"],
        frozen=row["frozen"],
        reoffer=bool(row["reoffer"]),
        min_writer=row["min_writer"],
        ancestors=tuple(ancestors[at : at + 16] for at in range(0, len(ancestors), 16)),
        conflicts=_CONFLICTS.decode(row["conflicts"]) if row["conflicts"] else (),
        resolved=_RESOLVED.decode(row["resolved"]) if row["resolved"] else (),
        extra=_EXTRA.decode(row["extra"]) if row["extra"] else None,
    )


def entries(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, Entry]:
    """Return the entries of those of `rids` that the vault knows."""
    found: dict[bytes, Entry] = {}
    for at in range(0, len(rids), _CHUNK):
        rows = connection.execute(
            select(DIRECTORY).where(DIRECTORY.c.rid.in_(rids[at : at + _CHUNK]))
        ).mappings()
        found |= {row["rid"]: entry_of(row) for row in rows}
    return found


def nouns_and_lives(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, tuple[str, int]]:
    """Return rid to (noun, life) of those of `rids` that the vault knows."""
    found: dict[bytes, tuple[str, int]] = {}
    for at in range(0, len(rids), _CHUNK):
        rows = connection.execute(
            select(DIRECTORY.c.rid, DIRECTORY.c.noun, DIRECTORY.c.life).where(
                DIRECTORY.c.rid.in_(rids[at : at + _CHUNK])
            )
        )
        found |= {rid: (noun, life) for rid, noun, life in rows}
    return found


def write(connection: Connection, new: list[Entry], known: list[Entry]) -> None:
    """Store entries: `new` ones are inserted, `known` ones overwritten."""
    if new:
        connection.execute(insert(DIRECTORY), [entry.row() for entry in new])
    if known:
        rows = [entry.row() for entry in known]
        connection.execute(
            update(DIRECTORY).where(DIRECTORY.c.rid == bindparam("which")),
            [{"which": row.pop("rid")} | row for row in rows],
        )


def set_frozen(connection: Connection, edits: dict[bytes, int]) -> None:
    """Note which edit of each record the outstanding version holds."""
    if edits:
        connection.execute(
            update(DIRECTORY)
            .where(DIRECTORY.c.rid == bindparam("r"))
            .values(frozen=bindparam("f")),
            [{"r": rid, "f": edit} for rid, edit in edits.items()],
        )


def acknowledge(connection: Connection, entries: list[Entry]) -> None:
    """Store what an acknowledged version changes of known entries."""
    if entries:
        connection.execute(
            update(DIRECTORY)
            .where(DIRECTORY.c.rid == bindparam("r"))
            .values(
                dirty=bindparam("d"),
                frozen=bindparam("f"),
                reoffer=bindparam("o"),
                ancestors=bindparam("a"),
            ),
            [
                {
                    "r": entry.rid,
                    "d": entry.dirty,
                    "f": entry.frozen,
                    "o": entry.reoffer,
                    "a": b"".join(entry.ancestors),
                }
                for entry in entries
            ],
        )
