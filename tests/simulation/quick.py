"""What makes a schedule three times as quick, with the real stores, server and keys.

Nothing that is checked is left out: statements are compiled once a process, connections are kept,
and a sum over the same bytes is not done twice.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from functools import lru_cache
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Engine
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache
from typing_extensions import override

from helhedsplan_desktop.crypto import signing
from helhedsplan_desktop.store import buckets
from helhedsplan_desktop.store.cipher import driver_of
from helhedsplan_protocol.records import space_digest
from helhedsplan_server import signatures
from helhedsplan_server.records import digests
from helhedsplan_server.server import Server

_STATEMENTS: Final = 5000
_SUMS: Final = 20_000
_DIALECTS: Final[dict[str, Dialect]] = {}
_COMPILED: Final[dict[str, Any]] = {}


class Lasting:
    """An engine's connection that is kept between its transactions; one thread uses it.

    SQLAlchemy's own transaction stays open; the database's begin and end as the program asks.

    Args:
        kind: engines of one kind speak one dialect and share what they have compiled.
    """

    def __init__(self, engine: Engine, kind: str) -> None:
        _share(engine, kind)
        self._engine = engine
        self._kept: Connection | None = None
        self.busy = False

    def connect(self) -> AbstractContextManager[Connection]:
        """Give the connection, or another one while it is in use."""
        return self._engine.connect() if self.busy else _Turn(self, "BEGIN", commits=False)

    def begin(self) -> AbstractContextManager[Connection]:
        """Give the connection in a transaction that writes."""
        return self._engine.begin() if self.busy else _Turn(self, "BEGIN IMMEDIATE", commits=True)

    def kept(self) -> Connection:
        """Return the connection."""
        connection = self._kept
        if connection is None:
            # Its engine tells nobody of each statement: who listens begins and ends transactions.
            quiet = copy(self._engine)
            quiet._has_events = False
            self._kept = connection = quiet.connect()
            connection.begin()
        return connection

    def close(self) -> None:
        """Give the connection back."""
        if self._kept is not None:
            self._kept.close()


class _Turn(AbstractContextManager[Connection]):
    """One transaction on a connection that is kept."""

    def __init__(self, lasting: Lasting, statement: str, *, commits: bool) -> None:
        self._lasting = lasting
        self._statement = statement
        self._commits = commits

    @override
    def __enter__(self) -> Connection:
        connection = self._lasting.kept()
        self._driver = driver_of(connection)
        self._driver.execute(self._statement)
        self._lasting.busy = True
        return connection

    @override
    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._lasting.busy = False
        if kind is None and self._commits:
            self._driver.commit()
        else:
            self._driver.rollback()


def keep_connections(server: Server) -> Callable[[], None]:
    """Let a server keep its two connections; return what closes it."""
    store: Any = server._store
    read, write = store.read, store.write
    reader, writer = Lasting(store.engine, "server"), Lasting(store.engine, "server")
    store.read = store.look = lambda: read() if reader.busy else reader.connect()
    store.write = lambda **how: write(**how) if writer.busy else writer.begin()

    def close() -> None:
        reader.close()
        writer.close()
        server.close()

    return close


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for cycles of garbage at the end only: the collector would go through all modules."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _share(engine: Engine, kind: str) -> None:
    """Let an engine use what others have compiled: a schedule would compile 300 statements."""
    if kind not in _DIALECTS:
        # A dialect asks its first connection what the library can do.
        engine.connect().close()
        _DIALECTS[kind], _COMPILED[kind] = engine.dialect, LRUCache(_STATEMENTS)
    engine.dialect = engine.pool._dialect = _DIALECTS[kind]
    engine._compiled_cache = _COMPILED[kind]


@lru_cache(_SUMS)
def _is_signed(key: bytes, sig: bytes, data: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(sig, data)
    except InvalidSignature:
        return False
    return True


class _Remembering:
    """A public key that does not check the same signature over the same bytes twice."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    @classmethod
    def from_public_bytes(cls, key: bytes) -> "_Remembering":
        Ed25519PublicKey.from_public_bytes(key)
        return cls(key)

    def verify(self, sig: bytes, data: bytes) -> None:
        if not _is_signed(self._key, sig, data):
            raise InvalidSignature


@lru_cache(_SUMS)
def _sum(digests_by_bucket: frozenset[tuple[int, bytes]]) -> bytes:
    return space_digest(dict(digests_by_bucket))


def _space_digest(digests_by_bucket: dict[int, bytes]) -> bytes:
    return _sum(frozenset(digests_by_bucket.items()))


@contextmanager
def sums_done_once() -> Iterator[None]:
    """Remember signatures and digests of the same bytes."""
    vars_of: tuple[tuple[Any, str, Any], ...] = (
        (signing, "Ed25519PublicKey", _Remembering),
        (signatures, "Ed25519PublicKey", _Remembering),
        (buckets, "space_digest", _space_digest),
        (digests, "space_digest", _space_digest),
    )
    real = [(place, name, getattr(place, name)) for place, name, _ in vars_of]
    parsed = (signing._parsed, signatures._public_key)
    for place, name, quick in vars_of:
        setattr(place, name, quick)
    for cached in parsed:
        cached.cache_clear()
    try:
        yield
    finally:
        for place, name, before in real:
            setattr(place, name, before)
        for cached in parsed:
            cached.cache_clear()
