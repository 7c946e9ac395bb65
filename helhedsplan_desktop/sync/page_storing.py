"""Judging and storing a page in units; a row that cannot be stored never stops those behind it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy.exc import StatementError

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import sealed, sync_marks
from helhedsplan_desktop.store.cipher import ROW_AT_FAULT
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.arrivals import Brought, Keys, store_arrivals
from helhedsplan_desktop.sync.judging import Deletions, Judged, OpenedPage, PageJudge

_ROW_AT_FAULT: Final = (
    *ROW_AT_FAULT,
    StatementError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
)
"""What a row raises whose content nobody foresaw."""

Papers = tuple[list[int], list[int]]
"""The rows of a page's batches and vouches."""


class PageStoring:
    """Stores one opened page.

    Args:
        cursor: move the cursor along.
        stop: raises when the person asked to stop, between two units.
    """

    def __init__(
        self,
        store: Store,
        judge: PageJudge,
        keys: Keys,
        ids: Ids,
        stop: Callable[[], None],
        *,
        cursor: bool,
    ) -> None:
        self._store = store
        self._judge = judge
        self._keys = keys
        self._ids = ids
        self._stop = stop
        self._cursor = cursor
        self._papers: Papers | None = None
        self._judged: list[Judged] = []

    def store(self, space: bytes, opened: OpenedPage, deletions: Deletions) -> list[Brought]:
        """Judge a page beside what is here, store it, and return what its chunks brought.

        A unit that fails is tried again record by record, and the one that still fails is kept raw:
        what nobody foresaw of a colleague's broken program must not stop everybody's work.

        Raises:
            WentBackError: nothing of the page is stored.
            AppError, CancelledByPersonError: what is stored stays stored.
        """
        brought: list[Brought] = []
        at, alone, count = 0, 0, len(opened.page.items)
        while at < count or self._papers is None:
            self._stop()
            most = 1 if at < alone else count
            try:
                at = self._unit(space, opened, deletions, at, most, brought)
            except _ROW_AT_FAULT:
                if at == count or not self._judged or (at < alone and not self._judged[at].arrival):
                    raise
                if at < alone:
                    self._judged[at] = self._judge.spoilt(space, opened, at)
                alone, self._papers = count, None
        return brought

    # --- inside -----------------------------------------------------------------------------------

    def _unit(
        self,
        space: bytes,
        opened: OpenedPage,
        deletions: Deletions,
        at: int,
        most: int,
        brought: list[Brought],
    ) -> int:
        """Store as much as one unit may hold; return how far the page is stored then."""
        done: list[Brought] = []
        first = at
        with self._store.write_for_sync() as unit:
            # The writer has the pages at hand that it has just written; a reader decrypts them.
            just_now = not self._judged
            if just_now:
                connection = unit.connection
                self._judged = self._judge.judged(connection, space, opened, deletions)
            judged = self._judged
            papers = self._papers or self._store_papers(unit, opened)
            filling = self._store.lock.filling()
            while at < min(len(judged), first + most) and (room := filling.room):
                upto = min(at + room, first + most)
                chunk = [_placed(each, *papers) for each in judged[at:upto]]
                done.append(
                    store_arrivals(unit, space, chunk, self._keys, self._ids, just_now=just_now)
                )
                filling.add(len(chunk))
                at += len(chunk)
            if self._cursor:
                mark = sync_marks.space_mark(unit.connection, space)
                reached = opened.page.next if at == len(judged) else judged[at - 1].item.rev
                sync_marks.put_space_mark(unit.connection, replace(mark, cursor=reached))
        self._papers = papers
        brought += done
        return at

    def _store_papers(self, unit: UnitOfWork, opened: OpenedPage) -> Papers:
        return (
            sealed.store_manifests(unit.connection, "batch", opened.page.batches),
            sealed.store_manifests(unit.connection, "vouch", opened.page.vouches),
        )


def _placed(each: Judged, batches: Sequence[int], vouches: Sequence[int]) -> Judged:
    """Return an arrival with the rows of its papers."""
    if each.arrival is None:
        return each
    no = each.item.vouch_no
    vouch = vouches[no] if no is not None and no < len(vouches) else None
    return each._replace(batch=batches[each.item.batch_no], vouch=vouch)
