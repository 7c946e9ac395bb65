"""What a server told two groups in two ways comes together when they meet, and it is noticed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_protocol.messages import Parcel
from helhedsplan_protocol.records import Header
from helhedsplan_protocol.wire import decode
from helhedsplan_server.server import Server
from helhedsplan_server.store.tables import parcels
from tests.simulation.departing import put_out_by
from tests.simulation.forking import end_fork, make_lead
from tests.simulation.laptops import Laptop
from tests.simulation.line import Exchange
from tests.simulation.lying import traces
from tests.simulation.quiet import take_over_parcels
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def save(laptop: Laptop, rid: bytes, alias: str = "") -> None:
    assert laptop.team is not None
    with laptop.store.write() as unit:
        unit.put(Contact(id=rid, space=laptop.team, name="Amina Yusuf", alias=alias))
    laptop.sync()


def told_of(laptop: Laptop, rid: bytes) -> set[str]:
    """Return every alias that a laptop shows of a contact, with those that wait for a person."""
    with laptop.store.read() as connection:
        row = rows_of(connection, "Contact", [rid])[rid]
        entry = directory.entries(connection, [rid])[rid]
    return {row["alias"], *(each.value for each in entry.conflicts if each.path == "alias")}


def laid_down(server: Server) -> set[bytes]:
    """Return the records of which parcels lie on a server."""
    with server._store.read() as connection:
        found = connection.execute(select(parcels.c.bytes)).scalars().all()
    items = [item for each in found for item in decode(each, Parcel).items]
    return {decode(item.header, Header).rid for item in items}


def test_an_edit_that_a_lying_server_took_is_not_lost_to_what_it_showed_others(
    world: Schedule,
) -> None:
    """Both were told the same lineage: nothing but the versions themselves tells the two apart."""
    karin, _, ole = world.laptops
    rid = karin.ids.record()
    save(karin, rid)
    ole.sync()
    twin = world.machine.twin("twin", 1)
    ole.use(Exchange(twin.start(), world.watch.apart()))
    save(ole, rid, alias="Mina")
    for alias in ("Ami", "Amy", "Aminah"):
        save(karin, rid, alias=alias)
    before = traces(ole)
    ole.use(world.exchange)
    ole.sync()
    twin.stop()
    assert told_of(ole, rid) == {"Mina", "Aminah"}
    assert traces(ole) != before


def test_a_lead_says_nothing_again_and_again_of_a_space_that_is_empty(world: Schedule) -> None:
    (karin, *_) = world.laptops
    assert karin.shielded is not None
    karin.sync()
    karin.leading().rotate(karin.shielded, "routine")
    world.back_up_server(karin)
    world.put_in_place(world.machine.backups[0])
    for _ in range(2):
        karin.sync()
    before = karin.cycle.trust().roster.n
    for _ in range(2):
        karin.sync()
    assert karin.cycle.trust().roster.n == before


@pytest.mark.parametrize("trusted", [True, False])
def test_who_was_put_out_on_another_branch_leaves_work_to_a_lead_who_is_in_on_both(
    world: Schedule, *, trusted: bool
) -> None:
    """Nothing that comes after its end is told to that laptop, no decision on its branch either."""
    karin, fatma, ole = world.laptops
    make_lead(world, fatma)
    rid = karin.ids.record()
    save(karin, rid)
    ole.sync()
    twin = world.machine.twin("twin", 1)
    server = twin.start(restoring=True)
    standby = Exchange(server, world.watch.apart())
    karin.use(standby)
    assert put_out_by(world, karin, ole)
    assert fatma.team is not None
    fatma.sync()
    if not trusted:
        fatma.leading().revoke(karin.device, "left")
    fatma.leading().rotate(fatma.team, "routine")
    ole.sync()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=fatma.team, name="Amina Yusuf", alias="Mina"))
    ole.use(standby)
    world.sync(ole)
    assert (rid in laid_down(server)) is trusted
    if trusted:
        karin.cycle.refresh_roster()
        take_over_parcels(world)
        assert "Mina" in told_of(karin, rid)
    twin.stop()


def test_two_branches_that_meet_on_one_server_are_ended_at_once(world: Schedule) -> None:
    """While one is open the server takes nothing else, not even what went on from its own log."""
    karin, fatma, ole = world.laptops
    assert karin.team is not None
    make_lead(world, fatma)
    for laptop in (fatma, ole):
        laptop.sync()
    first = world.machine.twin("first", 1)
    karin.use(Exchange(first.start(restoring=True), world.watch.apart()))
    fatma.leading().rotate(karin.team, "routine")
    karin.sync()
    karin.leading().rotate(karin.team, "routine")
    second = first.twin("second", 2)
    assert put_out_by(world, karin, ole)
    there = Exchange(second.start(restoring=True), world.watch.apart())
    for laptop in (fatma, karin):
        laptop.use(there)
        laptop.sync()
    assert karin.cycle.forked
    end_fork(world, karin)
    for laptop in (karin, fatma):
        laptop.sync()
    assert karin.cycle.trust().roster.head_hash == fatma.cycle.trust().roster.head_hash
    assert not karin.cycle.forked
    assert not karin.cycle.trust().roster.is_active(ole.device)
    for machine in (first, second):
        machine.stop()
