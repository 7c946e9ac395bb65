"""Signatures bind label, bytes and key; a grant opens for its receiver in its place only."""

import msgspec
import pytest

from helhedsplan_desktop.crypto.boxes import SealingKey, seal_to
from helhedsplan_desktop.crypto.grants import make_grant, open_grant, read_grant, verified_grant
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.crypto.signing import Signer, verify
from helhedsplan_desktop.foundation.ids import SeededRandomness
from helhedsplan_protocol.records import BATCH_LABEL, ROSTER_LABEL
from helhedsplan_protocol.roster import Grant, SignedGrant

ORG, SPACE, LEAD, WORKER = b"o" * 16, b"s" * 16, b"l" * 16, b"w" * 16
SPACE_KEY = bytes(range(32))


@pytest.fixture
def signer() -> Signer:
    return Signer.generate(SeededRandomness(1))


@pytest.fixture
def receiver() -> SealingKey:
    return SealingKey.generate(SeededRandomness(2))


@pytest.fixture
def signed(signer: Signer, receiver: SealingKey) -> SignedGrant:
    return make_grant(
        signer,
        org=ORG,
        space=SPACE,
        epoch=7,
        sender=LEAD,
        to=WORKER,
        to_key=receiver.public_key,
        space_key=SPACE_KEY,
    )


def test_a_signature_holds_for_its_label_bytes_and_key_only(signer: Signer) -> None:
    sig = signer.sign(BATCH_LABEL, b"manifest")
    assert verify(signer.public_key, BATCH_LABEL, b"manifest", sig)
    assert not verify(signer.public_key, ROSTER_LABEL, b"manifest", sig)
    assert not verify(signer.public_key, BATCH_LABEL, b"manifesto", sig)
    assert not verify(
        Signer.generate(SeededRandomness(9)).public_key, BATCH_LABEL, b"manifest", sig
    )
    for bit in range(8 * len(sig)):
        changed = bytearray(sig)
        changed[bit // 8] ^= 1 << bit % 8
        assert not verify(signer.public_key, BATCH_LABEL, b"manifest", bytes(changed))


def test_bytes_that_are_no_key_verify_nothing(signer: Signer) -> None:
    sig = signer.sign(BATCH_LABEL, b"x")
    assert not verify(b"short", BATCH_LABEL, b"x", sig)
    assert not verify(signer.public_key, BATCH_LABEL, b"x", b"short")


def test_a_signer_kept_in_the_vault_signs_as_before(signer: Signer) -> None:
    again = Signer(signer.private_bytes())
    assert again.public_key == signer.public_key
    assert again.sign(BATCH_LABEL, b"x") == signer.sign(BATCH_LABEL, b"x")


def test_the_receiver_opens_the_granted_key(
    signer: Signer, receiver: SealingKey, signed: SignedGrant
) -> None:
    grant = verified_grant(signed, signer.public_key)
    assert (grant.sender, grant.to, grant.epoch) == (LEAD, WORKER, 7)
    assert open_grant(SealingKey(receiver.private_bytes()), grant) == SPACE_KEY


def test_another_device_cannot_open_it(signed: SignedGrant) -> None:
    with pytest.raises(SealError):
        open_grant(SealingKey.generate(SeededRandomness(3)), read_grant(signed))


@pytest.mark.parametrize("field", ["org", "space", "to"])
def test_a_grant_moved_to_another_place_does_not_open(
    receiver: SealingKey, signed: SignedGrant, field: str
) -> None:
    moved = msgspec.structs.replace(read_grant(signed), **{field: b"x" * 16})
    with pytest.raises(SealError):
        open_grant(receiver, moved)


def test_a_grant_of_another_epoch_or_suite_does_not_open(
    receiver: SealingKey, signed: SignedGrant
) -> None:
    grant = read_grant(signed)
    for changed in (
        msgspec.structs.replace(grant, epoch=8),
        msgspec.structs.replace(grant, suite=2),
        msgspec.structs.replace(grant, enc=bytes(32)),
        msgspec.structs.replace(grant, enc=grant.enc[:-1]),
        msgspec.structs.replace(grant, ct=grant.ct[:-1]),
    ):
        with pytest.raises(SealError):
            open_grant(receiver, changed)


def test_a_key_of_the_wrong_length_is_no_space_key(receiver: SealingKey, signer: Signer) -> None:
    signed = make_grant(
        signer,
        org=ORG,
        space=SPACE,
        epoch=1,
        sender=LEAD,
        to=WORKER,
        to_key=receiver.public_key,
        space_key=b"short",
    )
    with pytest.raises(SealError, match="length"):
        open_grant(receiver, read_grant(signed))


def test_any_changed_byte_of_a_signed_grant_is_detected(
    signer: Signer, signed: SignedGrant
) -> None:
    for place in range(len(signed.bytes)):
        changed = bytearray(signed.bytes)
        changed[place] ^= 1
        with pytest.raises(SealError):
            verified_grant(SignedGrant(bytes(changed), signed.sig), signer.public_key)


def test_a_grant_that_is_no_grant_is_refused(signer: Signer) -> None:
    junk = b"\xc1 not a struct"
    with pytest.raises(SealError):
        verified_grant(SignedGrant(junk, signer.sign(b"grant1", junk)), signer.public_key)


def test_a_box_to_bytes_that_are_no_key_is_refused() -> None:
    with pytest.raises(SealError):
        seal_to(b"short", b"x", b"info")


def test_the_suite_is_the_one_of_the_rfc(receiver: SealingKey, signed: SignedGrant) -> None:
    """The info string and the split of `enc` and `ct` are part of the stored format."""
    grant: Grant = read_grant(signed)
    info = b"grant1" + ORG + SPACE + (7).to_bytes(8, "big") + WORKER
    assert receiver.open_box(grant.enc + grant.ct, info) == SPACE_KEY
    assert (len(grant.enc), len(grant.ct)) == (32, 48)
