"""How days and times are said: "i dag kl. 14.30", "3 dage over fristen", "for 12 min. siden".

Pure functions of a day or an instant and the present one; the names of days and months come from
the language in force (`QLocale()`), the patterns from the translations.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTime

from ui.language import translate

_NEAR_DAYS: Final = 6  # a day less than a week away is said by its weekday
_HOUR: Final = 60
_GREETINGS: Final = ((5, "night"), (10, "morning"), (12, "day"), (18, "afternoon"), (24, "evening"))


def clock_time(moment: time | datetime) -> str:
    """Return a time of day: "14.30"."""
    pattern = translate("Days", "H:mm", "pattern of QLocale for a time of day")
    return QLocale().toString(QTime(moment.hour, moment.minute), pattern)


def date_words(day: date, today: date) -> str:
    """Return a date: "9. marts", with the year when it is not this one."""
    return _formatted(
        day,
        translate("Days", "d MMMM", "pattern of QLocale for a date of this year")
        if day.year == today.year
        else translate("Days", "d MMMM yyyy", "pattern of QLocale for a date"),
    )


def long_date(day: date) -> str:
    """Return a date with its weekday: "Torsdag den 12. marts"."""
    pattern = translate("Days", "dddd d MMMM", "pattern of QLocale for a date with its weekday")
    return upper_first(_formatted(day, pattern))


def week_words(day: date) -> str:
    """Return the number of the ISO week: "uge 11"."""
    return translate("Days", "week {number}").format(number=day.isocalendar().week)


def day_words(day: date, today: date) -> str:
    """Return a day as people name it: "i går", "tirsdag", "9. marts"."""
    away = (day - today).days
    if away in {-1, 0, 1}:
        return (
            translate("Days", "yesterday"),
            translate("Days", "today"),
            translate("Days", "tomorrow"),
        )[away + 1]
    if abs(away) <= _NEAR_DAYS:
        return _formatted(day, "dddd")
    return date_words(day, today)


def day_and_time(day: date, at: str, today: date) -> str:
    """Return a day with its time, if one is told: "i dag kl. 14.30".

    Args:
        day: the day.
        at: HH:MM, or empty.
        today: the present day.
    """
    words = day_words(day, today)
    if not at:
        return words
    return at_time(words, time.fromisoformat(at))


def at_time(words: str, moment: time | datetime) -> str:
    """Return a day in words with a time of day: "tirsdag kl. 9.05"."""
    return translate("Days", "{day} at {time}").format(day=words, time=clock_time(moment))


def since(moment: datetime, now: datetime) -> str:
    """Return how long ago something was: "lige nu", "for 12 min. siden", "i går".

    Args:
        moment: local, aware.
        now: local, aware.
    """
    minutes = int((now - moment).total_seconds() // _HOUR)
    if minutes < 1:
        return translate("Days", "just now")
    if minutes < _HOUR:
        return translate("Days", "%n min. ago", None, minutes)
    if moment.date() == now.date():
        return at_time(translate("Days", "today"), moment)
    return day_words(moment.date(), now.date())


def freshness(moment: datetime, now: datetime) -> str:
    """Return when figures are from: "i dag kl. 13.40", "9. marts kl. 16.12"."""
    return at_time(day_words(moment.date(), now.date()), moment)


def due_words(day: date, at: str, today: date) -> str:
    """Return when a next step is due: "3 dage over fristen", "I dag kl. 14.30", "Fredag".

    Args:
        day: the due day.
        at: HH:MM, or empty.
        today: the present day.
    """
    over = (today - day).days
    if over > 0:
        return translate("Days", "%n day(s) overdue", None, over)
    return upper_first(day_and_time(day, at, today))


def greeting(name: str, moment: time | datetime) -> str:
    """Return the greeting of the time of day: "God eftermiddag, Mette".

    Args:
        name: full name; the first word of it is said. Empty: none.
        moment: local time.
    """
    part = next(part for until, part in _GREETINGS if moment.hour < until)
    words = {
        "night": translate("Days", "Hello"),
        "morning": translate("Days", "Good morning"),
        "day": translate("Days", "Good day"),
        "afternoon": translate("Days", "Good afternoon"),
        "evening": translate("Days", "Good evening"),
    }[part]
    first = name.split(maxsplit=1)[0] if name.split() else ""
    return (
        translate("Days", "{greeting}, {name}").format(greeting=words, name=first)
        if first
        else words
    )


def next_monday(today: date) -> date:
    """Return the Monday after today."""
    return today + timedelta(days=7 - today.weekday())


def upper_first(words: str) -> str:
    """Return `words` as they stand at the beginning of a line."""
    return words[:1].upper() + words[1:]


def _formatted(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)
