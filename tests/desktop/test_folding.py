import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helhedsplan_desktop.rules.folding import fold, words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Møllebo", "moellebo"),
        ("KLØVERPARKEN", "kloeverparken"),
        ("Åse Ægidius", "aase aegidius"),
        ("lektiecafé", "lektiecafe"),
        ("Şivan Ç\u0131narovali, İlyas", "sivan cinarovali ilyas"),
        ("Dženana Zlatagić", "dzenana zlatagic"),
        ("Małgorzata", "malgorzata"),
        ("cv/ansøgning, den 3.", "cv ansoegning den 3"),
        ("  ", ""),
    ],
)
def test_a_word_is_found_however_it_is_spelt(typed: str, stored: str) -> None:
    assert fold(typed) == stored


@given(st.text())
def test_composed_and_decomposed_spellings_are_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@example("\U0001d468")  # a mathematical A
@given(st.text())
def test_folding_leaves_only_words_and_changes_them_no_more(text: str) -> None:
    folded = fold(text)
    assert all(each.isalnum() or each == " " for each in folded)
    assert folded.split() == words(text)
    assert fold(folded) == folded
