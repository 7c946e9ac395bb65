"""One spelling for searching: case, accents and the Danish letters folded away."""

import unicodedata
from typing import Final

FOLDING: Final = 1
"""Number of these rules; when it changes, every search index is built anew."""

_DANISH: Final = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "y", "ß": "ss", "đ": "d", "ł": "l"}
)


def fold(text: str) -> str:
    """Return `text` as lower-case letters and digits with single spaces between words.

    æ and ä become ae, ø and ö oe, å aa, other accents fall away, anything that is no letter or
    digit parts words. NFC and NFD spellings fold to the same.
    """
    lowered = unicodedata.normalize("NFC", text).casefold()
    if lowered.isascii():
        plain = lowered
    else:
        decomposed = unicodedata.normalize("NFKD", lowered.translate(_DANISH))
        plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join("".join(each if each.isalnum() else " " for each in plain).split())


def words(text: str) -> list[str]:
    """Return the folded words of what a person typed into a search field."""
    return fold(text).split()
