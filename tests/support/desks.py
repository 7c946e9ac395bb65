"""A desk over a real encrypted vault in a temporary folder; the clock stands on a Thursday."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helhedsplan_desktop.foundation.ids import Ids, SeededRandomness
from helhedsplan_desktop.records.organisation import Member
from helhedsplan_desktop.services.desk import Desk, Homes, Me
from helhedsplan_desktop.store.engine import create_database
from helhedsplan_desktop.store.migrating import prepare
from helhedsplan_desktop.store.store import Store
from tests.support.stores import TEST_KEY, SetClock

PLAN, TEAM, SHIELDED = b"p" * 16, b"t" * 16, b"s" * 16
METTE, SAMIRA = b"M" * 16, b"S" * 16
LAPTOP_OF_METTE, LAPTOP_OF_SAMIRA = b"m" * 16, b"x" * 16


@contextmanager
def open_desk(folder: Path, role: str = "worker") -> Iterator[Desk]:
    """Give Mette's desk over a new vault in `folder`; Samira is her colleague."""
    clock = SetClock()
    ids = Ids(clock, SeededRandomness(7))
    database = create_database(folder / "vault.db", TEST_KEY)
    try:
        prepare(database)
        store = Store(database.writer, database.reader, clock, lambda: LAPTOP_OF_METTE)
        me = Me(METTE, LAPTOP_OF_METTE, "Mette Lindholm", "Boligsocial medarbejder", role, "ML-1")
        users = {LAPTOP_OF_METTE: METTE, LAPTOP_OF_SAMIRA: SAMIRA}
        desk = Desk(
            store, clock, ids, me, Homes(PLAN, TEAM, SHIELDED), lambda: users, lambda _: None
        )
        with store.write() as unit:
            for user, name in ((METTE, "Mette Lindholm"), (SAMIRA, "Samira Haddad")):
                unit.put(Member(id=ids.record(), space=PLAN, user=user, name=name))
        yield desk
    finally:
        database.close()
