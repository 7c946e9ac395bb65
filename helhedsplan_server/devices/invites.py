"""Invitations: the lead's side opens them, the newcomer's side answers them.

The server never sees the secret of the code: it compares a hash and carries two MACs. A wrong
proof, an unknown, an expired and a burnt invitation are answered alike.
"""

import hashlib
import hmac
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.limits import ID_BYTES, INVITE_HOURS, INVITE_WRONG_TRIES
from helhedsplan_protocol.messages import (
    Empty,
    Enrolment,
    EnrolStart,
    EnrolState,
    EnrolSubmit,
    EnrolTerms,
    InviteCancel,
    InviteCreate,
    InviteList,
    InviteState,
)
from helhedsplan_protocol.wire import decode, encode
from helhedsplan_server.errors import Refusal
from helhedsplan_server.roster.access import (
    demand_lead,
    demand_one_log,
    demand_open,
    demand_unsuspected,
)
from helhedsplan_server.roster.book import RosterBook
from helhedsplan_server.store.engine import Store
from helhedsplan_server.store.tables import invites, organisation
from helhedsplan_server.surroundings import Clock, now_ms

_INVITE_ID_LIMIT: Final = 1 << 25
_INVITE_MS: Final = INVITE_HOURS * 60 * 60 * 1000
_CLOCK_DRIFT_MS: Final = 10 * 60 * 1000
"""A lead's clock may run ahead of ours by this much when she asks for the full 48 hours."""


class Invites:
    """The open invitations of an organisation."""

    def __init__(self, store: Store, book: RosterBook, clock: Clock) -> None:
        self._store = store
        self._book = book
        self._clock = clock

    # --- the lead's side --------------------------------------------------------------------------

    def create(self, device: bytes, request: InviteCreate) -> Empty:
        """Open an invitation; the same one may be sent again.

        Raises:
            Refusal: `device_revoked`, `draining`, `role_denied`, `clone_suspected`,
                `space_frozen`, `bad_request` for a taken id or an expiry out of bounds.
        """
        ahead = request.expires_at - now_ms(self._clock)
        if request.invite_id >= _INVITE_ID_LIMIT or not 0 < ahead <= _INVITE_MS + _CLOCK_DRIFT_MS:
            raise Refusal(ErrorCode.BAD_REQUEST)
        fresh = {
            "invite_id": request.invite_id,
            "made_by": device,
            "proof_hash": request.proof_hash,
            "user": request.user,
            "role": request.role,
            "spaces": b"".join(request.spaces),
            "root_mac": request.root_mac,
            "expires_at": request.expires_at,
        }
        with self._store.write() as connection:
            state = self._book.at(connection)
            demand_lead(state, device)
            demand_unsuspected(connection, device)
            demand_open(connection)
            demand_one_log(state)
            if not all(state.is_member(device, space) for space in request.spaces):
                raise Refusal(ErrorCode.ROLE_DENIED)
            self._drop_expired(connection)
            standing = _row(connection, request.invite_id)
            if standing is None:
                connection.execute(
                    insert(invites).values(**fresh, wrong_tries=0, cancelled=False, enrolment=None)
                )
            elif any(standing._mapping[name] != value for name, value in fresh.items()):  # noqa: SLF001  SQLAlchemy's public name
                raise Refusal(ErrorCode.BAD_REQUEST)
        return Empty()

    def listed(self, device: bytes) -> InviteList:
        """Return the invitations of this lead that are not cancelled or expired.

        Raises:
            Refusal: `device_revoked`, `draining`, `role_denied`.
        """
        with self._store.read() as connection:
            demand_lead(self._book.at(connection), device)
            rows = connection.execute(
                select(invites)
                .where(
                    invites.c.made_by == device,
                    invites.c.cancelled.is_(False),
                    invites.c.expires_at > now_ms(self._clock),
                )
                .order_by(invites.c.expires_at)
            ).all()
        return InviteList(tuple(_state_of(row) for row in rows))

    def cancel(self, device: bytes, request: InviteCancel) -> Empty:
        """Close an invitation of this lead; closing it again changes nothing.

        Raises:
            Refusal: `device_revoked`, `draining`, `role_denied`, `not_found`, `space_frozen`.
        """
        with self._store.write() as connection:
            demand_lead(self._book.at(connection), device)
            demand_unsuspected(connection, device)
            demand_open(connection)
            closed = connection.execute(
                update(invites)
                .where(invites.c.invite_id == request.invite_id, invites.c.made_by == device)
                .values(cancelled=True)
            )
            if closed.rowcount == 0:
                raise Refusal(ErrorCode.NOT_FOUND)
        return Empty()

    # --- the newcomer's side ----------------------------------------------------------------------

    def start(self, request: EnrolStart) -> EnrolTerms:
        """Return what the newcomer checks before it makes keys.

        Raises:
            Refusal: `not_found`.
        """
        row = self._proven(request.invite_id, request.proof)
        if row is None or not self._open(row):
            raise Refusal(ErrorCode.NOT_FOUND)
        with self._store.read() as connection:
            server_id = connection.execute(select(organisation.c.server_id)).scalar_one()
            state = self._book.at(connection)
        if state.genesis is None:
            raise Refusal(ErrorCode.NOT_FOUND)
        return EnrolTerms(
            org=state.org,
            server_id=server_id,
            root_key=state.genesis.root_key,
            user=row.user,
            role=row.role,
            spaces=_ids(row.spaces),
            expires_at=row.expires_at,
            root_mac=row.root_mac,
        )

    def submit(self, request: EnrolSubmit) -> EnrolState:
        """Return the state after taking the newcomer's keys; a second set of keys is refused.

        Raises:
            Refusal: `not_found`, `participant_mismatch`, `space_frozen`.
        """
        row = self._proven(request.invite_id, request.proof)
        if row is None or not self._open(row):
            raise Refusal(ErrorCode.NOT_FOUND)
        keys = encode(request.enrolment)
        with self._store.write() as connection:
            demand_open(connection)
            taken = connection.execute(
                update(invites)
                .where(
                    invites.c.invite_id == request.invite_id,
                    invites.c.enrolment.is_(None) | (invites.c.enrolment == keys),
                )
                .values(enrolment=keys)
            )
            if taken.rowcount == 0:
                raise Refusal(ErrorCode.PARTICIPANT_MISMATCH)
            added = self._book.at(connection).device(request.enrolment.device) is not None
        return EnrolState("approved" if added else "waiting")

    def status(self, request: EnrolStart) -> EnrolState:
        """Return how far the enrolment is; `approved` once the roster holds the device.

        Raises:
            Refusal: `not_found`.
        """
        row = self._proven(request.invite_id, request.proof)
        if row is None:
            raise Refusal(ErrorCode.NOT_FOUND)
        if row.enrolment is not None:
            with self._store.read() as connection:
                state = self._book.at(connection)
            if state.device(decode(row.enrolment, Enrolment).device) is not None:
                return EnrolState("approved")
        if not self._open(row):
            return EnrolState("closed")
        return EnrolState("open" if row.enrolment is None else "waiting")

    def _proven(self, invite_id: int, proof: bytes) -> Row[Any] | None:
        """Return the invitation if the proof is right and tries are left; count a wrong one."""
        with self._store.write() as connection:
            row = _row(connection, invite_id)
            if row is None or row.wrong_tries >= INVITE_WRONG_TRIES:
                return None
            if hmac.compare_digest(hashlib.sha256(proof).digest(), row.proof_hash):
                return row
            connection.execute(
                update(invites)
                .where(invites.c.invite_id == invite_id)
                .values(wrong_tries=invites.c.wrong_tries + 1)
            )
            return None

    def _open(self, row: Row[Any]) -> bool:
        return not row.cancelled and row.expires_at > now_ms(self._clock)

    def _drop_expired(self, connection: Connection) -> None:
        """Free the ids of invitations that nobody asks about any more."""
        past = now_ms(self._clock) - _INVITE_MS
        connection.execute(delete(invites).where(invites.c.expires_at < past))


def _row(connection: Connection, invite_id: int) -> Row[Any] | None:
    query = select(invites).where(invites.c.invite_id == invite_id).with_for_update()
    return connection.execute(query).one_or_none()


def _ids(joined: bytes) -> tuple[bytes, ...]:
    return tuple(joined[at : at + ID_BYTES] for at in range(0, len(joined), ID_BYTES))


def _state_of(row: Row[Any]) -> InviteState:
    return InviteState(
        invite_id=row.invite_id,
        user=row.user,
        role=row.role,
        spaces=_ids(row.spaces),
        expires_at=row.expires_at,
        burnt=row.wrong_tries >= INVITE_WRONG_TRIES,
        enrolment=None if row.enrolment is None else decode(row.enrolment, Enrolment),
    )
