"""Who may do what now: the questions that every use case asks the roster first."""

from typing import Final

from sqlalchemy import Connection, bindparam, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster import Role
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.book import Roster
from helhedsplan_server.store.tables import ratchets, spaces

READERS: frozenset[Role] = frozenset({"worker", "lead", "reader"})
FORK_SECONDS = 60
"""When a client asks again whether a lead has decided on a fork."""

WRITERS: frozenset[Role] = frozenset({"worker", "lead"})
_SUSPECTED: Final = select(ratchets.c.suspected).where(ratchets.c.device == bindparam("asking"))
_ANY_FROZEN: Final = select(spaces.c.space).where(spaces.c.frozen.is_(True)).limit(1)


def demand_active(state: Roster, device: bytes) -> Role:
    """Return the role of a device that is neither revoked nor to be wiped.

    What another branch of the log revoked is revoked here too.

    Raises:
        Refusal: `device_revoked`.
    """
    facts = state.device(device)
    role = state.role_of_device(device)
    out = facts is None or facts.wiped_n is not None or device in state.fork.revoked
    if out or role is None:
        raise Refusal(ErrorCode.DEVICE_REVOKED)
    return role


def demand_member(state: Roster, device: bytes, space: bytes) -> Role:
    """Return the role of a device in a space.

    A space of others and a space that does not exist are answered alike.

    Raises:
        Refusal: `device_revoked`, `not_found`.
    """
    role = demand_active(state, device)
    if not state.is_member(device, space):
        raise Refusal(ErrorCode.NOT_FOUND)
    return role


def demand_reader(state: Roster, device: bytes, space: bytes) -> None:
    """Pass if the device may pull this space.

    Raises:
        Refusal: `device_revoked`, `not_found`, `role_denied`.
    """
    if demand_member(state, device, space) not in READERS:
        raise Refusal(ErrorCode.ROLE_DENIED)


def demand_lead(state: Roster, device: bytes) -> None:
    """Pass if the device is an active lead's that is not on its way out.

    Raises:
        Refusal: `device_revoked`, `draining`, `role_denied`.
    """
    role = demand_active(state, device)
    if state.is_draining(device):
        raise Refusal(ErrorCode.DRAINING)
    if role != "lead":
        raise Refusal(ErrorCode.ROLE_DENIED)


def demand_unsuspected(connection: Connection, device: bytes) -> None:
    """Pass if no second copy of this device's vault was seen.

    Raises:
        Refusal: `clone_suspected`.
    """
    if connection.execute(_SUSPECTED, {"asking": device}).scalar():
        raise Refusal(ErrorCode.CLONE_SUSPECTED)


def is_frozen(connection: Connection) -> bool:
    """Return whether the operator froze this server: reads go on, nothing is taken in."""
    return connection.execute(_ANY_FROZEN).scalar() is not None


def demand_open(connection: Connection) -> None:
    """Pass if the operator did not freeze this server.

    Raises:
        Refusal: `space_frozen`.
    """
    if is_frozen(connection):
        raise Refusal(ErrorCode.SPACE_FROZEN)


def demand_unforked(state: Roster, device: bytes, space: bytes) -> None:
    """Pass if no branch of the log leaves open whether this device may push into this space.

    Raises:
        Refusal: `space_frozen`, until a lead has decided and the key of the space is new.
    """
    if space in state.fork.spaces or device in state.fork.devices:
        raise Refusal(ErrorCode.SPACE_FROZEN, after_seconds=FORK_SECONDS)


def demand_one_log(state: Roster) -> None:
    """Pass if no fork is open: until then nobody comes in.

    Raises:
        Refusal: `space_frozen`.
    """
    if state.fork.common_n is not None:
        raise Refusal(ErrorCode.SPACE_FROZEN, after_seconds=FORK_SECONDS)
