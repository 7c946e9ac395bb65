"""From a closed profile to an open vault: creating it, opening it, bringing it up to date."""

from collections.abc import Callable
from typing import Final

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.keychain import Keychain
from helhedsplan_desktop.crypto.sealing import SealError
from helhedsplan_desktop.crypto.vault_header import (
    KEYCHAIN,
    RECOVERY,
    Header,
    HeaderFile,
    forget,
    read_header,
    unwrap_by_key,
    unwrap_by_recovery,
    write_header,
)
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.files import tighten
from helhedsplan_desktop.store import generation
from helhedsplan_desktop.store.engine import KEY_BYTES, Database, create_database, open_database
from helhedsplan_desktop.store.vault import (
    Tools,
    Vault,
    demand_strength,
    passphrase_wrap,
    unlocked_by_passphrase,
)
from helhedsplan_desktop.store.vault_files import (
    Standing,
    clear_making,
    finish_making,
    has_left_work,
    look_at_database,
    standing,
)

_FIRST_GENERATION: Final = 1


Prepare = Callable[[Database], None]
"""Brings an opened database to this program's tables, as `store/migrating.py` does, or raises and
leaves it as it was."""


class VaultOpening:
    """Makes and opens the vault of one profile; the caller holds the profile's process lock.

    Args:
        tools: profile, key derivation, clock, randomness.
        load_prepare: gives what brings a database up to date; called late, for it imports much.
    """

    def __init__(self, tools: Tools, load_prepare: Callable[[], Prepare]) -> None:
        self._tools = tools
        self._profile = tools.profile
        self._load_prepare = load_prepare

    def create(self, passphrase: str) -> Vault:
        """Return a new vault, open.

        The header is the last decision: before it stands, nothing but a nameless file is left
        behind; after it, opening ends what was cut off.

        Raises:
            AppError: VAULT_EXISTS, PASSPHRASE_WEAK (reasons), TOO_LONG, FOLDER_UNSAFE, DISK_FULL,
                DISK_READ_ONLY.
        """
        demand_strength(passphrase)
        self._profile.prepare()
        if standing(self._profile) is not Standing.NOTHING:
            raise AppError(Problem.VAULT_EXISTS)
        clear_making(self._profile)
        randomness = self._tools.randomness
        data_key = bytearray(randomness.bytes(KEY_BYTES))
        vault_id = randomness.bytes(16)
        wrap = passphrase_wrap(vault_id, passphrase, data_key, self._tools)
        header = Header(vault_id, _FIRST_GENERATION, (wrap,))
        try:
            self._make(header, data_key)
            self._tools.tries.succeeded()
            return self._opened(header, data_key)
        except BaseException:
            forget(data_key)
            raise

    def open(self, passphrase: str) -> Vault:
        """Return the vault, opened by its passphrase; takes about a second.

        Raises:
            AppError: VAULT_MISSING, VAULT_DAMAGED (part), VAULT_FOREIGN (part), VAULT_NEWER,
                FOLDER_UNSAFE, THROTTLED (seconds), WRONG_PASSPHRASE, TOO_LONG, DISK_FULL,
                DISK_READ_ONLY.
        """
        file = self._header_file()
        return self._proved(file, unlocked_by_passphrase(file.header, passphrase, self._tools))

    def open_by_keychain(self, keychain: Keychain) -> Vault | None:
        """Return the vault, opened by the system's keychain; None: ask for the passphrase.

        Raises:
            AppError: as `open`, but for the passphrase.
        """
        file = self._header_file()
        wrap = file.header.wrap(KEYCHAIN)
        key = keychain.get(file.header.vault_id) if wrap else None
        if wrap is None or key is None:
            return None
        try:
            data_key = unwrap_by_key(wrap, file.header.vault_id, key)
        except SealError:
            return None
        finally:
            forget(key)
        return self._proved(file, data_key)

    def open_by_recovery(self, key: SealingKey) -> Vault:
        """Return the vault, opened by the recovery sheet; a new passphrase must follow.

        Raises:
            AppError: CODE_WRONG for another organisation's sheet or a vault that knows none; else
                as `open`, but for the passphrase.
        """
        file = self._header_file()
        wrap = file.header.wrap(RECOVERY)
        if wrap is None:
            raise AppError(Problem.CODE_WRONG)
        try:
            data_key = unwrap_by_recovery(wrap, file.header.vault_id, key)
        except SealError as wrong:
            raise AppError(Problem.CODE_WRONG) from wrong
        return self._proved(file, data_key)

    # --- inside -----------------------------------------------------------------------------------

    def _make(self, header: Header, data_key: bytearray) -> None:
        """Put an empty database and then its header in place."""
        database = create_database(self._profile.database_in_making, data_key)
        try:
            with database.writer.begin() as connection:
                generation.make_seal(connection, header.vault_id, header.generation)
        finally:
            database.close()
        write_header(self._profile.header, header, data_key)
        finish_making(self._profile)

    def _header_file(self) -> HeaderFile:
        """Return the header of a vault that looks whole from outside."""
        self._profile.prepare()
        found = standing(self._profile)
        if found is Standing.NOTHING:
            raise AppError(Problem.VAULT_MISSING)
        if found is Standing.PART:
            part = "database" if self._profile.header.exists() else "header"
            raise AppError(Problem.VAULT_DAMAGED, part=part)
        finish_making(self._profile)
        tighten(self._profile.header)
        look_at_database(self._profile.database)
        return read_header(self._profile.header)

    def _proved(self, file: HeaderFile, data_key: bytearray) -> Vault:
        try:
            file.prove(data_key)
            return self._opened(file.header, data_key)
        except BaseException:
            forget(data_key)
            raise

    def _opened(self, header: Header, data_key: bytearray) -> Vault:
        after_crash = has_left_work(self._profile.database)
        database = open_database(self._profile.database, data_key)
        try:
            vault = Vault(database, header, data_key, self._tools, after_crash=after_crash)
            vault.settle_into()
            self._load_prepare()(database)
        except BaseException:
            database.close()
            raise
        return vault
