"""A deletion that is unsent goes with the record that a colleague has moved meanwhile."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.rules.merge import DELETED_BY
from helhedsplan_desktop.store import directory, raw
from helhedsplan_desktop.store.tables import ALIVE, DELETED
from tests.simulation.departing import put_out_by
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


@pytest.mark.parametrize("was_there_before", [False, True])
@pytest.mark.parametrize("moved_there_by_ole_too", [False, True])
@pytest.mark.parametrize("back", [False, True])
def test_it_is_deleted_for_everybody(
    world: Schedule, *, back: bool, moved_there_by_ole_too: bool, was_there_before: bool
) -> None:
    """Both ways, so that each of the two spaces is the first to be fetched once."""
    karin, fatma, ole = world.laptops
    old, new = two_spaces(karin, back=back)
    rid = put_in(world, old, was_before=new if was_there_before else None)
    move(karin, rid, new)
    if moved_there_by_ole_too:
        with ole.store.write() as unit:
            unit.move("Contact", rid, new)
    with ole.store.write() as unit:
        unit.remove("Contact", rid)
    for laptop in (ole, karin, fatma, ole):
        laptop.sync()
    assert [place_of(laptop, rid) for laptop in world.laptops] == [(new, DELETED)] * 3


@pytest.mark.parametrize("was_there_before", [False, True])
@pytest.mark.parametrize("back", [False, True])
def test_what_two_wrote_who_brought_it_to_one_space_stands_together(
    world: Schedule, *, back: bool, was_there_before: bool
) -> None:
    karin, fatma, ole = world.laptops
    old, new = two_spaces(karin, back=back)
    rid = put_in(world, old, was_before=new if was_there_before else None)
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf", alias="Amina"))
    move(karin, rid, new)
    with ole.store.write() as unit:
        unit.move("Contact", rid, new)
        unit.put(Contact(id=rid, space=new, name="Amina Yusuf", stairwell="3 tv"))
    for laptop in (ole, karin, fatma, ole):
        laptop.sync()
    for laptop in world.laptops:
        with laptop.store.read() as connection:
            (entry,) = directory.entries(connection, [rid]).values()
            said = raw.rows(connection, "SELECT alias, stairwell FROM contact WHERE id = ?", (rid,))
        assert said == [("Amina", "3 tv")]
        assert entry.conflicts == (), "nobody is asked about what only one of them changed"


def two_spaces(laptop: Laptop, *, back: bool) -> tuple[bytes, bytes]:
    assert laptop.team is not None
    assert laptop.plan is not None
    return (laptop.plan, laptop.team) if back else (laptop.team, laptop.plan)


def put_in(world: Schedule, space: bytes, was_before: bytes | None) -> bytes:
    """Return a contact that everybody has in a space, and had in another before."""
    karin = world.laptops[0]
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=was_before or space, name="Amina Yusuf"))
    for laptop in world.laptops:
        laptop.sync()
    if was_before is not None:
        move(karin, rid, space)
        for laptop in world.laptops:
            laptop.sync()
    return rid


def move(laptop: Laptop, rid: bytes, space: bytes) -> None:
    with laptop.store.write() as unit:
        unit.move("Contact", rid, space)
    laptop.sync()


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


def test_who_brought_it_back_and_was_put_out_undoes_no_deletion_unasked(world: Schedule) -> None:
    """A `move` that went into what is handed over says nothing of what the record held."""
    karin, fatma, ole = world.laptops
    old, new = two_spaces(karin, back=False)
    rid = put_in(world, old, was_before=None)
    move(karin, rid, new)
    for laptop in (fatma, ole):
        laptop.sync()
    with ole.store.write() as unit:
        unit.move("Contact", rid, old)
    move(karin, rid, old)
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=old, name="Amina Yusuf", alias="Mina"))
    karin.sync()
    with karin.store.write() as unit:
        unit.remove("Contact", rid)
    karin.sync()
    assert put_out_by(world, karin, ole)
    world.sync(ole)
    take_over_parcels(world)
    with karin.store.read() as connection:
        entry = directory.entries(connection, [rid])[rid]
    assert entry.life == DELETED or DELETED_BY in {each.path for each in entry.conflicts}
