"""The recovery sheet makes a new lead: when the last one, or the last lead's laptop, is lost.

The laptop of anybody who belongs becomes a new device of the same person, signed by the root key.
The keys of spaces that the person was not in come from the grants to the recovery key.
"""

from typing import Final

import msgspec

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.recovery import RecoverySeed
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.errors import AppError, Problem
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.store import identity, sealed, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.store.tables import SENT
from helhedsplan_desktop.sync.appending import pull_roster, signed_entry
from helhedsplan_desktop.sync.leading import Leading
from helhedsplan_desktop.sync.sessions import open_session
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_desktop.sync.trust import Trust
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import RETRY, ErrorCode
from helhedsplan_protocol.messages import RosterPage, RosterPull, SessionChallenge, SessionStart
from helhedsplan_protocol.roster import RecoveryUsed

PENDING: Final = "recovering"
"""Fact that holds the new keys until the laptop uses them and the device before is out."""


class _Keys(msgspec.Struct, frozen=True):
    """A device in the making, and the one that this laptop was when it began."""

    device: bytes
    signing_key: bytes
    sealing_key: bytes
    before: bytes


class Recovering:
    """Makes this laptop a lead's, over a session of the device that it was so far."""

    def __init__(
        self, store: Store, transport: Transport, trust: Trust, ids: Ids, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._trust = trust
        self._ids = ids
        self._randomness = randomness

    def recover(self, seed: RecoverySeed) -> None:
        """Become a lead of every space; the device that this laptop was is put out.

        What a crash or a lost answer interrupts is finished by the next try with the same sheet.

        Raises:
            AppError: CODE_WRONG (line 0) for the sheet of another organisation.
            RefusedError: `log_stale` if the roster grew meanwhile: try again.
            TransportError, RosterError.
        """
        root, trust = seed.root_signer(), self._trust
        if root.public_key != trust.me.need(identity.ROOT_KEY):
            raise AppError(Problem.CODE_WRONG, line=0)
        keys = self._kept()
        if trust.roster.device(keys.device) is None:
            self._name_in_roster(root, keys)
        if trust.device != keys.device:
            self._become(keys)
        self._transport.use_token(None)
        open_session(self._store, self._transport, trust, self._randomness)
        self._take_recovery_grants(seed.sealing_key())
        # Now that every key is here, everybody who lacks one is granted it.
        pull_roster(self._store, self._transport, trust)
        if trust.roster.is_active(keys.before):
            leading = Leading(self._store, self._transport, trust, self._randomness)
            leading.revoke(keys.before, "left")
        # Not earlier: every old copy of the vault has the keys of the device before.
        with self._store.write_for_sync() as unit:
            identity.forget(unit.connection, PENDING)

    def _kept(self) -> _Keys:
        """Return the new keys, made once and stored before anybody hears of them."""
        with self._store.write_for_sync() as unit:
            kept = identity.read(unit.connection).get(PENDING)
            if kept is not None:
                return msgspec.msgpack.decode(kept, type=_Keys)
            keys = _Keys(
                self._ids.version(),
                Signer.generate(self._randomness).private_bytes(),
                SealingKey.generate(self._randomness).private_bytes(),
                self._trust.device,
            )
            identity.put(unit.connection, recovering=msgspec.msgpack.encode(keys))
        return keys

    def _name_in_roster(self, root: Signer, keys: _Keys) -> None:
        """Hand the server the root key's word for the new device; a session request carries it."""
        trust = self._trust
        user = trust.roster.user_of(trust.device)
        assert user is not None
        used = RecoveryUsed(
            user,
            keys.device,
            Signer(keys.signing_key).public_key,
            SealingKey(keys.sealing_key).public_key,
        )
        entry = signed_entry(trust.roster, trust.org, keys.device, root, "recovery_used", used)
        start = SessionStart(trust.device, self._randomness.bytes(32), (entry,))
        self._transport.call(routes.SESSION_START, start, SessionChallenge)
        pull_roster(self._store, self._transport, trust)
        if trust.roster.device(keys.device) is None:
            raise RefusedError(ErrorCode.LOG_STALE, RETRY[ErrorCode.LOG_STALE], None)

    def _become(self, keys: _Keys) -> None:
        """Be the new device; what the old one had under way is signed anew."""
        trust = self._trust
        with trust.storing(self._store) as unit:
            for space in trust.spaces():
                rids = list(sealed.sent_vids(unit.connection, space))
                sealed.drop(unit.connection, [(space, rid, SENT) for rid in rids])
                sync_marks.retire_frozen(unit.connection, rids)
            identity.put(
                unit.connection,
                device=keys.device,
                signing_key=keys.signing_key,
                sealing_key=keys.sealing_key,
            )
            identity.forget(unit.connection, identity.RATCHET)
            trust.me = identity.read(unit.connection)

    def _take_recovery_grants(self, recovery: SealingKey) -> None:
        page = self._transport.call(
            routes.ROSTER_PULL, RosterPull(self._trust.roster.n + 1), RosterPage
        )
        with self._trust.storing(self._store) as unit:
            self._trust.take_grants(unit.connection, page.grants, recovery)
