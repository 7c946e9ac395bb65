"""The practice town in a vault of its own: a folder that goes when the practice ends."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.foundation.clock import Clock
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.paths import Profile
from helhedsplan_desktop.foundation.policy import Policy
from helhedsplan_desktop.options import SEED

if TYPE_CHECKING:
    from helhedsplan_desktop.crypto.key_derivation import PassphraseKdf
    from helhedsplan_desktop.practice.staff import StaffMember
    from helhedsplan_desktop.practice.town import PracticeTown
    from helhedsplan_desktop.store.store import Store

LEAD: Final = "lead"
WORKER: Final = "worker"
ROLE: Final = "practice_role"
_PREFIX: Final = "helhedsplan-practice-"


class PracticeVault:
    """A core over an invented town; nothing of it is ever sent.

    Args:
        contacts: how many people the town has.
        policy: of this computer.
        clock: the town's years end at its present moment.
        lead: True to sit at the lead's laptop, else at a worker's.
        seed: the same number invents the same town.
        make_kdf: a cheaper key derivation for tests.
        folder: where the vault lies; None: a temporary folder, removed by `close`.
    """

    def __init__(
        self,
        contacts: int,
        policy: Policy | None = None,
        clock: Clock | None = None,
        *,
        lead: bool = False,
        seed: int = SEED,
        make_kdf: "Callable[[Clock], PassphraseKdf] | None" = None,
        folder: Path | None = None,
    ) -> None:
        self._temporary = folder is None
        self._folder = folder or Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._contacts = contacts
        self._lead = lead
        self._seed = seed
        self.core = Core(Profile(self._folder / "profile"), policy, clock, make_kdf=make_kdf)
        self.passphrase = self.core.unlocking.propose_passphrase()
        """Shown on the lock screen: practice has no secret."""

    def fill(
        self,
        progress: Callable[[int, int], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        """Make the vault, put the town into it and leave it open; takes a few seconds.

        Args:
            progress: told how many notes of how many are stored.
            cancel: asked between two steps.

        Raises:
            AppError: FOLDER_UNSAFE, DISK_FULL, DISK_READ_ONLY.
            CancelledByPersonError: if somebody asked.
        """
        self.core.unlocking.create(self.passphrase)
        settle(
            self.core,
            self._contacts,
            lead=self._lead,
            seed=self._seed,
            progress=progress,
            cancel=cancel,
        )

    def close(self) -> None:
        """Lock, and remove the town with everything that was written in it."""
        self.core.close()
        if self._temporary:
            shutil.rmtree(self._folder, ignore_errors=True)


def settle(
    core: Core,
    contacts: int,
    *,
    lead: bool = False,
    seed: int = SEED,
    progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
) -> None:
    """Put a practice town into the open, empty vault of `core` and begin its session.

    Args:
        core: with an open vault that belongs to no organisation.
        contacts: how many people the town has.
        lead: True to sit at the lead's laptop, else at a worker's.
        seed: the same number invents the same town.
        progress: told how many notes of how many are stored.
        cancel: asked between two steps.

    Raises:
        AppError: VAULT_LOCKED, NOT_ALLOWED if the vault belongs somewhere, DISK_FULL.
        CancelledByPersonError: if somebody asked.
    """
    from helhedsplan_desktop.practice.loading import breathe, load
    from helhedsplan_desktop.practice.town import PracticeTown

    opened = core.opened()
    if opened.members.enrolled or opened.members.sheet() is not None:
        raise AppError(Problem.NOT_ALLOWED)
    town = PracticeTown(seed, contacts, core.clock.now(), pause=breathe)
    load(opened.store, town, progress=progress, cancel=cancel)
    # Who sits here is written last: a town that was not finished is begun anew.
    _sit_down(opened.store, town, town.lead if lead else town.me, lead=lead)
    core.begin_session()


def _sit_down(store: "Store", town: "PracticeTown", person: "StaffMember", *, lead: bool) -> None:
    """Write down who works on this laptop."""
    from helhedsplan_desktop.store import identity

    with store.write() as unit:
        identity.put(
            unit.connection,
            user=person.user,
            device=person.device,
            computer=person.computer.encode(),
            space__plan=town.spaces.plan,
            space__team=town.spaces.team,
            space__shielded=town.spaces.shielded,
            practice_role=(LEAD if lead else WORKER).encode(),
        )


def is_practice(core: Core) -> bool:
    """Return True if the open vault holds the practice town.

    Raises:
        AppError: VAULT_LOCKED.
    """
    from helhedsplan_desktop.store import identity

    with core.opened().store.read() as connection:
        me = identity.read(connection)
    return me.get(ROLE) is not None and me.get(identity.SERVER) is None


def remove_practice(core: Core) -> None:
    """Close the practice vault and remove it from the profile.

    Raises:
        AppError: VAULT_LOCKED; NOT_ALLOWED for a vault that holds anything but the practice town.
    """
    if not is_practice(core):
        raise AppError(Problem.NOT_ALLOWED)
    from helhedsplan_desktop.store.vault_files import remove_vault

    core.lock()
    remove_vault(core.profile)
