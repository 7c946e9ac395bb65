"""What people saved, word for word, and what each of them saw when they replaced it.

Every value that a person types in a schedule is made of words that occur once in the world, so a
word is either still to be found, or somebody who saw it took it away.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


class Broken(AssertionError):  # noqa: N818  it is a finding
    """An invariant does not hold.

    Args:
        name: of the invariant, as docs call it.
    """

    def __init__(self, name: str, told: str) -> None:
        super().__init__(f"{name}: {told}")
        self.name = name


@dataclass
class Story:
    """What people did with one record.

    Attributes:
        living: words that nobody who saw them has taken away.
        deleted: True once a person deleted it.
        deleted_in: the spaces in which it stood when people deleted it.
        wordless: True once a person changed it in a way that leaves no word.
        unknown: fields that only a newer program knows; empty if nobody filled them in.
        moved: True once a person moved it to another space than `space`.
    """

    space: bytes
    noun: str
    living: set[str] = field(default_factory=set)
    deleted: bool = False
    deleted_in: set[bytes] = field(default_factory=set)
    erased: bool = False
    wordless: bool = False
    moved: bool = False
    unknown: dict[str, str] = field(default_factory=dict)


class Ledger:
    """The stories of all records."""

    def __init__(self) -> None:
        self.stories: dict[bytes, Story] = {}
        self._count = 0

    def word(self) -> str:
        """Return a word that nobody wrote before."""
        self._count += 1
        return f"w{self._count}"

    def began(self, rid: bytes, space: bytes, noun: str, words: Iterable[str]) -> None:
        """Note a new record."""
        self.stories[rid] = Story(space, noun, set(words))

    def replaced(self, rid: bytes, before: Any, after: Any) -> None:
        """Note that a person who saw one value put another in its place."""
        story = self.stories[rid]
        old, new = words_in(before), words_in(after)
        story.living -= old - new
        story.living |= new - old

    def decided(self, rid: bytes, gone: Any, kept: Any) -> None:
        """Note that a person let one of two values go."""
        self.stories[rid].living -= words_in(gone) - words_in(kept)

    def deleted(self, rid: bytes, space: bytes, seen: Iterable[Any]) -> None:
        """Note that a person who saw these values deleted the record."""
        story = self.stories[rid]
        story.deleted = True
        story.deleted_in.add(space)
        for value in seen:
            story.living -= words_in(value)

    def came_back(self, rid: bytes) -> None:
        """Note that people see a record again that only an old copy of a vault still knew."""
        story = self.stories[rid]
        story.deleted = story.erased = False


def words_in(value: Any) -> set[str]:
    """Return the ledger's words in a wire value."""
    if isinstance(value, str):
        return {word for word in value.replace("\n", " ").split() if is_word(word)}
    if isinstance(value, dict):
        return set().union(*(words_in(each) for each in value.values()))
    return set()


def is_word(text: str) -> bool:
    """Return True for what `Ledger.word` makes."""
    return text[:1] == "w" and text[1:].isdigit()


Seen = dict[str, set[str]]


def by_path() -> defaultdict[str, set[str]]:
    """Return an empty map of path to words."""
    return defaultdict(set)
