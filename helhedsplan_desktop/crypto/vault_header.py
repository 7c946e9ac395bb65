"""The file beside the vault: how its data key is wrapped, and which state of it is the latest.

    magic (8) || version (2, big-endian) || payload (MessagePack) || seal (32) || check (32)

`check` is SHA-256 of everything before it and tells damage apart before a passphrase is tried.
`seal` is HMAC-SHA256 under a key derived from the data key, over everything before it: who cannot
open the vault cannot change generation, wraps or costs either. Each wrap is sealed with version,
vault id, its kind and its own parameters as associated data.
"""

import hashlib
import hmac
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from helhedsplan_desktop.crypto.boxes import SealingKey, seal_to
from helhedsplan_desktop.crypto.sealing import KEY_BYTES, NONCE_BYTES, SealError
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import read_limited, write_whole
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_protocol import wire

VERSION: Final = 1

_MAGIC: Final = b"HPVAULT\0"
_DIGEST_BYTES: Final = 32
_MOST_BYTES: Final = 64 * 1024
_SEAL_LABEL: Final = b"vault header1"
_WRAP_LABEL: Final = b"vault wrap1"

WrapKind = Literal["passphrase", "keychain", "recovery"]
PASSPHRASE: Final = "passphrase"  # noqa: S105  the name of a wrap, not a secret
KEYCHAIN: Final = "keychain"
RECOVERY: Final = "recovery"


class PassphraseParams(wire.Wire, frozen=True):
    """How the passphrase becomes a wrapping key.

    Args:
        kdf: number of the derivation; 1 is Argon2id.
        changed_at: when the passphrase was chosen, milliseconds since 1970 UTC.
    """

    kdf: int
    memory_kib: int
    passes: int
    lanes: int
    salt: Annotated[bytes, msgspec.Meta(min_length=16, max_length=64)]
    changed_at: int

    def encoded(self) -> bytes:
        """Return the bytes that stand in the wrap and under its seal."""
        return wire.encode(self)


class Wrap(wire.Wire, frozen=True):
    """The data key, sealed one way.

    Args:
        params: encoded `PassphraseParams`; for recovery the public key; empty for keychain.
        sealed: nonce and ciphertext; for recovery an HPKE box.
    """

    kind: WrapKind
    params: bytes
    sealed: bytes


class Header(wire.Wire, frozen=True):
    """What the file says.

    Args:
        vault_id: 16 bytes, also inside the database.
        generation: counts up with every opening and locking; the database holds it too.
        wraps: at most one of each kind; the passphrase's always.
    """

    vault_id: wire.Id
    generation: Annotated[int, msgspec.Meta(ge=1)]
    wraps: tuple[Wrap, ...]

    def wrap(self, kind: WrapKind) -> Wrap | None:
        """Return the wrap of one kind, if the vault has it."""
        return next((wrap for wrap in self.wraps if wrap.kind == kind), None)

    def with_wrap(self, wrap: Wrap) -> "Header":
        """Return a header in which `wrap` stands in place of the one of its kind."""
        return msgspec.structs.replace(self, wraps=(*self.without(wrap.kind).wraps, wrap))

    def without(self, kind: WrapKind) -> "Header":
        """Return a header without the wrap of one kind."""
        return msgspec.structs.replace(
            self, wraps=tuple(wrap for wrap in self.wraps if wrap.kind != kind)
        )

    def at(self, generation: int) -> "Header":
        """Return a header of another generation."""
        return msgspec.structs.replace(self, generation=generation)

    def passphrase_params(self) -> PassphraseParams:
        """Return how the passphrase becomes a key.

        Raises:
            AppError: VAULT_DAMAGED.
        """
        wrap = self.wrap(PASSPHRASE)
        if wrap is None:
            raise _damaged()
        try:
            return wire.decode(wrap.params, PassphraseParams)
        except wire.MalformedError as bad:
            raise _damaged() from bad


class HeaderFile:
    """A header as it stands on disk: readable before the vault opens, provable after.

    Args:
        header: what it says.
        sealed_part: the bytes under the seal.
        seal: HMAC over them.
    """

    def __init__(self, header: Header, sealed_part: bytes, seal: bytes) -> None:
        self.header: Final = header
        self._sealed_part = sealed_part
        self._seal = seal

    def prove(self, data_key: bytearray) -> None:
        """Make sure that nobody without the data key wrote this header.

        Raises:
            AppError: VAULT_DAMAGED (part "header").
        """
        if not hmac.compare_digest(_seal(data_key, self._sealed_part), self._seal):
            raise _damaged()


def read_header(path: Path) -> HeaderFile:
    """Return the header at `path`.

    Raises:
        AppError: VAULT_FOREIGN for another file, VAULT_DAMAGED (part "header"), VAULT_NEWER.
        FileNotFoundError: if there is none.
    """
    data = read_limited(path, _MOST_BYTES + 1)
    start = len(_MAGIC) + 2
    end = len(data) - 2 * _DIGEST_BYTES
    if data and not data.startswith(_MAGIC):
        raise AppError(Problem.VAULT_FOREIGN, part="header")
    if not start < end or hashlib.sha256(data[:-_DIGEST_BYTES]).digest() != data[-_DIGEST_BYTES:]:
        raise _damaged()
    if int.from_bytes(data[len(_MAGIC) : start], "big") > VERSION:
        raise AppError(Problem.VAULT_NEWER)
    try:
        header = wire.decode(data[start:end], Header)
    except wire.MalformedError as bad:
        raise _damaged() from bad
    return HeaderFile(header, data[:end], data[end:-_DIGEST_BYTES])


def write_header(path: Path, header: Header, data_key: bytearray) -> None:
    """Put the header at `path`, whole or not at all.

    Raises:
        AppError: DISK_FULL, DISK_READ_ONLY.
    """
    part = _MAGIC + VERSION.to_bytes(2, "big") + wire.encode(header)
    sealed = part + _seal(data_key, part)
    write_whole(path, sealed + hashlib.sha256(sealed).digest())


def wrap_by_key(
    kind: WrapKind,
    vault_id: bytes,
    params: bytes,
    *,
    wrapping_key: bytearray,
    data_key: bytearray,
    randomness: Randomness,
) -> Wrap:
    """Return the data key sealed under a key from a passphrase or from the keychain."""
    nonce = randomness.bytes(NONCE_BYTES)
    aad = _associated(kind, vault_id, params)
    return Wrap(kind, params, nonce + ChaCha20Poly1305(wrapping_key).encrypt(nonce, data_key, aad))


def unwrap_by_key(wrap: Wrap, vault_id: bytes, wrapping_key: bytearray) -> bytearray:
    """Return the data key.

    Raises:
        SealError: for another key, or a wrap that was changed.
    """
    nonce, ct = wrap.sealed[:NONCE_BYTES], wrap.sealed[NONCE_BYTES:]
    aad = _associated(wrap.kind, vault_id, wrap.params)
    try:
        return _data_key(ChaCha20Poly1305(wrapping_key).decrypt(nonce, ct, aad))
    except (InvalidTag, ValueError) as bad:
        raise SealError("wrap") from bad


def wrap_for_recovery(recovery_key: bytes, vault_id: bytes, data_key: bytearray) -> Wrap:
    """Return the data key sealed to the organisation's recovery sheet.

    Args:
        recovery_key: the public recovery sealing key, 32 bytes, from the roster's genesis.
        vault_id: 16 bytes.
        data_key: 32 bytes.
    """
    info = _associated(RECOVERY, vault_id, recovery_key)
    return Wrap(RECOVERY, recovery_key, seal_to(recovery_key, data_key, info))


def unwrap_by_recovery(wrap: Wrap, vault_id: bytes, key: SealingKey) -> bytearray:
    """Return the data key by the recovery sheet.

    Raises:
        SealError: for another organisation's sheet, or a wrap that was changed.
    """
    return _data_key(key.open_box(wrap.sealed, _associated(RECOVERY, vault_id, wrap.params)))


def forget(key: bytearray) -> None:
    """Overwrite a key in place; copies that Python or OpenSSL made are beyond our reach."""
    key[:] = bytes(len(key))


def _data_key(opened: bytes) -> bytearray:
    if len(opened) != KEY_BYTES:
        raise SealError("wrap length")
    return bytearray(opened)


def _associated(kind: str, vault_id: bytes, params: bytes) -> bytes:
    fixed = _MAGIC + VERSION.to_bytes(2, "big") + vault_id
    return _WRAP_LABEL + fixed + kind.encode().ljust(16, b"\0") + params


def _seal(data_key: bytearray, part: bytes) -> bytes:
    key = HKDF(SHA256(), KEY_BYTES, None, _SEAL_LABEL).derive(data_key)
    return hmac.digest(key, part, "sha256")


def _damaged() -> AppError:
    return AppError(Problem.VAULT_DAMAGED, part="header")
