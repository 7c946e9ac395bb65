"""The commands of an operator; each prints plain English and ends with a documented code."""

from pathlib import Path
from typing import Annotated, Final

import typer

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.verify import verify as verify_store

DataOption = Annotated[Path, typer.Option(help="Folder of the database, journal and marks.")]

WRONG: Final = 1
"""Exit code: the command ran, and something in the data is wrong."""

EXIT_CODES: Final = "Exit codes: 0 done; 1 something in the data is wrong; 2 it could not be done."


def register(cli: typer.Typer) -> None:
    """Add the commands of an operator to the command line."""
    cli.command(epilog=EXIT_CODES)(verify)


def verify(data: DataOption) -> None:
    """Check every promise of the store: rows, hashes, signatures, roster, digests, journal.

    Reads only; the server may run meanwhile. A folder made by `backup` can be checked too.
    """
    config = ServerConfig(data=data)
    with standing_store(config) as store:
        findings = verify_store(config, store)
    for remark in findings.remarks:
        typer.echo(f"note: {remark}")
    for fault in findings.faults():
        typer.echo(f"wrong: {fault}")
    seen = ", ".join(f"{count} {what}" for what, count in findings.looked_at.items())
    typer.echo(f"looked at {seen or 'nothing'}")
    if not findings.clean:
        raise typer.Exit(WRONG)
    typer.echo("everything is as it should be")
