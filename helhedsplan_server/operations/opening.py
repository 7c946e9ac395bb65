"""Opening the store of a server beside the process that serves it."""

import contextlib
from collections.abc import Iterator

from sqlalchemy.engine import make_url

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
    url = make_url(config.url)
    if url.get_backend_name() == "sqlite" and not _is_file(config):
        raise StartError(f"There is no database in {config.data}.")
    with contextlib.closing(Store(config.url)) as store:
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


def _is_file(config: ServerConfig) -> bool:
    name = make_url(config.url).database
    return bool(name) and (config.data / (name or "")).is_file()
