"""Handing over what can no longer be sent: sealed, for a lead of the space to take over.

A laptop that was put out, or whose person was taken out of a space, holds work that no push will
take. It is sealed under the last key that was granted and put beside the space; it stays here too,
and is put again when the server was restored.
"""

import hashlib
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity, parcels, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.freezing import PUSH_BYTES, Freezer
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_desktop.sync.versions import SealedVersion, Sealer
from helhedsplan_protocol import routes
from helhedsplan_protocol.messages import Empty, Parcel, ParcelPut
from helhedsplan_protocol.records import PushItem
from helhedsplan_protocol.wire import decode, encode

ITEMS: Final = 200
"""Versions in one parcel."""

HANDED_OVER: Final = "handed_over"
_PUT_UNDER: Final = "parcels_restore_id"


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

    def hand_over(self, spaces: Collection[bytes]) -> int:
        """Put what is unsent in spaces that this device cannot push to; return how many parcels.

        What the server refuses is kept here and tried again.

        Raises:
            TransportError.
        """
        with self._store.read() as connection:
            due = [space for space in spaces if self._is_new(connection, space)]
            me = identity.read(connection)
            waiting = bool(parcels.to_put(connection))
        restored = me.get(_PUT_UNDER) != me.get(identity.RESTORE_ID)
        if not due and not waiting and not restored:
            return 0
        with self._store.write_for_sync() as unit:
            for space in due:
                self._make(unit.connection, space)
            if restored:
                parcels.put_again(unit.connection)
                identity.put(
                    unit.connection, **{_PUT_UNDER: me.get(identity.RESTORE_ID) or bytes(16)}
                )
            ready = parcels.to_put(unit.connection)
        return self._put(ready)

    # --- inside -----------------------------------------------------------------------------------

    def _is_new(self, connection: Connection, space: bytes) -> bool:
        """Return True if what is unsent in a space is in no parcel yet."""
        if not any(held == space for held, _ in self._trust.keys):
            return False
        found = parcels.unsent(connection, space)
        return bool(found) and parcels.holds(connection, space) != _digest(found)

    def _make(self, connection: Connection, space: bytes) -> None:
        found = parcels.unsent(connection, space)
        sealer = Sealer(self._trust, self._ids, self._randomness, space)
        versions = self._freezer.sealed_apart(connection, space, [rid for rid, _ in found], sealer)
        made = []
        for part in _parts(versions):
            parcel = Parcel(
                parcel=self._ids.version(),
                space=space,
                author=self._trust.device,
                items=tuple(PushItem(v.header_bytes, v.nonce, v.ct, 0) for v in part),
                batches=(sealer.batch(part),),
            )
            made.append((parcel.parcel, encode(parcel)))
        now = milliseconds(self._clock.now())
        parcels.keep(connection, space, _digest(found), made, now)

    def _put(self, ready: Sequence[tuple[bytes, bytes]]) -> int:
        count = 0
        for parcel, content in ready:
            try:
                self._transport.call(routes.PARCEL_PUT, ParcelPut(decode(content, Parcel)), Empty)
            except RefusedError:
                continue
            count += 1
            with self._store.write_for_sync() as unit:
                parcels.note_put(unit.connection, parcel)
                sync_marks.log(unit.connection, milliseconds(self._clock.now()), HANDED_OVER, 1)
        return count


def _parts(versions: Sequence[SealedVersion]) -> Iterator[list[SealedVersion]]:
    part: list[SealedVersion] = []
    size = 0
    for version in versions:
        weight = len(version.header_bytes) + len(version.ct)
        if part and (len(part) == ITEMS or size + weight > PUSH_BYTES):
            yield part
            part, size = [], 0
        part.append(version)
        size += weight
    if part:
        yield part


def _digest(found: Sequence[tuple[bytes, int]]) -> bytes:
    return hashlib.sha256(b"".join(rid + edit.to_bytes(8, "big") for rid, edit in found)).digest()
