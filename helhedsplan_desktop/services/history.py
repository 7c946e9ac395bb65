"""What stood in a record before; the server keeps it for ninety days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records import wire
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.server_lines import ServerLines
from helhedsplan_desktop.store import directory, identity
from helhedsplan_desktop.store.tables import ALIVE
from helhedsplan_protocol.records import DELETE, MOVE, Body, Header


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version of a record that another one replaced.

    Args:
        by_name: whose laptop wrote it; empty if unknown.
        at: when, by that laptop's clock, ms since 1970 UTC.
        deleted: True if it was a deletion: then it holds no values.
        values: column to value, as a record of its noun has them.
        changed: the columns in which it differs from the version before it; all that are not empty
            for the oldest one that is still kept.
    """

    vid: bytes
    by_name: str
    at: int
    deleted: bool
    values: Mapping[str, Any]
    changed: tuple[str, ...]


class RecordHistory:
    """Use cases of looking back. Every act asks the server."""

    def __init__(self, desk: Desk, lines: ServerLines) -> None:
        self._desk = desk
        self._lines = lines

    def of(self, noun: str, rid: bytes) -> tuple[PastVersion, ...]:
        """Return the versions that stood before the present one, the newest first.

        Only what its author signed and this laptop has a key for is told. There are none of a
        record that just moved to another space, nor on a laptop that belongs to no organisation.

        Raises:
            AppError: NOT_FOUND, and as the server answers.
        """
        with self._desk.store.read() as connection:
            entry = directory.entries(connection, [rid]).get(rid)
            enrolled = identity.read(connection).enrolled
        if entry is None or entry.life != ALIVE or entry.noun != noun:
            raise AppError(Problem.NOT_FOUND)
        if not enrolled:
            return ()
        with self._lines.cycle() as cycle:
            found = cycle.history(entry.space, rid)
        return self._told(noun, found)

    def _told(self, noun: str, found: Sequence[tuple[Header, Body]]) -> tuple[PastVersion, ...]:
        """Return versions, the newest first, each beside the one before it."""
        names = self._desk.names()
        told: list[PastVersion] = []
        before: Mapping[str, Any] = wire.row_of(noun, {})
        for header, body in reversed(found):
            if body.noun != noun:
                continue
            deleted = header.kind in {DELETE, MOVE}
            values = {} if deleted else wire.row_of(noun, body.fields)
            changed = tuple(name for name in values if values[name] != before.get(name))
            told.append(
                PastVersion(
                    header.vid,
                    names.of_device(header.author),
                    body.claimed_time,
                    deleted,
                    values,
                    changed,
                )
            )
            before = values or before
        return tuple(reversed(told))
