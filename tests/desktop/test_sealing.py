"""What is sealed opens under its own header and key, and under nothing else."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.crypto import sealing
from helhedsplan_desktop.crypto.sealing import RecordKeys, SealError
from helhedsplan_protocol import wire
from helhedsplan_protocol.records import Header

ids = st.binary(min_size=16, max_size=16)
keys32 = st.binary(min_size=32, max_size=32)


def header_of(keys: RecordKeys, space: bytes, rid: bytes, vid: bytes) -> bytes:
    return wire.encode(
        Header(
            v=1,
            org=bytes(16),
            space=space,
            rid=rid,
            vid=vid,
            base=None,
            epoch=1,
            kind="put",
            schema=1,
            min_writer=1,
            reserved=None,
            author=bytes(16),
            log_n=3,
            blobs=(),
            commit=keys.commit,
        )
    )


SPACE_KEY, SPACE, RID, VID = bytes(range(32)), b"s" * 16, b"r" * 16, b"v" * 16
KEYS = sealing.derive(SPACE_KEY, SPACE, RID, VID)
HEADER = header_of(KEYS, SPACE, RID, VID)
NONCE = b"n" * 12
BODY = b"a body of some words" * 20
CT = sealing.seal(KEYS, HEADER, BODY, NONCE)


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(changed)


@given(space_key=keys32, space=ids, rid=ids, vid=ids, body=st.binary(max_size=1200))
def test_what_was_sealed_opens_to_the_same_bytes(
    space_key: bytes, space: bytes, rid: bytes, vid: bytes, body: bytes
) -> None:
    keys = sealing.derive(space_key, space, rid, vid)
    header = header_of(keys, space, rid, vid)
    ct = sealing.seal(keys, header, body, NONCE)
    assert sealing.open_sealed(keys, header, NONCE, ct) == body
    assert (len(ct) - 16) % 256 == 0


@given(bit=st.integers(0, 8 * len(CT) - 1))
def test_any_flipped_bit_of_the_ciphertext_is_detected(bit: int) -> None:
    with pytest.raises(SealError):
        sealing.open_sealed(KEYS, HEADER, NONCE, flipped(CT, bit))


@given(bit=st.integers(0, 8 * len(HEADER) - 1))
def test_any_flipped_bit_of_the_header_is_detected(bit: int) -> None:
    with pytest.raises(SealError):
        sealing.open_sealed(KEYS, flipped(HEADER, bit), NONCE, CT)


@given(bit=st.integers(0, 95))
def test_any_flipped_bit_of_the_nonce_is_detected(bit: int) -> None:
    with pytest.raises(SealError):
        sealing.open_sealed(KEYS, HEADER, flipped(NONCE, bit), CT)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 255, len(CT) - 1])
def test_a_truncated_ciphertext_is_detected(length: int) -> None:
    with pytest.raises(SealError):
        sealing.open_sealed(KEYS, HEADER, NONCE, CT[:length])


def test_a_row_swapped_with_another_record_does_not_open() -> None:
    other = sealing.derive(SPACE_KEY, SPACE, b"q" * 16, VID)
    with pytest.raises(SealError):
        sealing.open_sealed(other, HEADER, NONCE, CT)


def test_a_second_key_that_opens_the_ciphertext_is_refused_by_the_commit() -> None:
    forged = RecordKeys(KEYS.seal, b"x" * 32)
    with pytest.raises(SealError, match="commit"):
        sealing.open_sealed(forged, HEADER, NONCE, CT)


def test_a_header_without_the_key_s_commit_cannot_be_sealed() -> None:
    other = sealing.derive(SPACE_KEY, SPACE, RID, b"w" * 16)
    with pytest.raises(AssertionError):
        sealing.seal(other, HEADER, BODY, NONCE)


@pytest.mark.parametrize("size", [0, 1, 254, 255, 256, 257, 511])
def test_sizes_show_only_in_classes_of_256_bytes(size: int) -> None:
    ct = sealing.seal(KEYS, HEADER, bytes(size), NONCE)
    assert len(ct) == (size // 256 + 1) * 256 + 16
    assert sealing.open_sealed(KEYS, HEADER, NONCE, ct) == bytes(size)


@pytest.mark.parametrize(
    "padded", [b"", bytes(256), b"x" * 256, b"a\x80" + bytes(510), b"a\x80" + bytes(8)]
)
def test_padding_of_another_form_is_refused(padded: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    ct = ChaCha20Poly1305(KEYS.seal).encrypt(NONCE, padded, HEADER)
    with pytest.raises(SealError, match="padding"):
        sealing.open_sealed(KEYS, HEADER, NONCE, ct)


def test_the_key_schedule_is_the_one_of_the_protocol() -> None:
    """HKDF written out once more, so that a change of label, order or length is noticed."""
    import hashlib
    import hmac

    extracted = hmac.digest(bytes(32), SPACE_KEY, hashlib.sha256)
    info = b"rec1" + SPACE + RID + VID
    first = hmac.digest(extracted, info + b"\x01", hashlib.sha256)
    second = hmac.digest(extracted, first + info + b"\x02", hashlib.sha256)
    assert (first, second) == KEYS


def test_a_canary_opens_under_its_key_space_and_epoch_only() -> None:
    key = os.urandom(32)
    canary = sealing.make_canary(key, SPACE, 4)
    assert len(canary) == sealing.CANARY_BYTES
    assert sealing.opens_canary(key, SPACE, 4, canary)
    assert not sealing.opens_canary(os.urandom(32), SPACE, 4, canary)
    assert not sealing.opens_canary(key, b"t" * 16, 4, canary)
    assert not sealing.opens_canary(key, SPACE, 5, canary)
    for bit in range(8 * len(canary)):
        assert not sealing.opens_canary(key, SPACE, 4, flipped(canary, bit))
    assert not sealing.opens_canary(key, SPACE, 4, b"")


def test_a_canary_that_holds_another_space_s_id_is_refused() -> None:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    keys, aad = sealing._canary_keys(SPACE_KEY, SPACE, 4)
    forged = keys.commit + ChaCha20Poly1305(keys.seal).encrypt(bytes(12), b"t" * 16, aad)
    assert not sealing.opens_canary(SPACE_KEY, SPACE, 4, forged)
