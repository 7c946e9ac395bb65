"""Rows of the directory: where a record is at home and what is unsent of it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import Connection

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY
from helhedsplan_protocol.limits import ANCESTORS, ID_BYTES
from helhedsplan_protocol.records import Conflict, Resolution

_CONFLICTS = msgspec.msgpack.Decoder(tuple[Conflict, ...])
_RESOLVED = msgspec.msgpack.Decoder(tuple[Resolution, ...])
_EXTRA = msgspec.msgpack.Decoder(dict[str, Any])
_ENCODE = msgspec.msgpack.Encoder().encode

OF_NO_EDIT: Final = -1
"""As `frozen`: a version is outstanding that holds none of what was typed since. No edit has this
number, so acknowledging it never ends an edit."""


class Entry(msgspec.Struct, frozen=True):
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
        return msgspec.structs.replace(self, **changes)

    def values(self) -> tuple[Any, ...]:
        """Return the column values in the order of `_COLUMNS`."""
        return (
            self.rid,
            self.space,
            self.noun,
            self.life,
            self.dirty,
            self.frozen,
            self.reoffer,
            self.min_writer,
            len(self.conflicts),
            b"".join(self.ancestors),
            _ENCODE(self.conflicts) if self.conflicts else None,
            _ENCODE(self.resolved) if self.resolved else None,
            _ENCODE(self.extra) if self.extra else None,
        )


_COLUMNS: Final = (
    "rid",
    "space",
    "noun",
    "life",
    "dirty",
    "frozen",
    "reoffer",
    "min_writer",
    "open_conflicts",
    "ancestors",
    "conflicts",
    "resolved",
    "extra",
)
_INSERT: Final = raw.insertion(DIRECTORY, _COLUMNS)
_UPDATE: Final = (
    f"UPDATE directory SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE rid = ?"  # noqa: S608  our own names
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM directory WHERE rid IN"  # noqa: S608  our own names
_FACTS: Final = "SELECT rid, noun, life, space, dirty FROM directory WHERE rid IN"
_FREEZE: Final = "UPDATE directory SET frozen = dirty WHERE rid IN"
_OUTSTANDING: Final = (
    "SELECT id, rid, space, dirty, frozen, reoffer, ancestors, EXISTS"
    " (SELECT 1 FROM sealed s WHERE s.rid = d.rid AND s.kind IN ('put', 'delete')"
    " AND CASE s.state WHEN 'sent' THEN s.space != d.space"
    " WHEN 'relay' THEN s.space = d.space AND s.space != ? END) FROM directory d WHERE rid IN"
)
_FIRST: Final = "UPDATE directory SET ancestors = ? WHERE rid = ? AND ancestors = x''"
_ACKNOWLEDGE: Final = (
    "UPDATE directory SET dirty = ?, frozen = ?, reoffer = ?, ancestors = ? WHERE id = ?"
)


def _entry(row: tuple[Any, ...]) -> Entry:
    """Return the decoded entry of a directory row, its columns as `_COLUMNS`."""
    rid, space, noun, life, dirty, frozen, reoffer, min_writer, _, tail, *coded = row
    conflicts, resolved, extra = coded
    return Entry(
        rid=rid,
        space=space,
        noun=noun,
        life=life,
        dirty=dirty,
        frozen=frozen,
        reoffer=bool(reoffer),
        min_writer=min_writer,
        ancestors=tuple(tail[at : at + 16] for at in range(0, len(tail), 16)),
        conflicts=_CONFLICTS.decode(conflicts) if conflicts else (),
        resolved=_RESOLVED.decode(resolved) if resolved else (),
        extra=_EXTRA.decode(extra) if extra else None,
    )


def entries(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, Entry]:
    """Return the entries of those of `rids` that the vault knows."""
    return {row[0]: _entry(row) for row in raw.within(connection, _SELECT, rids)}


class Fact(NamedTuple):
    """What a record is, and where it is at home."""

    noun: str
    life: int
    space: bytes
    unsent: bool


def facts(connection: Connection, rids: Sequence[bytes]) -> dict[bytes, Fact]:
    """Return record id to its fact, for those of `rids` that the vault knows."""
    rows = raw.within(connection, _FACTS, rids)
    return {rid: Fact(noun, life, space, dirty > 0) for rid, noun, life, space, dirty in rows}


def write(connection: Connection, new: list[Entry], known: list[Entry]) -> None:
    """Store entries: `new` ones are inserted, `known` ones overwritten."""
    raw.insert(connection, _INSERT, [entry.values() for entry in new])
    raw.many(connection, _UPDATE, [(*entry.values(), entry.rid) for entry in known])


def set_frozen(connection: Connection, rids: Sequence[bytes]) -> None:
    """Note that the outstanding version of each record holds its last edit."""
    raw.run_within(connection, _FREEZE, rids)


def note_first_versions(connection: Connection, versions: Mapping[bytes, bytes]) -> None:
    """Note which version, given by record id, went out of records of which none ever stood here.

    A server that was put back since may have shown it to others: a deletion has something to tell.
    """
    raw.many(connection, _FIRST, [(vid, rid) for rid, vid in versions.items()])


def acknowledge(
    connection: Connection, space: bytes, taken: Mapping[bytes, bytes], late: Collection[bytes]
) -> None:
    """End the edits that versions hold which were acknowledged in a space.

    Args:
        taken: record id to what leads its ancestors from now on; empty: they stay.
        late: records of which something newer had come meanwhile: they are made anew.
    """
    changed = []
    for number, rid, home, dirty, frozen, reoffer, tail, waits in raw.within(
        connection, _OUTSTANDING, list(taken), space
    ):
        # What is outstanding where the record was before keeps its turn, as do what goes again at
        # home and the edit that is outstanding there: no answer from elsewhere is about them.
        left = OF_NO_EDIT if waits else 0
        if home != space and frozen != OF_NO_EDIT:
            left = frozen
        if rid in late:
            changed.append((dirty, left, reoffer, tail, number))
        else:
            ancestors = (taken[rid] + tail)[: ANCESTORS * ID_BYTES] if taken[rid] else tail
            rest = 0 if dirty == frozen and not left else dirty
            changed.append((rest, left, False, ancestors, number))
    raw.many(connection, _ACKNOWLEDGE, changed)
