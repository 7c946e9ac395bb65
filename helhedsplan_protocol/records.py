"""One version of one record as it travels: header, body, batch, vouch, item.

A header, a batch and a vouch are encoded once by their author and carried verbatim; the sender
signs and seals those bytes. Readers verify first and decode the same bytes after. There is no
canonical form, because nothing is ever encoded a second time.
"""

import hashlib
from typing import Any, Final, Literal

from helhedsplan_protocol.limits import BUCKET_BITS
from helhedsplan_protocol.wire import Digest, Id, Key, Number, Signature, Wire

Kind = Literal["put", "delete", "move", "erase"]
PUT: Final = "put"
DELETE: Final = "delete"
MOVE: Final = "move"
ERASE: Final = "erase"


class Header(Wire, frozen=True):
    """What the server may see of one version.

    Args:
        v: protocol version.
        base: the version that this one replaces; None for the first.
        commit: bytes 32-64 of the record key, binding the ciphertext to one key.
        log_n: number of the roster entry that the author had seen last.
    """

    v: Number
    org: Id
    space: Id
    rid: Id
    vid: Id
    base: Id | None
    epoch: Number
    kind: Kind
    schema: Number
    min_writer: Number
    reserved: None
    author: Id
    log_n: Number
    blobs: tuple[Id, ...]
    commit: Key


class Conflict(Wire, frozen=True):
    """A value that lost a merge and waits for a person.

    Args:
        path: the wire name of the field, or `deleted_by`.
        value: the losing value in wire form.
        vid: version whose body held exactly this value, or an id made at the merge.
        author: device that wrote it.
        at: claimed time, milliseconds since 1970 UTC.
        over: device whose value stood instead; None in versions of older programs.
        over_at: when that one was written, likewise.
    """

    path: str
    value: Any
    vid: Id
    author: Id
    at: int
    over: Id | None = None
    over_at: int = 0


class Resolution(Wire, frozen=True):
    """A person's decision on one conflict; `choice` is mine, theirs, both, merged or discarded."""

    path: str
    vid: Id
    by: Id
    at: int
    choice: str


class Body(Wire, frozen=True):
    """What stands inside the seal.

    Args:
        fields: wire field name to value; links are sorted lists of 16-byte ids.
        extra: fields of a newer vocabulary, kept verbatim.
        ancestors: versions whose content went into this one, newest first, at most 32.
        claimed_time: the author's clock, milliseconds since 1970 UTC; for display only.
        to_space: for a `move`, the space that holds the record now.
    """

    noun: str
    fields: dict[str, Any]
    extra: dict[str, Any]
    conflicts: tuple[Conflict, ...]
    resolved: tuple[Resolution, ...]
    ancestors: tuple[Id, ...]
    merge_v: Number
    claimed_time: int
    to_space: Id | None = None


class Batch(Wire, frozen=True):
    """The manifest of versions that one signature covers; items travel with any subset of it."""

    v: Number
    org: Id
    space: Id
    author: Id
    log_n: Number
    epoch: Number
    item_hashes: tuple[Digest, ...]


class Vouch(Wire, frozen=True):
    """A present member's word for relayed versions of an ended epoch."""

    v: Number
    org: Id
    space: Id
    author: Id
    log_n: Number
    epoch: Number
    lineage: Id
    item_hashes: tuple[Digest, ...]


class Signed(Wire, frozen=True):
    """Encoded `Batch` or `Vouch` with its Ed25519 signature."""

    bytes: bytes
    sig: Signature


BATCH_LABEL: Final = b"batch1"
VOUCH_LABEL: Final = b"vouch1"
ROSTER_LABEL: Final = b"roster1"
GRANT_LABEL: Final = b"grant1"
SESSION_LABEL: Final = b"session1"
_PARCEL_LABEL: Final = b"helhedsplan parcel"


class PushItem(Wire, frozen=True):
    """One sealed version on its way up; `batch_no` counts in the push's `batches`.

    `nonce` and `ct` are empty for an `erase`, which has no body.
    """

    header: bytes
    nonce: bytes
    ct: bytes
    batch_no: Number


class PullItem(Wire, frozen=True):
    """One current row on its way down; numbers count in the page's `batches` and `vouches`."""

    rev: Number
    header: bytes
    nonce: bytes
    ct: bytes
    batch_no: Number
    vouch_no: Number | None


def item_hash(header: bytes, nonce: bytes, ct: bytes) -> bytes:
    """Return SHA-256 over header, nonce and ciphertext as they travel: 32 bytes."""
    return hashlib.sha256(header + nonce + ct).digest()


def parcel_mark(parcel: bytes, restore_id: bytes) -> bytes:
    """Return what the last batch of a parcel names first: 32 bytes, for this parcel alone.

    Args:
        parcel: its id.
        restore_id: the server's when the parcel was put.
    """
    return hashlib.sha256(_PARCEL_LABEL + parcel + restore_id).digest()


def bucket_of(rid: bytes) -> int:
    """Return the digest bucket of a record: the last 12 bits of its id."""
    return int.from_bytes(rid[-2:], "big") & ((1 << BUCKET_BITS) - 1)


def bucket_digest(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Return the digest of one bucket from its (rid, vid) pairs; 32 bytes, zeros when empty."""
    if not pairs:
        return bytes(32)
    return hashlib.sha256(b"".join(rid + vid for rid, vid in sorted(pairs))).digest()


def space_digest(buckets: dict[int, bytes]) -> bytes:
    """Return the digest of a space from its 4,096 bucket digests; missing buckets are empty."""
    return hashlib.sha256(in_a_row(buckets)).digest()


def in_a_row(buckets: dict[int, bytes]) -> bytes:
    """Return the 4,096 bucket digests of a space, 32 bytes each; zeros for missing ones."""
    together = bytearray(32 << BUCKET_BITS)
    for number, digest in buckets.items():
        together[number * 32 : number * 32 + 32] = digest
    return bytes(together)


__all__ = [
    "BATCH_LABEL",
    "DELETE",
    "ERASE",
    "GRANT_LABEL",
    "MOVE",
    "PUT",
    "ROSTER_LABEL",
    "SESSION_LABEL",
    "VOUCH_LABEL",
    "Batch",
    "Body",
    "Conflict",
    "Header",
    "Kind",
    "PullItem",
    "PushItem",
    "Resolution",
    "Signed",
    "Vouch",
    "bucket_digest",
    "bucket_of",
    "in_a_row",
    "item_hash",
    "parcel_mark",
    "space_digest",
]
