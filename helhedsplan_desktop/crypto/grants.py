"""A space key on its way to one device: sealed to the device, signed by the lead who granted it.

A grant counts only if the signed roster says that its sender, a lead of the space, granted to a
member, and if the key opens the roster's canary; both are the reader's to check.
"""

from helhedsplan_desktop.crypto.boxes import ENC_BYTES, SealingKey, seal_to
from helhedsplan_desktop.crypto.sealing import KEY_BYTES, SealError
from helhedsplan_desktop.crypto.signing import Signer, verify
from helhedsplan_protocol import wire
from helhedsplan_protocol.records import GRANT_LABEL
from helhedsplan_protocol.roster import SUITE_X25519, Grant, SignedGrant


def make_grant(
    signer: Signer,
    *,
    org: bytes,
    space: bytes,
    epoch: int,
    sender: bytes,
    to: bytes,
    to_key: bytes,
    space_key: bytes | bytearray,
) -> SignedGrant:
    """Return the space key of one epoch, sealed to one device and signed.

    Args:
        signer: the granting lead's device key (at founding: the first device's).
        org: 16 bytes, like `space`, `sender` and `to`.
        space: whose key it is.
        epoch: of the key.
        sender: the granting device.
        to: the receiving device, or `roster.RECOVERY`.
        to_key: the receiver's public sealing key, 32 bytes.
        space_key: 32 bytes.

    Raises:
        SealError: if `to_key` is no public key.
    """
    box = seal_to(to_key, space_key, _info(org, space, epoch, to))
    grant = Grant(
        org, space, epoch, to, sender, SUITE_X25519, enc=box[:ENC_BYTES], ct=box[ENC_BYTES:]
    )
    encoded = wire.encode(grant)
    return SignedGrant(encoded, signer.sign(GRANT_LABEL, encoded))


def verified_grant(signed: SignedGrant, sender_key: bytes) -> Grant:
    """Return the grant inside, once the signature proved right.

    Args:
        signed: as it travelled.
        sender_key: the public signing key that the roster gives for the grant's sender.

    Raises:
        SealError: for a wrong signature or bytes that are no grant.
    """
    if not verify(sender_key, GRANT_LABEL, signed.bytes, signed.sig):
        raise SealError("grant signature")
    return read_grant(signed)


def read_grant(signed: SignedGrant) -> Grant:
    """Return the grant inside, unverified: to learn whose key verifies it.

    Raises:
        SealError: for bytes that are no grant.
    """
    try:
        return wire.decode(signed.bytes, Grant)
    except wire.MalformedError as bad:
        raise SealError("grant") from bad


def open_grant(key: SealingKey, grant: Grant) -> bytes:
    """Return the 32-byte space key inside a grant to this device.

    Raises:
        SealError: for another receiver, an unknown suite or changed bytes.
    """
    if grant.suite != SUITE_X25519:
        raise SealError("suite")
    space_key = key.open_box(
        grant.enc + grant.ct, _info(grant.org, grant.space, grant.epoch, grant.to)
    )
    if len(space_key) != KEY_BYTES:
        raise SealError("grant length")
    return space_key


def _info(org: bytes, space: bytes, epoch: int, to: bytes) -> bytes:
    return GRANT_LABEL + org + space + epoch.to_bytes(8, "big") + to
