"""A round in which the server would take nothing in one space was no round of everything."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import identity, parcels
from helhedsplan_desktop.sync.transport import RefusedError
from helhedsplan_server.store.tables import spaces
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def freeze(world: Schedule, space: bytes, *, frozen: bool) -> None:
    with world.server._store.write() as connection:
        connection.execute(update(spaces).where(spaces.c.space == space).values(frozen=frozen))


def synced_at(laptop: Laptop) -> bytes | None:
    with laptop.store.read() as connection:
        return identity.read(connection).get("synced_at")


def in_line(laptop: Laptop, space: bytes) -> bool:
    with laptop.store.read() as connection:
        return parcels.was_in_line(identity.read(connection), space)


def write(laptop: Laptop) -> None:
    assert laptop.team is not None
    with laptop.store.write() as unit:
        unit.put(Contact(id=laptop.ids.record(), space=laptop.team, name="Amina Yusuf"))


def test_it_neither_tells_a_time_nor_that_all_is_with_the_server(world: Schedule) -> None:
    karin = world.lead
    assert karin.team is not None
    karin.sync()
    world.back_up_server(karin)
    write(karin)
    karin.sync()
    told = synced_at(karin)
    assert in_line(karin, karin.team)

    world.restore_server(karin)
    freeze(world, karin.team, frozen=True)
    for _ in range(2):
        world.world.forward(seconds=60)
        with pytest.raises(RefusedError, match="space_frozen"):
            karin.sync()
    assert not in_line(karin, karin.team)
    assert synced_at(karin) == told

    freeze(world, karin.team, frozen=False)
    for _ in range(2):
        karin.sync()
    assert in_line(karin, karin.team)
    assert synced_at(karin) != told
