"""The time of the practice town: days as ordinals, moments as minutes, both local.

The town keeps Danish winter time all year, so that it is the same on every computer.
"""

from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

_ZONE: Final = timezone(timedelta(hours=1))
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY_MINUTES: Final = 24 * 60
_SATURDAY: Final = 5

PLAN_BEGINS: Final = date(2023, 1, 2).toordinal()
"""The first working day of the plan period 2023-2026."""


def moment(day: int, minute: int) -> int:
    """Return the minute since 1970, local, of a minute of a day."""
    return (day - _EPOCH) * _DAY_MINUTES + minute


def moment_of(instant: datetime) -> int:
    """Return the minute since 1970, local, of an aware instant."""
    local = instant.astimezone(_ZONE)
    return moment(local.toordinal(), local.hour * 60 + local.minute)


def day_of(at: int) -> int:
    """Return the day of a moment."""
    return at // _DAY_MINUTES + _EPOCH


def instant_of(at: int) -> datetime:
    """Return the aware instant of a moment."""
    return datetime.fromtimestamp((at - 60) * 60, UTC)


@lru_cache(maxsize=4096)
def iso(day: int) -> str:
    """Return a day as ISO 8601; empty for 0."""
    return date.fromordinal(day).isoformat() if day else ""


@lru_cache(maxsize=2048)
def clock(at: int) -> str:
    """Return the local time HH:MM of a moment."""
    return f"{at % _DAY_MINUTES // 60:02}:{at % 60:02}"


def working_day(day: int) -> int:
    """Return `day`, or the Friday before a Saturday or Sunday."""
    weekday = (day - 1) % 7
    return day if weekday < _SATURDAY else day - (weekday - _SATURDAY + 1)
