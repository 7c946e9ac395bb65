"""Fetching a space: pages in revision order, judged, opened, incorporated."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial

import msgspec

from helhedsplan_desktop.foundation.errors import Problem
from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DONE, Quarantined
from helhedsplan_desktop.sync.arrivals import Brought, store_parcel
from helhedsplan_desktop.sync.judging import Deletions, Judged, OpenedPage, PageJudge
from helhedsplan_desktop.sync.page_storing import PageStoring
from helhedsplan_desktop.sync.pages_ahead import pages_ahead
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.transport import Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Pull, PullPage
from helhedsplan_protocol.records import DELETE, MOVE, PUT, PullItem, Signed
from helhedsplan_protocol.version import SCHEMA
from helhedsplan_protocol.wire import decode


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
        for opened in self._pages(space, lineage, mark.cursor):
            self._take(space, opened, pulled, Deletions.HELD, cursor=True)
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

    def rescue(
        self, space: bytes, lineage: bytes, kept: Sequence[Quarantined], program: str
    ) -> None:
        """Make raw versions that the server has lost unsent work of ours, as far as they open now.

        A `move` that opens is let go: what it closed is closed again by whoever sees the old copy.
        What still does not open stays for the next program, roster or key.
        """
        opened = self._judge.opened(space, _page_of(lineage, kept))
        found = list(zip(kept, opened.page.items, opened.outcomes, strict=True))
        good = [
            Judged(item, outcome, None)
            for _, item, outcome in found
            if not isinstance(outcome, str) and outcome.header.kind in {PUT, DELETE}
        ]
        over = {
            outcome.header.rid
            for outcome in opened.outcomes
            if not isinstance(outcome, str) and outcome.header.kind in {PUT, DELETE, MOVE}
        }
        with self._store.write_for_sync() as unit:
            store_parcel(unit, space, good, self._trust.keys, self._ids, {})
            sync_marks.release(unit.connection, space, sorted(over))
            left = [
                replace(raw, program=program, roster_n=self._trust.judged_under)
                for raw, _, _ in found
                if raw.rid not in over
            ]
            sync_marks.put_quarantine(unit.connection, left)

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
        self._take(space, opened, pulled, deletions, cursor=cursor)

    def _take(
        self,
        space: bytes,
        opened: OpenedPage,
        pulled: Pulled,
        deletions: Deletions,
        *,
        cursor: bool,
    ) -> None:
        storing = PageStoring(
            self._store, self._judge, self._trust.keys, self._ids, self._stop, cursor=cursor
        )
        for each in storing.store(space, opened, deletions):
            pulled.add(each)

    def _pages(self, space: bytes, lineage: bytes, cursor: int) -> Iterator[OpenedPage]:
        """Give page after page; later ones are fetched and opened while one is stored."""

        def fetch(after: int) -> PullPage:
            return self._call(Pull(space, lineage, after, self._portion.items, None, SCHEMA))

        return pages_ahead(self._executor, fetch, partial(self._judge.opened, space), cursor)

    def _call(self, request: Pull) -> PullPage:
        try:
            page = self._transport.call(routes.PULL, request, PullPage)
        except TransportError:
            self._portion.failed()
            raise
        if page.more and page.next <= request.cursor:
            # It would give page after page for ever; ours never does.
            raise TransportError(Problem.SERVER_NOT_OURS)
        self._portion.succeeded()
        return page


def _page_of(lineage: bytes, kept: Sequence[Quarantined]) -> PullPage:
    """Return raw versions as a page, each with its own papers."""
    items: list[PullItem] = []
    vouches: list[Signed] = []
    for at, raw in enumerate(kept):
        if raw.vouch is not None:
            vouches.append(decode(raw.vouch, Signed))
        vouch_no = len(vouches) - 1 if raw.vouch is not None else None
        item = decode(raw.item, PullItem)
        items.append(msgspec.structs.replace(item, batch_no=at, vouch_no=vouch_no))
    # What came without a manifest was never signed, and is not kept.
    batches = tuple(decode(raw.batch, Signed) for raw in kept)
    return PullPage(lineage, 0, tuple(items), batches, tuple(vouches), 0, more=False)
