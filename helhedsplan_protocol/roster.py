"""The roster: an append-only, signed, hash-chained log of ids, keys and roles.

Names, titles and device names are records in the `Plan` space: the operator reads none of them.
"""

import hashlib
from collections.abc import Iterable
from typing import Annotated, Final, Literal

import msgspec

from helhedsplan_protocol.wire import Digest, Id, Key, Number, Signature, Wire

Role = Literal["worker", "lead", "reader", "auditor"]
Purpose = Literal["plan", "team", "shielded"]
EntryType = Literal[
    "genesis",
    "add_device",
    "set_role",
    "set_members",
    "add_space",
    "drain",
    "revoke",
    "wipe",
    "rotate",
    "lineage_ack",
    "bulk_erase",
    "policy",
    "fork_resolved",
    "recovery_used",
]


class Entry(Wire, frozen=True):
    """One link of the chain; `payload` is the encoded struct that `type` names.

    Args:
        n: number, 0 for genesis, without gaps.
        prev_hash: `entry_hash` of the link before, zeros for genesis.
        author: device that signed; for genesis and recovery the root key signs and this is
            the first or new lead device.
    """

    n: Number
    prev_hash: Digest
    org: Id
    type: EntryType
    payload: bytes
    author: Id


class SignedEntry(Wire, frozen=True):
    """Encoded `Entry` with its Ed25519 signature over `"roster1" || bytes`."""

    bytes: bytes
    sig: Signature


class Grant(Wire, frozen=True):
    """A space key sealed to one device by HPKE; the signature of `sender` covers all before it.

    `to` is 16 zero bytes when the grant goes to the recovery key.
    """

    org: Id
    space: Id
    epoch: Number
    to: Id
    sender: Id
    suite: Number
    enc: bytes
    ct: bytes


class SignedGrant(Wire, frozen=True):
    """Encoded `Grant` with its Ed25519 signature over `"grant1" || bytes`."""

    bytes: bytes
    sig: Signature


RECOVERY: Final = bytes(16)
"""The `to` of a grant that goes to the organisation's recovery sealing key."""

SUITE_X25519: Final = 1
"""HPKE suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20-Poly1305 (RFC 9180)."""

SUITE_MLKEM768_X25519: Final = 2
"""Reserved for the hybrid KEM."""


class SpaceSeed(Wire, frozen=True):
    """A space at its birth: epoch 1 canary = the sealed space id that only the right key opens."""

    space: Id
    purpose: Purpose
    controller: str
    canary: bytes
    members: tuple[Id, ...]


class Genesis(Wire, frozen=True):
    """The first entry, signed by the root key."""

    server_id: Id
    root_key: Key
    recovery_key: Key
    audit_key: Key
    user: Id
    device: Id
    signing_key: Key
    sealing_key: Key
    spaces: tuple[SpaceSeed, ...]


class AddDevice(Wire, frozen=True):
    """A new device of `user`; `spaces` is what its user is a member of from now on."""

    user: Id
    device: Id
    signing_key: Key
    sealing_key: Key
    role: Role
    spaces: tuple[Id, ...]


class SetRole(Wire, frozen=True):
    """A user's new role."""

    user: Id
    role: Role


class SetMembers(Wire, frozen=True):
    """Users who join and leave a space; leaving needs a `Rotate` in the same append."""

    space: Id
    added: tuple[Id, ...]
    removed: tuple[Id, ...]


class AddSpace(Wire, frozen=True):
    """A new space with its first members."""

    seed: SpaceSeed


class Drain(Wire, frozen=True):
    """A device sends what it has and takes no new edits."""

    device: Id


class Revoke(Wire, frozen=True):
    """A device, or with `device` None every device of `user`, is out."""

    user: Id | None
    device: Id | None
    reason: Literal["left", "stolen"]


class Wipe(Wire, frozen=True):
    """A device shall remove its vault at the next contact."""

    device: Id


class Rotate(Wire, frozen=True):
    """A new key of a space; `head` ends the old epoch, `recipients` is a hash of who got it."""

    space: Id
    epoch: Number
    lineage: Id
    head: Number
    canary: bytes
    recipients: Digest
    reason: str


class LineageAck(Wire, frozen=True):
    """A lead knows every ended-epoch row up to `head` of this lineage."""

    space: Id
    lineage: Id
    head: Number


class BulkErase(Wire, frozen=True):
    """A lead announces that `count` records go; `rids` is the SHA-256 of the sorted ids."""

    space: Id
    count: Number
    rids: Digest
    reason: str


class Policy(Wire, frozen=True):
    """Organisation-wide settings, name to value."""

    values: dict[str, Annotated[str, msgspec.Meta(max_length=4096)]]


RATCHET: Final = "ratchet."
"""A policy of this name and a device in hexadecimal: a lead's word that the device may go on, with
a ratchet that begins anew. Its value says nothing."""


class ForkResolved(Wire, frozen=True):
    """After a fork: the branch kept and the branch dropped, by entry hash."""

    keep: Digest
    drop: Digest


class RecoveryUsed(Wire, frozen=True):
    """The recovery sheet made a new lead device; signed by the root key."""

    user: Id
    device: Id
    signing_key: Key
    sealing_key: Key


class Doubt(Wire, frozen=True):
    """A device whose vault was seen twice, or came from a backup, until a lead says go on.

    Args:
        suspected: two copies of its vault are in use; both only fetch.
        renewed: its vault was put back from a backup and began its ratchet anew.
    """

    device: Id
    suspected: bool
    renewed: bool


PAYLOADS: Final[dict[EntryType, type[Wire]]] = {
    "genesis": Genesis,
    "add_device": AddDevice,
    "set_role": SetRole,
    "set_members": SetMembers,
    "add_space": AddSpace,
    "drain": Drain,
    "revoke": Revoke,
    "wipe": Wipe,
    "rotate": Rotate,
    "lineage_ack": LineageAck,
    "bulk_erase": BulkErase,
    "policy": Policy,
    "fork_resolved": ForkResolved,
    "recovery_used": RecoveryUsed,
}
"""The struct of each entry type's payload."""


def entry_hash(entry_bytes: bytes, sig: bytes) -> bytes:
    """Return the link that the next entry's `prev_hash` must name: 32 bytes."""
    return hashlib.sha256(entry_bytes + sig).digest()


def recipients_hash(pairs: list[tuple[bytes, int, bytes]]) -> bytes:
    """Return SHA-256 over the sorted (space, epoch, device) of a rotation's grants: 32 bytes."""
    return hashlib.sha256(
        b"".join(space + epoch.to_bytes(8, "big") + to for space, epoch, to in sorted(pairs))
    ).digest()


def erased_hash(rids: Iterable[bytes]) -> bytes:
    """Return SHA-256 over the sorted ids of records that an announcement says will go: 32 bytes."""
    return hashlib.sha256(b"".join(sorted(rids))).digest()
