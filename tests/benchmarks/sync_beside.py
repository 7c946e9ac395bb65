"""Sync at work on another thread of the same vault: pages stored one after the other."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from helhedsplan_desktop.records import wire
from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.tables import MIRROR

_SEALED_BYTES = 1300
_DAY = "2026-03-12"
_WORDS = "vi talte om huslejen og ringede til udlejningen som lover et svar inden fredag " * 4


@contextmanager
def storing_pages(desk: Desk) -> Iterator[None]:
    """Store a colleague's notes meanwhile, in units as large as sync may take them."""
    ended = threading.Event()

    def work() -> None:
        while not ended.is_set():
            _store_unit(desk)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _store_unit(desk: Desk) -> None:
    """Store what a unit of a first sync stores: rows, words, bookkeeping and sealed versions."""
    space, author = desk.homes.team, bytes(16)
    rids = [desk.ids.record() for _ in range(desk.store.lock.records_at_once)]
    note = wire.row_of("Note", {"text": _WORDS, "happened_on": _DAY})
    head = {"space": space, "author": author, "changed_at": 0}
    with desk.store.write_for_sync() as unit:
        unit.store_rows("Note", [note | head | {"id": rid} for rid in rids])
        directory.write(unit.connection, [Entry(rid, space, "Note") for rid in rids], [])
        ct = bytes(_SEALED_BYTES)
        sealed.add(
            unit.connection,
            [
                SealedRow(space, rid, MIRROR, 1, rid, "put", None, None, b"", b"", ct)
                for rid in rids
            ],
        )
