"""A vault is put back that had moved a record since, and a colleague has written on there."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import directory, sealed
from helhedsplan_desktop.store.record_rows import rows_of
from helhedsplan_desktop.store.tables import ALIVE, MIRROR
from helhedsplan_desktop.sync.history import History
from helhedsplan_desktop.sync.judging import judged_again
from helhedsplan_desktop.sync.planning import Arrival
from helhedsplan_protocol.records import PUT
from helhedsplan_server.store.tables import records
from tests.simulation import misfortunes
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule
from tests.simulation.test_out_of_reach import forge


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def two_spaces(laptop: Laptop, *, back: bool) -> list[bytes]:
    """Return two spaces of everybody, the one with the smaller id first unless `back`."""
    assert laptop.team is not None
    assert laptop.plan is not None
    return sorted((laptop.team, laptop.plan), reverse=back)


def write(laptop: Laptop, rid: bytes, space: bytes, alias: str) -> None:
    with laptop.store.write() as unit:
        unit.put(Contact(id=rid, space=space, name="Amina Yusuf", alias=alias))


def move(laptop: Laptop, rid: bytes, space: bytes) -> None:
    with laptop.store.write() as unit:
        unit.move("Contact", rid, space)


def living_in(world: Schedule, rid: bytes) -> list[bytes]:
    with world.server._store.read() as connection:
        living = select(records.c.space).where(records.c.rid == rid, records.c.kind == PUT)
        return list(connection.execute(living).scalars())


def home_of(laptop: Laptop, rid: bytes) -> bytes:
    with laptop.store.read() as connection:
        entry = directory.entries(connection, [rid])[rid]
    assert entry.life == ALIVE
    return entry.space


def put_back(world: Schedule, laptop: Laptop) -> None:
    misfortunes.restore_vault(world, laptop)
    for _ in range(3):
        for each in world.laptops:
            each.sync()


def version_in(laptop: Laptop, space: bytes, rid: bytes) -> Arrival:
    """Return the server's version of a record in a space, as a laptop holds it."""
    with laptop.store.read() as connection:
        row = sealed.of_records(connection, space, [rid], MIRROR)[rid]
    (judged,) = judged_again(laptop.cycle.trust(), row)
    assert judged.arrival is not None
    return judged.arrival


def words_of(laptop: Laptop, rid: bytes) -> set[str]:
    """Return what the laptop shows of the alias, what waits for a decision with it."""
    with laptop.store.read() as connection:
        row = rows_of(connection, "Contact", [rid])[rid]
        entry = directory.entries(connection, [rid])[rid]
    return {row["alias"], *(str(each.value) for each in entry.conflicts)}


@pytest.mark.parametrize("back", [False, True])
def test_a_record_stays_where_its_laptop_had_moved_it(world: Schedule, back: bool) -> None:  # noqa: FBT001
    karin, fatma, ole = world.laptops
    first, second = two_spaces(karin, back=back)
    rid = karin.ids.record()
    write(karin, rid, first, "Mor til tre")
    misfortunes.back_up_vault(world, karin)
    move(karin, rid, second)
    for laptop in (karin, karin, fatma):
        laptop.sync()
    write(fatma, rid, second, "Mina")
    fatma.sync()

    put_back(world, karin)
    for laptop in (karin, fatma, ole):
        assert home_of(laptop, rid) == second
        assert {"Mina", "Mor til tre"} >= words_of(laptop, rid) >= {"Mina"}
    assert living_in(world, rid) == [second]


@pytest.mark.parametrize("back", [False, True])
def test_a_row_that_this_laptop_never_wrote_stays_apart(
    world: Schedule,
    monkeypatch: pytest.MonkeyPatch,
    back: bool,  # noqa: FBT001
) -> None:
    karin, fatma, _ = world.laptops
    first, second = two_spaces(karin, back=back)
    rid = karin.ids.record()
    write(karin, rid, first, "Mor til tre")
    karin.sync()
    forge(fatma, second, rid)
    karin.sync()
    earlier = version_in(karin, second, rid)
    karin.cycle._own_moves._asked.clear()
    monkeypatch.setattr(History, "versions", lambda *_: [earlier])
    for _ in range(2):
        karin.sync()
    assert home_of(karin, rid) == first
    assert words_of(karin, rid) == {"Mor til tre"}


@pytest.mark.parametrize("back", [False, True])
def test_a_vault_that_knows_where_the_record_was_brings_it_back_to_nobody(
    world: Schedule,
    monkeypatch: pytest.MonkeyPatch,
    back: bool,  # noqa: FBT001
) -> None:
    """A server that shows old versions of a space again opens nothing to those who are in it."""
    karin, fatma, _ = world.laptops
    second, first = two_spaces(karin, back=back)
    rid = karin.ids.record()
    write(karin, rid, second, "Mor til tre")
    karin.sync()
    shown = version_in(karin, second, rid)
    move(karin, rid, first)
    for _ in range(3):
        karin.sync()
    assert living_in(world, rid) == [first]
    forge(fatma, second, rid, over=version_in(karin, second, rid).header.vid)
    monkeypatch.setattr(History, "versions", lambda *_: [shown])
    for _ in range(2):
        karin.sync()
    assert home_of(karin, rid) == first
    assert words_of(karin, rid) == {"Mor til tre"}
