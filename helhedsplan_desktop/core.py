"""The half of the composition root that knows no Qt: from a profile folder to the use cases.

The window, the self-test, the demo and the tests all start the program's core through this.
Everything below the vault is imported late, so that the unlock screen stands up first.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from helhedsplan_desktop.foundation import disk_encryption
from helhedsplan_desktop.foundation.clock import Clock, SystemClock
from helhedsplan_desktop.foundation.disk_encryption import DiskState
from helhedsplan_desktop.foundation.errors import AppError
from helhedsplan_desktop.foundation.ids import Ids, Randomness, SystemRandomness
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.policy import REFUSE, Policy
from helhedsplan_desktop.services.unlocking import Unlocking
from helhedsplan_protocol.version import PROGRAM

if TYPE_CHECKING:
    from helhedsplan_desktop.crypto.key_derivation import PassphraseKdf
    from helhedsplan_desktop.crypto.keychain import Keychain
    from helhedsplan_desktop.services.members import Members
    from helhedsplan_desktop.services.session import Session
    from helhedsplan_desktop.services.syncing import Syncing, SyncStatus
    from helhedsplan_desktop.services.vault_care import VaultCare
    from helhedsplan_desktop.store.store import Store
    from helhedsplan_desktop.store.vault import Vault
    from helhedsplan_desktop.store.vault_opening import Prepare
    from helhedsplan_desktop.sync.transport import Transport


@dataclass(frozen=True)
class OpenVault:
    """What exists while the vault is open.

    Args:
        session: the use cases; None until this laptop belongs to an organisation.
    """

    store: "Store"
    members: "Members"
    syncing: "Syncing"
    care: "VaultCare"
    session: "Session | None"


class Core:
    """Builds and takes down everything behind one profile.

    Args:
        profile: the data folder.
        make_kdf: a cheaper key derivation for tests.
        make_keychain: another keychain for tests; the policy decides whether it is asked.
    """

    def __init__(
        self,
        profile: Profile,
        policy: Policy | None = None,
        clock: Clock | None = None,
        randomness: Randomness | None = None,
        make_kdf: "Callable[[Clock], PassphraseKdf] | None" = None,
        make_keychain: "Callable[[], Keychain] | None" = None,
    ) -> None:
        self.profile = profile
        self.policy = policy or Policy()
        self.clock = clock or SystemClock()
        self.randomness = randomness or SystemRandomness()
        self.ids = Ids(self.clock, self.randomness)
        self.log = EventLog(profile.logs, self.clock)
        self.unlocking = Unlocking(
            profile,
            self.clock,
            self.randomness,
            _load_prepare,
            self.log,
            make_kdf=make_kdf,
            make_keychain=(make_keychain or _system_keychain) if self.policy.keychain else None,
        )
        self._open: OpenVault | None = None

    def may_run_here(self) -> bool:
        """Return False on a disk that is not encrypted, where the policy refuses such disks.

        A disk that does not tell is let through: the vault is encrypted whatever the disk is.
        """
        if self.policy.unencrypted_disk != REFUSE:
            return True
        return disk_encryption.disk_state(self.profile.folder) is not DiskState.PLAIN

    def warm_up(self) -> None:
        """Import what unlocking needs, on a free thread while the person types."""
        self.unlocking.warm_up()
        import helhedsplan_desktop.services.session  # noqa: F401  for its time, not its names

    def opened(self) -> OpenVault:
        """Return what is behind the open vault, built once.

        Raises:
            AppError: VAULT_LOCKED.
        """
        if self._open is None:
            self._open = self._build()
        return self._open

    def begin_session(self) -> "Session":
        """Return the use cases, now that this laptop belongs to an organisation.

        Raises:
            AppError: NOT_FOUND before enrolment, VAULT_LOCKED.
        """
        opened = self.opened()
        if opened.session is None:
            session = self._session(opened)
            self._open = opened = replace(opened, session=session)
        assert opened.session is not None
        return opened.session

    def members(self) -> "Members":
        """Return the use cases of belonging.

        Raises:
            AppError: VAULT_LOCKED.
        """
        return self.opened().members

    def hang_up(self) -> None:
        """End what was asked of the server for the screens, so that nobody waits for it.

        To be called before the threads that asked are waited for; then only locking makes sense.
        """
        if self._open is not None:
            self._open.members.hang_up()

    def when_to_be_emptied(self, tell: Callable[[], None]) -> None:
        """Call `tell`, on the thread of sync, once the open vault is to be emptied: lock it then.

        Raises:
            AppError: VAULT_LOCKED.
        """

        def hear(status: "SyncStatus") -> None:
            if status.to_be_emptied:
                tell()

        self.opened().syncing.listen(hear)

    def lock(self) -> None:
        """Stop syncing, close the vault, drop the keys.

        A vault that a lead has signed to be emptied is removed with that, copies and all.

        Raises:
            AppError: DISK_READ_ONLY, DISK_FAILED, where it cannot be removed.
        """
        self.hang_up()
        opened, self._open = self._open, None
        told = False
        if opened is not None:
            opened.syncing.close()
            told = opened.syncing.status.to_be_emptied
        self.unlocking.lock()
        if told:
            from helhedsplan_desktop.store.vault_files import remove_vault

            remove_vault(self.profile)
            self.log.write("vault.removed")

    def close(self) -> None:
        """Lock, and let the profile go."""
        self.lock()
        self.unlocking.close()

    def _build(self) -> OpenVault:
        from helhedsplan_desktop.services.members import Members
        from helhedsplan_desktop.services.syncing import Syncing
        from helhedsplan_desktop.services.vault_care import VaultCare
        from helhedsplan_desktop.store import identity
        from helhedsplan_desktop.store.store import Store

        database = self.unlocking.vault.database

        def device() -> bytes:
            with store.read() as connection:
                return identity.read(connection).get(identity.DEVICE) or bytes(16)

        store = Store(database.writer, database.reader, self.clock, device)
        members = Members(store, self.clock, self.ids, self.randomness, self._transport, PROGRAM)
        syncing = Syncing(
            store,
            self.clock,
            self.ids,
            self.randomness,
            self._transport,
            PROGRAM,
            self.log,
            partial(_move_seal, self.unlocking.vault, store),
        )
        care = VaultCare(self.unlocking.vault, self.profile, store, self.clock, self.log)
        opened = OpenVault(store, members, syncing, care, None)
        return replace(opened, session=self._session(opened)) if members.enrolled else opened

    def _session(self, opened: OpenVault) -> "Session":
        from helhedsplan_desktop.records import catalogue
        from helhedsplan_desktop.services.desk import Desk
        from helhedsplan_desktop.services.session import open_session

        recovery_key = opened.members.recovery_key()
        if recovery_key is not None:
            # Here and not where it is founded or joined: a crash between would leave it out.
            with suppress(AppError):
                self.unlocking.vault.use_recovery_key(recovery_key)
        desk = Desk(
            opened.store,
            self.clock,
            self.ids,
            opened.members.me(),
            opened.members.homes(),
            opened.members.device_users,
            opened.members.lead_devices,
        )
        return open_session(
            desk, catalogue.load(), opened.members, opened.syncing, self.profile.folder
        )

    def _transport(self, address: str) -> "Transport":
        from helhedsplan_desktop.sync.transport import Transport

        ca_file = Path(self.policy.ca_file) if self.policy.ca_file else None
        return Transport(address, ca_file, self.policy.proxy)


def _move_seal(vault: "Vault", store: "Store", agreed: bool) -> None:  # noqa: FBT001  as sync tells it
    """Pin the state that the server has seen; an older file is known by it from now on.

    Raises:
        AppError: VAULT_LOCKED, DISK_FULL, DISK_READ_ONLY.
    """
    # The writer is one connection: a person who wants to save goes first.
    with store.lock.for_sync():
        vault.advance()
        if agreed and vault.rolled_back:
            vault.confirm_present()


def _system_keychain() -> "Keychain":
    from helhedsplan_desktop.crypto.keychain import Keychain

    return Keychain()


def _load_prepare() -> "Prepare":
    from helhedsplan_desktop.store.migrating import prepare

    return prepare
