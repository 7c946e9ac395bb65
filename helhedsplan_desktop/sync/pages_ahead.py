"""Pages fetched and opened while earlier ones are stored, and joined where they come quicker."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, wait
from typing import Final, NamedTuple

import msgspec

from helhedsplan_desktop.store.writing_lock import UNIT
from helhedsplan_desktop.sync.judging import OpenedPage, Papers
from helhedsplan_protocol.messages import PullPage
from helhedsplan_protocol.records import PullItem

PATIENCE: Final = 0.05
"""Seconds that a page waits for its successor; the first goes at once: it is waited for."""


class _Opened(NamedTuple):
    """Pages that are opened, and the one behind them that is being fetched."""

    pages: list[OpenedPage]
    following: Future[PullPage] | None


def pages_ahead(
    executor: Executor,
    fetch: Callable[[int], PullPage],
    opened: Callable[[PullPage], OpenedPage],
    cursor: int,
) -> Iterator[OpenedPage]:
    """Give everything behind a revision; pages that come quicker than they are stored as one.

    Args:
        executor: fetches one page and opens one while earlier ones are stored.
        fetch: returns the page behind a revision.
        opened: opens a page; on a thread of the executor.

    Raises:
        TransportError, RefusedError: of a page that did not arrive, after those before it.
    """

    def some(coming: Future[PullPage], records: int) -> _Opened:
        """Open a page, and more up to so many records as long as they come at once."""
        pages: list[OpenedPage] = []
        while True:
            page = coming.result()
            following = executor.submit(fetch, page.next) if page.more else None
            pages.append(opened(page))
            if following is None or _size(pages) >= records or not _arrives(following):
                return _Opened(pages, following)
            coming = following

    coming = executor.submit(some, executor.submit(fetch, cursor), 0)
    while True:
        pages, following = coming.result()
        if following is not None:
            coming = executor.submit(some, following, UNIT)
        yield from _units(pages)
        if following is None:
            return


def _arrives(coming: Future[PullPage]) -> bool:
    wait([coming], PATIENCE)
    return coming.done() and coming.exception() is None


def _units(pages: Sequence[OpenedPage]) -> Iterator[OpenedPage]:
    """Give pages joined as far as they may be."""
    together: list[OpenedPage] = []
    for page in pages:
        if together and not may_join(together, page):
            yield joined(together)
            together = []
        together.append(page)
    yield joined(together)


def may_join(pages: Sequence[OpenedPage], more: OpenedPage) -> bool:
    """Return True if a page may be stored together with those before it.

    A record that was changed while pages were fetched stands in two of them, and what is stored
    together holds each record once.
    """
    if pages[0].page.lineage != more.page.lineage:
        return False
    if _size(pages) + _size([more]) > UNIT:
        return False
    known = {header.rid for each in pages for header in each.headers if header}
    return known.isdisjoint(header.rid for header in more.headers if header)


def _size(pages: Sequence[OpenedPage]) -> int:
    return sum(len(each.page.items) for each in pages)


def joined(pages: Sequence[OpenedPage]) -> OpenedPage:
    """Return pages as one that ends where the last of them does."""
    if len(pages) == 1:
        return pages[0]
    items: list[PullItem] = []
    batches, vouches = 0, 0
    for each in pages:
        items += (_numbered_on(item, batches, vouches) for item in each.page.items)
        batches += len(each.page.batches)
        vouches += len(each.page.vouches)
    return OpenedPage(
        msgspec.structs.replace(
            pages[-1].page,
            items=tuple(items),
            batches=tuple(paper for each in pages for paper in each.page.batches),
            vouches=tuple(paper for each in pages for paper in each.page.vouches),
        ),
        Papers(
            [paper for each in pages for paper in each.papers.manifests],
            [paper for each in pages for paper in each.papers.vouches],
        ),
        [header for each in pages for header in each.headers],
        [outcome for each in pages for outcome in each.outcomes],
        [plan for each in pages for plan in each.plans],
    )


def _numbered_on(item: PullItem, batches: int, vouches: int) -> PullItem:
    """Return an item whose papers stand behind so many others."""
    return msgspec.structs.replace(
        item,
        batch_no=item.batch_no + batches,
        vouch_no=None if item.vouch_no is None else item.vouch_no + vouches,
    )
