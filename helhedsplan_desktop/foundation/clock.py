"""The only place that reads the computer's clock."""

from datetime import UTC, date, datetime
from typing import Final, Protocol


class Clock(Protocol):
    """Tells the time; tests pass one that they can move."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds of a clock that is never set back."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds of a clock that is never set back."""
        import time

        return time.monotonic()


def milliseconds(instant: datetime) -> int:
    """Return milliseconds since 1970 UTC, the form of times in the store and on the wire."""
    return int(instant.timestamp() * 1000)


LAST_MS: Final = 253_402_128_000_000
"""The last instant that every time zone can name: 9999-12-30."""


def instant(milliseconds_utc: int) -> datetime:
    """Return the aware UTC datetime of milliseconds since 1970.

    What no calendar can name, of a broken or ill-meaning program, becomes the nearest it can.
    """
    return datetime.fromtimestamp(min(max(milliseconds_utc, 0), LAST_MS) / 1000, UTC)


def local_day(milliseconds_utc: int) -> date:
    """Return the calendar day that people on this computer would name."""
    return instant(milliseconds_utc).astimezone().date()
