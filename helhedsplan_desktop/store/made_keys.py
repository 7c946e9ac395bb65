"""Space keys that this device made for an append of which it has no answer yet.

If the answer is lost, and then the server with the grants, a colleague may give the log its entry
again: its key is here alone.
"""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from sqlalchemy import Connection

from helhedsplan_desktop.store import identity, raw

Keys = Mapping[tuple[bytes, int], bytes]

_NAME: Final = "made_keys"
_KEPT: Final = 64
_READ: Final = "SELECT value FROM identity WHERE name = ?"
_DECODER: Final = msgspec.msgpack.Decoder(list[tuple[bytes, int, bytes]])


def read(connection: Connection) -> Iterator[tuple[bytes, int, bytes]]:
    """Give (space, epoch, key) of each, the newest last."""
    for (value,) in raw.rows(connection, _READ, (_NAME,)):
        yield from _DECODER.decode(value)


def keep(connection: Connection, keys: Keys) -> None:
    """Keep keys that are about to be announced; the oldest of many go."""
    made = [*read(connection), *((*which, key) for which, key in keys.items())]
    _put(connection, made[-_KEPT:])


def forget(connection: Connection, keys: Keys) -> None:
    """Let keys go whose append was answered: they count, or never will."""
    gone = set(keys.values())
    _put(connection, [each for each in read(connection) if each[2] not in gone])


def _put(connection: Connection, made: list[tuple[bytes, int, bytes]]) -> None:
    if made:
        identity.put(connection, **{_NAME: msgspec.msgpack.encode(made)})
    else:
        identity.forget(connection, _NAME)
