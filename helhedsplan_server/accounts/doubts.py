"""Vaults that were seen twice or came from a backup, and a lead's word that one may go on."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, delete, or_, select

from helhedsplan_protocol.roster import RATCHET, Doubt, Entry, Policy
from helhedsplan_protocol.wire import decode
from helhedsplan_server.store.tables import ratchets

_ALL: Final = select(ratchets.c.device, ratchets.c.suspected, ratchets.c.renewed).where(
    or_(ratchets.c.suspected.is_(True), ratchets.c.renewed.is_(True))
)
_ONE: Final = _ALL.where(ratchets.c.device == bindparam("asked"))


def doubts_of(connection: Connection, device: bytes | None) -> tuple[Doubt, ...]:
    """Return the doubts about one device, or about all of them."""
    found = (
        connection.execute(_ALL) if device is None else connection.execute(_ONE, {"asked": device})
    )
    return tuple(
        sorted(
            (Doubt(row.device, row.suspected, row.renewed) for row in found),
            key=lambda doubt: doubt.device,
        )
    )


def clear_by(connection: Connection, entries: Iterable[Entry]) -> None:
    """Let the ratchets begin anew that these verified entries speak of."""
    for entry in entries:
        if entry.type == "policy":
            for name in decode(entry.payload, Policy).values:
                if name.startswith(RATCHET):
                    _begin_anew(connection, name.removeprefix(RATCHET))


def _begin_anew(connection: Connection, device: str) -> None:
    try:
        known = bytes.fromhex(device)
    except ValueError:
        return
    connection.execute(delete(ratchets).where(ratchets.c.device == known))
