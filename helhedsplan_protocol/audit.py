"""What an access event says inside its seal (ADR 29)."""

from typing import Final

from helhedsplan_protocol.wire import Digest, Id, Wire

AUDIT_LABEL: Final = b"audit1"


class AccessEvent(Wire, frozen=True):
    """One line of a device's log of who saw or did what; ids and codes only.

    Sealed by HPKE to the roster's audit key with the info `"audit1" || org || device`.

    Args:
        v: protocol version.
        at: by the device's clock, ms since 1970 UTC.
        action: a code: view, review, export and such.
        rid: the record; None for what is about none.
        reason: a code of the stated reason; empty: none.
        chain: SHA-256 over the line before and this one; an event that came twice has the same.
    """

    v: int
    at: int
    user: Id
    device: Id
    action: str
    rid: Id | None
    reason: str
    chain: Digest
