"""Bytes sealed to a public key by HPKE, so that only its owner opens them.

Source: RFC 9180, base mode, single shot: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256,
ChaCha20-Poly1305. Base mode proves nothing about the sender: who sealed is told by a signature.
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.foundation.ids import Randomness

ENC_BYTES: Final = 32
"""Length of the encapsulated key in front of the ciphertext."""

_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class SealingKey:
    """Holds one X25519 private key that opens what was sealed to its public half.

    Args:
        private_key: 32 bytes.
    """

    def __init__(self, private_key: bytes | bytearray) -> None:
        self._key = X25519PrivateKey.from_private_bytes(private_key)
        self.public_key: Final = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls, randomness: Randomness) -> "SealingKey":
        """Return a fresh key pair."""
        return cls(randomness.bytes(32))

    def private_bytes(self) -> bytes:
        """Return the 32 private bytes, to be kept inside the vault and nowhere else."""
        return self._key.private_bytes_raw()

    def open_box(self, box: bytes, info: bytes) -> bytes:
        """Return what `seal_to` sealed for this key under the same `info`.

        Raises:
            SealError: for another key, other info or changed bytes.
        """
        try:
            return _SUITE.decrypt(box, self._key, info)
        except (InvalidTag, ValueError) as bad:
            raise SealError("box") from bad


def seal_to(public_key: bytes, plaintext: bytes | bytearray, info: bytes) -> bytes:
    """Return `enc (32 bytes) || ciphertext` that only the owner of `public_key` opens.

    The ephemeral key comes from the operating system: no two boxes are alike, also in a replay.

    Args:
        public_key: 32 bytes (X25519).
        plaintext: what to seal.
        info: the purpose and place, bound into the key.

    Raises:
        SealError: if the bytes are no usable public key.
    """
    try:
        return _SUITE.encrypt(plaintext, X25519PublicKey.from_public_bytes(public_key), info)
    except ValueError as bad:
        raise SealError("public key") from bad
