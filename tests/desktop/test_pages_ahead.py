"""Pages that are fetched and opened ahead, and stored together."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from msgspec.structs import replace

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.store.writing_lock import UNIT
from helhedsplan_desktop.sync import pages_ahead
from helhedsplan_desktop.sync.judging import OpenedPage, Papers
from helhedsplan_desktop.sync.pages_ahead import joined, may_join
from helhedsplan_desktop.sync.transport import TransportError
from helhedsplan_protocol.messages import PullPage
from helhedsplan_protocol.records import PUT, Header, PullItem, Signed

PATIENT = 60.0
LINEAGE = b"l" * 16


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages_ahead, "PATIENCE", PATIENT)


@pytest.fixture
def executor() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(3) as threads:
        yield threads


def header(rid: bytes) -> Header:
    return Header(
        v=1,
        org=bytes(16),
        space=bytes(16),
        rid=rid,
        vid=rid,
        base=None,
        epoch=1,
        kind=PUT,
        schema=1,
        min_writer=1,
        reserved=None,
        author=bytes(16),
        log_n=1,
        blobs=(),
        commit=bytes(32),
    )


def opened(page: PullPage) -> OpenedPage:
    """Return a page as opened; an item's header bytes stand for its record."""
    return OpenedPage(
        page,
        Papers([], []),
        [header(item.header) for item in page.items],
        ["" for _ in page.items],
        [None for _ in page.items],
    )


def page(first: int, count: int, *, more: bool = False, vouched: bool = False) -> PullPage:
    """Return a page of records numbered from `first`, each with a batch of its own."""
    items = tuple(
        PullItem(at, at.to_bytes(16, "big"), b"", b"", at - first, at - first if vouched else None)
        for at in range(first, first + count)
    )
    papers = tuple(Signed(item.header, b"") for item in items)
    words = tuple(Signed(b"vouch" + item.header, b"") for item in items) if vouched else ()
    last = first + count - 1
    return PullPage(LINEAGE, last, items, papers, words, last, more=more)


def feed(count: int, a_page: int) -> Callable[[int], PullPage]:
    """Return what fetches a feed of records 1 to `count`, some a page."""

    def fetch(after: int) -> PullPage:
        size = min(a_page, count - after)
        return page(after + 1, size, more=after + size < count)

    return fetch


def given(executor: ThreadPoolExecutor, fetch: Callable[[int], PullPage]) -> list[list[int]]:
    pages = pages_ahead.pages_ahead(executor, fetch, opened, 0)
    return [[item.rev for item in each.page.items] for each in pages]


def test_every_record_comes_once_and_in_order(executor: ThreadPoolExecutor) -> None:
    pages = given(executor, feed(2 * UNIT + 77, UNIT // 2))
    assert [rev for each in pages for rev in each] == list(range(1, 2 * UNIT + 78))


def test_the_first_page_comes_alone_and_later_ones_fill_a_unit(
    executor: ThreadPoolExecutor,
) -> None:
    pages = given(executor, feed(3 * UNIT, UNIT // 2))
    assert [len(each) for each in pages] == [UNIT // 2, UNIT, UNIT, UNIT // 2]


def test_an_empty_feed_is_one_empty_page(executor: ThreadPoolExecutor) -> None:
    assert given(executor, feed(0, 5)) == [[]]


def test_what_arrived_is_given_before_the_failure_behind_it(executor: ThreadPoolExecutor) -> None:
    fetch = feed(10, 2)

    def failing(after: int) -> PullPage:
        if after == 6:
            raise TransportError(Problem.SERVER_UNREACHABLE)
        return fetch(after)

    seen: list[int] = []

    def take() -> None:
        for each in pages_ahead.pages_ahead(executor, failing, opened, 0):
            seen.extend(item.rev for item in each.page.items)

    with pytest.raises(TransportError):
        take()
    assert seen == [1, 2, 3, 4, 5, 6]


def test_no_more_than_a_unit_is_opened_ahead(executor: ThreadPoolExecutor) -> None:
    count: list[int] = []

    def counted(page: PullPage) -> OpenedPage:
        count.append(len(page.items))
        return opened(page)

    pages = pages_ahead.pages_ahead(executor, feed(5 * UNIT, 100), counted, 0)
    next(pages)
    second = next(pages)
    assert len(second.page.items) == UNIT
    while sum(count) < 100 + 2 * UNIT:
        time.sleep(0.001)
    time.sleep(0.05)
    assert sum(count) == 100 + 2 * UNIT


def test_a_page_that_is_long_in_coming_holds_up_none_before_it(
    executor: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages_ahead, "PATIENCE", 0.01)
    fetch, released = feed(6, 2), threading.Event()

    def slow(after: int) -> PullPage:
        assert after < 4 or released.wait(PATIENT)
        return fetch(after)

    pages = pages_ahead.pages_ahead(executor, slow, opened, 0)
    early = [item.rev for _ in range(2) for item in next(pages).page.items]
    assert early == [1, 2, 3, 4]
    released.set()
    assert [item.rev for item in next(pages).page.items] == [5, 6]


def test_a_record_that_changed_between_two_pages_keeps_them_apart() -> None:
    before, after = opened(page(1, 3)), opened(page(3, 3))
    assert not may_join([before], after)
    assert may_join([before], opened(page(4, 3)))


def test_pages_of_two_histories_are_not_joined() -> None:
    other = replace(page(4, 3), lineage=b"m" * 16)
    assert not may_join([opened(page(1, 3))], opened(other))


def test_each_item_of_joined_pages_keeps_its_papers() -> None:
    pages = [page(1, 3, vouched=True), page(4, 2, vouched=True), page(6, 2)]
    together = joined([opened(each) for each in pages]).page
    assert together.next == pages[-1].next
    for item in together.items:
        assert together.batches[item.batch_no].bytes == item.header
        vouch = None if item.vouch_no is None else together.vouches[item.vouch_no].bytes
        assert vouch == (b"vouch" + item.header if item.rev < 6 else None)
