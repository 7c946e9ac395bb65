"""What every test of the store shares: the test key, this laptop, a clock to set."""

from datetime import UTC, datetime, timedelta

TEST_KEY = bytes(range(32))
"""The data key of every vault that tests make; it protects invented data only."""

THIS_LAPTOP = bytes(range(16))


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self, start: datetime = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)) -> None:
        self.instant = start

    def now(self) -> datetime:
        return self.instant

    def monotonic(self) -> float:
        return self.instant.timestamp()

    def forward(self, **step: float) -> None:
        self.instant += timedelta(**step)
