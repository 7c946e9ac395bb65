"""Bringing the tables up to what this program expects."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect, text

from helhedsplan_server.errors import StartError
from helhedsplan_server.store.engine import Store

REVISION: Final = "0003"
"""The form of the tables that this program reads and writes."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the form of the tables in the database; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(store: Store) -> None:
    """Run the missing steps; nothing happens when there are none.

    Raises:
        StartError: the database was written by a newer program.
    """
    with store.read() as connection:
        if revision_of(connection) == REVISION:
            return
    # Alembic costs 0.4 s to import, so it stays away from an ordinary start.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    with store.write(alone=True) as connection:
        # Asked again: of several processes that start at once, one takes the steps.
        found = revision_of(connection)
        if found is not None and found not in known:
            raise StartError("The database was written by a newer version of this program.")
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
