"""Earlier versions stand in the order in which they were written over, whatever the server says."""

from collections.abc import Iterator

import msgspec
import pytest

from helhedsplan_desktop.records.people import Contact
from helhedsplan_protocol.messages import HistoryAnswer
from helhedsplan_protocol.records import PullItem
from helhedsplan_protocol.wire import Wire
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

NAMES = [f"Amina {number}" for number in range(6)]


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def written(world: Schedule) -> bytes:
    """Let Karin and Fatma write a contact over in turn."""
    karin, fatma, _ = world.laptops
    assert karin.team is not None
    rid = karin.ids.record()
    for number, name in enumerate(NAMES):
        writer = (karin, fatma)[number % 2]
        writer.sync()
        with writer.store.write() as unit:
            unit.put(Contact(id=rid, space=karin.team, name=name))
        writer.sync()
    karin.sync()
    return rid


def told(laptop: Laptop, rid: bytes) -> list[object]:
    """Return the names that earlier versions hold, the newest first."""
    assert laptop.team is not None
    return [body.fields["name"] for _, body in laptop.cycle.history(laptop.team, rid)]


def lies(laptop: Laptop, *places: int) -> None:
    """Let the server give these of its rows, the oldest first, and number them as they come."""

    def renumbered(_route: str, _request: Wire, answer: Wire) -> Wire:
        if not isinstance(answer, HistoryAnswer):
            return answer
        oldest_first = sorted(answer.items, key=lambda item: item.rev)
        items = [_numbered(oldest_first[at], rev) for rev, at in enumerate(places, 1)]
        return msgspec.structs.replace(answer, items=tuple(items))

    laptop.line.altered = renumbered


def _numbered(item: PullItem, rev: int) -> PullItem:
    return msgspec.structs.replace(item, rev=rev)


def test_a_server_cannot_put_them_in_another_order(world: Schedule) -> None:
    rid, karin = written(world), world.lead
    right = NAMES[-2::-1]
    assert told(karin, rid) == right
    for places in ((4, 3, 2, 1, 0), (2, 0, 4, 1, 3)):
        lies(karin, *places)
        assert told(karin, rid) == right


def test_what_it_leaves_out_or_doubles_moves_nothing_else(world: Schedule) -> None:
    rid, karin = written(world), world.lead
    lies(karin, 4, 0, 2, 2, 0)
    assert told(karin, rid) == [NAMES[4], NAMES[2], NAMES[0]]
