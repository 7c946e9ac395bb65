"""What day a person means by what they typed: "12/3", "12. marts", "i morgen", "mandag"."""

import re
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QLocale

from ui.language import translate

_WEEK: Final = 7
_LETTERS_FOR_MONTH: Final = 3  # "mar" is enough
_HALF_YEAR: Final = 182
_NUMERIC: Final = re.compile(r"(\d{1,2})[./ -]+(\d{1,2})(?:[./ -]+(\d{4}|\d{2}))?\.?")
_WORDED: Final = re.compile(r"(\d{1,2})\.?\s*([^\W\d]+)\.?(?:\s+(\d{4}))?")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def parse_day(text: str, today: date) -> date | None:
    """Return the day that `text` means, or None if it means none.

    A day without a year is the nearest one, within half a year back or ahead; a weekday is the next
    one.

    Args:
        text: as typed, in the language in force.
        today: the present day.
    """
    typed = " ".join(text.lower().split())
    if not typed:
        return None
    # The field itself shows "i dag, 12. marts": the date after the comma decides.
    typed = typed.rpartition(", ")[2] if any(map(str.isdigit, typed)) else typed
    return _near_day(typed, today) or _weekday(typed, today) or _dated(typed, today)


def _near_day(typed: str, today: date) -> date | None:
    words = {
        translate("Days", "today"): 0,
        translate("Days", "tomorrow"): 1,
        translate("Days", "yesterday"): -1,
    }
    return today + timedelta(days=words[typed]) if typed in words else None


def _weekday(typed: str, today: date) -> date | None:
    for number in range(1, _WEEK + 1):
        name = QLocale().standaloneDayName(number).lower()
        if typed in {name, name[:3]}:
            ahead = (number - today.isoweekday()) % _WEEK or _WEEK
            return today + timedelta(days=ahead)
    return None


def _dated(typed: str, today: date) -> date | None:
    if iso := _ISO.fullmatch(typed):
        return _day(int(iso[3]), int(iso[2]), int(iso[1]))
    if numeric := _NUMERIC.fullmatch(typed):
        return _with_year(int(numeric[1]), int(numeric[2]), numeric[3], today)
    if worded := _WORDED.fullmatch(typed):
        month = _month(worded[2])
        return _with_year(int(worded[1]), month, worded[3], today) if month else None
    return None


def _month(word: str) -> int | None:
    if len(word) < _LETTERS_FOR_MONTH:
        return None
    names = (QLocale().standaloneMonthName(number).lower() for number in range(1, 13))
    return next((n for n, name in enumerate(names, 1) if name.startswith(word)), None)


def _with_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        century = 0 if len(year) == len("2026") else 2000
        return _day(day, month, century + int(year))
    years = (today.year - 1, today.year, today.year + 1)
    candidates = [found for each in years if (found := _day(day, month, each))]
    near = [found for found in candidates if abs((found - today).days) <= _HALF_YEAR]
    return min(near or candidates, key=lambda each: abs((each - today).days), default=None)


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
