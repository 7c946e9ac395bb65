"""Codes that people read aloud: forgiving where it is safe, certain where it matters."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.crypto import codes, invites, recovery
from helhedsplan_desktop.crypto.codes import SIGNS, clean_code, decode_code, encode_code
from helhedsplan_desktop.crypto.invites import Invite
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import SeededRandomness

values = st.integers(0, 2**140 - 1)
places = st.integers(0, 29)
signs = st.sampled_from(SIGNS)


@given(values)
def test_a_code_says_its_value_in_six_groups_of_five(value: int) -> None:
    code = encode_code(value)
    assert [len(group) for group in code.split("-")] == [5] * 6
    assert not set(code) & set("ILOU")
    assert decode_code(code) == value


@given(values, st.sampled_from(["", " ", "-", "\u2013", " - ", "\n", "\u00a0"]))
def test_small_letters_spaces_and_look_alikes_are_put_right(value: int, joint: str) -> None:
    code = encode_code(value)
    typed = code.lower().replace("-", joint).replace("0", "o").replace("1", "l").replace("v", "u")
    assert decode_code(f"  {typed} ") == value
    assert clean_code(typed) == code.replace("-", "")


@given(values, places, signs, places, signs)
def test_one_or_two_wrong_signs_are_always_found(
    value: int, place: int, sign: str, other_place: int, other_sign: str
) -> None:
    right = clean_code(encode_code(value))
    typed = list(right)
    typed[place], typed[other_place] = sign, other_sign
    if "".join(typed) == right:
        assert decode_code("".join(typed)) == value
        return
    with pytest.raises(AppError) as wrong:
        decode_code("".join(typed))
    assert wrong.value.problem is Problem.CODE_WRONG


@given(values, places, places)
def test_two_swapped_signs_are_always_found(value: int, one: int, other: int) -> None:
    typed = list(clean_code(encode_code(value)))
    typed[one], typed[other] = typed[other], typed[one]
    if typed[one] == typed[other]:
        return
    with pytest.raises(AppError):
        decode_code("".join(typed))


@pytest.mark.parametrize("length", [0, 1, 22, 29])
def test_what_is_missing_is_counted(length: int) -> None:
    typed = clean_code(encode_code(12345))[:length]
    with pytest.raises(AppError) as short:
        decode_code(typed)
    assert short.value.problem is Problem.CODE_INCOMPLETE
    assert short.value.params == {"missing": 30 - length}


@pytest.mark.parametrize("text", ["Å" * 30, "K7PWM-4TXQD?", "0" * 31, "٣" * 30])
def test_what_can_be_no_code_is_called_wrong(text: str) -> None:
    with pytest.raises(AppError) as wrong:
        decode_code(text)
    assert wrong.value.problem is Problem.CODE_WRONG


@given(st.integers(0, 2**25 - 1), st.integers(0, 2**115 - 1))
def test_an_invitation_is_its_code(number: int, secret: int) -> None:
    invite = Invite(number, secret.to_bytes(15, "big"))
    assert invites.parse_code(invite.code) == invite


def test_a_new_invitation_uses_all_its_bits() -> None:
    randomness = SeededRandomness(4)
    made = [invites.new_invite(randomness) for _ in range(200)]
    numbers = secrets = 0
    for invite in made:
        numbers |= invite.invite_id
        secrets |= int.from_bytes(invite.secret, "big")
    assert (numbers, secrets) == (2**25 - 1, 2**115 - 1)
    assert len({invite.secret for invite in made}) == 200


def test_the_secret_is_not_shown_by_accident() -> None:
    invite = invites.new_invite(SeededRandomness(5))
    assert repr(invite.secret) not in repr(invite)
    seed = recovery.new_seed(SeededRandomness(5))
    assert repr(seed.seed) not in repr(seed)


def hkdf32(secret: bytes, label: bytes) -> bytes:
    extracted = hmac.digest(bytes(32), secret, hashlib.sha256)
    return hmac.digest(extracted, label + b"\x01", hashlib.sha256)


def test_the_proofs_are_those_of_the_protocol() -> None:
    invite = Invite(9, bytes(range(15)))
    root_key, org, space, device, key = b"k" * 32, b"o" * 16, b"s" * 16, b"d" * 16, b"e" * 32
    assert invites.proof(invite) == hkdf32(invite.secret, b"srv1")
    assert invites.proof_hash(invite) == hashlib.sha256(invites.proof(invite)).digest()
    terms = root_key + org + b"worker" + space + (1234).to_bytes(8, "big")
    made = invites.root_mac(
        invite, root_key=root_key, org=org, role="worker", spaces=(space,), expires_at=1234
    )
    assert made == hmac.digest(hkdf32(invite.secret, b"root1"), terms, hashlib.sha256)
    keys = device + key + root_key + (9).to_bytes(8, "big")
    word = invites.enrol_mac(invite, device=device, signing_key=key, sealing_key=root_key)
    assert word == hmac.digest(hkdf32(invite.secret, b"enrol1"), keys, hashlib.sha256)
    assert invites.same_mac(word, bytes(word))
    assert not invites.same_mac(word, made)


@given(st.binary(min_size=32, max_size=32), st.sampled_from([1, -1]))
def test_a_typed_sheet_gives_the_same_keys(seed: bytes, order: int) -> None:
    made = recovery.RecoverySeed(seed)
    first, second = made.sheet_lines()[::order]
    read = recovery.read_sheet((first.lower(), second.replace("-", " ")))
    assert read.root_signer().public_key == made.root_signer().public_key
    assert read.sealing_key().public_key == made.sealing_key().public_key


def test_the_two_keys_of_a_sheet_are_unrelated() -> None:
    seed = recovery.new_seed(SeededRandomness(6))
    private = {seed.seed, seed.root_signer().private_bytes(), seed.sealing_key().private_bytes()}
    assert len(private) == 3


def test_a_wrong_line_is_named() -> None:
    first, second = recovery.new_seed(SeededRandomness(6)).sheet_lines()
    wrong = first[:-1] + ("0" if first[-1] != "0" else "2")
    for lines, problem, params in (
        ((wrong, second), Problem.CODE_WRONG, {"line": 1}),
        ((first, second[:-2]), Problem.CODE_INCOMPLETE, {"missing": 2, "line": 2}),
        ((first, first), Problem.CODE_WRONG, {"line": 0}),
    ):
        with pytest.raises(AppError) as error:
            recovery.read_sheet(lines)
        assert (error.value.problem, error.value.params) == (problem, params)


def test_lines_of_two_sheets_do_not_go_together() -> None:
    one = recovery.new_seed(SeededRandomness(6)).sheet_lines()
    other = recovery.new_seed(SeededRandomness(7)).sheet_lines()
    with pytest.raises(AppError) as error:
        recovery.read_sheet((one[0], other[1]))
    assert error.value.params == {"line": 0}


def test_a_code_of_another_kind_is_no_sheet() -> None:
    code = encode_code(0b010 << 137 | 5)
    with pytest.raises(AppError) as error:
        recovery.read_sheet((code, code))
    assert error.value.params == {"line": 1}


def test_the_field_s_multiplication_is_a_field() -> None:
    assert sorted(codes._POWER) == list(range(1, 32))
