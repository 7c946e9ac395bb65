"""How a server stands, in numbers that an operator may see: ids, counts, sizes and times."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, func, select
from sqlalchemy.engine import make_url

from helhedsplan_protocol.records import PUT
from helhedsplan_server.config import ServerConfig
from helhedsplan_server.health.readiness import PROGRAM
from helhedsplan_server.operations.last_backup import LastBackup, last_backup
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.presence import somebody_serves
from helhedsplan_server.store.schema import REVISION
from helhedsplan_server.store.tables import (
    audit_events,
    history,
    organisation,
    parcels,
    ratchets,
    records,
    roster_aside,
    sessions,
    spaces,
)

_UNITS: Final = ("bytes", "KB", "MB", "GB", "TB")
_STEP: Final = 1000


class SpaceStatus(msgspec.Struct, frozen=True):
    """One space; sizes in bytes, `quota_bytes` None without quota."""

    space: str
    head: int
    live_records: int
    deleted_records: int
    superseded_versions: int
    used_bytes: int
    quota_bytes: int | None
    frozen: bool


class Status(msgspec.Struct, frozen=True):
    """A server as it stands; ids in hexadecimal, times in milliseconds since 1970 UTC.

    Args:
        roster_entries: length of the log; 0 until founded.
        aside_entries: relayed roster entries that do not fit the log (a fork).
        suspected_devices: devices of which two copies were seen.
        database_bytes: with SQLite's log; None for a database that is no file.
    """

    program: str
    schema: str
    running: bool
    founded: bool
    frozen: bool
    server_id: str
    restore_id: str
    roster_entries: int
    aside_entries: int
    active_devices: int
    draining_devices: int
    revoked_devices: int
    suspected_devices: int
    open_sessions: int
    parcels: int
    audit_events: int
    spaces: tuple[SpaceStatus, ...]
    database_bytes: int | None
    journal_bytes: int
    last_backup: LastBackup | None


def status(config: ServerConfig, store: Store, now_ms: int) -> Status:
    """Return how the server of `config` stands; it may run meanwhile."""
    with store.read() as connection:
        head = connection.execute(select(organisation)).one()
        devices = RosterBook().at(connection).devices()
        told = tuple(
            _space_status(connection, row)
            for row in connection.execute(select(spaces).order_by(spaces.c.space)).all()
        )
        return Status(
            program=PROGRAM,
            schema=REVISION,
            running=_is_running(config, store, connection),
            founded=head.roster_n >= 0,
            frozen=any(space.frozen for space in told),
            server_id=head.server_id.hex(),
            restore_id=head.restore_id.hex(),
            roster_entries=head.roster_n + 1,
            aside_entries=_count(connection, roster_aside),
            active_devices=sum(d.active and d.draining_n is None for d in devices),
            draining_devices=sum(d.active and d.draining_n is not None for d in devices),
            revoked_devices=sum(not d.active for d in devices),
            suspected_devices=_count(connection, ratchets, ratchets.c.suspected.is_(True)),
            open_sessions=_count(connection, sessions, sessions.c.expires_at > now_ms),
            parcels=_count(connection, parcels),
            audit_events=_count(connection, audit_events),
            spaces=told,
            database_bytes=_database_bytes(config),
            journal_bytes=_size(config.journal_file),
            last_backup=last_backup(config.data),
        )


def in_words(told: Status) -> list[str]:
    """Return the status as lines for a person."""
    founded = "founded" if told.founded else "not founded yet"
    frozen = ", FROZEN: reads only" if told.frozen else ""
    backup = told.last_backup
    lines = [
        f"{told.program}, tables {told.schema}, server {told.server_id}",
        f"{'running' if told.running else 'not running'}, {founded}{frozen}",
        (
            f"devices: {told.active_devices} active, {told.draining_devices} on their way out,"
            f" {told.revoked_devices} revoked, {told.suspected_devices} suspected of being copied"
        ),
        (
            f"roster: {told.roster_entries} entries, {told.aside_entries} kept aside;"
            f" sessions: {told.open_sessions}; parcels: {told.parcels};"
            f" access events: {told.audit_events}"
        ),
        f"database {_in_units(told.database_bytes)}, journal {_in_units(told.journal_bytes)}",
        f"last backup: {_when(backup.at)} in {backup.folder}" if backup else "last backup: never",
    ]
    for space in told.spaces:
        quota = f" of {_in_units(space.quota_bytes)}" if space.quota_bytes is not None else ""
        lines.append(
            f"space {space.space}: head {space.head}, {space.live_records} records,"
            f" {space.deleted_records} gone, {space.superseded_versions} superseded,"
            f" {_in_units(space.used_bytes)}{quota}{', frozen' if space.frozen else ''}"
        )
    return lines


def _space_status(connection: Connection, row: Row[Any]) -> SpaceStatus:
    mine = records.c.space == row.space
    rows = _count(connection, records, mine)
    live = _count(connection, records, mine, records.c.kind == PUT)
    return SpaceStatus(
        space=row.space.hex(),
        head=row.head,
        live_records=live,
        deleted_records=rows - live,
        superseded_versions=_count(connection, history, history.c.space == row.space),
        used_bytes=row.used_bytes,
        quota_bytes=row.quota_bytes,
        frozen=row.frozen,
    )


def _count(connection: Connection, table: Any, *which: Any) -> int:
    query = select(func.count()).select_from(table).where(*which)
    return int(connection.execute(query).scalar_one())


def _is_running(config: ServerConfig, store: Store, connection: Connection) -> bool:
    """Return whether a process serves this database; only a look, nothing is taken."""
    if not store.is_sqlite:
        return somebody_serves(connection)
    if not config.lock_file.exists():
        return False
    try:
        with closing(
            sqlite3.connect(f"{config.lock_file.absolute().as_uri()}?mode=ro", timeout=0, uri=True)
        ) as lock:
            lock.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return True
    return False


def _database_bytes(config: ServerConfig) -> int | None:
    url = make_url(config.url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return None
    return sum(_size(Path(f"{url.database}{end}")) for end in ("", "-wal"))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _in_units(size: int | None) -> str:
    if size is None:
        return "elsewhere"
    rest, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if rest < _STEP or unit == _UNITS[-1]:
            break
        rest /= _STEP
    return f"{rest:.0f} {unit}" if unit == _UNITS[0] else f"{rest:.1f} {unit}"


def _when(at: int) -> str:
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d %H:%M} UTC"
