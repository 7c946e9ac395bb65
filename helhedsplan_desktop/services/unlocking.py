"""Opening and locking the vault: what the first screen asks for.

Nothing heavy is imported before it is needed: the unlock screen stands up before SQLAlchemy,
SQLCipher and the key derivation are read from disk. `warm_up` reads them while the person types.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.crypto import passphrase as passphrases
from helhedsplan_desktop.crypto.passphrase import Judgement, Reason, Strength
from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Randomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.process_lock import ProcessLock
from helhedsplan_desktop.store.tries import Tries
from helhedsplan_desktop.store.vault_files import Standing, standing

if TYPE_CHECKING:
    from helhedsplan_desktop.crypto.key_derivation import PassphraseKdf
    from helhedsplan_desktop.crypto.keychain import Keychain
    from helhedsplan_desktop.store.vault import Vault
    from helhedsplan_desktop.store.vault_copies import VaultCopy
    from helhedsplan_desktop.store.vault_opening import Prepare, VaultOpening


class Stage(StrEnum):
    """Where the vault of this profile stands."""

    MISSING = "missing"
    LOCKED = "locked"
    OPEN = "open"
    IN_USE = "in_use"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class VaultState:
    """What the first screen shows.

    Args:
        stage: where the vault stands.
        problem: with UNUSABLE and IN_USE: what to tell.
        rolled_back: while open: an old file was put back and the server has not agreed since.
        passphrase_changed_at: while open: milliseconds since 1970 UTC; 0 otherwise.
        keychain: while open: this computer's keychain opens it too.
    """

    stage: Stage
    problem: AppError | None = None
    rolled_back: bool = False
    passphrase_changed_at: int = 0
    keychain: bool = False


class Unlocking:
    """Makes, opens and locks the vault of one profile.

    Every method but `state`, `strength`, `propose_passphrase` and `throttled_seconds` takes up to
    seconds and belongs on the free lane; they may be called from any thread.

    Args:
        profile: the data folder.
        clock: dates tries and passphrases.
        randomness: makes keys.
        load_prepare: gives what brings a database up to date (`store/migrating.py`); called late.
        log: takes event codes.
        make_kdf: gives the key derivation; a test passes a cheap one.
        make_keychain: gives the system's keychain; None where policy forbids it.
    """

    def __init__(
        self,
        profile: Profile,
        clock: Clock,
        randomness: Randomness,
        load_prepare: "Callable[[], Prepare]",
        log: EventLog,
        make_kdf: "Callable[[Clock], PassphraseKdf] | None" = None,
        make_keychain: "Callable[[], Keychain] | None" = None,
    ) -> None:
        self._profile: Final = profile
        self._clock = clock
        self._randomness = randomness
        self._load_prepare = load_prepare
        self._log = log
        self._make_kdf = make_kdf
        self._make_keychain = make_keychain
        self._process = ProcessLock(profile.lock)
        self._one_at_a_time = threading.Lock()
        self._vault: Vault | None = None

    # --- looking ----------------------------------------------------------------------------------

    def state(self) -> VaultState:
        """Return where the vault stands; the first call claims the profile for this process."""
        vault = self._vault
        if vault is not None:
            return VaultState(
                Stage.OPEN,
                rolled_back=vault.rolled_back,
                passphrase_changed_at=vault.passphrase_changed_at,
                keychain=vault.has_keychain,
            )
        try:
            self._claim()
        except AppError as problem:
            in_use = problem.problem is Problem.VAULT_IN_USE
            return VaultState(Stage.IN_USE if in_use else Stage.UNUSABLE, problem)
        found = standing(self._profile)
        if found is Standing.PART:
            part = "database" if self._profile.header.exists() else "header"
            return VaultState(Stage.UNUSABLE, AppError(Problem.VAULT_DAMAGED, part=part))
        return VaultState(Stage.MISSING if found is Standing.NOTHING else Stage.LOCKED)

    @property
    def vault(self) -> "Vault":
        """The open vault, for the composition root.

        Raises:
            AppError: VAULT_LOCKED.
        """
        if self._vault is None:
            raise AppError(Problem.VAULT_LOCKED)
        return self._vault

    @property
    def keychain_allowed(self) -> bool:
        """True if the policy lets the system's keychain open the vault."""
        return self._make_keychain is not None

    def keychain_opens(self) -> bool:
        """Return True if the keychain may open the vault and was asked to; reads the header.

        Raises:
            AppError: VAULT_MISSING, VAULT_DAMAGED, VAULT_NEWER, DISK_READ_ONLY.
        """
        if self._make_keychain is None:
            return False
        from helhedsplan_desktop.crypto.vault_header import KEYCHAIN, read_header

        return read_header(self._profile.header).header.wrap(KEYCHAIN) is not None

    def throttled_seconds(self) -> int:
        """Return the whole seconds until a passphrase may be tried again; 0: now."""
        return Tries(self._profile.tries, self._clock).wait_seconds()

    def strength(self, passphrase: str) -> Judgement:
        """Return how strong a new passphrase is, quick enough for every keystroke.

        Raises:
            AppError: TOO_LONG (limit).
        """
        return passphrases.judge(passphrase)

    def propose_passphrase(self) -> str:
        """Return five random Danish words."""
        return passphrases.propose(self._randomness)

    # --- acting -----------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Read the heavy libraries from disk while the person types."""
        self._opening()
        self._load_prepare()

    def create(self, passphrase: str) -> None:
        """Make the vault and leave it open.

        Raises:
            AppError: VAULT_EXISTS, VAULT_IN_USE, PASSPHRASE_WEAK (reasons), TOO_LONG,
                FOLDER_UNSAFE, DISK_FULL, DISK_READ_ONLY.
        """
        with self._one_at_a_time:
            self._claim()
            if self._vault is not None:
                raise AppError(Problem.VAULT_EXISTS)
            self._vault = self._opening().create(passphrase)
            self._log.write("vault.created", vault=self._vault.vault_id)

    def unlock(self, passphrase: str) -> None:
        """Open the vault.

        Raises:
            AppError: WRONG_PASSPHRASE, THROTTLED (seconds), VAULT_MISSING, VAULT_IN_USE,
                VAULT_DAMAGED (part), VAULT_FOREIGN (part), VAULT_NEWER, FOLDER_UNSAFE, TOO_LONG,
                DISK_FULL, DISK_READ_ONLY.
        """
        self._open_by(lambda opening: opening.open(passphrase))

    def unlock_from_keychain(self) -> bool:
        """Open the vault by the system's keychain; returns False if the passphrase is needed.

        Raises:
            AppError: as `unlock`, but for the passphrase.
        """
        if self._make_keychain is None:
            return False
        keychain = self._make_keychain()
        self._open_by(lambda opening: opening.open_by_keychain(keychain))
        return self._vault is not None

    def unlock_from_sheet(self, lines: tuple[str, str], new_passphrase: str) -> None:
        """Open the vault by the organisation's recovery sheet and give it a new passphrase.

        Raises:
            AppError: CODE_INCOMPLETE (missing, line), CODE_WRONG, PASSPHRASE_WEAK (reasons); else
                as `unlock`, but for the passphrase.
        """
        from helhedsplan_desktop.crypto.recovery import read_sheet
        from helhedsplan_desktop.store.vault import demand_strength

        demand_strength(new_passphrase)
        key = read_sheet(lines).sealing_key()

        def by_sheet(opening: "VaultOpening") -> "Vault":
            vault = opening.open_by_recovery(key)
            vault.set_passphrase(new_passphrase)
            return vault

        self._open_by(by_sheet)

    def change_passphrase(self, old: str, new: str) -> None:
        """Lock the vault with another passphrase from now on; it stays open.

        Raises:
            AppError: WRONG_PASSPHRASE, THROTTLED (seconds), PASSPHRASE_WEAK (reasons), TOO_LONG,
                VAULT_LOCKED, DISK_FULL, DISK_READ_ONLY.
        """
        with self._one_at_a_time:
            self.vault.change_passphrase(old, new)
            self._log.write("vault.passphrase_changed")

    def use_keychain(self, *, on: bool) -> bool:
        """Let the system's keychain open the vault too, or no longer; returns what holds now.

        Raises:
            AppError: VAULT_LOCKED, NOT_ALLOWED by the policy, DISK_FULL, DISK_READ_ONLY.
        """
        if self._make_keychain is None:
            raise AppError(Problem.NOT_ALLOWED)
        with self._one_at_a_time:
            if on:
                return self.vault.use_keychain(self._make_keychain())
            self.vault.leave_keychain(self._make_keychain())
            return False

    def copies(self) -> "tuple[VaultCopy, ...]":
        """Return the copies of the vault on this disk, the newest first; also while locked."""
        from helhedsplan_desktop.store.vault_copies import copies

        return copies(self._profile)

    def put_back(self, copy: "VaultCopy") -> None:
        """Put a copy in the place of the locked vault's database; the next unlock opens it.

        What was written since and not sent is gone; what was sent comes back with the next sync.

        Raises:
            AppError: NOT_ALLOWED while it is open, NOT_FOUND, VAULT_IN_USE, VAULT_DAMAGED (part),
                VAULT_FOREIGN (part), FOLDER_UNSAFE, DISK_FULL, DISK_READ_ONLY, DISK_FAILED.
        """
        from helhedsplan_desktop.store.vault_copies import put_back

        with self._one_at_a_time:
            self._claim()
            if self._vault is not None:
                raise AppError(Problem.NOT_ALLOWED)
            put_back(self._profile, copy.path)
            self._log.write("vault.put_back")

    def lock(self) -> None:
        """Close the vault and drop its keys; safe to call at any time, also when it is locked."""
        with self._one_at_a_time:
            vault, self._vault = self._vault, None
            if vault is not None:
                vault.lock()
                self._log.write("vault.locked")

    def close(self) -> None:
        """Lock, and let another process have the profile."""
        self.lock()
        self._process.release()

    # --- inside -----------------------------------------------------------------------------------

    def _open_by(self, way: "Callable[[VaultOpening], Vault | None]") -> None:
        with self._one_at_a_time:
            self._claim()
            if self._vault is not None:
                return
            started = self._clock.monotonic()
            try:
                self._vault = way(self._opening())
            except AppError as problem:
                self._log.write(f"vault.not_opened.{problem.problem.value}")
                raise
            if self._vault is not None:
                took = int(1000 * (self._clock.monotonic() - started))
                self._log.write("vault.opened", milliseconds=took)
                if self._vault.rolled_back:
                    self._log.write("vault.rolled_back")

    def _claim(self) -> None:
        self._profile.prepare()
        if not self._process.acquire():
            raise AppError(Problem.VAULT_IN_USE)

    def _opening(self) -> "VaultOpening":
        from helhedsplan_desktop.crypto.key_derivation import PassphraseKdf
        from helhedsplan_desktop.store.vault import Tools
        from helhedsplan_desktop.store.vault_opening import VaultOpening

        kdf = (self._make_kdf or PassphraseKdf)(self._clock)
        return VaultOpening(
            Tools(self._profile, kdf, self._clock, self._randomness), self._load_prepare
        )


__all__ = ["Judgement", "Reason", "Stage", "Strength", "Unlocking", "VaultState"]
