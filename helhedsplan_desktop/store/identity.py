"""Who this laptop is: ids, private keys, server address, as facts by name in the vault."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete

from helhedsplan_desktop.store import raw
from helhedsplan_desktop.store.tables import IDENTITY

USER: Final = "user"
DEVICE: Final = "device"
ORG: Final = "org"
SIGNING_KEY: Final = "signing_key"
SEALING_KEY: Final = "sealing_key"
ROOT_KEY: Final = "root_key"
SERVER: Final = "server"
SERVER_ID: Final = "server_id"
RATCHET: Final = "ratchet"
RESTORE_ID: Final = "restore_id"
COMPUTER: Final = "computer"
STANDING: Final = "standing"
"""What the laptop may do, a word of `sync.standing`; not there: everything."""

RENEWED: Final = "ratchet_renewed"
"""There while an old file of the vault is in use that asked for a new ratchet already."""

SYNCED_AT: Final = "synced_at"
"""Last finished sync, ms since 1970 UTC, 8 bytes big-endian."""

PLAN: Final = "space.plan"
TEAM: Final = "space.team"
SHIELDED: Final = "space.shielded"
INVITE: Final = "invite"
"""The secret of an invitation under way: on the newcomer's laptop until it is approved."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The facts that are there, by name."""

    facts: dict[str, bytes]

    def get(self, name: str) -> bytes | None:
        """Return a fact, None if it is not there."""
        return self.facts.get(name)

    def need(self, name: str) -> bytes:
        """Return a fact that must be there."""
        return self.facts[name]

    def text(self, name: str) -> str:
        """Return a fact as text, empty if it is not there."""
        return self.facts.get(name, b"").decode()

    @property
    def enrolled(self) -> bool:
        """True once the roster holds this device."""
        return ROOT_KEY in self.facts and SERVER in self.facts and INVITE not in self.facts


_READ: Final = "SELECT name, value FROM identity"
_VALUE: Final = f"{_READ} WHERE name = ?"
_FORGET: Final = "DELETE FROM identity WHERE name = ?"
_PUT: Final = (
    "INSERT INTO identity (name, value) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


def value(connection: Connection, name: str) -> str:
    """Return one fact as text, empty if it is not there."""
    facts: dict[str, bytes] = dict(raw.rows(connection, _VALUE, (name,)))
    return facts.get(name, b"").decode()


def read(connection: Connection) -> Identity:
    """Return every fact."""
    return Identity(dict(raw.rows(connection, _READ)))


def put(connection: Connection, **facts: bytes) -> None:
    """Store facts; in a name, two underscores stand for a dot."""
    for name, value in facts.items():
        raw.run(connection, _PUT, (name.replace("__", "."), value))


def forget(connection: Connection, name: str) -> None:
    """Take a fact away."""
    raw.run(connection, _FORGET, (name,))


def clear(connection: Connection) -> None:
    """Forget everything: this laptop begins anew."""
    connection.execute(delete(IDENTITY))
