"""Packing sealed versions into parcels and putting them beside their space.

A parcel that does not get through is cut into halves, as a push is: a proxy may refuse large
bodies. One record that does not get through alone never holds up the others. What is kept here has
no seal: it gets one whenever it is put.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection

from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids
from helhedsplan_desktop.store import identity, parcels, refusals, sealed, sync_marks
from helhedsplan_desktop.store.sealed import SealedRow
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.freezing import PUSH_BYTES
from helhedsplan_desktop.sync.parcel_seal import sealed_parcel
from helhedsplan_desktop.sync.transport import RefusedError, Transport, TransportError
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Empty, Parcel, ParcelPut
from helhedsplan_protocol.records import PushItem, Signed
from helhedsplan_protocol.wire import decode, encode

ITEMS: Final = 200
"""Versions in one parcel."""

_FAILURES: Final = 2
"""Parcels that may not get through before a round ends its tries."""

Packed = tuple[PushItem, Signed]
"""A version and the manifest that names it; its number is given in the parcel."""

Made = tuple[bytes, bytes]
"""A parcel's id, and its bytes as they travel."""


class ParcelPost:
    """Packs and puts the parcels of one device.

    Args:
        trust: signs for the device that puts them.
    """

    def __init__(
        self, store: Store, transport: Transport, ids: Ids, clock: Clock, trust: Trust
    ) -> None:
        self._store = store
        self._transport = transport
        self._ids = ids
        self._clock = clock
        self._trust = trust

    def parcels(self, space: bytes, packed: Iterable[Packed]) -> Iterator[Made]:
        """Give parcels, each small enough to travel."""
        for part in _parts(packed):
            yield self._parcel(space, part)

    def put_all(self) -> None:
        """Put what the server has not got.

        What the server refuses, or the line does not let through, is kept and tried again.
        """
        with self._store.read() as connection:
            ready = parcels.to_put(connection)
        failures = 0
        for parcel in ready:
            with self._store.read() as connection:
                content = decode(parcels.content(connection, parcel), Parcel)
                restore_id = identity.read(connection).need(identity.RESTORE_ID)
            try:
                travelling = ParcelPut(sealed_parcel(self._trust, restore_id, content))
                self._transport.call(routes.PARCEL_PUT, travelling, Empty)
            except RefusedError as refused:
                if refused.code is ErrorCode.TOO_LARGE:
                    self._halve(content)
            except TransportError:
                self._halve(content)
                failures += 1
                if failures == _FAILURES:
                    break
            else:
                self._note_put(parcel)

    # --- inside -----------------------------------------------------------------------------------

    def _parcel(self, space: bytes, part: Sequence[Packed]) -> Made:
        numbers: dict[Signed, int] = {}
        items = []
        for item, batch in part:
            number = numbers.setdefault(batch, len(numbers))
            items.append(PushItem(item.header, item.nonce, item.ct, number))
        parcel = Parcel(
            self._ids.version(), space, self._trust.device, tuple(items), tuple(numbers)
        )
        return parcel.parcel, encode(parcel)

    def _halve(self, parcel: Parcel) -> None:
        """Put two halves in the place of a parcel, for the next round."""
        if len(parcel.items) == 1:
            return
        packed = [(item, parcel.batches[item.batch_no]) for item in parcel.items]
        middle = len(packed) // 2
        halves = [self._parcel(parcel.space, part) for part in (packed[:middle], packed[middle:])]
        with self._store.write_for_sync() as unit:
            parcels.replace(unit.connection, parcel.parcel, halves)

    def _note_put(self, parcel: bytes) -> None:
        now = milliseconds(self._clock.now())
        with self._store.write_for_sync() as unit:
            parcels.note_put(unit.connection, parcel)
            sync_marks.log(unit.connection, now, refusals.HANDED_OVER, 1)


def as_they_are(connection: Connection, rows: Sequence[SealedRow]) -> Iterator[Packed]:
    """Give stored versions with the manifests that their authors signed."""
    papers = sealed.manifests(connection, {row.batch for row in rows if row.batch})
    for row in rows:
        if row.batch in papers:
            yield PushItem(row.header, row.nonce, row.ct, 0), papers[row.batch]


def _parts(packed: Iterable[Packed]) -> Iterator[list[Packed]]:
    part: list[Packed] = []
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
