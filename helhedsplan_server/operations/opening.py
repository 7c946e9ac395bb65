"""Opening the store of a server beside the process that serves it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.schema import REVISION, revision_of


@contextlib.contextmanager
def standing_store(config: ServerConfig) -> Iterator[Store]:
    """Give the store of a server that was made before; nothing is created here.

    Raises:
        StartError: there is none, or its tables are not those of this program.
    """
    with contextlib.closing(Store(config.url)) as store:
        if store.is_sqlite and not _is_file(store.url.database):
            raise StartError(f"There is no database in {config.data}.")
        store.reach()
        with store.read() as connection:
            found = revision_of(connection)
        if found is None:
            raise StartError("The database is empty: run `helhedsplan-server init` first.")
        if found != REVISION:
            raise StartError(
                f"The tables have form {found}, this program knows {REVISION}: "
                "let the server of the same version run once."
            )
        yield store


def _is_file(name: str | None) -> bool:
    return bool(name) and Path(name or "").is_file()
