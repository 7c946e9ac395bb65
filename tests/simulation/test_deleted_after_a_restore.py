"""What had no answer when the server was put back may stand with colleagues all the same."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from helhedsplan_desktop.records.people import Contact
from helhedsplan_protocol import routes
from helhedsplan_protocol.records import PUT
from helhedsplan_server.store.tables import records
from tests.simulation.laptops import Laptop
from tests.simulation.line import Fault
from tests.simulation.persons import row_of
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def is_shown(laptop: Laptop, rid: bytes) -> bool:
    with laptop.store.read() as connection:
        return row_of(connection, "Contact", rid) is not None


def stands_on_the_server(world: Schedule, rid: bytes) -> bool:
    living = select(records.c.rid).where(records.c.rid == rid, records.c.kind == PUT)
    with world.server._store.read() as connection:
        return bool(connection.execute(living).all())


@pytest.mark.parametrize("rotated", [False, True])
def test_a_deletion_reaches_who_pulled_a_first_version_that_had_no_answer(
    world: Schedule, *, rotated: bool
) -> None:
    """With a new key since, that version cannot be sent as it was: it is dropped here."""
    karin, fatma, ole = world.laptops
    assert ole.team is not None
    for laptop in world.laptops:
        laptop.sync()
    world.back_up_server(ole)
    rid = ole.ids.record()
    with ole.store.write() as unit:
        unit.put(Contact(id=rid, space=ole.team, name="Amina Yusuf"))
    ole.line.fault = Fault("lose_response", routes.PUSH, 0)
    assert not world.sync(ole)
    fatma.sync()
    assert is_shown(fatma, rid)
    world.put_in_place(world.machine.backups[-1])
    if rotated:
        space = ole.team
        assert world.lead_acts(karin, lambda: karin.leading().rotate(space, "routine"))
    with ole.store.write() as unit:
        unit.remove("Contact", rid)
    for laptop in (ole, fatma, karin, ole, fatma):
        laptop.sync()
    assert not any(is_shown(laptop, rid) for laptop in world.laptops)
    assert not stands_on_the_server(world, rid)
    assert not any(laptop.has_unsent() for laptop in world.laptops)
