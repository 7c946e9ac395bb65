"""Knowing that nothing is to be done, without looking through every space again."""

from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_protocol.messages import SpacesAnswer


class Rest:
    """Whether anything has changed on either side since a round that left nothing to do.

    The server tells by its answer: head, lineage, digest and epoch of every space, roster and
    restore. This laptop tells by the number of its transactions: everything goes through them.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._begun = store.units
        self._known: tuple[SpacesAnswer, int] | None = None

    def begin(self) -> None:
        """Note that a round begins."""
        self._begun = self._store.units

    def holds(self, answer: SpacesAnswer) -> bool:
        """Return True if nothing has changed: then there is nothing to do either."""
        return self._known == (answer, self._store.units)

    def reached(self, answer: SpacesAnswer) -> None:
        """Note the end of a round that left nothing to do.

        It counts only if nobody wrote meanwhile: the round itself writes when it ended, no more.
        Nor while something is unsent or in quarantine: that may be tried again with time alone.
        """
        self._known = None
        if self._store.units != self._begun + 1:
            return
        with self._store.read() as connection:
            waits = sync_marks.anything_waits(connection)
        if not waits:
            self._known = answer, self._store.units
