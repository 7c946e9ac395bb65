"""Looking after the open vault: a copy each day, a look through the whole file each week.

The copies are the laptop's own, encrypted under the vault's key; what was sent stands on the server
anyway. They are for what was not, and for a disk that begins to fail.
"""

import threading
from dataclasses import dataclass
from typing import Final

from helhedsplan_desktop.foundation.clock import Clock, local_day, milliseconds
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.logs import EventLog
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.store import vault_copies
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.vault import Vault
from helhedsplan_desktop.store.vault_copies import VaultCopy

CHECK_EVERY_MS: Final = 7 * 24 * 3600 * 1000
_CHECKED: Final = "vault_checked_at"


@dataclass(frozen=True, slots=True)
class CareStatus:
    """How the vault is looked after.

    Args:
        copied_at: when the newest copy was made, ms since 1970 UTC; 0: there is none.
        checked_at: when the whole file was last found right, ms since 1970 UTC; 0: never.
        problem: why the last try did not end well: VAULT_DAMAGED, DISK_FULL, DISK_READ_ONLY or
            DISK_FAILED; None if it did.
    """

    copied_at: int
    checked_at: int
    problem: Problem | None


class VaultCare:
    """Use cases of looking after one open vault; they may be called from any thread.

    Args:
        vault: open.
        profile: where it stands.
        store: of the same vault.
        log: told by codes what was done.
    """

    def __init__(
        self, vault: Vault, profile: Profile, store: Store, clock: Clock, log: EventLog
    ) -> None:
        self._vault = vault
        self._profile = profile
        self._store = store
        self._clock = clock
        self._log = log
        self._one_at_a_time = threading.Lock()
        self._crashed = vault.after_crash
        self._problem: Problem | None = None

    def status(self) -> CareStatus:
        """Return how it stands.

        Raises:
            AppError: VAULT_LOCKED.
        """
        found = self.copies()
        return CareStatus(found[0].at if found else 0, self._checked_at(), self._problem)

    def copies(self) -> tuple[VaultCopy, ...]:
        """Return the copies on this disk, the newest first."""
        return vault_copies.copies(self._profile)

    def run_if_due(self) -> CareStatus:
        """Check and copy the vault if it is time, and return how it stands; seconds on a large one.

        Raises:
            AppError: VAULT_LOCKED.
        """
        with self._one_at_a_time:
            now = milliseconds(self._clock.now())
            copy, check = self._copy_is_due(now), self._check_is_due(now)
            try:
                if copy:
                    self._copy(now)
                elif check:
                    self._check()
            except AppError as told:
                if told.problem is Problem.VAULT_LOCKED:
                    raise
                self._problem = told.problem
                self._log.write(f"care.failed.{told.problem.value}")
            else:
                if copy or check:
                    self._done(now)
        return self.status()

    # --- inside -----------------------------------------------------------------------------------

    def _copy_is_due(self, now: int) -> bool:
        """Return True if none of the copies is of this day, as people here would name it."""
        today = local_day(now)
        return all(local_day(each.at) != today for each in self.copies())

    def _check_is_due(self, now: int) -> bool:
        checked = self._checked_at()
        # A clock that was set back must not put the check off for years.
        recent = now - CHECK_EVERY_MS < checked <= now
        return self._crashed or not recent

    def _copy(self, now: int) -> None:
        """Copy; the vault is checked before, and the copy after it was made."""
        self._vault.database.copy_to(vault_copies.new_copy(self._profile, now).path)
        vault_copies.drop_old_copies(self._profile, now)
        self._log.write("care.copied")

    def _check(self) -> None:
        if self._vault.database.check():
            raise AppError(Problem.VAULT_DAMAGED, part="database")
        self._log.write("care.checked")

    def _done(self, now: int) -> None:
        self._problem = None
        self._crashed = False
        with self._store.write_for_sync() as unit:
            own_marks.put_setting(unit.connection, _CHECKED, str(now))

    def _checked_at(self) -> int:
        with self._store.read() as connection:
            return int(own_marks.setting(connection, _CHECKED) or 0)
