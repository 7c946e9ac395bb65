"""Small facts of this laptop: drafts, recently opened contacts, settings, the access log."""

import hashlib
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, RowMapping, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from helhedsplan_desktop.store.tables import ACCESS_LOG, DRAFT, RECENT, SETTING

RECENT_KEPT = 50


def remember_opened(connection: Connection, rid: bytes, at: int) -> None:
    """Note that a contact was opened; the last 50 are kept."""
    connection.execute(
        insert(RECENT)
        .values(rid=rid, at=at)
        .on_conflict_do_update(index_elements=["rid"], set_={"at": at})
    )
    kept = select(RECENT.c.rid).order_by(RECENT.c.at.desc()).limit(RECENT_KEPT)
    connection.execute(delete(RECENT).where(RECENT.c.rid.not_in(kept)))


def opened_lately(connection: Connection, limit: int) -> list[tuple[bytes, int]]:
    """Return (rid, at) of the contacts opened last, newest first."""
    rows = connection.execute(
        select(RECENT.c.rid, RECENT.c.at).order_by(RECENT.c.at.desc()).limit(limit)
    )
    return [(rid, at) for rid, at in rows]


def keep_draft(
    connection: Connection,
    draft: bytes,
    form: str,
    about: bytes | None,
    fields: dict[str, object],
    at: int,
) -> None:
    """Store what was typed, over the same draft's earlier text."""
    values = {
        "form": form,
        "about": about,
        "fields": msgspec.msgpack.encode(_encodable(fields)),
        "changed_at": at,
    }
    connection.execute(
        insert(DRAFT)
        .values(draft=draft, **values)
        .on_conflict_do_update(index_elements=["draft"], set_=values)
    )


def _encodable(value: object) -> object:
    """Return a value without halves of characters, which a paste may bring and UTF-8 has not."""
    if isinstance(value, str):
        return value.encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {_encodable(name): _encodable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(each) for each in value]
    return value


def drafts(connection: Connection) -> list[RowMapping]:
    """Return every draft, the newest first."""
    return list(connection.execute(select(DRAFT).order_by(DRAFT.c.changed_at.desc())).mappings())


def draft(connection: Connection, draft: bytes) -> RowMapping | None:
    """Return one draft."""
    return connection.execute(select(DRAFT).where(DRAFT.c.draft == draft)).mappings().first()


def discard_draft(connection: Connection, draft: bytes) -> None:
    """Take a draft away."""
    connection.execute(delete(DRAFT).where(DRAFT.c.draft == draft))


def setting(connection: Connection, name: str) -> str | None:
    """Return a setting's value, None if it was never set."""
    return connection.execute(select(SETTING.c.value).where(SETTING.c.name == name)).scalar()


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Store a setting."""
    connection.execute(
        insert(SETTING)
        .values(name=name, value=value)
        .on_conflict_do_update(index_elements=["name"], set_={"value": value})
    )


def log_access(
    connection: Connection,
    at: int,
    user: bytes,
    device: bytes,
    action: str,
    rid: bytes | None,
    reason: str,
) -> None:
    """Append one line to the access log, chained to the line before."""
    before = connection.execute(
        select(ACCESS_LOG.c.chain).order_by(ACCESS_LOG.c.id.desc()).limit(1)
    ).scalar() or bytes(32)
    line = msgspec.msgpack.encode([at, user, device, action, rid, reason])
    connection.execute(
        ACCESS_LOG.insert().values(
            at=at,
            user=user,
            device=device,
            action=action,
            rid=rid,
            reason=reason,
            chain=hashlib.sha256(before + line).digest(),
        )
    )


def access_lines(connection: Connection) -> int:
    """Return how many lines the access log has."""
    return connection.execute(select(func.count()).select_from(ACCESS_LOG)).scalar_one()


def access_after(connection: Connection, last: int, limit: int) -> list[Row[*tuple[Any, ...]]]:
    """Return the lines of the access log behind a number, the oldest first."""
    query = select(ACCESS_LOG).where(ACCESS_LOG.c.id > last).order_by(ACCESS_LOG.c.id)
    return list(connection.execute(query.limit(limit)))
