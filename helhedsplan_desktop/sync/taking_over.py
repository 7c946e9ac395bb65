"""A lead takes over what a laptop that is out, or a person who left a space, could not send."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store import sealed, sync_marks
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
from helhedsplan_protocol.records import DELETE, PUT, PullItem, PushItem


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
        opened = self._opened(found)
        with self._store.read() as connection:
            known = sync_marks.known_vids(connection, found.space, list(opened))
        fresh = {
            rid: versions
            for rid, versions in opened.items()
            if versions[0].header.vid not in known.get(rid, ())
        }
        grown = {rid: self._grown_from(*versions) for rid, versions in fresh.items()}
        judged = [
            Judged(_pulled(found.items[versions[0].rev]), replace(versions[0], rev=0), None)
            for versions in fresh.values()
        ]
        with self._store.write_for_sync() as unit:
            return store_parcel(unit, found.space, judged, self._trust.keys, self._ids, grown)

    # --- inside -----------------------------------------------------------------------------------

    def _grown_from(self, arrival: Arrival, *others: Arrival) -> Version | None:
        """Return the version that a parcel's one was written over, if it is not held here.

        The parcel may bring it: of a record that went out of its author's sight.
        """
        header = arrival.header
        if header.base is None:
            return None
        for other in others:
            if other.header.vid == header.base:
                return other.version()
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

    def _opened(self, parcel: Parcel) -> dict[bytes, list[Arrival]]:
        """Return record id to its versions that members of the space signed, the first one first.

        The place in the parcel stands as their revision.
        """
        if self._is_out(parcel.author):
            return {}
        manifests = verify_manifests(
            self._trust, parcel.batches, self._executor, self._store.lock.give_way
        )
        opened: dict[bytes, list[Arrival]] = {}
        for at, item in enumerate(parcel.items):
            arrival = self._arrival(parcel, at, item, manifests)
            if arrival is not None:
                opened.setdefault(arrival.header.rid, []).append(arrival)
        return opened

    def _is_out(self, device: bytes) -> bool:
        """Return True if nothing of a device is believed: it was stolen, or is to be wiped."""
        facts = self._trust.roster.device(device)
        return facts is None or facts.revoke_reason == "stolen" or facts.wiped_n is not None

    def _arrival(
        self, parcel: Parcel, at: int, item: PushItem, manifests: Sequence[Manifest]
    ) -> Arrival | None:
        """Return a version that a person wrote; what a restored server lost may be of others."""
        if item.batch_no >= len(manifests):
            return None
        travelled, manifest = _pulled(item), manifests[item.batch_no]
        try:
            header = header_of(travelled)
            # Its epoch may have ended: that is why it comes this way, and a lead looks at it.
            judge(
                self._trust, parcel.space, bytes(16), travelled, header, manifest, None, known=True
            )
            if header.kind not in {PUT, DELETE} or self._is_out(header.author):
                return None
            body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
        except CannotOpenError:
            return None
        arrival = Arrival(at, header, body)
        return None if objection(arrival) else arrival


def _pulled(item: PushItem) -> PullItem:
    return PullItem(0, item.header, item.nonce, item.ct, item.batch_no, None)
