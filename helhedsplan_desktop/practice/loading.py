"""Puts a practice town into an open vault."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from helhedsplan_desktop.foundation.cancel import CancelToken
from helhedsplan_desktop.practice.chronicle import Batch
from helhedsplan_desktop.practice.places import Spaces
from helhedsplan_desktop.practice.town import PracticeTown
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.unit_of_work import UnitOfWork

_BREATH_SECONDS: Final = 0.0002


def breathe() -> None:
    """Let the window's thread run: planning is Python and would hold it up."""
    time.sleep(_BREATH_SECONDS)


def load(
    store: Store,
    town: PracticeTown,
    spaces: Spaces | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancel: CancelToken | None = None,
    *,
    unsent: bool = False,
) -> int:
    """Store the town and return how many records it has, as if a colleague's work had arrived.

    Args:
        spaces: where the records shall be at home; None: the town's own.
        progress: told how many notes of how many are stored.
        cancel: asked between two units; what is stored by then stays.
        unsent: True makes every record this laptop's own unsent work, to try a first push.

    Raises:
        CancelledByPersonError: if somebody asked.
    """
    records = notes = 0
    with _no_collection():
        for batch in town.batches(spaces):
            if cancel:
                cancel.check()
            with store.write_for_sync() as unit:
                if unsent:
                    unit.put_rows(batch.noun, batch.rows)
                else:
                    _receive(unit, batch)
            records += len(batch.rows)
            notes += len(batch.rows) if batch.noun == "Note" else 0
            if progress:
                progress(notes, town.notes)
    return records


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the cycle collector still for a while.

    A full pass over all planned meetings stops every thread for 0.1 to 0.2 s, and nothing here
    makes cycles.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _receive(unit: UnitOfWork, batch: Batch) -> None:
    unit.store_rows(batch.noun, batch.rows)
    directory.write(
        unit.connection,
        [Entry(row["id"], row["space"], batch.noun) for row in batch.rows],
        [],
    )
