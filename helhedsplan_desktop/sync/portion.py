"""How many records travel at once: fewer after a failure, for a proxy may refuse large bodies."""

from typing import Final

from helhedsplan_protocol.limits import PUSH_ITEMS

_CAUTION: Final = 16
"""Good answers in a row before more is tried: the next refusal ends a whole cycle."""


class Portion:
    """Counts items of the next push or page; remembered over cycles.

    Attributes:
        items: how many to send or ask for.
        successes: good answers so far.
    """

    def __init__(self, most: int = PUSH_ITEMS) -> None:
        self._most: Final = most
        self.items = most
        self.successes = 0
        self._in_a_row = 0

    def failed(self, sent: int | None = None) -> None:
        """Take half next time, of what was `sent` if that was less."""
        self.items = max(1, min(self.items, sent or self.items) // 2)
        self._in_a_row = 0

    def succeeded(self) -> None:
        """Take twice as many once enough of these have gone well."""
        self.successes += 1
        self._in_a_row += 1
        if self._in_a_row >= _CAUTION:
            self.items = min(self._most, self.items * 2)
            self._in_a_row = 0
