"""Recognising records that this laptop had moved before its vault was put back from a copy.

The copy knows nothing of the move. If a colleague has written on since, what stands in the other
space is his, and is left apart: whoever knows a record's id can put a row under it (ADR 34). But
the server keeps what stood there before, and what this device signed nobody else can have written.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.arrivals import store_arrivals
from helhedsplan_desktop.sync.history import History
from helhedsplan_desktop.sync.judging import Judged, judged_again, was_put_out
from helhedsplan_desktop.sync.setbacks import Setbacks
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust


class OwnMoves:
    """Asks once about each row that was left apart, as long as the program runs."""

    def __init__(self, store: Store, transport: Transport, ids: Ids, executor: Executor) -> None:
        self._store = store
        self._transport = transport
        self._ids = ids
        self._executor = executor
        self._asked: set[bytes] = set()

    def recognise(self, trust: Trust, apart: Sequence[SealedRow], setbacks: Setbacks) -> int:
        """Let records live where this device had moved them; return how many.

        What stands here of each is unsent work there from now on, beside what stands there.

        Args:
            apart: living rows in other spaces than their records' homes, kept apart so far.
            setbacks: told of spaces in which nothing could be asked.
        """
        recognised = 0
        for row in apart:
            if row.vid in self._asked or not setbacks.patient:
                continue
            try:
                found = list(self._brought(trust, row))
            except RefusedError as refused:
                setbacks.refused(refused)
                continue
            except TransportError:
                setbacks.lost(row.space)
                continue
            self._asked.add(row.vid)
            if found:
                with self._store.write_for_sync() as unit:
                    store_arrivals(unit, row.space, found, trust.keys, self._ids)
            recognised += len(found)
        return recognised

    def _brought(self, trust: Trust, row: SealedRow) -> Iterator[Judged]:
        """Give the row as one whose record this device had brought to its space, if it had."""
        older = History(self._transport, trust, self._executor).versions(row.space, row.rid)
        mine = {each.header.vid for each in older if each.header.author == trust.device}
        with self._store.read() as connection:
            entry = directory.entries(connection, [row.rid])[row.rid]
        # A vault that knows what it signed there knows too that the record has left since.
        if not mine or not mine.isdisjoint(entry.ancestors):
            return
        for judged in judged_again(trust, row):
            arrival = judged.arrival
            # Who was put out of where it stands here shall not read what was added there since.
            if arrival and not was_put_out(trust, arrival.header, entry.space):
                yield judged._replace(arrival=replace(arrival, brought_here=True))
