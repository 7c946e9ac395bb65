"""How good a passphrase is, what it means byte by byte, and a proposal of five Danish words.

No composition rules: length counts, common words and patterns do not. Source: OWASP ASVS 5.0 6.2,
NIST SP 800-63B (length, common list, paste allowed).
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Randomness

MIN_LENGTH: Final = 15
MAX_LENGTH: Final = 1024
PROPOSED_WORDS: Final = 5
"""Five of 1,813 words are 54 bit: at half a second a guess, a hundred million years."""

_WEAK_BITS: Final = 34
_FAIR_BITS: Final = 44
_GOOD_BITS: Final = 50

_COMMON_BITS: Final = 8.0
_PATTERN_BITS: Final = 6.0
_LETTER_BITS: Final = 2.3
"""A letter inside running text (Shannon 1951 found 1-2.3 bit for English)."""

_RANDOM_LETTER_BITS: Final = 4.7
_DIGIT_BITS: Final = 3.3
_SIGN_BITS: Final = 4.0
_SEPARATOR_BITS: Final = 0.5

_SEPARATORS: Final = frozenset(" -_.,+/")
_PROGRAM_WORDS: Final = frozenset(
    {
        "adgangskode",
        "beboer",
        "bolig",
        "boligfa",
        "boligsocial",
        "fredericia",
        "helhed",
        "helhedsplan",
        "kodeord",
        "kontakt",
        "medarbejder",
        "notat",
        "vault",
    }
)
_ROWS: Final = ("1234567890", "qwertyuiopå", "asdfghjklæø", "zxcvbnm", "qwertzuiop")
_KEYBOARD: Final = (*_ROWS, *(row[::-1] for row in _ROWS))
_RUN: Final = 4
"""Signs of a row, a sequence or a repetition that make a pattern."""

_JUDGED_LENGTH: Final = 256
"""What comes after cannot make a passphrase weak; judging stays within a keystroke."""

_LONGEST_WORD: Final = 20
_LETTERS_OF_TEXT: Final = 4
"""Letters in a row from which we take them for language."""


class Strength(StrEnum):
    """How long a passphrase would stand; weak ones are refused."""

    WEAK = "weak"
    FAIR = "fair"
    GOOD = "good"
    STRONG = "strong"


class Reason(StrEnum):
    """What holds a passphrase down; the window has the words."""

    TOO_SHORT = "too_short"
    COMMON = "common"
    PROGRAM_WORD = "program_word"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    KEYBOARD = "keyboard"
    TOO_PLAIN = "too_plain"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person is told while typing a new passphrase.

    Args:
        strength: in words.
        reasons: what to change, most telling first; empty if nothing.
        length: characters after normalisation.
        words: how many words of our list it holds, in a row or not.
        bits: the estimate behind the strength.
    """

    strength: Strength
    reasons: tuple[Reason, ...]
    length: int
    words: int
    bits: float

    @property
    def accepted(self) -> bool:
        """Return True if a vault may be locked with it."""
        return self.strength is not Strength.WEAK


def normalise(passphrase: str) -> bytes:
    """Return the bytes that the key is derived from: UTF-8 of NFC, any space as a plain space.

    What a paste brings along at both ends (spaces, line ends) is left out, at creation and at
    unlock alike. Source: RFC 8265 (OpaqueString).

    Raises:
        AppError: TOO_LONG (limit).
    """
    return _plain(passphrase).encode("utf-8", "surrogatepass")


def judge(passphrase: str) -> Judgement:
    """Return how strong a new passphrase is, and why not stronger.

    Raises:
        AppError: TOO_LONG (limit).
    """
    text = _plain(passphrase)
    scan = _Scan(text)
    reasons = sorted(scan.reasons, key=list(Reason).index)
    if len(text) < MIN_LENGTH:
        reasons.insert(0, Reason.TOO_SHORT)
    strength = _strength(len(text), scan.bits)
    if strength is Strength.WEAK and not reasons:
        reasons.append(Reason.TOO_PLAIN)
    return Judgement(strength, tuple(reasons), len(text), scan.words, scan.bits)


def propose(randomness: Randomness) -> str:
    """Return five random words of the list, with spaces between."""
    words = word_list()
    return " ".join(words[_below(len(words), randomness)] for _ in range(PROPOSED_WORDS))


@lru_cache(1)
def word_list() -> tuple[str, ...]:
    """Return our everyday Danish words, 4-8 letters each, sorted."""
    return _lines("words_da.txt")


def _plain(passphrase: str) -> str:
    if len(passphrase) > MAX_LENGTH:
        raise AppError(Problem.TOO_LONG, limit=MAX_LENGTH, length=len(passphrase))
    composed = unicodedata.normalize("NFC", passphrase)
    spaced = (" " if unicodedata.category(sign) == "Zs" else sign for sign in composed)
    return "".join(spaced).strip()


def _strength(length: int, bits: float) -> Strength:
    if length < MIN_LENGTH or bits < _WEAK_BITS:
        return Strength.WEAK
    if bits < _FAIR_BITS:
        return Strength.FAIR
    return Strength.GOOD if bits < _GOOD_BITS else Strength.STRONG


def _below(limit: int, randomness: Randomness) -> int:
    """Return a number below `limit`, each equally likely (rejection sampling)."""
    largest = (1 << 32) // limit * limit
    while True:
        drawn = int.from_bytes(randomness.bytes(4), "big")
        if drawn < largest:
            return drawn % limit


@lru_cache(2)
def _lines(name: str) -> tuple[str, ...]:
    from importlib.resources import files

    text = files("resources").joinpath("passphrase", name).read_text("utf-8")
    return tuple(unicodedata.normalize("NFC", text).split())


class _Scan:
    """Reads a passphrase from the left, taking the largest known piece at each place."""

    def __init__(self, text: str) -> None:
        self.bits = 0.0
        self.words = 0
        self.reasons: set[Reason] = set()
        self._text = text[:_JUDGED_LENGTH].casefold()
        self._common = frozenset(_lines("common.txt"))
        self._words = frozenset(word_list())
        at = 0
        while at < len(self._text):
            at += self._known_piece(at) or self._single(at)

    def _known_piece(self, at: int) -> int:
        """Return the length of the word or pattern at this place, the longer of both; 0: none."""
        if self._text[at] in _SEPARATORS:
            return 0
        word, is_listed = self._word(at)
        pattern, reason = self._pattern(at)
        if max(word, pattern) < _RUN:
            return 0
        if word > pattern and is_listed:
            self.words += 1
            self.bits += math.log2(len(self._words))
        elif word > pattern:
            piece = self._text[at : at + word]
            self.reasons.add(Reason.PROGRAM_WORD if piece in _PROGRAM_WORDS else Reason.COMMON)
            self.bits += _COMMON_BITS
        else:
            self.reasons.add(reason)
            self.bits += _PATTERN_BITS
        return max(word, pattern)

    def _word(self, at: int) -> tuple[int, bool]:
        """Return the length of the longest known word here, and whether it is of our list."""
        for length in range(min(_LONGEST_WORD, len(self._text) - at), _RUN - 1, -1):
            piece = self._text[at : at + length]
            if piece in self._words:
                return length, True
            if piece in _PROGRAM_WORDS or piece in self._common:
                return length, False
        return 0, False

    def _pattern(self, at: int) -> tuple[int, Reason]:
        """Return the length of the longest repetition, sequence or keyboard row here."""
        return max(
            (_same_run(self._text, at), Reason.REPEATED),
            (_seen_before(self._text, at), Reason.REPEATED),
            (_sequence(self._text, at), Reason.SEQUENCE),
            (_keyboard_row(self._text, at), Reason.KEYBOARD),
            key=lambda each: each[0],
        )

    def _single(self, at: int) -> int:
        sign = self._text[at]
        if sign in _SEPARATORS:
            self.bits += _SEPARATOR_BITS
        elif sign.isdigit():
            self.bits += _DIGIT_BITS
        elif not sign.isalpha():
            self.bits += _SIGN_BITS
        else:
            in_text = _letters_around(self._text, at) >= _LETTERS_OF_TEXT
            self.bits += _LETTER_BITS if in_text else _RANDOM_LETTER_BITS
        return 1


def _same_run(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] == text[at]:
        end += 1
    return end - at


def _seen_before(text: str, at: int) -> int:
    length = 0
    while at + length < len(text) and text[at : at + length + 1] in text[:at]:
        length += 1
    return length


def _sequence(text: str, at: int) -> int:
    """Return the length of `abcd` or `8765` at this place."""
    longest = 0
    for step in (1, -1):
        end = at + 1
        while end < len(text) and ord(text[end]) - ord(text[end - 1]) == step:
            end += 1
        longest = max(longest, end - at)
    return longest


def _keyboard_row(text: str, at: int) -> int:
    """Return the length of a walk along a row of the keyboard, in either direction."""
    return max(
        _common_start(text, at, row[row.index(text[at]) :]) if text[at] in row else 0
        for row in _KEYBOARD
    )


def _common_start(text: str, at: int, row: Sequence[str]) -> int:
    length = 0
    while length < len(row) and text[at + length : at + length + 1] == row[length]:
        length += 1
    return length


def _letters_around(text: str, at: int) -> int:
    start = at
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    end = at
    while end < len(text) and text[end].isalpha():
        end += 1
    return end - start
