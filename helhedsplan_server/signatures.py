"""Checking Ed25519 signatures: the only use of cryptography that the server has."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


@lru_cache(maxsize=4096)
def _public_key(raw: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(raw)


def verify(key: bytes, sig: bytes, message: bytes) -> bool:
    """Return whether `sig` is the signature of `message` under the 32-byte public key."""
    try:
        _public_key(key).verify(sig, message)
    except (InvalidSignature, ValueError):
        return False
    return True
