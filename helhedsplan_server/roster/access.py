"""Who may do what now: the questions that every use case asks the roster first."""

from sqlalchemy import Connection, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.roster import Role
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_server.errors import Refusal
from helhedsplan_server.store.tables import ratchets, spaces

READERS: frozenset[Role] = frozenset({"worker", "lead", "reader"})
WRITERS: frozenset[Role] = frozenset({"worker", "lead"})


def demand_active(state: RosterState, device: bytes) -> Role:
    """Return the role of a device that is neither revoked nor to be wiped.

    Raises:
        Refusal: `device_revoked`.
    """
    facts = state.device(device)
    role = state.role_of_device(device)
    if facts is None or facts.wiped_n is not None or role is None:
        raise Refusal(ErrorCode.DEVICE_REVOKED)
    return role


def demand_member(state: RosterState, device: bytes, space: bytes) -> Role:
    """Return the role of a device in a space.

    A space of others and a space that does not exist are answered alike.

    Raises:
        Refusal: `device_revoked`, `not_found`.
    """
    role = demand_active(state, device)
    if not state.is_member(device, space):
        raise Refusal(ErrorCode.NOT_FOUND)
    return role


def demand_reader(state: RosterState, device: bytes, space: bytes) -> None:
    """Pass if the device may pull this space.

    Raises:
        Refusal: `device_revoked`, `not_found`, `role_denied`.
    """
    if demand_member(state, device, space) not in READERS:
        raise Refusal(ErrorCode.ROLE_DENIED)


def demand_lead(state: RosterState, device: bytes) -> None:
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
    query = select(ratchets.c.suspected).where(ratchets.c.device == device)
    if connection.execute(query).scalar():
        raise Refusal(ErrorCode.CLONE_SUSPECTED)


def is_frozen(connection: Connection) -> bool:
    """Return whether the operator froze this server: reads go on, nothing is taken in."""
    query = select(spaces.c.space).where(spaces.c.frozen.is_(True)).limit(1)
    return connection.execute(query).scalar() is not None


def demand_open(connection: Connection) -> None:
    """Pass if the operator did not freeze this server.

    Raises:
        Refusal: `space_frozen`.
    """
    if is_frozen(connection):
        raise Refusal(ErrorCode.SPACE_FROZEN)
