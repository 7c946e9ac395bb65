"""Many deletions at once are not believed without a person's word.

Deletions of living records wait in quarantine until their pull has ended. A few are taken in then.
What makes more than max(20, a tenth of the space) within a week, and no lead announced, stays, and
the person is asked.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import directory, identity, lately_deleted, sealed, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.sync_marks import DELETION_WAITS, MOVED_AWAY, Quarantined
from helhedsplan_desktop.store.tables import ALIVE, DIRECTORY, ERASED, MIRROR, RELAY
from helhedsplan_desktop.sync.arrivals import opened_body
from helhedsplan_desktop.sync.judging import Deletions
from helhedsplan_desktop.sync.planning import came_back
from helhedsplan_desktop.sync.pull import Pulled, Puller
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol.limits import ID_BYTES
from helhedsplan_protocol.messages import PullPage
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, Body, Header, PullItem, Signed
from helhedsplan_protocol.roster import erased_hash
from helhedsplan_protocol.wire import decode

FEW: Final = 20
SHARE: Final = 10
"""A tenth of the living records of a space."""

_ANSWER: Final = "deletions."
"""Fact of a space: a person's word, and the versions that it is about."""
_ASKED: Final = "deletions_asked."
"""Fact of a space: a person is asked, and nothing more goes by itself before the answer."""
_YES: Final = b"y"
_NO: Final = b"n"
_AT_ONCE: Final = 500


def answer(connection: Connection, space: bytes, *, believe: bool) -> None:
    """Keep a person's word on the deletions that wait in a space now, for the next cycle."""
    asked = [
        each.vid
        for each in sync_marks.quarantined(connection, space)
        if each.reason == DELETION_WAITS
    ]
    word = (_YES if believe else _NO) + b"".join(asked)
    identity.put(connection, **{f"{_ANSWER}{space.hex()}": word})


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One deletion that waits."""

    raw: Quarantined
    item: PullItem
    header: Header
    batch: Signed
    vouch: Signed | None


class DeletionDesk:
    """Takes waiting deletions in, or leaves them for a person's word."""

    def __init__(self, store: Store, trust: Trust, puller: Puller, clock: Clock) -> None:
        self._store = store
        self._trust = trust
        self._puller = puller
        self._clock = clock

    def settle(self, space: bytes, lineage: bytes) -> Pulled:
        """Take in what may be taken in, and return what it brought."""
        pulled = Pulled()
        with self._store.read() as connection:
            found = [
                _read(each)
                for each in sync_marks.quarantined(connection, space)
                if each.reason in sync_marks.WAITING
            ]
            me = identity.read(connection)
            word = me.get(f"{_ANSWER}{space.hex()}") or b""
            open_question = me.get(f"{_ASKED}{space.hex()}") is not None
            if not (found or word or open_question):
                return pulled
            closing, waiting, away = self._sorted(connection, space, found)
            alive = connection.execute(
                select(func.count())
                .select_from(DIRECTORY)
                .where(DIRECTORY.c.space == space, DIRECTORY.c.life == ALIVE)
            ).scalar_one()
        self._take(space, lineage, closing, pulled, Deletions.TAKEN)
        # The word is about what stood on the screen; what came since is another question.
        told = {word[at : at + ID_BYTES] for at in range(1, len(word), ID_BYTES)}
        asked = [each for each in waiting if each.header.vid in told]
        others = [each for each in waiting if each.header.vid not in told]
        going = self._going(space, others, alive, asked=open_question and not word)
        self._take(space, lineage, going, pulled, Deletions.TAKEN)
        if word.startswith(_YES):
            self._believed(space)
            self._take(space, lineage, asked, pulled, Deletions.TAKEN)
        else:
            # An erase cannot be undone by doubting it: it waits until a person says yes.
            kept = [each for each in asked if each.header.kind == DELETE]
            self._take(space, lineage, kept, pulled, Deletions.DOUBTED)
        if waiting or away or word or open_question:
            self._ask(space, waiting, away, word)
        return pulled

    def _ask(
        self, space: bytes, waiting: Sequence[_Waiting], away: Sequence[_Waiting], word: bytes
    ) -> None:
        """Note what waits and why, and that a word is used, unless another was said meanwhile."""
        name = f"{_ANSWER}{space.hex()}"
        with self._store.write_for_sync() as unit:
            if word and identity.read(unit.connection).get(name) == word:
                identity.forget(unit.connection, name)
            _mark(unit.connection, away, MOVED_AWAY)
            still = sync_marks.quarantined_rids(unit.connection, space)
            asked = [each for each in waiting if each.header.rid in still]
            _mark(unit.connection, asked, DELETION_WAITS)
            name = f"{_ASKED}{space.hex()}"
            if asked:
                identity.put(unit.connection, **{name: b"1"})
            else:
                identity.forget(unit.connection, name)

    def _sorted(
        self, connection: Connection, space: bytes, found: Sequence[_Waiting]
    ) -> tuple[list[_Waiting], list[_Waiting], list[_Waiting]]:
        """Return what only closes an old copy, what ends a record here, and what must wait.

        A `move` into a space of ours waits until the record has arrived there, also where its
        deletion is unsent: that goes with the record. So does one into the space where it is at
        home already with unsent work: what that grew from is needed until then. One out of sight
        waits until what is unsent on the record is handed over. One that another undid, and what
        waits here goes out over it, ends nothing.
        """
        closing: list[_Waiting] = []
        waiting: list[_Waiting] = []
        away: list[_Waiting] = []
        rids = [each.header.rid for each in found]
        entries = directory.entries(connection, rids)
        held = sealed.everywhere(connection, rids)
        for each in found:
            entry = entries.get(each.header.rid)
            ends = entry is not None and entry.life == ALIVE
            if each.header.kind != MOVE:
                (waiting if ends else closing).append(each)
            elif entry is None or entry.life == ERASED:
                closing.append(each)
            elif (body := self._opened(each)) is None:
                continue
            elif entry.space != space:
                here = body.to_space != entry.space or not entry.dirty
                if here or self._has_arrived(entry.space, held.get(entry.rid, ()), space):
                    closing.append(each)
            elif (
                self._goes_to(body.to_space, rows := held.get(entry.rid, ()), space)
                not in self._trust.spaces()
            ):
                lost = _has_more(entry, rows, {each.header.vid, *body.ancestors})
                (away if lost else waiting if ends else closing).append(each)
            elif not (ends or entry.dirty) or self._comes_back(entry, rows, each.header, body):
                closing.append(each)
            elif self._has_arrived(body.to_space, rows, space):
                (waiting if ends else closing).append(each)
        return closing, waiting, away

    def _has_arrived(self, space: bytes | None, rows: Sequence[SealedRow], out_of: bytes) -> bool:
        """Return True if a record is in a space, or was after it left another for it."""
        return any(
            row.space == space and row.state == MIRROR and self._left_for(row) != out_of
            for row in rows
        )

    def _goes_to(
        self, space: bytes | None, rows: Sequence[SealedRow], out_of: bytes
    ) -> bytes | None:
        """Return the space in which a record arrives that moves on from one to the next.

        None if one of those rows does not open.

        Args:
            out_of: the space that it leaves; a `move` into it is the one by which it came.
        """
        moves = {row.space: row for row in rows if row.state == MIRROR and row.kind == MOVE}
        while space is not None and (row := moves.pop(space, None)) is not None:
            further = self._left_for(row)
            if further == out_of:
                return space
            space = further
        return space

    def _comes_back(
        self, entry: Entry, rows: Sequence[SealedRow], left: Header, body: Body
    ) -> bool:
        """Return True if all that the server has where a record went is a `move` back.

        What waits here is put again then; an idle laptop leaves that to one that has more.
        """
        offered = any(row.state == RELAY for row in rows)
        if not (entry.dirty or entry.frozen or offered):
            return False
        there = [row for row in rows if (row.space, row.state) == (body.to_space, MIRROR)]
        keys = self._trust.keys
        return any(
            row.kind == MOVE and came_back(left, opened_body(row, keys), left.space)
            for row in there
        )

    def _left_for(self, row: SealedRow) -> bytes | None:
        """Return where a `move` says that its record went; None of another row, or a closed one."""
        body = opened_body(row, self._trust.keys) if row.kind == MOVE else None
        return body.to_space if body else None

    def _opened(self, waiting: _Waiting) -> Body | None:
        item = waiting.item
        try:
            return open_version(self._trust.keys, waiting.header, item.header, item.nonce, item.ct)
        except CannotOpenError:
            return None

    def _going(
        self, space: bytes, waiting: Sequence[_Waiting], alive: int, *, asked: bool
    ) -> list[_Waiting]:
        """Return the deletions that may be taken in without a word, and count them as taken in.

        Erases of one pull are limited and those of a week are not: a lead who means ill would
        announce them, and what a law wants gone must not wait for another question.

        Args:
            alive: how many records of the space live here.
            asked: a person was asked about some of them, and has not answered.
        """
        announced = self._announced(space, waiting)
        doubtful = [each for each in waiting if each.header.rid not in announced]
        if len(doubtful) > max(FEW, alive // SHARE):
            return []
        erases = [each for each in waiting if each.header.kind == ERASE]
        counted = [each for each in doubtful if each.header.kind != ERASE]
        if asked or not counted:
            return erases
        now = milliseconds(self._clock.now())
        with self._store.write_for_sync() as unit:
            gone = lately_deleted.count(unit.connection, space, now)
            if gone + len(counted) > max(FEW, (alive + gone) // SHARE):
                return erases
            lately_deleted.add(unit.connection, space, now, len(counted))
        return list(waiting)

    def _believed(self, space: bytes) -> None:
        """Begin to count anew: the person knows why so much goes."""
        with self._store.write_for_sync() as unit:
            lately_deleted.forget(unit.connection, space)

    def _announced(self, space: bytes, waiting: Sequence[_Waiting]) -> set[bytes]:
        """Return the records that a lead said would be erased.

        The announcement is a digest. Its author's erases are gone through in the order in which the
        server took them, for a run of so many that has it; a part that came earlier counts too.
        """
        told = self._trust.roster.bulk_erases(space)
        erases = [(each.item.rev, each.header) for each in waiting if each.header.kind == ERASE]
        if not told or not erases:
            return set()
        with self._store.read() as connection:
            erases += [(rev, decode(raw, Header)) for rev, raw in sealed.erases(connection, space)]
        erases.sort(key=itemgetter(0))
        announced: set[bytes] = set()
        for each in told:
            ids = [header.rid for _, header in erases if header.author == each.author]
            for at in range(len(ids) - each.count + 1):
                run = ids[at : at + each.count]
                if erased_hash(run) == each.rids:
                    announced.update(run)
        return announced

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


def _has_more(entry: Entry, held: Iterable[SealedRow], tail: Collection[bytes]) -> bool:
    """Return True if a record holds unsent work that did not go into a `move`.

    Args:
        tail: the `move` and its ancestors.
    """
    if not entry.dirty:
        return False
    outstanding = [row for row in held if row.state != MIRROR and row.space == entry.space]
    told = outstanding and all(row.vid in tail for row in outstanding)
    return not (told and entry.dirty == entry.frozen)


def _mark(connection: Connection, waiting: Sequence[_Waiting], reason: str) -> None:
    changed = [replace(each.raw, reason=reason) for each in waiting if each.raw.reason != reason]
    sync_marks.put_quarantine(connection, changed)


def _read(raw: Quarantined) -> _Waiting:
    item = decode(raw.item, PullItem)
    vouch = decode(raw.vouch, Signed) if raw.vouch else None
    return _Waiting(raw, item, decode(item.header, Header), decode(raw.batch, Signed), vouch)


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
