"""After a restore a laptop sends again what a copy of the server may lack, and not all there is."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.foundation.clock import milliseconds
from helhedsplan_desktop.store.repositories import own_marks
from helhedsplan_desktop.sync.auditing import send_access_log
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def look_at_somebody(laptop: Laptop) -> None:
    """Write a line into a laptop's access log."""
    now = milliseconds(laptop.clock.now())
    with laptop.store.write() as unit:
        own_marks.log_access(unit.connection, now, bytes(16), laptop.device, "view", None, "")


def sent(laptop: Laptop) -> int:
    """Sync, send the access log, and return how many lines that were."""
    laptop.sync()
    return send_access_log(laptop.store, laptop.line, laptop.cycle.trust(), laptop.clock)


def test_what_every_copy_has_is_not_sent_again(world: Schedule) -> None:
    karin = world.lead
    for _ in range(10):
        look_at_somebody(karin)
        assert sent(karin) == 1
        world.world.forward(days=10)
    world.back_up_server(karin)
    world.restore_server(karin)
    assert sent(karin) == 4, "of the last 35 days, and one more to be sure"
    assert sent(karin) == 0
    look_at_somebody(karin)
    assert sent(karin) == 1


def test_lines_of_many_days_that_were_sent_together_are_sent_again_together(
    world: Schedule,
) -> None:
    karin = world.lead
    for _ in range(3):
        look_at_somebody(karin)
        world.world.forward(days=60)
    assert sent(karin) == 3
    world.back_up_server(karin)
    world.restore_server(karin)
    assert sent(karin) == 3
