"""The commands of an operator; each prints plain English and ends with a documented code."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from helhedsplan_server.config import ServerConfig
from helhedsplan_server.operations.freezing import set_frozen
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.status import in_words
from helhedsplan_server.operations.status import status as status_of
from helhedsplan_server.operations.verify import verify as verify_store
from helhedsplan_server.surroundings import SystemClock, now_ms

DataOption = Annotated[Path, typer.Option(help="Folder of the database, journal and marks.")]
JsonOption = Annotated[bool, typer.Option("--json", help="For machines: one JSON object.")]

WRONG: Final = 1
"""Exit code: the command ran, and something in the data is wrong."""

EXIT_CODES: Final = "Exit codes: 0 done; 1 something in the data is wrong; 2 it could not be done."


def register(cli: typer.Typer) -> None:
    """Add the commands of an operator to the command line."""
    for command in (status, verify, freeze):
        cli.command(epilog=EXIT_CODES)(command)
    cli.command("open", epilog=EXIT_CODES)(thaw)


def status(data: DataOption, *, json: JsonOption = False) -> None:
    """Tell how the server stands: spaces, heads, devices, sizes, last backup, frozen or not."""
    config = ServerConfig(data=data)
    with standing_store(config) as store:
        told = status_of(config, store, now_ms(SystemClock()))
    if json:
        typer.echo(msgspec.json.encode(told).decode())
    else:
        typer.echo("\n".join(in_words(told)))


def freeze(data: DataOption) -> None:
    """Let the server answer reads only: nothing is taken in until `open`, restarts included.

    Programs keep what they would send and try again by themselves.
    """
    with standing_store(ServerConfig(data=data)) as store:
        count = set_frozen(store, frozen=True)
    typer.echo(f"frozen: {count} spaces take nothing in")


def thaw(data: DataOption) -> None:
    """Let a frozen server take work in again."""
    with standing_store(ServerConfig(data=data)) as store:
        count = set_frozen(store, frozen=False)
    typer.echo(f"open: {count} spaces take work in")


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
