"""Text as it is stored: NFC, line feeds, no control characters."""

import re
import unicodedata
from typing import Final

_CONTROLS: Final = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069]"
)
"""C0 and C1 without tab and newline, lone surrogates, non-characters, bidi overrides."""


def clean(text: str) -> str:
    """Return `text` in NFC, its lines parted by line feeds, without control characters."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", unix))


def clean_line(text: str) -> str:
    """Return `text` cleaned, on one line, without blanks at its ends."""
    return " ".join(clean(text).split())
