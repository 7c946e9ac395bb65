"""Records that a line does not let through, though it lets others: a proxy may refuse large bodies.

Halving a push ends at one record. If that one fails again and again by itself, it is set aside and
told, so that it neither holds up the others nor is sent for ever; it is offered again every hour,
for the laptop may stand behind another proxy by then.
"""

from collections.abc import Sequence
from typing import Final

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.store.sealed import SealedRow

NOT_LET_THROUGH: Final = "not_let_through"
"""Code of the refusal, and event of the sync log."""

AGAIN_MS: Final = 60 * 60 * 1000
_SMALL: Final = 4 * 1024
"""No proxy refuses so little: a push of this size fails with the line."""

_TRIES: Final = {Problem.SERVER_NOT_OURS: 3, Problem.SERVER_UNREACHABLE: 6}
"""How often it fails alone: after a page that came in place of an answer, or after silence."""


class Heavy:
    """Counts how often records failed alone; remembered over cycles."""

    def __init__(self) -> None:
        self._failures: dict[bytes, int] = {}

    def failed(self, rows: Sequence[SealedRow], problem: Problem) -> bool:
        """Return True if what was sent is one record that the line will not let through."""
        if len(rows) != 1 or problem not in _TRIES:
            return False
        (row,) = rows
        if len(row.header) + len(row.ct) <= _SMALL:
            return False
        count = self._failures[row.rid] = self._failures.get(row.rid, 0) + 1
        return count >= _TRIES[problem]

    def passed(self, rows: Sequence[SealedRow]) -> None:
        """Forget what got through."""
        for row in rows:
            self._failures.pop(row.rid, None)

    def apart(self, rows: Sequence[SealedRow]) -> Sequence[SealedRow]:
        """Return the first rows, so that what failed alone goes alone again."""
        for count, row in enumerate(rows):
            if row.rid in self._failures:
                return rows[: max(1, count)]
        return rows
