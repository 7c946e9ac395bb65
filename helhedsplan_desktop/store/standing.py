"""How this laptop stands with its organisation: kept in the vault, so that it holds offline too."""

from enum import StrEnum

from sqlalchemy import Connection

from helhedsplan_desktop.store import identity
from helhedsplan_protocol.roster_view import RosterView


class Standing(StrEnum):
    """What a laptop may do; all but WIPED may be read."""

    ACTIVE = "active"
    DRAINING = "draining"
    """It sends what it has, and takes no new edits."""

    CLONED = "cloned"
    """A second copy of the vault was seen: it fetches, and sends nothing until a lead decides."""

    OUT = "out"
    """A lead put it out."""

    WIPED = "wiped"
    """A lead signed that it shall remove what it holds."""

    @property
    def may_edit(self) -> bool:
        """True while a person may change records here; a copy keeps what is written for later."""
        return self in {Standing.ACTIVE, Standing.CLONED}


def by_roster(roster: RosterView, device: bytes, *, cloned: bool = False) -> Standing:
    """Return what the verified roster says of a device.

    Only a lead's signature stands for being out: that a server says so is not enough.

    Args:
        cloned: the server has seen a second copy of this vault.
    """
    facts = roster.device(device)
    if facts is None:
        return Standing.ACTIVE
    if facts.wiped_n is not None:
        return Standing.WIPED
    if not facts.active:
        return Standing.OUT
    if facts.draining_n is not None:
        return Standing.DRAINING
    return Standing.CLONED if cloned else Standing.ACTIVE


def stored(connection: Connection) -> Standing:
    """Return what was known last."""
    return Standing(identity.value(connection, identity.STANDING) or Standing.ACTIVE)


def note(
    connection: Connection, roster: RosterView, device: bytes, *, cloned: bool | None = None
) -> None:
    """Keep what the roster says now.

    Args:
        cloned: the server has seen a second copy of this vault; None: as it was known.
    """
    known = stored(connection)
    copy = known is Standing.CLONED if cloned is None else cloned
    found = by_roster(roster, device, cloned=copy)
    if found is not known:
        identity.put(connection, standing=found.value.encode())
