"""A server that makes up a roster without end is found out before a second page is asked for."""

from collections.abc import Iterator

import msgspec
import pytest

from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.sync.transport import TransportError
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull, PullPage, RosterPage, RosterPull, SpacesAnswer
from helhedsplan_protocol.roster import Entry, Policy, SignedEntry, entry_hash
from helhedsplan_protocol.roster_state import RosterError
from helhedsplan_protocol.wire import Wire, encode
from tests.simulation.laptops import Laptop
from tests.simulation.schedule import Schedule

PAGES = 5
"""Who asks for more than these would ask for ever."""

OFTEN = 1000


@pytest.fixture
def world() -> Iterator[Schedule]:
    made = Schedule(1)
    yield made
    made.close()


class Liar:
    """A server that always has one more page of a log that nobody signed.

    Attributes:
        asked: how many pages were asked for.
    """

    def __init__(self, laptop: Laptop) -> None:
        self._trust = laptop.cycle.trust()
        self.asked = 0
        self._hash = bytes(32)

    def __call__(self, route: str, request: Wire, answer: Wire) -> Wire:
        if isinstance(answer, SpacesAnswer):
            return msgspec.structs.replace(answer, roster_n=OFTEN, roster_hash=bytes(32))
        if not isinstance(request, RosterPull):
            return answer
        assert isinstance(answer, RosterPage), route
        self.asked += 1
        assert self.asked <= PAGES, "it would go on for ever"
        made_up = self._made_up(request.from_n)
        return msgspec.structs.replace(answer, roster_n=OFTEN, entries=(made_up,))

    def _made_up(self, n: int) -> SignedEntry:
        roster = self._trust.roster
        before = roster.head_hash if n == roster.n + 1 else self._hash
        payload = encode(Policy({"town": "Øvebyen"}))
        made = Entry(n, before, self._trust.org, "policy", payload, self._trust.device)
        signed = SignedEntry(encode(made), bytes(64))
        self._hash = entry_hash(signed.bytes, signed.sig)
        return signed


def entries(laptop: Laptop) -> int:
    with laptop.store.read() as connection:
        return len(sync_marks.roster_entries(connection))


def test_nothing_of_it_is_stored_and_no_more_is_asked_for(world: Schedule) -> None:
    karin = world.lead
    karin.sync()
    known = entries(karin)
    liar = karin.line.altered = Liar(karin)
    with pytest.raises(RosterError):
        karin.sync()
    assert liar.asked == 1
    assert entries(karin) == known


def test_neither_is_the_log_of_another_branch(world: Schedule) -> None:
    """A page that does not follow makes a laptop ask for the whole log: that must end too."""
    karin, fatma, _ = world.laptops
    karin.sync()
    known = entries(fatma)
    liar = fatma.line.altered = Liar(karin)
    with pytest.raises(RosterError):
        fatma.sync()
    assert liar.asked <= 2
    assert entries(fatma) == known


def test_a_long_log_comes_in_pages(world: Schedule) -> None:
    karin, fatma, _ = world.laptops
    karin.sync()
    fatma.sync()
    known = entries(fatma)
    for number in range(3):
        karin.leading().trust_again(bytes([number]) * 16)
    asked: list[int] = []

    def one_a_page(route: str, request: Wire, answer: Wire) -> Wire:
        if isinstance(request, RosterPull) and isinstance(answer, RosterPage):
            asked.append(request.from_n)
            return msgspec.structs.replace(answer, entries=answer.entries[:1])
        assert route != routes.ROSTER_PULL
        return answer

    fatma.line.altered = one_a_page
    fatma.sync()
    assert entries(fatma) == known + 3
    assert asked == [known, known + 1, known + 2]


def test_a_feed_that_does_not_move_on_ends_the_round(world: Schedule) -> None:
    karin = world.lead
    karin.sync()
    asked: list[int] = []

    def always_more(_route: str, request: Wire, answer: Wire) -> Wire:
        if isinstance(answer, SpacesAnswer):
            moved = [msgspec.structs.replace(each, head=OFTEN) for each in answer.spaces]
            return msgspec.structs.replace(answer, spaces=tuple(moved))
        if isinstance(request, Pull) and isinstance(answer, PullPage):
            asked.append(request.cursor)
            assert len(asked) <= PAGES * len(karin.spaces()), "it would go on for ever"
            return msgspec.structs.replace(answer, next=request.cursor, more=True)
        return answer

    karin.line.altered = always_more
    with pytest.raises(TransportError):
        karin.sync()
    assert len(asked) <= 2
