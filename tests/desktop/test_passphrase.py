"""What a person is told about a passphrase, and what is proposed."""

import math
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helhedsplan_desktop.crypto.passphrase import (
    MAX_LENGTH,
    MIN_LENGTH,
    Reason,
    Strength,
    judge,
    normalise,
    propose,
    word_list,
)
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import SeededRandomness


def test_the_word_list_is_everyday_danish_and_large_enough() -> None:
    words = word_list()
    assert len(words) >= 1024
    assert len(set(words)) == len(words)
    assert all(re.fullmatch("[a-zæøå]{4,8}", word) for word in words)
    assert 5 * math.log2(len(words)) >= 54
    assert list(words) == sorted(words)


@given(st.integers(0, 2**32))
def test_a_proposal_is_five_words_and_strong(seed: int) -> None:
    proposed = propose(SeededRandomness(seed))
    assert len(proposed.split(" ")) == 5
    assert set(proposed.split(" ")) <= set(word_list())
    assert judge(proposed).accepted


def test_a_proposal_of_different_words_is_strong_without_reproach() -> None:
    judgement = judge("kaffe tagsten viol færge brise")
    assert judgement.strength is Strength.STRONG
    assert judgement.reasons == ()
    assert judgement.words == 5


def test_every_word_is_proposed_about_equally_often() -> None:
    randomness = SeededRandomness(11)
    drawn = " ".join(propose(randomness) for _ in range(4000)).split(" ")
    assert len(set(drawn)) > 0.99 * len(word_list())


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("kort", Reason.TOO_SHORT),
        ("femten tegn ...", Reason.TOO_PLAIN),
        ("passwordpassword", Reason.COMMON),
        ("Velkommen velkommen", Reason.COMMON),
        ("helhedsplan2026!", Reason.PROGRAM_WORD),
        ("aaaaaaaaaaaaaaaaaaaa", Reason.REPEATED),
        ("1212121212121212", Reason.REPEATED),
        ("hundhundhundhund", Reason.REPEATED),
        ("abcdefghijklmnop", Reason.SEQUENCE),
        ("zyxwvutsrqponmlk", Reason.SEQUENCE),
        ("qwertyuiopåasdfg", Reason.KEYBOARD),
        ("ølkjhgfdsapoiuyt", Reason.KEYBOARD),
    ],
)
def test_patterns_and_common_words_do_not_make_a_passphrase(
    passphrase: str, reason: Reason
) -> None:
    judgement = judge(passphrase)
    assert not judgement.accepted
    assert reason in judgement.reasons


@pytest.mark.parametrize(
    "passphrase",
    [
        "jeg kan godt lide kaffe om morgenen",
        "x7Kq9!pLm2Zw4rT",
        "min gamle cykel punkterede i regnvejr",
        "ΑΒΓ отлично かな漢字 emoji 🚲🌧️ ok",
    ],
)
def test_long_own_phrases_are_accepted_without_composition_rules(passphrase: str) -> None:
    assert judge(passphrase).strength in {Strength.GOOD, Strength.STRONG}


@given(st.text(max_size=MIN_LENGTH - 1))
def test_what_is_too_short_is_never_accepted(passphrase: str) -> None:
    judgement = judge(passphrase)
    assert not judgement.accepted
    assert judgement.reasons[0] is Reason.TOO_SHORT


@given(st.text(max_size=200), st.text(max_size=20))
def test_more_characters_never_make_it_shorter(passphrase: str, more: str) -> None:
    assert judge(passphrase + more + "x").length >= judge(passphrase).length


@given(st.text(max_size=60))
def test_composed_and_decomposed_letters_are_one_passphrase(passphrase: str) -> None:
    decomposed = unicodedata.normalize("NFD", passphrase)
    composed = unicodedata.normalize("NFC", passphrase)
    assert normalise(decomposed) == normalise(composed)


def test_what_a_paste_brings_along_is_left_out() -> None:
    assert normalise("  kaffe\u00a0tagsten\r\n") == b"kaffe tagsten"


def test_a_lone_surrogate_is_bytes_like_any_other() -> None:
    assert normalise("\ud800abc") != normalise("abc")


def test_a_book_is_no_passphrase() -> None:
    for read in (normalise, judge):
        with pytest.raises(AppError) as error:
            read("a" * (MAX_LENGTH + 1))
        assert error.value.problem is Problem.TOO_LONG
