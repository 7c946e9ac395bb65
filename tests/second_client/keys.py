"""The cryptography of docs/sync.md, sections 3 and 5, written from that page."""

import contextlib
import hashlib
import hmac
import itertools
import struct

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class RefusedError(Exception):
    """Bytes that do not hold what they must."""


def number(value: int) -> bytes:
    """Return 8 bytes, big-endian."""
    return struct.pack(">Q", value)


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def mac(key: bytes, *parts: bytes) -> bytes:
    return hmac.digest(key, b"".join(parts), "sha256")


def extract(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt or bytes(32), secret, "sha256")


def expand(key: bytes, info: bytes, length: int) -> bytes:
    found = block = b""
    for count in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([count]), "sha256")
        found += block
    return found[:length]


def hkdf(secret: bytes, info: bytes, length: int = 32) -> bytes:
    """Return HKDF-SHA256 without salt (RFC 5869)."""
    return expand(extract(b"", secret), info, length)


def verify(key: bytes, label: bytes, signed: tuple[bytes, bytes]) -> bytes:
    """Return the signed bytes, or raise."""
    data, sig = signed
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(sig, label + data)
    except InvalidSignature as bad:
        raise RefusedError(label.decode()) from bad
    return data


# --- HPKE, RFC 9180 base mode: X25519, HKDF-SHA256, ChaCha20-Poly1305 ----------------------------

_KEM = b"KEM" + struct.pack(">H", 0x20)
_SUITE = b"HPKE" + struct.pack(">HHH", 0x20, 1, 3)


def _labeled_extract(suite: bytes, salt: bytes, label: bytes, secret: bytes) -> bytes:
    return extract(salt, b"HPKE-v1" + suite + label + secret)


def _labeled_expand(suite: bytes, key: bytes, label: bytes, info: bytes, length: int) -> bytes:
    return expand(key, struct.pack(">H", length) + b"HPKE-v1" + suite + label + info, length)


def _hpke(shared: bytes, enc: bytes, receiver: bytes, info: bytes) -> tuple[bytes, bytes]:
    eae = _labeled_extract(_KEM, b"", b"eae_prk", shared)
    secret = _labeled_expand(_KEM, eae, b"shared_secret", enc + receiver, 32)
    context = b"\0" + _labeled_extract(_SUITE, b"", b"psk_id_hash", b"")
    context += _labeled_extract(_SUITE, b"", b"info_hash", info)
    key = _labeled_extract(_SUITE, secret, b"secret", b"")
    return (
        _labeled_expand(_SUITE, key, b"key", context, 32),
        _labeled_expand(_SUITE, key, b"base_nonce", context, 12),
    )


def hpke_open(private: X25519PrivateKey, info: bytes, enc: bytes, ct: bytes) -> bytes:
    """Return what was sealed to this key."""
    shared = private.exchange(X25519PublicKey.from_public_bytes(enc))
    key, nonce = _hpke(shared, enc, private.public_key().public_bytes_raw(), info)
    return _open(key, nonce, ct, b"")


def hpke_seal(receiver: bytes, info: bytes, plain: bytes) -> tuple[bytes, bytes]:
    """Return `enc` and `ct`."""
    mine = X25519PrivateKey.generate()
    enc = mine.public_key().public_bytes_raw()
    shared = mine.exchange(X25519PublicKey.from_public_bytes(receiver))
    key, nonce = _hpke(shared, enc, receiver, info)
    return enc, ChaCha20Poly1305(key).encrypt(nonce, plain, b"")


def _open(key: bytes, nonce: bytes, ct: bytes, aad: bytes) -> bytes:
    try:
        return ChaCha20Poly1305(key).decrypt(nonce, ct, aad)
    except InvalidTag as bad:
        raise RefusedError("ciphertext") from bad


# --- versions and canaries -----------------------------------------------------------------------


def record_keys(space_key: bytes, space: bytes, rid: bytes, vid: bytes) -> tuple[bytes, bytes]:
    """Return the cipher key and the commitment of one version."""
    made = hkdf(space_key, b"rec1" + space + rid + vid, 64)
    return made[:32], made[32:]


def seal(key: bytes, header: bytes, body: bytes, nonce: bytes) -> bytes:
    padded = body + b"\x80"
    return ChaCha20Poly1305(key).encrypt(nonce, padded + bytes(-len(padded) % 256), header)


def open_sealed(key: bytes, header: bytes, nonce: bytes, ct: bytes) -> bytes:
    padded = _open(key, nonce, ct, header)
    body = padded.rstrip(b"\0")
    if len(padded) % 256 or not body.endswith(b"\x80"):
        raise RefusedError("padding")
    return body[:-1]


def canary(space_key: bytes, space: bytes, epoch: int) -> bytes:
    made = hkdf(space_key, b"canary1" + space + number(epoch), 64)
    aad = b"canary1" + number(epoch)
    return made[32:] + ChaCha20Poly1305(made[:32]).encrypt(bytes(12), space, aad)


# --- digests -------------------------------------------------------------------------------------


def bucket(rid: bytes) -> int:
    return int.from_bytes(rid[-2:], "big") & 0xFFF


def bucket_digests(rows: dict[bytes, bytes]) -> list[bytes]:
    """Return the 4,096 digests of `rid -> vid`."""
    buckets: dict[int, list[bytes]] = {}
    for rid, vid in rows.items():
        buckets.setdefault(bucket(rid), []).append(rid + vid)
    return [sha(*sorted(buckets[n])) if n in buckets else bytes(32) for n in range(4096)]


# --- the invitation code -------------------------------------------------------------------------


def _times(one: int, other: int) -> int:
    """Multiply in GF(32) with a^5 = a^2 + 1."""
    product = 0
    for place in range(5):
        if other >> place & 1:
            product ^= one << place
    for place in range(8, 4, -1):
        if product >> place & 1:
            product ^= 0b100101 << (place - 5)
    return product


def read_code(code: str) -> tuple[int, bytes]:
    """Return `invite_id` and the secret as 15 bytes."""
    signs = [ALPHABET.index(sign) for sign in code.upper() if sign in ALPHABET]
    total = weighted = 0
    weight = 1
    for sign in reversed(signs):
        total ^= sign
        weighted ^= _times(sign, weight)
        weight = _times(weight, 2)
    if len(signs) != 30 or total or weighted:
        raise RefusedError("code")
    value = 0
    for sign in signs[:28]:
        value = value << 5 | sign
    return value >> 115, (value & ((1 << 115) - 1)).to_bytes(15, "big")


def public_of(private: bytes) -> bytes:
    """Return the public half of an Ed25519 seed."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def write_code(invite_id: int, secret: bytes) -> str:
    """Return the code of an invitation in groups of five."""
    value = invite_id << 115 | int.from_bytes(secret, "big")
    data = "".join(ALPHABET[value >> shift & 31] for shift in range(135, -1, -5))
    for checks in itertools.product(ALPHABET, repeat=2):
        code = data + "".join(checks)
        with contextlib.suppress(RefusedError):
            read_code(code)
            return "-".join(code[at : at + 5] for at in range(0, 30, 5))
    raise AssertionError(data)
