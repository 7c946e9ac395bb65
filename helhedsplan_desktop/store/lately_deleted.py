"""How much was deleted of each space lately without asking anybody, as facts in the vault.

Whoever wants to empty a space unnoticed deletes a little at a time; so the count outlives the round
and the program. It is kept by the hour, and the clock decides nothing but how long it counts.
"""

import struct
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.store import identity

WEEK_MS: Final = 7 * 24 * 60 * 60 * 1000
"""How long a deletion counts."""

_HOUR_MS: Final = 60 * 60 * 1000
_ROW: Final = struct.Struct(">QQ")
"""An hour, as ms since 1970 UTC, and how many records went in it."""


def count(connection: Connection, space: bytes, now: int) -> int:
    """Return how many records of a space were deleted in the last seven days.

    Args:
        now: ms since 1970 UTC. What lies ahead of it was noted by a wrong clock and is left out.
    """
    return sum(number for _, number in _counted(connection, space, now))


def add(connection: Connection, space: bytes, now: int, number: int) -> None:
    """Count so many records as deleted now."""
    hours = dict(_counted(connection, space, now))
    hour = now - now % _HOUR_MS
    hours[hour] = hours.get(hour, 0) + number
    packed = b"".join(_ROW.pack(*row) for row in sorted(hours.items()))
    identity.put(connection, **{_name(space): packed})


def forget(connection: Connection, space: bytes) -> None:
    """Begin to count anew."""
    identity.forget(connection, _name(space))


def _name(space: bytes) -> str:
    return f"lately_deleted.{space.hex()}"


def _counted(connection: Connection, space: bytes, now: int) -> list[tuple[int, int]]:
    packed = identity.read(connection).get(_name(space)) or b""
    return [(at, number) for at, number in _ROW.iter_unpack(packed) if 0 <= now - at < WEEK_MS]
