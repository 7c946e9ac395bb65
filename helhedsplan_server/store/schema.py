"""Bringing the tables up to what this program expects."""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, inspect, text

from helhedsplan_server.errors import StartError

REVISION: Final = "0001"
"""The form of the tables that this program reads and writes."""

_MIGRATIONS: Final = Path(__file__).parent / "migrations"


def revision_of(connection: Connection) -> str | None:
    """Return the form of the tables in the database; None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def upgrade(engine: Engine) -> None:
    """Run the missing steps; nothing happens when there are none.

    Raises:
        StartError: the database was written by a newer program.
    """
    with engine.begin() as connection:
        found = revision_of(connection)
    if found == REVISION:
        return
    # Alembic costs 0.4 s to import, so it stays away from an ordinary start.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StartError("The database was written by a newer version of this program.")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
