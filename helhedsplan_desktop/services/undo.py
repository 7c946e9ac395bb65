"""Taking back what was just done."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Undo:
    """What brings back the state before an act; good until the vault is locked."""

    _restore: Callable[[], None]

    def restore(self) -> None:
        """Put everything back as it was."""
        self._restore()
