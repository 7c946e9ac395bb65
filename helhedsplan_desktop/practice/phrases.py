"""Sentences with choices and slots, the grammar of `resources/practice/notes_*.toml`.

`[a|b]` is one of the alternatives, which may nest and be empty; `{slot}` is filled in, and
`{Slot}` with a capital. A slot that the caller does not fill is drawn from the shared words.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_PARTS: Final = re.compile(r"[\[\]|]|\{(\w+)\}")

Slots = Mapping[str, str]
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    capital: bool


@dataclass(frozen=True, slots=True)
class _Alternatives:
    options: tuple["_Sequence", ...]


_Sequence = tuple[str | _Slot | _Alternatives, ...]


class Phrase:
    """One text of the grammar, parsed once and spoken often.

    Args:
        source: the text; line breaks count as blanks.

    Raises:
        ValueError: if a bracket is not closed.
    """

    def __init__(self, source: str) -> None:
        text = " ".join(source.split())
        options, end = _options(text, 0)
        if end != len(text) or len(options) != 1:
            raise ValueError(f"unmatched bracket: {text}")
        self._parts = options[0]

    def say(self, rng: random.Random, slots: Slots, words: Words) -> str:
        """Return the text with its choices made."""
        spoken: list[str] = []
        _speak(self._parts, rng, slots, words, spoken)
        return "".join(spoken).strip()

    def slots(self) -> set[str]:
        """Return the names of all slots in it."""
        return _slots(self._parts)


def capital(text: str) -> str:
    """Return `text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _options(text: str, at: int) -> tuple[tuple[_Sequence, ...], int]:
    """Return the alternatives from `at` to the closing bracket or the end, and that place."""
    options: list[_Sequence] = []
    parts: list[str | _Slot | _Alternatives] = []
    depth = at > 0
    while found := _PARTS.search(text, at):
        if found.start() > at:
            parts.append(text[at : found.start()])
        at = found.end()
        if found[1]:
            parts.append(_Slot(found[1].lower(), capital=found[1][0].isupper()))
        elif found[0] == "[":
            inner, at = _options(text, at)
            if text[at - 1] != "]":
                raise ValueError(f"unclosed bracket: {text}")
            parts.append(_Alternatives(inner))
        elif depth:
            options.append(tuple(parts))
            parts = []
            if found[0] == "]":
                return tuple(options), at
        else:
            raise ValueError(f"stray {found[0]}: {text}")
    if at < len(text):
        parts.append(text[at:])
    return (*options, tuple(parts)), len(text)


def _speak(
    parts: _Sequence, rng: random.Random, slots: Slots, words: Words, spoken: list[str]
) -> None:
    for part in parts:
        if isinstance(part, str):
            spoken.append(part)
        elif isinstance(part, _Alternatives):
            options = part.options
            _speak(options[int(rng.random() * len(options))], rng, slots, words, spoken)
        else:
            value = slots.get(part.name)
            if value is None:
                drawn = words[part.name]
                value = drawn[int(rng.random() * len(drawn))]
            spoken.append(capital(value) if part.capital else value)


def _slots(parts: _Sequence) -> set[str]:
    found: set[str] = set()
    for part in parts:
        if isinstance(part, _Slot):
            found.add(part.name)
        elif isinstance(part, _Alternatives):
            found |= {name for option in part.options for name in _slots(option)}
    return found
