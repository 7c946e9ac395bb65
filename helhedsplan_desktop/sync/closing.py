"""Ending the old copies of records that are at home in another space.

Source: docs/sync.md, moving a record. A `move` leaves only a laptop that holds the acknowledged
version in the new space, made of the very row that it closes, with nothing unsent on it. Whoever
sees the old row so closes it, so nothing depends on the laptop that moved the record.

What the server refuses for good stands in the list of what could not be sent, and is tried again
every hour: a full space is given more room, a faulty server is mended.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.store import directory, refusals, sealed, sync_marks
from helhedsplan_desktop.store.directory import Entry
from helhedsplan_desktop.store.refusals import NOT_CLOSED
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import ERASED, MIRROR, RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.freezing import Closing, Freezer
from helhedsplan_desktop.sync.heavy import AGAIN_MS
from helhedsplan_desktop.sync.portion import Portion
from helhedsplan_desktop.sync.push import loses, push_of
from helhedsplan_desktop.sync.setbacks import Setbacks
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ANCESTORS
from helhedsplan_protocol.messages import PushAnswer, SpaceState
from helhedsplan_protocol.records import DELETE, ERASE, MOVE, PUT, Header
from helhedsplan_protocol.wire import decode


@dataclass
class Closed:
    """What closing did.

    Attributes:
        behind: a row has changed meanwhile, so a pull is due.
        apart: living rows that stand in another space than their record's home, and went into no
            version of it.
    """

    applied: int = 0
    behind: bool = False
    apart: list[SealedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Place:
    """An old copy that may be ended, and what is outstanding of it already."""

    entry: Entry
    mirror: SealedRow
    sent: SealedRow | None

    @property
    def goes_on(self) -> bool:
        """True if what is outstanding is still what is due: an erase overtakes a `move`."""
        return self.sent is not None and (self.entry.life != ERASED or self.sent.kind == ERASE)


class Closer:
    """Ends old copies for one device.

    Args:
        setbacks: told of spaces in which nothing could be ended.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        freezer: Freezer,
        portion: Portion,
        setbacks: Setbacks,
        clock: Clock,
        stop: Callable[[], None],
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._freezer = freezer
        self._portion = portion
        self._setbacks = setbacks
        self._clock = clock
        self._stop = stop

    def close(self, states: Sequence[SpaceState]) -> Closed:
        """End what may be ended in spaces that are in line with the server.

        Raises:
            TransportError: the line is dead; what was under way is sent again.
        """
        closed = Closed()
        known = {state.space: state for state in states}
        if not known:
            return closed
        with self._store.read() as connection:
            places = self._places(connection, known, closed)
            refused = refusals.times(connection, NOT_CLOSED)
        if refused:
            places = self._due(known, places, refused)
        for space, found in places.items():
            if not self._setbacks.patient:
                break
            try:
                for at in range(0, len(found), self._portion.items):
                    self._stop()
                    portion = found[at : at + self._portion.items]
                    self._send(space, known[space].lineage, portion, closed)
            except RefusedError as refused:
                self._setbacks.refused(refused)
            except TransportError:
                self._portion.failed(len(found))
                self._setbacks.lost(space)
        return closed

    # --- inside -----------------------------------------------------------------------------------

    def _places(
        self, connection: Connection, spaces: Collection[bytes], closed: Closed
    ) -> dict[bytes, list[_Place]]:
        """Return space to the old copies in it that may be ended."""
        rids = sealed.of_two_spaces(connection)
        if not rids:
            return {}
        held = sealed.everywhere(connection, rids)
        raw = {space: sync_marks.quarantined_rids(connection, space) for space in spaces}
        places: dict[bytes, list[_Place]] = {}
        for rid, entry in directory.entries(connection, rids).items():
            if entry.dirty or entry.frozen or entry.reoffer or entry.space not in raw:
                continue
            mirrors = {each.space: each for each in held[rid] if each.state == MIRROR}
            sent = {each.space: each for each in held[rid] if each.state == SENT}
            offered = any(each.state == RELAY for each in held[rid])
            if offered or not self._stands(entry, mirrors.get(entry.space)):
                continue
            for space, mirror in mirrors.items():
                hidden = space not in raw or rid in raw[space] or rid in raw[entry.space]
                if space == entry.space or hidden:
                    continue
                if self._may_end(entry, mirror):
                    place = _Place(entry, mirror, sent.get(space))
                    places.setdefault(space, []).append(place)
                elif mirror.kind == PUT and mirror.vid not in entry.ancestors:
                    closed.apart.append(mirror)
        return places

    def _due(
        self,
        spaces: Collection[bytes],
        places: dict[bytes, list[_Place]],
        refused: dict[bytes, tuple[bytes, int]],
    ) -> dict[bytes, list[_Place]]:
        """Return what is to be tried now; of what is no old copy any more the refusal is forgotten.

        Args:
            refused: record id to the space in which its old copy could not be ended, and when.
        """
        standing = {place.entry.rid for found in places.values() for place in found}
        over = [r for r, (space, _) in refused.items() if space in spaces and r not in standing]
        if over:
            with self._store.write_for_sync() as unit:
                refusals.accept(unit.connection, over)
                unit.touch_state(*over)
        now = milliseconds(self._clock.now())
        waiting = {rid for rid, (_, at) in refused.items() if 0 <= now - at < AGAIN_MS}
        return {
            space: [place for place in found if place.entry.rid not in waiting]
            for space, found in places.items()
        }

    def _stands(self, entry: Entry, mirror: SealedRow | None) -> bool:
        """Return True if the server has acknowledged what stands in the record's home."""
        if mirror is None:
            return False
        if entry.life == ERASED:
            lead = self._trust.roster.role_of_device(self._trust.device) == "lead"
            return lead and mirror.kind == ERASE
        return mirror.kind in {PUT, DELETE} and mirror.vid in entry.ancestors

    def _may_end(self, entry: Entry, mirror: SealedRow) -> bool:
        if not self._trust.may_push(mirror.space):
            return False
        if entry.life == ERASED:
            return mirror.kind != ERASE
        return mirror.kind in {PUT, DELETE} and mirror.vid in entry.ancestors

    def _send(self, space: bytes, lineage: bytes, places: Sequence[_Place], closed: Closed) -> None:
        rows = self._rows(space, places)
        if not rows:
            return
        request = push_of(self._store, space, lineage, rows)
        answer = self._transport.call(routes.PUSH, request, PushAnswer)
        if answer.lineage != lineage:
            closed.behind = True
            return
        self._settle(space, rows, answer, closed)

    def _rows(self, space: bytes, places: Sequence[_Place]) -> list[SealedRow]:
        """Return what is sent: what is outstanding already, byte for byte, and what is made now."""
        rows = [place.sent for place in places if place.sent is not None and place.goes_on]
        fresh = [place for place in places if not place.goes_on]
        if fresh:
            with self._store.write_for_sync() as unit:
                # A person may have gone on with it since it was looked at.
                now = directory.entries(unit.connection, [place.entry.rid for place in fresh])
                due = [place for place in fresh if now.get(place.entry.rid) == place.entry]
                closings = [self._closing(place) for place in due]
                rows += self._freezer.close(unit, space, closings)
        return rows

    def _closing(self, place: _Place) -> Closing:
        entry, mirror = place.entry, place.mirror
        if entry.life == ERASED:
            return Closing(entry, ERASE, mirror.vid)
        try:
            header = decode(mirror.header, Header)
            body = open_version(self._trust.keys, header, mirror.header, mirror.nonce, mirror.ct)
            tail = body.ancestors
        except CannotOpenError:
            tail = ()
        return Closing(entry, MOVE, mirror.vid, (mirror.vid, *tail)[:ANCESTORS])

    def _settle(
        self, space: bytes, rows: Sequence[SealedRow], answer: PushAnswer, closed: Closed
    ) -> None:
        """Store what the server said; what does not fit is made anew if it is still due."""
        by_vid = {row.vid: row for row in rows}
        with self._store.write_for_sync() as unit:
            taken: dict[bytes, int] = {}
            refused: list[tuple[SealedRow, str]] = []
            for result in answer.results:
                row = by_vid.get(result.vid)
                if row is None:
                    continue
                if result.status in {"applied", "duplicate"} and result.rev is not None:
                    taken[row.rid] = result.rev
                    continue
                sealed.drop(unit.connection, [(space, row.rid, SENT)])
                if loses(result):
                    closed.behind = True
                else:
                    refused.append((row, result.code or ErrorCode.BAD_REQUEST))
            self._list(unit, refused)
            refusals.accept(unit.connection, list(taken))
            late = sealed.acknowledge(unit.connection, space, taken, SENT)
            sync_marks.pass_own(unit.connection, space, list(taken.values()), answer.head)
        closed.applied += len(taken) - len(late)

    def _list(self, unit: UnitOfWork, refused: Sequence[tuple[SealedRow, str]]) -> None:
        """List what the server would not let end; the log tells of each once."""
        connection, now = unit.connection, milliseconds(self._clock.now())
        before = refusals.times(connection, NOT_CLOSED) if refused else {}
        news: dict[str, int] = {}
        for row, code in refused:
            refusals.refuse(connection, row.rid, row.space, row.vid, NOT_CLOSED, 0, now)
            unit.touch_state(row.rid)
            if row.rid not in before:
                news[code] = news.get(code, 0) + 1
        for code, count in news.items():
            sync_marks.log(connection, now, NOT_CLOSED, count, code)
