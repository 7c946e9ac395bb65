"""What went wrong in single spaces of a round, so that the others get their turn all the same.

A proxy that refuses large bodies, or a fault of the server in one space, fails every round anew. A
dead line fails as well, and a round must not wait for it once a space: so a failure is followed by
a small question, and a round has patience for a few of them only. Who failed comes last next time.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from helhedsplan_desktop.sync.transport import (
    PartLostError,
    RefusedError,
    Transport,
)
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Hello, SpaceState

_PATIENCE: Final = 2
"""Failures in a round: each may take as long as the line waits for an answer."""


class Setbacks:
    """Counts what single spaces failed of, round by round."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._last: set[bytes] = set()
        self.begin()

    def begin(self) -> None:
        """Begin a round: nothing has failed in it yet."""
        self._lost: set[bytes] = set()
        self.error: RefusedError | PartLostError | None = None

    @property
    def patient(self) -> bool:
        """False once so much has failed that no more is tried in this round."""
        return len(self._lost) < _PATIENCE

    def turns(self, states: Iterable[SpaceState]) -> Iterator[SpaceState]:
        """Give spaces as they are to be tried; those of which an earlier round failed come last.

        What failed in this round already is left out.
        """
        left = [state for state in states if state.space not in self._lost]
        for state in sorted(left, key=lambda state: state.space in self._last):
            if self.patient:
                yield state

    def went_well(self, space: bytes) -> None:
        """Note that a space is done."""
        self._last.discard(space)

    def refused(self, error: RefusedError) -> None:
        """Note what the server said that took nothing in one space."""
        self.error = error

    def lost(self, space: bytes) -> None:
        """Note that no answer of our server came about one space.

        Raises:
            TransportError: none comes about anything: the line is dead.
            RefusedError: the server has something else to say now.
        """
        self._last.add(space)
        self._lost.add(space)
        self._transport.call(routes.HELLO, Empty(), Hello)
        self.error = self.error or PartLostError()
