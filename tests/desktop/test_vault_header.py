"""The header file: no byte of it can be changed without the vault noticing."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.recovery import new_seed
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.crypto.vault_header import (
    KEYCHAIN,
    PASSPHRASE,
    RECOVERY,
    Header,
    PassphraseParams,
    Wrap,
    forget,
    read_header,
    unwrap_by_key,
    unwrap_by_recovery,
    wrap_by_key,
    wrap_for_recovery,
    write_header,
)
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import SeededRandomness

VAULT_ID = b"v" * 16
DATA_KEY = bytearray(range(32))
WRAPPING_KEY = bytearray(b"w" * 32)
PARAMS = PassphraseParams(1, 65536, 3, 4, b"s" * 16, 1_760_000_000_000)
SHEET = new_seed(SeededRandomness(3))


def a_header() -> Header:
    def by_key(kind: str, params: bytes) -> Wrap:
        assert kind in {PASSPHRASE, KEYCHAIN}
        return wrap_by_key(
            PASSPHRASE if kind == PASSPHRASE else KEYCHAIN,
            VAULT_ID,
            params,
            wrapping_key=WRAPPING_KEY,
            data_key=DATA_KEY,
            randomness=SeededRandomness(1),
        )

    return Header(
        VAULT_ID,
        41,
        (
            by_key(PASSPHRASE, PARAMS.encoded()),
            by_key(KEYCHAIN, b""),
            wrap_for_recovery(SHEET.sealing_key().public_key, VAULT_ID, DATA_KEY),
        ),
    )


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("header") / "vault.header"
    write_header(path, a_header(), DATA_KEY)
    return path


def open_header(path: Path) -> bytearray:
    """Read, unwrap and prove, as opening a vault does."""
    file = read_header(path)
    wrap = file.header.wrap(PASSPHRASE)
    assert wrap is not None
    file.header.passphrase_params()
    data_key = unwrap_by_key(wrap, file.header.vault_id, WRAPPING_KEY)
    file.prove(data_key)
    return data_key


def test_what_was_written_is_read(stored: Path) -> None:
    assert open_header(stored) == DATA_KEY
    header = read_header(stored).header
    assert header == read_header(stored).header
    assert header.generation == 41
    assert header.passphrase_params() == PARAMS


@pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")
def test_only_the_owner_may_read_it(stored: Path) -> None:
    assert stored.stat().st_mode & 0o777 == 0o600


def test_nothing_of_the_keys_stands_in_the_file(stored: Path) -> None:
    data = stored.read_bytes()
    for secret in (DATA_KEY, WRAPPING_KEY, SHEET.seed):
        assert bytes(secret) not in data
        assert secret.hex().encode() not in data


def test_a_change_of_any_byte_is_seen_before_a_passphrase_is_tried(
    stored: Path, tmp_path: Path
) -> None:
    data = stored.read_bytes()
    path = tmp_path / "vault.header"
    for place in range(len(data)):
        for bit in (0x01, 0x80):
            changed = bytearray(data)
            changed[place] ^= bit
            path.write_bytes(changed)
            with pytest.raises(AppError) as error:
                read_header(path)
            assert error.value.problem in {Problem.VAULT_DAMAGED, Problem.VAULT_FOREIGN}


def test_a_change_of_any_byte_with_the_check_mended_opens_nothing(
    stored: Path, tmp_path: Path
) -> None:
    """What a person with the file and this program's source can do."""
    data = stored.read_bytes()[:-32]
    path = tmp_path / "vault.header"
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        path.write_bytes(changed + hashlib.sha256(changed).digest())
        with pytest.raises((AppError, SealError)):
            open_header(path)


def test_a_wrap_left_out_is_noticed(stored: Path, tmp_path: Path) -> None:
    """Somebody without the data key writes a well-formed header of older parts."""
    path = tmp_path / "vault.header"
    forged = read_header(stored).header.without(RECOVERY).at(99)
    write_header(path, forged, bytearray(32))
    with pytest.raises(AppError) as error:
        open_header(path)
    assert (error.value.problem, error.value.params) == (
        Problem.VAULT_DAMAGED,
        {"part": "header"},
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(cut=st.integers(0, 400))
def test_a_cut_header_is_damaged(stored: Path, tmp_path: Path, cut: int) -> None:
    data = stored.read_bytes()
    path = tmp_path / "cut.header"
    path.write_bytes(data[: min(cut, len(data) - 1)])
    with pytest.raises(AppError) as error:
        read_header(path)
    assert error.value.problem in {Problem.VAULT_DAMAGED, Problem.VAULT_FOREIGN}


def test_a_newer_header_is_refused_politely_and_another_file_named_so(
    stored: Path, tmp_path: Path
) -> None:
    data = stored.read_bytes()
    newer = data[:8] + b"\x00\x02" + b"whatever a later program writes" * 5
    path = tmp_path / "vault.header"
    for content, problem in (
        (newer + hashlib.sha256(newer).digest(), Problem.VAULT_NEWER),
        (b"%PDF-1.7 " * 40, Problem.VAULT_FOREIGN),
        (b"", Problem.VAULT_DAMAGED),
        (data[:8] + os.urandom(100_000), Problem.VAULT_DAMAGED),
    ):
        path.write_bytes(content)
        with pytest.raises(AppError) as error:
            read_header(path)
        assert error.value.problem is problem


def test_a_wrap_is_bound_to_its_vault_kind_and_costs(stored: Path) -> None:
    header = read_header(stored).header
    wrap = header.wrap(PASSPHRASE)
    assert wrap is not None
    cheaper = PassphraseParams(1, 1024, 1, 1, PARAMS.salt, PARAMS.changed_at).encoded()
    attempts: list[Callable[[], bytearray]] = [
        lambda: unwrap_by_key(wrap, b"x" * 16, WRAPPING_KEY),
        lambda: unwrap_by_key(Wrap(KEYCHAIN, wrap.params, wrap.sealed), VAULT_ID, WRAPPING_KEY),
        lambda: unwrap_by_key(Wrap(PASSPHRASE, cheaper, wrap.sealed), VAULT_ID, WRAPPING_KEY),
        lambda: unwrap_by_key(wrap, VAULT_ID, bytearray(32)),
        lambda: unwrap_by_key(Wrap(PASSPHRASE, wrap.params, b""), VAULT_ID, WRAPPING_KEY),
    ]
    for attempt in attempts:
        with pytest.raises(SealError):
            attempt()


def test_the_recovery_sheet_opens_it_and_another_sheet_does_not(stored: Path) -> None:
    wrap = read_header(stored).header.wrap(RECOVERY)
    assert wrap is not None
    assert unwrap_by_recovery(wrap, VAULT_ID, SHEET.sealing_key()) == DATA_KEY
    with pytest.raises(SealError):
        unwrap_by_recovery(wrap, VAULT_ID, SealingKey.generate(SeededRandomness(9)))
    with pytest.raises(SealError):
        unwrap_by_recovery(wrap, b"x" * 16, SHEET.sealing_key())


def test_a_key_is_overwritten_in_place() -> None:
    key = bytearray(b"secret")
    same = key
    forget(key)
    assert same == bytearray(6)
