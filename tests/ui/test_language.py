"""Numbers, typed days and the language."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from ui.language import Language, current_language, number, translate, use_language
from ui.typed_day import parse_day

THURSDAY = date(2026, 3, 12)


def test_numbers_are_written_as_the_language_does(qapp: QApplication) -> None:
    use_language(qapp, "da")
    assert current_language() is Language.DANISH
    assert number(1234.5, 1) == "1.234,5"
    assert number(2000) == "2.000"

    use_language(qapp, "en")
    assert number(1234.5, 1) == "1,234.5"


def test_a_string_without_a_translation_stands_in_english() -> None:
    assert translate("Nowhere", "{count} of {limit}") == "{count} of {limit}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("12/3", THURSDAY),
        ("12.3.", THURSDAY),
        ("12-03-2026", THURSDAY),
        ("12. marts", THURSDAY),
        ("12. mar 2027", date(2027, 3, 12)),
        ("2026-03-12", THURSDAY),
        ("1/1", date(2026, 1, 1)),
        ("24/12", date(2025, 12, 24)),
        ("1. september", date(2026, 9, 1)),
        ("1/2/27", date(2027, 2, 1)),
        ("mandag", date(2026, 3, 16)),
        ("torsdag", date(2026, 3, 19)),
        ("tor", date(2026, 3, 19)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_a_day_typed_in_danish(qapp: QApplication, typed: str, meant: date) -> None:
    use_language(qapp, "da")
    today = date(2027, 9, 1) if typed == "29/2" else THURSDAY

    assert parse_day(typed, today) == meant


@pytest.mark.parametrize("typed", ["", "31. februar", "32/1", "1/13", "en dag", "12. x", "0/0"])
def test_what_is_no_day(qapp: QApplication, typed: str) -> None:
    use_language(qapp, "da")

    assert parse_day(typed, THURSDAY) is None
