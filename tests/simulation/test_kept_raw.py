"""What could not be opened when it came, and was lost by a server that was put back."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import sealed, sync_marks
from helhedsplan_desktop.store.sync_marks import Quarantined
from helhedsplan_desktop.store.tables import MIRROR
from helhedsplan_protocol.records import MOVE, PullItem
from helhedsplan_protocol.wire import encode
from tests.simulation.laptops import PROGRAM, Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def unread(laptop: Laptop, space: bytes, rid: bytes) -> Quarantined:
    """Return a version as a laptop keeps it that lacked a roster entry, once the server lost it."""
    with laptop.store.read() as connection:
        row = sealed.of_records(connection, space, [rid], MIRROR)[rid]
        (paper,) = sealed.manifests(connection, [row.batch or 0]).values()
    assert row.kind == MOVE
    item = PullItem(row.rev, row.header, row.nonce, row.ct, 0, None)
    return Quarantined(
        space=space,
        rid=rid,
        vid=row.vid,
        rev=0,
        reason="log_ahead",
        program=PROGRAM,
        roster_n=0,
        at=1,
        item=encode(item),
        batch=encode(paper),
        vouch=None,
    )


def test_a_move_that_nobody_has_any_more_is_let_go(world: Schedule) -> None:
    karin, _, ole = world.laptops
    assert karin.team is not None
    assert karin.plan is not None
    rid = karin.ids.record()
    with karin.store.write() as unit:
        unit.put(Contact(id=rid, space=karin.team, name="Amina Yusuf"))
    karin.sync()
    ole.sync()
    world.back_up_server(karin)
    with karin.store.write() as unit:
        unit.move("Contact", rid, karin.plan)
    for _ in range(3):
        karin.sync()
    kept = unread(karin, karin.team, rid)
    world.restore_server(karin)
    with ole.store.write_for_sync() as unit:
        sync_marks.put_quarantine(unit.connection, [kept])
    ole.sync()
    with ole.store.read() as connection:
        assert not sync_marks.quarantined(connection, karin.team)
