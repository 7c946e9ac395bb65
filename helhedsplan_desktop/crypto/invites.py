"""An invitation: the code that goes by voice or paper, and what both ends prove with its secret.

The server learns the number and a hash; the secret s never passes through it, so it can neither
slip in another root key nor another newcomer's keys. Source: docs/sync.md, enrolment.
"""

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helhedsplan_desktop.crypto.codes import decode_code, encode_code
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_protocol.roster import Role

SECRET_BITS: Final = 115
ID_BITS: Final = 25

_SECRET_BYTES: Final = 15
_PROOF: Final = b"srv1"
_ROOT: Final = b"root1"
_ENROL: Final = b"enrol1"


@dataclass(frozen=True, slots=True)
class Invite:
    """What stands in a code.

    Args:
        invite_id: 25 bit, by which the server finds the invitation.
        secret: 115 bit as 15 bytes, big-endian; known to the lead and the newcomer only.
    """

    invite_id: int
    secret: bytes = field(repr=False)

    @property
    def code(self) -> str:
        """Return the 30 signs in six groups, for the screen, for paper and for a QR picture."""
        return encode_code(self.invite_id << SECRET_BITS | int.from_bytes(self.secret, "big"))


def new_invite(randomness: Randomness) -> Invite:
    """Return a fresh invitation."""
    number = int.from_bytes(randomness.bytes(4), "big") >> (32 - ID_BITS)
    secret = int.from_bytes(randomness.bytes(_SECRET_BYTES), "big") >> (120 - SECRET_BITS)
    return Invite(number, secret.to_bytes(_SECRET_BYTES, "big"))


def parse_code(text: str) -> Invite:
    """Return the invitation of a code that a person typed or pasted.

    Lower case, spaces, dashes and look-alikes are put right.

    Raises:
        AppError: CODE_INCOMPLETE (missing: number of signs), CODE_WRONG.
    """
    value = decode_code(text)
    secret = value & ((1 << SECRET_BITS) - 1)
    return Invite(value >> SECRET_BITS, secret.to_bytes(_SECRET_BYTES, "big"))


def proof(invite: Invite) -> bytes:
    """Return the 32 bytes that the newcomer shows the server: HKDF(s, "srv1")."""
    return _derive(invite, _PROOF)


def proof_hash(invite: Invite) -> bytes:
    """Return what the server keeps to check the proof: SHA-256(HKDF(s, "srv1")), 32 bytes."""
    return hashlib.sha256(proof(invite)).digest()


def root_mac(
    invite: Invite,
    *,
    root_key: bytes,
    org: bytes,
    role: Role,
    spaces: tuple[bytes, ...],
    expires_at: int,
) -> bytes:
    """Return the lead's word for the terms, 32 bytes, which the server cannot change.

    HMAC-SHA256(HKDF(s, "root1"), root_key || org || role || spaces || expires_at): the role in
    ASCII (no role begins another, so the join is unambiguous), each space 16 bytes in the order
    given, `expires_at` 8 bytes big-endian in milliseconds since 1970 UTC.
    """
    parts = (root_key, org, role.encode(), *spaces, expires_at.to_bytes(8, "big"))
    return hmac.digest(_derive(invite, _ROOT), b"".join(parts), "sha256")


def enrol_mac(invite: Invite, *, device: bytes, signing_key: bytes, sealing_key: bytes) -> bytes:
    """Return the newcomer's word for its keys, 32 bytes, which the lead's program checks.

    HMAC-SHA256(HKDF(s, "enrol1"), device || signing_key || sealing_key || invite_id (8 bytes,
    big-endian)).
    """
    message = device + signing_key + sealing_key + invite.invite_id.to_bytes(8, "big")
    return hmac.digest(_derive(invite, _ENROL), message, "sha256")


def same_mac(one: bytes, other: bytes) -> bool:
    """Return True if two MACs are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one, other)


def _derive(invite: Invite, label: bytes) -> bytes:
    return HKDF(SHA256(), 32, None, label).derive(invite.secret)
