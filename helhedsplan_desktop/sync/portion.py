"""How many records travel at once: fewer after a failure, for a proxy may refuse large bodies."""

from typing import Final

from helhedsplan_protocol.limits import PUSH_ITEMS


class Portion:
    """Counts items of the next push or page; remembered over cycles.

    Attributes:
        items: how many to send or ask for.
    """

    def __init__(self, most: int = PUSH_ITEMS) -> None:
        self._most: Final = most
        self.items = most

    def failed(self) -> None:
        """Take half next time."""
        self.items = max(1, self.items // 2)

    def succeeded(self) -> None:
        """Take up to twice as many next time."""
        self.items = min(self._most, self.items * 2)
