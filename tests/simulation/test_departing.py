"""A lead on the way out sends the last work, and signs nothing for the organisation any more."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.sync.roles import Roles
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def second_lead(world: Schedule) -> Laptop:
    karin, fatma, _ = world.laptops
    karin.cycle.refresh_roster()
    trust = karin.cycle.trust()
    user = trust.roster.user_of(fatma.device)
    assert user is not None
    karin.leading().set_role(user, "lead", Roles(trust, karin.ids, karin.randomness))
    for laptop in (karin, fatma):
        laptop.sync()
    return fatma


@pytest.mark.parametrize("grants_lost", [False, True])
def test_a_lead_who_leaves_sends_the_last_work_to_a_server_that_went_back(
    world: Schedule, *, grants_lost: bool
) -> None:
    """What the server lacks of keys, and what old rows are worth, is for other leads to say."""
    fatma, (karin, *_) = second_lead(world), world.laptops
    assert fatma.team is not None
    world.back_up_server(karin)
    karin.leading().rotate(fatma.team, "routine")
    fatma.sync()
    rid = fatma.ids.record()
    with fatma.store.write() as unit:
        unit.put(Contact(id=rid, space=fatma.team, name="Amina Yusuf"))
    karin.leading().drain(fatma.device)
    world.put_in_place(world.machine.backups[0])
    if grants_lost:
        with world.server._store.write() as connection:
            connection.exec_driver_sql("DELETE FROM grants WHERE epoch = 2")
    for _ in range(2):
        fatma.sync()
    assert not fatma.has_unsent()
    for _ in range(2):
        karin.sync()
    with karin.store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM contact WHERE id = ?", (rid,)).all()
    assert found == [("Amina Yusuf",)]
