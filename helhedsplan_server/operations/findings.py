"""What a verification found: sentences for the person at the terminal."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

_SHOWN: Final = 20
"""More findings of one kind in one place are counted, not listed."""


class Findings:
    """Collects what is wrong, what is worth knowing, and what was looked at.

    Attributes:
        remarks: what is no fault, or mends itself at the next start or contact.
        looked_at: kind of row -> how many were examined.
    """

    def __init__(self) -> None:
        self._wrong: dict[tuple[str, str], list[str]] = {}
        self.remarks: list[str] = []
        self.looked_at: Counter[str] = Counter()

    def wrong(self, place: str, what: str, which: str = "") -> None:
        """Note one fault: `place` such as a space, `what` broke, `which` row it was."""
        self._wrong.setdefault((place, what), []).append(which)

    def remark(self, sentence: str) -> None:
        """Note something that is no fault."""
        self.remarks.append(sentence)

    def faults(self) -> Iterable[str]:
        """Yield one line a fault; of many alike the first twenty and how many more."""
        for (place, what), rows in self._wrong.items():
            for which in rows[:_SHOWN]:
                yield f"{place}: {what}{': ' if which else ''}{which}"
            if len(rows) > _SHOWN:
                yield f"{place}: {what}: and {len(rows) - _SHOWN} more"

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self._wrong
