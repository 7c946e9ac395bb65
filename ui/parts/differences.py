"""What differs between two versions of a text, word by word. Pure; no Qt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from typing import Final

_WORD: Final = re.compile(r"\S+")
_GAP: Final = re.compile(r"\s*")

ISLAND_WORDS: Final = 2
"""An equal run of at most so many words between two differences is read as part of them."""

ISLAND_LETTERS: Final = 12
"""... unless it is longer than this: then it says something of its own."""

ENOUGH: Final = 0.6
"""A piece counts as taken over when this share of its words stands in the text."""


class Origin(Enum):
    """Whose words a stretch of text is."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of characters, from `start` up to but without `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of this stretch."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a merged text that stands in one version only."""

    span: Span
    origin: Origin


@dataclass(frozen=True, slots=True)
class Differences:
    """The stretches that only one of two versions has.

    Args:
        mine: in the first text, in order.
        theirs: in the second text, in order.
    """

    mine: tuple[Span, ...]
    theirs: tuple[Span, ...]


def differences(mine: str, theirs: str) -> Differences:
    """Return which words each of two texts has alone."""
    first, second = _words(mine), _words(theirs)
    own: list[Span] = []
    other: list[Span] = []
    for tag, i, j, m, n in _blocks(mine, theirs, first, second):
        if tag != "equal":
            own.extend(_span(first, i, j))
            other.extend(_span(second, m, n))
    return Differences(tuple(own), tuple(other))


def both(mine: str, theirs: str) -> str:
    """Return one text with the common words once and each version's own words in their place."""
    first, second = _words(mine), _words(theirs)
    parts: list[str] = []
    for tag, i, j, m, n in _blocks(mine, theirs, first, second):
        parts.extend(_with_break(mine, span) for span in _span(first, i, j))
        if tag != "equal":
            parts.extend(_with_break(theirs, span) for span in _span(second, m, n))
    return "".join(parts).rstrip()


def origins(text: str, mine: str, theirs: str) -> tuple[Stretch, ...]:
    """Return the stretches of `text` that come from one of the two versions only."""
    words = _words(text)
    in_mine, in_theirs = _known(text, words, mine), _known(text, words, theirs)
    found: list[Stretch] = []
    for at, word in enumerate(words):
        if (at in in_mine) == (at in in_theirs):
            continue
        origin = Origin.MINE if at in in_mine else Origin.THEIRS
        last = found[-1] if found else None
        follows = at > 0 and last is not None and last.span.end == words[at - 1].end
        if last is not None and follows and last.origin is origin:
            found[-1] = Stretch(Span(last.span.start, word.end), origin)
        else:
            found.append(Stretch(word, origin))
    return tuple(found)


def is_in(piece: Span, version: str, text: str) -> bool:
    """Return whether most words of a piece of `version` stand, in order, in `text`."""
    words = _words(version)
    known = _known(version, words, text)
    own = [at for at, word in enumerate(words) if piece.start <= word.start < piece.end]
    return bool(own) and sum(at in known for at in own) >= ENOUGH * len(own)


def place_for(piece: Span, version: str, text: str) -> int:
    """Return where in `text` a piece of `version` belongs: after the words that precede it."""
    words, target = _words(version), _words(text)
    place = 0
    for i, j, size in _matcher(version, words, text, target).get_matching_blocks():
        for step in range(size):
            if words[i + step].end <= piece.start:
                place = target[j + step].end
    return place


def _with_break(text: str, span: Span) -> str:
    """Return a stretch and what parts it from the next: a new line as it stood, or a space."""
    gap = _GAP.match(text, span.end)
    space = gap.group() if gap else ""
    return span.of(text) + (space if "\n" in space else " ")


def _words(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _WORD.finditer(text)]


def _matcher(
    first: str, first_words: Sequence[Span], second: str, second_words: Sequence[Span]
) -> SequenceMatcher[str]:
    return SequenceMatcher(
        None,
        [span.of(first) for span in first_words],
        [span.of(second) for span in second_words],
        autojunk=False,
    )


def _known(text: str, words: Sequence[Span], version: str) -> set[int]:
    """Return the places of those `words` of `text` that stand, in order, in `version`."""
    matcher = _matcher(text, words, version, _words(version))
    return {i + step for i, _, size in matcher.get_matching_blocks() for step in range(size)}


_Block = tuple[str, int, int, int, int]


def _blocks(mine: str, theirs: str, first: Sequence[Span], second: Sequence[Span]) -> list[_Block]:
    """Return blocks of words, equal and different by turns, without small equal islands."""
    raw: list[_Block] = list(_matcher(mine, first, theirs, second).get_opcodes())
    blocks: list[_Block] = []
    for at, block in enumerate(raw):
        tag, i, j, m, n = block
        inside = 0 < at < len(raw) - 1
        if tag == "equal" and inside and _is_island(first, i, j):
            tag = "replace"
        if tag != "equal" and blocks and blocks[-1][0] != "equal":
            _, start, _, other, _ = blocks.pop()
            blocks.append(("replace", start, j, other, n))
        else:
            blocks.append(("equal" if tag == "equal" else "replace", i, j, m, n))
    return blocks


def _is_island(words: Sequence[Span], start: int, end: int) -> bool:
    letters = words[end - 1].end - words[start].start
    return end - start <= ISLAND_WORDS and letters <= ISLAND_LETTERS


def _span(words: Sequence[Span], start: int, end: int) -> list[Span]:
    return [Span(words[start].start, words[end - 1].end)] if end > start else []
