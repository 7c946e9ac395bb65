"""Requests and answers of every endpoint (docs/sync.md, endpoints)."""

from typing import Final, Literal

from helhedsplan_protocol.error_codes import ErrorCode, Retry
from helhedsplan_protocol.records import Kind, PullItem, PushItem, Signed
from helhedsplan_protocol.roster import Doubt, Role, SignedEntry, SignedGrant
from helhedsplan_protocol.wire import Digest, Id, Key, Number, Signature, Wire


class Problem(Wire, frozen=True):
    """The body of every answer that is not 200; it never echoes content or another space's ids."""

    code: ErrorCode
    retry: Retry
    after_seconds: int | None = None


class Empty(Wire, frozen=True):
    """A request or answer without fields."""


# --- hello, found -------------------------------------------------------------------------------


class Hello(Wire, frozen=True):
    """Who answers; needs no session. `now_ms` is the server's clock, for session lifetimes only."""

    server_id: Id
    protocol_min: Number
    protocol_max: Number
    program: str
    founded: bool
    now_ms: int


class FoundRequest(Wire, frozen=True):
    """The founding of an organisation; works once per server."""

    founding_code: str
    genesis: SignedEntry
    grants: tuple[SignedGrant, ...]


class FoundAnswer(Wire, frozen=True):
    """The organisation stands."""

    restore_id: Id


# --- sessions -----------------------------------------------------------------------------------


class SessionStart(Wire, frozen=True):
    """Asks for a challenge; may relay roster entries that a restored server lacks."""

    device: Id
    client_nonce: Key
    entries: tuple[SignedEntry, ...] = ()


class SessionChallenge(Wire, frozen=True):
    """To be signed as `"session1" || server_id || device || client_nonce || server_nonce`."""

    server_nonce: Key


class SessionFinish(Wire, frozen=True):
    """The signed challenge; `ratchet` is the value of the last session, None for the first."""

    device: Id
    client_nonce: Key
    server_nonce: Key
    sig: Signature
    ratchet: Key | None


class Session(Wire, frozen=True):
    """An opaque token for the `Authorization: Bearer` header, in hexadecimal there."""

    token: Key
    expires_in_seconds: int
    ratchet: Key
    restore_id: Id


# --- invitations and enrolment --------------------------------------------------------------------


class InviteCreate(Wire, frozen=True):
    """A lead's open invitation; the secret behind it never reaches the server.

    Args:
        invite_id: 25 bit.
        proof_hash: SHA-256(HKDF(s, "srv1")).
        user: the user that the new device will belong to.
        root_mac: HMAC(HKDF(s, "root1"), root_key || org || role || spaces || expires_at).
        expires_at: milliseconds since 1970 UTC, at most 48 hours ahead.
    """

    invite_id: Number
    proof_hash: Digest
    user: Id
    role: Role
    spaces: tuple[Id, ...]
    expires_at: int
    root_mac: Digest


class Enrolment(Wire, frozen=True):
    """The public halves of a new device; `mac` = HMAC(HKDF(s, "enrol1"), device || keys || id)."""

    device: Id
    signing_key: Key
    sealing_key: Key
    mac: Digest


class InviteState(Wire, frozen=True):
    """One open invitation as its lead sees it."""

    invite_id: Number
    user: Id
    role: Role
    spaces: tuple[Id, ...]
    expires_at: int
    burnt: bool
    enrolment: Enrolment | None


class InviteList(Wire, frozen=True):
    """The open invitations that the asking device made."""

    invites: tuple[InviteState, ...]


class InviteCancel(Wire, frozen=True):
    """Closes an invitation."""

    invite_id: Number


class EnrolStart(Wire, frozen=True):
    """A newcomer shows `HKDF(s, "srv1")`; needs no session."""

    invite_id: Number
    proof: Key


class EnrolTerms(Wire, frozen=True):
    """What the newcomer checks with `root_mac` before it makes keys."""

    org: Id
    server_id: Id
    root_key: Key
    user: Id
    role: Role
    spaces: tuple[Id, ...]
    expires_at: int
    root_mac: Digest


class EnrolSubmit(Wire, frozen=True):
    """The newcomer's public keys; the same enrolment may be sent again."""

    invite_id: Number
    proof: Key
    enrolment: Enrolment


class EnrolState(Wire, frozen=True):
    """`approved` once the roster holds the device."""

    state: Literal["open", "waiting", "approved", "closed"]


# --- roster -------------------------------------------------------------------------------------


class SpaceState(Wire, frozen=True):
    """One space of the asking device; `quota_left` in bytes, None without quota."""

    space: Id
    lineage: Id
    head: Number
    digest: Digest
    epoch: Number
    role: Role
    quota_left: int | None


class SpacesAnswer(Wire, frozen=True):
    """All that tells whether there is work to do; only a lead has the doubts of others."""

    roster_n: Number
    roster_hash: Digest
    restore_id: Id
    spaces: tuple[SpaceState, ...]
    doubts: tuple[Doubt, ...] = ()


class RosterPull(Wire, frozen=True):
    """Asks for the entries from number `from_n` on."""

    from_n: Number


class GrantKey(Wire, frozen=True):
    """Names a grant that the server holds."""

    space: Id
    epoch: Number
    to: Id


class RosterPage(Wire, frozen=True):
    """The log from `from_n`, the grants to the asking device and, for leads, all grants held.

    `aside` holds relayed entries that do not fit the log (a fork).
    """

    roster_n: Number
    roster_hash: Digest
    restore_id: Id
    entries: tuple[SignedEntry, ...]
    grants: tuple[SignedGrant, ...]
    held: tuple[GrantKey, ...]
    aside: tuple[SignedEntry, ...]


class RosterAppend(Wire, frozen=True):
    """All or none; the first entry's `prev_hash` must be the server's last hash."""

    entries: tuple[SignedEntry, ...]
    grants: tuple[SignedGrant, ...]


class RosterHead(Wire, frozen=True):
    """The end of the log."""

    roster_n: Number
    roster_hash: Digest


# --- records ------------------------------------------------------------------------------------


class Push(Wire, frozen=True):
    """At most 500 items and 4 MiB into one space."""

    space: Id
    lineage: Id
    batches: tuple[Signed, ...]
    items: tuple[PushItem, ...]
    vouches: tuple[Signed, ...] = ()


ItemStatus = Literal["applied", "duplicate", "conflict", "erased", "refused"]


class ItemResult(Wire, frozen=True):
    """`rev` with applied and duplicate, `current` vid with conflict, `code` with refused."""

    vid: Id
    status: ItemStatus
    rev: Number | None = None
    current: Id | None = None
    code: ErrorCode | None = None


class PushAnswer(Wire, frozen=True):
    """One result per item, in the order of the push."""

    lineage: Id
    head: Number
    results: tuple[ItemResult, ...]


class Pull(Wire, frozen=True):
    """Rows after `cursor`, or with `rids` just those; `schema` is the asker's vocabulary."""

    space: Id
    lineage: Id
    cursor: Number
    limit: Number
    rids: tuple[Id, ...] | None = None
    schema: Number = 1


class PullPage(Wire, frozen=True):
    """Current rows in rev order from one snapshot; `digest` stands on the last page only."""

    lineage: Id
    head: Number
    items: tuple[PullItem, ...]
    batches: tuple[Signed, ...]
    vouches: tuple[Signed, ...]
    next: Number
    more: bool
    digest: Digest | None = None


class HeadersRequest(Wire, frozen=True):
    """With no buckets: the 4,096 bucket digests. With buckets: the rows in them."""

    space: Id
    lineage: Id
    buckets: tuple[Number, ...]


class HeaderRow(Wire, frozen=True):
    """One current row without its content."""

    rid: Id
    vid: Id
    rev: Number
    kind: Kind


class HeadersAnswer(Wire, frozen=True):
    """`digests` is 4,096 x 32 bytes when no bucket was named, else empty."""

    lineage: Id
    head: Number
    digests: bytes
    rows: tuple[HeaderRow, ...]


class HistoryRequest(Wire, frozen=True):
    """Superseded versions of one record, newest first, for 90 days."""

    space: Id
    rid: Id


class HistoryAnswer(Wire, frozen=True):
    """Superseded versions in the same form as a pull."""

    items: tuple[PullItem, ...]
    batches: tuple[Signed, ...]
    vouches: tuple[Signed, ...]


# --- parcels, audit, health -----------------------------------------------------------------------


class Parcel(Wire, frozen=True):
    """Unsent work of a device that is out, in the form of a push; for a lead to take over."""

    parcel: Id
    space: Id
    author: Id
    items: tuple[PushItem, ...]
    batches: tuple[Signed, ...]


class ParcelPut(Wire, frozen=True):
    """Stores a parcel; the same parcel may be put again."""

    parcel: Parcel


class ParcelRow(Wire, frozen=True):
    """A parcel in the list of a lead."""

    parcel: Id
    space: Id
    author: Id
    items: Number
    at: int


class ParcelList(Wire, frozen=True):
    """Parcels of the spaces that the asking lead is a member of."""

    parcels: tuple[ParcelRow, ...]


class ParcelGet(Wire, frozen=True):
    """Asks for one parcel."""

    parcel: Id


class AuditAppend(Wire, frozen=True):
    """Access events, each sealed by HPKE to the audit key."""

    events: tuple[bytes, ...]


class Ready(Wire, frozen=True):
    """The server can serve."""

    program: str
    schema: str


MAX_PULL: Final = 500
"""Largest `limit` of a pull."""
