"""What a colleague erased is told, however much the log of syncing has told since."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from helhedsplan_desktop.services.desk import Desk
from helhedsplan_desktop.services.news import ERASED, News
from helhedsplan_desktop.store import sync_marks
from tests.support.desks import LAPTOP_OF_SAMIRA, open_desk

ROUNDS = 1_200
"""Rounds of syncing: more than twice the lines that the log keeps."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as made:
        yield made


def rounds(desk: Desk, first: int) -> None:
    """Let so many rounds send something."""
    with desk.store.write_for_sync() as unit:
        for at in range(ROUNDS):
            sync_marks.log(unit.connection, first + at, "sent", 1)


def erased(desk: Desk, rid: bytes, at: int) -> None:
    """Let Samira's erasure of a record arrive."""
    with desk.store.write_for_sync() as unit:
        sync_marks.log(unit.connection, at, ERASED, 1, (rid + LAPTOP_OF_SAMIRA).hex())


def lines(desk: Desk) -> int:
    with desk.store.read() as connection:
        return len(sync_marks.log_lines(connection, 10_000))


def test_news_outlast_the_log_until_they_are_put_away(desk: Desk) -> None:
    news = News(desk)
    first, second = bytes([1] * 16), bytes([2] * 16)
    erased(desk, first, 1)
    rounds(desk, 2)
    erased(desk, second, 5_000)
    rounds(desk, 5_001)
    assert [each.rid for each in news.unread()] == [second, first]
    assert lines(desk) == 502
    news.put_away(1)
    assert [each.rid for each in news.unread()] == [second]
    assert lines(desk) == 501
    news.put_away(5_000)
    assert news.unread() == ()
    assert lines(desk) == 500


def test_news_that_were_read_leave_with_the_rest_of_the_log(desk: Desk) -> None:
    erased(desk, bytes([1] * 16), 1)
    News(desk).put_away(1)
    rounds(desk, 2)
    assert lines(desk) == 500
