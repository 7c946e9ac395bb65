"""Checks of what a person typed, by what the columns declare."""

from datetime import date

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.records.base import Record, declarations
from helhedsplan_desktop.rules import cpr, overdue


def refuse_cpr(record: Record, today: date, *, overridden: bool = False) -> None:
    """Refuse a record with what looks like a CPR number in any free-text column.

    Raises:
        AppError: CPR_FOUND with the field's name.
    """
    if overridden:
        return
    for name, declared in declarations(type(record)).items():
        if declared.free_text and cpr.find(getattr(record, name) or "", today):
            raise AppError(Problem.CPR_FOUND, field=name)


def fits(noun: type[Record], field: str, **values: str) -> None:
    """Refuse texts that a column would not take, before anything is done about them.

    Args:
        field: what the person filled in, for the words.
        values: column name to cleaned text.

    Raises:
        AppError: REQUIRED, TOO_LONG.
    """
    for name, value in values.items():
        rule = declarations(noun)[name]
        if rule.required and not value:
            raise AppError(Problem.REQUIRED, field=field)
        if rule.max_length is not None and len(value) > rule.max_length:
            raise AppError(Problem.TOO_LONG, field=field, limit=rule.max_length, length=len(value))


def day_in_past(value: str, today: date, field: str) -> None:
    """Refuse a day that is no day or lies in the future.

    Raises:
        AppError: BAD_VALUE or FUTURE_DATE.
    """
    day = overdue.day(value)
    if day is None:
        raise AppError(Problem.BAD_VALUE, field=field)
    if day > today:
        raise AppError(Problem.FUTURE_DATE, field=field)


def some_day(value: str, field: str) -> None:
    """Refuse what is no day.

    Raises:
        AppError: BAD_VALUE.
    """
    if overdue.day(value) is None:
        raise AppError(Problem.BAD_VALUE, field=field)
