"""The ways in which two edits of one column are brought together (docs/sync.md, merging)."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: the server's stands, the other becomes a conflict.

    Args:
        group: columns with the same group name move together; None stands alone.
    """

    group: str | None = None


@dataclass(frozen=True, slots=True)
class SetOf:
    """A set: what either side added is in, what either side removed is out."""


@dataclass(frozen=True, slots=True)
class Safety:
    """A column where the safest value stands at once.

    Args:
        order: all values from the safest to the least safe.
    """

    order: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Text: merged over paragraphs, then words; an overlap becomes a conflict."""


MergeType = Scalar | SetOf | Safety | Prose

SCALAR: Final = Scalar()
PROSE: Final = Prose()
