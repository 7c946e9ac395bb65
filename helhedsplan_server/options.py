"""The options that every command of the server has."""

from pathlib import Path
from typing import Annotated

import typer

from helhedsplan_server.config import ServerConfig

DataOption = Annotated[
    Path, typer.Option(help="Folder of the journal, the marks and, without --database, all else.")
]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        envvar="HELHEDSPLAN_SERVER_DATABASE_URL",
        show_envvar=True,
        help="postgresql://USER@HOST:PORT/NAME instead of the SQLite file in the data folder. "
        "Keep a password in the variable or in ~/.pgpass: others can read a command line.",
    ),
]


def settings(data: Path, database: str | None) -> ServerConfig:
    """Return the settings of one command; what it does not name comes from the environment."""
    return ServerConfig(data=data, database_url=database)
