"""Many deletions at once are not believed without a person's word.

Deletions of living records wait in quarantine until their pull has ended. A few are taken in then;
more than max(20, a tenth of the space) that no lead announced stay there, and the person is asked.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_desktop.store import identity, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DELETION_WAITS, Quarantined
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY
from helhedsplan_desktop.sync.judging import Deletions
from helhedsplan_desktop.sync.pull import Pulled, Puller
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol.messages import PullPage
from helhedsplan_protocol.records import DELETE, ERASE, Header, PullItem, Signed
from helhedsplan_protocol.wire import decode

FEW: Final = 20
SHARE: Final = 10
"""A tenth of the living records of a space."""

_ANSWER: Final = "deletions."
_YES: Final = b"yes"
_NO: Final = b"no"
_AT_ONCE: Final = 500


def answer(connection: Connection, space: bytes, *, believe: bool) -> None:
    """Keep a person's word on the deletions that wait in a space, for the next cycle."""
    identity.put(connection, **{f"{_ANSWER}{space.hex()}": _YES if believe else _NO})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One deletion that waits."""

    item: PullItem
    header: Header
    batch: Signed
    vouch: Signed | None


class DeletionDesk:
    """Takes waiting deletions in, or leaves them for a person's word."""

    def __init__(self, store: Store, trust: Trust, puller: Puller) -> None:
        self._store = store
        self._trust = trust
        self._puller = puller

    def settle(self, space: bytes, lineage: bytes) -> Pulled:
        """Take in what may be taken in, and return what it brought."""
        with self._store.read() as connection:
            waiting = [
                _read(each)
                for each in sync_marks.quarantined(connection, space)
                if each.reason == DELETION_WAITS
            ]
            pulled = Pulled()
            if not waiting:
                return pulled
            alive = connection.execute(
                select(func.count())
                .select_from(DIRECTORY)
                .where(DIRECTORY.c.space == space, DIRECTORY.c.life == ALIVE)
            ).scalar_one()
            word = identity.read(connection).get(f"{_ANSWER}{space.hex()}")
        if word == _YES or self._doubtful(space, waiting) <= max(FEW, alive // SHARE):
            self._take(space, lineage, waiting, pulled, Deletions.TAKEN)
        elif word == _NO:
            # An erase cannot be undone by doubting it: it waits until a person says yes.
            kept = [each for each in waiting if each.header.kind == DELETE]
            self._take(space, lineage, kept, pulled, Deletions.DOUBTED)
        if word is not None:
            with self._store.write_for_sync() as unit:
                identity.forget(unit.connection, f"{_ANSWER}{space.hex()}")
        return pulled

    def _doubtful(self, space: bytes, waiting: Sequence[_Waiting]) -> int:
        """Return how many deletions no lead announced."""
        erased = sorted(each.header.rid for each in waiting if each.header.kind == ERASE)
        told = hashlib.sha256(b"".join(erased)).digest()
        announced = any(each.rids == told for each in self._trust.roster.bulk_erases(space))
        return len(waiting) - (len(erased) if announced else 0)

    def _take(
        self,
        space: bytes,
        lineage: bytes,
        waiting: Sequence[_Waiting],
        pulled: Pulled,
        deletions: Deletions,
    ) -> None:
        for at in range(0, len(waiting), _AT_ONCE):
            page = _page(lineage, waiting[at : at + _AT_ONCE])
            self._puller.take(space, page, pulled, cursor=False, deletions=deletions)


def _read(raw: Quarantined) -> _Waiting:
    item = decode(raw.item, PullItem)
    vouch = decode(raw.vouch, Signed) if raw.vouch else None
    return _Waiting(item, decode(item.header, Header), decode(raw.batch, Signed), vouch)


def _page(lineage: bytes, waiting: Sequence[_Waiting]) -> PullPage:
    """Return waiting items as the page that they once came in."""
    batches: dict[Signed, int] = {}
    vouches: dict[Signed, int] = {}
    items = []
    for each in waiting:
        batch_no = batches.setdefault(each.batch, len(batches))
        vouch_no = None if each.vouch is None else vouches.setdefault(each.vouch, len(vouches))
        items.append(
            PullItem(
                each.item.rev, each.item.header, each.item.nonce, each.item.ct, batch_no, vouch_no
            )
        )
    last = max(item.rev for item in items)
    return PullPage(lineage, last, tuple(items), tuple(batches), tuple(vouches), last, more=False)
