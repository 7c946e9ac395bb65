"""What changed: the one message by which screens learn of a colleague's edit and their own."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that one unit of work touched.

    Args:
        touched: noun name to record ids.
        by_sync: True if a colleague's work arrived, False for this person's own act.
        everything: True after a bulk load: screens read anew.
    """

    touched: dict[str, frozenset[bytes]] = field(default_factory=dict)
    by_sync: bool = False
    everything: bool = False

    def of(self, noun: str) -> frozenset[bytes]:
        """Return the touched ids of one noun."""
        return self.touched.get(noun, frozenset())

    def __bool__(self) -> bool:
        return self.everything or any(self.touched.values())

    def merged(self, other: "Changes") -> "Changes":
        """Return both together."""
        nouns = self.touched.keys() | other.touched.keys()
        return Changes(
            {noun: self.of(noun) | other.of(noun) for noun in nouns},
            by_sync=self.by_sync and other.by_sync,
            everything=self.everything or other.everything,
        )


NOTHING: Final = Changes()
Listener = Callable[[Changes], None]


class ChangesHub:
    """Hands each `Changes` to its listeners, on the thread that committed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Add `listener` and return what takes it away again."""
        with self._lock:
            self._listeners = (*self._listeners, listener)

        def stop() -> None:
            with self._lock:
                self._listeners = tuple(each for each in self._listeners if each is not listener)

        return stop

    def tell(self, changes: Changes) -> None:
        """Tell every listener, unless nothing changed."""
        if changes:
            for listener in self._listeners:
                listener(changes)
