"""The commands of an operator; each prints plain English and ends with a documented code."""

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from helhedsplan_server.errors import StartError
from helhedsplan_server.operations.backup import back_up
from helhedsplan_server.operations.findings import Findings
from helhedsplan_server.operations.freezing import set_frozen
from helhedsplan_server.operations.migrate import migrate as migrate_to
from helhedsplan_server.operations.opening import standing_store
from helhedsplan_server.operations.put_back import put_back
from helhedsplan_server.operations.quotas import set_quota, size_of
from helhedsplan_server.operations.status import in_words
from helhedsplan_server.operations.status import status as status_of
from helhedsplan_server.operations.verify import verify as verify_store
from helhedsplan_server.options import DatabaseOption, DataOption, settings
from helhedsplan_server.server import Server
from helhedsplan_server.surroundings import SystemClock, SystemRandomness, now_ms

JsonOption = Annotated[bool, typer.Option("--json", help="For machines: one JSON object.")]

WRONG: Final = 1
"""Exit code: the command ran, and something in the data is wrong."""

EXIT_CODES: Final = "Exit codes: 0 done; 1 something in the data is wrong; 2 it could not be done."


def register(cli: typer.Typer) -> None:
    """Add the commands of an operator to the command line."""
    for command in (status, verify, backup, restore, freeze, quota, migrate):
        cli.command(epilog=EXIT_CODES)(command)
    cli.command("open", epilog=EXIT_CODES)(thaw)


def status(data: DataOption, database: DatabaseOption = None, *, json: JsonOption = False) -> None:
    """Tell how the server stands: spaces, heads, devices, sizes, last backup, frozen or not."""
    config = settings(data, database)
    with standing_store(config) as store:
        told = status_of(config, store, now_ms(SystemClock()))
    if json:
        typer.echo(msgspec.json.encode(told).decode())
    else:
        typer.echo("\n".join(in_words(told)))


def freeze(data: DataOption, database: DatabaseOption = None) -> None:
    """Let the server answer reads only: nothing is taken in until `open`, restarts included.

    Programs keep what they would send and try again by themselves.
    """
    with standing_store(settings(data, database)) as store:
        count = set_frozen(store, frozen=True)
    if not count:
        raise StartError("No organisation was founded here yet: there is nothing to freeze.")
    typer.echo(f"frozen: {count} spaces take nothing in")


def thaw(data: DataOption, database: DatabaseOption = None) -> None:
    """Let a frozen server take work in again."""
    with standing_store(settings(data, database)) as store:
        count = set_frozen(store, frozen=False)
    typer.echo(f"open: {count} spaces take work in")


def quota(
    data: DataOption,
    size: Annotated[str, typer.Argument(help="Such as 500MB or 2GB; none lifts it.")],
    space: Annotated[str | None, typer.Option(help="One space; all without it.")] = None,
    database: DatabaseOption = None,
) -> None:
    """Set how much a space may hold, current and superseded versions together.

    A space that holds more keeps it; programs are told that it is full and try again later.
    New spaces get HELHEDSPLAN_SERVER_QUOTA_BYTES.
    """
    quota_bytes = size_of(size)
    with standing_store(settings(data, database)) as store:
        count = set_quota(store, space, quota_bytes)
    typer.echo(f"quota {size}: {count} spaces")


def verify(data: DataOption, database: DatabaseOption = None) -> None:
    """Check every promise of the store: rows, hashes, signatures, roster, digests, journal.

    Reads only; the server may run meanwhile. A folder made by `backup` can be checked too.
    """
    config = settings(data, database)
    with standing_store(config) as store:
        findings = verify_store(config, store)
    _tell(findings)
    typer.echo("everything is as it should be")


def backup(
    data: DataOption,
    to: Annotated[Path, typer.Option(help="Folder in which the backup gets its own folder.")],
    database: DatabaseOption = None,
) -> None:
    """Copy database, journal and marks of this moment, check the copy, then give it its name.

    The server may run meanwhile. Keep the folder on another disk, and as well guarded as the
    server: it holds no name and no note in the clear, but all that the server knows.
    """
    done = back_up(settings(data, database), to, SystemClock())
    typer.echo(f"backup {done.folder}")
    typer.echo(f"{len(done.manifest.files)} files, {done.total_bytes} bytes")
    _tell(done.findings)


def restore(
    data: DataOption,
    backup: Annotated[
        Path | None, typer.Option("--from", help="Folder that `backup` made.")
    ] = None,
    database: DatabaseOption = None,
    *,
    stay_frozen: Annotated[
        bool, typer.Option("--stay-frozen", help="Answer reads only until `open`.")
    ] = False,
) -> None:
    """Put a backup back and bring it up to the journal of today. Stop the server first.

    Without --from it does so for a database that was put in place by hand. The journal stays;
    what was erased stays erased; every space gets a new lineage and every session ends, so that
    programs offer again what the backup lacks. The database that was here is kept in a folder
    `replaced-...`: remove it when all is well.
    """
    config = settings(data, database)
    if backup is None:
        server = Server(config, restoring=True)
        server.close()
        assert server.restored is not None, "a server that restores tells what it put back"
        restored = server.restored
        with standing_store(config) as store:
            set_frozen(store, frozen=stay_frozen)
    else:
        done = put_back(config, backup, SystemClock(), SystemRandomness(), stay_frozen=stay_frozen)
        _tell(done.findings)
        restored = done.restored
        if done.replaced is not None:
            typer.echo(f"the old database is in {done.replaced}")
    entries, grants, erasures = restored
    typer.echo(f"restored entries={entries} grants={grants} erasures={erasures}")


def migrate(
    data: DataOption,
    source: Annotated[
        str, typer.Option("--from", help="Where the server stood: sqlite:///FILE or postgresql://…")
    ],
    target: Annotated[str, typer.Option("--to", help="An empty database: the same kinds.")],
) -> None:
    """Copy every row into an empty database, then check it. Stop the server first.

    Journal and marks stay in the data folder; devices notice nothing. The old database stays as
    it is: remove it when the server runs well on the new one.
    """
    done = migrate_to(settings(data, source), settings(data, target), SystemRandomness())
    for table, count in done.rows.items():
        if count:
            typer.echo(f"copied {table}: {count}")
    _tell(done.findings)
    typer.echo("done: serve with --database and the new address from now on")


def _tell(findings: Findings) -> None:
    """Print what a check found, and end with the code for wrong data if there is any."""
    for remark in findings.remarks:
        typer.echo(f"note: {remark}")
    for fault in findings.faults():
        typer.echo(f"wrong: {fault}")
    seen = ", ".join(f"{count} {what}" for what, count in findings.looked_at.items())
    typer.echo(f"looked at {seen or 'nothing'}")
    if not findings.clean:
        raise typer.Exit(WRONG)
