"""A quiet round is told from one that would miss something."""

from collections.abc import Iterator

import msgspec
import pytest

from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.resting import Rest
from helhedsplan_protocol.messages import SpacesAnswer, SpaceState
from tests.support.open_stores import open_store

SPACE = SpaceState(
    space=b"s" * 16,
    lineage=b"l" * 16,
    head=7,
    digest=b"d" * 32,
    epoch=1,
    role="worker",
    quota_left=None,
)
ANSWER = SpacesAnswer(3, b"h" * 32, b"r" * 16, (SPACE,))


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store() as opened:
        yield opened


def quiet_round(store: Store, rest: Rest) -> None:
    rest.begin()
    with store.write_for_sync():
        pass
    rest.reached(ANSWER)


def test_the_first_round_looks_and_the_second_rests(store: Store) -> None:
    rest = Rest(store)
    assert not rest.holds(ANSWER)
    quiet_round(store, rest)
    assert rest.holds(ANSWER)
    quiet_round(store, rest)
    assert rest.holds(ANSWER)


def test_a_save_ends_the_rest(store: Store) -> None:
    rest = Rest(store)
    quiet_round(store, rest)
    with store.write():
        pass
    assert not rest.holds(ANSWER)


def test_a_save_in_the_middle_of_a_round_is_not_overlooked(store: Store) -> None:
    rest = Rest(store)
    rest.begin()
    with store.write():
        pass
    with store.write_for_sync():
        pass
    rest.reached(ANSWER)
    assert not rest.holds(ANSWER)


@pytest.mark.parametrize(
    "other",
    [
        msgspec.structs.replace(ANSWER, roster_n=4),
        msgspec.structs.replace(ANSWER, restore_id=b"R" * 16),
        msgspec.structs.replace(ANSWER, spaces=()),
        msgspec.structs.replace(ANSWER, spaces=(msgspec.structs.replace(SPACE, head=8),)),
        msgspec.structs.replace(
            ANSWER, spaces=(msgspec.structs.replace(SPACE, lineage=b"L" * 16),)
        ),
        msgspec.structs.replace(ANSWER, spaces=(msgspec.structs.replace(SPACE, digest=b"D" * 32),)),
    ],
)
def test_any_news_of_the_server_ends_the_rest(store: Store, other: SpacesAnswer) -> None:
    rest = Rest(store)
    quiet_round(store, rest)
    assert not rest.holds(other)
