"""One version's body sealed under its own key, and the canary that proves a space key.

Every version has a key of its own, so a nonce cannot meet its twin, and `commit` binds header and
ciphertext to that one key: ChaCha20-Poly1305 alone would open under a second, chosen key.
Source: docs/sync.md, keys; RFC 5869 (HKDF), RFC 8439 (ChaCha20-Poly1305), ISO/IEC 7816-4 (padding).
"""

import hmac
from typing import Final, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helhedsplan_protocol import wire
from helhedsplan_protocol.limits import PAD_BYTES
from helhedsplan_protocol.records import Header

KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
CANARY_BYTES: Final = 64

_RECORD: Final = b"rec1"
_CANARY: Final = b"canary1"
_PAD_MARK: Final = b"\x80"


class SealError(Exception):
    """Sealed bytes that do not open: another key, changed bytes, or a malformed header.

    It is never shown to a person: sync puts the row into quarantine, the vault says what it means.
    """


class RecordKeys(NamedTuple):
    """The two halves of a version's key: `seal` encrypts, `commit` stands in the header."""

    seal: bytes
    commit: bytes


def derive(space_key: bytes | bytearray, space: bytes, rid: bytes, vid: bytes) -> RecordKeys:
    """Return the keys of one version: HKDF-SHA256(space_key, "rec1" || space || rid || vid, 64).

    Args:
        space_key: 32 bytes, of the epoch that the header names.
        space: 16 bytes, like `rid` and `vid`.
        rid: the record.
        vid: the version.
    """
    return _expand(space_key, _RECORD + space + rid + vid)


def seal(keys: RecordKeys, header_bytes: bytes, body_bytes: bytes, nonce: bytes) -> bytes:
    """Return the ciphertext of a body, padded to 256 bytes, with its 16-byte tag.

    Args:
        keys: from `derive`, for the ids that stand in the header.
        header_bytes: the encoded `Header`, carrying `keys.commit`; sealed as associated data.
        body_bytes: the encoded `Body`.
        nonce: 12 random bytes.
    """
    assert keys.commit in header_bytes, "the header does not carry this key's commit"
    return ChaCha20Poly1305(keys.seal).encrypt(nonce, _pad(body_bytes), header_bytes)


def open_sealed(keys: RecordKeys, header_bytes: bytes, nonce: bytes, ct: bytes) -> bytes:
    """Return the body bytes that were sealed under this header.

    Args:
        keys: from `derive`, for the ids that stand in the header.
        header_bytes: the header as it travelled.
        nonce: 12 bytes as they travelled.
        ct: the ciphertext with its tag.

    Raises:
        SealError: if the header names another key, or any bit was changed.
    """
    if not hmac.compare_digest(_commit(header_bytes), keys.commit):
        raise SealError("commit")
    try:
        return _unpad(ChaCha20Poly1305(keys.seal).decrypt(nonce, ct, header_bytes))
    except (InvalidTag, ValueError) as bad:
        raise SealError("ciphertext") from bad


def make_canary(space_key: bytes | bytearray, space: bytes, epoch: int) -> bytes:
    """Return the 64 bytes by which a member knows that a granted key is the space's key.

    K = HKDF-SHA256(space_key, "canary1" || space || epoch (8 bytes, big-endian), 64);
    canary = K[32:64] || ChaCha20-Poly1305(K[0:32], zero nonce, space, aad = "canary1" || epoch).
    The zero nonce is safe: K serves this one plaintext only. K[32:64] commits to the key, so that
    nobody can hand two members two keys that open one canary.
    """
    keys, aad = _canary_keys(space_key, space, epoch)
    return keys.commit + ChaCha20Poly1305(keys.seal).encrypt(bytes(NONCE_BYTES), space, aad)


def opens_canary(space_key: bytes | bytearray, space: bytes, epoch: int, canary: bytes) -> bool:
    """Return True if this is the key that the canary in the roster was made with."""
    keys, aad = _canary_keys(space_key, space, epoch)
    if not hmac.compare_digest(canary[:KEY_BYTES], keys.commit):
        return False
    try:
        opened = ChaCha20Poly1305(keys.seal).decrypt(bytes(NONCE_BYTES), canary[KEY_BYTES:], aad)
    except InvalidTag:
        return False
    return opened == space


def _canary_keys(
    space_key: bytes | bytearray, space: bytes, epoch: int
) -> tuple[RecordKeys, bytes]:
    number = epoch.to_bytes(8, "big")
    return _expand(space_key, _CANARY + space + number), _CANARY + number


def _expand(space_key: bytes | bytearray, info: bytes) -> RecordKeys:
    both = HKDF(SHA256(), 2 * KEY_BYTES, None, info).derive(space_key)
    return RecordKeys(both[:KEY_BYTES], both[KEY_BYTES:])


def _commit(header_bytes: bytes) -> bytes:
    try:
        return wire.decode(header_bytes, Header).commit
    except wire.MalformedError as bad:
        raise SealError("header") from bad


def _pad(body: bytes) -> bytes:
    return (body + _PAD_MARK).ljust((len(body) // PAD_BYTES + 1) * PAD_BYTES, b"\0")


def _unpad(padded: bytes) -> bytes:
    body = padded.rstrip(b"\0")
    if len(padded) % PAD_BYTES or not body.endswith(_PAD_MARK):
        raise SealError("padding")
    if len(padded) - len(body) >= PAD_BYTES:
        raise SealError("padding")
    return body[:-1]
