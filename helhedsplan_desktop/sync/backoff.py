"""When to try again after a failure: full jitter, so that laptops do not come in step."""

from typing import Final

from helhedsplan_desktop.foundation.ids import Randomness

FIRST_SECONDS: Final = 1.0
LONGEST_SECONDS: Final = 15 * 60.0


def fraction(randomness: Randomness) -> float:
    """Return a random number from 0 up to 1."""
    return int.from_bytes(randomness.bytes(4), "big") / 2**32


class Backoff:
    """Counts failures in a row."""

    def __init__(self, randomness: Randomness) -> None:
        self._randomness = randomness
        self._failures = 0

    @property
    def failing(self) -> bool:
        """True if the last try failed."""
        return self._failures > 0

    def success(self) -> None:
        """Begin anew."""
        self._failures = 0

    def failure(self, at_least: float = 0.0) -> float:
        """Return the seconds to wait: random below 1 s x 2^n, at most 15 min.

        Args:
            at_least: seconds that the server asked for.
        """
        self._failures += 1
        span = min(LONGEST_SECONDS, FIRST_SECONDS * (1 << min(self._failures, 12)))
        return max(at_least, FIRST_SECONDS, fraction(self._randomness) * span)
