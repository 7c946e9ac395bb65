"""Grants that a restored server lost come back, whoever gave it its log again."""

import shutil
from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def name_of(laptop: Laptop, rid: bytes) -> str | None:
    with laptop.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM contact WHERE id = ?", (rid,)).first()
    return str(found[0]) if found else None


@pytest.mark.parametrize("restarted", [False, True])
def test_a_colleague_gave_the_server_its_log_again(world: Schedule, *, restarted: bool) -> None:
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    for laptop in world.laptops:
        laptop.sync()
    world.back_up_server(karin)
    journal = world.folder / "journal.copy"
    shutil.copy(world.machine.journal, journal)
    karin.leading().rotate(karin.team, "routine")
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    karin.sync()
    karin.leading().rotate(karin.team, "routine")
    for laptop in (karin, fatma):
        laptop.sync()
    shutil.copy(journal, world.machine.journal)
    world.put_in_place(world.machine.backups[-1])
    fatma.sync()
    if restarted:
        karin.restart()
    for laptop in (karin, fatma, karin, ole, karin, ole):
        laptop.sync()
    assert name_of(ole, rid) == "Amina Yusuf"
