"""Statements that are compiled once a process: SQLAlchemy keeps them by engine and dialect.

A schedule opens a dozen engines and would compile three hundred statements anew, which took a
fifth of its time. What runs is the same text.
"""

from functools import cache
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

from helhedsplan_desktop.store.engine import Database
from helhedsplan_server.server import Server

_KEPT: Final = 5000


def share_of_vault(database: Database) -> None:
    """Let a vault use what other vaults have compiled; both its engines speak one dialect."""
    for engine in (database.writer, database.reader):
        _share("vault", engine)


def share_of_server(server: Server) -> None:
    """Let a server use what other servers have compiled."""
    store = server._store
    for engine in (store.engine, store._reader, store._writer):
        _share("server", engine)


@cache
def _kept(_kind: str) -> LRUCache[object, object]:
    return LRUCache(_KEPT)


_DIALECTS: Final[dict[str, Dialect]] = {}


def _share(kind: str, engine: Engine) -> None:
    if kind not in _DIALECTS:
        # A dialect asks its first connection what the library can do.
        engine.connect().close()
        _DIALECTS[kind] = engine.dialect
    engine.dialect = engine.pool._dialect = _DIALECTS[kind]
    engine._compiled_cache = _kept(kind)  # type: ignore[assignment]  # its key and value types are not exported
