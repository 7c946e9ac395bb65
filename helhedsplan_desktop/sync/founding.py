"""Founding an organisation: keys, genesis, first spaces; stored before it is sent.

A crash or a lost answer between leaves the request in the vault; the same request sent again gets
the same answer, so nothing has to be founded twice.
"""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlalchemy import Connection

from helhedsplan_desktop.crypto.boxes import SealingKey
from helhedsplan_desktop.crypto.recovery import RecoverySeed, new_seed
from helhedsplan_desktop.crypto.sealing import make_canary
from helhedsplan_desktop.crypto.signing import Signer
from helhedsplan_desktop.foundation.ids import Ids, Randomness
from helhedsplan_desktop.records.base import Record
from helhedsplan_desktop.store import identity, sync_marks
from helhedsplan_desktop.store.store import Store
from helhedsplan_desktop.sync import trust as trusting
from helhedsplan_desktop.sync.appending import grants_for, signed_entry
from helhedsplan_desktop.sync.transport import RefusedError, Transport
from helhedsplan_protocol import routes
from helhedsplan_protocol.error_codes import ErrorCode
from helhedsplan_protocol.messages import Empty, FoundAnswer, FoundRequest, Hello
from helhedsplan_protocol.roster import Genesis, Purpose, SpaceSeed
from helhedsplan_protocol.wire import decode, encode

PENDING: Final = "founding"
"""Fact that holds the request while its answer is not known."""

SHEET: Final = "recovery_seed"
"""Fact that holds the seed until its sheet was written down and confirmed."""

AUDIT_KEY: Final = "audit_key"
_SPACES: Final[tuple[tuple[str, Purpose], ...]] = (
    (identity.PLAN, "plan"),
    (identity.TEAM, "team"),
    (identity.SHIELDED, "shielded"),
)


class Founder:
    """Founds an organisation on a server that has none."""

    def __init__(
        self, store: Store, transport: Transport, ids: Ids, randomness: Randomness
    ) -> None:
        self._store = store
        self._transport = transport
        self._ids = ids
        self._randomness = randomness

    def found(
        self,
        founding_code: str,
        computer: str,
        controller: str,
        first_records: Callable[[], Sequence[Record]],
    ) -> None:
        """Found, or finish a founding whose answer was lost.

        Args:
            first_records: gives what is stored with the answer, once spaces and user are there.

        Raises:
            TransportError, RefusedError: the request stays for the next try, unless the code was
                wrong.
        """
        with self._store.read() as connection:
            pending = identity.read(connection).get(PENDING)
        hello = self._transport.call(routes.HELLO, Empty(), Hello)
        if pending is None or self._meant_for() != hello.server_id:
            pending = self._prepare(hello.server_id, computer, controller)
        request = msgspec.structs.replace(
            decode(pending, FoundRequest), founding_code=founding_code
        )
        try:
            answer = self._transport.call(routes.FOUND, request, FoundAnswer)
        except RefusedError as refused:
            if refused.code is ErrorCode.NOT_FOUND:
                self._begin_anew()
            raise
        with self._store.write() as unit:
            unit.put_many(first_records())
            identity.forget(unit.connection, PENDING)
            identity.put(unit.connection, restore_id=answer.restore_id)

    def _begin_anew(self) -> None:
        """Forget the request: the code was wrong, and the names may be others the next time."""
        with self._store.write() as unit:
            identity.clear(unit.connection)
            sync_marks.clear_trust(unit.connection)

    def _meant_for(self) -> bytes:
        with self._store.read() as connection:
            return identity.read(connection).get(identity.SERVER_ID) or b""

    def _prepare(self, server_id: bytes, computer: str, controller: str) -> bytes:
        """Make keys, spaces and the signed genesis, and store them as pending."""
        seed = new_seed(self._randomness)
        signer, sealing = Signer.generate(self._randomness), SealingKey.generate(self._randomness)
        audit = SealingKey.generate(self._randomness)
        org, user, device = (self._ids.version() for _ in range(3))
        spaces = [(fact, purpose, self._ids.version()) for fact, purpose in _SPACES]
        keys = {(space, 1): self._randomness.bytes(32) for _, _, space in spaces}
        genesis = Genesis(
            server_id=server_id,
            root_key=seed.root_signer().public_key,
            recovery_key=seed.sealing_key().public_key,
            audit_key=audit.public_key,
            user=user,
            device=device,
            signing_key=signer.public_key,
            sealing_key=sealing.public_key,
            spaces=tuple(
                SpaceSeed(
                    space, purpose, controller, make_canary(keys[space, 1], space, 1), (user,)
                )
                for _, purpose, space in spaces
            ),
        )
        facts = {
            "user": user,
            "device": device,
            "org": org,
            "signing_key": signer.private_bytes(),
            "sealing_key": sealing.private_bytes(),
            "root_key": genesis.root_key,
            "server": self._transport.address.encode(),
            "server_id": server_id,
            "computer": computer.encode(),
            AUDIT_KEY: audit.private_bytes(),
            SHEET: seed.seed,
        } | {fact.replace(".", "__"): space for fact, _, space in spaces}
        return self._stored(facts, genesis, org, device, seed, signer, keys)

    def _stored(
        self,
        facts: dict[str, bytes],
        genesis: Genesis,
        org: bytes,
        device: bytes,
        seed: RecoverySeed,
        signer: Signer,
        keys: dict[tuple[bytes, int], bytes],
    ) -> bytes:
        with self._store.write() as unit:
            connection = unit.connection
            identity.clear(connection)
            sync_marks.clear_trust(connection)
            identity.put(connection, **facts)
            trust = trusting.empty(identity.read(connection))
            entry = signed_entry(trust.roster, org, device, seed.root_signer(), "genesis", genesis)
            trust.extend(connection, [entry])
            self._put_keys(connection, keys)
            demands = sorted(trust.roster.required_grants())
            grants = grants_for(trust.roster, demands, org, device, signer, keys)
            pending = encode(FoundRequest("", entry, tuple(grants)))
            identity.put(connection, founding=pending)
        return pending

    def _put_keys(self, connection: Connection, keys: dict[tuple[bytes, int], bytes]) -> None:
        for (space, epoch), key in keys.items():
            sync_marks.put_space_key(connection, space, epoch, key)
