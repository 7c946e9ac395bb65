"""Access events, sealed to the audit key by the devices that append them."""

import hashlib
import threading
from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import AuditAppend, Empty
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.access import demand_active, demand_open
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.store.engine import Store, insert_ignoring
from helhedsplan_server.store.tables import audit_events
from helhedsplan_server.surroundings import Clock, now_ms

_EVENT_BYTES: Final = 16 * 1024
_EVENTS: Final = 1000

_COUNTED_MS: Final = 60 * 60 * 1000
"""How long a count of the database holds: old events are tidied away hourly."""

DEVICE_BYTES: Final = 256 * 1024 * 1024
"""Of one device, all together: a million lines, more than anybody opens in many years."""


class Audit:
    """An append-only list per device."""

    def __init__(self, store: Store, book: RosterBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock
        self._lock = threading.Lock()
        self._held: dict[bytes, int] = {}
        self._counted_from = 0

    def append(self, device: bytes, request: AuditAppend) -> Empty:
        """Keep sealed events in their order; the same ones may come again.

        Raises:
            Refusal: `device_revoked`, `too_large`, `space_frozen`, `quota`.
        """
        events = request.events
        if len(events) > _EVENTS or any(len(event) > _EVENT_BYTES for event in events):
            raise Refusal(ErrorCode.TOO_LARGE)
        with self._store.write() as connection:
            demand_active(self._book.at(connection), device)
            demand_open(connection)
            at = now_ms(self._clock)
            rows = [
                {
                    "device": device,
                    "event": hashlib.sha256(event).digest()[:16],
                    "place": place,
                    "at": at,
                    "bytes": event,
                }
                for place, event in enumerate(events)
            ]
            self._charge(connection, device, sum(len(event) for event in events), at)
            insert_ignoring(connection, audit_events, rows)
        return Empty()

    def _charge(self, connection: Connection, device: bytes, size: int, at: int) -> None:
        """Count events against what a device may leave here.

        The database is asked once an hour for each device: adding up a million rows at every
        append would cost more than it saves. What comes again counts twice until then.

        Raises:
            Refusal: `quota`.
        """
        with self._lock:
            if at >= self._counted_from + _COUNTED_MS:
                self._held.clear()
                self._counted_from = at
            held = self._held.get(device)
            if held is None:
                total = func.coalesce(func.sum(func.length(audit_events.c.bytes)), 0)
                query = select(total).where(audit_events.c.device == device)
                held = int(connection.execute(query).scalar_one())
            if held + size > DEVICE_BYTES:
                self._held[device] = held
                raise Refusal(ErrorCode.QUOTA)
            self._held[device] = held + size
