"""The two databases that a server may stand on, as the tests handle them from outside."""

import shutil
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, select, text

from helhedsplan_server.store.engine import database_url, sqlite_url
from helhedsplan_server.store.tables import metadata
from tests.support.postgres import Postgres

DATABASES = ("sqlite", "postgresql")


class Database(Protocol):
    """One database; nobody is connected to it while one of these is called."""

    @property
    def url(self) -> str:
        """The address, as the server takes it."""
        ...

    def copy(self) -> None:
        """Keep a copy, as a backup does; an earlier one is dropped."""
        ...

    def put_back(self) -> None:
        """Replace the database by its copy."""
        ...

    def change(self, statement: str) -> None:
        """Write past the server."""
        ...

    def holds(self, content: bytes) -> bool:
        """Return whether these bytes can still be read anywhere in the database."""
        ...


class SqliteFile:
    """The file in a data folder."""

    def __init__(self, data: Path) -> None:
        self._file = data / "server.db"
        self._copied = data.with_name("backup.db")

    @property
    def url(self) -> str:
        return sqlite_url(self._file)

    def copy(self) -> None:
        shutil.copy(self._file, self._copied)

    def put_back(self) -> None:
        shutil.copy(self._copied, self._file)

    def change(self, statement: str) -> None:
        _change(self.url, statement)

    def holds(self, content: bytes) -> bool:
        return content in self._file.read_bytes()


class PostgresDatabase:
    """A database of its own in the cluster of the tests, with the tables of the server."""

    def __init__(self, cluster: Postgres) -> None:
        self._cluster = cluster
        self._name = cluster.fresh()
        self._copied: str | None = None

    @property
    def url(self) -> str:
        return self._cluster.url(self._name)

    def copy(self) -> None:
        if self._copied is not None:
            self._cluster.drop(self._copied)
        self._copied = self._cluster.copy(self._name)

    def put_back(self) -> None:
        assert self._copied is not None
        self._cluster.drop(self._name)
        self._cluster.copy(self._copied, self._name)

    def change(self, statement: str) -> None:
        _change(self.url, statement)

    def holds(self, content: bytes) -> bool:
        # Dead rows stay in PostgreSQL's files until it tidies up; what a statement sees counts.
        engine = create_engine(database_url(self.url))
        try:
            with engine.connect() as connection:
                rows = (connection.execute(select(table)) for table in metadata.sorted_tables)
                values = (value for found in rows for row in found for value in row)
                return any(isinstance(value, bytes) and content in value for value in values)
        finally:
            engine.dispose()

    def drop(self) -> None:
        """Remove it and its copy."""
        self._cluster.drop(self._name)
        if self._copied is not None:
            self._cluster.drop(self._copied)


def _change(url: str, statement: str) -> None:
    engine = create_engine(database_url(url))
    try:
        with engine.begin() as connection:
            assert connection.execute(text(statement)).rowcount
    finally:
        engine.dispose()
