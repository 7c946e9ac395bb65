"""A newcomer's laptop joins with the code of an invitation."""

from typing import Final, Literal

from helhedsplan_desktop.crypto import invites
from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.invites import Invite, parse_code
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.appending import pull_roster
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import (
    Enrolment,
    EnrolStart,
    EnrolState,
    EnrolSubmit,
    EnrolTerms,
)

Stage = Literal["none", "waiting", "approved", "closed"]
_NUMBER_BYTES: Final = 4


class Enrolling:
    """A newcomer's side of enrolment."""

    def __init__(
        self, store: Store, transport: Transport, ids: Ids, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._ids = ids
        self._randomness = randomness

    def enrol(self, code: str, computer: str) -> None:
        """Show the code, check the lead's word for the terms, and hand in this device's keys.

        Raises:
            AppError: CODE_INCOMPLETE, CODE_WRONG, CODE_EXPIRED; SERVER_UNTRUSTED if the server
                changed the terms.
            TransportError, RefusedError.
        """
        invite = parse_code(code)
        shown = EnrolStart(invite.invite_id, invites.proof(invite))
        try:
            terms = self._transport.call(routes.ENROL_START, shown, EnrolTerms)
        except RefusedError as refused:
            raise _told(refused) from refused
        self._check(invite, terms)
        self._keep(invite, terms, computer)
        self.submit()

    def submit(self) -> Stage:
        """Hand in the kept keys; the same keys may be handed in again.

        Raises:
            AppError: CODE_EXPIRED. TransportError, RefusedError.
        """
        with self._store.read() as connection:
            me = identity.read(connection)
        invite = _kept_invite(me.need(identity.INVITE))
        signer = Signer(me.need(identity.SIGNING_KEY))
        sealing = SealingKey(me.need(identity.SEALING_KEY))
        device = me.need(identity.DEVICE)
        enrolment = Enrolment(
            device,
            signer.public_key,
            sealing.public_key,
            invites.enrol_mac(
                invite,
                device=device,
                signing_key=signer.public_key,
                sealing_key=sealing.public_key,
            ),
        )
        request = EnrolSubmit(invite.invite_id, invites.proof(invite), enrolment)
        try:
            state = self._transport.call(routes.ENROL_SUBMIT, request, EnrolState)
        except RefusedError as refused:
            raise _told(refused) from refused
        return "approved" if state.state == "approved" else "waiting"

    def stage(self) -> Stage:
        """Return how far the enrolment is; `approved` means: call `join`.

        Raises:
            TransportError, RefusedError.
        """
        with self._store.read() as connection:
            kept = identity.read(connection).get(identity.INVITE)
        if kept is None:
            return "none"
        invite = _kept_invite(kept)
        shown = EnrolStart(invite.invite_id, invites.proof(invite))
        state = self._transport.call(routes.ENROL_STATUS, shown, EnrolState).state
        if state == "open":
            return self.submit()
        return state

    def join(self) -> Trust:
        """Verify the whole roster under the root key of the invitation, and belong to it.

        Raises:
            AppError: SERVER_UNTRUSTED if the roster does not hold what the invitation said.
            TransportError, RefusedError, RosterError.
        """
        with self._store.write_for_sync() as unit:
            sync_marks.clear_trust(unit.connection)
            me = identity.read(unit.connection)
        trust = trusting.empty(me)
        open_session(self._store, self._transport, trust, self._randomness)
        pull_roster(self._store, self._transport, trust)
        user = trust.roster.user_of(trust.device)
        if user != me.need(identity.USER) or trust.roster.org != me.need(identity.ORG):
            raise AppError(Problem.SERVER_UNTRUSTED)
        with self._store.write_for_sync() as unit:
            identity.forget(unit.connection, identity.INVITE)
        return trust

    def _check(self, invite: Invite, terms: EnrolTerms) -> None:
        expected = invites.root_mac(
            invite,
            root_key=terms.root_key,
            org=terms.org,
            role=terms.role,
            spaces=terms.spaces,
            expires_at=terms.expires_at,
        )
        if not invites.same_mac(expected, terms.root_mac):
            raise AppError(Problem.SERVER_UNTRUSTED)

    def _keep(self, invite: Invite, terms: EnrolTerms, computer: str) -> None:
        """Store keys and terms before the server hears of them."""
        with self._store.write_for_sync() as unit:
            identity.clear(unit.connection)
            identity.put(
                unit.connection,
                user=terms.user,
                device=self._ids.version(),
                org=terms.org,
                signing_key=Signer.generate(self._randomness).private_bytes(),
                sealing_key=SealingKey.generate(self._randomness).private_bytes(),
                root_key=terms.root_key,
                server=self._transport.address.encode(),
                server_id=terms.server_id,
                computer=computer.encode(),
                invite=invite.invite_id.to_bytes(_NUMBER_BYTES, "big") + invite.secret,
            )


def _kept_invite(kept: bytes) -> Invite:
    return Invite(int.from_bytes(kept[:_NUMBER_BYTES], "big"), kept[_NUMBER_BYTES:])


def _told(refused: RefusedError) -> AppError | RefusedError:
    """Return what a person is told of a refused code: it is wrong, used up or too old."""
    if refused.code in {ErrorCode.NOT_FOUND, ErrorCode.PARTICIPANT_MISMATCH}:
        return AppError(Problem.CODE_EXPIRED)
    return refused
