"""Ed25519 signatures of a device or of the organisation's root key, over labelled bytes.

The label in front keeps a signature over a batch from passing as one over a roster entry.
Source: RFC 8032; docs/sync.md, keys.
"""

from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from helhedsplan_desktop.foundation.ids import Randomness

_KEYS_KEPT: Final = 1024
"""Parsed public keys kept: more than an organisation has devices."""


class Signer:
    """Holds one Ed25519 private key: a device's, or the root key while a sheet is in use.

    Args:
        private_key: the 32-byte seed of RFC 8032.
    """

    def __init__(self, private_key: bytes | bytearray) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self.public_key: Final = self._key.public_key().public_bytes_raw()

    @classmethod
    def generate(cls, randomness: Randomness) -> "Signer":
        """Return a fresh signer."""
        return cls(randomness.bytes(32))

    def private_bytes(self) -> bytes:
        """Return the 32-byte seed, to be kept inside the vault and nowhere else."""
        return self._key.private_bytes_raw()

    def sign(self, label: bytes, data: bytes) -> bytes:
        """Return the 64-byte signature over `label || data`.

        Args:
            label: one of the `*_LABEL` of `helhedsplan_protocol.records`.
            data: the encoded bytes as they will travel.
        """
        return self._key.sign(label + data)


def verify(public_key: bytes, label: bytes, data: bytes, sig: bytes) -> bool:
    """Return True if the holder of `public_key` signed `label || data`.

    Args:
        public_key: 32 bytes; bytes that are no key verify nothing.
        label: one of the `*_LABEL` of `helhedsplan_protocol.records`.
        data: the bytes as they travelled.
        sig: 64 bytes.
    """
    try:
        _parsed(public_key).verify(sig, label + data)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(_KEYS_KEPT)
def _parsed(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)
