"""A token by which a person stops long work."""

import threading


class CancelledByPersonError(Exception):
    """The person stopped the work."""


class CancelToken:
    """Checked by long work between two steps; safe on any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """True once somebody asked."""
        return self._event.is_set()

    def check(self) -> None:
        """Stop here if asked.

        Raises:
            CancelledByPersonError: if somebody asked.
        """
        if self.cancelled:
            raise CancelledByPersonError
