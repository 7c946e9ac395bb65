"""What a person chose about locking and hiding; kept inside the vault."""

from typing import Final

from PySide6.QtCore import QObject, Signal

from helhedsplan_desktop.foundation.policy import DEFAULT_LOCK_MINUTES, Policy
from helhedsplan_desktop.services.preferences import Preferences
from ui.jobs.runner import JobRunner

_LOCK: Final = "lock_minutes"
_VEIL: Final = "veil_on_leave"
_YES: Final = "yes"
_NO: Final = "no"


class Habits(QObject):
    """Choices that the frame follows and the settings page changes.

    Args:
        preferences: keeps them.
        policy: bounds them.
        runner: reads and writes off the GUI thread.
        parent: the owner.

    Signals:
        changed: read or chosen anew.
    """

    changed = Signal()

    def __init__(
        self,
        preferences: Preferences,
        policy: Policy,
        runner: JobRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._policy = policy
        self._runner = runner
        self._wished = DEFAULT_LOCK_MINUTES
        self._veil = False
        runner.run(self._read, self, self._take)

    @property
    def lock_minutes(self) -> int:
        """Idle minutes until the program locks, as the policy allows."""
        return self._policy.lock_minutes(self._wished)

    @property
    def most_lock_minutes(self) -> int:
        """The longest that the policy allows."""
        return self._policy.lock_minutes_max

    @property
    def veil_on_leave(self) -> bool:
        """True if names are hidden when the window is left."""
        return self._veil

    def set_lock_minutes(self, minutes: int) -> None:
        """Lock after so many idle minutes."""
        self._wished = minutes
        self._put(_LOCK, str(minutes))

    def set_veil_on_leave(self, veil: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide names when the window is left, or not."""
        self._veil = veil
        self._put(_VEIL, _YES if veil else _NO)

    def _put(self, name: str, value: str) -> None:
        self._runner.write(lambda: self._preferences.put(name, value), self, self._kept)
        self.changed.emit()

    def _kept(self, _: None) -> None:
        """Nothing more to do: the choice holds since it was made."""

    def _read(self) -> tuple[str, str]:
        """Return both choices; runs off the GUI thread."""
        minutes = self._preferences.get(_LOCK, str(DEFAULT_LOCK_MINUTES))
        return minutes, self._preferences.get(_VEIL, _NO)

    def _take(self, found: tuple[str, str]) -> None:
        minutes, veil = found
        self._wished = int(minutes) if minutes.isdecimal() else DEFAULT_LOCK_MINUTES
        self._veil = veil == _YES
        self.changed.emit()
