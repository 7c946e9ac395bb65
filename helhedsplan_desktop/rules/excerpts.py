"""Where typed words hit a text, and the stretch of it worth showing."""

import re
from typing import Final

from helhedsplan_desktop.rules.folding import fold, words

_WORD: Final = re.compile(r"\w+")


def marks(text: str, typed: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of the beginnings of words in `text` that the typed words hit."""
    searched = sorted(words(typed), key=len, reverse=True)
    if not searched:
        return ()
    found = []
    for word in _WORD.finditer(text):
        folded = fold(word.group())
        for each in searched:
            if folded.startswith(each):
                found.append((word.start(), word.start() + _length(word.group(), each)))
                break
    return tuple(found)


def _length(word: str, searched: str) -> int:
    """Return how many characters of `word` fold to at least `searched`."""
    for count in range(1, len(word) + 1):
        if len(fold(word[:count]).replace(" ", "")) >= len(searched):
            return count
    return len(word)


def excerpt(text: str, typed: str, length: int) -> str:
    """Return about `length` characters of `text` on one line, around the first hit."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    hits = marks(line, typed)
    first = hits[0][0] if hits else 0
    start = max(0, min(first - length // 3, len(line) - length))
    if start:
        start = line.find(" ", start) + 1
    stretch = line[start : start + length]
    if start + length < len(line):
        stretch = stretch[: stretch.rfind(" ")] + " …"
    return f"… {stretch}" if start else stretch
