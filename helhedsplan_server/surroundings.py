"""The server's clock and source of randomness, passed in so that tests can move and replay them."""

import os
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; used for lifetimes and display only, never for order."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds of a clock that is never set back."""
        ...


class Randomness(Protocol):
    """A source of random bytes."""

    def bytes(self, count: int) -> bytes:
        """Return `count` random bytes."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds of a clock that is never set back."""
        return time.monotonic()


class SystemRandomness:
    """The operating system's generator."""

    def bytes(self, count: int) -> bytes:
        """Return `count` unpredictable bytes."""
        return os.urandom(count)


def now_ms(clock: Clock) -> int:
    """Return milliseconds since 1970 UTC, the form of times in tables and on the wire."""
    return int(clock.now().timestamp() * 1000)
