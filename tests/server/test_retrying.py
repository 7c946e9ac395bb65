"""What PostgreSQL breaks off for another's sake is done again; the caller notices nothing."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier, BrokenBarrierError

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.retrying import Retrying
from helhedsplan_server.store.tables import spaces
from tests.support.databases import Database
from tests.support.site import Site

pytestmark = pytest.mark.databases("postgresql")


@pytest.fixture
def store(site: Site, database: Database) -> Iterator[Store]:
    """The tables of a site beside its server."""
    assert site.state_of(site.team.space).head == 0
    with closing(Store(database.url)) as opened:
        yield opened


class Crossing:
    """Raises the heads of two spaces in one transaction, and meets another in their middle."""

    def __init__(self, store: Store, meeting: Barrier, first: bytes, second: bytes) -> None:
        self._store = store
        self._meeting = meeting
        self._order = (first, second)
        self.tries = 0

    def go(self) -> None:
        self.tries += 1
        with self._store.write() as connection:
            for space in self._order:
                here = spaces.c.space == space
                connection.execute(select(spaces.c.head).where(here).with_for_update())
                connection.execute(update(spaces).where(here).values(head=spaces.c.head + 1))
                if self.tries == 1 and space == self._order[0]:
                    self._meeting.wait(10)


def crossed(store: Store, site: Site, way: Callable[[Crossing], Callable[[], None]]) -> int:
    """Let two transactions lock each other out; return how often both tried together."""
    meeting, ids = Barrier(2), (site.plan.space, site.team.space)
    hands = [Crossing(store, meeting, *ids), Crossing(store, meeting, *reversed(ids))]
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(way(hand)) for hand in hands]:
            done.result()
    return sum(hand.tries for hand in hands)


def heads(store: Store) -> list[int]:
    with store.read() as connection:
        return list(connection.execute(select(spaces.c.head)).scalars())


def test_a_deadlock_ends_with_both_done(store: Store, site: Site) -> None:
    again = Retrying(lambda: None)
    assert crossed(store, site, lambda hand: again(hand.go)) >= 3, "one of the two went again"
    assert heads(store) == [2, 2]


def test_without_another_try_a_deadlock_would_be_told(store: Store, site: Site) -> None:
    with pytest.raises((DBAPIError, BrokenBarrierError), match="deadlock detected"):
        crossed(store, site, lambda hand: hand.go)
    assert heads(store) == [1, 1]


def test_what_is_no_race_is_not_tried_again(store: Store) -> None:
    tries = []

    def wrong() -> None:
        tries.append(1)
        with store.write() as connection:
            connection.exec_driver_sql("SELECT 1 / 0")

    with pytest.raises(DBAPIError, match="division by zero"):
        Retrying(lambda: None)(wrong)()
    assert len(tries) == 1
