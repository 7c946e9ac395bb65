"""A lead takes over what a laptop that is out, or a person who left a space, could not send."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import replace

from msgspec.structs import replace as replace_fields

from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.rules.merge import Version
from helhedsplan_desktop.store import directory, identity, parcels, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.arrivals import store_parcel
from helhedsplan_desktop.sync.history import History
from helhedsplan_desktop.sync.incorporate import objection
from helhedsplan_desktop.sync.judging import Judged, is_other_noun
from helhedsplan_desktop.sync.parcel_seal import UnsealedParcelError, opened_parcel
from helhedsplan_desktop.sync.planning import Arrival
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.verification import Manifest, header_of, judge, verify_manifests
from helhedsplan_desktop.sync.versions import CannotOpenError, open_version
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Parcel, ParcelGet, ParcelList, ParcelRow
from helhedsplan_protocol.records import DELETE, MOVE, PUT, PullItem, PushItem


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

    def take(self, parcel: bytes, *, all_the_same: bool = False) -> list[bytes]:
        """Make what a parcel holds this lead's unsent work; return the records that it changed.

        Taking it twice changes nothing the second time. What cannot be verified or opened is left.
        A deletion leaves its record alive with a question: nobody else has looked at it.

        Args:
            parcel: its id.
            all_the_same: take it without its author's seal; whatever differs from what stands
                here becomes a question then.

        Raises:
            TransportError, RefusedError.
            UnsealedParcelError: unless `all_the_same`; nothing was taken.
        """
        with self._store.read() as connection:
            me = identity.read(connection)
        if parcels.is_opened_whole(me, parcel):
            return []
        found = self._transport.call(routes.PARCEL_GET, ParcelGet(parcel), Parcel)
        found = replace_fields(found, parcel=parcel)  # another one in its place has no seal
        believed: bytes | None = found.author
        try:
            found = opened_parcel(self._trust, me.need(identity.RESTORE_ID), found)
        except UnsealedParcelError:
            if not all_the_same:
                raise
            believed = None
        opened, whole = self._opened(found)
        with self._store.read() as connection:
            known = sync_marks.known_vids(connection, found.space, list(opened))
            facts = directory.facts(connection, list(opened))
        judged: list[Judged] = []
        grown: dict[bytes, Version | None] = {}
        for rid, versions in opened.items():
            first = versions[0]
            if is_other_noun(first, facts.get(rid)):
                whole = False
            elif first.header.vid not in known.get(rid, ()):
                old, grown[rid] = self._grown_from(believed, *versions)
                if not old:
                    item = _pulled(found.items[first.rev])
                    doubted = first.header.kind == DELETE
                    judged.append(Judged(item, replace(first, rev=0, doubted=doubted), None))
        with self._store.write_for_sync() as unit:
            keys = self._trust.keys
            changed = store_parcel(unit, found.space, judged, keys, self._ids, grown)
            parcels.note_taken(unit.connection, parcel, changed, whole=whole)
        return changed

    # --- inside -----------------------------------------------------------------------------------

    def _grown_from(
        self, believed: bytes | None, arrival: Arrival, *others: Arrival
    ) -> tuple[bool, Version | None]:
        """Return what is known of a version that is not held here: is it old, what it grew from.

        The parcel may bring its base: of a record that went out of its author's sight. A version
        that the server has had and that others wrote over is old. Of what the parcel's author did
        not write no base is believed, so that a difference becomes a question.

        Args:
            believed: the parcel's author; None if the parcel may have been put together by others.
        """
        base = arrival.header.base
        near = others if believed is not None else ()
        brought = next((each for each in near if each.header.vid == base), None)
        if base is None or brought is not None:
            return False, brought.version() if brought else None
        with self._store.read() as connection:
            space, rid = arrival.header.space, arrival.header.rid
            mark = sealed.mirror_marks(connection, space, [rid]).get(rid)
        if mark is not None and mark.vid == base:
            return False, None
        return self._from_history(believed, arrival)

    def _from_history(
        self, believed: bytes | None, arrival: Arrival
    ) -> tuple[bool, Version | None]:
        header = arrival.header
        older = History(self._transport, self._trust, self._executor)
        try:
            found = older.versions(header.space, header.rid)
        except RefusedError:
            return False, None
        if any(each.header.vid == header.vid for each in found):
            return True, None
        if header.author != believed:
            return False, None
        tail = (header.base, *(arrival.body.ancestors if arrival.body else ()))
        # A `move` says nothing of what the record held.
        grown = (each for each in found if each.header.vid in tail and each.header.kind != MOVE)
        return False, next((each.version() for each in grown), None)

    def _opened(self, parcel: Parcel) -> tuple[dict[bytes, list[Arrival]], bool]:
        """Return record id to its versions that members of the space signed, the first one first.

        The place in the parcel stands as their revision. And whether all could be opened: a key or
        a newer program may open the rest later.
        """
        if self._is_out(parcel.author):
            return {}, False
        manifests = verify_manifests(
            self._trust, parcel.batches, self._executor, self._store.lock.give_way
        )
        opened: dict[bytes, list[Arrival]] = {}
        whole = True
        for at, item in enumerate(parcel.items):
            try:
                arrival = self._arrival(parcel, at, item, manifests)
            except CannotOpenError:
                whole = False
                continue
            if arrival is not None:
                opened.setdefault(arrival.header.rid, []).append(arrival)
        return opened, whole

    def _is_out(self, device: bytes) -> bool:
        """Return True if nothing of a device is believed: it was stolen, or is to be wiped."""
        facts = self._trust.roster.device(device)
        return facts is None or facts.revoke_reason == "stolen" or facts.wiped_n is not None

    def _arrival(
        self, parcel: Parcel, at: int, item: PushItem, manifests: Sequence[Manifest]
    ) -> Arrival | None:
        """Return a version that a person wrote; what a restored server lost may be of others.

        Raises:
            CannotOpenError.
        """
        travelled = _pulled(item)
        manifest = manifests[item.batch_no] if item.batch_no < len(manifests) else None
        header = header_of(travelled)
        # Its epoch may have ended: that is why it comes this way, and a lead looks at it.
        judge(self._trust, parcel.space, bytes(16), travelled, header, manifest, None, known=True)
        if header.kind not in {PUT, DELETE} or self._is_out(header.author):
            return None
        body = open_version(self._trust.keys, header, item.header, item.nonce, item.ct)
        arrival = Arrival(at, header, body)
        if reason := objection(arrival):
            raise CannotOpenError(reason)
        return arrival


def _pulled(item: PushItem) -> PullItem:
    return PullItem(0, item.header, item.nonce, item.ct, item.batch_no, None)
