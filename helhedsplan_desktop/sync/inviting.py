"""A lead invites a newcomer's laptop and takes it in once its keys prove the code."""

from dataclasses import dataclass
from typing import Final

import msgspec

from helhedsplan_desktop.crypto import invites
from helhedsplan_desktop.crypto.invites import Invite
from helhedsplan_desktop.foundation.clock import Clock, milliseconds
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync.appending import Acts, Appender, Keys
from helhedsplan_desktop.sync.roles import Roles
from helhedsplan_desktop.sync.transport import Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.limits import INVITE_HOURS
from helhedsplan_protocol.messages import (
    Empty,
    Enrolment,
    InviteCancel,
    InviteCreate,
    InviteList,
    InviteState,
)
from helhedsplan_protocol.roster import AddDevice, Role

_PREFIX: Final = "invite."
_KEPT_AFTER_MS: Final = 7 * 24 * 3_600_000
"""An enrolment that arrived in time may be approved for a week."""

_EXPIRY_SLACK_MS: Final = 60_000
"""Below the server's limit, for the two clocks differ a little."""


class KeptInvite(msgspec.Struct, frozen=True):
    """What a lead's laptop keeps of an invitation; the secret stands nowhere else."""

    invite_id: int
    secret: bytes
    user: bytes
    role: Role
    spaces: tuple[bytes, ...]
    name: str
    automatic: bool
    expires_at: int

    @property
    def invite(self) -> Invite:
        """The invitation with its secret."""
        return Invite(self.invite_id, self.secret)


@dataclass(frozen=True, slots=True)
class OpenInvite:
    """An invitation that waits; `arrived` once the newcomer's keys are there and prove the code.

    Args:
        forged: True if keys came that do not prove the code: somebody else sent them.
    """

    kept: KeptInvite
    arrived: bool
    forged: bool
    burnt: bool


class Inviting:
    """A lead's side of enrolment."""

    def __init__(
        self,
        store: Store,
        transport: Transport,
        trust: Trust,
        clock: Clock,
        ids: Ids,
        randomness: Randomness,
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._clock = clock
        self._ids = ids
        self._randomness = randomness
        self._roles = Roles(trust, ids, randomness)

    def invite(self, name: str, role: Role, *, automatic: bool) -> KeptInvite:
        """Make an invitation for somebody new and tell the server its terms.

        Raises:
            TransportError, RefusedError.
        """
        return self._open(
            self._ids.version(), name, role, self._roles.of_a_newcomer(role), automatic
        )

    def invite_again(self, user: bytes, name: str, *, automatic: bool) -> KeptInvite:
        """Make an invitation for another laptop of somebody whom the roster knows.

        Raises:
            TransportError.
            RefusedError: `role_denied` if this lead is not in every space of that person.
        """
        role = self._trust.roster.role_of_user(user)
        assert role is not None
        return self._open(user, name, role, self._roles.of_a_laptop_more(user, role), automatic)

    def _open(
        self,
        user: bytes,
        name: str,
        role: Role,
        spaces: tuple[bytes, ...],
        automatic: bool,  # noqa: FBT001  passed on
    ) -> KeptInvite:
        invite = invites.new_invite(self._randomness)
        expires_at = milliseconds(self._clock.now()) + INVITE_HOURS * 3_600_000 - _EXPIRY_SLACK_MS
        kept = KeptInvite(
            invite.invite_id, invite.secret, user, role, spaces, name, automatic, expires_at
        )
        terms = InviteCreate(
            invite_id=invite.invite_id,
            proof_hash=invites.proof_hash(invite),
            user=user,
            role=role,
            spaces=spaces,
            expires_at=expires_at,
            root_mac=invites.root_mac(
                invite,
                root_key=self._trust.me.need(identity.ROOT_KEY),
                org=self._trust.org,
                role=role,
                spaces=spaces,
                expires_at=expires_at,
            ),
        )
        # Kept before it is told: an invitation that nobody here knows could never be approved.
        with self._store.write_for_sync() as unit:
            fact = {f"{_PREFIX}{kept.invite_id}": msgspec.msgpack.encode(kept)}
            identity.put(unit.connection, **fact)
        self._transport.call(routes.INVITE_CREATE, terms, Empty)
        return kept

    def kept(self) -> dict[int, KeptInvite]:
        """Return the invitations of this laptop by number."""
        with self._store.read() as connection:
            facts = identity.read(connection).facts
        found = [
            msgspec.msgpack.decode(value, type=KeptInvite)
            for name, value in facts.items()
            if name.startswith(_PREFIX)
        ]
        return {each.invite_id: each for each in found}

    def open_ones(self) -> tuple[OpenInvite, ...]:
        """Return the invitations that wait, as the server tells and the code proves.

        Raises:
            TransportError, RefusedError.
        """
        mine = self.kept()
        if not mine:
            return ()
        listed = self._transport.call(routes.INVITE_LIST, Empty(), InviteList)
        return tuple(
            self._judged(mine[state.invite_id], state)
            for state in listed.invites
            if state.invite_id in mine
        )

    def approve(self, invite_id: int) -> bool:
        """Take the newcomer in; False if its keys are not there or do not prove the code.

        Raises:
            TransportError, RefusedError, RosterError.
        """
        kept = self.kept().get(invite_id)
        listed = self._transport.call(routes.INVITE_LIST, Empty(), InviteList)
        state = next((each for each in listed.invites if each.invite_id == invite_id), None)
        if kept is None or state is None or state.enrolment is None:
            return False
        if not _proves(kept, state.enrolment):
            return False
        if self._trust.roster.device(state.enrolment.device) is None:
            acts, keys = self._acts(kept, state.enrolment)
            Appender(self._store, self._transport, self._trust).append(acts, keys)
        with self._store.write_for_sync() as unit:
            identity.forget(unit.connection, f"{_PREFIX}{invite_id}")
        self._transport.call(routes.INVITE_CANCEL, InviteCancel(invite_id), Empty)
        return True

    def cancel(self, invite_id: int) -> None:
        """Close an invitation.

        Raises:
            TransportError, RefusedError.
        """
        self._transport.call(routes.INVITE_CANCEL, InviteCancel(invite_id), Empty)
        with self._store.write_for_sync() as unit:
            identity.forget(unit.connection, f"{_PREFIX}{invite_id}")

    def approve_automatic_ones(self) -> int:
        """Take in every arrived newcomer whose lead ticked so; return how many."""
        self._forget_old_ones()
        if not any(each.automatic for each in self.kept().values()):
            return 0
        return sum(
            self.approve(each.kept.invite_id)
            for each in self.open_ones()
            if each.arrived and each.kept.automatic
        )

    def _forget_old_ones(self) -> None:
        """Forget the secrets of invitations that nobody can answer any more."""
        past = milliseconds(self._clock.now()) - _KEPT_AFTER_MS
        old = [each.invite_id for each in self.kept().values() if each.expires_at < past]
        if old:
            with self._store.write_for_sync() as unit:
                for invite_id in old:
                    identity.forget(unit.connection, f"{_PREFIX}{invite_id}")

    def _acts(self, kept: KeptInvite, enrolment: Enrolment) -> tuple[Acts, Keys]:
        """Return the entries that take a newcomer in, with a Shielded space of its own."""
        acts: Acts = [
            (
                "add_device",
                AddDevice(
                    kept.user,
                    enrolment.device,
                    enrolment.signing_key,
                    enrolment.sealing_key,
                    kept.role,
                    kept.spaces,
                ),
            )
        ]
        made, keys = self._roles.shielded(self._trust.roster, kept.user, kept.role)
        return [*acts, *made], keys

    def _judged(self, kept: KeptInvite, state: InviteState) -> OpenInvite:
        arrived = state.enrolment is not None and _proves(kept, state.enrolment)
        return OpenInvite(
            kept, arrived, forged=state.enrolment is not None and not arrived, burnt=state.burnt
        )


def _proves(kept: KeptInvite, enrolment: Enrolment) -> bool:
    expected = invites.enrol_mac(
        kept.invite,
        device=enrolment.device,
        signing_key=enrolment.signing_key,
        sealing_key=enrolment.sealing_key,
    )
    return invites.same_mac(expected, enrolment.mac)
