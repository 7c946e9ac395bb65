"""Numbers are made at run time; none that could be a person's is written down."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.rules import cpr

TODAY = date(2026, 3, 12)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def number(day: int, month: int, year: int, serial: int, between: str = "-") -> str:
    return f"{day:02}{month:02}{year % 100:02}{between}{serial:04}"


def fails_modulus_11(text: str) -> bool:
    digits = [int(each) for each in text if each.isdigit()]
    return sum(w * d for w, d in zip(WEIGHTS, digits, strict=True)) % 11 != 0


def test_numbers_of_1_january_without_modulus_11_are_all_found() -> None:
    seeded = random.Random(1)
    tried = 0
    for year in range(1960, 1995):
        for _ in range(40):
            text = number(1, 1, year, seeded.randrange(0, 4000))
            if fails_modulus_11(text):
                tried += 1
                assert cpr.find(f"Hun er {text}.", TODAY), text
    assert tried > 1000


@given(
    day=st.integers(61, 88),
    month=st.integers(1, 12),
    year=st.integers(0, 99),
    serial=st.integers(0, 3999),
)
def test_replacement_numbers_are_found(day: int, month: int, year: int, serial: int) -> None:
    assert cpr.find(number(day, month, year, serial), TODAY)


@pytest.mark.parametrize("between", ["", "-", " ", "  ", "\u2010", "\u2013", ".", " - ", "\n"])
@pytest.mark.parametrize("parts", ["{d}{m}{y}", "{d}.{m}.{y}", "{d}/{m}-{y}", "{d} {m} {y}"])
def test_every_way_of_writing_it_is_found(between: str, parts: str) -> None:
    written = parts.format(d="71", m="02", y="85") + between + f"{12:04}"
    (mark,) = cpr.find(f"Nummer {written} sagde han", TODAY)
    assert f"Nummer {written} sagde han"[mark.start : mark.end] == written


def test_other_digits_and_written_out_centuries_are_found() -> None:
    arabic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    assert cpr.find(number(71, 2, 85, 12).translate(arabic), TODAY)
    assert cpr.find("71-02-19" + "85" + f"-{12:04}", TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "12345678",
        "+45 12 34 56 78",
        "32" + "0185-0000",
        "01" + "1385-0000",
        "30" + "0285-0001",
        "5.419 boliger, 33,4 mio.",
        "2026-03-12 14.30",
        "",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert cpr.find(text, TODAY) == ()


def test_a_date_in_the_future_counts_only_beside_the_word() -> None:
    future = number(1, 12, 2030, 4000)
    assert cpr.find(f"Lager {future}", TODAY) == ()
    assert cpr.find(f"cpr {future}", TODAY)
    assert cpr.find(f"{future} er personnummeret", TODAY)
