"""Parcels: sealed unsent work of a device that is out, for a lead to take over."""

from typing import Final

from sqlalchemy import Connection, func, select

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import PUSH_ITEMS
from helhedsplan_protocol.messages import (
    Empty,
    Parcel,
    ParcelGet,
    ParcelList,
    ParcelPut,
    ParcelRow,
)
from helhedsplan_protocol.roster_state import RosterState
from helhedsplan_protocol.wire import decode, encode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.access import demand_lead, demand_open
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.store.engine import Store, insert_replacing
from helhedsplan_server.store.tables import parcels
from helhedsplan_server.surroundings import Clock, now_ms

KEPT_MS: Final = 90 * 24 * 60 * 60 * 1000
PARCELS: Final = 1000
"""Of one device: half a million versions, far more than a laptop holds of a space."""

PARCEL_BYTES: Final = 256 * 1024 * 1024
"""Of one device, all together."""


class Parcels:
    """The store of parcels."""

    def __init__(self, store: Store, book: RosterBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock

    def put(self, device: bytes, request: ParcelPut) -> Empty:
        """Keep a parcel for 90 days; the same one may be put again.

        Any device that ever was a member of the space may, a revoked one too, unless it was
        stolen or is to be wiped.

        Raises:
            Refusal: `device_revoked` for a stolen or wiped device, `not_found` for a space that
                never was the device's, `bad_request` for another author, `too_large`,
                `space_frozen`, `quota` for more than a thousand parcels of one device or 256 MiB.
        """
        parcel = request.parcel
        if parcel.author != device:
            raise Refusal(ErrorCode.BAD_REQUEST)
        if len(parcel.items) > PUSH_ITEMS:
            raise Refusal(ErrorCode.TOO_LARGE)
        with self._store.write() as connection:
            _demand_once_member(self._book.at(connection), device, parcel.space)
            demand_open(connection)
            standing = connection.execute(
                select(parcels.c.author, parcels.c.space).where(parcels.c.parcel == parcel.parcel)
            ).one_or_none()
            if standing is not None and tuple(standing) != (device, parcel.space):
                raise Refusal(ErrorCode.BAD_REQUEST)
            packed = encode(parcel)
            count, size = _others(connection, device, parcel.parcel)
            if count >= PARCELS or size + len(packed) > PARCEL_BYTES:
                raise Refusal(ErrorCode.QUOTA)
            insert_replacing(
                connection,
                parcels,
                [
                    {
                        "parcel": parcel.parcel,
                        "space": parcel.space,
                        "author": device,
                        "item_count": len(parcel.items),
                        "bytes": packed,
                        "at": now_ms(self._clock),
                    }
                ],
            )
        return Empty()

    def listed(self, device: bytes) -> ParcelList:
        """Return the parcels of the spaces that this lead is a member of, oldest first.

        Raises:
            Refusal: `device_revoked`, `draining`, `role_denied`.
        """
        with self._store.read() as connection:
            rows = connection.execute(
                select(
                    parcels.c.parcel,
                    parcels.c.space,
                    parcels.c.author,
                    parcels.c.item_count,
                    parcels.c.at,
                )
                .where(parcels.c.space.in_(self._led_spaces(connection, device)))
                .order_by(parcels.c.at, parcels.c.parcel)
            ).all()
        return ParcelList(
            tuple(ParcelRow(r.parcel, r.space, r.author, r.item_count, r.at) for r in rows)
        )

    def get(self, device: bytes, request: ParcelGet) -> Parcel:
        """Return one parcel of a space that this lead is a member of.

        Raises:
            Refusal: `device_revoked`, `draining`, `role_denied`, `not_found`.
        """
        with self._store.read() as connection:
            data = connection.execute(
                select(parcels.c.bytes).where(
                    parcels.c.parcel == request.parcel,
                    parcels.c.space.in_(self._led_spaces(connection, device)),
                )
            ).scalar()
        if data is None:
            raise Refusal(ErrorCode.NOT_FOUND)
        return decode(data, Parcel)

    def _led_spaces(self, connection: Connection, device: bytes) -> tuple[bytes, ...]:
        state = self._book.at(connection)
        demand_lead(state, device)
        return state.spaces_of(state.user_of(device) or b"")


def _others(connection: Connection, device: bytes, parcel: bytes) -> tuple[int, int]:
    """Return the number and the bytes of a device's parcels besides this one."""
    size = func.coalesce(func.sum(func.length(parcels.c.bytes)), 0)
    query = select(func.count(), size).where(parcels.c.author == device, parcels.c.parcel != parcel)
    count, found = connection.execute(query).one()
    return count, int(found)  # PostgreSQL sums bigints into a decimal


def _demand_once_member(state: RosterState, device: bytes, space: bytes) -> None:
    facts, held = state.device(device), state.space(space)
    if facts is None or facts.wiped_n is not None or facts.revoke_reason == "stolen":
        raise Refusal(ErrorCode.DEVICE_REVOKED)
    if held is None or facts.user not in held.membership:
        raise Refusal(ErrorCode.NOT_FOUND)
