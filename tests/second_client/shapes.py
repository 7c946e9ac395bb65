"""The structs of docs/sync.md, in the order of their fields there."""

from typing import Any

import msgspec

Id = bytes


class Shape(msgspec.Struct, array_like=True, frozen=True):
    """Travels as a MessagePack array."""


class Signed(Shape, frozen=True):
    data: bytes
    sig: bytes


class Problem(Shape, frozen=True):
    code: str
    retry: str
    after_seconds: int | None = None


class Hello(Shape, frozen=True):
    server_id: Id
    protocol_min: int
    protocol_max: int
    program: str
    founded: bool
    now_ms: int


class Session(Shape, frozen=True):
    token: bytes
    expires_in_seconds: int
    ratchet: bytes
    restore_id: Id


class EnrolTerms(Shape, frozen=True):
    org: Id
    server_id: Id
    root_key: bytes
    user: Id
    role: str
    spaces: tuple[Id, ...]
    expires_at: int
    root_mac: bytes


class Enrolment(Shape, frozen=True):
    device: Id
    signing_key: bytes
    sealing_key: bytes
    mac: bytes


class InviteState(Shape, frozen=True):
    invite_id: int
    user: Id
    role: str
    spaces: tuple[Id, ...]
    expires_at: int
    burnt: bool
    enrolment: Enrolment | None


class SpaceState(Shape, frozen=True):
    space: Id
    lineage: Id
    head: int
    digest: bytes
    epoch: int
    role: str
    quota_left: int | None


class SpacesAnswer(Shape, frozen=True):
    roster_n: int
    roster_hash: bytes
    restore_id: Id
    spaces: tuple[SpaceState, ...]


class RosterPage(Shape, frozen=True):
    roster_n: int
    roster_hash: bytes
    restore_id: Id
    entries: tuple[Signed, ...]
    grants: tuple[Signed, ...]


class Entry(Shape, frozen=True):
    n: int
    prev_hash: bytes
    org: Id
    type: str
    payload: bytes
    author: Id


class Grant(Shape, frozen=True):
    org: Id
    space: Id
    epoch: int
    to: Id
    sender: Id
    suite: int
    enc: bytes
    ct: bytes


class Header(Shape, frozen=True):
    v: int
    org: Id
    space: Id
    rid: Id
    vid: Id
    base: Id | None
    epoch: int
    kind: str
    schema: int
    min_writer: int
    reserved: None
    author: Id
    log_n: int
    blobs: tuple[Id, ...]
    commit: bytes


class Conflict(Shape, frozen=True):
    path: str
    value: Any
    vid: Id
    author: Id
    at: int
    over: Id | None = None
    over_at: int = 0


class Resolution(Shape, frozen=True):
    path: str
    vid: Id
    by: Id
    at: int
    choice: str


class Body(Shape, frozen=True):
    noun: str
    fields: dict[str, Any]
    extra: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    resolved: tuple[Resolution, ...]
    ancestors: tuple[Id, ...]
    merge_v: int
    claimed_time: int
    to_space: Id | None = None


class Batch(Shape, frozen=True):
    v: int
    org: Id
    space: Id
    author: Id
    log_n: int
    epoch: int
    item_hashes: tuple[bytes, ...]


class PullItem(Shape, frozen=True):
    rev: int
    header: bytes
    nonce: bytes
    ct: bytes
    batch_no: int
    vouch_no: int | None


class PullPage(Shape, frozen=True):
    lineage: Id
    head: int
    items: tuple[PullItem, ...]
    batches: tuple[Signed, ...]
    vouches: tuple[Signed, ...]
    next: int
    more: bool
    digest: bytes | None = None


class History(Shape, frozen=True):
    items: tuple[PullItem, ...]
    batches: tuple[Signed, ...]
    vouches: tuple[Signed, ...]


class ItemResult(Shape, frozen=True):
    vid: Id
    status: str
    rev: int | None = None
    current: Id | None = None
    code: str | None = None


class PushAnswer(Shape, frozen=True):
    lineage: Id
    head: int
    results: tuple[ItemResult, ...]


class HeaderRow(Shape, frozen=True):
    rid: Id
    vid: Id
    rev: int
    kind: str


class Headers(Shape, frozen=True):
    lineage: Id
    head: int
    digests: bytes
    rows: tuple[HeaderRow, ...]


def encode(value: Any) -> bytes:
    return msgspec.msgpack.encode(value)


def decode(data: bytes, kind: Any) -> Any:
    return msgspec.msgpack.decode(data, type=kind)


# --- the roster's payloads -----------------------------------------------------------------------


class SpaceSeed(Shape, frozen=True):
    space: Id
    purpose: str
    controller: str
    canary: bytes
    members: tuple[Id, ...]


class Genesis(Shape, frozen=True):
    server_id: Id
    root_key: bytes
    recovery_key: bytes
    audit_key: bytes
    user: Id
    device: Id
    signing_key: bytes
    sealing_key: bytes
    spaces: tuple[SpaceSeed, ...]


class AddDevice(Shape, frozen=True):
    user: Id
    device: Id
    signing_key: bytes
    sealing_key: bytes
    role: str
    spaces: tuple[Id, ...]


class SetRole(Shape, frozen=True):
    user: Id
    role: str


class SetMembers(Shape, frozen=True):
    space: Id
    added: tuple[Id, ...]
    removed: tuple[Id, ...]


class AddSpace(Shape, frozen=True):
    seed: SpaceSeed


class Revoke(Shape, frozen=True):
    user: Id | None
    device: Id | None
    reason: str


class Rotate(Shape, frozen=True):
    space: Id
    epoch: int
    lineage: Id
    head: int
    canary: bytes
    recipients: bytes
    reason: str


class LineageAck(Shape, frozen=True):
    space: Id
    lineage: Id
    head: int


class RecoveryUsed(Shape, frozen=True):
    user: Id
    device: Id
    signing_key: bytes
    sealing_key: bytes


class Whatever(Shape, frozen=True):
    """A payload that changes nothing that this client reads."""
