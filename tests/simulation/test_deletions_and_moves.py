"""A deletion that is unsent goes with the record that a colleague has moved meanwhile."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.merge import DELETED_BY
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.tables import ALIVE, DELETED
from tests.simulation.laptops import Laptop
from tests.simulation.quiet import take_over_parcels
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def place_of(laptop: Laptop, rid: bytes) -> tuple[bytes, int]:
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid])[rid]
    return entry.space, entry.life


@pytest.mark.parametrize("moved_there_by_ole_too", [False, True])
@pytest.mark.parametrize("back", [False, True])
def test_it_is_deleted_for_everybody(
    world: Schedule, *, back: bool, moved_there_by_ole_too: bool
) -> None:
    """Both ways, so that each of the two spaces is the first to be fetched once."""
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    old, new = (karin.plan, karin.team) if back else (karin.team, karin.plan)
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf"))
    for laptop in (karin, fatma, ole):
        laptop.sync()
    with karin.store.write() as unit:
        unit.move("Contact", rid, new)
    karin.sync()
    if moved_there_by_ole_too:
        with ole.store.write() as unit:
            unit.move("Contact", rid, new)
    with ole.store.write() as unit:
        unit.remove("Contact", rid)
    for laptop in (ole, karin, fatma, ole):
        laptop.sync()
    assert [place_of(laptop, rid) for laptop in world.laptops] == [(new, DELETED)] * 3


def test_it_is_handed_over_where_the_record_went_on_out_of_sight(world: Schedule) -> None:
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    (shielded,) = set(karin.spaces()) - {karin.team, karin.plan}
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    for laptop in (karin, fatma, ole):
        laptop.sync()
    for space in (karin.plan, shielded):
        with karin.store.write() as unit:
            unit.move("Contact", rid, space)
        karin.sync()
    with ole.store.write() as unit:
        unit.remove("Contact", rid)
    ole.sync()
    assert place_of(karin, rid) == (shielded, ALIVE)
    assert take_over_parcels(world) == 1
    with karin.store.read() as connection:
        (asked,) = directory.entries(connection, [rid])[rid].conflicts
    assert (asked.path, asked.author) == (DELETED_BY, ole.trust().device)  # type: ignore[union-attr]  # he belongs
