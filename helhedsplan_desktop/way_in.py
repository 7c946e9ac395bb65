"""What first start works with: the core, and the practice town."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from helhedsplan_desktop.core import Core
from helhedsplan_desktop.services.unlocking import Unlocking

if TYPE_CHECKING:
    from helhedsplan_desktop.services.members import Members


class CoreWayIn:
    """The way in over a core.

    Args:
        core: behind one profile.
        practice_size: contacts of the practice town.
        seed: which town.
    """

    def __init__(self, core: Core, practice_size: int, seed: int) -> None:
        self._core = core
        self._practice_size = practice_size
        self._seed = seed

    @property
    def unlocking(self) -> Unlocking:
        """Makes the vault."""
        return self._core.unlocking

    def members(self) -> "Members":
        """Return belonging.

        Raises:
            AppError: VAULT_LOCKED.
        """
        return self._core.opened().members

    def start_practice(self, progress: Callable[[int, int], None]) -> None:
        """Fill the open vault with the practice town.

        Args:
            progress: told how many notes of how many are stored.

        Raises:
            AppError: VAULT_LOCKED, NOT_ALLOWED, DISK_FULL.
        """
        from helhedsplan_desktop.practice_vault import settle

        settle(self._core, self._practice_size, seed=self._seed, progress=progress)

    def titles(self, language: str) -> tuple[str, ...]:
        """Return the titles that people of a plan have, in a language."""
        from helhedsplan_desktop.records import catalogue

        return tuple(each.name(language) for each in catalogue.load().titles)


def computer_name() -> str:
    """Return what this computer calls itself, as a proposal; the person may write another."""
    import socket

    return socket.gethostname().split(".")[0]
