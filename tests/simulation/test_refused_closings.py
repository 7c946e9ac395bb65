"""An old copy that the server will not let end is told once, and not tried again in every round."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import refusals, sealed, sync_marks
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_protocol.messages import Push
from helhedsplan_protocol.records import MOVE
from helhedsplan_protocol.wire import Wire
from helhedsplan_server.store.tables import spaces
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

NO_ROOM = -64 * 1024 * 1024
"""A quota that is passed by far, so that there is no room for a `move` either."""


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


@pytest.fixture
def moved(world: Schedule) -> bytes:
    """Give a contact that everybody knows, and that Fatma has just moved from team to plan."""
    karin, fatma, ole = world.laptops
    assert fatma.team is not None
    assert fatma.plan is not None
    rid = fatma.ids.record()
    with fatma.store.write() as unit:
        unit.put(Contact(id=rid, space=fatma.team, name="Amina Yusuf"))
    for laptop in (fatma, karin, ole):
        laptop.sync()
    with fatma.store.write() as unit:
        unit.move("Contact", rid, fatma.plan)
    return rid


def quota(world: Schedule, space: bytes | None, room: int | None) -> None:
    with world.server._store.write() as connection:
        connection.execute(update(spaces).where(spaces.c.space == space).values(quota_bytes=room))


def closings(laptop: Laptop) -> list[bytes]:
    """Return, as they come, the pushes into the team's space that a laptop makes from now on."""
    pushed: list[bytes] = []

    def seen(_route: str, request: Wire, answer: Wire) -> Wire:
        if isinstance(request, Push) and request.space == laptop.team:
            pushed.extend(item.header for item in request.items)
        return answer

    laptop.line.altered = seen
    return pushed


def told(laptop: Laptop) -> list[tuple[str, int, str]]:
    """Return (event, count, detail) of what the sync log says of old copies."""
    with laptop.store.read() as connection:
        rows = sync_marks.log_lines(connection, 100)
    lines = [(event, count, detail) for _, event, count, detail in rows]
    return [line for line in lines if line[0] == refusals.NOT_CLOSED]


def listed(laptop: Laptop) -> list[tuple[bytes, str]]:
    with laptop.store.read() as connection:
        return [(row.rid, row.code) for row in refusals.listed(connection)]


def is_closed(laptop: Laptop, rid: bytes) -> bool:
    assert laptop.team is not None
    with laptop.store.read() as connection:
        return sealed.of_records(connection, laptop.team, [rid], MIRROR)[rid].kind == MOVE


def test_it_is_listed_and_tried_again_in_an_hour(world: Schedule, moved: bytes) -> None:
    fatma = world.laptops[1]
    quota(world, fatma.team, NO_ROOM)
    pushed = closings(fatma)
    for _ in range(4):
        fatma.sync()
        world.world.forward(minutes=10)
    assert len(pushed) == 1
    assert listed(fatma) == [(moved, refusals.NOT_CLOSED)]
    assert told(fatma) == [(refusals.NOT_CLOSED, 1, "quota")]

    world.world.forward(minutes=30)
    fatma.restart()
    pushed = closings(fatma)
    fatma.sync()
    assert len(pushed) == 1
    assert listed(fatma) == [(moved, refusals.NOT_CLOSED)]
    assert len(told(fatma)) == 1, "the log tells it once"

    quota(world, fatma.team, None)
    world.world.forward(hours=1)
    fatma.sync()
    assert is_closed(fatma, moved)
    assert listed(fatma) == []


def test_who_tries_again_need_not_wait(world: Schedule, moved: bytes) -> None:
    fatma = world.laptops[1]
    quota(world, fatma.team, NO_ROOM)
    fatma.sync()
    quota(world, fatma.team, None)
    with fatma.store.write() as unit:
        refusals.accept(unit.connection, [moved])
        unit.touch_state(moved)
    fatma.sync()
    assert is_closed(fatma, moved)
    assert listed(fatma) == []


def test_it_leaves_the_list_when_a_colleague_has_ended_it(world: Schedule, moved: bytes) -> None:
    karin, fatma, _ = world.laptops
    quota(world, fatma.team, NO_ROOM)
    fatma.sync()
    quota(world, fatma.team, None)
    karin.sync()
    assert is_closed(karin, moved)
    pushed = closings(fatma)
    fatma.sync()
    assert listed(fatma) == []
    assert is_closed(fatma, moved)
    assert pushed == []


def test_the_next_edit_is_sent_and_does_not_wait_for_it(world: Schedule, moved: bytes) -> None:
    karin, fatma, _ = world.laptops
    assert fatma.plan is not None
    quota(world, fatma.team, NO_ROOM)
    fatma.sync()
    with fatma.store.write() as unit:
        unit.put(Contact(id=moved, space=fatma.plan, name="Amina Yusuf Ali"))
    fatma.sync()
    karin.sync()
    with karin.store.read() as connection:
        name = connection.exec_driver_sql("SELECT name FROM contact WHERE id = ?", (moved,))
        assert name.scalar_one() == "Amina Yusuf Ali"
