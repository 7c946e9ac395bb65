"""Fetching a space: pages in revision order, judged, opened, incorporated."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from typing import NamedTuple

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.arrivals import Brought, store_arrivals
from helhedsplan_desktop.sync.judging import Deletions, Judged, OpenedPage, PageJudge
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull, PullPage
from helhedsplan_protocol.version import SCHEMA


@dataclass
class Pulled:
    """What a pull brought; `digest` is the server's at the end of the feed."""

    taken: int = 0
    merged: int = 0
    quarantined: int = 0
    digest: bytes | None = None

    def add(self, brought: Brought) -> None:
        """Count one stored chunk."""
        self.taken += brought.taken
        self.merged += brought.merged
        self.quarantined += brought.quarantined

    def join(self, other: "Pulled") -> None:
        """Count what another pull brought."""
        self.taken += other.taken
        self.merged += other.merged
        self.quarantined += other.quarantined


class Puller:
    """Fetches spaces for one device.

    Args:
        executor: three threads: one fetches a page and one opens a page while one is stored, and
            one helps verifying signatures.
        portion: records a page.
        stop: raises when the person asked to stop, between two chunks.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        ids: Ids,
        judge: PageJudge,
        executor: Executor,
        portion: Portion,
        stop: Callable[[], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._ids = ids
        self._judge = judge
        self._executor = executor
        self._portion = portion
        self._stop = stop

    def feed(self, space: bytes, lineage: bytes, head: int) -> Pulled:
        """Fetch everything after the cursor.

        Args:
            head: of the space when the cycle began; the first sync lasts at least until there.

        Raises:
            TransportError, RefusedError: what is stored stays stored.
            WentBackError: nothing of the page that shows it is stored.
        """
        with self._store.write_for_sync() as unit:
            mark = sync_marks.space_mark(unit.connection, space)
            mark = replace(mark, lineage=lineage)
            if mark.first_sync != DONE and mark.first_head is None:
                mark = replace(mark, first_head=head)
            sync_marks.put_space_mark(unit.connection, mark)
        pulled = Pulled()
        pages = self._pages(space, lineage, mark.cursor)
        pulled.digest = self._take(space, pages, pulled, Deletions.HELD, cursor=True)
        return pulled

    def records(self, space: bytes, lineage: bytes, rids: Sequence[bytes]) -> Pulled:
        """Fetch the current versions of single records.

        Raises:
            TransportError, RefusedError, WentBackError.
        """
        pulled, left = Pulled(), list(rids)
        while left:
            chunk = left[: self._portion.items]
            cursor, more = 0, True
            while more:
                page = self._call(Pull(space, lineage, cursor, len(chunk), tuple(chunk), SCHEMA))
                self.take(space, page, pulled, cursor=False)
                cursor, more = page.next, page.more
            left = left[len(chunk) :]
        return pulled

    def take(
        self,
        space: bytes,
        page: PullPage,
        pulled: Pulled,
        *,
        cursor: bool,
        deletions: Deletions = Deletions.HELD,
    ) -> None:
        """Judge a page and store it, some hundred records a transaction.

        Args:
            cursor: move the cursor along.
            deletions: what is done with deletions of living records.
        """
        only: Future[_Opened] = Future()
        only.set_result(_Opened(self._judge.opened(space, page), None))
        self._take(space, _Pages(only), pulled, deletions, cursor=cursor)

    def _take(
        self, space: bytes, pages: "_Pages", pulled: Pulled, deletions: Deletions, *, cursor: bool
    ) -> bytes | None:
        """Store pages and return the digest that the last one tells.

        A unit of work ends with its page, unless the next one is here already.
        """
        page = _Page(pages.next(), deletions)
        while True:
            self._stop()
            brought = []
            with self._store.write_for_sync() as unit:
                filling = self._store.lock.filling()
                while room := filling.room:
                    if page.ended:
                        page = _Page(pages.next(), deletions)
                    chunk = page.chunk(unit, self._judge, space, room)
                    brought.append(store_arrivals(unit, space, chunk, self._trust.keys, self._ids))
                    filling.add(len(chunk))
                    if page.ended and not pages.ready:
                        break
                if cursor:
                    mark = sync_marks.space_mark(unit.connection, space)
                    sync_marks.put_space_mark(unit.connection, replace(mark, cursor=page.reached))
            for each in brought:
                pulled.add(each)
            if page.ended and not pages.more:
                return page.digest
            if page.ended:
                page = _Page(pages.next(), deletions)

    def _pages(self, space: bytes, lineage: bytes, cursor: int) -> "_Pages":
        """Return page after page: one is fetched and one opened while one is stored."""

        def fetch(after: int) -> PullPage:
            return self._call(Pull(space, lineage, after, self._portion.items))

        def opened(coming: Future[PullPage]) -> _Opened:
            page = coming.result()
            following = self._executor.submit(fetch, page.next) if page.more else None
            return _Opened(self._judge.opened(space, page), following)

        def open_next(coming: Future[PullPage]) -> Future[_Opened]:
            return self._executor.submit(opened, coming)

        return _Pages(open_next(self._executor.submit(fetch, cursor)), open_next)

    def _call(self, request: Pull) -> PullPage:
        try:
            page = self._transport.call(routes.PULL, request, PullPage)
        except TransportError:
            self._portion.failed()
            raise
        self._portion.succeeded()
        return page


class _Opened(NamedTuple):
    """An opened page, and the one behind it that is being fetched."""

    page: OpenedPage
    following: Future[PullPage] | None


class _Pages:
    """Opened pages in their order; the next one is opened while one is stored.

    Args:
        coming: the first one.
        open_next: begins to open what is being fetched.
    """

    def __init__(
        self,
        coming: Future[_Opened],
        open_next: Callable[[Future[PullPage]], Future[_Opened]] | None = None,
    ) -> None:
        self._coming: Future[_Opened] | None = coming
        self._open_next = open_next

    @property
    def more(self) -> bool:
        """True unless the last page was given."""
        return self._coming is not None

    @property
    def ready(self) -> bool:
        """True if the next page need not be waited for."""
        return self._coming is not None and self._coming.done()

    def next(self) -> OpenedPage:
        """Wait for the next page; there must be one.

        Raises:
            TransportError, RefusedError.
        """
        assert self._coming is not None
        opened, following = self._coming.result()
        self._coming = None
        if following is not None and self._open_next is not None:
            self._coming = self._open_next(following)
        return opened


class _Page:
    """A page on its way into the vault, some records at a time."""

    def __init__(self, opened: OpenedPage, deletions: Deletions) -> None:
        self._opened = opened
        self._deletions = deletions
        self._judged: list[Judged] | None = None
        self._at = 0

    @property
    def ended(self) -> bool:
        """True once every record was given."""
        return self._judged is not None and self._at >= len(self._judged)

    @property
    def digest(self) -> bytes | None:
        """The server's digest of the space, on the last page."""
        return self._opened.page.digest

    @property
    def reached(self) -> int:
        """The revision up to which records were given."""
        assert self._judged is not None, "asked behind a chunk"
        if self.ended:
            return self._opened.page.next
        return self._judged[self._at - 1].item.rev

    def chunk(self, unit: UnitOfWork, judge: PageJudge, space: bytes, most: int) -> list[Judged]:
        """Return the next records, judged beside what the unit sees; their papers are stored.

        Raises:
            WentBackError: before anything of the page is stored.
        """
        if self._judged is None:
            judged = judge.judged(unit.connection, space, self._opened, self._deletions)
            page = self._opened.page
            batches = sealed.store_manifests(unit.connection, "batch", page.batches)
            vouches = sealed.store_manifests(unit.connection, "vouch", page.vouches)
            self._judged = [_placed(each, batches, vouches) for each in judged]
        chunk = self._judged[self._at : self._at + most]
        self._at += len(chunk)
        return chunk


def _placed(each: Judged, batches: Sequence[int], vouches: Sequence[int]) -> Judged:
    """Return an arrival with the rows of its papers."""
    if each.arrival is None:
        return each
    no = each.item.vouch_no
    vouch = vouches[no] if no is not None and no < len(vouches) else None
    return each._replace(batch=batches[each.item.batch_no], vouch=vouch)
