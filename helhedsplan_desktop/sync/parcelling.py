"""Handing over what can no longer be sent: sealed, for a lead of the space to take over.

A laptop that was put out, or whose person was taken out of a space, holds work that no push will
take; so does one whose record went into a space that it cannot see. It is sealed under the last key
that was granted and put beside the space; it stays here too, and is put again when the server was
restored. What was refused for another reason goes the same way if its person says so.
Source: docs/sync.md, parcels.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import directory, identity, parcels, refusals, sealed, sync_marks
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import MIRROR, RELAY, SENT
from helhedsplan_desktop.store.unit_of_work import UnitOfWork
from helhedsplan_desktop.sync.freezing import PUSH_BYTES, Freezer
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Parcel, ParcelPut
from helhedsplan_protocol.records import PushItem, Signed
from helhedsplan_protocol.wire import decode, encode

ITEMS: Final = 200
"""Versions in one parcel."""

_PUT_UNDER: Final = "parcels_restore_id"

Unsent = Sequence[tuple[bytes, int]]
"""Record ids with the edit numbers that a parcel holds of them."""

_Packed = tuple[PushItem, Signed]


class Parceller:
    """Makes and puts the parcels of one device."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        freezer: Freezer,
        ids: Ids,
        randomness: Randomness,
        clock: Clock,
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._freezer = freezer
        self._ids = ids
        self._randomness = randomness
        self._clock = clock

    def hand_over(self, mine: Collection[bytes]) -> int:
        """Put what cannot be sent beside its spaces; return how many parcels.

        That is what is unsent in spaces that this device cannot push to, and all that it holds of
        them if the server was restored since it was in line; and unsent work on records that went
        out of sight, which then go from here too. What the server refuses is kept here and tried
        again.

        Args:
            mine: the spaces that this device may still push to.

        Raises:
            TransportError.
        """
        with self._store.read() as connection:
            me = identity.read(connection)
            left = [space for space in parcels.spaces(connection) if space not in mine]
            due = [space for space in left if self._is_new(connection, me, space)]
            away = self._gone_away(connection, mine)
            wished = self._wished(connection, mine)
            waiting = bool(parcels.to_put(connection))
        restored = me.get(_PUT_UNDER) != me.get(identity.RESTORE_ID)
        if not due and not away and not wished and not waiting and not restored:
            return 0
        with self._store.write_for_sync() as unit:
            for space in due:
                self._make(unit.connection, me, space)
            made = {space: self._make_away(unit, space, found) for space, found in away.items()}
            for space, found in wished.items():
                self._make_wished(unit, space, found)
            if restored:
                parcels.put_again(unit.connection)
                identity.put(
                    unit.connection, **{_PUT_UNDER: me.get(identity.RESTORE_ID) or bytes(16)}
                )
            ready = parcels.to_put(unit.connection)
        put = self._put(ready)
        for space, held in made.items():
            if put.issuperset(held):
                self._let_go(space, away[space])
        return len(put)

    # --- spaces that are left ---------------------------------------------------------------------

    def _is_new(self, connection: Connection, me: identity.Identity, space: bytes) -> bool:
        """Return True if what is to be handed over of a space is in no parcel yet."""
        if not self._opens(space):
            return False
        found, whole = parcels.unsent(connection, space), not parcels.was_in_line(me, space)
        return (bool(found) or whole) and parcels.holds(connection, space) != _digest(
            me, found, whole
        )

    def _make(self, connection: Connection, me: identity.Identity, space: bytes) -> None:
        found, whole = parcels.unsent(connection, space), not parcels.was_in_line(me, space)
        self._keep_over(connection, space, found, _digest(me, found, whole), whole=whole)

    def _keep_over(
        self, connection: Connection, space: bytes, found: Unsent, digest: bytes, *, whole: bool
    ) -> None:
        def made() -> Iterator[tuple[bytes, bytes]]:
            yield from self._parcels(space, self._sealed(connection, space, found))
            if whole:
                yield from self._parcels(space, self._held(connection, space))

        parcels.keep(connection, space, digest, made(), milliseconds(self._clock.now()))

    # --- records that went out of sight -----------------------------------------------------------

    def _gone_away(self, connection: Connection, mine: Collection[bytes]) -> dict[bytes, Unsent]:
        """Return space to what is unsent on its records whose `move` out of sight waits for it."""
        waiting = sync_marks.rids_of_reason(connection, sync_marks.MOVED_AWAY)
        away: dict[bytes, Unsent] = {}
        for space, gone in waiting.items():
            found = [each for each in parcels.unsent(connection, space) if each[0] in gone]
            if found and space in mine and self._opens(space):
                away[space] = found
        return away

    def _make_away(self, unit: UnitOfWork, space: bytes, found: Unsent) -> set[bytes]:
        """Keep parcels of what is unsent and of what it was written over: nobody else has that."""
        connection, rids = unit.connection, [rid for rid, _ in found]
        old = list(sealed.of_records(connection, space, rids, MIRROR).values())

        def packed() -> Iterator[_Packed]:
            yield from self._sealed(connection, space, found)
            yield from _as_they_are(connection, [row for row in old if row.ct])

        made = list(self._parcels(space, packed()))
        parcels.add(connection, space, made, milliseconds(self._clock.now()))
        return {parcel for parcel, _ in made}

    def _let_go(self, space: bytes, found: Unsent) -> None:
        """Let records go with their `move`, now that the server has what was unsent on them."""
        with self._store.write_for_sync() as unit:
            connection = unit.connection
            entries = directory.entries(connection, [rid for rid, _ in found])
            settled = [
                entries[rid].with_changes(dirty=0, frozen=0, reoffer=False)
                for rid, edit in found
                if rid in entries and entries[rid].dirty == edit
            ]
            directory.write(connection, [], settled)
            rids = [entry.rid for entry in settled]
            sealed.drop(
                connection, [(space, rid, state) for rid in rids for state in (SENT, RELAY)]
            )
            refusals.accept(connection, rids)

    # --- what a person hands over -----------------------------------------------------------------

    def _wished(self, connection: Connection, mine: Collection[bytes]) -> dict[bytes, Unsent]:
        """Return space to what was refused there, and its person wants a lead to have."""
        wished = {
            each.rid for each in refusals.listed(connection) if each.code == refusals.TO_HAND_OVER
        }
        if not wished:
            return {}
        unsent = {
            space: [each for each in parcels.unsent(connection, space) if each[0] in wished]
            for space in mine
            if self._opens(space)
        }
        return {space: found for space, found in unsent.items() if found}

    def _make_wished(self, unit: UnitOfWork, space: bytes, found: Unsent) -> None:
        """Keep parcels of refused records, which stay here until they come back from a lead."""
        made = self._parcels(space, self._sealed(unit.connection, space, found))
        parcels.add(unit.connection, space, made, milliseconds(self._clock.now()))
        rids = [rid for rid, _ in found]
        refusals.recode(unit.connection, rids, refusals.HANDED_OVER)
        for rid in rids:
            unit.touch_state(rid)

    # --- inside -----------------------------------------------------------------------------------

    def _opens(self, space: bytes) -> bool:
        return any(held == space for held, _ in self._trust.keys)

    def _sealed(self, connection: Connection, space: bytes, found: Unsent) -> Iterator[_Packed]:
        """Give unsent records, sealed anew."""
        sealer = Sealer(self._trust, self._ids, self._randomness, space)
        rids = [rid for rid, _ in found]
        versions = self._freezer.sealed_apart(connection, space, rids, sealer)
        for at in range(0, len(versions), ITEMS):
            part = versions[at : at + ITEMS]
            batch = sealer.batch(part)
            for version in part:
                yield _item(version), batch

    def _held(self, connection: Connection, space: bytes) -> Iterator[_Packed]:
        """Give all that is held of a space, as it was signed."""
        after = 0
        while found := parcels.held(connection, space, after, ITEMS):
            yield from _as_they_are(connection, [row for _, row in found])
            after = found[-1][0]

    def _parcels(self, space: bytes, packed: Iterator[_Packed]) -> Iterator[tuple[bytes, bytes]]:
        """Give (id, bytes) of parcels, each small enough to travel."""
        for part in _parts(packed):
            numbers: dict[Signed, int] = {}
            items = []
            for item, batch in part:
                number = numbers.setdefault(batch, len(numbers))
                items.append(PushItem(item.header, item.nonce, item.ct, number))
            parcel = Parcel(
                self._ids.version(), space, self._trust.device, tuple(items), tuple(numbers)
            )
            yield parcel.parcel, encode(parcel)

    def _put(self, ready: Sequence[bytes]) -> set[bytes]:
        """Put parcels; return those that the server has now."""
        put = set[bytes]()
        for parcel in ready:
            with self._store.read() as connection:
                content = parcels.content(connection, parcel)
            try:
                self._transport.call(routes.PARCEL_PUT, ParcelPut(decode(content, Parcel)), Empty)
            except RefusedError:
                continue
            put.add(parcel)
            with self._store.write_for_sync() as unit:
                parcels.note_put(unit.connection, parcel)
                sync_marks.log(
                    unit.connection, milliseconds(self._clock.now()), refusals.HANDED_OVER, 1
                )
        return put


def _item(version: SealedVersion) -> PushItem:
    return PushItem(version.header_bytes, version.nonce, version.ct, 0)


def _as_they_are(connection: Connection, rows: Sequence[SealedRow]) -> Iterator[_Packed]:
    """Give stored versions with the manifests that their authors signed."""
    papers = sealed.manifests(connection, {row.batch for row in rows if row.batch})
    for row in rows:
        if row.batch in papers:
            yield PushItem(row.header, row.nonce, row.ct, 0), papers[row.batch]


def _parts(packed: Iterator[_Packed]) -> Iterator[list[_Packed]]:
    part: list[_Packed] = []
    size, seen = 0, set[Signed]()
    for each in packed:
        item, batch = each
        weight = len(item.header) + len(item.ct) + (0 if batch in seen else len(batch.bytes))
        if part and (len(part) == ITEMS or size + weight > PUSH_BYTES):
            yield part
            part, size, seen = [], 0, set()
        part.append(each)
        seen.add(batch)
        size += weight
    if part:
        yield part


def _digest(me: identity.Identity, found: Unsent, whole: bool) -> bytes:  # noqa: FBT001  both are what the parcels hold
    content = b"".join(rid + edit.to_bytes(8, "big") for rid, edit in found)
    under = (me.get(identity.RESTORE_ID) or b"") if whole else b""
    return hashlib.sha256(content + under).digest()
