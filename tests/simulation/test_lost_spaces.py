"""A line that fails in one space, while it carries the others: they get their turn all the same."""

from collections.abc import Iterator

import pytest

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.records.people import Contact
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.tables import DIRECTORY
from helhedsplan_desktop.sync.status import StatusBoard
from helhedsplan_desktop.sync.transport import TransportError
from helhedsplan_desktop.sync.worker import run_cycle
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull, Push
from helhedsplan_protocol.wire import Wire
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


def write_everywhere(laptop: Laptop) -> dict[bytes, bytes]:
    """Write one contact in each space; return them by space."""
    written = {}
    with laptop.store.write() as unit:
        for space in laptop.spaces():
            written[space] = laptop.ids.record()
            unit.put(Contact(id=written[space], space=space, name="Amina Yusuf"))
    return written


def waits(laptop: Laptop, space: bytes) -> bool:
    with laptop.store.read() as connection:
        unsent = DIRECTORY.select().where(DIRECTORY.c.space == space, DIRECTORY.c.dirty > 0)
        return connection.execute(unsent).first() is not None


def synced_at(laptop: Laptop) -> bytes | None:
    with laptop.store.read() as connection:
        return identity.read(connection).get("synced_at")


def lose(laptop: Laptop, *spaces: bytes) -> list[bytes]:
    """Let requests about spaces be answered by something else; return those as they come."""
    met: list[bytes] = []

    def lost(_route: str, request: Wire, answer: Wire) -> Wire:
        if isinstance(request, (Pull, Push)) and request.space in spaces:
            met.append(request.space)
            raise TransportError(Problem.SERVER_NOT_OURS)
        return answer

    laptop.line.altered = lost
    return met


@pytest.mark.parametrize("which", range(3))
def test_the_others_are_sent_and_fetched_in_the_same_round(world: Schedule, which: int) -> None:
    karin, fatma, _ = world.laptops
    karin.sync()
    told = synced_at(karin)
    lost = sorted(karin.spaces())[which]
    fatma.sync()
    theirs = write_everywhere(fatma)
    fatma.sync()
    mine = write_everywhere(karin)
    world.world.forward(seconds=60)
    lose(karin, lost)
    board = StatusBoard()
    assert run_cycle(karin.cycle, board) is None
    assert (board.now.online, board.now.problem) == (True, Problem.SERVER_PARTLY)
    with karin.store.read() as connection:
        known = {row.rid for row in connection.execute(DIRECTORY.select())}
    for space in mine:
        assert waits(karin, space) == (space == lost)
        if space in theirs:
            assert (theirs[space] in known) == (space != lost)
    assert synced_at(karin) == told, "it was no round of everything"

    lose(karin)
    karin.sync()
    assert not any(waits(karin, space) for space in mine)
    assert synced_at(karin) != told


def test_a_line_that_is_dead_is_tried_no_more_than_once_again(world: Schedule) -> None:
    karin = world.lead
    karin.sync()
    write_everywhere(karin)
    asked: list[str] = []

    def dead(route: str) -> None:
        asked.append(route)
        if route == routes.PUSH or len(asked) > 2:
            raise TransportError(Problem.SERVER_UNREACHABLE)

    karin.line.before = dead
    with pytest.raises(TransportError):
        karin.sync()
    assert len(asked) - asked.index(routes.PUSH) <= 2, asked
    assert all(waits(karin, space) for space in karin.spaces())
    karin.line.before = lambda _route: None
    karin.sync()
    assert not any(waits(karin, space) for space in karin.spaces())


def test_a_space_that_failed_comes_last_in_the_next_round(world: Schedule) -> None:
    """However many fail: the time that they cost is spent after the others had theirs."""
    karin = world.lead
    karin.sync()
    write_everywhere(karin)
    met = lose(karin, *karin.spaces())
    tried: list[bytes] = []
    while set(tried) != set(karin.spaces()):
        met.clear()
        with pytest.raises(TransportError):
            karin.sync()
        assert len(met) <= 2, "a round spends its patience on two of them"
        assert not tried or met[0] not in tried
        tried += met
