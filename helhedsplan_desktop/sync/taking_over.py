"""A lead takes over what a laptop that is out, or a person who left a space, could not send."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store import sealed
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.arrivals import store_parcel
from helhedsplan_desktop.sync.history import History
from helhedsplan_desktop.sync.incorporate import objection
from helhedsplan_desktop.sync.judging import Judged
from helhedsplan_desktop.sync.planning import Arrival
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.verification import Manifest, header_of, judge, verify_manifests
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Parcel, ParcelGet, ParcelList, ParcelRow
from helhedsplan_protocol.records import ERASE, PullItem, PushItem


class TakingOver:
    """A lead's side of parcels."""

    def __init__(
        self, store: Store, transport: Transport, trust: Trust, ids: Ids, executor: Executor
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._ids = ids
        self._executor = executor

    def listed(self) -> tuple[ParcelRow, ...]:
        """Return the parcels of the spaces that this lead is a member of, the oldest first.

        Raises:
            TransportError, RefusedError.
        """
        return self._transport.call(routes.PARCEL_LIST, Empty(), ParcelList).parcels

    def take(self, parcel: bytes) -> list[bytes]:
        """Make what a parcel holds this lead's unsent work; return the records that it changed.

        Taking it twice changes nothing the second time. What cannot be verified or opened is left.

        Raises:
            TransportError, RefusedError.
        """
        found = self._transport.call(routes.PARCEL_GET, ParcelGet(parcel), Parcel)
        opened = list(self._opened(found))
        grown = {
            each.arrival.header.rid: self._grown_from(each.arrival)
            for each in opened
            if each.arrival is not None
        }
        with self._store.write_for_sync() as unit:
            return store_parcel(unit, found.space, opened, self._trust.keys, self._ids, grown)

    # --- inside -----------------------------------------------------------------------------------

    def _grown_from(self, arrival: Arrival) -> Version | None:
        """Return the version that a parcel's one was written over, if somebody wrote since."""
        header = arrival.header
        if header.base is None:
            return None
        with self._store.read() as connection:
            mark = sealed.mirror_marks(connection, header.space, [header.rid]).get(header.rid)
        if mark is not None and mark.vid == header.base:
            return None
        older = History(self._transport, self._trust, self._executor)
        try:
            found = older.versions(header.space, header.rid)
        except RefusedError:
            return None
        tail = {header.base, *(arrival.body.ancestors if arrival.body else ())}
        return next((each.version() for each in found if each.header.vid in tail), None)

    def _opened(self, parcel: Parcel) -> Iterator[Judged]:
        """Give each version that its author signed as a member of the space, once a record."""
        facts = self._trust.roster.device(parcel.author)
        if facts is None or facts.revoke_reason == "stolen" or facts.wiped_n is not None:
            return
        manifests = verify_manifests(
            self._trust, parcel.batches, self._executor, self._store.lock.give_way
        )
        seen: set[bytes] = set()
        for item in parcel.items:
            arrival = self._arrival(parcel, item, manifests)
            if arrival is not None and arrival.header.rid not in seen:
                seen.add(arrival.header.rid)
                yield Judged(_pulled(item), arrival, None)

    def _arrival(
        self, parcel: Parcel, item: PushItem, manifests: Sequence[Manifest]
    ) -> Arrival | None:
        if item.batch_no >= len(manifests):
            return None
        travelled, manifest = _pulled(item), manifests[item.batch_no]
        try:
            header = header_of(travelled)
            # Its epoch may have ended: that is why it comes this way, and a lead looks at it.
            judge(
                self._trust, parcel.space, bytes(16), travelled, header, manifest, None, known=True
            )
            if header.author != parcel.author or header.kind == ERASE:
                return None
            body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
        except CannotOpenError:
            return None
        arrival = Arrival(0, header, body)
        return None if objection(arrival) else arrival


def _pulled(item: PushItem) -> PullItem:
    return PullItem(0, item.header, item.nonce, item.ct, item.batch_no, None)
