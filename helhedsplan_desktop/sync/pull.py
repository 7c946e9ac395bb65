"""Fetching a space: pages in revision order, judged, opened, incorporated."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE
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
        executor: two threads: one fetches the next page while this one is stored, and helps
            verifying signatures.
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
        for opened in self._pages(space, lineage, mark.cursor):
            self._take(space, opened, pulled, cursor=True)
            pulled.digest = opened.page.digest
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
        opened = self._judge.opened(space, page)
        self._take(space, opened, pulled, cursor=cursor, deletions=deletions)

    def _take(
        self,
        space: bytes,
        opened: OpenedPage,
        pulled: Pulled,
        *,
        cursor: bool,
        deletions: Deletions = Deletions.HELD,
    ) -> None:
        page = opened.page
        with self._store.read() as connection:
            judged = self._judge.judged(connection, space, opened, deletions)
        size = self._store.lock.records_at_once
        rows: tuple[list[int], list[int]] | None = None
        for at in range(0, max(1, len(judged)), size):
            self._stop()
            chunk = judged[at : at + size]
            with self._store.write_for_sync() as unit:
                if rows is None:
                    rows = (
                        sealed.store_manifests(unit.connection, "batch", page.batches),
                        sealed.store_manifests(unit.connection, "vouch", page.vouches),
                    )
                placed = [_placed(each, *rows) for each in chunk]
                pulled.add(store_arrivals(unit, space, placed, self._trust.keys, self._ids))
                if cursor:
                    mark = sync_marks.space_mark(unit.connection, space)
                    last = at + size >= len(judged)
                    reached = page.next if last else chunk[-1].item.rev
                    sync_marks.put_space_mark(unit.connection, replace(mark, cursor=reached))

    def _pages(self, space: bytes, lineage: bytes, cursor: int) -> Iterator[OpenedPage]:
        """Give page after page; the next one is fetched and opened while this one is stored."""

        def fetch(after: int) -> OpenedPage:
            page = self._call(Pull(space, lineage, after, self._portion.items, None, SCHEMA))
            return self._judge.opened(space, page)

        coming = self._executor.submit(fetch, cursor)
        while True:
            opened = coming.result()
            if not opened.page.more:
                yield opened
                return
            coming = self._executor.submit(fetch, opened.page.next)
            yield opened

    def _call(self, request: Pull) -> PullPage:
        try:
            page = self._transport.call(routes.PULL, request, PullPage)
        except TransportError:
            self._portion.failed()
            raise
        self._portion.succeeded()
        return page


def _placed(each: Judged, batches: Sequence[int], vouches: Sequence[int]) -> Judged:
    """Return an arrival with the rows of its papers."""
    if each.arrival is None:
        return each
    no = each.item.vouch_no
    vouch = vouches[no] if no is not None and no < len(vouches) else None
    return each._replace(batch=batches[each.item.batch_no], vouch=vouch)
