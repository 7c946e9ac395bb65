"""An open vault: its database, its keys, and what may be done with them until it is locked."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.crypto.key_derivation import (
    ARGON2ID,
    KEY_BYTES,
    SALT_BYTES,
    Cost,
    CostError,
    PassphraseKdf,
)
from helhedsplan_desktop.crypto.keychain import Keychain
from helhedsplan_desktop.crypto.passphrase import judge
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.crypto.vault_header import (
    KEYCHAIN,
    PASSPHRASE,
    RECOVERY,
    Header,
    PassphraseParams,
    Wrap,
    forget,
    unwrap_by_key,
    wrap_by_key,
    wrap_for_recovery,
    write_header,
)
from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.store import generation
from helhedsplan_desktop.store.engine import Database
from helhedsplan_desktop.store.tries import Tries


@dataclass(frozen=True, slots=True)
class Tools:
    """What a vault needs from outside.

    Args:
        profile: where it stands.
        kdf: makes keys of passphrases; a test passes a cheap one.
        clock: dates the passphrase and the tries.
        randomness: makes keys, salts and nonces.
    """

    profile: Profile
    kdf: PassphraseKdf
    clock: Clock
    randomness: Randomness

    @property
    def tries(self) -> Tries:
        """The counter of wrong passphrases."""
        return Tries(self.profile.tries, self.clock)


class Vault:
    """An open vault.

    Args:
        database: open and upgraded.
        header: as it stands on disk, proved.
        data_key: 32 bytes; the vault owns it from now on and wipes it when it is locked.
        tools: as it was opened with.
        after_crash: True if it was not closed in good order the last time.
    """

    def __init__(
        self,
        database: Database,
        header: Header,
        data_key: bytearray,
        tools: Tools,
        *,
        after_crash: bool = False,
    ) -> None:
        self.database: Final = database
        self.after_crash: Final = after_crash
        self._header = header
        self._data_key = data_key
        self._tools = tools
        self._lock = threading.RLock()
        self._rolled_back = False

    @property
    def vault_id(self) -> bytes:
        """The vault's random id, 16 bytes."""
        return self._header.vault_id

    @property
    def rolled_back(self) -> bool:
        """True if an old file was put back and the server's digest has not agreed since."""
        return self._rolled_back

    @property
    def passphrase_changed_at(self) -> int:
        """When the passphrase was chosen, milliseconds since 1970 UTC."""
        return self._header.passphrase_params().changed_at

    @property
    def has_keychain(self) -> bool:
        """True if this computer's keychain opens the vault too."""
        return self._header.wrap(KEYCHAIN) is not None

    # --- generation -------------------------------------------------------------------------------

    def settle_into(self) -> None:
        """Compare the database with the header, then count both up; once, after opening.

        Raises:
            AppError: VAULT_FOREIGN if the database belongs to another header, VAULT_DAMAGED,
                DISK_FULL, DISK_READ_ONLY.
        """
        with self.database.writer.begin() as connection:
            seal = generation.read_seal(connection)
            if seal is None or seal.vault_id != self.vault_id:
                raise AppError(Problem.VAULT_FOREIGN, part="database")
            self._rolled_back = seal.rolled_back
            if not seal.fits(self._header.generation):
                self._rolled_back = True
                generation.mark_rolled_back(connection, rolled_back=True)
        self.advance()

    def advance(self) -> None:
        """Count the generation up in database and header, so that today's state is told apart.

        Also after a finished sync: the state that the server saw is then the oldest that passes
        for the present one.

        Raises:
            AppError: VAULT_LOCKED, DISK_FULL, DISK_READ_ONLY.
        """
        self._store(self._header)

    def confirm_present(self) -> None:
        """Forget a rollback: the server's digest agreed with this vault."""
        with self._lock, self.database.writer.begin() as connection:
            generation.mark_rolled_back(connection, rolled_back=False)
            self._rolled_back = False

    # --- ways in ----------------------------------------------------------------------------------

    def change_passphrase(self, old: str, new: str) -> None:
        """Lock the vault with another passphrase from now on; the data stays as it is.

        Raises:
            AppError: THROTTLED, WRONG_PASSPHRASE, PASSPHRASE_WEAK (reasons), TOO_LONG, DISK_FULL,
                DISK_READ_ONLY.
        """
        demand_strength(new)
        forget(unlocked_by_passphrase(self._header, old, self._tools))
        self.set_passphrase(new)

    def set_passphrase(self, new: str) -> None:
        """Lock the vault with a passphrase chosen anew, after the recovery sheet opened it.

        Raises:
            AppError: PASSPHRASE_WEAK (reasons), TOO_LONG, DISK_FULL, DISK_READ_ONLY.
        """
        demand_strength(new)
        wrap = passphrase_wrap(self.vault_id, new, self._data_key, self._tools)
        self._store(self._header.with_wrap(wrap))

    def use_keychain(self, keychain: Keychain) -> bool:
        """Let this computer's keychain open the vault too; returns False if it will not.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY.
        """
        key = bytearray(self._tools.randomness.bytes(KEY_BYTES))
        wrap = wrap_by_key(
            KEYCHAIN,
            self.vault_id,
            b"",
            wrapping_key=key,
            data_key=self._data_key,
            randomness=self._tools.randomness,
        )
        taken = keychain.put(self.vault_id, key)
        forget(key)
        if taken:
            self._store(self._header.with_wrap(wrap))
        return taken

    def leave_keychain(self, keychain: Keychain) -> None:
        """Let only the passphrase open the vault again.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY.
        """
        self._store(self._header.without(KEYCHAIN))
        keychain.remove(self.vault_id)

    def use_recovery_key(self, recovery_key: bytes) -> None:
        """Let the organisation's recovery sheet open the vault too, if it does not already.

        Args:
            recovery_key: the public sealing key of the verified genesis, 32 bytes.

        Raises:
            AppError: DISK_FULL, DISK_READ_ONLY.
        """
        present = self._header.wrap(RECOVERY)
        if present is not None and present.params == recovery_key:
            return
        wrap = wrap_for_recovery(recovery_key, self.vault_id, self._data_key)
        self._store(self._header.with_wrap(wrap))

    def lock(self) -> None:
        """Close every connection and drop the keys; locking never fails and may be repeated."""
        with self._lock:
            if self.database.closed:
                return
            # A unit of work that hangs must not hold the lock up: then the count stays.
            if not self.database.writing:
                with suppress(AppError):
                    self.advance()
            self.database.close()
            forget(self._data_key)

    def _store(self, header: Header) -> None:
        """Write the header under a new generation, in steps that a crash cannot tear apart."""
        with self._lock:
            if self.database.closed:
                raise AppError(Problem.VAULT_LOCKED)
            with self.database.writer.begin() as connection:
                seal = generation.read_seal(connection)
                assert seal is not None
                coming = seal.next_after(self._header.generation)
                generation.announce(connection, coming)
            arrived = header.at(coming)
            write_header(self._tools.profile.header, arrived, self._data_key)
            self._header = arrived
            with self.database.writer.begin() as connection:
                generation.arrive(connection, coming)


def passphrase_wrap(vault_id: bytes, passphrase: str, data_key: bytearray, tools: Tools) -> Wrap:
    """Return the data key sealed under a passphrase, as costly as this computer bears."""
    cost = tools.kdf.calibrate()
    salt = tools.randomness.bytes(SALT_BYTES)
    now = milliseconds(tools.clock.now())
    params = PassphraseParams(ARGON2ID, cost.memory_kib, cost.passes, cost.lanes, salt, now)
    key = tools.kdf.derive(passphrase, salt, cost)
    wrap = wrap_by_key(
        PASSPHRASE,
        vault_id,
        params.encoded(),
        wrapping_key=key,
        data_key=data_key,
        randomness=tools.randomness,
    )
    forget(key)
    return wrap


def unlocked_by_passphrase(header: Header, passphrase: str, tools: Tools) -> bytearray:
    """Return the data key that the passphrase opens, and count the tries.

    Raises:
        AppError: THROTTLED (seconds), WRONG_PASSPHRASE, TOO_LONG, VAULT_NEWER for a derivation
            that we do not know, VAULT_DAMAGED for costs out of bounds.
    """
    params = header.passphrase_params()
    wrap = header.wrap(PASSPHRASE)
    assert wrap is not None
    if params.kdf != ARGON2ID:
        raise AppError(Problem.VAULT_NEWER)
    tools.tries.begin()
    try:
        cost = Cost(params.memory_kib, params.passes, params.lanes)
        key = tools.kdf.derive(passphrase, params.salt, cost)
    except CostError as changed:
        raise AppError(Problem.VAULT_DAMAGED, part="header") from changed
    try:
        data_key = unwrap_by_key(wrap, header.vault_id, key)
    except SealError as wrong:
        raise AppError(Problem.WRONG_PASSPHRASE) from wrong
    finally:
        forget(key)
    tools.tries.succeeded()
    return data_key


def demand_strength(passphrase: str) -> None:
    """Refuse a weak passphrase.

    Raises:
        AppError: PASSPHRASE_WEAK (reasons), TOO_LONG.
    """
    judgement = judge(passphrase)
    if not judgement.accepted:
        raise AppError(Problem.PASSPHRASE_WEAK, reasons=judgement.reasons)
