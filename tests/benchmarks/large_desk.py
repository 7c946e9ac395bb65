"""Mette's desk in a practice town of any size."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness
from helhedsplan_desktop.practice.loading import load
from helhedsplan_desktop.practice.town import PracticeTown
from helhedsplan_desktop.services.desk import Desk, Homes, Me
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.store.store import Store
from tests.support.stores import SetClock
from tests.support.vaults import temporary_database

NOW = datetime(2026, 3, 12, 12, 40, tzinfo=UTC)


@dataclass(frozen=True)
class Loaded:
    """What loading took."""

    notes: int
    records: int
    seconds: float
    megabytes: float


@contextmanager
def large_desk(contacts: int) -> Iterator[tuple[Desk, Loaded]]:
    """Give the desk over a town of that many contacts, and how long it took to load it."""
    town = PracticeTown(1, contacts, NOW)
    clock = SetClock(NOW)
    with temporary_database() as database:
        prepare(database)
        store = Store(database.writer, database.reader, clock, lambda: town.me.device)
        begin = time.perf_counter()
        records = load(store, town)
        seconds = time.perf_counter() - begin
        me = Me(town.me.user, town.me.device, town.me.name, town.me.title, "lead", "ML-1")
        spaces = Homes(town.spaces.plan, town.spaces.team, town.spaces.shielded)
        ids = Ids(clock, SeededRandomness(99))
        devices = {each.device: each.user for each in town.staff}
        megabytes = database.path.stat().st_size / 1e6
        yield (
            Desk(store, clock, ids, me, spaces, lambda: devices, lambda _: None),
            Loaded(town.notes, records, seconds, megabytes),
        )
