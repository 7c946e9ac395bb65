"""Which grants the roster lets count; a grant that no lead may give is refused on both ends."""

from collections.abc import Iterable

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.records import GRANT_LABEL
from helhedsplan_protocol.roster import RECOVERY, Grant, SignedGrant
from helhedsplan_protocol.roster_state import RosterError, RosterState
from helhedsplan_protocol.roster_view import GrantDemand, RosterView
from helhedsplan_protocol.wire import MalformedError, decode


def check_grant(state: RosterState, signed: SignedGrant) -> Grant:
    """Return the decoded grant if its sender may give it and its receiver may have it.

    The canary is not tried here: only a holder of the receiving key can.

    Raises:
        RosterError: `bad_request`, `bad_signature`, `role_denied` when the sender was never a
            lead member of the space, `participant_mismatch` when the receiver is no active
            member device or the epoch does not exist.
    """
    try:
        grant = decode(signed.bytes, Grant)
    except MalformedError as bad:
        raise RosterError(ErrorCode.BAD_REQUEST) from bad
    if grant.org != state.org:
        raise RosterError(ErrorCode.BAD_REQUEST)
    key = state.signing_key(grant.sender)
    if key is None or not state.verify(key, signed.sig, GRANT_LABEL + signed.bytes):
        raise RosterError(ErrorCode.BAD_SIGNATURE)
    if not state.ever_led(grant.sender, grant.space):
        raise RosterError(ErrorCode.ROLE_DENIED)
    receives = grant.to == RECOVERY or state.is_member(grant.to, grant.space)
    if not receives or not 1 <= grant.epoch <= state.epoch(grant.space):
        raise RosterError(ErrorCode.PARTICIPANT_MISMATCH)
    return grant


def check_grants(
    before: RosterView,
    after: RosterState,
    offered: Iterable[SignedGrant],
    held: frozenset[GrantDemand],
) -> tuple[Grant, ...]:
    """Return the decoded grants of one append if they give all that it newly demands.

    Args:
        before: the roster before the append.
        after: the roster with its entries folded in.
        offered: the grants of the append.
        held: what the server holds already; it may lack older grants, a lead puts them again.

    Raises:
        RosterError: as `check_grant`, and `participant_mismatch` when one is missing.
    """
    grants = tuple(check_grant(after, signed) for signed in offered)
    given = held | {(grant.space, grant.epoch, grant.to) for grant in grants}
    if not after.required_grants() - before.required_grants() <= given:
        raise RosterError(ErrorCode.PARTICIPANT_MISMATCH)
    return grants
