"""Finds what looks like a CPR number, so that none is ever stored.

Source: cpr.dk on the make-up of the number, on numbers without modulus 11 (issued since
1 October 2007) and on replacement numbers (day plus 60); databeskyttelsesloven section 11.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

_CANDIDATE: Final = re.compile(
    r"(?<!\d)(\d{2})[ .\/-]?(\d{2})[ .\/-]?(?:18|19|20)?(\d{2})"
    r"\s{0,2}[-\u2010-\u2015.]?\s{0,2}(\d{4})(?!\d)"
)
_NAMED: Final = re.compile(r"cpr|personnr|personnummer", re.IGNORECASE)
_NAMED_WITHIN: Final = 20
_REPLACEMENT_DAY: Final = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text, as Python indexes it, that looks like a CPR number."""

    start: int
    end: int
    kind: str = "cpr"


def find(text: str, today: date) -> tuple[Mark, ...]:
    """Return every stretch of `text` that looks like a CPR number.

    Numbers with a date in the future count only near the word cpr; modulus 11 is not asked for.
    """
    digits = "".join(_plain_digit(each) for each in text) if not text.isascii() else text
    return tuple(
        Mark(found.start(), found.end())
        for found in _CANDIDATE.finditer(digits)
        if _is_number(found, digits, today)
    )


def _plain_digit(character: str) -> str:
    if character.isdigit():
        value = unicodedata.digit(character, -1)
        return str(value) if value >= 0 else character
    return character


def _is_number(found: re.Match[str], text: str, today: date) -> bool:
    day, month, year, serial = (int(each) for each in found.groups())
    if day > _REPLACEMENT_DAY:
        day -= _REPLACEMENT_DAY
    try:
        born = date(_century(serial // 1000, year) + year, month, day)
    except ValueError:
        return False
    if born <= today:
        return True
    near = text[max(0, found.start() - _NAMED_WITHIN) : found.end() + _NAMED_WITHIN]
    return _NAMED.search(near) is not None


def _century(seventh_digit: int, year: int) -> int:
    """Return the century that the seventh digit and the two-digit year tell."""
    if seventh_digit <= 3:  # noqa: PLR2004  the table of cpr.dk
        return 1900
    if seventh_digit in {4, 9}:
        return 2000 if year <= 36 else 1900  # noqa: PLR2004  the table of cpr.dk
    return 2000 if year <= 57 else 1800  # noqa: PLR2004  the table of cpr.dk
