"""The system's keychain: trusted backends only, never in the way, never the passphrase."""

import sys
import threading
from pathlib import Path

import pytest
from typing_extensions import override

from helhedsplan_desktop.crypto import keychain as keychain_module
from helhedsplan_desktop.crypto.keychain import Backend, Keychain, system_backend
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.services.unlocking import Stage
from tests.support.vaults import OTHER_PASSPHRASE, PASSPHRASE, unlocking_at


class MemoryBackend:
    """The desktop's keychain, which a test machine does not have."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class BrokenBackend(MemoryBackend):
    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise OSError("no session bus", service, username)

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise RuntimeError("keychain is locked", service, username, password)


def test_it_opens_the_vault_and_holds_neither_passphrase_nor_data_key(tmp_path: Path) -> None:
    backend = MemoryBackend()
    unlocking = unlocking_at(tmp_path / "p", keychain=Keychain(lambda: backend))
    unlocking.create(PASSPHRASE)
    assert not unlocking.unlock_from_keychain() or unlocking.state().keychain is False
    data_key = bytes(unlocking.vault._data_key)
    assert unlocking.use_keychain(on=True)
    assert unlocking.state().keychain
    unlocking.lock()
    (kept,) = backend.kept.values()
    assert PASSPHRASE not in kept
    assert bytes.fromhex(kept) != data_key
    assert unlocking.unlock_from_keychain()
    assert unlocking.state().stage is Stage.OPEN
    unlocking.close()


def test_a_changed_passphrase_leaves_it_and_switching_off_ends_it(tmp_path: Path) -> None:
    backend = MemoryBackend()
    unlocking = unlocking_at(tmp_path / "p", keychain=Keychain(lambda: backend))
    unlocking.create(PASSPHRASE)
    unlocking.use_keychain(on=True)
    unlocking.change_passphrase(PASSPHRASE, OTHER_PASSPHRASE)
    unlocking.lock()
    assert unlocking.unlock_from_keychain()
    kept = dict(backend.kept)
    assert not unlocking.use_keychain(on=False)
    assert backend.kept == {}
    unlocking.lock()
    backend.kept = kept
    assert not unlocking.unlock_from_keychain()
    unlocking.unlock(OTHER_PASSPHRASE)
    unlocking.close()


@pytest.mark.parametrize("content", ["", "not hexadecimal", "00" * 32, "00" * 5])
def test_a_changed_entry_means_the_passphrase_is_asked_for(tmp_path: Path, content: str) -> None:
    backend = MemoryBackend()
    unlocking = unlocking_at(tmp_path / "p", keychain=Keychain(lambda: backend))
    unlocking.create(PASSPHRASE)
    unlocking.use_keychain(on=True)
    unlocking.lock()
    backend.kept = dict.fromkeys(backend.kept, content)
    assert not unlocking.unlock_from_keychain()
    assert unlocking.state().stage is Stage.LOCKED
    unlocking.unlock(PASSPHRASE)
    unlocking.close()


@pytest.mark.parametrize("find", [lambda: None, BrokenBackend])
def test_without_a_keychain_nothing_changes(tmp_path: Path, find: type[BrokenBackend]) -> None:
    unlocking = unlocking_at(tmp_path / "p", keychain=Keychain(find))
    unlocking.create(PASSPHRASE)
    assert not unlocking.use_keychain(on=True)
    assert not unlocking.state().keychain
    unlocking.lock()
    assert not unlocking.unlock_from_keychain()
    unlocking.close()


def test_a_keychain_that_waits_for_a_dialog_is_given_up() -> None:
    answer = threading.Event()

    class Waiting(MemoryBackend):
        @override
        def get_password(self, service: str, username: str) -> str | None:
            answer.wait(30)
            return super().get_password(service, username)

    assert Keychain(Waiting, timeout_seconds=0.05).get(b"v" * 16) is None
    answer.set()


def test_policy_forbids_it_by_giving_none(tmp_path: Path) -> None:
    unlocking = unlocking_at(tmp_path / "p")
    unlocking.create(PASSPHRASE)
    with pytest.raises(AppError) as error:
        unlocking.use_keychain(on=True)
    assert error.value.problem is Problem.NOT_ALLOWED
    assert not unlocking.unlock_from_keychain()
    unlocking.close()


def test_only_four_backends_are_trusted_whatever_the_environment_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.desktop.test_keychain.MemoryBackend")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = tmp_path / "python_keyring" / "keyringrc.cfg"
    settings.parent.mkdir()
    settings.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    trusted = {pair for pairs in keychain_module._BACKENDS.values() for pair in pairs}
    assert len(trusted) == 4
    found: Backend | None = system_backend()
    if found is not None:
        assert (type(found).__module__, type(found).__name__) in trusted


def test_a_system_that_we_do_not_know_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "plan9")
    assert system_backend() is None
    assert not Keychain().available()
