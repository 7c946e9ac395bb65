"""The operating system's keychain as a place for one random wrapping key; off unless asked for.

It never holds the passphrase or the data key. Only four backends are trusted, each made directly:
the `keyring` package would else obey an environment variable, a settings file in the home folder
or any installed plug-in. Every call has a time-out, because a keychain may wait for a dialog that
nobody sees; every failure means that the passphrase is asked for.
"""

import importlib
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol, TypeVar

SERVICE: Final = "Helhedsplan"
TIMEOUT_SECONDS: Final = 8.0

_BACKENDS: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
}
"""Allowed backends by `sys.platform`, the preferred one first."""

_T = TypeVar("_T")


class Backend(Protocol):
    """The part of a keyring backend that is used here."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """Return the stored text."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Store a text."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Remove a text."""
        ...


class Keychain:
    """Keeps one wrapping key a vault.

    Args:
        find_backend: gives the trusted backend, or None where there is none.
        timeout_seconds: how long one call may take.
    """

    def __init__(
        self,
        find_backend: Callable[[], Backend | None] | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
    ) -> None:
        self._find_backend = find_backend or system_backend
        self._timeout_seconds = timeout_seconds

    def available(self) -> bool:
        """Return True if this computer has a keychain that we trust."""
        return self._within_time(lambda _: True) is True

    def put(self, vault_id: bytes, wrapping_key: bytearray) -> bool:
        """Store a vault's wrapping key; returns False if the keychain did not take it."""
        name, text = vault_id.hex(), wrapping_key.hex()

        def store(backend: Backend) -> bool:
            backend.set_password(SERVICE, name, text)
            return backend.get_password(SERVICE, name) == text

        return self._within_time(store) is True

    def get(self, vault_id: bytes) -> bytearray | None:
        """Return a vault's wrapping key, or None on any failure."""
        text = self._within_time(lambda backend: backend.get_password(SERVICE, vault_id.hex()))
        if text is None:
            return None
        try:
            return bytearray.fromhex(text)
        except ValueError:
            return None

    def remove(self, vault_id: bytes) -> None:
        """Forget a vault's wrapping key; without its wrap in the header it opens nothing."""
        self._within_time(lambda backend: backend.delete_password(SERVICE, vault_id.hex()))

    def _within_time(self, work: Callable[[Backend], _T]) -> _T | None:
        """Return what `work` gives, or None if it fails or takes too long.

        A call that hangs is left behind on its daemon thread: no keychain offers to cancel one.
        """
        answer: list[_T] = []

        def run() -> None:
            # Backends raise whatever their desktop raises (D-Bus, COM, Keychain Services).
            with suppress(Exception):
                backend = self._find_backend()
                if backend is not None:
                    answer.append(work(backend))

        thread = threading.Thread(target=run, name="keychain", daemon=True)
        thread.start()
        thread.join(self._timeout_seconds)
        return answer[0] if answer else None


def system_backend() -> Backend | None:
    """Return this system's trusted keychain, or None."""
    for module, name in _BACKENDS.get(sys.platform, ()):
        with suppress(Exception):  # a backend's import fails in many ways where its desktop is not
            kind = getattr(importlib.import_module(module), name)
            if kind.viable:
                backend: Backend = kind()
                return backend
    return None
